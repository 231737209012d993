//! The score of a resume for an opening, in parts that can be shown: what each counts, why, and in whose words.
//!
//! Five parts of fixed weight: meaning, skills, level, place and pay. A part that nobody can know is left out of the sum; it
//! is not zero. The level of a regulated profession is its licence: without it an opening does not fit, however close the
//! words are. Everything here is arithmetic on texts: the same texts give the same score.

mod level;
#[cfg(test)]
mod pairs;
mod pay;
mod place;
mod skills;

use std::collections::HashSet;
use std::ops::Range;

use domain_model::catalogue::job::{Job, JobSummary, Workplace};
use domain_model::catalogue::salary::Salary;
use domain_model::matching::manipulation;
use domain_model::matching::negation;
use domain_model::matching::occupation::{self, Title};
pub use domain_model::matching::part::{PartKind, QuotationSource};
use domain_model::matching::skill::{self, Demand, Mention};

pub use skills::SkillMatch;

/// An opening without a needed licence scores less than this. Below [`crate::GAP_BELOW`] by more than any doubt.
const MAX_WITHOUT_LICENCE: f32 = 0.45;

/// Words of a resume or of a description, to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Where they stand.
    pub source: QuotationSource,
    /// The words.
    pub text: String,
    /// Where they stand in the text, in bytes.
    pub place: Range<usize>,
    /// In which line of the text, from 0.
    pub line: usize,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which one.
    pub kind: PartKind,
    /// What it counts; `None` when nobody can know.
    pub points: Option<f32>,
    /// What it could count.
    pub max: f32,
    /// The reason, in a sentence.
    pub sentence: String,
    /// The words behind it.
    pub evidence: Vec<Quotation>,
}

/// A resume as it is compared.
#[derive(Debug)]
pub struct Seeker {
    text: String,
    /// Where they live, as printed.
    home: Option<String>,
    /// What they want to be paid at least.
    desired_pay: Option<Salary>,
    mentions: Vec<Mention>,
    titles: Vec<Title>,
    /// What the resume lists as skills, known to the taxonomy or not, in lower case.
    listed: HashSet<String>,
    /// The text without what it says to a machine.
    clean_text: String,
}

impl Seeker {
    /// Reads a resume. What it says not to know, and what it says to a machine instead of a reader, does not count.
    pub fn of(text: &str, listed: &[String], home: Option<&str>) -> Self {
        let clean_parts = manipulation::kept_parts(text);
        let affirmed = negation::affirmed_parts(text);
        let counts = |place: &Range<usize>| {
            let holds =
                |parts: &[Range<usize>]| parts.iter().any(|part| part.start <= place.start && place.end <= part.end);
            holds(&clean_parts) && holds(&affirmed)
        };
        let mut mentions = skill::mentions(text);
        mentions.retain(|mention| counts(&mention.place));
        let mut titles = occupation::held(text);
        titles.retain(|title| counts(&title.place));
        let home = home.map(str::trim).filter(|home| !home.is_empty()).map(str::to_owned);
        let listed = listed.iter().map(|name| skill::canonical(name).to_lowercase()).collect();
        let clean_text: String = clean_parts.into_iter().map(|part| &text[part]).collect();
        Self {
            text: text.to_owned(),
            home,
            desired_pay: pay::desired_pay(&clean_text),
            mentions,
            titles,
            listed,
            clean_text,
        }
    }

    /// The text that is compared in meaning.
    pub fn clean_text(&self) -> &str {
        &self.clean_text
    }

    fn quote(&self, place: &Range<usize>) -> Quotation {
        quote(QuotationSource::Resume, &self.text, place)
    }
}

/// A posting as it is compared.
#[derive(Debug)]
pub struct Opening<'p> {
    title: &'p str,
    description: &'p str,
    locations: &'p [String],
    workplace: Option<Workplace>,
    salary: Option<&'p Salary>,
    demands: Vec<Demand>,
    /// What the employer lists as skills and its text does not name.
    listed: Vec<&'p str>,
}

impl<'p> Opening<'p> {
    /// Reads a job.
    pub fn of_job(job: &'p Job) -> Self {
        let posting = &job.posting;
        Self::new(&posting.title, &posting.description, &job.skills).at(
            &posting.locations,
            posting.workplace,
            posting.salary.as_ref(),
        )
    }

