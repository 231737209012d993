//! PDFs of the kinds that public bug reports describe, through the real child process; several of each kind.

use std::fmt::Write;

use adapter_documents::SandboxedParser;
use bytes::Bytes;
use domain_model::candidates::document::{Document, Finding, LineRole};
use domain_model::candidates::resume::DocumentType;
use ports::{DocumentParser, DocumentReading};

/// A file of these objects, numbered from 1 on; the first is the catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(file.len());
        write!(file, "{number} 0 obj\n{object}\nendobj\n").expect("written to memory");
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("written to memory");
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").expect("written to memory");
    }
    write!(file, "trailer <</Root 1 0 R/Size {}>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1)
        .expect("written to memory");
    file.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// A page with this content, entries of its own, and the font `/F1`; further objects are numbered from 6 on.
fn page_with(content: &str, entries: &str, font: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>\
             /XObject<</X1 6 0 R>>>>{entries}>>"
        ),
        stream("", content),
        font.to_owned(),
    ];
    objects.extend_from_slice(more);
    file(&objects)
}

/// Text at a place, 11 points high.
fn at(x: u32, y: u32, text: &str) -> String {
    format!("BT /F1 11 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

async fn read(bytes: Vec<u8>) -> Document {
    let reading = parser().read(DocumentType::Pdf, Bytes::from(bytes)).await.expect("the reader itself works");
    let DocumentReading::Document(document) = reading else { panic!("{reading:?}") };
    document
}

async fn text(content: &str) -> String {
    read(page_with(content, "", HELVETICA, &[])).await.text()
}

#[tokio::test]
async fn letter_spaced_text_is_read_as_words() {
    let spaced = |adjustment: i32, words: &str| {
        let letters: Vec<String> = words.chars().map(|c| format!("({c})")).collect();
        format!("BT /F1 11 Tf 1 0 0 1 72 700 Tm [{}] TJ ET\n", letters.join(&format!(" {adjustment} ")))
    };
    for adjustment in [-70, -180, -250, -400] {
        assert_eq!(text(&spaced(adjustment, "PYTHON AND KUBERNETES")).await, "PYTHON AND KUBERNETES", "{adjustment}");
    }
    assert_eq!(text("BT /F1 11 Tf 3 Tc 1 0 0 1 72 700 Tm (DOCKER ANSIBLE) Tj ET").await, "DOCKER ANSIBLE");
    assert_eq!(text(&at(72, 700, "P Y T H O N   D O C K E R")).await, "PYTHON DOCKER");
    assert_eq!(
        text("BT /F1 11 Tf 72 700 Td [(Word) -300 (gaps) -300 (as) -300 (numbers)] TJ ET").await,
        "Word gaps as numbers"
    );
    assert_eq!(text(&at(72, 700, "I am a C and R person")).await, "I am a C and R person");
}

#[tokio::test]
async fn text_of_forms_is_read_where_it_is_drawn() {
    let form = |extra: &str| {
        let content = at(0, 0, "Stamped: Python");
        stream(&format!("/Type/XObject/Subtype/Form/BBox[-10 -10 400 30]{extra}"), &content)
    };
    let moved = at(72, 700, "Above") + &at(72, 640, "Below") + "q 1 0 0 1 72 670 cm /X1 Do Q";
    assert_eq!(read(page_with(&moved, "", HELVETICA, &[form("")])).await.text(), "Above\nStamped: Python\nBelow");
    let by_matrix = at(72, 700, "Above") + &at(72, 640, "Below") + "/X1 Do";
    let matrix = form("/Matrix[1 0 0 1 72 670]/Resources<</Font<</F1 5 0 R>>>>");
    assert_eq!(read(page_with(&by_matrix, "", HELVETICA, &[matrix])).await.text(), "Above\nStamped: Python\nBelow");
    let operands = at(72, 700, "Above") + "q 1 0 0 1 72 670 cm 7 /X1 Do Q";
    assert!(read(page_with(&operands, "", HELVETICA, &[form("")])).await.text().starts_with("Above"));
}

#[tokio::test]
async fn rotated_and_mirrored_pages_are_read_as_displayed() {
    let turned = |degrees: u32, matrix: &str| {
        let content = format!("q {matrix} cm {}{} Q", at(72, 500, "Maren Tallow"), at(72, 480, "Keeper of lights"));
        page_with(&content, &format!("/Rotate {degrees}"), HELVETICA, &[])
    };
    for (degrees, matrix) in [
        (0, "1 0 0 1 0 0"),
        (90, "0 1 -1 0 595 0"),
        (180, "-1 0 0 -1 595 842"),
        (270, "0 -1 1 0 0 842"),
        (90, "1 0 0 1 0 0"),
    ] {
        let document = read(turned(degrees, matrix)).await;
        assert_eq!(document.text(), "Maren Tallow\nKeeper of lights", "{degrees} {matrix}");
        let is_wide = degrees % 180 == 90;
        assert_eq!(document.pages[0].width > document.pages[0].height, is_wide);
    }
    let upside_down = format!(
        "1 0 0 -1 0 842 cm q 1 0 0 -1 72 60 cm {} Q q 1 0 0 -1 72 76 cm {} Q",
        at(0, 0, "First"),
        at(0, 0, "Second")
    );
    assert_eq!(text(&upside_down).await, "First\nSecond");
}

#[tokio::test]
async fn an_unmapped_glyph_loses_one_character() {
    let font = |names: &str| {
        format!("<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Foo/Encoding<</Type/Encoding/Differences[128 {names}]>>>>")
    };
    let content = at(72, 700, "Certi\\200ed M\\201ren \\202 K\\203ln");
    for (names, expected) in [
        ("/fi /adieresis /eacute /odieresis", "Certified Mären é Köln"),
        ("/f_i /uni00E4 /u00E9 /uni006F0308.alt", "Certified Mären é Köln"),
        ("/fi /adieresis.sc /g28 /odieresis", "Certified Mären Köln"),
        ("/fi /adieresis /.notdef /odieresis", "Certified Mären Köln"),
    ] {
        assert_eq!(read(page_with(&content, "", &font(names), &[])).await.text(), expected, "{names}");
    }
}

#[tokio::test]
async fn text_painted_twice_is_read_once() {
    for (x, y) in [("0.3", "0"), ("0.6", "-0.6"), ("0", "0")] {
        let twice = format!("BT /F1 11 Tf 72 700 Td (Bookkeeper, 1100) Tj {x} {y} Td (Bookkeeper, 1100) Tj ET");
        assert_eq!(text(&twice).await, "Bookkeeper, 1100", "{x} {y}");
    }
    assert_eq!(text("BT 2 Tr /F1 11 Tf 72 700 Td (Filled and stroked) Tj ET").await, "Filled and stroked");
    assert_eq!(text(&(at(72, 700, "Again") + &at(72, 680, "Again"))).await, "Again\nAgain");
}

#[tokio::test]
async fn overlapping_texts_are_read_separately() {
    for (first, second) in [("Bachelor of Science", "University of Galway"), ("2019 - 2021", "Harbour Lights Trust")] {
        let read = text(&(at(72, 700, first) + &at(110, 700, second))).await;
        assert!(read.contains(first) && read.contains(second), "{read}");
        let read = text(&(at(110, 700, second) + &at(72, 700, first) + &at(400, 700, "Dublin"))).await;
        assert!(read.contains(first) && read.contains(second) && read.ends_with("Dublin"), "{read}");
    }
    for shift in [3, 4, 8] {
        assert_eq!(text(&(at(72, 700, "Maren Tallow") + &at(72 + shift, 700, "Maren Tallow"))).await, "Maren Tallow");
    }
}

#[tokio::test]
async fn invisible_text_is_reported_and_not_read() {
    let seen = at(72, 780, "Kept the lamps burning");
    for (hidden, what) in [
        ("BT 3 Tr /F1 11 Tf 72 700 Td (Python) Tj 0 Tr ET", "mode 3"),
        ("q 1 1 1 rg BT /F1 11 Tf 72 700 Td (Python) Tj ET Q", "white"),
        ("q 0.1 0.2 0.5 rg 50 650 200 100 re f BT /F1 11 Tf 72 700 Td (Python) Tj ET Q", "in the colour of its box"),
        ("BT /F1 1 Tf 72 700 Td (Python) Tj ET", "tiny"),
        ("BT /F1 11 Tf 72 -400 Td (Python) Tj ET", "below the page"),
        ("q 0 0 10 10 re W n BT /F1 11 Tf 72 700 Td (Python) Tj ET Q", "cut away"),
    ] {
        let document = read(page_with(&(seen.clone() + hidden), "", HELVETICA, &[])).await;
        assert_eq!(document.text(), "Kept the lamps burning", "{what}");
        let expected = [Finding::HiddenText { page: Some(0), text: "Python".to_owned() }];
        assert_eq!(document.findings, expected, "{what}");
    }
    let on_a_box = "0.1 0.2 0.5 rg 50 650 200 100 re f 1 1 1 rg BT /F1 11 Tf 72 700 Td (Maren) Tj ET";
    let document = read(page_with(on_a_box, "", HELVETICA, &[])).await;
    assert_eq!((document.text().as_str(), document.findings.len()), ("Maren", 0), "white on blue is seen");
}

#[tokio::test]
async fn spaces_of_every_kind_separate_words() {
    let to_unicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
        1 begincodespacerange <00> <FF> endcodespacerange\n3 beginbfchar\n<01> <2009>\n<02> <00A0>\n<03> <202F>\nendbfchar\n\
        endcmap";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>";
    let more = ["null".to_owned(), stream("", to_unicode)];
    let document = read(page_with(&at(72, 700, "Maren\\002Tallow\\001Python\\003Docker"), "", font, &more)).await;
    assert_eq!(document.text(), "Maren Tallow Python Docker");
}

#[tokio::test]
async fn values_of_form_fields_are_text() {
    let content = at(72, 740, "Name") + &at(72, 710, "Place");
    let drawn = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 320 18]/Resources<</Font<</F1 5 0 R>>>>",
        "/Tx BMC BT /F1 11 Tf 2 4 Td (Maren Tallow) Tj ET EMC",
    );
    let more = [
        drawn,
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Maren Tallow)/Rect[200 736 520 754]/AP<</N 6 0 R>>>>".to_owned(),
        "<</Type/Annot/Subtype/Widget/Parent 9 0 R/Rect[200 706 520 724]>>".to_owned(),
        "<</FT/Tx/T(place)/V<FEFF00470061006C007700610079>>>".to_owned(),
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(hidden)/F 2/V(Secret)/Rect[200 676 520 694]>>".to_owned(),
    ];
    let document = read(page_with(&content, "/Annots[7 0 R 8 0 R 10 0 R]", HELVETICA, &more)).await;
    assert_eq!(document.text(), "Name\tMaren Tallow\nPlace\tGalway");
    assert!(document.lines.iter().all(|line| line.role == LineRole::FormField), "{:?}", document.lines);
}

