//! multilingual-e5-small: BERT with 12 layers, mean pooling, 384 dimensions, from one file with 4-bit weights.

#![expect(clippy::inline_always, reason = "what is not inlined is compiled without the wide instructions")]

use std::collections::HashMap;
use std::io;

use super::arithmetic::{LayerNorm, add, count, exp, gelu};
use super::bytes::{ByteReader, damaged, floats};
use super::linear::Linear;
use super::unigram::{Piece, Unigram};

/// The number of weights that share a scale.
const BLOCK: usize = 32;
/// The size of a block: a 16-bit scale and 32 weights of 4 bits.
const BLOCK_BYTES: usize = 18;
/// The width of an attention head.
const HEAD_WIDTH: usize = 32;

/// The model.
#[derive(Debug)]
pub(super) struct E5 {
    tokenizer: Tokenizer,
    word_embeddings: Q4Matrix,
    /// The position embeddings, with the embedding of the only token type added.
    positions: Vec<f32>,
    norm: LayerNorm,
    layers: Vec<Layer>,
    hidden: usize,
}

#[derive(Debug)]
struct Layer {
    /// Query, key and value in one product.
    attention_in: Linear,
    attention_out: Linear,
    attention_norm: LayerNorm,
    feed_forward_in: Linear,
    feed_forward_out: Linear,
    norm: LayerNorm,
}

#[derive(Debug)]
struct Tokenizer {
    unigram: Unigram,
    /// The normalisation of characters. Characters that are not listed stay as they are.
    replacements: HashMap<char, String>,
    begin: u32,
    end: u32,
}

impl E5 {
    /// From the file's bytes.
    pub(super) fn read(file: &[u8]) -> io::Result<Self> {
        let mut bytes = ByteReader(file);
        bytes.take(8)?;
        let (hidden, layers) = (bytes.count()?, bytes.count()?);
        // Sizes that follow from the tensors: heads, feed-forward, vocabulary, positions, token types.
        bytes.take(5 * 4)?;
        let epsilon = bytes.f32()?;
        if bytes.count()? != BLOCK || !hidden.is_multiple_of(HEAD_WIDTH) {
            return Err(damaged("unexpected block size"));
        }
        let tokenizer = Tokenizer::read(&mut bytes)?;
        let tensors = Tensors::read(&mut bytes, file)?;
        let norm = |name: &str| -> io::Result<LayerNorm> {
            let (weight, bias) = (tensors.numbers(&format!("{name}.w"))?, tensors.numbers(&format!("{name}.b"))?);
            Ok(LayerNorm { weight, bias, epsilon })
        };
        let mut positions = tensors.numbers("emb.pos")?;
        let token_type = tensors.numbers("emb.type")?;
        for position in positions.chunks_exact_mut(hidden) {
            add(position, &token_type[..hidden]);
        }
        let layer = |i: usize| -> io::Result<Layer> {
            let linear = |names: &[&str]| tensors.linear(names.iter().map(|name| format!("l{i}.{name}")));
            Ok(Layer {
                attention_in: linear(&["q", "k", "v"])?,
                attention_out: linear(&["ao"])?,
                attention_norm: norm(&format!("l{i}.aln"))?,
                feed_forward_in: linear(&["fi"])?,
                feed_forward_out: linear(&["fo"])?,
                norm: norm(&format!("l{i}.oln"))?,
            })
        };
        Ok(Self {
            word_embeddings: tensors.q4_matrix("emb.word")?,
            norm: norm("emb.ln")?,
            layers: (0..layers).map(layer).collect::<io::Result<_>>()?,
            tokenizer,
            positions,
            hidden,
        })
    }

    /// The mean of the tokens' vectors.
    pub(super) fn embed(&self, text: &str, max_tokens: usize) -> Vec<f32> {
        self.forward(&self.tokenizer.encode(text, max_tokens))
    }

    fn forward(&self, tokens: &[u32]) -> Vec<f32> {
        let mut x: Vec<f32> =
            tokens.iter().flat_map(|&token| self.word_embeddings.row(token as usize, self.hidden)).collect();
        add(&mut x, &self.positions);
        self.norm.apply(&mut x);
        for layer in &self.layers {
            let attended = attention(&layer.attention_in.apply(&x), self.hidden);
            add(&mut x, &layer.attention_out.apply(&attended));
            layer.attention_norm.apply(&mut x);
            let mut wide = layer.feed_forward_in.apply(&x);
            gelu(&mut wide);
            add(&mut x, &layer.feed_forward_out.apply(&wide));
            layer.norm.apply(&mut x);
        }
        let mut mean = vec![0.0; self.hidden];
        for row in x.chunks_exact(self.hidden) {
            add(&mut mean, row);
        }
        mean
    }
}

/// Multi-head self-attention. A row of `qkv` holds query, key and value of one token.
fn attention(qkv: &[f32], hidden: usize) -> Vec<f32> {
    let rows = qkv.len() / (3 * hidden);
    let mut out = vec![0.0; rows * hidden];
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            for head in 0..hidden / HEAD_WIDTH {
                attend_head(qkv, hidden, head * HEAD_WIDTH, &mut out);
            }
        },
    );
    out
}

