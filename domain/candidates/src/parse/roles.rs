//! Which part of an entry is the title, which the employer, which the place.

use super::contacts::is_place;
use super::fold::words;
use super::fragment::{Fragment, is_separator};
use super::lexicon::JOBS;

/// How much a text reads like the title of a job.
pub(super) fn title_score(text: &str) -> i32 {
    let text = text.split(['(', '（']).next().filter(|text| !text.trim().is_empty()).unwrap_or(text);
    let words = words(text);
    if words.is_empty() || words.len() > 14 {
        return 0;
    }
    let found = JOBS.matches(&words);
    // The head of an English title stands before "of", "for", "in"; others begin with it.
    let end = words
        .iter()
        .position(|word| {
            matches!(word.as_str(), "of" | "for" | "in" | "to" | "with" | "und" | "and" | "amp" | "i" | "w")
        })
        .unwrap_or(words.len());
    let mut score = 0;
    for &(at, length, kind) in &found {
        score += match kind {
            "title" if at == 0 || at + length == words.len() || at + length == end => 4,
            "title" => 2,
            "grade" => 1,
            _ => 0,
        };
    }
    score.min(6)
}

/// How much a text reads like the name of an employer.
pub(super) fn company_score(text: &str) -> i32 {
    let words = words(text);
    if words.is_empty() || words.len() > 14 {
        return 0;
    }
    let mut score = 0;
    for (at, length, kind) in JOBS.matches(&words) {
        // A single small word such as "as" or "se" is a legal form only at the end and in capitals.
        let is_short = length == 1 && words[at].len() <= 2;
        let is_form = || {
            text.split_whitespace().last().is_some_and(|last| {
                last.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) || last.ends_with('.')
            })
        };
        if matches!(kind, "company" | "form") && (!is_short || at + 1 == words.len() && at > 0 && is_form()) {
            score += if at + length == words.len() { 4 } else { 3 };
        }
    }
    if text.chars().any(|c| c.is_ascii_digit()) || text.contains('.') && !text.ends_with('.') {
        score += 1;
    }
    score.min(6)
}

/// The difference of both scores: above 0 for titles, below for employers.
pub(super) fn role_score(text: &str) -> i32 {
    title_score(text) - company_score(text)
}

/// The parts of a fragment that separators set apart. Commas do not: they stand inside of titles and names too.
pub(super) fn parts(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    fragment.split(is_separator).into_iter().flat_map(dashed).flat_map(joined_by_word).flat_map(bracketed).collect()
}

/// `Analyst – Bank`: dashes between spaces separate.
fn dashed(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    for sign in [" – ", " — ", " - ", " ― ", " -- ", " / ", " // ", " @ ", " > ", " » ", " → "] {
        if let Some(at) = fragment.text.find(sign) {
            let sides = fragment.around(at, at + sign.len());
            if sides.len() == 2 {
                return sides.into_iter().flat_map(dashed).collect();
            }
        }
    }
    vec![fragment]
}

/// `Analyst at Bank`, `Entwickler bei Firma`
fn joined_by_word(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    for word in [" at ", " bei ", " bei der ", " chez ", " presso ", " hos ", " w firmie ", " @"] {
        if let Some(at) = fragment.text.find(word) {
            let sides = fragment.around(at, at + word.len());
            if sides.len() == 2 && title_score(sides[0].text) > 0 {
                return sides;
            }
        }
    }
    vec![fragment]
}

/// `Bank (Berlin)`: a place in brackets stands apart.
fn bracketed(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    match bracketed_place(fragment) {
        Some((name, place)) if is_place(place.text) => vec![name, place],
        _ => vec![fragment],
    }
}

/// A name, and what brackets behind it hold.
pub(super) fn bracketed_place(fragment: Fragment<'_>) -> Option<(Fragment<'_>, Fragment<'_>)> {
    let open = fragment.text.rfind(['(', '（']).filter(|&open| open > 0 && fragment.text.ends_with([')', '）']))?;
    Some((fragment.part(0, open).tidy(), fragment.part(open, fragment.text.len()).tidy()))
}

/// The segments between commas. A legal form stays with its name: `ACME, Inc`.
pub(super) fn segments<'a>(fragment: Fragment<'a>) -> Vec<Fragment<'a>> {
    let mut segments: Vec<Fragment<'a>> = Vec::new();
    for segment in super::languages::top_level(fragment, |c| matches!(c, ',' | '،' | '，' | '、')) {
        let is_form = segment.text.chars().count() <= 12 && JOBS.get(segment.text) == Some("form");
        match segments.last_mut() {
            Some(last) if is_form => {
                *last = fragment.part(last.start - fragment.start, segment.start + segment.text.len() - fragment.start);
            }
            _ => segments.push(segment),
        }
    }
    segments
}

/// Takes the place out of segments: the text without it, and the place. The longest run of segments that is one counts.
pub(super) fn without_place(fragment: Fragment<'_>) -> (Vec<Fragment<'_>>, Option<Fragment<'_>>) {
    let segments = segments(fragment);
    let run = |from: usize, to: usize| {
        let (first, last) = (segments[from], segments[to - 1]);
        fragment.part(first.start - fragment.start, last.start + last.text.len() - fragment.start)
    };
    for length in (1..=3.min(segments.len())).rev() {
        for from in (0..=segments.len() - length).rev() {
            let candidate = run(from, from + length);
            // A name in front of a place is none: "Paris, France" is, "Bank, France" is not.
            let first_is_name = length > 1 && role_score(segments[from].text) != 0;
            if is_place(candidate.text)
                && !first_is_name
                && (length == 1
                    || super::contacts::place_score(segments[from].text) > 0
                    || from > 0
                    || segments.len() == length)
            {
                let mut rest = Vec::new();
                if from > 0 {
                    rest.push(run(0, from));
                }
                if from + length < segments.len() {
                    rest.push(run(from + length, segments.len()));
                }
                return (rest, Some(candidate));
            }
        }
    }
    (vec![fragment], None)
}

