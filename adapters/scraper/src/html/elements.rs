//! The elements of a page or of an XML document in order, each with its attributes and text, for lists without an API.
//! Their number and depth are bounded, so that a hostile page costs no more than a long one.

use std::ops::Range;

use html5ever::tokenizer::Tag;

use super::tokens::{Reader, read};
use super::{decode_entities, to_text};

/// More elements are not kept.
const MAX_ELEMENTS: usize = 60_000;
/// The text of an element counts for this many elements around it.
const DEEPEST: usize = 40;
const INLINE: [&str; 14] =
    ["a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "font", "small", "mark", "abbr", "code"];
const VOID: [&str; 12] = ["br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "base", "col", "embed"];
/// Elements that end where the next of their kind begins.
const ENDED_BY_SIBLING: [&str; 7] = ["li", "tr", "td", "th", "p", "dt", "dd"];

/// The syntax of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Html,
    Xml,
}

/// A document's elements.
pub(crate) struct Elements {
    source: String,
    all: Vec<Element>,
}

/// An element.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    /// Where its content stands in the document.
    content: Range<usize>,
    /// The index after its last descendant.
    end: usize,
}

/// An element among the others.
#[derive(Clone, Copy)]
pub(crate) struct Node<'e> {
    elements: &'e Elements,
    index: usize,
}

impl Elements {
    pub(crate) fn of(document: &str, syntax: Syntax) -> Self {
        // The tokenizer of HTML takes CDATA for a comment.
        let source = if syntax == Syntax::Xml { without_cdata(document) } else { document.to_owned() };
        let mut collector = read(&source, Collector { syntax, ..Collector::default() });
        while let Some(open) = collector.open.pop() {
            collector.all[open].end = collector.all.len();
            collector.all[open].content.end = source.len();
        }
        Self { source, all: collector.all }
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.all.len()).map(move |index| Node { elements: self, index })
    }

    /// Every element of this name.
    pub(crate) fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = Node<'e>> {
        self.nodes().filter(move |node| node.name() == name)
    }

    /// Every element of this class.
    pub(crate) fn of_class<'e>(&'e self, class: &'e str) -> impl Iterator<Item = Node<'e>> {
        self.nodes().filter(move |node| node.has_class(class))
    }
}

impl<'e> Node<'e> {
    fn element(&self) -> &'e Element {
        &self.elements.all[self.index]
    }

    pub(crate) fn name(&self) -> &'e str {
        &self.element().name
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&'e str> {
        self.element().attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|known| known == class))
    }

    /// Its words on one line.
    pub(crate) fn text(&self) -> String {
        self.element().text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its content with paragraphs and lists.
    pub(crate) fn content(&self) -> String {
        to_text(self.markup())
    }

    /// Its content as it is written.
    pub(crate) fn markup(&self) -> &'e str {
        let element = self.element();
        self.elements.source.get(element.content.clone()).unwrap_or_default()
    }

    /// What escaped markup in it says, for XML.
    pub(crate) fn unescaped(&self) -> String {
        decode_entities(self.markup())
    }

    /// The elements within it.
    pub(crate) fn within(self) -> impl Iterator<Item = Node<'e>> {
        let elements = self.elements;
        (self.index + 1..self.element().end).map(move |index| Node { elements, index })
    }

    /// The first element of this name within it.
    pub(crate) fn child(self, name: &str) -> Option<Node<'e>> {
        self.within().find(|node| node.name() == name)
    }

    /// The index after its last descendant.
    pub(crate) fn end(&self) -> usize {
        self.element().end
    }

    pub(crate) fn index(&self) -> usize {
        self.index
    }
}

struct Collector {
    syntax: Syntax,
    all: Vec<Element>,
    open: Vec<usize>,
    tag: Range<usize>,
}

impl Default for Collector {
    fn default() -> Self {
        Self { syntax: Syntax::Html, all: Vec::new(), open: Vec::new(), tag: 0..0 }
    }
}

impl Collector {
    /// Whether a word of this element belongs to those around it.
    fn is_hidden(name: &str) -> bool {
        matches!(name, "script" | "style" | "noscript" | "template")
    }

