//! `jobwright serve`: the server with its background services.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::TimeDelta;
use clap::Args;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::{info, warn};

use crate::background::{Background, Scheduler};
use crate::config::Config;
use crate::container::Container;
use crate::http;
use crate::providers::Providers;
use crate::telemetry;

/// How long work in progress may take during shutdown.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(25);

/// Start the server.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port to listen on, instead of the configured one; 0 takes a free one.
    #[arg(long)]
    port: Option<u16>,
}

impl Serve {
    pub(super) async fn run(self, mut config: Config) -> anyhow::Result<ExitCode> {
        let started = Instant::now();
        config.server.port = self.port.unwrap_or(config.server.port);
        let metrics = telemetry::init_metrics()?;
        let container = Container::new(
            Providers::connect(&config).await?,
            config.worker,
            config.identity_policy(),
            config.coaching.team(),
        )?;
        let background = Background::default();
        let server = http::Server::bind(&config, container.clone(), background.clone(), metrics.clone())?;
        let keep_tasks = TimeDelta::days(config.worker.keep_tasks_days.into());
        background.start(&container, metrics, keep_tasks);
        let scheduler = Scheduler::start(&config.schedule, &container, &background).await?;
        let handle = server.handle();
        let serving = tokio::spawn(server.run());
        // The handlers are installed before readiness is announced: a script may stop the server at once.
        let mut signals = Signals::listen()?;
        announce(&config, handle.port(), started.elapsed())?;

        let received = signals.next().await;
        container.readiness.drain();
        if received == StopSignal::Terminate && config.server.drain_seconds > 0 {
            info!(seconds = config.server.drain_seconds, "draining: not ready any more, stopping after a while");
            let drained = tokio::time::sleep(Duration::from_secs(config.server.drain_seconds.into()));
            tokio::select! {
                () = drained => {}
                _ = signals.next() => {}
            }
        }
        info!("stopping");
        if let Some(scheduler) = scheduler {
            scheduler.stop().await;
        }
        background.stopping().cancel();
        handle.stop(SHUTDOWN_TIMEOUT).await;
        serving.await??;
        background.stop(SHUTDOWN_TIMEOUT).await;
        if let Err(error) = container.follower.save().await {
            warn!(error = error.chain(), "could not save the vector index; it is built again at the next start");
        }
        info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints the address and the first steps. Scripts wait for these lines.
fn announce(config: &Config, port: u16, took: Duration) -> anyhow::Result<()> {
    let address = config.public_url(port);
    // Behind a proxy the address to listen on differs from the public one.
    let listens = match config.server.public_url {
        Some(_) => format!("  listens on   http://{}/\n", SocketAddr::new(config.server.host, port)),
        None => String::new(),
    };
    let mut stdout = std::io::stdout().lock();
    writeln!(
        stdout,
        "\nJobwright is ready after {} ms.\n\n{listens}  address      {address}\n  API page     {address}docs/\n  first admin  {} \
         admin create you@example.org\n  stop         Ctrl-C\n",
        took.as_millis(),
        program()
    )
    .and_then(|()| stdout.flush())
    .context("cannot write to standard output")
}

/// The program as it was called, so that the printed command can be copied.
fn program() -> String {
    std::env::args().next().unwrap_or_else(|| "jobwright".to_owned())
}

/// A signal that stops the program: from a person (Ctrl-C), or from a supervisor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StopSignal {
    Interrupt,
    Terminate,
}

/// The signals that stop the program, caught from the moment they are listened to.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) -> StopSignal {
        tokio::select! {
            _ = self.interrupt.recv() => StopSignal::Interrupt,
            _ = self.terminate.recv() => StopSignal::Terminate,
        }
    }
}
