//! Skill gaps: what a resume lacks for a job, and its explanation.

use domain_model::matching::skill;

use crate::calibration::GAP_BELOW;

/// The fit of a resume and a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// 0 to 1, rounded to hundredths and calibrated: see [`crate::Calibration`]. Decisions use the rounded value that
    /// is shown.
    pub score: f32,
    /// The skills both name, in the job's order.
    pub shared_skills: Vec<String>,
    /// The skills only the job names, in the job's order.
    pub missing_skills: Vec<String>,
}

impl Fit {
    /// Compares the skills of a job with those of a resume.
    pub(crate) fn new(score: f32, job_skills: &[String], resume_skills: &[String]) -> Self {
        let missing_skills = skill::missing(job_skills, resume_skills);
        let shared_skills = job_skills.iter().filter(|name| !missing_skills.contains(name)).cloned().collect();
        Self { score: (score * 100.0).round() / 100.0, shared_skills, missing_skills }
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
        format!(
            "{overall} (similarity {:.2}, {GAP_BELOW} and more counts as a fit). {}",
            self.score,
            self.about_skills()
        )
    }

    fn about_skills(&self) -> String {
        let named = self.shared_skills.len() + self.missing_skills.len();
        match (self.shared_skills.as_slice(), self.missing_skills.as_slice()) {
            ([], []) => "The posting names no skills we know, so only the wording was compared.".to_owned(),
            (shared, []) => {
                format!("It shows all {named} skills the posting names: {}.", list(shared, 6))
            }
            ([], missing) => format!(
                "It shows none of the {named} skills the posting names. If you have them, name them; most important: {}.",
                list(missing, 5)
            ),
            (shared, missing) => format!(
                "It shows {} of the {named} skills the posting names ({}). It does not show {}: add what you have, learn \
                 what you lack.",
                shared.len(),
                list(shared, 5),
                list(missing, 5)
            ),
        }
    }
}

/// "A, B and C", or "A, B and 4 more".
fn list(names: &[String], most: usize) -> String {
    let (shown, rest) = names.split_at(names.len().min(most));
    match (shown, rest.len()) {
        ([only], 0) => only.clone(),
        (shown, 0) => {
            let (last, head) = shown.split_last().expect("there is at least one name");
            format!("{} and {last}", head.join(", "))
        }
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn an_explanation_says_what_is_shown_and_what_is_missing() {
        let fit = Fit::new(0.641_7, &names(&["SQL", "Docker", "Rust"]), &names(&["PostgreSQL", "Rust"]));
        assert_eq!(fit.missing_skills, ["Docker"]);
        assert!(fit.is_gap());
        assert_eq!(
            fit.explanation(),
            "Your resume fits this job in part: it reads like a neighbouring role (similarity 0.64, 0.7 and more counts as \
             a fit). It shows 2 of the 3 skills the posting names (SQL and Rust). It does not show Docker: add what you \
             have, learn what you lack."
        );
    }

    #[test]
    fn a_job_without_named_skills_is_no_perfect_fit() {
        let fit = Fit::new(0.9, &[], &names(&["SQL"]));
        assert!(fit.explanation().contains("names no skills we know"));
    }

    #[test]
    fn the_threshold_itself_is_no_gap() {
        assert!(!Fit::new(0.7, &[], &[]).is_gap());
        assert!(Fit::new(0.694, &[], &[]).is_gap());
        assert!(!Fit::new(0.695, &[], &[]).is_gap(), "it is shown as 0.7, so it is judged as 0.7");
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(list(&names(&["a", "b", "c", "d"]), 2), "a, b and 2 more");
        assert_eq!(list(&names(&["a"]), 2), "a");
        assert_eq!(list(&names(&["a", "b", "c"]), 3), "a, b and c");
    }
}
