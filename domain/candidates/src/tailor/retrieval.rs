//! Ranks the statements of a resume for a posting: by the requirements they prove, the words they share, and their age.

use std::collections::HashSet;

use domain_model::kernel::text::normalise;
use domain_model::matching::skill;

use super::atoms::Atom;
use super::keywords::Keyword;

/// Shorter words are too common to show relevance.
const MIN_DISTINCTIVE_LETTERS: usize = 5;
/// The maximum points for shared words: less than for one required skill.
const MAX_WORD_POINTS: f64 = 1.5;
/// What ended so many years before the newest counts as old.
const OLD: u16 = 10;

/// How much an atom matters for a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct Relevance {
    /// As in [`super::Atom::path`].
    pub path: String,
    /// The sum of what follows. Only its order means something.
    pub points: f64,
    /// What of the posting it proves, in the posting's words.
    pub proves: Vec<String>,
    /// Distinctive words that it shares with the posting, at most six.
    pub shares: Vec<String>,
}

/// The relevance of every atom, in the order of the atoms.
pub fn relevances(atoms: &[Atom], keywords: &[Keyword], description: &str) -> Vec<Relevance> {
    let posting_words: HashSet<String> = distinctive_words(description).collect();
    let newest = atoms.iter().filter_map(|atom| atom.ended).max();
    atoms.iter().map(|atom| relevance(atom, keywords, &posting_words, newest)).collect()
}

fn relevance(atom: &Atom, keywords: &[Keyword], posting_words: &HashSet<String>, newest: Option<u16>) -> Relevance {
    let normal = normalise(&atom.text);
    let proved: Vec<&Keyword> = keywords.iter().filter(|keyword| proves(atom, &normal, keyword)).collect();
    let mut seen = HashSet::new();
    let shares: Vec<String> = distinctive_words(&atom.text)
        .filter(|word| posting_words.contains(word) && seen.insert(word.clone()))
        .collect();
    let years_ago = newest.zip(atom.ended).map_or(0, |(newest, ended)| newest.saturating_sub(ended).min(OLD));
    #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
    let by_words = (shares.len() as f64 * 0.25).min(MAX_WORD_POINTS);
    let by_skills: f64 = proved.iter().map(|keyword| f64::from(keyword.weight())).sum();
    let by_age = 1.0 - f64::from(years_ago) / f64::from(OLD);
    Relevance {
        path: atom.path.clone(),
        points: by_skills + by_words + by_age,
        proves: proved.into_iter().map(|keyword| keyword.written.clone()).collect(),
        shares: shares.into_iter().take(6).collect(),
    }
}

/// Does the atom name what is asked for, under any of its names, or something that plainly shows it?
pub(super) fn proves(atom: &Atom, normal: &str, keyword: &Keyword) -> bool {
    match keyword.skill {
        Some(required) => {
            let had: Vec<String> = atom.skills.iter().map(|skill| skill.name.clone()).collect();
            skill::missing(std::slice::from_ref(&required.name), &had).is_empty()
        }
        None => keyword.is_written_in(normal),
    }
}

fn distinctive_words(text: &str) -> impl Iterator<Item = String> {
    let normal = normalise(text);
    let words: Vec<String> = normal
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_DISTINCTIVE_LETTERS)
        .map(str::to_owned)
        .collect();
    words.into_iter()
}
