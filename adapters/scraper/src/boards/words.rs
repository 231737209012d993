//! Maps the vocabulary of boards to employment type, workplace and location.

use domain_model::catalogue::job::{EmploymentType, Workplace};

/// Parses "Full-time", "Contract", "Intern" …; `None` for unknown words.
pub(super) fn employment_type(words: &str) -> Option<EmploymentType> {
    let words = words.to_lowercase().replace(['-', '_'], " ");
    let has = |mark: &str| words.contains(mark);
    if has("intern") && !has("internal") {
        Some(EmploymentType::Intern)
    } else if has("part time") {
        Some(EmploymentType::PartTime)
    } else if has("full time") || has("permanent") {
        Some(EmploymentType::FullTime)
    } else if has("contract") || has("freelance") {
        Some(EmploymentType::Contractor)
    } else if has("temporary") || has("seasonal") || has("fixed term") {
        Some(EmploymentType::Temporary)
    } else if has("volunteer") {
        Some(EmploymentType::Volunteer)
    } else {
        None
    }
}

/// The workplace that a location name implies.
pub(super) fn workplace(place: &str) -> Option<Workplace> {
    let words = place.to_lowercase();
    if words.contains("hybrid") {
        Some(Workplace::Hybrid)
    } else if words.contains("remote") {
        Some(Workplace::Remote)
    } else if words.contains("on-site") || words.contains("onsite") {
        Some(Workplace::OnSite)
    } else {
        None
    }
}

/// Splits "Berlin; Paris | Remote" into three locations.
pub(super) fn places(text: &str) -> Vec<String> {
    text.split([';', '|', '•']).flat_map(|part| part.split(" / ")).map(|place| place.trim().to_owned()).collect()
}
