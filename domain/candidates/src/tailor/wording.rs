//! Rewording by rules: uses the posting's terms for skills that the resume proves, and puts relevant entries first. Nothing else
//! is changed.

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Employer, Skill as ListedSkill, SkillGroup, StructuredResume};
use domain_model::candidates::tailoring::{AtomKind, ChangeRule};
use domain_model::kernel::text::normalise;
use domain_model::matching::negation::affirmed_parts;
use domain_model::matching::skill::{self, Mention, SkillKind, mentions};

use super::atoms::{Atom, Evidence};
use super::changes::{Change, Refused};
use super::keywords::Keyword;
use super::retrieval::Relevance;

/// Puts the posting's term beside the seeker's own word for the same skill: once in the list of skills, once in what was done.
pub(super) fn use_terms(resume: &mut StructuredResume, keywords: &[Keyword], refused: &Refused) -> Vec<Change> {
    let mut changes = Vec::new();
    for keyword in keywords.iter().filter(|keyword| is_occupational(keyword)) {
        changes.extend(in_list(resume, keyword, refused));
        changes.extend(in_prose(resume, keyword, refused));
    }
    changes
}

fn in_list(resume: &mut StructuredResume, keyword: &Keyword, refused: &Refused) -> Option<Change> {
    let has = |skill: &ListedSkill| keyword.is_written_in(&normalise(&shown(skill)));
    if resume.skills.iter().flat_map(|group| &group.skills).any(has) {
        return None;
    }
    for (index, group) in resume.skills.iter_mut().enumerate() {
        for (at, listed) in group.skills.iter_mut().enumerate() {
            let path = format!("skills[{index}].skills[{at}]");
            let Some(name) = with_term(listed.name.as_str(), keyword) else { continue };
            if refused.has(ChangeRule::Termed, &path) {
                continue;
            }
            let before = shown(listed);
            // In the name: the details of a skill explain it, and are no claims.
            listed.name = Field::clear(name, Vec::new());
            return Some(termed(path, before, shown(listed)));
        }
    }
    None
}

fn in_prose(resume: &mut StructuredResume, keyword: &Keyword, refused: &Refused) -> Option<Change> {
    let mut items = Vec::new();
    for (path, fields) in lists_mut(resume) {
        items.extend(fields.iter_mut().enumerate().map(|(index, field)| (format!("{path}[{index}]"), field)));
    }
    if items.iter().any(|(_, field)| keyword.is_written_in(&normalise(field.as_str()))) {
        return None;
    }
    for (path, field) in items {
        let Some(after) = with_term(field.as_str(), keyword) else { continue };
        if !refused.has(ChangeRule::Termed, &path) {
            let before = field.value.replace(after.clone()).unwrap_or_default();
            return Some(termed(path, before, after));
        }
    }
    None
}

fn termed(path: String, before: String, after: String) -> Change {
    let evidence = vec![Evidence { path: path.clone(), text: before.clone() }];
    Change { rule: ChangeRule::Termed, path, before, after, evidence }
}

/// A listed skill with what is added to it.
fn shown(skill: &ListedSkill) -> String {
    let details = skill.details.iter().map(|detail| format!(" ({})", detail.as_str()));
    skill.name.as_str().to_owned() + &details.collect::<String>()
}

/// The text with the posting's term, if it names the skill in other words and does not deny it: instead of another form of the same
/// word (`REST API` and `REST APIs`), else beside the seeker's own word (`k8s (Kubernetes)`).
fn with_term(text: &str, keyword: &Keyword) -> Option<String> {
    let affirmed = affirmed_parts(text);
    let names = |mention: &Mention| {
        keyword.skill.is_some_and(|skill| skill.name == mention.skill.name)
            && affirmed.iter().any(|part| part.contains(&mention.place.start))
    };
    let listed = || skill::lookup(text).filter(|found| keyword.skill.is_some_and(|skill| skill.name == found.name));
    let place = match mentions(text).into_iter().find(names) {
        Some(mention) => mention.place,
        // A word of a list, which would need more to be a skill in prose.
        None => listed().map(|_| 0..text.len())?,
    };
    let (own, term) = (&text[place.clone()], &keyword.written);
    let (normal_own, normal_term) = (normalise(own), normalise(term));
    let with = |term: &str| format!("{}{term}{}", &text[..place.start], &text[place.end..]);
    Some(if normal_own.contains(&normal_term) || normal_term.contains(&normal_own) {
        with(term)
    } else {
        with(&format!("{own} ({term})"))
    })
}