#[tokio::test]
async fn extreme_coordinates_do_not_fail_the_parser() {
    let huge = "9".repeat(60);
    let page_of_size =
        |size: &str| page_with(&at(72, 700, "Galway"), &format!("/MediaBox[0 0 {size} 842]"), HELVETICA, &[]);
    for size in [huge.as_str(), "-1", "0"] {
        let reading = parser().read(DocumentType::Pdf, Bytes::from(page_of_size(size))).await;
        assert!(reading.is_ok(), "{size}: {reading:?}");
    }
    for rect in [
        format!("[200 {huge} {huge} {huge}]"),
        format!("[-{huge} 706 {huge} 724]"),
        format!("[200 -{huge} 300 {huge}]"),
    ] {
        let field = format!("<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Maren Tallow)/Rect{rect}>>");
        let more = ["null".to_owned(), field];
        let document = read(page_with(&at(72, 700, "Galway"), "/Annots[7 0 R]", HELVETICA, &more)).await;
        assert_eq!(document.text(), "Galway", "{rect}");
    }
}

#[tokio::test]
async fn links_belong_to_their_lines() {
    let content = at(72, 740, "Code: my pages") + &at(72, 710, "No link here");
    let link = "<</Type/Annot/Subtype/Link/Rect[100 736 160 752]/A<</S/URI/URI(https://example.org/maren)>>>>";
    let more = ["null".to_owned(), link.to_owned()];
    let document = read(page_with(&content, "/Annots[7 0 R]", HELVETICA, &more)).await;
    assert_eq!(document.lines[0].links, ["https://example.org/maren"]);
    assert!(document.lines[1].links.is_empty());
}

