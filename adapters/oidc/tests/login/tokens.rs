//! ID token validation: signature, claims, times.

use chrono::TimeDelta;
use ports::PortErrorKind;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, ResponseTemplate};

use crate::issuer::{Issuer, NOW, SigningKey, encoded, with_hmac};

/// Makes a token of claims.
type Forgery<'a> = Box<dyn Fn(&Value) -> String + 'a>;

async fn is_refused(issuer: &Issuer, why: &str) {
    let refused = issuer.identify().await.expect_err(why);
    assert_eq!(refused.kind, PortErrorKind::Unauthorized, "{why}: {}", refused.chain());
    assert!(!refused.chain().contains("canary"), "{why}: {}", refused.chain());
}

#[tokio::test]
async fn au_08_nothing_but_a_published_key_signs() {
    let (rsa, ec, stranger) = (SigningKey::rsa("r"), SigningKey::ec("e"), SigningKey::rsa("r"));
    let unsigned = |alg: &str, claims: &Value| {
        format!("{}.{}.", encoded(json!({"alg": alg}).to_string()), encoded(claims.to_string()))
    };
    let modulus = rsa.published()["n"].as_str().expect("a modulus").to_owned();
    let published = rsa.published().to_string();
    let forge: [(&str, Forgery<'_>); 12] = [
        ("alg none", Box::new(|claims| unsigned("none", claims))),
        ("alg nOnE", Box::new(|claims| unsigned("nOnE", claims))),
        (
            "no signature",
            Box::new(|claims| rsa.token(claims).rsplit_once('.').expect("a signature").0.to_owned() + "."),
        ),
        (
            "HS256 by the published modulus",
            Box::new(|claims| with_hmac(&json!({"alg": "HS256", "kid": "r"}), claims, modulus.as_bytes())),
        ),
        (
            "HS256 by the published key",
            Box::new(|claims| with_hmac(&json!({"alg": "HS256", "kid": "r"}), claims, published.as_bytes())),
        ),
        (
            "HS256 that says RS256",
            Box::new(|claims| with_hmac(&json!({"alg": "RS256", "kid": "r"}), claims, modulus.as_bytes())),
        ),
        ("a stranger's key under the same name", Box::new(|claims| stranger.token(claims))),
        (
            "a key that is brought along",
            Box::new(|claims| {
                stranger.token_with(
                    &json!({"alg": "RS256", "kid": "r", "jwk": stranger.published(), "jku": "http://127.0.0.1:1/"}),
                    claims,
                )
            }),
        ),
        ("one key in another's name", Box::new(|claims| ec.token_with(&json!({"alg": "ES256", "kid": "r"}), claims))),
        (
            "another algorithm than the key's",
            Box::new(|claims| rsa.token_with(&json!({"alg": "PS256", "kid": "r"}), claims)),
        ),
        (
            "something critical nobody understands",
            Box::new(|claims| rsa.token_with(&json!({"alg": "RS256", "kid": "r", "crit": ["x"], "x": 1}), claims)),
        ),
        (
            "changed afterwards",
            Box::new(|claims| {
                let token = rsa.token(claims);
                let parts: Vec<&str> = token.split('.').collect();
                let mut claims = claims.clone();
                claims["sub"] = "somebody else".into();
                format!("{}.{}.{}", parts[0], encoded(claims.to_string()), parts[2])
            }),
        ),
    ];
    for (why, forge) in forge {
        let issuer = Issuer::usual("oidc", &[&rsa, &ec], |issuer| forge(&issuer.claims(&json!({})))).await;
        is_refused(&issuer, why).await;
    }
    let issuer = Issuer::usual("oidc", &[&rsa, &ec], |issuer| rsa.token(&issuer.claims(&json!({})))).await;
    issuer.identify().await.expect("and the right one is believed");
}

#[tokio::test]
async fn au_29_a_token_is_good_for_one_issuer_one_client_one_request_and_a_while() {
    let key = SigningKey::ec("a");
    for with in [
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"iss": "https://accounts.google.com"}),
        json!({"aud": "them"}),
        json!({"aud": ["us", "them"]}),
        json!({"azp": "them"}),
        json!({"exp": NOW - 31}),
        json!({"exp": "9999999999"}),
        json!({"exp": null}),
        json!({"iat": NOW + 31}),
        json!({"sub": null}),
    ] {
        let issuer = Issuer::usual("oidc", &[&key], |issuer| key.token(&issuer.claims(&with))).await;
        is_refused(&issuer, &with.to_string()).await;
    }
    // The clock that counts is ours.
    let issuer = Issuer::usual("oidc", &[&key], |issuer| key.token(&issuer.claims(&json!({})))).await;
    issuer.clock.advance(TimeDelta::seconds(329));
    issuer.identify().await.expect("half a minute is forgiven");
    issuer.clock.advance(TimeDelta::seconds(1));
    is_refused(&issuer, "expired").await;
}

#[tokio::test]
async fn au_28_an_address_is_verified_only_when_the_issuer_says_so() {
    let key = SigningKey::ec("a");
    for (verified, is_verified) in [(json!("true"), true), (json!("yes"), false), (json!(null), false)] {
        let with = json!({"email_verified": verified});
        let issuer = Issuer::usual("oidc", &[&key], |issuer| key.token(&issuer.claims(&with))).await;
        assert_eq!(issuer.identify().await.expect("a good code").is_email_verified, is_verified, "{with}");
    }
    let silent = |issuer: &Issuer| {
        let mut claims = issuer.claims(&json!({"email": null, "name": null}));
        claims.as_object_mut().expect("an object").remove("email_verified");
        key.token(&claims)
    };
    let issuer = Issuer::usual("oidc", &[&key], silent).await;
    let identity = issuer.identify().await.expect("a good code");
    assert_eq!((identity.email, identity.is_email_verified, identity.full_name), (None, false, None));
}

#[tokio::test]
async fn a_new_key_is_fetched_and_fetches_are_a_minute_apart() {
    let (old, new) = (SigningKey::rsa("old"), SigningKey::ec("new"));
    let issuer = Issuer::start("oidc").await;
    issuer.describe(&json!({})).await;
    let keys = |keys: Vec<Value>| ResponseTemplate::new(200).set_body_json(json!({"keys": keys}));
    let before = Mock::given(method("GET")).and(path("/keys")).respond_with(keys(vec![old.published()]));
    let before = before.mount_as_scoped(&issuer.server).await;
    let redeems = |token: String| {
        let answer = ResponseTemplate::new(200).set_body_json(json!({"id_token": token}));
        Mock::given(method("POST")).and(path("/token")).respond_with(answer)
    };
    let by_old = redeems(old.token(&issuer.claims(&json!({})))).mount_as_scoped(&issuer.server).await;
    issuer.identify().await.expect("the old key is known");
    drop((before, by_old));

    issuer.redeem(&new.token(&issuer.claims(&json!({})))).await;
    issuer.publish(&[&new]).await;
    for _ in 0..3 {
        is_refused(&issuer, "it is too early to ask again").await;
    }
    issuer.clock.advance(TimeDelta::seconds(60));
    issuer.identify().await.expect("the new key is found");
    issuer.identify().await.expect("and known from then on");
    assert_eq!(issuer.requests_to("/keys").await.len(), 2, "asked for once at first, and once for the new one");
}
