//! The access matrix: every operation, called by every kind of caller, on resources of every owner.
//!
//! Operations and rights are read from the `OpenAPI` document. A snapshot of the matrix is reviewed when it changes.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::support::boards::Boards;
use crate::support::chat::{Chat, FRAMES};
use crate::support::described::{Values, request};
use crate::support::documents::nurse;
use crate::support::identity::PASSWORD;
use crate::support::project::World;
use crate::support::{Answer, Api, Installation, Server};

/// Contained in all data that only Mira may read.
const CANARY: &str = "kanarienvogel";

struct Caller {
    name: &'static str,
    api: Api,
    /// `None` when the token authenticates no account.
    role: Option<&'static str>,
    kind: SignInKind,
    /// More access tokens of the same caller, for operations that end a session.
    spare: Vec<Value>,
}

/// How the caller has signed in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SignInKind {
    /// Completely. An unconfirmed address makes no difference: where it matters, sign-in is refused.
    Complete,
    /// The second factor is not proved yet.
    MfaPending,
    /// With an API key with read scope.
    ApiKey,
}

/// The expected response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// Anything but a refusal of the caller.
    Access,
    /// 401
    Unauthorized,
    /// 403
    Forbidden,
}

/// Operations that end or replace the session of the caller.
const ENDING: [&str; 5] = [
    "/auth/v1/logout",
    "/api/v1/auth/logout",
    "/api/v1/auth/signout",
    "/api/v1/auth/reauthenticate",
    "/api/v1/auth/change-password",
];

/// A variant of a request: the values of its parameters, and a modification.
struct Variant {
    name: &'static str,
    values: Values,
    modify: fn(RequestBuilder, mira: &str) -> RequestBuilder,
}

fn plain(request: RequestBuilder, _: &str) -> RequestBuilder {
    request
}

/// Pretends to be another account or another request.
fn pretending(request: RequestBuilder, mira: &str) -> RequestBuilder {
    request
        .query(&[("user_id", mira), ("account_id", mira), ("role", "admin")])
        .header("x-user-id", mira)
        .header("x-forwarded-user", "root@example.org")
        .header("x-original-url", "/admin/sessions")
        .header("x-http-method-override", "GET")
        .header("cookie", format!("user_id={mira}; role=admin"))
}

/// With an escaped letter, which is the same path.
fn escaped(request: RequestBuilder, _: &str) -> RequestBuilder {
    let (client, request) = request.build_split();
    let mut request = request.unwrap();
    let path = request.url().path().to_owned();
    if let Some((at, letter)) = path.char_indices().find(|(_, c)| c.is_ascii_alphabetic()) {
        request.url_mut().set_path(&format!("{}%{:02x}{}", &path[..at], u32::from(letter), &path[at + 1..]));
    }
    RequestBuilder::from_parts(client, request)
}

/// What the requests of a variant are about.
#[derive(Clone, Copy)]
struct Ids<'a> {
    session: &'a str,
    job: &'a str,
    task: &'a str,
    application: &'a str,
    interview: &'a str,
}

impl<'a> Ids<'a> {
    fn all(id: &'a str) -> Self {
        Self { session: id, job: id, task: id, application: id, interview: id }
    }
}

