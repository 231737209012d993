//! The life path: the number of a birth date. Four methods are in use; for one date in five they disagree.

use chrono::{Datelike, NaiveDate};

use crate::{Reading, digits, reduce};

/// A method to compute the life path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LifePathMethod {
    /// Month, day and year are reduced each, master numbers are kept; their sum is reduced, master numbers are kept (Decoz).
    #[default]
    PartsKeepingMasters,
    /// Month, day and year are reduced to one digit each; their sum is reduced, master numbers are kept.
    PartsToOneDigit,
    /// All digits are added; the sum is reduced, master numbers are kept.
    AllDigits,
    /// Month, day and year are added as they are; the sum is reduced, master numbers are kept.
    WholeNumbers,
}

impl LifePathMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::PartsKeepingMasters, Self::PartsToOneDigit, Self::AllDigits, Self::WholeNumbers];

    /// Its name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PartsKeepingMasters => "parts_keeping_masters",
            Self::PartsToOneDigit => "parts_to_one_digit",
            Self::AllDigits => "all_digits",
            Self::WholeNumbers => "whole_numbers",
        }
    }
}

/// The life path of a birth date.
pub fn life_path(birth_date: NaiveDate, method: LifePathMethod) -> Reading {
    let year = birth_date.year().unsigned_abs();
    let parts = [("month", birth_date.month()), ("day", birth_date.day()), ("year", year)];
    let mut trace = Vec::new();
    let terms: Vec<u32> = match method {
        LifePathMethod::PartsKeepingMasters | LifePathMethod::PartsToOneDigit => {
            let keep = method == LifePathMethod::PartsKeepingMasters;
            parts.iter().map(|(name, number)| reduce(*number, keep, name, &mut trace)).collect()
        }
        LifePathMethod::AllDigits => parts.iter().flat_map(|(_, number)| digits(*number)).collect(),
        LifePathMethod::WholeNumbers => parts.iter().map(|(_, number)| *number).collect(),
    };
    let sum: u32 = terms.iter().sum();
    let written = terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    trace.push(format!("sum: {written} = {sum}"));
    let number = reduce(sum, true, "life path", &mut trace);
    Reading { number, trace }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(date: NaiveDate) -> [u32; 4] {
        LifePathMethod::ALL.map(|method| life_path(date, method).number)
    }

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn known_dates_have_their_numbers_by_each_method() {
        for (date, numbers) in
            [(date(1990, 5, 14), [11, 11, 11, 11]), (date(1975, 4, 4), [3, 3, 3, 3]), (date(1961, 8, 4), [2, 2, 11, 2])]
        {
            assert_eq!(all(date), numbers, "{date}");
        }
        let [a, _, c, _] = all(date(1950, 1, 4));
        assert_eq!((a, c), (11, 2));
        let [a, b, ..] = all(date(1950, 3, 29));
        assert_eq!((a, b), (2, 11));
        let [a, b, ..] = all(date(1950, 5, 22));
        assert_eq!((a, b), (33, 6));
    }

    #[test]
    fn the_methods_agree_modulo_nine_and_differ_on_known_numbers_of_dates() {
        let (mut dates, mut differ, mut first_and_third_differ) = (0, 0, 0);
        for day in date(1950, 1, 1).iter_days().take_while(|day| *day <= date(2009, 12, 31)) {
            let numbers = all(day);
            dates += 1;
            assert!(numbers.iter().all(|number| number % 9 == numbers[0] % 9), "{day}: {numbers:?}");
            differ += u32::from(numbers.iter().any(|number| *number != numbers[0]));
            first_and_third_differ += u32::from(numbers[0] != numbers[2]);
        }
        assert_eq!((dates, differ, first_and_third_differ), (21_915, 4_830, 2_981));
    }

    #[test]
    fn every_step_is_shown() {
        let reading = life_path(date(1990, 5, 14), LifePathMethod::PartsKeepingMasters);
        assert_eq!(
            reading.trace,
            [
                "day: 14 → 1 + 4 = 5",
                "year: 1990 → 1 + 9 + 9 + 0 = 19",
                "year: 19 → 1 + 9 = 10",
                "year: 10 → 1 + 0 = 1",
                "sum: 5 + 5 + 1 = 11"
            ]
        );
    }
}
