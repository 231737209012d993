//! Fuzzing of the HTTP API: every operation, by every kind of caller, with invalid values of every kind. Responses are
//! those of the `OpenAPI` document, errors are problems without internals, security headers are always present, and no
//! request data ends up in logs or metric labels. Requests are generated from the document and one seed: run again to
//! reproduce a failure.

mod answers;

use std::collections::BTreeMap;

use futures_util::future::join_all;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};
use tests_servers::random::Random;

use crate::protection::is_protected;
use crate::support::boards::Boards;
use crate::support::documents::nurse;
use crate::support::{Api, Installation};
use answers::{complaints, nothing_is_left};

const SEED: u64 = 20_261_121;
/// From each of those who ask.
const REQUESTS: usize = 5_000;
/// Stands in everything that is sent and may be secret.
const CANARY: &str = "Kanarienvogel";

const FORM: &str = "application/x-www-form-urlencoded";

/// Texts as somebody sends them who wants to hurt.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "\0",
    "a\0b",
    "\u{feff}",
    "\u{202e}gnp.exe",
    "e\u{301}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\r\nSet-Cookie: a=b",
    "\u{1b}[2J",
    "' OR '1'='1",
    "1; DROP TABLE accounts; --",
    "%' union select password_hash from accounts --",
    "../../../../etc/passwd",
    "..%2f..%2f",
    "%00",
    "%c0%ae",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "$(touch x)",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "NaN",
    "Infinity",
    "-0",
    "1e999",
    "0x7fffffff",
    "true",
    "null",
    "[]",
    "undefined",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
    "urn:uuid:00000000-0000-4000-8000-000000000000",
    "e30.e30.e30",
    "eyJhbGciOiJub25lIn0.e30.",
];

struct Fuzzer<'w> {
    random: Random,
    document: &'w Value,
    /// Things there are, by the name of the parameter or property that takes them.
    known: &'w [(&'static str, Vec<String>)],
}

