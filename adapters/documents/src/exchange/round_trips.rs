//! What is exported and imported again is the same, field by field.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use domain_candidates::{Imported, ResumeExchange};
use domain_model::candidates::exchange::{ExchangeFormat, OriginalFile};
use domain_model::candidates::field::{Doubt, Field, Span};
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{
    Award, Certificate, Contacts, Education, Employer, Language, Link, Position, Project, Publication, Skill,
    SkillGroup, StructuredResume,
};
use ports::{ExchangeFiles, ExchangeReading, PortResult};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

/// Opens files in this process.
struct InProcessFiles;

#[async_trait]
impl ExchangeFiles for InProcessFiles {
    async fn open(&self, bytes: Bytes) -> PortResult<ExchangeReading> {
        Ok(super::decode(&super::encode(&bytes)).unwrap())
    }

    async fn pack(&self, resume: Value, original: Option<OriginalFile>) -> PortResult<Bytes> {
        Ok(super::pack(&resume, original).unwrap().into())
    }
}

fn round_trip(resume: &StructuredResume, format: ExchangeFormat) -> Imported {
    let exchange = ResumeExchange::new(Arc::new(InProcessFiles));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let exported = exchange.export(resume, format, None).await.unwrap();
        exchange.import(exported.bytes).await.unwrap()
    })
}

/// Names in six scripts, and what is hard to write in JSON and XML.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-ZÀ-ÖØ-Ž][a-zà-öø-ž]{1,9}( [A-ZÀ-ÖØ-Ž][a-zà-öø-ž'.-]{1,9}){0,3}",
        1 => "[А-ЯЁЇЎ][а-яёїў]{1,9} [А-Я][а-я]{1,9}",
        1 => "[Α-ΡΣ-Ω][α-ωά-ώ]{1,9} [Α-ΡΣ-Ω][α-ωά-ώ]{1,9}",
        1 => "[ء-ي]{2,9}( [ء-ي\u{200c}]{2,9}){0,2}",
        1 => "[क-ह][\u{93e}-\u{94d}\u{200d}]?[क-ह]{1,5} [क-ह][\u{93e}-\u{94c}]{1,2}",
        1 => "[一-龥]{2,4}",
        1 => "\\PC{1,16}",
        1 => Just("<p>R&amp;D &#65; </p> ]]> \"C++\" & <b".to_owned()),
        1 => Just("one\ntwo\n\n• three\tfour  five".to_owned()),
        1 => Just("+353 91 123 456".to_owned()),
        1 => Just("https://example.org/?a=1&b=<2>".to_owned()),
        1 => Just("C1".to_owned()),
        1 => Just("Native".to_owned()),
    ]
}

fn field() -> impl Strategy<Value = Field<String>> {
    prop_oneof![1 => Just(Field::missing()), 4 => text().prop_map(|text| Field::clear(text, vec![]))]
}

fn fields() -> impl Strategy<Value = Vec<Field<String>>> {
    vec(field(), 0..3)
}

fn date() -> impl Strategy<Value = Option<PartialDate>> {
    (1950_u16..2040, 0_u8..14, 0_u8..30).prop_map(|(year, month, day)| match (month, day) {
        (0, _) => None,
        (13, _) => PartialDate::year_only(year),
        (month, 0) => PartialDate::month_of(year, month),
        (month, day) => PartialDate::day_of(year, month, day),
    })
}

fn start() -> impl Strategy<Value = Field<PartialDate>> {
    date().prop_map(|date| date.map_or_else(Field::missing, |date| Field::clear(date, vec![])))
}

fn end() -> impl Strategy<Value = Field<EndDate>> {
    let on = date().prop_map(|date| date.map_or_else(Field::missing, |date| Field::clear(EndDate::On(date), vec![])));
    prop_oneof![3 => on, 1 => Just(Field::clear(EndDate::Present, vec![]))]
}

prop_compose! {
    fn position()(title in field(), location in field(), start in start(), end in end(), highlights in fields()) -> Position {
        Position { title, location, start, end, highlights }
    }
}

prop_compose! {
    fn employer()(name in field(), location in field(), positions in vec(position(), 0..3)) -> Employer {
        Employer { name, location, positions }
    }
}

