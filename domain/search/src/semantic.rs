//! Search by meaning: which jobs are near to what was said, and how near.
//!
//! A vector index always has neighbours, also where nothing fits. So each model has a range of cosines: below it jobs have
//! nothing to do with the query, above it they are as near as the right ones.

use std::sync::Arc;
use std::time::Duration;

use domain_model::matching::embedding::ModelId;
use domain_model::search::query::Near;
use futures_util::future::{Either, select};
use ports::{Clock, EmbeddingModel, Neighbour, PortResult, VectorIndex};
use tracing::{debug, warn};

use crate::interpret::Meaning;

/// Jobs that are looked at.
const NEIGHBOURS: usize = 60;
/// Longer texts are cut: nobody types more by hand.
const MOST_CHARACTERS: usize = 400;
/// A search does not wait longer for a vector; then words alone answer.
const PATIENCE: Duration = Duration::from_millis(800);

/// The cosines of a model between queries and jobs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Range {
    /// Any job may be so near.
    least: f32,
    /// Where a job matches for its meaning alone.
    enough: f32,
    /// The right jobs are so near.
    right: f32,
}

/// Measured on judged queries, which `make quality` repeats. With another model, words alone answer.
const RANGES: [(&str, Range); 1] = [("e5-small+use-m-v3", Range { least: 0.15, enough: 0.3, right: 0.5 })];

/// What meaning counts where the words of the best match count 1: less, because who types a name wants that name …
const BESIDE_WORDS: f32 = 0.4;
/// … but the words of a sentence say little one by one.
const IN_A_SENTENCE: f32 = 2.0;

/// Finds jobs by meaning.
pub struct SemanticSearch {
    embeddings: Arc<dyn EmbeddingModel>,
    index: Arc<dyn VectorIndex>,
    clock: Arc<dyn Clock>,
}

impl SemanticSearch {
    /// On these ports.
    pub fn new(embeddings: Arc<dyn EmbeddingModel>, index: Arc<dyn VectorIndex>, clock: Arc<dyn Clock>) -> Self {
        Self { embeddings, index, clock }
    }

    /// The jobs near to what was said. None where no model tells, in time, what is near.
    pub(crate) async fn near(&self, meaning: &Meaning) -> Vec<Near> {
        if meaning.said.trim().is_empty() || range(self.embeddings.model()).is_none() {
            return Vec::new();
        }
        let found = std::pin::pin!(self.neighbours(&meaning.said));
        match select(found, self.clock.sleep(PATIENCE)).await {
            Either::Left((Ok(neighbours), _)) => near(self.embeddings.model(), meaning, &neighbours),
            Either::Left((Err(error), _)) => {
                warn!(error = %error.chain(), "no search by meaning; words alone answer");
                Vec::new()
            }
            Either::Right(_) => {
                debug!("the embedding of a query takes too long; words alone answer");
                Vec::new()
            }
        }
    }

    async fn neighbours(&self, said: &str) -> PortResult<Vec<Neighbour>> {
        let said: String = said.chars().take(MOST_CHARACTERS).collect();
        let Some(query) = self.embeddings.embed(&[said]).await?.pop() else { return Ok(Vec::new()) };
        self.index.search(&query, NEIGHBOURS).await
    }
}

/// Which neighbours of a query are near, and how near.
pub fn near(model: &ModelId, meaning: &Meaning, neighbours: &[Neighbour]) -> Vec<Near> {
    let Some(range) = range(model) else { return Vec::new() };
    let counts = if meaning.is_sentence { IN_A_SENTENCE } else { BESIDE_WORDS };
    let all = neighbours.iter().map(|neighbour| Near {
        id: neighbour.job_id,
        strength: counts * ((neighbour.cosine - range.least) / (range.right - range.least)).clamp(0.0, 1.0),
        is_enough: neighbour.cosine >= range.enough,
    });
    all.filter(|near| near.strength > 0.0).collect()
}

