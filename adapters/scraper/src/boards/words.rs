//! Maps the vocabulary of boards, in the languages of postings, to employment type and workplace.

use domain_model::catalogue::job::{EmploymentType, Workplace};

/// Words of an employment type; the first line that fits counts.
const EMPLOYMENT: [(EmploymentType, &[&str]); 8] = [
    (
        EmploymentType::Intern,
        &[
            "intern",
            "internship",
            "praktik",
            "werkstudent",
            "working student",
            "workingstudent",
            "stage",
            "stagiaire",
            "trainee",
            "tirocinio",
            "prácticas",
            "staż",
            "co op",
            "apprentice",
            "ausbildung",
            "alternance",
        ],
    ),
    (EmploymentType::Volunteer, &["volunteer", "ehrenamt", "bénévol", "voluntari"]),
    (EmploymentType::PerDiem, &["per diem", "perdiem", "prn"]),
    (
        EmploymentType::FullTime,
        &[
            "full time",
            "fulltime",
            "full or part",
            "vollzeit",
            "temps plein",
            "tiempo completo",
            "jornada completa",
            "tempo pieno",
            "tempo integral",
            "voltijd",
            "heltid",
            "pełny etat",
            "full",
        ],
    ),
    (
        EmploymentType::PartTime,
        &[
            "part time",
            "parttime",
            "teilzeit",
            "temps partiel",
            "tiempo parcial",
            "media jornada",
            "deeltijd",
            "deltid",
            "minijob",
            "part",
        ],
    ),
    (
        EmploymentType::Contractor,
        &["contractor", "contract", "freelance", "freiberuf", "independent", "1099", "zzp", "autónomo", "b2b"],
    ),
    (
        EmploymentType::Temporary,
        &["temporary", "temp", "seasonal", "fixed term", "limited", "befristet", "cdd", "temporal", "interim", "term"],
    ),
    (EmploymentType::FullTime, &["permanent", "cdi", "unbefristet"]),
];

/// Parses "Full-time", "Contract", "Intern" …; `None` for unknown words. Where several are named, the first named counts.
pub(crate) fn employment_type(words: &str) -> Option<EmploymentType> {
    let words = words.to_lowercase();
    let words: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    let at = |mark: &str| {
        // Short words stand alone; longer ones may begin a longer word. "Internal" is no internship.
        let is_short = mark.len() <= 6;
        let wanted = if is_short { format!(" {mark} ") } else { format!(" {mark}") };
        words.find(&wanted)
    };
    let earliest = |marks: &[&str]| marks.iter().filter_map(|mark| at(mark)).min();
    let found: Vec<(EmploymentType, usize)> =
        EMPLOYMENT.iter().filter_map(|(kind, marks)| Some((*kind, earliest(marks)?))).collect();
    let (first, first_at) = *found.first()?;
    // "Part-time or full-time": neither rules the other out, the one named first counts.
    let by_hours = |kind: EmploymentType| matches!(kind, EmploymentType::FullTime | EmploymentType::PartTime);
    let other = found.iter().find(|(kind, at)| by_hours(first) && by_hours(*kind) && *at < first_at);
    Some(other.map_or(first, |(kind, _)| *kind))
}

/// Parses "remote", "Hybrid", `ON_SITE`, `TELECOMMUTE` … of a field about the workplace alone.
pub(crate) fn workplace(words: &str) -> Option<Workplace> {
    let words: String = words.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let has = |mark: &str| words.contains(mark);
    if has("hybrid") || has("partial") || has("flexible") {
        Some(Workplace::Hybrid)
    } else if has("notremote") || has("onsite") || has("inoffice") || has("inperson") || words == "office" {
        Some(Workplace::OnSite)
    } else if has("remote") || has("telecommut") || has("workfromhome") || has("virtual") {
        Some(Workplace::Remote)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn employment_is_known_in_the_words_of_boards() {
        use EmploymentType::{Contractor, FullTime, Intern, PartTime, PerDiem, Temporary};
        for (words, kind) in [
            ("FullTime", FullTime),
            ("fulltime_permanent", FullTime),
            ("Full-time", FullTime),
            ("Part Time", PartTime),
            ("Part-time, Contract", PartTime),
            ("Full-time or part-time", FullTime),
            ("Part-time or full-time", PartTime),
            ("Contract", Contractor),
            ("Internship", Intern),
            ("Vollzeit", FullTime),
            ("Temps partiel", PartTime),
            ("Fixed-term", Temporary),
            ("PER_DIEM", PerDiem),
            ("Permanent", FullTime),
            ("1099 contractor", Contractor),
        ] {
            assert_eq!(employment_type(words), Some(kind), "{words}");
        }
        for words in ["Regular", "Internal", "", "Employee"] {
            assert_eq!(employment_type(words), None, "{words}");
        }
    }

    #[test]
    fn a_workplace_is_known_in_the_words_of_boards() {
        for (words, known) in [
            ("ORA_REMOTE", Some(Workplace::Remote)),
            ("OnSite", Some(Workplace::OnSite)),
            ("Hybrid Remote", Some(Workplace::Hybrid)),
            ("unspecified", None),
            ("TELECOMMUTE", Some(Workplace::Remote)),
            ("remote_local", Some(Workplace::Remote)),
        ] {
            assert_eq!(workplace(words), known, "{words}");
        }
    }
}
