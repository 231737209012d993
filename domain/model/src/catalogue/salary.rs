//! Salaries as postings print them.

use serde::{Deserialize, Serialize};

use crate::kernel::named::named_enum;

named_enum! {
    /// What an amount of pay is paid for.
    SalaryPeriod {
        /// Each hour.
        Hour = "hour",
        /// Each day.
        Day = "day",
        /// Each week.
        Week = "week",
        /// Every second week.
        TwoWeeks = "two_weeks",
        /// Each month.
        Month = "month",
        /// Each year.
        Year = "year",
        /// Once, for the whole work.
        Once = "once",
    }
}

impl SalaryPeriod {
    /// How many of it a full year of work has; `None` where an amount is not paid again and again.
    pub const fn times_a_year(self) -> Option<i64> {
        match self {
            Self::Hour => Some(2_080),
            Self::Day => Some(260),
            Self::Week => Some(52),
            Self::TwoWeeks => Some(26),
            Self::Month => Some(12),
            Self::Year => Some(1),
            Self::Once => None,
        }
    }
}

/// Pay as printed: raw amounts in hundredths of the currency unit, never converted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salary {
    /// ISO 4217, when known.
    pub currency: Option<String>,
    /// Lower end, in hundredths.
    pub min_hundredths: Option<i64>,
    /// Upper end, in hundredths; never below the lower end.
    pub max_hundredths: Option<i64>,
    /// Per what, when known.
    pub period: Option<SalaryPeriod>,
}

impl Salary {
    /// `None` unless there is an amount above zero; a swapped pair is put in order.
    pub fn new(
        currency: Option<&str>,
        min: Option<f64>,
        max: Option<f64>,
        period: Option<SalaryPeriod>,
    ) -> Option<Self> {
        /// More than anybody is paid in any currency; also what keeps the conversion exact.
        const IMPLAUSIBLE: f64 = 1e12;
        #[expect(clippy::cast_possible_truncation, reason = "amounts are checked to lie between 0 and 1e12")]
        let hundredths = |amount: f64| (amount > 0.0 && amount < IMPLAUSIBLE).then(|| (amount * 100.0).round() as i64);
        let (min, max) = (min.and_then(hundredths), max.and_then(hundredths));
        let (min, max) = match (min, max) {
            (None, None) => return None,
            (Some(min), Some(max)) if min > max => (Some(max), Some(min)),
            pair => pair,
        };
        let currency = currency.and_then(crate::catalogue::pay::currency).map(str::to_owned);
        Some(Self { currency, min_hundredths: min, max_hundredths: max, period })
    }
}

impl std::fmt::Display for Salary {
    /// For people: `EUR 42,000–48,000 per year`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(currency) = &self.currency {
            write!(f, "{currency} ")?;
        }
        match (self.min_hundredths, self.max_hundredths) {
            (Some(min), Some(max)) if min != max => write!(f, "{}–{}", amount(min), amount(max))?,
            (Some(min), Some(_)) => f.write_str(&amount(min))?,
            (Some(min), None) => write!(f, "from {}", amount(min))?,
            (None, Some(max)) => write!(f, "up to {}", amount(max))?,
            (None, None) => {}
        }
        match self.period {
            Some(SalaryPeriod::Hour) => f.write_str(" per hour"),
            Some(SalaryPeriod::Day) => f.write_str(" per day"),
            Some(SalaryPeriod::Week) => f.write_str(" per week"),
            Some(SalaryPeriod::TwoWeeks) => f.write_str(" per two weeks"),
            Some(SalaryPeriod::Month) => f.write_str(" per month"),
            Some(SalaryPeriod::Year) => f.write_str(" per year"),
            Some(SalaryPeriod::Once) => f.write_str(" in all"),
            None => Ok(()),
        }
    }
}

/// `4200050` → `42,000.50`.
fn amount(hundredths: i64) -> String {
    let digits = (hundredths / 100).to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let cents = hundredths % 100;
    if cents > 0 {
        text.push_str(&format!(".{cents:02}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_salary_is_put_in_order_and_printed_for_people() {
        let salary = Salary::new(Some("usd"), Some(200_000.0), Some(150_000.5), Some(SalaryPeriod::Year)).unwrap();
        assert_eq!(salary.to_string(), "USD 150,000.50–200,000 per year");
        assert_eq!(Salary::new(Some("usd"), Some(0.0), Some(f64::NAN), None), None);
        assert_eq!(Salary::new(None, None, Some(950.0), None).unwrap().to_string(), "up to 950");
    }
}
