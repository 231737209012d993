//! Keyset conditions: where a page of a list starts, in a form that both databases answer from an index.

use sea_orm::Value;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef};

/// Selects the rows after this one, in descending order of the first and then the second column.
pub(crate) fn after_in_descending_order<C: IntoColumnRef>(last: [(C, Value); 2]) -> Expr {
    let [(first, first_value), (second, second_value)] = last;
    let columns = Expr::tuple([Expr::col(first), Expr::col(second)]);
    columns.lt(Expr::tuple([Expr::value(first_value), Expr::value(second_value)]))
}
