//! Cuts long texts into passages that a model reads with full attention.

/// Cuts a text into passages of about `words` words, at most `most` of them, at line breaks where possible.
pub(crate) fn passages(text: &str, words: usize, most: usize) -> Vec<String> {
    let mut passages: Vec<String> = Vec::new();
    let mut current: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line: Vec<&str> = line.split_whitespace().collect();
        if !current.is_empty() && current.len() + line.len() > words {
            passages.push(std::mem::take(&mut current).join(" "));
        }
        for word in line {
            if current.len() == words {
                passages.push(std::mem::take(&mut current).join(" "));
            }
            current.push(word);
        }
    }
    if !current.is_empty() {
        passages.push(current.join(" "));
    }
    passages.truncate(most);
    passages
}

/// A title with the first `words` words of a text.
pub(crate) fn opening(title: &str, text: &str, words: usize) -> String {
    let first: Vec<&str> = text.split_whitespace().take(words).collect();
    format!("{title}\n{}", first.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_the_title_and_the_first_words() {
        assert_eq!(opening("Head chef", "Run the\nkitchen, order fish", 3), "Head chef\nRun the kitchen,");
        assert_eq!(opening("Head chef", "", 3), "Head chef\n");
    }

    #[test]
    fn a_text_is_cut_at_line_breaks_and_inside_endless_lines() {
        assert_eq!(passages("a b\nc d\ne", 4, 9), ["a b c d", "e"]);
        assert_eq!(passages("a b c\nd e", 4, 9), ["a b c", "d e"]);
        assert_eq!(passages("a b c d e", 2, 9), ["a b", "c d", "e"]);
        assert_eq!(passages("a b c d e", 2, 2), ["a b", "c d"]);
        assert_eq!(passages(" \n ", 2, 9), [] as [&str; 0]);
    }
}
