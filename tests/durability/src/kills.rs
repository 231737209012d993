//! `nodes-and-postgres-killed` and `sqlite-node-killed`: a mixed load while nodes, or the database below all nodes, are
//! killed and restarted at random moments.
//!
//! At the end everything that was acknowledged is stored; at any moment rows that belong together are consistent; and
//! every request to a running node gets a response, if only 503.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use nix::sys::signal::Signal;
use tests_servers::random::Random;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::board::{self, Board};
use crate::database::Database;
use crate::invariants::{self, ALWAYS, WHEN_IDLE};
use crate::node::{Installation, TIMEOUT};
use crate::operator::{self, Operator};
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;
use crate::searched;
use crate::seeker::Seeker;

/// The maximum pause between two kills, in milliseconds.
const MAX_PAUSE_MS: usize = 1_500;
/// The maximum time until a killed Postgres is restarted, in milliseconds.
const MAX_DOWNTIME_MS: usize = 1_500;

/// Two nodes on one Postgres.
pub(crate) async fn nodes_and_postgres(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let postgres = Postgres::start().await?;
    let (config, database) = postgres.installation().await?;
    let mut loaded = LoadedInstallation::begin(&config, 2, |_| database, scale).await?;
    loaded.postgres = Some(postgres);
    loaded.kill_at_random(scale.node_kills, scale.postgres_kills).await?;
    let mut figures = vec![
        Figure::exactly("node_kills", loaded.node_kills, scale.node_kills),
        Figure::exactly("postgres_kills", loaded.postgres_kills, scale.postgres_kills),
        Figure::seconds_below("ready_after_kill_s", loaded.ready, 10.0),
        Figure::seconds_below("ready_once_postgres_answers_s", loaded.ready_after_postgres, 5.0),
    ];
    figures.extend(loaded.end().await?);
    Ok(figures)
}

/// One node on `SQLite`.
pub(crate) async fn sqlite_node(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let file = |installation: &Installation| Database::Sqlite(installation.data().join("jobwright.sqlite"));
    let mut loaded = LoadedInstallation::begin("", 1, file, scale).await?;
    loaded.kill_at_random(scale.node_kills, 0).await?;
    let mut figures = vec![
        Figure::exactly("node_kills", loaded.node_kills, scale.node_kills),
        Figure::seconds_below("ready_after_kill_s", loaded.ready, 10.0),
    ];
    figures.extend(loaded.end().await?);
    Ok(figures)
}

/// An installation under load.
struct LoadedInstallation {
    installation: Installation,
    database: Database,
    postgres: Option<Postgres>,
    /// Kept alive, because pending tasks may read it.
    _board: Board,
    oracle: Arc<Oracle>,
    stop: watch::Sender<bool>,
    /// The tasks of the clients. Those of seekers return them for verification.
    clients: JoinSet<anyhow::Result<Option<Seeker>>>,
    node_kills: usize,
    postgres_kills: usize,
    /// The longest time from a kill until all nodes were ready.
    ready: Duration,
    /// The longest time from Postgres' first response until all nodes were ready.
    ready_after_postgres: Duration,
}

impl LoadedInstallation {
    async fn begin(
        config: &str,
        nodes: usize,
        database: impl FnOnce(&Installation) -> Database,
        scale: &Scale,
    ) -> anyhow::Result<Self> {
        let (board, list) = Board::start().await;
        let config = format!(
            "{config}{}[schedule]\ningest = \"*/5 * * * * *\"\ntime_zone = \"UTC\"\n[worker]\nlease_seconds = 2\n",
            board.config()
        );
        let installation = Installation::new(&config, nodes)?;
        installation.start().await?;
        let database = database(&installation);
        let (oracle, stop) = (Arc::new(Oracle::default()), watch::Sender::new(false));
        operator::invite(&installation, &oracle).await?;

        let (mut clients, mut sessions) = (JoinSet::new(), Vec::new());
        for number in 0..scale.seekers {
            let seeker = Seeker::register(&installation.nodes, &oracle, number).await?;
            sessions.push(seeker.chat_client.session);
            let stop = stop.subscribe();
            clients.spawn(async move { Ok(Some(seeker.run(stop).await?)) });
        }
        let (tower, ingester) = (
            Operator::sign_in(&installation, &oracle).await?.take_over_chats(sessions, stop.subscribe()),
            Operator::sign_in(&installation, &oracle).await?.ingest(list, stop.subscribe()),
        );
        clients.spawn(async move { tower.await.map(|()| None) });
        clients.spawn(async move { ingester.await.map(|()| None) });
        Ok(Self {
            installation,
            database,
            postgres: None,
            _board: board,
            oracle,
            stop,
            clients,
            node_kills: 0,
            postgres_kills: 0,
            ready: Duration::ZERO,
            ready_after_postgres: Duration::ZERO,
        })
    }

