//! Learning links for missing skills: searches in public course catalogues, never a single provider's course.

use domain_model::matching::skill;
use url::Url;

/// More would not be read.
const MAX_RECOMMENDATIONS: usize = 5;

/// A way to learn a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningRecommendation {
    /// The missing skill.
    pub skill: String,
    /// What the link shows.
    pub title: String,
    /// A search in the provider's catalogue.
    pub url: Url,
    /// Who runs the catalogue.
    pub provider: &'static str,
}

/// Recommendations for the most important missing skills.
pub(crate) fn recommend(missing: &[String]) -> Vec<LearningRecommendation> {
    missing.iter().take(MAX_RECOMMENDATIONS).map(|name| recommendation(name)).collect()
}

fn recommendation(name: &str) -> LearningRecommendation {
    let (provider, base, parameter) = match skill::lookup(name).map(|skill| skill.category) {
        Some(
            "software" | "web" | "mobile" | "data" | "ai" | "cloud" | "networking" | "security" | "hardware"
            | "product" | "project" | "engineering" | "science",
        ) => ("Coursera", "https://www.coursera.org/search", "query"),
        Some(
            "design" | "media" | "marketing" | "education" | "childcare" | "social-work" | "human-language"
            | "healthcare",
        ) => ("FutureLearn", "https://www.futurelearn.com/search", "q"),
        _ => ("Alison", "https://alison.com/courses", "query"),
    };
    let url = Url::parse_with_params(base, [(parameter, name)]).expect("the catalogues' addresses are valid");
    LearningRecommendation { skill: name.to_owned(), title: format!("Courses on {name}"), url, provider }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_important_missing_skills_get_a_search_each() {
        let missing: Vec<String> = ["C++", "Wound care", "x", "y", "z", "late"].map(str::to_owned).to_vec();
        let recommendations = recommend(&missing);
        assert_eq!(recommendations.len(), MAX_RECOMMENDATIONS);
        assert_eq!(recommendations[0].url.as_str(), "https://www.coursera.org/search?query=C%2B%2B");
        assert_eq!(recommendations[1].provider, "FutureLearn");
    }
}
