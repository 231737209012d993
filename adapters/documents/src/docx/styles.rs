//! Formatting by styles: which text is hidden, bold, small or white, and which paragraphs are headings or list items.

use std::collections::HashMap;

use domain_model::candidates::document::LineRole;

use crate::xml::Element;
use crate::xml::Namespace::Word;

/// The maximum length of a chain of styles; a longer one is a cycle.
const MAX_STYLE_CHAIN: usize = 32;
const MAX_STYLES: usize = 5_000;

/// Direct formatting of a run. `None` for unset properties.
#[derive(Debug, Clone, Default)]
pub(super) struct RunProperties {
    style: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    /// In points.
    size: Option<f32>,
    color: Option<Color>,
    /// Whether it has a background of its own.
    shaded: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Color {
    /// Automatic: readable on the background.
    Automatic,
    Rgb(u8, u8, u8),
}

impl Color {
    pub(super) const WHITE: Self = Self::Rgb(255, 255, 255);

    fn read(element: &Element, attribute: &str) -> Option<Self> {
        let value = element.attribute(Word, attribute);
        let theme = element.attribute(Word, "themeColor");
        match (value.and_then(Self::parse), theme) {
            (Some(color), _) => Some(color),
            (None, Some("background1" | "light1")) => Some(Self::WHITE),
            (None, _) => value.or(theme).map(|_| Self::Automatic),
        }
    }

    pub(super) fn parse(hex: &str) -> Option<Self> {
        let hex = hex.trim_start_matches('#');
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        if hex.len() == 6 { Some(Self::Rgb(part(0)?, part(2)?, part(4)?)) } else { None }
    }

    /// Whether the colours are indistinguishable.
    pub(super) fn is_like(self, other: Self) -> bool {
        let (Self::Rgb(r, g, b), Self::Rgb(x, y, z)) = (self, other) else { return false };
        r.abs_diff(x) <= 8 && g.abs_diff(y) <= 8 && b.abs_diff(z) <= 8
    }
}

impl RunProperties {
    /// From `w:rPr`.
    pub(super) fn read(properties: Option<&Element>) -> Self {
        let mut read = Self::default();
        for element in properties.into_iter().flat_map(Element::elements).filter(|element| element.namespace == Word) {
            match &*element.name {
                "rStyle" => read.style = value(element).map(str::to_owned),
                "b" => read.bold = Some(is_on(element)),
                "vanish" => read.hidden = Some(is_on(element)),
                "sz" => read.size = value(element).and_then(half_points),
                "color" => read.color = Color::read(element, "val"),
                "highlight" => read.shaded = Some(value(element) != Some("none")),
                "shd" if read.shaded != Some(true) => read.shaded = Some(is_shaded(element)),
                _ => {}
            }
        }
        read
    }

    /// Its properties, with unset ones taken from `base`.
    fn over(self, base: &Self) -> Self {
        Self {
            style: self.style,
            bold: self.bold.or(base.bold),
            hidden: self.hidden.or(base.hidden),
            size: self.size.or(base.size),
            color: self.color.or(base.color),
            shaded: self.shaded.or(base.shaded),
        }
    }
}

/// Direct formatting of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphProperties {
    style: Option<String>,
    /// The outline level: 0 to 8 for headings, 9 for text.
    outline: Option<u8>,
    /// The list and the level of an item; list 0 means none.
    list: Option<(u32, u8)>,
    shaded: Option<bool>,
    /// Whether the paragraph mark is hidden or deleted, so that the next paragraph continues the line.
    pub(super) runs_on: bool,
    /// Whether the paragraph mark is hidden. The words before and after it remain separate.
    pub(super) hides_mark: bool,
}

impl ParagraphProperties {
    /// From `w:pPr`.
    pub(super) fn read(properties: Option<&Element>) -> Self {
        let mut read = Self::default();
        for element in properties.into_iter().flat_map(Element::elements).filter(|element| element.namespace == Word) {
            match &*element.name {
                "pStyle" => read.style = value(element).map(str::to_owned),
                "outlineLvl" => read.outline = value(element).and_then(|level| level.parse().ok()),
                "numPr" => {
                    let number = |name| value(element.child(Word, name)?);
                    let level = number("ilvl").and_then(|level| level.parse().ok()).unwrap_or_default();
                    read.list = number("numId").and_then(|id| id.parse().ok()).map(|id| (id, level));
                    // Some writers omit the list; it is still an item.
                    read.list = read.list.or(Some((u32::MAX, level)));
                }
                "shd" => read.shaded = Some(is_shaded(element)),
                "framePr" => read.runs_on |= element.attribute(Word, "dropCap").is_some_and(|cap| cap != "none"),
                "rPr" => {
                    let is_marked = |name| element.child(Word, name).is_some();
                    read.hides_mark = element.child(Word, "vanish").is_some_and(is_on);
                    read.runs_on |= read.hides_mark || is_marked("del") || is_marked("moveFrom");
                }
                _ => {}
            }
        }
        read
    }

