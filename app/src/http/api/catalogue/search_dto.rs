//! Response bodies of search.

use domain_model::catalogue::job::{Job, JobSummary};
use domain_model::kernel::named::NamedEnum;
use domain_model::kernel::page::Page;
use domain_model::matching::level::Seniority;
use domain_model::search::filter::{Count, Facets, FilterName, PayBar};
use domain_model::search::suggestions::{Suggestion, SuggestionKind};
use domain_search::{Correction, FoundJob, Highlight, SearchPage};
use ports::FeedKey;
use serde::Serialize;
use utoipa::ToSchema;

use super::dto::JobItem;
use crate::http::api::names::{EmploymentTypeName, SeniorityName, WorkplaceName, documented_names};
use crate::http::edge::paging::as_text;

documented_names! {
    /// Filters of the list of jobs.
    FilterNames, "JobFilterName", FilterName::NAMES.iter().copied();
    /// What a suggestion names.
    SuggestionKinds, "SuggestionKind", SuggestionKind::NAMES.iter().copied();
}

/// A page of jobs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobsPage {
    items: Vec<JobFound>,
    /// Gets the next page as the parameter `cursor`; `null` on the last page.
    next_cursor: Option<String>,
    /// How many jobs fit in all; `null` where all are listed.
    total: Option<u32>,
    /// Counts by value, `null` where none were asked for. A filter does not reduce the counts of its own values.
    facets: Option<JobFacets>,
    /// For each filter in use, how many jobs fit without it.
    without_filter: Vec<WithoutFilter>,
    /// Words that were taken for misspelt.
    corrections: Vec<SpellingCorrection>,
}

/// A job in a list, and where it shows what was looked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobFound {
    #[serde(flatten)]
    job: JobItem,
    highlights: Option<JobHighlights>,
}

/// Where a job shows what was looked for.
#[derive(Debug, Serialize, ToSchema)]
struct JobHighlights {
    title: Option<MarkedText>,
    /// The part of the description that shows most.
    description: Option<MarkedText>,
}

/// A text with marked parts.
#[derive(Debug, Serialize, ToSchema)]
struct MarkedText {
    text: String,
    /// Each from a character to before another.
    ranges: Vec<(usize, usize)>,
}

/// How many jobs fit without a filter.
#[derive(Debug, Serialize, ToSchema)]
struct WithoutFilter {
    #[schema(value_type = FilterNames)]
    filter: &'static str,
    total: u32,
}

/// A word that was taken for misspelt.
#[derive(Debug, Serialize, ToSchema)]
struct SpellingCorrection {
    typed: String,
    meant: String,
}

/// Counts of jobs by value.
#[derive(Debug, Serialize, ToSchema)]
struct JobFacets {
    /// `null` is unknown.
    workplace: Vec<WorkplaceCount>,
    /// `null` is unknown.
    r#type: Vec<EmploymentTypeCount>,
    /// The employers with most jobs.
    company: Vec<ValueCount>,
    /// The places with most jobs, as printed.
    location: Vec<ValueCount>,
    /// By the least that is paid in a year.
    pay: Vec<PayCount>,
    /// Jobs whose pay is not known.
    unknown_pay: u32,
    /// By the title, the least senior first.
    level: Vec<LevelCount>,
    /// The countries with most jobs, as codes of ISO 3166-1.
    residence: Vec<ValueCount>,
    /// Jobs that name no country.
    unknown_residence: u32,
}

/// How many jobs have a workplace.
#[derive(Debug, Serialize, ToSchema)]
struct WorkplaceCount {
    value: Option<WorkplaceName>,
    jobs: u32,
}

/// How many jobs are of an employment type.
#[derive(Debug, Serialize, ToSchema)]
struct EmploymentTypeCount {
    value: Option<EmploymentTypeName>,
    jobs: u32,
}

/// How many jobs are of a level.
#[derive(Debug, Serialize, ToSchema)]
struct LevelCount {
    value: SeniorityName,
    jobs: u32,
}

/// How many jobs have a value.
#[derive(Debug, Serialize, ToSchema)]
struct ValueCount {
    value: String,
    jobs: u32,
}