fn values(Ids { session, job, task, application, interview }: Ids<'_>) -> Values {
    Values(vec![
        ("/admin/tasks/", "id", task.to_owned()),
        ("/admin/jobs/", "id", job.to_owned()),
        ("/jobs/applications/", "id", application.to_owned()),
        ("/jobs/", "id", job.to_owned()),
        ("/api/v1/admin/tasks/", "id", task.to_owned()),
        ("/api/v1/admin/jobs/", "id", job.to_owned()),
        ("/api/v1/jobs/", "id", job.to_owned()),
        ("/api/v1/saved-jobs/", "id", job.to_owned()),
        ("/api/v1/provider/jobs/", "id", job.to_owned()),
        ("/api/v1/provider/applications/", "id", application.to_owned()),
        ("/api/v1/applications/", "id", application.to_owned()),
        ("/api/v1/applications", "job_id", job.to_owned()),
        ("/api/v1/chat/", "job_id", job.to_owned()),
        ("/mock-interviews/", "id", interview.to_owned()),
        ("/admin/mock-interviews/", "id", interview.to_owned()),
        ("/api/v1/mock-interviews/", "id", interview.to_owned()),
        ("/api/v1/admin/mock-interviews/", "id", interview.to_owned()),
        ("/mock-interviews/", "job_id", job.to_owned()),
        ("/api/v1/mock-interviews", "job_id", job.to_owned()),
        ("/", "id", session.to_owned()),
        ("/", "session_id", session.to_owned()),
        ("/chat/", "job_id", job.to_owned()),
        ("/api/v1/auth/oauth/", "provider", "nobody".to_owned()),
        ("/api/v1/auth/", "password", PASSWORD.to_owned()),
        ("/api/v1/auth/", "old_password", PASSWORD.to_owned()),
        ("/api/v1/auth/", "new_password", PASSWORD.to_owned()),
        ("/", "source_name", "nowhere".to_owned()),
        ("/api/job/", "url", "nowhere".to_owned()),
        ("/api/cv/", "job_url", "nowhere".to_owned()),
        ("/files/", "token", "e30.e30.e30".to_owned()),
        ("/auth/register", "email", format!("{CANARY}@example.org")),
    ])
}

/// The expected response according to the document.
fn expected(operation: &Value, method: &str, caller: &Caller) -> Expected {
    let (who, how) = (&operation["x-rights"]["who"], operation["x-rights"]["how"].as_str());
    if who == "anyone" {
        return Expected::Access;
    }
    let Some(role) = caller.role else { return Expected::Unauthorized };
    let is_named = match who {
        Value::String(who) if who == "signed in" => true,
        Value::Array(roles) => roles.contains(&json!(role)),
        other => panic!("nobody knows who is meant by {other}"),
    };
    let is_close_enough = match (caller.kind, how) {
        (SignInKind::Complete, _) => true,
        (SignInKind::MfaPending, how) => how == Some("mfa_pending"),
        (SignInKind::ApiKey, None) => method == "get",
        (SignInKind::ApiKey, Some(_)) => false,
    };
    if is_named && is_close_enough { Expected::Access } else { Expected::Forbidden }
}

fn check(what: &str, answer: &Answer, caller: &Caller, expected: Expected, path: &str) {
    let status = answer.status.as_u16();
    assert!(status < 500 || status == 503, "{what}: {answer:?}");
    let is_about_credentials = path.contains("/auth/");
    match expected {
        Expected::Access => {
            assert!((status != 401 || is_about_credentials) && status != 403, "{what}: {answer:?}");
        }
        // Clients of Supabase Auth hear of a bad token by a word.
        Expected::Unauthorized if path.starts_with("/auth/v1/") && status == 403 => {
            let word = answer.json()["error_code"].clone();
            assert!(word == "bad_jwt" || word == "session_not_found", "{what}: {answer:?}");
        }
        Expected::Unauthorized => assert_eq!(status, 401, "{what}: {answer:?}"),
        Expected::Forbidden => assert_eq!(status, 403, "{what}: {answer:?}"),
    }
    if !matches!(caller.name, "mira" | "admin") {
        assert!(!answer.text.contains(CANARY), "{what} leaks: {answer:?}");
    }
}

/// A token of before, as if it had been signed an hour ago: with the installation's own key.
fn expired(installation: &Installation, token: &str) -> String {
    use jsonwebtoken::{Algorithm, EncodingKey, Header, dangerous::insecure_decode, decode_header, encode};
    let ring = std::fs::read_to_string(installation.folder.path().join("data/keys/ring")).unwrap();
    let line = ring.lines().find(|line| line.starts_with("sign-es256")).unwrap();
    let key = hex::decode(line.rsplit(' ').next().unwrap()).unwrap();
    let mut claims = insecure_decode::<Value>(token).unwrap().claims;
    for name in ["iat", "exp"] {
        claims[name] = json!(claims[name].as_i64().unwrap() - 3_600);
    }
    let header = Header { kid: decode_header(token).unwrap().kid, ..Header::new(Algorithm::ES256) };
    encode(&header, &claims, &EncodingKey::from_ec_der(&key)).unwrap()
}

