//! Search over the catalogue: the words of a text, what is asked for, and what is found.
//!
//! Both sides of a search read words here, the index and the query, so that they agree.

pub mod document;
pub mod filter;
pub mod fold;
pub mod language;
pub mod query;
pub mod suggestions;
pub mod vocabulary;
pub mod words;
