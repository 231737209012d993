//! A sheet as a document for word processors (DOCX, ECMA-376): headings as headings, lists as lists, so that the seeker can edit
//! it and a machine can recognise the sections.

mod parts;

use std::io::{self, Cursor, Write};

use domain_model::candidates::sheet::{Entry, Section, Sheet};
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The sheet as a document for word processors (DOCX). The same sheet gives the same bytes.
pub(crate) fn write(sheet: &Sheet) -> io::Result<Vec<u8>> {
    let mut body = Body { xml: String::new(), targets: Vec::new(), is_right_to_left: sheet.is_right_to_left };
    body.sheet(sheet);
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        ("docProps/core.xml", parts::properties(sheet)),
        ("word/document.xml", parts::document(&body.xml)),
        ("word/styles.xml", parts::styles(&sheet.language)),
        ("word/numbering.xml", parts::NUMBERING.to_owned()),
        ("word/_rels/document.xml.rels", parts::links(&body.targets)),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The body under construction.
struct Body {
    xml: String,
    /// Where its links lead, in order.
    targets: Vec<String>,
    is_right_to_left: bool,
}

impl Body {
    fn sheet(&mut self, sheet: &Sheet) {
        let name = if sheet.name.is_empty() { &sheet.title } else { &sheet.name };
        self.paragraph("Title", &run(name));
        if !sheet.headline.is_empty() {
            self.paragraph("Subtitle", &run(&sheet.headline));
        }
        let contacts: Vec<String> = sheet
            .contacts
            .iter()
            .map(|contact| match &contact.target {
                Some(target) => self.link(target, &contact.text),
                None => run(&contact.text),
            })
            .collect();
        if !contacts.is_empty() {
            self.paragraph("Contacts", &contacts.join(&run(" | ")));
        }
        for section in &sheet.sections {
            self.section(section);
        }
        if let Some(consent) = &sheet.consent {
            self.paragraph("Consent", &run(consent));
        }
    }

    fn section(&mut self, section: &Section) {
        self.paragraph("Heading1", &run(&section.heading));
        for paragraph in &section.paragraphs {
            self.paragraph("Normal", &run(paragraph));
        }
        for entry in &section.entries {
            self.entry(entry);
        }
        for group in &section.groups {
            let label = if group.label.is_empty() { String::new() } else { bold(&format!("{}: ", group.label)) };
            self.paragraph("Normal", &(label + &run(&group.items.join(", "))));
        }
    }

    fn entry(&mut self, entry: &Entry) {
        if entry.is_line {
            let organisation =
                if entry.organisation.is_empty() { String::new() } else { run(&format!(" · {}", entry.organisation)) };
            let dates = if entry.dates.is_empty() { String::new() } else { apart(&entry.dates) };
            return self.paragraph("Line", &(bold(&entry.title) + &organisation + &dates));
        }
        let (title, organisation) = if entry.title.is_empty() {
            (&entry.organisation, "")
        } else {
            (&entry.title, entry.organisation.as_str())
        };
        let dates = if entry.dates.is_empty() { String::new() } else { apart(&entry.dates) };
        self.paragraph("Heading2", &(run(title) + &dates));
        let place: Vec<&str> = [organisation, &entry.location, &entry.grade, &entry.url].to_vec();
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        if !place.is_empty() {
            self.paragraph("Place", &run(&place.join(" · ")));
        }
        for item in &entry.items {
            self.paragraph("ListBullet", &run(item));
        }
    }

    fn paragraph(&mut self, style: &str, runs: &str) {
        let direction = if self.is_right_to_left { "<w:bidi/>" } else { "" };
        self.xml.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr>{runs}</w:p>"#));
    }

    fn link(&mut self, target: &str, text: &str) -> String {
        self.targets.push(target.to_owned());
        format!(r#"<w:hyperlink r:id="link{}">{}</w:hyperlink>"#, self.targets.len(), run(text))
    }
}

fn run(text: &str) -> String {
    format!(r#"<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>"#, properties(text, ""), xml_text(text))
}

fn bold(text: &str) -> String {
    format!(r#"<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>"#, properties(text, "<w:b/><w:bCs/>"), xml_text(text))
}

/// A text at the other margin of the line.
fn apart(text: &str) -> String {
    let properties = properties(text, r#"<w:b w:val="0"/><w:bCs w:val="0"/>"#);
    format!(r#"<w:r><w:tab/></w:r><w:r>{properties}<w:t xml:space="preserve">{}</w:t></w:r>"#, xml_text(text))
}

/// The properties of a run. Its script decides its direction, not the language of the sheet.
fn properties(text: &str, others: &str) -> String {
    let direction = if text.chars().any(is_right_to_left) { "<w:rtl/>" } else { "" };
    if others.is_empty() && direction.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{others}{direction}</w:rPr>")
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The text as XML, without what XML 1.0 cannot say.
fn xml_text(text: &str) -> String {
    let text: String = text.chars().filter(|&c| !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))).collect();
    escape(&text).into_owned()
}
