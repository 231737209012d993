//! Negation: skills that a text says somebody lacks, such as "no experience with Kubernetes" or "never used Ansible".
//!
//! A negation cue applies to the rest of its clause. After a name ("Rust: no experience") it applies to that name.

use std::ops::Range;

use crate::kernel::text::normalise;
use crate::matching::skill;

/// Words that say that what follows is not known, or not yet. As `normalise` writes them.
const CUES: [&str; 78] = [
    "no experience",
    "no prior experience",
    "no previous experience",
    "no professional experience",
    "no hands-on experience",
    "no practical experience",
    "little or no experience",
    "without experience",
    "without any experience",
    "no knowledge of",
    "no working knowledge",
    "not familiar with",
    "unfamiliar with",
    "not experienced",
    "inexperienced",
    "not proficient",
    "no proficiency",
    "no exposure to",
    "never used",
    "never worked with",
    "never worked in",
    "have never",
    "has never",
    "haven't used",
    "have not used",
    "haven't worked with",
    "have not worked with",
    "did not use",
    "do not know",
    "don't know",
    "do not use",
    "don't use",
    "cannot use",
    "can't use",
    "yet to learn",
    "not yet used",
    "not yet familiar",
    "want to learn",
    "wants to learn",
    "would like to learn",
    "would love to learn",
    "hope to learn",
    "hoping to learn",
    "planning to learn",
    "plan to learn",
    "eager to learn",
    "keen to learn",
    "interested in learning",
    "looking forward to learning",
    "willing to learn",
    "keine erfahrung",
    "ohne erfahrung",
    "keine kenntnisse",
    "nicht vertraut mit",
    "nie verwendet",
    "noch nie",
    "möchte lernen",
    "würde gerne lernen",
    "pas d'expérience",
    "aucune expérience",
    "sans expérience",
    "jamais utilisé",
    "je ne connais pas",
    "envie d'apprendre",
    "souhaite apprendre",
    "sin experiencia",
    "ninguna experiencia",
    "nunca he usado",
    "nunca he trabajado con",
    "quiero aprender",
    "sem experiência",
    "nunca usei",
    "quero aprender",
    "nessuna esperienza",
    "mai usato",
    "geen ervaring",
    "nooit gebruikt",
    "bez doświadczenia",
];
/// In bytes, with room for wide white space.
const MAX_CUE_BYTES: usize = 80;
/// Words after which a clause says something else.
const CONTRASTS: [&str; 14] = [
    " but ",
    " however",
    " though ",
    " although ",
    " whereas ",
    " while ",
    " aber ",
    " jedoch ",
    " sondern ",
    " mais ",
    " pero ",
    " mas ",
    " ma ",
    " maar ",
];

/// The text without the stretches that say what is not known. Line breaks stay.
pub fn affirmed(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end_of_last = 0;
    for part in affirmed_parts(text) {
        kept.extend(text[end_of_last..part.start].chars().filter(|&c| c == '\n'));
        kept.push_str(&text[part.clone()]);
        kept.push(' ');
        end_of_last = part.end;
    }
    kept.extend(text[end_of_last..].chars().filter(|&c| c == '\n'));
    kept
}

/// The stretches of a text that do not say what is not known, line by line.
pub fn affirmed_parts(text: &str) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    // A cue at the end of a line goes on in the next one.
    let mut goes_on = false;
    for line in text.split('\n') {
        let clauses = clauses(line);
        for (index, clause) in clauses.iter().enumerate() {
            let is_taken = std::mem::take(&mut goes_on);
            if !is_taken {
                let is_open = keep(clause, &mut kept);
                goes_on = is_open && index + 1 == clauses.len();
            }
        }
    }
    let base = text.as_ptr() as usize;
    let place = |part: &str| part.as_ptr() as usize - base..part.as_ptr() as usize - base + part.len();
    let mut parts: Vec<Range<usize>> = Vec::with_capacity(kept.len());
    for part in kept.into_iter().filter(|part| !part.is_empty()).map(place) {
        match parts.last_mut() {
            Some(last) if last.end == part.start => last.end = part.end,
            _ => parts.push(part),
        }
    }
    parts
}

