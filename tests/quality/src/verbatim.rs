//! The share of gold strings that occur in the text verbatim.

use crate::gold::{Gold, comparable};
use crate::report::Share;

/// Counts the gold strings that occur in the text.
pub(crate) fn measure(text: &str, gold: &Gold) -> Share {
    let text = comparable(text);
    let (mut share, mut missed) = (Share::default(), Vec::new());
    for string in gold.strings() {
        let is_there = string.is_in(&text);
        share.count(is_there);
        if !is_there {
            missed.push(string.text);
        }
    }
    Share { missed, ..share }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strings_are_found_whatever_their_case_and_dashes() {
        let gold = Gold(json!({"name": "Maren Tallow", "skills": ["Rust", "C++"], "links": ["github: maren"]}));
        let share = measure("MAREN\nTALLOW\nrust", &gold);
        assert_eq!((share.right, share.all, share.missed), (2, 3, vec!["C++".to_owned()]));
    }
}
