//! Addresses of mail, telephone numbers, and the place of residence, as they stand in the header of a resume.

use domain_model::candidates::field::{Doubt, Field};

use super::fold::{digit, fold, is_ideograph, words};
use super::fragment::{Fragment, is_separator, joined};
use super::lexicon::{CONTACTS, JOBS, PLACES};
use super::rows::Row;

/// The addresses of mail in a text.
pub(super) fn emails(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    let text = fragment.text;
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'' | '~');
        let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let local = text[..at].len() - text[..at].trim_end_matches(is_local).len();
        let domain = text[at + 1..].len() - text[at + 1..].trim_start_matches(is_domain).len();
        let (from, to) = (at - local, at + 1 + domain);
        let address = fragment.part(from, to).trimmed(|c| matches!(c, '.' | '-' | '\''));
        let Some((local, domain)) = address.text.split_once('@') else { continue };
        let ending = domain.rsplit('.').next().unwrap_or_default();
        let is_domain = domain.contains('.') && ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
        if !local.is_empty() && is_domain && address.text.len() <= 254 {
            found.push(address);
        }
    }
    found
}

/// The telephone numbers in a text: seven to fifteen digits between the usual signs, that are no dates and no other numbers.
pub(super) fn phones(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    let text = fragment.text;
    let is_sign = |c: char| {
        matches!(
            c,
            ' ' | '\u{a0}'
                | '\u{202f}'
                | '('
                | ')'
                | '-'
                | '–'
                | '‐'
                | '‑'
                | '−'
                | '.'
                | '/'
                | '·'
                | '•'
                | '∙'
                | '⋅'
                | '\t'
        )
    };
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let is_start = digit(c).is_some()
            || (matches!(c, '+' | '＋' | '(')
                && chars.peek().is_some_and(|&(_, next)| digit(next).is_some() || next == '('));
        if !is_start {
            continue;
        }
        let before = text[..from].chars().next_back();
        let (mut to, mut digits, mut gap) = (from + c.len_utf8(), usize::from(digit(c).is_some()), 0);
        while let Some(&(at, next)) = chars.peek() {
            if digit(next).is_some() {
                (digits, gap, to) = (digits + 1, 0, at + next.len_utf8());
            } else if is_sign(next) && gap < 3 && !ends_number(next, digits) {
                gap += 1;
            } else {
                break;
            }
            chars.next();
        }
        let number = fragment.part(from, to);
        let after = text[to..].chars().next();
        let is_alone = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '=' | '_' | '@' | '$' | '€'))
            && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_'));
        // `206-555-0149` is no date, `2018 - 2020` and `01.02.1990` are.
        let has_date =
            super::dates::dates(number.text).iter().any(|range| range.to - range.from + 4 >= number.text.len());
        let is_long_enough = digits
            >= 7 + usize::from(!number.text.starts_with(['+', '('])) * usize::from(!number.text.contains(is_sign));
        if is_alone && is_long_enough && digits <= 15 && !has_date {
            found.push(number);
        }
    }
    found
}

/// Does a sign stand between this many digits of a number and something else? `0176 5550 1948 • 70173 Stuttgart`
fn ends_number(sign: char, digits: usize) -> bool {
    match sign {
        '\t' => digits >= 7,
        '·' | '•' | '∙' | '⋅' => digits >= 9,
        _ => false,
    }
}

/// What remains of a row of the header when its contacts are taken away: the fragments in which a place can stand.
pub(super) fn other_fragments<'a>(row: &Row<'a>) -> Vec<Fragment<'a>> {
    let mut taken: Vec<Fragment<'a>> = emails(row.fragment);
    taken.extend(phones(row.fragment));
    taken
        .extend(row.fragment.split(char::is_whitespace).into_iter().filter(|word| super::links::is_address(word.text)));
    taken.sort_by_key(|fragment| fragment.start);
    let mut fragments = Vec::new();
    let mut from = row.fragment.start;
    for fragment in taken {
        if fragment.start >= from {
            fragments.push(row.fragment.part(from - row.fragment.start, fragment.start - row.fragment.start));
            from = fragment.start + fragment.text.len();
        }
    }
    fragments.push(row.fragment.part(from - row.fragment.start, row.fragment.text.len()));
    fragments.into_iter().flat_map(|fragment| fragment.split(is_separator)).collect()
}

