//! Rule-based answers: the deterministic twin of the model.
//!
//! A question about a skill is answered about that skill. Other subjects are recognised by keywords. For everything
//! else the posting and the resume are searched and the best statement is quoted; when nothing matches, the answer says
//! so.

use domain_model::catalogue::job::{Job, Workplace};
use domain_model::catalogue::outline::{Outline, Section};
use domain_model::kernel::text::{normalise, shorten};
use domain_model::matching::skill::{self, Skill};

use super::Context;
use super::retrieval::nearest;
use super::subject::Subject;

const QUOTE: usize = 180;

/// The answer to the last message.
pub(crate) fn reply(context: &Context) -> String {
    let question = context.question();
    if let Some(skill) = skill::recognise(question).first() {
        return about_skill(skill, context);
    }
    let subject = Subject::of(question);
    let known = match subject {
        Some(Subject::Pay) => context.job.as_ref().map(about_pay),
        Some(Subject::Place) => context.job.as_ref().map(about_place),
        Some(Subject::Interview) => about_interview(context),
        Some(Subject::Resume) => about_resume(context),
        Some(Subject::Fit) => about_fit(context),
        Some(Subject::Duties) => context.job.as_ref().and_then(|job| listed(job, Section::Duties, "The work, as the posting puts it:")),
        Some(Subject::Requirements) => {
            context.job.as_ref().and_then(|job| listed(job, Section::Requirements, "The posting asks for:"))
        }
        Some(Subject::Benefits) => context.job.as_ref().and_then(|job| listed(job, Section::Benefits, "The employer offers:")),
        Some(Subject::Applying) => context.job.as_ref().map(about_applying),
        Some(Subject::Person) => Some(
            "I am the assistant. People in the control tower can see this chat and join it; you will be told when one does. \
             Until then I can answer from the posting and your resume."
                .to_owned(),
        ),
        Some(Subject::Greeting) => Some(greeting(context)),
        None => None,
    };
    known.unwrap_or_else(|| searched(context))
}

fn about_skill(skill: &Skill, context: &Context) -> String {
    let name = &skill.name;
    let asked = context.job.as_ref().and_then(|job| statement_naming(skill, &job.posting.description));
    let shown = context.resume.as_ref().and_then(|resume| statement_naming(skill, &resume.text));
    let resume_skills = context.resume.as_ref().map_or(&[][..], |resume| resume.skills.as_slice());
    let is_shown = skill::missing(std::slice::from_ref(name), resume_skills).is_empty();

    let mut answer = match (&context.job, &asked) {
        (None, _) => String::new(),
        (Some(_), Some(quote)) => format!("{name}: the posting says \"{quote}\". "),
        (Some(_), None) => format!("{name} is not named in this posting. "),
    };
    answer.push_str(&match (&context.resume, is_shown, shown) {
        (None, ..) => "I have no resume of yours yet; upload one and I can tell how you stand.".to_owned(),
        (Some(_), true, Some(quote)) => format!(
            "Your resume shows it: \"{quote}\". Be ready to tell one story about it: the situation, what you did yourself, \
             and the result in figures."
        ),
        (Some(_), true, None) => format!(
            "Your resume shows skills that include {name}, but does not name it. If it is true, write {name} where you used it."
        ),
        (Some(_), false, _) => not_shown(skill, context),
    });
    if let Some(question) = context
        .enrichment
        .as_ref()
        .and_then(|enrichment| enrichment.interview_questions.iter().find(|item| item.question.contains(name.as_str())))
    {
        answer.push_str(&format!(" In an interview you may be asked: \"{}\"", question.question));
    }
    answer
}

/// What to do about a skill the resume does not show: say it if it is there, else stand on the nearest one.
fn not_shown(skill: &Skill, context: &Context) -> String {
    let name = &skill.name;
    let resume_skills = context.resume.as_ref().map_or(&[][..], |resume| resume.skills.as_slice());
    let neighbours: Vec<&str> = resume_skills
        .iter()
        .filter(|had| skill::lookup(had).is_some_and(|had| had.category == skill.category))
        .map(String::as_str)
        .take(3)
        .collect();
    let mut answer = format!(
        "Your resume does not show {name}. If you have used it, name it with when and what for. If you have not, say so \
         when asked"
    );
    if neighbours.is_empty() {
        answer.push_str(" and tell how you would learn it: a course, a small project of your own, a colleague to ask.");
    } else {
        answer.push_str(&format!(" and start from what is nearest in your resume: {}.", neighbours.join(", ")));
    }
    answer
}

fn statement_naming(skill: &Skill, text: &str) -> Option<String> {
    let line = text.lines().find(|line| skill::recognise(line).iter().any(|named| named.name == skill.name))?;
    let sentence = line
        .split_inclusive(['.', '!', '?'])
        .find(|sentence| skill::recognise(sentence).iter().any(|named| named.name == skill.name))
        .unwrap_or(line);
    Some(quotable(sentence))
}

fn quotable(text: &str) -> String {
    let text = text.trim().trim_start_matches(['-', '•', '*', ' ']).replace('"', "'");
    shorten(text.trim_end_matches(['.', ';']), QUOTE)
}

