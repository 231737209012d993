//! Cron schedules in a time zone. Pure arithmetic.
//!
//! A schedule names local times. A time that is skipped when clocks go forward is due at the first instant after the
//! gap. A time that comes twice when clocks go back is due the first time only (JQ-12). So a day on which the time is
//! scheduled has exactly one instant for it, and coinciding instants are one.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use croner::Cron;

/// The longest gap in local time that any time zone has had.
const MAX_GAP_MINUTES: i64 = 24 * 60;

/// A cron expression in a time zone.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The expression as written, because the parser rewrites it.
    expression: String,
    pattern: Cron,
    zone: Tz,
}

/// Why an expression is refused.
#[derive(Debug, thiserror::Error)]
pub enum InvalidSchedule {
    /// It is no cron expression.
    #[error("`{pattern}` is no schedule: it takes seconds, minutes, hours, day of month, month, day of week")]
    Malformed {
        /// The expression.
        pattern: String,
        /// What is wrong with it.
        source: croner::errors::CronError,
    },
    /// It names only dates that do not exist, or that have passed.
    #[error("`{pattern}` never fires: no date from {today} on matches it")]
    NeverFires {
        /// The expression.
        pattern: String,
        /// The current date in the schedule's time zone.
        today: NaiveDate,
    },
}

impl Schedule {
    /// A schedule from a pattern such as `0 0 22 * * *`.
    pub fn new(pattern: &str, zone: Tz) -> Result<Self, InvalidSchedule> {
        let malformed = |source| InvalidSchedule::Malformed { pattern: pattern.to_owned(), source };
        Ok(Self { expression: pattern.to_owned(), pattern: pattern.parse().map_err(malformed)?, zone })
    }

    /// The first due instant after this one. An error when there is none: the thirtieth of February, a year that has
    /// passed, a weekday that a date never falls on.
    pub fn first_due(&self, now: DateTime<Utc>) -> Result<DateTime<Utc>, InvalidSchedule> {
        self.next_after(now).ok_or_else(|| InvalidSchedule::NeverFires {
            pattern: self.expression.clone(),
            today: now.with_timezone(&self.zone).date_naive(),
        })
    }

