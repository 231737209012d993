//! Sentences of a posting, so that an answer quotes the one that matters and not a whole paragraph.

/// The sentences of a line, in order. A full stop ends one only before white space and a letter that can begin the next,
/// so that `4.5` and `e.g. this` stay whole.
pub fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (position, c) in line.char_indices() {
        if !matches!(c, '.' | '!' | '?' | '।') {
            continue;
        }
        let rest = &line[position + c.len_utf8()..];
        let next = rest.trim_start();
        let begins = next.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"„“«¿¡€$£".contains(c));
        if rest.starts_with(char::is_whitespace) && begins && !is_abbreviation(&line[start..position]) {
            found.push(line[start..position + c.len_utf8()].trim());
            start = line.len() - next.len();
        }
    }
    found.push(line[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Ends the text with an abbreviation: `z.B`, `e.g`, or one letter?
fn is_abbreviation(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    is_initial
        || last.contains('.') && !last.contains(|c: char| c.is_ascii_digit())
        || matches!(last, "ca" | "approx" | "incl" | "No" | "Nr" | "St")
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_the_next_begins() {
        assert_eq!(
            sentences("We pay 4.5 times. You rest, e.g. on Sundays. Good?"),
            ["We pay 4.5 times.", "You rest, e.g. on Sundays.", "Good?"]
        );
        assert_eq!(sentences("CAD 40,000 a year"), ["CAD 40,000 a year"]);
        assert!(sentences("  ").is_empty());
    }
}
