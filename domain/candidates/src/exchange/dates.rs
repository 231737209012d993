//! Dates as other programs write them.

use domain_model::candidates::exchange::Omission;
use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};

use super::notes::Notes;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What means that something goes on.
const PRESENT: [&str; 8] = ["present", "current", "now", "ongoing", "today", "to date", "heute", "actualidad"];

/// A date in one of the usual spellings: `2021-03`, `2021-03-01T00:00:00Z`, `2021/3`, `03/2021`, `1.3.2021`, `Mar 2021`,
/// `1 March 2021`. What may be read in two ways, such as `03/04/2021`, is no date.
pub(super) fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let text = text.split_once('T').filter(|(date, _)| date.len() >= 8).map_or(text, |(date, _)| date);
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<u16>().ok()).flatten();
    let small = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let named = |part: &str| {
        let start = part.get(..3)?.to_ascii_lowercase();
        let is_word = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let index = MONTHS.iter().position(|month| *month == start).filter(|_| is_word)?;
        u8::try_from(index + 1).ok()
    };
    match parts[..] {
        [first] => PartialDate::year_only(year(first)?),
        [first, second] => match (year(first), year(second)) {
            (Some(first), None) => PartialDate::month_of(first, small(second).or_else(|| named(second))?),
            (None, Some(second)) => PartialDate::month_of(second, small(first).or_else(|| named(first))?),
            _ => None,
        },
        [first, second, third] => {
            if let Some(first) = year(first) {
                return PartialDate::day_of(first, small(second).or_else(|| named(second))?, small(third)?);
            }
            let third = year(third)?;
            if let Some(month) = named(first) {
                return PartialDate::day_of(third, month, small(second)?);
            }
            let month = named(second).or_else(|| text.contains('.').then(|| small(second)).flatten())?;
            PartialDate::day_of(third, month, small(first)?)
        }
        _ => None,
    }
}

fn is_present(text: &str) -> bool {
    PRESENT.contains(&text.trim().to_lowercase().as_str())
}

/// A date, or missing. What is no date is left out.
pub(super) fn date(text: &str, path: &str, notes: &Notes) -> Field<PartialDate> {
    if text.trim().is_empty() {
        return Field::missing();
    }
    if let Some(date) = parse(text) {
        return Field::clear(date, Vec::new());
    }
    notes.leave_out(path, Omission::UnclearDate);
    Field::missing()
}

/// An end, or missing. What is no date is left out.
pub(super) fn end(text: &str, path: &str, notes: &Notes) -> Field<EndDate> {
    if is_present(text) {
        return Field::clear(EndDate::Present, Vec::new());
    }
    let date = date(text, path, notes);
    date.value.map_or_else(Field::missing, |date| Field::clear(EndDate::On(date), Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_usual_spellings() {
        for (text, expected) in [
            ("2021", "2021"),
            ("2021-03", "2021-03"),
            ("2021-3-1", "2021-03-01"),
            ("2021-03-01T00:00:00.000Z", "2021-03-01"),
            ("2021/03", "2021-03"),
            ("03/2021", "2021-03"),
            ("3.2021", "2021-03"),
            ("1.3.2021", "2021-03-01"),
            ("Mar 2021", "2021-03"),
            ("September 2021", "2021-09"),
            ("Mar 1, 2021", "2021-03-01"),
            ("1 Mar 2021", "2021-03-01"),
            ("2021-Mar-01", "2021-03-01"),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "03/04/2021", "21", "13/2021", "Foo 2021", "31.2.2021", "last year", "٢٠٢١", "Мар 2021", "T"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
