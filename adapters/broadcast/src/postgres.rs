//! Hints over Postgres' `LISTEN` and `NOTIFY`, with one connection for each.

use async_trait::async_trait;
use futures_util::{StreamExt, stream};
use ports::{PortError, PortErrorKind, PortResult};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{ConnectOptions, PgConnection};

use crate::config::ServerConfig;
use crate::transport::{Connection, Publisher, Transport};

pub(crate) struct Postgres {
    options: PgConnectOptions,
    channel: String,
}

struct PostgresPublisher {
    connection: PgConnection,
    channel: String,
}

impl Postgres {
    pub(crate) fn new(config: &ServerConfig) -> PortResult<Self> {
        // The library accepts any scheme.
        if !["postgres://", "postgresql://"].iter().any(|scheme| config.url().starts_with(scheme)) {
            return Err(PortError::invalid("the URL of Postgres does not begin with `postgres://`"));
        }
        let options: Result<PgConnectOptions, sqlx::Error> = config.url().parse();
        let options =
            options.map_err(|error| PortError::invalid(format!("the URL of Postgres is invalid: {error}")))?;
        Ok(Self { options: options.disable_statement_logging(), channel: config.channel() })
    }
}

#[async_trait]
impl Transport for Postgres {
    const NAME: &'static str = "Postgres";

    async fn connect(&self) -> PortResult<Connection> {
        // A pool of one connection, because a listener is made from a pool.
        let one = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let pool = one.connect_with(self.options.clone()).await.map_err(PortError::unavailable)?;
        let mut listener = PgListener::connect_with(&pool).await.map_err(PortError::unavailable)?;
        // The relay has to notice a lost connection (WS-18).
        listener.eager_reconnect(false);
        listener.listen(&self.channel).await.map_err(PortError::unavailable)?;
        let mut connection = self.options.connect().await.map_err(PortError::unavailable)?;
        // A notification is a commit, and a hint need not be durable.
        let set = sqlx::query("SET synchronous_commit = off");
        set.execute(&mut connection).await.map_err(PortError::unavailable)?;
        let messages = stream::unfold(listener, |mut listener| async move {
            let received = match listener.try_recv().await {
                Ok(Some(notification)) => Ok(notification.payload().to_owned()),
                Ok(None) => Err(PortErrorKind::Unavailable.because("the connection is lost")),
                Err(error) => Err(PortError::unavailable(error)),
            };
            Some((received, listener))
        });
        let publisher = Box::new(PostgresPublisher { connection, channel: self.channel.clone() });
        Ok(Connection { publisher, messages: messages.boxed() })
    }
}

#[async_trait]
impl Publisher for PostgresPublisher {
    async fn publish(&mut self, text: String) -> PortResult<()> {
        let notify = sqlx::query("SELECT pg_notify($1, $2)").bind(&self.channel).bind(text);
        notify.execute(&mut self.connection).await.map_err(PortError::unavailable)?;
        Ok(())
    }
}
