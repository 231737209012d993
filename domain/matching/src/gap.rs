//! The fit of a resume and a job: its score with the reasons, and what is missing.

use domain_model::matching::skill::Need;

use crate::calibration::GAP_BELOW;
use crate::score::{Assessment, list};

/// The fit of a resume and a job.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillFit {
    /// 0 to 1, rounded to hundredths. Decisions use the rounded value that is shown.
    pub score: f32,
    /// The skills both name: required ones first, then in the posting's order.
    pub shared_skills: Vec<String>,
    /// The skills only the job names: those first that add most to the score, and so are to be learnt first.
    pub missing_skills: Vec<String>,
    /// The parts of the score and the words behind them.
    pub assessment: Assessment,
}

impl SkillFit {
    pub(crate) fn new(assessment: Assessment) -> Self {
        let shared = assessment.skills.iter().filter(|skill| skill.is_shown());
        let mut missing: Vec<_> = assessment.skills.iter().filter(|skill| !skill.is_shown()).collect();
        missing.sort_by(|a, b| b.adds.total_cmp(&a.adds));
        Self {
            score: assessment.score,
            shared_skills: shared.map(|skill| skill.name.clone()).collect(),
            missing_skills: missing.into_iter().map(|skill| skill.name.clone()).collect(),
            assessment,
        }
    }

    /// Whether there is a skill gap.
    pub fn is_gap(&self) -> bool {
        self.score < GAP_BELOW
    }

    /// The comparison in words.
    pub fn explanation(&self) -> String {
        let overall = match self.score {
            score if score >= 0.85 => "Your resume fits this job very well",
            score if score >= GAP_BELOW => "Your resume fits this job well",
            score if score >= 0.5 => "Your resume fits this job in part: it reads like a neighbouring role",
            score if score >= 0.3 => "Your resume and this job have little in common",
            _ => "Your resume and this job are from different fields",
        };
        let overall = match &self.assessment.missing_licence {
            Some(licence) => {
                format!("This job may not be worked in without a licence ({licence}), and your resume shows none")
            }
            None => overall.to_owned(),
        };
        format!(
            "{overall} (score {:.2}, {GAP_BELOW} and more counts as a fit). {}{}",
            self.score,
            self.about_skills(),
            self.next_to_learn()
        )
    }

    /// What would help most, when that is more than a point.
    fn next_to_learn(&self) -> String {
        let missing = self.assessment.skills.iter().filter(|skill| skill.need == Need::Required && skill.adds >= 1.0);
        match missing.max_by(|a, b| a.adds.total_cmp(&b.adds)) {
            Some(skill) if self.is_gap() => {
                format!(" What helps most is {}: showing it adds about {:.0} points of 100.", skill.name, skill.adds)
            }
            _ => String::new(),
        }
    }

    fn about_skills(&self) -> String {
        let named = self.shared_skills.len() + self.missing_skills.len();
        match (self.shared_skills.as_slice(), self.missing_skills.as_slice()) {
            ([], []) => "The posting names no skills we know, so only the wording was compared.".to_owned(),
            (shared, []) => {
                format!("It shows all {named} skills the posting names: {}.", names(shared, 6))
            }
            ([], missing) => format!(
                "It shows none of the {named} skills the posting names. If you have them, name them; most important: {}.",
                names(missing, 5)
            ),
            (shared, missing) => format!(
                "It shows {} of the {named} skills the posting names ({}). It does not show {}: add what you have, learn \
                 what you lack.",
                shared.len(),
                names(shared, 5),
                names(missing, 5)
            ),
        }
    }
}

fn names(names: &[String], most: usize) -> String {
    list(&names.iter().map(String::as_str).collect::<Vec<_>>(), most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{Opening, Seeker, assess};

    fn fit(resume: &str, title: &str, description: &str, meaning: f32) -> SkillFit {
        SkillFit::new(assess(&Seeker::of(resume, &[], None), &Opening::new(title, description, &[]), meaning))
    }

    #[test]
    fn an_explanation_says_what_is_shown_what_is_missing_and_what_helps_most() {
        let posting = "Requirements\n- SQL\n- Docker\n- Rust\n- Kafka\n- Terraform";
        let fit = fit("Backend engineer\nPostgreSQL, Rust", "Backend Engineer", posting, 0.5);
        assert_eq!(fit.missing_skills, ["Docker", "Apache Kafka", "Terraform"]);
        assert!(fit.is_gap());
        let explanation = fit.explanation();
        assert!(explanation.contains("It shows 2 of the 5 skills the posting names (SQL and Rust)."), "{explanation}");
        assert!(explanation.contains("It does not show Docker, Apache Kafka and Terraform"), "{explanation}");
        assert!(explanation.contains("What helps most is"), "{explanation}");
    }

    #[test]
    fn a_missing_licence_comes_first() {
        let fit =
            fit("Registered nurse since 2015", "Clinical Pharmacist", "Requirements\n- Registered pharmacist", 0.9);
        assert!(fit.is_gap());
        assert!(fit.explanation().starts_with("This job may not be worked in without a licence (Pharmacist Licence)"));
    }

    #[test]
    fn a_job_without_named_skills_is_no_perfect_fit() {
        let fit = fit("I know SQL.", "Clown", "Make people laugh.", 0.9);
        assert!(fit.explanation().contains("names no skills we know"), "{}", fit.explanation());
        assert!(fit.score <= 0.9);
    }
}
