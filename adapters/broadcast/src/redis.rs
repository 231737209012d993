//! Hints over Redis publish/subscribe, with one connection for each.

use async_trait::async_trait;
use futures_util::StreamExt;
use ports::{PortError, PortResult};
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, cmd};

use crate::config::ServerConfig;
use crate::transport::{Connection, Publisher, Transport};

pub(crate) struct Redis {
    client: Client,
    channel: String,
}

struct RedisPublisher {
    connection: MultiplexedConnection,
    channel: String,
}

impl Redis {
    pub(crate) fn new(config: &ServerConfig) -> PortResult<Self> {
        let client = Client::open(config.url())
            .map_err(|error| PortError::invalid(format!("the URL of Redis is invalid: {error}")))?;
        Ok(Self { client, channel: config.channel() })
    }
}

#[async_trait]
impl Transport for Redis {
    const NAME: &'static str = "Redis";

    async fn connect(&self) -> PortResult<Connection> {
        let mut listener = self.client.get_async_pubsub().await.map_err(PortError::unavailable)?;
        listener.subscribe(&self.channel).await.map_err(PortError::unavailable)?;
        // The relay has its own timeouts.
        let without_timeouts = AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
        let connection = self.client.get_multiplexed_async_connection_with_config(&without_timeouts).await;
        let connection = connection.map_err(PortError::unavailable)?;
        let messages =
            listener.into_on_message().map(|message| Ok(String::from_utf8_lossy(message.get_payload_bytes()).into()));
        let publisher = Box::new(RedisPublisher { connection, channel: self.channel.clone() });
        Ok(Connection { publisher, messages: messages.boxed() })
    }
}

#[async_trait]
impl Publisher for RedisPublisher {
    async fn publish(&mut self, text: String) -> PortResult<()> {
        let mut publish = cmd("PUBLISH");
        publish.arg(&self.channel).arg(text);
        publish.exec_async(&mut self.connection).await.map_err(PortError::unavailable)
    }
}
