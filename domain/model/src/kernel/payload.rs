//! Payloads of tasks and events.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};

/// The maximum size of a payload, in bytes of its names and ids.
pub const MAX_PAYLOAD_BYTES: usize = 4 * 1024;
/// The maximum length of an id, in bytes.
const MAX_ID_LENGTH: usize = 200;

/// The payload of a task or event: ids by name, never data. So it contains nothing personal, and the handler reads the
/// current state (JQ-10).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Payload(BTreeMap<String, String>);

/// The payload contains more than ids.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPayload {
    /// Not an id: empty, too long, or several lines.
    #[error("`{0}` is no id")]
    NotAnId(String),
    /// Too many ids.
    #[error("a payload has at most {MAX_PAYLOAD_BYTES} bytes")]
    TooLarge,
}

impl Payload {
    /// A payload of ids by name, `("job", "0198…")`.
    pub fn new(ids: impl IntoIterator<Item = (String, String)>) -> Result<Self, InvalidPayload> {
        let ids: BTreeMap<String, String> = ids.into_iter().collect();
        let is_id = |id: &str| (1..=MAX_ID_LENGTH).contains(&id.len()) && !id.contains(char::is_control);
        if let Some((name, _)) = ids.iter().find(|(name, id)| !is_id(name) || !is_id(id)) {
            return Err(InvalidPayload::NotAnId(name.chars().take(MAX_ID_LENGTH).collect()));
        }
        if ids.iter().map(|(name, id)| name.len() + id.len()).sum::<usize>() > MAX_PAYLOAD_BYTES {
            return Err(InvalidPayload::TooLarge);
        }
        Ok(Self(ids))
    }

    /// A payload of typed ids by name.
    pub fn of<const N: usize>(ids: [(&str, &dyn Display); N]) -> Self {
        Self(ids.into_iter().map(|(name, id)| (name.to_owned(), id.to_string())).collect())
    }

    /// A payload of ids that are already validated.
    pub(crate) fn of_known(ids: BTreeMap<String, String>) -> Self {
        Self(ids)
    }

    /// The id with this name, if it exists and has this type.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.0.get(name)?.parse().ok()
    }
}

impl TryFrom<BTreeMap<String, String>> for Payload {
    type Error = InvalidPayload;

    fn try_from(ids: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        Self::new(ids)
    }
}

impl From<Payload> for BTreeMap<String, String> {
    fn from(payload: Payload) -> Self {
        payload.0
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::kernel::id::JobId;

    fn payload(ids: &[(&str, &str)]) -> Result<Payload, InvalidPayload> {
        Payload::new(ids.iter().map(|(name, id)| ((*name).to_owned(), (*id).to_owned())))
    }

    #[test]
    fn jq_10_a_payload_holds_ids_and_nothing_longer() {
        let job = Uuid::from_u128(7).to_string();
        assert_eq!(payload(&[("job", &job)]).unwrap().id::<JobId>("job"), Some(JobId(Uuid::from_u128(7))));
        assert_eq!(payload(&[("job", &job)]).unwrap().id::<JobId>("resume"), None);
        let resume = "Mira Okonjo\nBackend engineer";
        let longest = "x".repeat(MAX_ID_LENGTH);
        for text in ["", resume, &format!("{longest}x")] {
            assert_eq!(payload(&[("text", text)]), Err(InvalidPayload::NotAnId("text".to_owned())));
        }
        let ids = |count: usize| Payload::new((100..100 + count).map(|n| (n.to_string(), longest.clone())));
        assert!(ids(20).is_ok());
        assert_eq!(ids(21), Err(InvalidPayload::TooLarge));
    }
}
