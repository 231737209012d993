//! One-time secrets: of a kind, the newest request's is good, and nothing else.

use domain_identity::{IdentityError, IssuedSession, LinkRequest, PresentedSecret, Purpose};
use domain_model::identity::account::Role;
use domain_model::identity::session::Origin;
use futures_util::future::join_all;
use ports::Actor;

use crate::world::{PASSWORD, ReceivedMail, World};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "s256.E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const HOME: &str = "http://jobs.example.org/app/";

/// Where a change of address is to lead: each request names another one.
fn wanted(email: &str, n: usize) -> String {
    format!("new{n}-{email}")
}

impl World {
    /// Somebody of whom a secret of this kind can be asked.
    async fn asker(&self, purpose: Purpose, email: &str) -> IssuedSession {
        match purpose {
            Purpose::Verification => {
                let signed_in = self.sign_up(email, PASSWORD).await.unwrap();
                self.waiting().await;
                signed_in
            }
            _ => self.signed_up(email).await,
        }
    }

    /// The nth request for a secret of this kind.
    async fn ask(&self, purpose: Purpose, asker: &IssuedSession, n: usize) {
        self.ask_with(purpose, asker, n, None).await;
    }

    async fn ask_with(&self, purpose: Purpose, asker: &IssuedSession, n: usize, challenge: Option<&str>) {
        let email = asker.account.email.as_str();
        let (redirect_to, challenge) = (challenge.map(|_| HOME.to_owned()), challenge.map(str::to_owned));
        let request = |email: &str| LinkRequest { redirect_to, challenge, ..LinkRequest::to(email) };
        match purpose {
            Purpose::Verification => self.identity.registration.resend_verification(request(email)).await,
            Purpose::Recovery => self.identity.registration.recover(request(email)).await,
            Purpose::SignIn => self.identity.sign_in.sign_in_by_mail(request(email)).await,
            Purpose::EmailChange => {
                let who = self.authenticated(asker).await;
                self.identity.accounts.change_email(&who, request(&wanted(email, n))).await
            }
        }
        .unwrap();
    }

    async fn is_good(&self, purpose: Purpose, mailed: &ReceivedMail) -> bool {
        self.identity.email_links.link_address(purpose, &mailed.secret).await.is_ok()
    }

    /// Uses a secret up.
    async fn redeem(&self, purpose: Purpose, proved: PresentedSecret<'_>) -> bool {
        let redeemed = match purpose {
            Purpose::EmailChange => self.identity.email_links.confirm(purpose, proved).await.map(drop),
            _ => self.identity.email_links.verify(purpose, proved, &Origin::default()).await.map(drop),
        };
        match redeemed {
            Ok(()) => true,
            Err(IdentityError::InvalidToken) => false,
            Err(error) => panic!("{purpose:?}: {error}"),
        }
    }
}

fn code(mailed: &ReceivedMail) -> PresentedSecret<'_> {
    PresentedSecret::Code { email: &mailed.to, code: &mailed.code }
}

pub(crate) async fn a_newer_request_revokes_what_older_ones_mailed(world: World) {
    for (n, purpose) in Purpose::ALL.into_iter().enumerate() {
        for requests in [2, 3] {
            let email = format!("ada{n}-{requests}@example.org");
            let bystander = world.asker(purpose, &format!("bob-{email}")).await;
            world.ask(purpose, &bystander, 0).await;
            let theirs = world.mails().await.remove(0);
            let asker = world.asker(purpose, &email).await;
            let mut mailed = Vec::new();
            for request in 0..requests {
                world.ask(purpose, &asker, request).await;
                if let Some(before) = mailed.last() {
                    assert!(!world.is_good(purpose, before).await, "{purpose:?}: at the request, before the next mail");
                }
                mailed.extend(world.mails().await);
            }
            assert_eq!(mailed.len(), requests, "{purpose:?}");
            let newest = mailed.pop().unwrap();
            for old in &mailed {
                assert!(
                    !world.redeem(purpose, PresentedSecret::Link(&old.secret)).await,
                    "{purpose:?}, {requests}: an old link"
                );
                // One in a million is the newest, too, where both went to the same address.
                if (&old.to, &old.code) != (&newest.to, &newest.code) {
                    assert!(!world.redeem(purpose, code(old)).await, "{purpose:?}, {requests}: an old code");
                }
            }
            assert!(world.is_good(purpose, &newest).await, "{purpose:?}, {requests}: the newest link");
            assert!(world.redeem(purpose, code(&newest)).await, "{purpose:?}, {requests}: the newest code");
            assert!(world.is_good(purpose, &theirs).await, "{purpose:?}: another account's is not touched");
        }
    }
}

pub(crate) async fn a_newer_request_revokes_the_authorization_codes_of_its_kind(world: World) {
    for (n, purpose) in Purpose::ALL.into_iter().enumerate() {
        let asker = world.asker(purpose, &format!("ada{n}@example.org")).await;
        world.ask_with(purpose, &asker, 0, Some(CHALLENGE)).await;
        let mailed = world.mails().await.remove(0);
        let opened = world
            .identity
            .email_links
            .open_link(purpose, &mailed.secret, Some(HOME), &Origin::default())
            .await
            .unwrap();
        let code = opened.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        world.ask(purpose, &asker, 1).await;
        let late = world.identity.sign_in.exchange_code(&code, VERIFIER, &Origin::default()).await;
        assert!(matches!(late, Err(IdentityError::InvalidToken)), "{purpose:?}");
    }
}

