//! The fields of the index, and a job as a document of it.

use chrono::{DateTime, Utc};
use domain_model::catalogue::gazetteer::Coordinates;
use domain_model::kernel::id::JobId;
use domain_model::kernel::named::NamedEnum;
use domain_model::search::document::SearchDocument;
use domain_model::search::filter::company_key;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, Term};

use crate::analysis::{STEMS, Stems, WORDS, Words, in_language};

/// Changes with the fields and with how texts become terms: an index of another version is built again.
pub(crate) const VERSION: u32 = 2;

/// Between the form in which a value is compared and the value as printed.
pub(crate) const SEPARATOR: char = '\u{1}';

/// Columns by name.
pub(crate) mod column {
    pub(crate) const ID_HIGH: &str = "id_high";
    pub(crate) const ID_LOW: &str = "id_low";
    pub(crate) const POSTED: &str = "posted";
    pub(crate) const WORKPLACE: &str = "workplace";
    pub(crate) const EMPLOYMENT_TYPE: &str = "employment_type";
    pub(crate) const COMPANY: &str = "company_value";
    pub(crate) const PLACE: &str = "place_value";
    pub(crate) const SKILL: &str = "skill_value";
    pub(crate) const TITLE: &str = "title_value";
    pub(crate) const PAY_MIN: &str = "pay_min";
    pub(crate) const PAY_MAX: &str = "pay_max";
    pub(crate) const CURRENCY: &str = "currency";
    pub(crate) const POINT: &str = "point";
    pub(crate) const COUNTRY: &str = "country_value";
    pub(crate) const LEVEL: &str = "level";
}

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    id: Field,
    id_high: Field,
    id_low: Field,
    /// Words of the title, and their stems.
    pub(crate) title: Field,
    pub(crate) title_stems: Field,
    /// Words of skills.
    pub(crate) skills: Field,
    /// Words of employer and department.
    pub(crate) employer: Field,
    /// Words of places.
    pub(crate) places: Field,
    /// Stems of the long text.
    pub(crate) body: Field,
    /// Every word, for spelling and for what may not occur.
    pub(crate) words: Field,
    /// Names of languages.
    pub(crate) language: Field,
    posted: Field,
    workplace: Field,
    employment_type: Field,
    company_value: Field,
    place_value: Field,
    skill_value: Field,
    title_value: Field,
    pay_min: Field,
    pay_max: Field,
    currency: Field,
    point: Field,
    country_value: Field,
    level: Field,
}

