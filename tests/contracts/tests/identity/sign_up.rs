//! Accounts that two people sign up for, of whom one has the address.

use domain_identity::{IdentityError, LinkRequest, NewApiKey, PresentedSecret, Purpose};
use domain_model::identity::account::LinkedIdentity;
use domain_model::identity::api_key::KeyScope;
use domain_model::identity::session::Origin;
use ports::Actor;

use crate::world::{PASSWORD, World};

const STRANGERS: &str = "a stranger's password";

pub(crate) async fn whoever_confirms_a_contested_address_finds_nothing_of_a_stranger(world: World) {
    for (n, way) in ["page", "link", "code", "again"].into_iter().enumerate() {
        let email = format!("ada{n}@example.org");
        // The stranger signs up first, and prepares every way in there is.
        let stranger = world.sign_up(&email, STRANGERS).await.unwrap();
        let who = world.authenticated(&stranger).await;
        let id = stranger.account.id;
        let confirmation = world.mail(&email).await;
        world.identity.second_factors.enrol_factor(&who, None).await.unwrap();
        let key = NewApiKey { name: "key".to_owned(), scopes: vec![KeyScope::Read], expires_at: None };
        let key = world.identity.api_keys.create_api_key(&who, key).await.unwrap();
        let linked = LinkedIdentity {
            issuer: "https://issuer.example".to_owned(),
            subject: format!("stranger-{n}"),
            account_id: id,
            provider: "own".to_owned(),
            email: None,
            created_at: stranger.session.created_at,
            last_sign_in_at: stranger.session.created_at,
        };
        let mut uow = world.database.begin(Actor::System).await.unwrap();
        uow.linked_identities().insert(&linked).await.unwrap();
        uow.commit().await.unwrap();
        world.identity.accounts.change_email(&who, LinkRequest::to(format!("evil{n}@example.net"))).await.unwrap();
        let moves_away = world.mails().await.remove(0);
        world.identity.accounts.change_email(&who, LinkRequest::to(format!("evil{n}@example.net"))).await.unwrap();
        let moves_later = world.waiting().await[0];
        assert!(world.identity.email_links.link_address(Purpose::EmailChange, &moves_away.secret).await.is_err());

        let refused = world.sign_up(&email, PASSWORD).await;
        assert!(matches!(refused, Err(IdentityError::EmailTaken)));
        assert!(world.password_works(&email, STRANGERS).await, "{way}: nothing has happened before the owner confirms");
        let origin = Origin::default();
        match way {
            "page" => {
                let proved = PresentedSecret::Link(&confirmation.secret);
                let confirmed = world.identity.email_links.confirm(Purpose::Verification, proved).await.unwrap();
                assert!(confirmed.needs_password);
            }
            "link" => {
                let proved = PresentedSecret::Link(&confirmation.secret);
                world.identity.email_links.verify(Purpose::Verification, proved, &origin).await.unwrap();
            }
            "code" => {
                let proved = PresentedSecret::Code { email: &email, code: &confirmation.code };
                world.identity.email_links.verify(Purpose::Verification, proved, &origin).await.unwrap();
            }
            _ => {
                world.identity.registration.resend_verification(LinkRequest::to(&email)).await.unwrap();
                let again = world.mail(&email).await;
                world
                    .identity
                    .email_links
                    .confirm(Purpose::Verification, PresentedSecret::Link(&again.secret))
                    .await
                    .unwrap();
            }
        }
        assert!(!world.password_works(&email, STRANGERS).await, "{way}: the stranger's password");
        assert!(!world.password_works(&email, PASSWORD).await, "{way}: nor any other before the owner has set one");
        assert!(
            world.identity.sessions.authenticate(&stranger.access_token).await.is_err(),
            "{way}: the stranger's sign-in"
        );
        assert!(world.identity.sessions.refresh(&stranger.refresh_token).await.is_err(), "{way}: its refresh token");
        assert!(world.identity.api_keys.authenticate_key(&key.secret).await.is_err(), "{way}: the stranger's key");
        let (links, factors) = world.identity.accounts.sign_in_methods(id).await.unwrap();
        assert!(links.is_empty() && factors.is_empty(), "{way}: {links:?} {factors:?}");
        assert!(world.write(moves_later).await.is_none(), "{way}: the stranger's change of address");

        let recovery = world.mail(&email).await;
        assert!(recovery.subject.starts_with("Set a new password"), "{way}: {recovery:?}");
        world.identity.registration.reset_password(PresentedSecret::Link(&recovery.secret), PASSWORD).await.unwrap();
        assert!(world.password_works(&email, PASSWORD).await, "{way}: the owner's password from then on");
    }
}

pub(crate) async fn one_person_who_confirms_keeps_the_password(world: World) {
    let ada = world.signed_up("ada@example.org").await;
    assert!(world.password_works("ada@example.org", PASSWORD).await);
    world.authenticated(&ada).await;
    // Whoever signs up later with a confirmed address changes nothing.
    assert!(matches!(world.sign_up("ADA@example.org", STRANGERS).await, Err(IdentityError::EmailTaken)));
    world.identity.registration.resend_verification(LinkRequest::to("ada@example.org")).await.unwrap();
    assert!(world.mail("ada@example.org").await.subject.starts_with("You have an account already"));
    assert!(
        world.password_works("ada@example.org", PASSWORD).await
            && !world.password_works("ada@example.org", STRANGERS).await
    );
}

pub(crate) async fn a_password_that_was_given_twice_is_no_contest(world: World) {
    let ada = world.sign_up("ada@example.org", PASSWORD).await.unwrap();
    let confirmation = world.mail("ada@example.org").await;
    // As when a button is pressed twice.
    assert!(matches!(world.sign_up("ada@example.org", PASSWORD).await, Err(IdentityError::EmailTaken)));
    let confirmed = world
        .identity
        .email_links
        .confirm(Purpose::Verification, PresentedSecret::Link(&confirmation.secret))
        .await
        .unwrap();
    assert!(!confirmed.needs_password);
    assert!(world.password_works("ada@example.org", PASSWORD).await);
    world.authenticated(&ada).await;
}
