//! Which filters a job fails.

use std::collections::HashMap;

use domain_model::search::filter::{Circle, FilterName, JobFilter, company_key};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocId, Searcher, SegmentReader};

use crate::columns::{Columns, names};
use crate::lookups::in_a_row;
use crate::schema::{Fields, SEPARATOR, decode, micros, unpacked};

/// One bit for each filter.
pub(crate) const fn bit(filter: FilterName) -> u8 {
    1 << filter as u8
}

/// Finds the documents whose places have the names that are asked for.
pub(crate) fn location(
    searcher: &Searcher,
    fields: &Fields,
    filter: &JobFilter,
) -> tantivy::Result<Option<Box<dyn Weight>>> {
    if filter.location.is_empty() {
        return Ok(None);
    }
    let named = filter.location.iter().map(|alternatives| {
        let rows = alternatives.iter().map(|words| in_a_row(fields.places, words));
        (Occur::Must, Box::new(BooleanQuery::union(rows.collect())) as Box<dyn Query>)
    });
    BooleanQuery::new(named.collect()).weight(EnableScoring::disabled_from_searcher(searcher)).map(Some)
}

/// The filters of a search, in a segment. Documents are asked for in order.
pub(crate) struct Filters<'r> {
    filter: &'r JobFilter,
    location: Option<Box<dyn Scorer>>,
    circle: Option<KnownCircle>,
    /// The numbers of the employers that pass.
    companies: Vec<u64>,
    /// The number of the country.
    country: Option<u64>,
}

/// Many jobs are in one city: its distance is measured once.
struct KnownCircle {
    circle: Circle,
    known: HashMap<u64, bool>,
}

impl<'r> Filters<'r> {
    pub(crate) fn new(
        filter: &'r JobFilter,
        location: Option<&dyn Weight>,
        segment: &SegmentReader,
        columns: &Columns,
    ) -> tantivy::Result<Self> {
        let location = location.map(|weight| weight.scorer(segment, 1.0)).transpose()?;
        let country = match (&filter.residence, &columns.country) {
            (Some(residence), Some(column)) => column.dictionary().term_ord(residence.country.as_bytes())?,
            _ => None,
        };
        Ok(Self {
            filter,
            location,
            circle: filter.circle.map(|circle| KnownCircle { circle, known: HashMap::new() }),
            companies: passing_companies(&filter.companies, columns.company.as_ref())?,
            country,
        })
    }

    /// Which filters the document fails.
    pub(crate) fn failed(&mut self, columns: &Columns, doc: DocId) -> u8 {
        let filter = self.filter;
        let mut failed = 0;
        let mut judge = |name: FilterName, passes: bool| {
            if !passes {
                failed |= bit(name);
            }
        };
        if self.location.is_some() || self.circle.is_some() {
            judge(FilterName::Location, self.is_there(columns, doc));
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
            judge(FilterName::Company, company.is_some_and(|company| self.companies.contains(&company)));
        }
        if let Some(pay) = &filter.pay {
            let known = columns.pay_min.first(doc).zip(columns.pay_max.first(doc));
            judge(FilterName::Pay, pay.allows(known, |wanted| columns.currency_of(doc) == Some(wanted)));
        }
        if let Some(since) = filter.posted_since {
            let posted = columns.posted.first(doc);
            judge(FilterName::Posted, posted.is_some_and(|posted| posted >= micros(since)));
        }
        if !filter.levels.is_empty() {
            let level = decode(columns.level.first(doc).unwrap_or_default());
            judge(FilterName::Level, level.is_some_and(|level| filter.levels.contains(&level)));
        }
        if let Some(residence) = &filter.residence {
            let mut countries = columns.country.iter().flat_map(|column| column.ords().values_for_doc(doc)).peekable();
            let is_unknown = countries.peek().is_none();
            let is_there = countries.any(|country| Some(country) == self.country);
            judge(FilterName::Residence, is_there || is_unknown && residence.with_unknown);
        }
        failed
    }

    fn is_there(&mut self, columns: &Columns, doc: DocId) -> bool {
        if let Some(location) = &mut self.location {
            if location.doc() < doc {
                location.seek(doc);
            }
            if location.doc() == doc {
                return true;
            }
        }
        let circle = self.circle.as_mut();
        circle.is_some_and(|circle| columns.point.values_for_doc(doc).any(|point| circle.has(point)))
    }
}

impl KnownCircle {
    fn has(&mut self, point: u64) -> bool {
        *self.known.entry(point).or_insert_with(|| self.circle.has(unpacked(point)))
    }
}

fn passing_companies(wanted: &[String], column: Option<&StrColumn>) -> tantivy::Result<Vec<u64>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<String> = wanted.iter().map(|company| format!("{}{SEPARATOR}", company_key(company))).collect();
    let named = names(column)?;
    let passing = (0_u64..).zip(&named).filter(|(_, name)| wanted.iter().any(|wanted| name.starts_with(wanted)));
    Ok(passing.map(|(number, _)| number).collect())
}
