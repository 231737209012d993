//! Enrichment: five resume tips, five interview questions and the skills of a posting; and what a pasted posting says at a glance.
//!
//! A configured model enriches; without one, or when it fails, the rules do. Both return the same type, and the result
//! says which generated it. The same text is enriched once per prompt, model and schema version; a result that names an
//! employer is never reused for another one (SS-15).

mod brief;
mod model;
mod rules;

use std::sync::Arc;

use domain_model::catalogue::enrichment::{Enrichment, EnrichmentKey, GeneratedBy};
use domain_model::catalogue::job::Posting;
use domain_model::kernel::text;
use ports::{Actor, CompletionModel, Database, PortResult};
use sha2::{Digest, Sha256};
use tracing::warn;

pub use brief::{PostingBrief, brief};

/// Incremented when the meaning of the stored fields changes.
const SCHEMA_VERSION: u32 = 1;
/// Incremented when the rules change their results.
const RULES_VERSION: u32 = 2;

/// An enriched posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enriched {
    /// The key of the enriched text.
    pub key: EnrichmentKey,
    /// The enrichment.
    pub enrichment: Enrichment,
    /// Whether a stored enrichment was reused.
    pub is_reused: bool,
}

/// The enrichment service.
pub struct EnrichmentService {
    database: Arc<dyn Database>,
    completions: Option<Arc<dyn CompletionModel>>,
}

impl EnrichmentService {
    /// The service on these ports. Without a model, the rules enrich.
    pub fn new(database: Arc<dyn Database>, completions: Option<Arc<dyn CompletionModel>>) -> Self {
        Self { database, completions }
    }

    /// Enriches a posting, or reuses the stored enrichment of the same text. Stores nothing: the caller does, in one
    /// transaction with what depends on it.
    pub async fn enrich(&self, posting: &Posting) -> PortResult<Enriched> {
        if let Some(model) = &self.completions {
            let generator = Generator { name: format!("model:{}", model.name()), version: model::PROMPT_VERSION };
            if let Some(known) = self.find(posting, &generator).await? {
                return Ok(known);
            }
            match model::enrich(model.as_ref(), posting).await {
                Ok(enrichment) => return Ok(new_enrichment(posting, &generator, enrichment)),
                Err(error) => warn!(%error, "the model did not enrich a posting; using the rules"),
            }
        }
        let generator = Generator { name: GeneratedBy::Rules.to_string(), version: RULES_VERSION };
        if let Some(known) = self.find(posting, &generator).await? {
            return Ok(known);
        }
        Ok(new_enrichment(posting, &generator, rules::enrich(posting)))
    }

    async fn find(&self, posting: &Posting, generator: &Generator) -> PortResult<Option<Enriched>> {
        let mut read = self.database.read(Actor::System);
        for key in [key(posting, generator, None), key(posting, generator, Some(&posting.company))] {
            if let Some(enrichment) = read.enrichments().get(&key).await? {
                return Ok(Some(Enriched { key, enrichment, is_reused: true }));
            }
        }
        Ok(None)
    }
}

/// The rules or the model, with its versions.
struct Generator {
    name: String,
    version: u32,
}

fn new_enrichment(posting: &Posting, generator: &Generator, enrichment: Enrichment) -> Enriched {
    let employer = names_employer(&enrichment, &posting.company).then_some(posting.company.as_str());
    Enriched { key: key(posting, generator, employer), enrichment, is_reused: false }
}

/// The key of a text; with an employer, of this text for that employer only.
fn key(posting: &Posting, generator: &Generator, employer: Option<&str>) -> EnrichmentKey {
    let mut hash = Sha256::new();
    let versions = format!("schema {SCHEMA_VERSION}, {} {}", generator.name, generator.version);
    for part in [&versions, employer.unwrap_or_default(), &posting.title, &posting.description] {
        hash.update(text::normalise(part));
        hash.update([0]);
    }
    EnrichmentKey(hex::encode(hash.finalize()))
}

/// Whether the enrichment names the employer.
fn names_employer(enrichment: &Enrichment, employer: &str) -> bool {
    let employer = text::normalise(employer);
    let questions = enrichment.interview_questions.iter();
    let mut texts = enrichment
        .resume_tips
        .iter()
        .chain(questions.flat_map(|question| [&question.question, &question.answer_strategy]));
    !employer.is_empty() && texts.any(|words| text::normalise(words).contains(&employer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::posting;

    fn rules_generator() -> Generator {
        Generator { name: "rules".to_owned(), version: 1 }
    }

    #[test]
    fn ss_15_a_key_depends_on_words_and_version_but_not_on_spacing() {
        let base = posting("Welder", "Weld frames.");
        let spaced = posting(" WELDER", "Weld\n frames.");
        assert_eq!(key(&base, &rules_generator(), None), key(&spaced, &rules_generator(), None));
        let newer = Generator { version: 2, ..rules_generator() };
        assert_ne!(key(&base, &rules_generator(), None), key(&base, &newer, None));
        assert_ne!(key(&base, &rules_generator(), None), key(&base, &rules_generator(), Some("Acme")));
    }

    #[test]
    fn ss_15_what_names_the_employer_is_keyed_to_that_employer() {
        let mut acme = posting("Welder", "- Weld frames for Acme ships");
        acme.company = "ACME".to_owned();
        let enriched = new_enrichment(&acme, &rules_generator(), rules::enrich(&acme));
        assert_eq!(enriched.key, key(&acme, &rules_generator(), Some("Acme")));
    }
}
