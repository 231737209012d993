//! F1 of the words of a text against a reference text, ignoring order.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;

use crate::gold::comparable;
use crate::report::number;

/// The reference text `gold/NAME.txt`, if there is one.
pub(crate) fn reference(document: &Path) -> anyhow::Result<Option<String>> {
    let (Some(folder), Some(name)) = (document.parent(), document.file_stem()) else { return Ok(None) };
    let path = folder.join("gold").join(name).with_extension("txt");
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(Some(text))
}

/// F1 over words with their multiplicity.
pub(crate) fn f1(text: &str, reference: &str) -> f64 {
    let (read, expected) = (counts(text), counts(reference));
    let common: usize = read.iter().map(|(word, count)| (*count).min(expected.get(word).copied().unwrap_or(0))).sum();
    let all: usize = read.values().sum::<usize>() + expected.values().sum::<usize>();
    if all == 0 { 1.0 } else { 2.0 * number(common) / number(all) }
}

fn counts(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in comparable(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_as_often_as_they_stand_there() {
        assert!((f1("a b c", "c b a") - 1.0).abs() < 1e-9);
        assert!((f1("a a", "a b") - 0.5).abs() < 1e-9);
        assert!(f1("x", "a b").abs() < 1e-9);
    }
}
