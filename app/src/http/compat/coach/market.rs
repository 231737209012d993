//! The market as the catalogue shows it.

use actix_web::get;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use domain_jobs::market::{Market, Tally};
use domain_model::catalogue::job::Workplace;
use domain_model::matching::level::Seniority;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::edge::error::ApiResult;
use crate::providers::CachedMarket;

/// What the active postings ask for, where, from whom, and what they pay. At most ten minutes old.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MarketFigures {
    /// The postings that all counts are of.
    total_jobs: u32,
    top_skills: Vec<NameCount>,
    top_companies: Vec<NameCount>,
    /// Cities; a posting in several counts in each.
    top_locations: Vec<NameCount>,
    /// `Remote`, `Hybrid`, `Onsite` and `Not stated`.
    work_styles: Vec<NameValue>,
    /// By what the titles say.
    experience_levels: Vec<Level>,
    /// New postings of each of the last 30 days.
    hiring_trends: Vec<DayCount>,
    /// By occupation, the best paid first; empty when no posting states its pay.
    salary_trends: Vec<SalaryTrend>,
    /// The currency of `salary_trends`: the one most postings state. Pay in others is left out.
    #[schema(example = "EUR")]
    salary_currency: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NameCount {
    name: String,
    count: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NameValue {
    name: &'static str,
    value: u32,
}

/// How many postings are of a level.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Level {
    subject: &'static str,
    #[serde(rename = "A")]
    count: u32,
    /// The postings that it is a part of.
    #[serde(rename = "fullMark")]
    of: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DayCount {
    date: NaiveDate,
    count: u32,
}

/// What an occupation pays in a year, on average, in whole units of the currency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SalaryTrend {
    role: &'static str,
    avg_min: i64,
    avg_max: i64,
    /// The postings that it is the average of.
    count: u32,
}

impl From<&Market> for MarketFigures {
    fn from(market: &Market) -> Self {
        let (salary_currency, pay) = market.pay.clone().unzip();
        let trends = pay.unwrap_or_default().into_iter().map(|pay| SalaryTrend {
            role: pay.occupation,
            avg_min: pay.average_min,
            avg_max: pay.average_max,
            count: pay.count,
        });
        let levels = market.levels.iter();
        Self {
            total_jobs: market.postings,
            top_skills: named(&market.skills),
            top_companies: named(&market.companies),
            top_locations: named(&market.cities),
            work_styles: market.workplaces.iter().map(work_style).collect(),
            experience_levels: levels.map(|level| self::level(level, market.postings)).collect(),
            hiring_trends: market.days.iter().map(|day| DayCount { date: day.value, count: day.count }).collect(),
            salary_trends: trends.collect(),
            salary_currency,
        }
    }
}

fn named(tallies: &[Tally<String>]) -> Vec<NameCount> {
    tallies.iter().map(|tally| NameCount { name: tally.value.clone(), count: tally.count }).collect()
}

fn work_style(tally: &Tally<Option<Workplace>>) -> NameValue {
    let name = match tally.value {
        Some(Workplace::Remote) => "Remote",
        Some(Workplace::Hybrid) => "Hybrid",
        Some(Workplace::OnSite) => "Onsite",
        None => "Not stated",
    };
    NameValue { name, value: tally.count }
}

fn level(tally: &Tally<Seniority>, of: u32) -> Level {
    let subject = match tally.value {
        Seniority::Trainee => "Entry",
        Seniority::Regular => "Regular",
        Seniority::Senior => "Senior",
        Seniority::Leader => "Lead",
    };
    Level { subject, count: tally.count, of }
}

/// The market: skills, employers, places, levels and pay of the active postings.
#[utoipa::path(tag = "jobs", responses((status = 200, body = MarketFigures)))]
#[get("/analytics/market")]
pub(super) async fn figures(market: Data<CachedMarket>) -> ApiResult<Json<MarketFigures>> {
    Ok(Json(MarketFigures::from(&*market.get().await?)))
}