/// Adds what a clause affirms. Does its cue reach beyond it, because it names nothing yet?
fn keep<'t>(mut clause: &'t str, kept: &mut Vec<&'t str>) -> bool {
    while let Some(at) = cue(clause) {
        let (head, rest) = clause.split_at(at);
        let affirmed = before(head);
        kept.push(affirmed);
        let end = match head.trim_end().chars().next_back() {
            Some('(' | '[') => rest.find([')', ']']).map(|at| at + 1),
            Some(_) if affirmed.len() < head.len() => rest.find([',', '\t']),
            _ => None,
        };
        let Some(end) = end else {
            let is_whole = affirmed.len() == head.len();
            return is_whole && !rest.ends_with(['.', '!', '?', ';']) && skill::recognise(rest).is_empty();
        };
        clause = &rest[end..];
    }
    kept.push(clause);
    false
}

/// The parts of a line that each say one thing. Their separators stay with them.
pub(super) fn clauses(line: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut from = 0;
    let lower = lowered(line);
    let bytes = line.as_bytes();
    for (at, c) in line.char_indices() {
        let ends = matches!(c, ';' | '!' | '?' | '•' | '|' | '。' | '；')
            || c == '.' && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        let contrasts = c == ' ' && CONTRASTS.iter().any(|contrast| lower[at..].starts_with(contrast));
        let end = if contrasts { at } else { at + c.len_utf8() };
        if (ends || contrasts) && end > from {
            clauses.push(&line[from..end]);
            from = end;
        }
    }
    if from < line.len() {
        clauses.push(&line[from..]);
    }
    clauses
}

/// Lower case of the same length: letters that would change it stay.
fn lowered(text: &str) -> String {
    let lower = |c: char| {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
            _ => c,
        }
    };
    text.chars().map(|c| if c == '’' { c } else { lower(c) }).collect()
}

/// Where a clause begins to say what is not known.
fn cue(clause: &str) -> Option<usize> {
    let normal = normalise(clause);
    if !CUES.iter().any(|cue| normal.contains(cue)) {
        return None;
    }
    // The words of the cue, whatever white space and apostrophes stand between them.
    let lower = lowered(clause);
    let starts =
        lower.char_indices().filter(|&(at, c)| c.is_alphabetic() && !lower[..at].ends_with(char::is_alphanumeric));
    starts.map(|(at, _)| at).find(|&at| {
        let mut end = clause.len().min(at + MAX_CUE_BYTES);
        while !clause.is_char_boundary(end) {
            end += 1;
        }
        let rest = normalise(&clause[at..end]);
        CUES.iter().any(|cue| rest.strip_prefix(cue).is_some_and(|after| !after.starts_with(char::is_alphanumeric)))
    })
}

/// What stands before a cue, without the name that the cue takes back: `Rust: `, `Ansible (`, `Go – `.
fn before(text: &str) -> &str {
    let trimmed = text.trim_end();
    let takes_back = trimmed.ends_with([':', '(', '[', '–', '—']) || trimmed.ends_with(" -");
    if !takes_back {
        return text;
    }
    text.rfind([',', '\t']).map_or("", |comma| &text[..=comma])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_goes() {
        for (text, kept) in [
            ("I have no experience with Kubernetes. Daily work: Python.", "I have  Daily work: Python."),
            ("Never used Ansible; much Go", "  much Go"),
            ("No experience with\nKubernetes.\nPython", " \n\nPython"),
            ("Not familiar with Terraform but with Rust", "  but with Rust"),
            ("Java, Rust (want to learn), Go", "Java,  , Go"),
            ("Python, Kubernetes: no experience", "Python, "),
            ("Keine Erfahrung mit SAP. Excel", "  Excel"),
            ("I haven’t used Perl, only Python.", "I  "),
        ] {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&affirmed(text)), words(kept), "{text}");
        }
    }

    #[test]
    fn what_is_known_stays() {
        for text in [
            "Not only Python but also Go",
            "No more than 2 outages with Kubernetes",
            "Learnt Rust",
            "Experience with no-code tools",
            "C++, .NET\n\nGo",
        ] {
            let lines: Vec<String> = affirmed(text).lines().map(|line| line.trim().to_owned()).collect();
            assert_eq!(lines.join("\n"), text);
        }
    }
}
