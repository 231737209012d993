//! The object storage contract against a real S3 server, which verifies signatures.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use adapter_storage::{Objects, S3Config};
use bytes::Bytes;
use ports::{ObjectStorage, PortError, PortErrorKind};
use reqwest::StatusCode;
use tests_servers::s3::{ACCESS_KEY_ID, S3Server, SECRET_ACCESS_KEY};
use url::Url;

const MINUTE: Duration = Duration::from_mins(1);

/// A storage, and the server that it needs for as long.
struct Bucket(Objects, #[expect(dead_code, reason = "stops when dropped")] S3Server);

impl std::ops::Deref for Bucket {
    type Target = dyn ObjectStorage;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

async fn bucket() -> Bucket {
    let server = S3Server::start().await;
    let config = S3Config { prefix: Some("shared/with others".to_owned()), ..server.config() };
    Bucket(Objects::s3(&config).unwrap(), server)
}

tests_contracts::object_storage_contract!(*bucket().await);

/// What every operation comes to.
async fn failures(objects: &Objects) -> Vec<PortError> {
    vec![
        objects.put("a", Bytes::from_static(b"x")).await.unwrap_err(),
        objects.get("a").await.unwrap_err(),
        objects.delete("a").await.unwrap_err(),
    ]
}

/// The link with one parameter of its query changed.
fn altered(link: &Url, name: &str, value: &str) -> Url {
    let pairs = link.query_pairs().into_owned();
    let pairs: Vec<_> =
        pairs.map(|(key, was)| if key == name { (key, value.to_owned()) } else { (key, was) }).collect();
    let mut altered = link.clone();
    altered.query_pairs_mut().clear().extend_pairs(pairs);
    assert_ne!(&altered, link, "the link says nothing about {name}");
    altered
}

#[tokio::test]
async fn an_object_lies_below_the_prefix() {
    let server = S3Server::start().await;
    let config = S3Config { prefix: Some("jobwright".to_owned()), ..server.config() };
    Objects::s3(&config).unwrap().put("resumes/a.pdf", Bytes::from_static(b"x")).await.unwrap();
    assert_eq!((server.count("jobwright/resumes"), server.count("resumes")), (1, 0));
}

#[tokio::test]
async fn pi_01_a_wrong_key_is_refused_and_no_secret_is_shown() {
    let server = S3Server::start().await;
    let config = S3Config { secret_access_key: "the-wrong-key".to_owned().into(), ..server.config() };
    for error in failures(&Objects::s3(&config).unwrap()).await {
        assert_eq!(error.kind, PortErrorKind::Unauthorized, "{}", error.chain());
        assert!(error.chain().ends_with("SignatureDoesNotMatch"), "{}", error.chain());
        for secret in ["the-wrong-key", SECRET_ACCESS_KEY, ACCESS_KEY_ID, "Signature=", "AWS4-HMAC-SHA256"] {
            assert!(!format!("{error:?} {}", error.chain()).contains(secret), "{secret} in {error:?}");
        }
    }
}

#[tokio::test]
async fn mn_10_a_server_that_is_away_is_unavailable_until_it_is_back() {
    let mut server = S3Server::start().await;
    let objects = Objects::s3(&server.config()).unwrap();
    objects.put("b", Bytes::from_static(b"x")).await.unwrap();
    server.stop().await;
    for error in failures(&objects).await {
        assert_eq!(error.kind, PortErrorKind::Unavailable, "{}", error.chain());
    }
    server.restart().await;
    assert_eq!(objects.get("b").await.unwrap().unwrap(), "x");
}

#[tokio::test]
async fn mn_10_a_server_that_never_answers_is_given_up() {
    // Connections are made by the system; nobody takes them.
    let silent = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let endpoint = Url::parse(&format!("http://{}", silent.local_addr().unwrap())).unwrap();
    let config = S3Config { endpoint: Some(endpoint), ..S3Server::start().await.config() };
    let objects = Objects::s3(&config).unwrap();
    let (put, got) = tokio::join!(objects.put("a", Bytes::from_static(b"x")), objects.get("a"));
    assert_eq!(put.unwrap_err().kind, PortErrorKind::Timeout);
    assert_eq!(got.unwrap_err().kind, PortErrorKind::Timeout);
}

#[tokio::test]
async fn a_missing_bucket_is_not_an_absent_object() {
    let server = S3Server::start().await;
    let objects = Objects::s3(&S3Config { bucket: "another".to_owned(), ..server.config() }).unwrap();
    let error = objects.delete("a").await.unwrap_err();
    assert_eq!(error.kind, PortErrorKind::Unavailable, "{}", error.chain());
    assert!(error.chain().contains("NoSuchBucket"), "{}", error.chain());
}

#[tokio::test]
async fn up_12_a_link_downloads_exactly_one_object_as_an_attachment() {
    let server = S3Server::start().await;
    let objects = Objects::s3(&server.config()).unwrap();
    for key in ["resumes/a.pdf", "resumes/b.pdf"] {
        objects.put(key, Bytes::from_static(b"%PDF- a resume")).await.unwrap();
    }
    let link = objects.download_link("resumes/a.pdf", "Žofie \"1\".pdf", MINUTE).await.unwrap().unwrap();
    let answer = reqwest::get(link.clone()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        answer.headers()["content-disposition"],
        "attachment; filename=\"_ofie _1_.pdf\"; filename*=UTF-8''%C5%BDofie%20%221%22.pdf"
    );
    assert_eq!(answer.bytes().await.unwrap(), "%PDF- a resume");

    let mut another = link.clone();
    another.set_path(&link.path().replace("a.pdf", "b.pdf"));
    for refused in [
        another,
        altered(&link, "response-content-disposition", "inline"),
        altered(&link, "X-Amz-Expires", "604800"),
        objects.download_link("resumes/a.pdf", "a.pdf", Duration::ZERO).await.unwrap().unwrap(),
    ] {
        assert_eq!(reqwest::get(refused.clone()).await.unwrap().status(), StatusCode::FORBIDDEN, "{refused}");
    }
    let deletes = reqwest::Client::builder().build().unwrap().delete(link).send().await.unwrap();
    assert_eq!(deletes.status(), StatusCode::FORBIDDEN);
}