    /// Kills nodes and databases in random order, and checks the invariants after each kill.
    async fn kill_at_random(&mut self, nodes: usize, databases: usize) -> anyhow::Result<()> {
        let mut random = Random::unseeded();
        while self.node_kills + self.postgres_kills < nodes + databases {
            pause(&mut random, MAX_PAUSE_MS).await;
            if let Some(ended) = self.clients.try_join_next() {
                ended??;
            }
            let (nodes_left, databases_left) = (nodes - self.node_kills, databases - self.postgres_kills);
            let ready = if random.below(nodes_left + databases_left) < nodes_left {
                self.node_kills += 1;
                random.pick(&self.installation.nodes).kill_and_restart().await?
            } else {
                self.postgres_kills += 1;
                self.kill_postgres(&mut random).await?
            };
            self.ready = self.ready.max(ready);
            invariants::check(&ALWAYS, &self.database, &self.oracle).await?;
        }
        Ok(())
    }

    /// Kills and restarts Postgres. Returns the time until all nodes were ready again.
    async fn kill_postgres(&mut self, random: &mut Random) -> anyhow::Result<Duration> {
        let postgres = self.postgres.as_mut().context("there is no Postgres to kill")?;
        let killed = Instant::now();
        postgres.kill(*random.pick(&[Signal::SIGKILL, Signal::SIGQUIT]))?;
        pause(random, MAX_DOWNTIME_MS).await;
        postgres.restart().await?;
        let answered = Instant::now();
        for node in &self.installation.nodes {
            node.until_ready().await?;
        }
        self.ready_after_postgres = self.ready_after_postgres.max(answered.elapsed());
        Ok(killed.elapsed())
    }

    /// Stops the clients, waits until the system is idle, and verifies all acknowledged writes.
    async fn end(mut self) -> anyhow::Result<Vec<Figure>> {
        self.stop.send_replace(true);
        let mut seekers = Vec::new();
        while let Some(client) = self.clients.join_next().await {
            seekers.extend(client??);
        }
        // A restart processes pending work at once.
        self.installation.stop().await?;
        self.installation.start().await?;
        self.wait_until_idle().await?;
        invariants::check(&ALWAYS, &self.database, &self.oracle).await?;
        invariants::check(&WHEN_IDLE, &self.database, &self.oracle).await?;
        invariants::check_files(&self.installation.data().join("objects"), &self.database, &self.oracle).await?;
        for seeker in &mut seekers {
            seeker.verify().await?;
            let messages = self.database.messages(seeker.chat_client.session).await?;
            seeker.chat_client.verify(&messages).await?;
        }
        self.verify_operator_messages().await?;
        self.verify_postings().await?;
        let mut unsearchable = 0;
        for node in &self.installation.nodes {
            unsearchable += searched::missing(node, &self.database, &self.oracle).await?;
        }
        let oracle = &self.oracle;
        if oracle.has_faults() {
            self.installation.keep();
        }
        eprintln!(
            "  {} writes acknowledged, {} times 503; {} queries after each kill",
            oracle.count_acknowledged(),
            oracle.count_unavailable(),
            ALWAYS.len()
        );
        Ok(vec![
            Figure::at_least("acknowledged_writes", oracle.count_acknowledged(), seekers.len()),
            Figure::none("lost_writes", oracle.count(Fault::Lost)),
            Figure::none("jobs_missing_in_search", unsearchable),
            Figure::none("doubled_writes", oracle.count(Fault::Duplicated)),
            Figure::none("reordered_messages", oracle.count(Fault::Reordered)),
            Figure::none("half_states", oracle.count(Fault::Inconsistent)),
            Figure::none("answers_but_503", oracle.count(Fault::UnexpectedResponse)),
        ])
    }

    async fn wait_until_idle(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        while !invariants::is_idle(&self.database).await? {
            ensure!(began.elapsed() < TIMEOUT, "the system does not become idle");
            sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    async fn verify_operator_messages(&self) -> anyhow::Result<()> {
        for sent in self.oracle.operator_messages() {
            let messages = self.database.messages(sent.session).await?;
            let place = usize::try_from(sent.seq)?.saturating_sub(1);
            if messages.get(place) != Some(&("admin".to_owned(), sent.content.clone())) {
                self.oracle.fault(Fault::Lost, format!("{sent:?} is {:?}", messages.get(place)));
            }
        }
        Ok(())
    }

    async fn verify_postings(&self) -> anyhow::Result<()> {
        let titles = self.database.titles().await?;
        for (id, version) in self.oracle.acknowledged_versions() {
            let title = titles.get(&board::external_id(id));
            if title.is_none_or(|title| board::version(title) < version) {
                self.oracle.fault(Fault::Lost, format!("version {version} of a posting is {title:?}"));
            }
        }
        Ok(())
    }
}
