//! The gold standard: manual annotations of documents.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain_model::kernel::text::normalise;
use serde_json::Value;

/// The annotation of one document.
#[derive(Debug, Clone)]
pub(crate) struct Gold(pub(crate) Value);

impl Gold {
    /// The annotated strings that occur in the text verbatim, without composed ones such as `linkedin: name`.
    pub(crate) fn strings(&self) -> Vec<GoldString> {
        let mut strings = self.texts(&["name", "email", "skills"], GoldString::verbatim);
        strings.extend(self.texts(&["phone"], GoldString::phone));
        strings.extend(self.texts(&["location"], GoldString::composed));
        strings.extend(self.links().into_iter().map(GoldString::verbatim));
        let entries = |list: &str| self.0[list].as_array().cloned().unwrap_or_default().into_iter().map(Gold);
        for entry in entries("experience") {
            strings.extend(entry.texts(&["title", "company"], GoldString::verbatim));
        }
        for entry in entries("education") {
            strings.extend(entry.texts(&["institution"], GoldString::verbatim));
            strings.extend(entry.texts(&["degree"], GoldString::composed));
        }
        strings
    }

    fn texts(&self, fields: &[&str], string: fn(String) -> GoldString) -> Vec<GoldString> {
        let texts = |value: &Value| match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(texts) => texts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        fields.iter().flat_map(|field| texts(&self.0[*field])).map(string).collect()
    }

    /// The links that are URLs or domains.
    pub(crate) fn links(&self) -> Vec<String> {
        let links = self.0["links"].as_array().into_iter().flatten().filter_map(Value::as_str);
        links.filter(|link| !link.contains(": ")).map(str::to_owned).collect()
    }

    /// Removes a link that is not part of the text.
    pub(crate) fn remove_link(&mut self, forgotten: &str) {
        if let Some(links) = self.0["links"].as_array_mut() {
            links.retain(|link| link.as_str() != Some(forgotten));
        }
    }

    /// Each title with its employer, where the gold has both.
    pub(crate) fn positions(&self) -> Vec<(String, String)> {
        let entries = self.0["experience"].as_array().into_iter().flatten();
        let field = |entry: &Value, name: &str| entry[name].as_str().map(str::to_owned);
        entries.filter_map(|entry| Some((field(entry, "title")?, field(entry, "company")?))).collect()
    }

    /// The script of most letters.
    pub(crate) fn script(&self) -> &'static str {
        let text: String = self.strings().into_iter().map(|string| string.text).collect();
        let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
        let scripts = [
            ("Latin", count(|c| c.is_alphabetic() && c < '\u{370}')),
            ("Arabic", count(|c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}'))),
            ("Hebrew", count(|c| matches!(c, '\u{590}'..='\u{5ff}'))),
            ("Cyrillic", count(|c| matches!(c, '\u{400}'..='\u{4ff}'))),
            ("Devanagari", count(|c| matches!(c, '\u{900}'..='\u{97f}'))),
            ("Han", count(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))),
        ];
        scripts.into_iter().max_by_key(|(_, letters)| *letters).map_or("Latin", |(name, _)| name)
    }
}

/// An annotated string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GoldString {
    pub(crate) text: String,
    /// Parts that must occur each, if the whole does not.
    parts: Vec<String>,
    /// Whether only digits are compared.
    is_phone: bool,
}

impl GoldString {
    fn verbatim(text: String) -> Self {
        Self { parts: vec![text.clone()], text, is_phone: false }
    }

    /// A telephone number, whose separators may differ.
    fn phone(text: String) -> Self {
        Self { is_phone: true, ..Self::verbatim(text) }
    }

    /// A string that the annotator composed, such as a degree and its subject, or a street and a town.
    fn composed(text: String) -> Self {
        let parts = text.replace("، ", ", ").replace(" in ", ", ");
        Self { parts: parts.split(", ").map(str::to_owned).collect(), text, is_phone: false }
    }

    /// Whether it occurs in this text, which must be [`comparable`].
    pub(crate) fn is_in(&self, text: &str) -> bool {
        if self.is_phone {
            return digits(text).contains(&digits(&self.text));
        }
        text.contains(&comparable(&self.text)) || self.parts.iter().all(|part| text.contains(&comparable(part)))
    }
}

/// The digits of a text, without separators.
fn digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '·' | '.' | '(' | ')' | '/')).collect()
}

/// Normalises a text for comparison: typographic variants, case and white space.
pub(crate) fn comparable(text: &str) -> String {
    normalise(&text.replace('\u{a0}', " "))
}

/// Every document with its gold.
pub(crate) fn documents(resumes: &Path) -> anyhow::Result<Vec<(PathBuf, Gold)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(resumes.join("gold")).context("cannot list the gold")? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let gold: Value = serde_json::from_str(&text).with_context(|| format!("`{}` is no JSON", path.display()))?;
        // Documents without a text layer are not measured.
        if gold["_requires_ocr"] == true {
            continue;
        }
        for file in gold["_files"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let document = resumes.join(file.rsplit('/').next().unwrap_or(file));
            if document.exists() {
                found.push((document, Gold(gold.clone())));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_in(gold: Value, text: &str) -> bool {
        let text = comparable(text);
        Gold(gold).strings().iter().all(|string| string.is_in(&text))
    }

    #[test]
    fn what_the_gold_put_together_is_found_in_parts() {
        for degree in ["BSc in Marine Biology", "BSc, Marine Biology"] {
            let gold = || json!({"education": [{"degree": degree, "institution": "University of Galway"}]});
            assert!(is_in(gold(), "BSc\nUniversity of Galway · Marine Biology"));
            assert!(!is_in(gold(), "BSc\nUniversity of Galway · Biology, Marine"));
        }
        let company = json!({"experience": [{"title": "Keeper", "company": "Tallow, Wick & Co"}]});
        assert!(!is_in(company, "Keeper\nWick & Co, Tallow"), "a name is not put together");
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        let gold = || json!({"phone": "+353 (91) 555-017"});
        assert!(is_in(gold(), "call +353 91 · 555 · 017"));
        assert!(!is_in(gold(), "call +353 91 · 555 · 071"));
    }

    #[test]
    fn links_that_are_no_text_are_forgotten() {
        let mut gold = Gold(json!({"links": ["https://a.example", "github: maren", "b.example"]}));
        assert_eq!(gold.links(), ["https://a.example", "b.example"]);
        gold.remove_link("https://a.example");
        assert_eq!(gold.links(), ["b.example"]);
    }
}