/// A label before a colon, and what it labels: `Phone: …`, `Adresse : …`, `姓名：…`
pub(super) fn labelled(fragment: Fragment<'_>) -> Option<(&'static str, Fragment<'_>)> {
    let (at, colon) = fragment.text.char_indices().find(|&(_, c)| matches!(c, ':' | '：' | '\t'))?;
    let kind = CONTACTS.get(&fragment.text[..at])?;
    Some((kind, fragment.part(at + colon.len_utf8(), fragment.text.len()).tidy()))
}

/// How much a text reads like a place: countries, regions, cities, streets, postal codes. 0 when it is something else.
pub(super) fn place_score(text: &str) -> u32 {
    if text.chars().count() > 120 || text.contains('@') || text.contains("://") {
        return 0;
    }
    let folded = words(text);
    if folded.is_empty() || folded.len() > 16 {
        return 0;
    }
    let mut score = 0;
    for (_, _, kind) in PLACES.matches(&folded) {
        score += match kind {
            "country" | "city" | "region" => 3,
            "street" => 1,
            _ => 0,
        };
    }
    // `Austin, TX`: a code of two capitals behind a comma
    let parts: Vec<&str> = text.split([',', '،', '，', '、']).map(str::trim).collect();
    let is_code = |part: &&str| {
        let code = part.split_whitespace().next().unwrap_or_default();
        (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase()) && PLACES.get(code).is_some()
    };
    if parts.len() >= 2 && parts[1..].iter().any(is_code) && parts[0].split_whitespace().count() <= 5 {
        score += 3;
    }
    // A postal code beside a word
    let has_code = text.split(|c: char| c.is_whitespace() || c == ',').any(|word| {
        let word = word
            .strip_prefix(|c: char| c.is_ascii_alphabetic())
            .and_then(|word| word.strip_prefix('-'))
            .unwrap_or(word);
        let digits = word.chars().filter(|&c| digit(c).is_some()).count();
        (4..=6).contains(&digits) && word.chars().all(|c| digit(c).is_some() || c == '-')
    });
    if has_code && folded.len() >= 2 {
        score += 2;
    }
    let names_job = |part: &&str| JOBS.has(part, "title") && PLACES.kinds_in(part).is_empty();
    if parts.iter().any(names_job) { 0 } else { score }
}

/// Does the text read like a place and nothing else?
pub(super) fn is_place(text: &str) -> bool {
    let folded = words(text);
    if folded.is_empty() || folded.len() > 8 {
        return false;
    }
    // In scripts without spaces the name of a place can be a part of another name.
    if text.chars().any(is_ideograph) {
        return JOBS.kinds_in(text).is_empty() && folded.iter().all(|word| is_ideographic_place(word));
    }
    let known: usize =
        PLACES.matches(&folded).iter().filter(|(_, _, kind)| *kind != "street").map(|(_, length, _)| length).sum();
    let is_remote = matches!(
        fold(text).trim(),
        "remote"
            | "hybrid"
            | "home office"
            | "homeoffice"
            | "teletravail"
            | "remoto"
            | "zdalnie"
            | "远程"
            | "city, state"
            | "location"
    );
    is_remote
        || known == folded.len()
            && text.chars().next().is_some_and(|c| !c.is_lowercase())
            && !(folded.len() == 1 && text.len() <= 3 && !text.chars().all(char::is_uppercase))
        || is_town_of_region(text)
}

/// Names of places and the signs of their kinds, and nothing else: `北京市海淀区`, `大阪府`.
fn is_ideographic_place(word: &str) -> bool {
    const KINDS: [char; 10] = ['省', '市', '区', '區', '县', '縣', '府', '都', '州', '町'];
    let mut rest = word;
    let mut known = false;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
        let Some(end) = ends.filter(|&end| PLACES.of_key(&rest[..end]).is_some()).max() else {
            // A district that no list has ends in the sign of its kind.
            let district = rest.char_indices().take(5).find(|(_, c)| KINDS.contains(c));
            let Some((at, kind)) = district.filter(|_| known) else { return false };
            rest = &rest[at + kind.len_utf8()..];
            continue;
        };
        known = true;
        rest = rest[end..].trim_start_matches(KINDS);
    }
    known
}

