//! nDCG and recall of a list of results.

use super::judged_queries::{JudgedQuery, NOTHING};
use crate::report::number;

/// The cut-off of nDCG.
const TOP: usize = 10;
/// The cut-off of recall.
const DEPTH: usize = 20;
/// The minimum grade of a relevant posting.
const FITS: u32 = 2;

/// The scores of a list of results.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scores {
    pub(crate) ndcg: f64,
    pub(crate) recall: f64,
}

impl Scores {
    /// For a query without relevant postings, only an empty list is right.
    pub(crate) fn of(judged_query: &JudgedQuery, found: &[&str]) -> Self {
        if judged_query.kind == NOTHING {
            let right = f64::from(u8::from(found.is_empty()));
            return Self { ndcg: right, recall: right };
        }
        let grades: Vec<u32> =
            found.iter().map(|name| judged_query.grades.get(*name).copied().unwrap_or_default()).collect();
        let mut ideal: Vec<u32> = judged_query.grades.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let fitting = ideal.iter().filter(|grade| **grade >= FITS).count().min(DEPTH);
        let fetched = grades.iter().take(DEPTH).filter(|grade| **grade >= FITS).count();
        Self { ndcg: gain(&grades) / gain(&ideal), recall: number(fetched) / number(fitting) }
    }
}

fn gain(grades: &[u32]) -> f64 {
    let gains = grades.iter().take(TOP).enumerate();
    gains.map(|(place, grade)| (f64::from(2_u32.pow(*grade)) - 1.0) / number(place + 2).log2()).sum()
}

/// The mean of both.
pub(crate) fn mean(scores: &[Scores]) -> (f64, f64) {
    let count = number(scores.len().max(1));
    let ndcg: f64 = scores.iter().map(|scores| scores.ndcg).sum();
    let recall: f64 = scores.iter().map(|scores| scores.recall).sum();
    (ndcg / count, recall / count)
}
