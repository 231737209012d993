//! Request and response bodies of the coach contract.

mod applications;
mod chat;
mod ingestion;
mod interviews;
mod jobs;
mod matching;
mod profile;

pub(crate) use applications::{ApplicationEntry, application_status};
pub(crate) use chat::{Message, OwnSession, Session, TowerSession};
pub(crate) use ingestion::ScrapingLogItem;
pub(crate) use interviews::{Interview, ReviewRequest, TranscriptEntry};
pub(crate) use jobs::{FeedItem, HistoryItem, JobDetail};
pub(crate) use matching::{MatchResult, RankedItem};
pub(crate) use profile::ProfileFields;
