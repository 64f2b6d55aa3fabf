//! Who may enter which room, and what every page carries.

use soat_tests::people::EVERYBODY;
use soat_tests::{Browser, on_every_database};

const ROOMS: &[&str] = &[
    "/",
    "/account",
    "/inspections",
    "/findings",
    "/programmes",
    "/conflicts",
    "/parked",
    "/devices",
    "/organisations",
    "/organisations/tree",
    "/people",
    "/organisations.csv",
    "/car",
    "/car?status=all&only=overdue&grade=major_nonconformity&age=over-90&clause=7.5.3&q=gia%20cat",
    "/car.csv",
    "/notices",
    "/notices?only=unread",
    "/dashboard",
    "/reports",
    "/reports?kind=minutes&status=signed&sort=oldest",
    "/reports.csv",
    "/inspections.csv",
    "/findings.csv",
];

on_every_database!(every_room_opens_for_everybody_with_what_they_may_see, |app| async move {
    for (username, ..) in EVERYBODY {
        let browser = Browser::sign_in(&app, username).await;
        for room in ROOMS {
            let page = browser.get(room).await;
            assert_eq!(page.status(), 200, "{username} {room}: {}", page.text);
        }
    }
});

on_every_database!(pages_load_nothing_from_elsewhere_and_run_nothing, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    for path in ["/", "/sign-in", "/inspections", "/no-such-page"] {
        let page = browser.get(path).await;
        let header = |name: &str| page.answer.header(name).unwrap_or_else(|| panic!("{path} has no {name}")).to_owned();
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(
            (header("referrer-policy"), header("x-frame-options"), header("x-content-type-options")),
            ("same-origin".into(), "DENY".into(), "nosniff".into())
        );
        assert!(header("permissions-policy").contains("camera=()"));
        assert_eq!(header("cache-control"), "no-store");
        page.is_silent_about("<script").is_silent_about("style=\"").is_silent_about("<style").is_silent_about(" onclick");
    }
});

on_every_database!(the_style_sheet_is_kept_for_ever_under_the_hash_of_its_content, |app| async move {
    let browser = Browser::open(&app);
    let page = browser.get("/sign-in").await;
    let start = page.text.find("/assets/portal.").unwrap();
    let address = &page.text[start..start + page.text[start..].find('"').unwrap()];
    let style = browser.get(address).await;
    assert_eq!((style.status(), style.answer.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert!(style.answer.header("cache-control").unwrap().contains("immutable"));
    assert_eq!(browser.get("/assets/portal.0000000000000000.css").await.status(), 404);
});

on_every_database!(an_address_without_a_page_says_so_as_a_page, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    for path in ["/no-such-page", "/inspections/not-an-id", "/inspections/01900000-0000-7000-8000-00000000ffff"] {
        let page = browser.get(path).await;
        assert_eq!(page.status(), 404);
        page.says("<h1").says("Mã yêu cầu").says("Về trang việc của tôi");
    }
    browser.get("/no-such-page").await.says("Không có trang này");
    app.get("/nowhere").await.refused(404, "no-such-operation");
});

on_every_database!(strangers_see_nothing_of_another_province, |app| async move {
    let path = soat_tests::work::begun_self_check(&app).await;
    for stranger in ["bacninh.quantri", "bacninh.thuongtruc", "bacninh.thanhvien", "hopthanh.thuky"] {
        let browser = Browser::sign_in(&app, stranger).await;
        assert_eq!(browser.get(&path).await.status(), 404, "{stranger}");
        browser.get("/inspections").await.is_silent_about("Gia Cát");
        browser.get("/inspections.csv").await.is_silent_about("Gia Cát");
        for part in ["answers", "evidence"] {
            assert_eq!(browser.get(&format!("{path}/{part}")).await.status(), 404);
        }
    }
});

on_every_database!(the_navigation_shows_the_rooms_of_the_role, |app| async move {
    let shown = |page: &soat_tests::Page, href: &str| page.text.contains(&format!("<a href=\"{href}\""));
    for (username, inside, outside) in [
        ("giacat.thuky", vec!["/inspections", "/findings", "/organisations"], vec!["/programmes", "/people", "/devices", "/parked"]),
        ("quantri", vec!["/people", "/devices", "/parked", "/organisations"], vec!["/programmes", "/findings"]),
        ("bcd.truong", vec!["/programmes", "/inspections", "/findings", "/conflicts"], vec!["/people", "/parked"]),
        ("truongdoan", vec!["/inspections", "/conflicts", "/parked"], vec!["/programmes", "/people"]),
    ] {
        let page = Browser::sign_in(&app, username).await.get("/").await;
        assert!(inside.iter().all(|href| shown(&page, href)), "{username}: {}", page.text);
        assert!(outside.iter().all(|href| !shown(&page, href)), "{username}: {}", page.text);
    }
});
