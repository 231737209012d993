//! Local embedding models, which need no network.
//!
//! [`MiniLm`] runs all-MiniLM-L6-v2 from a directory of weights. Without weights [`LexicalEmbedder`] compares words
//! instead of meanings, under its own model id.

mod lexical;
mod minilm;

pub use lexical::LexicalEmbedder;
pub use minilm::MiniLm;
