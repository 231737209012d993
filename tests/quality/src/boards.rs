//! Responses of job boards, compared field by field with manual annotations.
//!
//! Fields that the gold omits are not counted.

use std::collections::BTreeMap;
use std::path::Path;

use adapter_scraper::Sources;
use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use domain_ingestion::normalise;
use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::ingestion::Validators;
use ports::{AcceptedMedia, FetchedPage, JobSources, PageFetcher, PortError, PortErrorKind, PortResult};
use serde_json::Value;
use url::Url;

const FIELDS: [&str; 10] = [
    "title",
    "company",
    "locations",
    "remote",
    "employment_type",
    "salary",
    "posted",
    "valid_through",
    "external_id",
    "apply_url",
];

/// The numbers of right and of compared values.
type Score = (u32, u32);

/// Prints the figures per field and per platform, if the folder has boards, and the errors on standard error.
pub(crate) async fn measure(fixtures: &Path) -> anyhow::Result<()> {
    let folder = fixtures.join("boards");
    let gold = folder.join("gold");
    if !gold.is_dir() {
        return Ok(());
    }
    let mut by_field: BTreeMap<&str, Score> = BTreeMap::new();
    let mut by_platform: BTreeMap<String, Score> = BTreeMap::new();
    let (mut postings, mut flawless) = (0, 0);
    let mut files: Vec<_> = std::fs::read_dir(&gold)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let expected: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
        let answer =
            expected["_file"].as_str().and_then(|name| name.rsplit('/').next()).context("gold names no file")?;
        let read = read(answer, &std::fs::read(folder.join(answer))?).await;
        let found = found(&read, &expected);
        let platform = answer.split('.').next().unwrap_or(answer).to_owned();
        let mut wrong = 0;
        for field in FIELDS {
            let wanted = &expected[field];
            if wanted.is_null() {
                continue;
            }
            let is_right = found.is_some_and(|posting| is_right(field, wanted, posting));
            for score in [by_field.entry(field).or_default(), by_platform.entry(platform.clone()).or_default()] {
                score.0 += u32::from(is_right);
                score.1 += 1;
            }
            if !is_right {
                wrong += 1;
                eprintln!("{}: {field} should be {wanted}; read: {}", file.display(), shown(field, found));
            }
        }
        postings += 1;
        flawless += u32::from(wrong == 0);
    }
    println!("\nboards (fields read right)");
    for (name, score) in by_field.iter().map(|(field, score)| ((*field).to_owned(), score)) {
        print(&name, *score);
    }
    println!();
    for (platform, score) in &by_platform {
        print(platform, *score);
    }
    let shares: Vec<f64> = by_field.values().map(|score| share(*score)).collect();
    println!("{:44} {:.3}", "mean over fields", shares.iter().sum::<f64>() / crate::report::number(shares.len()));
    println!("{:44} {:.3} ({flawless} of {postings})", "postings without any error", share((flawless, postings)));
    Ok(())
}

fn share((right, all): Score) -> f64 {
    f64::from(right) / f64::from(all)
}

fn print(name: &str, score: Score) {
    println!("{name:44} {:.3} ({} of {})", share(score), score.0, score.1);
}

/// The postings of a response, normalised as in the catalogue.
async fn read(name: &str, bytes: &[u8]) -> Vec<Posting> {
    let sources = Sources::new(std::sync::Arc::new(NoNetwork), &[]).expect("no configuration is valid");
    let found = sources.in_document(name, &Bytes::copy_from_slice(bytes));
    let found = found.inspect_err(|error| eprintln!("{name}: {error}")).unwrap_or_default();
    let mut postings = Vec::new();
    for named in found {
        let page = named.source.page(None).await.expect("a saved answer is there");
        for posting in page.postings {
            match posting.and_then(normalise) {
                Ok(posting) => postings.push(posting),
                Err(error) => eprintln!("{name}: {error}"),
            }
        }
    }
    postings
}

/// The posting of this gold, by its id, else by its title.
fn found<'p>(postings: &'p [Posting], gold: &Value) -> Option<&'p Posting> {
    let by_id = postings.iter().find(|posting| gold["external_id"] == posting.external_id.as_str());
    by_id.or_else(|| postings.iter().find(|posting| gold["title"] == posting.title.as_str()))
}

