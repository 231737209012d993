//! The text of a DOCX document: paragraphs, lists, tables, text boxes, headers and footers.
//!
//! Only named parts are read, each only so far; nothing is ever written or fetched (UP-05 to UP-08).

use std::borrow::Cow;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::refusal::Refusal;

const MOST_ENTRIES: usize = 2_000;
/// Of one part, unpacked.
const LARGEST_PART: u64 = 8 * 1024 * 1024;
const MOST_HEADERS: usize = 12;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The text in reading order: headers, body, footers.
pub(crate) fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Refusal::because)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Refusal::because("too many entries"));
    }
    let names: Vec<String> = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned)).collect();
    let named = |prefix: &str| {
        let mut parts: Vec<String> =
            names.iter().filter(|name| name.starts_with(prefix)).take(MOST_HEADERS).cloned().collect();
        parts.sort();
        parts
    };
    let (headers, footers) = (named("word/header"), named("word/footer"));
    let mut text = String::new();
    for header in &headers {
        push_part(&mut text, &part(&mut archive, header)?)?;
    }
    push_part(&mut text, &part(&mut archive, "word/document.xml")?)?;
    for footer in &footers {
        push_part(&mut text, &part(&mut archive, footer)?)?;
    }
    Ok(text)
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<String, Refusal> {
    let entry = archive.by_name(name).map_err(Refusal::because)?;
    if entry.encrypted() {
        return Err(Refusal::Encrypted);
    }
    let mut xml = Vec::new();
    // The declared size is the sender's word; what is really there is counted.
    entry.take(LARGEST_PART + 1).read_to_end(&mut xml).map_err(Refusal::because)?;
    if xml.len() as u64 > LARGEST_PART {
        return Err(Refusal::because("a part is too large"));
    }
    String::from_utf8(xml).map_err(Refusal::because)
}

fn push_part(text: &mut String, xml: &str) -> Result<(), Refusal> {
    let walked = Walker::default().walk(xml)?;
    if !walked.trim().is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(walked.trim_end());
        text.push('\n');
    }
    Ok(())
}

/// Walks through the XML and writes down what a reader sees.
#[derive(Default)]
struct Walker {
    text: String,
    /// Inside `<w:t>`.
    in_text: bool,
    /// Inside the variant for programs that do not know text boxes: the same words again.
    fallback_depth: usize,
    /// The paragraph is an item of a list, and its mark is not written yet.
    owes_bullet: bool,
}

impl Walker {
    fn walk(mut self, xml: &str) -> Result<String, Refusal> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(Refusal::because)? {
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.name().as_ref());
                }
                Event::End(element) => self.end(element.name().as_ref()),
                Event::Text(words) if self.is_visible() => {
                    let words = words.xml10_content();
                    self.write(&words);
                }
                Event::CData(words) if self.is_visible() => {
                    let words = words.xml10_content();
                    self.write(&words);
                }
                Event::GeneralRef(reference) if self.is_visible() => {
                    let named = match reference.as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().map_err(Refusal::because)?,
                    };
                    if let Some(c) = named {
                        self.write(c.encode_utf8(&mut [0; 4]));
                    }
                }
                // No document of ours needs one; they exist to be abused.
                Event::DocType(_) => return Err(Refusal::because("the document declares entities")),
                Event::Eof => return Ok(self.text),
                _ => {}
            }
        }
    }

    fn is_visible(&self) -> bool {
        self.in_text && self.fallback_depth == 0
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "mc:Fallback" => self.fallback_depth += 1,
            "w:t" => self.in_text = true,
            "w:numPr" => self.owes_bullet = true,
            // A list by style instead of by numbering.
            "w:pStyle" => {
                let style = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == "w:val");
                self.owes_bullet |= style.is_some_and(|style| style.value.starts_with("ListBullet"));
            }
            "w:tab" if self.fallback_depth == 0 => self.separate('\t'),
            "w:br" | "w:cr" if self.fallback_depth == 0 => self.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "mc:Fallback" => self.fallback_depth = self.fallback_depth.saturating_sub(1),
            "w:t" => self.in_text = false,
            "w:p" if self.fallback_depth == 0 => {
                self.owes_bullet = false;
                self.text.push('\n');
            }
            "w:tc" if self.fallback_depth == 0 => {
                // A cell's paragraphs end lines; the cells of a row belong together.
                while self.text.ends_with('\n') {
                    self.text.pop();
                }
                self.separate('\t');
            }
            "w:tr" if self.fallback_depth == 0 => {
                while self.text.ends_with('\t') {
                    self.text.pop();
                }
                self.text.push('\n');
            }
            _ => {}
        }
    }

    /// A tab, unless it would begin a line.
    fn separate(&mut self, separator: char) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(separator);
        }
    }

    fn write(&mut self, words: &str) {
        if std::mem::take(&mut self.owes_bullet) {
            self.text.push_str("• ");
        }
        self.text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(body: &str) -> String {
        Walker::default().walk(&format!("<w:document><w:body>{body}</w:body></w:document>")).unwrap()
    }

    #[test]
    fn paragraphs_lists_and_tables_are_lines() {
        let text = walked(
            "<w:p><w:r><w:t>Ada &amp; Co</w:t></w:r></w:p>\
             <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Engines</w:t></w:r></w:p>\
             <w:p><w:pPr><w:pStyle w:val=\"ListBullet2\"/></w:pPr><w:r><w:t>Notes</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>2019</w:t></w:r></w:p></w:tc>\
             <w:tc><w:p><w:r><w:t>Analyst</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        assert_eq!(text, "Ada & Co\n• Engines\n• Notes\n2019\tAnalyst\n");
    }

    #[test]
    fn a_text_box_is_read_once() {
        let text = walked(
            "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Skills</w:t></w:r></w:p></mc:Choice>\
             <mc:Fallback><w:p><w:r><w:t>Skills</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
        );
        assert_eq!(text, "Skills\n");
    }

    #[test]
    fn up_08_a_document_that_declares_entities_is_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:p><w:r><w:t>&a;</w:t></w:r></w:p>";
        assert!(matches!(Walker::default().walk(bomb), Err(Refusal::Unreadable(_))));
    }
}
