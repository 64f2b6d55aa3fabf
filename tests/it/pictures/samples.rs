//! The sample photos, one by one.

use std::fs;

use soat::evidence::derivatives::{DeriveFault, derive};
use soat::evidence::exif::ExifFacts;
use soat::evidence::media_type::Kind;
use soat::evidence::picture::{NoPreview, Size};

use super::{judge, photo, photos};

#[test]
fn every_sample_photo_is_judged_as_expected() {
    let mut names: Vec<String> = fs::read_dir(photos()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 16);
    for name in names {
        let bytes = photo(&name);
        let judged = judge(&bytes);
        match name.as_str() {
            "broken-corrupted.jpg" => assert_eq!(judged, Err("image-undecodable")),
            "phone-iphone.heic" => {
                let facts = judged.unwrap();
                assert_eq!(facts.kind, Kind::Heic);
                assert_eq!(facts.size, Some(Size { width: 2566, height: 3313 }));
                assert_eq!(facts.no_preview.map(NoPreview::code), Some("no-decoder"));
                assert_eq!(derive(&bytes, &facts), Err(DeriveFault::NoDecoder));
            }
            _ => {
                let facts = judged.unwrap();
                assert_eq!((facts.kind, facts.no_preview, facts.trailing_bytes), (Kind::Jpeg, None, 0), "{name}");
                let made = derive(&bytes, &facts).unwrap();
                let size = facts.size.unwrap();
                let longer = |size: Size| size.width.max(size.height);
                assert_eq!(longer(made.w1600_size), longer(size).min(1600), "{name}");
                assert_eq!(longer(made.w320_size), longer(size).min(320), "{name}");
            }
        }
    }
}

#[test]
fn what_the_cameras_wrote_is_read() {
    let read = |name: &str| soat::evidence::exif::read(&photo(name));
    let iphone = read("phone-iphone-hdr.jpg");
    assert_eq!(iphone.captured.as_ref().unwrap().local, "2015-04-10T20:12:23.550");
    assert_eq!(iphone.captured.unwrap().offset, None);
    assert_eq!((iphone.make.as_deref(), iphone.model.as_deref()), (Some("Apple"), Some("iPhone 6")));
    let place = iphone.position.unwrap();
    assert!((place.latitude - 40.446_972).abs() < 1e-5 && (place.longitude + 3.724_753).abs() < 1e-5);
    assert!((place.altitude.unwrap() - 639.6).abs() < 0.1);

    let nokia = read("phone-nokia-8.3.jpg");
    let captured = nokia.captured.unwrap();
    assert_eq!((captured.local.as_str(), captured.offset.as_deref()), ("2022-08-14T14:12:31", Some("+03:00")));
    assert_eq!(captured.instant().unwrap().to_string(), "2022-08-14T11:12:31Z");
    assert!((nokia.position.unwrap().latitude - 60.146_706).abs() < 1e-5);
    assert!(nokia.flaws.is_empty());

    let heic = read("phone-iphone.heic");
    assert_eq!(heic.captured.unwrap().offset.as_deref(), Some("-05:00"));
    assert_eq!(heic.model.as_deref(), Some("iPhone 11 Pro Max"));
    assert_eq!(read("broken-exif-00971.jpg"), ExifFacts::default());
}

#[test]
fn derivatives_of_turned_photos_are_upright() {
    let shown = |name: &str| {
        let bytes = photo(name);
        let made = derive(&bytes, &judge(&bytes).unwrap()).unwrap();
        image::load_from_memory(&made.w320).unwrap().resize_exact(24, 32, image::imageops::FilterType::Triangle).to_luma8()
    };
    let distance = |a: &image::GrayImage, b: &image::GrayImage| {
        a.iter().zip(b.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>() / (24 * 32)
    };
    let upright = shown("orientation-portrait-1.jpg");
    for name in ["orientation-portrait-3.jpg", "orientation-portrait-6.jpg", "orientation-portrait-8.jpg"] {
        let turned = shown(name);
        let others = [image::imageops::rotate180(&turned), image::imageops::flip_horizontal(&turned)];
        for other in others {
            let (right, wrong) = (distance(&upright, &turned), distance(&upright, &other));
            assert!(right * 3 < wrong * 2, "{name}: {right} against {wrong}");
        }
    }
    let landscape = photo("orientation-landscape-6.jpg");
    let facts = judge(&landscape).unwrap();
    assert_eq!(facts.size, Some(Size { width: 450, height: 600 }));
    assert_eq!(derive(&landscape, &facts).unwrap().w1600_size, Size { width: 600, height: 450 });
}
