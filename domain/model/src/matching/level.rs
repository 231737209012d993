//! Levels: how senior a post and a person are, and which education a posting asks for and a resume shows.

use crate::kernel::named::named_enum;
use crate::kernel::text::normalise;

named_enum! {
    /// How senior a title is.
    Seniority {
        /// Learns the trade.
        Trainee = "trainee",
        /// Neither one nor the other.
        Regular = "regular",
        /// Experienced.
        Senior = "senior",
        /// Leads others.
        Leader = "leader",
    }
}

/// The seniority that a title names.
pub fn of_title(title: &str) -> Seniority {
    const TRAINEE: [&str; 16] = [
        "intern",
        "internship",
        "trainee",
        "apprentice",
        "apprenticeship",
        "graduate",
        "junior",
        "entry",
        "werkstudent",
        "azubi",
        "ausbildung",
        "praktikant",
        "praktikum",
        "stagiaire",
        "becario",
        "assistant",
    ];
    const LEADER: [&str; 13] = [
        "lead",
        "head",
        "manager",
        "director",
        "chief",
        "supervisor",
        "foreman",
        "vp",
        "principal",
        "leiter",
        "leiterin",
        "directeur",
        "jefe",
    ];
    const SENIOR: [&str; 6] = ["senior", "sr", "staff", "expert", "experienced", "specialist"];
    let title = normalise(title);
    let has = |names: &[&str]| title.split(|c: char| !c.is_alphanumeric()).any(|word| names.contains(&word));
    if has(&TRAINEE) {
        Seniority::Trainee
    } else if has(&LEADER) {
        Seniority::Leader
    } else if has(&SENIOR) {
        Seniority::Senior
    } else {
        Seniority::Regular
    }
}

/// The first number of years that a text speaks of: "3+ years", "at least two years", "3–5 years", "drei Jahre".
pub fn years(text: &str) -> Option<u32> {
    text.split(['\n', '.', ';']).find_map(|clause| years_in(&normalise(clause)))
}

fn years_in(text: &str) -> Option<u32> {
    const YEARS: [&str; 9] = ["years", "year", "yrs", "jahre", "jahren", "ans", "années", "años", "वर्ष"];
    const NUMBERS: [&[&str]; 15] = [
        &["one", "ein", "einem", "un", "uno"],
        &["two", "zwei", "deux", "dos"],
        &["three", "drei", "trois", "tres"],
        &["four", "vier", "quatre", "cuatro"],
        &["five", "fünf", "cinq", "cinco"],
        &["six", "sechs", "seis"],
        &["seven", "sieben", "sept", "siete"],
        &["eight", "acht", "huit", "ocho"],
        &["nine", "neun", "neuf", "nueve"],
        &["ten", "zehn", "dix", "diez"],
        &["eleven", "elf"],
        &["twelve", "zwölf"],
        &["thirteen"],
        &["fourteen"],
        &["fifteen", "fünfzehn"],
    ];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| {
        word.parse().ok().or_else(|| {
            let position = NUMBERS.iter().position(|names| names.contains(word))?;
            u32::try_from(position + 1).ok()
        })
    };
    // The lower end of "3-5 years": the number farthest before the word, within two words of it.
    let ends = words.iter().enumerate().filter(|(_, word)| YEARS.contains(word)).map(|(at, _)| at);
    ends.filter_map(|at| words[at.saturating_sub(2)..at].iter().find_map(number)).find(|years| (1..=40).contains(years))
}

/// The years from the first to the last one that a resume prints, or that it states in words: a lower bound of experience.
pub fn years_shown(resume: &str) -> Option<u32> {
    let printed: Vec<u32> = resume
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1950..=2100).contains(year))
        .collect();
    let span = match (printed.iter().min(), printed.iter().max()) {
        (Some(first), Some(last)) if last > first => Some((last - first).min(45)),
        _ => None,
    };
    span.max(years(resume))
}