#[tokio::test]
async fn actual_text_replaces_the_glyphs() {
    let content = "BT /F1 11 Tf 72 700 Td (Kuber) Tj /Span<</ActualText<FEFF00AD>>> BDC (-) Tj EMC 0 -14 Td (netes, ) Tj \
        /Span<</ActualText(Docker)>> BDC (Dxcker) Tj EMC ET";
    assert_eq!(text(content).await, "Kubernetes,\nDocker");
}

#[tokio::test]
async fn accents_painted_over_letters_are_combined() {
    assert_eq!(
        text("BT /F1 11 Tf 72 700 Td (K) Tj (o) Tj -1 0 Td ET BT /F1 11 Tf 1 0 0 1 80.6 700 Tm (\\250) Tj ET").await,
        "Kö"
    );
}

#[tokio::test]
async fn unmapped_text_is_garbled() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Foo/Encoding<</Type/Encoding/Differences[65 /g1/g2/g3/g4/g5/g6/g7/g8]>>>>";
    let words = at(72, 700, &"ABCDEFGH".repeat(8));
    let document = read(page_with(&words, "", font, &[])).await;
    assert_eq!((document.text().as_str(), document.needs_ocr()), ("", true));
    assert_eq!(document.findings, [Finding::Garbled { page: 0 }]);
}

