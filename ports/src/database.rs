//! The database: transactions, reads, and the actor they run for.

use async_trait::async_trait;
use domain_model::identity::account::Principal;

use crate::PortResult;

/// On whose behalf the database is asked. Repositories check what a principal may see; a database that can hold rows back
/// by itself (row-level security) checks it a second time, for this actor. Nobody is privileged by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Anybody: sees what is public.
    Public,
    /// A person who has signed in.
    Person(Principal),
    /// The program itself, where no person asks: signing in, ingesting, answering, keeping house.
    System,
}

impl From<&Principal> for Actor {
    fn from(principal: &Principal) -> Self {
        Self::Person(*principal)
    }
}

/// Where aggregates live. One [`UnitOfWork`] is one transaction.
#[async_trait]
pub trait Database: Send + Sync {
    /// Begins a transaction that may write. Waits a few seconds at most, then `Unavailable`.
    ///
    /// Hold it briefly and never across a call to the outside: read, drop, ask the model, begin, write, commit.
    async fn begin(&self, actor: Actor) -> PortResult<Box<dyn UnitOfWork>>;

    /// The repositories without a transaction: every method sees the newest committed state. For reads only.
    fn read(&self, actor: Actor) -> Box<dyn Repositories>;

    /// Answers while the database does. `Invalid` when its schema is older than this program.
    async fn ping(&self) -> PortResult<()>;
}

/// Changes that become visible together or not at all. Dropped without `commit`, they are undone.
#[async_trait]
pub trait UnitOfWork: Repositories {
    /// Returns once the changes are on disk.
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
