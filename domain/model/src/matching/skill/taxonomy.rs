//! Reads the taxonomy: `taxonomy/README.md` explains its format.

use std::sync::LazyLock;

use crate::kernel::named::named_enum;

named_enum! {
    /// What sort of thing a skill is.
    SkillKind {
        /// A program, machine or service that is used.
        Tool = "tool",
        /// A language that programs or data are written in.
        Language = "language",
        /// Something that is done in a certain way.
        Method = "method",
        /// A field of knowledge, a law or a standard.
        Knowledge = "knowledge",
        /// A proof that somebody has learnt something.
        Certificate = "certificate",
        /// A right to do a certain work, given by an authority.
        Licence = "licence",
        /// A language that people speak.
        HumanLanguage = "human-language",
        /// A trait of a person that postings ask for: teamwork.
        Personal = "personal",
    }
}

/// A skill, tool, certificate or licence.
#[derive(Debug, PartialEq, Eq)]
pub struct Skill {
    /// Its canonical name.
    pub name: String,
    /// The trade it belongs to, for example `healthcare`.
    pub category: &'static str,
    /// What sort of thing it is.
    pub kind: SkillKind,
    /// Canonical names of the skills that having this one plainly shows.
    pub implies: Vec<String>,
    /// Canonical names of the skills this one is a part of.
    pub part_of: Vec<String>,
}

/// Where a name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// In any case.
    AnyCase,
    /// Only as it is written here: `Excel`, not `excel`.
    ExactCase,
    /// As written, and only where it stands like an item of a list: `Go`, `R`.
    ListItem,
    /// Where the words around it say that knowledge is meant: "degree in law".
    Cued,
    /// Nowhere in prose: the name is an ordinary word, its aliases are not.
    Never,
}

/// One way to write a skill.
#[derive(Debug)]
pub(super) struct Name {
    /// As the taxonomy writes it.
    pub(super) written: &'static str,
    /// Where it counts.
    pub(super) strictness: Strictness,
    /// Position in [`Taxonomy::skills`].
    pub(super) skill: usize,
}

/// All skills and all ways to write them.
#[derive(Debug, Default)]
pub(super) struct Taxonomy {
    pub(super) skills: Vec<Skill>,
    pub(super) names: Vec<Name>,
}

/// The files, one a trade.
const TRADES: [&str; 25] = [
    include_str!("taxonomy/software.txt"),
    include_str!("taxonomy/data.txt"),
    include_str!("taxonomy/it_operations.txt"),
    include_str!("taxonomy/security.txt"),
    include_str!("taxonomy/electronics.txt"),
    include_str!("taxonomy/design_media.txt"),
    include_str!("taxonomy/business.txt"),
    include_str!("taxonomy/marketing_sales.txt"),
    include_str!("taxonomy/finance.txt"),
    include_str!("taxonomy/hr_legal.txt"),
    include_str!("taxonomy/healthcare.txt"),
    include_str!("taxonomy/laboratory_pharmacy.txt"),
    include_str!("taxonomy/education_social.txt"),
    include_str!("taxonomy/construction.txt"),
    include_str!("taxonomy/electrical_plumbing.txt"),
    include_str!("taxonomy/metal_manufacturing.txt"),
    include_str!("taxonomy/transport.txt"),
    include_str!("taxonomy/logistics_retail.txt"),
    include_str!("taxonomy/hospitality.txt"),
    include_str!("taxonomy/agriculture.txt"),
    include_str!("taxonomy/engineering.txt"),
    include_str!("taxonomy/science.txt"),
    include_str!("taxonomy/public_sector.txt"),
    include_str!("taxonomy/beauty_fitness.txt"),
    include_str!("taxonomy/general.txt"),
];

/// The taxonomy of this program, read at first use.
pub(super) static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| {
    let mut taxonomy = Taxonomy::default();
    for trade in TRADES {
        taxonomy.read(trade);
    }
    taxonomy
});

