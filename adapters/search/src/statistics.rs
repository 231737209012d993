//! Term statistics of the index: for spelling corrections, suggestions and the choice of stemmers.

use std::collections::HashMap;
use std::sync::Arc;

use domain_model::search::language::Language;
use domain_model::search::suggestions::{Suggestion, SuggestionKind, Suggestions};
use domain_model::search::vocabulary::Vocabulary;
use tantivy::Searcher;

use crate::columns::names;
use crate::schema::{Fields, SEPARATOR, column};

/// From so many jobs on, a word must occur in two of them to be offered as a correction.
const MANY_JOBS: u64 = 10_000;
/// Longer words are not kept: nobody types them.
const MAX_WORD_BYTES: usize = 30;

/// Statistics of the index's terms and values, computed on one commit.
#[derive(Default)]
pub(crate) struct TermStatistics {
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) suggestions: Arc<Suggestions>,
    pub(crate) languages: Vec<Language>,
}

impl TermStatistics {
    pub(crate) fn of(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let jobs = searcher.num_docs();
        let least = if jobs >= MANY_JOBS { 2 } else { 1 };
        let mut words = terms(searcher, fields.words)?;
        words.retain(|word, count| *count >= least && word.len() <= MAX_WORD_BYTES);
        let mut languages: Vec<(u32, Language)> = terms(searcher, fields.language)?
            .into_iter()
            .filter_map(|(name, count)| Some((count, name.parse().ok()?)))
            .collect();
        languages.sort_by_key(|(count, language)| (std::cmp::Reverse(*count), language.as_str()));
        let mut named = Vec::new();
        for (column, kind) in [
            (column::TITLE, SuggestionKind::Title),
            (column::SKILL, SuggestionKind::Skill),
            (column::PLACE, SuggestionKind::Place),
            (column::COMPANY, SuggestionKind::Company),
        ] {
            let counted = values(searcher, column)?;
            named.extend(counted.into_iter().map(|(text, jobs)| Suggestion { text, kind, jobs }));
        }
        Ok(Self {
            vocabulary: Arc::new(Vocabulary::new(u32::try_from(jobs).unwrap_or(u32::MAX), words)),
            suggestions: Arc::new(Suggestions::new(named)),
            languages: languages.into_iter().map(|(_, language)| language).collect(),
        })
    }
}

/// Every term of a field, with the number of documents that have it.
fn terms(searcher: &Searcher, field: tantivy::schema::Field) -> tantivy::Result<HashMap<String, u32>> {
    let mut all: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().stream()?;
        while stream.advance() {
            let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
            let count = stream.value().doc_freq;
            match all.get_mut(term) {
                Some(all) => *all += count,
                None => drop(all.insert(term.to_owned(), count)),
            }
        }
    }
    Ok(all)
}

/// Every value of a column as printed, with the number of jobs that have it.
fn values(searcher: &Searcher, column: &str) -> tantivy::Result<HashMap<String, u32>> {
    let mut all: HashMap<String, u32> = HashMap::new();
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str(column)? else { continue };
        let names = names(Some(&column))?;
        let mut counts = vec![0_u32; names.len()];
        for doc in segment.doc_ids_alive() {
            for number in column.ords().values_for_doc(doc) {
                if let Some(count) = usize::try_from(number).ok().and_then(|number| counts.get_mut(number)) {
                    *count += 1;
                }
            }
        }
        for (name, count) in names.into_iter().zip(counts).filter(|(_, count)| *count > 0) {
            let printed = name.split_once(SEPARATOR).map_or(name.as_str(), |(_, printed)| printed);
            *all.entry(printed.to_owned()).or_default() += count;
        }
    }
    Ok(all)
}
