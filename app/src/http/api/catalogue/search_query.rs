//! The query string of the list of jobs, and what it asks for.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain_model::catalogue::countries;
use domain_model::catalogue::job::{EmploymentType, Workplace};
use domain_model::kernel::named::{NamedEnum, UnknownName};
use domain_model::matching::level::Seniority;
use domain_model::search::filter::{Circle, JobFilter, PayFilter, ResidenceFilter};
use domain_model::search::query::{SearchKey, SearchOrder};
use domain_search::{JobSearch, place_names};
use ports::{FeedKey, FeedPage, FeedStart};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use utoipa::{IntoParams, ToSchema};

use crate::http::edge::error::{ApiError, ApiResult};
use crate::http::edge::paging::{Cursor, PageLimit};

/// Between the values of a list.
const COMMA: char = ',';
/// Between employers, whose names have commas.
const BAR: char = '|';

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sort {
    Relevance,
    Date,
    Match,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct JobsQuery {
    /// Words of the job, in any language; a `"phrase"`, a word to `-exclude`.
    #[param(max_length = 500, example = "\"night shift\" nurse -manager")]
    q: Option<String>,
    /// Another name of `q`.
    #[param(max_length = 500)]
    keyword: Option<String>,
    /// A place; with commas, all of its parts.
    #[param(max_length = 200, example = "Munich, Germany")]
    location: Option<String>,
    /// Or so many kilometres around it: `location` is a city of 15,000 inhabitants or more, with its country or state where
    /// others have the same name. A job whose place is not known passes by its name alone.
    #[param(minimum = 1, maximum = 1000)]
    radius_km: Option<u32>,
    /// `on_site`, `hybrid`, `remote`; several with commas between them.
    workplace: Option<String>,
    /// `true` is `workplace=remote`, `false` is `workplace=on_site,hybrid`.
    remote: Option<bool>,
    /// Where those who work may live: a country, by its name or its code of ISO 3166-1. Jobs pass with a place there, and
    /// remote ones that name the country.
    #[param(max_length = 60, example = "DE")]
    residence: Option<String>,
    /// With `residence`: whether jobs count that name no country.
    #[serde(default)]
    unknown_residence: bool,
    /// How senior, by the title: `trainee`, `regular`, `senior`, `leader`; several with commas between them.
    level: Option<String>,
    /// Employment types such as `full_time`; several with commas between them.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    employment_type: Option<String>,
    /// An employer; several with `|` between them.
    #[param(max_length = 500)]
    company: Option<String>,
    /// The job may pay so much in a year, in units of its currency. Pay by the hour, day, week or month is compared as if for a
    /// full year.
    #[param(minimum = 0, maximum = 1_000_000_000)]
    min_salary: Option<u32>,
    /// The job may pay so little.
    #[param(minimum = 0, maximum = 1_000_000_000)]
    max_salary: Option<u32>,
    /// Pay in this currency alone, as ISO 4217.
    #[param(max_length = 3)]
    currency: Option<String>,
    /// With a condition on pay: whether jobs count whose pay is not known.
    #[serde(default)]
    unknown_salary: bool,
    /// Published on this day or later, as `2026-11-28` or `2026-11-28T08:00:00Z`.
    posted_since: Option<String>,
    /// `relevance` where there are words, `date` otherwise. `match`: first the jobs that fit my resume best, then the
    /// others; without a sign-in or a resume as if it were left out.
    #[param(inline)]
    sort: Option<Sort>,
    /// Whether values are counted. Without words and filters they are counted only where this is `true`.
    facets: Option<bool>,
    /// `next_cursor` of the previous page.
    cursor: Option<String>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// What is asked for.
#[derive(Debug)]
pub(super) enum JobsRequest {
    /// The newest jobs.
    Newest(FeedPage),
    /// Jobs that fit.
    Search(Box<JobSearch>),
    /// The same, first those that fit the caller's resume.
    BestMatches(Box<JobSearch>),
}

impl JobsQuery {
    pub(super) fn request(self) -> ApiResult<JobsRequest> {
        let filter = self.filter()?;
        let text = self.q.or(self.keyword).filter(|text| !text.trim().is_empty());
        if text.is_none() && filter == JobFilter::default() && self.facets != Some(true) && self.sort.is_none() {
            let cursor = cursor::<FeedKey>(self.cursor.as_deref())?;
            let start = cursor.map_or(FeedStart::NEWEST, |cursor| FeedStart::After(cursor.position()));
            return Ok(JobsRequest::Newest(FeedPage { start, limit: self.limit.0 }));
        }
        let order = match self.sort {
            Some(Sort::Date) => SearchOrder::Date,
            Some(Sort::Match) => SearchOrder::Match,
            Some(Sort::Relevance) | None => SearchOrder::Relevance,
        };
        let search = Box::new(JobSearch {
            text,
            filter,
            order,
            best: Vec::new(),
            after: cursor::<SearchKey>(self.cursor.as_deref())?.map(Cursor::position),
            limit: usize::try_from(self.limit.0).expect("at most 100"),
            with_facets: self.facets != Some(false),
        });
        Ok(if order == SearchOrder::Match { JobsRequest::BestMatches(search) } else { JobsRequest::Search(search) })
    }

    fn filter(&self) -> ApiResult<JobFilter> {
        let mut workplaces = names::<Workplace>(self.workplace.as_deref())?;
        match self.remote {
            Some(true) if workplaces.is_empty() => workplaces = vec![Workplace::Remote],
            Some(false) if workplaces.is_empty() => workplaces = vec![Workplace::OnSite, Workplace::Hybrid],
            _ => {}
        }
        let companies = values(self.company.as_deref(), BAR).map(str::to_owned).collect();
        Ok(JobFilter {
            location: self.location.as_deref().map(place_names).unwrap_or_default(),
            circle: self.circle()?,
            workplaces,
            employment_types: names::<EmploymentType>(self.employment_type.as_deref())?,
            companies,
            pay: self.pay(),
            posted_since: self.posted_since.as_deref().map(time).transpose()?,
            levels: names::<Seniority>(self.level.as_deref())?,
            residence: self.residence()?,
        })
    }

    fn circle(&self) -> ApiResult<Option<Circle>> {
        let Some(kilometres) = self.radius_km else { return Ok(None) };
        if !(1..=1_000).contains(&kilometres) {
            return Err(ApiError::validation("`radius_km` must be from 1 to 1000".to_owned()));
        }
        let place = self.location.as_deref().map(str::trim).filter(|place| !place.is_empty());
        let place = place.ok_or_else(|| ApiError::validation("`radius_km` needs a `location`".to_owned()))?;
        let unknown = || {
            let advice = "name a city with its country or state, such as `Cambridge, UK`, or leave out `radius_km`";
            ApiError::validation(format!("it is not known which city `{place}` is: {advice}"))
        };
        Circle::around(place, kilometres).map(Some).ok_or_else(unknown)
    }

    fn residence(&self) -> ApiResult<Option<ResidenceFilter>> {
        let country = self.residence.as_deref().map(str::trim).filter(|country| !country.is_empty());
        let filter = |country: &str| {
            let code = countries::code(country)
                .ok_or_else(|| ApiError::validation(format!("`residence` `{country}` is no country")))?;
            Ok(ResidenceFilter { country: code.to_owned(), with_unknown: self.unknown_residence })
        };
        country.map(filter).transpose()
    }

    fn pay(&self) -> Option<PayFilter> {
        let hundredths = |units: u32| i64::from(units) * 100;
        let currency = self.currency.as_ref().map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty());
        let is_given = self.min_salary.is_some() || self.max_salary.is_some() || currency.is_some();
        is_given.then(|| PayFilter {
            min: self.min_salary.map(hundredths),
            max: self.max_salary.map(hundredths),
            currency,
            with_unknown: self.unknown_salary,
        })
    }
}

fn values(text: Option<&str>, separator: char) -> impl Iterator<Item = &str> {
    text.into_iter().flat_map(move |text| text.split(separator)).map(str::trim).filter(|value| !value.is_empty())
}

fn names<E>(text: Option<&str>) -> Result<Vec<E>, UnknownName>
where
    E: NamedEnum + std::str::FromStr<Err = UnknownName>,
{
    values(text, COMMA).map(str::parse).collect()
}

fn time(text: &str) -> ApiResult<DateTime<Utc>> {
    let day = text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    day.or_else(|_| text.parse())
        .map_err(|_| ApiError::validation("`posted_since` must be a day such as `2026-11-28`, or a time".to_owned()))
}

/// Each list has its own cursors.
fn cursor<K>(text: Option<&str>) -> ApiResult<Option<Cursor<K>>>
where
    K: domain_model::kernel::page::SortKey,
{
    let read = |text: &str| {
        let deserializer: StrDeserializer<'_, ValueError> = text.into_deserializer();
        Cursor::deserialize(deserializer).map_err(|error| ApiError::validation(error.to_string()))
    };
    text.map(read).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> JobsRequest {
        actix_web::web::Query::<JobsQuery>::from_query(query).unwrap().into_inner().request().unwrap()
    }

    fn searched(query: &str) -> JobSearch {
        match parsed(query) {
            JobsRequest::Search(search) => *search,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_words_and_filters_the_newest_are_asked_for() {
        for query in ["", "limit=5", "q=", "q=%20", "location=", "company=%7C", "unknown_salary=true"] {
            assert!(matches!(parsed(query), JobsRequest::Newest(_)), "{query}");
        }
        assert!(matches!(parsed("facets=true"), JobsRequest::Search(_)));
        assert!(matches!(parsed("sort=match"), JobsRequest::BestMatches(_)));
    }

    #[test]
    fn filters_are_read_from_lists() {
        let filter =
            searched("workplace=remote,hybrid&type=full_time&company=Acme,%20Inc.%7CBolt&min_salary=50000").filter;
        assert_eq!(filter.workplaces, [Workplace::Remote, Workplace::Hybrid]);
        assert_eq!(filter.employment_types, [EmploymentType::FullTime]);
        assert_eq!(filter.companies, ["Acme, Inc.", "Bolt"]);
        assert_eq!(filter.pay.unwrap().min, Some(5_000_000));
        assert_eq!(searched("remote=false").filter.workplaces, [Workplace::OnSite, Workplace::Hybrid]);
        let filter = searched("residence=deutschland&unknown_residence=true&level=senior,leader").filter;
        assert_eq!(filter.residence, Some(ResidenceFilter { country: "DE".to_owned(), with_unknown: true }));
        assert_eq!(filter.levels, [Seniority::Senior, Seniority::Leader]);
        let filter = searched("location=Munich&radius_km=30").filter;
        assert_eq!((filter.circle, filter.location.len()), (Circle::around("München", 30), 1));
        assert_eq!(searched("keyword=x").text.as_deref(), Some("x"));
    }

    #[test]
    fn what_is_no_name_or_time_is_refused() {
        for query in [
            "workplace=moon",
            "type=full_time,x",
            "posted_since=yesterday",
            "q=x&cursor=x",
            "level=x",
            "residence=Atlantis",
            "radius_km=5",
            "radius_km=5&location=%20",
            "radius_km=0&location=Ghent",
            "radius_km=1001&location=Ghent",
            "radius_km=5&location=Springfield",
        ] {
            let read = actix_web::web::Query::<JobsQuery>::from_query(query).unwrap().into_inner();
            assert!(read.request().is_err(), "{query}");
        }
    }
}
