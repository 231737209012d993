//! Rewrites parser errors so that they name no Rust types.

/// Terms of parsers, and their usual names.
const TERMS: [(&str, &str); 18] = [
    ("map", "object"),
    ("a map", "an object"),
    ("sequence", "list"),
    ("a sequence", "a list"),
    ("unit value", "null"),
    ("unit", "null"),
    ("u8", NATURAL),
    ("u16", NATURAL),
    ("u32", NATURAL),
    ("u64", NATURAL),
    ("usize", NATURAL),
    ("i8", WHOLE),
    ("i16", WHOLE),
    ("i32", WHOLE),
    ("i64", WHOLE),
    ("isize", WHOLE),
    ("f32", "a number"),
    ("f64", "a number"),
];
const NATURAL: &str = "a whole number, 0 or more";
const WHOLE: &str = "a whole number";

/// Prefixes of type descriptions, and what clients call these types.
const TYPES: [(&str, &str); 5] = [
    ("struct ", "an object"),
    ("internally tagged enum ", "an object with a `type`"),
    ("tuple struct ", "a list"),
    ("enum ", "one of its values"),
    ("untagged enum ", "one of its forms"),
];

/// The message of serde, or of a parser it calls, without type names.
pub(super) fn without_type_names(message: &str) -> String {
    let message = message.strip_prefix("Query deserialize error: ").unwrap_or(message);
    let message = message.strip_suffix(" to fit in target type").unwrap_or(message);
    let Some((found, expected)) = message.split_once(", expected ") else { return message.to_owned() };
    let (expected, place) = match expected.find(" at line ") {
        Some(at) => expected.split_at(at),
        None => (expected, ""),
    };
    let (kind, found) = found.split_once(": ").unwrap_or(("", found));
    let separator = if kind.is_empty() { "" } else { ": " };
    format!("{kind}{separator}{}, expected {}{place}", term(found), term(expected))
}

fn term(words: &str) -> &str {
    let ours = TYPES.iter().find(|(beginning, _)| words.starts_with(beginning));
    let exact = TERMS.iter().find(|(term, _)| *term == words);
    ours.or(exact).map_or(words, |(_, plain)| plain)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{from_str, json};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only its absence is looked at")]
        count: u32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "type")]
    enum Tagged {
        One,
    }

    #[test]
    fn a_complaint_names_no_type_of_ours() {
        let of = |text: &str| without_type_names(&from_str::<Inner>(text).unwrap_err().to_string());
        assert_eq!(of("7"), "invalid type: integer `7`, expected an object at line 1 column 1");
        assert_eq!(
            of(r#"{"count": {}}"#),
            "invalid type: object, expected a whole number, 0 or more at line 1 column 10"
        );
        assert_eq!(
            of(r#"{"count": -1}"#),
            "invalid value: integer `-1`, expected a whole number, 0 or more at line 1 column 12"
        );
        assert_eq!(
            of(r#"{"count": null}"#),
            "invalid type: null, expected a whole number, 0 or more at line 1 column 14"
        );
        assert_eq!(of("{}"), "missing field `count` at line 1 column 2");
        assert!(of(r#"{"other": 1}"#).starts_with("unknown field `other`, expected `count`"));
        let tagged = without_type_names(&serde_json::from_value::<Tagged>(json!("x")).unwrap_err().to_string());
        assert!(!tagged.contains("Tagged") && !tagged.contains("enum"), "{tagged}");
        assert_eq!(without_type_names("Query deserialize error: missing field `token`"), "missing field `token`");
        let too_large = "300".parse::<u8>().unwrap_err().to_string();
        assert_eq!(without_type_names(&too_large), "number too large");
        let _ = Tagged::One;
    }
}
