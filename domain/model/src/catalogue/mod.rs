//! Jobs, their sections, places, pay and enrichments.

pub mod closing;
pub mod countries;
pub mod enrichment;
pub mod gazetteer;
pub mod job;
pub mod outline;
pub mod pay;
pub mod places;
pub mod salary;
pub mod sentences;
