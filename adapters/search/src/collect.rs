//! Collects filtered results, facet counts and the best matches in one pass.
//!
//! A job that fails one filter alone is counted among the values of that filter: so the other values of a chosen one keep
//! their counts, and the answer can say what each filter leaves out.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use domain_model::kernel::id::JobId;
use domain_model::matching::level::Seniority;
use domain_model::search::filter::{Count, Facets, FilterName, PayBar};
use domain_model::search::query::{SearchKey, SearchOrder, SearchRequest, SearchResults};
use tantivy::columnar::StrColumn;
use tantivy::query::Weight;
use tantivy::{DocId, Score, Searcher, SegmentReader};
use uuid::Uuid;

use crate::columns::Columns;
use crate::filters::{self, Filters, bit};
use crate::matcher::Found;
use crate::schema::{Fields, SEPARATOR, code, decode};

/// Employers, places and countries that are counted by name.
const MAX_VALUES: usize = 20;

/// What is gathered from all segments.
pub(crate) struct Collection<'r> {
    request: &'r SearchRequest,
    location: Option<Box<dyn Weight>>,
    /// The places of the jobs that come first.
    first: HashMap<JobId, usize>,
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
    levels: HashMap<u64, u32>,
    residences: HashMap<String, u32>,
    unknown_residence: u32,
}

/// What is counted in a segment by the number of a value.
struct Numbered {
    companies: Vec<u32>,
    places: Vec<u32>,
    countries: Vec<u32>,
}

impl<'r> Collection<'r> {
    pub(crate) fn new(searcher: &Searcher, fields: &Fields, request: &'r SearchRequest) -> tantivy::Result<Self> {
        Ok(Self {
            request,
            location: filters::location(searcher, fields, &request.filter)?,
            first: request.best.iter().enumerate().map(|(place, id)| (*id, place)).collect(),
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
            levels: HashMap::new(),
            residences: HashMap::new(),
            unknown_residence: 0,
        })
    }

    /// Gathers from a segment what the matcher finds in it.
    pub(crate) fn segment(
        &mut self,
        segment: &SegmentReader,
        matching: impl FnOnce(&mut dyn FnMut(Found) -> tantivy::Result<()>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let columns = Columns::open(segment)?;
        let mut filters = Filters::new(&self.request.filter, self.location.as_deref(), segment, &columns)?;
        let mut numbered = Numbered::of(&columns);
        matching(&mut |found| {
            let failed = filters.failed(&columns, found.doc);
            self.take(&columns, &mut numbered, found, failed);
            Ok(())
        })?;
        add_named(&mut self.companies, columns.company.as_ref(), &numbered.companies)?;
        add_named(&mut self.places, columns.place.as_ref(), &numbered.places)?;
        add_named(&mut self.residences, columns.country.as_ref(), &numbered.countries)?;
        Ok(())
    }

    fn take(&mut self, columns: &Columns, numbered: &mut Numbered, found: Found, failed: u8) {
        let doc = found.doc;
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
            self.count(columns, numbered, doc, failed);
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
        if self.request.order == SearchOrder::Match
            && let Some(&place) = self.first.get(&id())
        {
            return self.offer(|id| SearchKey::of_place(place, id), id);
        }
        let has_words = !self.request.query.concepts.is_empty() || !self.request.query.near.is_empty();
        let is_by_relevance = match self.request.order {
            SearchOrder::Relevance => true,
            SearchOrder::Match => has_words,
            SearchOrder::Date => false,
        };
        match (is_by_relevance, found.near) {
            (true, Some(near)) => self.near.push((found.score, near, id())),
            (true, None) => self.offer(|id| SearchKey::of_score(found.score, id), id),
            (false, _) => {
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
    fn count(&mut self, columns: &Columns, numbered: &mut Numbered, doc: DocId, failed: u8) {
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
            add(&mut numbered.companies, company.ords().values_for_doc(doc));
        }
        if counts(FilterName::Location)
            && let Some(place) = &columns.place
        {
            add(&mut numbered.places, place.ords().values_for_doc(doc));
        }
        if counts(FilterName::Level) {
            *self.levels.entry(columns.level.first(doc).unwrap_or_default()).or_default() += 1;
        }
        if counts(FilterName::Residence) {
            let mut countries = columns.country.iter().flat_map(|column| column.ords().values_for_doc(doc)).peekable();
            if countries.peek().is_none() {
                self.unknown_residence += 1;
            }
            add(&mut numbered.countries, countries);
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
                levels: levels(self.levels),
                residences: most(self.residences),
                unknown_residence: self.unknown_residence,
            },
            without,
        }
    }
}

impl Numbered {
    fn of(columns: &Columns) -> Self {
        let all = |column: Option<&StrColumn>| vec![0; column.map_or(0, |column| column.num_terms())];
        Self {
            companies: all(columns.company.as_ref()),
            places: all(columns.place.as_ref()),
            countries: all(columns.country.as_ref()),
        }
    }
}

fn add(counts: &mut [u32], numbers: impl Iterator<Item = u64>) {
    for number in numbers {
        if let Some(count) = usize::try_from(number).ok().and_then(|number| counts.get_mut(number)) {
            *count += 1;
        }
    }
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

/// The least senior first.
fn levels(counted: HashMap<u64, u32>) -> Vec<Count<Seniority>> {
    let mut all: Vec<(u64, u32)> = counted.into_iter().collect();
    all.sort_unstable();
    all.into_iter().filter_map(|(number, jobs)| Some(Count { value: decode(number)?, jobs })).collect()
}

fn most(counted: HashMap<String, u32>) -> Vec<Count<String>> {
    let mut all = counts(counted);
    all.sort_by(|a, b| b.jobs.cmp(&a.jobs).then_with(|| a.value.cmp(&b.value)));
    all.truncate(MAX_VALUES);
    all
}
