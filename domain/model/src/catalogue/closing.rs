//! The last day of a posting in the job's own time zone.
//!
//! A posting's end is stored as an instant. Printed in UTC it can be a day early or late: `2027-02-28T23:59:59-04:00` is the
//! first of March in UTC.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc, Weekday};

use crate::catalogue::job::Posting;
use crate::search::fold::fold;

/// When clocks go forward.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SummerTime {
    Never,
    Europe,
    America,
}

/// Offset in minutes from UTC in winter, summer time, and the names (folded) that places of the zone carry. States stand for
/// themselves where a country has several zones.
const ZONES: [(i64, SummerTime, &str); 22] = [
    (0, SummerTime::Europe, "united kingdom|uk|gb|england|scotland|wales|ireland|ie|portugal|pt"),
    (
        60,
        SummerTime::Europe,
        "germany|deutschland|de|austria|osterreich|at|switzerland|schweiz|ch|france|fr|spain|espana|es|italy|italia|it|netherlands|nl|belgium|be|luxembourg|lu|denmark|dk|norway|no|sweden|se|poland|polska|pl|czechia|cz|slovakia|sk|hungary|hu|slovenia|si|croatia|hr",
    ),
    (
        120,
        SummerTime::Europe,
        "finland|fi|estonia|ee|latvia|lv|lithuania|lt|romania|ro|bulgaria|bg|greece|gr|ukraine|ua",
    ),
    (120, SummerTime::Never, "south africa|za"),
    (60, SummerTime::Never, "nigeria|ng"),
    (180, SummerTime::Never, "kenya|ke|turkey|tr|saudi arabia|sa"),
    (240, SummerTime::Never, "united arab emirates|ae"),
    (330, SummerTime::Never, "india|in"),
    (345, SummerTime::Never, "nepal|np"),
    (300, SummerTime::Never, "pakistan|pk"),
    (480, SummerTime::Never, "singapore|sg|china|cn|hong kong|hk|malaysia|my|philippines|ph|western australia"),
    (540, SummerTime::Never, "japan|jp|south korea|kr"),
    (600, SummerTime::Never, "queensland|qld|new south wales|nsw|victoria|vic|australia|au"),
    (720, SummerTime::Never, "new zealand|nz"),
    (-180, SummerTime::Never, "brazil|br|argentina|ar"),
    (-210, SummerTime::America, "newfoundland"),
    (-240, SummerTime::America, "nova scotia|ns|new brunswick|nb"),
    (
        -300,
        SummerTime::America,
        "ontario|on|quebec|qc|ny|new york|pa|pennsylvania|oh|ohio|fl|florida|ga|georgia|ma|massachusetts|nc|va|mi|nj",
    ),
    (-360, SummerTime::America, "tx|texas|il|illinois|mn|minnesota|wi|mo|tn|manitoba|mb"),
    (-420, SummerTime::America, "alberta|ab|co|colorado|ut|utah|nm"),
    (-420, SummerTime::Never, "az|arizona"),
    (-480, SummerTime::America, "ca|california|wa|washington|or|oregon|nv|british columbia|bc"),
];

/// The last day on which the posting is open, as its employer would say it.
pub fn closing_day(posting: &Posting) -> Option<NaiveDate> {
    let end = posting.valid_through?;
    // A date without a time is kept as the moment at which it has ended everywhere.
    if (end.hour(), end.minute(), end.second(), end.timestamp_subsec_millis()) == (12, 0, 0, 0) {
        return Some((end - TimeDelta::hours(36)).date_naive());
    }
    // Written without an offset, or in UTC.
    let is_day_in_utc = matches!((end.hour(), end.minute()), (23, 59) | (0, 0));
    if is_day_in_utc {
        return Some(end.date_naive());
    }
    let here = posting.locations.iter().find_map(|place| offset_at(place, end));
    let minutes = match (end_of_day_offset(end), here) {
        (Some(written), Some(here)) if (written - here).abs() <= 60 => written,
        (_, Some(here)) => here,
        (Some(written), None) => written,
        (None, None) => 0,
    };
    Some((end + TimeDelta::minutes(minutes)).date_naive())
}

/// The offset at which this instant is the last minute of a day; people live at only one such offset, with few exceptions.
fn end_of_day_offset(end: DateTime<Utc>) -> Option<i64> {
    if !matches!(end.minute(), 59 | 29 | 14) {
        return None;
    }
    let to_the_end = 23 * 60 + 59 - i64::from(end.hour() * 60 + end.minute());
    Some(if to_the_end > 13 * 60 { to_the_end - 24 * 60 } else { to_the_end })
}

fn offset_at(place: &str, at: DateTime<Utc>) -> Option<i64> {
    let folded = fold(place);
    // The country stands last; a state before it decides first.
    let parts: Vec<&str> = folded.split(',').map(str::trim).collect();
    let (minutes, summer, _) = parts
        .iter()
        .skip(usize::from(parts.len() > 1))
        .find_map(|part| ZONES.iter().find(|(.., names)| names.split('|').any(|name| name == *part)))?;
    Some(minutes + if is_summer(*summer, at.date_naive()) { 60 } else { 0 })
}

fn is_summer(summer: SummerTime, day: NaiveDate) -> bool {
    let sunday = |month, nth| NaiveDate::from_weekday_of_month_opt(day.year(), month, Weekday::Sun, nth);
    let last_sunday = |month| sunday(month, 5).or_else(|| sunday(month, 4));
    let (from, to) = match summer {
        SummerTime::Never => return false,
        SummerTime::Europe => (last_sunday(3), last_sunday(10)),
        SummerTime::America => (sunday(3, 2), sunday(11, 1)),
    };
    from.is_some_and(|from| day >= from) && to.is_some_and(|to| day < to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(end: &str, place: &str) -> String {
        let posting = Posting {
            external_id: String::new(),
            requisition_id: None,
            title: String::new(),
            company: String::new(),
            locations: vec![place.to_owned()],
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            description: String::new(),
            url: None,
            apply_url: None,
            posted_at: None,
            valid_through: Some(DateTime::parse_from_rfc3339(end).unwrap().to_utc()),
        };
        closing_day(&posting).unwrap().to_string()
    }

    #[test]
    fn a_date_with_an_offset_is_printed_in_the_zone_of_the_job() {
        for (end, place, expected) in [
            ("2027-03-10T23:59:59-07:00", "Calgary, Alberta, Canada", "2027-03-10"),
            ("2027-03-10T23:59:59-08:00", "Somewhere", "2027-03-10"),
            ("2027-05-31T23:59:59+02:00", "Bonn, Germany", "2027-05-31"),
            ("2027-02-28T23:59:59+05:30", "Pune, IN", "2027-02-28"),
            ("2027-02-10T18:00:00-08:00", "Fresno, CA", "2027-02-10"),
            ("2027-07-01T00:00:00+02:00", "Lyon, France", "2027-07-01"),
            ("2027-04-30T23:59:00Z", "Delhi, India", "2027-04-30"),
            ("2027-01-31T00:00:00Z", "Boise, ID", "2027-01-31"),
            ("2027-06-30T23:59:59+12:00", "Nelson, New Zealand", "2027-06-30"),
        ] {
            assert_eq!(day(end, place), expected, "{end} in {place}");
        }
    }

    #[test]
    fn a_date_without_a_time_stays_that_date() {
        // As ingestion stores "2027-01-31".
        assert_eq!(day("2027-02-01T12:00:00Z", "Vienna, Austria"), "2027-01-31");
    }
}