fn is_right(field: &str, wanted: &Value, posting: &Posting) -> bool {
    let same = |text: &str| wanted.as_str().is_some_and(|wanted| comparable(wanted) == comparable(text));
    match field {
        "title" => same(&posting.title),
        "company" => same(&posting.company),
        "external_id" => wanted == posting.external_id.as_str(),
        "locations" => {
            let mut places: Vec<String> = posting.locations.iter().map(|place| comparable(place)).collect();
            let wanted = wanted.as_array().map(Vec::as_slice).unwrap_or_default();
            let mut wanted: Vec<String> = wanted.iter().filter_map(Value::as_str).map(comparable).collect();
            places.sort();
            wanted.sort();
            places == wanted
        }
        // Annotators disagree whether partly remote is remote.
        "remote" => match posting.workplace {
            Some(Workplace::Hybrid) => true,
            workplace => wanted == (workplace == Some(Workplace::Remote)),
        },
        "employment_type" => posting.employment_type.is_some_and(|kind| same(&kind.to_string())),
        "salary" => posting.salary.as_ref().is_some_and(|salary| {
            let is = |field: &str, hundredths: Option<i64>| {
                let wanted = wanted[field].as_f64().map(|amount| (amount * 100.0).round());
                #[expect(clippy::cast_precision_loss, reason = "pay is far below 2^52")]
                let read = hundredths.map(|amount| amount as f64);
                wanted.is_none() || wanted == read
            };
            let period = salary.period.map(|period| period.to_string());
            is("min", salary.min_hundredths)
                && is("max", salary.max_hundredths)
                && wanted["currency"].as_str() == salary.currency.as_deref()
                && wanted["period"].as_str() == period.as_deref()
        }),
        "posted" => is_time(wanted, posting.posted_at),
        "valid_through" => is_time(wanted, posting.valid_through),
        "apply_url" => posting.apply_url.as_ref().is_some_and(|url| wanted.as_str() == Some(url.as_str())),
        _ => false,
    }
}

/// Whether the times are equal to the second, or to the day if the gold has only a day.
fn is_time(wanted: &Value, read: Option<DateTime<Utc>>) -> bool {
    let (Some(wanted), Some(read)) = (wanted.as_str(), read) else { return false };
    match wanted.parse::<NaiveDate>() {
        Ok(day) => read.date_naive() == day,
        Err(_) => wanted.parse::<DateTime<Utc>>().is_ok_and(|wanted| wanted.timestamp() == read.timestamp()),
    }
}

fn comparable(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn shown(field: &str, posting: Option<&Posting>) -> String {
    let Some(posting) = posting else { return "nothing".to_owned() };
    match field {
        "title" => posting.title.clone(),
        "company" => posting.company.clone(),
        "external_id" => posting.external_id.clone(),
        "locations" => format!("{:?}", posting.locations),
        "remote" => format!("{:?}", posting.workplace),
        "employment_type" => format!("{:?}", posting.employment_type),
        "salary" => posting.salary.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string),
        "posted" => format!("{:?}", posting.posted_at),
        "valid_through" => format!("{:?}", posting.valid_through),
        _ => format!("{:?}", posting.apply_url.as_ref().map(Url::as_str)),
    }
}

/// A fetcher without network, for saved responses.
struct NoNetwork;

#[async_trait]
impl PageFetcher for NoNetwork {
    async fn get(&self, _url: &Url, _accept: AcceptedMedia) -> PortResult<FetchedPage> {
        Err(PortError::new(PortErrorKind::Unavailable))
    }

    async fn get_if_changed(
        &self,
        _url: &Url,
        _accept: AcceptedMedia,
        _known: &Validators,
    ) -> PortResult<Option<FetchedPage>> {
        Err(PortError::new(PortErrorKind::Unavailable))
    }

    async fn query(&self, _url: &Url, _json: &str) -> PortResult<FetchedPage> {
        Err(PortError::new(PortErrorKind::Unavailable))
    }
}
