//! What a careful reader found in a document.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain_model::kernel::text::normalise;
use serde_json::Value;

/// The findings of one document.
#[derive(Debug, Clone)]
pub(crate) struct Gold(pub(crate) Value);

impl Gold {
    /// The strings that stand in the document as they are: names, places, skills, titles, degrees. Not what the reader of the
    /// gold put together, such as `linkedin: name`.
    pub(crate) fn strings(&self) -> Vec<String> {
        let texts = |value: &Value| match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(texts) => texts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let mut strings: Vec<String> =
            ["name", "email", "phone", "location", "skills"].iter().flat_map(|field| texts(&self.0[field])).collect();
        strings.extend(texts(&self.0["links"]).into_iter().filter(|link| !link.contains(": ")));
        for (list, fields) in [("experience", ["title", "company"]), ("education", ["institution", "degree"])] {
            let entries = self.0[list].as_array().into_iter().flatten();
            strings.extend(entries.flat_map(|entry| fields.into_iter().flat_map(move |field| texts(&entry[field]))));
        }
        strings
    }

    /// Each title with its employer, where the gold has both.
    pub(crate) fn positions(&self) -> Vec<(String, String)> {
        let entries = self.0["experience"].as_array().into_iter().flatten();
        let field = |entry: &Value, name: &str| entry[name].as_str().map(str::to_owned);
        entries.filter_map(|entry| Some((field(entry, "title")?, field(entry, "company")?))).collect()
    }

    /// The script of most of its letters.
    pub(crate) fn script(&self) -> &'static str {
        let text = self.strings().concat();
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

/// Text as it is compared: one form for typographic variants, case and white space aside.
pub(crate) fn comparable(text: &str) -> String {
    normalise(&text.replace('\u{a0}', " "))
}

/// Every document that has gold, with it.
pub(crate) fn documents(resumes: &Path) -> anyhow::Result<Vec<(PathBuf, Gold)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(resumes.join("gold")).context("cannot list the gold")? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let gold: Value = serde_json::from_str(&text).with_context(|| format!("`{}` is no JSON", path.display()))?;
        // What only a look at the picture can read is no measure of a text layer.
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