/// Sends every type of frame over the socket of a session. Callers without access are disconnected before anything is sent
/// or accepted. Returns the number of frames.
async fn try_socket(caller: &Caller, conversation: &str, is_of_eve: bool) -> usize {
    let may_see = caller.name == "admin" || caller.name == if is_of_eve { "eve" } else { "mira" };
    if may_see {
        return 0;
    }
    let token = caller.api.token.clone().unwrap_or_else(|| "nobody".to_owned());
    let mut chat = Chat::open(&caller.api.with_token(&json!(token)), &json!(conversation)).await;
    for (frame, _) in FRAMES {
        chat.try_send(frame).await;
    }
    let mut received = Vec::new();
    let code = chat.close_code_after(&mut received).await;
    let what = format!("the socket of {conversation}, opened by {}", caller.name);
    assert!(received.is_empty(), "{what}, received {received:?}");
    match (caller.role, caller.kind) {
        (None, _) | (_, SignInKind::MfaPending) => assert_eq!(code, 4001, "{what}"),
        _ => assert!(matches!(code, 4003 | 4004), "{what}: {code}"),
    }
    FRAMES.len()
}

/// The identity provider of the server under test.
enum AccountBackend<'w> {
    /// On the server under test.
    Embedded(&'w Installation),
    /// In a Supabase project.
    Supabase(&'w World),
}

impl AccountBackend<'_> {
    async fn admin(&self, api: &Api) -> Api {
        match self {
            Self::Embedded(installation) => api.admin(installation).await,
            Self::Supabase(world) => world.admin(false).await,
        }
    }

    async fn provider(&self, api: &Api) -> Api {
        match self {
            Self::Embedded(installation) => {
                api.register_verified(installation, "provider@example.org", "provider").await
            }
            Self::Supabase(_) => api.register("provider@example.org", "provider").await,
        }
    }

    async fn add_second_factor(&self, person: &Api) {
        match self {
            Self::Embedded(_) => person.with_second_factor().await,
            Self::Supabase(world) => world.project.client().with_token(&json!(person.token)).with_second_factor().await,
        };
    }

    /// The installation whose key signs the tokens.
    fn signer(&self) -> &Installation {
        match self {
            Self::Embedded(installation) => installation,
            Self::Supabase(world) => &world.elsewhere,
        }
    }
}

