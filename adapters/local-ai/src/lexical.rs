//! Lexical embeddings by feature hashing: each word counts in one of many dimensions, with diminishing weight for
//! repetitions.

use async_trait::async_trait;
use domain_model::kernel::text::normalise;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingModel, PortError, PortResult};

const DIMENSIONS: usize = 512;
/// There is no context window: longer texts only take longer.
const PASSAGE_WORDS: usize = 1_000;
/// Stop words.
const STOP_WORDS: &str = " a an and are as at be been by can could did do does for from had has have in into is it its may more \
most must no nor not of on or our out over shall she should so such than that the their them then there these they this those \
to under up was we were what when where which while who will with would you your ";

/// The lexical embedding model.
#[derive(Debug, Clone)]
pub struct LexicalEmbedder {
    model: ModelId,
}

impl Default for LexicalEmbedder {
    fn default() -> Self {
        Self { model: ModelId { name: "lexical-words-v1".to_owned(), dimensions: DIMENSIONS } }
    }
}

impl LexicalEmbedder {
    fn embed_one(&self, text: &str) -> PortResult<Embedding> {
        let mut weights = vec![0.0_f32; DIMENSIONS];
        let normal = normalise(text);
        let words = normal.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')));
        for word in words.filter(|word| word.chars().count() > 1 && !STOP_WORDS.contains(&format!(" {word} "))) {
            let hash = fnv1a(stem(word));
            // The sign keeps words that share a dimension from adding up.
            let sign = if hash & (1 << 63) == 0 { 1.0 } else { -1.0 };
            weights[usize::try_from(hash % DIMENSIONS as u64).expect("below the number of dimensions")] += sign;
        }
        for weight in &mut weights {
            *weight = weight.signum() * weight.abs().ln_1p();
        }
        // A text without words gets a vector of its own.
        if weights.iter().all(|weight| *weight == 0.0) {
            weights[0] = 1.0;
        }
        Embedding::new(self.model.clone(), weights).map_err(PortError::internal)
    }
}

/// Cuts the commonest endings. A stemmer tells related texts from unrelated ones less well: see the root `Cargo.toml`.
fn stem(word: &str) -> &str {
    let cut = ["ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y"].into_iter();
    cut.filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.len() >= 4).unwrap_or(word)
}

fn fnv1a(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[async_trait]
impl EmbeddingModel for LexicalEmbedder {
    fn model(&self) -> &ModelId {
        &self.model
    }

    fn passage_words(&self) -> usize {
        PASSAGE_WORDS
    }

    async fn ping(&self) -> PortResult<()> {
        Ok(())
    }

    async fn embed(&self, texts: &[String]) -> PortResult<Vec<Embedding>> {
        texts.iter().map(|text| self.embed_one(text)).collect()
    }
}
