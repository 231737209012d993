//! The `OpenAPI` document.

use std::path::Path;

use serde_json::Value;

use crate::support::Installation;
use crate::support::described::{Values, request};

#[test]
fn the_openapi_document_is_the_one_that_was_agreed_on() {
    let output = Installation::new("").run(&["openapi"]);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("openapi", String::from_utf8(output.stdout).unwrap());
    });
}

#[tokio::test]
async fn the_page_works_without_any_network() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let document = api.get("/api-docs/openapi.json").await.ok();
    assert_eq!(document, installation.described());
    let page = api.get("/docs/").await;
    assert!(page.status.is_success(), "{page:?}");
    let is_asset = |word: &&str| Path::new(word).extension().is_some_and(|kind| kind == "js" || kind == "css");
    let assets = page.text.split(['"', '\'']).filter(is_asset);
    let mut count = 0;
    for asset in assets {
        assert!(!asset.contains("//"), "{asset} comes from elsewhere");
        let path = format!("/docs/{}", asset.trim_start_matches("./"));
        assert!(api.get(&path).await.status.is_success(), "{path}");
        count += 1;
    }
    assert!(count >= 3, "{}", page.text);
}

#[tokio::test]
async fn every_operation_says_who_may_use_it_and_how_it_fails() {
    let document = Installation::new("").described();
    let mut operations = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            operations += 1;
            let name = format!("{method} {path}");
            assert!(operation["tags"][0].is_string() && operation["summary"].is_string(), "{name} is not described");
            let responses = operation["responses"].as_object().unwrap();
            let is_guarded = operation["security"].is_array();
            let is_socket = path.starts_with("/ws/");
            assert_eq!(is_guarded && !is_socket, responses.contains_key("401") && is_guarded, "{name}: {responses:?}");
            if path.starts_with("/admin/") {
                assert!(is_guarded && responses.contains_key("403"), "{name} is for some only");
            }
        }
    }
    assert!(operations >= 35, "{operations}");
}

/// Values for everything but what is tried.
fn any_values() -> Values {
    let nil = "00000000-0000-4000-8000-000000000000";
    let names = ["id", "session_id", "job_id", "provider", "source_name", "token"];
    Values(names.into_iter().map(|name| ("/", name, nil.to_owned())).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_that_the_document_allows_is_refused_and_others_are_told_which_there_are() {
    let installation = Installation::new("");
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let (document, values, mut tried) = (installation.described(), any_values(), 0);
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(operation) = methods.get("get") else { continue };
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let Some(allowed) = parameter["schema"]["enum"].as_array() else { continue };
            let name = parameter["name"].as_str().unwrap();
            let others = operation["parameters"].as_array().unwrap().iter();
            let others = others.filter(|other| other["in"] == "query" && other["required"] == true);
            let others: Vec<_> =
                others.filter_map(|other| other["name"].as_str()).filter(|other| *other != name).collect();
            let ask = async |value: &str| {
                let builder = request(&admin, "get", path, operation, &document, &values).query(&[(name, value)]);
                admin.send(others.iter().fold(builder, |builder, other| builder.query(&[(other, "x")]))).await
            };
            for value in allowed.iter().filter_map(Value::as_str) {
                let answer = ask(value).await;
                assert_ne!(answer.status.as_u16(), 422, "{path}?{name}={value}: {answer:?}");
                tried += 1;
            }
            let refused = ask("nothing_of_the_kind").await;
            if refused.status.as_u16() == 422 {
                let detail = refused.problem(422, "validation_error");
                assert!(allowed.iter().all(|value| detail.contains(value.as_str().unwrap())), "{path}: {detail}");
            }
        }
    }
    assert!(tried >= 20, "{tried}");
}

#[tokio::test]
async fn a_complaint_about_a_body_names_no_type_of_ours() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    for (body, expected) in [
        ("7", "expected an object"),
        (r#"{"email": 7, "password": "x"}"#, "expected a string"),
        (r#"{"email": {}, "password": "x"}"#, "invalid type: object"),
        (r#"{"password": "x"}"#, "missing field `email`"),
    ] {
        let builder =
            api.request(reqwest::Method::POST, "/api/v1/auth/login").header("content-type", "application/json");
        let detail = api.send(builder.body(body)).await.problem(422, "validation_error");
        assert!(detail.contains(expected) && !detail.contains("struct"), "{detail}");
    }
    let detail = api.get("/jobs/feed?limit=many").await.problem(422, "validation_error");
    assert!(!detail.contains("deserialize") && !detail.contains("u32") && !detail.contains("u64"), "{detail}");
}
