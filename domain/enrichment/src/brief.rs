//! The main facts of a pasted posting, by rules: title, employer, place, summary, requirements, responsibilities. A fact that the text
//! does not state is empty.

use domain_model::catalogue::outline::{Outline, Section, Statement};
use domain_model::catalogue::places::is_place;
use domain_model::catalogue::sentences::sentences;
use domain_model::kernel::text::clean;
use domain_model::matching::manipulation;
use domain_model::matching::occupation::of_title;

/// The main facts of a posting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostingBrief {
    /// Its title.
    pub title: String,
    /// The employer.
    pub company: String,
    /// Where the work is done.
    pub location: String,
    /// What it is about, in its own sentences.
    pub summary: String,
    /// What is required, then what is preferred.
    pub requirements: Vec<String>,
    /// What the seeker will do.
    pub responsibilities: Vec<String>,
}

/// The most words of a title.
const MAX_TITLE_WORDS: usize = 12;
/// The most sentences of a summary.
const MAX_SUMMARY_SENTENCES: usize = 2;
/// A shorter paragraph introduces nothing.
const MIN_SUMMARY_WORDS: usize = 6;

const TITLE_LABELS: [&str; 13] = [
    "job title",
    "title",
    "position",
    "role",
    "vacancy",
    "job",
    "stelle",
    "stellenbezeichnung",
    "jobtitel",
    "poste",
    "intitulé du poste",
    "puesto",
    "cargo",
];
const COMPANY_LABELS: [&str; 11] = [
    "company",
    "employer",
    "organisation",
    "organization",
    "company name",
    "firma",
    "unternehmen",
    "arbeitgeber",
    "entreprise",
    "société",
    "empresa",
];
const LOCATION_LABELS: [&str; 14] = [
    "location",
    "job location",
    "work location",
    "place of work",
    "office",
    "standort",
    "arbeitsort",
    "einsatzort",
    "ort",
    "lieu",
    "localisation",
    "ubicación",
    "lugar",
    "localidad",
];

/// The brief of a posting's text. Text that addresses the machine is left out.
pub fn brief(posting: &str) -> PostingBrief {
    let text = manipulation::strip(&clean(posting));
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let outline = Outline::of(&text);
    let said = |sections: &[Section]| -> Vec<String> {
        let of =
            |section: &Section| outline.section(*section).map(|statement| statement.text.clone()).collect::<Vec<_>>();
        sections.iter().flat_map(of).collect()
    };
    let headline = headline(&lines, &outline);
    let title = labelled(&lines, &TITLE_LABELS).or_else(|| headline.map(|(title, _)| title.to_owned()));
    let title = title.or_else(|| wanted(&text));
    let company = labelled(&lines, &COMPANY_LABELS);
    let company = company.or_else(|| headline.and_then(|(_, company)| company).map(str::to_owned));
    PostingBrief {
        company: company.or_else(|| introduced(&lines)).unwrap_or_default(),
        location: labelled(&lines, &LOCATION_LABELS).filter(|place| is_place(place)).unwrap_or_default(),
        summary: summary(&outline, title.as_deref()),
        title: title.unwrap_or_default(),
        requirements: said(&[Section::Requirements, Section::NiceToHave]),
        responsibilities: said(&[Section::Duties]),
    }
}

/// What stands behind one of these labels: `Location: Porto`.
fn labelled(lines: &[&str], labels: &[&str]) -> Option<String> {
    let value_of = |line: &&str| {
        let (label, value) = line.split_once(':')?;
        let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let value = value.trim().trim_matches('*').trim();
        (labels.contains(&label.as_str()) && !value.is_empty()).then(|| value.to_owned())
    };
    lines.iter().find_map(value_of)
}

/// The title and the employer of a first line that is a title: `Site manager at Baker & Sons`.
fn headline<'t>(lines: &[&'t str], outline: &Outline) -> Option<(&'t str, Option<&'t str>)> {
    let line = lines.first()?;
    let first = line.trim_matches(|c: char| matches!(c, '#' | '*' | ' '));
    let words = first.split_whitespace().count();
    if words > MAX_TITLE_WORDS || first.ends_with(['.', ':', '!', '?', ',']) {
        return None;
    }
    let (title, company) = match first.split_once(" at ").or_else(|| first.split_once(" @ ")) {
        Some((title, company)) => (title, Some(company.trim())),
        None => (first, None),
    };
    // A heading such as "About us" is no statement.
    let is_statement = outline.statements.first().is_some_and(|statement| statement.text == *line);
    let heads_a_text = is_statement && lines.len() > 1 && begins_with_capital(title);
    (of_title(title).is_some() || heads_a_text).then(|| (title.trim(), company))
}

