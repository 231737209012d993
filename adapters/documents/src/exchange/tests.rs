//! Files of each kind, and hostile ones.

use std::io::{Cursor, Write};

use domain_model::candidates::exchange::{OriginalFile, Table};
use lopdf::{Document, Object, Stream, dictionary};
use ports::{ExchangeContent, ExchangeReading};
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{OpenError, decode, encode, open, pack};

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A PDF to which this file is attached.
fn pdf_with(attachment: &[u8]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let file = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, attachment.to_vec()));
    let specification = dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal("attachment.xml"),
        "EF" => dictionary! { "F" => file },
    };
    let specification = document.add_object(specification);
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => pages, "AF" => vec![specification.into()] };
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn tables(bytes: &[u8]) -> (Vec<Table>, Vec<String>) {
    match open(bytes).unwrap() {
        ExchangeContent::Tables { tables, other_files } => (tables, other_files),
        other => panic!("{other:?}"),
    }
}

fn name_of_root(bytes: &[u8]) -> String {
    match open(bytes).unwrap() {
        ExchangeContent::Xml(root) => root.name,
        other => panic!("{other:?}"),
    }
}

#[test]
fn up_09_a_file_is_judged_by_its_content() {
    assert_eq!(open(b" \n{\"a\": 1}"), Ok(ExchangeContent::Json(json!({"a": 1}))));
    let wide: Vec<u8> = "\u{feff}{\"a\": \"Жанна\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(open(&wide), Ok(ExchangeContent::Json(json!({"a": "Жанна"}))));
    assert_eq!(name_of_root(b"\xef\xbb\xbf<?xml version='1.0'?><Candidate/>"), "Candidate");
    assert_eq!(name_of_root(&pdf_with(b"<hr:Candidate/>")), "hr:Candidate");
    for (bytes, why) in [
        (b"Ada Lovelace".to_vec(), "plain text"),
        (b"[1]".to_vec(), "a list"),
        (Vec::new(), "nothing"),
        (pdf_with(b"a note"), "a PDF with another attachment"),
        (zip(&[("word/document.xml", b"<w/>")]), "a DOCX"),
        (zip(&[("messages.csv", b"a,b")]), "tables that say nothing of a resume"),
    ] {
        assert_eq!(open(&bytes), Err(OpenError::Unknown), "{why}");
    }
}

#[test]
fn tables_are_found_in_any_folder_and_once() {
    let bytes = zip(&[
        ("Basic_LinkedInDataExport/Skills.csv", b"\xef\xbb\xbfName\r\nRust\r\n\r\n\"C, \"\"C++\"\"\nand D\"\r\n"),
        ("Copy/skills.csv", b"Name\nAgain"),
        ("__MACOSX/Basic/._Profile.csv", b"\0\0"),
        ("messages.csv", b"private"),
    ]);
    let (tables, other_files) = tables(&bytes);
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0].name, "Skills");
    assert_eq!(tables[0].rows, [vec!["Name"], vec!["Rust"], vec!["C, \"C++\"\nand D"]]);
    assert_eq!(other_files, ["Copy/skills.csv", "messages.csv"]);
}

#[test]
fn our_own_archive_is_opened_as_it_was_packed() {
    let original = OriginalFile { name: "Lebenslauf Zoë.pdf".to_owned(), bytes: b"%PDF-1.7\n\x00\xff".to_vec() };
    let resume = json!({"format": "x", "name": "Zoë\n"});
    let packed = pack(&resume, Some(original.clone())).unwrap();
    assert_eq!(packed, pack(&resume, Some(original.clone())).unwrap());
    let expected = ExchangeContent::Archive { resume: resume.clone(), original: Some(original) };
    assert_eq!(open(&packed), Ok(expected.clone()));
    // … and so the parent hears it.
    assert_eq!(decode(&encode(&packed)).unwrap(), ExchangeReading::Content(expected));
    let packed = pack(&resume, Some(OriginalFile { name: "../../etc/..".to_owned(), bytes: vec![] })).unwrap();
    let Ok(ExchangeContent::Archive { original: Some(original), .. }) = open(&packed) else { panic!() };
    assert_eq!(original.name, "document");
}

