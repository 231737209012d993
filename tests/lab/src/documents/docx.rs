//! Hostile DOCX files.

use super::archive::{Entry, archive, boundless, overlapping};
use super::{Hostile, WORDS, read, refused};

const MIB: usize = 1024 * 1024;
const BODY: &str = "word/document.xml";

/// All hostile DOCX files. External references point to `canary`, the URL of a web server; entries that escape the archive
/// point to `outside`, an absolute path.
pub fn hostile_docx(canary: &str, outside: &str) -> Vec<Hostile> {
    [bombs(), wrong_headers(), markup(canary), escapes(canary, outside)].concat()
}

/// A document with this body.
pub fn docx_with_body(xml: &[u8]) -> Vec<u8> {
    archive(&[Entry::stored(BODY, xml)])
}

/// A document with this XML as styles, settings, numbering and header.
pub fn docx_with_styles(xml: &[u8]) -> Vec<u8> {
    let kinds = ["styles", "settings", "numbering", "header", "footnotes"];
    let relations = kinds.map(|kind| {
        let start = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!("<Relationship Id=\"{kind}\" Type=\"{start}/{kind}\" Target=\"part.xml\"/>")
    });
    let relations = format!("<Relationships>{}</Relationships>", relations.concat());
    let body = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"b\"/></w:rPr><w:t>x</w:t>\
                <w:footnoteReference w:id=\"1\"/></w:r></w:p><w:sectPr><w:headerReference r:id=\"header\"/></w:sectPr>";
    archive(&[
        Entry::stored(BODY, &document(body)),
        Entry::stored("word/_rels/document.xml.rels", relations.as_bytes()),
        Entry::stored("word/part.xml", xml),
    ])
}

/// The document with this XML between `body` and its end.
fn document(inside: &str) -> Vec<u8> {
    format!("<w:document><w:body>{inside}</w:body></w:document>").into_bytes()
}

pub(super) fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

pub(super) fn readable() -> Entry {
    Entry::stored(BODY, &document(&paragraph(WORDS)))
}

/// An archive with this body only.
fn body(xml: Vec<u8>) -> Vec<u8> {
    archive(&[Entry::deflated(BODY, xml)])
}

/// Small files that are large when unpacked (UP-05).
fn bombs() -> Vec<Hostile> {
    let mut crowd: Vec<Entry> = (0..65_000).map(|number| Entry::stored(&number.to_string(), b"")).collect();
    crowd.push(readable());
    let headers: Vec<String> = (0..1_999).map(|number| format!("word/header{number}.xml")).collect();
    let words = paragraph(&"welder ".repeat(MIB)).into_bytes();
    vec![
        refused("200 MiB of nothing", body(vec![b' '; 200 * MIB])),
        refused("65,000 entries", archive(&crowd)),
        refused(
            "1,999 headers that are one",
            overlapping(&Entry::deflated("word/header0.xml", words.clone()), &headers),
        ),
        refused("7 MiB of words", body(document(&String::from_utf8_lossy(&words)))),
    ]
}

/// Archives with wrong headers (UP-05).
fn wrong_headers() -> Vec<Hostile> {
    let words = || Entry::deflated(BODY, document(&paragraph(WORDS)));
    let same = [words(), Entry::stored(BODY, &document(&paragraph(&WORDS.replace("Mira", "Eve"))))];
    let honest = archive(&[words()]);
    vec![
        read("a size of 2^60", archive(&[words().claiming_64(1 << 60)])),
        read("a size of 4 GiB", archive(&[words().claiming(u32::MAX - 1)])),
        refused("2^40 entries", boundless(&words())),
        refused("a locked entry", archive(&[words().locked()])),
        refused("half an archive", honest[..honest.len() / 2].to_vec()),
        refused("no body", archive(&[Entry::stored("word/other.xml", b"<a/>")])),
        read("two bodies", archive(&same)),
    ]
}

/// A unique name of four letters.
fn short_name(number: usize) -> String {
    (0..4).map(|place| char::from(b"abcdefghijklmnopqrstuvwxyzABCDEF"[number >> (5 * place) & 31])).collect()
}