fn begins_with_capital(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
}

/// The occupation that is looked for in a sentence: `looking for a talented AI engineer to …`.
fn wanted(text: &str) -> Option<String> {
    const ASKS: [&str; 6] = ["looking for", "searching for", "seeking", "hiring", "we need", "join us as"];
    text.lines().flat_map(sentences).find_map(|sentence| {
        let lower = sentence.to_lowercase();
        // Lower case may have other lengths; then the whole sentence is looked at.
        let behind = ASKS.iter().find_map(|ask| lower.find(ask).map(|at| at + ask.len()));
        let behind = behind.map(|at| sentence.get(at..).unwrap_or(sentence))?;
        let title = of_title(behind)?;
        behind.get(title.place).map(str::to_owned)
    })
}

/// The employer of a heading such as `About Harbour Kitchens`, or of `Harbour Kitchens is hiring`.
fn introduced(lines: &[&str]) -> Option<String> {
    const NOBODY: [&str; 12] = ["us", "you", "the", "our", "your", "this", "a", "an", "we", "me", "working", "it"];
    let is_name = |name: &str| {
        let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
        begins_with_capital(name) && name.split_whitespace().count() <= 6 && !NOBODY.contains(&first.as_str())
    };
    let name_of = |line: &&str| {
        let line = line.trim_matches(|c: char| matches!(c, '#' | '*' | ':' | ' '));
        let about =
            line.strip_prefix("About ").or_else(|| line.strip_prefix("Über ")).filter(|name| !name.contains('.'));
        let hiring = [" is hiring", " is looking for", " is seeking", " sucht "]
            .iter()
            .find_map(|verb| Some(line.split_once(verb)?.0));
        about.or(hiring).map(str::trim).filter(|name| is_name(name)).map(str::to_owned)
    };
    lines.iter().find_map(name_of)
}

/// The first sentences of the text that introduces the work; without one, what is to be done.
fn summary(outline: &Outline, title: Option<&str>) -> String {
    let introduces = |statement: &&Statement| {
        !statement.is_item
            && matches!(statement.section, Section::Other | Section::Duties | Section::Employer)
            && title != Some(statement.text.as_str())
            && statement.text.split_whitespace().count() >= MIN_SUMMARY_WORDS
    };
    if let Some(statement) = outline.statements.iter().find(introduces) {
        return sentences(&statement.text).into_iter().take(MAX_SUMMARY_SENTENCES).collect::<Vec<_>>().join(" ");
    }
    let duties: Vec<&str> =
        outline.section(Section::Duties).map(|duty| duty.text.as_str()).take(MAX_SUMMARY_SENTENCES).collect();
    duties.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_with_labels_is_read_by_them() {
        let brief = brief(
            "Position: Head chef\nCompany: Harbour Kitchens\nLocation: Porto, Portugal\n\n\
             Run our newest kitchen by the sea. You lead ten cooks. Meals are free.\n\n\
             Requirements:\n- HACCP certificate\n\nNice to have\n- French\n\nResponsibilities:\n- Plan the menu",
        );
        let expected = PostingBrief {
            title: "Head chef".to_owned(),
            company: "Harbour Kitchens".to_owned(),
            location: "Porto, Portugal".to_owned(),
            summary: "Run our newest kitchen by the sea. You lead ten cooks.".to_owned(),
            requirements: vec!["HACCP certificate".to_owned(), "French".to_owned()],
            responsibilities: vec!["Plan the menu".to_owned()],
        };
        assert_eq!(brief, expected);
    }

    #[test]
    fn without_labels_title_and_employer_are_where_postings_have_them() {
        for (text, title, company) in [
            ("Site manager at Baker & Sons\n\nYou run the site.", "Site manager", "Baker & Sons"),
            (
                "Registered nurse\n\nAbout Hillside Clinic\nWe care for people of all ages here.",
                "Registered nurse",
                "Hillside Clinic",
            ),
            ("Acme is hiring a welder for its yard.", "welder", "Acme"),
            ("About us\nWe are looking for an electrician who likes heights.", "electrician", ""),
        ] {
            let brief = brief(text);
            assert_eq!((brief.title.as_str(), brief.company.as_str()), (title, company), "{text}");
        }
    }

    #[test]
    fn what_a_text_does_not_say_is_empty() {
        assert_eq!(brief(""), PostingBrief::default());
        let chatter = brief("we met yesterday and it was a nice evening with friends.");
        assert_eq!((chatter.title, chatter.company, chatter.location), Default::default());
        assert_eq!(brief("Location: remote\nWelder\n").location, "");
    }
}
