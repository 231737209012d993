//! Answers that suggest actions: rewrite a line, practise a question, what to ask, next steps, compare two jobs, search terms.

use domain_model::candidates::resume::Resume;
use domain_model::catalogue::closing::closing_day;
use domain_model::catalogue::job::Job;
use domain_model::catalogue::outline::{Outline, Section};
use domain_model::catalogue::pay::stated;
use domain_model::catalogue::salary::Salary;
use domain_model::matching::skill;

use super::evidence::{about, quotable};
use super::language::Language;
use super::pattern::words;
use super::posting::{date, salary_text};
use super::question::Question;
use super::rewrite::rewritten;
use super::seeker::first;
use super::subject::Subject;
use crate::assistant::Context;
use crate::assistant::retrieval::nearest;

/// Rewrites the line that the question means: the one nearest to it, else the first that can be better.
pub(super) fn rewrite(language: Language, context: &Context) -> String {
    if let Some(line) = given_line(context.question()) {
        return with_number(
            language,
            line,
            match rewritten(line) {
                Some(new) => language.text("rewrite.given", &[("old", &quotable(line)), ("new", &quotable(&new))]),
                None => language.text("rewrite.given_fine", &[("old", &quotable(line))]),
            },
        );
    }
    let Some(resume) = &context.resume else { return language.text("noresume", &[]) };
    let asks_for_tips = words(context.question()).iter().any(|word| word == "tip" || word == "tips");
    if let Some(enrichment) = context.enrichment.as_ref().filter(|_| asks_for_tips && language == Language::English) {
        let tips: Vec<String> = enrichment.resume_tips.iter().take(3).cloned().collect();
        return list(&language.text("tips", &[]), &tips);
    }
    let bullets = highlights(resume);
    let lines: Vec<&str> = bullets.iter().map(String::as_str).collect();
    let meant = nearest(context.question(), &lines, 1).first().map(|&position| lines[position]);
    let Some(old) = meant.or_else(|| lines.iter().find(|line| rewritten(line).is_some()).or(lines.first()).copied())
    else {
        return language.text("rewrite.none", &[]);
    };
    with_number(
        language,
        old,
        match rewritten(old) {
            Some(new) => language.text("rewrite", &[("old", &quotable(old)), ("new", &quotable(&new))]),
            None => language.text("rewrite.fine", &[("old", &quotable(old))]),
        },
    )
}

/// A line that the question itself holds: between quotation marks, or after a colon.
fn given_line(question: &str) -> Option<&str> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let line = match question.split_once(is_mark) {
        Some((_, rest)) => rest.split(is_mark).next()?,
        None => question.split_once(':')?.1,
    };
    Some(line.trim()).filter(|line| line.split_whitespace().count() >= 3)
}

/// Asks for the figure that a line does not give.
fn with_number(language: Language, old: &str, answer: String) -> String {
    if old.chars().any(|c| c.is_ascii_digit()) {
        return answer;
    }
    format!("{answer} {}", language.text("rewrite.number", &[]))
}

/// What the seeker did: the items of the experience, else the lines that read like items.
fn highlights(resume: &Resume) -> Vec<String> {
    let content = resume.content.iter();
    let positions = content.flat_map(|content| &content.experience).flat_map(|employer| &employer.positions);
    let fields = positions.flat_map(|position| &position.highlights).filter_map(|field| field.value.clone());
    let found: Vec<String> = fields.collect();
    if !found.is_empty() {
        return found;
    }
    let lines = super::evidence::resume_lines(resume).filter(|line| line.split_whitespace().count() >= 5);
    lines.map(str::to_owned).collect()
}

/// One question, another one each time it is asked for.
pub(super) fn practise(language: Language, context: &Context) -> String {
    let practised = context.earlier_questions().filter(|text| is_practice(text)).count();
    let skills = Question::read(context.question(), std::iter::empty()).skills;
    let duties = duties(context.job.as_ref());
    let about_skill = duties
        .iter()
        .find(|duty| skill::recognise(duty).iter().any(|named| skills.iter().any(|wanted| wanted.name == named.name)));
    if let Some(duty) = about_skill.or_else(|| duties.get(practised % duties.len().max(1))) {
        return language.text("practise.duty", &[("quote", &quotable(duty))]);
    }
    let lines = context.resume.as_ref().map(highlights).unwrap_or_default();
    match lines.get(practised % lines.len().max(1)) {
        Some(line) => language.text("practise.resume", &[("quote", &quotable(line))]),
        None => language.text("practise.plain", &[]),
    }
}

fn is_practice(text: &str) -> bool {
    Question::read(text, std::iter::empty()).asks("practise")
}

fn duties(job: Option<&Job>) -> Vec<String> {
    let Some(job) = job else { return Vec::new() };
    let outline = Outline::of(&job.posting.description);
    let of = |section| outline.section(section).map(|item| item.text.clone()).collect::<Vec<_>>();
    let duties = of(Section::Duties);
    if duties.is_empty() { of(Section::Requirements) } else { duties }
}

