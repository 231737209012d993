//! Facts of a posting that rules can extract: skills, duties, seniority, trade.

use std::collections::HashMap;

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::outline::{Outline, Section};
use domain_model::kernel::text::{normalise, shorten};
use domain_model::matching::skill::{self, Need, Skill};

const MAX_SKILLS: usize = 25;
const MAX_QUOTE_CHARS: usize = 140;

/// The seniority of the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seniority {
    Trainee,
    Regular,
    Senior,
    Leader,
}

/// The facts of a posting.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) title: String,
    pub(crate) seniority: Seniority,
    /// The required years of experience.
    pub(crate) years: Option<u32>,
    /// The skills of the posting, requirements first.
    pub(crate) skills: Vec<&'static Skill>,
    /// The skills of the section "nice to have".
    pub(crate) preferred_skills: Vec<&'static str>,
    /// Duties, as quotes.
    pub(crate) duties: Vec<String>,
    /// Requirements, as quotes.
    pub(crate) requirements: Vec<String>,
    /// A requirement that names a licence, certificate, registration or degree.
    pub(crate) credential: Option<String>,
}

impl Facts {
    pub(crate) fn of(posting: &Posting) -> Self {
        let outline = Outline::of(&posting.description);
        let requirements = quotes(&outline, Section::Requirements);
        let credential = requirements.iter().find(|text| names_credential(text)).cloned();
        Self {
            title: posting.title.clone(),
            seniority: seniority(&posting.title),
            years: years(&outline),
            skills: skills(posting),
            preferred_skills: skills_in(&outline, &[Section::NiceToHave])
                .into_iter()
                .map(|skill| skill.name.as_str())
                .collect(),
            duties: duties(&outline),
            requirements,
            credential,
        }
    }

    /// The skills of the occupation, without soft skills and languages.
    pub(crate) fn occupational_skills(&self) -> Vec<&'static Skill> {
        let is_occupational = |skill: &&Skill| !matches!(skill.category, "soft" | "human-language");
        self.skills.iter().copied().filter(is_occupational).collect()
    }

    /// The most frequent category of the skills.
    pub(crate) fn main_category(&self) -> Option<&'static str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for skill in self.occupational_skills() {
            *counts.entry(skill.category).or_default() += 1;
        }
        // Ties are broken alphabetically, so that the result is deterministic.
        counts.into_iter().max_by(|(a, m), (b, n)| m.cmp(n).then(b.cmp(a))).map(|(category, _)| category)
    }
}

fn seniority(title: &str) -> Seniority {
    let title = normalise(title);
    let has = |names: &[&str]| title.split(|c: char| !c.is_alphanumeric()).any(|word| names.contains(&word));
    if has(&["intern", "trainee", "apprentice", "graduate", "junior", "entry", "werkstudent", "azubi", "assistant"]) {
        Seniority::Trainee
    } else if has(&["lead", "head", "manager", "director", "chief", "supervisor", "foreman", "vp", "principal"]) {
        Seniority::Leader
    } else if has(&["senior", "sr", "staff", "expert", "experienced"]) {
        Seniority::Senior
    } else {
        Seniority::Regular
    }
}

/// The first required number of years: "3+ years", "at least two years", "3-5 years".
fn years(outline: &Outline) -> Option<u32> {
    let mut required =
        [Section::Requirements, Section::Other, Section::Duties].into_iter().flat_map(|s| outline.section(s));
    required.find_map(|statement| years_in(&normalise(&statement.text)))
}

fn years_in(text: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| matches!(*word, "years" | "year" | "yrs" | "jahre" | "años"))?;
    let number = |word: &&str| {
        word.parse().ok().or_else(|| WORDS.iter().position(|name| name == word).and_then(|n| u32::try_from(n).ok()))
    };
    // The lower bound of "3-5 years": the first number within the two words before it.
    words[at.saturating_sub(2)..at].iter().find_map(number).filter(|years| (1..=20).contains(years))
}

/// Required skills first, then named ones, then preferred ones; without those that the posting says are not needed.
fn skills(posting: &Posting) -> Vec<&'static Skill> {
    let mut demands = skill::demands(&posting.title, &posting.description);
    let order = [Need::Required, Need::Named, Need::Preferred];
    demands.sort_by_key(|demand| order.iter().position(|&need| need == demand.need));
    demands.truncate(MAX_SKILLS);
    demands.into_iter().map(|demand| demand.skill).collect()
}

fn skills_in(outline: &Outline, sections: &[Section]) -> Vec<&'static Skill> {
    let texts: Vec<&str> = sections
        .iter()
        .flat_map(|&section| outline.section(section))
        .map(|statement| statement.text.as_str())
        .collect();
    skill::recognise(&texts.join("\n\n"))
}

/// The section of duties; without one, other list items; without those, sentences that address the reader.
fn duties(outline: &Outline) -> Vec<String> {
    let listed = quotes(outline, Section::Duties);
    if !listed.is_empty() {
        return listed;
    }
    let items: Vec<String> =
        outline.section(Section::Other).filter(|statement| statement.is_item).map(|item| quote(&item.text)).collect();
    if !items.is_empty() {
        return items;
    }
    let sentences = outline.section(Section::Other).flat_map(|statement| statement.text.split(['.', '!', '?']));
    let addressed = sentences.filter(|sentence| {
        let words = normalise(sentence);
        ["you will ", "you'll ", "you are ", "your ", "responsible for "].iter().any(|mark| words.contains(mark))
    });
    addressed.map(quote).filter(|sentence| !sentence.is_empty()).collect()
}

/// The statements of a section as quotes; list items before prose.
fn quotes(outline: &Outline, section: Section) -> Vec<String> {
    let mut statements: Vec<_> = outline.section(section).collect();
    statements.sort_by_key(|statement| !statement.is_item);
    statements.iter().map(|statement| quote(&statement.text)).filter(|text| text.chars().count() >= 8).collect()
}

fn quote(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['"', '“', '”', '„'], "'");
    shorten(text.trim_end_matches(['.', ';', ',', ':']), MAX_QUOTE_CHARS)
}

fn names_credential(text: &str) -> bool {
    const MARKS: [&str; 15] = [
        "certificat",
        "certified",
        "licence",
        "license",
        "licensed",
        "registration",
        "registered",
        "degree",
        "diploma",
        "accredit",
        "apprenticeship",
        "ausbildung",
        "qualified",
        "título",
        "chartered",
    ];
    let text = normalise(text);
    MARKS.iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_common_wordings() {
        let cases = [
            ("3+ years of experience", Some(3)),
            ("at least two years in retail", Some(2)),
            ("3–5 years", Some(3)),
            ("for over 130 years we", None),
            ("this year", None),
        ];
        for (text, expected) in cases {
            assert_eq!(years_in(&normalise(text)), expected, "{text}");
        }
    }

    #[test]
    fn seniority_is_read_from_whole_words_of_the_title() {
        let cases = [
            ("Senior Rust Engineer", Seniority::Senior),
            ("Trainee train driver", Seniority::Trainee),
            ("Head of People", Seniority::Leader),
            ("Leadership coach", Seniority::Regular),
            ("International buyer", Seniority::Regular),
        ];
        for (title, expected) in cases {
            assert_eq!(seniority(title), expected, "{title}");
        }
    }
}
