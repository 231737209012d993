//! Writing direction of scripts.

/// Letters of Hebrew, Arabic and their neighbours, presentation forms included.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && c.is_alphabetic()
}

/// Whether the text reads from right to left.
pub(crate) fn reads_from_right(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(|c| is_right_to_left(*c)).count() * 2 > letters
}

/// Reorders pieces from visual to logical order. In a line of a right-to-left script, everything is reversed except numbers and
/// words of other scripts. On a page of such a script, every line with a word of it is such a line.
pub(crate) fn reading_order(pieces: Vec<String>, page_reads_from_right: bool) -> String {
    let painted = pieces.concat();
    if page_reads_from_right && !painted.chars().any(char::is_alphabetic) {
        return number_order(&painted);
    }
    let has_a_word_of_it = page_reads_from_right && painted.chars().any(is_right_to_left);
    if !has_a_word_of_it && !reads_from_right(&painted) {
        return painted;
    }
    let runs_forward = |piece: &String| piece.chars().any(|c| c.is_alphanumeric() && !is_right_to_left(c));
    let mut read = String::new();
    let mut rest: Vec<String> = pieces;
    while let Some(piece) = rest.pop() {
        if !runs_forward(&piece) {
            read.push_str(&piece);
            continue;
        }
        // The stretch of forward pieces that ends here, signs between them included.
        let begin =
            rest.iter().rposition(|piece| piece.chars().any(is_right_to_left)).map_or(0, |position| position + 1);
        let begin = begin + rest[begin..].iter().take_while(|piece| !runs_forward(piece)).count();
        read.extend(rest.drain(begin..));
        read.push_str(&piece);
    }
    read
}

/// Reorders the groups of a line of numbers on a page of a right-to-left script. There they are painted from the right, too,
/// unless the author isolated them; the sign or the zero of a telephone number and the order of years show that.
fn number_order(painted: &str) -> String {
    let groups: Vec<&str> = painted.split_whitespace().collect();
    let value = |group: &str| {
        let digits: Option<Vec<u32>> = group.chars().map(digit).collect();
        digits
            .map(|digits| digits.into_iter().fold(0_u32, |value, digit| value.saturating_mul(10).saturating_add(digit)))
    };
    let is_year = |group: &str| value(group).is_some_and(|value| (1_300..2_100).contains(&value));
    let (Some(&first), Some(&last)) = (groups.first(), groups.last()) else { return painted.to_owned() };
    let begins = |group: &str| group.starts_with('+') || group.chars().next().and_then(digit) == Some(0);
    let runs_forward = if is_year(first) && is_year(last) {
        value(first) <= value(last)
    } else {
        first.starts_with('+') || begins(first) && !begins(last) && !last.ends_with('+')
    };
    if runs_forward || groups.len() < 2 {
        return painted.to_owned();
    }
    let turned = groups.iter().rev().map(|group| match group.strip_suffix('+') {
        Some(number) => format!("+{number}"),
        None => (*group).to_owned(),
    });
    turned.collect::<Vec<_>>().join(" ")
}

/// The value of a digit of the scripts that are written from the right, or of ours.
fn digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(c) - 0x6f0),
        _ => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_lines_are_reversed_except_their_numbers_and_latin_words() {
        let pieces = |text: &str| text.chars().map(|c| c.to_string()).collect::<Vec<_>>();
        assert_eq!(reading_order(pieces("olleh"), false), "olleh");
        assert_eq!(reading_order(pieces("2019 ,םולש"), true), "שלום, 2019");
        assert_eq!(reading_order(pieces("Rust ,Go :םולש"), true), "שלום: Rust ,Go");
    }

    #[test]
    fn numbers_on_a_right_to_left_page_begin_at_the_right() {
        let read = |text: &str| reading_order(vec![text.to_owned()], true);
        for (painted, expected) in [
            ("0147 555 50 971+", "+971 50 555 0147"),
            ("۰۱۸۴ ۵۵۵ ۰۹۱۲", "۰۹۱۲ ۵۵۵ ۰۱۸۴"),
            ("2019 - 2016", "2016 - 2019"),
            ("۱۴۰۲ – ۱۳۹۸", "۱۳۹۸ – ۱۴۰۲"),
            // Isolated by the author.
            ("+972 52 555 0163", "+972 52 555 0163"),
            ("050 555 7163", "050 555 7163"),
            ("2016 - 2019", "2016 - 2019"),
            ("18.5", "18.5"),
            ("12/2019", "12/2019"),
        ] {
            assert_eq!(read(painted), expected);
        }
        assert_eq!(reading_order(vec!["2019 - 2016".to_owned()], false), "2019 - 2016");
    }
}
