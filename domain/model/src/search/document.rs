//! A job as it is searched.

use chrono::{DateTime, Utc};

use super::filter::YearlyPay;
use super::language::{self, Language};
use super::words::{Word, words};
use crate::catalogue::gazetteer::{self, Coordinates};
use crate::catalogue::job::{EmploymentType, Job, Workplace};
use crate::kernel::id::JobId;
use crate::matching::level::{self, Seniority};

/// A job as it is searched.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchDocument {
    /// The job.
    pub id: JobId,
    /// As printed.
    pub title: String,
    /// The employer.
    pub company: String,
    /// Department or category, when printed.
    pub department: Option<String>,
    /// Canonical names.
    pub skills: Vec<String>,
    /// As printed, one entry per place.
    pub places: Vec<String>,
    /// Where those places are that are known.
    pub points: Vec<Coordinates>,
    /// The countries that the places are in, by ISO 3166-1, each once: whoever works there may live there. None where
    /// none is named, as with remote work that does not say from where.
    pub countries: Vec<String>,
    /// The long text.
    pub description: String,
    /// The language of the text.
    pub language: Language,
    /// From home or not.
    pub workplace: Option<Workplace>,
    /// The kind of contract.
    pub employment_type: Option<EmploymentType>,
    /// How senior.
    pub level: Seniority,
    /// Pay in a year, when known.
    pub pay: Option<YearlyPay>,
    /// When it was published or, if that is unknown, first seen.
    pub posted_at: DateTime<Utc>,
}

impl SearchDocument {
    /// The job as it is searched.
    pub fn of(job: &Job) -> Self {
        let posting = &job.posting;
        let telling: Vec<Word> = words(&posting.description);
        let cities = posting.locations.iter().filter_map(|place| gazetteer::locate(place));
        let mut countries: Vec<&str> = posting.locations.iter().filter_map(|place| gazetteer::country(place)).collect();
        countries.sort_unstable();
        countries.dedup();
        Self {
            id: job.id,
            title: posting.title.clone(),
            company: posting.company.clone(),
            department: posting.department.clone(),
            skills: job.skills.clone(),
            places: posting.locations.clone(),
            points: cities.map(|city| city.at).collect(),
            countries: countries.into_iter().map(str::to_owned).collect(),
            description: posting.description.clone(),
            language: language::of(&telling),
            workplace: posting.workplace,
            employment_type: posting.employment_type,
            level: level::of_title(&posting.title),
            pay: posting.salary.as_ref().and_then(YearlyPay::of),
            posted_at: posting.posted_at.unwrap_or(job.first_seen),
        }
    }
}
