//! Checks of a resume's structure: the sections and facts that every reader expects.

use domain_model::candidates::structured_resume::{Position, StructuredResume};
use domain_model::candidates::tailoring::AtsPartKind;

use super::ats::AtsPart;

/// Contact, sections, dates and lists: what is there of them, and what is not.
pub(super) fn structure(resume: &StructuredResume) -> AtsPart {
    let positions: Vec<&Position> = resume.experience.iter().flat_map(|employer| &employer.positions).collect();
    let dated = positions.iter().filter(|position| !position.start.is_missing()).count();
    let checks = [
        (2, !resume.name.is_missing(), "there is no name"),
        (3, !resume.contacts.emails.is_empty(), "there is no mail address"),
        (2, !resume.contacts.phones.is_empty(), "there is no telephone number"),
        (4, !positions.is_empty(), "no work is listed"),
        (3, !resume.education.is_empty(), "no education is listed"),
        (2, !resume.skills.is_empty(), "no skills are listed"),
        (2, !positions.is_empty() && dated == positions.len(), "a position has no dates"),
        (
            2,
            positions.first().is_some_and(|position| !position.highlights.is_empty()),
            "nothing is said of what you did in the first position",
        ),
    ];
    AtsPart {
        kind: AtsPartKind::Structure,
        points: checks.iter().filter(|(_, holds, _)| *holds).map(|(points, ..)| f64::from(*points)).sum(),
        possible: checks.iter().map(|(points, ..)| *points).sum(),
        lacks: checks.iter().filter(|(_, holds, _)| !holds).map(|(.., lack)| (*lack).to_owned()).collect(),
    }
}
