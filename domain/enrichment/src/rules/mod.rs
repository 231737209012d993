//! Rule-based enrichment: deterministic, for installations without a model.
//!
//! Tips and questions are templates filled with facts of the posting, or with its title where it has none.

mod facts;
mod questions;
mod tips;

use domain_model::catalogue::enrichment::{Enrichment, GeneratedBy};
use domain_model::catalogue::job::Posting;

use facts::Facts;

/// Generates tips, questions and skills. The same posting always has the same result.
pub(crate) fn enrich(posting: &Posting) -> Enrichment {
    let facts = Facts::of(posting);
    Enrichment {
        resume_tips: tips::tips(&facts),
        interview_questions: questions::questions(&facts),
        skills: facts.skills.iter().map(|skill| skill.name.clone()).collect(),
        generated_by: GeneratedBy::Rules,
    }
}

/// "A", "A and B", "A, B and C".
fn join_with_and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::HashSet;

    use super::*;

    pub(crate) fn posting(title: &str, description: &str) -> Posting {
        Posting {
            external_id: "1".to_owned(),
            requisition_id: None,
            title: title.to_owned(),
            company: "Acme".to_owned(),
            locations: Vec::new(),
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            description: description.to_owned(),
            url: None,
            apply_url: None,
            posted_at: None,
            valid_through: None,
        }
    }

    const NURSE: &str = "\
About us
We like SQL at parties.

What you'll do
- Assess and document the condition of up to eight patients per shift
- Administer intravenous therapy

You bring
- Registration with the nursing council
- 3+ years on an acute ward
- Wound care

Nice to have
- Phlebotomy";

    fn everything(enrichment: &Enrichment) -> Vec<String> {
        let questions = enrichment.interview_questions.iter();
        let questions = questions.flat_map(|item| [item.question.clone(), item.answer_strategy.clone()]);
        enrichment.resume_tips.iter().cloned().chain(questions).collect()
    }

    #[test]
    fn tips_and_questions_name_what_the_posting_names() {
        let enrichment = enrich(&posting("Senior staff nurse", NURSE));
        let text = everything(&enrichment).join("\n");
        for named in ["Senior staff nurse", "Wound Care", "patients", "nursing council", "3 years", "Phlebotomy"] {
            assert!(text.contains(named), "nothing about {named} in:\n{text}");
        }
        assert!(!enrichment.skills.contains(&"SQL".to_owned()), "talk about the employer is no requirement");
    }

    #[test]
    fn there_are_always_five_different_tips_and_questions() {
        let short = ["", "Weld.", "- Weld\n- Grind", "Wir suchen dich!"];
        for (title, text) in short.iter().map(|text| ("Welder", *text)).chain([("Nurse", NURSE)]) {
            let enrichment = enrich(&posting(title, text));
            let tips: HashSet<&String> = enrichment.resume_tips.iter().collect();
            let questions: HashSet<&String> =
                enrichment.interview_questions.iter().map(|item| &item.question).collect();
            assert_eq!((tips.len(), questions.len()), (Enrichment::TIPS, Enrichment::QUESTIONS), "{text:?}");
            assert!(everything(&enrichment).iter().all(|text| (20..600).contains(&text.chars().count())));
        }
    }

    #[test]
    fn the_same_posting_gives_the_same_answer() {
        assert_eq!(enrich(&posting("Nurse", NURSE)), enrich(&posting("Nurse", NURSE)));
    }
}
