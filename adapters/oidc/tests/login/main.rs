//! Sign-in against honest and malicious issuers. Tokens are really signed, by keys made for the test.

mod away;
mod github;
mod issuer;
mod openid;
mod supabase;
mod tokens;
