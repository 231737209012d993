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

    /// What the addresses say of who we are: a user with a password, or a token. The library itself looks elsewhere.
    fn credentials(&self) -> ConnectOptions {
        let named = self.servers.iter().find_map(|server| Some((server.username()?, server.password())));
        match named {
            Some((user, Some(password))) => ConnectOptions::with_user_and_password(decoded(user), decoded(password)),
            Some((token, None)) => ConnectOptions::with_token(decoded(token)),
            None => ConnectOptions::new(),
        }
    }
}

#[async_trait]
impl Server for Nats {
    const NAME: &'static str = "NATS";

    async fn connect(&self) -> PortResult<Line> {
        let (report, mut troubles) = mpsc::channel(1);
        let client = self
            .credentials()
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

/// What a URL had to write as `%40`, and the like.
fn decoded(text: &str) -> String {
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
    fn what_a_url_cannot_hold_is_decoded() {
        for (written, meant) in
            [("plain", "plain"), ("a%40b%2fc%25", "a@b/c%"), ("100%", "100%"), ("%zz%C3%A4", "%zzä")]
        {
            assert_eq!(decoded(written), meant);
        }
    }
}
