//! Hostile ODT, RTF, HTML, Markdown and plain-text files.

use super::archive::{Entry, archive};
use super::{Hostile, WORDS, read, refused};

const MIB: usize = 1024 * 1024;

/// All hostile text files.
pub fn hostile_texts() -> Vec<Hostile> {
    [odt(), rtf(), marked_up(), plain()].concat()
}

/// An ODT document with this content.
pub fn odt_with_content(xml: &[u8]) -> Vec<u8> {
    archive(&[Entry::stored("mimetype", b"application/vnd.oasis.opendocument.text"), Entry::stored("content.xml", xml)])
}

fn content(inside: &str) -> String {
    format!(
        "<office:document-content><office:body><office:text><text:p>{WORDS}</text:p>{inside}</office:text></office:body>\
         </office:document-content>"
    )
}

fn odt() -> Vec<Hostile> {
    let kind = || Entry::stored("mimetype", b"application/vnd.oasis.opendocument.text");
    let packed = |xml: String| archive(&[kind(), Entry::deflated("content.xml", xml.into_bytes())]);
    let declared =
        format!("<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}", content("<text:p>&a;</text:p>"));
    let spaces = "<text:p><text:s text:c=\"4000000000\"/></text:p>".repeat(1_000);
    let rows =
        format!("<table:table><table:table-row table:number-rows-repeated=\"1000000000\">{}", "<table:table-cell/>");
    vec![
        refused("an ODT of 200 MiB of nothing", packed(" ".repeat(200 * MIB))),
        refused("an ODT a million elements deep", packed("<text:section>".repeat(MIB / 2))),
        refused("an ODT that declares entities", packed(declared)),
        refused("an ODT without content", archive(&[kind()])),
        read("an ODT of endless spaces", packed(content(&spaces))),
        read("an ODT of a billion rows", packed(content(&format!("{rows}</table:table-row></table:table>")))),
        read("an honest ODT", odt_with_content(content("").as_bytes())),
    ]
}

fn rtf() -> Vec<Hostile> {
    let file = |inside: &str| format!("{{\\rtf1\\ansi {WORDS}\\par {inside}}}").into_bytes();
    let fields = "{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt ".repeat(2_000);
    vec![
        refused("an RTF of a million groups", file(&"{".repeat(MIB))),
        read("an RTF that skips what is not there", file("\\bin2147483647 x")),
        read("an RTF of half a million cells", file(&"\\cell".repeat(MIB / 2))),
        read("an RTF of fields in fields", file(&(fields + &"}}".repeat(2_000)))),
        read("an RTF of half characters", file(&"\\u-10179?".repeat(100_000))),
        read("an RTF that replaces all", file("\\uc2147483647\\u65?x")),
        read("an RTF of ends", file(&"}".repeat(MIB))),
    ]
}

fn marked_up() -> Vec<Hostile> {
    let page = |inside: &str| format!("<!doctype html><p>{WORDS}</p>{inside}").into_bytes();
    let attributes = (0..20_000).map(|number| format!(" a{number}")).collect::<Vec<_>>().concat();
    let markdown = |inside: &str| format!("# {WORDS}\n\n{inside}").into_bytes();
    vec![
        read("a page a million elements deep", page(&"<div>".repeat(MIB))),
        read("a page of ends of nothing", page(&"</x>".repeat(MIB))),
        read("a page of tables in tables", page(&"<table><tr><td>".repeat(100_000))),
        refused("a page of one element with very many attributes", page(&format!("<p{attributes}>"))),
        read("a page of open style sheets", page(&"<style>@{a{".repeat(100_000))),
        read("a page of an endless comment", page(&format!("<!--{}", "-".repeat(MIB)))),
        read("Markdown of brackets", markdown(&"[".repeat(50_000))),
        read("Markdown of quotations", markdown(&">".repeat(100_000))),
        read("Markdown of asterisks", markdown(&"*a_".repeat(30_000))),
        read(
            "Markdown of lists in lists",
            markdown(&(0..2_000).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect::<Vec<_>>().concat()),
        ),
    ]
}

fn plain() -> Vec<Hostile> {
    vec![
        refused("7 MiB of words in plain text", "welder ".repeat(MIB).into_bytes()),
        refused("a million lines", "a\n".repeat(MIB).into_bytes()),
        refused("zeros", vec![0; MIB]),
        refused("half a UTF-16", [0xff, 0xfe, 0x00].to_vec()),
    ]
}
