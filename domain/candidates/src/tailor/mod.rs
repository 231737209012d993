//! Tailoring a resume to a posting, by rules alone. Each step is a pure function of the one before:
//!
//! [`atoms()`] takes the resume apart into statements; [`relevances`] says what of them matters for the posting; the wording uses the
//! posting's own terms where they are proved; the selection fits it to the pages; the [`gate()`] lets nothing through that the resume
//! does not say; [`ats_score`] judges the result before and after.

mod atoms;
mod ats;
mod changes;
mod gate;
mod keywords;
mod retrieval;
mod selection;
mod structure;
#[cfg(test)]
mod tests;
mod wording;

use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::candidates::tailoring::{ChangeRule, KeywordState};

pub use atoms::{Atom, Evidence, atoms};
pub use ats::{AtsPart, AtsScore, KeywordFound, ats_score};
pub use changes::Change;
use changes::Refused;
pub use gate::{Rejection, gate};
pub use keywords::Keyword;
pub use retrieval::{Relevance, relevances};

/// A score to be content with.
const ENOUGH: f64 = 90.0;
/// Rounds of wording and scoring. The rules find everything in the first; a second one shows that nothing is left.
const MAX_ROUNDS: u32 = 3;

/// What a seeker chooses about tailoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TailorOptions {
    /// How many pages there may be.
    pub pages: u16,
    /// Changes that are not wanted, by [`Change::id`].
    pub refused: Vec<String>,
}

impl Default for TailorOptions {
    fn default() -> Self {
        Self { pages: 2, refused: Vec::new() }
    }
}

/// A resume, tailored to a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct Tailored {
    /// The resume. It says nothing that the one before does not.
    pub resume: StructuredResume,
    /// What was changed.
    pub changes: Vec<Change>,
    /// What of the resume matters for the posting, most first; nothing that matters not at all.
    pub relevances: Vec<Relevance>,
    /// The score of the resume as it was.
    pub before: AtsScore,
    /// The score of the tailored one.
    pub after: AtsScore,
    /// How many rounds it took.
    pub rounds: u32,
    /// What the posting asks for and the resume does not show: what the seeker could add, if it is true.
    pub missing: Vec<Keyword>,
}

/// Tailors the resume to a posting. A step that claims anything new (see [`gate()`]), or that makes the score lower without being
/// needed for the pages, is given up.
pub fn tailor(resume: &StructuredResume, title: &str, description: &str, options: &TailorOptions) -> Tailored {
    tailor_to_keywords(resume, &Keyword::of_posting(title, description), description, options)
}

/// Tailors the resume to keywords instead of a posting. `description` decides which statements are relevant besides.
pub fn tailor_to_keywords(
    resume: &StructuredResume,
    keywords: &[Keyword],
    description: &str,
    options: &TailorOptions,
) -> Tailored {
    let before = ats_score(resume, keywords);
    let mut work = Work { source: resume, draft: resume.clone(), score: before.clone(), changes: Vec::new() };
    let refused = Refused::new(&options.refused);
    let mut rounds = 0;
    while rounds < MAX_ROUNDS && (rounds == 0 || work.score.score < ENOUGH) {
        rounds += 1;
        let made = work.changes.len();
        let relevant = |draft: &StructuredResume| relevances(&atoms(draft), keywords, description);
        work.step(keywords, |draft| wording::list_shown(draft, &atoms(draft), keywords, &refused));
        work.step(keywords, |draft| wording::use_terms(draft, keywords, &refused));
        work.step(keywords, |draft| selection::trim(draft, options.pages, &relevant(draft), &refused));
        work.step(keywords, |draft| wording::reorder(draft, &relevant(draft), &refused));
        if work.changes.len() == made {
            break;
        }
    }
    let Work { draft, score: after, changes, .. } = work;
    let mut relevances = relevances(&atoms(resume), keywords, description);
    relevances.retain(|relevance| !relevance.proves.is_empty() || !relevance.shares.is_empty());
    relevances.sort_by(|a, b| b.points.total_cmp(&a.points));
    let missing = after.keywords.iter().filter(|found| found.state == KeywordState::Missing);
    let missing = missing.map(|found| found.keyword.clone()).collect();
    Tailored { resume: draft, changes, relevances, before, after, rounds, missing }
}

/// A resume on its way.
struct Work<'r> {
    source: &'r StructuredResume,
    draft: StructuredResume,
    score: AtsScore,
    changes: Vec<Change>,
}

impl Work<'_> {
    fn step(&mut self, keywords: &[Keyword], change: impl FnOnce(&mut StructuredResume) -> Vec<Change>) {
        let mut draft = self.draft.clone();
        let made = change(&mut draft);
        if made.is_empty() || !gate(&draft, self.source).is_empty() {
            return;
        }
        let score = ats_score(&draft, keywords);
        let is_needed = made.iter().any(|change| change.rule == ChangeRule::Trimmed);
        if is_needed || score.score >= self.score.score {
            (self.draft, self.score) = (draft, score);
            self.changes.extend(made);
        }
    }
}
