//! The people behind the control tower: when they answer, and how soon.

use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

/// When people answer, and how soon.
#[derive(Debug, Clone)]
pub struct Team {
    /// How long a seeker should wait for a person at most, within the hours.
    pub answer_within: TimeDelta,
    /// The time zone of the hours.
    pub time_zone: Tz,
    /// When somebody is there. Empty: always.
    pub hours: Vec<OpenHours>,
}

/// Hours on some days of the week, such as `mon-fri 09:00-17:00`. `24:00` is the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenHours {
    first: Weekday,
    last: Weekday,
    from: NaiveTime,
    until: NaiveTime,
}

/// A text that names no hours.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` are no hours: they are written as `mon-fri 09:00-17:00`")]
pub struct InvalidHours(String);

/// The next opening time, in the team's time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextOpening {
    /// Days from Monday to its day of the week.
    pub days_from_monday: usize,
    /// The time of day, `09:00`.
    pub time: String,
    /// The name of the time zone.
    pub zone: &'static str,
}

impl Team {
    /// When somebody will be there. `None` when somebody is there at this time.
    pub fn closed_until(&self, now: DateTime<Utc>) -> Option<NextOpening> {
        let opens = self.opens_at(now)?.with_timezone(&self.time_zone);
        let days_from_monday = usize::try_from(opens.weekday().num_days_from_monday()).unwrap_or_default();
        Some(NextOpening { days_from_monday, time: opens.format("%H:%M").to_string(), zone: self.time_zone.name() })
    }

    /// By when a seeker who waits from now on should have an answer.
    pub fn answer_due_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.opens_at(now).unwrap_or(now) + self.answer_within
    }

    fn opens_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = now.with_timezone(&self.time_zone);
        if self.hours.is_empty() || self.hours.iter().any(|hours| hours.include(local.weekday(), local.time())) {
            return None;
        }
        let days = (0..14).filter_map(|days| local.date_naive().checked_add_days(Days::new(days)));
        let openings = days.flat_map(|day| {
            let on_day = self.hours.iter().filter(move |hours| hours.are_on(day.weekday()));
            // A time that the clock skips does not come that day.
            on_day.filter_map(move |hours| day.and_time(hours.from).and_local_timezone(self.time_zone).earliest())
        });
        openings.map(|opening| opening.with_timezone(&Utc)).filter(|opening| *opening > now).min()
    }
}

impl OpenHours {
    fn are_on(&self, day: Weekday) -> bool {
        self.first.days_since(Weekday::Mon) <= day.days_since(Weekday::Mon)
            && day.days_since(Weekday::Mon) <= self.last.days_since(Weekday::Mon)
    }

    fn include(&self, day: Weekday, time: NaiveTime) -> bool {
        self.are_on(day) && self.from <= time && time < self.until
    }
}

impl FromStr for OpenHours {
    type Err = InvalidHours;

    fn from_str(text: &str) -> Result<Self, InvalidHours> {
        let read = || {
            let (days, times) = text.trim().split_once(' ')?;
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (from, until) = times.trim().split_once('-')?;
            let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
            let (first, last) = (first.parse().ok()?, last.parse().ok()?);
            let until = if until.trim() == "24:00" {
                NaiveTime::from_hms_nano_opt(23, 59, 59, 999_999_999)
            } else {
                time(until)
            };
            Some(Self { first, last, from: time(from)?, until: until? })
        };
        let is_forward = |hours: &Self| hours.from < hours.until && hours.are_on(hours.first);
        read().filter(is_forward).ok_or_else(|| InvalidHours(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(hours: &[&str]) -> Team {
        let hours = hours.iter().map(|text| text.parse().unwrap()).collect();
        Team { answer_within: TimeDelta::minutes(5), time_zone: Tz::Europe__Berlin, hours }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn within_the_hours_somebody_is_there_and_outside_of_them_the_next_opening_is_named() {
        let team = team(&["mon-fri 09:00-17:00", "sat 10:00-13:00"]);
        // Berlin is an hour ahead of UTC in winter, two in summer. 2026-11-27 is a Friday.
        for (now, opening) in [
            ("2026-11-27T08:00:00Z", None),
            ("2026-11-27T07:59:59Z", Some((4, "09:00"))),
            ("2026-11-27T16:00:00Z", Some((5, "10:00"))),
            ("2026-11-28T12:00:00Z", Some((0, "09:00"))),
            ("2026-11-29T23:30:00Z", Some((0, "09:00"))),
            ("2026-07-03T07:00:00Z", None),
        ] {
            let next = team.closed_until(at(now));
            assert_eq!(next.as_ref().map(|next| (next.days_from_monday, next.time.as_str())), opening, "{now}");
        }
    }

    #[test]
    fn hours_may_last_until_the_end_of_the_day() {
        let team = team(&["mon-sun 00:00-24:00"]);
        assert_eq!(team.closed_until(at("2026-11-29T22:59:59.999Z")), None, "the last millisecond of Sunday in Berlin");
        assert_eq!(team.closed_until(at("2026-11-29T23:00:00Z")), None);
    }

    #[test]
    fn without_hours_somebody_is_always_there() {
        assert_eq!(team(&[]).closed_until(at("2026-11-29T03:00:00Z")), None);
    }

    #[test]
    fn an_answer_is_due_after_the_opening() {
        let team = team(&["mon-fri 09:00-17:00"]);
        assert_eq!(team.answer_due_at(at("2026-11-27T10:00:00Z")), at("2026-11-27T10:05:00Z"));
        assert_eq!(team.answer_due_at(at("2026-11-28T10:00:00Z")), at("2026-11-30T08:05:00Z"));
    }

    #[test]
    fn a_time_that_the_clock_skips_does_not_come_that_day() {
        // 2027-03-28 is the Sunday on which Berlin has no 02:30.
        let team = team(&["sun 02:30-04:00"]);
        assert_eq!(team.answer_due_at(at("2027-03-27T12:00:00Z")), at("2027-04-04T00:35:00Z"));
    }

    #[test]
    fn hours_that_are_none_are_refused() {
        for text in
            ["", "mon", "mon 9-17", "fri-mon 09:00-17:00", "mon 17:00-09:00", "moonday 09:00-17:00", "mon 09:00"]
        {
            assert_eq!(text.parse::<OpenHours>(), Err(InvalidHours(text.to_owned())), "{text}");
        }
    }
}
