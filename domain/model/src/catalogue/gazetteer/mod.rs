//! A gazetteer: the coordinates of the world's cities, by the names that postings and people use.
//!
//! `cities.txt` says where it comes from. A name alone is enough where no other city of that name is nearly as large;
//! otherwise its country or region decides. What cannot be decided is unknown.

mod place;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::search::words::fold;

pub use place::{country, locate};

/// A point on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// The mean radius of the earth in kilometres.
const EARTH_RADIUS_KM: f64 = 6_371.0;

impl Coordinates {
    /// The distance along the surface of the earth.
    pub fn kilometres_to(self, other: Self) -> f64 {
        let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let of_latitudes = self.latitude.to_radians().cos() * other.latitude.to_radians().cos();
        let haversine =
            half_sine(self.latitude, other.latitude) + of_latitudes * half_sine(self.longitude, other.longitude);
        2.0 * EARTH_RADIUS_KM * haversine.sqrt().min(1.0).asin()
    }
}

/// A city.
#[derive(Debug, Clone, PartialEq)]
pub struct City {
    /// Its usual name in English or its own language.
    pub name: &'static str,
    /// ISO 3166-1.
    pub country: &'static str,
    /// The code of the region that postings print beside it, such as a state of the United States.
    pub region: Option<&'static str>,
    /// In thousands.
    pub thousands: u32,
    /// Its centre, within a kilometre.
    pub at: Coordinates,
}

/// A region of a country: where it is, its code, and its name as it is compared.
struct Region {
    country: &'static str,
    code: &'static str,
    name: String,
}

struct Gazetteer {
    cities: Vec<City>,
    /// Numbers of cities.
    by_name: HashMap<String, Vec<usize>>,
    regions: Vec<Region>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read(include_str!("cities.txt")));

/// The cities of a name in any of its languages, the largest first; those of one country where it is given by its code.
pub fn cities(name: &str, country: Option<&str>) -> Vec<&'static City> {
    let mut named = GAZETTEER.named(&key(name));
    named.retain(|city| country.is_none_or(|country| country.eq_ignore_ascii_case(city.country)));
    named
}

/// The form in which names are compared.
fn key(name: &str) -> String {
    let folded = fold(name).replace(['.', '\'', '’'], "");
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

impl Gazetteer {
    fn read(text: &'static str) -> Self {
        let mut read = Self { cities: Vec::new(), by_name: HashMap::new(), regions: Vec::new() };
        let mut country = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(region) = line.strip_prefix('@') {
                read.regions.extend(region_of(region));
            } else if let Some(code) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                country = code;
            } else if let Some((city, others)) = city_of(country, line) {
                let number = read.cities.len();
                for name in std::iter::once(city.name).chain(others) {
                    let numbers = read.by_name.entry(key(name)).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
                read.cities.push(city);
            }
        }
        read
    }

    /// The cities of a name, the largest first.
    fn named(&self, key: &str) -> Vec<&City> {
        let numbers = self.by_name.get(key).or_else(|| spellings(key).iter().find_map(|key| self.by_name.get(key)));
        let mut named: Vec<&City> = numbers.into_iter().flatten().map(|&number| &self.cities[number]).collect();
        named.sort_by_key(|city| std::cmp::Reverse(city.thousands));
        named
    }
}

/// Other ways to write a name: `muenster` for `munster`, `saint` for `st`.
fn spellings(key: &str) -> Vec<String> {
    let umlauts = key.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    let word = |from: &str, to: &str| {
        let words: Vec<&str> = key.split(' ').map(|word| if word == from { to } else { word }).collect();
        words.join(" ")
    };
    vec![umlauts, word("st", "saint"), word("saint", "st")]
}

fn region_of(line: &'static str) -> Option<Region> {
    let mut columns = line.splitn(3, ' ');
    Some(Region { country: columns.next()?, code: columns.next()?, name: key(columns.next()?) })
}

fn city_of(country: &'static str, line: &'static str) -> Option<(City, impl Iterator<Item = &'static str>)> {
    let mut columns = line.split('|');
    let name = columns.next()?;
    let region = columns.next().filter(|code| !code.is_empty());
    let thousands = columns.next()?.parse().ok()?;
    let mut degrees = || Some(columns.next()?.parse::<f64>().ok()? / 100.0);
    let at = Coordinates { latitude: degrees()?, longitude: degrees()? };
    let others = columns.next().into_iter().flat_map(|names| names.split(','));
    Some((City { name, country, region, thousands, at }, others))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::countries;

    #[test]
    fn every_line_is_read_and_lies_on_the_earth_in_a_known_country() {
        let lines = include_str!("cities.txt").lines();
        let cities = lines.filter(|line| !line.starts_with(['#', '@', '['])).count();
        assert_eq!(GAZETTEER.cities.len(), cities);
        for city in &GAZETTEER.cities {
            assert!(city.at.latitude.abs() <= 90.0 && city.at.longitude.abs() <= 180.0, "{city:?}");
            // Kosovo has no code in ISO 3166-1.
            assert!(countries::name(city.country).is_some() || city.country == "XK", "{city:?}");
        }
    }

    #[test]
    fn a_city_is_known_by_names_in_several_languages_and_spellings() {
        for (names, country) in [
            (&["Munich", "München", "Muenchen", "MÚNICH", "慕尼黑"][..], "DE"),
            (&["Geneva", "Genève", "Genf", "Ginebra"], "CH"),
            (&["Saint Louis", "St. Louis"], "US"),
            (&["Göttingen", "Gottingen", "Goettingen"], "DE"),
            (&["Łódź", "Lodz"], "PL"),
            (&["Delhi", "दिल्ली"], "IN"),
        ] {
            let found: Vec<_> = names.iter().map(|name| cities(name, Some(country)).first().copied()).collect();
            assert!(found[0].is_some() && found.iter().all(|city| *city == found[0]), "{names:?} {found:?}");
        }
        assert_eq!(cities("Erewhon", None), Vec::<&City>::new());
        assert_eq!(cities("", None), Vec::<&City>::new());
    }

    #[test]
    fn the_largest_of_a_name_comes_first() {
        let countries: Vec<&str> = cities("Birmingham", None).iter().map(|city| city.country).collect();
        assert_eq!(countries[..2], ["GB", "US"]);
        assert_eq!(cities("birmingham", Some("us"))[0].region, Some("AL"));
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let at = |name: &str, country| cities(name, Some(country))[0].at;
        for (from, to, kilometres) in [
            (at("Berlin", "DE"), at("Potsdam", "DE"), 26.0),
            (at("London", "GB"), at("Paris", "FR"), 344.0),
            (at("New York", "US"), at("London", "GB"), 5_570.0),
            (at("Suva", "FJ"), at("Honolulu", "US"), 5_090.0),
            (at("Oslo", "NO"), at("Oslo", "NO"), 0.0),
        ] {
            let measured = from.kilometres_to(to);
            assert!((measured - kilometres).abs() <= 1.0 + kilometres / 100.0, "{from:?} {to:?} {measured}");
        }
    }
}
