//! The multilingual model: the centred vectors of two small models, concatenated.
//!
//! [`E5`] knows a hundred languages and [`UniversalSentenceEncoder`] sixteen. Together they have a better recall than either alone.
//! From both vectors the mean vector of occupation titles is subtracted, because what all titles share does not discriminate.

mod arithmetic;
mod bytes;
mod e5;
mod kernel;
mod linear;
mod npy;
mod sentence_piece;
mod unigram;
mod universal;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::available_parallelism;
use std::time::Instant;

use async_trait::async_trait;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingModel, PortError, PortResult};
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, spawn_blocking};
use tracing::info;

use e5::E5;
use universal::UniversalSentenceEncoder;

/// 384 of E5 and 512 of the Universal Sentence Encoder.
const DIMENSIONS: usize = 896;
const E5_FILE: &str = "e5-small-q4.bin";
/// The last file that `scripts/fetch-model` writes.
const UNIVERSAL_FILE: &str = "sp.model";
/// The maximum length of the input, in tokens. The end of a posting is more about the employer than about the work.
const MAX_TOKENS: usize = 128;
/// About the number of words in that many tokens.
const PASSAGE_WORDS: usize = 90;
/// More characters than [`MAX_TOKENS`] tokens can have.
const MAX_CHARACTERS: usize = 4_000;

/// multilingual-e5-small and Universal Sentence Encoder multilingual v3 on this machine. Weights are read at the first use.
#[derive(Clone)]
pub struct Multilingual {
    model: ModelId,
    directory: PathBuf,
    loaded: Arc<OnceLock<Loaded>>,
    loading: Arc<Mutex<()>>,
    /// One text per core: two threads on one text would need more time in total.
    permits: Arc<Semaphore>,
}

struct Loaded {
    e5: E5,
    universal: UniversalSentenceEncoder,
    centre: Vec<f32>,
}

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl Multilingual {
    /// The model in a directory; `None` when its files are not there.
    pub fn in_directory(directory: &Path) -> Option<Self> {
        let is_complete = [E5_FILE, UNIVERSAL_FILE].iter().all(|file| directory.join(file).is_file());
        let cores = available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        is_complete.then(|| Self {
            model: ModelId { name: "e5-small+use-m-v3".to_owned(), dimensions: DIMENSIONS },
            directory: directory.to_owned(),
            loaded: Arc::default(),
            loading: Arc::default(),
            permits: Arc::new(Semaphore::new(cores)),
        })
    }

    /// The mean of the texts' vectors before they are centred. Of the occupation titles in the lexicon of `domain-search`
    /// it is what `centre.txt` holds.
    pub fn mean(&self, texts: &[String]) -> PortResult<Vec<f32>> {
        let loaded = self.loaded().map_err(PortError::internal)?;
        let mut halves: [Vec<Vec<f32>>; 2] = Default::default();
        for text in texts {
            let (e5, universal) = loaded.both_vectors(text);
            halves[0].push(e5);
            halves[1].extend(universal);
        }
        Ok(halves.iter().flat_map(|vectors| mean(vectors)).collect())
    }

    fn loaded(&self) -> Fallible<&Loaded> {
        if let Some(loaded) = self.loaded.get() {
            return Ok(loaded);
        }
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = self.loaded.get() {
            return Ok(loaded);
        }
        let started = Instant::now();
        let fresh = Loaded::read(&self.directory)?;
        info!(model = %self.model, milliseconds = started.elapsed().as_millis(), "loaded the local embedding model");
        Ok(self.loaded.get_or_init(|| fresh))
    }

    fn embed_one(&self, text: &str) -> Fallible<Embedding> {
        Ok(Embedding::new(self.model.clone(), self.loaded()?.embed(text))?)
    }

    /// Starts embedding a text as soon as a core is free.
    async fn start(&self, text: &str) -> JoinHandle<Fallible<Embedding>> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        let (model, text) = (self.clone(), text.to_owned());
        spawn_blocking(move || {
            let _permit = permit;
            model.embed_one(&text)
        })
    }
}

impl Loaded {
    fn read(directory: &Path) -> Fallible<Self> {
        let centre: Vec<f32> =
            include_str!("centre.txt").split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self {
            e5: E5::read(&fs::read(directory.join(E5_FILE))?)?,
            universal: UniversalSentenceEncoder::read(directory)?,
            centre,
        })
    }

    fn both_vectors(&self, text: &str) -> (Vec<f32>, Option<Vec<f32>>) {
        let text = text.char_indices().nth(MAX_CHARACTERS).map_or(text, |(end, _)| &text[..end]);
        (normalised(self.e5.embed(text, MAX_TOKENS)), self.universal.embed(text, MAX_TOKENS).map(normalised))
    }

    fn embed(&self, text: &str) -> Vec<f32> {
        let (e5, universal) = self.both_vectors(text);
        let (e5_centre, universal_centre) = self.centre.split_at(e5.len());
        let universal = universal.map(|universal| centred(universal, universal_centre));
        // Without a second vector only the first one counts.
        let universal = universal.unwrap_or_else(|| vec![0.0; universal_centre.len()]);
        [centred(e5, e5_centre), universal].concat()
    }
}

fn centred(mut vector: Vec<f32>, centre: &[f32]) -> Vec<f32> {
    for (x, mean) in vector.iter_mut().zip(centre) {
        *x -= mean;
    }
    normalised(vector)
}

fn mean(vectors: &[Vec<f32>]) -> Vec<f32> {
    let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for vector in vectors {
        arithmetic::add(&mut mean, vector);
    }
    mean.into_iter().map(|x| x / arithmetic::count(vectors.len())).collect()
}

/// Scales a vector to length one.
fn normalised(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    for x in &mut vector {
        *x /= length.max(f32::MIN_POSITIVE);
    }
    vector
}

#[async_trait]
impl EmbeddingModel for Multilingual {
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
        let mut started = Vec::with_capacity(texts.len());
        for text in texts {
            started.push(self.start(text).await);
        }
        let mut embeddings = Vec::with_capacity(texts.len());
        for embedding in started {
            embeddings.push(embedding.await.map_err(PortError::internal)?.map_err(PortError::internal)?);
        }
        Ok(embeddings)
    }
}
