//! XML as a tree of elements, identified by namespace URI and not by prefix.
//!
//! Supports what word-processor formats need: no entities, no document types, bounded in size and depth.

mod pieces;

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

pub(crate) use self::pieces::{Piece, pieces};
use crate::read_error::ReadError;

const MAX_DEPTH: usize = 256;
const MAX_NODES: usize = 600_000;
/// The maximum number of attributes of an element.
const MAX_ATTRIBUTES: usize = 250;
/// The maximum number of prefixes in scope.
const MAX_PREFIXES: usize = 1_000;
/// Longer names are unknown and dropped.
const MAX_NAME_BYTES: usize = 40;

/// The known namespaces. Transitional and strict Office Open XML are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// No prefix and no default.
    None,
    /// `WordprocessingML`.
    Word,
    /// `DrawingML`.
    Drawing,
    /// VML, the drawings of older word processors.
    Vml,
    /// Formulas in Office Open XML.
    Math,
    /// Ids of relationships, as attributes.
    Relationship,
    /// Markup compatibility: alternatives for older consumers.
    Compatibility,
    /// ODT: text, frames, tables, styles.
    Text,
    Draw,
    Table,
    Style,
    /// ODT formatting properties, with the names of XSL-FO.
    Format,
    Office,
    XLink,
    /// Any other.
    Other,
}

impl Namespace {
    fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
                Self::Drawing
            }
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::Relationship,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::Text,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Self::Draw,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Self::Table,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Self::Style,
            "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" => Self::Format,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Self::Office,
            "http://www.w3.org/1999/xlink" => Self::XLink,
            "" => Self::None,
            _ => Self::Other,
        }
    }

    /// By the usual prefix, for writers that do not declare it.
    fn by_convention(prefix: &str) -> Self {
        match prefix {
            "" => Self::None,
            "w" => Self::Word,
            "r" => Self::Relationship,
            "mc" => Self::Compatibility,
            "a" => Self::Drawing,
            "v" => Self::Vml,
            "m" => Self::Math,
            "text" => Self::Text,
            "draw" => Self::Draw,
            "table" => Self::Table,
            "style" => Self::Style,
            "fo" => Self::Format,
            "office" => Self::Office,
            "xlink" => Self::XLink,
            _ => Self::Other,
        }
    }
}

#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(Box<str>),
}

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) namespace: Namespace,
    /// The local name. Empty when it is longer than any known name.
    pub(crate) name: Rc<str>,
    attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
}

#[derive(Debug)]
struct Attribute {
    namespace: Namespace,
    name: Rc<str>,
    value: Box<str>,
}

impl Element {
    pub(crate) fn is(&self, namespace: Namespace, name: &str) -> bool {
        self.namespace == namespace && &*self.name == name
    }

    /// The value of an attribute. Without a prefix it has the namespace of its element.
    pub(crate) fn attribute(&self, namespace: Namespace, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| {
            let is_of = attribute.namespace == namespace
                || (attribute.namespace == Namespace::None && self.namespace == namespace);
            is_of && &*attribute.name == name
        });
        found.map(|attribute| &*attribute.value)
    }

    /// The value of an attribute without prefix.
    pub(crate) fn plain_attribute(&self, name: &str) -> Option<&str> {
        self.attribute(Namespace::None, name)
    }

    pub(crate) fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of this name.
    pub(crate) fn child(&self, namespace: Namespace, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.is(namespace, name))
    }

    /// The text directly in it.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self.children.as_slice() {
            [] => Cow::Borrowed(""),
            [Node::Text(text)] => Cow::Borrowed(text),
            children => {
                let texts = children.iter().filter_map(|node| match node {
                    Node::Text(text) => Some(&**text),
                    Node::Element(_) => None,
                });
                Cow::Owned(texts.collect())
            }
        }
    }
}

/// The root element of an XML file in any encoding.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, ReadError> {
    parse_text(&decode(bytes))
}

