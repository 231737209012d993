//! Typed identifiers, so that a job cannot be looked up by an account's id.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

typed_id! {
    /// A person's account.
    AccountId;
    /// A login session.
    LoginSessionId;
    /// A job in the catalogue.
    JobId;
    /// A chat session.
    ChatSessionId;
    /// A mock interview.
    MockInterviewId;
    /// An ingestion run.
    ScrapingLogId;
    /// A task of the queue.
    TaskId;
    /// A domain event.
    EventId;
    /// A second factor.
    FactorId;
    /// An API key.
    ApiKeyId;
    /// An application for a job.
    ApplicationId;
    /// A queued mail.
    MailId;
    /// A profile of the CV contract.
    CvProfileId;
}
