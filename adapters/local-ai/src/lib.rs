//! Embeddings on this machine, without any network.
//!
//! [`MiniLm`] runs all-MiniLM-L6-v2 from a directory of weights. Where there are none, [`LexicalEmbedder`] compares words
//! instead of meanings: cruder, and honest about it through a model id of its own.

mod lexical;
mod minilm;

pub use lexical::LexicalEmbedder;
pub use minilm::MiniLm;
