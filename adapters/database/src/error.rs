//! From the database's errors to [`PortError`].

use ports::{PortError, PortErrorKind, PortResult};
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

/// Duplicate keys are conflicts, waiting in vain is unavailability, everything else is our fault.
pub(crate) fn port_error(error: DbErr) -> PortError {
    if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
        return PortErrorKind::Conflict.because(error);
    }
    let is_away = match &error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => is_away(cause),
        _ => false,
    };
    if is_away { PortErrorKind::Unavailable.because(error) } else { PortError::internal(error) }
}

fn is_away(error: &SqlxError) -> bool {
    match error {
        SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed | SqlxError::Io(_) => true,
        // SQLITE_BUSY, SQLITE_LOCKED and SQLITE_FULL, whatever their extension.
        SqlxError::Database(error) => {
            error.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 5 | 6 | 13))
        }
        _ => false,
    }
}
