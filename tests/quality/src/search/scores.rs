//! nDCG and recall of a list of results.

use super::judged::{Judged, NOTHING};
use crate::report::number;

/// Results that nDCG looks at.
const TOP: usize = 10;
/// Results that recall looks at.
const DEPTH: usize = 20;
/// The least grade that recall counts.
const FITS: u32 = 2;

/// How good a list of results is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scores {
    pub(crate) ndcg: f64,
    pub(crate) recall: f64,
}

impl Scores {
    /// Of a query that nothing fits, an empty list is the right one.
    pub(crate) fn of(judged: &Judged, found: &[&str]) -> Self {
        if judged.kind == NOTHING {
            let right = f64::from(u8::from(found.is_empty()));
            return Self { ndcg: right, recall: right };
        }
        let grades: Vec<u32> = found.iter().map(|name| judged.grades.get(*name).copied().unwrap_or_default()).collect();
        let mut ideal: Vec<u32> = judged.grades.values().copied().collect();
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
