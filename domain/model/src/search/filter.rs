//! What a search is narrowed to, and what is counted beside its results.

use chrono::{DateTime, Utc};

use super::words::fold;
use crate::catalogue::gazetteer::{self, Coordinates};
use crate::catalogue::job::{EmploymentType, Workplace};
use crate::catalogue::salary::Salary;
use crate::kernel::named::named_enum;
use crate::matching::level::Seniority;

named_enum! {
    /// A filter that can be left out.
    FilterName {
        /// The place, and how far from it.
        Location = "location",
        /// At the employer's, hybrid or remote.
        Workplace = "workplace",
        /// The kind of contract.
        EmploymentType = "type",
        /// The employer.
        Company = "company",
        /// Pay.
        Pay = "pay",
        /// When it was published.
        Posted = "posted_since",
        /// How senior.
        Level = "level",
        /// Where those who work may live.
        Residence = "residence",
    }
}

/// What results must be. An empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobFilter {
    /// Words that a job's places must name; of each, one alternative is enough.
    pub location: Vec<Vec<Vec<String>>>,
    /// Or, whatever its name, a place in this circle.
    pub circle: Option<Circle>,
    /// One of these; a job whose workplace is unknown is none of them.
    pub workplaces: Vec<Workplace>,
    /// One of these.
    pub employment_types: Vec<EmploymentType>,
    /// One of these employers, whatever the case.
    pub companies: Vec<String>,
    /// Pay.
    pub pay: Option<PayFilter>,
    /// Published at this time or later.
    pub posted_since: Option<DateTime<Utc>>,
    /// One of these.
    pub levels: Vec<Seniority>,
    /// Where those who work may live.
    pub residence: Option<ResidenceFilter>,
}

/// A circle on the earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// Its centre.
    pub centre: Coordinates,
    /// Its radius.
    pub kilometres: u32,
}

impl Circle {
    /// Around a place such as `Munich` or `Portland, OR`. `None` where it is not known which place is meant.
    pub fn around(place: &str, kilometres: u32) -> Option<Self> {
        gazetteer::locate(place).map(|city| Self { centre: city.at, kilometres })
    }

    /// Whether a point lies inside.
    pub fn has(&self, point: Coordinates) -> bool {
        self.centre.kilometres_to(point) <= f64::from(self.kilometres)
    }
}

/// Where those who work may live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidenceFilter {
    /// ISO 3166-1.
    pub country: String,
    /// Whether a job passes that names no country.
    pub with_unknown: bool,
}

impl JobFilter {
    /// The filters that narrow something.
    pub fn in_use(&self) -> Vec<FilterName> {
        let used = |name: FilterName| match name {
            FilterName::Location => !self.location.is_empty() || self.circle.is_some(),
            FilterName::Workplace => !self.workplaces.is_empty(),
            FilterName::EmploymentType => !self.employment_types.is_empty(),
            FilterName::Company => !self.companies.is_empty(),
            FilterName::Pay => self.pay.is_some(),
            FilterName::Posted => self.posted_since.is_some(),
            FilterName::Level => !self.levels.is_empty(),
            FilterName::Residence => self.residence.is_some(),
        };
        FilterName::ALL.iter().copied().filter(|name| used(*name)).collect()
    }
}

/// Pay in hundredths of the currency's unit in a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PayFilter {
    /// The job may pay so much.
    pub min: Option<i64>,
    /// The job may pay so little.
    pub max: Option<i64>,
    /// In this currency alone.
    pub currency: Option<String>,
    /// Whether a job passes whose pay is not known.
    pub with_unknown: bool,
}

/// Pay in a year, for comparison: amounts per hour, day, week or month are multiplied by what a full year has of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearlyPay {
    /// The least, in hundredths.
    pub min: i64,
    /// The most, in hundredths.
    pub max: i64,
    /// ISO 4217, when known.
    pub currency: Option<String>,
}

impl YearlyPay {
    /// `None` when the period is unknown, or there is none.
    pub fn of(salary: &Salary) -> Option<Self> {
        let times = salary.period?.times_a_year()?;
        let min = salary.min_hundredths.or(salary.max_hundredths)?;
        let max = salary.max_hundredths.or(salary.min_hundredths)?;
        let currency = salary.currency.clone();
        Some(Self { min: min.saturating_mul(times), max: max.saturating_mul(times), currency })
    }
}

impl PayFilter {
    /// Whether a job with this pay passes.
    pub fn allows(&self, pay: Option<(i64, i64)>, is_currency: impl Fn(&str) -> bool) -> bool {
        let Some((min, max)) = pay else { return self.with_unknown };
        self.currency.as_deref().is_none_or(is_currency)
            && self.min.is_none_or(|wanted| max >= wanted)
            && self.max.is_none_or(|wanted| min <= wanted)
    }
}

