//! Parses dates as boards and pages write them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// Parses an instant as boards and pages write it. Without a zone it is UTC.
pub(crate) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    zoned(text)
        .or_else(|| local(text).map(|local| local.and_utc()))
        .or_else(|| day(text).and_then(|day| day.and_hms_opt(0, 0, 0)).map(|local| local.and_utc()))
        .or_else(|| text.parse().ok().and_then(epoch))
        .filter(is_plausible)
}

/// Seconds or milliseconds since 1970, for the years in which postings are written.
pub(crate) fn epoch(number: i64) -> Option<DateTime<Utc>> {
    const FIRST: i64 = 946_684_800;
    const LAST: i64 = 4_102_444_800;
    match number {
        FIRST..=LAST => DateTime::from_timestamp(number, 0),
        _ if (FIRST..=LAST).contains(&(number / 1_000)) => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

/// A date of a platform that writes the month first.
pub(crate) fn american(text: &str) -> Option<DateTime<Utc>> {
    let day = NaiveDate::parse_from_str(text.trim(), "%m/%d/%Y").ok()?;
    day.and_hms_opt(0, 0, 0).map(|local| local.and_utc()).filter(is_plausible)
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

fn zoned(text: &str) -> Option<DateTime<Utc>> {
    let with_zone = text.replace(" UTC", "+0000").replace(" GMT", "+0000").replace("Z[UTC]", "Z");
    let formats = [
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%d %H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M:%S%.f %z",
        "%Y-%m-%d %H:%M%z",
        "%a, %d %b %Y %H:%M:%S%z",
    ];
    let formatted = || formats.iter().find_map(|format| DateTime::parse_from_str(&with_zone, format).ok());
    let parsed = DateTime::parse_from_rfc3339(text).ok().or_else(|| DateTime::parse_from_rfc2822(text).ok());
    parsed.or_else(formatted).map(|instant| instant.to_utc())
}

fn local(text: &str) -> Option<NaiveDateTime> {
    // One platform ends its times with ":0".
    let (clock, tail) = text.rsplit_once(':').unwrap_or((text, ""));
    let text = if tail.len() == 1 && clock.matches(':').count() == 2 { clock } else { text };
    [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%a, %d %b %Y %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%d.%m.%Y %H:%M",
        "%b %d, %Y %H:%M:%S",
        "%b %d, %Y %I:%M:%S %p",
    ]
    .into_iter()
    .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

/// A day. What may be day and month, or month and day, is unknown.
fn day(text: &str) -> Option<NaiveDate> {
    let by_format = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%Y%m%d"];
    let is_compact = text.len() == 8 && text.bytes().all(|sign| sign.is_ascii_digit());
    let mut formats = by_format.iter().filter(|format| **format != "%Y%m%d" || is_compact);
    let found = formats.find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    found.or_else(|| with_slashes(text)).or_else(|| in_words(text))
}

fn with_slashes(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split(['/', '-']).map(str::parse::<u32>);
    let (first, second, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let year = i32::try_from(year).ok().filter(|year| *year >= 1000 && parts.next().is_none())?;
    match (first, second) {
        (13.., 1..=12) => NaiveDate::from_ymd_opt(year, second, first),
        (1..=12, 13..) => NaiveDate::from_ymd_opt(year, first, second),
        (same, other) if same == other => NaiveDate::from_ymd_opt(year, same, other),
        _ => None,
    }
}

/// "20 November 2026", "Nov 20, 2026", "20. listopada 2026", "le 20 novembre 2026".
fn in_words(text: &str) -> Option<NaiveDate> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    if words.len() > 7 {
        return None;
    }
    let month = words.iter().find_map(|word| month(word))?;
    let number = |word: &String| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ending = &word[digits.len()..];
        let is_ordinal = ["", "st", "nd", "rd", "th", "er", "º"].contains(&ending);
        digits.parse::<u32>().ok().filter(|_| is_ordinal)
    };
    let numbers: Vec<u32> = words.iter().filter_map(number).collect();
    let year = numbers.iter().find(|number| (1000..=9999).contains(*number))?;
    let day = numbers.iter().find(|number| (1..=31).contains(*number))?;
    (numbers.len() == 2).then(|| NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, month, *day)).flatten()
}

fn month(word: &str) -> Option<u32> {
    /// How months begin in the languages of postings. "Mar" is March in all of them; May and June are written out.
    const MONTHS: [&str; 12] = [
        "jan ene gen janv stycz",
        "feb fév fev febr lut",
        "mar mär mrz març mart",
        "apr avr abr kwie",
        "may mai mag maj mayo mei maio",
        "jun juin giu czerw juni",
        "jul juil lug lip juli",
        "aug aoû ago sierp",
        "sep set wrze sept",
        "oct okt out ott paźdz",
        "nov listop",
        "dec dez déc dic gru",
    ];
    let fits = |names: &&str| names.split(' ').any(|name| word.starts_with(name));
    let found = MONTHS.iter().position(fits)?;
    u32::try_from(found + 1).ok().filter(|_| word.chars().all(char::is_alphabetic) && word.chars().count() <= 12)
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
            ("2026-07-16 09:30:00", "2026-07-16T09:30:00Z"),
            ("2026-07-16 09:30:00 UTC", "2026-07-16T09:30:00Z"),
            ("2026-07-16T09:30:00.000+0200", "2026-07-16T07:30:00Z"),
            ("16.07.2026", "2026-07-16T00:00:00Z"),
            ("Jul 16, 2026", "2026-07-16T00:00:00Z"),
            ("16 July 2026", "2026-07-16T00:00:00Z"),
            ("July 16th, 2026", "2026-07-16T00:00:00Z"),
            ("16. Juli 2026", "2026-07-16T00:00:00Z"),
            ("16 de julio de 2026", "2026-07-16T00:00:00Z"),
            ("le 16 juillet 2026", "2026-07-16T00:00:00Z"),
            ("Thu, 16 Jul 2026 09:30:00 +0100", "2026-07-16T08:30:00Z"),
            ("Thu, 16 Jul 2026 09:30:00 GMT", "2026-07-16T09:30:00Z"),
            ("Thu, 16 Jul 2026 09:30:00:0", "2026-07-16T09:30:00Z"),
            ("1784194200", "2026-07-16T09:30:00Z"),
            ("1784194200000", "2026-07-16T09:30:00Z"),
            ("16/07/2026", "2026-07-16T00:00:00Z"),
            ("07/16/2026", "2026-07-16T00:00:00Z"),
            ("20260716", "2026-07-16T00:00:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(instant(text), DateTime::parse_from_rfc3339(expected).map(|at| at.to_utc()).ok(), "{text}");
        }
        for text in ["30+ Days Ago", "06/07/2026", "until filled", "Posted 3 Days Ago", "2026", "7", ""] {
            assert_eq!(instant(text), None, "{text}");
        }
        assert_eq!(american("06/07/2026"), instant("2026-06-07"));
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
