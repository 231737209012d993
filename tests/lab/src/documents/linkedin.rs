//! Archives of `LinkedIn`.

use super::archive::{Entry, archive};

/// An archive in which each of some tables has this content.
pub fn linkedin_with(table: &[u8]) -> Vec<u8> {
    let names = ["Profile", "Positions", "Education", "Email Addresses", "Skills"];
    let entries = names.map(|name| Entry::stored(&format!("Export/{name}.csv"), table));
    archive(&entries)
}
