//! Places as postings print them: composite places split, words that are no places dropped, address parts joined.

use crate::catalogue::countries;
use crate::catalogue::job::Workplace;

/// Signs that separate places in one field.
const SEPARATORS: [char; 6] = [';', '|', '•', '·', '\n', '\t'];
/// Words that say "or" between two places, with their spaces.
const ALTERNATIVES: [&str; 4] = [" or ", " oder ", " ou ", " / "];
/// Words about the way of work, which name no place.
const NO_PLACE: &str = "remote remotely hybrid onsite on site office in friendly first only fully full flexible flex \
    travel travels required eligible possible preferred optional option work working from home wfh office based telework \
    telecommute telecommuting virtual distributed multiple various several different locations location sites cities \
    any anywhere worldwide world global globally everywhere international tbd tba na none not specified unspecified see \
    description homeoffice mobiles arbeiten télétravail remoto híbrido or and the a partly partially mostly 100  job \
    position role other all location(s) (s) s";
/// Regions that some boards put into an address and nobody lives by.
const CONTINENTS: [&str; 12] = [
    "europe",
    "asia",
    "africa",
    "americas",
    "america",
    "north america",
    "south america",
    "latin america",
    "oceania",
    "emea",
    "apac",
    "latam",
];

/// Every place of a field, in order, each once.
pub fn split(field: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in field.split(SEPARATORS) {
        for place in alternatives(part) {
            let place = unrepeated(&place);
            if is_place(&place) && !found.iter().any(|known| known.eq_ignore_ascii_case(&place)) {
                found.push(place);
            }
        }
    }
    found
}

/// Whether the words name a place: more than how, or in how many places, the work is done.
pub fn is_place(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut named = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    named.any(|word| {
        let is_count = word.chars().all(|c| c.is_ascii_digit());
        !is_count && !NO_PLACE.split_whitespace().any(|known| known == word)
    })
}

/// The workplace that the name of a place states. "Remote-friendly" promises nothing.
pub fn workplace(field: &str) -> Option<Workplace> {
    let words = field.to_lowercase();
    let mut stated = Vec::new();
    for part in words.split([';', '|', '\n']) {
        let is_promise = ["friendly", "first", "possible", "optional", "option", "eligible", "partly", "partially"];
        if part.contains("hybrid") || part.contains("híbrid") {
            return Some(Workplace::Hybrid);
        }
        let has_remote = ["remote", "remoto", "télétravail", "work from home", "anywhere", "telecommut", "virtual"]
            .iter()
            .any(|mark| part.contains(mark));
        if has_remote && !is_promise.iter().any(|mark| part.contains(mark)) && !part.contains("not remote") {
            stated.push(Some(Workplace::Remote));
        } else if part.contains("on-site") || part.contains("onsite") || part.contains("on site") {
            stated.push(Some(Workplace::OnSite));
        } else {
            stated.push(None);
        }
    }
    // "Remote | Berlin" leaves it open: here or there.
    let first = stated.first().copied().flatten();
    first.filter(|first| stated.iter().all(|other| *other == Some(*first)))
}

/// "Locality, Region, Country" of an address: no part twice, no continent as a region, the country not once by name and
/// once by code.
pub fn joined(locality: Option<&str>, region: Option<&str>, country: Option<&str>) -> Option<String> {
    let country = country.map(str::trim).filter(|country| !country.is_empty());
    let is_region = |region: &&str| {
        let lower = region.trim().to_lowercase();
        let is_country = country.is_some_and(|country| {
            countries::code(region).is_some_and(|code| countries::code(country) == Some(code))
                && (region.trim().len() > 3 || region.trim().eq_ignore_ascii_case(country))
        });
        !CONTINENTS.contains(&lower.as_str()) && !is_country
    };
    let country = country.map(|country| {
        let is_code = country.len() == 2 && country.chars().all(|c| c.is_ascii_lowercase());
        if is_code { country.to_uppercase() } else { country.to_owned() }
    });
    let parts = [locality, region.filter(is_region), country.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| unrepeated(&parts.join(", ")))
}

