//! Queries with relevance judgements. `data/searches.tsv` explains the format.

use std::collections::HashMap;

use anyhow::Context;

/// The kind of queries without a relevant posting.
pub(crate) const NOTHING: &str = "nothing";

/// A query with the grades of postings.
pub(crate) struct JudgedQuery {
    pub(crate) kind: String,
    pub(crate) query: String,
    pub(crate) grades: HashMap<String, u32>,
}

/// Every judged query.
pub(crate) fn all() -> anyhow::Result<Vec<JudgedQuery>> {
    let lines = include_str!("../../data/searches.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| read(line).with_context(|| format!("no judged query: `{line}`"))).collect()
}

fn read(line: &str) -> anyhow::Result<JudgedQuery> {
    let mut parts = line.split('\t');
    let (kind, query) = (parts.next().context("no kind")?, parts.next().context("no query")?);
    let mut grades = HashMap::new();
    for grade in parts.next().context("no postings")?.split_whitespace() {
        let (posting, grade) = grade.split_once(':').context("no grade")?;
        grades.insert(posting.to_owned(), grade.parse()?);
    }
    Ok(JudgedQuery { kind: kind.to_owned(), query: query.to_owned(), grades })
}
