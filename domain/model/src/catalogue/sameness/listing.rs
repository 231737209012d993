//! The postings of one job, as its page shows them.

use chrono::{DateTime, Utc};
use url::Url;

use crate::catalogue::job::JobStatus;
use crate::ingestion::SourceKey;
use crate::kernel::id::JobId;

/// One posting of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The cluster.
    pub cluster: JobId,
    /// The job of this posting.
    pub job: JobId,
    /// The source.
    pub source: SourceKey,
    /// Where, one entry per place.
    pub locations: Vec<String>,
    /// Its status.
    pub status: JobStatus,
    /// The page for people.
    pub url: Option<Url>,
    /// When it was seen first.
    pub first_seen: DateTime<Utc>,
    /// When the source last listed it.
    pub last_seen: DateTime<Utc>,
}

/// The job that stands for its cluster in lists: of the active ones the first seen.
pub fn lead<'l>(listings: impl IntoIterator<Item = &'l Listing>) -> Option<JobId> {
    let active = listings.into_iter().filter(|listing| listing.status == JobStatus::Active);
    active.min_by_key(|listing| (listing.first_seen, listing.job)).map(|listing| listing.job)
}

/// Every place of the active postings of a cluster, each once.
pub fn places<'l>(cluster: JobId, listings: impl IntoIterator<Item = &'l Listing>) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    let of_cluster = |listing: &&Listing| listing.cluster == cluster && listing.status == JobStatus::Active;
    for place in listings.into_iter().filter(of_cluster).flat_map(|listing| &listing.locations) {
        if !places.iter().any(|known| known.to_lowercase() == place.to_lowercase()) {
            places.push(place.clone());
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn listing(n: u128, status: JobStatus, locations: &[&str]) -> Listing {
        Listing {
            cluster: JobId(Uuid::from_u128(1)),
            job: JobId(Uuid::from_u128(n)),
            source: "lever:acme".parse().unwrap(),
            locations: locations.iter().map(|&place| place.to_owned()).collect(),
            status,
            url: None,
            first_seen: DateTime::UNIX_EPOCH,
            last_seen: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_card_has_the_places_of_all_that_are_active_and_the_first_of_them_leads() {
        let listings = [
            listing(1, JobStatus::Closed, &["Turin"]),
            listing(2, JobStatus::Active, &["Lyon", "Porto"]),
            listing(3, JobStatus::Active, &["porto", "Bergen"]),
            listing(4, JobStatus::Processing, &["Oslo"]),
        ];
        let cluster = JobId(Uuid::from_u128(1));
        assert_eq!(places(cluster, &listings), ["Lyon", "Porto", "Bergen"]);
        assert_eq!(lead(&listings), Some(JobId(Uuid::from_u128(2))));
        assert_eq!(lead(&listings[..1]), None);
    }
}
