//! The share of job titles that are on the line of their employer or on an adjacent one.

use crate::gold::{Gold, comparable};
use crate::report::Share;

/// The maximum number of occurrences of a string.
const MAX_OCCURRENCES: usize = 50;

/// Counts the positions whose title and employer are on the same or on adjacent lines.
pub(crate) fn measure(text: &str, gold: &Gold) -> Share {
    let lines: Vec<String> = text.lines().map(comparable).filter(|line| !line.is_empty()).collect();
    let lines = Lines::of(&lines);
    let (mut share, mut missed) = (Share::default(), Vec::new());
    for (title, company) in gold.positions() {
        let companies = lines.occurrences(&company);
        let is_near = lines
            .occurrences(&title)
            .iter()
            .any(|title| companies.iter().any(|company| company.0 <= title.1 + 1 && title.0 <= company.1 + 1));
        share.count(is_near);
        if !is_near {
            missed.push(format!("{title} at {company}"));
        }
    }
    Share { missed, ..share }
}

/// Lines as one text, with the line of each byte.
struct Lines {
    text: String,
    owners: Vec<usize>,
}

impl Lines {
    fn of(lines: &[String]) -> Self {
        let (mut text, mut owners) = (String::new(), Vec::new());
        for (index, line) in lines.iter().enumerate() {
            text.push_str(line);
            text.push(' ');
            owners.resize(text.len(), index);
        }
        Self { text, owners }
    }

    /// The first and the last line of every occurrence.
    fn occurrences(&self, string: &str) -> Vec<(usize, usize)> {
        let string = comparable(string);
        if string.is_empty() {
            return Vec::new();
        }
        let found = self.text.match_indices(&string).take(MAX_OCCURRENCES);
        found.map(|(from, _)| (self.owners[from], self.owners[from + string.len() - 1])).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_title_is_near_its_employer_in_the_same_or_the_next_line() {
        let gold = Gold(json!({"experience": [{"title": "Chief Welder", "company": "Harbour & Co"}]}));
        assert_eq!(measure("Chief Welder\tHarbour & Co", &gold).right, 1);
        assert_eq!(measure("Harbour & Co\n\nChief\nWelder", &gold).right, 1);
        assert_eq!(measure("Harbour & Co\nGalway\n2019\nChief Welder", &gold).right, 0);
    }
}