fn about_pay(job: &Job) -> String {
    if let Some(salary) = &job.posting.salary {
        return format!("The posting names the pay: {salary}.");
    }
    let outline = Outline::of(&job.posting.description);
    let has_amount = |text: &str| {
        text.chars().any(|c| c.is_ascii_digit()) && text.contains(['$', '€', '£', '¥', '₹'])
            || normalise(text).contains("salary")
    };
    match outline.statements.iter().find(|statement| has_amount(&statement.text)) {
        Some(statement) => format!("About pay the posting says: \"{}\".", quotable(&statement.text)),
        None => "The posting does not say what the job pays. It is fair to ask in the first conversation: name the range you \
                 have in mind, and let them answer."
            .to_owned(),
    }
}

fn about_place(job: &Job) -> String {
    let places = job.posting.locations.join(", ");
    let places =
        if places.is_empty() { "The posting names no place".to_owned() } else { format!("The job is in {places}") };
    match job.posting.workplace {
        Some(Workplace::Remote) => format!("{places}; the work is done remotely."),
        Some(Workplace::Hybrid) => format!("{places}; part of the work can be done from home."),
        Some(Workplace::OnSite) => format!("{places}; the work is done on site."),
        None => format!("{places}. Whether any of it can be done from home is not said; ask."),
    }
}

fn about_interview(context: &Context) -> Option<String> {
    let enrichment = context.enrichment.as_ref()?;
    let asked: Vec<String> = enrichment
        .interview_questions
        .iter()
        .take(3)
        .map(|item| format!("- {} {}", item.question, item.answer_strategy))
        .collect();
    Some(format!("Questions to prepare for:\n{}", asked.join("\n")))
}

fn about_resume(context: &Context) -> Option<String> {
    let enrichment = context.enrichment.as_ref()?;
    let tips: Vec<String> = enrichment.resume_tips.iter().take(3).map(|tip| format!("- {tip}")).collect();
    Some(format!("For this job I would change three things in your resume first:\n{}", tips.join("\n")))
}

fn about_fit(context: &Context) -> Option<String> {
    context.job.as_ref()?;
    if context.resume.is_none() {
        return Some("Upload your resume and I can tell you how it fits this job.".to_owned());
    }
    let (shared, missing) = (context.shared_skills(), context.missing_skills());
    Some(match (shared.as_slice(), missing.as_slice()) {
        ([], []) => {
            "The posting names no skills I know, so compare its duties with what you have done: ask me about the \
                     duties."
                .to_owned()
        }
        (shared, []) => format!("Your resume shows every skill the posting names: {}.", shared.join(", ")),
        ([], missing) => format!(
            "Your resume shows none of the skills the posting names. Most important: {}. Ask me about any of them.",
            first(missing, 5)
        ),
        (shared, missing) => format!(
            "Your resume shows {} of the {} skills the posting names: {}. It does not show: {}. Ask me about any of them.",
            shared.len(),
            shared.len() + missing.len(),
            first(shared, 6),
            first(missing, 6)
        ),
    })
}

fn first(names: &[String], most: usize) -> String {
    names[..names.len().min(most)].join(", ")
}

fn listed(job: &Job, section: Section, introduction: &str) -> Option<String> {
    let outline = Outline::of(&job.posting.description);
    let items: Vec<String> =
        outline.section(section).take(5).map(|item| format!("- {}", quotable(&item.text))).collect();
    (!items.is_empty()).then(|| format!("{introduction}\n{}", items.join("\n")))
}

fn about_applying(job: &Job) -> String {
    let deadline = job.posting.valid_through.map(|end| format!(" It is open until {}.", end.format("%-d %B %Y")));
    format!(
        "You apply at {}, through the link of the posting.{} Send the resume you would like to be asked about.",
        job.posting.company,
        deadline.unwrap_or_default()
    )
}

fn greeting(context: &Context) -> String {
    match (&context.job, &context.resume) {
        (Some(job), Some(_)) => format!(
            "I have the posting \"{}\" and your resume in front of me. Ask me how you fit, about a skill, the duties, the pay \
             or the interview.",
            job.posting.title
        ),
        (Some(job), None) => format!(
            "I have the posting \"{}\" in front of me. Upload your resume and I can also tell you how you fit.",
            job.posting.title
        ),
        (None, _) => {
            "Ask me about your resume, or open a chat from a job so that we can talk about that job.".to_owned()
        }
    }
}

