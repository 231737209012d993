//! Sources in saved documents: a board's answer, or a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{SourceKey, SourceKind};
use ports::{JobSource, ListingPage, NamedSource, PageToken, PortError, PortResult, UnreadablePosting};
use serde_json::Value;
use url::Url;

use crate::boards::{self, Board};
use crate::json_ld;

type Listed = Vec<Result<Posting, UnreadablePosting>>;

/// What a saved document lists of one source.
struct SavedListing {
    key: SourceKey,
    postings: Listed,
}

#[async_trait]
impl JobSource for SavedListing {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    /// A copy is old, and may be an excerpt.
    fn is_authoritative(&self) -> bool {
        false
    }

    async fn page(&self, _after: Option<PageToken>) -> PortResult<ListingPage> {
        Ok(ListingPage { postings: self.postings.clone(), next: None })
    }
}

/// The sources in a document, each with what is listed of it.
pub(crate) fn sources(name: &str, bytes: &Bytes) -> PortResult<Vec<NamedSource>> {
    let text = String::from_utf8_lossy(bytes);
    let listed = if text.trim_start().starts_with(['{', '[']) { in_json(&text)? } else { in_page(&text) };
    if listed.is_empty() {
        return Err(PortError::invalid(format!(
            "`{name}` is neither a Greenhouse or Lever list nor a page with a schema.org JobPosting"
        )));
    }
    let named = |(key, postings): (SourceKey, Listed)| NamedSource {
        name: key.to_string(),
        source: Arc::new(SavedListing { key, postings }),
    };
    Ok(listed.into_iter().map(named).collect())
}

fn in_json(text: &str) -> PortResult<Vec<(SourceKey, Listed)>> {
    let data: Value =
        serde_json::from_str(text).map_err(|error| PortError::invalid(format!("the JSON is broken: {error}")))?;
    if let Some(Value::Array(jobs)) = data.get("jobs") {
        return Ok(grouped(jobs, SourceKind::Greenhouse, greenhouse_board, |job, board| {
            boards::greenhouse_posting(job, board, None)
        }));
    }
    let is_lever = |job: &Value| job.get("hostedUrl").is_some() || job.get("categories").is_some();
    if let Value::Array(jobs) = &data
        && jobs.iter().any(is_lever)
    {
        return Ok(grouped(jobs, SourceKind::Lever, lever_site, |job, site| {
            Some(boards::lever_posting(job, site, None))
        }));
    }
    Ok(by_host(json_ld::postings_in(&data)))
}

fn in_page(text: &str) -> Vec<(SourceKey, Listed)> {
    by_host(json_ld::postings(text, None, None))
}

/// The jobs of a list by the board they belong to. A job that does not say belongs to the first board that does.
fn grouped(
    jobs: &[Value],
    kind: SourceKind,
    board_of: fn(&Value) -> Option<Board>,
    read: impl Fn(Value, &str) -> Option<Result<Posting, UnreadablePosting>>,
) -> Vec<(SourceKey, Listed)> {
    let keyed = |board: Board| Some((board.key().ok()?, board.name));
    let usual = jobs.iter().find_map(|job| board_of(job).and_then(keyed));
    let usual = usual.or_else(|| keyed(Board::new(kind, "unknown", None))).expect("a plain word is a board");
    let mut boards: BTreeMap<String, (SourceKey, Listed)> = BTreeMap::new();
    for job in jobs {
        let (key, name) = board_of(job).and_then(keyed).unwrap_or_else(|| usual.clone());
        let posting = read(job.clone(), &name);
        boards.entry(key.to_string()).or_insert_with(|| (key, Listed::new())).1.extend(posting);
    }
    boards.into_values().collect()
}