/// A town that no list has, with a region or a code behind it: `Gainesville, GA`, `Pleasantville, California, USA`. Before a city or a
/// country stands a name as often: `Bank, Berlin`.
fn is_town_of_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split([',', '،', '，']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [town, region, ..] = parts[..] else { return false };
    let is_code = |part: &str| {
        let code = part.split_whitespace().next().unwrap_or_default();
        (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase()) && PLACES.get(code).is_some()
    };
    let is_known = |part: &&str| is_code(part) || matches!(PLACES.get(part), Some("city" | "region" | "country"));
    let is_town = town.split_whitespace().count() <= 3
        && town.starts_with(char::is_uppercase)
        && super::roles::role_score(town) == 0
        && !town.contains(|c| digit(c).is_some());
    // Three parts are surely a place: `Sheffield, England, United Kingdom`.
    let is_country = parts.len() == 3 && is_known(&region);
    parts.len() <= 3
        && is_town
        && (is_code(region) || PLACES.get(region) == Some("region") || is_country)
        && parts[1..].iter().all(is_known)
}

/// A town that no list has, behind its postal code: `29200 Brest`, `D-72070 Tübingen`, `3511 AB Utrecht`.
fn is_postal_town(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let whole = words.next().unwrap_or_default();
    let code = whole.split_once('-').filter(|(country, _)| country.len() <= 2).map_or(whole, |(_, code)| code);
    let has_letters = words.next_if(|word| word.len() == 2 && word.chars().all(char::is_uppercase)).is_some();
    let may_be_year = code == whole && !has_letters && (code.starts_with("19") || code.starts_with("20"));
    let is_code = match code.len() {
        4 => !may_be_year,
        5 => true,
        _ => false,
    };
    let is_name = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let town: Vec<&str> = words.collect();
    is_code
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && town.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && town.len() <= 4
        && town.iter().all(|word| is_name(word))
}

