//! Object storage on a real S3 server: downloads, outages and kills.

use reqwest::redirect::Policy;
use reqwest::{Client, Method, StatusCode};
use serde_json::json;
use tests_servers::s3::{ACCESS_KEY_ID, BUCKET, S3Server, SECRET_ACCESS_KEY};

use crate::support::documents::software_engineer;
use crate::support::{Api, Installation, eventually};

fn installation(bucket: &S3Server) -> Installation {
    Installation::new(&format!(
        "[storage]\nprovider = \"s3\"\nendpoint = \"{}\"\nregion = \"eu-central-1\"\nbucket = \"{BUCKET}\"\n\
         access_key_id = \"{ACCESS_KEY_ID}\"\nsecret_access_key = \"{SECRET_ACCESS_KEY}\"\n",
        bucket.endpoint()
    ))
}

async fn link(seeker: &Api) -> String {
    seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn up_12_a_file_in_a_bucket_is_downloaded_from_there_as_long_as_it_is_its_owners() {
    let bucket = S3Server::start().await;
    let installation = installation(&bucket);
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "Mira Okonjo.pdf", software_engineer()).await.ok();
    let first = link(&seeker).await;

    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let answer = client.get(&first).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let elsewhere = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(elsewhere.starts_with(bucket.endpoint().as_str()), "{elsewhere}");
    assert!(elsewhere.contains("X-Amz-Expires=60&"), "{elsewhere}");
    let file = client.get(&elsewhere).send().await.unwrap();
    assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment; "), "{file:?}");
    assert_eq!(file.bytes().await.unwrap(), software_engineer());

    seeker.upload("/users/resume", "newer.pdf", software_engineer()).await.ok();
    assert_eq!(client.get(&first).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let log = server.log();
    for secret in ["X-Amz-", SECRET_ACCESS_KEY, ACCESS_KEY_ID] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[tokio::test]
async fn mn_10_an_upload_without_the_bucket_changes_nothing_and_works_when_it_is_back() {
    let mut bucket = S3Server::start().await;
    let installation = installation(&bucket);
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    bucket.stop().await;
    let refused = seeker.upload("/users/resume", "mira.pdf", software_engineer()).await;
    refused.problem(503, "unavailable");
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(seeker.get("/users/me").await.ok()["resume_file_name"], json!(null));
    bucket.restart().await;
    seeker.upload("/users/resume", "mira.pdf", software_engineer()).await.ok();
    assert_eq!(reqwest::get(link(&seeker).await).await.unwrap().bytes().await.unwrap(), software_engineer());
}

#[tokio::test]
async fn up_13_the_files_of_an_erased_account_go_although_the_server_was_killed() {
    let bucket = S3Server::start().await;
    let installation = installation(&bucket);
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    for name in ["first.pdf", "second.pdf"] {
        seeker.upload("/users/resume", name, software_engineer()).await.ok();
    }
    assert_eq!(bucket.count("resumes"), 2, "every version is kept");
    let erased = seeker.send(seeker.request(Method::DELETE, "/api/v1/users/me")).await;
    assert_eq!(erased.status, 204, "{erased:?}");
    server.kill();
    let _server = installation.start();
    eventually("the files to go", async || (bucket.count("resumes") == 0).then_some(())).await;
}
