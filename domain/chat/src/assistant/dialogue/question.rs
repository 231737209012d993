//! Recognises a question: its language, its intent, and the subject, skills and countries it names.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain_model::matching::skill::{self, Skill, SkillKind};

use super::language::Language;
use super::pattern::{Hit, Pattern, words};
use super::subject::{COUNTRIES, SUBJECTS, Subject};

/// A recognised question.
pub(crate) struct Question {
    pub(super) language: Language,
    pub(super) intent: Intent,
    /// The skills it names.
    pub(super) skills: Vec<&'static Skill>,
    /// The countries it names: in English, and as the asker spelt them.
    pub(super) countries: Vec<(&'static str, String)>,
}

/// What is asked.
#[derive(Clone)]
pub(super) enum Intent {
    /// One of the intents that the files of the languages name.
    Named(&'static str),
    /// About a subject, in the asker's own words.
    Subject(&'static Subject, String),
    /// About a skill.
    Skill,
    /// Not understood.
    Unknown,
}

/// The weight of a stop word in a cue; other words weigh 1.
const STOP_WORD_WEIGHT: f32 = 0.5;
/// The weight of a cue in another language than the question's.
const OTHER_LANGUAGE_WEIGHT: f32 = 0.6;
/// The weight of each further cue of an intent.
const FURTHER_CUE_WEIGHT: f32 = 0.4;
/// A named skill outweighs general intents, but not pay or dates.
const SKILL_WEIGHT: f32 = 0.98;
/// The factor for general intents and subjects when a skill is named.
const BESIDE_SKILL_WEIGHT: f32 = 0.5;
const GENERAL_BESIDE_SKILL: [&str; 8] = ["fit", "gap", "requirements", "nice", "place", "duties", "company", "search"];
/// A subject outweighs an intent with the same cues, because it is narrower.
const SUBJECT_WEIGHT: f32 = 1.02;
/// With a lower weight the intent is unknown.
const MIN_CONFIDENCE: f32 = 0.3;

/// General intents with the factor that lets more specific ones win.
const GENERAL: [(&str, f32); 12] = [
    ("greeting", 0.45),
    ("thanks", 0.55),
    ("bye", 0.9),
    ("smalltalk", 0.9),
    ("bot", 0.9),
    ("requirements", 0.6),
    ("nice", 0.7),
    ("benefits", 0.8),
    ("fit", 0.75),
    ("apply", 0.9),
    ("place", 0.95),
    ("company", 0.9),
];

/// The words of all cues. They are never taken for misspellings of one another.
static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let cues = Language::ALL.iter().flat_map(|language| language.pack().cues.iter().flat_map(|(_, cues)| cues));
    let question_words = SUBJECTS.iter().flat_map(|subject| &subject.question_words);
    let function_words =
        Language::ALL.iter().flat_map(|language| language.pack().function_words.iter().map(String::as_str));
    cues.chain(question_words).flat_map(Pattern::vocabulary).chain(function_words).collect()
});

impl Question {
    /// Reads a question. `earlier` are the asker's questions before it, the last one first: they tell the language where the
    /// question does not.
    pub(crate) fn read<'a>(text: &str, earlier: impl Iterator<Item = &'a str>) -> Self {
        // A quoted line is what to work on; the words around it say what is asked, and in which language.
        let around = without_quotation(text);
        let text = around.as_str();
        let tokens = words(text);
        let language = language_of(&tokens, text)
            .or_else(|| earlier.map(|text| language_of(&words(text), text)).find_map(|language| language))
            .unwrap_or(Language::English);
        let countries = COUNTRIES
            .iter()
            .filter(|(name, _)| !is_pronoun_us(name, text))
            .filter_map(|(name, names)| {
                let hit = names.iter().find_map(|name| name.find(&tokens, &|_| 1.0, &|_| true))?;
                Some((*name, spelt(text, &tokens[hit.start..hit.end])))
            })
            .collect::<Vec<_>>();
        let skills: Vec<&'static Skill> = skills_of(text);
        let intent = intent_of(&tokens, text, language, &skills, !countries.is_empty());
        Self { language, intent, skills, countries }
    }

