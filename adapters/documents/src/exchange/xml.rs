//! XML as a tree of elements with their names as written. No entities but the predefined ones, no declarations.

use domain_model::candidates::exchange::XmlElement;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{DEEPEST, MOST_VALUES, Refused};

/// Of one text. A photograph is longer, no text of a resume is. What is longer is left empty.
const LONGEST_TEXT: usize = 512 * 1024;
/// Of one element. No schema of resumes has so many.
const MOST_ATTRIBUTES: usize = 64;

pub(super) fn parse(text: &str) -> Result<XmlElement, Refused> {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    loop {
        match reader.read_event().map_err(|error| Refused::because(format!("it is no valid XML: {error}")))? {
            Event::Start(start) => tree.open(&start)?,
            Event::Empty(start) => {
                tree.open(&start)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(&text.xml10_content()),
            Event::CData(text) => tree.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = character(&reference).ok_or_else(|| Refused::because("it refers to an entity"))?;
                tree.text(c.encode_utf8(&mut [0; 4]));
            }
            // No resume needs one; they exist to be abused.
            Event::DocType(_) => return Err(Refused::because("it declares a document type")),
            Event::Eof if tree.open.is_empty() => {
                return tree.root.ok_or_else(|| Refused::because("it has no element"));
            }
            Event::Eof => return Err(Refused::because("it ends before its last element")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// What `&amp;` or `&#65;` stands for.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

#[derive(Default)]
struct Tree {
    root: Option<XmlElement>,
    open: Vec<XmlElement>,
    values: usize,
}

impl Tree {
    fn count(&mut self) -> Result<(), Refused> {
        self.values += 1;
        if self.values > MOST_VALUES { Err(Refused::TooLarge) } else { Ok(()) }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Refused> {
        self.count()?;
        if self.open.len() >= DEEPEST {
            return Err(Refused::because("it is nested too deep"));
        }
        let mut element = XmlElement { name: start.name().as_ref().to_owned(), ..XmlElement::default() };
        // Checks compare each attribute with all before it.
        for (index, attribute) in start.attributes().with_checks(false).enumerate() {
            if index >= MOST_ATTRIBUTES {
                return Err(Refused::because("an element has too many attributes"));
            }
            self.count()?;
            let attribute = attribute.map_err(Refused::because)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(Refused::because)?;
            element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        if element.text.starts_with(char::is_whitespace) || element.text.ends_with(char::is_whitespace) {
            element.text = element.text.trim().into();
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.open.last_mut() else { return };
        if element.text.len() + text.len() > LONGEST_TEXT {
            element.text.clear();
        } else {
            element.text.push_str(text);
        }
    }
}
