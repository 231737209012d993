//! Payloads of tasks and events.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};

/// The largest payload, in bytes of its names and ids.
pub const LARGEST_PAYLOAD: usize = 4 * 1024;
/// The longest id in a payload, in bytes.
const LONGEST_ID: usize = 200;

/// What a task or an event is about: ids by name, never the things themselves. Whoever reads them learns nothing about
/// anybody, and what is worked on is always the newest (JQ-10).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Payload(BTreeMap<String, String>);

/// More than ids.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPayload {
    /// Empty, longer than an id, or several lines.
    #[error("`{0}` is no id")]
    NotAnId(String),
    /// Too many ids.
    #[error("a payload has at most {LARGEST_PAYLOAD} bytes")]
    TooLarge,
}

impl Payload {
    /// The ids by their names, `("job", "0198…")`.
    pub fn new(ids: impl IntoIterator<Item = (String, String)>) -> Result<Self, InvalidPayload> {
        let ids: BTreeMap<String, String> = ids.into_iter().collect();
        let is_id = |id: &str| (1..=LONGEST_ID).contains(&id.len()) && !id.contains(char::is_control);
        if let Some((name, _)) = ids.iter().find(|(name, id)| !is_id(name) || !is_id(id)) {
            return Err(InvalidPayload::NotAnId(name.chars().take(LONGEST_ID).collect()));
        }
        if ids.iter().map(|(name, id)| name.len() + id.len()).sum::<usize>() > LARGEST_PAYLOAD {
            return Err(InvalidPayload::TooLarge);
        }
        Ok(Self(ids))
    }

    /// The payload of typed ids, by their names.
    pub fn of<const N: usize>(ids: [(&str, &dyn Display); N]) -> Self {
        Self(ids.into_iter().map(|(name, id)| (name.to_owned(), id.to_string())).collect())
    }

    /// The same ids, which are known to be ids.
    pub(crate) fn of_known(ids: BTreeMap<String, String>) -> Self {
        Self(ids)
    }

    /// The id of this name, when it is there and of this type.
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
        let longest = "x".repeat(LONGEST_ID);
        for text in ["", resume, &format!("{longest}x")] {
            assert_eq!(payload(&[("text", text)]), Err(InvalidPayload::NotAnId("text".to_owned())));
        }
        let ids = |count: usize| Payload::new((100..100 + count).map(|n| (n.to_string(), longest.clone())));
        assert!(ids(20).is_ok());
        assert_eq!(ids(21), Err(InvalidPayload::TooLarge));
    }
}
