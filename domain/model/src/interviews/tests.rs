//! The course of an interview.

use uuid::Uuid;

use super::scorecard::{FindingKind, Rating};
use super::*;
use crate::catalogue::enrichment::GeneratedBy;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
const ANNA: AccountId = AccountId(Uuid::from_u128(1));
const BORIS: AccountId = AccountId(Uuid::from_u128(2));

fn questions() -> Vec<InterviewQuestion> {
    let question =
        |n| InterviewQuestion { question: format!("Question {n}?"), answer_strategy: "Tell a story.".to_owned() };
    (1..=3).map(question).collect()
}

fn interview() -> MockInterview {
    MockInterview::start(MockInterviewId(Uuid::nil()), AccountId(Uuid::nil()), None, questions(), NOW)
}

fn scorecard() -> Scorecard {
    let rating = || Rating::unknown(FindingKind::TooLittle);
    Scorecard {
        technical_accuracy: rating(),
        clarity: rating(),
        confidence: rating(),
        generated_by: GeneratedBy::Rules,
    }
}

fn feedback(summary: &str) -> Feedback {
    Feedback { overall_summary: summary.to_owned(), ..Feedback::default() }
}

fn answered(interview: MockInterview, answer: &str, follow_up: Option<&str>) -> MockInterview {
    let open = interview.open_turn().unwrap();
    interview.answer(open, answer, follow_up.map(str::to_owned), NOW).unwrap().unwrap()
}

fn completed() -> MockInterview {
    answered(interview(), "First.", None).complete(scorecard(), NOW).unwrap()
}

fn pending() -> MockInterview {
    completed().request_review(NOW).unwrap().unwrap()
}

#[test]
fn questions_come_one_after_another_and_a_thin_answer_is_asked_about_once() {
    let mut interview = interview();
    for (answer, follow_up) in
        [("One.", Some("Which?")), ("The other.", Some("And then?")), ("Two.", None), ("Three.", None)]
    {
        interview = answered(interview, answer, follow_up);
    }
    let kinds: Vec<&str> = interview.transcript.iter().map(|turn| turn.kind.as_str()).collect();
    let expected = ["question", "answer", "follow_up", "answer", "question", "answer", "question", "answer"];
    assert_eq!((kinds, interview.open_turn()), (expected.to_vec(), None));
}

#[test]
fn an_answer_sent_twice_is_one_answer_and_another_one_is_refused() {
    let interview = answered(interview(), "First.", None);
    assert_eq!(interview.clone().answer(1, " First.\0", None, NOW), Ok(None));
    let open = Some(3);
    assert_eq!(interview.clone().answer(1, "Second.", None, NOW), Err(InterviewRefusal::NotOpen { open }));
    for turn in [0, 2, 4, u32::MAX] {
        assert_eq!(interview.clone().answer(turn, "x", None, NOW), Err(InterviewRefusal::NotOpen { open }), "{turn}");
    }
}

#[test]
fn an_ended_interview_takes_no_answers() {
    assert_eq!(completed().open_turn(), None);
    assert_eq!(completed().answer(3, "Late.", None, NOW), Err(InterviewRefusal::Ended));
    assert_eq!(completed().replace_transcript(Vec::new(), NOW), Err(InterviewRefusal::Ended));
    assert_eq!(completed().complete(scorecard(), NOW), Err(InterviewRefusal::Ended));
}

#[test]
fn nothing_is_rated_without_an_answer() {
    assert_eq!(interview().complete(scorecard(), NOW), Err(InterviewRefusal::NothingAnswered));
}

#[test]
fn a_review_is_asked_for_once_and_only_at_the_end() {
    assert_eq!(interview().request_review(NOW), Err(InterviewRefusal::NotEnded));
    assert_eq!(pending().request_review(NOW), Ok(None));
    let reviewed = pending().add_review(ANNA, feedback("Good."), NOW).unwrap();
    assert_eq!(reviewed.request_review(NOW), Err(InterviewRefusal::AlreadyReviewed));
}

