//! Joins words that are hyphenated at the end of a line.
//!
//! The rest of the word is moved to the line on which it begins. A soft hyphen is always removed. A hard one is removed when
//! the word occurs without it elsewhere in the document, or when the parts are not those of a compound.

use std::collections::HashSet;

use domain_model::candidates::document::{Line, LineRole};

/// First parts of compounds: `full-⏎stack` keeps its hyphen.
const FIRST_PARTS: &[&str] = &[
    "ad",
    "all",
    "agent",
    "agile",
    "air",
    "anti",
    "asset",
    "auto",
    "award",
    "back",
    "best",
    "bottom",
    "brand",
    "business",
    "case",
    "client",
    "closed",
    "cloud",
    "co",
    "code",
    "content",
    "context",
    "cost",
    "cross",
    "customer",
    "cutting",
    "data",
    "day",
    "deep",
    "double",
    "dual",
    "e",
    "early",
    "easy",
    "end",
    "energy",
    "entry",
    "error",
    "event",
    "ex",
    "face",
    "family",
    "fast",
    "feature",
    "first",
    "five",
    "four",
    "free",
    "front",
    "full",
    "future",
    "goal",
    "graph",
    "half",
    "hand",
    "hands",
    "hard",
    "high",
    "higher",
    "home",
    "hard",
    "human",
    "in",
    "industry",
    "inter",
    "job",
    "key",
    "kick",
    "large",
    "last",
    "lead",
    "left",
    "life",
    "light",
    "line",
    "long",
    "low",
    "lower",
    "machine",
    "market",
    "mid",
    "mission",
    "mobile",
    "model",
    "multi",
    "near",
    "new",
    "next",
    "non",
    "object",
    "off",
    "on",
    "one",
    "open",
    "out",
    "part",
    "pay",
    "peer",
    "people",
    "performance",
    "pixel",
    "point",
    "policy",
    "post",
    "pre",
    "price",
    "problem",
    "process",
    "product",
    "project",
    "quick",
    "rapid",
    "re",
    "read",
    "ready",
    "real",
    "research",
    "results",
    "revenue",
    "right",
    "risk",
    "role",
    "rule",
    "run",
    "sales",
    "scale",
    "second",
    "self",
    "semi",
    "senior",
    "server",
    "service",
    "share",
    "short",
    "side",
    "single",
    "six",
    "small",
    "solution",
    "state",
    "step",
    "stock",
    "sub",
    "super",
    "table",
    "task",
    "team",
    "tech",
    "technology",
    "ten",
    "test",
    "third",
    "three",
    "time",
    "top",
    "track",
    "two",
    "type",
    "ultra",
    "under",
    "up",
    "user",
    "value",
    "vendor",
    "web",
    "well",
    "white",
    "wide",
    "work",
    "world",
    "year",
    "zero",
];
/// Last parts of compounds.
const LAST_PARTS: &[&str] = &[
    "a",
    "access",
    "and",
    "aware",
    "based",
    "building",
    "by",
    "centric",
    "class",
    "commerce",
    "critical",
    "cutting",
    "date",
    "day",
    "depth",
    "determining",
    "driven",
    "edge",
    "efficient",
    "end",
    "facing",
    "first",
    "fold",
    "focused",
    "friendly",
    "functional",
    "generation",
    "growth",
    "house",
    "intensive",
    "in",
    "language",
    "learning",
    "level",
    "line",
    "long",
    "making",
    "native",
    "of",
    "off",
    "old",
    "on",
    "one",
    "oriented",
    "out",
    "page",
    "party",
    "performance",
    "platform",
    "quality",
    "ready",
    "related",
    "risk",
    "saving",
    "scale",
    "selling",
    "service",
    "side",
    "site",
    "solving",
    "specific",
    "stack",
    "stage",
    "standing",
    "tenant",
    "term",
    "the",
    "time",
    "to",
    "up",
    "wide",
    "winning",
    "working",
    "year",
    "years",
];
/// Endings that are not words: `soft-⏎ware`, `manage-⏎ment`.
const ENDINGS: &[&str] =
    &["ware", "ment", "ments", "tion", "tions", "ing", "ings", "ness", "able", "ible", "ture", "tures"];

