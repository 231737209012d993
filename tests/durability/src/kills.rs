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
use crate::invariants::{self, ALWAYS, AT_REST};
use crate::node::{Installation, PATIENCE};
use crate::operator::{self, Operator};
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;
use crate::searched;
use crate::seeker::Seeker;

/// Between two kills, in milliseconds.
const PAUSE: usize = 1_500;
/// For so long at most a killed Postgres is away, in milliseconds.
const AWAY: usize = 1_500;

/// Two nodes on one Postgres.
pub(crate) async fn nodes_and_postgres(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let postgres = Postgres::start().await?;
    let (config, database) = postgres.installation().await?;
    let mut storm = Storm::begin(&config, 2, |_| database, scale).await?;
    storm.postgres = Some(postgres);
    storm.rage(scale.node_kills, scale.postgres_kills).await?;
    let mut figures = vec![
        Figure::exactly("node_kills", storm.node_kills, scale.node_kills),
        Figure::exactly("postgres_kills", storm.postgres_kills, scale.postgres_kills),
        Figure::seconds_below("ready_after_kill_s", storm.ready, 10.0),
        Figure::seconds_below("ready_once_postgres_answers_s", storm.ready_after_postgres, 5.0),
    ];
    figures.extend(storm.end().await?);
    Ok(figures)
}

/// One node on `SQLite`.
pub(crate) async fn sqlite_node(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let file = |installation: &Installation| Database::Sqlite(installation.data().join("jobwright.sqlite"));
    let mut storm = Storm::begin("", 1, file, scale).await?;
    storm.rage(scale.node_kills, 0).await?;
    let mut figures = vec![
        Figure::exactly("node_kills", storm.node_kills, scale.node_kills),
        Figure::seconds_below("ready_after_kill_s", storm.ready, 10.0),
    ];
    figures.extend(storm.end().await?);
    Ok(figures)
}

/// An installation under load.
struct Storm {
    installation: Installation,
    database: Database,
    postgres: Option<Postgres>,
    /// Read again when what was owed is done.
    _board: Board,
    oracle: Arc<Oracle>,
    stop: watch::Sender<bool>,
    /// Those who do something all the time. Only seekers are asked afterwards.
    people: JoinSet<anyhow::Result<Option<Seeker>>>,
    node_kills: usize,
    postgres_kills: usize,
    /// The longest time from a kill until everybody was ready.
    ready: Duration,
    /// The longest time from Postgres' first answer until everybody was ready.
    ready_after_postgres: Duration,
}

impl Storm {
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

        let (mut people, mut sessions) = (JoinSet::new(), Vec::new());
        for number in 0..scale.seekers {
            let seeker = Seeker::register(&installation.nodes, &oracle, number).await?;
            sessions.push(seeker.talker.session);
            let stop = stop.subscribe();
            people.spawn(async move { Ok(Some(seeker.live(stop).await?)) });
        }
        let (tower, ingester) = (
            Operator::sign_in(&installation, &oracle).await?.answer(sessions, stop.subscribe()),
            Operator::sign_in(&installation, &oracle).await?.ingest(list, stop.subscribe()),
        );
        people.spawn(async move { tower.await.map(|()| None) });
        people.spawn(async move { ingester.await.map(|()| None) });
        Ok(Self {
            installation,
            database,
            postgres: None,
            _board: board,
            oracle,
            stop,
            people,
            node_kills: 0,
            postgres_kills: 0,
            ready: Duration::ZERO,
            ready_after_postgres: Duration::ZERO,
        })
    }

    /// Kills so many nodes and so many databases, in any order, and looks each time whether something is there in part.
    async fn rage(&mut self, nodes: usize, databases: usize) -> anyhow::Result<()> {
        let mut random = Random::anew();
        while self.node_kills + self.postgres_kills < nodes + databases {
            pause(&mut random, PAUSE).await;
            if let Some(ended) = self.people.try_join_next() {
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

    /// Answers how long it took until every node was ready again.
    async fn kill_postgres(&mut self, random: &mut Random) -> anyhow::Result<Duration> {
        let postgres = self.postgres.as_mut().context("there is no Postgres to kill")?;
        let killed = Instant::now();
        postgres.kill(*random.pick(&[Signal::SIGKILL, Signal::SIGQUIT]))?;
        pause(random, AWAY).await;
        postgres.come_back().await?;
        let back = Instant::now();
        for node in &self.installation.nodes {
            node.until_ready().await?;
        }
        self.ready_after_postgres = self.ready_after_postgres.max(back.elapsed());
        Ok(killed.elapsed())
    }

    /// Lets everybody finish and everything come to rest, and looks for what was acknowledged.
    async fn end(mut self) -> anyhow::Result<Vec<Figure>> {
        self.stop.send_replace(true);
        let mut seekers = Vec::new();
        while let Some(person) = self.people.join_next().await {
            seekers.extend(person??);
        }
        // At a start, what is owed is looked for at once.
        self.installation.stop().await?;
        self.installation.start().await?;
        self.rest().await?;
        invariants::check(&ALWAYS, &self.database, &self.oracle).await?;
        invariants::check(&AT_REST, &self.database, &self.oracle).await?;
        invariants::check_files(&self.installation.data().join("objects"), &self.database, &self.oracle).await?;
        for seeker in &mut seekers {
            seeker.verify().await?;
            let record = self.database.record(seeker.talker.session).await?;
            seeker.talker.verify(&record).await?;
        }
        self.verify_said().await?;
        self.verify_listed().await?;
        let mut unsearchable = 0;
        for node in &self.installation.nodes {
            unsearchable += searched::missing(node, &self.database, &self.oracle).await?;
        }
        let o = &self.oracle;
        if o.has_faults() {
            self.installation.keep();
        }
        eprintln!(
            "  {} writes acknowledged, {} times 503; {} queries after each kill",
            o.count_acknowledged(),
            o.count_unavailable(),
            ALWAYS.len()
        );
        Ok(vec![
            Figure::at_least("acknowledged_writes", o.count_acknowledged(), seekers.len()),
            Figure::none("lost_writes", o.count(Fault::Lost)),
            Figure::none("jobs_missing_in_search", unsearchable),
            Figure::none("doubled_writes", o.count(Fault::Doubled)),
            Figure::none("reordered_messages", o.count(Fault::Reordered)),
            Figure::none("half_states", o.count(Fault::Half)),
            Figure::none("answers_but_503", o.count(Fault::Answer)),
        ])
    }

    async fn rest(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        while !invariants::is_at_rest(&self.database).await? {
            ensure!(began.elapsed() < PATIENCE, "what was owed is not done");
            sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    async fn verify_said(&self) -> anyhow::Result<()> {
        for said in self.oracle.all_said() {
            let record = self.database.record(said.session).await?;
            let place = usize::try_from(said.seq)?.saturating_sub(1);
            if record.get(place) != Some(&("admin".to_owned(), said.content.clone())) {
                self.oracle.fault(Fault::Lost, format!("{said:?} is {:?}", record.get(place)));
            }
        }
        Ok(())
    }

    async fn verify_listed(&self) -> anyhow::Result<()> {
        let titles = self.database.titles().await?;
        for (id, version) in self.oracle.all_listed() {
            let title = titles.get(&board::external_id(id));
            if title.is_none_or(|title| board::version(title) < version) {
                self.oracle.fault(Fault::Lost, format!("version {version} of a posting is {title:?}"));
            }
        }
        Ok(())
    }
}
