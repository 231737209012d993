//! Looks fields of a posting up by path. A field that is absent, null or empty is unknown.

use chrono::{DateTime, Utc};
use domain_model::catalogue::job::Posting;
use domain_model::catalogue::pay;
use domain_model::catalogue::salary::Salary;
use ports::UnreadablePosting;
use serde_json::Value;
use url::Url;

use crate::{dates, html};

/// A posting, or why it cannot be read.
pub(crate) type Reading = Result<Posting, UnreadablePosting>;

/// A node of a JSON answer.
#[derive(Clone, Copy)]
pub(super) struct Fields<'v>(pub(super) &'v Value);

impl<'v> Fields<'v> {
    /// The value at a path like `location.city` or `tags.0`.
    pub(super) fn at(self, path: &str) -> Option<&'v Value> {
        let value = path.split('.').filter(|part| !part.is_empty()).try_fold(self.0, |value, part| match value {
            Value::Array(items) => items.get(part.parse::<usize>().ok()?),
            value => value.get(part),
        })?;
        let is_empty = match value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        (!is_empty).then_some(value)
    }

    /// A short field as plain text on one line.
    pub(super) fn text(self, path: &str) -> Option<String> {
        let text = match self.at(path)? {
            Value::String(text) => html::line(text),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// The first of these that is stated.
    pub(super) fn first(self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| self.text(path))
    }

    /// The items of a list; one value counts as a list of one.
    pub(super) fn each(self, path: &str) -> Vec<Fields<'v>> {
        match self.at(path) {
            Some(Value::Array(items)) => items.iter().map(Fields).collect(),
            Some(value) => vec![Fields(value)],
            None => Vec::new(),
        }
    }

    pub(super) fn number(self, path: &str) -> Option<f64> {
        match self.at(path)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => pay::amount(text),
            _ => None,
        }
    }

    pub(super) fn flag(self, path: &str) -> Option<bool> {
        match self.at(path)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.trim().to_lowercase().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn is(self, path: &str) -> bool {
        self.flag(path) == Some(true)
    }

    /// A web address.
    pub(super) fn url(self, path: &str) -> Option<Url> {
        let url = Url::parse(self.at(path)?.as_str()?.trim()).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    }

    /// An instant as text, or in seconds or milliseconds since 1970.
    pub(super) fn instant(self, path: &str) -> Option<DateTime<Utc>> {
        match self.at(path)? {
            Value::Number(number) => dates::epoch(number.as_i64()?),
            value => dates::instant(value.as_str()?),
        }
    }

    /// The end of a validity period.
    pub(super) fn end(self, path: &str) -> Option<DateTime<Utc>> {
        match self.at(path)? {
            Value::Number(number) => dates::epoch(number.as_i64()?),
            value => dates::end(value.as_str()?),
        }
    }

    /// The bodies at these paths as one text, in order; what an earlier one says already is not said again.
    pub(super) fn body(self, paths: &[&str]) -> String {
        let texts = paths.iter().filter_map(|path| self.at(path)?.as_str().map(str::to_owned));
        joined(texts)
    }

    /// Pay from separate fields; a unit that nobody knows makes it unknown.
    pub(super) fn pay(self, min: &str, max: &str, currency: &str, unit: &str) -> Option<Salary> {
        let unit = self.text(unit);
        let unit = unit.as_deref().and_then(pay::unit);
        if unit == Some(pay::Unit::Unknown) {
            return None;
        }
        let currency = self.text(currency);
        Salary::new(currency.as_deref(), self.number(min), self.number(max), unit.and_then(pay::Unit::period))
    }
}

/// Bodies as one text.
pub(super) fn joined(bodies: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for body in bodies {
        let body = html::any_to_text(&body);
        let body = body.trim();
        if !body.is_empty() && !text.contains(body) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(body);
        }
    }
    text
}

/// A posting of which nothing else is known.
pub(crate) fn blank(external_id: &str, title: &str, company: &str) -> Posting {
    Posting {
        external_id: external_id.to_owned(),
        requisition_id: None,
        title: title.to_owned(),
        company: company.to_owned(),
        locations: Vec::new(),
        workplace: None,
        employment_type: None,
        salary: None,
        department: None,
        description: String::new(),
        url: None,
        apply_url: None,
        posted_at: None,
        valid_through: None,
    }
}

/// The reason why a posting without one of its essential fields is unreadable.
pub(super) fn missing_field(which: Option<String>, what: &str) -> UnreadablePosting {
    UnreadablePosting {
        external_id: which.clone().filter(|_| what != "id"),
        which: which.unwrap_or_else(|| "without id".to_owned()),
        reason: format!("it has no {what}"),
    }
}
