//! The dialogue asked by a table of questions in five languages (`domain/chat/data/trial`).

use chrono::DateTime;
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::{DocumentType, Resume, ResumeFile};
use domain_model::catalogue::enrichment::{Enrichment, GeneratedBy, InterviewQuestion};
use domain_model::catalogue::job::{Job, Posting};
use domain_model::chat::{ChatMessage, MessageKind, Sender};
use domain_model::kernel::id::{AccountId, ChatSessionId, JobId};
use uuid::Uuid;

use super::*;

const QUESTIONS: &str = include_str!("../../../data/trial/questions.txt");
const POSTINGS: &str = include_str!("../../../data/trial/postings.json");

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn job(id: &str) -> Option<Job> {
    let postings: Vec<Posting> = serde_json::from_str(POSTINGS).unwrap();
    let posting = postings.into_iter().find(|posting| posting.external_id == id)?;
    let mut job = Job::first_seen(JobId(Uuid::nil()), "lever:invented".parse().unwrap(), posting, DateTime::UNIX_EPOCH);
    let title_and_text = format!("{}\n{}", job.posting.title, job.posting.description);
    let named = domain_model::matching::skill::recognise(&title_and_text);
    job.skills =
        named.iter().map(|skill| skill.name.clone()).filter(|name| name == "Linux" || name == "PostgreSQL").collect();
    Some(job)
}

fn resume() -> Resume {
    let file = ResumeFile { name: "cv.pdf".to_owned(), document_type: DocumentType::Pdf, object_key: String::new() };
    let document = Document::from(
        "Ada\nResponsible for maintaining 14 Linux servers of a dairy.\nFührerschein Klasse B since 2011",
    );
    Resume {
        skills: names(&["Linux"]),
        ..Resume::uploaded(AccountId(Uuid::nil()), file, document, DateTime::UNIX_EPOCH)
    }
}

pub(super) fn assistant_message(answer: &str, seq: u64) -> ChatMessage {
    ChatMessage { sender: Sender::Assistant, generated_by: Some(GeneratedBy::Rules), ..user_message(answer, seq) }
}

pub(super) fn user_message(question: &str, seq: u64) -> ChatMessage {
    ChatMessage {
        session_id: ChatSessionId(Uuid::nil()),
        seq,
        sender: Sender::User,
        kind: MessageKind::Text,
        content: question.to_owned(),
        client_msg_id: None,
        generated_by: None,
        created_at: DateTime::UNIX_EPOCH,
    }
}

fn reply(context: &Context) -> String {
    answer(context).content
}

pub(super) fn context_for(id: &str, question: &str) -> Context {
    let item = |about: &str| InterviewQuestion {
        question: format!("When did you last rely on {about}?"),
        answer_strategy: "Tell it in order.".to_owned(),
    };
    let job = job(id);
    let enrichment = job.as_ref().map(|_| Enrichment {
        resume_tips: names(&["Name PostgreSQL.", "b", "c", "d", "e"]),
        interview_questions: vec![item("PostgreSQL"), item("Linux")],
        skills: Vec::new(),
        generated_by: GeneratedBy::Rules,
    });
    Context { job, enrichment, resume: Some(resume()), messages: vec![user_message(question, 1)], ..Context::default() }
}

#[test]
fn the_table_of_questions_is_answered() {
    let mut wrong = Vec::new();
    let rows: Vec<Vec<&str>> = QUESTIONS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 200, "{}", rows.len());
    for row in &rows {
        let [id, language, intent, question, must, must_not] = row.as_slice() else { panic!("{row:?}") };
        let context = context_for(id, question);
        let read = Question::read(question, std::iter::empty());
        let answer = reply(&context);
        let lower = answer.to_lowercase();
        let holds = |list: &str, wanted: bool| {
            list.split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .all(|part| lower.contains(&part.to_lowercase()) == wanted)
        };
        let code = match read.language {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Spanish => "es",
            Language::Hindi => "hi",
        };
        if code != *language || read.intent_name() != *intent || !holds(must, true) || !holds(must_not, false) {
            wrong.push(format!(
                "{question}\n   {code} {} instead of {language} {intent}, {must}, not {must_not}\n   {answer}",
                read.intent_name()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn a_short_question_is_answered_in_the_language_of_the_conversation() {
    let mut context = context_for("desk", "PostgreSQL?");
    context.messages = vec![user_message("Wie hoch ist das Gehalt?", 1), user_message("PostgreSQL?", 2)];
    assert!(reply(&context).contains("In der Anzeige steht"), "{}", reply(&context));
}

#[test]
fn a_line_that_the_seeker_gives_is_rewritten() {
    let answer = reply(&context_for("desk", "Rewrite this bullet: Responsible for cleaning three ovens"));
    assert!(answer.contains("\"Cleaned three ovens\"") && !answer.contains("from your resume"), "{answer}");
    let answer = reply(&context_for("none", "Reescribe esta línea: «Responsible for planning the rota»"));
    assert!(answer.contains("«Planned the rota»") && answer.contains("cifra"), "{answer}");
}

#[test]
fn two_jobs_are_compared_by_what_their_postings_say() {
    let mut context = context_for("desk", "Which of the two jobs is better?");
    context.other_job = job("bike");
    let answer = reply(&context);
    for fact in ["EUR 41,500–52,000", "16.50–18.25", "Freiburg", "15 February 2027", "31 May 2027", "1 of 2"] {
        assert!(answer.contains(fact), "{fact}: {answer}");
    }
}

#[test]
fn practice_goes_on_with_another_question() {
    let mut context = context_for("desk", "Ask me another practice question");
    context.messages = vec![user_message("Let's practise", 1), user_message("Ask me another practice question", 2)];
    assert!(reply(&context).contains("Trace slow queries"), "{}", reply(&context));
}

#[test]
fn the_assistant_knows_what_it_did_not_understand() {
    for (question, is_sure) in [
        ("Do penguins have knees?", false),
        ("Sing a song of sixpence", false),
        ("Können Pinguine fliegen?", false),
        ("What does it pay?", true),
        ("Thanks!", true),
    ] {
        assert_eq!(
            answer(&context_for("desk", question)).is_sure,
            is_sure,
            "{question}: {}",
            reply(&context_for("desk", question))
        );
    }
}

#[test]
fn without_job_and_resume_there_is_still_an_answer() {
    for question in ["Am I a fit?", "Rewrite a bullet", "What next?", "hello", "Which jobs should I look for?", "xyz"] {
        let mut context = context_for("none", question);
        context.resume = None;
        let answer = reply(&context);
        assert!(!answer.is_empty() && !answer.contains("The posting"), "{question}: {answer}");
    }
}

#[test]
fn the_greeting_names_the_biggest_gap_in_the_language_of_the_resume() {
    let mut context = context_for("desk", "");
    context.messages = Vec::new();
    let english = greeting(&context);
    assert!(english.contains("The biggest gap is PostgreSQL") && english.contains("the posting says"), "{english}");
    if let Some(resume) = &mut context.resume {
        resume.text = "Ich habe die Server der Molkerei betreut und war für die Sicherung zuständig.".to_owned();
    }
    assert!(greeting(&context).contains("Die größte Lücke ist PostgreSQL"), "{}", greeting(&context));
    context.resume = Some(Resume { skills: names(&["Linux", "PostgreSQL"]), ..resume() });
    assert!(greeting(&context).starts_with("I have the posting"), "no gap: {}", greeting(&context));
    context.resume = None;
    assert!(greeting(&context).contains("Upload your resume"), "{}", greeting(&context));
    assert!(greeting(&Context::default()).starts_with("Open a chat from a job"));
}
