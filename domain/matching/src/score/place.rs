//! The part for place: distance, remote work, and where applicants may live.

use domain_model::catalogue::job::Workplace;
use domain_model::kernel::text::normalise;

use super::{Opening, Part, PartKind, Quotation, QuotationSource, Seeker, quote};

/// May the work be done from where the seeker lives?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Eligibility {
    Yes,
    No,
    Unknown,
}

/// Names of countries and great regions: one line each, all ways to write it.
const COUNTRIES: [&[&str]; 46] = [
    &["united states", "usa", "us", "u s", "united states of america", "america"],
    &["united kingdom", "uk", "great britain", "england", "scotland", "wales"],
    &["germany", "deutschland", "de", "allemagne", "alemania"],
    &["france", "frankreich", "fr", "francia"],
    &["spain", "españa", "spanien", "es", "espagne"],
    &["italy", "italia", "italien", "it"],
    &["portugal", "pt"],
    &["netherlands", "nederland", "the netherlands", "niederlande", "nl", "holland"],
    &["belgium", "belgië", "belgique", "belgien", "be"],
    &["austria", "österreich", "at"],
    &["switzerland", "schweiz", "suisse", "svizzera", "ch"],
    &["poland", "polska", "polen", "pl"],
    &["czech republic", "czechia", "cz"],
    &["ireland", "ie"],
    &["denmark", "danmark", "dk"],
    &["sweden", "sverige", "se"],
    &["norway", "norge", "no"],
    &["finland", "suomi", "fi"],
    &["hungary", "hu"],
    &["romania", "ro"],
    &["bulgaria", "bg"],
    &["greece", "gr"],
    &["croatia", "hr"],
    &["ukraine", "ua"],
    &["russia", "ru"],
    &["turkey", "türkiye", "tr"],
    &["israel", "il"],
    &["india", "भारत", "ind"],
    &["china", "中国", "cn"],
    &["japan", "日本", "jp"],
    &["south korea", "korea", "kr"],
    &["singapore", "sg"],
    &["philippines", "ph"],
    &["indonesia"],
    &["vietnam", "vn"],
    &["australia", "au"],
    &["new zealand", "nz"],
    &["canada", "can"],
    &["mexico", "méxico", "mx"],
    &["brazil", "brasil", "br"],
    &["argentina", "ar"],
    &["colombia", "co"],
    &["chile", "cl"],
    &["south africa", "za"],
    &["nigeria", "ng"],
    &["egypt", "eg"],
];
/// Members of regions that postings restrict work to.
const REGIONS: [(&[&str], &[&str]); 2] = [
    (
        &["eu", "european union", "europe", "eea", "emea"],
        &[
            "germany",
            "france",
            "spain",
            "italy",
            "portugal",
            "netherlands",
            "belgium",
            "austria",
            "poland",
            "czech republic",
            "ireland",
            "denmark",
            "sweden",
            "finland",
            "hungary",
            "romania",
            "bulgaria",
            "greece",
            "croatia",
        ],
    ),
    (&["dach"], &["germany", "austria", "switzerland"]),
];

pub(super) fn part(seeker: &Seeker, opening: &Opening<'_>) -> Part {
    let (share, sentence, evidence) = judge(seeker.home.as_deref(), opening);
    let max = PartKind::Place.weight();
    Part { kind: PartKind::Place, points: share.map(|share| super::tenths(share * max)), max, sentence, evidence }
}

fn judge(home: Option<&str>, opening: &Opening<'_>) -> (Option<f32>, String, Vec<Quotation>) {
    let is_remote = opening.workplace == Some(Workplace::Remote)
        || opening.workplace.is_none() && opening.locations.iter().any(|place| normalise(place).contains("remote"));
    let restriction = restriction(opening.description);
    let evidence = restriction.clone().into_iter().collect();
    let Some(home) = home else {
        return match (is_remote, &restriction) {
            (true, None) => {
                (Some(1.0), "The work may be done from anywhere, as far as the posting says.".to_owned(), evidence)
            }
            _ => (None, "It is not known where you live.".to_owned(), evidence),
        };
    };
    if is_remote {
        let stated = restriction.as_ref().map(|quotation| quotation.text.as_str());
        return match eligible(home, stated, opening.locations) {
            Eligibility::Yes => (Some(1.0), "The work may be done from where you live.".to_owned(), evidence),
            Eligibility::No => (Some(0.0), "The work is remote, but not from where you live.".to_owned(), evidence),
            Eligibility::Unknown => {
                (None, "The work is remote; whether from where you live is not known.".to_owned(), evidence)
            }
        };
    }
    let places: Vec<&String> = opening.locations.iter().filter(|place| !place.trim().is_empty()).collect();
    if places.is_empty() {
        return (None, "The posting does not say where the work is.".to_owned(), evidence);
    }
    let shares: Vec<Option<f32>> = places.iter().map(|place| nearness(home, place)).collect();
    let best = shares.iter().flatten().copied().fold(0.0, f32::max);
    let nearest = if best > 0.0 || shares.iter().all(Option::is_some) { Some(best) } else { None };
    let sentence = match nearest {
        Some(share) if share >= 1.0 => "The work is where you live.",
        Some(share) if share > 0.0 => "The work is in your country, at another place.",
        Some(_) => "The work is in another country.",
        None => "How far the work is from where you live is not known.",
    };
    (nearest, sentence.to_owned(), evidence)
}