pub(crate) async fn a_mail_that_was_replaced_is_not_written(world: World) {
    for (n, purpose) in Purpose::ALL.into_iter().enumerate() {
        for newest_first in [true, false] {
            let asker = world.asker(purpose, &format!("ada{n}-{newest_first}@example.org")).await;
            for request in 0..3 {
                world.ask(purpose, &asker, request).await;
            }
            let mut waiting = world.waiting().await;
            assert_eq!(waiting.len(), 3);
            let newest = waiting[2];
            if newest_first {
                waiting.reverse();
            }
            let mut written = Vec::new();
            for id in waiting {
                let mailed = world.write(id).await;
                assert_eq!(mailed.is_some(), id == newest, "{purpose:?}: only the newest is sent");
                written.extend(mailed);
            }
            assert!(world.is_good(purpose, &written[0]).await, "{purpose:?}");
        }
    }
}

pub(crate) async fn of_requests_at_once_one_secret_is_good(world: World) {
    const AT_ONCE: usize = 5;
    for (n, purpose) in Purpose::ALL.into_iter().enumerate() {
        let asker = world.asker(purpose, &format!("ada{n}@example.org")).await;
        // An older mail is being written while the newer requests come.
        world.ask(purpose, &asker, 0).await;
        let before = world.waiting().await;
        let (first, _) = futures_util::join!(
            join_all(before.into_iter().map(|id| world.write(id))),
            join_all((1..AT_ONCE).map(|request| world.ask(purpose, &asker, request)))
        );
        let waiting = world.waiting().await;
        let written = join_all(waiting.into_iter().map(|id| world.write(id))).await;
        let mut good = 0;
        for mailed in first.iter().chain(&written).flatten() {
            good += usize::from(world.is_good(purpose, mailed).await);
        }
        assert_eq!(good, 1, "{purpose:?}");
        assert!(written.iter().flatten().count() <= 1, "{purpose:?}: of those that waited together, one is sent");
    }
}

pub(crate) async fn a_secret_that_was_used_leaves_no_other_of_its_kind(world: World) {
    for (n, purpose) in Purpose::ALL.into_iter().enumerate() {
        let asker = world.asker(purpose, &format!("ada{n}@example.org")).await;
        world.ask(purpose, &asker, 0).await;
        let id = world.waiting().await[0];
        let first = world.write(id).await.unwrap();
        // As when a task is done again because its end got lost.
        let again = world.write(id).await.unwrap();
        assert!(!world.is_good(purpose, &first).await && world.is_good(purpose, &again).await, "{purpose:?}");
        let all = join_all((0..5).map(|_| world.redeem(purpose, PresentedSecret::Link(&again.secret)))).await;
        assert_eq!(all.iter().filter(|redeemed| **redeemed).count(), 1, "{purpose:?}: it works once");
        assert!(!world.redeem(purpose, code(&again)).await, "{purpose:?}: its code is used up with it");
        assert!(world.write(id).await.is_none(), "{purpose:?}: and no mail brings another one");
    }
}

pub(crate) async fn a_new_password_another_address_and_a_claim_revoke_every_secret(world: World) {
    for end in ["change", "reset", "address", "claim"] {
        let email = format!("{end}@example.org");
        let asker = match end {
            // Somebody who has not confirmed the address, and may be anybody.
            "claim" => world.asker(Purpose::Verification, &email).await,
            _ => world.signed_up(&email).await,
        };
        let who = world.authenticated(&asker).await;
        world.ask_with(Purpose::SignIn, &asker, 0, Some(CHALLENGE)).await;
        let link = world.mails().await.remove(0);
        let by_code = if end == "claim" {
            None
        } else {
            let opened = world
                .identity
                .email_links
                .open_link(Purpose::SignIn, &link.secret, Some(HOME), &Origin::default())
                .await;
            Some(opened.unwrap().query_pairs().next().unwrap().1.into_owned())
        };
        world.ask(Purpose::EmailChange, &asker, 7).await;
        let to_elsewhere = world.mails().await.remove(0);
        world.ask(Purpose::Recovery, &asker, 0).await;
        let recovery = world.mails().await.remove(0);
        world.ask(Purpose::SignIn, &asker, 1).await;
        let unsent = world.waiting().await[0];
        match end {
            "change" => {
                let origin = Origin::default();
                world.identity.accounts.change_password(&who, Some(PASSWORD), "battery staple", &origin).await.unwrap();
            }
            "reset" => world
                .identity
                .registration
                .reset_password(PresentedSecret::Link(&recovery.secret), "battery staple")
                .await
                .unwrap(),
            "address" => {
                world
                    .identity
                    .email_links
                    .confirm(Purpose::EmailChange, PresentedSecret::Link(&to_elsewhere.secret))
                    .await
                    .unwrap();
            }
            _ => assert!(world.redeem(Purpose::Recovery, PresentedSecret::Link(&recovery.secret)).await),
        }
        for (purpose, mailed) in
            [(Purpose::EmailChange, &to_elsewhere), (Purpose::Recovery, &recovery), (Purpose::SignIn, &link)]
        {
            assert!(!world.is_good(purpose, mailed).await, "{end}: {purpose:?}");
        }
        assert!(world.write(unsent).await.is_none(), "{end}: a mail that waited is not sent");
        if let Some(code) = by_code {
            let late = world.identity.sign_in.exchange_code(&code, VERIFIER, &Origin::default()).await;
            assert!(matches!(late, Err(IdentityError::InvalidToken)), "{end}: an authorization code");
        }
    }
}

