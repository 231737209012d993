//! Parses dates as boards and pages write them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// Parses an instant in one of the usual ISO 8601 forms. Without a zone it is UTC.
pub(crate) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%z"))
        .map(|instant| instant.to_utc())
        .ok()
        .or_else(|| local(text).map(|local| local.and_utc()))
        .or_else(|| day(text).and_then(|day| day.and_hms_opt(0, 0, 0)).map(|local| local.and_utc()))
        .filter(is_plausible)
}

/// Whether the year has four digits: others are mistakes and would not survive serialization.
pub(crate) fn is_plausible(instant: &DateTime<Utc>) -> bool {
    (1000..=9999).contains(&instant.year())
}

/// The end of a validity period. A date without a time ends when it ends everywhere, because the job's time zone is
/// unknown.
pub(crate) fn end(text: &str) -> Option<DateTime<Utc>> {
    match day(text.trim()) {
        Some(day) => {
            let midnight = day.and_hms_opt(0, 0, 0)?.and_utc();
            midnight.checked_add_signed(TimeDelta::hours(24 + 12)).filter(is_plausible)
        }
        None => instant(text),
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forms_are_read() {
        let cases = [
            ("2026-07-16T11:55:32-04:00", "2026-07-16T15:55:32Z"),
            ("2026-04-09T09:54:06.573+0000", "2026-04-09T09:54:06.573Z"),
            ("2026-07-16T11:55:32", "2026-07-16T11:55:32Z"),
            ("2026-07-16T11:55", "2026-07-16T11:55:00Z"),
            ("2026-07-16", "2026-07-16T00:00:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(instant(text), DateTime::parse_from_rfc3339(expected).map(|at| at.to_utc()).ok(), "{text}");
        }
        assert_eq!(instant("30+ Days Ago"), None);
    }

    #[test]
    fn days_at_the_end_of_all_time_are_no_dates() {
        for text in ["+262142-12-31", "-262143-01-01", "+10000-01-01", "9999-12-31", "0999-12-30"] {
            assert_eq!(end(text), None, "{text}");
        }
        for text in
            ["+262142-12-31", "+262142-12-31T23:59:59-1200", "-262143-01-01T00:00:00+1200", "+262142-12-31T23:59"]
        {
            assert_eq!((instant(text), end(text)), (None, None), "{text}");
        }
        assert!(instant("9999-12-31").is_some() && end("9999-12-30").is_some());
    }

    #[test]
    fn a_day_is_valid_until_it_has_ended_everywhere() {
        assert_eq!(end("2026-07-16"), instant("2026-07-17T12:00:00Z"));
        assert_eq!(end("2026-07-16T10:00:00Z"), instant("2026-07-16T10:00:00Z"));
    }
}
