//! The question after a thin answer.

use super::answers::Exchange;
use super::lexicon::default_lexicon;

/// An answer of fewer words is thin.
const MIN_DETAILED_WORDS: usize = 25;
/// An answer of so many words is not thin, although it does not say who did it.
const AMPLE_WORDS: usize = 120;

/// What the interviewer asks next about this answer, in its language. `None` when it says enough.
pub(crate) fn follow_up(question: &str, answer: &str) -> Option<String> {
    let exchange = Exchange::of(question, &[(1, answer)]);
    let lexicon = exchange.lexicon.unwrap_or_else(default_lexicon);
    let key = if exchange.is_passed() {
        "more_near"
    } else if exchange.words.len() < MIN_DETAILED_WORDS || !exchange.is_answered() {
        "more_any"
    } else if exchange.words.len() < AMPLE_WORDS && exchange.lexicon.is_some() && !exchange.has_own_part() {
        "more_own"
    } else {
        return None;
    };
    Some(lexicon.text(key).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: &str = "When did you last rely on Kubernetes, and what was difficult about it?";

    #[test]
    fn a_thin_answer_is_asked_about_in_its_language() {
        for (answer, begins) in [
            ("Last year at work.", "Could you say more"),
            ("I don't know, sorry.", "That is a fair answer"),
            ("Das war im letzten Jahr bei einer Bank.", "Können Sie dazu mehr sagen"),
            ("Keine Ahnung, ehrlich gesagt.", "Das ist eine ehrliche Antwort"),
            ("C’était l’an dernier dans une banque.", "Pourriez-vous en dire plus"),
            ("No lo sé.", "Es una respuesta sincera"),
            ("मैंने पिछले साल किया था।", "क्या आप इसके बारे में"),
            ("Kubernetes!", "Could you say more"),
            (
                "The team moved all of the services to the new cluster over the summer, the hardest thing was the storage, \
                 and in the end the whole thing ran without any trouble at all.",
                "What was your own part",
            ),
            (
                "When did you last rely on Kubernetes, and what was difficult about it? When did you last rely on \
                 Kubernetes, and what was difficult about it?",
                "Could you say more",
            ),
        ] {
            let asked = follow_up(QUESTION, answer).unwrap_or_default();
            assert!(asked.starts_with(begins), "{answer}: {asked}");
        }
    }

    #[test]
    fn an_answer_that_says_enough_is_not_asked_about() {
        for answer in [
            "Last spring I moved our twelve services to a new cluster. The storage was difficult, because the volumes were \
             bound to one zone, so I copied them by night and we lost nothing.",
            "Im Frühjahr habe ich unsere zwölf Dienste auf einen neuen Cluster umgezogen. Schwierig war der Speicher, weil \
             die Datenträger an eine Zone gebunden waren, deshalb habe ich sie nachts kopiert.",
        ] {
            assert_eq!(follow_up(QUESTION, answer), None);
        }
    }
}