pub(super) fn prepare(language: Language, context: &Context) -> String {
    let Some(job) = &context.job else { return practise(language, context) };
    let mut prompts: Vec<String> = Vec::new();
    if let Some(enrichment) = context.enrichment.as_ref().filter(|_| language == Language::English) {
        prompts.extend(
            enrichment
                .interview_questions
                .iter()
                .take(3)
                .map(|item| format!("{} {}", item.question, item.answer_strategy)),
        );
    } else {
        prompts.extend(
            duties(Some(job)).iter().take(2).map(|duty| language.text("prepare.duty", &[("quote", &quotable(duty))])),
        );
        prompts.extend(job.skills.first().map(|skill| language.text("prepare.skill", &[("skill", skill)])));
    }
    prompts.push(language.text("prepare.why", &[("company", &job.posting.company)]));
    list(&language.text("prepare", &[]), &prompts)
}

/// What the posting leaves open, as questions.
pub(super) fn ask(language: Language, job: &Job) -> String {
    let says = |subject: &str| Subject::named(subject).is_some_and(|subject| !about(subject, job, &[], 1).is_empty());
    let has_pay = job.posting.salary.is_some() || stated(&job.posting.description).is_some();
    let open = [
        ("ask.pay", has_pay),
        ("ask.contract", says("contract")),
        ("ask.hours", says("hours")),
        ("ask.start", says("start")),
        ("ask.process", says("process")),
        ("ask.remote", job.posting.workplace.is_some() || says("remote")),
        ("ask.team", false),
    ];
    let questions: Vec<String> =
        open.iter().filter(|(_, is_stated)| !is_stated).map(|(key, _)| language.text(key, &[])).collect();
    list(&language.text("ask", &[]), &questions)
}

pub(super) fn next(language: Language, context: &Context) -> String {
    let mut steps = Vec::new();
    if context.resume.is_none() {
        steps.push(language.text("next.resume", &[]));
    }
    let Some(job) = &context.job else {
        steps.push(language.text("next.search", &[]));
        return list(&language.text("next", &[]), &steps);
    };
    let missing = context.missing_skills();
    if context.resume.is_some() {
        if !missing.is_empty() {
            steps.push(language.text("next.gap", &[("missing", &first(&missing, 4))]));
        }
        steps.push(language.text("next.line", &[]));
    }
    steps.push(language.text("next.practise", &[]));
    steps.push(language.text("next.apply", &[("company", &job.posting.company)]));
    if let Some(day) = closing_day(&job.posting) {
        steps.push(language.text("next.date", &[("date", &date(language, day))]));
    }
    list(&language.text("next", &[]), &steps)
}

pub(super) fn compare(language: Language, context: &Context) -> String {
    let jobs: Vec<&Job> = context.job.iter().chain(&context.other_job).collect();
    match jobs.as_slice() {
        [] => language.text("compare.none", &[]),
        [only] => language.text("compare.one", &[("job", &only.posting.title)]),
        jobs => {
            let lines: Vec<String> = jobs.iter().map(|job| compared(language, job, context.resume.as_ref())).collect();
            list(&language.text("compare", &[]), &lines)
        }
    }
}

fn compared(language: Language, job: &Job, resume: Option<&Resume>) -> String {
    let unstated = || language.text("not_said", &[]);
    let pay = job.posting.salary.as_ref().map_or_else(unstated, |salary: &Salary| salary_text(language, salary));
    let places = job.posting.locations.join("; ");
    let places = if places.is_empty() { unstated() } else { places };
    let until = closing_day(&job.posting).map_or_else(unstated, |day| date(language, day));
    let missing = skill::missing(&job.skills, resume.map_or(&[][..], |resume| resume.skills.as_slice())).len();
    let placeholders = [
        ("title", job.posting.title.as_str()),
        ("company", &job.posting.company),
        ("pay", &pay),
        ("places", &places),
        ("date", &until),
        ("count", &(job.skills.len() - missing).to_string()),
        ("total", &job.skills.len().to_string()),
    ];
    language.text("compare.job", &placeholders)
}

pub(super) fn search(language: Language, context: &Context) -> String {
    let Some(resume) = &context.resume else { return language.text("noresume", &[]) };
    let content = resume.content.as_ref();
    let positions = content.iter().flat_map(|content| &content.experience).flat_map(|employer| &employer.positions);
    let mut terms: Vec<String> = positions.filter_map(|position| position.title.value.clone()).take(2).collect();
    terms.extend(resume.skills.iter().take(5).cloned());
    if terms.is_empty() {
        return language.text("next.search", &[]);
    }
    let mut answer = vec![language.text("search", &[("terms", &terms.join(", "))])];
    if let Some(place) = content.and_then(|content| content.contacts.location.value.as_ref()) {
        answer.push(language.text("search.place", &[("place", place)]));
    }
    let missing = context.missing_skills();
    if !missing.is_empty() {
        answer.push(language.text("search.gap", &[("missing", &first(&missing, 3))]));
    }
    answer.join(" ")
}

fn list(introduction: &str, items: &[String]) -> String {
    format!("{introduction}\n{}", items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"))
}
