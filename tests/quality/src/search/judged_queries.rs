//! The judged queries. `data/searches.tsv` explains their format.

use std::collections::HashMap;

use anyhow::Context;

/// The kind of queries that nothing fits.
pub(crate) const NOTHING: &str = "nothing";

/// A query, and how well postings fit.
pub(crate) struct Judged {
    pub(crate) kind: String,
    pub(crate) query: String,
    pub(crate) grades: HashMap<String, u32>,
}

/// Every judged query.
pub(crate) fn all() -> anyhow::Result<Vec<Judged>> {
    let lines = include_str!("../../data/searches.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| read(line).with_context(|| format!("no judged query: `{line}`"))).collect()
}

fn read(line: &str) -> anyhow::Result<Judged> {
    let mut parts = line.split('\t');
    let (kind, query) = (parts.next().context("no kind")?, parts.next().context("no query")?);
    let mut grades = HashMap::new();
    for judged in parts.next().context("no postings")?.split_whitespace() {
        let (posting, grade) = judged.split_once(':').context("no grade")?;
        grades.insert(posting.to_owned(), grade.parse()?);
    }
    Ok(Judged { kind: kind.to_owned(), query: query.to_owned(), grades })
}
