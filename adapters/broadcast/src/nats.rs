//! Hints over NATS, without `JetStream`.
//!
//! The library would reconnect silently and lose hints. So every event except "connected" ends the connection, and the
//! relay opens a new one.

use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use async_trait::async_trait;
use futures_util::{StreamExt, stream};
use ports::{PortError, PortErrorKind, PortResult};
use tokio::sync::mpsc;

use crate::config::ServerConfig;
use crate::transport::{Connection, Publisher, Transport};

pub(crate) struct Nats {
    servers: Vec<ServerAddr>,
    subject: String,
}

struct NatsPublisher {
    client: Client,
    subject: String,
}

impl Nats {
    pub(crate) fn new(config: &ServerConfig) -> PortResult<Self> {
        let servers: Result<Vec<ServerAddr>, _> = config.url().split(',').map(|url| url.trim().parse()).collect();
        let servers = servers.map_err(|error| PortError::invalid(format!("the URL of NATS is invalid: {error}")))?;
        Ok(Self { servers, subject: config.channel() })
    }

    /// The credentials in the addresses: a user with a password, or a token. The library does not read them there.
    fn credentials(&self) -> ConnectOptions {
        let named = self.servers.iter().find_map(|server| Some((server.username()?, server.password())));
        match named {
            Some((user, Some(password))) => {
                ConnectOptions::with_user_and_password(percent_decoded(user), percent_decoded(password))
            }
            Some((token, None)) => ConnectOptions::with_token(percent_decoded(token)),
            None => ConnectOptions::new(),
        }
    }
}

#[async_trait]
impl Transport for Nats {
    const NAME: &'static str = "NATS";

    async fn connect(&self) -> PortResult<Connection> {
        let (report, mut failures) = mpsc::channel(1);
        let client = self
            .credentials()
            .name("jobwright")
            // Each server is tried once, so that a client that was given up ends by itself.
            .max_reconnects(self.servers.len())
            .event_callback(move |event| {
                let report = report.clone();
                async move {
                    if event != Event::Connected {
                        // Full or without a receiver: the connection is ending already.
                        let _ = report.try_send(PortErrorKind::Unavailable.because(event.to_string()));
                    }
                }
            })
            .connect(self.servers.clone())
            .await
            .map_err(PortError::unavailable)?;
        let messages = client.subscribe(self.subject.clone()).await.map_err(PortError::unavailable)?;
        let messages = messages.map(|message| Ok(String::from_utf8_lossy(&message.payload).into()));
        let failures = stream::poll_fn(move |context| failures.poll_recv(context)).map(Err);
        let messages = stream::select(messages, failures).boxed();
        let publisher = Box::new(NatsPublisher { client, subject: self.subject.clone() });
        Ok(Connection { publisher, messages })
    }
}

#[async_trait]
impl Publisher for NatsPublisher {
    async fn publish(&mut self, text: String) -> PortResult<()> {
        self.client.publish(self.subject.clone(), text.into()).await.map_err(PortError::unavailable)
    }
}

/// Decodes percent-encoding.
fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        bytes.extend_from_slice(byte.map_or(part, |_| &part[2..]).as_bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_in_a_url_are_percent_decoded() {
        for (written, meant) in
            [("plain", "plain"), ("a%40b%2fc%25", "a@b/c%"), ("100%", "100%"), ("%zz%C3%A4", "%zzä")]
        {
            assert_eq!(percent_decoded(written), meant);
        }
    }
}
