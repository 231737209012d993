//! The market as the active postings show it: what they ask for, where, from whom, and what they pay.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use domain_model::catalogue::gazetteer;
use domain_model::catalogue::job::{JobSummary, Workplace};
use domain_model::matching::level::{self, Seniority};
use domain_model::matching::occupation;
use domain_model::search::filter::{YearlyPay, company_key};
use ports::{Clock, FeedPage, FeedStart, JobFeed, PortResult};

/// The maximum number of values in a list.
const MAX_LISTED: usize = 10;
/// Days of which new postings are counted.
const DAYS: i64 = 30;
/// Postings that are read at once.
const AT_ONCE: u32 = 200;

/// How many postings have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<T> {
    /// The value.
    pub value: T,
    /// How many postings have it.
    pub count: u32,
}

/// What the postings of an occupation pay in a year, on average, in whole units of the currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// The occupation.
    pub occupation: &'static str,
    /// Of the lower ends.
    pub average_min: i64,
    /// Of the upper ends.
    pub average_max: i64,
    /// How many postings it is the average of.
    pub count: u32,
}

/// The figures. Lists are cut; the most frequent values are first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Market {
    /// Active postings.
    pub postings: u32,
    /// Canonical names of skills.
    pub skills: Vec<Tally<String>>,
    /// Employers as they write themselves.
    pub companies: Vec<Tally<String>>,
    /// Cities of the gazetteer.
    pub cities: Vec<Tally<String>>,
    /// From home or not; `None` where the posting does not say.
    pub workplaces: Vec<Tally<Option<Workplace>>>,
    /// How senior the titles are.
    pub levels: Vec<Tally<Seniority>>,
    /// New postings of each of the last days, today the last.
    pub days: Vec<Tally<NaiveDate>>,
    /// The currency in which most postings state their pay, and what they pay: the best paid first. Pay in other currencies is
    /// left out, and never converted.
    pub pay: Option<(String, Vec<Pay>)>,
}

/// Reads the figures from the feed.
pub struct MarketReader {
    feed: Arc<dyn JobFeed>,
    clock: Arc<dyn Clock>,
}

impl MarketReader {
    /// On this feed.
    pub fn new(feed: Arc<dyn JobFeed>, clock: Arc<dyn Clock>) -> Self {
        Self { feed, clock }
    }

    /// Reads every active posting: keep the result for a while.
    pub async fn read(&self) -> PortResult<Market> {
        let mut counts = Counts::default();
        let mut start = FeedStart::NEWEST;
        loop {
            let page = self.feed.page(FeedPage { start, limit: AT_ONCE }).await?;
            page.items.iter().for_each(|job| counts.add(job));
            let Some(next) = &page.next else { break };
            start = FeedStart::After(*next);
        }
        Ok(counts.market(self.clock.now().date_naive()))
    }
}

#[derive(Default)]
struct Counts {
    postings: u32,
    skills: HashMap<String, u32>,
    /// By the key by which employers are compared.
    companies: HashMap<String, (String, u32)>,
    cities: HashMap<String, u32>,
    workplaces: HashMap<Option<Workplace>, u32>,
    levels: HashMap<Seniority, u32>,
    days: HashMap<NaiveDate, u32>,
    /// By currency and occupation.
    pay: HashMap<String, HashMap<&'static str, Sum>>,
}

#[derive(Default)]
struct Sum {
    min: i64,
    max: i64,
    count: u32,
}

impl Counts {
    fn add(&mut self, job: &JobSummary) {
        self.postings += 1;
        for skill in &job.skills {
            *self.skills.entry(skill.clone()).or_default() += 1;
        }
        let named = || (job.company.clone(), 0);
        self.companies.entry(company_key(&job.company)).or_insert_with(named).1 += 1;
        let mut cities: Vec<&str> =
            job.locations.iter().filter_map(|place| Some(gazetteer::locate(place)?.name)).collect();
        cities.sort_unstable();
        cities.dedup();
        for city in cities {
            *self.cities.entry(city.to_owned()).or_default() += 1;
        }
        *self.workplaces.entry(job.workplace).or_default() += 1;
        *self.levels.entry(level::of_title(&job.title)).or_default() += 1;
        *self.days.entry(job.posted_at.unwrap_or(job.first_seen).date_naive()).or_default() += 1;
        self.add_pay(job);
    }

    /// What helpers and learners get says nothing about an occupation.
    fn add_pay(&mut self, job: &JobSummary) {
        let Some(title) = occupation::of_title(&job.title).filter(|title| !title.is_helper) else { return };
        let Some(yearly) = job.salary.as_ref().and_then(YearlyPay::of) else { return };
        let Some(currency) = yearly.currency else { return };
        let sum = self.pay.entry(currency).or_default().entry(title.occupation.name).or_default();
        sum.min = sum.min.saturating_add(yearly.min);
        sum.max = sum.max.saturating_add(yearly.max);
        sum.count += 1;
    }

    fn market(self, today: NaiveDate) -> Market {
        let days = (0..DAYS).rev().filter_map(|ago| today.checked_sub_signed(TimeDelta::days(ago)));
        let days = days.map(|day| Tally { value: day, count: self.days.get(&day).copied().unwrap_or_default() });
        Market {
            postings: self.postings,
            skills: most_frequent(self.skills, String::clone),
            companies: most_frequent(self.companies.into_values(), String::clone),
            cities: most_frequent(self.cities, String::clone),
            workplaces: most_frequent(self.workplaces, |workplace| workplace.map(|known| known as u8)),
            levels: most_frequent(self.levels, |level| *level as u8),
            days: days.collect(),
            pay: usual_pay(self.pay),
        }
    }
}