/// Every kind of caller, unauthenticated and authenticated.
async fn callers(backend: &AccountBackend<'_>, admin: &Api, mira: &Api, eve: &Api) -> Vec<Caller> {
    let api = admin.signed_out();
    let left = json!({"email": "left@example.org", "password": PASSWORD});
    let left = api.post("/auth/register", left).await.ok();
    api.post("/auth/logout", json!({"refresh_token": left["refresh_token"]})).await;
    let token = eve.token.clone().unwrap();
    let forged = format!("{}.{}", token.rsplit_once('.').unwrap().0, "A".repeat(86));
    let provider = backend.provider(&api).await;
    let unverified = api.register("unverified@example.org", "provider").await;
    let suspended = api.register("suspended@example.org", "seeker").await;
    let id = suspended.get("/users/me").await.ok()["id"].as_str().unwrap().to_owned();
    let until = json!({"until": "2099-01-01T00:00:00Z"});
    let ban = admin.request(reqwest::Method::PUT, &format!("/api/v1/admin/users/{id}/ban")).json(&until);
    admin.send(ban).await.ok();
    let careful = api.register("careful@example.org", "seeker").await;
    backend.add_second_factor(&careful).await;
    let mfa_pending = api.signed_in("careful@example.org").await;
    let reader = api.register("reader@example.org", "seeker").await;
    let key = reader.post("/api/v1/auth/api-keys", json!({"name": "program", "scopes": ["read"]})).await.json();

    let nobody = |name, api: Api| Caller { name, api, role: None, kind: SignInKind::Complete, spare: Vec::new() };
    let mut callers = vec![
        nobody("nobody", api.clone()),
        nobody("signed out", api.with_token(&left["access_token"])),
        nobody("with a refresh token", api.with_token(&left["refresh_token"])),
        nobody("with a forged token", api.with_token(&json!(forged))),
        nobody("with an expired token", api.with_token(&json!(expired(backend.signer(), &token)))),
        nobody("suspended", suspended),
    ];
    for (name, api, role, kind, email) in [
        ("eve", eve.clone(), "seeker", SignInKind::Complete, "eve@example.org".to_owned()),
        ("provider", provider, "provider", SignInKind::Complete, "provider@example.org".to_owned()),
        ("unverified", unverified, "provider", SignInKind::Complete, "unverified@example.org".to_owned()),
        (
            "with a second factor to prove",
            mfa_pending,
            "seeker",
            SignInKind::MfaPending,
            "careful@example.org".to_owned(),
        ),
        ("a program", api.with_token(&key["secret"]), "seeker", SignInKind::ApiKey, String::new()),
        ("mira", mira.clone(), "seeker", SignInKind::Complete, format!("{CANARY}@example.org")),
        ("admin", admin.clone(), "admin", SignInKind::Complete, String::new()),
    ] {
        let mut spare = Vec::new();
        if !email.is_empty() {
            for _ in 0..40 {
                spare.push(api.login(&email).await["access_token"].clone());
            }
        }
        callers.push(Caller { name, api, role: Some(role), kind, spare });
    }
    callers
}

