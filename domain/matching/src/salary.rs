//! Salary estimates: quantiles of the pay that comparable postings state, or none when there are too few.
//!
//! Comparable is the same work at the same level in the same city, or else in the same country: pay of other countries,
//! currencies and levels is never mixed in, nor is what the job itself states. Amounts are compared per year and
//! reported in the period that most of the postings use.

use std::collections::{BTreeMap, HashSet};

use domain_model::catalogue::gazetteer::{self, City};
use domain_model::catalogue::job::{EmploymentType, JobSummary};
use domain_model::catalogue::salary::SalaryPeriod;
use domain_model::matching::level::{self, Seniority};
use domain_model::matching::occupation::{self, Title};
use domain_model::matching::salary::{Confidence, PayArea};
use domain_model::matching::skill;
use domain_model::search::filter::{YearlyPay, company_key};

use crate::calibration::GAP_BELOW;

/// Fewer postings say nothing about what is usual.
pub const MIN_SAMPLE: usize = 5;
/// Fewer employers would show what one of them pays.
pub const MIN_EMPLOYERS: usize = 3;

/// Work as pay is compared: what it is, at which level, where, and with which skills.
#[derive(Debug, Clone)]
pub struct Role {
    title: Option<Title>,
    seniority: Seniority,
    is_contract: bool,
    city: Option<&'static City>,
    countries: Vec<&'static str>,
    skills: HashSet<String>,
}

impl Role {
    /// Reads what a posting, or somebody who asks, says.
    pub fn new(title: &str, places: &[String], skills: &[String], employment_type: Option<EmploymentType>) -> Self {
        let mut countries: Vec<&'static str> = places.iter().filter_map(|place| gazetteer::country(place)).collect();
        countries.sort_unstable();
        countries.dedup();
        Self {
            title: occupation::of_title(title),
            seniority: level::of_title(title),
            is_contract: employment_type == Some(EmploymentType::Contractor),
            city: places.iter().find_map(|place| gazetteer::locate(place)),
            countries,
            skills: skills.iter().map(|name| skill::canonical(name).to_lowercase()).collect(),
        }
    }

    /// Reads a job.
    pub fn of_job(job: &JobSummary) -> Self {
        Self::new(&job.title, &job.locations, &job.skills, job.employment_type)
    }

    /// Is the other one the same work? By occupation where both are known, otherwise if the texts are near in meaning.
    fn is_same_work(&self, other: &Self, meaning: f32) -> bool {
        let is_same = match (&self.title, &other.title) {
            (Some(own), Some(other)) => own.occupation == other.occupation && own.is_helper == other.is_helper,
            _ => meaning >= GAP_BELOW,
        };
        is_same && self.seniority == other.seniority && self.is_contract == other.is_contract
    }

    fn is_in(&self, area: PayArea, other: &Self) -> bool {
        match area {
            PayArea::City => self.city.is_some() && self.city == other.city,
            PayArea::Country => other.countries.iter().any(|country| self.countries.contains(country)),
            PayArea::Anywhere => true,
        }
    }

    /// Who asks for the same skills counts up to twice as much.
    fn likeness(&self, other: &Self) -> f64 {
        if self.skills.is_empty() {
            return 1.0;
        }
        1.0 + number(self.skills.intersection(&other.skills).count()) / number(self.skills.len())
    }
}

/// A posting that states its pay.
#[derive(Debug, Clone)]
pub struct Comparable {
    role: Role,
    /// How near it is in meaning, 0 to 1.
    meaning: f32,
    employer: String,
    currency: String,
    period: SalaryPeriod,
    yearly: YearlyPay,
}

impl Comparable {
    /// `None` where currency or period of what the job pays are not known.
    pub fn of_job(job: &JobSummary, meaning: f32) -> Option<Self> {
        let salary = job.salary.as_ref()?;
        Some(Self {
            role: Role::of_job(job),
            meaning,
            employer: company_key(&job.company),
            currency: salary.currency.clone()?,
            period: salary.period?,
            yearly: YearlyPay::of(salary)?,
        })
    }

    /// The middle of what it pays in a year, in hundredths.
    fn value(&self) -> f64 {
        amount(self.yearly.min).midpoint(amount(self.yearly.max))
    }
}

/// What comparable postings say about the pay of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct SalaryPrediction {
    /// How many comparable postings state their pay; postings of one employer for one amount count once.
    pub sample_size: usize,
    /// How many employers they are from.
    pub employers: usize,
    /// `None` when they are too few.
    pub estimate: Option<SalaryEstimate>,
}

