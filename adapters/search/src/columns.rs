//! The columns of a segment, by the number of a document.

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use crate::schema::column;

/// The columns of a segment.
pub(crate) struct Columns {
    pub(crate) id_high: Column<u64>,
    pub(crate) id_low: Column<u64>,
    pub(crate) posted: Column<i64>,
    pub(crate) workplace: Column<u64>,
    pub(crate) employment_type: Column<u64>,
    pub(crate) level: Column<u64>,
    pub(crate) company: Option<StrColumn>,
    pub(crate) place: Option<StrColumn>,
    pub(crate) country: Option<StrColumn>,
    pub(crate) point: Column<u64>,
    pub(crate) pay_min: Column<i64>,
    pub(crate) pay_max: Column<i64>,
    currency: Option<StrColumn>,
    currencies: Vec<String>,
}

impl Columns {
    pub(crate) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let currency = fast.str(column::CURRENCY)?;
        Ok(Self {
            id_high: fast.u64(column::ID_HIGH)?,
            id_low: fast.u64(column::ID_LOW)?,
            posted: fast.i64(column::POSTED)?,
            workplace: fast.u64(column::WORKPLACE)?,
            employment_type: fast.u64(column::EMPLOYMENT_TYPE)?,
            level: fast.u64(column::LEVEL)?,
            company: fast.str(column::COMPANY)?,
            place: fast.str(column::PLACE)?,
            country: fast.str(column::COUNTRY)?,
            point: fast.column_opt(column::POINT)?.unwrap_or_else(|| empty(segment)),
            pay_min: fast.column_opt(column::PAY_MIN)?.unwrap_or_else(|| empty(segment)),
            pay_max: fast.column_opt(column::PAY_MAX)?.unwrap_or_else(|| empty(segment)),
            currencies: names(currency.as_ref())?,
            currency,
        })
    }

    pub(crate) fn currency_of(&self, doc: DocId) -> Option<&str> {
        let number = self.currency.as_ref()?.ords().first(doc)?;
        self.currencies.get(usize::try_from(number).ok()?).map(String::as_str)
    }
}

/// Of a field that no document of the segment has.
fn empty<T: PartialOrd + Send + Sync + Copy + std::fmt::Debug + Default + 'static>(
    segment: &SegmentReader,
) -> Column<T> {
    Column::build_empty_column(segment.max_doc())
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
