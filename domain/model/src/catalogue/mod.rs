//! Jobs, their sections, pay and enrichments.

pub mod closing;
pub mod enrichment;
pub mod job;
pub mod outline;
pub mod pay;
pub mod salary;
pub mod sentences;
