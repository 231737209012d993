//! Currencies by ISO 4217, by code and by the signs that mean one of them.

use super::dollar::DOLLAR;

/// The codes of currencies in use.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK \
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD \
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST \
    XAF XCD XOF XPF YER ZAR ZMW ZWG HRK";

/// Signs and words, the longer before those they contain. "kr", "¥" and "Rs" mean several currencies.
const SIGNS: [(&str, &str); 33] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    (DOLLAR, DOLLAR),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₱", "PHP"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("₦", "NGN"),
    ("₴", "UAH"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("Euro", "EUR"),
    ("euro", "EUR"),
    ("Fr.", "CHF"),
    ("SFr", "CHF"),
    ("JP¥", "JPY"),
];

/// The currency that a text names: a code, a sign or a word. A plain `$` stays a `$` until the place is known
/// ([`Salary::with_dollars_of`](crate::catalogue::salary::Salary::with_dollars_of)).
pub fn currency(text: &str) -> Option<&'static str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    let by_code = words.filter(|word| word.len() == 3).find_map(|word| {
        let is_written = word.chars().all(|c| c.is_ascii_uppercase()) || text.trim().len() == 3;
        CODES.split_whitespace().find(|code| is_written && code.eq_ignore_ascii_case(word))
    });
    by_code.or_else(|| sign(text))
}

fn sign(text: &str) -> Option<&'static str> {
    let is_whole = |at: usize, sign: &str| {
        let is_word = |c: char| c.is_alphabetic();
        let before = text[..at].chars().next_back();
        let after = text[at + sign.len()..].chars().next();
        let begins_apart = !sign.starts_with(is_word) || !before.is_some_and(is_word);
        let ends_apart = !sign.ends_with(is_word) || !after.is_some_and(|c| is_word(c) && c != 's');
        begins_apart && ends_apart
    };
    SIGNS.iter().find(|(sign, _)| text.match_indices(sign).any(|(at, _)| is_whole(at, sign))).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_its_code_whatever_sign_it_has() {
        for (text, code) in [
            ("€", Some("EUR")),
            ("chf", Some("CHF")),
            ("CA$90k", Some("CAD")),
            ("$90k", Some("$")),
            ("90k SEK gross", Some("SEK")),
            ("3 000 zł", Some("PLN")),
            ("kr", None),
            ("XYZ", None),
            ("for all", None),
            ("2500 Euros", Some("EUR")),
        ] {
            assert_eq!(currency(text), code, "{text}");
        }
    }
}