    fn over(self, base: &Self) -> Self {
        Self {
            style: self.style,
            outline: self.outline.or(base.outline),
            list: self.list.or(base.list),
            shaded: self.shaded.or(base.shaded),
            runs_on: self.runs_on,
            hides_mark: self.hides_mark,
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Style {
    /// The English name of a built-in style, whatever the id is.
    name: String,
    based_on: Option<String>,
    run: RunProperties,
    paragraph: ParagraphProperties,
}

/// The effective format of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct EffectiveFormat {
    pub(super) bold: bool,
    pub(super) hidden: bool,
    /// In points; 0 when unset.
    pub(super) size: f32,
    pub(super) color: Color,
    pub(super) shaded: bool,
}

/// The styles of a document, with inherited properties resolved.
#[derive(Debug, Default)]
pub(super) struct Styles {
    defaults: RunProperties,
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
    /// The list levels without a visible mark: list and level.
    unmarked: Vec<(u32, u8)>,
}

impl Styles {
    /// From the parts for styles and for numbering.
    pub(super) fn read(styles: Option<&Element>, numbering: Option<&Element>) -> Self {
        let mut read = Self { unmarked: numbering.map(unmarked_levels).unwrap_or_default(), ..Self::default() };
        let Some(root) = styles else { return read };
        let defaults = root.child(Word, "docDefaults").and_then(|defaults| defaults.child(Word, "rPrDefault"));
        read.defaults = RunProperties::read(defaults.and_then(|defaults| defaults.child(Word, "rPr")));
        let mut plain = HashMap::new();
        for element in root.elements().filter(|element| element.is(Word, "style")).take(MAX_STYLES) {
            let Some(id) = element.attribute(Word, "styleId") else { continue };
            let name = element.child(Word, "name").and_then(value).unwrap_or_default().to_lowercase();
            let style = Style {
                name,
                based_on: element.child(Word, "basedOn").and_then(value).map(str::to_owned),
                run: RunProperties::read(element.child(Word, "rPr")),
                paragraph: ParagraphProperties::read(element.child(Word, "pPr")),
            };
            let is_default = element.attribute(Word, "default").is_some_and(|default| !is_off(default));
            if is_default && element.attribute(Word, "type") == Some("paragraph") {
                read.default_paragraph = Some(id.to_owned());
            }
            plain.insert(id.to_owned(), style);
        }
        read.by_id = plain.keys().map(|id| (id.clone(), with_bases(&plain, id))).collect();
        read
    }

    fn style(&self, id: Option<&String>) -> Option<&Style> {
        self.by_id.get(id?)
    }

    fn of_paragraph(&self, paragraph: &ParagraphProperties) -> Option<&Style> {
        self.style(paragraph.style.as_ref().or(self.default_paragraph.as_ref()))
    }

    /// The effective format of a run in a paragraph, optionally in a table with a style.
    ///
    /// Toggle properties are inverted by each kind of style that sets them (ECMA-376 part 1, 17.7.3).
    pub(super) fn effective(
        &self,
        table: Option<&str>,
        paragraph: &ParagraphProperties,
        run: &RunProperties,
    ) -> EffectiveFormat {
        let styles = [
            self.style(run.style.as_ref()),
            self.of_paragraph(paragraph),
            table.and_then(|table| self.by_id.get(table)),
        ];
        let by_style = || styles.iter().flatten().map(|style| &style.run);
        let toggle = |property: fn(&RunProperties) -> Option<bool>| {
            let by_styles = by_style().filter_map(property).reduce(|on, other| on ^ other);
            property(run).or(by_styles).or(property(&self.defaults)).unwrap_or_default()
        };
        let nearest_size = std::iter::once(run).chain(by_style()).find_map(|properties| properties.size);
        let nearest_color = std::iter::once(run).chain(by_style()).find_map(|properties| properties.color);
        let run_background = std::iter::once(run).chain(by_style()).find_map(|properties| properties.shaded);
        let paragraph_background = paragraph.shaded.or_else(|| self.of_paragraph(paragraph)?.paragraph.shaded);
        EffectiveFormat {
            bold: toggle(|properties| properties.bold),
            hidden: toggle(|properties| properties.hidden),
            size: nearest_size.or(self.defaults.size).unwrap_or_default(),
            color: nearest_color.or(self.defaults.color).unwrap_or(Color::Automatic),
            shaded: run_background.unwrap_or_default() || paragraph_background.unwrap_or_default(),
        }
    }

    /// The role of a paragraph.
    pub(super) fn role(&self, paragraph: &ParagraphProperties) -> LineRole {
        let style = self.of_paragraph(paragraph);
        let outline = paragraph.outline.or_else(|| style?.paragraph.outline);
        let id = paragraph.style.as_deref().unwrap_or_default();
        // A style that the document does not define has only its id.
        let name = style.map_or_else(|| spaced(id), |style| style.name.clone());
        if outline.map_or_else(|| is_heading(&name), |level| level < 9) {
            return LineRole::Heading;
        }
        let list = paragraph.list.or_else(|| style?.paragraph.list);
        let is_item = match list {
            Some((0, _)) => false,
            Some(item) => !self.unmarked.contains(&item),
            None => name.starts_with("list bullet") || name.starts_with("list number"),
        };
        if is_item { LineRole::ListItem } else { LineRole::Text }
    }
}

/// The style with the properties of its bases.
fn with_bases(styles: &HashMap<String, Style>, id: &str) -> Style {
    let Some(mut style) = styles.get(id).cloned() else { return Style::default() };
    let mut next = style.based_on.clone();
    for _ in 0..MAX_STYLE_CHAIN {
        let Some(base) = next.as_ref().and_then(|id| styles.get(id)) else { break };
        style.run = style.run.over(&base.run);
        style.paragraph = style.paragraph.over(&base.paragraph);
        if !is_heading(&style.name) && is_heading(&base.name) {
            style.name.clone_from(&base.name);
        }
        next.clone_from(&base.based_on);
    }
    style
}

/// The names of built-in styles are English in every language of the program.
fn is_heading(name: &str) -> bool {
    name == "title"
        || name.strip_prefix("heading").is_some_and(|rest| rest.trim().starts_with(|c: char| c.is_ascii_digit()))
}

/// `ListBullet2` → `list bullet2`.
fn spaced(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars().take(40) {
        if c.is_uppercase() && !name.is_empty() {
            name.push(' ');
        }
        name.extend(c.to_lowercase());
    }
    name
}

/// The lists and levels without a mark: neither text nor picture.
fn unmarked_levels(numbering: &Element) -> Vec<(u32, u8)> {
    let id = |element: &Element, name: &str| element.attribute(Word, name).and_then(|id| id.parse::<u32>().ok());
    let mut abstract_levels: HashMap<u32, Vec<u8>> = HashMap::new();
    for definition in numbering.elements().filter(|element| element.is(Word, "abstractNum")).take(MAX_STYLES) {
        let levels = definition.elements().filter(|element| element.is(Word, "lvl"));
        let without_mark = levels.filter(|level| {
            let text = level.child(Word, "lvlText").and_then(value).unwrap_or_default();
            text.trim().is_empty() && level.child(Word, "lvlPicBulletId").is_none()
        });
        let levels = without_mark.filter_map(|level| level.attribute(Word, "ilvl")?.parse().ok()).collect();
        if let Some(id) = id(definition, "abstractNumId") {
            abstract_levels.insert(id, levels);
        }
    }
    let lists = numbering.elements().filter(|element| element.is(Word, "num")).take(MAX_STYLES);
    let unmarked = lists.filter_map(|list| {
        let definition = value(list.child(Word, "abstractNumId")?)?.parse().ok()?;
        let number = id(list, "numId")?;
        Some(abstract_levels.get(&definition)?.iter().map(move |&level| (number, level)))
    });
    unmarked.flatten().collect()
}

/// The attribute `val`.
pub(super) fn value(element: &Element) -> Option<&str> {
    element.attribute(Word, "val")
}

/// Whether a toggle property is on, which is the default of its value.
pub(super) fn is_on(element: &Element) -> bool {
    !value(element).is_some_and(is_off)
}

fn is_off(value: &str) -> bool {
    matches!(value.trim().to_ascii_lowercase().as_str(), "0" | "false" | "off" | "none" | "no")
}

pub(super) fn is_shaded(shading: &Element) -> bool {
    let fill = shading.attribute(Word, "fill").unwrap_or("auto");
    let pattern = value(shading).unwrap_or("clear");
    let is_white = Color::parse(fill).is_some_and(|color| color.is_like(Color::WHITE));
    let has_theme = shading.attribute(Word, "themeFill").is_some_and(|theme| theme != "background1");
    has_theme || (fill != "auto" && !is_white) || !matches!(pattern, "clear" | "nil")
}

fn half_points(value: &str) -> Option<f32> {
    value
        .trim()
        .trim_end_matches("pt")
        .parse::<f32>()
        .ok()
        .map(|size| size / if value.ends_with("pt") { 1.0 } else { 2.0 })
}
