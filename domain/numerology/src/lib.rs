//! Numerology: numbers of a birth date and a name, for the seeker who asks for them.
//!
//! Nothing here predicts anything, sources disagree about every rule, and so the methods are named, switchable and shown step
//! by step. Nothing is stored, employers never see it, and no score knows it: `tests/architecture` keeps it out of them.

mod compatibility;
mod life_path;
mod name;

pub use compatibility::{Aspect, Relation, compatibility};
pub use life_path::{LifePathMethod, life_path};
pub use name::{NameMethod, NameNumbers, UnreadableName, YRule, name_numbers};

/// A number with the steps that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// 1 to 9, or a master number: 11, 22 or 33.
    pub number: u32,
    /// Each step, as it would be written down.
    pub trace: Vec<String>,
}

/// The numbers of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// By the birth date.
    pub life_path: Reading,
    /// By the full birth name.
    pub name: NameNumbers,
}

/// How a profile is computed.
#[derive(Debug, Clone, Default)]
pub struct Methods {
    /// Of the birth date.
    pub life_path: LifePathMethod,
    /// Of the name.
    pub name: NameMethod,
    /// What Y is, unless a word says otherwise.
    pub y: YRule,
    /// What Y is in single words of the name, in any case.
    pub y_in: Vec<(String, YRule)>,
}

/// The numbers of a birth date and a full birth name.
pub fn profile(birth_date: chrono::NaiveDate, full_name: &str, methods: &Methods) -> Result<Profile, UnreadableName> {
    Ok(Profile { life_path: life_path(birth_date, methods.life_path), name: name_numbers(full_name, methods)? })
}

fn is_master(number: u32) -> bool {
    matches!(number, 11 | 22 | 33)
}

fn digits(number: u32) -> Vec<u32> {
    number.to_string().bytes().map(|digit| u32::from(digit - b'0')).collect()
}

/// Adds digits until one is left, or a master number where those are kept. Writes each step down.
fn reduce(mut number: u32, keep_masters: bool, name: &str, trace: &mut Vec<String>) -> u32 {
    while number > 9 && !(keep_masters && is_master(number)) {
        let parts = digits(number);
        let sum = parts.iter().sum();
        let written = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        trace.push(format!("{name}: {number} → {written} = {sum}"));
        number = sum;
    }
    number
}
