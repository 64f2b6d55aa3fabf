//! The smaller copies: upright, whole, and nothing but pixels.

use exif::{Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use soat::evidence::derivatives::{self, derive};
use soat::evidence::picture::Size;

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
