//! Scans: documents whose pages are pictures.

use super::pdf::{Pdf, stream};

/// A PDF with one A4 page that shows this PNG. The data is embedded unchanged, because PDF supports the predictors of PNG. An
/// alpha channel is declared as the black of inverted CMYK, so opaque means no black.
pub fn scan(png: &[u8]) -> Vec<u8> {
    let (mut header, mut data) = (&[][..], Vec::new());
    let mut rest = &png[8..];
    while let Some((length, chunk)) = rest.split_first_chunk() {
        let length = usize::try_from(u32::from_be_bytes(*length)).expect("it is in memory");
        let (kind, content) = (&chunk[..4], &chunk[4..4 + length]);
        match kind {
            b"IHDR" => header = content,
            b"IDAT" => data.extend(content),
            _ => {}
        }
        rest = &chunk[4 + length + 4..];
    }
    let number = |at: usize| u32::from_be_bytes(header[at..at + 4].try_into().expect("four bytes"));
    let (width, height, depth) = (number(0), number(4), header[8]);
    let (colours, space) = match header[9] {
        0 => (1, "/DeviceGray"),
        2 => (3, "/DeviceRGB"),
        6 => (4, "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]"),
        other => panic!("pictures of pages have no colours of type {other}"),
    };
    let parameters = format!("<</Predictor 15/Colors {colours}/BitsPerComponent {depth}/Columns {width}>>");
    let picture = format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent {depth}/ColorSpace{space}\
         /Filter/FlateDecode/DecodeParms{parameters}"
    );
    Pdf::painting(stream("", b"q 595 0 0 842 0 0 cm /X Do Q")).with(stream(&picture, &data)).written()
}
