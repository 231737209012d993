//! The postings behind an estimate, each with its weight, and the quantiles of what they pay.
//!
//! Nobody can push an estimate by posting more: a job counts once however often it is listed, all employers weigh about the
//! same however many jobs they have, and an amount far from what the others pay is left out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain_model::catalogue::salary::SalaryPeriod;

use super::number;
use super::role::{Comparable, Role};

/// An amount so many times what half of the others pay, or so small a part of it, is misread, in another period than it says,
/// or invented.
const IMPLAUSIBLE: f64 = 3.0;

/// Postings in one currency, each with what it weighs.
pub(super) struct Sample<'c> {
    postings: Vec<(&'c Comparable, f64)>,
}

impl<'c> Sample<'c> {
    /// Those of the postings that count, whatever order they come in.
    pub(super) fn of(role: &Role, postings: Vec<&'c Comparable>) -> Self {
        let postings = distinct(in_one_currency(postings));
        let all = Self::weigh(role, postings);
        let middle = all.quantile(0.5);
        let is_plausible =
            |posting: &Comparable| (middle / IMPLAUSIBLE..=middle * IMPLAUSIBLE).contains(&posting.value());
        let plausible = all.postings.into_iter().map(|(posting, _)| posting).filter(|posting| is_plausible(posting));
        Self::weigh(role, plausible.collect())
    }

    /// The postings of an employer share the weight of one.
    fn weigh(role: &Role, postings: Vec<&'c Comparable>) -> Self {
        let mut of_employer: HashMap<&str, usize> = HashMap::new();
        for posting in &postings {
            *of_employer.entry(&posting.employer).or_default() += 1;
        }
        let weight =
            |posting: &Comparable| role.weight_of(&posting.role) / number(of_employer[posting.employer.as_str()]);
        Self { postings: postings.into_iter().map(|posting| (posting, weight(posting))).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.postings.len()
    }

    pub(super) fn employers(&self) -> usize {
        self.postings.iter().map(|(posting, _)| &posting.employer).collect::<HashSet<_>>().len()
    }

    /// `None` when it is empty.
    pub(super) fn currency(&self) -> Option<&'c str> {
        self.postings.first().map(|(posting, _)| posting.currency.as_str())
    }

    /// The period that most of the postings use.
    pub(super) fn period(&self) -> SalaryPeriod {
        let uses = |period| self.postings.iter().filter(|(posting, _)| posting.period == period).count();
        SalaryPeriod::ALL.iter().copied().max_by_key(|period| uses(*period)).unwrap_or(SalaryPeriod::Year)
    }

    /// The yearly pay below which this share of the weight lies.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        quantile(self.postings.iter().map(|(posting, weight)| (posting.value(), *weight)).collect(), share)
    }
}

/// Those in the currency that most employers use; of equals the first by name. Nothing is converted: rates change, and what
/// life costs differs.
fn in_one_currency(mut postings: Vec<&Comparable>) -> Vec<&Comparable> {
    let mut employers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for posting in &postings {
        employers.entry(&posting.currency).or_default().insert(&posting.employer);
    }
    let currency = employers.into_iter().rev().max_by_key(|(_, employers)| employers.len()).map(|(name, _)| name);
    postings.retain(|posting| currency == Some(posting.currency.as_str()));
    postings
}

/// One listing of a job, and one opening of an employer for one amount: the same in twenty cities is one opinion.
fn distinct(mut postings: Vec<&Comparable>) -> Vec<&Comparable> {
    postings.sort_unstable_by_key(|posting| posting.job.0);
    let (mut clusters, mut openings) = (HashSet::new(), HashSet::new());
    postings.retain(|posting| posting.cluster.is_none_or(|cluster| clusters.insert(cluster)));
    postings.retain(|posting| openings.insert((&posting.employer, posting.yearly.min, posting.yearly.max)));
    postings
}

/// The value below which this share of the weight lies; the middle of two values where it lies between them. Never more when a
/// value is less, whatever the weights. Zero without values.
fn quantile(mut weighted: Vec<(f64, f64)>, share: f64) -> f64 {
    /// Weights such as a third do not add up to the letter.
    const ROUNDING: f64 = 1e-9;
    weighted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let wanted = share * weighted.iter().map(|(_, weight)| weight).sum::<f64>();
    let mut below = 0.0;
    for (at, &(value, weight)) in weighted.iter().enumerate() {
        below += weight;
        if below < wanted - ROUNDING {
            continue;
        }
        let next = weighted.get(at + 1).filter(|_| below <= wanted + ROUNDING);
        return next.map_or(value, |(next, _)| value.midpoint(*next));
    }
    weighted.last().map_or(0.0, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_or_the_middle_of_two() {
        for (weighted, share, expected) in [
            (vec![], 0.5, 0.0),
            (vec![(7.0, 1.0)], 0.25, 7.0),
            (vec![(3.0, 1.0), (1.0, 1.0), (2.0, 1.0)], 0.5, 2.0),
            (vec![(4.0, 1.0), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0)], 0.5, 2.5),
            (vec![(1.0, 3.0), (2.0, 1.0)], 0.5, 1.0),
            (vec![(1.0, 1.0), (2.0, 3.0)], 0.5, 2.0),
            (vec![(1.0, 1.0 / 3.0), (2.0, 1.0 / 3.0), (3.0, 1.0 / 3.0), (9.0, 1.0)], 0.5, 6.0),
        ] {
            assert_eq!(quantile(weighted.clone(), share).to_string(), expected.to_string(), "{share} of {weighted:?}");
        }
    }
}
