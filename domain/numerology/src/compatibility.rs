//! The compatibility of two profiles. No standard table exists; this one uses the three concords 1-5-7, 2-4-8 and 3-6-9.

use crate::{Profile, Reading};

/// The relation of two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same number; a master number counts as its root.
    Alike,
    /// Both in one concord: 1-5-7, 2-4-8 or 3-6-9.
    OfOneConcord,
    /// In different concords.
    Different,
}

impl Relation {
    /// Its name in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::OfOneConcord => "of_one_concord",
            Self::Different => "different",
        }
    }
}

/// The comparison of one number of both people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspect {
    /// Which number.
    pub of: &'static str,
    /// The first person's.
    pub yours: u32,
    /// The second person's.
    pub theirs: u32,
    /// Their relation.
    pub relation: Relation,
}

/// The aspects that both people have.
pub fn compatibility(yours: &Profile, theirs: &Profile) -> Vec<Aspect> {
    let numbers = |profile: &Profile| {
        let number = |reading: &Option<Reading>| reading.as_ref().map(|reading| reading.number);
        [
            ("life_path", Some(profile.life_path.number)),
            ("expression", Some(profile.name.expression.number)),
            ("soul_urge", number(&profile.name.soul_urge)),
            ("personality", number(&profile.name.personality)),
        ]
    };
    let pairs = numbers(yours).into_iter().zip(numbers(theirs));
    pairs
        .filter_map(|((of, yours), (_, theirs))| {
            let (yours, theirs) = (yours?, theirs?);
            Some(Aspect { of, yours, theirs, relation: relation(yours, theirs) })
        })
        .collect()
}

fn relation(left: u32, right: u32) -> Relation {
    let (left, right) = (root(left), root(right));
    let concord = |number: u32| [[1, 5, 7], [2, 4, 8], [3, 6, 9]].iter().position(|concord| concord.contains(&number));
    if left == right {
        Relation::Alike
    } else if concord(left) == concord(right) {
        Relation::OfOneConcord
    } else {
        Relation::Different
    }
}

/// The root of a master number: 2 for 11, 4 for 22, 6 for 33. Other numbers are their own root.
fn root(number: u32) -> u32 {
    (number - 1) % 9 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_symmetric_and_masters_count_by_their_root() {
        for (left, right, expected) in [
            (11, 2, Relation::Alike),
            (22, 8, Relation::OfOneConcord),
            (33, 9, Relation::OfOneConcord),
            (1, 2, Relation::Different),
        ] {
            assert_eq!((relation(left, right), relation(right, left)), (expected, expected), "{left} {right}");
        }
    }
}
