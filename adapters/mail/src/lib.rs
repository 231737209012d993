//! Mail to people: kept in a directory for whoever tries the program out, or sent by SMTP or `SendGrid`.
//!
//! A mail may hold a link that speaks for its reader. So it travels only encrypted or within this machine, and neither an
//! error nor a log says to whom it went or what it says; answers of servers are reduced to their numbers.

mod config;
mod message;
mod sendgrid;
mod smtp;
mod spool;

pub use config::{MailConfig, Security, Sender, SendgridConfig, SmtpConfig};
pub use sendgrid::SendgridMailer;
pub use smtp::SmtpMailer;
pub use spool::Spool;