/// Of equals, the first by this key.
fn most_frequent<T, K: Ord>(counts: impl IntoIterator<Item = (T, u32)>, key: impl Fn(&T) -> K) -> Vec<Tally<T>> {
    let mut tallies: Vec<Tally<T>> = counts.into_iter().map(|(value, count)| Tally { value, count }).collect();
    tallies.sort_by_cached_key(|tally| (Reverse(tally.count), key(&tally.value)));
    tallies.truncate(MAX_LISTED);
    tallies
}

fn usual_pay(by_currency: HashMap<String, HashMap<&'static str, Sum>>) -> Option<(String, Vec<Pay>)> {
    let postings = |sums: &HashMap<&str, Sum>| sums.values().map(|sum| sum.count).sum::<u32>();
    let (currency, sums) = by_currency.into_iter().max_by(|(one, of_one), (other, of_other)| {
        postings(of_one).cmp(&postings(of_other)).then_with(|| other.cmp(one))
    })?;
    let average = |total: i64, count: u32| total / i64::from(count) / 100;
    let mut pay: Vec<Pay> = sums
        .into_iter()
        .map(|(occupation, Sum { min, max, count })| Pay {
            occupation,
            average_min: average(min, count),
            average_max: average(max, count),
            count,
        })
        .collect();
    pay.sort_by(|one, other| {
        other.average_max.cmp(&one.average_max).then_with(|| one.occupation.cmp(other.occupation))
    });
    pay.truncate(MAX_LISTED);
    Some((currency, pay))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::catalogue::job::JobStatus;
    use domain_model::catalogue::salary::{Salary, SalaryPeriod};

    use super::*;

    fn job(title: &str, company: &str, place: &str) -> JobSummary {
        JobSummary {
            id: "00000000-0000-4000-8000-000000000001".parse().unwrap(),
            cluster: None,
            title: title.to_owned(),
            company: company.to_owned(),
            locations: vec![place.to_owned()],
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            skills: Vec::new(),
            status: JobStatus::Active,
            apply_url: None,
            posted_at: None,
            first_seen: DateTime::UNIX_EPOCH,
            excerpt: String::new(),
        }
    }

    fn market(jobs: &[JobSummary]) -> Market {
        let mut counts = Counts::default();
        for job in jobs {
            counts.add(job);
        }
        counts.market(DateTime::UNIX_EPOCH.date_naive())
    }

    fn paying(job: JobSummary, currency: &str, min: f64, max: f64, period: SalaryPeriod) -> JobSummary {
        JobSummary { salary: Salary::new(Some(currency), Some(min), Some(max), Some(period)), ..job }
    }

    #[test]
    fn without_postings_there_are_no_figures() {
        let empty = market(&[]);
        assert_eq!((empty.postings, empty.pay, empty.days.len()), (0, None, 30));
        assert!(empty.days.iter().all(|day| day.count == 0));
    }

    #[test]
    fn an_employer_and_a_city_count_once_for_a_posting_however_they_are_written() {
        let berlin = JobSummary {
            locations: vec!["Berlin, Germany".to_owned(), "10115 Berlin".to_owned()],
            ..job("Nurse", "ACME  GmbH", "")
        };
        let figures = market(&[berlin, job("Senior Nurse", "Acme GmbH", "Berlin"), job("Nurse", "Other", "Remote")]);
        let counts = |tallies: &[Tally<String>]| tallies.iter().map(|tally| tally.count).collect::<Vec<_>>();
        assert_eq!(counts(&figures.companies), [2, 1]);
        assert_eq!(figures.cities, [Tally { value: "Berlin".to_owned(), count: 2 }]);
        assert_eq!(
            figures.levels,
            [Tally { value: Seniority::Regular, count: 2 }, Tally { value: Seniority::Senior, count: 1 }]
        );
        assert_eq!(figures.workplaces, [Tally { value: None, count: 3 }]);
        assert_eq!(figures.days.last().map(|day| day.count), Some(3), "first seen today");
    }

    #[test]
    fn pay_is_compared_by_the_year_in_one_currency() {
        let figures = market(&[
            paying(job("Registered Nurse", "a", ""), "EUR", 3_000.0, 4_000.0, SalaryPeriod::Month),
            paying(job("Registered Nurse", "b", ""), "EUR", 44_000.0, 52_000.0, SalaryPeriod::Year),
            paying(job("Registered Nurse", "c", ""), "USD", 90_000.0, 99_000.0, SalaryPeriod::Year),
            paying(job("Electrician", "c", ""), "EUR", 50_000.0, 60_000.0, SalaryPeriod::Year),
            paying(job("Electrician", "c", ""), "EUR", 500.0, 600.0, SalaryPeriod::Once),
        ]);
        let (currency, pay) = figures.pay.unwrap();
        let averages: Vec<(i64, i64, u32)> =
            pay.iter().map(|pay| (pay.average_min, pay.average_max, pay.count)).collect();
        assert_eq!((currency.as_str(), averages), ("EUR", vec![(50_000, 60_000, 1), (40_000, 50_000, 2)]));
    }
}
