//! `[schedule]`: the nightly run over all sources.

use chrono_tz::Tz;
use domain_model::operations::cron::MissedRun;
use domain_operations::Schedule;
use serde::Deserialize;

use super::error::Unusable;

/// The nightly run over all sources.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScheduleConfig {
    /// Whether there is one.
    pub enabled: bool,
    /// When: seconds, minutes, hours, day of month, month, day of week.
    pub ingest: String,
    /// The time zone of `ingest`.
    pub time_zone: Tz,
    /// What becomes of a run whose time passes while no server runs.
    pub missed: MissedRun,
}

impl Default for ScheduleConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            ingest: "0 0 22 * * *".to_owned(),
            time_zone: Tz::Asia__Kolkata,
            missed: MissedRun::RunOnce,
        }
    }
}

impl ScheduleConfig {
    pub(super) fn check(&self) -> Result<(), Unusable> {
        if !self.enabled {
            return Ok(());
        }
        // Whether it ever fires is checked where the time is known: at the start, and by `jobwright doctor`.
        let expected = "six fields: seconds, minutes, hours, day of month, month, day of week, such as `0 0 22 * * *`";
        let schedule = Schedule::new(&self.ingest, self.time_zone);
        schedule.map(drop).map_err(|_| Unusable::new(&["schedule", "ingest"], expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::load;

    #[test]
    fn the_nightly_run_is_in_the_evening_of_india() {
        assert_eq!(load("").unwrap().schedule.time_zone, Tz::Asia__Kolkata);
    }

    #[test]
    fn a_schedule_that_is_switched_off_need_not_be_right() {
        assert!(load("[schedule]\nenabled = false\ningest = \"whenever\"\n").is_ok());
    }
}