#[test]
fn every_content_survives_the_wire_format() {
    let files = [
        b"{\"a\": [1, null, \"\\u0000\"]}".to_vec(),
        b"<a b='c &amp; d'>e<f><![CDATA[<g>]]></f>h</a>".to_vec(),
        zip(&[("Profile.csv", b"First Name,Last Name\nAda,L"), ("x.txt", b"")]),
    ];
    for bytes in files {
        assert_eq!(decode(&encode(&bytes)).unwrap(), ExchangeReading::Content(open(&bytes).unwrap()));
    }
    assert_eq!(decode(&encode(b"x")).unwrap(), ExchangeReading::Unknown);
}

#[test]
fn entities_are_refused() {
    let bomb = b"<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    let external = b"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
    for bytes in [bomb.as_slice(), external, b"<a>&b;</a>", b"<a b='&c;'/>"] {
        assert!(matches!(open(bytes), Err(OpenError::Unreadable(_))), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn deep_nesting_is_refused() {
    for (open_mark, close_mark) in [("<a>", "</a>"), ("{\"a\":", "}"), ("{\"a\":[", "]}")] {
        for levels in [60, 200_000] {
            let bytes = [open_mark.repeat(levels), close_mark.repeat(levels)].concat();
            assert!(matches!(open(bytes.as_bytes()), Err(OpenError::Unreadable(_))), "{open_mark}");
        }
        assert!(matches!(open(open_mark.repeat(100_000).as_bytes()), Err(OpenError::Unreadable(_))));
    }
    let deep = ["<a>".repeat(48), "</a>".repeat(48)].concat();
    assert!(matches!(decode(&encode(deep.as_bytes())).unwrap(), ExchangeReading::Content(_)));
}

#[test]
fn up_05_what_unpacks_to_more_than_a_resume_is_refused() {
    let zeros = vec![b'0'; 64 * 1024 * 1024];
    assert_eq!(open(&zip(&[("Profile.csv", &zeros)])), Err(OpenError::TooLarge));
    assert_eq!(open(&zip(&[("jobwright-resume.json", &zeros)])), Err(OpenError::TooLarge));
    assert_eq!(open(&zip(&[("jobwright-resume.json", b"{}"), ("original/a.pdf", &zeros)])), Err(OpenError::TooLarge));
    let part = vec![b'a'; 3 * 1024 * 1024];
    let names =
        ["Profile", "Positions", "Education", "Skills", "Languages", "Projects"].map(|name| format!("{name}.csv"));
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
    assert_eq!(open(&zip(&parts)), Err(OpenError::TooLarge));
}

#[test]
fn a_million_rows_are_refused() {
    assert_eq!(open(&zip(&[("Skills.csv", "a\n".repeat(1_000_000).as_bytes())])), Err(OpenError::TooLarge));
    assert_eq!(open(&zip(&[("Skills.csv", ",".repeat(1_000_000).as_bytes())])), Err(OpenError::TooLarge));
    assert_eq!(open(format!("{{\"a\":[{}1]}}", "1,".repeat(1_000_000)).as_bytes()), Err(OpenError::TooLarge));
    assert_eq!(open(format!("<a>{}</a>", "<b/>".repeat(1_000_000)).as_bytes()), Err(OpenError::TooLarge));
    assert_eq!(open(format!("{{\"a\":\"{}\"}}", "a".repeat(5 * 1024 * 1024)).as_bytes()), Err(OpenError::TooLarge));
}

#[test]
fn a_damaged_file_is_refused() {
    for bytes in [b"{\"a\":".as_slice(), b"<a><b></a>", b"<a>", b"<!-- -->", b"{}{", b"PK\x03\x04", b"%PDF-1.7", b"<a"]
    {
        assert!(matches!(open(bytes), Err(OpenError::Unreadable(_))), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_photograph_is_left_out_of_an_xml_file() {
    let bytes = format!("<a><Photo>{}</Photo><Name>Ada</Name></a>", "QUJD".repeat(200_000));
    let Ok(ExchangeContent::Xml(root)) = open(bytes.as_bytes()) else { panic!() };
    assert_eq!((root.children[0].text.as_str(), root.children[1].text.as_str()), ("", "Ada"));
}