prop_compose! {
    fn education()(
        institution in field(), degree in field(), field in field(), location in field(),
        start in start(), end in end(), grade in field(), notes in fields(),
    ) -> Education {
        Education { institution, degree, field, location, start, end, grade, notes }
    }
}

prop_compose! {
    fn skill()(name in field(), level in field(), details in fields()) -> Skill {
        Skill { name, level, details }
    }
}

prop_compose! {
    fn group()(name in field(), skills in vec(skill(), 0..3)) -> SkillGroup {
        SkillGroup { name, skills }
    }
}

prop_compose! {
    fn link()(network in field(), username in field(), url in field()) -> Field<Link> {
        Field::clear(Link { network: network.value, username: username.value, url: url.value }, vec![])
    }
}

prop_compose! {
    fn project()(name in field(), start in start(), end in end(), url in field(), highlights in fields()) -> Project {
        Project { name, start, end, url, highlights }
    }
}

prop_compose! {
    fn person()(
        name in field(), headline in field(), emails in fields(), phones in fields(), location in field(),
        links in vec(link(), 0..3), summary in field(), interests in fields(),
    ) -> StructuredResume {
        let contacts = Contacts { emails, phones, location };
        StructuredResume { name, headline, contacts, links, summary, interests, ..StructuredResume::default() }
    }
}

prop_compose! {
    fn resume()(
        person in person(),
        experience in vec(employer(), 0..3),
        volunteering in vec(employer(), 0..2),
        education in vec(education(), 0..3),
        skills in vec(group(), 0..3),
        languages in vec((field(), field()), 0..3),
        projects in vec(project(), 0..2),
        named in vec((field(), field(), start(), fields()), 0..3),
    ) -> StructuredResume {
        let certificate = |(name, issuer, date, _): &(Field<String>, Field<String>, Field<PartialDate>, _)| {
            Certificate { name: name.clone(), issuer: issuer.clone(), date: date.clone() }
        };
        let certificates = named.iter().map(certificate).collect();
        let awards = named.iter().cloned();
        let awards = awards.map(|(title, awarder, date, notes)| Award { title, awarder, date, notes }).collect();
        let publications = named.into_iter().map(|(name, _, date, notes)| Publication { name, date, notes }).collect();
        let languages = languages.into_iter().map(|(language, fluency)| Language { language, fluency }).collect();
        StructuredResume {
            experience, volunteering, education, skills, languages, projects, certificates, awards, publications, ..person
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        // The same resumes every time.
        rng_seed: RngSeed::Fixed(13),
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_exported_resume_is_imported_as_it_was(resume in resume()) {
        let detached = resume.detached();
        prop_assume!(detached != StructuredResume::default());
        for format in [ExchangeFormat::JsonResume, ExchangeFormat::Europass] {
            let imported = round_trip(&resume, format);
            prop_assert_eq!(imported.format, format);
            prop_assert_eq!(&imported.resume, &detached);
            prop_assert_eq!(&imported.left_out, &[]);
        }
        prop_assert_eq!(round_trip(&resume, ExchangeFormat::Archive).resume, resume);
    }
}

#[test]
fn names_in_six_scripts_are_the_same_in_every_format() {
    let names = ["Zoë Øvergård-Łoś", "Жанна Дёмина", "Μαρία Παπαδοπούλου", "مريم الحسيني", "मीरा ओकोन्जो", "王小明"];
    for name in names {
        let resume = StructuredResume { name: Field::clear(name.to_owned(), vec![]), ..StructuredResume::default() };
        for format in [ExchangeFormat::JsonResume, ExchangeFormat::Europass, ExchangeFormat::Archive] {
            assert_eq!(round_trip(&resume, format).resume, resume, "{format}");
        }
    }
}

#[test]
fn our_archive_keeps_spans_and_the_others_keep_values() {
    let name = Field::check("Ada".to_owned(), vec![Span { line: 0, start: 0, end: 3 }], Doubt::ByPosition);
    let resume = StructuredResume { name, unread_lines: vec![2], ..StructuredResume::default() };
    assert_eq!(round_trip(&resume, ExchangeFormat::Archive).resume, resume);
    assert_eq!(round_trip(&resume, ExchangeFormat::JsonResume).resume, resume.detached());
}