/// Lists the skills that are asked for and shown in what was done, but not listed.
pub(super) fn list_shown(
    resume: &mut StructuredResume,
    atoms: &[Atom],
    keywords: &[Keyword],
    refused: &Refused,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for keyword in keywords.iter().filter(|keyword| is_occupational(keyword)) {
        let names = |atom: &&Atom| {
            atom.skills.iter().any(|skill| keyword.skill.is_some_and(|required| required.name == skill.name))
        };
        let (listed, shown): (Vec<&Atom>, Vec<&Atom>) =
            atoms.iter().filter(names).partition(|atom| atom.kind == AtomKind::Skill);
        if !listed.is_empty() || shown.is_empty() || refused.has(ChangeRule::Listed, &keyword.written) {
            continue;
        }
        let skill = ListedSkill { name: Field::clear(keyword.written.clone(), Vec::new()), ..ListedSkill::default() };
        if resume.skills.is_empty() {
            resume.skills.push(SkillGroup::default());
        }
        let group = resume.skills.len() - 1;
        let path = format!("skills[{group}].skills[{}]", resume.skills[group].skills.len());
        resume.skills[group].skills.push(skill);
        changes.push(Change {
            rule: ChangeRule::Listed,
            path,
            before: String::new(),
            after: keyword.written.clone(),
            evidence: shown.into_iter().map(Atom::evidence).collect(),
        });
    }
    changes
}

/// Puts what matters for the posting first: within each position and project, and within each group of skills.
pub(super) fn reorder(resume: &mut StructuredResume, relevances: &[Relevance], refused: &Refused) -> Vec<Change> {
    let mut changes = Vec::new();
    let points = |path: String| relevances.iter().find(|found| found.path == path).map_or(0.0, |found| found.points);
    for (path, fields) in lists_mut(resume) {
        if refused.has(ChangeRule::Reordered, &path) {
            continue;
        }
        let by_points: Vec<f64> = (0..fields.len()).map(|index| points(format!("{path}[{index}]"))).collect();
        sort(fields, &by_points, |field| field.as_str().to_owned(), &path, &mut changes);
    }
    for (index, group) in resume.skills.iter_mut().enumerate() {
        let path = format!("skills[{index}].skills");
        if refused.has(ChangeRule::Reordered, &path) {
            continue;
        }
        let by_points: Vec<f64> = (0..group.skills.len()).map(|at| points(format!("{path}[{at}]"))).collect();
        sort(&mut group.skills, &by_points, |skill| skill.name.as_str().to_owned(), &path, &mut changes);
    }
    changes
}

/// Sorts by points, most first; what is equal keeps its order.
fn sort<T: Clone>(
    items: &mut [T],
    points: &[f64],
    text_of: impl Fn(&T) -> String,
    path: &str,
    changes: &mut Vec<Change>,
) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| points[b].total_cmp(&points[a]));
    if order.is_sorted() {
        return;
    }
    let all = |items: &[T]| items.iter().map(&text_of).collect::<Vec<_>>().join("\n");
    let before = all(items);
    let evidence =
        order.iter().map(|&at| Evidence { path: format!("{path}[{at}]"), text: text_of(&items[at]) }).collect();
    let sorted: Vec<T> = order.iter().map(|&index| items[index].clone()).collect();
    items.clone_from_slice(&sorted);
    changes.push(Change { rule: ChangeRule::Reordered, path: path.to_owned(), before, after: all(items), evidence });
}

fn is_occupational(keyword: &Keyword) -> bool {
    keyword.skill.is_some_and(|skill| !matches!(skill.kind, SkillKind::Personal | SkillKind::HumanLanguage))
}

/// The lists of what was done, with their paths.
pub(super) fn lists_mut(resume: &mut StructuredResume) -> Vec<(String, &mut Vec<Field<String>>)> {
    let mut found = Vec::new();
    for (section, employers) in [("experience", &mut resume.experience), ("volunteering", &mut resume.volunteering)] {
        for (index, Employer { positions, .. }) in employers.iter_mut().enumerate() {
            for (at, position) in positions.iter_mut().enumerate() {
                found.push((format!("{section}[{index}].positions[{at}].highlights"), &mut position.highlights));
            }
        }
    }
    for (index, project) in resume.projects.iter_mut().enumerate() {
        found.push((format!("projects[{index}].highlights"), &mut project.highlights));
    }
    found
}
