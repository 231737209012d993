//! Questions that go with every job, for an interview about none, or about one whose own questions are not written yet.

use domain_model::catalogue::enrichment::InterviewQuestion;

const GENERAL: [(&str, &str); 5] = [
    (
        "What have you worked on lately that you are proud of, and what was your part in it?",
        "Choose one piece of work. Say what was yours and what was others', and how it turned out.",
    ),
    (
        "Tell us about a problem at work that you solved. How did you go about it?",
        "Tell it in order: situation, task, what you yourself did, result. Close with a figure.",
    ),
    (
        "When did you last disagree with a colleague, and how did it end?",
        "State both views fairly, what settled it, and what you would do again.",
    ),
    (
        "Which mistake taught you most, and what do you do differently since?",
        "Choose a real one, say what it cost, and what has changed.",
    ),
    (
        "What do you want to be able to do in two years, and how will you learn it?",
        "Name one thing, why it matters to you, and the next step you have planned.",
    ),
];

/// Five questions that go with every job.
pub(crate) fn general() -> Vec<InterviewQuestion> {
    let question = |(question, answer_strategy): (&str, &str)| InterviewQuestion {
        question: question.to_owned(),
        answer_strategy: answer_strategy.to_owned(),
    };
    GENERAL.map(question).to_vec()
}
