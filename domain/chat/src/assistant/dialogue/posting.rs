//! Answers about the posting: from its fields first, then from its text, quoting it. When neither answers, the reply says so and
//! suggests what to ask the employer.

use domain_model::catalogue::closing::closing_day;
use domain_model::catalogue::job::{EmploymentType, Job, Workplace};
use domain_model::catalogue::outline::{Outline, Section};
use domain_model::catalogue::pay::{StatedPay, stated};
use domain_model::catalogue::salary::{Salary, SalaryPeriod};

use super::evidence::{about, posting_sentences, quotable};
use super::language::Language;
use super::pattern::words;
use super::subject::{COUNTRIES, Subject};
use chrono::{Datelike, NaiveDate};

const LISTED: usize = 8;

/// "The posting says …", for each quotation.
pub(super) fn quoted(language: Language, quotes: &[String]) -> String {
    let keys = std::iter::once("said").chain(std::iter::repeat("said.also"));
    let sentences = quotes.iter().zip(keys).map(|(quote, key)| language.text(key, &[("quote", &quotable(quote))]));
    sentences.collect::<Vec<_>>().join(" ")
}

fn joined(parts: Vec<String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

pub(super) fn pay(language: Language, job: &Job) -> String {
    let text = stated(&job.posting.description);
    let Some(salary) = &job.posting.salary else {
        return match text {
            Some(StatedPay::Amount(quote)) => language.text("pay.text", &[("quote", &quotable(&quote))]),
            Some(StatedPay::Words(quote)) => language.text("pay.words", &[("quote", &quotable(&quote))]),
            None => language.text("pay.silent", &[]),
        };
    };
    let known = language.text("pay.known", &[("pay", &salary_text(language, salary))]);
    match text {
        Some(StatedPay::Amount(quote)) => {
            joined(vec![known, language.text("said.also", &[("quote", &quotable(&quote))])])
        }
        _ => known,
    }
}

/// `EUR 42.000–48.000 pro Jahr`.
pub(super) fn salary_text(language: Language, salary: &Salary) -> String {
    let amount = |hundredths: i64| amount(language, hundredths);
    let sum = match (salary.min_hundredths, salary.max_hundredths) {
        (Some(min), Some(max)) if min != max => format!("{}–{}", amount(min), amount(max)),
        (Some(min), Some(_)) => amount(min),
        (Some(min), None) => language.text("amount.from", &[("amount", &amount(min))]),
        (None, max) => language.text("amount.to", &[("amount", &max.map(amount).unwrap_or_default())]),
    };
    let per = match salary.period {
        Some(SalaryPeriod::Hour) => "per.hour",
        Some(SalaryPeriod::Day) => "per.day",
        Some(SalaryPeriod::Week) => "per.week",
        Some(SalaryPeriod::TwoWeeks) => "per.two_weeks",
        Some(SalaryPeriod::Month) => "per.month",
        Some(SalaryPeriod::Year) => "per.year",
        Some(SalaryPeriod::Once) => "per.once",
        None => return joined(vec![salary.currency.clone().unwrap_or_default(), sum]),
    };
    joined(vec![salary.currency.clone().unwrap_or_default(), sum, language.text(per, &[])])
}

fn amount(language: Language, hundredths: i64) -> String {
    let (group, point) = match language {
        Language::English | Language::Hindi => (',', '.'),
        Language::German | Language::Spanish => ('.', ','),
        Language::French => (' ', ','),
    };
    let digits = (hundredths / 100).to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    let cents = hundredths % 100;
    if cents > 0 { format!("{text}{point}{cents:02}") } else { text }
}

/// Where the work is done, and whether it can be done from elsewhere.
pub(super) fn place(language: Language, job: &Job, countries: &[(&'static str, String)]) -> String {
    let posting = &job.posting;
    let places = posting.locations.join("; ");
    let is_remote = posting.workplace == Some(Workplace::Remote);
    let mut answer = vec![match (places.is_empty(), is_remote) {
        (true, true) => String::new(),
        (true, false) => language.text("place.none", &[]),
        (false, true) => language.text("place.remote_at", &[("places", &places)]),
        (false, false) => language.text("place.at", &[("places", &places)]),
    }];
    let remote = Subject::named("remote").map(|subject| about(subject, job, &[Section::Duties], 2)).unwrap_or_default();
    answer.push(match posting.workplace {
        Some(Workplace::Remote) if places.is_empty() => language.text("place.remote", &[]),
        Some(Workplace::Hybrid) => language.text("place.hybrid", &[]),
        Some(Workplace::OnSite) => language.text("place.on_site", &[]),
        None if remote.is_empty() => language.text("place.unknown", &[]),
        Some(Workplace::Remote) | None => String::new(),
    });
    let near = Subject::named("place").map(|subject| about(subject, job, &[Section::Duties], 1)).unwrap_or_default();
    let quotes: Vec<String> =
        remote.iter().chain(near.iter().filter(|quote| !remote.contains(quote))).cloned().collect();
    answer.push(quoted(language, &quotes));
    if posting.workplace == Some(Workplace::OnSite) {
        return joined(answer);
    }
    answer.extend(countries.iter().map(|(country, spelt)| country_line(language, job, (country, spelt), &quotes)));
    joined(answer)
}

/// Whether the places or the words about remote work name the country.
fn country_line(language: Language, job: &Job, (country, spelt): (&str, &str), remote: &[String]) -> String {
    let Some((_, names)) = COUNTRIES.iter().find(|(name, _)| *name == country) else { return String::new() };
    let is_named = job.posting.locations.iter().chain(remote).any(|text| {
        let text_words = words(text);
        names.iter().any(|name| name.is_in(&text_words))
    });
    language.text(if is_named { "place.named" } else { "place.not_named" }, &[("country", spelt)])
}

/// A date as the language writes it.
pub(super) fn date(language: Language, day: NaiveDate) -> String {
    let months = language.text("months", &[]);
    let month = months.split(' ').nth(day.month0() as usize).unwrap_or_default();
    language.text("date", &[("day", &day.day().to_string()), ("month", month), ("year", &day.year().to_string())])
}

pub(super) fn deadline(language: Language, job: &Job) -> String {
    match closing_day(&job.posting) {
        Some(day) => language.text("deadline.until", &[("date", &date(language, day))]),
        None => language.text("deadline.silent", &[]),
    }
}

fn kind(language: Language, kind: EmploymentType) -> String {
    language.text(&format!("kind.{}", kind.as_str()), &[])
}

pub(super) fn contract(language: Language, job: &Job) -> String {
    let duties = [Section::Duties, Section::Requirements, Section::NiceToHave];
    let sentences = Subject::named("contract").map(|subject| about(subject, job, &duties, 2)).unwrap_or_default();
    let known = job.posting.employment_type.map(|of| language.text("contract.kind", &[("kind", &kind(language, of))]));
    match (known, sentences.is_empty()) {
        (None, true) => language.text("contract.silent", &[]),
        (Some(known), true) => joined(vec![known, language.text("contract.length", &[])]),
        (known, false) => joined(vec![known.unwrap_or_default(), quoted(language, &sentences)]),
    }
}

pub(super) fn hours(language: Language, job: &Job) -> String {
    let sentences =
        Subject::named("hours").map(|subject| about(subject, job, &[Section::Duties], 3)).unwrap_or_default();
    let part =
        job.posting.employment_type.filter(|of| matches!(of, EmploymentType::FullTime | EmploymentType::PartTime));
    let known = part.map(|of| language.text("contract.kind", &[("kind", &kind(language, of))])).unwrap_or_default();
    let rest = if sentences.is_empty() { language.text("hours.silent", &[]) } else { quoted(language, &sentences) };
    joined(vec![known, rest])
}

/// About a subject that is only in the text; `silent` is the text for when it is not.
pub(super) fn quote_subject(language: Language, job: &Job, subject: &str, silent: &str) -> String {
    let sentences =
        Subject::named(subject).map(|subject| about(subject, job, &[Section::Duties], 2)).unwrap_or_default();
    if sentences.is_empty() { language.text(silent, &[]) } else { quoted(language, &sentences) }
}

pub(super) fn company(language: Language, job: &Job) -> String {
    let name = &job.posting.company;
    let first = words(name).into_iter().next().unwrap_or_default();
    let is_legal = |sentence: &str| {
        let lower = sentence.to_lowercase();
        ["gender", "disabilit", "applicants are judged", "welcome applications", "edad", "origin"]
            .iter()
            .any(|mark| lower.contains(mark))
    };
    let sentences: Vec<String> = posting_sentences(job)
        .into_iter()
        .skip(1)
        .filter(|(section, sentence)| {
            let text_words = words(sentence);
            let names_it = !first.is_empty() && text_words.contains(&first);
            let speaks_of_it = matches!(section, Section::Other | Section::Employer | Section::Benefits);
            speaks_of_it && !is_legal(sentence) && text_words.len() > 3 && (names_it || *section == Section::Employer)
        })
        .map(|(_, sentence)| sentence)
        .take(3)
        .collect();
    let known = language.text("company", &[("company", name)]);
    let rest = if sentences.is_empty() { language.text("company.silent", &[]) } else { quoted(language, &sentences) };
    joined(vec![known, rest])
}

/// The items of a section under an introduction.
pub(super) fn listed(language: Language, job: &Job, section: Section, key: &str) -> String {
    let outline = Outline::of(&job.posting.description);
    let mut items: Vec<String> = outline.section(section).map(|item| quotable(&item.text)).collect();
    if items.is_empty() && section == Section::Duties {
        // A heading we do not know: its list stands first.
        items = outline
            .statements
            .iter()
            .filter(|item| item.is_item && item.section == Section::Other)
            .map(|item| quotable(&item.text))
            .collect();
    }
    if items.is_empty() {
        return language.text(&format!("{key}.silent"), &[]);
    }
    let items = items.iter().take(LISTED).map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n");
    format!("{}\n{items}", language.text(key, &[]))
}

/// About any subject, in the asker's word for it.
pub(super) fn subject(language: Language, job: &Job, subject: &Subject, name: &str) -> String {
    let found = about(subject, job, &[], 2);
    if found.is_empty() { language.text("silent", &[("name", name)]) } else { quoted(language, &found) }
}
