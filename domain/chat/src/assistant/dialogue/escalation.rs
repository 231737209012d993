//! Escalation to a person: when it is needed, and the notices to the seeker.

use std::collections::BTreeSet;

use domain_model::chat::Sender;
use domain_model::chat::waiting::WaitingReason;

use super::language::Language;
use super::pattern::{Hit, words};
use super::question::{Intent, Question};
use crate::assistant::Context;
use crate::team::NextOpening;

/// Intents that may be repeated without being a sign of dissatisfaction.
const REPEATABLE_INTENTS: [&str; 10] =
    ["greeting", "thanks", "bye", "smalltalk", "bot", "person", "practise", "rewrite", "prepare", "next"];

/// The maximum number of words between a request and its negation.
const NEAR: usize = 3;

/// Why the last message calls for a person. `None` when it does not.
pub(crate) fn concern(context: &Context) -> Option<WaitingReason> {
    let text = context.question();
    if asks_for_person(text) {
        return Some(WaitingReason::Asked);
    }
    if span(&words(text), "unhappy").is_some() {
        return Some(WaitingReason::Unhappy);
    }
    is_repeated(context).then_some(WaitingReason::Repeated)
}

/// The language in which the conversation is held.
pub(crate) fn language_of(context: &Context) -> Language {
    Question::read(context.question(), context.earlier_questions()).language
}

impl Language {
    /// Tells the seeker that a person was told, and when nobody is there.
    pub(crate) fn waiting_notice(self, reason: WaitingReason, closed_until: Option<&NextOpening>) -> String {
        let notice = match reason {
            WaitingReason::Asked => self.text("waiting.asked", &[]),
            WaitingReason::Repeated | WaitingReason::Unhappy | WaitingReason::Unsure => {
                self.text("waiting.offered", &[])
            }
        };
        let Some(opening) = closed_until else { return notice };
        let weekdays = self.text("weekdays", &[]);
        let weekday = weekdays.split(' ').nth(opening.days_from_monday).unwrap_or_default();
        let placeholders = [("weekday", weekday), ("time", opening.time.as_str()), ("zone", opening.zone)];
        format!("{notice} {}", self.text("waiting.closed", &placeholders))
    }

    /// Tells the seeker that nobody was asked to join any more.
    pub(crate) fn resumed_notice(self) -> String {
        self.text("waiting.stopped", &[])
    }
}

/// Some clause asks for a person, and neither denies it nor asks about something else.
fn asks_for_person(text: &str) -> bool {
    clauses(text).iter().any(|clause| {
        let Some(wish) = span(clause, "person") else { return false };
        let is_denied = hits(clause, "not").any(|denial| distance(denial, wish) <= NEAR);
        !is_denied && span(clause, "about").is_none()
    })
}

/// Where the hits of a signal lie, the first word to the last.
fn span(clause: &[String], signal: &'static str) -> Option<Hit> {
    hits(clause, signal).reduce(|one, other| Hit {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
        ..one
    })
}

/// The words between two hits; 0 when they overlap.
fn distance(one: Hit, other: Hit) -> usize {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

/// The words of each clause: "no bot, a person please" denies the one and asks for the other.
fn clauses(text: &str) -> Vec<Vec<String>> {
    let is_end = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '¿' | '¡' | '।' | '\n' | '–' | '—');
    let is_turn = |word: &String| span(std::slice::from_ref(word), "but").is_some();
    text.split(is_end).flat_map(|part| words(part).split(is_turn).map(<[String]>::to_vec).collect::<Vec<_>>()).collect()
}

/// Where a signal is found, in any language.
fn hits<'t>(words: &'t [String], signal: &'static str) -> impl Iterator<Item = Hit> + 't {
    let patterns = Language::ALL.iter().flat_map(move |language| &language.pack().signals[signal]);
    patterns.filter_map(|pattern| pattern.find(words, &|_| 1.0, &|_| true))
}

/// The seeker asked the same before, and it was answered.
fn is_repeated(context: &Context) -> bool {
    let Some((last, before)) = context.messages.split_last() else { return false };
    let question = Question::read(&last.content, std::iter::empty());
    if let Intent::Named(name) = question.intent
        && REPEATABLE_INTENTS.contains(&name)
    {
        return false;
    }
    let essentials = essence(&last.content, question.language);
    // "Yes", "ok": a word that is no question.
    let least = if matches!(question.intent, Intent::Unknown) { 2 } else { 1 };
    if essentials.len() < least {
        return false;
    }
    let is_answered = |position: usize| before[position..].iter().any(|later| later.sender == Sender::Assistant);
    before.iter().enumerate().any(|(position, message)| {
        message.sender == Sender::User
            && is_answered(position)
            && essence(&message.content, question.language) == essentials
    })
}

