//! Request and response bodies of the protocol.

use chrono::{DateTime, Utc};
use domain_identity::{AccountDetails, AccountService, IdentityResult, IssuedSession};
use domain_model::identity::account::{Account, LinkedIdentity};
use domain_model::identity::factor::Factor;
use domain_model::kernel::id::AccountId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::names::{ChallengeMethod, FactorStatus, FactorType};

/// A user of the protocol.
#[expect(clippy::struct_field_names, reason = "the protocol names them")]
#[derive(Serialize, ToSchema)]
#[schema(as = AuthUser)]
pub(super) struct User {
    id: Uuid,
    #[schema(example = "authenticated")]
    aud: &'static str,
    /// The role of the protocol. The account's role is in `app_metadata.role`.
    #[schema(example = "authenticated")]
    role: &'static str,
    email: String,
    phone: &'static str,
    email_confirmed_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    last_sign_in_at: Option<DateTime<Utc>>,
    /// `provider`, `providers`, `role`
    #[schema(value_type = Object)]
    app_metadata: Value,
    /// The user's own metadata.
    #[schema(value_type = Object)]
    user_metadata: Value,
    identities: Vec<Identity>,
    factors: Vec<FactorObject>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    banned_until: Option<DateTime<Utc>>,
    is_anonymous: bool,
}

/// An identity with which the user signs in.
#[expect(clippy::struct_field_names, reason = "the protocol names them")]
#[derive(Serialize, ToSchema)]
#[schema(as = AuthIdentity)]
struct Identity {
    identity_id: Uuid,
    id: String,
    user_id: Uuid,
    provider: String,
    #[schema(value_type = Object)]
    identity_data: Value,
    created_at: DateTime<Utc>,
    last_sign_in_at: Option<DateTime<Utc>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AuthFactor)]
struct FactorObject {
    id: Uuid,
    friendly_name: String,
    #[schema(value_type = FactorType)]
    factor_type: &'static str,
    #[schema(value_type = FactorStatus)]
    status: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// A session with its tokens.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthSession)]
pub(super) struct Session {
    access_token: String,
    #[schema(example = "bearer")]
    token_type: &'static str,
    #[schema(example = 900)]
    expires_in: u64,
    expires_at: i64,
    refresh_token: String,
    user: User,
}

/// A session, or only the user when the address must be verified first.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AuthSignUp)]
pub(super) enum SignUp {
    Session(Box<Session>),
    User(Box<User>),
}

/// An empty response.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthNothing)]
pub(super) struct Empty {}

/// The page to which the link in the mail redirects.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RedirectQuery {
    pub(super) redirect_to: Option<String>,
}

/// The PKCE code challenge of a client that expects a redirect.
#[derive(Deserialize, ToSchema, Default)]
#[schema(as = AuthChallenge)]
pub(super) struct Challenge {
    pub(super) code_challenge: Option<String>,
    #[schema(value_type = Option<ChallengeMethod>)]
    pub(super) code_challenge_method: Option<String>,
}

impl Challenge {
    /// The challenge with its method, as the service stores it: `s256.<challenge>` or `plain.<challenge>`.
    pub(super) fn tagged(self) -> Option<String> {
        let challenge = self.code_challenge.filter(|challenge| !challenge.is_empty())?;
        let method = self.code_challenge_method.unwrap_or_default().to_lowercase();
        Some(format!("{}.{challenge}", if method == "plain" { "plain" } else { "s256" }))
    }
}

impl Session {
    pub(super) async fn of(accounts: &AccountService, signed_in: IssuedSession) -> IdentityResult<Self> {
        let user = User::of(accounts, signed_in.account, signed_in.metadata).await?;
        Ok(Self {
            access_token: signed_in.access_token,
            token_type: "bearer",
            expires_in: signed_in.expires_in.as_secs(),
            expires_at: signed_in.expires_at.timestamp(),
            refresh_token: signed_in.refresh_token,
            user,
        })
    }
}

impl User {
    /// The user with identities and factors.
    pub(super) async fn of(
        accounts: &AccountService,
        account: Account,
        metadata: Map<String, Value>,
    ) -> IdentityResult<Self> {
        let (linked, factors) = accounts.sign_in_methods(account.id).await?;
        Ok(Self::new(&account, metadata, linked, &factors))
    }

    /// A user with only the data of the request, so that the response does not reveal whether the account is new.
    pub(super) fn unconfirmed(id: Uuid, email: &str, now: DateTime<Utc>) -> Self {
        let email = email.parse().expect("an address that was just registered is one");
        let account = Account::new(AccountId(id), email, domain_model::identity::account::Role::Seeker, None, now);
        Self {
            app_metadata: json!({"provider": "email", "providers": ["email"]}),
            ..Self::new(&account, Map::new(), Vec::new(), &[])
        }
    }

    fn new(account: &Account, metadata: Map<String, Value>, linked: Vec<LinkedIdentity>, factors: &[Factor]) -> Self {
        let by_mail = Identity {
            identity_id: account.id.0,
            id: account.id.to_string(),
            user_id: account.id.0,
            provider: "email".to_owned(),
            identity_data: json!({
                "sub": account.id, "email": account.email.as_str(), "email_verified": account.verified_at.is_some(),
            }),
            created_at: account.created_at,
            last_sign_in_at: account.last_sign_in_at,
        };
        let linked = linked.into_iter().map(|linked| Identity {
            identity_id: identity_id(&linked),
            id: linked.subject.clone(),
            user_id: account.id.0,
            provider: linked.provider,
            identity_data: json!({ "sub": linked.subject, "iss": linked.issuer, "email": linked.email }),
            created_at: linked.created_at,
            last_sign_in_at: Some(linked.last_sign_in_at),
        });
        let identities: Vec<Identity> = std::iter::once(by_mail).chain(linked).collect();
        let providers: Vec<&str> = identities.iter().map(|identity| identity.provider.as_str()).collect();
        let app_metadata = json!({ "provider": providers[0], "providers": providers, "role": account.role });
        let mut user_metadata = metadata;
        user_metadata.insert("role".to_owned(), json!(account.role));
        user_metadata.insert("full_name".to_owned(), json!(account.full_name));
        Self {
            id: account.id.0,
            aud: "authenticated",
            role: "authenticated",
            email: account.email.as_str().to_owned(),
            phone: "",
            email_confirmed_at: account.verified_at,
            confirmed_at: account.verified_at,
            last_sign_in_at: account.last_sign_in_at,
            app_metadata,
            user_metadata: Value::Object(user_metadata),
            factors: factors.iter().map(FactorObject::from).collect(),
            identities,
            created_at: account.created_at,
            updated_at: account.last_sign_in_at.unwrap_or(account.created_at),
            banned_until: account.banned_until,
            is_anonymous: false,
        }
    }
}

impl From<AccountDetails> for User {
    fn from(described: AccountDetails) -> Self {
        let AccountDetails { account, metadata, linked, factors } = described;
        Self::new(&account, metadata, linked, &factors)
    }
}

/// A stable id, by which clients tell identities apart.
fn identity_id(linked: &LinkedIdentity) -> Uuid {
    let digest = Sha256::digest(format!("{}\n{}", linked.issuer, linked.subject));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl From<&Factor> for FactorObject {
    fn from(factor: &Factor) -> Self {
        Self {
            id: factor.id.0,
            friendly_name: factor.name.clone(),
            factor_type: "totp",
            status: if factor.verified_at.is_some() { "verified" } else { "unverified" },
            created_at: factor.created_at,
            updated_at: factor.verified_at.unwrap_or(factor.created_at),
        }
    }
}
