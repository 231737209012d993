//! Universal Sentence Encoder multilingual v3: convolutions over n-grams of three lengths, then a deep averaging network.
//! 512 dimensions, 16 languages.

use std::path::Path;
use std::{fs, io};

use super::arithmetic::{LayerNorm, add, count, relu};
use super::bytes::damaged;
use super::linear::Linear;
use super::npy;
use super::sentence_piece::{SentencePiece, UNKNOWN};

/// The number of chunks of the embedding table. Token `n` is in chunk `n % CHUNKS`.
const CHUNKS: usize = 17;
/// The width of a token embedding.
const TOKEN_WIDTH: usize = 512;
/// The width of an n-gram.
const NGRAM_WIDTH: usize = 256;
/// With fewer tokens per unknown one, the text is of an unsupported script.
const MIN_TOKENS_PER_UNKNOWN: usize = 10;
/// The lengths of n-grams, and the number of tokens to the left of the centre.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// The model.
#[derive(Debug)]
pub(super) struct UniversalSentenceEncoder {
    tokenizer: SentencePiece,
    /// The quantised token embeddings, by chunk.
    table: Vec<Vec<u8>>,
    /// For each chunk, the scale and the minimum.
    steps: Vec<(f32, f32)>,
    /// The projection of a token for the n-grams of each length.
    projection: Linear,
    projection_norm: LayerNorm,
    ngram_layers: Vec<NgramLayer>,
    norm: LayerNorm,
    sum: Linear,
    deep: [Linear; 6],
}

/// The convolution over n-grams of one length.
#[derive(Debug)]
struct NgramLayer {
    length: usize,
    left: usize,
    first: Linear,
    second: Linear,
}

impl UniversalSentenceEncoder {
    /// From a directory of arrays.
    pub(super) fn read(directory: &Path) -> io::Result<Self> {
        let numbers = |name: &str| npy::read_floats(directory, name);
        let linear = |bias: Vec<f32>, name: &str| io::Result::Ok(Linear::of_columns(bias, &numbers(name)?));
        let epsilon = epsilon(directory)?;
        // One array for each length of n-grams.
        let joined = |name: &str| -> io::Result<Vec<f32>> {
            let parts: Vec<Vec<f32>> =
                ORDERS.iter().map(|(n, _)| numbers(&format!("{name}{n}"))).collect::<Result<_, _>>()?;
            Ok(parts.concat())
        };
        let projections = joined("proj")?;
        let projection = |output: usize, input: usize| {
            projections[(output / NGRAM_WIDTH * TOKEN_WIDTH + input) * NGRAM_WIDTH + output % NGRAM_WIDTH]
        };
        let ngram_layer = |(length, left): (usize, usize)| -> io::Result<NgramLayer> {
            Ok(NgramLayer {
                length,
                left,
                first: linear(numbers(&format!("b1_{length}"))?, &format!("w1_{length}"))?,
                second: linear(numbers(&format!("b2_{length}"))?, &format!("w2_{length}"))?,
            })
        };
        // Without a bias, so the width must be given.
        let plain = |name: &str, outputs: usize| linear(vec![0.0; outputs], name);
        let table = (1..=CHUNKS).map(|chunk| npy::read(directory, &format!("q{chunk}"), "|u1"));
        Ok(Self {
            tokenizer: SentencePiece::read(&fs::read(directory.join("sp.model"))?)?,
            table: table.collect::<io::Result<_>>()?,
            steps: numbers("scale")?.into_iter().zip(numbers("lo")?).collect(),
            projection: Linear::new(joined("proj_b")?, TOKEN_WIDTH, projection),
            projection_norm: LayerNorm { weight: joined("ln_g")?, bias: joined("ln_b")?, epsilon },
            ngram_layers: ORDERS.into_iter().map(ngram_layer).collect::<io::Result<_>>()?,
            norm: LayerNorm { weight: numbers("ln_g")?, bias: numbers("ln_b")?, epsilon },
            sum: linear(numbers("cnn_b")?, "cnn_W")?,
            deep: [
                plain("d0", 320)?,
                plain("p1", 320)?,
                plain("d1", 320)?,
                plain("d2", 512)?,
                plain("p3", 512)?,
                plain("d3", 512)?,
            ],
        })
    }

