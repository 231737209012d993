//! Reads of the `PostgREST` protocol: which columns of which rows. A part of it, over rows that are at hand.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use domain_model::kernel::text::shorten;
use serde_json::{Map, Value};

/// How much of what was asked an error repeats, in characters.
const MAX_ECHO: usize = 60;

/// A row by its columns; an embedded row is an object.
pub(super) type Row = Map<String, Value>;

/// A query that cannot be answered.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum InvalidQuery {
    #[error("column {0} does not exist")]
    UnknownColumn(String),
    #[error("\"{0}\" is not understood: eq, neq, gt, gte, lt, lte and in are")]
    Condition(String),
    #[error("\"{0}\" is not understood: a list of columns, with those of an embedded row in parentheses, is")]
    Select(String),
}

/// Which columns of which rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// All, when it is empty.
    columns: Vec<Column>,
    conditions: Vec<Condition>,
}

#[derive(Debug, PartialEq, Eq)]
struct Column {
    name: String,
    /// The columns of the embedded row.
    embedded: Option<Vec<Column>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Condition {
    column: String,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    OneOf,
    Not,
    Is(&'static [Ordering]),
}

impl Query {
    /// Reads the parameters of a request for rows of these columns.
    pub(super) fn read<'p>(
        known: &[&str],
        parameters: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<Self, InvalidQuery> {
        let mut query = Self::default();
        for (name, value) in parameters {
            if name == "select" {
                query.columns = columns(value, true).ok_or_else(|| InvalidQuery::Select(shorten(value, MAX_ECHO)))?;
            } else {
                query.conditions.push(Condition::read(name, value)?);
            }
        }
        let conditions = query.conditions.iter().map(|condition| condition.column.as_str());
        let mut named = query.columns.iter().map(|column| column.name.as_str()).chain(conditions);
        match named.find(|name| !known.contains(name)) {
            Some(unknown) => Err(InvalidQuery::UnknownColumn(shorten(unknown, MAX_ECHO))),
            None => Ok(query),
        }
    }

    /// The rows that are asked for, with the columns that are.
    pub(super) fn answer(&self, rows: Vec<Row>) -> Result<Vec<Row>, InvalidQuery> {
        let mut answer = Vec::new();
        for row in rows {
            let mut matches = true;
            for condition in &self.conditions {
                matches &= condition.holds(&row)?;
            }
            if matches {
                answer.push(select(&self.columns, row)?);
            }
        }
        Ok(answer)
    }
}

impl Condition {
    fn read(column: &str, text: &str) -> Result<Self, InvalidQuery> {
        use Ordering::{Equal, Greater, Less};
        let unreadable = || InvalidQuery::Condition(shorten(text, MAX_ECHO));
        let (operator, value) = text.split_once('.').ok_or_else(unreadable)?;
        let operator = match operator {
            "eq" | "in" => Operator::OneOf,
            "neq" => Operator::Not,
            "gt" => Operator::Is(&[Greater]),
            "gte" => Operator::Is(&[Greater, Equal]),
            "lt" => Operator::Is(&[Less]),
            "lte" => Operator::Is(&[Less, Equal]),
            _ => return Err(unreadable()),
        };
        let list = text.strip_prefix("in.").map(|list| list.strip_prefix('(').and_then(|list| list.strip_suffix(')')));
        let values = match list {
            Some(list) => list.ok_or_else(unreadable)?.split(',').map(unquoted).collect(),
            None => vec![value.to_owned()],
        };
        Ok(Self { column: column.to_owned(), operator, values })
    }

    fn holds(&self, row: &Row) -> Result<bool, InvalidQuery> {
        let value =
            row.get(&self.column).ok_or_else(|| InvalidQuery::UnknownColumn(shorten(&self.column, MAX_ECHO)))?;
        let text = match value {
            Value::Null => return Ok(false),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let orders = || self.values.iter().map(|wanted| order(&text, wanted));
        Ok(match self.operator {
            Operator::OneOf => orders().any(Ordering::is_eq),
            Operator::Not => orders().all(Ordering::is_ne),
            Operator::Is(wanted) => orders().any(|order| wanted.contains(&order)),
        })
    }
}

/// Moments are compared as such, however they are written.
fn order(one: &str, other: &str) -> Ordering {
    let moment = |text: &str| text.parse::<DateTime<Utc>>().ok();
    match (moment(one), moment(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.cmp(other),
    }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).to_owned()
}

/// `id,title,jobs(title,company_name)`; `*` is all of them. A row that is embedded embeds no other.
fn columns(text: &str, may_embed: bool) -> Option<Vec<Column>> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_u32, 0);
    for (position, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                parts.push(&text[start..position]);
                start = position + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    if depth > 0 {
        return None;
    }
    let named = parts.into_iter().map(str::trim).filter(|part| *part != "*");
    named.map(|part| column(part, may_embed)).collect()
}

fn column(part: &str, may_embed: bool) -> Option<Column> {
    let (name, rest) = part.split_once('(').map_or((part, None), |(name, rest)| (name, Some(rest)));
    if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
        return None;
    }
    let embedded = match rest {
        Some(rest) if may_embed => Some(columns(rest.strip_suffix(')')?, false)?),
        Some(_) => return None,
        None => None,
    };
    Some(Column { name: name.to_owned(), embedded })
}

fn select(columns: &[Column], mut row: Row) -> Result<Row, InvalidQuery> {
    if columns.is_empty() {
        return Ok(row);
    }
    let mut selected = Row::new();
    for Column { name, embedded } in columns {
        let value = row.remove(name).ok_or_else(|| InvalidQuery::UnknownColumn(shorten(name, MAX_ECHO)))?;
        let value = match (embedded, value) {
            (Some(columns), Value::Object(row)) => Value::Object(select(columns, row)?),
            (_, value) => value,
        };
        selected.insert(name.clone(), value);
    }
    Ok(selected)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows() -> Vec<Row> {
        let row = |id: u32, status: &str, at: &str, title: Value| {
            let job = if title.is_null() { Value::Null } else { json!({"title": title, "company_name": "ACME"}) };
            let row = json!({"id": id, "status": status, "updated_at": at, "seeker_id": "a", "jobs_jobs": job});
            row.as_object().cloned().unwrap()
        };
        vec![
            row(1, "applied", "2026-11-28T10:00:00Z", json!("Nurse")),
            row(2, "rejected", "2026-11-28T11:00:00Z", json!("Welder")),
            row(3, "hired", "2026-11-28T12:00:00Z", Value::Null),
        ]
    }

    const COLUMNS: [&str; 5] = ["id", "status", "updated_at", "seeker_id", "jobs_jobs"];

    fn run(query: &str) -> Result<Value, InvalidQuery> {
        let parameters: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let found = Query::read(&COLUMNS, parameters)?.answer(rows())?;
        Ok(Value::Array(found.into_iter().map(Value::Object).collect()))
    }

    #[test]
    fn the_columns_that_are_asked_for_of_the_rows_that_are() {
        for (query, expected) in [
            ("select=id&status=eq.hired", json!([{"id": 3}])),
            ("select=id&status=in.(applied,\"rejected\")&seeker_id=eq.a", json!([{"id": 1}, {"id": 2}])),
            ("select=id&status=neq.applied&updated_at=lte.2026-11-28T11:00:00.000Z", json!([{"id": 2}])),
            ("select=id&updated_at=gt.2026-11-28T12:00:00+01:00", json!([{"id": 3}])),
            ("select=id, jobs_jobs(title)&id=eq.1", json!([{"id": 1, "jobs_jobs": {"title": "Nurse"}}])),
            ("select=id,jobs_jobs(title)&id=eq.3", json!([{"id": 3, "jobs_jobs": null}])),
            ("status=eq.nothing", json!([])),
        ] {
            assert_eq!(run(query).unwrap(), expected, "{query}");
        }
        assert_eq!(run("select=*&id=eq.2").unwrap()[0]["jobs_jobs"]["company_name"], "ACME");
    }

    #[test]
    fn what_is_not_understood_is_refused_and_never_left_out() {
        for query in [
            "status=hired",
            "status=like.h*",
            "status=in.hired",
            "select=id,jobs_jobs(title",
            "select=a b",
            "select=id)",
        ] {
            assert!(run(query).is_err(), "{query}");
        }
        let deep = format!("select={}a{}", "a(".repeat(30_000), ")".repeat(30_000));
        assert!(matches!(run(&deep), Err(InvalidQuery::Select(_))));
        assert_eq!(run("select=secret"), Err(InvalidQuery::UnknownColumn("secret".to_owned())));
        assert_eq!(run("secret=eq.1"), Err(InvalidQuery::UnknownColumn("secret".to_owned())));
    }
}
