//! Domain events: what happened in one context, for others to react to. An event is written to the outbox in the
//! transaction of the change. `domain-workflow` registers the reactions.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::kernel::id::{AccountId, EventId};
use crate::kernel::payload::Payload;

/// The account of an event has a column of its own: row-level security compares it with the account of the session.
const ACCOUNT: &str = "account";

/// Declares the events: the stored name of each kind, its fields, and the name under which each field is stored. A field
/// named `account` is the account that caused the event.
macro_rules! domain_events {
    ($(
        $(#[$doc:meta])+
        $variant:ident = $kind:literal { $( $(#[$field_doc:meta])+ $field:ident: $type:ty = $name:literal, )+ }
    )+) => {
        /// What has happened.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum DomainEvent {
            $( $(#[$doc])+ $variant { $( $(#[$field_doc])+ $field: $type, )+ }, )+
        }

        impl DomainEvent {
            /// The stored names of every kind.
            pub const KINDS: &[&str] = &[ $( $kind, )+ ];

            /// The stored name of its kind.
            pub const fn kind(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $kind, )+ }
            }

            /// Its fields as ids, by their stored names.
            fn ids(&self) -> BTreeMap<String, String> {
                match self {
                    $( Self::$variant { $( $field, )+ } => ids_of([ $( ($name, $field as &dyn Display), )+ ]), )+
                }
            }

            fn from_ids(kind: &str, ids: &BTreeMap<String, String>) -> Result<Self, UnreadableEvent> {
                match kind {
                    $( $kind => Ok(Self::$variant { $( $field: field(ids, $name)?, )+ }), )+
                    _ => Err(UnreadableEvent::UnknownKind(kind.to_owned())),
                }
            }
        }
    };
}

domain_events! {
    /// A version of a resume is in use that was not before.
    ResumeChanged = "resume_changed" {
        /// Its owner.
        account: AccountId = "account",
        /// The version.
        version: u32 = "version",
    }
}

/// An event with its place in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Its own, for good; later events have greater ones.
    pub id: EventId,
    /// What has happened.
    pub event: DomainEvent,
    /// When.
    pub occurred_at: DateTime<Utc>,
}

/// An event as a row keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The name of its kind.
    pub kind: String,
    /// The account that caused it. `None` when the program did.
    pub account: Option<AccountId>,
    /// Its other fields.
    pub payload: Payload,
}

/// A stored event that this program cannot read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableEvent {
    /// A newer program wrote it, or an older one.
    #[error("unknown event kind `{0}`")]
    UnknownKind(String),
    /// A field is missing or malformed.
    #[error("the event has no readable `{0}`")]
    MissingField(&'static str),
    /// Its payload is no payload.
    #[error("the payload of the event is not a map of ids")]
    MalformedPayload,
}

impl From<&DomainEvent> for StoredEvent {
    fn from(event: &DomainEvent) -> Self {
        let mut ids = event.ids();
        let account = ids.remove(ACCOUNT).and_then(|id| id.parse().ok());
        Self { kind: event.kind().to_owned(), account, payload: Payload::of_known(ids) }
    }
}

impl TryFrom<StoredEvent> for DomainEvent {
    type Error = UnreadableEvent;

    fn try_from(stored: StoredEvent) -> Result<Self, Self::Error> {
        let mut ids = BTreeMap::from(stored.payload);
        ids.extend(stored.account.map(|id| (ACCOUNT.to_owned(), id.to_string())));
        Self::from_ids(&stored.kind, &ids)
    }
}

fn ids_of<const N: usize>(ids: [(&str, &dyn Display); N]) -> BTreeMap<String, String> {
    ids.into_iter().map(|(name, id)| (name.to_owned(), id.to_string())).collect()
}

fn field<T: FromStr>(ids: &BTreeMap<String, String>, name: &'static str) -> Result<T, UnreadableEvent> {
    let parsed = ids.get(name).and_then(|id| id.parse().ok());
    parsed.ok_or(UnreadableEvent::MissingField(name))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn changed() -> DomainEvent {
        DomainEvent::ResumeChanged { account: AccountId(Uuid::from_u128(7)), version: 3 }
    }

    #[test]
    fn an_event_is_stored_as_kind_account_and_payload_and_read_back() {
        let stored = StoredEvent::from(&changed());
        assert_eq!((stored.kind.as_str(), stored.account), ("resume_changed", Some(AccountId(Uuid::from_u128(7)))));
        assert_eq!(BTreeMap::from(stored.payload.clone()), ids_of([("version", &3)]));
        assert_eq!(DomainEvent::try_from(stored), Ok(changed()));
        assert_eq!(DomainEvent::KINDS, ["resume_changed"]);
    }

    #[test]
    fn an_event_that_cannot_be_read_says_why() {
        let stored = StoredEvent::from(&changed());
        let read = |stored: &StoredEvent| DomainEvent::try_from(stored.clone()).unwrap_err();
        let newer = StoredEvent { kind: "moon_landed".to_owned(), ..stored.clone() };
        assert_eq!(read(&newer), UnreadableEvent::UnknownKind("moon_landed".to_owned()));
        let nobodys = StoredEvent { account: None, ..stored.clone() };
        assert_eq!(read(&nobodys), UnreadableEvent::MissingField("account"));
        let empty = StoredEvent { payload: Payload::default(), ..stored };
        assert_eq!(read(&empty), UnreadableEvent::MissingField("version"));
    }
}
