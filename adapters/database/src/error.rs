//! Maps database errors to [`PortError`].

use ports::{PortError, PortErrorKind, PortResult};
use sea_orm::sqlx::postgres::PgDatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError};

/// `.port()` on a database result.
pub(crate) trait FromDb<T> {
    /// The same result with the error as a [`PortError`].
    fn port(self) -> PortResult<T>;
}

impl<T> FromDb<T> for Result<T, DbErr> {
    fn port(self) -> PortResult<T> {
        self.map_err(port_error)
    }
}

/// Duplicate keys are `Conflict`, timeouts of a wait are `Unavailable`, everything else is `Internal`.
pub(crate) fn port_error(error: DbErr) -> PortError {
    if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
        return PortErrorKind::Conflict.because(error);
    }
    let kind = match &error {
        DbErr::ConnectionAcquire(_) => PortErrorKind::Unavailable,
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => kind_of(cause),
        _ => PortErrorKind::Internal,
    };
    kind.because(error)
}

fn kind_of(error: &SqlxError) -> PortErrorKind {
    match error {
        SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed | SqlxError::Io(_) => {
            PortErrorKind::Unavailable
        }
        SqlxError::Database(error) => match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => kind_on_postgres(error.code()),
            None => kind_on_sqlite(error.code().and_then(|code| code.parse().ok())),
        },
        _ => PortErrorKind::Internal,
    }
}

/// Maps SQLSTATE classes.
fn kind_on_postgres(code: &str) -> PortErrorKind {
    match code {
        // A cancelled statement.
        "57014" => PortErrorKind::Timeout,
        // Read-only after a failover, a lock timeout, or a lost conflict with another transaction (MN-06).
        "25006" | "55P03" | "40001" | "40P01" => PortErrorKind::Unavailable,
        // The connection broke, or the server is full, stopping or starting (MN-07, MN-09).
        code if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => PortErrorKind::Unavailable,
        _ => PortErrorKind::Internal,
    }
}

/// Maps primary result codes; extended codes only add detail.
fn kind_on_sqlite(code: Option<u32>) -> PortErrorKind {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const FULL: u32 = 13;
    match code.map(|code| code & 0xff) {
        Some(BUSY | LOCKED | FULL) => PortErrorKind::Unavailable,
        _ => PortErrorKind::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mn_06_losing_against_another_transaction_can_be_mended_by_asking_again() {
        for code in ["40001", "40P01", "55P03", "53300", "57P01", "08006"] {
            assert_eq!(kind_on_postgres(code), PortErrorKind::Unavailable, "{code}");
        }
        assert_eq!(kind_on_postgres("57014"), PortErrorKind::Timeout);
        assert_eq!(kind_on_postgres("42P01"), PortErrorKind::Internal);
    }
}
