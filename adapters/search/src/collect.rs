//! Filters, counts and the best of what matches, in one pass.
//!
//! A job that fails one filter alone is counted among the values of that filter: so the other values of a chosen one keep
//! their counts, and the answer can say what each filter leaves out.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use domain_model::kernel::id::JobId;
use domain_model::search::filter::{Count, Facets, FilterName, PayBar, company_key};
use domain_model::search::query::{SearchKey, SearchOrder, SearchRequest, SearchResults};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocId, Score, Searcher, SegmentReader};
use uuid::Uuid;

use crate::lookups::in_a_row;
use crate::matcher::Found;
use crate::schema::{Fields, SEPARATOR, code, column, decode, micros};

/// Employers and places that are counted by name.
const MOST_VALUES: usize = 20;

/// One bit for each filter.
const fn bit(filter: FilterName) -> u8 {
    1 << filter as u8
}

/// What is gathered from all segments.
pub(crate) struct Collection<'r> {
    request: &'r SearchRequest,
    location: Option<Box<dyn Weight>>,
    best: BinaryHeap<Reverse<SearchKey>>,
    /// The best score for words of all that match.
    best_score: Score,
    /// What is near in meaning: its score for words, and how near. It is ranked when the best score is known.
    near: Vec<(Score, f32, JobId)>,
    total: u32,
    without: HashMap<u8, u32>,
    workplaces: HashMap<u64, u32>,
    employment_types: HashMap<u64, u32>,
    companies: HashMap<String, u32>,
    places: HashMap<String, u32>,
    pay: HashMap<PayBar, u32>,
    unknown_pay: u32,
}

/// The columns of a segment, and what is counted in it by the number of a value.
struct Columns {
    id_high: Column<u64>,
    id_low: Column<u64>,
    posted: Column<i64>,
    workplace: Column<u64>,
    employment_type: Column<u64>,
    company: Option<StrColumn>,
    place: Option<StrColumn>,
    pay_min: Column<i64>,
    pay_max: Column<i64>,
    currency: Option<StrColumn>,
    currencies: Vec<String>,
    /// The numbers of the employers that pass.
    passing_companies: Vec<u64>,
    passing_location: Option<Box<dyn Scorer>>,
    companies: Vec<u32>,
    places: Vec<u32>,
}

impl<'r> Collection<'r> {
    pub(crate) fn new(searcher: &Searcher, fields: &Fields, request: &'r SearchRequest) -> tantivy::Result<Self> {
        let location = &request.filter.location;
        let location = (!location.is_empty()).then(|| {
            let named = location.iter().map(|alternatives| {
                let rows = alternatives.iter().map(|words| in_a_row(fields.places, words));
                (Occur::Must, Box::new(BooleanQuery::union(rows.collect())) as Box<dyn Query>)
            });
            BooleanQuery::new(named.collect()).weight(EnableScoring::disabled_from_searcher(searcher))
        });
        Ok(Self {
            request,
            location: location.transpose()?,
            best: BinaryHeap::new(),
            best_score: 0.0,
            near: Vec::new(),
            total: 0,
            without: HashMap::new(),
            workplaces: HashMap::new(),
            employment_types: HashMap::new(),
            companies: HashMap::new(),
            places: HashMap::new(),
            pay: HashMap::new(),
            unknown_pay: 0,
        })
    }

