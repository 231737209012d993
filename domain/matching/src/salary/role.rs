//! Work as pay is compared, and the postings that state what they pay for it.

use std::collections::HashSet;

use domain_model::catalogue::gazetteer::{self, City};
use domain_model::catalogue::job::{EmploymentType, JobSummary};
use domain_model::catalogue::salary::SalaryPeriod;
use domain_model::kernel::id::JobId;
use domain_model::matching::level::{self, Seniority};
use domain_model::matching::occupation::{self, Title};
use domain_model::matching::salary::PayArea;
use domain_model::matching::skill;
use domain_model::search::filter::{YearlyPay, company_key};

use crate::calibration::GAP_BELOW;

/// Shared skills add at most so much to the weight of a posting. Of five employers the one that shares all of them then
/// weighs less than a quarter, and so moves no quartile alone.
const MOST_FOR_SKILLS: f64 = 0.25;

/// Work without a title is nothing to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("say what the work is called, in `title`")]
pub struct NoTitle;

/// Work that somebody asks the pay of. It has a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleDescription {
    title: String,
    location: Option<String>,
    level: Option<Seniority>,
    skills: Vec<String>,
}

impl RoleDescription {
    /// What it is called; where, as a city, a country or both; how senior, if that is not what the title says; what it asks for.
    pub fn new(
        title: &str,
        location: Option<String>,
        level: Option<Seniority>,
        skills: Vec<String>,
    ) -> Result<Self, NoTitle> {
        let title = title.trim().to_owned();
        if title.is_empty() { Err(NoTitle) } else { Ok(Self { title, location, level, skills }) }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it asks for.
    pub fn skills(&self) -> &[String] {
        &self.skills
    }
}

/// Work as pay is compared: what it is, at which level, where, and with which skills.
#[derive(Debug, Clone)]
pub struct Role {
    title: Option<Title>,
    pub(super) level: Seniority,
    pub(super) is_contract: bool,
    cities: Vec<&'static City>,
    countries: HashSet<&'static str>,
    pub(super) skills: HashSet<String>,
}

impl Role {
    fn new(title: &str, places: &[String], skills: &[String]) -> Self {
        Self {
            title: occupation::of_title(title),
            level: level::of_title(title),
            is_contract: false,
            cities: places.iter().filter_map(|place| gazetteer::locate(place)).collect(),
            countries: places.iter().filter_map(|place| gazetteer::country(place)).collect(),
            skills: skills.iter().map(|name| skill::canonical(name).to_lowercase()).collect(),
        }
    }

    /// Reads what somebody asks for.
    pub fn described(role: &RoleDescription) -> Self {
        let read = Self::new(&role.title, role.location.as_slice(), &role.skills);
        Self { level: role.level.unwrap_or(read.level), ..read }
    }

    /// Reads a job.
    pub fn of_job(job: &JobSummary) -> Self {
        let is_contract = job.employment_type == Some(EmploymentType::Contractor);
        Self { is_contract, ..Self::new(&job.title, &job.locations, &job.skills) }
    }

    /// Where postings may be from, the nearest first. Pay of other countries is never mixed in.
    pub(super) fn areas(&self) -> &'static [PayArea] {
        if self.countries.is_empty() { &[PayArea::Anywhere] } else { &[PayArea::City, PayArea::Country] }
    }

    /// Is the other one the same work? By occupation where both are known, otherwise if the texts are near in meaning.
    pub(super) fn is_same_work(&self, other: &Comparable) -> bool {
        let Comparable { role, meaning, .. } = other;
        let is_same = match (&self.title, &role.title) {
            (Some(own), Some(other)) => own.occupation == other.occupation && own.is_helper == other.is_helper,
            _ => *meaning >= GAP_BELOW,
        };
        is_same && self.level == role.level && self.is_contract == role.is_contract
    }

    pub(super) fn is_in(&self, area: PayArea, other: &Self) -> bool {
        match area {
            PayArea::City => self.cities.iter().any(|city| other.cities.contains(city)),
            PayArea::Country => !self.countries.is_disjoint(&other.countries),
            PayArea::Anywhere => true,
        }
    }

    /// What a posting weighs: more when it asks for the same skills.
    pub(super) fn weight_of(&self, other: &Self) -> f64 {
        if self.skills.is_empty() {
            return 1.0;
        }
        let shared = self.skills.intersection(&other.skills).count();
        1.0 + MOST_FOR_SKILLS * super::number(shared) / super::number(self.skills.len())
    }
}

/// A posting that states its pay.
#[derive(Debug, Clone)]
pub struct Comparable {
    pub(super) job: JobId,
    pub(super) cluster: Option<JobId>,
    pub(super) role: Role,
    /// How near it is in meaning, 0 to 1.
    pub(super) meaning: f32,
    pub(super) employer: String,
    pub(super) currency: String,
    pub(super) period: SalaryPeriod,
    pub(super) yearly: YearlyPay,
}

impl Comparable {
    /// `None` where currency or period of what the job pays are not known.
    pub fn of_job(job: &JobSummary, meaning: f32) -> Option<Self> {
        let salary = job.salary.as_ref()?;
        Some(Self {
            job: job.id,
            cluster: job.cluster,
            role: Role::of_job(job),
            meaning,
            employer: company_key(&job.company),
            currency: salary.currency.clone()?,
            period: salary.period?,
            yearly: YearlyPay::of(salary)?,
        })
    }

    /// The middle of what it pays in a year, in hundredths.
    pub(super) fn value(&self) -> f64 {
        super::amount(self.yearly.min).midpoint(super::amount(self.yearly.max))
    }
}
