//! Leases on sources: renewed while a run works; the run ends when its lease is lost.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain_model::operations::lease::Lease;
use futures_util::future::{Either, select};
use ports::{Actor, Clock, Database, UnitOfWork};
use tracing::warn;
use uuid::Uuid;

use crate::{IngestionError, IngestionResult};

/// How often a lease is renewed in the time it lasts: two renewals may fail before it is lost.
const RENEWALS: u32 = 3;

/// Takes leases and keeps them.
pub(crate) struct Leases {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    /// How long a lease outlives its holder.
    lasting: Duration,
}

impl Leases {
    pub(crate) fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, lasting: Duration) -> Self {
        Self { database, clock, lasting }
    }

    /// Takes a lease in a unit of work that does more. `None` while somebody else holds it.
    pub(crate) async fn acquire(
        &self,
        uow: &mut dyn UnitOfWork,
        name: &str,
        owner: Uuid,
    ) -> IngestionResult<Option<Lease>> {
        Ok(uow.leases().acquire(name, owner, self.lasting).await?)
    }

    /// A unit of work whose writes count only while the lease is still ours.
    pub(crate) async fn begin(&self, lease: &Lease) -> IngestionResult<Box<dyn UnitOfWork>> {
        let mut uow = self.database.begin(Actor::System).await?;
        if uow.leases().renew(lease, self.lasting).await? {
            return Ok(uow);
        }
        Err(IngestionError::LeaseLost)
    }

    /// Does the work, however long it takes, as long as the lease is ours; drops it when it no longer is.
    pub(crate) async fn hold<T>(
        &self,
        lease: &Lease,
        work: impl Future<Output = IngestionResult<T>>,
    ) -> IngestionResult<T> {
        match select(pin!(work), pin!(self.keep_renewing(lease))).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(((), _)) => Err(IngestionError::LeaseLost),
        }
    }

    /// Renews the lease until it is lost. A renewal that fails is tried again with the next.
    async fn keep_renewing(&self, lease: &Lease) {
        loop {
            self.clock.sleep(self.lasting / RENEWALS).await;
            match self.renew(lease).await {
                Ok(()) => {}
                Err(IngestionError::LeaseLost) => return,
                Err(error) => warn!(lease = lease.name, %error, "could not renew `{}`; trying again", lease.name),
            }
        }
    }

    async fn renew(&self, lease: &Lease) -> IngestionResult<()> {
        Ok(self.begin(lease).await?.commit().await?)
    }
}
