//! Documents and recordings: judged by what is in them, served so that players can seek, refused when they are cut off, locked
//! or could run.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};
use soat_tests::corrective::{Cast, begun, draft, nonconformity};
use soat_tests::device::sha256;
use soat_tests::files::{self, pdf_with};
use soat_tests::signing::{issue_keys, pdf};
use soat_tests::work::now;
use soat_tests::{Browser, Person, on_every_database, on_every_store};

use super::{declare, fetch, inspection_under_way, picture, put};

/// Declares and brings; gives the record, or the reason of the refusal.
async fn brought(member: &Person<'_>, inspection: uuid::Uuid, media_type: &str, bytes: &[u8]) -> Result<Value, String> {
    let id = declare(member, inspection, media_type, bytes).await;
    let answer = put(member, &id, bytes).await;
    if answer.status == 200 {
        Ok(answer.json())
    } else {
        Err(answer.refused(422, "evidence-refused")["errors"][0]["code"].as_str().unwrap().to_owned())
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// A PDF with an object stream of this dictionary and these bytes.
fn with_stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let file = files::pdf();
    let at = file.windows(5).position(|window| window == b"xref\n").unwrap();
    let object = format!("9 0 obj\n<<{dictionary}/Length {}>>\nstream\n", data.len());
    [&file[..at], object.as_bytes(), data, b"\nendstream\nendobj\n", &file[at..]].concat()
}

const ROOT: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Kids[]/Count 12>>";

on_every_database!(documents_are_judged_by_what_is_in_them, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let take = async |bytes: Vec<u8>| brought(&member, inspection, "application/pdf", &bytes).await;
    let facts = |record: Result<Value, String>| record.unwrap()["facts"].clone();

    assert_eq!(facts(take(files::pdf()).await)["pages"], 1);
    assert_eq!(facts(take(pdf_with(&[ROOT, PAGES], "")).await)["pages"], 12);
    let inside = packed("4 0 5 40 <</Type/Catalog>> <</Type /Pages /Kids [] /Count 345>>");
    assert_eq!(facts(take(with_stream("/Type/ObjStm/Filter/FlateDecode/N 2/First 10", &inside)).await)["pages"], 345);
    let carrying = facts(take(pdf_with(&[ROOT, PAGES, "<</Type/EmbeddedFile/Length 0>>"], "")).await);
    assert_eq!(carrying["cautions"], json!(["pdf-carries-files"]));
    // What looks like it and is not: a longer name, a text.
    take(pdf_with(&[ROOT, PAGES, "<</EncryptMetadata false/JSX 1>>"], "")).await.unwrap();

    let whole = files::pdf();
    let script = "<</S/JavaScript/JS(app.alert\\(1\\))>>";
    let bomb = packed(&" ".repeat(80 << 20));
    for (name, bytes, reason) in [
        ("cut off", whole[..whole.len() - 40].to_vec(), "pdf-truncated"),
        ("half", whole[..whole.len() / 2].to_vec(), "pdf-truncated"),
        ("a head alone", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), "pdf-truncated"),
        ("a place beyond the end", [&whole[..whole.len() - 20], b"startxref\n99999\n%%EOF\n"].concat(), "pdf-truncated"),
        ("locked", pdf_with(&[ROOT, PAGES], "/Encrypt 5 0 R"), "pdf-encrypted"),
        ("a script", pdf_with(&[ROOT, PAGES, script], ""), "pdf-active"),
        ("a script in other letters", pdf_with(&[ROOT, PAGES, "<</S/J#61vaScript/#4AS 7 0 R>>"], ""), "pdf-active"),
        ("a program", pdf_with(&[ROOT, PAGES, "<</S/Launch/F(cmd.exe)>>"], ""), "pdf-active"),
        ("a script packed", with_stream("/Type/ObjStm/Filter/FlateDecode/N 1/First 4", &packed(script)), "pdf-active"),
        ("a script in a false stream", with_stream("", script.as_bytes()), "pdf-active"),
        ("packed twice", with_stream("/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]", b"00"), "pdf-abnormal"),
        ("a bomb", with_stream("/Type/ObjStm/Filter/FlateDecode/N 1/First 4", &bomb), "pdf-abnormal"),
        ("a page of the web", b"<!doctype html><title>%PDF-1.7</title><script>alert(1)</script>".to_vec(), "type-dangerous"),
        ("both", [&b"%PDF-1.7\n"[..], b"<html><script>", &whole].concat(), "type-dangerous"),
        ("an archive behind it", [&whole[..], b"PK\x05\x06", &[0; 18]].concat(), "type-dangerous"),
        ("a picture", picture(1), "type-mismatch"),
    ] {
        assert_eq!(take(bytes).await.err().as_deref(), Some(reason), "{name}");
    }
});

