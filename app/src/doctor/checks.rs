//! The individual checks. They quote errors, which name servers and users but never passwords.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use indicatif::HumanBytes;
use ports::{PortError, PortErrorKind};
use tokio::time::interval;

use super::Finding;
use crate::config::{Config, EmbeddingsProvider, IndexProvider};
use crate::providers::{self, Recognition};

/// With more clock skew, tokens of one machine are from the future of another.
const SKEW_LIMIT: TimeDelta = TimeDelta::seconds(30);
/// With more clock skew, the clocks are not kept in time.
const SKEW_WARNING: TimeDelta = TimeDelta::seconds(5);
/// With less space, the next upload or the next checkpoint may fail.
const SPACE_LIMIT: u64 = 100 << 20;
/// With less space, an operator should look after it.
const SPACE_WARNING: u64 = 1 << 30;
/// Between two polls of the broadcast connection.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

pub(super) fn unreadable_configuration(error: &anyhow::Error) -> Finding {
    Finding::failed("configuration", format!("{error:#}"), "correct it; jobwright.example.toml explains every key")
}

pub(super) fn timed_out(check: &'static str, timeout: Duration) -> Finding {
    let found = format!("no answer within {} seconds", timeout.as_secs());
    let advice = "see whether it runs and can be reached from here, through every firewall between";
    match check {
        "database" | "storage" => Finding::failed(check, found, advice),
        _ => Finding::warning(check, found, advice),
    }
}

/// What a start would refuse.
pub(super) fn configuration(config: &Config) -> Finding {
    match providers::check(config) {
        Ok(next_run) => {
            let run =
                next_run.map_or_else(|| "no scheduled run".to_owned(), |next| format!("next scheduled run at {next}"));
            Finding::ok("configuration", format!("{} sources, {run}", config.sources.len()))
        }
        Err(error) => unreadable_configuration(&error),
    }
}

/// The data directory and the signing key in it.
pub(super) fn files(config: &Config) -> Vec<Finding> {
    let shown = config.data_dir.display();
    let Ok(metadata) = fs::metadata(&config.data_dir) else {
        return vec![Finding::warning(
            "data directory",
            format!("`{shown}` is not there"),
            "the first start makes it; if there was one, see `data_dir` and the directory this was started in",
        )];
    };
    let mode = metadata.permissions().mode();
    let directory = if mode & 0o007 != 0 {
        let found = format!("every user of this machine can look into `{shown}` (mode {:o})", mode & 0o777);
        Finding::warning("data directory", found, "chmod 700 it, and let the server run as its owner")
    } else {
        Finding::ok("data directory", format!("`{shown}`"))
    };
    vec![directory, disk(config), key_ring(config)]
}

fn disk(config: &Config) -> Finding {
    const CHECK: &str = "disk";
    const ADVICE: &str = "make room, or move `data_dir` to a larger disk";
    match providers::free_space(config) {
        Ok(free) if free < SPACE_LIMIT => Finding::failed(CHECK, format!("{} are free", HumanBytes(free)), ADVICE),
        Ok(free) if free < SPACE_WARNING => Finding::warning(CHECK, format!("{} are free", HumanBytes(free)), ADVICE),
        Ok(free) => Finding::ok(CHECK, format!("{} are free", HumanBytes(free))),
        Err(error) => Finding::warning(CHECK, error.chain(), "see whether the disk is there"),
    }
}

fn key_ring(config: &Config) -> Finding {
    const CHECK: &str = "signing key";
    let path = providers::key_ring(config);
    let Ok(metadata) = fs::metadata(&path) else {
        return Finding::ok(CHECK, "none yet; the first start makes one");
    };
    let mode = metadata.permissions().mode();
    if mode & 0o077 != 0 {
        let found = format!("others can read `{}` (mode {:o})", path.display(), mode & 0o777);
        return Finding::failed(CHECK, found, "chmod 600 it; if somebody may have read it, move it away for a new one");
    }
    if let Err(error) = fs::File::open(&path) {
        return Finding::failed(CHECK, error.to_string(), "let the server run as the owner of the key");
    }
    Finding::ok(CHECK, format!("`{}`, for its owner only", path.display()))
}

