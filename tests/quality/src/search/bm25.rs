//! Plain BM25 over one field as a baseline: lower-case words, no stemming, OR semantics.

use std::collections::HashMap;

use domain_model::catalogue::job::Job;

use crate::report::number;

const K1: f64 = 1.2;
const B: f64 = 0.75;

/// An index of words.
pub(crate) struct Bm25 {
    names: Vec<String>,
    lengths: Vec<f64>,
    /// For each word, the jobs with their term frequencies.
    postings: HashMap<String, HashMap<usize, f64>>,
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

impl Bm25 {
    pub(crate) fn new(jobs: &[Job]) -> Self {
        let mut index = Self { names: Vec::new(), lengths: Vec::new(), postings: HashMap::new() };
        for (at, job) in jobs.iter().enumerate() {
            let posting = &job.posting;
            let places = posting.locations.join(" ");
            let text = [posting.title.as_str(), &posting.company, &places, &posting.description].join(" ");
            let mut length = 0.0;
            for word in words(&text) {
                *index.postings.entry(word).or_default().entry(at).or_default() += 1.0;
                length += 1.0;
            }
            index.names.push(posting.external_id.clone());
            index.lengths.push(length);
        }
        index
    }

    /// The best results, best first.
    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<&str> {
        let all = number(self.names.len());
        let average = self.lengths.iter().sum::<f64>() / all;
        let mut scores: HashMap<usize, f64> = HashMap::new();
        for word in words(query) {
            let Some(jobs) = self.postings.get(&word) else { continue };
            let rarity = (1.0 + (all - number(jobs.len()) + 0.5) / (number(jobs.len()) + 0.5)).ln();
            for (&at, &times) in jobs {
                let norm = K1 * (1.0 - B + B * self.lengths[at] / average);
                *scores.entry(at).or_default() += rarity * times * (K1 + 1.0) / (times + norm);
            }
        }
        let mut found: Vec<(usize, f64)> = scores.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().take(limit).map(|(at, _)| self.names[at].as_str()).collect()
    }
}
