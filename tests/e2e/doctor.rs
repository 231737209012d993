//! The findings of `jobwright doctor`, and that it ends.

use std::fs::{Permissions, set_permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};
use sqlx::Executor;
use tests_servers::{TestPostgres, plain_postgres_url};
use tokio::task::block_in_place;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::Installation;

pub(crate) struct Report {
    /// The exit code was 0.
    succeeded: bool,
    text: String,
    json: Value,
}

pub(crate) fn run_doctor(installation: &Installation) -> Report {
    let output = block_in_place(|| installation.run(&["--json", "doctor"]));
    let text = String::from_utf8(output.stdout).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(json["healthy"], output.status.success(), "{text}");
    Report { succeeded: output.status.success(), text, json }
}

impl Report {
    #[track_caller]
    fn of(&self, check: &str) -> &Value {
        let found = self.json["checks"].as_array().unwrap().iter().find(|finding| finding["check"] == check);
        found.unwrap_or_else(|| panic!("nothing about {check} in {}", self.text))
    }

    #[track_caller]
    pub(crate) fn reports(&self, check: &str, outcome: &str, what: &str) {
        let finding = self.of(check);
        assert_eq!(finding["outcome"], outcome, "{finding}");
        assert!(finding["found"].as_str().unwrap().contains(what), "{finding}");
        assert_eq!(finding["advice"].is_string(), outcome != "ok", "{finding}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_is_healthy_before_its_first_start_and_after() {
    let installation = Installation::new("");
    let report = run_doctor(&installation);
    assert!(report.succeeded, "{}", report.text);
    assert!(!installation.folder.path().join("data").exists(), "a look changes nothing");
    installation.start().stop();
    let report = run_doctor(&installation);
    for finding in report.json["checks"].as_array().unwrap() {
        // How much room there is is the machine's affair.
        assert!(finding["outcome"] == "ok" || finding["check"] == "disk", "{finding}");
    }
    let shown = block_in_place(|| installation.run(&["doctor"]));
    let shown = String::from_utf8(shown.stdout).unwrap();
    for line in ["signing key", "schema", "storage", "Nothing stands in the way."] {
        assert!(shown.contains(line), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_that_can_never_fire_is_found() {
    let report = run_doctor(&Installation::new("[schedule]\ningest = \"0 0 22 30 2 *\"\n"));
    assert!(!report.succeeded);
    report.reports("configuration", "failed", "`ingest` in [schedule] cannot be used: `0 0 22 30 2 *` never fires");
    let report = run_doctor(&Installation::new("[schedule]\ntime_zone = \"Mars/Olympus\"\n"));
    assert!(!report.succeeded);
    report.reports("configuration", "failed", "Mars/Olympus");
    let report = run_doctor(&Installation::new("[schedule]\nenabled = false\ningest = \"0 0 22 30 2 *\"\n"));
    report.reports("configuration", "ok", "no scheduled run");
    run_doctor(&Installation::new("[schedule]\n")).reports("configuration", "ok", "next scheduled run at 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_files_is_found() {
    let installation = Installation::new("[database]\nprovider = \"sqlite\"\npath = \"data/jobwright.sqlite\"\n");
    installation.start().stop();
    let data = installation.folder.path().join("data");
    for (of, mode) in [("", 0o755), ("keys/ring", 0o644)] {
        set_permissions(data.join(of), Permissions::from_mode(mode)).unwrap();
    }
    std::fs::remove_dir_all(data.join("objects")).unwrap();
    std::fs::write(data.join("objects"), "in the way").unwrap();
    // Without its log, from which all of it would come back; where the stop has left one.
    let _ = std::fs::remove_file(data.join("jobwright.sqlite-wal"));
    std::fs::write(data.join("jobwright.sqlite"), "this is no database, although it is long enough to be one").unwrap();
    let report = run_doctor(&installation);
    assert!(!report.succeeded);
    report.reports("data directory", "warning", "every user");
    report.reports("signing key", "failed", "others can read");
    report.reports("storage", "failed", "cannot open the storage");
    report.reports("database", "failed", "not a database");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_database_is_found() {
    let postgres = TestPostgres::new().await;
    let config = |url: &url::Url| format!("[database]\nprovider = \"postgres\"\nurl = \"{url}\"\n");
    let report = run_doctor(&Installation::new(&config(&postgres.url)));
    for check in ["database", "schema", "row-level security", "clock"] {
        report.reports(check, "ok", "");
    }
    let as_owner = run_doctor(&Installation::new(&config(&postgres.owner_url)));
    as_owner.reports("row-level security", "failed", "owns tables");
    let older = "DELETE FROM jobwright.seaql_migrations WHERE version LIKE '%_accounts'";
    postgres.superuser().await.execute(older).await.unwrap();
    let older = run_doctor(&Installation::new(&config(&postgres.url)));
    assert!(!older.succeeded);
    older.reports("schema", "failed", "older than this program");

    let plain = TestPostgres::without_schema(&plain_postgres_url()).await;
    let config =
        format!("{}owner_url = \"{}\"\n[index]\nprovider = \"pgvector\"\n", config(&plain.url), plain.owner_url);
    let plain = Installation::new(&config);
    block_in_place(|| plain.run_json(&["migrate"]));
    let report = run_doctor(&plain);
    assert!(!report.succeeded);
    report.reports("schema", "ok", "");
    report.reports("pgvector", "failed", "not there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_is_away_or_another_one_is_a_warning() {
    let server = MockServer::start().await;
    let vector = json!({"data": [{"index": 0, "embedding": [0.6, 0.8]}]});
    let mock = Mock::given(method("POST")).and(path("/v1/embeddings"));
    mock.respond_with(ResponseTemplate::new(200).set_body_json(vector)).mount(&server).await;
    let config = |dimensions: u32, completions: &str| {
        let model = "provider = \"openai\"\nmodel = \"stub\"\n";
        Installation::new(&format!(
            "[embeddings]\n{model}base_url = \"{}/v1\"\ndimensions = {dimensions}\n\
             [completions]\n{model}base_url = \"{completions}/v1\"\n",
            server.uri()
        ))
    };
    let right = run_doctor(&config(2, &server.uri()));
    right.reports("embeddings", "ok", "2 dimensions");
    right.reports("completions", "ok", "stub");
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let wrong = run_doctor(&config(3, &format!("http://{nobody}")));
    wrong.reports("embeddings", "warning", "dimensions");
    wrong.reports("completions", "warning", "unavailable");
    assert!(wrong.succeeded, "the rules answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_is_a_warning_and_one_that_could_never_be_used_a_failure() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = |with: &str| {
        let server = format!("provider = \"smtp\"\nport = {}\nfrom = \"jobs@example.org\"\n", nobody.port());
        Installation::new(&format!("[mail]\n{server}{with}\n"))
    };
    let away = run_doctor(&config("host = \"localhost\"\nsecurity = \"none\""));
    away.reports("mail", "warning", "connecting to the mail server");
    assert!(away.succeeded, "everything but mail works");
    let open = run_doctor(&config("host = \"mail.example.org\"\nsecurity = \"none\""));
    open.reports("mail", "failed", "unencrypted");
    let unknown = run_doctor(&config("host = \"localhost\"\nca_file = \"ca.pem\""));
    unknown.reports("mail", "failed", "`ca.pem` holds no certificate");
    assert!(!unknown.succeeded);
}

#[test]
fn a_configuration_that_is_wrong_is_a_finding() {
    for (config, expected) in [
        ("[server]\nprot = 1\n", "prot"),
        ("[schedule]\ningest = \"whenever\"\n", "whenever"),
        (
            "[[social]]\nname = \"own\"\nkind = \"oidc\"\nissuer = \"http://id.example.org\"\nclient_id = \"i\"\n\
             client_secret = \"s\"\n",
            "[[social]] `own`",
        ),
        ("[[sources]]\nname = \"a\"\nkind = \"lever\"\nsite = \"x y\"\n", "source `a`"),
    ] {
        let output = Installation::new(config).run(&["--json", "doctor"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&report["healthy"], &report["checks"][0]["outcome"]), (&json!(false), &json!("failed")));
        assert!(report["checks"][0]["found"].as_str().unwrap().contains(expected), "{report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_although_every_server_hangs_and_tells_no_secret() {
    // Takes connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = silent.local_addr().unwrap();
    let model =
        format!("provider = \"openai\"\nbase_url = \"http://{at}/v1\"\nmodel = \"stub\"\napi_key = \"canary-1\"\n");
    let installation = Installation::new(&format!(
        "[database]\nprovider = \"postgres\"\nurl = \"postgres://someone:canary-2@{at}/x\"\n\
         [storage]\nprovider = \"s3\"\nendpoint = \"http://{at}\"\nregion = \"r\"\nbucket = \"b\"\n\
         access_key_id = \"canary-3\"\nsecret_access_key = \"canary-4\"\n\
         [embeddings]\n{model}dimensions = 3\n[completions]\n{model}\
         [broadcast]\nprovider = \"redis\"\nurl = \"redis://:canary-5@{at}\"\n\
         [mail]\nprovider = \"smtp\"\nhost = \"{}\"\nport = {}\nsecurity = \"none\"\nfrom = \"a@b.org\"\n\
         username = \"u\"\npassword = \"canary-6\"\n",
        at.ip(),
        at.port()
    ));
    // It ends by itself, although nobody ever answers.
    let report = run_doctor(&installation);
    assert!(!report.succeeded);
    for (check, outcome) in [
        ("database", "failed"),
        ("storage", "failed"),
        ("embeddings", "warning"),
        ("completions", "warning"),
        ("mail", "warning"),
        ("broadcast", "warning"),
    ] {
        report.reports(check, outcome, "");
    }
    assert!(!report.text.contains("canary"), "{}", report.text);
}
