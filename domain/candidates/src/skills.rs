//! The skills of a resume: those of the taxonomy, anywhere in the text, and those in its list of skills.

use std::collections::HashSet;

use domain_model::matching::negation::affirmed;
use domain_model::matching::skill;

/// Words that head a list of skills.
const HEADINGS: [&str; 17] = [
    "skills",
    "technical skills",
    "key skills",
    "core skills",
    "professional skills",
    "skills & tools",
    "skills and tools",
    "additional skills",
    "competencies",
    "core competencies",
    "technologies",
    "tools",
    "tech stack",
    "kenntnisse",
    "fähigkeiten",
    "habilidades",
    "compétences",
];
/// More than this in one resume is noise.
const MAX_SKILLS: usize = 100;

/// Canonical names, in order of appearance, each once.
///
/// What the seeker says not to know, or only wants to learn, does not count.
pub fn recognise_skills(resume: &str) -> Vec<String> {
    let resume = &affirmed(resume);
    let known = skill::recognise(resume).into_iter().map(|skill| skill.name.clone());
    let listed = listed_skills(resume).into_iter().map(|item| skill::canonical(&item));
    let mut seen = HashSet::new();
    known.chain(listed).filter(|name| seen.insert(name.to_lowercase())).take(MAX_SKILLS).collect()
}

/// Items under a heading such as "Skills" that stand there like items: short, separated by commas or line breaks.
fn listed_skills(resume: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut in_list = false;
    for line in resume.lines().map(str::trim) {
        if is_skills_heading(line) {
            in_list = true;
            continue;
        }
        if !in_list {
            continue;
        }
        if looks_like_heading(line) {
            in_list = false;
            continue;
        }
        // "Databases: PostgreSQL, Redis" – the group's name is not a skill of its own.
        let line = line.split_once(':').map_or(line, |(_, rest)| rest);
        let separated: Vec<&str> = line.split([',', ';', '|', '•', '·']).map(str::trim).collect();
        // A sentence is no item, and one name the lexicon knows inside a longer item has been found already.
        // A full stop at the beginning belongs to a name: `.NET`.
        let fresh = separated
            .into_iter()
            .map(|item| item.trim_start_matches(['-', '–', '*', ' ']).trim_end_matches(['-', '–', '*', '.', ' ']));
        items.extend(fresh.filter(|item| is_item(item)).map(str::to_owned));
    }
    items
}

fn is_skills_heading(line: &str) -> bool {
    let heading = line.trim_matches([':', '#', ' ', '*']).to_lowercase();
    HEADINGS.contains(&heading.as_str())
}

/// Another section begins: a short line in capitals, or one of the usual headings.
fn looks_like_heading(line: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "experience",
        "work experience",
        "professional experience",
        "employment",
        "employment history",
        "education",
        "projects",
        "languages",
        "certifications",
        "interests",
        "references",
        "publications",
        "awards",
        "summary",
        "profile",
        "volunteer",
    ];
    let heading = line.trim_matches([':', '#', ' ', '*']);
    OTHERS.contains(&heading.to_lowercase().as_str())
        || (heading.chars().count() > 3
            && heading.split_whitespace().count() <= 3
            && heading.chars().all(|c| c.is_uppercase() || c.is_whitespace() || c == '&')
            && !heading.contains(','))
}

fn is_item(item: &str) -> bool {
    let words = item.split_whitespace().count();
    (1..=4).contains(&words)
        && (2..=40).contains(&item.chars().count())
        && item.chars().any(char::is_alphabetic)
        && skill::recognise(item).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_skills_count_even_when_the_lexicon_does_not_know_them() {
        let resume = "Ada Lovelace\n\nSKILLS\nDatabases: PostgreSQL, Analytical engines\n• Poetical science\n\nEXPERIENCE\n\
                      Worked on tapestries, carpets";
        let skills = recognise_skills(resume);
        assert!(skills.contains(&"PostgreSQL".to_owned()), "{skills:?}");
        assert!(skills.contains(&"Analytical engines".to_owned()), "{skills:?}");
        assert!(skills.contains(&"Poetical science".to_owned()), "{skills:?}");
        assert!(!skills.iter().any(|skill| skill == "carpets" || skill == "Databases"), "{skills:?}");
    }

    #[test]
    fn a_resume_without_skills_has_none() {
        assert_eq!(recognise_skills("Born in London. Likes horses."), [] as [&str; 0]);
    }

    #[test]
    fn a_name_with_a_full_stop_gives_no_other_name() {
        for (resume, expected) in [
            ("Skills\nGo, Rust, C++, C#, .NET\n", vec!["Go", "Rust", "C++", "C#", ".NET"]),
            ("Skills\nASP.NET, Node.js.\n", vec!["ASP.NET", "Node.js"]),
            ("Skills\n- .NET\n* VB.NET\n", vec![".NET", "VB.NET"]),
        ] {
            let skills = recognise_skills(resume);
            assert!(
                !skills.iter().any(|skill| ["NET", "ASP", "VB", "js", "JS"].contains(&skill.as_str())),
                "{resume}: {skills:?}"
            );
            for name in expected.iter().filter(|name| skill::lookup(name).is_some()) {
                assert!(skills.contains(&skill::canonical(name)), "{resume}: {skills:?}");
            }
        }
    }

    #[test]
    fn what_the_seeker_does_not_know_is_no_skill() {
        for (resume, known) in [
            (
                "I have no experience with Kubernetes. Not familiar with Terraform. Never used Ansible. Want to learn Rust.\nDaily work: Python.",
                "Python",
            ),
            ("Skills\nPython, Docker (never used), Ansible: no experience\n", "Python"),
            ("Keine Erfahrung mit Kubernetes, aber mit PostgreSQL.", "PostgreSQL"),
            ("Je n'ai aucune expérience de Kubernetes. Docker depuis 2019.", "Docker"),
            ("I haven't used Terraform but I know Docker.", "Docker"),
        ] {
            assert_eq!(recognise_skills(resume), [known], "{resume}");
        }
    }
}
