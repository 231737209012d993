//! XML as a tree of elements with their names as written. No entities but the predefined ones, no declarations.

use domain_model::candidates::exchange::XmlElement;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::{DEEPEST, MOST_VALUES, Refused};
use crate::xml::{Piece, pieces};

/// Of one text. A photograph is longer, no text of a resume is. What is longer is left empty.
const LONGEST_TEXT: usize = 512 * 1024;
/// Of one element. No schema of resumes has so many.
const MOST_ATTRIBUTES: usize = 64;

pub(super) fn parse(text: &str) -> Result<XmlElement, Refused> {
    let mut tree = Tree::default();
    for piece in pieces(text) {
        match piece.map_err(|error| Refused::because(format!("it is no valid XML: {error}")))? {
            Piece::Open(start) => tree.open(&start)?,
            Piece::Close => tree.close(),
            Piece::Text(text) => tree.text(&text),
            Piece::UnknownEntity => return Err(Refused::because("it refers to an entity")),
            // No resume needs one.
            Piece::DocumentType => return Err(Refused::because("it declares a document type")),
        }
    }
    if !tree.open.is_empty() {
        return Err(Refused::because("it ends before its last element"));
    }
    tree.root.ok_or_else(|| Refused::because("it has no element"))
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
