//! Whether two postings are the same job: keys that postings of one job share, and the division of postings into clusters.
//!
//! The ladder, from the strongest evidence to the weakest: the source's own id (that is the job itself), the address, the
//! requisition id, the role. A missing key equals nothing. A cluster never joins what is known to differ, because a job that
//! is hidden is worse than one that is shown twice. Nearness of texts alone is a warning and joins nothing.

mod cluster;
mod listing;
mod role;
mod simhash;
mod url_key;

pub use cluster::{Member, clusters};
pub use listing::{Listing, lead, places};
pub use simhash::Fingerprint;

use super::job::Posting;

/// What a posting shares with postings of the same job. Compare nothing but for equality.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SamenessKeys {
    /// The address of its page.
    pub url: Option<String>,
    /// The address to apply at.
    pub apply_url: Option<String>,
    /// The requisition at its employer, with its title: a requisition that is always open has many.
    pub requisition: Option<String>,
    /// Employer, title without places, text.
    pub role: Option<String>,
    /// The fingerprint of a text that is long enough.
    pub fingerprint: Option<Fingerprint>,
}

impl SamenessKeys {
    /// The keys of a posting, in full. They contain its text: shorten them by a hash to store them.
    pub fn of(posting: &Posting) -> Self {
        let title = role::title(posting);
        let text = role::text_words(posting);
        let employer = role::employer(&posting.company);
        let requisition = posting.requisition_id.as_deref().and_then(role::requisition);
        let url_key = |url: &Option<url::Url>| {
            let key = url_key::url_key(url.as_ref()?)?;
            // Without an id the address may be that of a list or of a form for every opening.
            Some(if key.has_id { key.text } else { format!("{}\n{title}", key.text) })
        };
        Self {
            url: url_key(&posting.url),
            apply_url: url_key(&posting.apply_url),
            requisition: employer.zip(requisition).map(|(employer, id)| format!("{employer}\n{id}\n{title}")),
            role: role::role(posting, &title, &text),
            fingerprint: Fingerprint::of(&text),
        }
    }

    /// The same keys, each shortened.
    #[must_use]
    pub fn shortened(self, hash: impl Fn(&str) -> String) -> Self {
        let shorten = |key: Option<String>| key.map(|key| hash(&key));
        Self {
            url: shorten(self.url),
            apply_url: shorten(self.apply_url),
            requisition: shorten(self.requisition),
            role: shorten(self.role),
            fingerprint: self.fingerprint,
        }
    }

    /// The keys of addresses, each once.
    fn addresses(&self) -> impl Iterator<Item = &str> {
        let apply_url = self.apply_url.as_deref().filter(|key| self.url.as_deref() != Some(*key));
        self.url.as_deref().into_iter().chain(apply_url)
    }
}

#[cfg(test)]
mod pairs;