    /// Gathers from a segment what the matcher finds in it.
    pub(crate) fn segment(
        &mut self,
        segment: &SegmentReader,
        matching: impl FnOnce(&mut dyn FnMut(Found) -> tantivy::Result<()>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let mut columns = self.columns(segment)?;
        matching(&mut |found| {
            self.take(&mut columns, found);
            Ok(())
        })?;
        add_named(&mut self.companies, columns.company.as_ref(), &columns.companies)?;
        add_named(&mut self.places, columns.place.as_ref(), &columns.places)?;
        Ok(())
    }

    fn columns(&self, segment: &SegmentReader) -> tantivy::Result<Columns> {
        let fast = segment.fast_fields();
        let (company, place) = (fast.str(column::COMPANY)?, fast.str(column::PLACE)?);
        let currency = fast.str(column::CURRENCY)?;
        let passing_location = match &self.location {
            Some(weight) => Some(weight.scorer(segment, 1.0)?),
            None => None,
        };
        let all = |column: Option<&StrColumn>| vec![0; column.map_or(0, |column| column.num_terms())];
        Ok(Columns {
            id_high: fast.u64(column::ID_HIGH)?,
            id_low: fast.u64(column::ID_LOW)?,
            posted: fast.i64(column::POSTED)?,
            workplace: fast.u64(column::WORKPLACE)?,
            employment_type: fast.u64(column::EMPLOYMENT_TYPE)?,
            passing_companies: self.passing_companies(company.as_ref())?,
            currencies: names(currency.as_ref())?,
            companies: all(company.as_ref()),
            places: all(place.as_ref()),
            company,
            place,
            pay_min: fast.column_opt(column::PAY_MIN)?.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())),
            pay_max: fast.column_opt(column::PAY_MAX)?.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())),
            currency,
            passing_location,
        })
    }

    fn passing_companies(&self, column: Option<&StrColumn>) -> tantivy::Result<Vec<u64>> {
        let wanted: Vec<String> = self
            .request
            .filter
            .companies
            .iter()
            .map(|company| format!("{}{SEPARATOR}", company_key(company)))
            .collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let named = names(column)?;
        let passing = (0_u64..).zip(&named).filter(|(_, name)| wanted.iter().any(|wanted| name.starts_with(wanted)));
        Ok(passing.map(|(number, _)| number).collect())
    }

    /// Which filters the job fails.
    fn failed(&self, columns: &mut Columns, doc: DocId) -> u8 {
        let filter = &self.request.filter;
        let mut failed = 0;
        let mut judge = |name: FilterName, passes: bool| {
            if !passes {
                failed |= bit(name);
            }
        };
        if let Some(location) = &mut columns.passing_location {
            if location.doc() < doc {
                location.seek(doc);
            }
            judge(FilterName::Location, location.doc() == doc);
        }
        if !filter.workplaces.is_empty() {
            let workplace = decode(columns.workplace.first(doc).unwrap_or_default());
            judge(FilterName::Workplace, workplace.is_some_and(|workplace| filter.workplaces.contains(&workplace)));
        }
        if !filter.employment_types.is_empty() {
            let kind = decode(columns.employment_type.first(doc).unwrap_or_default());
            judge(FilterName::EmploymentType, kind.is_some_and(|kind| filter.employment_types.contains(&kind)));
        }
        if !filter.companies.is_empty() {
            let company = columns.company.as_ref().and_then(|column| column.ords().first(doc));
            let passes = company.is_some_and(|company| columns.passing_companies.contains(&company));
            judge(FilterName::Company, passes);
        }
        if let Some(pay) = &filter.pay {
            let known = columns.pay_min.first(doc).zip(columns.pay_max.first(doc));
            judge(FilterName::Pay, pay.allows(known, |wanted| columns.currency_of(doc) == Some(wanted)));
        }
        if let Some(since) = filter.posted_since {
            let posted = columns.posted.first(doc);
            judge(FilterName::Posted, posted.is_some_and(|posted| posted >= micros(since)));
        }
        failed
    }

    fn take(&mut self, columns: &mut Columns, found: Found) {
        let doc = found.doc;
        let failed = self.failed(columns, doc);
        if failed.count_ones() > 1 {
            return;
        }
        if failed == 0 {
            self.total += 1;
            self.rank(columns, found);
        } else {
            *self.without.entry(failed).or_default() += 1;
        }
        if self.request.with_facets {
            self.count(columns, doc, failed);
        }
    }

    fn rank(&mut self, columns: &Columns, found: Found) {
        let doc = found.doc;
        let id = || {
            let high = columns.id_high.first(doc).unwrap_or_default();
            let low = columns.id_low.first(doc).unwrap_or_default();
            JobId(Uuid::from_u64_pair(high, low))
        };
        self.best_score = self.best_score.max(found.score);
        match (self.request.order, found.near) {
            (SearchOrder::Relevance, Some(near)) => self.near.push((found.score, near, id())),
            (SearchOrder::Relevance, None) => self.offer(|id| SearchKey::of_score(found.score, id), id),
            (SearchOrder::Date, _) => {
                let posted = columns.posted.first(doc).unwrap_or_default();
                self.offer(|id| SearchKey::of_time(posted, id), id);
            }
        }
    }

    /// Keeps the job if it is one of the best so far.
    fn offer(&mut self, with: impl Fn(JobId) -> SearchKey, id: impl FnOnce() -> JobId) {
        let limit = self.request.limit;
        let rank = with(JobId(Uuid::nil())).rank;
        let worst = self.best.peek().map(|Reverse(worst)| worst.rank);
        let is_full = self.best.len() == limit;
        if limit == 0 || is_full && worst.is_some_and(|worst| rank < worst) {
            return;
        }
        let key = with(id());
        if self.request.after.is_some_and(|after| key >= after.0) {
            return;
        }
        if is_full {
            if self.best.peek().is_some_and(|Reverse(worst)| key <= *worst) {
                return;
            }
            self.best.pop();
        }
        self.best.push(Reverse(key));
    }

    /// Counts the job's values, those of a filter that it alone fails, or all.
    fn count(&mut self, columns: &mut Columns, doc: DocId, failed: u8) {
        let counts = |name: FilterName| failed == 0 || failed == bit(name);
        if counts(FilterName::Workplace) {
            *self.workplaces.entry(columns.workplace.first(doc).unwrap_or_default()).or_default() += 1;
        }
        if counts(FilterName::EmploymentType) {
            *self.employment_types.entry(columns.employment_type.first(doc).unwrap_or_default()).or_default() += 1;
        }
        if counts(FilterName::Company)
            && let Some(company) = &columns.company
        {
            add(&mut columns.companies, company.ords().values_for_doc(doc));
        }
        if counts(FilterName::Location)
            && let Some(place) = &columns.place
        {
            add(&mut columns.places, place.ords().values_for_doc(doc));
        }
        if counts(FilterName::Pay) {
            match columns.pay_min.first(doc) {
                Some(min) => {
                    let currency = columns.currency_of(doc).map(str::to_owned);
                    *self.pay.entry(PayBar::of(min, currency)).or_default() += 1;
                }
                None => self.unknown_pay += 1,
            }
        }
    }

    /// What was gathered.
    pub(crate) fn results(mut self) -> SearchResults {
        // Without any words the nearness alone ranks.
        let unit = if self.best_score > 0.0 { self.best_score } else { 1.0 };
        for (score, near, id) in std::mem::take(&mut self.near) {
            self.offer(|id| SearchKey::of_score(score + near * unit, id), || id);
        }
        let mut without = Vec::new();
        for name in self.request.filter.in_use() {
            let jobs = self.total + self.without.get(&bit(name)).copied().unwrap_or_default();
            without.push((name, jobs));
        }
        let mut pay: Vec<Count<PayBar>> = counts(self.pay);
        pay.sort_by(|a, b| a.value.cmp(&b.value));
        SearchResults {
            hits: self.best.into_sorted_vec().into_iter().map(|Reverse(key)| key).collect(),
            total: self.total,
            facets: Facets {
                workplaces: coded(self.workplaces),
                employment_types: coded(self.employment_types),
                companies: most(self.companies),
                places: most(self.places),
                pay,
                unknown_pay: self.unknown_pay,
            },
            without,
        }
    }
}

