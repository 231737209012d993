//! Salary estimates: quartiles of the pay that comparable postings state, or none when their employers are too few.
//!
//! Comparable is the same work at the same level in the same city, or else in the same country: pay of other countries,
//! currencies and levels is never mixed in, nor is what the job itself states. Amounts are compared per year and
//! reported in the period that most of the postings use.

mod role;
mod sample;
#[cfg(test)]
mod tests;

use domain_model::catalogue::salary::SalaryPeriod;
use domain_model::matching::salary::{Confidence, PayArea};

pub use role::{Comparable, NoTitle, Role, RoleDescription};
use sample::Sample;

/// Fewer employers do not speak for a market: one of them could move what is reported, and would be seen through it.
pub const MIN_EMPLOYERS: usize = 5;

/// What comparable postings say about the pay of a job.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SalaryPrediction {
    /// How many comparable postings state plausible pay. A job that is listed twice and an employer's postings for one amount
    /// count once.
    pub sample_size: usize,
    /// How many employers they are from.
    pub employers: usize,
    /// `None` when they are too few.
    pub estimate: Option<SalaryEstimate>,
}

/// What comparable postings pay, where each employer counts the same.
#[derive(Debug, Clone, PartialEq)]
pub struct SalaryEstimate {
    /// A quarter pays less; in hundredths, to three digits.
    pub p25_hundredths: i64,
    /// Half of them pay less.
    pub p50_hundredths: i64,
    /// A quarter pays more.
    pub p75_hundredths: i64,
    /// ISO 4217.
    pub currency: String,
    /// Per what.
    pub period: SalaryPeriod,
    /// Where the postings are from.
    pub area: PayArea,
    /// How much it can be relied on.
    pub confidence: Confidence,
}

/// Estimates what a role is paid, from the nearest area that says enough. The order of the postings does not matter.
pub fn predict(role: &Role, comparables: &[Comparable]) -> SalaryPrediction {
    let same_work: Vec<&Comparable> = comparables.iter().filter(|other| role.is_same_work(other)).collect();
    let mut prediction = SalaryPrediction::default();
    for &area in role.areas() {
        let in_area = same_work.iter().copied().filter(|other| role.is_in(area, &other.role)).collect();
        let sample = Sample::of(role, in_area);
        let estimate = estimate(&sample, area);
        prediction = SalaryPrediction { sample_size: sample.len(), employers: sample.employers(), estimate };
        if prediction.estimate.is_some() {
            break;
        }
    }
    prediction
}

/// `None` when there are too few employers.
fn estimate(sample: &Sample<'_>, area: PayArea) -> Option<SalaryEstimate> {
    if sample.employers() < MIN_EMPLOYERS {
        return None;
    }
    let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| sample.quantile(share));
    let period = sample.period();
    let times = amount(period.times_a_year().unwrap_or(1));
    Some(SalaryEstimate {
        p25_hundredths: three_digits(low / times),
        p50_hundredths: three_digits(middle / times),
        p75_hundredths: three_digits(high / times),
        currency: sample.currency()?.to_owned(),
        period,
        area,
        confidence: confidence(sample, area, (high - low) / middle),
    })
}

/// `spread` is the distance of the outer quarters, as a part of the middle.
fn confidence(sample: &Sample<'_>, area: PayArea, spread: f64) -> Confidence {
    match (sample.len(), sample.employers()) {
        _ if area == PayArea::Anywhere => Confidence::Low,
        (20.., 10..) if spread <= 0.35 => Confidence::High,
        (10.., 7..) if spread <= 0.6 => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// More digits would promise more than is known.
#[expect(clippy::cast_possible_truncation, reason = "amounts of pay are far below 2^63")]
fn three_digits(hundredths: f64) -> i64 {
    let unit = 10_f64.powf((hundredths.max(1.0).log10().floor() - 2.0).max(0.0));
    ((hundredths / unit).round() * unit) as i64
}

#[expect(clippy::cast_precision_loss, reason = "amounts of pay are far below 2^53")]
fn amount(hundredths: i64) -> f64 {
    hundredths as f64
}

#[expect(clippy::cast_precision_loss, reason = "a sample is small")]
fn number(count: usize) -> f64 {
    count as f64
}