/// The database, its schema, its row-level security, its clock.
pub(super) async fn database(config: Arc<Config>) -> Vec<Finding> {
    let found = match providers::inspect_database(&config).await {
        Ok(found) => found,
        Err(error) if error.kind == PortErrorKind::NotFound => {
            return vec![Finding::ok("database", "none yet; the first start makes one")];
        }
        Err(error) => {
            let advice = "see that it runs, and that [database] says where it is and who signs in; on Postgres `jobwright \
                          migrate` makes that user";
            return vec![Finding::failed("database", error.chain(), advice)];
        }
    };
    let mut findings = vec![Finding::ok("database", "it answers")];
    findings.push(match found.schema {
        Ok(()) => Finding::ok("schema", "as new as this program"),
        Err(error) => Finding::failed("schema", message(&error), "run `jobwright migrate`"),
    });
    findings.extend(found.row_level_security.map(|security| match security {
        Ok(()) => Finding::ok("row-level security", "it holds for the user who signs in"),
        Err(error) => Finding::failed("row-level security", message(&error), "do what it says before anybody signs in"),
    }));
    if config.index == (IndexProvider::Pgvector {}) {
        findings.push(if found.has_pgvector {
            Finding::ok("pgvector", "its table is there")
        } else {
            let advice = "switch pgvector on in Postgres and run `jobwright migrate`, or choose \"hnsw\" in [index]";
            Finding::failed("pgvector", "[index] names it, and it is not there", advice)
        });
    }
    let skew = (found.now - providers::now()).abs();
    let differ = format!("this machine and the database differ by {} ms", skew.num_milliseconds());
    findings.push(if skew > SKEW_LIMIT {
        Finding::failed("clock", differ, "let both take their time from the network (NTP)")
    } else if skew > SKEW_WARNING {
        Finding::warning("clock", differ, "let both take their time from the network (NTP)")
    } else {
        Finding::ok("clock", differ)
    });
    findings
}

/// Puts an object, gets it back and deletes it.
pub(super) async fn storage(config: Arc<Config>) -> Vec<Finding> {
    vec![check_storage(&config).await]
}

async fn check_storage(config: &Config) -> Finding {
    match providers::probe_storage(config).await {
        Ok(true) => Finding::ok("storage", "a file was put, read and deleted"),
        Ok(false) => Finding::ok("storage", "none yet; the first start makes one"),
        Err(error) => {
            let advice = "see that [storage] names a place that is there and may be written, and whose key is right";
            Finding::failed("storage", format!("{error:#}"), advice)
        }
    }
}

/// Requests an embedding, which checks the model, the key and the dimensions.
pub(super) async fn embeddings(config: Arc<Config>) -> Vec<Finding> {
    vec![check_embeddings(&config).await]
}

async fn check_embeddings(config: &Config) -> Finding {
    const CHECK: &str = "embeddings";
    let model = match providers::embeddings(config) {
        Ok(model) => model,
        Err(error) => return Finding::failed(CHECK, format!("{error:#}"), "correct [embeddings]"),
    };
    let is_fallback = model.model().name.starts_with("lexical");
    if matches!(config.embeddings, EmbeddingsProvider::Local { .. }) && is_fallback {
        let found = "the weights of the local model are missing, so texts are compared by their words";
        return Finding::warning(CHECK, found, "`make model` fetches them");
    }
    match model.embed(&["A look at the model.".to_owned()]).await {
        Ok(_) => Finding::ok(CHECK, format!("{}, {} dimensions", model.model().name, model.model().dimensions)),
        Err(error) => Finding::warning(
            CHECK,
            error.chain(),
            "see that it runs; address, model, key and dimensions are in [embeddings]",
        ),
    }
}

/// Asks the server for its models; a completion may cost something.
pub(super) async fn completions(config: Arc<Config>) -> Vec<Finding> {
    vec![check_completions(&config).await]
}

