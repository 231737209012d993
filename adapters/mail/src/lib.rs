//! Mail: kept in a directory on trial installations, or sent by SMTP or `SendGrid`.
//!
//! A mail may contain a link that acts for its reader. So it is sent encrypted or within this machine only, and neither errors
//! nor logs contain recipients or texts; of servers' answers only the status codes are kept.

mod config;
mod message;
mod sendgrid;
mod smtp;
mod spool;

pub use config::{MailConfig, Security, Sender, SendgridConfig, SmtpConfig};
pub use sendgrid::SendgridMailer;
pub use smtp::SmtpMailer;
pub use spool::Spool;
