//! Text recognition with the installed Tesseract, and with other programs in its place.

mod support;

use std::path::{Path, PathBuf};

use adapter_documents::Tesseract;
use bytes::Bytes;
use domain_model::candidates::document::Line;
use domain_model::candidates::resume::DocumentType;
use lopdf::{Dictionary, Stream};
use ports::{DocumentParser, DocumentReading, TextRecognition};

use support::{page_with, parser, pdf, read_pdf, saved};

const WIDTH: u16 = 2_000;

fn child() -> PathBuf {
    env!("CARGO_BIN_EXE_read-document").into()
}

async fn find(program: &Path, languages: &[&str]) -> Option<Tesseract> {
    let languages: Vec<String> = languages.iter().map(|&language| language.to_owned()).collect();
    Tesseract::find(child(), &[], program, &languages).await.expect("the child itself works")
}

async fn tesseract() -> Tesseract {
    let program = Path::new("/usr/bin/tesseract");
    find(program, &["eng"]).await.expect("Tesseract is installed (Debian: tesseract-ocr); `make test` does that")
}

/// The picture of a page.
async fn picture(bytes: Vec<u8>) -> Bytes {
    let picture = parser().page_picture(DocumentType::Pdf, Bytes::from(bytes), 0, WIDTH).await;
    picture.expect("the reader itself works").expect("the page can be painted")
}

/// A document whose page paints this.
fn painting(content: &str) -> Vec<u8> {
    saved(pdf(Stream::new(Dictionary::new(), content.as_bytes().to_vec())))
}

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[tokio::test]
async fn lines_of_a_picture_are_recognised_where_they_stand() {
    let content = "BT /F1 24 Tf 50 750 Td (Maren Tallow) Tj /F1 12 Tf 0 -60 Td (Keeper of lights, Harbour and Sons) Tj \
                   350 0 Td (2019 - 2024) Tj -350 -15 Td (Kept forty lanterns lit through winter storms.) Tj ET";
    let lines = tesseract().await.recognise(picture(painting(content)).await).await.expect("it recognises");
    let joined = texts(&lines).join("\n");
    for text in ["Maren Tallow", "Keeper of lights, Harbour and Sons", "2019", "Kept forty lanterns lit"] {
        assert!(joined.contains(text), "{joined}");
    }
    let name = &lines[0];
    let place = name.place.expect("a place");
    let points = 595.0 / f32::from(WIDTH);
    assert!((place.left * points - 50.0).abs() < 5.0 && (place.bottom * points - 92.0).abs() < 8.0, "{place:?}");
    assert!((18.0..32.0).contains(&(name.size * points)), "{}", name.size * points);
    assert!(lines.iter().skip(1).all(|line| line.size < name.size), "the name is the largest");
    assert!(lines.iter().map(|line| line.block).is_sorted());
}

#[tokio::test]
async fn recognised_text_equals_the_painted_text() {
    let tesseract = tesseract().await;
    for text in ["Keeper of lights", "maren.tallow@example.org", "Tel. 091 555 0173", "Wicks & Sons, 2019 - 2024"] {
        let typed = saved(pdf(page_with(text)));
        let DocumentReading::Document(document) = read_pdf(typed.clone()).await else { panic!("{text} is not read") };
        let lines = tesseract.recognise(picture(typed).await).await.expect("it recognises");
        assert_eq!(texts(&lines).join("\n"), document.text());
    }
}

#[tokio::test]
async fn blank_and_invalid_pictures_have_no_lines() {
    let tesseract = tesseract().await;
    let grey = picture(painting("0.5 g 100 100 300 300 re f")).await;
    assert_eq!(tesseract.recognise(grey).await.expect("an answer"), []);
    for broken in [&b""[..], b"\x89PNG\r\n\x1a\n", b"no picture at all"] {
        assert_eq!(tesseract.recognise(Bytes::from_static(broken)).await.expect("an answer"), []);
    }
}

#[tokio::test]
async fn languages_that_are_not_installed_are_left_out() {
    let program = Path::new("/usr/bin/tesseract");
    let tesseract = find(program, &["xyz", "eng"]).await.expect("English is there");
    assert_eq!(tesseract.languages(), "eng");
    assert!(tesseract.reads("eng") && !tesseract.reads("xyz"));
    assert!(find(program, &["xyz"]).await.is_none());
    assert!(find(program, &[]).await.is_none());
}

#[tokio::test]
async fn a_program_other_than_tesseract_is_not_used() {
    for program in ["/nowhere/tesseract", "/bin/false", "/bin/cat", "/etc/hostname"] {
        assert!(find(Path::new(program), &["eng"]).await.is_none(), "{program}");
    }
}
