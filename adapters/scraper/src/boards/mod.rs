//! Job boards that list everything an employer has open.

mod board;
mod greenhouse;
mod lever;

pub(crate) use board::Board;
pub(crate) use greenhouse::{GreenhouseBoard, posting as greenhouse_posting};
pub(crate) use lever::{LeverSite, posting as lever_posting};

use domain_model::catalogue::job::{EmploymentType, Workplace};
use ports::{FetchedPage, PortErrorKind, PortResult};
use serde::de::DeserializeOwned;

/// A board's answer as JSON. An error page is an error, not an empty list.
fn json<T: DeserializeOwned>(page: &FetchedPage) -> PortResult<T> {
    serde_json::from_slice(&page.body).map_err(|error| {
        let is_page = page.body.trim_ascii_start().starts_with(b"<");
        let reason = match (is_page, error.is_eof()) {
            (true, _) => "the board answers with a web page instead of its list",
            (false, true) => "the board's answer breaks off",
            (false, false) => "the board's answer is not its list",
        };
        PortErrorKind::Invalid(reason.to_owned()).because(error)
    })
}

/// "Full-time", "Contract", "Intern" … in the words boards use; `None` when they say nothing we know.
fn employment_type(words: &str) -> Option<EmploymentType> {
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

/// What a place name says about working from home.
fn workplace(place: &str) -> Option<Workplace> {
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

/// "Berlin; Paris | Remote" is three places.
fn places(text: &str) -> Vec<String> {
    text.split([';', '|', '•']).flat_map(|part| part.split(" / ")).map(|place| place.trim().to_owned()).collect()
}
