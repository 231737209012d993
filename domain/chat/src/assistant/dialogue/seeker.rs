//! Answers about the seeker: fit, gap, a skill.

use domain_model::catalogue::outline::Section;
use domain_model::kernel::text::normalise;
use domain_model::matching::skill::{self, Skill};

use super::evidence::{posting_sentences, quotable, resume_lines};
use super::language::Language;
use crate::assistant::Context;

const NAMED: usize = 8;

pub(super) fn first(names: &[String], most: usize) -> String {
    names[..names.len().min(most)].join(", ")
}

pub(super) fn fit(language: Language, context: &Context) -> String {
    if context.resume.is_none() {
        return language.text("fit.noresume", &[]);
    }
    let (shared, missing) = (context.shared_skills(), context.missing_skills());
    let total = (shared.len() + missing.len()).to_string();
    let (count, shared_names, missing_names) =
        (shared.len().to_string(), first(&shared, NAMED), first(&missing, NAMED));
    let placeholders =
        [("count", &*count), ("total", &*total), ("shared", &*shared_names), ("missing", &*missing_names)];
    let key = match (shared.is_empty(), missing.is_empty()) {
        (true, true) => "fit.unknown",
        (false, true) => "fit.all",
        (true, false) => "fit.none",
        (false, false) => "fit.some",
    };
    language.text(key, &placeholders)
}

pub(super) fn gap(language: Language, context: &Context) -> String {
    if context.resume.is_none() {
        return language.text("fit.noresume", &[]);
    }
    let missing = context.missing_skills();
    match (missing.is_empty(), context.shared_skills().is_empty()) {
        (true, true) => language.text("fit.unknown", &[]),
        (true, false) => language.text("gap.none", &[]),
        (false, _) => language.text("gap.some", &[("missing", &first(&missing, NAMED))]),
    }
}

/// A skill that the resume does not show.
pub(super) struct Gap {
    pub(super) skill: String,
    /// How the posting names it.
    pub(super) quote: String,
}

/// The first skill that the posting requires and the resume does not show; or else the first it names at all.
pub(super) fn biggest_gap(context: &Context) -> Option<Gap> {
    let (job, _) = context.job.as_ref().zip(context.resume.as_ref())?;
    let posted = posting_sentences(job);
    let all: Vec<String> = posted.iter().map(|(_, sentence)| sentence.clone()).collect();
    let is_required = |(section, _): &&(Section, String)| *section == Section::Requirements;
    let required: Vec<String> = posted.iter().filter(is_required).map(|(_, sentence)| sentence.clone()).collect();
    let missing = context.missing_skills();
    [required, all].iter().find_map(|sentences| {
        missing
            .iter()
            .find_map(|skill| Some(Gap { skill: skill.clone(), quote: naming(sentences, &[skill.as_str()])? }))
    })
}

/// About one skill: what the posting says of it, what the resume shows, what to do.
pub(super) fn skill(language: Language, context: &Context, skill: &Skill) -> String {
    let name = skill.name.as_str();
    let mut answer = Vec::new();
    if let Some(job) = &context.job {
        let mut sentences: Vec<String> = posting_sentences(job).into_iter().map(|(_, sentence)| sentence).collect();
        // The title tells least about it.
        sentences.rotate_left(1);
        answer.push(match (naming(&sentences, &[name]), naming_related(skill, &sentences)) {
            (Some(quote), _) => language.text("skill.posting", &[("skill", name), ("quote", &quote)]),
            (None, Some((related, quote))) => {
                language.text("skill.related", &[("skill", name), ("related", &related), ("quote", &quote)])
            }
            (None, None) => language.text("skill.not_named", &[("skill", name)]),
        });
    }
    answer.push(shown(language, context, skill));
    let question = context
        .enrichment
        .as_ref()
        .filter(|_| language == Language::English)
        .and_then(|enrichment| enrichment.interview_questions.iter().find(|item| item.question.contains(name)));
    if let Some(item) = question {
        answer.push(language.text("skill.question", &[("question", &item.question)]));
    }
    answer.join(" ")
}

fn shown(language: Language, context: &Context, wanted: &Skill) -> String {
    let name = wanted.name.as_str();
    let Some(resume) = &context.resume else { return language.text("noresume", &[]) };
    let lines: Vec<String> = resume_lines(resume).map(str::to_owned).collect();
    let is_shown = skill::missing(std::slice::from_ref(&wanted.name), &resume.skills).is_empty();
    let part_of: Vec<&str> = wanted.implies.iter().map(String::as_str).collect();
    match (is_shown, naming(&lines, &[name])) {
        (true, Some(quote)) => language.text("skill.shown", &[("quote", &quote)]),
        (true, None) => language.text("skill.implied", &[("skill", name)]),
        (false, _) => {
            let not_shown = language.text("skill.not_shown", &[("skill", name)]);
            let near: Vec<String> = resume
                .skills
                .iter()
                .filter(|had| {
                    skill::lookup(had)
                        .is_some_and(|had| had.category == wanted.category || part_of.contains(&had.name.as_str()))
                })
                .take(3)
                .cloned()
                .collect();
            if near.is_empty() {
                return not_shown;
            }
            format!("{not_shown} {}", language.text("skill.near", &[("skills", &near.join(", "))]))
        }
    }
}

/// The first sentence that names one of the skills.
fn naming(sentences: &[String], names: &[&str]) -> Option<String> {
    let names_it =
        |sentence: &String| skill::recognise(sentence).iter().any(|named| names.contains(&named.name.as_str()));
    sentences.iter().find(|sentence| names_it(sentence)).map(|sentence| quotable(sentence))
}

/// A sentence that names what the skill is a kind of, or a kind of it: S7 is PLC work.
fn naming_related(wanted: &Skill, sentences: &[String]) -> Option<(String, String)> {
    let wider: Vec<&str> = wanted.implies.iter().chain(&wanted.part_of).map(String::as_str).collect();
    sentences.iter().find_map(|sentence| {
        let named = skill::recognise(sentence);
        let related = named.iter().find(|named| {
            let is_wider = wider.iter().any(|wider| normalise(wider) == normalise(&named.name));
            is_wider || named.implies.contains(&wanted.name)
        })?;
        Some((related.name.clone(), quotable(sentence)))
    })
}
