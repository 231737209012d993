//! Configuration errors: which setting, where it stands, its value and what is accepted.
//!
//! Messages name keys and values as an operator wrote them, never Rust types.

use std::fmt::Display;

/// The configuration cannot be used. Its text says why, in one or more lines for a person.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

/// A setting that has the right form and cannot be used all the same.
#[derive(Debug)]
pub(super) struct Unusable {
    /// Keys from the root; entries of lists are numbers.
    pub(super) path: Vec<String>,
    /// Completes the sentence "it must be …".
    pub(super) expected: String,
}

impl ConfigError {
    pub(super) fn new(text: impl Display) -> Self {
        Self(text.to_string())
    }
}

impl Unusable {
    pub(super) fn new(path: &[&str], expected: impl Into<String>) -> Self {
        Self { path: path.iter().map(|key| (*key).to_owned()).collect(), expected: expected.into() }
    }
}

/// Rust's description of an expected type, in words for a person. Completes the sentence "it must be …".
pub(super) fn expectation(expecting: &str) -> String {
    let words = match expecting {
        "a boolean" => "`true` or `false`",
        "u8" => "a whole number from 0 to 255",
        "a nonzero u8" => "a whole number from 1 to 255",
        "u16" => "a whole number from 0 to 65535",
        "a nonzero u16" => "a whole number from 1 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "a nonzero u32" => "a whole number from 1 to 4294967295",
        "u64" | "usize" => "a whole number, not below 0",
        "a nonzero u64" | "a nonzero usize" => "a whole number, not below 1",
        "a string" | "path string" => TEXT,
        "a sequence" => "a list: values in `[…]`, or sections in `[[…]]`",
        "IP address" => "an IP address, such as `127.0.0.1`",
        "a string representing an URL" => "an address with its scheme, such as `https://jobs.example.org`",
        "IPv4 or IPv6 network address" => "a network, such as `10.0.0.0/8`",
        "an IANA timezone string" => "the name of a time zone, such as `Europe/Berlin`",
        other if ["struct ", "internally tagged enum ", "a map"].iter().any(|kind| other.starts_with(kind)) => {
            "a section with keys of its own"
        }
        other => other,
    };
    words.to_owned()
}

/// What a text has to be.
pub(super) const TEXT: &str = "a text in quotes";

/// The names in words: "`a`, `b` or `c`".
pub(super) fn alternatives(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The name that is most likely meant, if one is similar enough.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    const SIMILAR: f64 = 0.75;
    let similarity = |known: &&str| strsim::jaro_winkler(name, known);
    let scored = known.iter().map(|known| (similarity(known), *known));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 >= SIMILAR).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_is_meant_is_found_and_no_other() {
        let known = ["host", "port", "public_url", "drain_seconds"];
        for (written, meant) in
            [("prot", Some("port")), ("public-url", Some("public_url")), ("drain", Some("drain_seconds")), ("x", None)]
        {
            assert_eq!(nearest(written, &known), meant, "{written}");
        }
        assert_eq!(alternatives(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