/// The form in which employers are compared.
pub fn company_key(company: &str) -> String {
    let words: Vec<&str> = company.split_whitespace().collect();
    fold(&words.join(" "))
}

/// How many jobs have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count<T> {
    /// The value.
    pub value: T,
    /// The number of jobs.
    pub jobs: u32,
}

/// A bar of the histogram of pay.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PayBar {
    /// ISO 4217, when known.
    pub currency: Option<String>,
    /// From so many units of the currency in a year …
    pub from: i64,
    /// … to fewer than so many; `None` for the last bar.
    pub to: Option<i64>,
}

/// The width of a bar, in units of the currency in a year.
const BAR: i64 = 20_000;
/// Bars below this; whatever is above stands in the last one.
const LAST_BAR: i64 = 300_000;

impl PayBar {
    /// The bar of a job that pays so many hundredths at least.
    pub fn of(min_hundredths: i64, currency: Option<String>) -> Self {
        let from = (min_hundredths / 100 / BAR * BAR).min(LAST_BAR);
        Self { currency, from, to: (from < LAST_BAR).then_some(from + BAR) }
    }
}

/// Counts of results by value. A filter does not reduce the counts of its own values, so the others can still be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// By workplace; `None` is unknown.
    pub workplaces: Vec<Count<Option<Workplace>>>,
    /// By kind of contract; `None` is unknown.
    pub employment_types: Vec<Count<Option<EmploymentType>>>,
    /// The employers with most results.
    pub companies: Vec<Count<String>>,
    /// The places with most results, as printed.
    pub places: Vec<Count<String>>,
    /// By the least that is paid in a year.
    pub pay: Vec<Count<PayBar>>,
    /// Jobs whose pay is not known.
    pub unknown_pay: u32,
    /// By level.
    pub levels: Vec<Count<Seniority>>,
    /// The countries with most results, by ISO 3166-1: whoever works there may live there.
    pub residences: Vec<Count<String>>,
    /// Jobs that name no country.
    pub unknown_residence: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::salary::SalaryPeriod;

    #[test]
    fn pay_is_compared_by_the_year() {
        let hourly = Salary::new(Some("eur"), Some(20.0), Some(25.0), Some(SalaryPeriod::Hour)).unwrap();
        let yearly = YearlyPay::of(&hourly).unwrap();
        assert_eq!((yearly.min, yearly.max), (4_160_000, 5_200_000));
        let once = Salary::new(None, Some(500.0), None, Some(SalaryPeriod::Once)).unwrap();
        let unsaid = Salary::new(None, Some(500.0), None, None).unwrap();
        assert_eq!((YearlyPay::of(&once), YearlyPay::of(&unsaid)), (None, None));
    }

    #[test]
    fn unknown_pay_passes_only_when_it_is_asked_for() {
        let filter = |min, max, with_unknown| PayFilter { min, max, currency: None, with_unknown };
        for (filter, pay, passes) in [
            (filter(Some(50), None, false), Some((40, 60)), true),
            (filter(Some(61), None, false), Some((40, 60)), false),
            (filter(None, Some(39), false), Some((40, 60)), false),
            (filter(Some(1), None, false), None, false),
            (filter(Some(1), None, true), None, true),
            (filter(Some(61), None, true), Some((40, 60)), false),
        ] {
            assert_eq!(filter.allows(pay, |_| true), passes, "{filter:?} {pay:?}");
        }
        let euros = PayFilter { currency: Some("EUR".to_owned()), ..PayFilter::default() };
        assert!(euros.allows(Some((1, 1)), |currency| currency == "EUR"));
        assert!(!euros.allows(Some((1, 1)), |_| false));
    }

    #[test]
    fn a_circle_is_drawn_around_a_known_place() {
        let circle = Circle::around("Amsterdam, NL", 40).unwrap();
        let has = |place: &str| circle.has(gazetteer::locate(place).unwrap().at);
        assert!(has("Amsterdam") && has("Haarlem, Netherlands") && has("Utrecht, NL"));
        assert!(!has("Rotterdam") && !has("Amsterdam, NY"));
        assert_eq!(Circle::around("Springfield", 40), None);
    }

    #[test]
    fn the_last_bar_takes_whatever_is_above() {
        assert_eq!((PayBar::of(4_160_000, None).from, PayBar::of(4_160_000, None).to), (40_000, Some(60_000)));
        assert_eq!((PayBar::of(99_000_000, None).from, PayBar::of(99_000_000, None).to), (300_000, None));
    }
}
