//! The fonts: those in this program, and those that its operator adds for further scripts.

use std::collections::BTreeSet;
use std::path::Path;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::included::BUILT_IN_FONTS;

/// Of all fonts that an operator adds together.
const MAX_ADDED_BYTES: u64 = 128 * 1024 * 1024;

/// The fonts of this program, then those in the folder. A file that is no font is passed over.
pub(crate) fn load(folder: Option<&Path>) -> Vec<Font> {
    let mut fonts: Vec<Font> = BUILT_IN_FONTS.iter().flat_map(|font| Font::iter(Bytes::new(*font))).collect();
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let mut paths: Vec<_> = entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let is_font = |path: &std::path::PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        matches!(extension.to_ascii_lowercase().as_str(), "ttf" | "otf" | "ttc" | "otc")
    };
    let mut left = MAX_ADDED_BYTES;
    for path in paths.into_iter().filter(is_font) {
        let size = path.metadata().map_or(u64::MAX, |file| file.len());
        if size > left {
            continue;
        }
        left -= size;
        if let Ok(bytes) = std::fs::read(&path) {
            fonts.extend(Font::iter(Bytes::new(bytes)));
        }
    }
    fonts
}

/// The characters that no font has, each once.
pub(crate) fn missing(fonts: &[Font], texts: &str) -> BTreeSet<char> {
    let characters: BTreeSet<char> = texts.chars().filter(|&c| !c.is_whitespace() && !is_joiner(c)).collect();
    let has = |c: char| fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)));
    characters.into_iter().filter(|&c| !has(c)).collect()
}

/// Characters that change how others look and look like nothing themselves.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_greek_cyrillic_arabic_hebrew_and_devanagari_are_there() {
        let fonts = load(None);
        let texts = "Zoë Łódź ß ẞ Ελένη Παπαδοπούλου Юрій Ґ ليلى پارسا שלום अनिल शर्मा “–” • € ₹";
        assert_eq!(missing(&fonts, texts), BTreeSet::new());
        assert_eq!(missing(&fonts, "a漢b漢"), BTreeSet::from(['漢']));
    }
}