/// The words that carry the question, in no order.
fn essence(text: &str, language: Language) -> BTreeSet<String> {
    let small = &language.pack().function_words;
    words(text).into_iter().filter(|word| word.chars().count() > 1 && !small.contains(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assistant_message, context_for, user_message};
    use super::*;

    fn concern_of(question: &str) -> Option<WaitingReason> {
        concern(&context_for("desk", question))
    }

    #[test]
    fn who_asks_for_a_person_in_any_language_gets_one() {
        for question in [
            "Can I speak with an actual person?",
            "let me talk to somebody real",
            "I don't want a bot, I want to talk to a human!",
            "not a machine but a real person please",
            "Get me a human agent about my contract",
            "Ich will mit einem echten Menschen sprechen",
            "Kein Bot, sondern mit einer Person bitte",
            "Kann ich bitte mit einem Mitarbeiter sprechen?",
            "je veux parler à un conseiller",
            "Pas un robot, une vraie personne s'il vous plaît",
            "¿Puedo hablar con alguien de verdad?",
            "No quiero un bot, quiero hablar con una persona",
            "क्या मैं किसी इंसान से बात कर सकता हूँ?",
            "mujhe insaan se baat karni hai",
            "Is there anybody I can talk to?",
            "chat with an agent",
            "Gibt es jemanden, mit dem ich reden kann?",
            "Je préfère un humain",
            "Necesito ayuda humana",
            "मुझे एक असली व्यक्ति चाहिए",
        ] {
            assert_eq!(concern_of(question), Some(WaitingReason::Asked), "{question}");
        }
    }

    #[test]
    fn who_does_not_want_a_person_or_speaks_of_another_is_left_to_the_assistant() {
        for question in [
            "I don't want to talk to a human",
            "No need to talk to a person about that",
            "Will I talk to someone from the team in the interview?",
            "Ich möchte nicht mit einem Menschen sprechen",
            "Je ne veux pas parler à quelqu'un",
            "No quiero hablar con una persona",
            "मुझे किसी इंसान से बात नहीं करनी",
            "Is this job about working with people?",
            "Are you a real person?",
            "Should I talk to someone at the company first?",
            "What does a sales representative do?",
            "Parlons des ressources humaines",
            "Muss ich dort mit vielen Menschen sprechen?",
            "¿Se trabaja con recursos humanos?",
            "What does the team do?",
        ] {
            assert_eq!(concern_of(question), None, "{question}");
        }
    }

    #[test]
    fn who_is_not_content_gets_a_person_and_who_only_speaks_of_trouble_does_not() {
        for (question, reason) in [
            ("This is useless", Some(WaitingReason::Unhappy)),
            ("That's not what I asked!", Some(WaitingReason::Unhappy)),
            ("you dont understand me", Some(WaitingReason::Unhappy)),
            ("Das hilft mir nicht weiter", Some(WaitingReason::Unhappy)),
            ("Du verstehst mich nicht", Some(WaitingReason::Unhappy)),
            ("Cela ne m'aide pas du tout", Some(WaitingReason::Unhappy)),
            ("Esto no me ayuda", Some(WaitingReason::Unhappy)),
            ("यह बेकार है", Some(WaitingReason::Unhappy)),
            ("Is my degree useless for this job?", None),
            ("What is wrong with my resume?", None),
            ("Was ist schlecht an meinem Lebenslauf?", None),
            ("What would the work not include?", None),
        ] {
            assert_eq!(concern_of(question), reason, "{question}");
        }
    }

    #[test]
    fn the_same_question_again_calls_for_a_person_once_it_was_answered() {
        let after = |before: &str, question: &str, is_answered: bool| {
            let mut context = context_for("desk", question);
            context.messages = vec![user_message(before, 1)];
            context.messages.extend(is_answered.then(|| assistant_message("So it is.", 2)));
            context.messages.push(user_message(question, 3));
            concern(&context)
        };
        let again = Some(WaitingReason::Repeated);
        assert_eq!(after("What is the closing date?", "and what's the closing date??", true), again);
        assert_eq!(after("Wie hoch ist das Gehalt?", "Wie hoch ist denn das Gehalt", true), again);
        assert_eq!(after("What is the closing date?", "What is the closing date?", false), None, "nobody answered");
        assert_eq!(after("What is the closing date?", "What is the start date?", true), None);
        assert_eq!(after("Thanks", "Thanks!", true), None);
        assert_eq!(after("Yes", "yes", true), None);
        assert_eq!(after("Practise a question", "Practise a question", true), None);
    }

    #[test]
    fn the_notice_says_when_the_team_opens() {
        let opening = NextOpening { days_from_monday: 1, time: "09:00".to_owned(), zone: "Europe/Berlin" };
        let notice = Language::German.waiting_notice(WaitingReason::Asked, Some(&opening));
        assert!(
            notice.contains("Dienstag") && notice.contains("09:00") && notice.contains("Europe/Berlin"),
            "{notice}"
        );
        let notices = Language::ALL.map(|language| language.waiting_notice(WaitingReason::Unsure, None));
        assert_eq!(notices.iter().collect::<BTreeSet<_>>().len(), Language::ALL.len());
    }
}
