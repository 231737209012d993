//! The database: transactions, reads, and the actor they run for.

use async_trait::async_trait;
use domain_model::identity::account::Principal;

use crate::PortResult;

/// On whose behalf the database is used. Repositories check what a principal may see; a database with row-level
/// security checks it again for this actor. No actor is privileged by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Anonymous: sees public rows.
    Public,
    /// A signed-in account.
    Person(Principal),
    /// The program itself, when it acts for no account: sign-in, ingestion, background work.
    System,
}

impl From<&Principal> for Actor {
    fn from(principal: &Principal) -> Self {
        Self::Person(*principal)
    }
}

/// The database. One [`UnitOfWork`] is one transaction.
#[async_trait]
pub trait Database: Send + Sync {
    /// Begins a transaction that may write. `Unavailable` when no connection is free within a few seconds.
    ///
    /// Hold it briefly and never across a call to the outside: read, drop, call the model, begin, write, commit.
    async fn begin(&self, actor: Actor) -> PortResult<Box<dyn UnitOfWork>>;

    /// The repositories without a transaction, for reads only: every method sees the newest committed state.
    fn read(&self, actor: Actor) -> Box<dyn Repositories>;

    /// Succeeds while the database is reachable. `Invalid` when its schema is older than this program.
    async fn ping(&self) -> PortResult<()>;
}

/// A transaction: its changes become visible together or not at all. Dropped without `commit`, it is rolled back.
#[async_trait]
pub trait UnitOfWork: Repositories {
    /// Commits. The changes are durable when it returns.
    async fn commit(self: Box<Self>) -> PortResult<()>;
}

macro_rules! declare_repositories {
    ($($context:ident { $($(#[$doc:meta])+ $accessor:ident: $repository:ident,)+ })+) => {
        /// One repository per aggregate. Verbs are uniform: `get` by id, `find` by something else, `list`, `insert`, `update`.
        pub trait Repositories: Send {
            $($($(#[$doc])+ fn $accessor(&mut self) -> Box<dyn crate::$repository + '_>;)+)+
        }
    };
}

crate::for_each_repository!(declare_repositories);
