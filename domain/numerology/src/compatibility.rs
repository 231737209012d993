//! How the numbers of two people stand to each other. No standard table exists; this one is by the three concords, and says so.

use crate::{Profile, Reading};

/// How two numbers stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same number, master numbers by their root.
    Alike,
    /// Of one concord: 1 5 7, 2 4 8 or 3 6 9.
    OfOneConcord,
    /// Of different concords.
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

/// One number of both people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspect {
    /// Which number.
    pub of: &'static str,
    /// The first person's.
    pub yours: u32,
    /// The second person's.
    pub theirs: u32,
    /// How they stand to each other.
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

/// 11 by 2, 22 by 4, 33 by 6.
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
