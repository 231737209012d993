//! The part for level: occupation, licence, education, experience and seniority.

use domain_model::catalogue::outline::{Outline, Section};
use domain_model::matching::level::{self, Seniority};
use domain_model::matching::occupation::{self, Distance, Occupation};
use domain_model::matching::skill::{self, Need, SkillKind};

use super::{Opening, Part, PartKind, Quotation, Seeker, list, tenths};

/// One thing that is judged: its share of what it could be, how much it weighs, and the reason.
struct Finding {
    share: f32,
    weight: f32,
    reason: String,
    evidence: Vec<Quotation>,
}

/// The part, and the licence that is missing.
pub(super) fn part(seeker: &Seeker, opening: &Opening<'_>) -> (Part, Option<String>) {
    let wanted = occupation::of_title(opening.title);
    let regulated = wanted.as_ref().filter(|title| !title.is_helper).map(|title| title.occupation);
    let licence = licence(seeker, opening, regulated);
    let missing = licence.as_ref().and_then(|finding| (finding.share <= 0.0).then(|| needed(opening, regulated)));
    let findings: Vec<Finding> = [
        licence,
        wanted.and_then(|title| occupation(seeker, title.occupation)),
        education(seeker, opening),
        experience(seeker, opening),
        seniority(seeker, opening),
    ]
    .into_iter()
    .flatten()
    .collect();
    let max = PartKind::Level.weight();
    let weights: f32 = findings.iter().map(|finding| finding.weight).sum();
    let points = (weights > 0.0).then(|| {
        let share = findings.iter().map(|finding| finding.share * finding.weight).sum::<f32>() / weights;
        tenths(if missing.is_some() { 0.0 } else { share * max })
    });
    let sentence = if findings.is_empty() {
        "The posting does not say which occupation, education or experience it asks for, or the resume does not."
            .to_owned()
    } else {
        findings.iter().map(|finding| finding.reason.as_str()).collect::<Vec<_>>().join(" ")
    };
    let evidence = findings.into_iter().flat_map(|finding| finding.evidence).collect();
    (Part { kind: PartKind::Level, points, max, sentence, evidence }, missing)
}

/// Canonical names of licences of which one is needed: by law for the occupation, or because the posting requires it.
fn licences(opening: &Opening<'_>, regulated: Option<&'static Occupation>) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = regulated.map(|occupation| occupation.licences.clone()).unwrap_or_default();
    if names.is_empty() {
        let required = opening.demands.iter().filter(|demand| {
            demand.need == Need::Required && demand.skill.kind == SkillKind::Licence && demand.place.is_some()
        });
        names.extend(required.map(|demand| demand.skill.name.as_str()));
    }
    names
}

fn needed(opening: &Opening<'_>, regulated: Option<&'static Occupation>) -> String {
    licences(opening, regulated).first().map_or_else(String::new, |name| (*name).to_owned())
}

/// Does the resume show one of the licences, or that its owner has worked in an occupation that has one?
fn licence(seeker: &Seeker, opening: &Opening<'_>, regulated: Option<&'static Occupation>) -> Option<Finding> {
    const WEIGHT: f32 = 3.0;
    let needed = licences(opening, regulated);
    let name = *needed.first()?;
    let named =
        seeker.mentions.iter().find(|mention| shows(&mention.skill.name, &needed) && is_own(seeker, &mention.place));
    let worked = seeker
        .titles
        .iter()
        .find(|title| !title.is_helper && title.occupation.licences.iter().any(|licence| shows(licence, &needed)));
    let place = named.map(|mention| &mention.place).or(worked.map(|title| &title.place));
    Some(match place {
        Some(place) => Finding {
            share: 1.0,
            weight: WEIGHT,
            reason: format!("The work needs a licence ({name}), and the resume shows one."),
            evidence: vec![seeker.quote(place)],
        },
        None => Finding {
            share: 0.0,
            weight: WEIGHT,
            reason: format!("The work needs a licence ({name}), and the resume shows none."),
            evidence: Vec::new(),
        },
    })
}

/// Is the skill one of the needed ones, or does having it plainly show one?
fn shows(name: &str, needed: &[&str]) -> bool {
    needed.contains(&name)
        || skill::lookup(name)
            .is_some_and(|skill| skill.implies.iter().any(|implied| needed.contains(&implied.as_str())))
}

