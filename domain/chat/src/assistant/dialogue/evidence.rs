//! Statements of a posting or resume that answer, and how they are quoted.

use domain_model::candidates::resume::Resume;
use domain_model::catalogue::job::Job;
use domain_model::catalogue::outline::{Outline, Section};
use domain_model::catalogue::sentences::sentences;
use domain_model::kernel::text::shorten;

use super::pattern::words;
use super::subject::Subject;

const QUOTE: usize = 260;

/// The sentences of the posting with their sections; the title first. Headings that say something count as well.
pub(super) fn posting_sentences(job: &Job) -> Vec<(Section, String)> {
    let description = &job.posting.description;
    let outline = Outline::of(description);
    let mut found = vec![(Section::Other, job.posting.title.clone())];
    for statement in &outline.statements {
        found.extend(sentences(&statement.text).into_iter().map(|sentence| (statement.section, sentence.to_owned())));
    }
    // What passed for a heading: "Annual base salary, Europe".
    let is_known = |line: &str| outline.statements.iter().any(|statement| statement.text.contains(line));
    let says_something = |line: &&str| line.split_whitespace().count() > 3 && !line.starts_with("- ");
    let headings = description.lines().map(str::trim).filter(says_something);
    found.extend(headings.filter(|line| !is_known(line)).map(|line| (Section::Other, line.to_owned())));
    found
}

/// The sentences that speak of the subject, best first.
pub(super) fn about(subject: &Subject, job: &Job, without: &[Section], most: usize) -> Vec<String> {
    let sentences = posting_sentences(job);
    let mut scored: Vec<(usize, usize)> = sentences
        .iter()
        .enumerate()
        .filter(|(_, (section, _))| !without.contains(section))
        .map(|(position, (section, sentence))| {
            let hits = subject.hits(&words(sentence));
            let is_required =
                subject.is_qualification() && matches!(section, Section::Requirements | Section::NiceToHave);
            (hits + if is_required && hits > 0 { 2 } else { 0 }, position)
        })
        .filter(|(hits, _)| *hits > 0)
        .collect();
    scored.sort_by_key(|&(hits, position)| (std::cmp::Reverse(hits), position));
    scored.into_iter().take(most).map(|(_, position)| sentences[position].1.clone()).collect()
}

/// The lines of the resume that say something, without contacts.
pub(super) fn resume_lines(resume: &Resume) -> impl Iterator<Item = &str> {
    resume
        .text
        .lines()
        .map(str::trim)
        .filter(|line| line.chars().count() > 12 && !line.contains('@') && !line.contains("://"))
}

/// A text as it stands between quotation marks.
pub(super) fn quotable(text: &str) -> String {
    let text =
        text.trim().trim_start_matches(['-', '•', '*', ' ']).replace(['"', '“', '”', '„'], "'").replace('\t', " ");
    shorten(text.trim_end_matches(['.', ';']), QUOTE)
}
