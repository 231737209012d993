//! Dates as resumes print them: a year, often a month, rarely a day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A Gregorian date of which the day, or the month and the day, may be unknown.
///
/// Written `2021`, `2021-03` or `2021-03-01`. Compares as its text does: a year comes before its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// The text is no date of the forms `YYYY`, `YYYY-MM`, `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date: expected YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct InvalidPartialDate(String);

impl PartialDate {
    /// A year from 1000 to 9999.
    pub fn year_only(year: u16) -> Option<Self> {
        (1000..=9999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    /// A month, 1 to 12, of a year.
    pub fn month_of(year: u16, month: u8) -> Option<Self> {
        let date = Self::year_only(year)?;
        (1..=12).contains(&month).then_some(Self { month: Some(month), ..date })
    }

    /// A day of a month. February may have 29 days in every year.
    pub fn day_of(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self::month_of(year, month)?;
        let days = match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (1..=days).contains(&day).then_some(Self { day: Some(day), ..date })
    }

    /// Its year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Its day of the month.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = InvalidPartialDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits| {
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u16>().ok()).flatten()
        };
        let small = |part| number(part, 2).and_then(|value| u8::try_from(value).ok());
        let date = match parts[..] {
            [year] => number(year, 4).and_then(Self::year_only),
            [year, month] => number(year, 4).zip(small(month)).and_then(|(year, month)| Self::month_of(year, month)),
            [year, month, day] => match (number(year, 4), small(month), small(day)) {
                (Some(year), Some(month), Some(day)) => Self::day_of(year, month, day),
                _ => None,
            },
            _ => None,
        };
        date.ok_or_else(|| InvalidPartialDate(text.to_owned()))
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// The end of something that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndDate {
    /// It ended then.
    On(PartialDate),
    /// It goes on. Written `present`.
    Present,
}

impl EndDate {
    /// The date, unless it goes on.
    pub fn date(self) -> Option<PartialDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Present => None,
        }
    }
}

impl fmt::Display for EndDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Present => f.write_str("present"),
        }
    }
}

impl FromStr for EndDate {
    type Err = InvalidPartialDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "present" { Ok(Self::Present) } else { text.parse().map(Self::On) }
    }
}

impl Serialize for EndDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EndDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_it_was_read() {
        for text in ["2021", "2021-03", "2021-03-31", "2020-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["present", "2021", "2021-03"] {
            assert_eq!(text.parse::<EndDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "21",
            "2021-13",
            "2021-00",
            "2021-3",
            "2021-04-31",
            "2021-03-01-01",
            "+2021",
            "0999",
            "Present",
            "２０２１",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_comes_before_its_months() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert!(date("2021") < date("2021-01") && date("2021-12") < date("2022"));
    }
}
