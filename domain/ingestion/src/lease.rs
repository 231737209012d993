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

/// Renewals per lease duration: two may fail before the lease expires.
const RENEWALS: u32 = 3;

/// Acquires and renews leases.
pub(crate) struct Leases {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    /// The duration of a lease.
    duration: Duration,
}

impl Leases {
    pub(crate) fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, duration: Duration) -> Self {
        Self { database, clock, duration }
    }

    /// Acquires a lease as part of a larger unit of work. `None` while another run holds it.
    pub(crate) async fn acquire(
        &self,
        uow: &mut dyn UnitOfWork,
        name: &str,
        owner: Uuid,
    ) -> IngestionResult<Option<Lease>> {
        Ok(uow.leases().acquire(name, owner, self.duration).await?)
    }

    /// Begins a unit of work whose writes are committed only while the lease is held.
    pub(crate) async fn begin(&self, lease: &Lease) -> IngestionResult<Box<dyn UnitOfWork>> {
        let mut uow = self.database.begin(Actor::System).await?;
        if uow.leases().renew(lease, self.duration).await? {
            return Ok(uow);
        }
        Err(IngestionError::LeaseLost)
    }

    /// Runs the work while renewing the lease; drops the work when the lease is lost.
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

    /// Renews the lease until it is lost. A failed renewal is retried with the next.
    async fn keep_renewing(&self, lease: &Lease) {
        loop {
            self.clock.sleep(self.duration / RENEWALS).await;
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
