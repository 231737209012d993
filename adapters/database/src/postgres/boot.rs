//! The start-up check that row-level security applies to the login role (AZ-04).

use ports::{PortError, PortResult};
use sea_orm::{DatabaseBackend, DatabaseConnection, FromQueryResult, Statement};

use crate::error::FromDb;

/// The login role, the reasons against it, and an unprotected table.
#[derive(FromQueryResult)]
struct Findings {
    user: String,
    fault: Option<String>,
    open_table: Option<String>,
}

/// Memberships count as far as the role could `SET ROLE` to them; `USAGE` is what it has without.
const CURRENT_STATE: &str = "
    SELECT current_user::text AS user,
           CASE WHEN bool_or(r.rolsuper) THEN 'is a superuser'
                WHEN bool_or(r.rolbypassrls) THEN 'bypasses row-level security'
                WHEN EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = to_regnamespace('jobwright')
                             AND pg_has_role(current_user, c.relowner, 'MEMBER')) THEN 'owns tables'
                WHEN EXISTS (SELECT FROM pg_roles p
                             WHERE p.rolname IN ('jobwright_person', 'jobwright_admin', 'jobwright_system')
                             AND pg_has_role(current_user, p.oid, 'USAGE'))
                THEN 'has the rights of its roles without entering them (ALTER ROLE … NOINHERIT)'
           END AS fault,
           (SELECT c.relname::text FROM pg_class c
            WHERE c.relnamespace = to_regnamespace('jobwright') AND c.relkind IN ('r', 'p')
            AND NOT (c.relrowsecurity AND c.relforcerowsecurity) LIMIT 1) AS open_table
    FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')";

/// `Invalid`, with the fix, unless row-level security applies to this role and every table.
pub(crate) async fn require_row_level_security(pool: &DatabaseConnection) -> PortResult<()> {
    let statement = Statement::from_string(DatabaseBackend::Postgres, CURRENT_STATE);
    let found = Findings::find_by_statement(statement).one(pool).await.port()?;
    let found = found.ok_or_else(|| PortError::internal("the database does not know who signed in"))?;
    if let Some(fault) = found.fault {
        return Err(PortError::invalid(format!(
            "the user `{}` of `url` {fault}, so row-level security would not hold. Give the owner of the database as \
             `owner_url` and another user in `url`: `jobwright migrate` makes that user",
            found.user
        )));
    }
    match found.open_table {
        Some(table) => {
            Err(PortError::invalid(format!("the table `{table}` has no row-level security: run `jobwright migrate`")))
        }
        None => Ok(()),
    }
}
