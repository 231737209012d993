//! An estimate of how an applicant tracking system (ATS) rates a resume. No vendor publishes its score, so this one explains
//! every point: keywords, density, structure, and machine readability.
//!
//! The same resume and keywords give the same score. Repeating a keyword does not raise it.

use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::candidates::tailoring::{AtomKind, AtsPartKind, KeywordState};
use domain_model::kernel::text::normalise;

use super::atoms::{Atom, Evidence, atoms};
use super::keywords::{Keyword, occurrences};
use super::retrieval::proves;
use super::structure::structure;
use crate::output::{SheetOptions, as_text, read_back, sheet};

/// What a keyword counts, in hundredths. Much software compares letters, so other words for the same count little.
const fn worth(state: KeywordState) -> u32 {
    match state {
        KeywordState::Shown => 100,
        KeywordState::Listed => 80,
        KeywordState::Supported => 30,
        KeywordState::Missing => 0,
    }
}

/// The score with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct AtsScore {
    /// Points of possible points, from 0 to 100, to one decimal.
    pub score: f64,
    /// The parts. One that cannot be judged is not among them: a posting that asks for nothing is not fulfilled.
    pub parts: Vec<AtsPart>,
    /// Every keyword.
    pub keywords: Vec<KeywordFound>,
}

/// A part of the score.
#[derive(Debug, Clone, PartialEq)]
pub struct AtsPart {
    /// Which.
    pub kind: AtsPartKind,
    /// What it counts.
    pub points: f64,
    /// What it could count.
    pub possible: u32,
    /// Why it does not count more, in plain English.
    pub lacks: Vec<String>,
}

/// A keyword and how the resume has it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeywordFound {
    /// The keyword.
    pub keyword: Keyword,
    /// How it is there.
    pub state: KeywordState,
    /// How often it stands there in the posting's own words.
    pub count: usize,
    /// Whether that is so often that it reads as stuffed.
    pub is_overused: bool,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// How much the score would rise if something that was done showed it.
    pub adds: f64,
}

const KEYWORDS: u32 = 55;
const DENSITY: u32 = 10;
const READABILITY: u32 = 15;
/// A keyword may stand so often …
const OFTEN: usize = 5;
/// … or be so many of a hundred words.
const DENSE: usize = 3;
/// What each keyword that is overused costs.
const OVERUSED: f64 = 2.5;

/// Judges a resume by these keywords.
pub fn ats_score(resume: &StructuredResume, keywords: &[Keyword]) -> AtsScore {
    let mut found = find(&atoms(resume), keywords);
    let mut parts = Vec::new();
    if !found.is_empty() {
        parts.push(keyword_part(&found));
        parts.push(density_part(&found));
    }
    parts.push(structure(resume));
    parts.push(readability(resume));
    let possible: u32 = parts.iter().map(|part| part.possible).sum();
    let points: f64 = parts.iter().map(|part| part.points).sum();
    let of_keywords = f64::from(KEYWORDS) / f64::from(possible) * 100.0 / f64::from(most(&found).max(1));
    for found in &mut found {
        found.adds = tenths(of_keywords * f64::from(most(std::slice::from_ref(found)) - earned(found)));
    }
    AtsScore { score: tenths(points / f64::from(possible) * 100.0), parts, keywords: found }
}

fn find(atoms: &[Atom], keywords: &[Keyword]) -> Vec<KeywordFound> {
    let normal: Vec<String> = atoms.iter().map(|atom| normalise(&atom.text)).collect();
    let words: usize = normal.iter().map(|text| text.split(' ').count()).sum();
    let look_for = |keyword: &Keyword| {
        let term = normalise(&keyword.written);
        let shows = |(atom, text): &(&Atom, &String)| proves(atom, text, keyword);
        let proofs: Vec<(&Atom, &String)> = atoms.iter().zip(&normal).filter(shows).collect();
        let is_literal = |(_, text): &&(&Atom, &String)| occurrences(text, &term) > 0;
        let is_done = |(atom, _): &(&Atom, &String)| !matches!(atom.kind, AtomKind::Skill | AtomKind::Summary);
        let state = if proofs.is_empty() {
            KeywordState::Missing
        } else if proofs.iter().filter(is_literal).any(is_done) {
            KeywordState::Shown
        } else if proofs.iter().any(|proof| is_literal(&proof)) {
            KeywordState::Listed
        } else {
            KeywordState::Supported
        };
        let count = normal.iter().map(|text| occurrences(text, &term)).sum();
        KeywordFound {
            keyword: keyword.clone(),
            state,
            count,
            is_overused: count > OFTEN && count * 100 > words * DENSE,
            evidence: proofs.into_iter().map(|(atom, _)| atom.evidence()).collect(),
            adds: 0.0,
        }
    };
    keywords.iter().map(look_for).collect()
}

/// What a keyword counts as it is found, by its weight.
fn earned(found: &KeywordFound) -> u32 {
    found.keyword.weight() * worth(found.state)
}

/// What keywords could count.
fn most(found: &[KeywordFound]) -> u32 {
    found.iter().map(|found| found.keyword.weight() * worth(KeywordState::Shown)).sum()
}

fn keyword_part(found: &[KeywordFound]) -> AtsPart {
    let earned: u32 = found.iter().map(earned).sum();
    let lacks = found.iter().filter_map(|found| {
        let term = &found.keyword.written;
        match found.state {
            KeywordState::Shown => None,
            KeywordState::Listed => Some(format!("“{term}” is listed, but nothing you did shows it")),
            KeywordState::Supported => Some(format!("“{term}” is there in other words only")),
            KeywordState::Missing => Some(format!("“{term}” ({}) is not found", found.keyword.need)),
        }
    });
    AtsPart {
        kind: AtsPartKind::Keywords,
        points: tenths(f64::from(KEYWORDS * earned) / f64::from(most(found))),
        possible: KEYWORDS,
        lacks: lacks.collect(),
    }
}

fn density_part(found: &[KeywordFound]) -> AtsPart {
    let overused: Vec<&KeywordFound> = found.iter().filter(|found| found.is_overused).collect();
    let cost: f64 = overused.iter().map(|_| OVERUSED).sum();
    AtsPart {
        kind: AtsPartKind::Density,
        points: (f64::from(DENSITY) - cost).max(0.0),
        possible: DENSITY,
        lacks: overused
            .iter()
            .map(|found| format!("“{}” stands there {} times", found.keyword.written, found.count))
            .collect(),
    }
}

fn readability(resume: &StructuredResume) -> AtsPart {
    let printed = as_text(&sheet(resume, &SheetOptions::default()));
    let read = read_back(resume, &printed.as_str().into());
    let wrong: Vec<&String> = read.lost.iter().chain(&read.misread).collect();
    #[expect(clippy::cast_precision_loss, reason = "some hundred fields")]
    let share = if read.fields == 0 { 0.0 } else { 1.0 - wrong.len() as f64 / read.fields as f64 };
    AtsPart {
        kind: AtsPartKind::Readability,
        points: tenths(f64::from(READABILITY) * share),
        possible: READABILITY,
        lacks: wrong.into_iter().map(|path| format!("a machine does not read {path} as you mean it")).collect(),
    }
}

/// To one decimal.
pub(super) fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
