//! Documents of all kinds through the real child process, hostile ones included.

mod support;

use std::io::{Cursor, Write};

use adapter_documents::SandboxedParser;
use bytes::Bytes;
use domain_model::candidates::resume::DocumentType;
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Dictionary, Stream, dictionary};
use ports::{DocumentParser, DocumentReading};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use support::{page_with, pdf, read, read_pdf, saved};

async fn read_docx(bytes: Vec<u8>) -> DocumentReading {
    read(DocumentType::Docx, bytes).await
}

fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a new entry");
        zip.write_all(content.as_bytes()).expect("written to memory");
    }
    zip.finish().expect("written to memory").into_inner()
}

const BODY: &str = "<w:document><w:body><w:p><w:r><w:t>Welder, Porto</w:t></w:r></w:p></w:body></w:document>";

#[tokio::test]
async fn ordinary_documents_are_read() {
    for reading in
        [read_pdf(saved(pdf(page_with("Welder, Porto")))).await, read_docx(docx(&[("word/document.xml", BODY)])).await]
    {
        let DocumentReading::Document(document) = reading else { panic!("{reading:?}") };
        assert_eq!(document.text(), "Welder, Porto");
    }
}

#[tokio::test]
async fn up_02_nesting_and_cycles_kill_their_reader_at_most() {
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = Stream::new(Dictionary::new(), format!("BT /F1 12 Tf {nested} TJ ET").into_bytes());
    let outcome = read_pdf(saved(pdf(deep))).await;
    assert!(matches!(outcome, DocumentReading::Unreadable | DocumentReading::Document(_)), "{outcome:?}");

    let mut cyclic = pdf(page_with("x"));
    let page = cyclic.page_iter().next().expect("one page");
    cyclic.get_dictionary_mut(page).expect("the page").set("Parent", page);
    let outcome = read_pdf(saved(cyclic)).await;
    assert!(matches!(outcome, DocumentReading::Unreadable | DocumentReading::Document(_)), "{outcome:?}");

    let in_the_file = format!("%PDF-1.7\n1 0 obj\n{nested}\nendobj\ntrailer <</Root 1 0 R>>\n");
    assert_eq!(read_pdf(in_the_file.into_bytes()).await, DocumentReading::Unreadable);
}

#[tokio::test]
async fn up_05_zip_bombs_are_refused() {
    let huge = " ".repeat(200 * 1024 * 1024);
    let bomb = docx(&[("word/document.xml", &huge)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read_docx(bomb).await, DocumentReading::Unreadable);

    let names: Vec<String> = (0..3_000).map(|n| format!("x{n}")).collect();
    let mut many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    many.push(("word/document.xml", BODY));
    assert_eq!(read_docx(docx(&many)).await, DocumentReading::Unreadable);
}

#[tokio::test]
async fn up_06_up_08_a_docx_writes_and_fetches_nothing() {
    let parts = [
        ("../../../tmp/escaped", "x"),
        ("word/document.xml", BODY),
        (
            "word/_rels/document.xml.rels",
            r#"<Relationships><Relationship TargetMode="External" Target="http://127.0.0.1:9/"/></Relationships>"#,
        ),
    ];
    assert!(matches!(read_docx(docx(&parts)).await, DocumentReading::Document(_)));
    assert!(!std::path::Path::new("/tmp/escaped").exists());

    let declared = "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:t>&a;</w:t></w:document>";
    assert_eq!(read_docx(docx(&[("word/document.xml", declared)])).await, DocumentReading::Unreadable);
}

#[tokio::test]
async fn every_format_is_read() {
    let odt = docx(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            "<office:document-content><office:body><office:text><text:p>Welder, Porto</text:p></office:text></office:body>\
             </office:document-content>",
        ),
    ]);
    for (document_type, bytes) in [
        (DocumentType::Odt, odt),
        (DocumentType::Rtf, b"{\\rtf1\\b Welder,\\b0  Porto}".to_vec()),
        (DocumentType::Html, b"<!doctype html><p>Welder, <b>Porto</b>".to_vec()),
        (DocumentType::Markdown, b"# Welder, Porto".to_vec()),
        (DocumentType::Text, b"Welder, Porto".to_vec()),
    ] {
        assert_eq!(DocumentType::sniff(&bytes), Some(document_type));
        let DocumentReading::Document(document) = read(document_type, bytes).await else { panic!("{document_type}") };
        assert_eq!(document.text(), "Welder, Porto", "{document_type}");
    }
}

