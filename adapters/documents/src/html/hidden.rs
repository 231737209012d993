//! Detects text that is not displayed: by attributes, inline styles, and simple rules of style sheets.

use std::collections::HashSet;

use crate::lines::{MIN_VISIBLE_SIZE, RunFormat};

use super::elements::Kind;

/// The maximum size of a style sheet.
pub(super) const MAX_SHEET_BYTES: usize = 512 * 1024;
const MAX_SELECTORS: usize = 5_000;

/// The computed style of an element, as far as it decides visibility.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
pub(super) struct ComputedStyle {
    is_bold: bool,
    /// In points; 0 when unset.
    size: f32,
    is_skipped: bool,
    is_hidden: bool,
    is_white: bool,
    /// Whether it has a background of its own.
    has_background: bool,
}

impl ComputedStyle {
    /// Whether it is not text.
    pub(super) fn is_skipped(self) -> bool {
        self.is_skipped
    }

    pub(super) fn is_seen(self) -> bool {
        !(self.is_skipped || self.is_hidden || self.is_white && !self.has_background)
    }

    pub(super) fn run_format(self) -> RunFormat {
        RunFormat { bold: self.is_bold, size: self.size }
    }
}

/// The rules of style sheets that hide elements.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Selectors `.class`, `#id` and `element` that are not displayed.
    hidden: HashSet<String>,
    /// Whether there are background colours, so that white letters may be visible.
    sets_background: bool,
}

impl Sheet {
    /// Adds the rules with simple selectors. Rules for print or narrow screens are ignored.
    pub(super) fn add(&mut self, css: &str) {
        self.sets_background |= css.contains("background");
        let mut rest = css;
        while let Some((head, after)) = rest.split_once('{') {
            // A comment may stand before the selector.
            let selector = head.rsplit_once("*/").map_or(head, |(_, selector)| selector).trim();
            let selector = selector.rsplit(';').next().unwrap_or_default().trim();
            if selector.starts_with('@') {
                rest = after_block(after);
                continue;
            }
            let (body, after) = after.split_once('}').unwrap_or((after, ""));
            if declares_hidden(body) && self.hidden.len() < MAX_SELECTORS {
                let simple = selector.split(',').map(str::trim).filter(|selector| is_simple(selector));
                self.hidden.extend(simple.map(str::to_ascii_lowercase));
            }
            rest = after;
        }
    }

    /// The computed style of an element inside one with the style `outer`.
    pub(super) fn computed<'t>(
        &self,
        outer: ComputedStyle,
        name: &str,
        kind: Kind,
        attribute: impl Fn(&str) -> Option<&'t str>,
    ) -> ComputedStyle {
        let style = attribute("style").unwrap_or_default().to_ascii_lowercase();
        let mut computed = outer;
        computed.is_skipped |= kind == Kind::Skipped;
        computed.has_background |=
            self.sets_background || style.contains("background") || attribute("bgcolor").is_some();
        let by_class = attribute("class").unwrap_or_default().split_whitespace().take(50);
        let is_hidden_by_sheet = !self.hidden.is_empty()
            && (self.hidden.contains(name)
                || attribute("id").is_some_and(|id| self.hidden.contains(&format!("#{}", id.to_ascii_lowercase())))
                || by_class.into_iter().any(|class| self.hidden.contains(&format!(".{}", class.to_ascii_lowercase()))));
        computed.is_hidden |= attribute("hidden").is_some() || declares_hidden(&style) || is_hidden_by_sheet;
        if matches!(name, "b" | "strong" | "th") || kind == Kind::Heading {
            computed.is_bold = true;
        }
        for (property, value) in declarations(&style) {
            match property {
                "color" => computed.is_white = is_white(value),
                "font-weight" => {
                    computed.is_bold =
                        value.starts_with("bold") || value.parse().is_ok_and(|weight: u16| weight >= 600);
                }
                "font-size" => {
                    if let Some(size) = points(value) {
                        computed.size = size;
                        computed.is_hidden |= size < MIN_VISIBLE_SIZE;
                    }
                }
                _ => {}
            }
        }
        if let Some(color) = attribute("color").filter(|_| name == "font") {
            computed.is_white = is_white(&color.to_ascii_lowercase());
        }
        computed
    }
}

/// The text after the block that was opened.
fn after_block(css: &str) -> &str {
    let mut depth = 1;
    for (place, sign) in css.bytes().enumerate() {
        match sign {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &css[place + 1..];
        }
    }
    ""
}

/// `.class`, `#id` or `element` alone.
fn is_simple(selector: &str) -> bool {
    let name = selector.trim_start_matches(['.', '#']);
    selector.len() - name.len() <= 1
        && !name.is_empty()
        && name.len() <= 100
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').take(200).filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        Some((property.trim(), value.trim().trim_end_matches("!important").trim()))
    })
}

fn declares_hidden(style: &str) -> bool {
    declarations(style).any(|(property, value)| match property.to_ascii_lowercase().as_str() {
        "display" => value.eq_ignore_ascii_case("none"),
        "visibility" => matches!(value.to_ascii_lowercase().as_str(), "hidden" | "collapse"),
        "opacity" => value.parse::<f32>().is_ok_and(|opacity| opacity < 0.05),
        // Word exports hidden text with this property.
        "mso-hide" => value.eq_ignore_ascii_case("all"),
        _ => false,
    })
}

fn is_white(color: &str) -> bool {
    let color: String = color.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(color.as_str(), "white" | "#fff" | "#ffffff" | "#fefefe" | "rgb(255,255,255)" | "transparent")
}

/// A length in points. `None` for relative lengths.
fn points(length: &str) -> Option<f32> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f32 = length[..length.len() - unit.len()].parse().ok()?;
    match unit.trim() {
        "pt" => Some(number),
        "px" => Some(number * 0.75),
        "" if number == 0.0 => Some(0.0),
        _ => None,
    }
}
