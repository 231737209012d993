//! Whether a list is complete, so that what is missing from it may be closed one day.

use domain_model::ingestion::{ScrapingCounts, ScrapingLog};

/// What is known at the end of a list.
#[derive(Debug)]
pub(crate) struct SweepFacts {
    /// Does reading to the end show everything that is open?
    pub(crate) is_authoritative: bool,
    /// What was counted.
    pub(crate) counts: ScrapingCounts,
    /// How many postings this source usually lists.
    pub(crate) usual: Option<u32>,
}

/// What absence from the list means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// What is missing was not listed.
    Complete,
    /// The source never shows everything; absence means nothing.
    Excerpt,
    /// The list looks wrong, for this reason; absence means nothing.
    Suspect(String),
}

/// The median of what earlier runs listed; `None` without earlier runs.
pub(crate) fn usual(earlier: &[ScrapingLog]) -> Option<u32> {
    let mut fetched: Vec<u32> = earlier.iter().map(|log| log.counts.fetched).collect();
    fetched.sort_unstable();
    fetched.get(fetched.len() / 2).copied()
}

/// An unreadable board never turns into "no jobs" (SS-12).
pub(crate) fn judge(facts: &SweepFacts) -> Verdict {
    let counts = &facts.counts;
    if counts.fetched == 0 {
        return Verdict::Suspect("suspect: the source lists no jobs; nothing was closed".to_owned());
    }
    if counts.errors == counts.fetched {
        return Verdict::Suspect("none of the listed postings could be read; nothing was closed".to_owned());
    }
    if counts.errors > 0 {
        return Verdict::Suspect(format!(
            "{} of {} listed postings could not be read; nothing was closed",
            counts.errors, counts.fetched
        ));
    }
    if !facts.is_authoritative {
        return Verdict::Excerpt;
    }
    match facts.usual {
        Some(usual) if counts.fetched < usual / 2 => Verdict::Suspect(format!(
            "suspect: the source lists {} jobs where {usual} are usual; nothing was closed",
            counts.fetched
        )),
        _ => Verdict::Complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(fetched: u32, errors: u32, usual: Option<u32>) -> SweepFacts {
        SweepFacts { is_authoritative: true, counts: ScrapingCounts { fetched, errors, ..Default::default() }, usual }
    }

    #[test]
    fn ss_12_an_empty_or_halved_list_is_suspect() {
        assert!(matches!(judge(&facts(0, 0, Some(40))), Verdict::Suspect(_)));
        assert!(matches!(judge(&facts(0, 0, None)), Verdict::Suspect(_)));
        assert!(matches!(judge(&facts(19, 0, Some(40))), Verdict::Suspect(_)));
        assert_eq!(judge(&facts(20, 0, Some(40))), Verdict::Complete);
    }

    #[test]
    fn a_list_with_unreadable_postings_is_not_complete() {
        assert!(matches!(judge(&facts(40, 1, Some(40))), Verdict::Suspect(_)));
    }

    #[test]
    fn a_first_list_is_complete_and_an_excerpt_never() {
        assert_eq!(judge(&facts(3, 0, None)), Verdict::Complete);
        assert_eq!(judge(&SweepFacts { is_authoritative: false, ..facts(3, 0, None) }), Verdict::Excerpt);
    }
}
