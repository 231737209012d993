//! The keywords of a posting: required and preferred skills in the posting's own terms.

use domain_model::kernel::text::normalise;
use domain_model::matching::manipulation;
use domain_model::matching::skill::{self, Need, Skill};

/// Something that a posting asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// As the posting writes it.
    pub written: String,
    /// How much it is asked for.
    pub need: Need,
    /// The skill of the taxonomy that it is. `None` for a word that the taxonomy does not know.
    pub skill: Option<&'static Skill>,
}

impl Keyword {
    /// So many count. A posting that asks for more lists the whole trade.
    pub const MAX: usize = 40;

    /// What a posting asks for, the most needed first. What it says to a machine instead of a reader is not among it.
    pub fn of_posting(title: &str, description: &str) -> Vec<Self> {
        let description = manipulation::strip(description);
        let demands = skill::demands(title, &description);
        let mut keywords: Vec<Self> = demands
            .into_iter()
            .map(|demand| Self {
                written: demand
                    .place
                    .and_then(|place| description.get(place))
                    .map_or_else(|| demand.skill.name.clone(), one_line),
                need: demand.need,
                skill: Some(demand.skill),
            })
            .collect();
        keywords.sort_by_key(|keyword| std::cmp::Reverse(keyword.weight()));
        keywords.truncate(Self::MAX);
        keywords
    }

    /// Words that somebody names, each once; the first [`MAX`](Self::MAX).
    pub fn named(words: &[String]) -> Vec<Self> {
        let mut keywords: Vec<Self> = Vec::new();
        for written in words.iter().map(|word| one_line(word)).filter(|word| !word.is_empty()) {
            if keywords.len() < Self::MAX
                && keywords.iter().all(|known| normalise(&known.written) != normalise(&written))
            {
                keywords.push(Self { skill: skill::lookup(&written), written, need: Need::Required });
            }
        }
        keywords
    }

    /// How much it counts.
    pub(super) fn weight(&self) -> u32 {
        match self.need {
            Need::Required => 3,
            Need::Preferred => 2,
            Need::Named => 1,
        }
    }

    /// Does the text have it in the posting's own words?
    pub(super) fn is_written_in(&self, normal: &str) -> bool {
        occurrences(normal, &normalise(&self.written)) > 0
    }
}

/// How often a normalised text has a normalised term as whole words. `c` is not in `c++`.
pub(super) fn occurrences(text: &str, term: &str) -> usize {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
    let stands_alone = |at: usize| {
        !text[..at].chars().next_back().is_some_and(is_of_word)
            && !text[at + term.len()..].chars().next().is_some_and(is_of_word)
    };
    if term.is_empty() { 0 } else { text.match_indices(term).filter(|&(at, _)| stands_alone(at)).count() }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_asks_in_its_own_words() {
        let keywords = Keyword::of_posting(
            "Backend engineer",
            "Requirements\n- Experience with k8s\n- PostgreSQL\n\nNice to have\n- Terraform",
        );
        let shown: Vec<(&str, Need)> =
            keywords.iter().map(|keyword| (keyword.written.as_str(), keyword.need)).collect();
        assert_eq!(shown, [("k8s", Need::Required), ("PostgreSQL", Need::Required), ("Terraform", Need::Preferred)]);
        assert_eq!(keywords[0].skill.map(|skill| skill.name.as_str()), Some("Kubernetes"));
    }

    #[test]
    fn a_term_is_found_as_whole_words() {
        for (text, term, times) in
            [("c, c++ and c#", "c", 1), ("c, c++ and c#", "c++", 1), ("go, gopher", "go", 1), ("a", "", 0)]
        {
            assert_eq!(occurrences(text, term), times, "{term} in {text}");
        }
    }
}
