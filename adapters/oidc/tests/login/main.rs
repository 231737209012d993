//! Conversations with issuers, honest ones and others. What they sign is signed for real, by keys made for the test.

mod away;
mod github;
mod issuer;
mod openid;
mod supabase;
mod tokens;
