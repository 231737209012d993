//! `[schedule]`: the nightly run over all sources.

use chrono::DateTime;
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
        let unusable = |expected: &str| Unusable::new(&["schedule", "ingest"], expected);
        let form = "six fields: seconds, minutes, hours, day of month, month, day of week, such as `0 0 22 * * *`";
        let schedule = Schedule::new(&self.ingest, self.time_zone).map_err(|_| unusable(form))?;
        let first = schedule.next_after(DateTime::UNIX_EPOCH);
        first.map(drop).ok_or_else(|| unusable("a time that comes: there is never such a day"))
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
