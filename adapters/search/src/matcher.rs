//! Which documents of a segment match a query, and how well.
//!
//! A document matches when its concepts weigh enough. Concepts are read from their lists of documents at the same time;
//! those that together weigh too little to bring a match of their own are only looked up. A document that is near to the
//! query in meaning scores more, and may match for that alone.

use domain_model::search::query::Near;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// A query for one alternative of a concept in one field.
pub(crate) struct Lookup {
    pub(crate) query: Box<dyn Query>,
    /// The way, by number.
    pub(crate) alternative: usize,
    /// How much of the concept's weight it shows: less where a word proves little.
    pub(crate) shows: f32,
}

/// A concept of a query.
pub(crate) struct ConceptQuery {
    pub(crate) lookups: Vec<Lookup>,
    /// Its weight among the concepts; 0 orders results and brings none.
    pub(crate) weight: f32,
    pub(crate) is_required: bool,
}

/// The excluded words and phrases.
pub(crate) struct Excluded {
    pub(crate) queries: Vec<Box<dyn Query>>,
    /// Words that a text must not be about.
    pub(crate) about: Vec<Term>,
}

/// A text is about a word that it has so often.
const ABOUT: u32 = 3;

/// A query on one state of the index.
pub(crate) struct Matcher {
    concepts: Vec<WeightedConcept>,
    excluded: Vec<Box<dyn Weight>>,
    about: Vec<Term>,
    enough: f32,
    near: Vec<(Term, Near)>,
}

/// A document that matches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) doc: DocId,
    /// For its words.
    pub(crate) score: Score,
    /// How near it is in meaning, if it is.
    pub(crate) near: Option<f32>,
}

/// What a document shows of the concepts.
struct Shown {
    score: Score,
    is_enough: bool,
    /// Whether nothing required is missing.
    has_required: bool,
}

struct WeightedConcept {
    lookups: Vec<(Box<dyn Weight>, usize, f32)>,
    weight: f32,
    is_required: bool,
}

struct ConceptScorer {
    lookups: Vec<(Box<dyn Scorer>, usize, f32)>,
    weight: f32,
    is_required: bool,
    /// The first document that some lookup is at.
    doc: DocId,
}

impl Matcher {
    /// A matcher of documents whose concepts weigh so much of all.
    pub(crate) fn new(
        searcher: &Searcher,
        concepts: Vec<ConceptQuery>,
        excluded: Excluded,
        enough: f32,
        near: Vec<(Term, Near)>,
    ) -> tantivy::Result<Self> {
        let total: f32 = concepts.iter().map(|concept| concept.weight).sum();
        let mut weighted = Vec::with_capacity(concepts.len());
        for concept in concepts {
            let mut lookups = Vec::with_capacity(concept.lookups.len());
            for lookup in concept.lookups {
                let weight = lookup.query.weight(EnableScoring::enabled_from_searcher(searcher))?;
                lookups.push((weight, lookup.alternative, lookup.shows));
            }
            weighted.push(WeightedConcept { lookups, weight: concept.weight, is_required: concept.is_required });
        }
        // Light ones first: they are the ones that are only looked up.
        weighted.sort_by(|a, b| (a.is_required, a.weight).partial_cmp(&(b.is_required, b.weight)).expect("no NaN"));
        let scoring = EnableScoring::disabled_from_searcher(searcher);
        let about = excluded.about;
        let excluded = excluded.queries.iter().map(|query| query.weight(scoring)).collect::<tantivy::Result<_>>()?;
        Ok(Self { concepts: weighted, excluded, about, enough: total * enough, near })
    }

    /// Hands each matching document of the segment to `found`, in order.
    pub(crate) fn for_each(
        &self,
        segment: &SegmentReader,
        mut found: impl FnMut(Found) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let mut without = Exclusions::new(self, segment)?;
        let mut concepts = Vec::with_capacity(self.concepts.len());
        for concept in &self.concepts {
            concepts.push(ConceptScorer::new(concept, segment)?);
        }
        let total: f32 = concepts.iter().map(|concept| concept.weight).sum();
        let mut first_driver = 0;
        let mut light = 0.0;
        while first_driver < concepts.len() {
            let concept = &concepts[first_driver];
            light += concept.weight;
            if light >= self.enough || concept.is_required {
                break;
            }
            first_driver += 1;
        }
        if self.concepts.is_empty() && self.near.is_empty() {
            return every(segment, &mut without, found);
        }
        if total == 0.0 {
            // Words that only order results bring none.
            first_driver = concepts.len();
        }
        let near = self.near_in(segment)?;
        let mut nearest = near.iter().peekable();
        loop {
            let by_words = concepts[first_driver..].iter().map(|concept| concept.doc).min().unwrap_or(TERMINATED);
            let doc = by_words.min(nearest.peek().map_or(TERMINATED, |(doc, _)| *doc));
            if doc == TERMINATED {
                return Ok(());
            }
            let near = nearest.next_if(|(at, _)| *at == doc).map(|(_, near)| near);
            let is_alive = !segment.is_deleted(doc) && !without.has(doc);
            if is_alive && let Some(score) = self.score(&mut concepts, first_driver, doc, total, near) {
                found(Found { doc, score, near: near.map(|near| near.strength) })?;
            }
            for concept in &mut concepts[first_driver..] {
                if concept.doc == doc {
                    concept.advance();
                }
            }
        }
    }

