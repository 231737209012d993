//! Decides whether a run read the complete list of its source. Only then does the absence of a job count.

use domain_model::ingestion::{ScrapingCounts, ScrapingLog, ScrapingStatus};

/// A source that lists nothing is believed after so many runs in a row; until then its jobs stay open.
const EMPTY_RUNS_BELIEVED: usize = 6;
/// The number of earlier lists that define the usual size of a source.
const LISTS_TO_COMPARE: usize = 5;

/// Facts at the end of a run.
#[derive(Debug)]
pub(crate) struct RunFacts<'r> {
    /// Whether a complete read lists everything that is open.
    pub(crate) is_authoritative: bool,
    /// Why the list ended before its end.
    pub(crate) cut_short: Option<String>,
    /// What was counted.
    pub(crate) counts: ScrapingCounts,
    /// Unreadable postings of which not even the id is known.
    pub(crate) unidentified: u32,
    /// Earlier runs that did not fail, newest first.
    pub(crate) earlier: &'r [ScrapingLog],
}

/// What the absence of a job from the list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// Nothing.
    MeansNothing,
    /// A miss: after several in a row the job is closed.
    IsCounted,
    /// The job is closed.
    IsBelieved,
}

/// How the run ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: ScrapingStatus,
    pub(crate) absence: Absence,
    /// For people, what is wrong.
    pub(crate) message: Option<String>,
}

/// Earlier runs that [`outcome`] looks at.
pub(crate) const EARLIER_RUNS: u32 = 12;

/// Decides how a run ended. An unreadable board never counts as "no jobs" (SS-12). A posting that cannot be read makes
/// nothing suspect but itself, as long as its id is known.
pub(crate) fn outcome(facts: &RunFacts<'_>) -> Outcome {
    let counts = &facts.counts;
    let partial = |message: String| Outcome {
        status: ScrapingStatus::Partial,
        absence: Absence::MeansNothing,
        message: Some(message),
    };
    if let Some(reason) = &facts.cut_short {
        return partial(format!("{reason}; nothing was closed"));
    }
    if counts.fetched == 0 {
        return empty(facts);
    }
    if counts.errors == counts.fetched {
        return partial("none of the listed postings could be read; nothing was closed".to_owned());
    }
    if facts.unidentified > 0 {
        return partial(format!(
            "{} of {} listed postings could not be read; nothing was closed",
            counts.errors, counts.fetched
        ));
    }
    if let Some(usual) = usual_size(facts.earlier).filter(|usual| facts.is_authoritative && counts.fetched < usual / 2)
    {
        return partial(format!(
            "suspect: the source lists {} jobs where {usual} are usual; nothing was closed",
            counts.fetched
        ));
    }
    Outcome {
        status: ScrapingStatus::Complete,
        absence: if facts.is_authoritative { Absence::IsCounted } else { Absence::MeansNothing },
        message: (counts.errors > 0)
            .then(|| format!("{} of {} listed postings could not be read", counts.errors, counts.fetched)),
    }
}

fn empty(facts: &RunFacts<'_>) -> Outcome {
    let is_empty = |log: &&ScrapingLog| log.status == ScrapingStatus::Empty;
    let in_a_row = facts.earlier.iter().take_while(is_empty).count() + 1;
    let (absence, message) = if facts.is_authoritative && in_a_row >= EMPTY_RUNS_BELIEVED {
        (Absence::IsBelieved, format!("the source has listed no jobs {in_a_row} times in a row"))
    } else {
        (Absence::MeansNothing, "suspect: the source lists no jobs; nothing was closed".to_owned())
    };
    Outcome { status: ScrapingStatus::Empty, absence, message: Some(message) }
}