/// Quotes what comes nearest to the question.
fn searched(context: &Context) -> String {
    let outline = context.job.as_ref().map(|job| Outline::of(&job.posting.description)).unwrap_or_default();
    let posting = outline.statements.iter().map(|statement| statement.text.as_str());
    let resume =
        context.resume.as_ref().map_or("", |resume| resume.text.as_str()).lines().filter(|line| line.len() > 20);
    let sources: Vec<(&str, &str)> =
        posting.map(|text| ("The posting says", text)).chain(resume.map(|text| ("Your resume says", text))).collect();
    let statements: Vec<&str> = sources.iter().map(|(_, text)| *text).collect();
    let found = nearest(context.question(), &statements, 2);
    if found.is_empty() {
        return "Neither the posting nor your resume says anything about that. Ask me how you fit, about a skill, the duties, \
                the pay, the place or the interview."
            .to_owned();
    }
    let quotes = found.into_iter().map(|position| {
        let (whose, text) = sources[position];
        format!("{whose}: \"{}\".", quotable(text))
    });
    quotes.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::candidates::document::Document;
    use domain_model::candidates::resume::{DocumentType, Resume, ResumeFile};
    use domain_model::catalogue::enrichment::{Enrichment, GeneratedBy, InterviewQuestion};
    use domain_model::catalogue::job::Posting;
    use domain_model::chat::{ChatMessage, MessageKind, Sender};
    use domain_model::kernel::id::{AccountId, ChatSessionId, JobId};
    use uuid::Uuid;

    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn asked(question: &str) -> Context {
        let posting = Posting {
            external_id: "1".to_owned(),
            requisition_id: None,
            title: "Platform engineer".to_owned(),
            company: "Acme".to_owned(),
            locations: vec!["Ghent".to_owned()],
            workplace: Some(Workplace::Hybrid),
            employment_type: None,
            salary: None,
            department: None,
            description:
                "What you'll do\n- Run our Kubernetes clusters\n- Answer for backups of the harbour ledger\n\n\
                          Requirements\n- PostgreSQL in production\n- Terraform"
                    .to_owned(),
            url: None,
            apply_url: None,
            posted_at: None,
            valid_through: None,
        };
        let mut job = Job::first_seen(JobId(Uuid::nil()), "lever:acme".parse().unwrap(), posting, DateTime::UNIX_EPOCH);
        job.skills = names(&["Kubernetes", "PostgreSQL", "Terraform"]);
        let file =
            ResumeFile { name: "cv.pdf".to_owned(), document_type: DocumentType::Pdf, object_key: String::new() };
        let document = Document::from("Ada\nMoved 40 services to Kubernetes without downtime.");
        let resume = Resume {
            skills: names(&["Kubernetes"]),
            ..Resume::uploaded(AccountId(Uuid::nil()), file, document, DateTime::UNIX_EPOCH)
        };
        let item = InterviewQuestion {
            question: "When did you last rely on Terraform?".to_owned(),
            answer_strategy: "Tell it in order.".to_owned(),
        };
        let message = ChatMessage {
            session_id: ChatSessionId(Uuid::nil()),
            seq: 1,
            sender: Sender::User,
            kind: MessageKind::Text,
            content: question.to_owned(),
            client_msg_id: None,
            generated_by: None,
            created_at: DateTime::UNIX_EPOCH,
        };
        Context {
            job: Some(job),
            enrichment: Some(Enrichment {
                resume_tips: names(&["Name Terraform.", "b", "c", "d", "e"]),
                interview_questions: vec![item; 5],
                skills: Vec::new(),
                generated_by: GeneratedBy::Rules,
            }),
            resume: Some(resume),
            messages: vec![message],
        }
    }

    fn answer(question: &str) -> String {
        reply(&asked(question))
    }

    #[test]
    fn a_question_about_a_missing_skill_is_answered_about_that_skill() {
        let answer = answer("I have never used Terraform. Is that a problem?");
        assert!(answer.starts_with("Terraform: the posting says \"Terraform\""), "{answer}");
        assert!(answer.contains("Your resume does not show Terraform"), "{answer}");
        assert!(answer.contains("When did you last rely on Terraform?"), "{answer}");
    }

    #[test]
    fn a_question_about_a_skill_one_has_quotes_the_resume() {
        let answer = answer("Is my k8s experience enough?");
        assert!(answer.contains("\"Moved 40 services to Kubernetes without downtime\""), "{answer}");
        assert!(answer.contains("\"Run our Kubernetes clusters\""), "{answer}");
    }

    #[test]
    fn subjects_are_known_by_their_words() {
        assert!(answer("What does it pay?").contains("does not say what the job pays"));
        assert!(answer("Can I work from home?").contains("Ghent; part of the work can be done from home"));
        assert!(answer("What will they ask in the interview?").starts_with("Questions to prepare for"));
        assert!(answer("Am I a good fit?").contains("1 of the 3 skills"));
        assert!(answer("What would I do?").contains("- Run our Kubernetes clusters"));
        assert!(answer("hello").contains("Platform engineer"));
    }

    #[test]
    fn anything_else_is_searched_and_quoted() {
        assert!(
            answer("Who takes care of the ledger of the harbour?")
                .contains("\"Answer for backups of the harbour ledger\"")
        );
        assert!(answer("Do you like dogs?").starts_with("Neither the posting nor your resume"));
    }

    #[test]
    fn without_job_and_resume_there_is_still_an_answer() {
        let mut context = asked("Am I a fit?");
        context.job = None;
        context.resume = None;
        assert!(!reply(&context).is_empty());
    }
}
