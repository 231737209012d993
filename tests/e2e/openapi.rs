//! The description of the HTTP interface.

use std::path::Path;

use crate::support::Installation;

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
