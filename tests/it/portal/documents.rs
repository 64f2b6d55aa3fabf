//! Minutes, reports and printed requests in the portal: made, read, signed, refused, withdrawn.

use serde_json::json;
use soat_tests::browser::File;
use soat_tests::corrective::{Cast, Stage, concluded, request_at};
use soat_tests::people::PASSWORD;
use soat_tests::signing::{issue_keys, minutes, pdf, sign, signed_minutes};
use soat_tests::{Browser, on_every_database};

on_every_database!(team_and_unit_sign_the_minutes_from_their_first_pages, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = concluded(&app, &cast).await;
    let lead = Browser::sign_in(&app, "truongdoan").await;
    lead.get("/").await.says("Đã kết luận, chờ lập biên bản").says(&format!("{inspection}#documents-title"));
    let page = lead.get(&inspection).await;
    let made = lead.send_form(&page, &format!("{inspection}/reports"), &[("kind", "minutes"), ("lang", "vi")]).await;
    let report = made.location().split('?').next().unwrap().to_owned();
    lead.follow(&made).await.says("Đã lập văn bản").says("Chưa ai ký").is_silent_about("<script");
    lead.get("/").await.is_silent_about("chờ lập biên bản");
    for (username, field) in [("truongdoan", "trưởng đoàn"), ("thuky", "thư ký đoàn"), ("giacat.chutich", "thủ trưởng đơn vị")]
    {
        let browser = Browser::sign_in(&app, username).await;
        browser.get("/").await.says("Ký: Biên bản kiểm tra").says(&report);
        let page = browser.get(&report).await;
        page.says(field);
        let action = format!("{report}/sign");
        let wrong = browser.send_form(&page, &action, &[("password", "sai")]).await;
        assert_eq!(wrong.status(), 422, "{}", wrong.text);
        wrong.says("Mật khẩu không đúng.").says("<details open").is_silent_about("value=\"sai\"");
        let empty = browser.send_form(&page, &action, &[("password", "")]).await;
        assert_eq!(empty.status(), 422);
        let fields = [("password", PASSWORD)];
        let done = browser.send_form(&wrong, &action, &fields).await;
        assert_eq!(done.location(), format!("{report}?done=document_signed"), "{}", done.text);
        let twice = browser.send_form(&wrong, &action, &fields).await;
        assert_eq!(twice.location(), done.location(), "a form that is sent twice acts once, and says the same");
        browser.follow(&done).await.says("Đã ký.").says("đã ký số").says("PAdES B-B");
        browser.get("/").await.is_silent_about("Ký: Biên bản kiểm tra");
    }
    let minutes = cast.office.get(&report).await.json();
    assert_eq!((&minutes["status"], minutes["signatures"][0]["state"].as_str()), (&json!("signed"), Some("signed")));
    let file = lead.get(&format!("{report}/file")).await;
    assert_eq!((file.status(), file.answer.header("content-type")), (200, Some("application/pdf")));
    assert_eq!(file.answer.bytes.to_vec(), pdf(&cast.lead, &report).await);
});

on_every_database!(a_drawn_signature_comes_with_the_form, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let lead = Browser::sign_in(&app, "truongdoan").await;
    let page = lead.get(&report).await;
    let picture = |bytes: Vec<u8>| -> [File; 1] { [("picture", "chu-ky.png".into(), "image/png", bytes)] };
    let action = format!("{report}/sign");
    let refused = lead.send_files(&page, &action, &[("password", PASSWORD)], &picture(b"khong phai anh".to_vec())).await;
    assert_eq!(refused.status(), 422, "{}", refused.text);
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgba8(120, 40).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let done = lead.send_files(&refused, &action, &[("password", PASSWORD)], &picture(png.into_inner())).await;
    assert_eq!(done.location(), format!("{report}?done=document_signed"), "{}", done.text);
});