/// What comparable postings pay.
#[derive(Debug, Clone, PartialEq)]
pub struct SalaryEstimate {
    /// A quarter of the postings pays less; in hundredths, to three digits.
    pub p25_hundredths: i64,
    /// Half of them pay less.
    pub p50_hundredths: i64,
    /// A quarter pays more.
    pub p75_hundredths: i64,
    /// ISO 4217.
    pub currency: String,
    /// Per what.
    pub period: SalaryPeriod,
    /// Where the postings are from.
    pub area: PayArea,
    /// How much it can be relied on.
    pub confidence: Confidence,
}

/// Estimates what a role is paid.
pub fn predict(role: &Role, comparables: &[Comparable]) -> SalaryPrediction {
    let same_work: Vec<&Comparable> =
        comparables.iter().filter(|other| role.is_same_work(&other.role, other.meaning)).collect();
    let areas: &[PayArea] =
        if role.countries.is_empty() { &[PayArea::Anywhere] } else { &[PayArea::City, PayArea::Country] };
    let mut sample = Vec::new();
    for &area in areas {
        sample = distinct(same_work.iter().copied().filter(|other| role.is_in(area, &other.role)));
        if is_enough(&sample) {
            return SalaryPrediction {
                sample_size: sample.len(),
                employers: employers(&sample),
                estimate: Some(estimate(role, &sample, area)),
            };
        }
    }
    SalaryPrediction { sample_size: sample.len(), employers: employers(&sample), estimate: None }
}

fn is_enough(sample: &[&Comparable]) -> bool {
    sample.len() >= MIN_SAMPLE && employers(sample) >= MIN_EMPLOYERS
}

fn employers(sample: &[&Comparable]) -> usize {
    sample.iter().map(|posting| &posting.employer).collect::<HashSet<_>>().len()
}

/// Those in the currency that most of them use, and of one employer's for one amount the first: the same opening in twenty
/// cities is one opinion.
fn distinct<'c>(postings: impl Iterator<Item = &'c Comparable>) -> Vec<&'c Comparable> {
    let mut seen = HashSet::new();
    let distinct: Vec<&Comparable> = postings
        .filter(|posting| seen.insert((&posting.employer, &posting.currency, posting.yearly.min, posting.yearly.max)))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for posting in &distinct {
        *uses.entry(&posting.currency).or_default() += 1;
    }
    // Of equals the first by name, so that the same postings give the same answer.
    let currency = uses.into_iter().rev().max_by_key(|(_, count)| *count).map(|(currency, _)| currency);
    distinct.into_iter().filter(|posting| currency == Some(posting.currency.as_str())).collect()
}

fn estimate(role: &Role, sample: &[&Comparable], area: PayArea) -> SalaryEstimate {
    let mut weighted: Vec<(f64, f64)> =
        sample.iter().map(|posting| (posting.value(), role.likeness(&posting.role))).collect();
    weighted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| quantile(&weighted, share));
    let uses = |period: SalaryPeriod| sample.iter().filter(|posting| posting.period == period).count();
    let period = SalaryPeriod::ALL.iter().copied().max_by_key(|period| uses(*period)).unwrap_or(SalaryPeriod::Year);
    let times = amount(period.times_a_year().unwrap_or(1));
    SalaryEstimate {
        p25_hundredths: three_digits(low / times),
        p50_hundredths: three_digits(middle / times),
        p75_hundredths: three_digits(high / times),
        currency: sample[0].currency.clone(),
        period,
        area,
        confidence: confidence(sample, area, (high - low) / middle),
    }
}

