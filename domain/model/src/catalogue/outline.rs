//! The outline of a posting's text: which statements are duties, requirements, or talk about the employer.
//!
//! Postings are free text with headings in many wordings. Rules, retrieval and embeddings read the outline, so that
//! boilerplate about benefits and equal opportunity does not pass for skills.

use crate::matching::skill;

/// What a part of a posting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// What the person will do.
    Duties,
    /// What the person must bring.
    Requirements,
    /// What would help.
    NiceToHave,
    /// What the employer gives.
    Benefits,
    /// Talk about the employer, and legal text.
    Employer,
    /// Everything before the first heading we know, and under headings we don't.
    Other,
}

/// One statement of a posting: a list item or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub section: Section,
    /// Was it an item of a list?
    pub is_item: bool,
    /// Where it stands in the text that was taken apart, in bytes.
    pub start: usize,
    /// The words.
    pub text: String,
}

/// A posting's text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// In the order of the posting.
    pub statements: Vec<Statement>,
}

impl Outline {
    /// Takes a text apart: paragraphs separated by blank lines, list items beginning with `- `.
    pub fn of(description: &str) -> Self {
        let lines: Vec<&str> = description.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut statements = Vec::new();
        let mut section = Section::Other;
        let statement = |section, is_item, text: &str| {
            let start = text.as_ptr() as usize - description.as_ptr() as usize;
            Statement { section, is_item, start, text: text.to_owned() }
        };
        for (position, line) in lines.iter().enumerate() {
            if let Some(item) = list_item(line) {
                statements.push(statement(of_item(section, item), true, item));
                continue;
            }
            let heads_a_list = lines.get(position + 1).is_some_and(|next| list_item(next).is_some());
            if let Some(named) = heading(line, heads_a_list) {
                // "Strong Python programming skills" is no heading, although it says what it is about.
                let is_statement = !heads_a_list && !line.ends_with(':') && !skill::recognise(line).is_empty();
                if is_statement {
                    // "SQL required, Go a plus" says of each what it is.
                    let says_several = named == Section::NiceToHave && line.contains([',', ';']);
                    let named = if says_several { section } else { named };
                    statements.push(statement(named, false, line));
                } else {
                    section = named;
                }
                continue;
            }
            let section = if is_legal(line) { Section::Employer } else { section };
            statements.push(statement(section, false, line));
        }
        Self { statements }
    }

