//! Search over the catalogue: what a query means, which jobs it finds, and where they show it.

mod follower;
mod highlight;
mod interpret;
mod lexicon;
mod phrases;
mod semantic;
mod service;
mod stop_words;
mod units;

pub use follower::SearchFollower;
pub use highlight::Highlight;
pub use interpret::{Meaning, interpret};
pub use semantic::{SemanticSearch, near};
pub use service::{
    Correction, FoundJob, JobSearch, Location, SearchError, SearchPage, SearchResult, SearchService, place_names,
};