#[inline(always)]
fn attend_head(qkv: &[f32], hidden: usize, from: usize, out: &mut [f32]) {
    let rows = qkv.len() / (3 * hidden);
    let part = |row: usize, which: usize| -> &[f32; HEAD_WIDTH] {
        let begin = row * 3 * hidden + which * hidden + from;
        qkv[begin..begin + HEAD_WIDTH].try_into().expect("a head's width")
    };
    // Keys of 32 tokens are transposed, so that their scores are computed in SIMD lanes.
    let blocks = rows.div_ceil(BLOCK);
    let mut keys = vec![[[0.0_f32; BLOCK]; HEAD_WIDTH]; blocks];
    for row in 0..rows {
        for (n, x) in part(row, 1).iter().enumerate() {
            keys[row / BLOCK][n][row % BLOCK] = *x;
        }
    }
    let scale = 1.0 / count(HEAD_WIDTH).sqrt();
    let mut scores = vec![[0.0_f32; BLOCK]; blocks];
    for row in 0..rows {
        let query = part(row, 0);
        for (scores, keys) in scores.iter_mut().zip(&keys) {
            let mut sums = [0.0_f32; BLOCK];
            for (q, keys) in query.iter().zip(keys) {
                for (sum, key) in sums.iter_mut().zip(keys) {
                    *sum += q * key;
                }
            }
            *scores = sums;
        }
        let scores = &mut scores.as_flattened_mut()[..rows];
        let max = scores.iter().fold(f32::MIN, |max, score| max.max(*score));
        for score in scores.iter_mut() {
            *score = exp((*score - max) * scale);
        }
        let mut sums = [0.0_f32; HEAD_WIDTH];
        let mut total = 0.0;
        for (other, weight) in scores.iter().enumerate() {
            total += weight;
            for (sum, value) in sums.iter_mut().zip(part(other, 2)) {
                *sum += weight * value;
            }
        }
        for (out, sum) in out[row * hidden + from..].iter_mut().zip(sums) {
            *out = sum / total;
        }
    }
}

impl Tokenizer {
    fn read(bytes: &mut ByteReader<'_>) -> io::Result<Self> {
        let pieces = bytes.count()?;
        let (begin, end, padding, unknown) = (bytes.u32()?, bytes.u32()?, bytes.u32()?, bytes.u32()?);
        let length = bytes.long_count()?;
        let offsets: Vec<usize> = (0..=pieces).map(|_| bytes.count()).collect::<io::Result<_>>()?;
        let scores = floats(bytes.take(4 * pieces)?);
        let text = std::str::from_utf8(bytes.take(length)?).map_err(|_| damaged("a piece is no text"))?;
        let texts: Option<Vec<&str>> = offsets.windows(2).map(|pair| text.get(pair[0]..pair[1])).collect();
        let texts = texts.ok_or_else(|| damaged("a piece is cut"))?;
        let marks = [begin, end, padding, unknown];
        let pieces = (0_u32..).zip(texts).zip(scores);
        let pieces = pieces.map(|((id, text), score)| Piece { text, score, is_special: marks.contains(&id) });
        Ok(Self { unigram: Unigram::new(pieces, unknown), replacements: replacements(bytes)?, begin, end })
    }

    fn encode(&self, text: &str, max_tokens: usize) -> Vec<u32> {
        let mut normal = String::with_capacity(text.len());
        for character in text.chars() {
            match self.replacements.get(&character) {
                Some(replacement) => normal.push_str(replacement),
                None if character.is_whitespace() => normal.push(' '),
                None => normal.push(character),
            }
        }
        let mut ids = vec![self.begin];
        self.unigram.append(&normal, max_tokens - 1, &mut ids);
        ids.push(self.end);
        ids
    }
}

fn replacements(bytes: &mut ByteReader<'_>) -> io::Result<HashMap<char, String>> {
    let characters = bytes.count()?;
    let length = bytes.count()?;
    let mut bytes = ByteReader(bytes.take(length)?);
    let mut replacements = HashMap::with_capacity(characters);
    for _ in 0..characters {
        let character = bytes.u32()?;
        let [length] = bytes.array()?;
        let replacement: io::Result<Vec<u32>> = (0..length).map(|_| bytes.u32()).collect();
        // A lone surrogate occurs in no text.
        if let Some(character) = char::from_u32(character) {
            replacements.insert(character, replacement?.into_iter().filter_map(char::from_u32).collect());
        }
    }
    Ok(replacements)
}

/// A matrix in blocks of 4-bit weights, each with a scale.
#[derive(Debug)]
struct Q4Matrix(Vec<[u8; BLOCK_BYTES]>);

impl Q4Matrix {
    fn row(&self, row: usize, width: usize) -> impl Iterator<Item = f32> {
        let blocks = width / BLOCK;
        self.0[row * blocks..(row + 1) * blocks].iter().flat_map(|block| dequantise(*block))
    }
}