async fn check_completions(config: &Config) -> Finding {
    const CHECK: &str = "completions";
    let model = match providers::completions(config) {
        Ok(Some(model)) => model,
        Ok(None) => return Finding::ok(CHECK, "none; the rules answer"),
        Err(error) => return Finding::failed(CHECK, format!("{error:#}"), "correct [completions]"),
    };
    match model.ping().await {
        Ok(()) => Finding::ok(CHECK, format!("the server of {} answers", model.name())),
        Err(error) => Finding::warning(
            CHECK,
            error.chain(),
            "until it answers the rules do; see that it runs, and that address and key in [completions] are right",
        ),
    }
}

/// Looks for what recognises text in pictures.
pub(super) async fn recognition(config: Arc<Config>) -> Vec<Finding> {
    const CHECK: &str = "recognition";
    vec![match providers::find_recognition(&config).await {
        Ok(Recognition::Off) => Finding::ok(CHECK, "off; documents that are pictures are refused"),
        Ok(Recognition::NotInstalled) => {
            Finding::ok(CHECK, "Tesseract is not installed; documents that are pictures are refused")
        }
        Ok(Recognition::Unusable { program }) => Finding::warning(
            CHECK,
            format!("`{}` does not start or has none of the languages", program.display()),
            "see `program` and `languages` in [recognition]; `tesseract --list-langs` tells what it has",
        ),
        Ok(Recognition::Tesseract { tesseract, missing }) if missing.is_empty() => {
            Finding::ok(CHECK, format!("Tesseract reads pictures in {}", tesseract.languages()))
        }
        Ok(Recognition::Tesseract { missing, .. }) => Finding::warning(
            CHECK,
            format!("Tesseract lacks {}", missing.join(", ")),
            "install these languages (Debian: tesseract-ocr-<language>), or take them out of [recognition]",
        ),
        Err(error) => Finding::warning(CHECK, format!("{error:#}"), "correct [recognition]"),
    }]
}

/// Probes the identity provider, when it is an external one.
pub(super) async fn accounts(config: Arc<Config>) -> Vec<Finding> {
    const CHECK: &str = "accounts";
    vec![match providers::probe_accounts(&config).await {
        Ok(provider) => Finding::ok(CHECK, provider),
        Err(error) if error.kind == PortErrorKind::Unauthorized => {
            Finding::failed(CHECK, error.chain(), "correct `anon_key` and `service_key` in [identity]")
        }
        Err(error) => Finding::warning(CHECK, error.chain(), "until it answers nobody new gets in; see [identity]"),
    }]
}

/// Probes the mail server, and sends nothing.
pub(super) async fn mail(config: Arc<Config>) -> Vec<Finding> {
    vec![check_mail(&config).await]
}

async fn check_mail(config: &Config) -> Finding {
    const CHECK: &str = "mail";
    match providers::probe_mail(config).await {
        Ok(Some(taken)) => Finding::ok(CHECK, taken),
        Ok(None) => Finding::ok(CHECK, "no directory yet; the first start makes one"),
        Err(error) if matches!(error.kind, PortErrorKind::Invalid(_)) => {
            Finding::failed(CHECK, message(&error), "correct [mail]; without, the server does not start")
        }
        Err(error) => Finding::warning(CHECK, error.chain(), "until it answers no mail goes out; see [mail]"),
    }
}

/// Waits for the connection to the broadcast server.
pub(super) async fn broadcast(config: Arc<Config>) -> Vec<Finding> {
    vec![check_broadcast(&config).await]
}

async fn check_broadcast(config: &Config) -> Finding {
    const CHECK: &str = "broadcast";
    let name = providers::broadcast_name(config);
    let broadcast = match providers::broadcast(config) {
        Ok(broadcast) => broadcast,
        Err(error) => return Finding::failed(CHECK, format!("{error:#}"), "correct [broadcast]"),
    };
    let mut poll = interval(POLL_INTERVAL);
    while !broadcast.is_connected() {
        poll.tick().await;
    }
    Finding::ok(CHECK, name)
}

/// What an operator has to mend, without the name of the error kind.
fn message(error: &PortError) -> String {
    match &error.kind {
        PortErrorKind::Invalid(what) => what.clone(),
        _ => error.chain(),
    }
}
