//! What a line announces when it is a heading.

use super::fold::words;
use super::fragment::is_icon;
use super::lexicon::HEADINGS;

/// The kind of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Before the first heading, or what follows a heading such as "Contact".
    Header,
    /// The seeker introduces himself or herself.
    Summary,
    /// Work.
    Experience,
    /// Schools and studies.
    Education,
    /// Skills.
    Skills,
    /// Human languages.
    Languages,
    /// Projects.
    Projects,
    /// Certificates, courses.
    Certificates,
    /// Awards, honours.
    Awards,
    /// Publications.
    Publications,
    /// Unpaid work.
    Volunteering,
    /// Interests.
    Interests,
    /// Other persons.
    References,
    /// Profiles and pages.
    Links,
    /// Anything else.
    Other,
}

/// How far the words of a heading can be trusted without its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// The word is usual in text too.
    Weak,
    /// Every word is one of headings.
    Composed,
    /// The usual words of such a heading.
    Exact,
}

/// The kind that a text announces as a heading, by its words alone.
pub(super) fn announced(text: &str) -> Option<(Kind, Strength)> {
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace()
            || is_icon(c)
            || c.is_ascii_digit()
            || matches!(
                c,
                '.' | ':' | '：' | '#' | '*' | '_' | '-' | '|' | '/' | '[' | ']' | '【' | '】' | '<' | '>' | '~' | '='
            )
    });
    if bare.is_empty()
        || bare.len() > 100
        || bare.contains(['@', '\t'])
        || bare.ends_with(['.', '?', '!', ',']) && !bare.ends_with('&')
    {
        return None;
    }
    let words = words(bare);
    // Letters set wide apart may be read as words, and words as one: `E X P E R I E N C E`, `WORKEXPERIENCE`.
    let letters = words.iter().filter(|word| word.chars().count() == 1).count();
    let is_spaced = letters >= 4 && letters * 2 >= words.len();
    // A title of the document announces no section.
    let is_title = bare.ends_with(['書', '书']) || bare.ends_with("简历") || bare.ends_with("履历");
    if words.len() > 7 && !is_spaced || words.is_empty() || is_title {
        return None;
    }
    let key = words.join(" ");
    if let Some(kind) = HEADINGS.of_key(&key).and_then(kind) {
        return Some((kind, if HEADINGS.is_doubtful(&key) { Strength::Weak } else { Strength::Exact }));
    }
    let is_glued = words.iter().all(|word| word.chars().count() == 1 || word.len() >= 8);
    if (is_spaced || is_glued && !bare.chars().any(char::is_lowercase))
        && let Some(kind) = HEADINGS.unspaced(&words).and_then(kind)
    {
        return Some((kind, Strength::Exact));
    }
    if is_spaced {
        return None;
    }
    let whole: Vec<String> =
        text.split(['&', '/', '|', '、', '与', '及', '和']).map(|part| part.trim().to_owned()).collect();
    if whole.len() > 1 && bare.chars().any(super::fold::is_ideograph) {
        let kinds: Vec<Option<Kind>> = whole.iter().map(|part| HEADINGS.get(part).and_then(kind)).collect();
        return kinds.into_iter().collect::<Option<Vec<_>>>()?.first().map(|&kind| (kind, Strength::Composed));
    }
    composed(&words)
}

/// "Selected honors", "Awards and scholarships": every word is one of headings. The first that says a kind decides.
fn composed(words: &[String]) -> Option<(Kind, Strength)> {
    let found = HEADINGS.matches(words);
    let covered: usize = found.iter().map(|(_, length, _)| length).sum();
    if covered < words.len() {
        return None;
    }
    let heads: Vec<Kind> = found.iter().filter_map(|&(_, _, name)| kind(name)).collect();
    let first = *heads.iter().find(|head| **head != Kind::Other).or(heads.first())?;
    // "Languages and skills" is of its first, "Language skills" of languages, "Programming languages" of skills.
    let is_of_machines = words.iter().any(|word| matches!(word.as_str(), "programming" | "computer" | "scripting"));
    let first = if first == Kind::Languages && is_of_machines { Kind::Skills } else { first };
    Some((first, Strength::Composed))
}