    fn space(&mut self) {
        for &open in self.open.iter().rev().take(DEEPEST) {
            self.all[open].text.push(' ');
        }
    }

    fn close(&mut self, position: usize) {
        let end = self.all.len();
        for open in self.open.drain(position..) {
            self.all[open].end = end;
            self.all[open].content.end = self.tag.start;
        }
    }
}

impl Reader for Collector {
    fn position(&mut self, tag: Range<usize>) {
        self.tag = tag;
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if self.all.len() >= MAX_ELEMENTS {
            return;
        }
        if self.syntax == Syntax::Html && ENDED_BY_SIBLING.contains(&name) {
            // A row ends the cell that is still open in the row before it.
            let is_within = |&open: &usize| {
                let name = self.all[open].name.as_str();
                ENDED_BY_SIBLING.contains(&name) || INLINE.contains(&name)
            };
            let others = self.open.iter().rev().take_while(|open| is_within(open)).count();
            let from = self.open.len() - others;
            if let Some(sibling) = self.open[from..].iter().rposition(|&open| self.all[open].name == name) {
                self.close(from + sibling);
            }
        }
        if !INLINE.contains(&name) {
            self.space();
        }
        let attributes =
            tag.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        self.all.push(Element {
            name: name.to_owned(),
            attributes: attributes.collect(),
            text: String::new(),
            content: self.tag.end..self.tag.end,
            end: self.all.len() + 1,
        });
        let is_void = self.syntax == Syntax::Html && VOID.contains(&name);
        if !is_void && !tag.self_closing {
            self.open.push(self.all.len() - 1);
        }
    }

    fn end(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.space();
        }
        let window = self.open.len().saturating_sub(256);
        if let Some(position) = self.open[window..].iter().rposition(|&open| self.all[open].name == name) {
            self.close(window + position);
        }
    }

    fn words(&mut self, words: &str) {
        for &open in self.open.iter().rev().take(DEEPEST) {
            self.all[open].text.push_str(words);
            if Self::is_hidden(&self.all[open].name) {
                break;
            }
        }
    }
}

/// CDATA sections as escaped text.
fn without_cdata(document: &str) -> String {
    let mut written = String::with_capacity(document.len());
    let mut rest = document;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        written.push_str(before);
        let (data, behind) = after.split_once("]]>").unwrap_or((after, ""));
        written.push_str(&data.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        rest = behind;
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_text_and_content_however_they_are_closed() {
        let page = "<table><tr class='a b'><td><a href='/j?x=1&amp;y=2'>Weld<b>er</b></td><td>Hull<tr><td>Cook</table>";
        let elements = Elements::of(page, Syntax::Html);
        let rows: Vec<String> = elements.named("tr").map(|row| row.text()).collect();
        assert_eq!(rows, ["Welder Hull", "Cook"]);
        let row = elements.of_class("b").next().unwrap();
        assert_eq!(row.child("a").unwrap().attribute("href"), Some("/j?x=1&y=2"));
        assert_eq!(row.within().filter(|node| node.name() == "td").count(), 2);
    }

    #[test]
    fn xml_with_escaped_and_cdata_markup_is_read() {
        let feed =
            "<rss><item><link>https://a.example/1</link><x:Body><![CDATA[<p>A & B</p>]]></x:Body><empty/></item></rss>";
        let elements = Elements::of(feed, Syntax::Xml);
        let item = elements.named("item").next().unwrap();
        assert_eq!(item.child("link").unwrap().text(), "https://a.example/1");
        assert_eq!(item.child("x:body").unwrap().unescaped(), "<p>A & B</p>");
    }

    #[test]
    fn scripts_are_no_words_of_the_page() {
        let elements = Elements::of("<body><script>var a = '<p>';</script><p>x</p></body>", Syntax::Html);
        assert_eq!(elements.named("body").next().unwrap().text(), "x");
    }

    #[test]
    fn ss_20_deep_and_long_pages_stay_cheap() {
        let deep = Elements::of(&"<div><p>x".repeat(300_000), Syntax::Html);
        assert_eq!(deep.nodes().count(), MAX_ELEMENTS);
    }
}
