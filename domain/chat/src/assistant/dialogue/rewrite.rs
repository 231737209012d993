//! Rewrites a line of a resume with the facts that stand in it, and no others.

use domain_model::kernel::text::normalise;

/// Beginnings that hide what was done; what follows is a gerund or a noun.
const WEAK: [&str; 14] = [
    "i was responsible for ",
    "was responsible for ",
    "responsible for ",
    "i was in charge of ",
    "was in charge of ",
    "in charge of ",
    "my duties included ",
    "duties included ",
    "duties include ",
    "tasks included ",
    "responsibilities included ",
    "i was tasked with ",
    "tasked with ",
    "was involved in ",
];
/// Words that say nothing.
const FILLERS: [(&str, &str); 7] = [
    ("in order to ", "to "),
    ("successfully ", ""),
    ("various ", ""),
    ("a variety of ", ""),
    ("on a daily basis", "daily"),
    ("on a weekly basis", "weekly"),
    ("basically ", ""),
];
/// Past forms that no rule makes.
const IRREGULAR: [(&str, &str); 22] = [
    ("building", "built"),
    ("running", "ran"),
    ("leading", "led"),
    ("writing", "wrote"),
    ("teaching", "taught"),
    ("selling", "sold"),
    ("keeping", "kept"),
    ("making", "made"),
    ("holding", "held"),
    ("driving", "drove"),
    ("overseeing", "oversaw"),
    ("doing", "did"),
    ("giving", "gave"),
    ("taking", "took"),
    ("finding", "found"),
    ("buying", "bought"),
    ("cutting", "cut"),
    ("setting", "set"),
    ("dealing", "dealt"),
    ("speaking", "spoke"),
    ("growing", "grew"),
    ("understanding", "understood"),
];
/// Words in -ing that are a noun before another noun: "building maintenance" is not "built maintenance".
const NOUN_TOO: &str = " building training engineering testing marketing purchasing accounting planning programming welding cleaning \
                        manufacturing recruiting catering nursing teaching lighting wiring reporting billing pricing scheduling \
                        operating running selling writing packing shipping mining farming printing ";
/// What shows that the word in -ing before it is a verb.
const OBJECT: &str =
    " the a an all our my its their his her both each every up out over new two three four five six about for with to ";
/// Work that is named by a noun, and the verb for it.
const NOUNS: [(&str, &str); 12] = [
    ("maintenance of ", "Maintained "),
    ("management of ", "Managed "),
    ("development of ", "Developed "),
    ("design of ", "Designed "),
    ("installation of ", "Installed "),
    ("preparation of ", "Prepared "),
    ("operation of ", "Operated "),
    ("training of ", "Trained "),
    ("supervision of ", "Supervised "),
    ("coordination of ", "Coordinated "),
    ("inspection of ", "Inspected "),
    ("implementation of ", "Implemented "),
];

/// The line with a verb in front and without fillers; `None` when there is nothing to change.
pub(super) fn rewritten(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['-', '•', '*', ' ']);
    let mut text = line.to_owned();
    if let Some(rest) = WEAK.iter().find_map(|weak| without_beginning(&text, weak)) {
        text = active(&rest);
    } else if let Some(rest) = without_beginning(&text, "i ").or_else(|| without_beginning(&text, "we ")) {
        text = rest;
    } else if let Some((verb, rest)) =
        NOUNS.iter().find_map(|(noun, verb)| Some((verb, without_beginning(&text, noun)?)))
    {
        text = format!("{verb}{rest}");
    } else if let Some((subject, what)) = led_by_a_noun(&text) {
        text = format!("{} {subject} {what}", "Handled");
    }
    for (filler, better) in FILLERS {
        let found = text
            .to_ascii_lowercase()
            .match_indices(filler)
            .map(|(at, _)| at)
            .find(|&at| at == 0 || text[..at].ends_with(' '));
        if let Some(at) = found {
            text.replace_range(at..at + filler.len(), better);
        }
    }
    let text = capitalised(text.trim());
    (normalise(&text) != normalise(line)).then_some(text)
}

/// "PLC troubleshooting on …": a noun for work stands second or third.
fn led_by_a_noun(text: &str) -> Option<(String, String)> {
    const WORK: [&str; 6] = ["troubleshooting", "maintenance", "testing", "bending", "wiring", "inspection"];
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().take(3).position(|word| WORK.contains(&word.to_lowercase().trim_end_matches(',')))?;
    let head = words[..=at].join(" ");
    // An abbreviation keeps its capitals, another first word becomes small.
    let is_abbreviation = words[0].chars().filter(|c| c.is_uppercase()).count() > 1;
    let head = if is_abbreviation { head } else { uncapitalised(&head) };
    Some((head, words[at + 1..].join(" "))).filter(|(_, rest)| !rest.is_empty())
}

fn without_beginning(text: &str, beginning: &str) -> Option<String> {
    let head = text.get(..beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then(|| text[beginning.len()..].to_owned())
}

/// "maintaining pumps" → "Maintained pumps"; a noun keeps its place behind "Handled".
fn active(rest: &str) -> String {
    if let Some((verb, object)) = NOUNS.iter().find_map(|(noun, verb)| Some((verb, without_beginning(rest, noun)?))) {
        return format!("{verb}{object}");
    }
    let (first, others) = rest.split_once(' ').unwrap_or((rest, ""));
    let lower = first.to_lowercase();
    let next = others.split(' ').next().unwrap_or_default();
    let is_object =
        OBJECT.contains(&format!(" {} ", next.to_lowercase())) || next.starts_with(|c: char| c.is_ascii_digit());
    if NOUN_TOO.contains(&format!(" {lower} ")) && !is_object {
        return format!("Handled {rest}");
    }
    let past = match IRREGULAR.iter().find(|(gerund, _)| *gerund == lower) {
        Some((_, past)) => Some((*past).to_owned()),
        None => lower.strip_suffix("ing").filter(|stem| stem.len() > 2).map(past_of),
    };
    match past {
        Some(past) => format!("{past} {others}"),
        None => format!("Handled {rest}"),
    }
}

/// "maintain" → "maintained", "manag" → "managed", "plann" → "planned", "carry" → "carried".
fn past_of(stem: &str) -> String {
    match stem.strip_suffix('y').filter(|head| !head.ends_with(['a', 'e', 'o', 'u'])) {
        Some(head) => format!("{head}ied"),
        None => format!("{stem}ed"),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_beginnings_become_verbs_and_no_fact_is_added() {
        for (old, new) in [
            ("Responsible for maintaining pumps and valves", "Maintained pumps and valves"),
            ("I was in charge of planning the rota", "Planned the rota"),
            ("Duties included carrying out tests", "Carried out tests"),
            ("Responsible for running two kilns", "Ran two kilns"),
            ("Tasked with management of a fleet of 12 vans", "Managed a fleet of 12 vans"),
            ("Responsible for building maintenance every week", "Handled building maintenance every week"),
            ("Responsible for the till", "Handled the till"),
            ("Welding inspection on hulls; found 3 cracks", "Handled welding inspection on hulls; found 3 cracks"),
            ("I painted boats in order to sell them", "Painted boats to sell them"),
        ] {
            assert_eq!(rewritten(old).as_deref(), Some(new), "{old}");
        }
        assert_eq!(rewritten("Cut stops of line 2 by a third"), None);
    }
}
