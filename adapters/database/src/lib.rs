//! State on a SQL database, through sea-orm.
//!
//! `SQLite` today: write-ahead log, `synchronous=FULL`, one connection that writes and several that read. The entities,
//! queries and migrations are written for both `SQLite` and Postgres; what differs stands in `connection`.

mod config;
mod connection;
mod convert;
mod entities;
mod error;
mod repositories;

pub use config::{DatabaseConfig, SqliteConfig};
pub use connection::SqlDatabase;
