//! Benchmarks of the whole program, run by `make bench`.
//!
//! Starts the program that was built beside it, with all state in a temporary directory, and prints one line for each
//! figure: `name value unit`. Progress and details are on standard error. `jobwright-bench feed match` measures these
//! two only.

mod api;
mod board;
mod catalogue;
mod chat;
mod documents;
mod embed;
mod feed;
mod http;
mod ingest;
mod matching;
mod memory;
mod postings;
mod progress;
mod ready;
mod report;
mod search;
mod server;
mod shared;
mod sign_in;
mod tasks;
mod timing;
mod uploads;
mod usage;
mod vectors;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail, ensure};
use tests_servers::program::interrupted;
use tokio::sync::OnceCell;
use tokio::time::timeout;

use catalogue::Catalogue;
use report::{Figure, against_aims};
use shared::SharedCatalogue;
use usage::OtherLoad;

const ALL: [&str; 19] = [
    "empty",
    "documents",
    "embed",
    "uploads",
    "ingest",
    "chat",
    "tasks",
    "sign-in",
    "sign-in-postgres",
    "timing",
    "ready",
    "feed",
    "feed-signed-in",
    "full",
    "match",
    "search",
    "feed-postgres",
    "feed-signed-in-postgres",
    "match-pgvector",
];
/// What takes minutes to prepare is measured when it is named.
const NAMED_ONLY: [&str; 1] = ["search-million"];
const TIME_LIMIT: Duration = Duration::from_mins(30);
/// So many processors busy with something else make a difference.
const NOTICEABLE: f64 = 0.1;

#[tokio::main]
async fn main() -> ExitCode {
    let named: Vec<String> = std::env::args().skip(1).collect();
    // Whatever is under way ends by being dropped: processes are killed, directories deleted.
    let outcome = tokio::select! {
        outcome = timeout(TIME_LIMIT, measure_all(&named)) => outcome.unwrap_or_else(|_| Err(anyhow!("this takes too long"))),
        () = interrupted() => Err(anyhow!("interrupted")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure_all(named: &[String]) -> anyhow::Result<()> {
    let all = || ALL.into_iter().chain(NAMED_ONLY);
    if let Some(unknown) = named.iter().find(|named| all().all(|name| name != named.as_str())) {
        let names: Vec<&str> = all().collect();
        bail!("there is nothing called `{unknown}` to measure; there are {}", names.join(", "));
    }
    let started = Instant::now();
    let catalogues = Catalogues::default();
    let (mut figures, mut failed) = (Vec::new(), 0);
    let is_wanted = |name: &&str| named.iter().any(|named| named == name) || named.is_empty() && ALL.contains(name);
    for name in all().filter(is_wanted) {
        let others = OtherLoad::watch()?;
        let outcome = measure(name, &catalogues).await.with_context(|| format!("could not measure `{name}`"));
        if let share @ NOTICEABLE.. = others.share()? {
            eprintln!("  other programs kept {share:.1} processors busy meanwhile");
        }
        match outcome {
            Ok(new) => {
                for figure in &new {
                    println!("{figure}");
                }
                figures.extend(new);
            }
            // The others are worth knowing all the same.
            Err(error) => {
                eprintln!("error: {error:#}");
                failed += 1;
            }
        }
    }
    eprintln!("\n{}\nmeasured in {:.0} s", against_aims(&figures), started.elapsed().as_secs_f64());
    ensure!(failed == 0, "{failed} of the measurements failed");
    Ok(())
}

/// Written when they are first needed.
#[derive(Default)]
struct Catalogues {
    large: OnceCell<Catalogue>,
    shared: OnceCell<SharedCatalogue>,
}

async fn measure(name: &str, catalogues: &Catalogues) -> anyhow::Result<Vec<Figure>> {
    let large = || catalogues.large.get_or_try_init(Catalogue::write);
    let shared = || catalogues.shared.get_or_try_init(SharedCatalogue::write);
    match name {
        "empty" => memory::measure_empty().await,
        "documents" => documents::measure(),
        "embed" => embed::measure().await,
        "uploads" => uploads::measure().await,
        "ingest" => ingest::measure().await,
        "chat" => chat::measure().await,
        "ready" => ready::measure(large().await?).await,
        "tasks" => tasks::measure().await,
        "feed" => feed::measure("feed_requests_per_second", &large().await?.installation).await,
        "feed-postgres" => feed::measure("feed_requests_per_second_postgres", &shared().await?.installation).await,
        "feed-signed-in" => {
            let names = ["authenticated_read_per_second", "authenticated_read_of_anonymous"];
            feed::measure_authenticated(names, &large().await?.installation).await
        }
        "feed-signed-in-postgres" => {
            let names = ["authenticated_read_per_second_postgres", "authenticated_read_of_anonymous_postgres"];
            feed::measure_authenticated(names, &shared().await?.installation).await
        }
        "sign-in" => sign_in::measure().await,
        "sign-in-postgres" => sign_in::measure_on_postgres().await,
        "timing" => timing::measure().await,
        "match-pgvector" => shared::measure(shared().await?).await,
        "full" => memory::measure_full(large().await?).await,
        "search" => search::measure(&search::LARGE, catalogue::JOBS).await,
        "search-million" => search::measure(&search::MILLION, 1_000_000).await,
        "match" => matching::measure(large().await?).await,
        unknown => bail!("there is nothing called `{unknown}` to measure"),
    }
}
