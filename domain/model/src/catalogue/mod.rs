//! Jobs, their sections, places, pay and enrichments, which of them are the same, and applications for them.

pub mod application;
pub mod closing;
pub mod countries;
pub mod draft;
pub mod enrichment;
pub mod gazetteer;
pub mod job;
pub mod outline;
pub mod pay;
pub mod places;
pub mod salary;
pub mod sameness;
pub mod sentences;