/// `https://job-boards.greenhouse.io/<board>/jobs/<id>`; else the employer's name.
fn greenhouse_board(job: &Value) -> Option<Board> {
    let url = job.get("absolute_url").and_then(Value::as_str).and_then(|url| Url::parse(url).ok());
    let board = url.and_then(|url| Board::at(&url)).filter(|board| board.kind == SourceKind::Greenhouse);
    board.or_else(|| {
        let employer = job.get("company_name").and_then(Value::as_str).map(slug);
        employer.map(|name| Board::new(SourceKind::Greenhouse, &name, None))
    })
}

/// `https://jobs.lever.co/<site>/<id>`, or another host with such paths.
fn lever_site(job: &Value) -> Option<Board> {
    let url = job.get("hostedUrl").and_then(Value::as_str).and_then(|url| Url::parse(url).ok())?;
    let board = Board::at(&url).filter(|board| board.kind == SourceKind::Lever);
    board.or_else(|| Some(Board::new(SourceKind::Lever, url.path_segments()?.next()?, None)))
}

/// Pages of one host are one source. A posting without an address is a source of its employer's.
fn by_host(postings: Listed) -> Vec<(SourceKey, Listed)> {
    let mut sources: Vec<(SourceKey, Listed)> = Vec::new();
    let unknown = SourceKey::new(SourceKind::JsonLd, "unknown").expect("a plain word is a board");
    for posting in postings {
        let key = match &posting {
            Ok(Posting { url: Some(url), .. }) => json_ld::key_of(url).unwrap_or_else(|_| unknown.clone()),
            Ok(posting) => {
                SourceKey::new(SourceKind::JsonLd, &slug(&posting.company)).unwrap_or_else(|_| unknown.clone())
            }
            Err(_) => sources.first().map_or_else(|| unknown.clone(), |(key, _)| key.clone()),
        };
        match sources.iter_mut().find(|(known, _)| *known == key) {
            Some((_, listed)) => listed.push(posting),
            None => sources.push((key, vec![posting])),
        }
    }
    sources
}

/// Letters and digits of any script, joined by hyphens.
fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(document: &str) -> Vec<String> {
        let found = sources("x", &Bytes::copy_from_slice(document.as_bytes())).unwrap();
        found.iter().map(|source| source.source.key().to_string()).collect()
    }

    #[test]
    fn a_saved_list_is_the_source_it_came_from() {
        let greenhouse = r#"{"jobs": [
            {"id": 1, "title": "a", "absolute_url": "https://job-boards.greenhouse.io/Acme/jobs/1"},
            {"id": 2, "title": "b", "absolute_url": "https://acme.example/careers?gh_jid=2", "company_name": "Bolt & Co"}]}"#;
        assert_eq!(keys(greenhouse), ["greenhouse:acme", "greenhouse:bolt-co"]);
        let lever = r#"[{"id": "a", "text": "b", "hostedUrl": "https://jobs.lever.co/acme/a", "categories": {}}]"#;
        assert_eq!(keys(lever), ["lever:acme"]);
        let european = r#"[{"id": "a", "text": "b", "hostedUrl": "https://jobs.eu.lever.co/Acme/a", "categories": {}},
            {"id": "b", "text": "b", "hostedUrl": "https://jobs.lever.co/Acme/b"}]"#;
        assert_eq!(keys(european), ["lever:Acme", "lever:eu/Acme"]);
        let page = r#"<link rel="canonical" href="https://www.acme.example/j/1">
            <script type="application/ld+json">{"@type": "JobPosting", "title": "a"}</script>"#;
        assert_eq!(keys(page), ["json_ld:acme.example"]);
    }

    #[test]
    fn what_lists_nothing_is_refused_with_a_reason() {
        for (document, reason) in [
            ("", "neither"),
            ("<html><p>Hello</p></html>", "neither"),
            ("{\"jobs\": [", "broken"),
            ("{\"jobs\": []}", "neither"),
            ("[1, 2]", "neither"),
        ] {
            let Err(error) = sources("x", &Bytes::copy_from_slice(document.as_bytes())) else { panic!("{document}") };
            assert!(error.to_string().contains(reason), "{document}: {error}");
        }
    }
}