/// "London, UK or Dublin, IE" names two places, "Portland, OR" and "Biel/Bienne" one each.
fn alternatives(part: &str) -> Vec<String> {
    let mut places = vec![part.to_owned()];
    for word in ALTERNATIVES {
        places = places.iter().flat_map(|place| place.split(word)).map(str::to_owned).collect();
    }
    let is_complete = |place: &str| place.contains(',') && is_place(place);
    let several = places.into_iter().flat_map(|place| {
        // Names contain "/", "&" and "and" too: they separate only what is complete on both sides.
        for word in [" and ", " & ", " und ", " et ", " y ", "/"] {
            let parts: Vec<&str> = place.split(word).collect();
            if parts.len() > 1 && parts.iter().all(|part| is_complete(part)) {
                return parts.into_iter().map(str::to_owned).collect();
            }
        }
        vec![place]
    });
    several.map(|place| tidy(&place)).filter(|place| !place.is_empty()).collect()
}

/// Without spaces and signs that stood between it and its neighbours.
fn tidy(place: &str) -> String {
    let place = place.trim().trim_matches([',', '-', '–', '—', ':', '/']).trim();
    place.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Zürich, ZH, ZH" → "Zürich, ZH".
fn unrepeated(place: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in place.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if !parts.iter().any(|known| known.eq_ignore_ascii_case(part)) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composite_places_are_split_and_names_are_not() {
        for (field, places) in [
            ("Leeds, UK; Remote-Friendly | York", &["Leeds, UK", "York"][..]),
            ("Lyon, FR or Turin, IT", &["Lyon, FR", "Turin, IT"]),
            ("Salem, OR", &["Salem, OR"]),
            ("Fribourg/Freiburg, Switzerland", &["Fribourg/Freiburg, Switzerland"]),
            ("Hamburg / Bremen", &["Hamburg", "Bremen"]),
            ("Austin, TX and Denver, CO", &["Austin, TX", "Denver, CO"]),
            ("Trinidad and Tobago", &["Trinidad and Tobago"]),
            ("Oslo, NO/Bergen, NO", &["Oslo, NO", "Bergen, NO"]),
            ("3 Locations", &[]),
            ("Hybrid", &[]),
            ("Remote; Remote", &[]),
            ("Remote - Kenya", &["Remote - Kenya"]),
            ("Geneva, GE, GE, Switzerland", &["Geneva, GE, Switzerland"]),
            ("  Lisbon ,Portugal ", &["Lisbon, Portugal"]),
        ] {
            assert_eq!(split(field), places, "{field}");
        }
    }

    #[test]
    fn a_place_says_how_the_work_is_done_when_it_says_it_of_everything() {
        for (field, stated) in [
            ("Remote - US", Some(Workplace::Remote)),
            ("Hybrid (Leeds)", Some(Workplace::Hybrid)),
            ("Remote-Friendly (Travel-Required)", None),
            ("Leeds | Remote", None),
            ("Leeds", None),
            ("On-site, Leeds", Some(Workplace::OnSite)),
        ] {
            assert_eq!(workplace(field), stated, "{field}");
        }
    }

    #[test]
    fn an_address_says_nothing_twice() {
        let parts = |locality, region, country| joined(Some(locality), Some(region), Some(country)).unwrap();
        assert_eq!(parts("Malmö", "Sweden", "SE"), "Malmö, SE");
        assert_eq!(parts("Cádiz", "Europe", "ES"), "Cádiz, ES");
        assert_eq!(parts("Luzern, LU", "LU", "Switzerland"), "Luzern, LU, Switzerland");
        assert_eq!(parts("Monaco", "Monaco", "Monaco"), "Monaco");
        assert_eq!(parts("Fresno", "CA", "us"), "Fresno, CA, US");
        assert_eq!(joined(Some(" "), None, None), None);
    }
}