/// 1 in the same town, less in the same country, 0 in another one; `None` when the countries are not known.
fn nearness(home: &str, place: &str) -> Option<f32> {
    let (home_parts, place_parts) = (parts(home), parts(place));
    let is_town = |part: &String| country_of(part).is_none();
    if home_parts.iter().filter(|part| is_town(part)).any(|part| place_parts.contains(part)) {
        return Some(1.0);
    }
    let country = |parts: &[String]| parts.iter().rev().find_map(|part| country_of(part));
    match (country(&home_parts), country(&place_parts)) {
        (Some(left), Some(right)) if left == right => Some(0.5),
        (Some(_), Some(_)) => Some(0.0),
        _ => None,
    }
}

fn eligible(home: &str, restriction: Option<&str>, locations: &[String]) -> Eligibility {
    let allowed: Vec<&str> = match restriction {
        Some(stated) => countries_in(stated),
        None => locations.iter().flat_map(|place| countries_in(place)).collect(),
    };
    let home = parts(home).iter().rev().find_map(|part| country_of(part));
    match (home, allowed.is_empty(), restriction) {
        (_, true, None) => Eligibility::Yes,
        (None, ..) | (_, true, Some(_)) => Eligibility::Unknown,
        (Some(home), ..) if allowed.contains(&home) => Eligibility::Yes,
        _ => Eligibility::No,
    }
}

/// What a posting says about where those who work for it must live or may work, to the letter.
fn restriction(description: &str) -> Option<Quotation> {
    const MARKS: [&str; 22] = [
        "must be based in",
        "must reside in",
        "must live in",
        "must be located in",
        "residents of",
        "resident in",
        "authorized to work in",
        "authorised to work in",
        "right to work in",
        "work authorization in",
        "eligible to work in",
        "remote within",
        "remote from within",
        "remote in",
        "based in the",
        "us only",
        "usa only",
        "uk only",
        "eu only",
        "wohnsitz in",
        "résider en",
        "residir en",
    ];
    let mut at = 0;
    for piece in description.split_inclusive(['\n', '.', ';']) {
        let place = at..at + piece.len();
        at = place.end;
        let normal = normalise(piece);
        if MARKS.iter().any(|mark| normal.contains(mark)) && !countries_in(piece).is_empty() {
            let text = piece.trim();
            let start = place.start + (piece.len() - piece.trim_start().len());
            return Some(quote(QuotationSource::Posting, description, &(start..start + text.len())));
        }
    }
    None
}

fn parts(place: &str) -> Vec<String> {
    let parts = place.split([',', '(', ')', '|', '/', ';']).flat_map(|part| part.split(" - "));
    parts
        .map(|part| normalise(part).trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The first name of the country that a text is a name of.
fn country_of(part: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|names| names.contains(&part)).map(|names| names[0])
}

/// The countries that a text names in words of at least three letters, or in capitals.
fn countries_in(text: &str) -> Vec<&'static str> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        for length in 1..=3.min(words.len() - at) {
            let written = words[at..at + length].join(" ");
            let name = normalise(&written);
            if name.len() < 3 && written.chars().any(char::is_lowercase) {
                continue;
            }
            found.extend(country_of(&name));
            let region = REGIONS.iter().find(|(names, _)| names.contains(&name.as_str()));
            found.extend(region.map_or(&[][..], |(_, members)| *members));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_and_countries_are_compared() {
        for (home, place, share) in [
            ("Utrecht, Netherlands", "Utrecht", Some(1.0)),
            ("Berlin, Germany", "Munich, Deutschland", Some(0.5)),
            ("Lyon, France", "Toronto, Canada", Some(0.0)),
            ("Lyon", "Porto", None),
        ] {
            assert_eq!(nearness(home, place), share, "{home} / {place}");
        }
    }

    #[test]
    fn remote_work_may_be_bound_to_a_country() {
        let anywhere: [String; 0] = [];
        for (home, stated, expected) in [
            ("Pune, India", None, Eligibility::Yes),
            ("Pune, India", Some("You must be based in the US."), Eligibility::No),
            ("Austin, USA", Some("You must be based in the US."), Eligibility::Yes),
            ("Lisbon, Portugal", Some("Remote within the EU"), Eligibility::Yes),
            ("Springfield", Some("Remote within the EU"), Eligibility::Unknown),
        ] {
            assert_eq!(eligible(home, stated, &anywhere), expected, "{home}: {stated:?}");
        }
    }

    #[test]
    fn a_restriction_is_quoted_to_the_letter() {
        let text = "We are remote. Applicants must be based in Canada or the United States.\nPay is fair.";
        let quotation = restriction(text).unwrap();
        assert_eq!(&text[quotation.place.clone()], quotation.text);
        assert_eq!(quotation.text, "Applicants must be based in Canada or the United States.");
        assert_eq!(restriction("We work in the field, and in us you find friends."), None);
    }
}
