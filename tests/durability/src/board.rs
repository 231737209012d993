//! A stub Lever board whose list differs in every run: postings are added, changed, removed and relisted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tests_servers::random::Random;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::oracle::lock;

const POSTINGS: usize = 150;
/// The page size of Lever.
const PAGE: usize = 100;
/// Changes of the list between two runs, small enough that the list does not count as incomplete.
const CHANGED: usize = 12;
const REMOVED: usize = 3;
/// Long enough that some kills fall between two pages.
const RESPONSE_DELAY: Duration = Duration::from_millis(30);

/// A running board; it ends when dropped.
pub(crate) struct Board(MockServer);

/// The list of a board, which the test changes.
pub(crate) struct PostingList {
    /// The version of each listed posting.
    listed: Arc<Mutex<BTreeMap<u64, u64>>>,
    random: Random,
    next: u64,
    version: u64,
}

impl Board {
    pub(crate) async fn start() -> (Self, PostingList) {
        let server = MockServer::builder().disable_request_recording().start().await;
        let listed = Arc::new(Mutex::new(BTreeMap::new()));
        let shown = Arc::clone(&listed);
        let answer = move |request: &Request| {
            let skip = request.url.query_pairs().find(|(name, _)| name == "skip");
            let skip = skip.and_then(|(_, number)| number.parse().ok()).unwrap_or_default();
            let postings: Vec<Value> =
                lock(&shown).iter().skip(skip).take(PAGE).map(|(id, version)| posting(*id, *version)).collect();
            ResponseTemplate::new(200).set_body_json(postings).set_delay(RESPONSE_DELAY)
        };
        Mock::given(method("GET")).and(path("/v0/postings/acme")).respond_with(answer).mount(&server).await;
        (Self(server), PostingList { listed, random: Random::unseeded(), next: 1, version: 0 })
    }

    /// The section of the configuration with this board.
    pub(crate) fn config(&self) -> String {
        format!("[[sources]]\nname = \"acme\"\nkind = \"lever\"\nsite = \"acme\"\nbase_url = \"{}\"\n", self.0.uri())
    }
}

impl PostingList {
    /// Changes the list. Returns its versions.
    pub(crate) fn next_versions(&mut self) -> BTreeMap<u64, u64> {
        self.version += 1;
        let mut listed = lock(&self.listed);
        let mut ids: Vec<u64> = listed.keys().copied().collect();
        for _ in 0..REMOVED.min(ids.len()) {
            listed.remove(&ids.swap_remove(self.random.below(ids.len())));
        }
        for _ in 0..CHANGED.min(ids.len()) {
            listed.insert(*self.random.pick(&ids), self.version);
        }
        // A removed posting is listed again, in a newer version.
        if let Some(back) = (1..self.next).find(|id| !listed.contains_key(id)) {
            listed.insert(back, self.version);
        }
        while listed.len() < POSTINGS {
            listed.insert(self.next, self.version);
            self.next += 1;
        }
        listed.clone()
    }
}

fn posting(id: u64, version: u64) -> Value {
    json!({
        "id": external_id(id), "text": title(id, version),
        "description": format!("<div><p>Run our Kubernetes clusters, team {id}.</p><p>Terraform and Linux.</p></div>"),
        "lists": [], "additional": "", "createdAt": 1_793_500_000_000_i64,
        "categories": {"commitment": "Full-time", "location": "Lyon", "allLocations": ["Lyon"]},
        "hostedUrl": format!("https://jobs.lever.co/acme/{id}"),
        "applyUrl": format!("https://jobs.lever.co/acme/{id}/apply"),
    })
}

/// The board's own id of a posting.
pub(crate) fn external_id(id: u64) -> String {
    format!("00000000-0000-4000-8000-{id:012}")
}

fn title(id: u64, version: u64) -> String {
    format!("Engineer {id}, version {version}")
}

/// The version in a title.
pub(crate) fn version(title: &str) -> u64 {
    title.rsplit(' ').next().and_then(|version| version.parse().ok()).unwrap_or_default()
}
