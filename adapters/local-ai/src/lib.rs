//! Embeddings on this machine, without any network.
//!
//! [`MiniLm`] runs all-MiniLM-L6-v2 from a directory of weights. Without weights [`LexicalEmbedder`] compares words instead of
//! meanings, under a model id of its own.

mod lexical;
mod minilm;

pub use lexical::LexicalEmbedder;
pub use minilm::MiniLm;
