//! The npm package `@supabase/supabase-js` against our own accounts. The flows are in `tests/supabase-js/flows.mjs`;
//! this test runs them and requires a result for each.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::issuer::{ISSUER, Issuer};
use crate::support::{Installation, Server, repository};

const USUAL: [&str; 20] = [
    "signing_up_signs_in_and_keeps_what_was_said",
    "an_address_that_is_taken_a_weak_password_and_nonsense_are_named",
    "our_tokens_are_verified_by_our_published_keys",
    "a_password_signs_in_and_a_wrong_one_does_not",
    "what_is_kept_with_an_account_changes_but_not_its_role",
    "signing_out_ends_this_sign_in_the_others_or_all",
    "a_session_is_refreshed_and_taken_over_by_another_client",
    "a_session_that_is_about_to_expire_is_refreshed_unasked",
    "a_forgotten_password_is_set_anew_by_the_mail",
    "a_forgotten_password_is_set_anew_by_the_link_with_pkce",
    "a_code_from_a_mail_signs_in_once",
    "an_address_is_confirmed_by_a_code_of_type_email_and_mailed_again",
    "a_magic_link_signs_in_the_browser_that_asked_for_it",
    "a_magic_link_without_pkce_brings_the_tokens_behind_the_hash",
    "an_unknown_address_gets_neither_mail_nor_account_nor_another_answer",
    "an_address_is_changed_by_the_code_or_the_link_that_went_to_the_new_one",
    "a_second_factor_is_enrolled_asked_for_and_taken_away",
    "an_account_elsewhere_signs_in",
    "an_administrator_lists_shuts_out_and_deletes",
    "whoever_is_no_administrator_is_told_so",
];

const MAIL_FIRST: [&str; 2] =
    ["signing_up_waits_for_the_link_and_tells_nobody_which_addresses_are_known", "signing_up_waits_for_the_code"];

/// Where the package is. Without it there is nothing to test, and that is a failure.
fn packages() -> String {
    let fetched = Command::new(repository("scripts/fetch-supabase-js")).output().unwrap();
    assert!(fetched.status.success(), "{}", String::from_utf8_lossy(&fetched.stderr));
    String::from_utf8(fetched.stdout).unwrap().trim().to_owned()
}

/// Runs these flows; each has to be told of, in turn.
async fn run(world: &str, flows: &[&str], installation: &Installation, server: &Server, others: &[(&str, &str)]) {
    let mut node = Command::new("node");
    node.arg(repository("tests/supabase-js/flows.mjs")).env("FLOWS", world).envs(others.iter().copied());
    node.env("SERVER", &server.address).env("MAIL", installation.folder.path().join("data/mail"));
    node.env("PACKAGES", packages());
    let ran = tokio::task::spawn_blocking(move || node.output()).await.unwrap().unwrap();

    let (printed, wrong) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{printed}{wrong}{}", server.log());
    let printed: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected: Vec<Value> = flows.iter().map(|flow| json!({"flow": flow, "ok": true})).collect();
    assert_eq!(printed, expected);
}

#[tokio::test]
async fn supabase_js_works_here_as_its_users_know_it() {
    let issuer = Issuer::start().await;
    issuer.vouch_for("subject-7", "elsewhere@example.org", true);
    let installation = Installation::new(&issuer.config());
    let server = installation.start();
    let invitation = installation.run_json(&["admin", "create", "--super", "root@example.org"]);
    let accept = json!({"token": invitation["token"], "password": "battery staple"});
    let admin = server.client().post("/auth/accept-invitation", accept).await.ok();
    let others = [("ISSUER", ISSUER), ("ADMIN_TOKEN", admin["access_token"].as_str().unwrap())];
    run("usual", &USUAL, &installation, &server, &others).await;
}

#[tokio::test]
async fn supabase_js_signs_nobody_in_before_mail_has_arrived_where_that_is_asked_for() {
    let installation = Installation::new("[accounts]\nrequire_verified_email = true\n");
    let server = installation.start();
    run("mail_first", &MAIL_FIRST, &installation, &server, &[]).await;
}
