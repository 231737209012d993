//! Local embedding models, which need no network.
//!
//! [`Multilingual`] finds jobs in the seekers' languages; [`MiniLm`] runs all-MiniLM-L6-v2, which is smaller and knows English
//! alone. Both read a directory of weights. Without weights [`LexicalEmbedder`] compares words instead of meanings, under its
//! own model id.

mod lexical;
mod minilm;
mod multilingual;

pub use lexical::LexicalEmbedder;
pub use minilm::MiniLm;
pub use multilingual::Multilingual;