    /// Does the answer need a second job?
    pub(crate) fn compares(&self) -> bool {
        self.asks("compare")
    }

    /// Is this its intent?
    pub(super) fn asks(&self, intent: &str) -> bool {
        matches!(self.intent, Intent::Named(name) if name == intent)
    }

    /// The name of the intent, for tests.
    #[cfg(test)]
    pub(super) fn intent_name(&self) -> &'static str {
        match &self.intent {
            Intent::Named(name) => name,
            Intent::Subject(subject, _) => subject.name,
            Intent::Skill => "skill",
            Intent::Unknown => "unknown",
        }
    }
}

/// The text without a quotation of several words, unless it is nothing but the quotation.
fn without_quotation(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let parts: Vec<&str> = text.splitn(3, is_mark).collect();
    match parts.as_slice() {
        [before, quoted, after] if quoted.split_whitespace().count() >= 3 && !words(before).is_empty() => {
            format!("{before} {after}")
        }
        _ => text.to_owned(),
    }
}

/// "us" is the country only in capitals.
fn is_pronoun_us(country: &str, text: &str) -> bool {
    let others = ["usa", "america", "states", "unis", "unidos", "eeuu", "अमेरिका"];
    let lower = text.to_lowercase();
    country == "United States" && !text.contains("US") && !others.iter().any(|name| lower.contains(name))
}

/// Skills by their names, and by the short names of a maker's product family.
fn skills_of(text: &str) -> Vec<&'static Skill> {
    /// Product families by which people call their work, and the skill that they are.
    const FAMILIES: [(&str, &str); 10] = [
        ("s7", "Siemens TIA Portal"),
        ("s7 300", "Siemens TIA Portal"),
        ("s7 1200", "Siemens TIA Portal"),
        ("s7 1500", "Siemens TIA Portal"),
        ("step7", "Siemens TIA Portal"),
        ("tia", "Siemens TIA Portal"),
        ("logix", "Allen-Bradley PLCs"),
        ("compactlogix", "Allen-Bradley PLCs"),
        ("rslogix", "Allen-Bradley PLCs"),
        ("rockwell", "Allen-Bradley PLCs"),
    ];
    let tokens = words(text);
    let family = FAMILIES.iter().rev().find(|(name, _)| Pattern::parse(name).is_in(&tokens));
    let mut skills: Vec<&'static Skill> = family.and_then(|(_, name)| skill::lookup(name)).into_iter().collect();
    for named in skill::recognise(text) {
        if !skills.iter().any(|skill| skill.name == named.name) {
            skills.push(named);
        }
    }
    skills
}

/// The language of a resume or posting, by how it begins.
pub(super) fn language_of_text(text: &str) -> Option<Language> {
    /// Enough function words to tell a language by.
    const READ: usize = 150;
    let mut beginning = words(text);
    beginning.truncate(READ);
    language_of(&beginning, &beginning.join(" "))
}

/// The language by its function words and cues; `None` when they do not decide.
fn language_of(tokens: &[String], text: &str) -> Option<Language> {
    if text.chars().any(|c| matches!(c, '\u{900}'..='\u{97f}')) {
        return Some(Language::Hindi);
    }
    let points = |language: Language| -> f32 {
        let pack = language.pack();
        let hits = tokens.iter().filter(|word| pack.function_words.contains(*word)).count();
        let cues = pack.cues.iter().flat_map(|(_, cues)| cues);
        let cue =
            cues.filter_map(|cue| cue.find(tokens, &|_| 1.0, &|_| true)).map(|hit| hit.weight).fold(0.0, f32::max);
        let marks = match language {
            Language::Spanish if text.contains(['¿', '¡', 'ñ']) => 2.0,
            Language::German if text.contains(['ß', 'ä', 'ö']) => 1.5,
            Language::French if text.contains(['ç', 'è', 'ê', 'à', 'œ']) => 1.5,
            _ => 0.0,
        };
        #[expect(clippy::cast_precision_loss, reason = "a question has few words")]
        let hits = hits as f32;
        hits + cue + marks
    };
    let mut ranked: Vec<(f32, Language)> = Language::ALL.iter().map(|&language| (points(language), language)).collect();
    // A stable sort: English stands first among equals.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    (ranked[0].0 > 0.0 && ranked[0].0 > ranked[1].0).then_some(ranked[0].1).or_else(|| {
        let tied_with_english =
            ranked.iter().take_while(|(points, _)| *points >= ranked[0].0).any(|(_, l)| *l == Language::English);
        (ranked[0].0 >= 2.0 && tied_with_english).then_some(Language::English)
    })
}

