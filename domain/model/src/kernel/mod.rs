//! Shared by all contexts: identifiers, text, network addresses, errors, payloads, named enumerations and pages of
//! lists.

pub mod address;
pub mod error;
pub mod fetch;
pub mod id;
pub mod letters;
pub mod named;
pub mod page;
pub mod payload;
pub mod text;
