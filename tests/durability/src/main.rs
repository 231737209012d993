//! Durability checks, run by `make durability`: nothing acknowledged is lost.
//!
//! Starts the program that was built beside it, kills it and its database at random moments under load, and prints one
//! line for each figure: `goal=<goal>.<figure><aim> got=<value> pass|fail`. Progress and violations are on standard
//! error. `jobwright-durability sqlite-node-killed` runs this goal only; `--short` kills less often. Run it with
//! `scripts/with-servers`. For processes that are killed or frozen it starts itself again, as `worker` or `holder`.

mod board;
mod chat_client;
mod child;
mod client;
mod database;
mod invariants;
mod kills;
mod node;
mod operator;
mod oracle;
mod pause;
mod postgres;
mod report;
mod scale;
mod searched;
mod seeker;
mod stale;
mod tasks;
mod two_nodes;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{anyhow, bail, ensure};
use tests_servers::program::interrupted;
use tokio::time::timeout;

use report::Figure;
use scale::{FULL, SHORT, Scale};

const ALL: [&str; 5] = [
    "sqlite-node-killed",
    "nodes-and-postgres-killed",
    "tasks-survive",
    "stale-holders-refused",
    "chat-over-two-nodes",
];

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((word, rest)) if word == "worker" => child::run_worker(rest).await,
        Some((word, rest)) if word == "holder" => stale::run_holder(rest).await,
        // An interruption drops the run, which kills processes and deletes directories.
        _ => tokio::select! {
            outcome = run(&arguments) => outcome,
            () = interrupted() => Err(anyhow!("interrupted")),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &[String]) -> anyhow::Result<()> {
    let (options, named): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with('-'));
    let scale = match options[..] {
        [] => FULL,
        ["--short"] => {
            eprintln!("short form: fewer kills, tasks and conversations");
            SHORT
        }
        _ => bail!("the only option is `--short`"),
    };
    if let Some(unknown) = named.iter().find(|name| !ALL.contains(name)) {
        bail!("unknown goal `{unknown}`; the goals are {}", ALL.join(", "));
    }
    let goals = ALL.into_iter().filter(|goal| named.is_empty() || named.contains(goal));
    let failed =
        timeout(scale.longest, run_goals(goals, &scale)).await.map_err(|_| anyhow!("the time limit is exceeded"))?;
    ensure!(failed == 0, "{failed} figures miss their targets");
    Ok(())
}

/// Runs the goals. Returns the number of figures that miss their targets.
async fn run_goals(goals: impl Iterator<Item = &'static str>, scale: &Scale) -> usize {
    let mut failed = 0;
    for goal in goals {
        eprintln!("{goal} …");
        let began = Instant::now();
        match measure(goal, scale).await {
            Ok(figures) => {
                let adjusted = |figure: Figure| if scale.judges_time { figure } else { figure.without_clock() };
                let figures: Vec<Figure> = figures.into_iter().map(adjusted).collect();
                for figure in &figures {
                    println!("goal={goal}.{figure}");
                }
                failed += figures.iter().filter(|figure| !figure.is_met()).count();
            }
            // The other goals are run all the same.
            Err(error) => {
                println!("goal={goal} got=error fail");
                eprintln!("  {error:#}");
                failed += 1;
            }
        }
        eprintln!("  {:.0} s", began.elapsed().as_secs_f64());
    }
    failed
}

async fn measure(goal: &str, scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    match goal {
        "sqlite-node-killed" => kills::sqlite_node(scale).await,
        "nodes-and-postgres-killed" => kills::nodes_and_postgres(scale).await,
        "tasks-survive" => tasks::survive(scale).await,
        "stale-holders-refused" => stale::refused(scale).await,
        "chat-over-two-nodes" => two_nodes::chat(scale).await,
        unknown => bail!("unknown goal `{unknown}`"),
    }
}