/// Decodes by byte order mark, zero bytes of UTF-16, or declaration; otherwise as UTF-8.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match bytes {
        [b'<', 0, ..] => encoding_rs::UTF_16LE,
        [0, b'<', ..] => encoding_rs::UTF_16BE,
        _ => declared(bytes).unwrap_or(encoding_rs::UTF_8),
    };
    // A byte order mark takes precedence.
    encoding.decode(bytes).0
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..declaration.len().min(200)];
    let declaration = std::str::from_utf8(declaration.split(|&byte| byte == b'>').next()?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let name = value.get(1..)?.split(['"', '\'']).next()?;
    // UTF-16 cannot be declared in single bytes.
    encoding_rs::Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

fn parse_text(text: &str) -> Result<Element, ReadError> {
    let mut tree = Tree::default();
    for piece in pieces(text) {
        match piece.map_err(ReadError::unreadable)? {
            Piece::Open(start) => tree.open(&start)?,
            Piece::Close => tree.close(),
            Piece::Text(text) => tree.text(&text)?,
            Piece::UnknownEntity => {}
            // No supported format needs one.
            Piece::DocumentType => return Err(ReadError::unreadable("the document declares entities")),
        }
    }
    tree.root.ok_or_else(|| ReadError::unreadable("no complete element"))
}

#[derive(Default)]
struct Tree {
    root: Option<Element>,
    /// The open elements, and the number of prefixes declared before each.
    open: Vec<(Element, usize)>,
    /// Prefixes and their namespaces, the latest last.
    prefixes: Vec<(Box<str>, Namespace, bool)>,
    names: HashSet<Rc<str>>,
    nodes: usize,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        self.count()?;
        if self.open.len() >= MAX_DEPTH {
            return Err(ReadError::unreadable("elements are nested too deep"));
        }
        let declared_before = self.prefixes.len();
        let mut attributes = Vec::new();
        // The parser compares each attribute with all previous ones.
        for (index, attribute) in start.attributes().with_checks(false).enumerate() {
            if index >= MAX_ATTRIBUTES {
                return Err(ReadError::unreadable("an element has too many attributes"));
            }
            let attribute = attribute.map_err(ReadError::unreadable)?;
            let name = attribute.key.as_ref();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or(Cow::Borrowed(&attribute.value));
            match name.strip_prefix("xmlns") {
                Some("") => self.declare("", &value)?,
                Some(prefix) if prefix.starts_with(':') => self.declare(&prefix[1..], &value)?,
                _ => {
                    self.count()?;
                    attributes.push((name.to_owned(), Box::from(value)));
                }
            }
        }
        let full = start.name();
        let (prefix, name) = split(full.as_ref());
        let namespace = self.namespace(prefix);
        let name = self.name(name);
        let is_choice = namespace == Namespace::Compatibility && &*name == "Choice";
        let attributes = attributes.into_iter().map(|(full, value): (String, Box<str>)| {
            let (prefix, name) = split(&full);
            let namespace = if prefix.is_empty() { Namespace::None } else { self.namespace(prefix) };
            let name = self.name(name);
            // `Requires` contains prefixes, which are resolved here because their scope ends.
            let value = if is_choice && &*name == "Requires" { self.required(&value) } else { value };
            Attribute { namespace, name, value }
        });
        let attributes = attributes.collect();
        let element = Element { namespace, name, attributes, children: Vec::new() };
        self.open.push((element, declared_before));
        Ok(())
    }

    fn close(&mut self) {
        let Some((element, declared_before)) = self.open.pop() else { return };
        self.prefixes.truncate(declared_before);
        match self.open.last_mut() {
            Some((parent, _)) => parent.children.push(Node::Element(element)),
            None => {
                self.root.get_or_insert(element);
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if !self.open.is_empty() && !text.is_empty() {
            self.count()?;
        }
        if let Some((element, _)) = self.open.last_mut() {
            element.children.push(Node::Text(text.into()));
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), ReadError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES { Err(ReadError::unreadable("too many elements")) } else { Ok(()) }
    }

    fn declare(&mut self, prefix: &str, uri: &str) -> Result<(), ReadError> {
        if self.prefixes.len() >= MAX_PREFIXES {
            return Err(ReadError::unreadable("too many namespaces"));
        }
        self.prefixes.push((prefix.into(), Namespace::of(uri), is_understood(uri)));
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> Namespace {
        let declared = self.prefixes.iter().rev().find(|(declared, ..)| **declared == *prefix);
        declared.map_or_else(|| Namespace::by_convention(prefix), |&(_, namespace, _)| namespace)
    }

    /// [`UNDERSTOOD`] if all prefixes have supported namespaces.
    fn required(&self, prefixes: &str) -> Box<str> {
        let is_understood = prefixes.split_whitespace().all(|prefix| {
            let declared = self.prefixes.iter().rev().find(|(declared, ..)| **declared == *prefix);
            declared.is_none_or(|&(.., is_understood)| is_understood)
        });
        if is_understood { UNDERSTOOD.into() } else { "".into() }
    }

    fn name(&mut self, name: &str) -> Rc<str> {
        let name = if name.len() > MAX_NAME_BYTES { "" } else { name };
        if let Some(known) = self.names.get(name) {
            return Rc::clone(known);
        }
        let name: Rc<str> = name.into();
        self.names.insert(Rc::clone(&name));
        name
    }
}

/// The resolved value of `Requires` of a supported alternative.
pub(crate) const UNDERSTOOD: &str = "understood";

/// Whether a namespace is supported: those of Office, whose shapes, groups and canvases contain text in known elements.
fn is_understood(uri: &str) -> bool {
    const FAMILIES: [&str; 6] = [
        "http://schemas.microsoft.com/office/word/",
        "http://schemas.microsoft.com/office/drawing/",
        "http://schemas.openxmlformats.org/",
        "http://purl.oclc.org/ooxml/",
        "urn:schemas-microsoft-com:",
        "http://schemas.microsoft.com/office/2006/",
    ];
    FAMILIES.iter().any(|family| uri.starts_with(family))
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_their_namespace() {
        let uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
        for xml in [
            format!("<w:p xmlns:w='{uri}' w:id='1'/>"),
            format!("<ns0:p xmlns:ns0='{strict}' ns0:id='1'/>"),
            format!("<p xmlns='{uri}' id='1'/>"),
            format!("<?xml version='1.0'?><!-- c --><x:p xmlns:x='{strict}' x:id='&#49;'></x:p>"),
            "<w:p w:id='1'/>".to_owned(),
        ] {
            let element = parse(xml.as_bytes()).unwrap();
            assert!(element.is(Namespace::Word, "p"), "{xml}");
            assert_eq!(element.attribute(Namespace::Word, "id"), Some("1"), "{xml}");
        }
        assert!(!parse(b"<w:p xmlns:w='urn:other'/>").unwrap().is(Namespace::Word, "p"));
    }

    #[test]
    fn encodings_are_found_by_mark_zeros_or_declaration() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for bytes in [
            "<a>Zoë</a>".as_bytes().to_vec(),
            "\u{feff}<a>Zoë</a>".as_bytes().to_vec(),
            wide("<a>Zoë</a>"),
            wide("\u{feff}<?xml version='1.0' encoding='UTF-16'?><a>Zoë</a>"),
            "\u{feff}<a>Zoë</a>".encode_utf16().flat_map(u16::to_be_bytes).collect(),
            b"<?xml version='1.0' encoding='windows-1252'?><a>Zo\xeb</a>".to_vec(),
        ] {
            assert_eq!(parse(&bytes).unwrap().text(), "Zoë", "{bytes:?}");
        }
    }

    #[test]
    fn up_08_xml_that_is_a_weapon_is_refused() {
        let attributes = (0..1_000).map(|number| format!(" a{number}=''")).collect::<Vec<_>>().concat();
        let prefixes = (0..200).map(|number| format!(" xmlns:n{number}='urn:x'")).collect::<Vec<_>>().concat();
        for xml in [
            "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>".to_owned(),
            "<x>".repeat(300),
            format!("<x{attributes}/>"),
            format!("<x{prefixes}>").repeat(6),
            "text".to_owned(),
            format!("<x>{}</x>", "<y/>".repeat(MAX_NODES)),
        ] {
            assert!(parse(xml.as_bytes()).is_err(), "{}", &xml[..40.min(xml.len())]);
        }
    }
}