    /// The first due instant after this one. `None` when none will ever come.
    pub fn next_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut local = self.local(instant);
        loop {
            local = self.pattern.find_next_occurrence(&local, false).ok()?;
            // In a repeated hour, the pattern's times were due the first time.
            let due = self.instant_of(local)?;
            if due > instant {
                return Some(due);
            }
        }
    }

    /// The last due instant that is later than `after` and not later than `now`.
    pub fn last_due(&self, after: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut last = self
            .pattern
            .find_previous_occurrence(&self.local(now), true)
            .ok()
            .and_then(|local| self.instant_of(local))
            .filter(|due| *due <= now)
            .unwrap_or(after)
            .max(after);
        // In a repeated hour, later local times were due the first time.
        while let Some(later) = self.next_after(last).filter(|due| *due <= now) {
            last = later;
        }
        (last > after).then_some(last)
    }

    /// The local time, to the second.
    fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let local = instant.with_timezone(&self.zone).naive_local();
        local.with_nanosecond(0).expect("every second has a beginning")
    }

    /// The instant of a local time, or the first one after the gap that skips it.
    fn instant_of(&self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        let instant = |local| self.zone.from_local_datetime(&local).earliest().map(|instant| instant.to_utc());
        instant(local).or_else(|| {
            let minute = local.with_second(0).expect("every minute has a beginning");
            (1..=MAX_GAP_MINUTES).find_map(|minutes| instant(minute + TimeDelta::minutes(minutes)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(pattern: &str, zone: Tz) -> Schedule {
        Schedule::new(pattern, zone).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// The next three due instants, as the clocks of the zone show them.
    fn next(pattern: &str, zone: Tz, after: &str) -> [String; 3] {
        let schedule = schedule(pattern, zone);
        let mut instant = at(after);
        [(); 3].map(|()| {
            instant = schedule.next_after(instant).unwrap();
            instant.with_timezone(&zone).format("%m-%d %H:%M%z").to_string()
        })
    }

    #[test]
    fn jq_12_ten_in_the_evening_in_kolkata_is_half_past_four_in_utc() {
        let nightly = schedule("0 0 22 * * *", Tz::Asia__Kolkata);
        assert_eq!(nightly.next_after(at("2026-11-21T16:29:59Z")), Some(at("2026-11-21T16:30:00Z")));
        assert_eq!(nightly.next_after(at("2026-11-21T16:30:00Z")), Some(at("2026-11-22T16:30:00Z")));
    }

    #[test]
    fn jq_12_a_time_that_is_skipped_is_due_at_the_first_instant_after_the_gap() {
        for (pattern, zone, after, expected) in [
            (
                "0 30 2 * * *",
                Tz::America__New_York,
                "2026-03-07T08:00:00Z",
                ["03-08 03:00-0400", "03-09 02:30-0400", "03-10 02:30-0400"],
            ),
            (
                "0 30 1 * * *",
                Tz::Europe__London,
                "2026-03-28T12:00:00Z",
                ["03-29 02:00+0100", "03-30 01:30+0100", "03-31 01:30+0100"],
            ),
            (
                "0 0 0 * * *",
                Tz::America__Santiago,
                "2026-09-05T12:00:00Z",
                ["09-06 01:00-0300", "09-07 00:00-0300", "09-08 00:00-0300"],
            ),
            (
                "0 15 2 * * *",
                Tz::Australia__Lord_Howe,
                "2026-10-03T12:00:00Z",
                ["10-04 02:30+1100", "10-05 02:15+1100", "10-06 02:15+1100"],
            ),
        ] {
            assert_eq!(next(pattern, zone, after), expected, "{zone}");
        }
    }

    #[test]
    fn jq_12_a_time_that_comes_twice_is_due_once() {
        for (pattern, zone, after, expected) in [
            (
                "0 30 1 * * *",
                Tz::America__New_York,
                "2026-10-31T12:00:00Z",
                ["11-01 01:30-0400", "11-02 01:30-0500", "11-03 01:30-0500"],
            ),
            (
                "0 30 1 * * *",
                Tz::Europe__London,
                "2026-10-24T12:00:00Z",
                ["10-25 01:30+0100", "10-26 01:30+0000", "10-27 01:30+0000"],
            ),
            (
                "0 30 23 * * *",
                Tz::America__Santiago,
                "2026-04-04T12:00:00Z",
                ["04-04 23:30-0300", "04-05 23:30-0400", "04-06 23:30-0400"],
            ),
            (
                "0 45 1 * * *",
                Tz::Australia__Lord_Howe,
                "2026-04-04T12:00:00Z",
                ["04-05 01:45+1100", "04-06 01:45+1030", "04-07 01:45+1030"],
            ),
        ] {
            assert_eq!(next(pattern, zone, after), expected, "{zone}");
        }
    }

    #[test]
    fn jq_12_times_that_fall_together_are_one() {
        let next = next("0 */30 * * * *", Tz::Europe__London, "2026-03-29T00:30:00Z");
        assert_eq!(next, ["03-29 02:00+0100", "03-29 02:30+0100", "03-29 03:00+0100"]);
        let next = self::next("0 */30 * * * *", Tz::Europe__London, "2026-10-25T00:00:00Z");
        assert_eq!(next, ["10-25 01:30+0100", "10-25 02:00+0000", "10-25 02:30+0000"]);
    }

    #[test]
    fn jq_14_of_many_missed_times_the_last_is_found() {
        let hourly = schedule("0 0 * * * *", Tz::Europe__London);
        let due = |after: &str, now: &str| hourly.last_due(at(after), at(now));
        assert_eq!(due("2026-06-01T08:00:00Z", "2026-06-02T09:30:00.5Z"), Some(at("2026-06-02T09:00:00Z")));
        assert_eq!(due("2026-06-01T08:00:00Z", "2026-06-01T09:00:00Z"), Some(at("2026-06-01T09:00:00Z")));
        assert_eq!(due("2026-06-01T08:00:00Z", "2026-06-01T08:59:59.999Z"), None);
        assert_eq!(due("2026-06-01T08:00:00Z", "2026-06-01T07:00:00Z"), None, "a clock that was put back");
        let quarterly = schedule("0 */15 * * * *", Tz::Europe__London);
        let second_time = quarterly.last_due(at("2026-10-25T00:00:00Z"), at("2026-10-25T01:20:00Z"));
        assert_eq!(second_time, Some(at("2026-10-25T00:45:00Z")));
    }

    #[test]
    fn jq_12_whatever_the_zone_last_and_next_agree() {
        for zone in [
            Tz::Asia__Kolkata,
            Tz::America__New_York,
            Tz::Europe__London,
            Tz::America__Santiago,
            Tz::Australia__Lord_Howe,
        ] {
            let schedule = schedule("0 20,50 */2 * * *", zone);
            let (mut last, end) = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
            while last < end {
                let next = schedule.next_after(last).unwrap();
                assert_eq!(schedule.last_due(last, next), Some(next), "{zone}");
                assert_eq!(schedule.last_due(last, next - TimeDelta::milliseconds(1)), None, "{zone}: {next}");
                last = next;
            }
        }
    }

    #[test]
    fn a_schedule_that_can_never_fire_is_refused_and_one_that_fires_seldom_is_not() {
        let now = at("2026-11-28T12:00:00Z");
        for pattern in [
            "0 0 0 30 2 *",
            "0 0 0 31 2 *",
            "0 0 0 31 4 *",
            "0 0 22 * * * 2025",
            "0 0 22 * * * 2020-2025",
            "0 0 22 1 1 * 2026",
            "0 0 0 29 2 * 2027",
            // Both the date and the weekday.
            "0 0 0 30 2 +MON",
            "0 0 0 1 1 +MON 2027",
            "0 0 0 1-2 1 +FRI#L",
            "0 0 0 8-31 1 +SUN#1",
        ] {
            let refused = schedule(pattern, Tz::Asia__Kolkata).first_due(now).expect_err(pattern).to_string();
            assert_eq!(refused, format!("`{pattern}` never fires: no date from 2026-11-28 on matches it"));
        }
        for (pattern, due) in [
            ("0 0 0 29 2 *", "2028-02-29T00:00:00Z"),
            ("0 0 0 29 2 +SUN", "2032-02-29T00:00:00Z"),
            ("0 0 0 30 2 MON", "2027-02-01T00:00:00Z"),
            ("0 0 22 * * * 2026", "2026-11-28T22:00:00Z"),
            ("0 0 22 31 12 * 2026-2027", "2026-12-31T22:00:00Z"),
            ("0 0 0 * * +FRI#L", "2026-12-25T00:00:00Z"),
        ] {
            assert_eq!(schedule(pattern, Tz::UTC).first_due(now).unwrap(), at(due), "{pattern}");
        }
    }

    #[test]
    fn invalid_schedules_are_refused_and_impossible_dates_are_never_due() {
        for text in ["whenever", "", "0 0 25 * * *", "1 2 3"] {
            assert!(Schedule::new(text, Tz::UTC).is_err(), "{text:?}");
        }
        let never = schedule("0 0 0 30 2 *", Tz::UTC);
        assert_eq!(never.next_after(at("2026-01-01T00:00:00Z")), None);
        assert_eq!(never.last_due(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")), None);
    }
}
