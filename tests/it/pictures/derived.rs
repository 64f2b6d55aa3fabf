//! The smaller copies: upright, whole, and nothing but pixels.

use exif::{Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use soat::evidence::derivatives::{self, derive, derive_covered};
use soat::evidence::picture::Size;
use soat::evidence::redactions::Region;

use super::{encoded, gradient, judge, photo, png_chunk, spliced, tiff};

#[test]
fn all_eight_orientations_lead_to_the_same_picture() {
    // A red corner at the top left of the upright picture, in each of the eight ways to store it.
    let upright = RgbImage::from_fn(64, 32, |x, y| if x < 16 && y < 16 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    let op = DynamicImage::ImageRgb8(upright);
    let stored =
        [op.clone(), op.fliph(), op.rotate180(), op.flipv(), op.rotate90().fliph(), op.rotate270(), op.rotate270().fliph(), op.rotate90()];
    for (value, picture) in (1_u16..).zip(stored) {
        let block = tiff(&[(Tag::Orientation, Value::Short(vec![value]))]);
        let png = spliced(&encoded(picture, ImageFormat::Png), 33, &png_chunk(*b"eXIf", &block));
        let made = derive(&png, &judge(&png).unwrap()).unwrap();
        assert_eq!(made.w320_size, Size { width: 64, height: 32 }, "orientation {value}");
        let shown = image::load_from_memory(&made.w320).unwrap().to_rgb8();
        let reddish: Vec<bool> = [(4, 4), (60, 4), (4, 28), (60, 28)].iter().map(|(x, y)| shown.get_pixel(*x, *y)[0] > 128).collect();
        assert_eq!(reddish, [true, false, false, false], "orientation {value}");
    }
}

#[test]
fn what_is_covered_is_the_same_part_in_all_eight_orientations() {
    let upright = RgbImage::from_fn(640, 320, |x, y| if x < 160 && y >= 240 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    let op = DynamicImage::ImageRgb8(upright);
    let stored =
        [op.clone(), op.fliph(), op.rotate180(), op.flipv(), op.rotate90().fliph(), op.rotate270(), op.rotate270().fliph(), op.rotate90()];
    let red_part = Region { x: 0.0, y: 0.75, w: 0.25, h: 0.25 };
    for (value, picture) in (1_u16..).zip(stored) {
        let block = tiff(&[(Tag::Orientation, Value::Short(vec![value]))]);
        let png = spliced(&encoded(picture, ImageFormat::Png), 33, &png_chunk(*b"eXIf", &block));
        let facts = judge(&png).unwrap();
        for (covered, has_red) in [(red_part, false), (Region { x: 0.75, ..red_part }, true)] {
            let made = derive_covered(&png, &facts, &[covered]).unwrap();
            for file in [&made.w1600, &made.w320] {
                let shown = image::load_from_memory(file).unwrap().to_rgb8();
                let reddish = shown.pixels().any(|pixel| i16::from(pixel[0]) > i16::from(pixel[2]) + 40);
                assert_eq!(reddish, has_red, "orientation {value}");
                let is_grey = |x: f64, y: f64| {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the picture")]
                    let pixel = shown.get_pixel((x * f64::from(shown.width())) as u32, (y * f64::from(shown.height())) as u32);
                    pixel.0.iter().max().unwrap() - pixel.0.iter().min().unwrap() < 30
                };
                assert!(is_grey(covered.x + 0.12, 0.87) && !is_grey(0.5, 0.5), "orientation {value}");
            }
        }
    }
}

/// A fill keeps nothing: whatever lay beneath, the bytes of the copy are the same.
#[test]
fn a_copy_does_not_depend_on_what_is_covered() {
    let with_secret = |colour: [u8; 3]| {
        let inside = |x: u32, y: u32| (800..1_600).contains(&x) && (500..900).contains(&y);
        let picture = RgbImage::from_fn(2_400, 1_800, |x, y| if inside(x, y) { Rgb(colour) } else { Rgb([90, 120, 60]) });
        encoded(picture, ImageFormat::Png)
    };
    let covered = [Region { x: 0.33, y: 0.27, w: 0.34, h: 0.24 }];
    let copy = |file: &[u8]| derive_covered(file, &judge(file).unwrap(), &covered).unwrap();
    assert_eq!(copy(&with_secret([255, 255, 255])), copy(&with_secret([0, 0, 0])));
}

#[test]
fn derivatives_carry_pixels_and_nothing_else() {
    for name in ["phone-iphone-hdr.jpg", "gps-dscn0010.jpg"] {
        let bytes = photo(name);
        let made = derive(&bytes, &judge(&bytes).unwrap()).unwrap();
        for file in [&made.w1600, &made.w320] {
            let mut at = 2;
            while file[at + 1] != 0xDA {
                assert!([0xE0, 0xDB, 0xC0, 0xC4].contains(&file[at + 1]), "{name}: segment {:02x}", file[at + 1]);
                at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
            }
            assert_eq!(judge(file).unwrap().trailing_bytes, 0);
        }
    }
}

#[test]
fn transparency_becomes_white_and_odd_shapes_survive() {
    let clear = RgbaImage::from_pixel(50, 40, Rgba([255, 0, 0, 0]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let file = encoded(clear.clone(), format);
        let made = derive(&file, &judge(&file).unwrap()).unwrap();
        let shown = image::load_from_memory(&made.w320).unwrap().to_rgb8();
        assert!(shown.get_pixel(25, 20).0.iter().all(|channel| *channel > 250));
    }
    let ribbon = encoded(gradient(70_000, 3), ImageFormat::Png);
    let made = derive(&ribbon, &judge(&ribbon).unwrap()).unwrap();
    assert_eq!(made.w1600_size, Size { width: u32::from(derivatives::LARGE_SIDE), height: 1 });
    let grey = encoded(DynamicImage::ImageRgb8(gradient(900, 700)).to_luma8(), ImageFormat::Jpeg);
    let made = derive(&grey, &judge(&grey).unwrap()).unwrap();
    assert_eq!(made.w320_size, Size { width: 320, height: 249 });
    let mut print = Vec::new();
    let ink = [10, 200, 30, 40].repeat(64 * 48);
    jpeg_encoder::Encoder::new(&mut print, 90).encode(&ink, 64, 48, jpeg_encoder::ColorType::Cmyk).unwrap();
    let made = derive(&print, &judge(&print).unwrap()).unwrap();
    assert_eq!(made.w1600_size, Size { width: 64, height: 48 });
}
