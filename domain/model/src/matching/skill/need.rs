//! What a posting asks for: which skills it requires, prefers or merely names, by section and by clause.

use std::collections::HashMap;
use std::ops::Range;

use super::{Mention, Skill, mentions};
use crate::catalogue::outline::{Outline, Section, Statement};
use crate::kernel::named::named_enum;
use crate::kernel::text::normalise;
use crate::matching::negation::clauses;

named_enum! {
    /// How much a posting asks for a skill.
    Need {
        /// It must be there.
        Required = "required",
        /// It would help.
        Preferred = "preferred",
        /// The posting names it, for example among the duties.
        Named = "named",
    }
}

/// A skill that a posting asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// The skill.
    pub skill: &'static Skill,
    /// How much it is asked for.
    pub need: Need,
    /// Where the description names it, in bytes; `None` when only the title does.
    pub place: Option<Range<usize>>,
}

/// What a posting asks for, each skill once, with its strongest need; in order of appearance, the title first.
///
/// What it says not to need is left out, and so is what the employer says of itself and its benefits.
pub fn demands(title: &str, description: &str) -> Vec<Demand> {
    let mut found: Vec<Demand> = Vec::new();
    let mut position: HashMap<&str, usize> = HashMap::new();
    let mut add = |skill: &'static Skill, need: Need, place: Option<Range<usize>>| {
        let at = *position.entry(&skill.name).or_insert(found.len());
        match found.get_mut(at) {
            None => found.push(Demand { skill, need, place }),
            Some(known) => {
                if strength(need) > strength(known.need) || known.place.is_none() {
                    known.place = place;
                }
                if strength(need) > strength(known.need) {
                    known.need = need;
                }
            }
        }
    };
    for mention in mentions(title) {
        add(mention.skill, Need::Required, None);
    }
    for statement in &Outline::of(description).statements {
        for (mention, need) in demanded(statement) {
            let place = statement.start + mention.place.start..statement.start + mention.place.end;
            add(mention.skill, need, Some(place));
        }
    }
    found
}

fn strength(need: Need) -> u8 {
    match need {
        Need::Required => 2,
        Need::Preferred => 1,
        Need::Named => 0,
    }
}

/// The skills that a statement asks for. Places are those within the statement.
fn demanded(statement: &Statement) -> Vec<(Mention, Need)> {
    let by_section = match statement.section {
        Section::Benefits | Section::Employer => return Vec::new(),
        Section::Requirements => Need::Required,
        Section::NiceToHave => Need::Preferred,
        Section::Duties | Section::Other => Need::Named,
    };
    let text = statement.text.as_str();
    let mentions = mentions(text);
    if mentions.is_empty() {
        return Vec::new();
    }
    let segments = segments(text);
    let requirement = |mention: &Mention| {
        let segment = segments.iter().find(|segment| segment.place.contains(&mention.place.start));
        segment.and_then(|segment| segment.requirement)
    };
    let mut demanded = Vec::new();
    for mention in mentions {
        let need = match requirement(&mention) {
            None => by_section,
            Some(Requirement::NotRequired) => continue,
            Some(Requirement::Preferred) => Need::Preferred,
            Some(Requirement::Required) => {
                if by_section == Need::Preferred {
                    Need::Preferred
                } else {
                    Need::Required
                }
            }
        };
        demanded.push((mention, need));
    }
    demanded
}

/// How strongly a clause asks for the skills it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Requirement {
    Required,
    Preferred,
    NotRequired,
}

/// A part of a statement between commas.
struct Segment {
    place: Range<usize>,
    requirement: Option<Requirement>,
}

/// The parts of a text, each with what is said of it. In a clause a word such as "required" speaks for all parts that have no
/// word of their own: for those before it, else for those behind it. In parentheses it speaks for its own part alone.
fn segments(text: &str) -> Vec<Segment> {
    let mut all = Vec::new();
    for clause in text.split('\n').flat_map(clauses) {
        let mut own: Vec<(Segment, bool)> = Vec::new();
        for part in clause.split_inclusive([',', '，', '、']) {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            let requirement = requirement_in(part);
            let in_parentheses = requirement.is_some()
                && part
                    .split(['(', ')'])
                    .enumerate()
                    .all(|(depth, piece)| depth % 2 == 1 || requirement_in(piece).is_none());
            own.push((Segment { place: start..start + part.len(), requirement }, in_parentheses));
        }
        let unbracketed: Vec<Option<Requirement>> =
            own.iter().map(|(segment, in_parentheses)| segment.requirement.filter(|_| !in_parentheses)).collect();
        for (index, (segment, _)) in own.iter_mut().enumerate() {
            let later = unbracketed[index..].iter().flatten().next();
            let earlier = unbracketed[..index].iter().rev().flatten().next();
            segment.requirement = segment.requirement.or(later.or(earlier).copied());
        }
        all.extend(own.into_iter().map(|(segment, _)| segment));
    }
    all
}

