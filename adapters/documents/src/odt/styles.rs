//! Formatting of ODT text by styles.

use std::collections::HashMap;

use crate::lines::{MIN_VISIBLE_SIZE, RunFormat};
use crate::xml::Element;
use crate::xml::Namespace::{Format, Style as Styles_, Text};

/// The maximum length of a chain of styles; a longer one is a cycle.
const MAX_STYLE_CHAIN: usize = 32;
const MAX_STYLES: usize = 10_000;

/// The properties of a style; `None` for unset ones.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    is_bold: Option<bool>,
    /// In points, or relative to the parent.
    size: Option<Size>,
    is_hidden: Option<bool>,
    is_white: Option<bool>,
    has_background: Option<bool>,
    outline: Option<u8>,
}

#[derive(Debug, Clone, Copy)]
enum Size {
    Points(f32),
    Part(f32),
}

/// The computed style of text.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
pub(super) struct ComputedStyle {
    is_bold: bool,
    size: f32,
    is_hidden: bool,
    is_white: bool,
    has_background: bool,
}

impl ComputedStyle {
    /// The initial style, which inherits nothing but the background.
    pub(super) fn on_background(has_background: bool) -> Self {
        Self { has_background, ..Self::default() }
    }

    pub(super) fn has_background(self) -> bool {
        self.has_background
    }

    pub(super) fn run_format(self) -> RunFormat {
        RunFormat { bold: self.is_bold, size: self.size }
    }

    pub(super) fn is_seen(self) -> bool {
        let is_tiny = self.size > 0.0 && self.size < MIN_VISIBLE_SIZE;
        !(self.is_hidden || is_tiny || (self.is_white && !self.has_background))
    }
}

/// The styles of a document, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<(String, String), Style>);

impl Styles {
    /// Adds the styles that are children of this element. Later ones override earlier ones.
    pub(super) fn add(&mut self, parent: &Element) {
        for element in parent.elements() {
            let name = match &*element.name {
                "style" => element.attribute(Styles_, "name").unwrap_or_default(),
                "default-style" => "",
                _ => continue,
            };
            let Some(family) = element.attribute(Styles_, "family") else { continue };
            if self.0.len() < MAX_STYLES {
                self.0.insert((family.to_owned(), name.to_owned()), Style::read(element));
            }
        }
    }

    /// A style and its ancestors, the most distant first.
    fn chain(&self, family: &str, name: &str) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(style) = next.and_then(|name| self.0.get(&(family.to_owned(), name))) {
            chain.push(style);
            next = style.parent.clone().filter(|_| chain.len() < MAX_STYLE_CHAIN);
        }
        chain.extend(self.0.get(&(family.to_owned(), String::new())).filter(|_| !name.is_empty()));
        chain.reverse();
        chain
    }

    /// The computed style of an element with this style, inside one with the style `outer`.
    pub(super) fn computed(&self, outer: ComputedStyle, family: &str, name: Option<&str>) -> ComputedStyle {
        let mut computed = outer;
        for style in self.chain(family, name.unwrap_or_default()) {
            computed.is_bold = style.is_bold.unwrap_or(computed.is_bold);
            computed.is_hidden = style.is_hidden.unwrap_or(computed.is_hidden);
            computed.is_white = style.is_white.unwrap_or(computed.is_white);
            computed.has_background |= style.has_background.unwrap_or_default();
            match style.size {
                Some(Size::Points(size)) => computed.size = size,
                Some(Size::Part(part)) => computed.size *= part,
                None => {}
            }
        }
        computed
    }

    /// Whether a paragraph style has an outline level.
    pub(super) fn is_heading(&self, name: Option<&str>) -> bool {
        let Some(name) = name else { return false };
        let outline = self.chain("paragraph", name).iter().rev().find_map(|style| style.outline);
        let is_title = |name: &str| name == "Title";
        let chain_is_title = || {
            let style = self.0.get(&("paragraph".to_owned(), name.to_owned()));
            style.and_then(|style| style.parent.as_deref()).is_some_and(is_title)
        };
        outline.map_or_else(|| is_title(name) || chain_is_title(), |level| level > 0)
    }
}

impl Style {
    fn read(element: &Element) -> Self {
        let mut style = Self {
            parent: element.attribute(Styles_, "parent-style-name").map(str::to_owned),
            outline: element.attribute(Styles_, "default-outline-level").and_then(|level| level.parse().ok()),
            ..Self::default()
        };
        for properties in element.elements() {
            if let Some(background) = properties.attribute(Format, "background-color") {
                style.has_background = Some(style.has_background.unwrap_or_default() || !is_clear(background));
            }
            if &*properties.name != "text-properties" {
                continue;
            }
            let weight = properties.attribute(Format, "font-weight");
            style.is_bold =
                weight.map(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u16| weight >= 600));
            style.size = properties.attribute(Format, "font-size").and_then(size);
            style.is_hidden = properties.attribute(Text, "display").map(|display| display == "none");
            style.is_white = properties.attribute(Format, "color").map(is_white);
        }
        style
    }
}

fn is_clear(background: &str) -> bool {
    background == "transparent" || is_white(background)
}

fn is_white(color: &str) -> bool {
    let parts = color.strip_prefix('#').filter(|hex| hex.len() == 6);
    parts.is_some_and(|hex| {
        (0..3)
            .all(|part| hex.get(2 * part..2 * part + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) >= Some(0xf8))
    })
}

fn size(value: &str) -> Option<Size> {
    let number = |unit: &str| value.strip_suffix(unit)?.trim().parse::<f32>().ok();
    let points = number("pt").or_else(|| Some(number("in")? * 72.0)).or_else(|| Some(number("cm")? * 28.35));
    points.map(Size::Points).or_else(|| Some(Size::Part(number("%")? / 100.0)))
}
