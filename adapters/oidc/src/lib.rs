//! Signing in with an account of somebody else's: by `OpenID` Connect with any issuer that describes itself (Google,
//! `LinkedIn`, an operator's own), and at GitHub, which speaks OAuth alone.
//!
//! Written here rather than taken from a library, because the usual one brings the crate `rsa`, which `deny.toml` refuses;
//! signatures are checked by aws-lc. What an issuer answers is foreign: it comes by HTTPS from public addresses, without
//! redirects, in 64 KiB and ten seconds, and no code, token or secret is in any error.
//!
//! Supabase Auth is an issuer, too, and may keep all accounts in our place.

mod config;
mod github;
mod id_token;
mod keys;
mod login;
mod openid;
mod published;
mod supabase;
mod web;

pub use config::{SocialConfig, SocialKind};
pub use login::SocialLogins;
pub use supabase::{SupabaseAuth, SupabaseConfig};