/// Is the text part of a heading in the margin that goes on in the next line: "OTHER WORK", "AWARDS &"?
pub(super) fn is_part(text: &str) -> bool {
    let words = words(text);
    let found = HEADINGS.matches(&words);
    !words.is_empty() && words.len() <= 4 && found.iter().map(|(_, length, _)| length).sum::<usize>() == words.len()
}

/// A word that announces a section only where a margin holds the headings.
pub(super) fn announced_in_margin(text: &str) -> Option<Kind> {
    announced(text).map(|(kind, _)| kind).or_else(|| {
        let is_lone = super::fold::phrase(text) == "technical";
        is_lone.then_some(Kind::Skills)
    })
}

/// Does the text announce tools, which may be those of a single job or project?
pub(super) fn names_tools(text: &str) -> bool {
    HEADINGS.get(text) == Some("tools")
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "contact" => Kind::Header,
        "summary" => Kind::Summary,
        "experience" => Kind::Experience,
        "education" => Kind::Education,
        "skills" | "tools" => Kind::Skills,
        "languages" => Kind::Languages,
        "projects" => Kind::Projects,
        "certificates" => Kind::Certificates,
        "awards" => Kind::Awards,
        "publications" => Kind::Publications,
        "volunteering" => Kind::Volunteering,
        "interests" => Kind::Interests,
        "references" => Kind::References,
        "links" => Kind::Links,
        "other" => Kind::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_many_languages_are_known() {
        for (text, kind) in [
            ("WORK EXPERIENCE", Kind::Experience),
            ("Professional Experience:", Kind::Experience),
            ("Berufserfahrung", Kind::Experience),
            ("Expérience professionnelle", Kind::Experience),
            ("EXPERIENCIA LABORAL", Kind::Experience),
            ("Experiência Profissional", Kind::Experience),
            ("Esperienze lavorative", Kind::Experience),
            ("Werkervaring", Kind::Experience),
            ("Doświadczenie zawodowe", Kind::Experience),
            ("工作经历", Kind::Experience),
            ("कार्य अनुभव", Kind::Experience),
            ("سوابق کاری", Kind::Experience),
            ("Опыт работы", Kind::Experience),
            ("İş Deneyimi", Kind::Experience),
            ("الخبرات العملية", Kind::Experience),
            ("職歴", Kind::Experience),
            ("Arbetslivserfarenhet", Kind::Experience),
            ("Ausbildung", Kind::Education),
            ("Wykształcenie", Kind::Education),
            ("教育背景", Kind::Education),
            ("تحصیلات", Kind::Education),
            ("مهارت\u{200c}ها", Kind::Skills),
            ("Selected Honors", Kind::Awards),
            ("AWARDS & SCHOLARSHIPS", Kind::Awards),
            ("Projects & Associations", Kind::Projects),
            ("OTHER WORK EXPERIENCE", Kind::Experience),
            ("Language skills", Kind::Languages),
            ("Programming Languages", Kind::Skills),
            ("E D U C A T I O N", Kind::Education),
            ("2. Education", Kind::Education),
            ("TECHNICAL STRENGTHS", Kind::Skills),
            ("Kenntnisse & Fähigkeiten", Kind::Skills),
            // Of the PDF that LinkedIn exports.
            ("Top Skills", Kind::Skills),
            ("Aptitudes principales", Kind::Skills),
            ("Principales compétences", Kind::Skills),
            ("Principais competências", Kind::Skills),
            ("Competenze principali", Kind::Skills),
            ("Belangrijkste vaardigheden", Kind::Skills),
            ("Contactar", Kind::Header),
        ] {
            assert_eq!(announced(text).map(|(kind, _)| kind), Some(kind), "{text}");
        }
    }

    #[test]
    fn what_merely_uses_such_words_is_no_heading() {
        for text in [
            "Head of Education",
            "Experienced in skills.",
            "Languages: Rust, Go",
            "My work at the company",
            "",
            "Education Inc",
        ] {
            assert_eq!(announced(text), None, "{text}");
        }
    }
}
