//! `[coaching]`: the people behind the control tower.

use std::num::NonZeroU16;

use chrono::TimeDelta;
use chrono_tz::Tz;
use domain_chat::{OpenHours, Team};
use serde::Deserialize;

use super::error::Unusable;

/// When people answer seekers, and how soon.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CoachingConfig {
    /// How long a seeker should wait for a person at most, within the hours.
    pub answer_within_minutes: NonZeroU16,
    /// The time zone of `hours`.
    pub time_zone: Tz,
    /// Opening hours of the team. Empty: always open.
    pub hours: Vec<String>,
}

impl Default for CoachingConfig {
    fn default() -> Self {
        Self {
            answer_within_minutes: const { NonZeroU16::new(5).expect("5 is not 0") },
            time_zone: Tz::UTC,
            hours: Vec::new(),
        }
    }
}

impl CoachingConfig {
    pub(super) fn check(&self) -> Result<(), Unusable> {
        for (position, hours) in self.hours.iter().enumerate() {
            let expected = "days and hours, such as `mon-fri 09:00-17:00` or `sat 10:00-13:00`";
            let position = position.to_string();
            let unusable = |_| Unusable::new(&["coaching", "hours", &position], expected);
            hours.parse::<OpenHours>().map_err(unusable)?;
        }
        Ok(())
    }

    /// What the chat service has to know of it.
    pub(crate) fn team(&self) -> Team {
        Team {
            answer_within: TimeDelta::minutes(self.answer_within_minutes.get().into()),
            time_zone: self.time_zone,
            hours: self.hours.iter().filter_map(|hours| hours.parse().ok()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::tests::load;

    #[test]
    fn hours_are_read_and_wrong_ones_are_named() {
        let config =
            load("[coaching]\ntime_zone = \"Europe/Berlin\"\nhours = [\"mon-fri 09:00-17:00\", \"sat 10:00-12:00\"]\n");
        assert_eq!(config.unwrap().coaching.team().hours.len(), 2);
        let message = load("[coaching]\nhours = [\"mon-fri 09:00-17:00\", \"always\"]\n").unwrap_err().to_string();
        assert!(message.contains("always") && message.contains("mon-fri 09:00-17:00"), "{message}");
    }
}