    /// The statements of a section.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(move |statement| statement.section == section)
    }

    /// The text about the work itself, without talk about the employer and its benefits. Everything when a posting
    /// consists of nothing else.
    pub fn about_the_work(&self) -> String {
        let is_about_it = |statement: &&Statement| !matches!(statement.section, Section::Benefits | Section::Employer);
        let order = [Section::Duties, Section::Requirements, Section::NiceToHave, Section::Other];
        let mut kept: Vec<&Statement> = self.statements.iter().filter(is_about_it).collect();
        if kept.is_empty() {
            kept = self.statements.iter().collect();
        }
        kept.sort_by_key(|statement| order.iter().position(|&section| section == statement.section));
        kept.iter().map(|statement| statement.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

fn list_item(line: &str) -> Option<&str> {
    let item =
        ["- ", "• ", "* ", "– ", "· ", "● ", "▪ ", "◦ ", "‣ ", "✓ "].iter().find_map(|mark| line.strip_prefix(mark))?;
    Some(item.trim())
}

/// A heading is short, or ends with a colon right before a list. `None` when the line is ordinary text.
fn heading(line: &str, heads_a_list: bool) -> Option<Section> {
    let words = line.split_whitespace().count();
    let is_short = words <= 8 && !line.ends_with(['.', '!', ',']);
    let introduces = line.ends_with(':') && words <= 16;
    if !(is_short || introduces && heads_a_list) {
        return None;
    }
    let named = named_section(&crate::kernel::text::normalise(line));
    match named {
        Some(section) => Some(section),
        // An unknown heading still ends the section before it, but a short ordinary line does not.
        None if heads_a_list || line.ends_with(':') => Some(Section::Other),
        None => None,
    }
}

/// What headings of a section contain, in the order they are tried: "preferred qualifications" is nice to have, not
/// required.
const HEADINGS: [(Section, &str); 5] = [
    (
        Section::NiceToHave,
        "nice to have | nice-to-have | preferred | bonus point | a plus | desirable | would be great | \
         ideally | good to have | extra credit | welcome but | von vorteil | wünschenswert | deseable | an \
         advantage | stand out | also help",
    ),
    (
        Section::Benefits,
        "benefit | we offer | what you get | what you'll get | perks | in it for you | why join | \
         compensation | pay range | salary | wir bieten | das bieten | ofrecemos | our offer | package | what \
         we provide | why work | you can expect from us | rewards | your reward",
    ),
    (
        Section::Employer,
        "about us | who we are | about the company | our mission | our values | our story | equal | diversity \
         | privacy | how to apply | apply now | über uns | sobre nosotros | our commitment | life at | \
         disclaimer | accommodation | a little more about | the hiring process | recruitment process | \
         interview process | about the practice | about the school",
    ),
    (
        Section::Requirements,
        "requirement | qualification | you have | you bring | you'll bring | you will bring | you'll need | \
         you will need | you need | looking for | who you are | about you | your profile | must have | \
         must-have | skills | your experience | what it takes | we expect | need to have | dein profil | ihr \
         profil | anforderungen | mitbringen | das bringst | bringst du | requisitos | perfil | experience | \
         essential | you should have | what we ask | we'd like you to | you are | we ask | expertise | what \
         we need | background | you come with",
    ),
    (
        Section::Duties,
        "responsib | you will do | you'll do | you'll be doing | you will be doing | you will | you'll | your \
         role | your day | day to day | day-to-day | duties | the role | the job | your tasks | tasks | your \
         impact | your mission | contribute | in this role | position summary | aufgaben | funciones | tareas \
         | what the work | the work | a typical | key areas | job description | your work | about the role | \
         on shift | you do | your week | main activities | scope | purpose",
    ),
];

/// The section a heading names.
fn named_section(heading: &str) -> Option<Section> {
    let names = |words: &str| words.split(" | ").any(|word| heading.contains(word));
    HEADINGS.iter().find(|(_, words)| names(words)).map(|(section, _)| *section)
}

/// An item may say of itself that it is optional: "Kubernetes is a plus".
fn of_item(section: Section, item: &str) -> Section {
    const OPTIONAL: [&str; 7] =
        ["is a plus", "nice to have", "a bonus", "preferred", "is an advantage", "von vorteil", "would be a plus"];
    let normal = crate::kernel::text::normalise(item);
    if section == Section::Requirements && OPTIONAL.iter().any(|mark| normal.contains(mark)) {
        return Section::NiceToHave;
    }
    section
}

fn is_legal(line: &str) -> bool {
    const MARKS: [&str; 7] = [
        "equal opportunity",
        "without regard to",
        "does not discriminate",
        "sexual orientation",
        "protected veteran",
        "reasonable accommodation",
        "privacy policy",
    ];
    let normal = crate::kernel::text::normalise(line);
    MARKS.iter().any(|mark| normal.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTING: &str = "\
Harbour Kitchens runs nine restaurants on the coast.

What you'll do
- Run the grill section on evening service
- Order fish and check deliveries

You bring:
- Two years as chef de partie
- HACCP certificate
- French is a plus

Nice to have
- Sous vide

What we offer
- Meals on shift

We are an equal opportunity employer.";

    fn items(section: Section) -> Vec<String> {
        Outline::of(POSTING).section(section).map(|statement| statement.text.clone()).collect()
    }

    #[test]
    fn headings_of_many_wordings_name_their_sections() {
        assert_eq!(
            items(Section::Duties),
            ["Run the grill section on evening service", "Order fish and check deliveries"]
        );
        assert_eq!(items(Section::Requirements), ["Two years as chef de partie", "HACCP certificate"]);
        assert_eq!(items(Section::NiceToHave), ["French is a plus", "Sous vide"]);
        assert_eq!(items(Section::Benefits), ["Meals on shift"]);
        assert_eq!(items(Section::Employer), ["We are an equal opportunity employer."]);
    }

    #[test]
    fn the_work_comes_first_and_benefits_not_at_all() {
        let work = Outline::of(POSTING).about_the_work();
        assert!(work.starts_with("Run the grill"), "{work}");
        assert!(!work.contains("Meals on shift") && !work.contains("equal opportunity"), "{work}");
    }

    #[test]
    fn text_without_any_structure_is_kept_whole() {
        let plain = "We look for a welder. You weld frames.";
        assert_eq!(Outline::of(plain).about_the_work(), plain);
        assert_eq!(Outline::of("").statements, []);
    }

    #[test]
    fn a_short_line_that_names_a_skill_is_a_statement_and_no_heading() {
        let outline =
            Outline::of("Requirements\n● Experience with Kubernetes\nStrong Python programming skills\nWe ship daily.");
        let required: Vec<&str> =
            outline.section(Section::Requirements).map(|statement| statement.text.as_str()).collect();
        assert_eq!(required, ["Experience with Kubernetes", "Strong Python programming skills", "We ship daily."]);
    }
}