/// The median size of the last lists that had something; `None` without any.
fn usual_size(earlier: &[ScrapingLog]) -> Option<u32> {
    let sizes = earlier.iter().map(|log| log.counts.fetched).filter(|size| *size > 0);
    let mut sizes: Vec<u32> = sizes.take(LISTS_TO_COMPARE).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::ingestion::CrawlFacts;
    use domain_model::kernel::id::ScrapingLogId;
    use uuid::Uuid;

    use super::*;

    fn earlier(sizes: &[u32]) -> Vec<ScrapingLog> {
        let log = |size: &u32| ScrapingLog {
            id: ScrapingLogId(Uuid::nil()),
            source_name: "acme".to_owned(),
            source: "lever:acme".parse().unwrap(),
            status: if *size == 0 { ScrapingStatus::Empty } else { ScrapingStatus::Complete },
            counts: ScrapingCounts { fetched: *size, ..ScrapingCounts::default() },
            crawl: CrawlFacts::default(),
            message: None,
            started_at: DateTime::UNIX_EPOCH,
            finished_at: None,
        };
        sizes.iter().map(log).collect()
    }

    fn ends(fetched: u32, sizes: &[u32], change: impl FnOnce(&mut RunFacts<'_>)) -> (ScrapingStatus, Absence) {
        let earlier = earlier(sizes);
        let mut facts = RunFacts {
            is_authoritative: true,
            cut_short: None,
            counts: ScrapingCounts { fetched, ..Default::default() },
            unidentified: 0,
            earlier: &earlier,
        };
        change(&mut facts);
        let outcome = outcome(&facts);
        (outcome.status, outcome.absence)
    }

    const COMPLETE: (ScrapingStatus, Absence) = (ScrapingStatus::Complete, Absence::IsCounted);
    const PARTIAL: (ScrapingStatus, Absence) = (ScrapingStatus::Partial, Absence::MeansNothing);
    const EMPTY: (ScrapingStatus, Absence) = (ScrapingStatus::Empty, Absence::MeansNothing);

    #[test]
    fn ss_12_an_empty_or_halved_list_is_suspect() {
        assert_eq!(ends(0, &[40], |_| ()), EMPTY);
        assert_eq!(ends(0, &[], |_| ()), EMPTY);
        assert_eq!(ends(19, &[40], |_| ()), PARTIAL);
        assert_eq!(ends(20, &[40], |_| ()), COMPLETE);
        assert_eq!(ends(19, &[0, 0, 0, 0, 0, 40], |_| ()), PARTIAL, "a time without jobs is no usual size");
        assert_eq!(ends(19, &[21, 19, 18, 40, 40, 40], |_| ()), COMPLETE, "it has become the usual size");
    }

    #[test]
    fn ss_12_an_empty_board_is_believed_at_the_sixth_time() {
        let believed = (ScrapingStatus::Empty, Absence::IsBelieved);
        assert_eq!(ends(0, &[0, 0, 0, 0, 40], |_| ()), EMPTY);
        assert_eq!(ends(0, &[0, 0, 0, 0, 0, 40], |_| ()), believed);
        assert_eq!(ends(0, &[0, 0, 0, 7, 0, 0, 0], |_| ()), EMPTY, "in a row");
        assert_eq!(ends(0, &[0; 9], |facts| facts.is_authoritative = false), EMPTY);
    }

    #[test]
    fn an_unreadable_posting_makes_only_itself_suspect_when_its_id_is_known() {
        assert_eq!(ends(40, &[40], |facts| facts.counts.errors = 1), COMPLETE);
        let unidentified = |facts: &mut RunFacts<'_>| (facts.counts.errors, facts.unidentified) = (2, 1);
        assert_eq!(ends(40, &[40], unidentified), PARTIAL);
        assert_eq!(ends(40, &[40], |facts| facts.counts.errors = 40), PARTIAL);
    }

    #[test]
    fn a_list_that_was_cut_short_is_partial_whatever_its_size() {
        for size in [0, 40, 400] {
            assert_eq!(ends(size, &[40], |facts| facts.cut_short = Some("too long".to_owned())), PARTIAL);
        }
    }

    #[test]
    fn an_excerpt_is_read_whole_and_says_nothing_of_what_it_lacks() {
        let excerpt = (ScrapingStatus::Complete, Absence::MeansNothing);
        assert_eq!(ends(3, &[40], |facts| facts.is_authoritative = false), excerpt);
    }
}