/// `spread` is the distance of the outer quarters, as a part of the middle.
fn confidence(sample: &[&Comparable], area: PayArea, spread: f64) -> Confidence {
    match (sample.len(), employers(sample)) {
        _ if area == PayArea::Anywhere => Confidence::Low,
        (20.., 8..) if spread <= 0.35 => Confidence::High,
        (10.., 5..) if spread <= 0.6 => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// The value below which this share of the weight lies, between the middles of the two values around it. The values are
/// sorted, and there is one at least.
fn quantile(weighted: &[(f64, f64)], share: f64) -> f64 {
    let wanted = share * weighted.iter().map(|(_, weight)| weight).sum::<f64>();
    let mut below = 0.0;
    let mut last: Option<(f64, f64)> = None;
    for &(value, weight) in weighted {
        let middle = below + weight / 2.0;
        if middle >= wanted {
            return last.map_or(value, |(before, at)| before + (value - before) * (wanted - at) / (middle - at));
        }
        last = Some((value, middle));
        below += weight;
    }
    last.map_or(0.0, |(value, _)| value)
}

/// More digits would promise more than is known.
#[expect(clippy::cast_possible_truncation, reason = "amounts of pay are far below 2^63")]
fn three_digits(hundredths: f64) -> i64 {
    let unit = 10_f64.powf((hundredths.max(1.0).log10().floor() - 2.0).max(0.0));
    ((hundredths / unit).round() * unit) as i64
}

#[expect(clippy::cast_precision_loss, reason = "amounts of pay are far below 2^53")]
fn amount(hundredths: i64) -> f64 {
    hundredths as f64
}

#[expect(clippy::cast_precision_loss, reason = "a sample is small")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::catalogue::job::JobStatus;
    use domain_model::catalogue::salary::Salary;

    use super::*;

    fn job(title: &str, company: &str, place: &str, salary: Option<Salary>) -> JobSummary {
        JobSummary {
            id: "00000000-0000-4000-8000-000000000001".parse().unwrap(),
            cluster: None,
            title: title.to_owned(),
            company: company.to_owned(),
            locations: vec![place.to_owned()],
            workplace: None,
            employment_type: None,
            salary,
            department: None,
            skills: Vec::new(),
            status: JobStatus::Active,
            apply_url: None,
            posted_at: None,
            first_seen: DateTime::UNIX_EPOCH,
            excerpt: String::new(),
        }
    }

    fn euros(amount: f64, period: SalaryPeriod) -> Option<Salary> {
        Salary::new(Some("EUR"), Some(amount), None, Some(period))
    }

    /// Postings of one title in one place, each of another employer, that pay so much a year.
    fn postings(title: &str, place: &str, amounts: &[f64]) -> Vec<Comparable> {
        let posting = |(number, amount): (usize, &f64)| {
            let job = job(title, &format!("{title} {place} {number}"), place, euros(*amount, SalaryPeriod::Year));
            Comparable::of_job(&job, 0.9).unwrap()
        };
        amounts.iter().enumerate().map(posting).collect()
    }

    fn role(title: &str, place: &str) -> Role {
        Role::of_job(&job(title, "Acme", place, None))
    }

    const NURSES: [f64; 7] = [40_000.0, 41_000.0, 42_000.0, 43_000.0, 44_000.0, 45_000.0, 46_000.0];

    #[test]
    fn comparable_postings_give_quantiles_with_their_number() {
        let found = predict(&role("Registered Nurse", "Bremen, Germany"), &postings("Nurse", "Bremen", &NURSES));
        assert_eq!((found.sample_size, found.employers), (7, 7));
        let estimate = found.estimate.unwrap();
        let quantiles = [estimate.p25_hundredths, estimate.p50_hundredths, estimate.p75_hundredths];
        assert_eq!(quantiles, [4_130_000, 4_300_000, 4_480_000]);
        assert_eq!((estimate.currency.as_str(), estimate.period), ("EUR", SalaryPeriod::Year));
        assert_eq!((estimate.area, estimate.confidence), (PayArea::City, Confidence::Low));
    }

    #[test]
    fn many_postings_of_many_employers_that_pay_alike_can_be_relied_on() {
        let role = role("Welder", "Gdansk, Poland");
        let alike = |count: u32| (0..count).map(|n| 50_000.0 + 200.0 * f64::from(n)).collect::<Vec<f64>>();
        let confidence = |amounts: &[f64]| {
            predict(&role, &postings("Welder", "Gdansk, Poland", amounts)).estimate.unwrap().confidence
        };
        assert_eq!(confidence(&alike(24)), Confidence::High);
        assert_eq!(confidence(&alike(12)), Confidence::Medium);
        let apart: Vec<f64> = (0..24).map(|n| 20_000.0 + 6_000.0 * f64::from(n)).collect();
        assert_eq!(confidence(&apart), Confidence::Low);
    }

    #[test]
    fn too_few_postings_or_employers_give_no_number() {
        let nurse = role("Registered Nurse", "Bremen, Germany");
        let few = predict(&nurse, &postings("Nurse", "Bremen", &NURSES[..MIN_SAMPLE - 1]));
        assert_eq!((few.sample_size, few.estimate), (MIN_SAMPLE - 1, None));
        let of_one: Vec<Comparable> = postings("Nurse", "Bremen", &NURSES)
            .into_iter()
            .map(|posting| Comparable { employer: "acme".to_owned(), ..posting })
            .collect();
        let found = predict(&nurse, &of_one);
        assert_eq!((found.sample_size, found.employers, found.estimate), (7, 1, None));
        assert_eq!(predict(&nurse, &[]), SalaryPrediction { sample_size: 0, employers: 0, estimate: None });
    }

    #[test]
    fn an_opening_listed_in_many_places_counts_once() {
        let mut repeated = postings("Nurse", "Bremen", &NURSES);
        repeated.extend(std::iter::repeat_n(repeated[6].clone(), 30));
        let nurse = role("Registered Nurse", "Bremen, Germany");
        assert_eq!(predict(&nurse, &repeated), predict(&nurse, &postings("Nurse", "Bremen", &NURSES)));
    }

    #[test]
    fn other_work_levels_countries_currencies_and_contracts_change_nothing() {
        let nurse = role("Registered Nurse", "Bremen, Germany");
        let alone = postings("Nurse", "Bremen", &NURSES);
        let expected = predict(&nurse, &alone);
        let others = [90_000.0, 91_000.0, 92_000.0, 93_000.0, 94_000.0, 95_000.0];
        let as_contract =
            |posting: Comparable| Comparable { role: Role { is_contract: true, ..posting.role }, ..posting };
        let in_francs = |posting: Comparable| Comparable { currency: "CHF".to_owned(), ..posting };
        for (what, more) in [
            ("occupation", postings("Pharmacist", "Bremen", &others)),
            ("helper", postings("Student Nurse", "Bremen", &others)),
            ("level", postings("Head Nurse Manager", "Bremen", &others)),
            ("country", postings("Nurse", "Basel, Switzerland", &others)),
            ("currency", postings("Nurse", "Bremen", &others).into_iter().map(in_francs).collect()),
            ("contract", postings("Nurse", "Bremen", &others).into_iter().map(as_contract).collect()),
        ] {
            let all: Vec<Comparable> = alone.iter().cloned().chain(more).collect();
            assert_eq!(predict(&nurse, &all), expected, "{what}");
        }
    }

    #[test]
    fn the_city_goes_before_the_country_and_an_unknown_place_is_reported() {
        let mut found = postings("Cook", "Paris, France", &NURSES);
        found.extend(postings("Cook", "Lille, France", &[20_000.0, 21_000.0, 22_000.0, 23_000.0, 24_000.0]));
        let estimate = |place: &str| predict(&role("Cook", place), &found).estimate.unwrap();
        assert_eq!((estimate("Lille").area, estimate("Lille").p50_hundredths), (PayArea::City, 2_200_000));
        assert_eq!(estimate("Nantes, France").area, PayArea::Country);
        let anywhere = estimate("Remote");
        assert_eq!((anywhere.area, anywhere.confidence), (PayArea::Anywhere, Confidence::Low));
    }

    #[test]
    fn work_without_an_occupation_is_compared_by_meaning() {
        let role = role("Happiness Wizard", "Oslo, Norway");
        let near = postings("Wonder Wizard", "Oslo, Norway", &NURSES);
        assert_eq!(predict(&role, &near).sample_size, 7);
        let far: Vec<Comparable> = near.into_iter().map(|posting| Comparable { meaning: 0.4, ..posting }).collect();
        assert_eq!(predict(&role, &far).sample_size, 0);
    }

    #[test]
    fn amounts_are_reported_in_the_period_that_most_postings_use() {
        let hourly = |(number, amount): (usize, f64)| {
            let salary = euros(amount, SalaryPeriod::Hour);
            Comparable::of_job(&job("Baker", &number.to_string(), "Vienna, Austria", salary), 0.9).unwrap()
        };
        let mut found: Vec<Comparable> =
            [14.0, 15.0, 16.0, 17.0, 18.0, 19.0].into_iter().enumerate().map(hourly).collect();
        found.extend(postings("Baker", "Vienna, Austria", &[16.5 * 2_080.0]));
        let estimate = predict(&role("Baker", "Vienna, Austria"), &found).estimate.unwrap();
        assert_eq!((estimate.period, estimate.p50_hundredths), (SalaryPeriod::Hour, 1_650));
    }

    #[test]
    fn shared_skills_count_more() {
        let mut found = postings("Software Engineer", "Madrid, Spain", &NURSES);
        for posting in &mut found[..3] {
            posting.role.skills = HashSet::from(["rust".to_owned()]);
        }
        let middle = |skills: &[String]| {
            let role = Role::new("Software Engineer", &["Madrid, Spain".to_owned()], skills, None);
            predict(&role, &found).estimate.unwrap().p50_hundredths
        };
        assert!(middle(&["Rust".to_owned()]) < middle(&[]));
    }

    #[test]
    fn pay_without_currency_or_period_is_not_compared() {
        for salary in [
            None,
            Salary::new(None, Some(40_000.0), None, Some(SalaryPeriod::Year)),
            Salary::new(Some("EUR"), Some(40_000.0), None, None),
            euros(40_000.0, SalaryPeriod::Once),
        ] {
            assert!(Comparable::of_job(&job("Nurse", "Acme", "Bremen", salary.clone()), 0.9).is_none(), "{salary:?}");
        }
    }
}