fn text(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

fn value() -> TextOptions {
    TextOptions::default().set_fast("raw")
}

impl Fields {
    /// The schema, and its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let with_places = IndexRecordOption::WithFreqsAndPositions;
        let number = || NumericOptions::from(FAST);
        let fields = Self {
            id: schema.add_u64_field("id", NumericOptions::from(INDEXED)),
            id_high: schema.add_u64_field(column::ID_HIGH, number()),
            id_low: schema.add_u64_field(column::ID_LOW, number()),
            title: schema.add_text_field("title", text(WORDS, with_places)),
            title_stems: schema.add_text_field("title_stems", text(STEMS, with_places)),
            skills: schema.add_text_field("skills", text(WORDS, with_places)),
            employer: schema.add_text_field("employer", text(WORDS, with_places)),
            places: schema.add_text_field("places", text(WORDS, with_places)),
            body: schema.add_text_field("body", text(STEMS, with_places)),
            words: schema.add_text_field("words", text(WORDS, IndexRecordOption::Basic)),
            language: schema.add_text_field("language", STRING),
            posted: schema.add_i64_field(column::POSTED, number()),
            workplace: schema.add_u64_field(column::WORKPLACE, number()),
            employment_type: schema.add_u64_field(column::EMPLOYMENT_TYPE, number()),
            company_value: schema.add_text_field(column::COMPANY, value()),
            place_value: schema.add_text_field(column::PLACE, value()),
            skill_value: schema.add_text_field(column::SKILL, value()),
            title_value: schema.add_text_field(column::TITLE, value()),
            pay_min: schema.add_i64_field(column::PAY_MIN, number()),
            pay_max: schema.add_i64_field(column::PAY_MAX, number()),
            currency: schema.add_text_field(column::CURRENCY, value()),
            point: schema.add_u64_field(column::POINT, number()),
            country_value: schema.add_text_field(column::COUNTRY, value()),
            level: schema.add_u64_field(column::LEVEL, number()),
        };
        (schema.build(), fields)
    }

    /// The term by which a job is removed. Half of its id is enough: ids are random.
    pub(crate) fn id_term(&self, id: JobId) -> Term {
        Term::from_field_u64(self.id, id.0.as_u64_pair().1)
    }

    /// The job as a document.
    pub(crate) fn document(&self, job: &SearchDocument) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        let (high, low) = job.id.0.as_u64_pair();
        document.add_u64(self.id, low);
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        document.add_text(self.title, &job.title);
        document.add_text(self.title_stems, in_language(job.language, &job.title));
        document.add_text(self.employer, &job.company);
        document.add_text(self.words, &job.title);
        document.add_text(self.words, &job.company);
        if let Some(department) = &job.department {
            document.add_text(self.employer, department);
            document.add_text(self.words, department);
        }
        for skill in &job.skills {
            document.add_text(self.skills, skill);
            document.add_text(self.skill_value, skill);
            document.add_text(self.words, skill);
        }
        for place in &job.places {
            document.add_text(self.places, place);
            document.add_text(self.place_value, place);
            document.add_text(self.words, place);
        }
        for point in &job.points {
            document.add_u64(self.point, packed(*point));
        }
        for country in &job.countries {
            document.add_text(self.country_value, country);
        }
        document.add_u64(self.level, code(Some(job.level)));
        document.add_text(self.body, in_language(job.language, &job.description));
        document.add_text(self.words, &job.description);
        document.add_text(self.language, job.language.as_str());
        document.add_i64(self.posted, job.posted_at.timestamp_micros());
        document.add_u64(self.workplace, code(job.workplace));
        document.add_u64(self.employment_type, code(job.employment_type));
        let company = format!("{}{SEPARATOR}{}", company_key(&job.company), job.company);
        document.add_text(self.company_value, company);
        document.add_text(self.title_value, &job.title);
        if let Some(pay) = &job.pay {
            document.add_i64(self.pay_min, pay.min);
            document.add_i64(self.pay_max, pay.max);
            if let Some(currency) = &pay.currency {
                document.add_text(self.currency, currency);
            }
        }
        document
    }
}

/// The number of a value in a column; 0 is unknown.
pub(crate) fn code<E: NamedEnum + PartialEq>(value: Option<E>) -> u64 {
    let at = value.and_then(|value| E::VALUES.iter().position(|other| *other == value));
    at.map_or(0, |at| at as u64 + 1)
}

/// The value of a number in a column.
pub(crate) fn decode<E: NamedEnum>(code: u64) -> Option<E> {
    let at = usize::try_from(code.checked_sub(1)?).ok()?;
    E::VALUES.get(at).copied()
}

/// A point in thousandths of a degree, as one number: two columns would lose which latitude belongs to which longitude.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 360,000")]
fn packed(point: Coordinates) -> u64 {
    let thousandths = |degrees: f64| ((degrees + 180.0) * 1_000.0).round() as u64;
    thousandths(point.latitude) << 32 | thousandths(point.longitude)
}

/// The point of a number in a column.
pub(crate) fn unpacked(number: u64) -> Coordinates {
    let degrees = |thousandths: u64| f64::from(u32::try_from(thousandths).unwrap_or_default()) / 1_000.0 - 180.0;
    Coordinates { latitude: degrees(number >> 32), longitude: degrees(number & u64::from(u32::MAX)) }
}

/// The number of a time in a column.
pub(crate) fn micros(time: DateTime<Utc>) -> i64 {
    time.timestamp_micros()
}

/// The tokenizers of the fields.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, Words);
    manager.register(STEMS, Stems);
    manager
}