named_enum! {
    /// A level of education, lowest first.
    Education {
        /// A vocational training or apprenticeship.
        Vocational = "vocational",
        /// A first degree.
        Bachelor = "bachelor",
        /// A second degree.
        Master = "master",
        /// A doctorate.
        Doctorate = "doctorate",
    }
}

impl Education {
    /// Its place in the order.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Vocational => 1,
            Self::Bachelor => 2,
            Self::Master => 3,
            Self::Doctorate => 4,
        }
    }
}

const DEGREES: [(Education, &[&str]); 4] = [
    (
        Education::Doctorate,
        &["phd", "ph d", "doctorate", "doctoral", "promotion in", "doctorat", "doctorado", "dr rer nat", "博士"],
    ),
    (
        Education::Master,
        &[
            "master s",
            "masters",
            "master of",
            "master degree",
            "msc",
            "m sc",
            "mba",
            "meng",
            "diplom ingenieur",
            "magister",
            "bac 5",
            "máster",
            "maestría",
            "硕士",
            "staatsexamen",
        ],
    ),
    (
        Education::Bachelor,
        &[
            "bachelor",
            "bachelors",
            "bsc",
            "b sc",
            "beng",
            "ba in",
            "bs in",
            "b a",
            "undergraduate degree",
            "university degree",
            "degree in",
            "college degree",
            "licence professionnelle",
            "licenciatura",
            "grado en",
            "abgeschlossenes studium",
            "hochschulabschluss",
            "studium der",
            "diplômé",
            "本科",
        ],
    ),
    (
        Education::Vocational,
        &[
            "apprenticeship",
            "vocational training",
            "trade certificate",
            "journeyman",
            "berufsausbildung",
            "ausbildung",
            "gesellenbrief",
            "cap ",
            "bep ",
            "formación profesional",
            "city guilds",
            "nvq",
        ],
    ),
];

/// The lowest education that a text names: what a posting asks for at least.
pub fn lowest_education(text: &str) -> Option<Education> {
    named_education(text).into_iter().min_by_key(|education| education.rank())
}

/// The highest education that a text names: what a resume shows.
pub fn highest_education(text: &str) -> Option<Education> {
    named_education(text).into_iter().max_by_key(|education| education.rank())
}

fn named_education(text: &str) -> Vec<Education> {
    let normal = normalise(text);
    let spaced: String = normal.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    let names = |name: &&str| {
        let is_spaceless = !name.is_char_boundary(1);
        if is_spaceless { words.contains(*name) } else { words.contains(&format!(" {} ", name.trim())) }
    };
    DEGREES.iter().filter(|(_, marks)| marks.iter().any(names)).map(|(education, _)| *education).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_the_usual_wordings() {
        for (text, expected) in [
            ("3+ years of experience", Some(3)),
            ("at least two years in retail", Some(2)),
            ("3–5 years", Some(3)),
            ("Mindestens fünf Jahre Erfahrung", Some(5)),
            ("cinco años de experiencia", Some(5)),
            ("for over 130 years we", None),
            ("this year", None),
        ] {
            assert_eq!(years(text), expected, "{text}");
        }
    }

    #[test]
    fn experience_is_what_years_or_words_show() {
        assert_eq!(years_shown("Welder, 2012–2019\nForeman, 2019 until today"), Some(7));
        assert_eq!(years_shown("Nurse for nine years. Born to care."), Some(9));
        assert_eq!(years_shown("Cook"), None);
    }

    #[test]
    fn degrees_are_ordered() {
        assert_eq!(lowest_education("Bachelor's or Master's degree in physics"), Some(Education::Bachelor));
        assert_eq!(highest_education("MSc in Physics, BSc in Maths"), Some(Education::Master));
        assert_eq!(lowest_education("Abgeschlossene Berufsausbildung"), Some(Education::Vocational));
        assert_eq!(lowest_education("Master the art of pizza"), None);
    }
}
