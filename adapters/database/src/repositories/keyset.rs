//! The condition under which a page of a list begins, as both databases read it from an index.

use sea_orm::Value;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef};

/// The rows after this one, where the first of these columns and then the second is ordered with the greatest first.
pub(crate) fn after_in_descending_order<C: IntoColumnRef>(last: [(C, Value); 2]) -> Expr {
    let [(first, first_value), (second, second_value)] = last;
    let columns = Expr::tuple([Expr::col(first), Expr::col(second)]);
    columns.lt(Expr::tuple([Expr::value(first_value), Expr::value(second_value)]))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::kernel::id::JobId;
    use domain_model::kernel::page::PageCursor;
    use migrations::Migrator;
    use ports::{FeedPage, FeedStart};
    use sea_orm::{Database, DbBackend, FromQueryResult, QueryTrait, Statement};
    use sea_orm_migration::MigratorTrait;
    use uuid::Uuid;

    use crate::repositories::jobs::feed_query;

    #[derive(FromQueryResult)]
    struct Step {
        detail: String,
    }

    #[tokio::test]
    async fn a_page_of_the_feed_is_read_from_its_index() {
        let connection = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&connection, None).await.unwrap();
        let last = PageCursor((DateTime::UNIX_EPOCH, JobId(Uuid::nil())));
        for start in [FeedStart::NEWEST, FeedStart::After(last)] {
            let query = feed_query(FeedPage { start, limit: 20 }).build(DbBackend::Sqlite);
            let explained = Statement { sql: format!("EXPLAIN QUERY PLAN {}", query.sql), ..query };
            let steps = Step::find_by_statement(explained).all(&connection).await.unwrap();
            let plan: Vec<String> = steps.into_iter().map(|step| step.detail).collect();
            assert!(plan.iter().all(|step| step.contains("INDEX jobs_feed")), "{start:?}: {plan:#?}");
        }
    }
}
