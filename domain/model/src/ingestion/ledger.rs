//! The crawl ledger of a board: what its last runs say about it.

use chrono::{DateTime, Utc};

use super::{ScrapingLog, ScrapingStatus, Validators};
use crate::kernel::named::named_enum;

named_enum! {
    /// What `robots.txt` says about a board, as far as runs have asked.
    RobotsDecision {
        /// No run has got that far.
        Unknown = "unknown",
        /// It may be read.
        Allowed = "allowed",
        /// It may not.
        Disallowed = "disallowed",
    }
}

named_enum! {
    /// Whether what a board lists can be believed.
    SourceHealth {
        /// It has not been read yet.
        Unread = "unread",
        /// Its last list was read whole.
        Healthy = "healthy",
        /// Its last list was empty, implausible, or not whole; nothing is closed because of it.
        Suspect = "suspect",
        /// It could not be read.
        Failing = "failing",
    }
}

/// What the last runs over a board say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Whether it can be believed.
    pub health: SourceHealth,
    /// What `robots.txt` says.
    pub robots: RobotsDecision,
    /// What the next read is conditional on.
    pub validators: Option<Validators>,
    /// The newest run, be it still under way.
    pub last_run: Option<ScrapingLog>,
    /// When its list was last read whole, or known to be as it was.
    pub last_complete_at: Option<DateTime<Utc>>,
    /// The size of that list.
    pub listed: Option<u32>,
    /// The last thing that went wrong, and when.
    pub last_error: Option<(DateTime<Utc>, String)>,
    /// The runs that this is drawn from.
    pub runs: u32,
    /// Those of them that were told that nothing has changed.
    pub unchanged_runs: u32,
}

impl Ledger {
    /// The ledger of a board with these runs, newest first.
    pub fn of(runs: &[ScrapingLog]) -> Self {
        let ended = || runs.iter().filter(|run| run.status != ScrapingStatus::Running);
        let newest = ended().next();
        let complete = ended().find(|run| run.status == ScrapingStatus::Complete);
        let mut went_wrong = ended().filter(|run| run.status != ScrapingStatus::Complete);
        let last_error = went_wrong.find_map(|run| Some((run.finished_at?, run.message.clone()?)));
        // A run that failed for another reason says nothing about the rules.
        let mut decisions = ended().filter_map(|run| match run.status {
            _ if run.crawl.is_disallowed => Some(RobotsDecision::Disallowed),
            ScrapingStatus::Failed | ScrapingStatus::Running => None,
            ScrapingStatus::Complete | ScrapingStatus::Partial | ScrapingStatus::Empty => Some(RobotsDecision::Allowed),
        });
        let unchanged = ended().filter(|run| run.crawl.is_unchanged).count();
        Self {
            health: match newest.map(|run| run.status) {
                None | Some(ScrapingStatus::Running) => SourceHealth::Unread,
                Some(ScrapingStatus::Complete) => SourceHealth::Healthy,
                Some(ScrapingStatus::Partial | ScrapingStatus::Empty) => SourceHealth::Suspect,
                Some(ScrapingStatus::Failed) => SourceHealth::Failing,
            },
            robots: decisions.next().unwrap_or(RobotsDecision::Unknown),
            validators: newest.and_then(|run| run.crawl.validators.clone()),
            last_run: runs.first().cloned(),
            last_complete_at: complete.and_then(|run| run.finished_at),
            listed: complete.map(|run| run.counts.fetched),
            last_error,
            runs: u32::try_from(ended().count()).unwrap_or(u32::MAX),
            unchanged_runs: u32::try_from(unchanged).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::ingestion::{CrawlFacts, ScrapingCounts};
    use crate::kernel::id::ScrapingLogId;

    fn run(hour: i64, status: ScrapingStatus, crawl: CrawlFacts) -> ScrapingLog {
        let at = DateTime::UNIX_EPOCH + TimeDelta::hours(hour);
        ScrapingLog {
            id: ScrapingLogId(Uuid::nil()),
            source_name: "acme".to_owned(),
            source: "lever:acme".parse().unwrap(),
            status,
            counts: ScrapingCounts { fetched: 7, ..ScrapingCounts::default() },
            crawl,
            message: (status != ScrapingStatus::Complete).then(|| format!("{status} at {hour}")),
            started_at: at,
            finished_at: (status != ScrapingStatus::Running).then_some(at),
        }
    }

    #[test]
    fn a_board_is_what_its_newest_ended_run_says() {
        use ScrapingStatus as Status;
        for (statuses, health, robots) in [
            (vec![], SourceHealth::Unread, RobotsDecision::Unknown),
            (vec![Status::Running], SourceHealth::Unread, RobotsDecision::Unknown),
            (vec![Status::Running, Status::Complete], SourceHealth::Healthy, RobotsDecision::Allowed),
            (vec![Status::Empty, Status::Complete], SourceHealth::Suspect, RobotsDecision::Allowed),
            (vec![Status::Partial], SourceHealth::Suspect, RobotsDecision::Allowed),
            (vec![Status::Failed, Status::Complete], SourceHealth::Failing, RobotsDecision::Allowed),
            (vec![Status::Failed], SourceHealth::Failing, RobotsDecision::Unknown),
        ] {
            let runs: Vec<_> = statuses.iter().map(|status| run(0, *status, CrawlFacts::default())).collect();
            let ledger = Ledger::of(&runs);
            assert_eq!((ledger.health, ledger.robots), (health, robots), "{statuses:?}");
        }
    }

    #[test]
    fn errors_stay_on_record_after_the_board_has_recovered() {
        let unchanged = CrawlFacts { is_unchanged: true, ..CrawlFacts::default() };
        let refused = CrawlFacts { is_disallowed: true, ..CrawlFacts::default() };
        let ledger = Ledger::of(&[
            run(9, ScrapingStatus::Running, CrawlFacts::default()),
            run(8, ScrapingStatus::Complete, unchanged),
            run(7, ScrapingStatus::Failed, refused.clone()),
            run(6, ScrapingStatus::Complete, CrawlFacts::default()),
        ]);
        let at = |hour| DateTime::UNIX_EPOCH + TimeDelta::hours(hour);
        assert_eq!(ledger.last_error, Some((at(7), "failed at 7".to_owned())));
        assert_eq!((ledger.last_complete_at, ledger.listed), (Some(at(8)), Some(7)));
        assert_eq!((ledger.runs, ledger.unchanged_runs), (3, 1));
        assert_eq!(ledger.last_run.map(|run| run.status), Some(ScrapingStatus::Running));
        assert_eq!(Ledger::of(&[run(1, ScrapingStatus::Failed, refused)]).robots, RobotsDecision::Disallowed);
    }
}
