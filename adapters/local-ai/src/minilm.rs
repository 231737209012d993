//! all-MiniLM-L6-v2: a small sentence transformer, 384 dimensions, mean pooling.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use async_trait::async_trait;
use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingModel, PortError, PortResult};
use tokenizers::{Tokenizer, TruncationParams};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tracing::info;

const DIMENSIONS: usize = 384;
/// The maximum length of the model's input, in tokens; the rest is not read.
const MAX_TOKENS: usize = 256;
/// About the number of words in that many tokens.
const PASSAGE_WORDS: usize = 180;
/// The files of a directory of weights.
const FILES: [&str; 3] = ["config.json", "tokenizer.json", "model.safetensors"];

/// all-MiniLM-L6-v2 on this machine. The weights are read at the first use.
#[derive(Clone)]
pub struct MiniLm {
    model: ModelId,
    directory: PathBuf,
    loaded: Arc<OnceLock<Loaded>>,
    /// One text at a time, because the computation already uses every core.
    permit: Arc<Semaphore>,
}

struct Loaded {
    tokenizer: Tokenizer,
    bert: BertModel,
}

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl MiniLm {
    /// The model in a directory; `None` when its files are not there.
    pub fn in_directory(directory: &Path) -> Option<Self> {
        let is_complete = FILES.iter().all(|file| directory.join(file).is_file());
        is_complete.then(|| Self {
            model: ModelId { name: "all-MiniLM-L6-v2".to_owned(), dimensions: DIMENSIONS },
            directory: directory.to_owned(),
            loaded: Arc::default(),
            permit: Arc::new(Semaphore::new(1)),
        })
    }

    fn loaded(&self) -> Fallible<&Loaded> {
        if let Some(loaded) = self.loaded.get() {
            return Ok(loaded);
        }
        let started = Instant::now();
        let fresh = Loaded::read(&self.directory)?;
        info!(model = %self.model, milliseconds = started.elapsed().as_millis(), "loaded the local embedding model");
        Ok(self.loaded.get_or_init(|| fresh))
    }

    fn embed_all(&self, texts: &[String]) -> Fallible<Vec<Embedding>> {
        let loaded = self.loaded()?;
        // One by one: padding to a common length would make a text's vector depend on its neighbours.
        texts.iter().map(|text| Ok(Embedding::new(self.model.clone(), loaded.embed(text)?)?)).collect()
    }
}

impl Loaded {
    fn read(directory: &Path) -> Fallible<Self> {
        let [config, tokenizer, weights] = FILES.map(|file| directory.join(file));
        let config: Config = serde_json::from_slice(&fs::read(config)?)?;
        let mut tokenizer = Tokenizer::from_file(tokenizer)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(Some(TruncationParams { max_length: MAX_TOKENS, ..TruncationParams::default() }))?;
        let weights = VarBuilder::from_buffered_safetensors(fs::read(weights)?, DType::F32, &Device::Cpu)?;
        Ok(Self { tokenizer, bert: BertModel::load(weights, &config)? })
    }

    /// The mean of the tokens' vectors.
    fn embed(&self, text: &str) -> Fallible<Vec<f32>> {
        let encoding = self.tokenizer.encode(text, true)?;
        let tokens = Tensor::new(encoding.get_ids(), &Device::Cpu)?.unsqueeze(0)?;
        let kinds = tokens.zeros_like()?;
        let vectors = self.bert.forward(&tokens, &kinds, None)?;
        Ok(vectors.mean(1)?.squeeze(0)?.to_vec1()?)
    }
}

#[async_trait]
impl EmbeddingModel for MiniLm {
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
        let permit = Arc::clone(&self.permit).acquire_owned().await.expect("the semaphore is never closed");
        let (model, texts) = (self.clone(), texts.to_vec());
        spawn_blocking(move || {
            let _permit = permit;
            model.embed_all(&texts)
        })
        .await
        .map_err(PortError::internal)?
        .map_err(PortError::internal)
    }
}
