//! What is asked for: concepts, each with the words that may express it.

use super::filter::{Facets, FilterName, JobFilter};
use crate::kernel::id::JobId;
use crate::kernel::page::{PageCursor, SortKey};

/// A search as the index understands it.
///
/// A job matches when the concepts that it shows weigh enough of all. The rarer a concept, the more it weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchQuery {
    /// What is looked for; without any, every job matches.
    pub concepts: Vec<Concept>,
    /// Phrases that title, skills, employer and places must not show …
    pub not_in_heading: Vec<Vec<String>>,
    /// … and others that the text must not show either. A single word is what a text is about when it comes back again and
    /// again: every text mentions much that it is not about.
    pub not_anywhere: Vec<Vec<String>>,
    /// The share of the concepts' weight that a job must show.
    pub enough: f32,
    /// Jobs that are near in meaning. They rank higher for it, and those that are near enough match without the words.
    /// What is required or excluded counts for them too.
    pub near: Vec<Near>,
}

/// A job that is near to a query in meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The job.
    pub id: JobId,
    /// What that counts, where the words of the best match count 1.
    pub strength: f32,
    /// Whether it matches for that alone.
    pub is_enough: bool,
}

/// The share of a query's weight that a job must show, where nothing else is said.
pub const ENOUGH: f32 = 0.5;

impl Default for SearchQuery {
    fn default() -> Self {
        Self {
            concepts: Vec::new(),
            not_in_heading: Vec::new(),
            not_anywhere: Vec::new(),
            enough: ENOUGH,
            near: Vec::new(),
        }
    }
}

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// Ways to express it, best first.
    pub alternatives: Vec<Alternative>,
    /// What it is.
    pub kind: ConceptKind,
}

/// How a concept is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConceptKind {
    /// A word of any kind.
    Word,
    /// A phrase in quotation marks: results show it.
    Required,
    /// A trade: what a job is. Where only the description names it, the job is something else.
    Occupation,
    /// A name that is a common word as well, such as Go: looked for in titles and skills alone.
    Name,
    /// It says little: it orders results and brings none.
    Optional,
}

/// A way to express a concept: one word, or several in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Folded words.
    pub words: Vec<String>,
    /// 1 for what was typed, less for what is only close to it.
    pub weight: f32,
}

/// A request for a page of results.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// What is looked for.
    pub query: SearchQuery,
    /// What results must be.
    pub filter: JobFilter,
    /// Their order.
    pub order: SearchOrder,
    /// With [`SearchOrder::Match`], what comes first, best first.
    pub best: Vec<JobId>,
    /// The cursor of the previous page.
    pub after: Option<PageCursor<SearchKey>>,
    /// The maximum number of results.
    pub limit: usize,
    /// Whether values are counted.
    pub with_facets: bool,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchOrder {
    /// The best match first.
    #[default]
    Relevance,
    /// The newest first.
    Date,
    /// First what fits a resume best, as far as that is known; then the others: the best match first where there are words,
    /// else the newest.
    Match,
}

/// The sort key of a result: its rank, greatest first, and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchKey {
    /// A score or a time, so that greater comes first.
    pub rank: u64,
    /// The job.
    pub id: JobId,
}

/// Distinguishes the cursor from that of the feed, which is as long.
const TAG: u32 = 0x5345_4152;

impl SortKey for SearchKey {
    fn write(self, bytes: &mut Vec<u8>) {
        (TAG, (self.rank, self.id)).write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (tag, (rank, id)) = <(u32, (u64, JobId))>::read(bytes)?;
        (tag == TAG).then_some(Self { rank, id })
    }
}

impl SearchKey {
    /// The key of a job with this score.
    pub fn of_score(score: f32, id: JobId) -> Self {
        // Bits of positive floats are ordered as the floats.
        Self { rank: u64::from(score.max(0.0).to_bits()), id }
    }

    /// The key of a job that comes first, at this place. Before those of any score or time.
    pub fn of_place(place: usize, id: JobId) -> Self {
        Self { rank: u64::MAX - place as u64, id }
    }

    /// The key of a job of this time.
    pub fn of_time(micros: i64, id: JobId) -> Self {
        Self { rank: micros.cast_unsigned() ^ (1 << 63), id }
    }
}

/// What a search finds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchResults {
    /// A page, in order.
    pub hits: Vec<SearchKey>,
    /// How many jobs match in all.
    pub total: u32,
    /// Counts by value, when asked for.
    pub facets: Facets,
    /// For each filter in use, how many jobs match without it.
    pub without: Vec<(FilterName, u32)>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn keys_are_ordered_as_scores_and_times() {
        let id = JobId(Uuid::nil());
        assert!(SearchKey::of_score(2.5, id) > SearchKey::of_score(0.1, id));
        assert!(SearchKey::of_time(5, id) > SearchKey::of_time(-5, id));
        let now = 1_800_000_000_000_000;
        assert!(SearchKey::of_place(0, id) > SearchKey::of_place(1, id));
        assert!(SearchKey::of_place(9_999, id) > SearchKey::of_time(now, id).max(SearchKey::of_score(f32::MAX, id)));
    }

    #[test]
    fn a_cursor_of_the_feed_is_refused() {
        let id = JobId(Uuid::from_u128(7));
        let ours = PageCursor(SearchKey::of_score(1.0, id));
        assert_eq!(PageCursor::from_bytes(&ours.to_bytes()), Ok(ours));
        PageCursor::<SearchKey>::from_bytes(&PageCursor((7_u64, id)).to_bytes()).unwrap_err();
    }
}