/// Joins hyphenated words.
pub(in crate::pdf) fn join_hyphens(lines: &mut Vec<Line>) {
    let known: HashSet<String> = lines.iter().flat_map(|line| words(&line.text)).map(str::to_lowercase).collect();
    for index in 1..lines.len() {
        let (above, below) = lines.split_at_mut(index);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { continue };
        if follows(above, below) {
            join(above, below, &known);
        }
    }
    for line in lines.iter_mut() {
        if line.text.contains('\u{ad}') {
            line.text = line.text.replace('\u{ad}', "");
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty())
}

/// Whether the second line continues the first.
fn follows(above: &Line, below: &Line) -> bool {
    let (Some(upper), Some(lower)) = (above.place, below.place) else { return false };
    let is_beneath = upper.page != lower.page || lower.top > upper.top && lower.left < upper.right;
    is_beneath && below.role != LineRole::ListItem && !below.text.contains('\t') && !below.text.starts_with('-')
}

fn join(above: &mut Line, below: &mut Line, known: &HashSet<String>) {
    let Some(hyphen) = above.text.chars().last().filter(|c| matches!(c, '-' | '\u{ad}' | '\u{2010}')) else { return };
    let begin = &above.text[..above.text.len() - hyphen.len_utf8()];
    let begin = begin.rsplit(char::is_whitespace).next().unwrap_or_default();
    if !begin.ends_with(char::is_alphanumeric) {
        return;
    }
    let end = below.text.find(char::is_whitespace).unwrap_or(below.text.len());
    let rest = below.text[..end].to_owned();
    let is_number = begin.ends_with(|c: char| c.is_ascii_digit());
    let goes_on = rest.starts_with(|c: char| c.is_lowercase() || is_number && c.is_ascii_digit() || hyphen == '\u{ad}');
    // `pre- and post-sales`: a suspended hyphen.
    let is_elliptic = matches!(rest.as_str(), "and" | "or" | "und" | "oder" | "et" | "y" | "e" | "en" | "of");
    if !goes_on && !rest.starts_with(char::is_uppercase) || is_elliptic {
        return;
    }
    // An address is broken at a hyphen of its own: `in/maelle-⏎kerangoff`, `anna-⏎maria@post.example`.
    let is_address = begin.contains(['/', '@']) || rest.contains(['/', '@']);
    if !goes_on || is_number || hyphen != '\u{ad}' && (is_address || keeps_hyphen(begin, &rest, known)) {
        above.text.push_str(&rest);
    } else {
        above.text.truncate(above.text.len() - hyphen.len_utf8());
        above.text.push_str(&rest);
    }
    below.text = below.text[end..].trim_start().to_owned();
}

fn keeps_hyphen(begin: &str, rest: &str, known: &HashSet<String>) -> bool {
    let begin = words(begin).last().unwrap_or_default();
    let rest = words(rest).next().unwrap_or_default();
    // `Post-⏎greSQL`, `Java-⏎Script`: inner capitals do not begin a word.
    if rest.chars().any(char::is_uppercase) {
        return begin.contains('-');
    }
    let (begin, rest) = (begin.to_lowercase(), rest.to_lowercase());
    if known.contains(&format!("{begin}{rest}")) {
        return false;
    }
    if known.contains(&format!("{begin}-{rest}")) || begin.contains('-') {
        return true;
    }
    if ENDINGS.contains(&rest.as_str()) {
        return false;
    }
    FIRST_PARTS.contains(&begin.as_str()) || LAST_PARTS.contains(&rest.as_str())
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Place;

    use super::*;

    fn joined(texts: &[&str]) -> Vec<String> {
        let line = |(index, text): (u16, &&str)| {
            let top = f32::from(index) * 12.0;
            let place = Some(Place { page: 0, left: 50.0, top, right: 300.0, bottom: top + 10.0 });
            Line { text: (*text).to_owned(), place, ..Line::default() }
        };
        let mut lines: Vec<Line> = (0..).zip(texts).map(line).collect();
        join_hyphens(&mut lines);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn soft_hyphens_are_removed() {
        assert_eq!(joined(&["a Kuber\u{ad}", "netes node of soft\u{ad}ware"]), ["a Kubernetes", "node of software"]);
    }

    #[test]
    fn hyphenated_words_are_joined() {
        assert_eq!(joined(&["every Post-", "greSQL server"]), ["every PostgreSQL", "server"]);
        assert_eq!(joined(&["of engi-", "neering"]), ["of engineering"]);
        assert_eq!(joined(&["new soft-", "ware"]), ["new software"]);
        assert_eq!(joined(&["a Data-", "base, as every database"]), ["a Database,", "as every database"]);
    }

    #[test]
    fn compounds_keep_their_hyphens() {
        assert_eq!(joined(&["a full-", "stack team"]), ["a full-stack", "team"]);
        assert_eq!(joined(&["price-", "determining factors"]), ["price-determining", "factors"]);
        assert_eq!(joined(&["since 2019-", "2026."]), ["since 2019-2026."]);
        assert_eq!(joined(&["Data-", "Driven Design"]), ["Data-Driven", "Design"]);
        assert_eq!(joined(&["pre-", "and post-sales"]), ["pre-", "and post-sales"]);
        assert_eq!(joined(&["linkedin.com/in/maelle-", "kerangoff"]), ["linkedin.com/in/maelle-kerangoff"]);
        assert_eq!(joined(&["anna-", "maria@post.example, Graz"]), ["anna-maria@post.example,", "Graz"]);
        assert_eq!(joined(&["https://soft-", "ware.example/ada"]), ["https://soft-ware.example/ada"]);
        assert_eq!(joined(&["a lantern-", "lit quay, lantern-lit"]), ["a lantern-lit", "quay, lantern-lit"]);
    }
}