/// How many jobs pay so much in a year.
#[derive(Debug, Serialize, ToSchema)]
struct PayCount {
    /// ISO 4217, when known.
    currency: Option<String>,
    from: i64,
    /// `null` in the last bar, which has no end.
    to: Option<i64>,
    jobs: u32,
}

/// What people may mean who have typed so much.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionItem {
    text: String,
    #[schema(value_type = SuggestionKinds)]
    kind: &'static str,
    /// How many active jobs have it.
    jobs: u32,
}

impl From<Page<JobSummary, FeedKey>> for JobsPage {
    fn from(page: Page<JobSummary, FeedKey>) -> Self {
        Self {
            items: page.items.into_iter().map(|job| JobFound { job: job.into(), highlights: None }).collect(),
            next_cursor: page.next.map(as_text),
            total: None,
            facets: None,
            without_filter: Vec::new(),
            corrections: Vec::new(),
        }
    }
}

impl From<SearchPage> for JobsPage {
    fn from(page: SearchPage) -> Self {
        Self {
            items: page.jobs.into_iter().map(JobFound::from).collect(),
            next_cursor: page.next.map(as_text),
            total: Some(page.total),
            facets: page.facets.map(JobFacets::from),
            without_filter: page.without.into_iter().map(WithoutFilter::from).collect(),
            corrections: page.corrections.into_iter().map(SpellingCorrection::from).collect(),
        }
    }
}

impl From<FoundJob> for JobFound {
    fn from(found: FoundJob) -> Self {
        let highlights = (found.title.is_some() || found.description.is_some()).then(|| JobHighlights {
            title: found.title.map(MarkedText::from),
            description: found.description.map(MarkedText::from),
        });
        Self { job: found.job.into(), highlights }
    }
}

impl From<Job> for JobItem {
    fn from(job: Job) -> Self {
        Self::from(job.summary())
    }
}

impl From<Highlight> for MarkedText {
    fn from(highlight: Highlight) -> Self {
        Self { text: highlight.text, ranges: highlight.ranges }
    }
}

impl From<(FilterName, u32)> for WithoutFilter {
    fn from((filter, total): (FilterName, u32)) -> Self {
        Self { filter: filter.as_str(), total }
    }
}

impl From<Correction> for SpellingCorrection {
    fn from(Correction { typed, meant }: Correction) -> Self {
        Self { typed, meant }
    }
}

impl From<Facets> for JobFacets {
    fn from(facets: Facets) -> Self {
        let workplace =
            |count: Count<_>| WorkplaceCount { value: Option::map(count.value, WorkplaceName), jobs: count.jobs };
        let kind = |count: Count<_>| EmploymentTypeCount {
            value: Option::map(count.value, EmploymentTypeName),
            jobs: count.jobs,
        };
        Self {
            workplace: facets.workplaces.into_iter().map(workplace).collect(),
            r#type: facets.employment_types.into_iter().map(kind).collect(),
            company: facets.companies.into_iter().map(ValueCount::from).collect(),
            location: facets.places.into_iter().map(ValueCount::from).collect(),
            pay: facets.pay.into_iter().map(PayCount::from).collect(),
            unknown_pay: facets.unknown_pay,
            level: facets.levels.into_iter().map(LevelCount::from).collect(),
            residence: facets.residences.into_iter().map(ValueCount::from).collect(),
            unknown_residence: facets.unknown_residence,
        }
    }
}

impl From<Count<Seniority>> for LevelCount {
    fn from(Count { value, jobs }: Count<Seniority>) -> Self {
        Self { value: SeniorityName(value), jobs }
    }
}

impl From<Count<String>> for ValueCount {
    fn from(Count { value, jobs }: Count<String>) -> Self {
        Self { value, jobs }
    }
}

impl From<Count<PayBar>> for PayCount {
    fn from(Count { value: PayBar { currency, from, to }, jobs }: Count<PayBar>) -> Self {
        Self { currency, from, to, jobs }
    }
}

impl From<Suggestion> for SuggestionItem {
    fn from(suggestion: Suggestion) -> Self {
        Self { text: suggestion.text, kind: suggestion.kind.as_str(), jobs: suggestion.jobs }
    }
}
