//! Stub boards in the format of each vendor, with faults on demand.

use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A posting, before a board dresses it.
#[derive(Clone)]
pub(crate) struct Posted {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) html: String,
}

impl Posted {
    pub(crate) fn new(id: u64, title: &str, html: &str) -> Self {
        Self { id, title: title.to_owned(), html: html.to_owned() }
    }
}

/// A platform engineer's posting with sections and skills.
pub(crate) const PLATFORM: &str = "<p>About us</p><p>Acme moves harbours.</p><h3>What you'll do</h3><ul><li>Run our \
    Kubernetes clusters</li><li>Keep PostgreSQL healthy</li></ul><h3>Requirements</h3><ul><li>Terraform in production</li>\
    <li>3+ years of Linux</li></ul><p>We are an equal opportunity employer.</p>";

/// `GET /v1/boards/{board}/jobs?content=true`
pub(crate) fn greenhouse(board: &str, company: &str, postings: &[Posted]) -> Value {
    let job = |posted: &Posted| {
        let content = posted.html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        json!({
            "id": posted.id, "internal_job_id": posted.id + 1, "title": posted.title, "company_name": company,
            "absolute_url": format!("https://job-boards.greenhouse.io/{board}/jobs/{}", posted.id),
            "location": {"name": "Ghent, Belgium"}, "offices": [], "departments": [{"name": "Engineering"}],
            "metadata": [], "first_published": "2026-11-01T08:00:00-04:00", "application_deadline": null,
            "content": content,
        })
    };
    json!({"jobs": postings.iter().map(job).collect::<Vec<_>>(), "meta": {"total": postings.len()}})
}

/// `GET /v0/postings/{site}?mode=json`
pub(crate) fn lever(site: &str, postings: &[Posted]) -> Value {
    let job = |posted: &Posted| {
        json!({
            "id": format!("00000000-0000-4000-8000-{:012}", posted.id), "text": posted.title,
            "description": format!("<div>{}</div>", posted.html), "lists": [], "additional": "",
            "categories": {"commitment": "Full-time", "location": "Lyon", "allLocations": ["Lyon"]},
            "workplaceType": "hybrid", "createdAt": 1_793_500_000_000_i64,
            "hostedUrl": format!("https://jobs.lever.co/{site}/{}", posted.id),
            "applyUrl": format!("https://jobs.lever.co/{site}/{}/apply", posted.id),
        })
    };
    Value::Array(postings.iter().map(job).collect())
}

/// A page with one `JobPosting`.
pub(crate) fn page(posted: &Posted) -> String {
    let node = json!({
        "@context": "https://schema.org", "@type": "JobPosting", "title": posted.title, "description": posted.html,
        "identifier": {"@type": "PropertyValue", "value": posted.id}, "hiringOrganization": {"name": "Harbour School"},
        "jobLocation": {"address": {"addressLocality": "Porto", "addressCountry": "PT"}},
        "datePosted": "2026-11-02", "validThrough": "2030-01-01",
    });
    format!("<html><body><h1>Job</h1><script type=\"application/ld+json\">{node}</script></body></html>")
}

/// Stub servers for boards.
pub(crate) struct Boards {
    pub(crate) server: MockServer,
}

impl Boards {
    pub(crate) async fn start() -> Self {
        Self { server: MockServer::start().await }
    }

    /// The board `acme` lists one job.
    pub(crate) async fn with_one_job() -> Self {
        let boards = Self::start().await;
        boards.greenhouse_lists("acme", &[Posted::new(1, "Platform Engineer", PLATFORM)]).await;
        boards
    }

    pub(crate) fn url(&self) -> String {
        self.server.uri()
    }

    /// How often lists or postings were asked for.
    pub(crate) async fn list_requests(&self) -> usize {
        let requests = self.server.received_requests().await.unwrap();
        requests.iter().filter(|request| request.url.path() != "/robots.txt").count()
    }

    /// Whatever was answered before is forgotten; now this board lists these.
    pub(crate) async fn greenhouse_lists(&self, board: &str, postings: &[Posted]) {
        self.server.reset().await;
        let answer = ResponseTemplate::new(200).set_body_json(greenhouse(board, "Acme", postings));
        self.at(&format!("/v1/boards/{board}/jobs"), answer).await;
    }

    /// This path answers this.
    pub(crate) async fn at(&self, at: &str, answer: ResponseTemplate) {
        Mock::given(method("GET")).and(path(at)).respond_with(answer).mount(&self.server).await;
    }

    /// A Lever site of several pages.
    pub(crate) async fn lever_lists(&self, site: &str, postings: &[Posted]) {
        let at = format!("/v0/postings/{site}");
        let mut pages: Vec<&[Posted]> = postings.chunks(100).collect();
        pages.push(&[]);
        for (number, page) in pages.into_iter().enumerate() {
            let answer = ResponseTemplate::new(200).set_body_json(lever(site, page));
            let skip = (number * 100).to_string();
            let mock = Mock::given(method("GET")).and(path(&at)).and(query_param("skip", skip));
            mock.respond_with(answer).mount(&self.server).await;
        }
    }

    /// A source of the configuration that reads from here.
    pub(crate) fn greenhouse_source(&self, board: &str) -> String {
        format!(
            "[[sources]]\nname = \"{board}\"\nkind = \"greenhouse\"\nboard = \"{board}\"\nbase_url = \"{}\"\n",
            self.url()
        )
    }

    /// A source of the configuration that reads from here.
    pub(crate) fn lever_source(&self, site: &str) -> String {
        format!("[[sources]]\nname = \"{site}\"\nkind = \"lever\"\nsite = \"{site}\"\nbase_url = \"{}\"\n", self.url())
    }
}
