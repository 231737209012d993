//! Codes of languages and levels in Europass.

/// ISO 639-2 codes of the languages that the portal offers most, and their two letters, with names in English.
const LANGUAGES: [(&str, &str, &str); 46] = [
    ("ara", "ar", "Arabic"),
    ("bos", "bs", "Bosnian"),
    ("bul", "bg", "Bulgarian"),
    ("cat", "ca", "Catalan"),
    ("ces", "cs", "Czech"),
    ("cze", "cs", "Czech"),
    ("chi", "zh", "Chinese"),
    ("zho", "zh", "Chinese"),
    ("dan", "da", "Danish"),
    ("deu", "de", "German"),
    ("ger", "de", "German"),
    ("dut", "nl", "Dutch"),
    ("nld", "nl", "Dutch"),
    ("ell", "el", "Greek"),
    ("gre", "el", "Greek"),
    ("eng", "en", "English"),
    ("est", "et", "Estonian"),
    ("fin", "fi", "Finnish"),
    ("fra", "fr", "French"),
    ("fre", "fr", "French"),
    ("gle", "ga", "Irish"),
    ("heb", "he", "Hebrew"),
    ("hin", "hi", "Hindi"),
    ("hrv", "hr", "Croatian"),
    ("hun", "hu", "Hungarian"),
    ("isl", "is", "Icelandic"),
    ("ita", "it", "Italian"),
    ("jpn", "ja", "Japanese"),
    ("kor", "ko", "Korean"),
    ("lav", "lv", "Latvian"),
    ("lit", "lt", "Lithuanian"),
    ("mlt", "mt", "Maltese"),
    ("nor", "no", "Norwegian"),
    ("fas", "fa", "Persian"),
    ("pol", "pl", "Polish"),
    ("por", "pt", "Portuguese"),
    ("ron", "ro", "Romanian"),
    ("rum", "ro", "Romanian"),
    ("rus", "ru", "Russian"),
    ("slk", "sk", "Slovak"),
    ("slv", "sl", "Slovenian"),
    ("spa", "es", "Spanish"),
    ("srp", "sr", "Serbian"),
    ("swe", "sv", "Swedish"),
    ("tur", "tr", "Turkish"),
    ("ukr", "uk", "Ukrainian"),
];

/// What Europass calls a language that somebody grew up with.
pub(super) const MOTHER_TONGUE: &str = "mother tongue";

/// The name of the language in English, or the text itself when it is no code that we know.
pub(super) fn name(code: &str) -> String {
    let code = code.trim();
    let known =
        LANGUAGES.iter().find(|(three, two, _)| code.eq_ignore_ascii_case(three) || code.eq_ignore_ascii_case(two));
    known.map_or(code, |(_, _, name)| name).to_owned()
}

/// The levels of the parts of a language in one text: the level itself when they agree.
pub(super) fn fluency(parts: &[(&str, String)]) -> String {
    let parts: Vec<_> = parts.iter().filter(|(_, level)| !level.trim().is_empty()).collect();
    let Some((_, first)) = parts.first() else { return String::new() };
    if parts.iter().all(|(_, level)| level == first) {
        return first.clone();
    }
    parts.iter().map(|(part, level)| format!("{part} {level}")).collect::<Vec<_>>().join(", ")
}

/// Is it a level of the common European framework?
pub(super) fn is_level(text: &str) -> bool {
    ["A1", "A2", "B1", "B2", "C1", "C2"].contains(&text)
}
