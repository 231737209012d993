//! Skills of every trade: their names, what they imply, and how they are recognised in prose.
//!
//! The lexicon is the text file beside this module. Rules and models return its canonical names, so that a resume's
//! "k8s" and a posting's "Kubernetes" are one skill.

mod lexicon;
mod recognise;

use std::collections::HashSet;

pub use lexicon::Skill;

/// The skills that `text` names, in order of first appearance, each once.
pub fn recognise(text: &str) -> Vec<&'static Skill> {
    let mut seen = HashSet::new();
    recognise::mentions(text)
        .into_iter()
        .map(|mention| mention.skill)
        .filter(|skill| seen.insert(&skill.name))
        .collect()
}

/// The skill of this name or alias, in any case.
pub fn lookup(name: &str) -> Option<&'static Skill> {
    recognise::lookup(name)
}

/// Every way in which the lexicon writes a skill, the canonical name first.
pub fn names(skill: &'static Skill) -> impl Iterator<Item = &'static str> {
    let lexicon = &*lexicon::LEXICON;
    lexicon.names.iter().filter(|name| lexicon.skills[name.skill].name == skill.name).map(|name| name.written)
}

/// The canonical name of a skill, or the name as given when the lexicon does not know it.
pub fn canonical(name: &str) -> String {
    lookup(name).map_or_else(|| name.trim().to_owned(), |skill| skill.name.clone())
}

/// Which of the `wanted` skills does somebody with the skills `had` not show? Order and spelling of `wanted` stay.
pub fn missing(wanted: &[String], had: &[String]) -> Vec<String> {
    let shown = with_implied(had);
    wanted.iter().filter(|name| !shown.contains(&key(name))).cloned().collect()
}

/// The skills, by comparison key, together with all that they plainly show: `PostgreSQL` shows SQL.
fn with_implied(names: &[String]) -> HashSet<String> {
    let mut shown = HashSet::new();
    let mut open: Vec<String> = names.iter().map(|name| canonical(name)).collect();
    while let Some(name) = open.pop() {
        if !shown.insert(key(&name)) {
            continue;
        }
        if let Some(skill) = lookup(&name) {
            open.extend(skill.implies.iter().cloned());
        }
    }
    shown
}

fn key(name: &str) -> String {
    canonical(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        recognise(text).into_iter().map(|skill| skill.name.as_str()).collect()
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn names_with_signs_are_whole_words() {
        assert_eq!(names("C++, C# and .NET; also Node.js."), ["C++", "C#", ".NET", "Node.js"]);
        assert_eq!(names("C, Go, R"), ["C", "Go", "R"]);
    }

    #[test]
    fn one_letter_names_count_only_where_they_stand_like_items_of_a_list() {
        for text in [
            "Vitamin C deficiency",
            "Go west",
            "R&D department",
            "Series C funding",
            "You go, we follow",
            "8 U.S.C. 1324b",
            "Washington, D.C.",
        ] {
            assert_eq!(names(text), [] as [&str; 0], "{text}");
        }
        assert_eq!(names("services written in Go and Python"), ["Go", "Python"]);
    }

    #[test]
    fn a_name_reaches_across_an_apostrophe() {
        assert_eq!(names("a valid driver’s license"), names("Driving Licence"));
        assert_eq!(canonical("driver's licenses"), canonical("driving licence"));
    }

    #[test]
    fn aliases_lead_to_one_canonical_name() {
        assert_eq!(names("k8s in production, Kubernetes at home"), ["Kubernetes"]);
        assert_eq!(canonical("KUBERNETES"), "Kubernetes");
        assert_eq!(canonical("Basket weaving "), "Basket weaving");
    }

    #[test]
    fn ordinary_words_are_not_skills() {
        assert_eq!(names("You excel at what you do and express interest in a swift start."), [] as [&str; 0]);
        assert_eq!(names("Advanced Excel required"), ["Microsoft Excel"]);
    }

    #[test]
    fn a_name_does_not_reach_across_a_sentence_or_a_list_item() {
        assert!(!names("We value the project. Management decides.").contains(&"Project management"));
        assert_eq!(names("machine\nlearning").len(), 1, "a wrapped line does not break a name");
    }

    #[test]
    fn a_skill_shows_what_it_implies() {
        assert_eq!(missing(&strings(&["SQL", "Docker"]), &strings(&["PostgreSQL"])), ["Docker"]);
        assert_eq!(missing(&strings(&["Basket weaving"]), &strings(&["basket Weaving"])), [] as [&str; 0]);
    }
}