#[test]
fn a_review_is_one_experts_who_may_correct_it() {
    assert_eq!(interview().add_review(ANNA, feedback("x"), NOW), Err(InterviewRefusal::NotEnded));
    assert_eq!(completed().add_review(ANNA, feedback("x"), NOW), Err(InterviewRefusal::ReviewNotRequested));
    let reviewed = pending().add_review(ANNA, feedback("Good."), NOW).unwrap().view(NOW).unwrap();
    assert_eq!(reviewed.clone().view(NOW), None, "seen once");
    assert_eq!(reviewed.clone().add_review(BORIS, feedback("Bad."), NOW), Err(InterviewRefusal::AlreadyReviewed));
    let corrected = reviewed.add_review(ANNA, feedback("Very good."), NOW).unwrap();
    assert_eq!(corrected.review.as_ref().unwrap().feedback.overall_summary, "Very good.");
    assert!(corrected.view(NOW).is_some(), "to be seen again");
}

#[test]
fn nobody_reviews_their_own_interview() {
    let seeker = pending().account_id;
    assert_eq!(pending().add_review(seeker, feedback("Splendid."), NOW), Err(InterviewRefusal::OwnInterview));
}

#[test]
fn only_a_review_is_seen() {
    assert_eq!((completed().view(NOW), pending().view(NOW)), (None, None));
}

#[test]
fn feedback_is_bounded_and_has_a_summary() {
    let of = |change: fn(&mut Feedback)| {
        let mut feedback = feedback("Good.");
        change(&mut feedback);
        feedback.checked()
    };
    assert_eq!(of(|feedback| feedback.overall_summary = " \n".to_owned()), Err(InterviewRefusal::Empty));
    assert_eq!(of(|feedback| feedback.points.clarity = Some(11)), Err(InterviewRefusal::PointsOutOfRange));
    assert_eq!(
        of(|feedback| feedback.strengths = vec!["x".to_owned(); 21]),
        Err(InterviewRefusal::TooMany { limit: Feedback::MAX_ITEMS })
    );
    assert_eq!(
        of(|feedback| feedback.next_steps = "x".repeat(4_001)),
        Err(InterviewRefusal::TooLong { limit: Feedback::MAX_TEXT })
    );
    let kept = of(|feedback| feedback.improvements = vec![" a ".to_owned(), "\u{200b}".to_owned()]).unwrap();
    assert_eq!(kept.improvements, ["a"]);
}

#[test]
fn a_transcript_from_elsewhere_is_bounded() {
    let said = |text: &str| (TurnKind::Answer, text.to_owned());
    let replaced = |turns| interview().replace_transcript(turns, NOW);
    let turn = Turn { kind: TurnKind::Answer, text: "I did.".to_owned(), at: NOW };
    assert_eq!(replaced(vec![said(" I\0 did. ")]).unwrap().transcript, [turn]);
    assert_eq!(replaced(vec![said("  ")]), Err(InterviewRefusal::Empty));
    assert_eq!(replaced(vec![said("x"); 201]), Err(InterviewRefusal::TooMany { limit: MockInterview::MAX_TURNS }));
    let long = "x".repeat(MockInterview::MAX_TURN);
    assert!(replaced(vec![said(&format!("{long}x"))]).is_err());
    assert_eq!(
        replaced(vec![said(&long); 13]),
        Err(InterviewRefusal::TooLong { limit: MockInterview::MAX_TRANSCRIPT })
    );
}

#[test]
fn an_empty_transcript_begins_anew() {
    let interview = answered(interview(), "First.", None).replace_transcript(Vec::new(), NOW).unwrap();
    assert_eq!((interview.transcript.len(), interview.open_turn()), (1, Some(1)));
}

#[test]
fn turns_that_were_there_keep_their_time() {
    let said = |text: &str| (TurnKind::Answer, text.to_owned());
    let first = interview().replace_transcript(vec![said("One."), said("Two.")], NOW).unwrap();
    let later = NOW + TimeDelta::seconds(1);
    let second = first.replace_transcript(vec![said("One."), said("Three."), said("Four.")], later).unwrap();
    assert_eq!(second.transcript.iter().map(|turn| turn.at).collect::<Vec<_>>(), [NOW, later, later]);
}

#[test]
fn the_suggested_end_follows_from_the_number_of_questions() {
    assert_eq!(interview().suggested_end(), NOW + TimeDelta::minutes(9));
}
