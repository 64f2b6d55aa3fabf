//! The dashboard's page: each number leads to the rows it was counted from.

use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::{Browser, Page, on_every_database};

/// The links of a page whose text is a number: where they lead, and the number.
fn numbers_of(page: &Page) -> Vec<(String, usize)> {
    let links = page.text.split("<a href=\"").skip(1).filter_map(|rest| {
        let (href, rest) = rest.split_once("\">")?;
        let text = rest.trim_start_matches("<strong>");
        let digits = &text[..text.find('<')?];
        Some((href.replace("&#38;", "&").replace("&amp;", "&"), digits.parse().ok()?))
    });
    links.collect()
}

on_every_database!(every_number_leads_to_the_rows_it_was_counted_from, |app| async move {
    let cast = Cast::sign_in(&app).await;
    request_at(&app, &cast, Stage::Issued).await;
    request_at(&app, &cast, Stage::Implementing).await;
    request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    app.state.clock().advance_millis(45 * 86_400_000);
    let chair = Browser::sign_in(&app, "bcd.truong").await;
    let page = chair.get("/dashboard").await;
    page.says("7.5.3 Kiểm soát thông tin dạng văn bản").says("<svg class=\"bar\"").is_silent_about("style=\"");
    let numbers = numbers_of(&page);
    assert!(numbers.len() >= 8, "{numbers:?}");
    for (href, number) in numbers {
        let (path, query) = href.split_once('?').unwrap_or((&href, ""));
        let file = chair.get(&format!("{path}.csv?{query}")).await;
        assert_eq!(file.status(), 200, "{href}");
        let rows = file.text.lines().filter(|line| line.contains("2026-000")).count();
        assert_eq!(rows, number, "{href}\n{}", file.text);
    }
    let last_year = chair.get("/dashboard?period=2025").await;
    let by_age: Vec<_> = numbers_of(&last_year).into_iter().filter(|(href, _)| href.contains("age=")).collect();
    assert_eq!(by_age.len(), 4, "{by_age:?}");
    for (href, number) in by_age {
        let file = chair.get(&href.replacen("/car", "/car.csv", 1)).await;
        assert_eq!((number, file.text.matches("2026-000").count()), (0, 0), "{href}\n{}", file.text);
    }
    chair.get("/dashboard?period=2020").await.says("Không có phát hiện nào trong thời kỳ này.");
    chair.get("/dashboard?period=all&level=provincial").await.says("Không có phát hiện nào trong thời kỳ này.");
    let english = Browser::sign_in(&app, "bacninh.thuongtruc").await;
    english.get("/dashboard").await.says("Không có phát hiện nào trong thời kỳ này.");
});