/// Splits a fragment that holds title and employer between commas. Title first, if both are there.
pub(super) fn split_by_comma(fragment: Fragment<'_>, title_first: bool) -> Option<(Fragment<'_>, Fragment<'_>)> {
    let segments = segments(fragment);
    if segments.len() < 2 {
        return None;
    }
    let run = |from: usize, to: usize| {
        let (first, last) = (segments[from], segments[to - 1]);
        fragment.part(first.start - fragment.start, last.start + last.text.len() - fragment.start)
    };
    let count = segments.len();
    let scores: Vec<i32> = segments.iter().map(|segment| role_score(segment.text)).collect();
    let difference = |at: usize| {
        let strongest = |scores: &[i32]| *scores.iter().max_by_key(|score| score.abs()).unwrap_or(&0);
        strongest(&scores[..at]) - strongest(&scores[at..])
    };
    let is_title_first = |at: usize| difference(at) > 0 || difference(at) == 0 && title_first;
    // `Staff nurse, acute medicine, Moorside Infirmary`: what goes on in small letters is more of the title.
    let splits_title = |at: usize| is_title_first(at) && segments[at].text.starts_with(char::is_lowercase);
    // The cut after which the sides differ most; of equal ones that with the shorter title
    let cuts = (1..count).filter(|&at| !splits_title(at));
    let cut = cuts.min_by_key(|&at| (-difference(at).abs(), if is_title_first(at) { at } else { count - at }))?;
    let (left, right) = (run(0, cut), run(cut, count));
    Some(if is_title_first(cut) { (left, right) } else { (right, left) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(text: &str) -> Fragment<'_> {
        Fragment { line: 0, start: 0, text }
    }

    #[test]
    fn titles_and_employers_of_many_languages_are_told_apart() {
        for text in [
            "Senior Software Engineer",
            "Director of Data Science",
            "Head Code Ninja",
            "Softwareentwickler",
            "Projektleiterin",
            "Chef de projet",
            "Ingénieure logiciel",
            "Ingeniero de software",
            "Desenvolvedora Front-end",
            "Responsabile vendite",
            "Applicatiebeheerder",
            "Specjalista ds. marketingu",
            "高级软件工程师",
            "सॉफ्टवेयर इंजीनियर",
            "مهندس ارشد نرم\u{200c}افزار",
            "Ведущий разработчик",
            "Yazılım Geliştirici",
            "Research Intern",
            "Praktikant im Marketing",
            "Undergraduate Research Student, Science Department",
            "مطور برمجيات",
            "ソフトウェアエンジニア",
            "Systemutvecklare",
        ] {
            assert!(role_score(text) > 0, "{text}: {}", role_score(text));
        }
        for text in [
            "ACME, Inc",
            "Siemens AG",
            "Muster GmbH",
            "Creative Solutions Inc.",
            "Cascade Studios",
            "Banco Santander",
            "Société Générale SA",
            "Allegro Sp. z o.o.",
            "华为技术有限公司",
            "शर्मा प्राइवेट लिमिटेड",
            "شرکت فناوری اطلاعات",
            "ООО Ромашка",
            "Institute for Advanced Research",
            "株式会社サンプル",
            "Harvard University",
        ] {
            assert!(role_score(text) < 0, "{text}: {}", role_score(text));
        }
    }

    #[test]
    fn places_and_commas_are_told_apart() {
        let (rest, place) = without_place(fragment("Gilmore Financial, New Orleans, LA, Certified Public Accountant"));
        assert_eq!(place.unwrap().text, "New Orleans, LA");
        assert_eq!(
            rest.iter().map(|fragment| fragment.text).collect::<Vec<_>>(),
            ["Gilmore Financial", "Certified Public Accountant"]
        );
        for (text, title, company) in [
            ("Head Code Ninja, Area 52", "Head Code Ninja", "Area 52"),
            ("Nexus AI, Co-Founder & CTO", "Co-Founder & CTO", "Nexus AI"),
            ("Analyst, ACME, Inc", "Analyst", "ACME, Inc"),
            ("شرکت فناوری اطلاعات، مهندس ارشد", "مهندس ارشد", "شرکت فناوری اطلاعات"),
        ] {
            let (left, right) = split_by_comma(fragment(text), true).unwrap();
            assert_eq!((left.text, right.text), (title, company));
        }
    }

    #[test]
    fn separators_of_a_line_part_it() {
        let texts = |text| parts(fragment(text)).iter().map(|part| part.text).collect::<Vec<_>>();
        assert_eq!(texts("Analyst at Bank – Berlin"), ["Analyst", "Bank", "Berlin"]);
        assert_eq!(texts("Stripe • San Francisco, CA"), ["Stripe", "San Francisco, CA"]);
        assert_eq!(
            texts("Full-stack engineer | Muster GmbH (Berlin)"),
            ["Full-stack engineer", "Muster GmbH", "Berlin"]
        );
    }
}