fn intent_of(
    tokens: &[String],
    text: &str,
    language: Language,
    skills: &[&'static Skill],
    names_country: bool,
) -> Intent {
    let known = |word: &str| KNOWN.contains(word);
    let function_words = &language.pack().function_words;
    let weigh = |word: &str| if function_words.contains(word) { STOP_WORD_WEIGHT } else { 1.0 };
    let mut best = (MIN_CONFIDENCE, Intent::Unknown);
    let mut offer = |score: f32, intent: Intent| {
        if score > best.0 {
            best = (score, intent);
        }
    };
    for (position, (name, _)) in Language::English.pack().cues.iter().enumerate() {
        // Hindi is spoken with English words.
        let is_own = |of: Language| of == language || (language == Language::Hindi && of == Language::English);
        let score_in = |of: Language| {
            // A slip is only forgiven in one's own language.
            let is_no_slip = |word: &str| !is_own(of) || known(word);
            let cues = of.pack().cues[position].1.iter();
            let hits: Vec<Hit> = cues.filter_map(|cue| cue.find(tokens, &weigh, &is_no_slip)).collect();
            summed(&hits) * if is_own(of) { 1.0 } else { OTHER_LANGUAGE_WEIGHT }
        };
        let score = Language::ALL.iter().map(|&of| score_in(of)).fold(0.0, f32::max);
        let general = GENERAL.iter().find(|(general, _)| general == name).map_or(1.0, |(_, weight)| *weight);
        let beside = if skills.is_empty() || !GENERAL_BESIDE_SKILL.contains(name) { 1.0 } else { BESIDE_SKILL_WEIGHT };
        let country = if *name == "remote" && names_country { 1.0 } else { 0.0 };
        offer(score * general * beside + country, Intent::Named(name));
    }
    if !skills.is_empty() {
        offer(SKILL_WEIGHT, Intent::Skill);
    }
    // Languages and papers are subjects too, with their words in every language.
    let is_subject = |kind| matches!(kind, SkillKind::HumanLanguage | SkillKind::Licence | SkillKind::Certificate);
    let beside = if skills.iter().any(|skill| !is_subject(skill.kind)) { BESIDE_SKILL_WEIGHT } else { 1.0 };
    for subject in SUBJECTS.iter().filter(|subject| !subject.question_words.is_empty()) {
        let hits: Vec<Hit> =
            subject.question_words.iter().filter_map(|pattern| pattern.find(tokens, &weigh, &known)).collect();
        if let Some(hit) = hits.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)) {
            let name = spelt(text, &tokens[hit.start..hit.end]);
            offer(
                summed(&hits).min(hit.weight + FURTHER_CUE_WEIGHT) * SUBJECT_WEIGHT * beside,
                Intent::Subject(subject, name),
            );
        }
    }
    best.1
}

/// The best cue, and a little for each further one.
fn summed(hits: &[Hit]) -> f32 {
    let best = hits.iter().map(|hit| hit.weight).fold(0.0, f32::max);
    let others = hits.iter().map(|hit| hit.weight).sum::<f32>() - best;
    best + others.min(2.0) * FURTHER_CUE_WEIGHT
}

/// The words as the asker spelt them.
fn spelt(text: &str, found: &[String]) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}');
    let originals = text.split(|c: char| !is_word(c));
    let spelt = originals.filter(|original| words(original).iter().any(|word| found.contains(word)));
    spelt.take(found.len()).collect::<Vec<_>>().join(" ")
}
