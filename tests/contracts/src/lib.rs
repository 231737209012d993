//! The contract of each port, as rules that every adapter of the port must satisfy, and macros that turn the rules into
//! tests.
//!
//! An adapter runs its contract with one line, such as `database_contract!(database().await)`; each rule becomes a test
//! of its own. A new rule is run by every adapter.

#![expect(clippy::unwrap_used, reason = "a rule that cannot even be set up has failed")]
#![expect(clippy::missing_panics_doc, reason = "a rule panics when it is broken; that is what it is for")]

pub mod broadcast;
pub mod database;
pub mod embedding_model;
pub mod object_storage;
pub mod search_by_meaning;
pub mod search_filters;
pub mod search_index;
pub mod vector_index;

/// Turns rules into tests. `$made` is evaluated anew for each of them.
#[macro_export]
macro_rules! rules {
    ($module:ident, $made:expr, $($rule:ident),+ $(,)?) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $rule() {
            $crate::$module::$rule(&$made).await;
        }
    )+};
}
