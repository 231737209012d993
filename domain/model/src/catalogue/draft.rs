//! Postings that employers write here, before they are in the catalogue.

use chrono::{DateTime, Utc};
use url::Url;

use super::job::{EmploymentType, Posting, Workplace};
use super::salary::{Salary, SalaryPeriod};
use crate::kernel::text::{clean, normalise};
use crate::matching::skill;

/// A posting as an employer writes it.
#[derive(Debug, Clone, PartialEq)]
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
    pub salary: Option<DraftSalary>,
    /// Department or category.
    pub department: Option<String>,
    /// Where to apply, when that is not here.
    pub apply_url: Option<Url>,
    /// The last moment to apply.
    pub valid_through: Option<DateTime<Utc>>,
}

/// Pay as an employer writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSalary {
    /// ISO 4217.
    pub currency: Option<String>,
    /// Lower end, in units of the currency.
    pub min: Option<f64>,
    /// Upper end.
    pub max: Option<f64>,
    /// Per what.
    pub period: Option<SalaryPeriod>,
}

impl DraftSalary {
    /// `None` when something of it could not be kept as it was written.
    fn salary(&self) -> Option<Salary> {
        let salary = Salary::new(self.currency.as_deref(), self.min, self.max, self.period)?;
        let is_ordered = !matches!((self.min, self.max), (Some(min), Some(max)) if min > max);
        let is_whole = salary.currency.is_some() == self.currency.is_some()
            && salary.min_hundredths.is_some() == self.min.is_some()
            && salary.max_hundredths.is_some() == self.max.is_some();
        (is_ordered && is_whole).then_some(salary)
    }
}

/// What a draft lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftFault {
    /// The title is too short or too long.
    #[error("the title has {} to {} characters", PostingDraft::MIN_TITLE_CHARS, PostingDraft::MAX_TITLE_CHARS)]
    Title,
    /// There is no employer, or a name that is too long.
    #[error("the employer has a name of at most {} characters", PostingDraft::MAX_NAME_CHARS)]
    Company,
    /// The name of the department is too long.
    #[error("the department has at most {} characters", PostingDraft::MAX_NAME_CHARS)]
    Department,
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
    /// There are too many places, or the name of one is too long.
    #[error(
        "there are at most {} places of at most {} characters",
        PostingDraft::MAX_LOCATIONS,
        PostingDraft::MAX_NAME_CHARS
    )]
    Locations,
    /// Pay that is none.
    #[error("pay has amounts above zero, the lower one first, and the three letters of a currency")]
    Salary,
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
    /// The most characters of a title.
    pub const MAX_TITLE_CHARS: usize = 300;
    /// The most characters of an employer, a department or a place.
    pub const MAX_NAME_CHARS: usize = 200;
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
        let salary = self.salary.as_ref().and_then(DraftSalary::salary);
        Ok(Posting {
            external_id,
            requisition_id: None,
            description: self.with_skills(),
            title: self.title,
            company: self.company,
            locations: self.locations,
            workplace: self.workplace,
            employment_type: self.employment_type,
            salary,
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
        let is_name = |text: &str| length(text) <= Self::MAX_NAME_CHARS;
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        let is_skill = |name: &String| (1..=Self::MAX_SKILL_CHARS).contains(&length(name)) && !name.contains('\n');
        let are_locations =
            self.locations.len() <= Self::MAX_LOCATIONS && self.locations.iter().all(|place| is_name(place));
        let checks = [
            ((Self::MIN_TITLE_CHARS..=Self::MAX_TITLE_CHARS).contains(&length(&self.title)), DraftFault::Title),
            (length(&self.company) > 0 && is_name(&self.company), DraftFault::Company),
            (self.department.as_deref().is_none_or(is_name), DraftFault::Department),
            (description >= Self::MIN_DESCRIPTION_CHARS, DraftFault::ShortDescription),
            (description <= Self::MAX_DESCRIPTION_CHARS, DraftFault::LongDescription),
            (self.skills.len() <= Self::MAX_SKILLS && self.skills.iter().all(is_skill), DraftFault::Skills),
            (are_locations, DraftFault::Locations),
            (self.salary.as_ref().is_none_or(|pay| pay.salary().is_some()), DraftFault::Salary),
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
        assert!(faults.to_string().starts_with("the title has 3 to 300 characters; the employer has a name of "));
    }

    #[test]
    fn what_would_be_cut_or_dropped_is_refused() {
        let long = || "x".repeat(PostingDraft::MAX_NAME_CHARS + 1);
        let fault = |draft: PostingDraft| draft.posting("1".to_owned(), NOW).map_err(|faults| faults.0).err();
        assert_eq!(fault(PostingDraft { title: "x".repeat(301), ..draft() }), Some(vec![DraftFault::Title]));
        assert_eq!(fault(PostingDraft { company: long(), ..draft() }), Some(vec![DraftFault::Company]));
        assert_eq!(fault(PostingDraft { department: Some(long()), ..draft() }), Some(vec![DraftFault::Department]));
        assert_eq!(fault(PostingDraft { locations: vec![long()], ..draft() }), Some(vec![DraftFault::Locations]));
        let pay = |currency: &str, min: f64, max: f64| {
            let pay = DraftSalary {
                currency: Some(currency.to_owned()),
                min: Some(min),
                max: Some(max),
                period: Some(SalaryPeriod::Year),
            };
            PostingDraft { salary: Some(pay), ..draft() }
        };
        for wrong in
            [pay("EUR", 2.0, 1.0), pay("EUR", -1.0, 1.0), pay("EUR", 1.0, f64::INFINITY), pay("moons", 1.0, 2.0)]
        {
            assert_eq!(fault(wrong), Some(vec![DraftFault::Salary]));
        }
        let posted = pay("eur", 30_000.0, 40_000.5).posting("1".to_owned(), NOW).unwrap();
        assert_eq!(posted.salary, Salary::new(Some("EUR"), Some(30_000.0), Some(40_000.5), Some(SalaryPeriod::Year)));
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
