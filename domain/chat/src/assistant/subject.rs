//! What a question is about.

use domain_model::kernel::text::normalise;

/// What a question is about, known by its words.
#[derive(Clone, Copy)]
pub(crate) enum Subject {
    Pay,
    Place,
    Interview,
    Resume,
    Fit,
    Duties,
    Requirements,
    Benefits,
    Applying,
    Person,
    Greeting,
}

impl Subject {
    /// The first subject whose words occur. A single word must stand alone; a phrase may stand anywhere.
    pub(crate) fn of(question: &str) -> Option<Self> {
        const SUBJECTS: [(Subject, &[&str]); 11] = [
            (Subject::Interview, &["interview", "interviews", "interviewer", "they ask", "questions"]),
            (Subject::Pay, &["salary", "pay", "paid", "wage", "wages", "compensation", "earn", "money", "gehalt"]),
            (Subject::Resume, &["resume", "résumé", "cv", "tips", "tip", "cover letter", "lebenslauf"]),
            (
                Subject::Fit,
                &[
                    "fit",
                    "match",
                    "chance",
                    "chances",
                    "gap",
                    "gaps",
                    "missing",
                    "lack",
                    "lacking",
                    "suitable",
                    "good enough",
                    "qualified",
                    "strengths",
                    "weaknesses",
                    "skills",
                    "my score",
                    "learn",
                ],
            ),
            (
                Subject::Place,
                &[
                    "where",
                    "location",
                    "remote",
                    "remotely",
                    "hybrid",
                    "from home",
                    "office",
                    "relocate",
                    "commute",
                    "city",
                ],
            ),
            (
                Subject::Duties,
                &[
                    "duties",
                    "responsibilities",
                    "tasks",
                    "typical day",
                    "would i do",
                    "will i do",
                    "day to day",
                    "the role",
                ],
            ),
            (
                Subject::Requirements,
                &["requirements", "required", "need to have", "must have", "qualifications", "looking for"],
            ),
            (Subject::Benefits, &["benefits", "perks", "vacation", "holidays", "offer", "pension", "insurance"]),
            (Subject::Applying, &["apply", "application", "deadline", "link"]),
            (
                Subject::Person,
                &["human", "real person", "somebody real", "agent", "a person", "are you a bot", "advisor"],
            ),
            (Subject::Greeting, &["hi", "hello", "hey", "good morning", "good evening", "thanks", "thank you", "help"]),
        ];
        let padded = format!(" {} ", words(question));
        SUBJECTS
            .iter()
            .find(|(_, marks)| marks.iter().any(|mark| padded.contains(&format!(" {mark} "))))
            .map(|(subject, _)| *subject)
    }
}

/// The words of a text, in small letters, with one space between them.
pub(crate) fn words(text: &str) -> String {
    normalise(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
