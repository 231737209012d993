//! Jobs, their sections, pay and enrichments.

pub mod enrichment;
pub mod job;
pub mod outline;
pub mod salary;
