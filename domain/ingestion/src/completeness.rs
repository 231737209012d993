//! Whether a run read the complete list of its source. Only then does the absence of a job count.

use domain_model::ingestion::{ScrapingCounts, ScrapingLog};

/// Facts at the end of a run.
#[derive(Debug)]
pub(crate) struct RunFacts {
    /// Whether a complete read lists everything that is open.
    pub(crate) is_authoritative: bool,
    /// What was counted.
    pub(crate) counts: ScrapingCounts,
    /// The usual number of postings of this source.
    pub(crate) usual_size: Option<u32>,
}

/// Whether the list is complete.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// Everything was read. Absence counts.
    Complete,
    /// The source never lists everything. Absence means nothing.
    Partial,
    /// The list is implausible, for this reason. Absence means nothing.
    Suspect(String),
}

/// The median size of earlier lists; `None` without earlier runs.
pub(crate) fn usual_size(earlier: &[ScrapingLog]) -> Option<u32> {
    let mut fetched: Vec<u32> = earlier.iter().map(|log| log.counts.fetched).collect();
    fetched.sort_unstable();
    fetched.get(fetched.len() / 2).copied()
}

/// Decides the completeness. An unreadable board never counts as "no jobs" (SS-12).
pub(crate) fn completeness(facts: &RunFacts) -> Completeness {
    let counts = &facts.counts;
    if counts.fetched == 0 {
        return Completeness::Suspect("suspect: the source lists no jobs; nothing was closed".to_owned());
    }
    if counts.errors == counts.fetched {
        return Completeness::Suspect("none of the listed postings could be read; nothing was closed".to_owned());
    }
    if counts.errors > 0 {
        return Completeness::Suspect(format!(
            "{} of {} listed postings could not be read; nothing was closed",
            counts.errors, counts.fetched
        ));
    }
    if !facts.is_authoritative {
        return Completeness::Partial;
    }
    match facts.usual_size {
        Some(usual) if counts.fetched < usual / 2 => Completeness::Suspect(format!(
            "suspect: the source lists {} jobs where {usual} are usual; nothing was closed",
            counts.fetched
        )),
        _ => Completeness::Complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(fetched: u32, errors: u32, usual_size: Option<u32>) -> RunFacts {
        RunFacts {
            is_authoritative: true,
            counts: ScrapingCounts { fetched, errors, ..Default::default() },
            usual_size,
        }
    }

    #[test]
    fn ss_12_an_empty_or_halved_list_is_suspect() {
        assert!(matches!(completeness(&facts(0, 0, Some(40))), Completeness::Suspect(_)));
        assert!(matches!(completeness(&facts(0, 0, None)), Completeness::Suspect(_)));
        assert!(matches!(completeness(&facts(19, 0, Some(40))), Completeness::Suspect(_)));
        assert_eq!(completeness(&facts(20, 0, Some(40))), Completeness::Complete);
    }

    #[test]
    fn a_list_with_unreadable_postings_is_not_complete() {
        assert!(matches!(completeness(&facts(40, 1, Some(40))), Completeness::Suspect(_)));
    }

    #[test]
    fn a_first_list_is_complete_and_an_excerpt_never() {
        assert_eq!(completeness(&facts(3, 0, None)), Completeness::Complete);
        assert_eq!(completeness(&RunFacts { is_authoritative: false, ..facts(3, 0, None) }), Completeness::Partial);
    }
}