impl Fuzzer<'_> {
    fn is_one_in(&mut self, n: usize) -> bool {
        self.random.below(n) == 0
    }

    fn text(&mut self) -> String {
        match self.random.below(12) {
            0 => CANARY.to_owned(),
            1 => "x".repeat(self.random.below(5_000)),
            2 => "\u{1f600}".repeat(self.random.below(300)),
            3 => self.random.id().to_string(),
            4 => format!("{CANARY}-{}@example.org", self.random.below(50)),
            5 => format!("-{}", self.random.below(2_000_000)),
            _ => (*self.random.pick(HOSTILE)).to_owned(),
        }
    }

    fn number(&mut self) -> Value {
        let numbers = [
            json!(0),
            json!(-1),
            json!(1),
            json!(20),
            json!(100),
            json!(101),
            json!(500),
            json!(501),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(u32::MAX),
            json!(1.5),
            json!(1e300),
            json!(-1e300),
            json!(5e-324),
        ];
        self.random.pick(&numbers).clone()
    }

    /// Anything at all.
    fn anything(&mut self, depth: usize) -> Value {
        match self.random.below(if depth == 0 { 4 } else { 6 }) {
            0 => Value::Null,
            1 => json!(self.is_one_in(2)),
            2 => self.number(),
            3 => json!(self.text()),
            4 => (0..self.random.below(4)).map(|_| self.anything(depth - 1)).collect(),
            _ => {
                (0..self.random.below(4)).map(|_| (self.text(), self.anything(depth - 1))).collect::<Map<_, _>>().into()
            }
        }
    }

    fn known(&mut self, name: &str) -> Option<String> {
        let known = self.known;
        let (_, values) = known.iter().find(|(known, _)| *known == name)?;
        Some(self.random.pick(values).clone())
    }

    /// What fits, mostly.
    fn value(&mut self, name: &str, schema: &Value) -> Value {
        if self.is_one_in(6) {
            return self.anything(3);
        }
        let document = self.document;
        let schema = schema["$ref"].as_str().map_or(schema, |name| document.pointer(&name[1..]).unwrap());
        if let Some(known) = self.known(name).filter(|_| self.random.below(4) > 0) {
            return json!(known);
        }
        if let Some(names) = schema["enum"].as_array().filter(|_| self.random.below(4) > 0) {
            return self.random.pick(names).clone();
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
        match kind {
            Some("object") => self.object(schema),
            Some("integer" | "number") => self.number(),
            Some("boolean") => json!(self.is_one_in(2)),
            Some("array") => (0..self.random.below(4)).map(|_| self.value("", &schema["items"])).collect(),
            _ if schema["format"] == "uuid" => json!(self.random.id()),
            _ => json!(self.text()),
        }
    }

    fn object(&mut self, schema: &Value) -> Value {
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if !self.is_one_in(8) {
                object.insert(name.clone(), self.value(name, property));
            }
        }
        if self.is_one_in(8) {
            object.insert(self.text(), self.anything(2));
        }
        object.into()
    }

    fn path(&mut self, path: &str) -> String {
        let mut filled = path.to_owned();
        while let Some((before, rest)) = filled.split_once('{') {
            let (name, after) = rest.split_once('}').unwrap();
            let known = self.known(name).filter(|_| self.random.below(3) > 0);
            let value =
                known.unwrap_or_else(|| if self.is_one_in(2) { self.random.id().to_string() } else { self.text() });
            filled = format!("{before}{}{after}", encoded(&value));
        }
        filled
    }

    fn query(&mut self, operation: &Value) -> String {
        let mut query = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            for _ in 0..self.random.below(5).saturating_sub(2) {
                if parameter["in"] == "query" {
                    let name = parameter["name"].as_str().unwrap();
                    let value = match self.value(name, &parameter["schema"]) {
                        Value::String(text) => text,
                        other => other.to_string(),
                    };
                    query.push(format!("{name}={}", encoded(&value)));
                }
            }
        }
        if self.is_one_in(10) {
            query.push(format!("{}={}", encoded(&self.text()), encoded(&self.text())));
        }
        if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) }
    }

    fn body(&mut self, request: RequestBuilder, operation: &Value) -> RequestBuilder {
        let content = &operation["requestBody"]["content"];
        let raw = |request: RequestBuilder, kind: &str, body: Vec<u8>| request.header("content-type", kind).body(body);
        match self.random.below(20) {
            0 => {
                let mut bytes = self.anything(3).to_string().into_bytes();
                bytes.truncate(self.random.below(bytes.len() + 1));
                raw(request, "application/json", bytes)
            }
            1 => raw(request, "application/json", (0..200).map(|_| self.random.byte()).collect()),
            2 => raw(request, "text/plain", self.anything(2).to_string().into_bytes()),
            3 => request.json(&self.anything(4)),
            4 => raw(request, "multipart/form-data; boundary=x", self.text().into_bytes()),
            5 => request.header("content-encoding", "gzip").body("x"),
            _ if content.get("application/json").is_some() => {
                let body = self.value("", &content["application/json"]["schema"]);
                request.json(&body)
            }
            _ if content.get("multipart/form-data").is_some() => {
                let bytes = match self.random.below(4) {
                    0 => nurse(),
                    1 => nurse()[..2_000].to_vec(),
                    2 => b"%PDF-1.7 and nothing".to_vec(),
                    _ => self.text().into_bytes(),
                };
                let name = if self.is_one_in(5) { self.text().replace('\0', "") } else { "file".to_owned() };
                request.multipart(Form::new().part(name, Part::bytes(bytes).file_name(self.text().replace('\0', ""))))
            }
            _ if content.get(FORM).is_some() => {
                let fields = self.value("", &content[FORM]["schema"]);
                let field = |(name, value): (&String, &Value)| {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    format!("{}={}", encoded(name), encoded(&value))
                };
                let fields: Vec<String> = fields.as_object().into_iter().flatten().map(field).collect();
                raw(request, FORM, fields.join("&").into_bytes())
            }
            _ => request,
        }
    }

    fn request(&mut self, api: &Api, method: &str, path: &str, operation: &Value) -> RequestBuilder {
        let address = format!("{}{}", self.path(path), self.query(operation));
        let method: Method = method.to_uppercase().parse().unwrap();
        let mut request = api.request(method.clone(), &address);
        if method != Method::GET {
            request = self.body(request, operation);
        }
        for (name, one_in) in
            [("idempotency-key", 6), ("accept", 9), ("x-request-id", 9), ("origin", 9), ("user-agent", 9)]
        {
            let value = self.text();
            if self.is_one_in(one_in) && value.bytes().all(|byte| byte >= 0x20 && byte != 0x7f) {
                request = request.header(name, value);
            }
        }
        request
    }
}