/// The place of residence: the fragments of the header that read most like one.
pub(super) fn location(header: &[Row<'_>]) -> Field<String> {
    let mut best: Vec<Fragment<'_>> = Vec::new();
    let mut best_score = 0;
    let score = |text: &str| place_score(text).max(if is_postal_town(text) { 3 } else { 0 });
    for row in header.iter().filter(|row| !row.is_prose() || row.words() <= 16) {
        if let Some(("address", place)) = labelled(row.fragment)
            && !place.text.is_empty()
        {
            let until = place.text.find(is_separator).unwrap_or(place.text.len());
            let place = place.part(0, until).tidy();
            if emails(place).is_empty() && phones(place).is_empty() {
                return place.clear();
            }
        }
        let mut run: Vec<Fragment<'_>> = Vec::new();
        for fragment in other_fragments(row) {
            let (label, fragment) = labelled(fragment).unwrap_or(("", fragment));
            if label == "address" && !fragment.text.is_empty() {
                return fragment.clear();
            }
            let own = if label.is_empty() { score(fragment.text) } else { 0 };
            let is_street = own > 0 && fragment.text.contains(|c| digit(c).is_some());
            if own >= 3 || is_street {
                run.push(fragment);
                let total = run.iter().map(|fragment| score(fragment.text)).sum();
                if total > best_score && total >= 3 {
                    (best, best_score) = (run.clone(), total);
                }
            } else {
                run.clear();
            }
        }
    }
    let field = joined(&best, ", ");
    if best_score < 5 && best.len() == 1 && !best[0].text.contains([',', '،', '，']) {
        field.doubted(Doubt::ByPosition)
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn texts(fragments: Vec<Fragment<'_>>) -> Vec<&str> {
        fragments.into_iter().map(|fragment| fragment.text).collect()
    }

    fn fragment(text: &str) -> Fragment<'_> {
        Fragment { line: 0, start: 0, text }
    }

    #[test]
    fn telephone_numbers_of_many_countries_are_read() {
        for (text, number) in [
            ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
            ("Tel.: +49 (0)89 / 123 456-78 | Mail", "+49 (0)89 / 123 456-78"),
            ("(555) 123-4567", "(555) 123-4567"),
            ("I 123 456 7890 |", "123 456 7890"),
            ("555 · 356 · 7936", "555 · 356 · 7936"),
            ("206-555-0149", "206-555-0149"),
            ("手机：138-0013-8000", "138-0013-8000"),
            ("13800138000", "13800138000"),
            ("تلفن: ۰۹۱۲۳۴۵۶۷۸۹", "۰۹۱۲۳۴۵۶۷۸۹"),
            ("+91-98765 43210", "+91-98765 43210"),
            ("+48 601 234 567", "+48 601 234 567"),
            ("06.12.34.56.78", "06.12.34.56.78"),
            ("+1(555)101-1001", "+1(555)101-1001"),
            ("06 55 50 14 72\t29200 Quimper", "06 55 50 14 72"),
            ("0176 5550 1948 • 70173 Stuttgart", "0176 5550 1948"),
        ] {
            assert_eq!(texts(phones(fragment(text))), [number], "{text}");
        }
    }

    #[test]
    fn dates_and_codes_are_no_telephone_numbers() {
        for text in [
            "2018 - 2020",
            "2013-09 — 2015-10",
            "94588",
            "01.02.1990",
            "12.05.1985",
            "github.com/user1234567",
            "10 000 users",
        ] {
            assert_eq!(texts(phones(fragment(text))), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn addresses_of_mail_are_read() {
        let text = "E: jane.doe+jobs@mail.example.co.uk, @handle, x@y, müller@büro.de.";
        assert_eq!(texts(emails(fragment(text))), ["jane.doe+jobs@mail.example.co.uk", "müller@büro.de"]);
    }

    #[test]
    fn the_place_of_residence_is_found_in_the_header() {
        for (header, place) in [
            ("Jane Doe\nSeattle, WA | 206-555-0149 | e@mail.com", "Seattle, WA"),
            ("JOHN PUBLIC\n4489 Oxford Lane\tSan Antonio, PA 90024", "4489 Oxford Lane, San Antonio, PA 90024"),
            ("علی احمدی\nali@example.com\tتهران، ایران", "تهران، ایران"),
            ("Max Muster\nMusterstraße 12, 80331 München\n+49 89 123456", "Musterstraße 12, 80331 München"),
            ("Jan Kowalski\nAdres: ul. Długa 5, 00-238 Warszawa", "ul. Długa 5, 00-238 Warszawa"),
            ("张伟\n所在地：北京市海淀区", "北京市海淀区"),
            ("Marie Dupont\n12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris"),
            ("Solène\n06 55 50 14 72\t29120 Pont-l'Abbé", "29120 Pont-l'Abbé"),
            ("Jonas\nD-72070 Tübingen | jonas@example.de", "D-72070 Tübingen"),
            ("Femke\n8011 AB Zwolle · femke@example.nl", "8011 AB Zwolle"),
            ("Vreni\n9042 Speicher\nvreni@example.ch", "9042 Speicher"),
            ("Ana\n2019 Lantern Award", ""),
            ("Ana\n+34 600 123 456 · Madrid, España · ana@example.es", "Madrid, España"),
        ] {
            let document = Document::from(header);
            assert_eq!(location(&rows(&document)).as_str(), place);
        }
    }

    #[test]
    fn a_job_is_no_place() {
        for text in ["Senior Engineer", "Data Analyst, Finance", "Director of Sales, Germany"] {
            assert!(!is_place(text), "{text}");
        }
        for text in
            ["San Francisco, CA", "London, UK", "München", "Istanbul, Türkiye", "北京", "Remote", "Cupertino, CA"]
        {
            assert!(is_place(text), "{text}");
        }
    }
}