const NOT_REQUIRED: [&str; 46] = [
    "not required",
    "not needed",
    "not necessary",
    "not mandatory",
    "not essential",
    "not a requirement",
    "not a must",
    "not expected",
    "no longer required",
    "isn't required",
    "aren't required",
    "isn't necessary",
    "isn't needed",
    "no experience",
    "no prior",
    "no previous",
    "without experience",
    "no knowledge",
    "need not",
    "no need",
    "do not need",
    "don't need",
    "nicht erforderlich",
    "nicht notwendig",
    "nicht nötig",
    "keine voraussetzung",
    "kein muss",
    "nicht zwingend",
    "keine erfahrung",
    "keine kenntnisse",
    "ohne erfahrung",
    "pas requis",
    "pas nécessaire",
    "pas obligatoire",
    "pas exigé",
    "non requis",
    "aucune expérience",
    "pas besoin",
    "sans expérience",
    "no es necesari",
    "no es requisito",
    "no es imprescindible",
    "no se requiere",
    "sin experiencia",
    "no hace falta",
    "不需要",
];
const PREFERRED: [&str; 44] = [
    "nice to have",
    "nice-to-have",
    "a plus",
    "a bonus",
    "bonus",
    "preferred",
    "preferably",
    "desirable",
    "desired",
    "an advantage",
    "advantageous",
    "ideally",
    "beneficial",
    "would be great",
    "good to have",
    "optional",
    "helpful",
    "is welcome",
    "are welcome",
    "an asset",
    "added value",
    "von vorteil",
    "wünschenswert",
    "idealerweise",
    "gern gesehen",
    "ein plus",
    "vorteilhaft",
    "un plus",
    "un atout",
    "souhaité",
    "souhaitée",
    "souhaitable",
    "apprécié",
    "appréciée",
    "idéalement",
    "deseable",
    "valorable",
    "se valorará",
    "preferible",
    "preferentemente",
    "优先",
    "加分",
    "वांछनीय",
    "अतिरिक्त लाभ",
];
const REQUIRED: [&str; 33] = [
    "required",
    "must have",
    "must be",
    "must hold",
    "must know",
    "must possess",
    "mandatory",
    "essential",
    "necessary",
    "needed",
    "is a must",
    "at least",
    "minimum",
    "required:",
    "zwingend",
    "erforderlich",
    "voraussetzung",
    "vorausgesetzt",
    "notwendig",
    "exigé",
    "exigée",
    "requis",
    "requise",
    "obligatoire",
    "indispensable",
    "imprescindible",
    "requerido",
    "obligatorio",
    "se requiere",
    "necesario",
    "必须",
    "要求",
    "अनिवार्य",
];

const NEEDED: [&str; 8] =
    ["required", "needed", "necessary", "erforderlich", "nötig", "requis", "requise", "nécessaire"];

fn requirement_in(part: &str) -> Option<Requirement> {
    let normal = normalise(part);
    let says = |cues: &[&str]| cues.iter().any(|cue| stands_in(cue, &normal));
    // "no degree required"
    let has_no =
        normal.split(' ').any(|word| word == "no" || ["kein", "aucun", "ningun"].iter().any(|no| word.starts_with(no)));
    let denies_what_stands_between = has_no && says(&NEEDED);
    if says(&PREFERRED) {
        Some(Requirement::Preferred)
    } else if denies_what_stands_between || says(&NOT_REQUIRED) {
        Some(Requirement::NotRequired)
    } else if says(&REQUIRED) {
        Some(Requirement::Required)
    } else {
        None
    }
}

/// Does the cue stand in the text as words of its own? Cues in scripts without spaces stand anywhere.
fn stands_in(cue: &str, text: &str) -> bool {
    text.match_indices(cue).any(|(at, _)| {
        let is_letter = |c: Option<char>| cue.is_char_boundary(1) && c.is_some_and(char::is_alphanumeric);
        let stem = cue == "no es necesari";
        !is_letter(text[..at].chars().next_back()) && (stem || !is_letter(text[at + cue.len()..].chars().next()))
    })
}
