//! Revalidation of credentials: which login sessions and API keys are no longer valid, or whose account has a new role.

use chrono::{DateTime, Utc};
use domain_model::identity::session::Authentication;
use ports::{PortError, PortResult};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::error::FromDb;

/// Those of the `known` credentials that are no longer valid, or have another role. `query` selects rows `R` of those
/// valid at `$1`; `column` is compared with `ids`.
pub(super) async fn changed<'k, R>(
    connection: &impl ConnectionTrait,
    (query, column): (&str, &str),
    ids: &[Uuid],
    known: &'k [Authentication],
    now: DateTime<Utc>,
) -> PortResult<impl Iterator<Item = &'k Authentication>>
where
    R: FromQueryResult + TryInto<Authentication, Error = PortError>,
{
    let mut found = Vec::new();
    if !ids.is_empty() {
        let places: Vec<String> = (2..ids.len() + 2).map(|place| format!("${place}")).collect();
        let values = std::iter::once(Value::from(now)).chain(ids.iter().map(|id| (*id).into()));
        let query = format!("{query} AND {column} IN ({})", places.join(", "));
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), query, values);
        for row in R::find_by_statement(statement).all(connection).await.port()? {
            found.push(row.try_into()?);
        }
    }
    let is_found = move |known: &Authentication| {
        found.iter().any(|now: &Authentication| (now.by, now.principal) == (known.by, known.principal))
    };
    Ok(known.iter().filter(move |known| !is_found(known)))
}
