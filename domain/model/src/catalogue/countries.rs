//! Countries by ISO 3166-1: two-letter codes, English names, and the other names that postings print.

/// `CODE Name`, separated by `|`.
const COUNTRIES: &str = "\
    AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|\
    AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands|\
    AZ Azerbaijan|BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|\
    BH Bahrain|BI Burundi|BJ Benin|BL St Barthelemy|BM Bermuda|BN Brunei|BO Bolivia|BQ Caribbean NL|BR Brazil|\
    BS Bahamas|BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos Islands|\
    CD DR Congo|CF Central African Rep.|CG Congo|CH Switzerland|CI Côte d'Ivoire|CK Cook Islands|CL Chile|\
    CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde|CW Curaçao|CX Christmas Island|\
    CY Cyprus|CZ Czech Republic|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic|DZ Algeria|\
    EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|\
    FK Falkland Islands|FM Micronesia|FO Faroe Islands|FR France|GA Gabon|GB United Kingdom|GD Grenada|\
    GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|\
    GP Guadeloupe|GQ Equatorial Guinea|GR Greece|GS South Georgia|GT Guatemala|GU Guam|GW Guinea-Bissau|\
    GY Guyana|HK Hong Kong|HM Heard Island|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|\
    IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|IQ Iraq|IR Iran|IS Iceland|IT Italy|\
    JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|\
    KN Saint Kitts and Nevis|KP North Korea|KR South Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|\
    LB Lebanon|LC St Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|\
    LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|\
    MH Marshall Islands|MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macau|MP Northern Mariana Islands|\
    MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|\
    MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands|\
    NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|\
    PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PM Saint Pierre and Miquelon|PN Pitcairn|\
    PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|\
    RU Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|\
    SH St Helena|SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|\
    SO Somalia|SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SX Sint Maarten|SY Syria|\
    SZ Eswatini|TC Turks and Caicos Islands|TD Chad|TF French S. Terr.|TG Togo|TH Thailand|TJ Tajikistan|\
    TK Tokelau|TL East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey|TT Trinidad and Tobago|TV Tuvalu|\
    TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|UM US minor outlying islands|US United States|UY Uruguay|\
    UZ Uzbekistan|VA Vatican City|VC St Vincent|VE Venezuela|VG British Virgin Islands|VI U.S. Virgin Islands|\
    VN Vietnam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|\
    ZW Zimbabwe";

/// Names that are not the usual English one. Lower case.
const ALIASES: &str = "us usa|us u.s.|us u.s.a.|us united states of america|us vereinigte staaten|us états-unis|\
    us estados unidos|gb uk|gb u.k.|gb great britain|gb england|gb scotland|gb wales|gb northern ireland|gb royaume-uni|\
    gb vereinigtes königreich|gb reino unido|de deutschland|de allemagne|de alemania|at österreich|at autriche|\
    ch schweiz|ch suisse|ch svizzera|es españa|es spanien|es espagne|fr frankreich|fr francia|it italia|it italien|\
    nl the netherlands|nl nederland|nl holland|nl niederlande|nl pays-bas|be belgique|be belgië|be belgien|\
    pl polska|pl polen|cz czechia|cz czech republic|cz česko|cz tschechien|dk danmark|dk dänemark|se sverige|\
    se schweden|no norge|no norwegen|fi suomi|fi finnland|ie éire|ie irland|ae uae|ae united arab emirates|\
    kr korea|kr republic of korea|kr korea, republic of|tr türkiye|tr turkiye|tr türkei|ru russian federation|\
    vn viet nam|cn people's republic of china|tw taiwan, province of china|hk hong kong sar|br brasil|mx méxico|\
    jp japon|in indien|pt portugal|gr hellas|gr griechenland|hu magyarország|ro românia|hr hrvatska|ci ivory coast|\
    cd democratic republic of the congo|mk macedonia|va vatican|ps palestine|md moldova|bo bolivia|ve venezuela|\
    tz tanzania|ir iran|sy syria|la laos|bn brunei darussalam";

/// The name of a country, by its code in either case.
pub fn name(code: &str) -> Option<&'static str> {
    entries(COUNTRIES).find(|(known, _)| known.eq_ignore_ascii_case(code.trim())).map(|(_, name)| name)
}

/// The code of a country, by its code or one of its names.
pub fn code(country: &str) -> Option<&'static str> {
    let wanted = country.trim().to_lowercase();
    let by_code = || entries(COUNTRIES).find(|(code, _)| wanted == code.to_lowercase());
    let by_name = || entries(COUNTRIES).find(|(_, name)| wanted == name.to_lowercase());
    let by_alias = || {
        let (alias, _) = entries(ALIASES).find(|(_, name)| wanted == *name)?;
        entries(COUNTRIES).find(|(code, _)| code.eq_ignore_ascii_case(alias))
    };
    by_code().or_else(by_name).or_else(by_alias).map(|(code, _)| code)
}

fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.split('|').filter_map(|entry| entry.split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_code_and_by_names() {
        for (country, expected) in
            [("us", "US"), ("USA", "US"), ("Deutschland", "DE"), ("Ivory Coast", "CI"), ("France", "FR"), ("uk", "GB")]
        {
            assert_eq!(code(country), Some(expected), "{country}");
        }
        assert_eq!((code("Europe"), code("Paris"), code("")), (None, None, None));
        assert_eq!(name("ch"), Some("Switzerland"));
    }

    #[test]
    fn every_alias_is_of_a_country() {
        for (alias, name) in entries(ALIASES) {
            assert!(super::name(alias).is_some(), "{alias} {name}");
        }
        assert_eq!(entries(COUNTRIES).count(), 249);
    }
}
