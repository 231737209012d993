//! The units of a query: words, each compound as one.

use domain_model::search::words::{is_unspaced, words};

/// A word or compound of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// As typed.
    pub(crate) written: String,
    /// Its words in a row.
    pub(crate) parts: Vec<String>,
    /// The compound as one word.
    pub(crate) whole: Option<String>,
}

/// The units of a text, in order.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<(usize, usize, Unit)> = Vec::new();
    for word in words(text) {
        let written = &text[word.start..word.end];
        match units.last_mut() {
            // The whole compound comes after its parts and begins where they begin.
            Some((start, end, unit)) if word.start < *end && !written.chars().any(is_unspaced) => {
                unit.whole = Some(word.text);
                written.clone_into(&mut unit.written);
                *start = word.start.min(*start);
                *end = word.end;
            }
            Some((_, end, unit)) if word.start < *end => {
                unit.parts.push(word.text);
                *end = word.end;
                unit.written = format!("{}{}", unit.written, written.chars().next_back().unwrap_or_default());
            }
            _ => {
                let unit = Unit { written: written.to_owned(), parts: vec![word.text], whole: None };
                units.push((word.start, word.end, unit));
            }
        }
    }
    join_compounds(units)
}

/// Parts that a whole covers belong to one unit.
fn join_compounds(units: Vec<(usize, usize, Unit)>) -> Vec<Unit> {
    let mut joined: Vec<(usize, usize, Unit)> = Vec::new();
    for (start, end, unit) in units {
        let mut parts = Vec::new();
        while unit.whole.is_some() && joined.last().is_some_and(|(before, ..)| *before >= start) {
            let (.., part) = joined.pop().expect("there is a last one");
            parts.insert(0, part.parts);
        }
        let mut unit = unit;
        if !parts.is_empty() {
            parts.push(unit.parts);
            unit.parts = parts.concat();
        }
        joined.push((start, end, unit));
    }
    joined.into_iter().map(|(.., unit)| unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |unit: Unit| format!("{}={}/{}", unit.written, unit.parts.join("+"), unit.whole.unwrap_or_default());
        units(text).into_iter().map(show).collect()
    }

    #[test]
    fn a_compound_is_one_unit() {
        assert_eq!(read("front-end dev"), ["front-end=front+end/frontend", "dev=dev/"]);
        assert_eq!(read("a two-to-one C++"), ["a=a/", "two-to-one=two+to+one/twotoone", "C++=c++/"]);
        assert_eq!(read("T-SQL"), ["T-SQL=sql/tsql"]);
    }

    #[test]
    fn a_run_without_spaces_is_one_unit() {
        assert_eq!(read("高级护士 x"), ["高级护士=高级+级护+护士/", "x=x/"]);
    }
}
