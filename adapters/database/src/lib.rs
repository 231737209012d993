//! Persistence in a SQL database, through sea-orm: one set of entities, queries and migrations for `SQLite` and
//! Postgres.
//!
//! `SQLite`: write-ahead log, `synchronous=FULL`, one connection that writes and several that read. Postgres: a pool,
//! and row-level security for the [`Actor`](ports::Actor) of every transaction. The modules `sqlite` and `postgres`
//! hold what differs.

mod config;
mod connection;
mod convert;
mod error;
mod inspection;
mod postgres;
mod repositories;
mod schema;
mod snapshot;
mod sqlite;

pub use config::{DatabaseConfig, PostgresConfig, SqliteConfig};
pub use connection::SqlDatabase;
pub use inspection::Inspection;
pub use postgres::PgVectorIndex;
