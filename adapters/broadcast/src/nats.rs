//! Hints over NATS, without `JetStream`.
//!
//! The library would reconnect by itself and lose hints in silence. So whatever it reports beside being connected ends the
//! line, and the relay makes a new one.

use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use async_trait::async_trait;
use futures_util::{StreamExt, stream};
use ports::{PortError, PortErrorKind, PortResult};
use tokio::sync::mpsc;

use crate::config::ServerConfig;
use crate::relay::{Line, Server, Voice};

pub(crate) struct Nats {
    servers: Vec<ServerAddr>,
    subject: String,
}

struct Publisher {
    client: Client,
    subject: String,
}

impl Nats {
    pub(crate) fn new(config: &ServerConfig) -> PortResult<Self> {
        let servers: Result<Vec<ServerAddr>, _> = config.url().split(',').map(|url| url.trim().parse()).collect();
        let servers =
            servers.map_err(|error| PortError::invalid(format!("the address of NATS is not right: {error}")))?;
        Ok(Self { servers, subject: config.channel() })
    }
}

#[async_trait]
impl Server for Nats {
    const NAME: &'static str = "NATS";

    async fn connect(&self) -> PortResult<Line> {
        let (report, mut troubles) = mpsc::channel(1);
        let client = ConnectOptions::new()
            .name("jobwright")
            // Each server once, now or after a loss: what is left behind then ends by itself.
            .max_reconnects(self.servers.len())
            .event_callback(move |event| {
                let report = report.clone();
                async move {
                    if event != Event::Connected {
                        // Full, or nobody left to tell: the line is ending already.
                        let _ = report.try_send(PortErrorKind::Unavailable.because(event.to_string()));
                    }
                }
            })
            .connect(self.servers.clone())
            .await
            .map_err(PortError::unavailable)?;
        let messages = client.subscribe(self.subject.clone()).await.map_err(PortError::unavailable)?;
        let messages = messages.map(|message| Ok(String::from_utf8_lossy(&message.payload).into()));
        let troubles = stream::poll_fn(move |context| troubles.poll_recv(context)).map(Err);
        let heard = stream::select(messages, troubles).boxed();
        Ok(Line { voice: Box::new(Publisher { client, subject: self.subject.clone() }), heard })
    }
}

#[async_trait]
impl Voice for Publisher {
    async fn send(&mut self, text: String) -> PortResult<()> {
        self.client.publish(self.subject.clone(), text.into()).await.map_err(PortError::unavailable)
    }
}
