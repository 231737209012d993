//! Resolves an ambiguous `$` to a currency by the country of the job.

use crate::catalogue::countries;
use crate::catalogue::salary::Salary;

/// The sign, as a currency that is not known yet.
pub(super) const DOLLAR: &str = "$";

/// Countries whose own currency is written `$`. Those that use the one of the United States stand with it.
const DOLLARS: &str = "US USD|PR USD|GU USD|VI USD|EC USD|SV USD|PA USD|CA CAD|AU AUD|NZ NZD|SG SGD|HK HKD|TW TWD|MX MXN|\
    AR ARS|CL CLP|CO COP|UY UYU|DO DOP|JM JMD|TT TTD|BB BBD|BS BSD|BZ BZD|BM BMD|GY GYD|SR SRD|KY KYD|FJ FJD|NA NAD|LR LRD|BN BND";

/// Regions that are printed without their country, or before a code that means something else too.
const REGIONS: &str = "\
    US al|US ak|US az|US ar|US ca|US co|US ct|US de|US fl|US ga|US hi|US id|US il|US in|US ia|US ks|US ky|US la|US me|\
    US md|US ma|US mi|US mn|US ms|US mo|US mt|US ne|US nv|US nh|US nj|US nm|US ny|US nc|US nd|US oh|US ok|US or|US pa|\
    US ri|US sc|US sd|US tn|US tx|US ut|US vt|US va|US wa|US wv|US wi|US wy|US dc|US california|US new york|US texas|\
    US washington|US illinois|US massachusetts|US florida|US colorado|US georgia|US oregon|US virginia|\
    CA on|CA qc|CA bc|CA ab|CA mb|CA sk|CA ns|CA nb|CA pe|CA ontario|CA quebec|CA québec|CA british columbia|CA alberta|\
    CA manitoba|CA saskatchewan|CA nova scotia|CA new brunswick|CA newfoundland and labrador|\
    AU nsw|AU vic|AU qld|AU tas|AU act|AU new south wales|AU victoria|AU queensland|AU tasmania|AU south australia|\
    AU western australia";

impl Salary {
    /// Settles a plain `$` by where the work is: the dollar of the places, unknown when they have several, and that of the
    /// United States when none has one of its own.
    #[must_use]
    pub fn with_dollars_of(mut self, places: &[String]) -> Self {
        if self.currency.as_deref() != Some(DOLLAR) {
            return self;
        }
        let mut dollars: Vec<&str> = places.iter().filter_map(|place| dollar_of(country(place)?)).collect();
        dollars.sort_unstable();
        dollars.dedup();
        self.currency = match dollars.as_slice() {
            [] => Some("USD".to_owned()),
            [one] => Some((*one).to_owned()),
            _ => None,
        };
        self
    }
}

fn dollar_of(country: &str) -> Option<&'static str> {
    entries(DOLLARS).find(|(code, _)| *code == country).map(|(_, currency)| currency)
}

/// The country of a place, from its end: `Toronto, ON`, `Toronto, ON, CA`, `Perth WA, Australia`. Of two letters alone behind a
/// city, a state is meant rather than a country.
fn country(place: &str) -> Option<&'static str> {
    let parts: Vec<String> = place.split(',').map(|part| part.trim().to_lowercase()).collect();
    let last = parts.last()?;
    let region = |part: &str| entries(REGIONS).find(|(_, name)| *name == part).map(|(country, _)| country);
    match parts.len() {
        // "Georgia" and "CA" alone may be either.
        1 => countries::code(last).filter(|_| last.len() > 2 && region(last).is_none()).or_else(|| region(last)),
        2 => region(last).or_else(|| countries::code(last)),
        _ => countries::code(last).or_else(|| region(last)),
    }
}

fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split('|').filter_map(|entry| entry.trim().split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(currency: &str, places: &[&str]) -> Option<String> {
        let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
        Salary::new(Some(currency), Some(90_000.0), None, None).unwrap().with_dollars_of(&places).currency
    }

    #[test]
    fn a_plain_dollar_is_that_of_the_place() {
        for (place, code) in [
            ("Halifax, Nova Scotia, Canada", "CAD"),
            ("Calgary, AB", "CAD"),
            ("Ottawa, ON, CA", "CAD"),
            ("Cairns, Queensland", "AUD"),
            ("Hobart, TAS, Australia", "AUD"),
            ("Wellington, New Zealand", "NZD"),
            ("Singapore", "SGD"),
            ("Hong Kong", "HKD"),
            ("Monterrey, Mexico", "MXN"),
            ("Fresno, CA", "USD"),
            ("Boulder, Colorado", "USD"),
            ("Gary, IN, US", "USD"),
            ("Leipzig, Germany", "USD"),
            ("Narnia", "USD"),
        ] {
            assert_eq!(settled("$", &[place]).as_deref(), Some(code), "{place}");
        }
        assert_eq!(settled("$", &[]).as_deref(), Some("USD"));
    }

    #[test]
    fn places_with_several_dollars_leave_it_unknown() {
        assert_eq!(settled("$", &["Toronto, Canada", "Austin, TX"]), None);
        assert_eq!(settled("$", &["Toronto, ON", "Montréal, QC"]).as_deref(), Some("CAD"));
        assert_eq!(settled("$", &["Auckland, New Zealand", "Lyon, France"]).as_deref(), Some("NZD"));
    }

    #[test]
    fn a_currency_that_is_named_stays() {
        for (written, code) in [("US$", "USD"), ("USD", "USD"), ("CA$", "CAD"), ("€", "EUR"), ("A$", "AUD")] {
            assert_eq!(settled(written, &["Perth, Australia"]).as_deref(), Some(code), "{written}");
        }
    }
}
