//! Sign-in against honest and malicious issuers. Tokens are really signed, by keys made for the test.

mod github;
mod issuer;
mod openid;
mod outages;
mod supabase;
mod tokens;
