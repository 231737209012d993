//! Selection under a page budget: drops the least relevant statements first and keeps what every reader expects.
//!
//! Contacts, every position with its dates, education and skills always stay, so that no gap appears; of each list of what was done
//! at least one item stays.

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::candidates::tailoring::ChangeRule;

use super::changes::{Change, Refused};
use super::retrieval::Relevance;
use super::wording::lists_mut;
use crate::output::{SheetOptions, as_text, one_line, sheet};

/// Letters in a line of print.
const LETTERS: usize = 95;
/// Lines on a page, with the space between paragraphs.
const LINES: usize = 56;

/// Leaves items out until the resume fits so many pages, or until nothing may be left out.
pub(super) fn trim(
    resume: &mut StructuredResume,
    pages: u16,
    relevances: &[Relevance],
    refused: &Refused,
) -> Vec<Change> {
    let budget = usize::from(pages.max(1)) * LINES;
    let mut changes = Vec::new();
    let mut lines = printed_lines(resume);
    let may_go = |relevance: &&Relevance| !refused.has(ChangeRule::Trimmed, &relevance.path);
    let mut weakest: Vec<&Relevance> = relevances.iter().filter(may_go).collect();
    weakest.sort_by(|a, b| a.points.total_cmp(&b.points).then_with(|| b.path.cmp(&a.path)));
    for relevance in weakest {
        if lines <= budget {
            break;
        }
        for (path, fields) in lists_mut(resume) {
            let index = relevance.path.strip_prefix(&path).and_then(|rest| rest.trim_matches(['[', ']']).parse().ok());
            let Some(index) = index.filter(|&index: &usize| index < fields.len()) else { continue };
            let left = fields.iter().filter(|field| !field.is_missing()).count();
            let Some(before) = fields[index].value.clone().filter(|_| left > 1) else { continue };
            lines = lines.saturating_sub(lines_of(&one_line(&before)));
            // Its place stays until all is chosen, so that the places of the others do not change.
            fields[index] = Field::missing();
            changes.push(Change {
                rule: ChangeRule::Trimmed,
                path: relevance.path.clone(),
                before,
                after: String::new(),
                evidence: Vec::new(),
            });
        }
    }
    for (_, fields) in lists_mut(resume) {
        fields.retain(|field| !field.is_missing());
    }
    changes
}

/// About so many lines of print.
fn printed_lines(resume: &StructuredResume) -> usize {
    as_text(&sheet(resume, &SheetOptions::default())).lines().map(lines_of).sum()
}

fn lines_of(text: &str) -> usize {
    text.chars().count().div_ceil(LETTERS).max(1)
}
