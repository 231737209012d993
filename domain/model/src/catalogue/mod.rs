//! Jobs, their sections, places, pay and enrichments, and which of them are the same.

pub mod closing;
pub mod countries;
pub mod enrichment;
pub mod gazetteer;
pub mod job;
pub mod outline;
pub mod pay;
pub mod places;
pub mod salary;
pub mod sameness;
pub mod sentences;
