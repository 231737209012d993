//! Sends mail over SMTP.
//!
//! Connections are pooled here instead of by lettre. Lettre's pool reuses a connection even when its last use was
//! cancelled: the next mail would then read the responses to this one and count as accepted (lettre 0.11.23). Here a
//! connection returns to the pool only after every response was read.

mod failure;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use ports::{Clock, Mail, Mailer, PortError, PortErrorKind, PortResult};
use secrecy::ExposeSecret;
use tokio::time::timeout;
use url::Host;

use crate::config::{Security, Sender, SmtpConfig};
use crate::message;
use failure::{Step, port_error};

/// The connect timeout.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The timeout of the check whether a pooled connection is usable.
const LIVENESS_TIMEOUT: Duration = Duration::from_secs(2);
/// The maximum idle time of a pooled connection; servers close idle connections after minutes.
const MAX_IDLE: Duration = Duration::from_secs(30);
/// The maximum number of pooled connections.
const MAX_POOLED: usize = 4;

/// An SMTP server.
pub struct SmtpMailer {
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    client_id: ClientId,
    credentials: Option<Credentials>,
    from: Sender,
    timeout_per_mail: Duration,
    clock: Arc<dyn Clock>,
    pool: Mutex<Vec<PooledConnection>>,
}

/// A pooled connection without an open transaction, and since when it is idle.
struct PooledConnection {
    connection: AsyncSmtpConnection,
    idle_since: Instant,
}

impl SmtpMailer {
    /// A mailer for the configured server. Sends nothing yet.
    pub fn new(config: &SmtpConfig, clock: Arc<dyn Clock>) -> PortResult<Self> {
        let host = Host::parse(&config.host)
            .map_err(|_| PortError::invalid("`host` of the mail server is not a host name"))?;
        if config.security == Security::None && !domain_model::kernel::address::is_loopback(&host) {
            return Err(PortError::invalid(
                "unencrypted mail is allowed to a server on this machine only; for a private authority set `ca_file`",
            ));
        }
        let credentials = match (&config.username, &config.password) {
            (Some(user), Some(password)) => Some(Credentials::new(user.clone(), password.expose_secret().to_owned())),
            (None, None) => None,
            _ => return Err(PortError::invalid("`username` and `password` of the mail server go together")),
        };
        let default_port = match config.security {
            Security::Starttls => 587,
            Security::Tls => 465,
            Security::None => 25,
        };
        Ok(Self {
            host: config.host.clone(),
            port: config.port.unwrap_or(default_port),
            security: config.security,
            tls: tls_parameters(config)?,
            client_id: ClientId::Domain(config.from.domain().to_owned()),
            credentials,
            from: config.from.clone(),
            timeout_per_mail: Duration::from_secs(config.timeout_seconds.into()),
            clock,
            pool: Mutex::default(),
        })
    }

    async fn deliver(&self, message: &Message) -> PortResult<()> {
        let mut connection = self.connection().await?;
        submit(&mut connection, message).await?;
        self.release(connection);
        Ok(())
    }

    async fn connection(&self) -> PortResult<AsyncSmtpConnection> {
        match self.checkout().await {
            Some(connection) => Ok(connection),
            None => self.connect().await,
        }
    }

    /// Takes a pooled connection on which the server still responds.
    async fn checkout(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let PooledConnection { mut connection, idle_since } = self.pool().pop()?;
            let is_reusable = idle_since.elapsed() < MAX_IDLE;
            if is_reusable && timeout(LIVENESS_TIMEOUT, connection.test_connected()).await.unwrap_or(false) {
                return Some(connection);
            }
        }
    }

    fn release(&self, connection: AsyncSmtpConnection) {
        let mut pool = self.pool();
        if pool.len() < MAX_POOLED {
            pool.push(PooledConnection { connection, idle_since: Instant::now() });
        }
    }

    fn pool(&self) -> MutexGuard<'_, Vec<PooledConnection>> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> PortResult<AsyncSmtpConnection> {
        let implicit_tls = (self.security == Security::Tls).then(|| self.tls.clone());
        let server = (self.host.as_str(), self.port);
        let connected =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_TIMEOUT), &self.client_id, implicit_tls, None)
                .await;
        let mut connection = connected.map_err(|error| port_error(&error, Step::Greeting))?;
        if self.security == Security::Starttls {
            if !connection.can_starttls() {
                return Err(PortError::unavailable("the mail server offers no STARTTLS"));
            }
            let closed = connection.starttls(self.tls.clone(), &self.client_id).await;
            closed.map_err(|error| port_error(&error, Step::Encryption))?;
        }
        if let Some(credentials) = &self.credentials {
            let signed_in = connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await;
            signed_in.map_err(|error| port_error(&error, Step::SignIn))?;
        }
        Ok(connection)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> PortResult<()> {
        let message = message::write(mail, &self.from, self.clock.now())?;
        let delivered = timeout(self.timeout_per_mail, self.deliver(&message)).await;
        delivered.map_err(|elapsed| PortErrorKind::Timeout.because(elapsed))?
    }

    async fn ping(&self) -> PortResult<()> {
        let connection = timeout(self.timeout_per_mail, self.connection()).await;
        self.release(connection.map_err(|elapsed| PortErrorKind::Timeout.because(elapsed))??);
        Ok(())
    }
}