/// The low nibbles are the first half of the weights, the high nibbles the second half.
fn dequantise(block: [u8; BLOCK_BYTES]) -> [f32; BLOCK] {
    let scale = f16_to_f32(u16::from_le_bytes([block[0], block[1]]));
    std::array::from_fn(|n| {
        let byte = block[2 + n % 16];
        let number = if n < 16 { byte & 0x0f } else { byte >> 4 };
        (f32::from(number) - 8.0) * scale
    })
}

/// Converts a half-precision number.
fn f16_to_f32(bits: u16) -> f32 {
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    let magnitude = match exponent {
        0 => f32::from(bits & 0x3ff) * 2.0_f32.powi(-24),
        31 => f32::INFINITY,
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}

/// The tensors of the file, by name.
struct Tensors<'a>(HashMap<&'a str, Tensor<'a>>);

enum Tensor<'a> {
    Plain(&'a [u8]),
    Q4Matrix(&'a [[u8; BLOCK_BYTES]]),
}

impl<'a> Tensors<'a> {
    fn read(bytes: &mut ByteReader<'a>, file: &'a [u8]) -> io::Result<Self> {
        let mut entries = Vec::new();
        for _ in 0..bytes.count()? {
            let length = usize::from(u16::from_le_bytes(bytes.array()?));
            let name = std::str::from_utf8(bytes.take(length)?).map_err(|_| damaged("a name is no text"))?;
            // The type, which follows from the length.
            bytes.take(1)?;
            let elements = bytes.count()?;
            let (offset, length) = (bytes.long_count()?, bytes.long_count()?);
            entries.push((name, elements, offset, length));
        }
        // Offsets are relative to the tensors or to the file. In both cases the last tensor ends at the end of the file.
        let end = entries.iter().map(|entry| entry.2 + entry.3).max().unwrap_or_default();
        let begin = file.len().checked_sub(end).ok_or_else(|| damaged("it is too short"))?;
        let mut tensors = HashMap::with_capacity(entries.len());
        for (name, elements, offset, length) in entries {
            let data = file.get(begin + offset..begin + offset + length).ok_or_else(|| damaged(name))?;
            let tensor = if length == 4 * elements {
                Tensor::Plain(data)
            } else if length == elements / BLOCK * BLOCK_BYTES {
                Tensor::Q4Matrix(data.as_chunks().0)
            } else {
                return Err(damaged(&format!("{name} is of an unknown kind")));
            };
            tensors.insert(name, tensor);
        }
        Ok(Self(tensors))
    }

    fn get(&self, name: &str) -> io::Result<&Tensor<'a>> {
        self.0.get(name).ok_or_else(|| damaged(&format!("{name} is missing")))
    }

    fn numbers(&self, name: &str) -> io::Result<Vec<f32>> {
        Ok(match self.get(name)? {
            Tensor::Plain(bytes) => floats(bytes),
            Tensor::Q4Matrix(blocks) => blocks.iter().flat_map(|block| dequantise(*block)).collect(),
        })
    }

    fn q4_matrix(&self, name: &str) -> io::Result<Q4Matrix> {
        match self.get(name)? {
            Tensor::Q4Matrix(blocks) => Ok(Q4Matrix(blocks.to_vec())),
            Tensor::Plain(_) => Err(damaged(name)),
        }
    }

    /// Several layers with the same input, joined into one.
    fn linear(&self, names: impl Iterator<Item = String>) -> io::Result<Linear> {
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        for name in names {
            weights.extend(self.numbers(&format!("{name}.w"))?);
            bias.extend(self.numbers(&format!("{name}.b"))?);
        }
        Ok(Linear::of_rows(bias, &weights))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_numbers_are_converted() {
        for (bits, number) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0, 0.0)]
        {
            assert!((f16_to_f32(bits) - number).abs() < 1e-12, "{bits:x}: {}", f16_to_f32(bits));
        }
    }

    #[test]
    fn a_block_is_sixteen_low_nibbles_and_sixteen_high_ones() {
        let mut block = [0x88; BLOCK_BYTES];
        (block[0], block[1], block[2], block[17]) = (0x00, 0x38, 0x9f, 0x70);
        let numbers = dequantise(block);
        assert_eq!((numbers[0], numbers[1], numbers[15], numbers[16], numbers[31]), (3.5, 0.0, -4.0, 0.5, -0.5));
    }

    #[test]
    fn attention_over_equal_values_returns_the_value() {
        let hidden = 2 * HEAD_WIDTH;
        let row: Vec<f32> = (0..3 * hidden).map(|n| count(n) / 100.0).collect();
        let out = attention(&row.repeat(40), hidden);
        for out in out.chunks_exact(hidden) {
            assert!(out.iter().zip(&row[2 * hidden..]).all(|(a, b)| (a - b).abs() < 1e-5));
        }
    }

    #[test]
    fn a_truncated_file_is_an_error() {
        for length in [0, 7, 40, 60] {
            assert!(E5::read(&vec![0; length]).is_err(), "{length}");
        }
    }
}