fn range(model: &ModelId) -> Option<Range> {
    RANGES.iter().find(|(name, _)| *name == model.name).map(|(_, range)| *range)
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use chrono::{DateTime, Utc};
    use domain_model::kernel::id::JobId;
    use domain_model::matching::embedding::Embedding;
    use ports::{IndexChange, IndexPosition, PortError};
    use uuid::Uuid;

    use super::*;

    fn neighbours(cosines: &[f32]) -> Vec<Neighbour> {
        cosines.iter().map(|&cosine| Neighbour { job_id: JobId(Uuid::nil()), cosine }).collect()
    }

    #[test]
    fn what_may_be_any_job_is_not_near() {
        let model = ModelId { name: RANGES[0].0.to_owned(), dimensions: 896 };
        let range = RANGES[0].1;
        let cosines = neighbours(&[0.99, range.enough, range.least + 0.01, range.least, -0.2]);
        let of_names = near(&model, &Meaning::default(), &cosines);
        let found: Vec<bool> = of_names.iter().map(|near| near.is_enough).collect();
        assert_eq!(found, [true, true, false]);
        assert!((of_names[0].strength - BESIDE_WORDS).abs() < 1e-6 && of_names[2].strength < 0.1);
        let of_a_sentence = near(&model, &Meaning { is_sentence: true, ..Meaning::default() }, &cosines);
        assert!(of_a_sentence[1].strength > of_names[1].strength);
    }

    #[test]
    fn a_model_that_nobody_measured_brings_nothing() {
        let model = ModelId { name: "lexical-words-v1".to_owned(), dimensions: 512 };
        assert_eq!(near(&model, &Meaning::default(), &neighbours(&[0.9])), []);
    }

    /// A model and an index: everything is right, nothing works, or nothing ever answers.
    #[derive(Clone, Copy, PartialEq)]
    enum Model {
        Works,
        Fails,
        Hangs,
    }

    struct Stub(Model, ModelId);

    #[async_trait]
    impl EmbeddingModel for Stub {
        fn model(&self) -> &ModelId {
            &self.1
        }

        fn passage_words(&self) -> usize {
            90
        }

        async fn ping(&self) -> PortResult<()> {
            Ok(())
        }

        async fn embed(&self, texts: &[String]) -> PortResult<Vec<Embedding>> {
            match self.0 {
                Model::Works => Ok(texts.iter().map(|_| Embedding::new(self.1.clone(), vec![1.0]).unwrap()).collect()),
                Model::Fails => Err(PortError::invalid("no")),
                Model::Hangs => std::future::pending().await,
            }
        }
    }

    #[async_trait]
    impl VectorIndex for Stub {
        fn model(&self) -> &ModelId {
            &self.1
        }

        fn position(&self) -> Option<IndexPosition> {
            None
        }

        async fn apply(&self, _: &[IndexChange]) -> PortResult<()> {
            Ok(())
        }

        async fn search(&self, _: &Embedding, _: usize) -> PortResult<Vec<Neighbour>> {
            Ok(neighbours(&[0.9]))
        }

        async fn save(&self) -> PortResult<()> {
            Ok(())
        }
    }

    #[async_trait]
    impl Clock for Stub {
        fn now(&self) -> DateTime<Utc> {
            DateTime::UNIX_EPOCH
        }

        async fn sleep(&self, _: Duration) {
            if self.0 != Model::Hangs {
                std::future::pending::<()>().await;
            }
        }
    }

    #[tokio::test]
    async fn words_alone_answer_where_a_model_fails_or_takes_too_long() {
        let said = Meaning { said: "welder".to_owned(), ..Meaning::default() };
        for (behaviour, found) in [(Model::Works, 1), (Model::Fails, 0), (Model::Hangs, 0)] {
            let stub = || Arc::new(Stub(behaviour, ModelId { name: RANGES[0].0.to_owned(), dimensions: 1 }));
            let semantic = SemanticSearch::new(stub(), stub(), stub());
            assert_eq!(semantic.near(&said).await.len(), found);
            assert_eq!(semantic.near(&Meaning::default()).await, []);
        }
    }
}
