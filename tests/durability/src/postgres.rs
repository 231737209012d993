//! A Postgres server of our own on disk, with `fsync`, that is killed and restarted.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tests_servers::TestPostgres;
use tokio::time::sleep;
use url::Url;

use crate::database::Database;
use crate::node::{TIMEOUT, free_port};

/// A running Postgres. It is killed when dropped.
pub(crate) struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    process: Option<Child>,
}

impl Postgres {
    /// A new cluster that is ready.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("jobwright-postgres-").tempdir()?;
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
        let mut postgres = Self { folder, programs: programs()?, port: free_port()?, process: None };
        postgres.init_cluster()?;
        postgres.restart().await?;
        Ok(postgres)
    }

    fn data_directory(&self) -> PathBuf {
        self.folder.path().join("cluster")
    }

    fn init_cluster(&self) -> anyhow::Result<()> {
        fs::create_dir(self.data_directory())?;
        if is_root(self.folder.path())? {
            let given = Command::new("chown").arg("nobody:nogroup").arg(self.data_directory()).status()?;
            ensure!(given.success(), "could not give a directory to `nobody`");
        }
        let mut command = self.command("initdb")?;
        let made =
            command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--data-checksums"]).output();
        let made = made.context("could not make a Postgres cluster")?;
        ensure!(made.status.success(), "could not make a Postgres cluster: {}", String::from_utf8_lossy(&made.stderr));
        Ok(())
    }

    /// A program of Postgres, which refuses to run as root.
    fn command(&self, program: &str) -> anyhow::Result<Command> {
        let program = self.programs.join(program);
        let mut command = if is_root(self.folder.path())? {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.data_directory()).arg("-D").arg("data").stdin(Stdio::null());
        Ok(command)
    }

    /// Starts it, and waits until it answers.
    pub(crate) async fn restart(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            // A new server refuses to start while processes of the killed one remain.
            let has_ended = match &mut self.process {
                Some(process) => process.try_wait()?.is_some(),
                None => true,
            };
            if has_ended {
                self.process = Some(self.spawn()?);
            } else if PgConnection::connect(self.url()?.as_str()).await.is_ok() {
                return Ok(());
            }
            ensure!(began.elapsed() < TIMEOUT, "Postgres does not come back: {}", self.log());
            sleep(Duration::from_millis(20)).await;
        }
    }

    fn spawn(&self) -> anyhow::Result<Child> {
        let log = File::options().create(true).append(true).open(self.folder.path().join("postgres.log"))?;
        let mut command = self.command("postgres")?;
        command.args(["-p", &self.port.to_string()]);
        for setting in [
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
        ] {
            command.args(["-c", setting]);
        }
        Ok(command.stdout(Stdio::null()).stderr(log).spawn()?)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("postgres.log")).unwrap_or_default()
    }

    /// Ends it at once: `SIGKILL` as a crash does, `SIGQUIT` as `pg_ctl stop -m immediate` does.
    pub(crate) fn kill(&mut self, signal: Signal) -> anyhow::Result<()> {
        let process = self.process.as_mut().context("Postgres is not running")?;
        kill(Pid::from_raw(process.id().cast_signed()), signal)?;
        process.wait()?;
        Ok(())
    }

    /// Its superuser.
    pub(crate) fn url(&self) -> anyhow::Result<Url> {
        Ok(format!("postgres://postgres@127.0.0.1:{}/postgres", self.port).parse()?)
    }

    /// An empty database on it, as operators get one.
    pub(crate) async fn database(&self) -> anyhow::Result<TestPostgres> {
        Ok(TestPostgres::without_schema(&self.url()?).await)
    }

    /// The section of the configuration that uses an empty database, and the way to look into it. The first node makes
    /// the schema.
    pub(crate) async fn installation(&self) -> anyhow::Result<(String, Database)> {
        let made = self.database().await?;
        let config = format!(
            "[database]\nprovider = \"postgres\"\nurl = \"{}\"\nowner_url = \"{}\"\n",
            made.url, made.owner_url
        );
        Ok((config, Database::Postgres(made.superuser_url)))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.kill(Signal::SIGQUIT);
    }
}

/// Where `scripts/with-servers` says that Postgres' programs are.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where their servers are")]
fn programs() -> anyhow::Result<PathBuf> {
    let programs = std::env::var_os("JOBWRIGHT_TEST_POSTGRES_BIN");
    Ok(programs.context("JOBWRIGHT_TEST_POSTGRES_BIN is not set: run this through `scripts/with-servers`")?.into())
}

/// Is what we have just made root's?
fn is_root(made: &Path) -> anyhow::Result<bool> {
    Ok(fs::metadata(made)?.uid() == 0)
}