impl Taxonomy {
    fn read(&mut self, text: &'static str) {
        let (mut category, mut kind) = ("", SkillKind::Knowledge);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(section) => {
                    let (of, kind_name) = section.split_once(' ').unwrap_or((section, ""));
                    category = of;
                    kind = kind_name.parse().expect("every section names a kind: see the tests");
                }
                None => self.add(line, category, kind),
            }
        }
    }

    fn add(&mut self, line: &'static str, category: &'static str, kind: SkillKind) {
        let mut columns = line.split('|').map(str::trim);
        let canonical = columns.next().unwrap_or_default();
        let skill = self.skills.len();
        let (name, strictness) = marked(canonical);
        self.names.push(Name { written: name, strictness, skill });
        let (mut implies, mut part_of) = (Vec::new(), Vec::new());
        for column in columns {
            if let Some(implied) = column.strip_prefix('>') {
                implies = list(implied).map(str::to_owned).collect();
            } else if let Some(wholes) = column.strip_prefix('<') {
                part_of = list(wholes).map(str::to_owned).collect();
            } else {
                self.names.extend(list(column).map(|alias| {
                    let (written, strictness) = marked(alias);
                    Name { written, strictness, skill }
                }));
            }
        }
        self.skills.push(Skill { name: name.to_owned(), category, kind, implies, part_of });
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A name without its mark, and what the mark says.
fn marked(text: &str) -> (&str, Strictness) {
    match text.as_bytes().first() {
        Some(b'=') => (&text[1..], Strictness::ExactCase),
        Some(b'~') => (&text[1..], Strictness::ListItem),
        Some(b'?') => (&text[1..], Strictness::Cued),
        Some(b'-') => (&text[1..], Strictness::Never),
        _ => (text, Strictness::AnyCase),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::matching::words::key;

    #[test]
    fn every_relation_leads_to_a_skill() {
        let known: HashSet<&str> = TAXONOMY.skills.iter().map(|skill| skill.name.as_str()).collect();
        for skill in &TAXONOMY.skills {
            for other in skill.implies.iter().chain(&skill.part_of) {
                assert!(known.contains(other.as_str()), "`{}` names `{other}`, which is not there", skill.name);
                assert_ne!(*other, skill.name);
            }
        }
    }

    #[test]
    fn every_name_leads_to_one_skill() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for name in &TAXONOMY.names {
            let key = key(name.written);
            assert!(!key.is_empty(), "`{}` has no words", name.written);
            let other = seen.insert(key, name.written);
            assert_eq!(other, None, "`{}` stands twice", name.written);
        }
    }

    #[test]
    fn there_are_thousands_of_skills_of_every_trade_and_kind() {
        assert!(TAXONOMY.skills.len() >= 4_000, "{}", TAXONOMY.skills.len());
        for category in [
            "software",
            "data",
            "healthcare",
            "care",
            "education",
            "social-work",
            "electrical",
            "plumbing-hvac",
            "construction",
            "welding-metal",
            "automotive",
            "driving-transport",
            "logistics",
            "retail",
            "hospitality",
            "kitchen",
            "cleaning",
            "agriculture",
            "finance",
            "legal",
            "sales",
            "marketing",
            "science",
            "public-administration",
            "public-safety",
            "beauty-fitness",
        ] {
            let count = TAXONOMY.skills.iter().filter(|skill| skill.category == category).count();
            assert!(count >= 20, "{category} has only {count}");
        }
        for kind in SkillKind::ALL {
            assert!(TAXONOMY.skills.iter().filter(|skill| skill.kind == *kind).count() >= 20, "{kind}");
        }
    }

    #[test]
    fn no_word_that_any_posting_says_is_a_skill() {
        const GENERAL: [&str; 24] = [
            "work",
            "team",
            "job",
            "experience",
            "quality",
            "skills",
            "people",
            "business",
            "management",
            "support",
            "service",
            "development",
            "process",
            "project",
            "design",
            "research",
            "planning",
            "training",
            "care",
            "customer",
            "product",
            "system",
            "technology",
            "knowledge",
        ];
        for name in TAXONOMY.names.iter().filter(|name| name.strictness == Strictness::AnyCase) {
            assert!(!GENERAL.contains(&key(name.written).as_str()), "`{}` is too general", name.written);
        }
    }
}
