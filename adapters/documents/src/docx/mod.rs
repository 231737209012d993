//! The lines of a DOCX document, by the rules of its package (ECMA-376, transitional and strict): parts by their
//! relationships, elements by their namespaces, text as it is seen when all changes are accepted.

mod fields;
mod relationships;
mod story;
mod styles;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;

use crate::lines::Lines;
use crate::package::Package;
use crate::read_error::ReadError;
use crate::xml::Namespace::{Relationship, Word};
use crate::xml::{self, Element};
use crate::{html, plain_text, rtf};

use relationships::Relationships;
use story::{Note, Setting, Source, Story};
use styles::{Color, Styles, is_on};

/// The maximum number of headers and footers.
const MAX_MARGINS: usize = 24;
/// The maximum number of diagrams and embedded documents.
const MAX_PARTS: usize = 24;
/// The maximum nesting of embedded documents.
const MAX_DEPTH: usize = 2;
/// The signature of the compound file that wraps an encrypted document.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads the document: headers, body, notes, footers.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    read_at(bytes, 0)
}

/// Reads a document that may be part of others.
fn read_at(bytes: &[u8], depth: usize) -> Result<Document, ReadError> {
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(ReadError::Encrypted);
    }
    let mut package = Package::open(bytes)?;
    let part = main_part(&mut package)?;
    let relationships = Relationships::of(&mut package, &part)?;
    let root = tree(&mut package, &part)?.ok_or_else(|| ReadError::unreadable("no main part"))?;
    if !root.is(Word, "document") {
        return Err(ReadError::unreadable("not a word processing document"));
    }
    let styles = tree_of_kind(&mut package, &relationships, "styles")?;
    let numbering = tree_of_kind(&mut package, &relationships, "numbering")?;
    let settings = tree_of_kind(&mut package, &relationships, "settings")?;
    let margins = Margins::read(&mut package, &root, &relationships, settings.as_ref())?;
    let background = root.child(Word, "background").and_then(|background| background.attribute(Word, "color"));
    let setting = Setting {
        styles: Styles::read(styles.as_ref(), numbering.as_ref()),
        page: background.and_then(Color::parse).unwrap_or(Color::WHITE),
        has_background: contains_background(&root) || margins.all().any(|margin| contains_background(&margin.root)),
    };

    let source = source(&mut package, relationships, depth)?;
    let mut lines = Lines::default();
    let mut notes = Vec::new();
    for margin in &margins.headers {
        margin.write(&setting, &mut lines);
    }
    Story::read(&root, &setting, &source, &mut lines, &mut notes);
    write_notes(&mut package, &source.relationships, &setting, &notes, &mut lines)?;
    for margin in &margins.footers {
        margin.write(&setting, &mut lines);
    }
    lines.finish()
}

/// The name of the main document part: by relationship, else by content type, else the usual name.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let relationships = Relationships::of(package, "")?;
    if let Some(part) = relationships.part_of_kind("officeDocument")
        && package.part(part)?.is_some()
    {
        return Ok(part.to_owned());
    }
    let types = tree(package, "[Content_Types].xml")?;
    let named = types.iter().flat_map(Element::elements).find_map(|element| {
        let content_type = element.plain_attribute("ContentType")?;
        let is_main = content_type.contains("wordprocessingml") || content_type.contains("ms-word");
        if is_main && content_type.ends_with("main+xml") { element.plain_attribute("PartName") } else { None }
    });
    Ok(named.unwrap_or("word/document.xml").to_owned())
}

fn tree(package: &mut Package<'_>, part: &str) -> Result<Option<Element>, ReadError> {
    package.part(part)?.map(|content| xml::parse(&content)).transpose()
}

fn tree_of_kind(
    package: &mut Package<'_>,
    relationships: &Relationships,
    kind: &str,
) -> Result<Option<Element>, ReadError> {
    relationships.part_of_kind(kind).map_or(Ok(None), |part| tree(package, part))
}

/// The relationships of the body, with the diagrams and embedded documents they refer to.
fn source(package: &mut Package<'_>, relationships: Relationships, depth: usize) -> Result<Source, ReadError> {
    let mut source = Source::default();
    for (id, part) in relationships.parts_of_kind("diagramData").into_iter().take(MAX_PARTS) {
        if let Some(data) = tree(package, part)? {
            source.diagrams.insert(id.to_owned(), data);
        }
    }
    for (id, part) in relationships.parts_of_kind("aFChunk").into_iter().take(MAX_PARTS) {
        let content = package.part(part)?.unwrap_or_default();
        // Unreadable parts are skipped, as word processors do.
        if let Ok(document) = chunk(&content, depth) {
            source.chunks.insert(id.to_owned(), document);
        }
    }
    source.relationships = relationships;
    Ok(source)
}

