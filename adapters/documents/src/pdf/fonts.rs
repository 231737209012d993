//! What the fonts of a document say about themselves that their glyphs do not: their weight, and what their codes mean.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::OutlineGlyph;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro_font::{Font, FontCache, FontGlyph};

use crate::refusal::Refusal;

/// Fonts of a document that are looked at.
const MOST_FONTS: usize = 200;
/// Widths that the ranges of a font may tell: there are 65,536 codes, and some fonts tell a few of them again.
const MOST_WIDTHS: u64 = 4 * 65_536;
/// Bytes of such a map, unpacked.
const LARGEST_MAP: usize = 4 * 1024 * 1024;
/// Forms inside forms that are searched for fonts.
const DEEPEST_FORM: usize = 3;

/// What a font says about itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FontFacts {
    /// Is it a bold one, by its name or its descriptor?
    pub(super) is_bold: bool,
    /// Is its program missing, so that another font stands in for it, each glyph stretched to the right width?
    pub(super) is_substituted: bool,
    /// May a code that no table explains be taken for the ASCII character of its number?
    pub(super) has_plain_codes: bool,
}

/// The fonts of a document.
#[derive(Default)]
pub(super) struct FontBook<'a> {
    cache: FontCache<'a>,
    fonts: Vec<(Font<'a>, FontFacts)>,
    known: HashSet<usize>,
    /// By the key of a glyph's identity.
    facts: RefCell<HashMap<u128, FontFacts>>,
}

impl<'a> FontBook<'a> {
    /// Takes note of the fonts of a page and its forms. Refuses those that would fill the memory.
    pub(super) fn learn(&mut self, resources: &Resources<'a>, settings: &InterpreterSettings) -> Result<(), Refusal> {
        self.learn_nested(resources, settings, 0)
    }

    fn learn_nested(
        &mut self,
        resources: &Resources<'a>,
        settings: &InterpreterSettings,
        depth: usize,
    ) -> Result<(), Refusal> {
        for name in resources.fonts.keys() {
            let Some(dict) = resources.get_font(&name) else { continue };
            // A dictionary is known by where its bytes stand in the file.
            if self.fonts.len() >= MOST_FONTS || !self.known.insert(dict.data().as_ptr() as usize) {
                continue;
            }
            if has_too_many_widths(&dict) || has_too_large_a_map(&dict) {
                return Err(Refusal::because("a font tells of its glyphs without end"));
            }
            if let Some(font) = self.cache.font(&dict, &settings.font_resolver, &settings.cmap_resolver) {
                self.fonts.push((font, facts(&dict)));
                self.facts.borrow_mut().clear();
            }
        }
        if depth == DEEPEST_FORM {
            return Ok(());
        }
        for name in resources.x_objects.keys() {
            let Some(form) = resources.get_x_object(&name) else { continue };
            let Some(own) = form.dict().get::<Dict<'a>>(b"Resources") else { continue };
            if self.known.len() < 4 * MOST_FONTS && self.known.insert(form.dict().data().as_ptr() as usize) {
                self.learn_nested(&Resources::new(own), settings, depth + 1)?;
            }
        }
        Ok(())
    }

    /// What the font of this glyph says; nothing special when it is not known.
    pub(super) fn facts(&self, glyph: &OutlineGlyph) -> FontFacts {
        let identity = glyph.identifier();
        *self.facts.borrow_mut().entry(identity.cache_key()).or_insert_with(|| {
            let font = self.fonts.iter().find(|(font, _)| {
                let same = font.glyph(glyph.glyph_id(), glyph.char_code());
                matches!(same, FontGlyph::Outline(same) if same.identifier() == identity)
            });
            font.map(|(_, facts)| *facts).unwrap_or_default()
        })
    }
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'a>>(b"DescendantFonts")?.iter::<Dict<'a>>().next()
}

/// Would the ranges of its widths, each written out, be far more than there are glyphs?
fn has_too_many_widths(dict: &Dict<'_>) -> bool {
    let Some(descendant) = descendant(dict) else { return false };
    let mut told: u64 = 0;
    if let Some(widths) = descendant.get::<Array<'_>>(b"W") {
        let mut widths = widths.flex_iter();
        loop {
            if widths.next::<(u32, Array<'_>)>().is_some() {
                continue;
            }
            let Some((first, last, _)) = widths.next::<(u32, u32, f32)>() else { break };
            told += u64::from(last.saturating_sub(first));
        }
    }
    if let Some(widths) = descendant.get::<Array<'_>>(b"W2") {
        let mut widths = widths.flex_iter();
        loop {
            if widths.next::<(u32, Array<'_>)>().is_some() {
                continue;
            }
            let Some((first, last, ..)) = widths.next::<(u32, u32, f32, f32, f32)>() else { break };
            told += u64::from(last.saturating_sub(first));
        }
    }
    told > MOST_WIDTHS
}

/// Is what it tells of the meaning of its codes far more than there are codes?
fn has_too_large_a_map(dict: &Dict<'_>) -> bool {
    let map = dict.get::<Stream<'_>>(b"ToUnicode").and_then(|map| map.decoded_data().ok().map(|map| map.len()));
    map.is_some_and(|length| length > LARGEST_MAP)
}

fn facts(dict: &Dict<'_>) -> FontFacts {
    let is_composite = dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| name.as_str() == "Type0");
    let descendant = descendant(dict);
    let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>(b"FontDescriptor");
    let name = dict.get::<Name<'_>>(b"BaseFont").map(|name| name.as_str().to_lowercase()).unwrap_or_default();
    let weight = descriptor.as_ref().and_then(|descriptor| descriptor.get::<f32>(b"FontWeight")).unwrap_or(0.0);
    let has_program = descriptor.as_ref().is_some_and(|descriptor| {
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.get::<Stream<'_>>(key).is_some())
    });
    FontFacts {
        is_bold: is_bold_name(&name) || weight >= 600.0,
        is_substituted: !has_program,
        has_plain_codes: !is_composite && dict.get::<Dict<'_>>(b"Encoding").is_none(),
    }
}

/// By the words that foundries use, and by those of Computer Modern (`cmbx10`) and its kin.
fn is_bold_name(name: &str) -> bool {
    let words = ["bold", "black", "heavy", "cmbx", "cmssbx", "sfbx", "ecbx", "-bd", "-demi", "semibold"];
    words.iter().any(|word| name.contains(word)) && !name.contains("semilight")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_fonts_are_known_by_their_names() {
        for name in ["abcdef+lato-bold", "helvetica-boldoblique", "cmbx10", "montserrat-black", "lmroman10-bold"] {
            assert!(is_bold_name(name), "{name}");
        }
        for name in ["helvetica", "cmr10", "lato-light", "sourcesanspro-regular"] {
            assert!(!is_bold_name(name), "{name}");
        }
    }
}
