//! Numerology: numbers of a birth date and a name, for the seeker who asks for them.
//!
//! Sources disagree about the rules, so the methods are named, selectable and shown step by step. Results are not stored,
//! not shown to employers and not used in scores; `tests/architecture` checks that no other context depends on this crate.

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
    /// Each step of the computation, for display.
    pub trace: Vec<String>,
}

/// The numbers of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The life path, from the birth date.
    pub life_path: Reading,
    /// The numbers of the full birth name.
    pub name: NameNumbers,
}

/// The methods by which a profile is computed.
#[derive(Debug, Clone, Default)]
pub struct Methods {
    /// The method for the birth date.
    pub life_path: LifePathMethod,
    /// The method for the name.
    pub name: NameMethod,
    /// The rule for Y, unless `y_in` has another one for the word.
    pub y: YRule,
    /// The rule for Y in single words of the name, compared without case.
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

/// Adds the digits until one is left, or a master number if those are kept. Appends each step to the trace.
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
