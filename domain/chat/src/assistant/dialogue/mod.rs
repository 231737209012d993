//! The rule-based dialogue: recognises the intent of a question in five languages and answers in the same language from posting
//! and resume, quoting them. When they do not say it, the answer says so.
//!
//! Cue words and texts are data (`domain/chat/data`): one file for each language, and one for the subjects of questions.

pub(super) mod escalation;
mod evidence;
mod language;
mod pattern;
mod posting;
mod question;
mod rewrite;
mod seeker;
mod steps;
mod subject;

use domain_model::catalogue::job::Job;
use domain_model::catalogue::outline::Section;

use super::Context;
use super::retrieval::{nearest, shared_share};
use question::Intent;

pub(crate) use language::Language;
pub(crate) use question::Question;

/// The minimum share of the question's words that a quoted statement must have when the intent is unknown.
const MIN_SHARED: f32 = 0.5;

/// An answer, and whether the question was understood.
pub(super) struct Answer {
    pub(super) content: String,
    pub(super) is_sure: bool,
}

/// The answer to the last message.
pub(super) fn answer(context: &Context) -> Answer {
    let question = Question::read(context.question(), context.earlier_questions());
    match understood(context, &question) {
        Some(content) => Answer { content, is_sure: true },
        None => Answer { content: question.language.text("unknown", &[]), is_sure: false },
    }
}

/// What is said before anything was asked, in the language of the resume, or else of the posting: the biggest gap, where there
/// is one.
pub(super) fn greeting(context: &Context) -> String {
    let resume = context.resume.as_ref().map(|resume| resume.text.as_str());
    let posting = context.job.as_ref().map(|job| job.posting.description.as_str());
    let language = [resume, posting].into_iter().flatten().find_map(question::language_of_text);
    let language = language.unwrap_or(Language::English);
    let Some((job, gap)) = context.job.as_ref().zip(seeker::biggest_gap(context)) else {
        return hello(language, context);
    };
    let gaps = [("title", job.posting.title.as_str()), ("skill", &gap.skill), ("quote", &gap.quote)];
    language.text("hello.gap", &gaps)
}

/// `None` when the question was not understood, and nothing in posting and resume is near it.
fn understood(context: &Context, question: &Question) -> Option<String> {
    let language = question.language;
    let content = match &question.intent {
        Intent::Skill => {
            let skills = question.skills.iter().take(2);
            skills.map(|skill| seeker::skill(language, context, skill)).collect::<Vec<_>>().join("\n")
        }
        Intent::Named(intent) => named(language, context, question, intent),
        Intent::Subject(subject, name) => about_job(language, context, |job| {
            let answer = posting::subject(language, job, subject, name);
            match own_line(context, subject) {
                Some(line) => {
                    format!("{answer} {}", language.text("resume.said", &[("quote", &evidence::quotable(&line))]))
                }
                None => answer,
            }
        }),
        Intent::Unknown => return searched(language, context),
    };
    Some(content)
}

fn named(language: Language, context: &Context, question: &Question, intent: &str) -> String {
    let job = |answer: &dyn Fn(&Job) -> String| about_job(language, context, answer);
    match intent {
        "greeting" => hello(language, context),
        "pay" => job(&|job| posting::pay(language, job)),
        "bonus" => job(&|job| posting::quote_subject(language, job, "bonus", "bonus.silent")),
        "place" | "remote" => job(&|job| posting::place(language, job, &question.countries)),
        "duties" => job(&|job| posting::listed(language, job, Section::Duties, "duties")),
        "requirements" => job(&|job| posting::listed(language, job, Section::Requirements, "requirements")),
        "nice" => job(&|job| posting::listed(language, job, Section::NiceToHave, "nice")),
        "benefits" => job(&|job| posting::listed(language, job, Section::Benefits, "benefits")),
        "company" => job(&|job| posting::company(language, job)),
        "process" => job(&|job| posting::quote_subject(language, job, "process", "process.silent")),
        "apply" => job(&|job| {
            let how = language.text("apply", &[("company", &job.posting.company)]);
            let sentences = subject::Subject::named("apply")
                .map(|subject| evidence::about(subject, job, &[], 1))
                .unwrap_or_default();
            format!("{how} {} {}", posting::deadline(language, job), posting::quoted(language, &sentences))
                .trim_end()
                .to_owned()
        }),
        "contract" => job(&|job| posting::contract(language, job)),
        "deadline" => job(&|job| posting::deadline(language, job)),
        "start" => job(&|job| posting::quote_subject(language, job, "start", "start.silent")),
        "hours" => job(&|job| posting::hours(language, job)),
        "fit" => job(&|_| seeker::fit(language, context)),
        "gap" => job(&|_| seeker::gap(language, context)),
        "rewrite" => steps::rewrite(language, context),
        "practise" => steps::practise(language, context),
        "prepare" => steps::prepare(language, context),
        "ask" => job(&|job| steps::ask(language, job)),
        "next" => steps::next(language, context),
        "compare" => steps::compare(language, context),
        "search" => steps::search(language, context),
        // Thanks, small talk and the like are one text each, of the intent's name.
        small_talk => language.text(small_talk, &[]),
    }
}

/// Without a job there is no posting to speak of.
fn about_job(language: Language, context: &Context, answer: impl Fn(&Job) -> String) -> String {
    context.job.as_ref().map_or_else(|| language.text("nojob", &[]), answer)
}

fn hello(language: Language, context: &Context) -> String {
    let key = match (&context.job, &context.resume) {
        (Some(_), Some(_)) => "hello.both",
        (Some(_), None) => "hello.job",
        (None, Some(_)) => "hello.resume",
        (None, None) => "hello.none",
    };
    let title = context.job.as_ref().map_or("", |job| job.posting.title.as_str());
    language.text(key, &[("title", title)])
}

/// The line of the resume about a qualification.
fn own_line(context: &Context, subject: &subject::Subject) -> Option<String> {
    let resume = context.resume.as_ref().filter(|_| subject.is_qualification())?;
    let has_it = |line: &&str| subject.question_words.iter().any(|pattern| pattern.is_in(&pattern::words(line)));
    evidence::resume_lines(resume).find(has_it).map(str::to_owned)
}

/// Quotes what comes nearest to a question that was not understood, when it is near enough.
fn searched(language: Language, context: &Context) -> Option<String> {
    let Some(job) = &context.job else { return Some(language.text("nojob", &[])) };
    let sentences: Vec<String> = evidence::posting_sentences(job).into_iter().map(|(_, sentence)| sentence).collect();
    let statements: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let found: Vec<String> = nearest(context.question(), &statements, 2)
        .into_iter()
        .filter(|&position| shared_share(context.question(), statements[position]) >= MIN_SHARED)
        .map(|position| sentences[position].clone())
        .collect();
    if !found.is_empty() {
        return Some(posting::quoted(language, &found));
    }
    let lines: Vec<&str> = context.resume.iter().flat_map(evidence::resume_lines).collect();
    let position = *nearest(context.question(), &lines, 1).first()?;
    let is_near = shared_share(context.question(), lines[position]) >= MIN_SHARED;
    is_near.then(|| language.text("resume.said", &[("quote", &evidence::quotable(lines[position]))]))
}

#[cfg(test)]
mod tests;
