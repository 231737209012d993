//! What every context speaks of: identifiers, texts, network addresses, payloads and named enumerations.

pub mod address;
pub mod fetch;
pub mod id;
pub mod named;
pub mod payload;
pub mod text;
