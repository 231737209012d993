//! Resume tips from the facts of a posting.

use domain_model::catalogue::enrichment::Enrichment;

use super::facts::{Facts, Seniority};
use super::join_with_and;

/// Exactly [`Enrichment::TIPS`] tips, the most specific first.
pub(crate) fn tips(facts: &Facts) -> Vec<String> {
    let candidates = [
        Some(headline(facts)),
        named_skills(facts),
        first_duty(facts),
        credential(facts),
        preferred_skills(facts),
        second_duty(facts),
        more_skills(facts),
        requirement(facts),
        Some(figures(facts)),
        Some(order(facts)),
        Some(words(facts)),
        Some(proof(facts)),
    ];
    candidates.into_iter().flatten().take(Enrichment::TIPS).collect()
}

fn headline(facts: &Facts) -> String {
    let title = &facts.title;
    match (facts.years, facts.seniority) {
        (Some(years), _) => format!(
            "Open with a headline that answers \"{title}\": your closest job title and your years in it. The posting asks \
             for {years} {}, so make the dates of your roles add up to that at a glance.",
            if years == 1 { "year" } else { "years" }
        ),
        (None, Seniority::Trainee) => format!(
            "Open with the goal \"{title}\" and what has prepared you for it: courses, placements, volunteering or work at \
             home all count at this level."
        ),
        (None, Seniority::Leader) => format!(
            "Open with a headline that answers \"{title}\", and say in one line how many people, sites or budgets you have \
             been responsible for."
        ),
        (None, Seniority::Senior) => format!(
            "Open with a headline that answers \"{title}\", and let the first role below it show something you decided, not \
             only something you did."
        ),
        (None, Seniority::Regular) => format!(
            "Open with a headline that answers \"{title}\": your closest job title and the two facts about you that fit \
             this posting best."
        ),
    }
}

fn named_skills(facts: &Facts) -> Option<String> {
    let occupational_skills = facts.occupational_skills();
    let names: Vec<&str> = occupational_skills.iter().take(3).map(|skill| skill.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Name {} in the roles where you used {}, in the posting's own words, with when and what for. A bare list at \
             the end convinces nobody.",
            join_with_and(&names),
            if names.len() == 1 { "it" } else { "them" }
        )
    })
}

fn more_skills(facts: &Facts) -> Option<String> {
    let occupational_skills = facts.occupational_skills();
    let names: Vec<&str> = occupational_skills.iter().skip(3).take(4).map(|skill| skill.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The posting also names {}. Keep a skills line for those you can talk about, and leave out the rest.",
            join_with_and(&names)
        )
    })
}

fn first_duty(facts: &Facts) -> Option<String> {
    let duty = facts.duties.first()?;
    Some(format!(
        "The posting begins with \"{duty}\". Let your latest role show the same with a result: {}.",
        typical_metrics(facts)
    ))
}

fn second_duty(facts: &Facts) -> Option<String> {
    let duty = facts.duties.get(1)?;
    Some(format!(
        "Match \"{duty}\" with one line of your own: what the situation was, what you did, what came of it. Start the line \
         with a verb."
    ))
}

fn credential(facts: &Facts) -> Option<String> {
    let credential = facts.credential.as_ref()?;
    Some(format!(
        "\"{credential}\" is a condition, so put the document that proves it near the top: its full name, who issued it \
         and until when it is valid."
    ))
}

fn preferred_skills(facts: &Facts) -> Option<String> {
    let names: Vec<&str> = facts.preferred_skills.iter().take(3).copied().collect();
    (!names.is_empty()).then(|| {
        format!(
            "{} would set you apart here. If you have even a little experience with {}, say honestly how much and where.",
            join_with_and(&names),
            if names.len() == 1 { "it" } else { "one of them" }
        )
    })
}

fn requirement(facts: &Facts) -> Option<String> {
    let requirement = facts.requirements.iter().find(|text| Some(*text) != facts.credential.as_ref())?;
    Some(format!(
        "Answer \"{requirement}\" with an example rather than by repeating it: where was it needed, and how did it show?"
    ))
}

fn figures(facts: &Facts) -> String {
    format!("Give each role that prepared you for \"{}\" at least one figure: {}.", facts.title, typical_metrics(facts))
}

fn order(facts: &Facts) -> String {
    format!(
        "Put whatever comes closest to \"{}\" first, even when it was not your last job, and shorten the rest.",
        facts.title
    )
}

fn words(facts: &Facts) -> String {
    format!(
        "Use the posting's own words for \"{}\" where they are true for you; both people and programs look for them.",
        facts.title
    )
}

fn proof(facts: &Facts) -> String {
    format!(
        "Add somebody who can confirm your work as \"{}\" or next to it, or say that references are available.",
        facts.title
    )
}

/// What is commonly measured in the main category of skills.
pub(crate) fn typical_metrics(facts: &Facts) -> &'static str {
    match facts.main_category() {
        Some("software" | "web" | "mobile" | "cloud" | "networking" | "security" | "hardware") => {
            "users served, response times, failures avoided or costs saved"
        }
        Some("data" | "ai" | "science" | "laboratory") => {
            "size of the data or samples, accuracy reached, decisions that followed"
        }
        Some("healthcare" | "care" | "pharmacy" | "dental" | "social-work") => {
            "patients or clients in your care, size of the ward or caseload, audit results"
        }
        Some("kitchen" | "hospitality") => "covers or rooms per day, guest ratings, waste or food cost",
        Some("sales" | "marketing" | "customer-service" | "product" | "retail" | "real-estate" | "insurance") => {
            "revenue, targets reached, conversion, returning customers"
        }
        Some("finance" | "legal" | "hr" | "office") => "amounts or cases handled, days saved, errors found",
        Some(
            "construction" | "electrical" | "plumbing-hvac" | "carpentry" | "welding-metal" | "energy" | "engineering"
            | "landscaping" | "agriculture",
        ) => "size and value of the works, deadlines met, days without an incident",
        Some("manufacturing" | "automotive" | "quality-safety" | "aviation-rail-marine") => {
            "output per shift, tolerances held, scrap or downtime reduced"
        }
        Some("driving-transport" | "logistics") => {
            "deliveries or pallets a day, punctuality, distance without an accident"
        }
        Some("education" | "childcare") => "group sizes and ages, progress of the children, projects led",
        Some("design" | "media") => "audience reached, pieces published, what changed because of them",
        _ => "how many, how often, how much time or money",
    }
}
