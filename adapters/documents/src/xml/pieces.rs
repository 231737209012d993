//! A pull parser for XML on `quick-xml`, with predefined entities only. Callers build their own trees from the pieces.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A piece of XML.
pub(crate) enum Piece<'t> {
    /// An element begins.
    Open(BytesStart<'t>),
    /// The element that began last ends.
    Close,
    Text(Cow<'t, str>),
    /// A reference to an entity that the text itself would have to declare.
    UnknownEntity,
    /// A document type declaration. Callers refuse it, because it can declare entities.
    DocumentType,
}

/// The pieces of a text; an error where it is not well-formed.
pub(crate) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { reader: Reader::from_str(text), is_empty: false }
}

pub(crate) struct Pieces<'t> {
    reader: Reader<&'t [u8]>,
    /// Whether an empty-element tag was read, whose end follows.
    is_empty: bool,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = quick_xml::Result<Piece<'t>>;

    fn next(&mut self) -> Option<Self::Item> {
        if std::mem::take(&mut self.is_empty) {
            return Some(Ok(Piece::Close));
        }
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Some(Err(error)),
            };
            return Some(Ok(match event {
                Event::Start(start) => Piece::Open(start),
                Event::Empty(start) => {
                    self.is_empty = true;
                    Piece::Open(start)
                }
                Event::End(_) => Piece::Close,
                Event::Text(text) => Piece::Text(text.xml10_content()),
                Event::CData(text) => Piece::Text(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    character(&reference).map_or(Piece::UnknownEntity, |c| Piece::Text(String::from(c).into()))
                }
                Event::DocType(_) => Piece::DocumentType,
                Event::Eof => return None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }
}

/// The character of a reference such as `&amp;` or `&#65;`.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let shown = |piece: quick_xml::Result<Piece<'_>>| match piece {
            Ok(Piece::Open(start)) => format!("<{}>", start.name().as_ref()),
            Ok(Piece::Close) => "</>".to_owned(),
            Ok(Piece::Text(text)) => text.into_owned(),
            Ok(Piece::UnknownEntity) => "?".to_owned(),
            Ok(Piece::DocumentType) => "!".to_owned(),
            Err(_) => "error".to_owned(),
        };
        pieces(text).map(shown).collect()
    }

    #[test]
    fn pieces_come_in_order() {
        let expected = ["!", "<a>", "x ", "&", " ", "A", "?", "<b>", "</>", "y<", "</>"];
        assert_eq!(
            shown("<?xml version='1.0'?><!DOCTYPE a><a>x &amp; &#65;&who;<b/><!-- z --><![CDATA[y<]]></a>"),
            expected
        );
    }

    #[test]
    fn malformed_xml_ends_with_an_error() {
        assert_eq!(shown("<a></b>").last().map(String::as_str), Some("error"));
        assert_eq!(shown("<a>"), ["<a>"], "whoever builds a tree knows what is open");
    }
}
