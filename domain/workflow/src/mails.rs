//! The tasks of class `mail`: one mail each.

use std::sync::Arc;

use domain_identity::{IdentityError, IdentityService};
use domain_model::operations::task::{Task, TaskClass};
use futures_util::future::BoxFuture;
use ports::{Actor, Database, Mailer, PortError, PortErrorKind, PortResult};
use tracing::warn;

use domain_operations::{Attempted, TaskHandler, Verdict};

/// Sends mails.
pub struct SendMails {
    database: Arc<dyn Database>,
    identity: Arc<IdentityService>,
    mailer: Arc<dyn Mailer>,
}

impl SendMails {
    /// The handler on this service and these ports.
    pub fn new(database: Arc<dyn Database>, identity: Arc<IdentityService>, mailer: Arc<dyn Mailer>) -> Self {
        Self { database, identity, mailer }
    }
}

impl TaskHandler for SendMails {
    fn class(&self) -> TaskClass {
        TaskClass::Mail
    }

    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Attempted>> {
        Box::pin(async move {
            let id = task.mail().ok_or_else(|| PortError::internal("the task names no mail"))?;
            if let Some(mail) = self.identity.write_mail(id).await.map_err(as_port_error)? {
                match self.mailer.send(&mail).await {
                    // It will never be taken: there is nobody to tell, and asking again would not help.
                    Err(error) if matches!(error.kind, PortErrorKind::Invalid(_)) => {
                        warn!(mail.id = %id, "a mail was refused for good");
                    }
                    outcome => outcome?,
                }
            }
            let mut uow = self.database.begin(Actor::System).await?;
            uow.mails().delete(id).await?;
            Ok(Attempted { uow, verdict: Verdict::Done })
        })
    }
}

fn as_port_error(error: IdentityError) -> PortError {
    match error {
        IdentityError::Port(error) => error,
        other => PortError::internal(other.to_string()),
    }
}
