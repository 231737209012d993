//! XML as a tree of elements with qualified names as written. Predefined entities only, no document types.

use domain_model::candidates::exchange::XmlElement;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::{MAX_DEPTH, MAX_VALUES, OpenError};
use crate::xml::{Piece, pieces};

/// The maximum size of a text. Longer ones, such as photographs, are replaced by an empty text.
const MAX_TEXT_BYTES: usize = 512 * 1024;
/// The maximum number of attributes of an element.
const MAX_ATTRIBUTES: usize = 64;

pub(super) fn parse(text: &str) -> Result<XmlElement, OpenError> {
    let mut tree = Tree::default();
    for piece in pieces(text) {
        match piece.map_err(|error| OpenError::unreadable(format!("it is no valid XML: {error}")))? {
            Piece::Open(start) => tree.open(&start)?,
            Piece::Close => tree.close(),
            Piece::Text(text) => tree.text(&text),
            Piece::UnknownEntity => return Err(OpenError::unreadable("it refers to an entity")),
            // No resume needs one.
            Piece::DocumentType => return Err(OpenError::unreadable("it declares a document type")),
        }
    }
    if !tree.open.is_empty() {
        return Err(OpenError::unreadable("it ends before its last element"));
    }
    tree.root.ok_or_else(|| OpenError::unreadable("it has no element"))
}

#[derive(Default)]
struct Tree {
    root: Option<XmlElement>,
    open: Vec<XmlElement>,
    values: usize,
}

impl Tree {
    fn count(&mut self) -> Result<(), OpenError> {
        self.values += 1;
        if self.values > MAX_VALUES { Err(OpenError::TooLarge) } else { Ok(()) }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), OpenError> {
        self.count()?;
        if self.open.len() >= MAX_DEPTH {
            return Err(OpenError::unreadable("it is nested too deep"));
        }
        let mut element = XmlElement { name: start.name().as_ref().to_owned(), ..XmlElement::default() };
        // The parser compares each attribute with all previous ones.
        for (index, attribute) in start.attributes().with_checks(false).enumerate() {
            if index >= MAX_ATTRIBUTES {
                return Err(OpenError::unreadable("an element has too many attributes"));
            }
            self.count()?;
            let attribute = attribute.map_err(OpenError::unreadable)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(OpenError::unreadable)?;
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
        if element.text.len() + text.len() > MAX_TEXT_BYTES {
            element.text.clear();
        } else {
            element.text.push_str(text);
        }
    }
}
