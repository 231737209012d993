//! Employers with several positions, from formats that have one item for each position.

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Employer, Position};
use domain_model::kernel::text;

/// Neighbours of the same name become one employer. What all its positions say of the place is said once.
pub(super) fn merged(items: Vec<Employer>) -> Vec<Employer> {
    let mut employers: Vec<Employer> = Vec::with_capacity(items.len());
    for item in items {
        match employers.last_mut() {
            Some(last) if is_same(last, &item) => last.positions.extend(item.positions),
            _ => employers.push(item),
        }
    }
    for employer in &mut employers {
        hoist_location(employer);
    }
    employers
}

fn is_same(one: &Employer, other: &Employer) -> bool {
    !one.name.is_missing()
        && text::normalise(one.name.as_str()) == text::normalise(other.name.as_str())
        && (other.location.is_missing() || one.location == other.location)
}

fn hoist_location(employer: &mut Employer) {
    let Some(Position { location: first, .. }) = employer.positions.first() else { return };
    let is_everywhere = employer.positions.iter().all(|position| position.location == *first);
    if is_everywhere && !first.is_missing() && employer.location.is_missing() {
        employer.location = first.clone();
        for position in &mut employer.positions {
            position.location = Field::missing();
        }
    }
}
