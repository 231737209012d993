//! The interviewer by rules: follow-ups and scorecards, deterministic, for installations without a model and for answers of
//! a model that are wrong.

mod answers;
mod follow_up;
mod lexicon;
mod score;

pub(crate) use follow_up::follow_up;
pub(crate) use score::scorecard;