#[tokio::test(flavor = "multi_thread")]
async fn az_01_nobody_reaches_what_is_not_theirs_by_any_operation() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    check_access_matrix(&installation, &server, &AccountBackend::Embedded(&installation)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn az_01_nor_does_anybody_where_supabase_keeps_the_accounts() {
    let boards = Boards::with_one_job().await;
    let world = World::new(&boards.greenhouse_source("acme")).await;
    check_access_matrix(&world.installation, &world.server, &AccountBackend::Supabase(&world)).await;
}

async fn check_access_matrix(installation: &Installation, server: &Server, backend: &AccountBackend<'_>) {
    let api = server.client();
    let admin = backend.admin(&api).await;
    let job = admin.ingest_one().await;
    let task = admin.get("/admin/tasks").await.ok()[0]["id"].as_str().unwrap().to_owned();

    let mira = api.register(&format!("{CANARY}@example.org"), "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;
    for (seeker, file) in [(&mira, format!("{CANARY}.docx")), (&eve, "eve.docx".to_owned())] {
        seeker.upload("/users/resume", &file, nurse()).await.ok();
    }
    let session = mira.post("/chat/sessions", json!({"job_id": job})).await.ok();
    let mut chat = Chat::open(&mira, &session["id"]).await;
    chat.send_message("00000000-0000-4000-8000-000000000001", &format!("My {CANARY} sings.")).await;
    while chat.next_text().await.is_some_and(|frame| !frame.contains("\"ack\"")) {}
    let of_eve = eve.post("/chat/sessions", json!({"job_id": job})).await.ok();
    let id = |value: &Value| value.as_str().unwrap().to_owned();
    let (of_mira, of_eve, account) = (id(&session["id"]), id(&of_eve["id"]), id(&session["user_id"]));

    let apply = async |seeker: &Api| id(&seeker.post("/api/v1/applications", json!({"job_id": job})).await.ok()["id"]);
    let (applied, applied_by_eve) = (apply(&mira).await, apply(&eve).await);
    let interview = async |seeker: &Api, answer: &str| {
        let id = id(&seeker.post("/mock-interviews/start", json!({"job_id": job})).await.ok()["id"]);
        seeker.post(&format!("/api/v1/mock-interviews/{id}/answers"), json!({"turn": 1, "text": answer})).await.ok();
        id
    };
    let interviewed = interview(&mira, &format!("My {CANARY} sings.")).await;
    let interviewed_eve = interview(&eve, "Mine does not.").await;

    let mut callers = callers(backend, &admin, &mira, &eve).await;
    let nil = "00000000-0000-4000-8000-000000000000";
    let hers = Ids { session: &of_mira, job: &job, task: &task, application: &applied, interview: &interviewed };
    let of_another = Ids { session: &of_eve, application: &applied_by_eve, interview: &interviewed_eve, ..hers };
    let foreign = Ids { session: &account, ..Ids::all(&of_mira) };
    let detour = [
        format!("..%2Fsessions%2F{of_mira}"),
        format!("..%2Fapplications%2F{applied}"),
        format!("..%2Fmock-interviews%2F{interviewed}"),
    ];
    let detour = Ids { session: &detour[0], application: &detour[1], interview: &detour[2], ..hers };
    let ways = [
        Variant { name: "mira's", values: values(hers), modify: plain },
        Variant { name: "mira's, by an escaped path,", values: values(hers), modify: escaped },
        Variant { name: "eve's", values: values(of_another), modify: plain },
        Variant { name: "nobody's", values: values(Ids::all(nil)), modify: plain },
        Variant { name: "no", values: values(Ids::all("x")), modify: plain },
        Variant { name: "a foreign", values: values(foreign), modify: plain },
        Variant { name: "mira's, pretending,", values: values(hers), modify: pretending },
        Variant { name: "another way to mira's", values: values(detour), modify: pretending },
    ];

    let document = installation.described();
    let (mut probes, mut refused) = (0, 0);
    for (path, methods) in document["paths"].as_object().unwrap() {
        // A socket says who may enter by how it is closed; see `bad_input` and `chat`.
        for (method, operation) in methods.as_object().unwrap().iter().filter(|_| !path.starts_with("/ws/")) {
            for caller in &mut callers {
                // She would be gone, by her own hand; see `identity`.
                if (path.as_str(), method.as_str(), caller.name) == ("/api/v1/users/{id}", "delete", "mira") {
                    continue;
                }
                for way in &ways {
                    let is_ending = ENDING.contains(&path.as_str());
                    let api = match caller.spare.last().filter(|_| is_ending) {
                        Some(token) => caller.api.with_token(token),
                        None if is_ending && caller.role.is_some() => continue,
                        None => caller.api.clone(),
                    };
                    let expected = expected(operation, method, caller);
                    let builder = request(&api, method, path, operation, &document, &way.values);
                    let answer = api.send((way.modify)(builder, &account).query(&[("scope", "local")])).await;
                    if is_ending && expected == Expected::Access {
                        caller.spare.pop();
                    }
                    let what = format!("{method} {path} for {} thing, asked by {}", way.name, caller.name);
                    check(&what, &answer, caller, expected, path);
                    probes += 1;
                    refused += u32::from(matches!(answer.status.as_u16(), 401 | 403 | 404));
                }
            }
        }
    }
    for caller in &callers {
        for conversation in [&of_mira, &of_eve, &nil.to_owned()] {
            probes += try_socket(caller, conversation, conversation == &of_eve).await;
        }
    }
    println!("{probes} probes, {refused} refused");
    assert!(probes >= 2_000 && refused >= 1_000, "{refused} of {probes} were refused");

    let spoken = admin.get(&format!("/admin/sessions/{of_mira}")).await.ok();
    let by_users = |message: &&Value| message["role"] == "user";
    let spoken: Vec<&Value> = spoken["messages"].as_array().unwrap().iter().filter(by_users).collect();
    assert_eq!(spoken.len(), 1, "somebody spoke in Mira's name: {spoken:?}");
    assert!(mira.get("/users/me/resume").await.ok()["download_url"].is_string(), "her resume is still there");
}