/// A recording of `length` bytes of silence, a second each 8,000.
fn wav(length: u32, said: u32) -> Vec<u8> {
    let mut file = [&b"RIFF"[..], &(36 + said).to_le_bytes(), b"WAVEfmt ", &16_u32.to_le_bytes(), &[1, 0, 1, 0]].concat();
    file.extend([8_000_u32.to_le_bytes(), 8_000_u32.to_le_bytes()].concat());
    file.extend([1, 0, 8, 0]);
    file.extend([&b"data"[..], &said.to_le_bytes()].concat());
    file.extend(vec![128; usize::try_from(length).unwrap()]);
    file
}

fn boxed(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], &kind, body].concat()
}

/// A voice memo of a phone: two and a half seconds by its head.
fn m4a() -> Vec<u8> {
    let head = [&[0_u8; 12][..], &1_000_u32.to_be_bytes(), &2_500_u32.to_be_bytes(), &[0; 80]].concat();
    let handler = boxed(*b"hdlr", &[&[0_u8; 8][..], b"soun", &[0; 12]].concat());
    let movie = [boxed(*b"mvhd", &head), boxed(*b"trak", &boxed(*b"mdia", &handler))].concat();
    [boxed(*b"ftyp", b"M4A \0\0\0\0M4A mp42isom"), boxed(*b"moov", &movie), boxed(*b"mdat", &[7; 900])].concat()
}

/// Frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes, 26.122 ms each.
fn mp3(frames: usize) -> Vec<u8> {
    [&[0xFF, 0xFB, 0x90, 0x00][..], &[0; 413]].concat().repeat(frames)
}

fn ogg_checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |mut sum: u32, byte| {
        sum ^= u32::from(*byte) << 24;
        for _ in 0..8 {
            sum = if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04C1_1DB7 };
        }
        sum
    })
}

fn ogg_page(flags: u8, granule: u64, number: u32, packet: &[u8]) -> Vec<u8> {
    let mut page = [&b"OggS\0"[..], &[flags], &granule.to_le_bytes(), &7_u32.to_le_bytes(), &number.to_le_bytes(), &[0; 4]].concat();
    page.extend([1, u8::try_from(packet.len()).unwrap()]);
    page.extend(packet);
    let sum = ogg_checksum(&page);
    page[22..26].copy_from_slice(&sum.to_le_bytes());
    page
}

/// A recording in Opus of one second, with 312 ticks to skip.
fn ogg() -> Vec<u8> {
    let head = [&b"OpusHead\x01\x01"[..], &312_u16.to_le_bytes(), &48_000_u32.to_le_bytes(), &[0, 0, 0]].concat();
    [ogg_page(2, 0, 0, &head), ogg_page(0, 0, 1, b"OpusTags"), ogg_page(4, 48_312, 2, &[9; 200])].concat()
}

fn webm() -> Vec<u8> {
    let cluster = [&[0x1F, 0x43, 0xB6, 0x75, 0x84][..], &[0xE7, 0x81, 0, 0]].concat();
    let segment = [&[0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF][..], &cluster].concat();
    [&[0x1A, 0x45, 0xDF, 0xA3, 0x87, 0x42, 0x82, 0x84][..], b"webm", &segment].concat()
}

on_every_database!(recordings_as_phones_make_them_are_taken_with_their_length, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let tag = [&b"ID3\x04\0\0\0\0\x01\x00"[..], &[1; 128]].concat();
    for (media_type, bytes, length) in [
        ("audio/x-wav", wav(12_000, 12_000), json!(1_500)),
        ("audio/wav", wav(8_000, 0), json!(1_000)),
        ("audio/m4a", m4a(), json!(2_500)),
        ("audio/mpeg", mp3(40), json!(1_044)),
        ("audio/mpeg", [&tag[..], &mp3(40), b"TAG", &[0; 125]].concat(), json!(1_044)),
        ("audio/ogg", ogg(), json!(1_000)),
        ("audio/webm;codecs=opus", webm(), Value::Null),
    ] {
        let record = brought(&member, inspection, media_type, &bytes).await.unwrap_or_else(|reason| panic!("{media_type}: {reason}"));
        assert_eq!((&record["state"], &record["facts"]["duration_ms"]), (&json!("verified"), &length), "{media_type}");
    }
    let mut flipped = ogg();
    *flipped.last_mut().unwrap() ^= 1;
    let m4a = m4a();
    for (name, media_type, bytes, reason) in [
        ("a head alone", "audio/wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), "audio-truncated"),
        ("cut off", "audio/wav", wav(11_999, 12_000), "audio-truncated"),
        ("no format", "audio/wav", [&b"RIFF\x24\0\0\0WAVEdata\x04\0\0\0"[..], &[0; 4]].concat(), "audio-damaged"),
        ("cut off", "audio/mp4", m4a[..m4a.len() - 1].to_vec(), "audio-truncated"),
        ("a tag alone", "audio/mpeg", tag.clone(), "audio-truncated"),
        ("a tag and rubbish", "audio/mpeg", [&tag[..], &[9; 4_000]].concat(), "audio-damaged"),
        ("cut off", "audio/ogg", ogg()[..300].to_vec(), "audio-truncated"),
        ("one bit other", "audio/ogg", flipped, "audio-damaged"),
        ("a head alone", "audio/webm", webm()[..24].to_vec(), "audio-truncated"),
        ("markup behind a tag", "audio/mpeg", [&tag[..], b"<html><script>alert(1)</script>"].concat(), "type-dangerous"),
    ] {
        assert_eq!(brought(&member, inspection, media_type, &bytes).await.err().as_deref(), Some(reason), "{media_type}, {name}");
    }
});

