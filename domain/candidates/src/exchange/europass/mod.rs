//! Europass XML: the `Candidate` of the portal since 2020 (HR-XML with extensions), written and read; the `SkillsPassport` of
//! the editor before, read.

mod candidate;
mod html;
mod languages;
mod node;
mod skills_passport;
mod write;

use domain_model::candidates::exchange::XmlElement;
use domain_model::candidates::structured_resume::StructuredResume;

use super::notes::Notes;
use super::{ExchangeError, ExchangeResult, unmapped};
use node::Node;

/// The resume in an XML file.
pub(super) fn import(root: XmlElement, notes: &Notes) -> ExchangeResult<StructuredResume> {
    let carried = match root.local_name() {
        "Candidate" => {
            let mut root = Node::root(root, notes);
            let kept = write::take_unmapped(&mut root);
            unmapped::restore(candidate::import(root), kept)
        }
        "SkillsPassport" | "Europass" | "LearnerInfo" => skills_passport::import(Node::root(root, notes)),
        _ => return Err(ExchangeError::UnknownFormat),
    };
    Ok(carried)
}

/// The resume as a `Candidate`, without spans and doubts. What it has no element for is in an extension of ours.
pub(super) fn export(resume: &StructuredResume) -> String {
    let detached = resume.detached();
    let carried = candidate::import(Node::root(write::candidate(&detached), &Notes::default()));
    let mut root = write::candidate(&detached);
    write::keep_unmapped(&mut root, unmapped::unmapped(&detached, &carried));
    write::document(&root)
}