    /// The documents of the segment that are near, in order.
    fn near_in(&self, segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, Near)>> {
        let mut near = Vec::new();
        for (term, job) in &self.near {
            let index = segment.inverted_index(term.field())?;
            if let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? {
                while postings.doc() != TERMINATED {
                    near.push((postings.doc(), *job));
                    postings.advance();
                }
            }
        }
        near.sort_by_key(|(doc, _)| *doc);
        near.dedup_by_key(|(doc, _)| *doc);
        Ok(near)
    }

    /// What a document scores for its words; `None` when it matches neither for them nor for its meaning.
    fn score(
        &self,
        concepts: &mut [ConceptScorer],
        first_driver: usize,
        doc: DocId,
        total: f32,
        near: Option<&Near>,
    ) -> Option<Score> {
        let shown = self.shown(concepts, first_driver, doc, total);
        let matches = shown.has_required && (shown.is_enough || near.is_some_and(|near| near.is_enough));
        matches.then_some(if shown.is_enough { shown.score } else { 0.0 })
    }

    fn shown(&self, concepts: &mut [ConceptScorer], first_driver: usize, doc: DocId, total: f32) -> Shown {
        let (mut shown, mut score, mut has_required) = (0.0, 0.0, true);
        // What is required comes first.
        for (at, concept) in concepts.iter_mut().enumerate().rev() {
            if at < first_driver {
                concept.seek(doc);
            }
            let (part, shows) = concept.score_at(doc);
            if concept.is_required && shows == 0.0 {
                has_required = false;
                break;
            }
            shown += shows * concept.weight;
            score += part;
        }
        let share = if total > 0.0 { (shown / total).clamp(0.0, 1.0) } else { 0.0 };
        // Rounding must not decide.
        let is_enough = total > 0.0 && shown >= self.enough - 1e-4;
        Shown { score: score * share * share, is_enough, has_required }
    }
}

impl ConceptScorer {
    fn new(concept: &WeightedConcept, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut lookups = Vec::with_capacity(concept.lookups.len());
        for (weight, alternative, shows) in &concept.lookups {
            let scorer = weight.scorer(segment, 1.0)?;
            if scorer.doc() != TERMINATED {
                lookups.push((scorer, *alternative, *shows));
            }
        }
        let mut concept = Self { lookups, weight: concept.weight, is_required: concept.is_required, doc: TERMINATED };
        concept.find_doc();
        Ok(concept)
    }

    fn find_doc(&mut self) {
        self.doc = self.lookups.iter().map(|(scorer, ..)| scorer.doc()).min().unwrap_or(TERMINATED);
    }

    fn advance(&mut self) {
        let doc = self.doc;
        for (scorer, ..) in &mut self.lookups {
            if scorer.doc() == doc {
                scorer.advance();
            }
        }
        self.find_doc();
    }

    fn seek(&mut self, doc: DocId) {
        if self.doc < doc {
            for (scorer, ..) in &mut self.lookups {
                if scorer.doc() < doc {
                    scorer.seek(doc);
                }
            }
            self.find_doc();
        }
    }

    /// The score of the best way to express the concept, and how much of the concept the document shows.
    fn score_at(&mut self, doc: DocId) -> (Score, f32) {
        if self.doc != doc {
            return (0.0, 0.0);
        }
        let (mut best, mut shown) = (0.0_f32, 0.0_f32);
        let (mut current, mut sum) = (usize::MAX, 0.0);
        for (scorer, alternative, shows) in &mut self.lookups {
            if scorer.doc() != doc {
                continue;
            }
            if *alternative != current {
                current = *alternative;
                sum = 0.0;
            }
            sum += scorer.score();
            best = best.max(sum);
            shown = shown.max(*shows);
        }
        (best, shown)
    }
}

/// The excluded documents of a segment.
struct Exclusions {
    scorers: Vec<Box<dyn Scorer>>,
    about: Vec<SegmentPostings>,
}

impl Exclusions {
    fn new(matcher: &Matcher, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut without = Self { scorers: Vec::new(), about: Vec::new() };
        for weight in &matcher.excluded {
            without.scorers.push(weight.scorer(segment, 1.0)?);
        }
        for term in &matcher.about {
            let index = segment.inverted_index(term.field())?;
            without.about.extend(index.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        Ok(without)
    }

    /// Documents are asked for in order.
    fn has(&mut self, doc: DocId) -> bool {
        self.scorers.iter_mut().any(|scorer| is_at(scorer, doc))
            || self.about.iter_mut().any(|postings| is_at(postings, doc) && postings.term_freq() >= ABOUT)
    }
}

fn is_at(documents: &mut impl DocSet, doc: DocId) -> bool {
    if documents.doc() < doc {
        documents.seek(doc);
    }
    documents.doc() == doc
}

fn every(
    segment: &SegmentReader,
    without: &mut Exclusions,
    mut found: impl FnMut(Found) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    for doc in 0..segment.max_doc() {
        if !segment.is_deleted(doc) && !without.has(doc) {
            found(Found { doc, score: 1.0, near: None })?;
        }
    }
    Ok(())
}