/// Every byte that could mean something in an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Does it end the sign-in that asks for it?
fn ends(method: &str, path: &str) -> bool {
    let is_last = ["logout", "signout", "reauthenticate"].iter().any(|end| path.ends_with(end));
    is_last || (method, path) == ("delete", "/api/v1/users/{id}")
}

#[tokio::test(flavor = "multi_thread")]
async fn wb_09_pi_02_pi_03_whatever_comes_the_answer_is_one_that_is_listed() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let seeker = api.register(&format!("{CANARY}-0@example.org"), "seeker").await;
    let provider = api.register(&format!("{CANARY}-1@example.org"), "provider").await;
    seeker.upload("/users/resume", "a.docx", nurse()).await.ok();
    let session = text(&seeker.post("/chat/sessions", json!({"job_id": job})).await.ok()["id"]);
    let link = text(&seeker.get("/users/me/resume").await.ok()["download_url"]);
    let task = text(&admin.get("/admin/tasks").await.ok()[0]["id"]);
    let token = link.rsplit('/').next().unwrap().to_owned();
    let mailed = installation.mail(&format!("{CANARY}-1@example.org"), "Confirm your e-mail address").await.secret();
    let known = [
        ("id", vec![session.clone(), job.clone(), task]),
        ("session_id", vec![session]),
        ("job_id", vec![job]),
        ("token", vec![token, mailed, seeker.token.clone().unwrap()]),
        ("source_name", vec!["acme".to_owned(), "all".to_owned(), "nowhere".to_owned()]),
        ("scraper_name", vec!["acme".to_owned()]),
        ("email", vec![format!("{CANARY}-0@example.org"), format!("{CANARY}-7@example.org")]),
        ("password", vec!["correct horse".to_owned(), CANARY.to_owned()]),
        ("role", vec!["seeker".to_owned(), "provider".to_owned(), "admin".to_owned()]),
        ("state", vec!["ready".to_owned(), "dead".to_owned()]),
        ("class", vec!["enrich".to_owned()]),
        ("type", ["signup", "recovery", "magiclink", "email_change"].map(str::to_owned).into()),
    ];
    let document = installation.described();
    let operations: Vec<(&str, &str, &Value)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().iter().map(|(method, it)| (method.as_str(), path.as_str(), it))
        })
        .collect();
    println!("seed {SEED}");
    let askers = [("nobody", &api), ("a seeker", &seeker), ("a provider", &provider), ("an admin", &admin)];
    let work = askers.iter().zip(SEED..).map(async |((name, asker), seed)| {
        // Where it would be sent to is another page's matter.
        let asker = &asker.without_redirects();
        let mut fuzzer = Fuzzer { random: Random::seeded(seed), document: &document, known: &known };
        let (mut statuses, mut wrong) = (BTreeMap::<u16, u32>::new(), BTreeMap::new());
        for n in 0..REQUESTS {
            let (method, path, operation) = *fuzzer.random.pick(&operations);
            // Whoever has signed out, or is gone, would be nobody from then on.
            if asker.token.is_some() && ends(method, path) {
                continue;
            }
            let request = fuzzer.request(asker, method, path, operation);
            let sent = request.try_clone().and_then(|request| request.build().ok());
            let answer = asker.send(request).await;
            is_protected(&answer);
            for complaint in complaints(path, operation, &answer) {
                let what = format!("{method} {path}: {complaint}");
                wrong.entry(what).or_insert_with(|| format!("{name}'s request {n}: {sent:?}\n{answer:?}"));
            }
            *statuses.entry(answer.status.as_u16()).or_default() += 1;
        }
        println!("{name} was answered {statuses:?}");
        (statuses, wrong)
    });
    let (statuses, wrong): (Vec<_>, Vec<_>) = join_all(work).await.into_iter().unzip();
    let wrong: BTreeMap<String, String> = wrong.into_iter().flatten().collect();
    for (what, example) in &wrong {
        println!("{what}\n    {example}");
    }
    assert!(wrong.is_empty(), "{:#?}", wrong.keys());
    let of = |status: u16| statuses.iter().filter_map(|of| of.get(&status)).sum::<u32>();
    assert!(
        of(200) > 500 && of(401) > 300 && of(403) > 100 && of(404) > 300 && of(422) > 100,
        "too little was reached"
    );
    nothing_is_left(&server, &api).await;
    for asker in [&seeker, &provider, &admin] {
        asker.get("/users/me").await.ok();
    }
}
