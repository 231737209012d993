//! Embeddings: texts as vectors, near to one another when the texts are similar.

use serde::{Deserialize, Serialize};

/// Which model made a vector. Vectors of different models are never compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ModelId {
    /// For example `all-MiniLM-L6-v2`.
    pub name: String,
    /// How many numbers a vector of this model has.
    pub dimensions: usize,
}

impl std::fmt::Display for ModelId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.name, self.dimensions)
    }
}

/// A vector of length one, and the model that made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    model: ModelId,
    vector: Vec<f32>,
}

/// Numbers that are no embedding of the model, or of another one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddingError {
    /// The model promises another number of dimensions.
    #[error("model `{model}` promises {} dimensions, got {got}", model.dimensions)]
    Dimensions {
        /// The model.
        model: ModelId,
        /// How many numbers there are.
        got: usize,
    },
    /// A vector of zeros, or one with NaN or infinity, points nowhere.
    #[error("the vector has no direction")]
    NoDirection,
    /// Only vectors of one model can be compared.
    #[error("cannot compare vectors of `{left}` and `{right}`")]
    DifferentModels {
        /// One model.
        left: ModelId,
        /// The other.
        right: ModelId,
    },
}

impl Embedding {
    /// Scales `vector` to length one.
    pub fn new(model: ModelId, mut vector: Vec<f32>) -> Result<Self, EmbeddingError> {
        if vector.len() != model.dimensions {
            return Err(EmbeddingError::Dimensions { got: vector.len(), model });
        }
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        if !length.is_normal() {
            return Err(EmbeddingError::NoDirection);
        }
        // A vector that was stored comes back to the bit.
        if (length - 1.0).abs() > 1e-6 {
            for x in &mut vector {
                *x /= length;
            }
        }
        Ok(Self { model, vector })
    }

    /// One embedding for a text that was read in several passages: their mean direction.
    ///
    /// # Panics
    /// Never: an empty list is [`EmbeddingError::NoDirection`].
    pub fn mean(passages: &[Self]) -> Result<Self, EmbeddingError> {
        let Some(first) = passages.first() else { return Err(EmbeddingError::NoDirection) };
        let mut sum = vec![0.0; first.vector.len()];
        for passage in passages {
            first.require_same_model(passage)?;
            for (total, x) in sum.iter_mut().zip(&passage.vector) {
                *total += x;
            }
        }
        Self::new(first.model.clone(), sum)
    }

    /// The model that made it.
    pub fn model(&self) -> &ModelId {
        &self.model
    }

    /// The numbers; their squares add up to one.
    pub fn vector(&self) -> &[f32] {
        &self.vector
    }

    /// Cosine of the angle between the two, -1 to 1.
    pub fn cosine(&self, other: &Self) -> Result<f32, EmbeddingError> {
        self.require_same_model(other)?;
        Ok(self.vector.iter().zip(&other.vector).map(|(a, b)| a * b).sum())
    }

    fn require_same_model(&self, other: &Self) -> Result<(), EmbeddingError> {
        if self.model == other.model {
            return Ok(());
        }
        Err(EmbeddingError::DifferentModels { left: self.model.clone(), right: other.model.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(name: &str) -> ModelId {
        ModelId { name: name.to_owned(), dimensions: 2 }
    }

    fn embedding(vector: [f32; 2]) -> Embedding {
        Embedding::new(model("m"), vector.to_vec()).unwrap()
    }

    #[test]
    fn cosine_depends_on_direction_only() {
        let cosine = embedding([3.0, 0.0]).cosine(&embedding([0.5, 0.5])).unwrap();
        assert!((cosine - std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-6, "{cosine}");
    }

    #[test]
    fn lm_09_vectors_of_different_models_are_never_compared() {
        let other = Embedding::new(model("other"), vec![1.0, 0.0]).unwrap();
        let refused = embedding([1.0, 0.0]).cosine(&other);
        assert_eq!(refused, Err(EmbeddingError::DifferentModels { left: model("m"), right: model("other") }));
    }

    #[test]
    fn numbers_without_direction_are_refused() {
        for vector in [[0.0, 0.0], [f32::NAN, 1.0], [f32::INFINITY, 1.0]] {
            assert_eq!(Embedding::new(model("m"), vector.to_vec()), Err(EmbeddingError::NoDirection));
        }
        assert!(matches!(Embedding::new(model("m"), vec![1.0]), Err(EmbeddingError::Dimensions { got: 1, .. })));
        assert_eq!(Embedding::mean(&[]), Err(EmbeddingError::NoDirection));
    }

    #[test]
    fn the_mean_of_passages_lies_between_them() {
        let mean = Embedding::mean(&[embedding([1.0, 0.0]), embedding([0.0, 1.0])]).unwrap();
        assert!((mean.vector()[0] - mean.vector()[1]).abs() < 1e-6);
    }
}
