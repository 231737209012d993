//! Hints over Postgres' `LISTEN` and `NOTIFY`: one connection listens, another one notifies.

use async_trait::async_trait;
use futures_util::{StreamExt, stream};
use ports::{PortError, PortErrorKind, PortResult};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{ConnectOptions, PgConnection};

use crate::config::ServerConfig;
use crate::relay::{Line, Server, Voice};

pub(crate) struct Postgres {
    options: PgConnectOptions,
    channel: String,
}

struct Notifier {
    connection: PgConnection,
    channel: String,
}

impl Postgres {
    pub(crate) fn new(config: &ServerConfig) -> PortResult<Self> {
        // The library takes any scheme for its own.
        if !["postgres://", "postgresql://"].iter().any(|scheme| config.url().starts_with(scheme)) {
            return Err(PortError::invalid("the address of Postgres does not begin with `postgres://`"));
        }
        let options: Result<PgConnectOptions, sqlx::Error> = config.url().parse();
        let options =
            options.map_err(|error| PortError::invalid(format!("the address of Postgres is not right: {error}")))?;
        Ok(Self { options: options.disable_statement_logging(), channel: config.channel() })
    }
}

#[async_trait]
impl Server for Postgres {
    const NAME: &'static str = "Postgres";

    async fn connect(&self) -> PortResult<Line> {
        // A pool of one, because that is what a listener is made from.
        let one = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let pool = one.connect_with(self.options.clone()).await.map_err(PortError::unavailable)?;
        let mut listener = PgListener::connect_with(&pool).await.map_err(PortError::unavailable)?;
        // A connection that is lost is news for the relay (WS-18).
        listener.eager_reconnect(false);
        listener.listen(&self.channel).await.map_err(PortError::unavailable)?;
        let mut connection = self.options.connect().await.map_err(PortError::unavailable)?;
        // A notification is a commit, and a hint is not worth waiting for a disk.
        let hurry = sqlx::query("SET synchronous_commit = off");
        hurry.execute(&mut connection).await.map_err(PortError::unavailable)?;
        let heard = stream::unfold(listener, |mut listener| async move {
            let heard = match listener.try_recv().await {
                Ok(Some(notification)) => Ok(notification.payload().to_owned()),
                Ok(None) => Err(PortErrorKind::Unavailable.because("the connection is lost")),
                Err(error) => Err(PortError::unavailable(error)),
            };
            Some((heard, listener))
        });
        Ok(Line { voice: Box::new(Notifier { connection, channel: self.channel.clone() }), heard: heard.boxed() })
    }
}

#[async_trait]
impl Voice for Notifier {
    async fn send(&mut self, text: String) -> PortResult<()> {
        let notify = sqlx::query("SELECT pg_notify($1, $2)").bind(&self.channel).bind(text);
        notify.execute(&mut self.connection).await.map_err(PortError::unavailable)?;
        Ok(())
    }
}