/// The certificates to trust.
fn tls_parameters(config: &SmtpConfig) -> PortResult<TlsParameters> {
    let mut tls = TlsParameters::builder(config.host.clone());
    if let Some(file) = &config.ca_file {
        let unreadable = || PortErrorKind::Invalid(format!("`{}` holds no certificate (PEM)", file.display()));
        let pem = std::fs::read(file).map_err(|error| unreadable().because(error))?;
        tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| unreadable().because(error))?);
    }
    tls.build().map_err(PortError::internal)
}

/// Sends envelope and content. Every response is read, and any refusal ends the transaction.
async fn submit(connection: &mut AsyncSmtpConnection, message: &Message) -> PortResult<()> {
    let (envelope, content) = (message.envelope(), message.formatted());
    let mut parameters = Vec::new();
    if !envelope.to().iter().all(|to| to.to_string().is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(PortError::invalid("the mail server takes only addresses in ASCII"));
        }
        parameters.extend([MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)]);
    }
    let from = connection.command(MailFrom::new(envelope.from().cloned(), parameters)).await;
    from.map_err(|error| port_error(&error, Step::Sender))?;
    for to in envelope.to() {
        let to = connection.command(Rcpt::new(to.clone(), Vec::new())).await;
        to.map_err(|error| port_error(&error, Step::Recipient))?;
    }
    let ready_for_data = connection.command(Data).await.map_err(|error| port_error(&error, Step::Content))?;
    // Responses injected before the connection was encrypted would be read here and shift all others, so that the last
    // one would not belong to the mail.
    if !ready_for_data.has_code(354) {
        return Err(PortError::unavailable("the mail server's replies do not match the commands"));
    }
    // The line end before the final `.` is added by the client.
    let content = content.strip_suffix(b"\r\n").unwrap_or(&content);
    connection.message(content).await.map_err(|error| port_error(&error, Step::Content))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use ports::SetClock;
    use serde_json::{Value, json};

    use super::*;

    fn mailer(with: &Value) -> PortResult<SmtpMailer> {
        let mut config = json!({"host": "mail.example.org", "from": "Jobwright <jobs@example.org>"});
        config.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        SmtpMailer::new(&serde_json::from_value(config).unwrap(), Arc::new(SetClock::at(DateTime::UNIX_EPOCH)))
    }

    #[test]
    fn unencrypted_mail_is_allowed_to_this_machine_only() {
        assert_eq!(mailer(&json!({})).unwrap().security, Security::Starttls);
        for host in ["mail.example.org", "10.0.0.1", "0.0.0.0", "localhost.example.org"] {
            let refused = mailer(&json!({"host": host, "security": "none"})).err().unwrap();
            assert!(refused.to_string().contains("unencrypted"), "{host}: {refused}");
        }
        for host in ["localhost", "127.0.0.1", "[::1]"] {
            assert!(mailer(&json!({"host": host, "security": "none"})).is_ok(), "{host}");
        }
    }

    #[test]
    fn each_security_mode_has_its_default_port() {
        for (security, port) in [("starttls", 587), ("tls", 465), ("none", 25)] {
            assert_eq!(mailer(&json!({"host": "localhost", "security": security})).unwrap().port, port);
        }
    }

    #[test]
    fn an_invalid_configuration_is_refused_at_start() {
        for with in [
            json!({"username": "jobs"}),
            json!({"password": "secret"}),
            json!({"ca_file": "/nowhere/ca.pem"}),
            json!({"host": "mail server"}),
        ] {
            let refused = mailer(&with).err().unwrap();
            assert!(matches!(refused.kind, PortErrorKind::Invalid(_)), "{with}: {refused}");
        }
    }

    #[test]
    fn pi_01_the_password_is_never_printed() {
        let config = json!({"host": "h", "from": "a@b.org", "username": "u", "password": "a secret word"});
        let config: SmtpConfig = serde_json::from_value(config).unwrap();
        assert!(!format!("{config:?}").contains("a secret word"));
    }
}