#[tokio::test]
async fn extreme_numbers_do_not_fail_the_parser() {
    let huge = "9".repeat(60);
    let word = docx(&[(
        "word/document.xml",
        &format!(
            "<w:document><w:body><w:p><w:r><w:rPr><w:sz w:val='{huge}'/></w:rPr><w:t>Welder</w:t></w:r></w:p></w:body></w:document>"
        ),
    )]);
    let open = docx(&[(
        "content.xml",
        &format!(
            "<office:document-content><office:automatic-styles><style:style style:name='P' style:family='paragraph'>\
             <style:text-properties fo:font-size='{huge}pt'/></style:style></office:automatic-styles><office:body>\
             <office:text><text:p text:style-name='P'>Welder</text:p></office:text></office:body></office:document-content>"
        ),
    )]);
    for (document_type, bytes) in [
        (DocumentType::Docx, word),
        (DocumentType::Odt, open),
        (DocumentType::Rtf, format!("{{\\rtf1\\fs{huge} Welder}}").into_bytes()),
        (DocumentType::Html, format!("<p style='font-size:{huge}pt'>Welder").into_bytes()),
    ] {
        let reading = read(document_type, bytes).await;
        assert!(matches!(&reading, DocumentReading::Document(document) if document.text() == "Welder"), "{reading:?}");
    }
}

#[tokio::test]
async fn an_unknown_file_is_unreadable() {
    for bytes in
        [Vec::new(), b"MZ\x90\x00 a program".to_vec(), b"%PDF-1.7\nbroken".to_vec(), b"PK\x03\x04broken".to_vec()]
    {
        for document_type in [DocumentType::Pdf, DocumentType::Docx] {
            assert_eq!(read(document_type, bytes.clone()).await, DocumentReading::Unreadable, "{bytes:?}");
        }
    }
    assert_eq!(read_docx(docx(&[("other.xml", BODY)])).await, DocumentReading::Unreadable);
}

#[tokio::test]
async fn up_16_a_document_that_wants_a_password_says_so() {
    let mut document = pdf(page_with("secret"));
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a valid way to encrypt");
    document.encrypt(&state).expect("it can be encrypted");
    assert_eq!(read_pdf(saved(document)).await, DocumentReading::Encrypted);
}

#[tokio::test]
async fn up_16_a_scan_has_no_text() {
    let empty = Stream::new(Dictionary::new(), b"q Q".to_vec());
    let DocumentReading::Document(document) = read_pdf(saved(pdf(empty))).await else { panic!() };
    assert_eq!(document.text(), "");
    assert!(!document.needs_ocr(), "there is no picture either");
}

#[tokio::test]
async fn a_page_that_is_a_picture_says_that_it_needs_ocr() {
    let mut document = pdf(Stream::new(Dictionary::new(), b"q 595 0 0 842 0 0 cm /Scan Do Q".to_vec()));
    let picture = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => 2,
        "Height" => 2,
        "ColorSpace" => "DeviceGray",
        "BitsPerComponent" => 8,
    };
    let picture = document.add_object(Stream::new(picture, vec![0, 255, 255, 0]));
    let page = document.page_iter().next().expect("one page");
    let resources = dictionary! { "XObject" => dictionary! { "Scan" => picture } };
    document.get_dictionary_mut(page).expect("the page").set("Resources", resources);
    let DocumentReading::Document(read) = read_pdf(saved(document)).await else { panic!() };
    assert_eq!((read.text().as_str(), read.needs_ocr()), ("", true));
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "shows that there is something to lose")]
async fn pi_07_the_child_inherits_no_environment() {
    assert!(std::env::var_os("HOME").is_some(), "the parent has an environment to lose");
    let line = r#"{"text":"%s","place":null,"size":0,"bold":false,"role":"text","block":0,"links":[]}"#;
    let answer = format!(r#"{{"document":{{"pages":[],"findings":[],"lines":[{line}]}}}}"#);
    let script = format!(r#"cat >/dev/null; printf '{answer}' "$(env | tr '\n"' '  ')""#);
    let shell = SandboxedParser::new("/bin/sh".into(), &["-c", &script]);
    let reading = shell.read(DocumentType::Pdf, Bytes::from_static(b"x")).await.expect("the shell answers");
    let DocumentReading::Document(document) = reading else { panic!("{reading:?}") };
    let environment = document.text();
    assert!(!environment.contains("HOME=") && !environment.contains("PATH=/root"), "{environment}");
}

#[tokio::test]
async fn a_failing_child_is_no_document() {
    let failing = SandboxedParser::new("/bin/false".into(), &[]);
    let reading = failing.read(DocumentType::Pdf, Bytes::from_static(b"x")).await.expect("failing is an answer");
    assert_eq!(reading, DocumentReading::Unreadable);
    let babbling = SandboxedParser::new("/bin/echo".into(), &["hello"]);
    assert!(babbling.read(DocumentType::Pdf, Bytes::from_static(b"x")).await.is_err());
}