on_every_store!(players_seek_in_recordings_and_one_listening_is_one_look, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = wav(80_000, 80_000);
    let id = declare(&member, inspection, "audio/wav", &bytes).await;
    put(&member, &id, &bytes).await.expect(200);
    let whole = fetch(&member, &id, "", &[("range", "bytes=0-")]).await;
    assert_eq!(
        (whole.status.as_u16(), whole.header("content-type"), whole.header("accept-ranges")),
        (206, Some("audio/wav"), Some("bytes"))
    );
    assert_eq!(whole.header("content-range"), Some(format!("bytes 0-{}/{}", bytes.len() - 1, bytes.len()).as_str()));
    for from in [60_000, 100, 79_000] {
        let part = fetch(&member, &id, "", &[("range", &format!("bytes={from}-{}", from + 99))]).await;
        assert_eq!((part.status.as_u16(), &part.bytes[..]), (206, &bytes[from..from + 100]));
    }
    let looks = app.sign_in("truongdoan").await.get(&format!("/evidence/{id}/accesses")).await.expect(200);
    assert_eq!(looks["items"].as_array().unwrap().len(), 1);
});

on_every_database!(the_portal_plays_recordings_and_hands_out_documents, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let sound = brought(&member, inspection, "audio/wav", &wav(600_000, 600_000)).await.unwrap();
    let paper = brought(&member, inspection, "application/pdf", &pdf_with(&[ROOT, PAGES, "<</Type/EmbeddedFile>>"], "")).await.unwrap();
    let browser = Browser::sign_in(&app, "truongdoan").await;
    let address = format!("/evidence/{}", sound["id"].as_str().unwrap());
    let page = browser.get(&address).await;
    page.says("<audio controls preload=\"none\"").says(&format!("src=\"{address}/original\"")).says("1:15");
    assert!(page.answer.header("content-security-policy").unwrap().contains("media-src 'self'"));
    let heard = browser.get(&format!("{address}/original")).await;
    assert_eq!((heard.status(), heard.answer.header("content-type")), (200, Some("audio/wav")));
    let page = browser.get(&format!("/evidence/{}", paper["id"].as_str().unwrap())).await;
    page.says("Tải tệp PDF").says("Số trang").says("<dd class=\"typed\">12</dd>").says("Tệp PDF có đính kèm tệp khác");
    page.is_silent_about("<audio").is_silent_about("/redact\"");
});

on_every_store!(a_recording_and_a_document_are_named_in_the_minutes_by_their_hash, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let path = begun(&app, &cast, json!({})).await;
    let inspection = path.rsplit('/').next().unwrap().parse().unwrap();
    let files = [("application/pdf", files::pdf()), ("audio/wav", wav(8_000, 8_000)), ("image/jpeg", picture(1))];
    for (media_type, bytes) in &files {
        brought(&cast.member, inspection, media_type, bytes).await.unwrap();
    }
    draft(&app, &cast, &path, nonconformity()).await;
    now(&cast.lead, &path, "conclude", json!({})).await.expect(200);
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
    let made = cast.lead.post(&format!("{path}/reports"), json!({"kind": "minutes"})).await;
    made.expect(201);
    let file = pdf(&cast.lead, &format!("/reports/{}", made.text("/id"))).await;
    let content: Value = serde_json::from_slice(&soat_documents::seal::verify::embedded_content(&file).unwrap()).unwrap();
    let listed: Vec<_> =
        content["evidence"].as_array().unwrap().iter().map(|row| json!([row["media_type"], row["sha256"], row["size"]])).collect();
    for (media_type, bytes) in &files {
        let expected = json!([media_type, sha256(bytes), bytes.len()]);
        assert!(listed.contains(&expected), "{expected} is not in {listed:#?}");
    }
});