/// Does a licence belong to the owner of the resume? Not in "assisted registered nurses": in the plural, or behind words that
/// make it somebody else's, unless the word licence itself is there.
fn is_own(seeker: &Seeker, place: &std::ops::Range<usize>) -> bool {
    const OTHERS: [&str; 24] = [
        "assisted",
        "assisting",
        "assist",
        "supported",
        "supporting",
        "support",
        "helped",
        "helping",
        "under",
        "supervised",
        "alongside",
        "with",
        "to",
        "for",
        "from",
        "by",
        "our",
        "the",
        "become",
        "becoming",
        "hired",
        "recruited",
        "of",
        "against",
    ];
    const PROOFS: [&str; 12] = [
        "licen",
        "registration",
        "certificat",
        "credential",
        "admitted",
        "admission",
        "card",
        "diplom",
        "approbation",
        "schein",
        "permis",
        "qualifi",
    ];
    let named = seeker.text[place.clone()].to_lowercase();
    if PROOFS.iter().any(|proof| named.contains(proof)) {
        return true;
    }
    let line = seeker.text[..place.start].rfind(['\n', '.', ';', ':']).map_or(0, |at| at + 1);
    let before = seeker.text[line..place.start].to_lowercase();
    let others = before.split_whitespace().rev().take(4).any(|word| OTHERS.contains(&word.trim_matches(',')));
    let is_plural = named.ends_with('s') && !named.ends_with("ss");
    !(others || is_plural)
}

fn occupation(seeker: &Seeker, wanted: &'static Occupation) -> Option<Finding> {
    let nearest =
        seeker.titles.iter().min_by_key(|title| (occupation::distance(title.occupation, wanted), title.is_helper))?;
    let distance = occupation::distance(nearest.occupation, wanted);
    let held = nearest.occupation.name;
    let (share, reason) = match distance {
        Distance::Same if nearest.is_helper => {
            (0.6, format!("The resume is that of a beginner in the occupation: {held}."))
        }
        Distance::Same => (1.0, format!("The resume is that of the occupation: {held}.")),
        Distance::Group => (0.65, format!("{held} and {} are neighbouring occupations.", wanted.name)),
        Distance::Field => (0.25, format!("{held} and {} are occupations of one field.", wanted.name)),
        Distance::Far => (0.0, format!("{held} and {} are occupations of different fields.", wanted.name)),
    };
    Some(Finding { share, weight: 3.0, reason, evidence: vec![seeker.quote(&nearest.place)] })
}

fn required_text(opening: &Opening<'_>) -> String {
    let outline = Outline::of(opening.description);
    let is_about_requirements =
        |section: Section| matches!(section, Section::Requirements | Section::Other | Section::Duties);
    let statements = outline.statements.iter().filter(|statement| is_about_requirements(statement.section));
    statements.map(|statement| statement.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Only what a posting asks for is judged; a resume that names no degree shows none.
fn education(seeker: &Seeker, opening: &Opening<'_>) -> Option<Finding> {
    let demanded = level::lowest_education(&required_text(opening))?;
    let shown = level::highest_education(&seeker.clean_text);
    let (share, reason) = match shown {
        Some(shown) if shown.rank() >= demanded.rank() => {
            (1.0, format!("Asked for: {demanded} education; shown: {shown}."))
        }
        Some(shown) => (0.4, format!("Asked for: {demanded} education; shown: {shown}.")),
        None => (0.0, format!("Asked for: {demanded} education; the resume names none.")),
    };
    Some(Finding { share, weight: 1.0, reason, evidence: Vec::new() })
}

fn experience(seeker: &Seeker, opening: &Opening<'_>) -> Option<Finding> {
    let demanded = level::years(&required_text(opening))?;
    let shown = level::years_shown(&seeker.clean_text)?;
    #[expect(clippy::cast_precision_loss, reason = "years are below 100")]
    let share = (shown as f32 / demanded as f32).min(1.0);
    let reason = format!("Asked for: {demanded} years of experience; shown: {shown}.");
    Some(Finding { share, weight: 1.0, reason, evidence: Vec::new() })
}

/// A beginner does not lead, and a leader does not begin again. Unknown when the resume names no title.
fn seniority(seeker: &Seeker, opening: &Opening<'_>) -> Option<Finding> {
    let rank = |seniority: Seniority| match seniority {
        Seniority::Trainee => 0_i8,
        Seniority::Regular => 2,
        Seniority::Senior => 3,
        Seniority::Leader => 4,
    };
    let demanded = level::of_title(opening.title);
    let titles: Vec<Seniority> =
        seeker.titles.iter().map(|title| level::of_title(line_of(&seeker.text, title.place.start))).collect();
    let mut shown = *titles.iter().max_by_key(|seniority| rank(**seniority))?;
    if shown == Seniority::Regular && level::years_shown(&seeker.clean_text).is_some_and(|years| years >= 5) {
        shown = Seniority::Senior;
    }
    let gap = (rank(demanded) - rank(shown)).max(0) + (rank(shown) - rank(demanded)).max(0) / 2;
    let share = match gap {
        0 => 1.0,
        1 => 0.75,
        2 => 0.4,
        _ => 0.0,
    };
    let names = [demanded.as_str(), shown.as_str()];
    let reason = if demanded == shown {
        format!("The level is {}.", names[0])
    } else {
        format!("The level asked for and the one shown differ: {}.", list(&names, 2))
    };
    Some(Finding { share, weight: 1.0, reason, evidence: Vec::new() })
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['\n', '.', ';', ',']).map_or(0, |before| before + 1);
    let end = text[at..].find(['\n', '.', ';', ',']).map_or(text.len(), |behind| at + behind);
    &text[start..end]
}
