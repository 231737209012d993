//! The parse-back check: the output is parsed by our own reader and compared with the resume field by field.

use std::collections::HashMap;

use domain_model::candidates::document::Document;
use domain_model::candidates::structured_resume::StructuredResume;

use super::fields::{fields, squeezed};
use crate::parse_resume;

/// How much of a resume our own reader finds again in what was written of it. Fields are named by their path:
/// `experience[0].title`, where positions are counted through all employers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadBack {
    /// How many fields were compared.
    pub fields: usize,
    /// Fields whose text is not in the document.
    pub lost: Vec<String>,
    /// Fields whose text is there, but which the reader takes for something else, or for nothing.
    pub misread: Vec<String>,
}

impl ReadBack {
    /// Compares a resume with what data says that was made of it.
    pub fn compare(resume: &StructuredResume, read: &StructuredResume) -> Self {
        let found: HashMap<String, String> = fields(read).into_iter().collect();
        let expected = fields(resume);
        let is_lost =
            |(path, value): &(String, String)| found.get(path).is_none_or(|found| squeezed(found) != squeezed(value));
        let count = expected.len();
        let lost = expected.into_iter().filter(is_lost).map(|(path, _)| path).collect();
        Self { fields: count, lost, misread: Vec::new() }
    }

    /// The field because of which the document must not be handed out: one that is lost, or one that says who the seeker is or
    /// where and when he or she worked, and is read as something else.
    pub fn failed_field(&self) -> Option<&str> {
        let decides = |path: &&String| {
            let is_of_work = path.starts_with("experience[")
                && [".employer", ".title", ".start", ".end"].iter().any(|field| path.ends_with(field));
            is_of_work || matches!(path.as_str(), "name" | "contacts.emails[0]" | "contacts.phones[0]")
        };
        self.lost.first().or_else(|| self.misread.iter().find(decides)).map(String::as_str)
    }
}

/// Compares a resume with a document that was read: with what it was written to.
pub fn read_back(resume: &StructuredResume, read: &Document) -> ReadBack {
    let text = squeezed(&without_page_numbers(read));
    let found: HashMap<String, String> = fields(&parse_resume(read)).into_iter().collect();
    let expected = fields(resume);
    let mut result = ReadBack { fields: expected.len(), ..ReadBack::default() };
    for (path, value) in expected {
        let is_read = found.get(&path).is_some_and(|found| squeezed(found) == squeezed(&value));
        if is_read {
            continue;
        }
        // A date is printed in words of its language, so only its reading tells whether it is there.
        let is_date = [".start", ".end", ".date"].iter().any(|field| path.ends_with(field));
        if is_date || text.contains(&squeezed(&value)) { result.misread.push(path) } else { result.lost.push(path) }
    }
    result
}

/// The lines of the document, without those that only count its pages.
fn without_page_numbers(document: &Document) -> String {
    let counts_pages = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '/' | '\t'));
    let lines = document.lines.iter().map(|line| line.text.as_str()).filter(|text| !counts_pages(text));
    lines.collect::<Vec<_>>().join(" ")
}
