//! Semantic search: which jobs are near to the query in meaning, and how near.
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

/// Nearest neighbours that are considered.
const NEIGHBOURS: usize = 60;
/// Longer texts are cut: nobody types more by hand.
const MAX_CHARACTERS: usize = 400;
/// After this time the search goes on with words alone.
const EMBEDDING_TIMEOUT: Duration = Duration::from_millis(800);

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

/// Measured on judged queries, which `make quality` repeats. With another model, search is by words alone.
const RANGES: [(&str, Range); 1] = [("e5-small+use-m-v3", Range { least: 0.15, enough: 0.3, right: 0.5 })];

/// The weight of meaning, relative to 1 for the words of the best match: low, because a typed name means that name …
const WEIGHT_BESIDE_WORDS: f32 = 0.4;
/// … and high for sentences, whose single words say little.
const WEIGHT_IN_A_SENTENCE: f32 = 2.0;

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

    /// The jobs near to the query. None without a model with known ranges, or when it fails or takes too long.
    pub(crate) async fn near(&self, meaning: &Meaning) -> Vec<Near> {
        if meaning.positive_text.trim().is_empty() || range(self.embeddings.model()).is_none() {
            return Vec::new();
        }
        let found = std::pin::pin!(self.neighbours(&meaning.positive_text));
        match select(found, self.clock.sleep(EMBEDDING_TIMEOUT)).await {
            Either::Left((Ok(neighbours), _)) => near(self.embeddings.model(), meaning, &neighbours),
            Either::Left((Err(error), _)) => {
                warn!(error = %error.chain(), "search by meaning is unavailable; results are by words alone");
                Vec::new()
            }
            Either::Right(_) => {
                debug!("the embedding of a query takes too long; results are by words alone");
                Vec::new()
            }
        }
    }

    async fn neighbours(&self, query: &str) -> PortResult<Vec<Neighbour>> {
        let text: String = query.chars().take(MAX_CHARACTERS).collect();
        let Some(query) = self.embeddings.embed(&[text]).await?.pop() else { return Ok(Vec::new()) };
        self.index.search(&query, NEIGHBOURS).await
    }
}

/// Which neighbours of a query are near, and how near.
pub fn near(model: &ModelId, meaning: &Meaning, neighbours: &[Neighbour]) -> Vec<Near> {
    let Some(range) = range(model) else { return Vec::new() };
    let counts = if meaning.is_sentence { WEIGHT_IN_A_SENTENCE } else { WEIGHT_BESIDE_WORDS };
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
        assert!((of_names[0].strength - WEIGHT_BESIDE_WORDS).abs() < 1e-6 && of_names[2].strength < 0.1);
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
        let meaning = Meaning { positive_text: "welder".to_owned(), ..Meaning::default() };
        for (behaviour, found) in [(Model::Works, 1), (Model::Fails, 0), (Model::Hangs, 0)] {
            let stub = || Arc::new(Stub(behaviour, ModelId { name: RANGES[0].0.to_owned(), dimensions: 1 }));
            let semantic = SemanticSearch::new(stub(), stub(), stub());
            assert_eq!(semantic.near(&meaning).await.len(), found);
            assert_eq!(semantic.near(&Meaning::default()).await, []);
        }
    }
}