    /// Reads a job whose description stands elsewhere.
    pub fn of_summary(job: &'p JobSummary, description: &'p str) -> Self {
        Self::new(&job.title, description, &job.skills).at(&job.locations, job.workplace, job.salary.as_ref())
    }

    pub(crate) fn new(title: &'p str, description: &'p str, listed: &'p [String]) -> Self {
        let demands = skill::demands(title, description);
        let is_named = |name: &str| demands.iter().any(|demand| demand.skill.name == name);
        let listed = listed.iter().map(String::as_str).filter(|name| !is_named(&skill::canonical(name))).collect();
        Self { title, description, locations: &[], workplace: None, salary: None, demands, listed }
    }

    fn at(self, locations: &'p [String], workplace: Option<Workplace>, salary: Option<&'p Salary>) -> Self {
        Self { locations, workplace, salary, ..self }
    }

    fn quote(&self, place: &Range<usize>) -> Quotation {
        quote(QuotationSource::Posting, self.description, place)
    }
}

fn quote(source: QuotationSource, text: &str, place: &Range<usize>) -> Quotation {
    let line = text[..place.start].matches('\n').count();
    Quotation { source, text: text[place.clone()].to_owned(), place: place.clone(), line }
}

/// A score in its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// 0 to 1, rounded to hundredths: the points of the parts that are known by what they could be.
    pub score: f32,
    /// The sum of the parts that are known.
    pub points: f32,
    /// What that sum could be.
    pub possible: f32,
    /// One of each kind, in their order.
    pub parts: Vec<Part>,
    /// What the posting asks for, required first.
    pub skills: Vec<SkillMatch>,
    /// The licence that the work needs and the resume does not show.
    pub missing_licence: Option<String>,
}

impl Assessment {
    /// Is more known than that the texts are near each other? Without that a number would say too much.
    pub fn has_evidence(&self) -> bool {
        self.possible > PartKind::Meaning.weight()
    }
}

/// Holds a resume against an opening. `meaning` is the calibrated similarity of the texts, 0 to 1.
pub fn assess(seeker: &Seeker, opening: &Opening<'_>, meaning: f32) -> Assessment {
    let (level, missing_licence) = level::part(seeker, opening);
    let (skills_part, mut skills) = skills::part(seeker, opening);
    let parts = vec![
        meaning_part(meaning),
        skills_part,
        level,
        place::part(seeker, opening),
        pay::part(seeker.desired_pay.as_ref(), opening.salary),
    ];
    let (points, possible) = sum(&parts);
    let mut score = if possible > 0.0 { points / possible } else { 0.0 };
    if missing_licence.is_some() {
        score = score.min(MAX_WITHOUT_LICENCE);
    }
    skills::add_gains(&mut skills, possible);
    Assessment { score: hundredths(score), points: tenths(points), possible, parts, skills, missing_licence }
}

fn meaning_part(meaning: f32) -> Part {
    let sentence = match meaning {
        score if score >= 0.85 => "The texts say much the same.",
        score if score >= 0.7 => "The texts are near each other.",
        score if score >= 0.5 => "The texts read like neighbouring roles.",
        score if score >= 0.3 => "The texts have little in common.",
        _ => "The texts are from different fields.",
    };
    let max = PartKind::Meaning.weight();
    Part {
        kind: PartKind::Meaning,
        points: Some(tenths(meaning.clamp(0.0, 1.0) * max)),
        max,
        sentence: sentence.to_owned(),
        evidence: Vec::new(),
    }
}

/// The points of the parts that are known, and what they could be.
fn sum(parts: &[Part]) -> (f32, f32) {
    parts
        .iter()
        .filter_map(|part| Some((part.points?, part.max)))
        .fold((0.0, 0.0), |(points, possible), part| (points + part.0, possible + part.1))
}

fn tenths(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}

fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// "A, B and C", or "A, B and 4 more".
pub(crate) fn list(names: &[&str], most: usize) -> String {
    let (shown, rest) = names.split_at(names.len().min(most));
    match (shown, rest.len()) {
        ([], _) => String::new(),
        ([only], 0) => (*only).to_owned(),
        (shown, 0) => {
            let (last, head) = shown.split_last().expect("there is at least one name");
            format!("{} and {last}", head.join(", "))
        }
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
        assert_eq!(list(&["a"], 2), "a");
        assert_eq!(list(&["a", "b", "c"], 3), "a, b and c");
    }
}