fn chunk(content: &[u8], depth: usize) -> Result<Document, ReadError> {
    match DocumentType::sniff(content) {
        Some(DocumentType::Docx) if depth < MAX_DEPTH => read_at(content, depth + 1),
        Some(DocumentType::Rtf) => rtf::read(content),
        Some(DocumentType::Html) => html::read(content),
        Some(DocumentType::Text | DocumentType::Markdown) => plain_text::read(content),
        _ => Err(ReadError::unreadable("a part of another format")),
    }
}

/// Whether there are shapes or pictures behind the text.
fn contains_background(element: &Element) -> bool {
    let is_behind = |value: Option<&str>| value.is_some_and(|value| matches!(value, "1" | "true"));
    (&*element.name == "anchor" && is_behind(element.plain_attribute("behindDoc")))
        || element.plain_attribute("style").is_some_and(|style| style.contains("z-index:-"))
        || element.elements().any(contains_background)
}

/// A header or a footer.
struct Margin {
    root: Element,
    source: Source,
}

impl Margin {
    fn write(&self, setting: &Setting, lines: &mut Lines) {
        let before = lines.begin_apart();
        Story::read(&self.root, setting, &self.source, lines, &mut Vec::new());
        let margin = lines.end_apart(before);
        lines.margin(margin);
    }
}

/// The headers and footers that are displayed, in the order of their sections.
#[derive(Default)]
struct Margins {
    headers: Vec<Margin>,
    footers: Vec<Margin>,
}

impl Margins {
    fn read(
        package: &mut Package<'_>,
        root: &Element,
        relationships: &Relationships,
        settings: Option<&Element>,
    ) -> Result<Self, ReadError> {
        let mut sections = Vec::new();
        collect_sections(root, &mut sections);
        let distinguishes_even =
            settings.is_some_and(|settings| settings.child(Word, "evenAndOddHeaders").is_some_and(is_on));
        let mut parts = Vec::new();
        let mut margins = Self::default();
        for section in sections {
            let distinguishes_first = section.child(Word, "titlePg").is_some_and(is_on);
            for reference in section.elements() {
                let (is_header, is_footer) =
                    (reference.is(Word, "headerReference"), reference.is(Word, "footerReference"));
                let is_shown = match reference.attribute(Word, "type") {
                    Some("first") => distinguishes_first,
                    Some("even") => distinguishes_even,
                    _ => true,
                };
                let part = reference.attribute(Relationship, "id").and_then(|id| relationships.part(id));
                let Some(part) = part.filter(|_| (is_header || is_footer) && is_shown) else { continue };
                if parts.len() >= MAX_MARGINS || parts.contains(&part) {
                    continue;
                }
                parts.push(part);
                let Some(root) = tree(package, part)? else { continue };
                let relationships = Relationships::of(package, part)?;
                let margin = Margin { root, source: Source { relationships, ..Source::default() } };
                if is_header { margins.headers.push(margin) } else { margins.footers.push(margin) }
            }
        }
        Ok(margins)
    }

    fn all(&self) -> impl Iterator<Item = &Margin> {
        self.headers.iter().chain(&self.footers)
    }
}

fn collect_sections<'r>(element: &'r Element, sections: &mut Vec<&'r Element>) {
    for child in element.elements() {
        if child.is(Word, "sectPr") {
            sections.push(child);
        } else {
            collect_sections(child, sections);
        }
    }
}

/// Writes the notes in the order of their references.
fn write_notes(
    package: &mut Package<'_>,
    relationships: &Relationships,
    setting: &Setting,
    notes: &[Note],
    lines: &mut Lines,
) -> Result<(), ReadError> {
    for kind in ["footnotes", "endnotes"] {
        let ids: Vec<&str> = notes.iter().filter(|note| note.kind == kind).map(|note| note.id.as_str()).collect();
        let Some(part) = relationships.part_of_kind(kind).filter(|_| !ids.is_empty()) else { continue };
        let source = Source { relationships: Relationships::of(package, part)?, ..Source::default() };
        let Some(root) = tree(package, part)? else { continue };
        let by_id: HashMap<&str, &Element> =
            root.elements().filter_map(|note| Some((note.attribute(Word, "id")?, note))).collect();
        for note in ids.iter().filter_map(|id| by_id.get(id)) {
            Story::read(note, setting, &source, lines, &mut Vec::new());
        }
    }
    Ok(())
}
