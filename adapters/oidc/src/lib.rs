//! Social sign-in: `OpenID` Connect with any issuer that has a discovery document (Google, `LinkedIn`, an operator's
//! own), and OAuth with GitHub, which has none. Also Supabase Auth as an external identity provider.
//!
//! The protocol is implemented here, because the usual library depends on the crate `rsa`, which `deny.toml` refuses;
//! aws-lc verifies the signatures. Requests follow the issuer policy of `adapter-http`: HTTPS, public addresses, no
//! redirects, 64 KiB, ten seconds. No error contains a code, a token or a secret.

mod config;
mod document_cache;
mod github;
mod id_token;
mod issuer_client;
mod keys;
mod openid;
mod social_logins;
mod supabase;

pub use config::{SocialConfig, SocialKind};
pub use social_logins::SocialLogins;
pub use supabase::{SupabaseAuth, SupabaseConfig};
