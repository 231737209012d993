//! Retrieval: ranks statements by the words they share with a question (BM25), compared by their stems.

use std::collections::{HashMap, HashSet};

use domain_model::kernel::text::normalise;
use rust_stemmers::{Algorithm, Stemmer};

/// Words that tell nothing about the subject of a question.
const STOP_WORDS: &str = " a about above after again all also am an and any are as at be because been before being below \
between both but by can could d did do does doing down during each few for from further get had has have having he her here \
hers him his how i if in into is it its just know let like ll m may me might more most must my need no nor not now of off on \
once only or other our out over own please re s same say she should show so some such t tell than that the their them then \
there these they this those through to too under until up us use ve very want was we were what when where which while who \
whom why will with would you your ";

/// Saturation of repeated words and weight of length, as usual for BM25.
const K1: f32 = 1.2;
const B: f32 = 0.6;

/// The positions of the statements nearest to the question, best first; none when no word is shared.
pub(crate) fn nearest(question: &str, statements: &[&str], most: usize) -> Vec<usize> {
    let wanted: HashSet<String> = terms(question).into_iter().collect();
    let documents: Vec<Vec<String>> = statements.iter().map(|statement| terms(statement)).collect();
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let count = |n: usize| n as f32;
    let total = count(documents.iter().map(Vec::len).sum::<usize>());
    let mean_length = (total / count(documents.len().max(1))).max(1.0);
    let rarity: HashMap<&String, f32> = wanted
        .iter()
        .map(|term| {
            let containing = count(documents.iter().filter(|document| document.contains(term)).count());
            (term, (1.0 + (count(documents.len()) - containing + 0.5) / (containing + 0.5)).ln())
        })
        .collect();
    let score = |document: &Vec<String>| -> f32 {
        let length_weight = 1.0 - B + B * count(document.len()) / mean_length;
        rarity
            .iter()
            .map(|(term, rarity)| {
                let frequency = count(document.iter().filter(|word| word == term).count());
                rarity * frequency * (K1 + 1.0) / (frequency + K1 * length_weight)
            })
            .sum()
    };
    let mut scored: Vec<(f32, usize)> =
        documents.iter().map(score).zip(0..).filter(|(score, _)| *score > 0.0).collect();
    scored.sort_by(|(a, i), (b, j)| b.total_cmp(a).then(i.cmp(j)));
    scored.into_iter().take(most).map(|(_, position)| position).collect()
}

/// How much of the question's meaning the statement shares: 1 when it has all its stems.
#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
pub(crate) fn shared_share(question: &str, statement: &str) -> f32 {
    let wanted: HashSet<String> = terms(question).into_iter().collect();
    let found: HashSet<String> = terms(statement).into_iter().collect();
    wanted.intersection(&found).count() as f32 / (wanted.len().max(1)) as f32
}

/// The stems of the words that carry meaning, so that "operating" finds "operates". English; words of other languages are
/// compared nearly as they are.
fn terms(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    normalise(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1 && !STOP_WORDS.contains(&format!(" {word} ")))
        .map(|word| stemmer.stem(word).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_with_the_rarest_shared_words_comes_first() {
        let statements = ["We work in shifts", "You repair machines", "Machines are cleaned each week", "Free parking"];
        assert_eq!(nearest("Which machines would I be repairing?", &statements, 2), [1, 2]);
        assert_eq!(nearest("Do I have to work a shift?", &statements, 1), [0]);
        assert_eq!(nearest("What about dogs?", &statements, 3), [] as [usize; 0]);
        assert_eq!(nearest("anything", &[], 3), [] as [usize; 0]);
    }

    #[test]
    fn a_word_is_found_in_its_other_forms() {
        for (question, statement) in [
            ("Would I be operating machines?", "You operate the press"),
            ("Who manages the team?", "You report to the managing director"),
            ("Do I plan projects?", "Planning is done each week"),
            ("Is it about studies?", "You study plants"),
        ] {
            assert_eq!(nearest(question, &["Free parking", statement], 2), [1], "{question}");
        }
    }
}
