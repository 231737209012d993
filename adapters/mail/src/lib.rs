//! Mail: stored in a directory on trial installations, or sent by SMTP or `SendGrid`.
//!
//! A mail may contain a link that signs its reader in. So it is sent encrypted or within this machine only, neither
//! errors nor logs contain recipients or texts, and only the status codes of servers' responses are kept.

mod config;
mod message;
mod sendgrid;
mod smtp;
mod spool;

pub use config::{MailConfig, Security, Sender, SendgridConfig, SmtpConfig};
pub use sendgrid::SendgridMailer;
pub use smtp::SmtpMailer;
pub use spool::Spool;