/// Hostile XML (UP-07, UP-08).
fn markup(canary: &str) -> Vec<Hostile> {
    let million: String =
        (0..1_000_000).map(|number| format!(" {}=''", short_name(number))).collect::<Vec<_>>().concat();
    let attributes = |of: &str| document(&format!("<{of}{million}/>"));
    let namespaces =
        (0..100_000).map(|number| format!(" xmlns:n{number}=\"urn:{number}\"")).collect::<Vec<_>>().concat();
    let declared = |declaration: &str| {
        let declared = format!("<!DOCTYPE d [{declaration}]><w:document>{}</w:document>", paragraph("&a;"));
        body(declared.into_bytes())
    };
    let laugh = |(more, less): (char, char)| format!("<!ENTITY {more} \"{}\">", format!("&{less};").repeat(10));
    let laughs = ('b'..='j').zip('a'..).map(laugh).collect::<Vec<_>>().concat();
    vec![
        refused("a million attributes", body(attributes("w:p"))),
        refused("a style of a million attributes", body(attributes("w:pStyle"))),
        refused("a hundred thousand namespaces", body(document(&format!("<w:p{namespaces}/>")))),
        refused("a million elements deep", body("<w:p>".repeat(MIB).into_bytes())),
        refused("a name of 7 MiB", body(format!("<{}>", "w".repeat(7 * MIB)).into_bytes())),
        refused("a comment without end", body(format!("<!--{}", "-".repeat(7 * MIB)).into_bytes())),
        refused("billion laughs", declared(&format!("<!ENTITY a \"ha\">{laughs}"))),
        refused("a file as an entity", declared("<!ENTITY a SYSTEM \"file:///etc/passwd\">")),
        refused("a page as an entity", declared(&format!("<!ENTITY a SYSTEM \"{canary}entity\">"))),
        refused("a page as a declaration", declared(&format!("<!ENTITY % p SYSTEM \"{canary}dtd\"> %p;"))),
        refused("no text in our letters", body(vec![0xff, 0xfe, 0x3c, 0, 0x77, 0])),
    ]
}

/// Escapes to the disk and the network (UP-06, UP-08), none of which is followed.
fn escapes(canary: &str, outside: &str) -> Vec<Hostile> {
    let up = format!("{}{outside}", "../".repeat(20));
    let relations = |kind: &str| {
        let relation = format!(
            "<Relationships><Relationship Id=\"r1\" TargetMode=\"External\" Type=\"{kind}\" Target=\"{canary}{kind}\"/></Relationships>"
        );
        Entry::stored("word/_rels/document.xml.rels", relation.as_bytes())
    };
    let settings =
        format!("<w:settings><w:attachedTemplate r:id=\"r1\"/><w:hlink href=\"{canary}settings\"/></w:settings>");
    let picture = format!("{}<w:drawing><a:blip r:link=\"r1\" src=\"{canary}picture\"/></w:drawing>", paragraph(WORDS));
    let field =
        format!("<w:p><w:r><w:instrText>INCLUDETEXT \"{canary}field\"</w:instrText></w:r></w:p>{}", paragraph(WORDS));
    vec![
        read("entries that climb", archive(&[Entry::stored(&up, b"x"), Entry::stored(outside, b"x"), readable()])),
        read(
            "entries that are links",
            archive(&[
                Entry::stored("word/media", outside.as_bytes()).link(),
                Entry::stored("word/media/x", b"x"),
                readable(),
            ]),
        ),
        refused("a body that is a link", archive(&[Entry::stored(BODY, b"/etc/passwd").link()])),
        read(
            "a template elsewhere",
            archive(&[
                readable(),
                relations("attachedTemplate"),
                Entry::stored("word/settings.xml", settings.as_bytes()),
            ]),
        ),
        read("a picture elsewhere", archive(&[Entry::stored(BODY, &document(&picture)), relations("image")])),
        read("a field that includes", archive(&[Entry::stored(BODY, &document(&field)), relations("subDocument")])),
    ]
}