#[tokio::test]
async fn the_recognised_text_of_a_scan_is_read() {
    let picture = stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x");
    let content = format!("q 595 0 0 842 0 0 cm /X1 Do Q 3 Tr {}", at(72, 700, "Maren Tallow, keeper of lights"));
    let document = read(page_with(&content, "", HELVETICA, &[picture])).await;
    assert_eq!((document.text().as_str(), document.findings.len()), ("Maren Tallow, keeper of lights", 0));
}

fn parser() -> SandboxedParser {
    SandboxedParser::new(env!("CARGO_BIN_EXE_read-document").into(), &[])
}

/// The width and the height that the header of a PNG tells.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[tokio::test]
async fn a_page_has_a_picture_of_the_width_asked_for() {
    let bytes = Bytes::from(page_with(&at(72, 700, "Maren Tallow"), "", HELVETICA, &[]));
    let picture = |document_type: DocumentType, page: u16, width: u16| {
        let bytes = bytes.clone();
        async move { parser().page_picture(document_type, bytes, page, width).await.expect("the reader itself works") }
    };
    let (width, height) = size(&picture(DocumentType::Pdf, 0, 595).await.expect("there is a page"));
    assert!((594..=596).contains(&width) && (840..=843).contains(&height), "{width} x {height}");
    let (width, _) = size(&picture(DocumentType::Pdf, 0, 20_000).await.expect("there is a page"));
    assert!((2_499..=2_500).contains(&width), "{width}");
    assert_eq!(picture(DocumentType::Pdf, 1, 600).await, None, "there is no second page");
    assert_eq!(picture(DocumentType::Docx, 0, 600).await, None, "the format has no pages");
    let turned = Bytes::from(page_with(&at(72, 500, "Maren Tallow"), "/Rotate 90", HELVETICA, &[]));
    let turned = parser().page_picture(DocumentType::Pdf, turned, 0, 842).await.expect("the reader itself works");
    let (width, height) = size(&turned.expect("there is a page"));
    assert!(width > height, "a page is painted as it is seen");
}

#[tokio::test]
async fn an_unpaintable_page_has_no_picture() {
    let strip = page_with(&at(1, 1, "x"), "/CropBox[0 0 1 842]", HELVETICA, &[]);
    for bytes in [b"%PDF-1.7\nbroken".to_vec(), b"MZ a program".to_vec(), strip] {
        let picture = parser().page_picture(DocumentType::Pdf, Bytes::from(bytes), 0, 2_500).await;
        let picture = picture.expect("the reader itself works");
        assert!(picture.is_none_or(|picture| size(&picture).1 <= 5_000));
    }
}

#[tokio::test]
async fn headings_in_the_margin_stand_before_their_sections() {
    let mut content = at(50, 800, "Maren Tallow");
    for (section, heading) in (0..4).zip(["EDUCATION", "WORK", "LANGUAGES", "INTERESTS"]) {
        let y = 760 - 80 * section;
        content += &at(50, y, heading);
        for line in 0..4 {
            content += &at(160, y - 14 * line, &format!("What line {line} says about section {section}, at length"));
        }
        content += &at(480, y, "2019 - 2021");
    }
    let text = text(&content).await;
    let expected = "WORK\nWhat line 0 says about section 1, at length\t2019 - 2021\nWhat line 1";
    assert!(text.contains(expected), "{text}");
}

#[tokio::test]
async fn places_and_dates_at_the_margin_stay_with_their_lines() {
    let mut content = at(50, 800, "Maren Tallow");
    for entry in 0..5 {
        let y = 760 - 70 * entry;
        content += &at(50, y, "Keeper of the lighthouse at the end of the long pier");
        content += &at(400, y, "Galway, Ireland");
        content += &at(400, y - 18, "June 2019 - May 2021");
        content += &at(60, y - 14, "Kept eleven lamps burning through forty storms in a row");
        content += &at(60, y - 28, "Wrote the log of every night and every ship that came by");
    }
    let text = text(&content).await;
    assert!(text.contains("at the end of the long pier\tGalway, Ireland\n"), "{text}");
}

#[tokio::test]
async fn up_01_ranges_of_long_codes_are_found() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>";
    for range in [
        "1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
        "1 beginbfrange\n<000000> <ffffff> <0041>\nendbfrange",
        "2 beginbfrange <0000><0001>[<0041> <0042>]<0002><00ffffff><0041> endbfrange",
        "1 begincodespacerange <00000000> <ffffffff> endcodespacerange",
    ] {
        let map = format!("/CIDInit /ProcSet findresource begin begincmap {range} endcmap");
        let more = ["null".to_owned(), stream("", &map)];
        let document = read(page_with(&at(72, 700, "Maren Tallow"), "", font, &more)).await;
        // What such a range says of the letters is its own affair.
        assert!(!document.text().is_empty(), "{range}");
    }
}
