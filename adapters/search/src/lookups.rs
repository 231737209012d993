//! Translates a query of the domain to lookups in the fields of the index.

use domain_model::search::language::{Language, stems};
use domain_model::search::query::{Alternative, Concept, ConceptKind, SearchQuery};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::matcher::{ConceptQuery, Excluded, Lookup, Matcher};
use crate::schema::Fields;

/// How much a word counts where it stands.
const TITLE: f32 = 3.0;
const TITLE_STEM: f32 = 1.5;
const SKILL: f32 = 1.5;
const EMPLOYER: f32 = 1.5;
const PLACE: f32 = 2.0;
const BODY: f32 = 1.0;
/// Words of a phrase that are scattered over a title.
const SCATTERED: f32 = 0.7;

/// How much of a trade a job shows whose description alone names it.
const MENTIONED_TRADE: f32 = 0.35;
/// A trade weighs more than other words: who looks for nurses in a town wants nurses rather than the town.
const TRADE: f32 = 1.6;
/// No word weighs more than one that so many jobs use, so that a rare one does not outweigh all others.
const RAREST: f32 = 0.004;

/// The query on this state of the index.
pub(crate) fn matcher(
    searcher: &Searcher,
    fields: &Fields,
    languages: &[Language],
    query: &SearchQuery,
) -> tantivy::Result<Matcher> {
    let reader = Reader { searcher, fields, languages };
    let concepts = query.concepts.iter().map(|concept| reader.concept(concept)).collect::<tantivy::Result<_>>()?;
    let mut excluded: Vec<Box<dyn Query>> = Vec::new();
    let mut about = Vec::new();
    for words in query.not_in_heading.iter().chain(&query.not_anywhere) {
        for field in [fields.title, fields.skills, fields.employer, fields.places] {
            excluded.push(in_a_row(field, words));
        }
    }
    for words in &query.not_anywhere {
        match words.as_slice() {
            [word] => about.extend(stems(word, languages).iter().map(|stem| Term::from_field_text(fields.body, stem))),
            words => excluded.extend(reader.in_stems(fields.body, words)),
        }
    }
    let near = query.near.iter().map(|near| (fields.id_term(near.id), *near)).collect();
    Matcher::new(searcher, concepts, Excluded { queries: excluded, about }, query.enough, near)
}

struct Reader<'s> {
    searcher: &'s Searcher,
    fields: &'s Fields,
    languages: &'s [Language],
}

impl Reader<'_> {
    fn concept(&self, concept: &Concept) -> tantivy::Result<ConceptQuery> {
        let mut lookups = Vec::new();
        let mut jobs = 0;
        for (at, alternative) in concept.alternatives.iter().enumerate() {
            let first = lookups.len();
            self.look_up(concept.kind, alternative, at, &mut lookups);
            for lookup in &lookups[first..] {
                jobs = jobs.max(self.count(lookup.query.as_ref())?);
            }
        }
        let weight = match concept.kind {
            ConceptKind::Optional => 0.0,
            ConceptKind::Occupation => TRADE * self.rarity(jobs),
            ConceptKind::Word | ConceptKind::Required | ConceptKind::Name => self.rarity(jobs),
        };
        Ok(ConceptQuery { lookups, weight, is_required: concept.kind == ConceptKind::Required })
    }

    fn look_up(&self, kind: ConceptKind, alternative: &Alternative, at: usize, lookups: &mut Vec<Lookup>) {
        let fields = self.fields;
        let words = &alternative.words;
        let mut put = |query: Box<dyn Query>, boost: f32, shows: f32| {
            let query = Box::new(BoostQuery::new(query, boost * alternative.weight));
            lookups.push(Lookup { query, alternative: at, shows });
        };
        put(in_a_row(fields.title, words), TITLE, 1.0);
        for query in self.in_stems(fields.title_stems, words) {
            put(query, TITLE_STEM, 1.0);
        }
        put(in_a_row(fields.skills, words), SKILL, 1.0);
        if kind == ConceptKind::Name {
            return;
        }
        if kind == ConceptKind::Occupation && words.len() > 1 {
            put(self.scattered(words), SCATTERED, 1.0);
        }
        put(in_a_row(fields.employer, words), EMPLOYER, 1.0);
        put(in_a_row(fields.places, words), PLACE, 1.0);
        let shows = if kind == ConceptKind::Occupation { MENTIONED_TRADE } else { 1.0 };
        for query in self.in_stems(fields.body, words) {
            put(query, BODY, shows);
        }
    }

    /// The words by their stems in each language of the index, in a row.
    fn in_stems(&self, field: Field, words: &[String]) -> Vec<Box<dyn Query>> {
        if let [word] = words {
            let stems = stems(word, self.languages).into_iter();
            return stems.map(|stem| term(field, &stem)).collect();
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        for language in self.languages {
            let row: Vec<String> = words.iter().map(|word| language.stem(word)).collect();
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows.iter().map(|row| in_a_row(field, row)).collect()
    }

    /// All words in a title, in any order.
    fn scattered(&self, words: &[String]) -> Box<dyn Query> {
        let every = words.iter().map(|word| {
            let forms = self.in_stems(self.fields.title_stems, std::slice::from_ref(word));
            (Occur::Must, Box::new(BooleanQuery::union(forms)) as Box<dyn Query>)
        });
        Box::new(BooleanQuery::new(every.collect()))
    }

    /// About how many jobs a lookup finds: for words in a row, as many as the rarest of them.
    fn count(&self, query: &dyn Query) -> tantivy::Result<u64> {
        let mut terms = Vec::new();
        query.query_terms(&mut |term, _| terms.push(term.clone()));
        let counts = terms.iter().map(|term| self.searcher.doc_freq(term));
        let counts: Vec<u64> = counts.collect::<tantivy::Result<_>>()?;
        Ok(counts.into_iter().min().unwrap_or_default())
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of jobs are far below 2^24, and this is a weight")]
    fn rarity(&self, jobs: u64) -> f32 {
        let all = self.searcher.num_docs() as f32;
        let jobs = (jobs as f32).max(RAREST * all).min(all);
        (1.0 + (all - jobs + 0.5) / (jobs + 0.5)).ln()
    }
}

fn term(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// One word, or several in a row.
pub(crate) fn in_a_row(field: Field, words: &[String]) -> Box<dyn Query> {
    match words {
        [word] => term(field, word),
        words => Box::new(PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, word)).collect())),
    }
}
