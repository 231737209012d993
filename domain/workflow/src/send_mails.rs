//! Tasks of class `mail`: one mail each.

use std::sync::Arc;

use domain_identity::{IdentityError, MailWriter};
use domain_model::operations::task::SendMail;
use domain_operations::{Handled, TaskHandler};
use ports::{Actor, Database, Mailer, PortError, PortErrorKind, PortResult};
use tracing::warn;

/// Sends mails.
pub(crate) struct SendMails {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) writer: Arc<MailWriter>,
    pub(crate) mailer: Arc<dyn Mailer>,
}

impl TaskHandler for SendMails {
    type Kind = SendMail;

    fn concurrency(&self) -> usize {
        4
    }

    async fn attempt(&self, SendMail { mail: id }: SendMail) -> PortResult<Handled> {
        if let Some(mail) = self.writer.write_mail(id).await.map_err(as_port_error)? {
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
        Ok(Handled::done(uow))
    }
}

fn as_port_error(error: IdentityError) -> PortError {
    match error {
        IdentityError::Port(error) => error,
        other => PortError::internal(other.to_string()),
    }
}