impl Columns {
    fn currency_of(&self, doc: DocId) -> Option<&str> {
        let number = self.currency.as_ref()?.ords().first(doc)?;
        self.currencies.get(usize::try_from(number).ok()?).map(String::as_str)
    }
}

fn add(counts: &mut [u32], numbers: impl Iterator<Item = u64>) {
    for number in numbers {
        if let Some(count) = usize::try_from(number).ok().and_then(|number| counts.get_mut(number)) {
            *count += 1;
        }
    }
}

/// Every value of a column, in the order of their numbers.
pub(crate) fn names(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let mut names = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        names.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(names)
}

fn add_named(all: &mut HashMap<String, u32>, column: Option<&StrColumn>, counts: &[u32]) -> tantivy::Result<()> {
    let Some(column) = column else { return Ok(()) };
    let mut name = String::new();
    for (number, &count) in (0_u64..).zip(counts).filter(|(_, count)| **count > 0) {
        column.ord_to_str(number, &mut name)?;
        let printed = name.split_once(SEPARATOR).map_or(name.as_str(), |(_, printed)| printed);
        *all.entry(printed.to_owned()).or_default() += count;
    }
    Ok(())
}

fn counts<T>(counts: HashMap<T, u32>) -> Vec<Count<T>> {
    counts.into_iter().map(|(value, jobs)| Count { value, jobs }).collect()
}

fn coded<E: domain_model::kernel::named::NamedEnum + PartialEq>(counted: HashMap<u64, u32>) -> Vec<Count<Option<E>>> {
    let mut all: Vec<Count<Option<E>>> =
        counted.into_iter().map(|(number, jobs)| Count { value: decode(number), jobs }).collect();
    all.sort_by_key(|count| (Reverse(count.jobs), code(count.value)));
    all
}

fn most(counted: HashMap<String, u32>) -> Vec<Count<String>> {
    let mut all = counts(counted);
    all.sort_by(|a, b| b.jobs.cmp(&a.jobs).then_with(|| a.value.cmp(&b.value)));
    all.truncate(MOST_VALUES);
    all
}