    /// The vector of a text. `None` for a script that the model does not support.
    pub(super) fn embed(&self, text: &str, max_tokens: usize) -> Option<Vec<f32>> {
        let tokens = self.tokenizer.encode(text, max_tokens);
        let unknown = tokens.iter().filter(|token| **token == UNKNOWN).count();
        (unknown * MIN_TOKENS_PER_UNKNOWN < tokens.len()).then(|| self.forward(&tokens))
    }

    fn forward(&self, tokens: &[u32]) -> Vec<f32> {
        let embedded: Vec<f32> = tokens.iter().flat_map(|&token| self.token(token as usize)).collect();
        let mut projected = self.projection.apply(&embedded);
        self.projection_norm.apply(&mut projected);
        let ngrams: Vec<Vec<f32>> =
            self.ngram_layers.iter().enumerate().map(|(place, layer)| layer.apply(part(&projected, place))).collect();
        let mut rows: Vec<f32> = Vec::with_capacity(tokens.len() * self.norm.weight.len());
        for row in 0..tokens.len() {
            rows.extend(&embedded[row * TOKEN_WIDTH..][..TOKEN_WIDTH]);
            for ngram in &ngrams {
                rows.extend(&ngram[row * NGRAM_WIDTH..][..NGRAM_WIDTH]);
            }
        }
        self.norm.apply(&mut rows);
        // The model sums `W·x + b` over the n rows and divides by √n, which equals √n · (W·mean + b).
        let root = count(tokens.len()).sqrt();
        let mut mean = vec![0.0; self.norm.weight.len()];
        for row in rows.chunks_exact(mean.len()) {
            add(&mut mean, row);
        }
        for x in &mut mean {
            *x /= count(tokens.len());
        }
        let mut summed = self.sum.apply(&mean);
        for x in &mut summed {
            *x *= root;
        }
        self.deep(&summed)
    }

    fn deep(&self, summed: &[f32]) -> Vec<f32> {
        let [first, second_plain, second, third, fourth_plain, fourth] = &self.deep;
        let step = |layer: &Linear, x: &[f32]| {
            let mut y = layer.apply(x);
            relu(&mut y);
            y
        };
        let mut y = second_plain.apply(summed);
        add(&mut y, &second.apply(&step(first, summed)));
        relu(&mut y);
        let mut z = fourth_plain.apply(&y);
        add(&mut z, &fourth.apply(&step(third, &y)));
        z.into_iter().map(f32::tanh).collect()
    }

    fn token(&self, token: usize) -> impl Iterator<Item = f32> {
        let chunk = token % CHUNKS;
        let (step, lowest) = self.steps[chunk];
        self.table[chunk][token / CHUNKS * TOKEN_WIDTH..][..TOKEN_WIDTH]
            .iter()
            .map(move |&x| f32::from(x) * step + lowest)
    }
}

impl NgramLayer {
    fn apply(&self, mut x: Vec<f32>) -> Vec<f32> {
        for layer in [&self.first, &self.second] {
            let mut y = layer.apply(&self.windows(&x));
            relu(&mut y);
            add(&mut x, &y);
        }
        x
    }

    /// Each row with its neighbours, padded with zeros.
    fn windows(&self, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / NGRAM_WIDTH;
        let mut windows = vec![0.0; rows * self.length * NGRAM_WIDTH];
        for (row, window) in windows.chunks_exact_mut(self.length * NGRAM_WIDTH).enumerate() {
            for (place, out) in window.chunks_exact_mut(NGRAM_WIDTH).enumerate() {
                let Some(from) = (row + place).checked_sub(self.left).filter(|from| *from < rows) else { continue };
                out.copy_from_slice(&x[from * NGRAM_WIDTH..][..NGRAM_WIDTH]);
            }
        }
        windows
    }
}

/// The columns of the n-grams of one length.
fn part(projected: &[f32], place: usize) -> Vec<f32> {
    projected
        .chunks_exact(ORDERS.len() * NGRAM_WIDTH)
        .flat_map(|row| &row[place * NGRAM_WIDTH..][..NGRAM_WIDTH])
        .copied()
        .collect()
}

/// The epsilon of layer normalisation.
fn epsilon(directory: &Path) -> io::Result<f32> {
    let bytes = npy::read(directory, "eps", "<f8")?;
    let bytes = bytes.first_chunk().ok_or_else(|| damaged("eps"))?;
    #[expect(clippy::cast_possible_truncation, reason = "a small number, whose first digits count")]
    Ok(f64::from_le_bytes(*bytes) as f32)
}