pub(crate) async fn a_newer_invitation_revokes_the_older_one(world: World) {
    let invite =
        async || world.identity.administration.invite_admin("root@example.org", Role::Admin).await.unwrap().secret;
    let accept = async |secret: &str| {
        world.identity.administration.accept_invitation(secret, "battery staple", &Origin::default()).await
    };
    let (first, second, third) = (invite().await, invite().await, invite().await);
    for old in [&first, &second] {
        assert!(matches!(accept(old).await, Err(IdentityError::InvalidToken)));
    }
    // Nor is one good when the password was set by a mail meanwhile.
    world.identity.registration.recover(LinkRequest::to("root@example.org")).await.unwrap();
    let recovery = world.mail("root@example.org").await;
    world
        .identity
        .registration
        .reset_password(PresentedSecret::Link(&recovery.secret), "another staple")
        .await
        .unwrap();
    assert!(matches!(accept(&third).await, Err(IdentityError::InvalidToken)));
    assert!(world.password_works("root@example.org", "another staple").await);
}

pub(crate) async fn a_link_to_a_new_address_opens_no_sign_in(world: World) {
    for (n, way) in ["page", "code", "link", "verify"].into_iter().enumerate() {
        let asker = world.signed_up(&format!("ada{n}@example.org")).await;
        let who = world.authenticated(&asker).await;
        world.ask(Purpose::EmailChange, &asker, 0).await;
        let mailed = world.mails().await.remove(0);
        let link = PresentedSecret::Link(&mailed.secret);
        match way {
            "page" => drop(world.identity.email_links.confirm(Purpose::EmailChange, link).await.unwrap()),
            "code" => drop(world.identity.email_links.confirm(Purpose::EmailChange, code(&mailed)).await.unwrap()),
            "link" => {
                let origin = Origin::default();
                let opened = world
                    .identity
                    .email_links
                    .open_link(Purpose::EmailChange, &mailed.secret, Some(HOME), &origin)
                    .await;
                let sent_to = opened.unwrap();
                assert!(sent_to.as_str().starts_with(HOME) && sent_to.query().is_none(), "{sent_to}");
                assert_eq!(sent_to.fragment(), Some("message=Your+e-mail+address+is+changed&type=email_change"));
            }
            _ => {
                let refused = world.identity.email_links.verify(Purpose::EmailChange, link, &Origin::default()).await;
                assert!(matches!(refused, Err(IdentityError::InvalidToken)));
                world.identity.email_links.confirm(Purpose::EmailChange, link).await.unwrap();
            }
        }
        let sessions = world.identity.sessions.sessions(&who).await.unwrap();
        assert_eq!(sessions.iter().map(|session| session.id).collect::<Vec<_>>(), [asker.session.id], "{way}");
        assert!(world.password_works(&mailed.to, PASSWORD).await, "{way}: the address is changed");
    }
}

pub(crate) async fn an_exchanged_email_change_gives_the_tokens_of_the_sign_in_that_asked(world: World) {
    for is_over in [false, true] {
        let asker = world.signed_up(&format!("ada-{is_over}@example.org")).await;
        let who = world.authenticated(&asker).await;
        world.ask_with(Purpose::EmailChange, &asker, 0, Some(CHALLENGE)).await;
        let mailed = world.mails().await.remove(0);
        let origin = Origin::default();
        let opened = world
            .identity
            .email_links
            .open_link(Purpose::EmailChange, &mailed.secret, Some(HOME), &origin)
            .await
            .unwrap();
        let code = opened.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        if is_over {
            world.identity.sessions.sign_out(&who, domain_identity::SignOut::This).await.unwrap();
        }
        let exchanged = world.identity.sign_in.exchange_code(&code, VERIFIER, &origin).await;
        let sessions = world
            .database
            .read(Actor::System)
            .login_sessions()
            .list(who.principal.account_id, asker.session.created_at)
            .await;
        let open = sessions.unwrap().len();
        if is_over {
            assert!(matches!(exchanged, Err(IdentityError::InvalidToken)) && open == 0);
            continue;
        }
        let exchanged = exchanged.unwrap();
        assert_eq!((exchanged.session.id, open), (asker.session.id, 1), "no other sign-in is opened");
        assert_eq!(exchanged.account.email.as_str(), mailed.to);
    }
}