on_every_database!(a_head_who_does_not_sign_says_why_and_it_is_printed, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let head = Browser::sign_in(&app, "giacat.chutich").await;
    let page = head.get(&report).await;
    page.says("Ý kiến bằng văn bản được in trong văn bản này.").is_silent_about("name=\"in_report\"");
    let action = format!("{report}/refuse");
    let empty = head.send_form(&page, &action, &[("dissent", " ")]).await;
    assert_eq!(empty.status(), 422);
    let done = head.send_form(&empty, &action, &[("dissent", "Không nhất trí với phát hiện 01.")]).await;
    assert_eq!(done.location(), format!("{report}?done=refusal_recorded"), "{}", done.text);
    head.follow(&done).await.says("từ chối ký").says("Không nhất trí với phát hiện 01.").says("In trong văn bản này.");

    sign(&cast.lead, &report, "lead").await.expect(200);
    let secretary = Browser::sign_in(&app, "thuky").await;
    let page = secretary.get(&report).await;
    page.says("Đã có người ký").says("name=\"in_report\"");
    let unsaid = secretary.send_form(&page, &action, &[("dissent", "Thiếu biên bản họp.")]).await;
    assert_eq!(unsaid.status(), 409, "{}", unsaid.text);
    let done = secretary.send_form(&unsaid, &action, &[("dissent", "Thiếu biên bản họp."), ("in_report", "yes")]).await;
    secretary.follow(&done).await.says("In trong báo cáo kết quả.").says("Đã ký đủ");
});

on_every_database!(the_office_numbers_makes_and_seals_the_report_and_may_withdraw_it, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = signed_minutes(&app, &cast).await;
    let office = Browser::sign_in(&app, "thuongtruc").await;
    let page = office.get(&inspection).await;
    page.says("Báo cáo kết quả kiểm tra").is_silent_about("<option value=\"minutes\"");
    let action = format!("{inspection}/reports");
    let unnumbered = office.send_form(&page, &action, &[("kind", "report"), ("lang", "vi")]).await;
    assert_eq!(unnumbered.status(), 422, "{}", unnumbered.text);
    let made = office.send_form(&unnumbered, &action, &[("kind", "report"), ("lang", "vi"), ("number", "12/BC-SKHCN")]).await;
    let report = made.location().split('?').next().unwrap().to_owned();
    let page = office.follow(&made).await;
    page.says("12/BC-SKHCN").says("Ô con dấu được ký bằng khóa của cơ quan.");
    let sealed = office.send_form(&page, &format!("{report}/sign"), &[("password", PASSWORD)]).await;
    let page = office.follow(&sealed).await;
    let withdraw = format!("{report}/withdraw");
    let done = office.send_form(&page, &withdraw, &[("reason", "Ghi nhầm số quyết định")]).await;
    assert_eq!(done.location(), format!("{report}?done=document_withdrawn"), "{}", done.text);
    office.follow(&done).await.says("Đã thu hồi").says("Ghi nhầm số quyết định").is_silent_about("/sign\"");
    let late = office.send_form(&page, &withdraw, &[("reason", "Lần nữa")]).await;
    assert_eq!(late.status(), 412, "the form saw an older version");
});

on_every_database!(the_form_of_a_request_is_printed_from_its_page, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let car = format!("/car/{}", path.rsplit('/').next().unwrap());
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&car).await;
    let made = unit.send_form(&page, &format!("{car}/reports"), &[("lang", "en")]).await;
    unit.follow(&made).await.says("Phiếu yêu cầu hành động khắc phục").says(&car);
    unit.get(&car).await.says("Bản in phiếu có chữ ký").says(made.location().split('?').next().unwrap());
});

on_every_database!(documents_are_listed_for_those_who_may_read_them_and_no_one_else, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let code = cast.lead.get(&report).await.text("/code");
    for reader in ["truongdoan", "giacat.thuky", "lanhdao", "bcd.truong"] {
        let browser = Browser::sign_in(&app, reader).await;
        browser.get("/reports?kind=minutes&status=prepared").await.says(&code).says("Xã Gia Cát");
        browser.get("/reports?kind=report").await.is_silent_about(&code).says("Không có mục nào phù hợp.");
        browser.get("/reports.csv?sort=oldest").await.says(&code);
        browser.get(&report).await.says(&code);
    }
    for stranger in ["hopthanh.thuky", "bacninh.thuongtruc"] {
        let browser = Browser::sign_in(&app, stranger).await;
        browser.get("/reports").await.is_silent_about(&code);
        for path in [report.clone(), format!("{report}/file")] {
            assert_eq!(browser.get(&path).await.status(), 404, "{stranger} {path}");
        }
    }
    let representative = Browser::sign_in(&app, "giacat.thuky").await;
    representative.get(&report).await.says("Văn bản này không chờ bạn ký.").is_silent_about("/sign\"").is_silent_about("/withdraw\"");
});
