//! Resolves a printed place to a city of the gazetteer.

use super::{City, GAZETTEER, key};
use crate::catalogue::countries;
use crate::catalogue::places::is_place;

/// Signs between the parts of a place.
const SEPARATORS: [char; 7] = [',', '(', ')', '/', ';', '|', '–'];
/// Words around the name of a city.
const AREA_WORDS: &str =
    "greater metropolitan metro area bay downtown central region city centre center raum grossraum umgebung";
/// Two cities this near are parts of one.
const ONE_PLACE_KM: f64 = 50.0;

/// The city that a place such as `Portland, OR`, `10115 Berlin` or `Germany - Munich (Hybrid)` means; of several
/// cities the first. `None` where it is not known which one is meant.
pub fn locate(place: &str) -> Option<&'static City> {
    let parts = parts(place);
    (0..parts.len()).find_map(|at| {
        let others: Vec<&str> = parts.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, part)| &**part).collect();
        disambiguate(&parts[at], &others)
    })
}

/// The country of a place, by its city or by what else it names: `Remote - Kenya`, `Ontario`. `None` where it is not
/// known, or could be one of several.
pub fn country(place: &str) -> Option<&'static str> {
    let of_parts = || {
        parts(place).iter().rev().find_map(|part| {
            let area = Area::of(part);
            let mut countries = area.country.into_iter().chain(area.regions.iter().map(|(country, _)| *country));
            let first = countries.next()?;
            countries.all(|other| other == first).then_some(first)
        })
    };
    locate(place).map(|city| city.country).or_else(of_parts)
}

fn parts(place: &str) -> Vec<String> {
    let place = place.replace(" - ", ",");
    let parts = place.split(SEPARATORS).filter(|part| is_place(part)).map(plain);
    parts.filter(|part| !part.is_empty()).flat_map(without_code).collect()
}

/// Without numbers, such as postal codes.
fn plain(part: &str) -> String {
    let key = key(part);
    let words: Vec<&str> = key.split(' ').filter(|word| !word.contains(|c: char| c.is_ascii_digit())).collect();
    words.join(" ")
}

/// `melbourne vic` is a city and a region without a comma.
fn without_code(part: String) -> Vec<String> {
    match part.rsplit_once(' ') {
        Some((city, code)) if GAZETTEER.named(&part).is_empty() && Area::of(code).is_code_of_a_region() => {
            vec![city.to_owned(), code.to_owned()]
        }
        _ => vec![part],
    }
}

fn disambiguate(name: &str, others: &[&str]) -> Option<&'static City> {
    let mut cities = GAZETTEER.named(name);
    if cities.is_empty() {
        let words: Vec<&str> =
            name.split(' ').filter(|word| !AREA_WORDS.split(' ').any(|known| known == *word)).collect();
        cities = GAZETTEER.named(&words.join(" "));
    }
    let (mut is_confirmed, mut is_contradicted) = (false, false);
    for area in others.iter().map(|part| Area::of(part)).filter(Area::is_known) {
        if cities.iter().any(|city| area.has(city)) {
            cities.retain(|city| area.has(city));
            is_confirmed = true;
        } else if !area.is_code {
            return None;
        } else {
            // Codes of regions that are not in the table look like countries: `Salvador, BA`. Small towns are missing
            // where states are known: `Milan, MI`.
            is_contradicted |= area.is_code_of_a_region();
        }
    }
    if !is_confirmed {
        // `Ontario` is a city in California, but who prints it alone means the province.
        let area = Area::of(name);
        if is_contradicted || area.is_known() && !area.is_code {
            cities.retain(|city| !is_contradicted && area.has(city));
        }
    }
    let largest = *cities.first()?;
    let is_another =
        |city: &&City| city.thousands * 2 > largest.thousands && city.at.kilometres_to(largest.at) > ONE_PLACE_KM;
    (!cities[1..].iter().any(is_another)).then_some(largest)
}

/// What a part of a place names besides a city.
struct Area {
    country: Option<&'static str>,
    /// Countries and codes.
    regions: Vec<(&'static str, &'static str)>,
    is_code: bool,
}

impl Area {
    fn of(part: &str) -> Self {
        let of_part = GAZETTEER
            .regions
            .iter()
            .filter(|region| region.code.eq_ignore_ascii_case(part) || region.name == part)
            .map(|region| (region.country, region.code));
        Self { country: countries::code(part), regions: of_part.collect(), is_code: part.len() <= 3 }
    }

    fn is_known(&self) -> bool {
        self.country.is_some() || !self.regions.is_empty()
    }

    fn is_code_of_a_region(&self) -> bool {
        self.is_code && !self.regions.is_empty()
    }

    fn has(&self, city: &City) -> bool {
        let is_in = |&(country, code): &(&str, &str)| city.country == country && city.region == Some(code);
        self.country == Some(city.country) || self.regions.iter().any(is_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(place: &str) -> Option<(&'static str, &'static str)> {
        locate(place).map(|city| (city.name, city.region.unwrap_or(city.country)))
    }

    #[test]
    fn a_place_is_located_by_its_city_and_what_stands_beside_it() {
        for (place, expected) in [
            ("Portland, OR", ("Portland", "OR")),
            ("Portland, Maine", ("Portland", "ME")),
            ("San Francisco, CA", ("San Francisco", "CA")),
            ("London, ON, Canada", ("London", "ON")),
            ("London", ("London", "GB")),
            ("Wilmington, DE, US", ("Wilmington", "DE")),
            ("Berlin, DE", ("Berlin", "DE")),
            ("10115 Berlin", ("Berlin", "DE")),
            ("Germany - Munich (Hybrid)", ("Munich", "DE")),
            ("Munich, BY, Germany", ("Munich", "DE")),
            ("Greater Lyon Area", ("Lyon", "FR")),
            ("Porto Alegre, RS", ("Porto Alegre", "BR")),
            ("Washington, D.C.", ("Washington", "DC")),
            ("New York", ("New York City", "NY")),
            ("Singapore", ("Singapore", "SG")),
            ("Cambridge, UK", ("Cambridge", "GB")),
            ("Remote - Lisbon, Portugal", ("Lisbon", "PT")),
            ("Melbourne VIC 3000, Australia", ("Melbourne", "VIC")),
        ] {
            assert_eq!(found(place), Some(expected), "{place}");
        }
    }

    #[test]
    fn what_could_be_several_places_is_none() {
        for place in [
            "Springfield",
            "Cambridge",
            "Ontario",
            "Georgia",
            "Germany",
            "Paris, Germany",
            "Milan, MI",
            "Remote",
            "",
            ",",
        ] {
            assert_eq!(found(place), None, "{place}");
        }
    }

    #[test]
    fn a_country_is_known_where_the_city_is_not() {
        for (place, expected) in [
            ("Remote - Kenya", Some("KE")),
            ("Kleinstadt, Deutschland", Some("DE")),
            ("Lisbon", Some("PT")),
            ("Texas", Some("US")),
            ("Ontario", Some("CA")),
            ("Springfield, United States", Some("US")),
            ("Georgia", None),
            ("Remote, CA", None),
            ("Europe", None),
        ] {
            assert_eq!(country(place), expected, "{place}");
        }
    }
}
