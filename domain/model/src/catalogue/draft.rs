//! Postings that employers write here, before they are in the catalogue.

use chrono::{DateTime, Utc};
use url::Url;

use super::job::{EmploymentType, Posting, Workplace};
use super::salary::Salary;
use crate::kernel::text::{clean, normalise};
use crate::matching::skill;

/// A posting as an employer writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingDraft {
    /// What the job is called.
    pub title: String,
    /// The employer.
    pub company: String,
    /// What is to be done, and who is looked for.
    pub description: String,
    /// Skills that are asked for. Those that the description does not name are added to it.
    pub skills: Vec<String>,
    /// Where, one entry for each place.
    pub locations: Vec<String>,
    /// From home or not.
    pub workplace: Option<Workplace>,
    /// The kind of contract.
    pub employment_type: Option<EmploymentType>,
    /// Pay.
    pub salary: Option<Salary>,
    /// Department or category.
    pub department: Option<String>,
    /// Where to apply, when that is not here.
    pub apply_url: Option<Url>,
    /// The last moment to apply.
    pub valid_through: Option<DateTime<Utc>>,
}

/// What a draft lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftFault {
    /// The title is too short.
    #[error("the title has at least {} characters", PostingDraft::MIN_TITLE_CHARS)]
    Title,
    /// There is no employer.
    #[error("the employer has a name")]
    Company,
    /// The description is too short.
    #[error("the description has at least {} characters", PostingDraft::MIN_DESCRIPTION_CHARS)]
    ShortDescription,
    /// The description is too long.
    #[error("the description has at most {} characters", PostingDraft::MAX_DESCRIPTION_CHARS)]
    LongDescription,
    /// There are too many skills, or one of them is no name.
    #[error(
        "there are at most {} skills of at most {} characters",
        PostingDraft::MAX_SKILLS,
        PostingDraft::MAX_SKILL_CHARS
    )]
    Skills,
    /// There are too many places.
    #[error("there are at most {} places", PostingDraft::MAX_LOCATIONS)]
    Locations,
    /// The address to apply at is not one of the web.
    #[error("the address to apply at begins with `https://` or `http://`")]
    ApplyUrl,
    /// It is over before it begins.
    #[error("the last moment to apply is in the future")]
    ValidThrough,
}

/// Everything that a draft lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct DraftFaults(pub Vec<DraftFault>);

impl PostingDraft {
    /// The least characters of a title.
    pub const MIN_TITLE_CHARS: usize = 3;
    /// The least characters of a description.
    pub const MIN_DESCRIPTION_CHARS: usize = 20;
    /// The most characters of a description.
    pub const MAX_DESCRIPTION_CHARS: usize = 50_000;
    /// The most skills.
    pub const MAX_SKILLS: usize = 50;
    /// The most characters of a skill.
    pub const MAX_SKILL_CHARS: usize = 80;
    /// The most places.
    pub const MAX_LOCATIONS: usize = 20;

    /// The posting, under this id.
    pub fn posting(self, external_id: String, now: DateTime<Utc>) -> Result<Posting, DraftFaults> {
        let faults = self.faults(now);
        if !faults.is_empty() {
            return Err(DraftFaults(faults));
        }
        Ok(Posting {
            external_id,
            requisition_id: None,
            description: self.with_skills(),
            title: self.title,
            company: self.company,
            locations: self.locations,
            workplace: self.workplace,
            employment_type: self.employment_type,
            salary: self.salary,
            department: self.department,
            url: None,
            apply_url: self.apply_url,
            posted_at: Some(now),
            valid_through: self.valid_through,
        })
    }

    fn faults(&self, now: DateTime<Utc>) -> Vec<DraftFault> {
        let length = |text: &str| clean(text).trim().chars().count();
        let description = length(&self.description);
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        let is_skill = |name: &String| (1..=Self::MAX_SKILL_CHARS).contains(&length(name)) && !name.contains('\n');
        let checks = [
            (length(&self.title) >= Self::MIN_TITLE_CHARS, DraftFault::Title),
            (length(&self.company) > 0, DraftFault::Company),
            (description >= Self::MIN_DESCRIPTION_CHARS, DraftFault::ShortDescription),
            (description <= Self::MAX_DESCRIPTION_CHARS, DraftFault::LongDescription),
            (self.skills.len() <= Self::MAX_SKILLS && self.skills.iter().all(is_skill), DraftFault::Skills),
            (self.locations.len() <= Self::MAX_LOCATIONS, DraftFault::Locations),
            (self.apply_url.as_ref().is_none_or(is_web), DraftFault::ApplyUrl),
            (self.valid_through.is_none_or(|end| end > now), DraftFault::ValidThrough),
        ];
        checks.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
    }

    /// The description, which is all that a reader, the search and a match see, with the skills that it does not name.
    fn with_skills(&self) -> String {
        let recognised: Vec<&str> =
            skill::recognise(&self.description).iter().map(|skill| skill.name.as_str()).collect();
        let words = words(&self.description);
        let is_named = |name: &str| match skill::lookup(name) {
            Some(skill) => recognised.contains(&skill.name.as_str()),
            None => words.contains(&self::words(name)),
        };
        let mut missing: Vec<&str> = Vec::new();
        for name in self.skills.iter().map(|name| name.trim()) {
            if !is_named(name) && !missing.contains(&name) {
                missing.push(name);
            }
        }
        if missing.is_empty() {
            return self.description.clone();
        }
        let mut described = format!("{}\n\nRequirements", self.description.trim_end());
        for name in missing {
            described.push_str("\n- ");
            described.push_str(name);
        }
        described
    }
}

/// The words of a text, each between spaces.
fn words(text: &str) -> String {
    let text = normalise(text);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn draft() -> PostingDraft {
        PostingDraft {
            title: "Welder".to_owned(),
            company: "Rivet & Sons".to_owned(),
            description: "You weld frames of steel in our yard.".to_owned(),
            skills: Vec::new(),
            locations: vec!["Porto".to_owned()],
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            apply_url: None,
            valid_through: None,
        }
    }

    #[test]
    fn every_fault_of_a_draft_is_named_at_once() {
        let empty = PostingDraft {
            title: " a\0 ".to_owned(),
            company: " ".to_owned(),
            description: "Short.".to_owned(),
            skills: vec!["x".repeat(81)],
            locations: vec!["Porto".to_owned(); 21],
            apply_url: Url::parse("javascript:alert(1)").ok(),
            valid_through: Some(NOW),
            ..draft()
        };
        let faults = empty.posting("1".to_owned(), NOW).unwrap_err();
        assert_eq!(faults.0.len(), 7, "{faults}");
        assert!(faults.to_string().starts_with("the title has at least 3 characters; the employer has a name; "));
    }

    #[test]
    fn skills_that_the_description_does_not_name_are_added_to_it_once() {
        let skills = ["PostgreSQL", "postgres", "Falconry", "Falconry", " Rust ", "Bird"].map(str::to_owned).to_vec();
        let description = "You keep our PostgreSQL running, and train birds.".to_owned();
        let posting = PostingDraft { description, skills, ..draft() }.posting("1".to_owned(), NOW).unwrap();
        assert!(
            posting.description.ends_with("\n\nRequirements\n- Falconry\n- Rust\n- Bird"),
            "{}",
            posting.description
        );
        let named = PostingDraft { skills: vec!["steel".to_owned()], ..draft() };
        assert_eq!(named.clone().posting("1".to_owned(), NOW).unwrap().description, named.description);
    }
}
