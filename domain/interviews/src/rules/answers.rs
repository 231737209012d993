//! The transcript as the rules read it: what was asked, and what was answered to it, sentence by sentence.

use domain_model::catalogue::sentences::sentences;
use domain_model::interviews::{Turn, TurnKind};
use domain_model::matching::{manipulation, skill};

use super::lexicon::{Lexicon, language_of, words};

/// Fewer words are no answer.
const MIN_WORDS: usize = 5;
/// Letters of a word by which its forms are recognised.
const STEM_LETTERS: usize = 5;
/// The part of an answer's words, in percent, that may be those of the question.
const MAX_ECHO_PERCENT: usize = 80;

/// A question with everything that was answered to it, also after a follow-up.
pub(super) struct Exchange<'t> {
    pub(super) question: &'t str,
    /// Empty when it was not answered.
    pub(super) sentences: Vec<Sentence<'t>>,
    pub(super) lexicon: Option<&'static Lexicon>,
    pub(super) words: Vec<String>,
    is_echo: bool,
}

/// A sentence of the seeker.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    /// The number of the turn.
    pub(super) turn: u32,
    pub(super) text: &'t str,
    pub(super) words: Vec<String>,
}

/// The exchanges of a transcript.
pub(super) fn exchanges(transcript: &[Turn]) -> Vec<Exchange<'_>> {
    let mut exchanges: Vec<(&str, Vec<(u32, &str)>)> = Vec::new();
    for (turn, number) in transcript.iter().zip(1..) {
        match turn.kind {
            // An interviewer of a client also greets and thanks.
            TurnKind::Question if turn.text.contains('?') => exchanges.push((&turn.text, Vec::new())),
            TurnKind::Question | TurnKind::FollowUp => {}
            TurnKind::Answer => {
                if exchanges.is_empty() {
                    exchanges.push(("", Vec::new()));
                }
                if let Some((_, answers)) = exchanges.last_mut() {
                    answers.push((number, &turn.text));
                }
            }
        }
    }
    exchanges.into_iter().map(|(question, answers)| Exchange::of(question, &answers)).collect()
}

impl<'t> Exchange<'t> {
    pub(super) fn of(question: &'t str, answers: &[(u32, &'t str)]) -> Self {
        let mut found = Vec::new();
        for (turn, answer) in answers {
            // A danda ends a sentence whatever follows: its scripts have no capital letters.
            let all = answer.split_inclusive(['\n', '।']).flat_map(sentences);
            found.extend(all.map(|text| Sentence { turn: *turn, text, words: words(text) }));
        }
        // Orders to whoever rates the answer are no part of it.
        found.retain(|sentence| !sentence.words.is_empty() && !manipulation::strip(sentence.text).is_empty());
        let words: Vec<String> = found.iter().flat_map(|sentence| sentence.words.iter().cloned()).collect();
        let asked = self::words(question);
        let echoed = words.iter().filter(|word| asked.contains(word)).count();
        Self {
            question,
            lexicon: language_of(&words),
            is_echo: !words.is_empty() && echoed * 100 > words.len() * MAX_ECHO_PERCENT,
            sentences: found,
            words,
        }
    }

    /// Whether it says something: it is no pass, and not the question again.
    pub(super) fn is_answered(&self) -> bool {
        self.words.len() >= MIN_WORDS && !self.is_echo && !self.is_passed()
    }

    /// Whether the seeker says that they cannot answer, and not much more.
    pub(super) fn is_passed(&self) -> bool {
        let is_short = self.words.len() < 4 * MIN_WORDS;
        is_short && self.lexicon.is_some_and(|lexicon| lexicon.has("passed", &self.words))
    }

    /// Whether the answer speaks about what was asked. `None` when the rules cannot tell: the question names no skill, and
    /// is in another language.
    pub(super) fn is_on_subject(&self) -> Option<bool> {
        let asked = skill::recognise(self.question);
        let said: String = self.sentences.iter().map(|sentence| sentence.text).collect::<Vec<_>>().join("\n");
        let said_skills = skill::recognise(&said);
        if asked.iter().any(|skill| said_skills.iter().any(|said| said.name == skill.name)) {
            return Some(true);
        }
        let question = words(self.question);
        let language = language_of(&question).map(|lexicon| lexicon.language);
        if language.is_none() || language != self.lexicon.map(|lexicon| lexicon.language) {
            return None;
        }
        let stem = |word: &String| word.chars().take(STEM_LETTERS).collect::<String>();
        let is_long = |word: &&String| word.chars().count() >= STEM_LETTERS;
        let asked: Vec<String> = question.iter().filter(is_long).map(stem).collect();
        Some(self.words.iter().filter(is_long).map(stem).any(|word| asked.contains(&word)))
    }

    /// Whether it has a figure, names a skill that the question does not, or says how it ended.
    pub(super) fn is_concrete(&self) -> bool {
        self.sentences.iter().any(|sentence| sentence.is_concrete(self.question, self.lexicon))
    }

    pub(super) fn has_own_part(&self) -> bool {
        self.sentences.iter().any(|sentence| sentence.is_own(self.lexicon))
    }
}

impl Sentence<'_> {
    pub(super) fn is_concrete(&self, question: &str, lexicon: Option<&Lexicon>) -> bool {
        let has_digits = self.words.iter().any(|word| word.contains(|c: char| c.is_numeric()));
        let has = |entry| lexicon.is_some_and(|lexicon| lexicon.has(entry, &self.words));
        let asked = skill::recognise(question);
        let names_skill =
            || skill::recognise(self.text).iter().any(|said| asked.iter().all(|skill| skill.name != said.name));
        has_digits || has("figure") || has("result") || names_skill()
    }

    /// Whether the seeker speaks of what they do, without denying it.
    pub(super) fn is_own(&self, lexicon: Option<&Lexicon>) -> bool {
        lexicon.is_some_and(|lexicon| {
            let is = |entry| lexicon.has(entry, &self.words);
            is("own") && !is("denied") && !is("passed")
        })
    }

    pub(super) fn is_hedged(&self, lexicon: Option<&Lexicon>) -> bool {
        lexicon.is_some_and(|lexicon| lexicon.has("hedged", &self.words) || lexicon.has("passed", &self.words))
    }

    pub(super) fn is_reasoned(&self, lexicon: Option<&Lexicon>) -> bool {
        lexicon.is_some_and(|lexicon| lexicon.has("reasoned", &self.words) || lexicon.has("result", &self.words))
    }
}
