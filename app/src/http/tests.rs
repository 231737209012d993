//! Tests of the route declarations as a whole.

use std::collections::BTreeSet;

use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, HttpResponse, web};
use serde_json::Value;

use super::edge::authorization::{Access, authorize};
use super::edge::rate_limit::class::{Class, is_about_secrets};
use super::edge::route::{Repetition, RouteMatch, RouteTable};
use super::*;

fn document() -> Value {
    serde_json::from_str(&openapi_document()).unwrap()
}

/// A path that matches the pattern.
fn filled(pattern: &str) -> String {
    let segment = |segment: &str| if segment.starts_with('{') { "x".to_owned() } else { segment.to_owned() };
    pattern.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[test]
fn az_08_the_document_says_of_every_route_who_may_call_it_and_how_it_refuses() {
    let (document, mut described) = (document(), 0);
    for route in routes(None) {
        let (rules, is_described) = (route.rules, route.documented.is_some());
        if !is_described {
            continue;
        }
        described += 1;
        let operation = &document["paths"][&rules.path][rules.method.as_str().to_lowercase()];
        let what = format!("{} {}", rules.method, rules.path);
        assert_eq!(operation["x-rights"], rules.access.described(), "{what}");
        let is_public = rules.access == Access::Anyone;
        let is_socket = rules.path.starts_with("/ws/");
        assert_eq!(operation["security"].is_array(), !is_public || is_socket, "{what}");
        for status in ["401", "403"] {
            let is_documented = operation["responses"][status].is_object();
            let can_be = !is_public || (is_socket && status == "403");
            // Secrets in a body can be wrong, too.
            assert!(is_documented == can_be || is_about_secrets(&rules.path), "{what}: {status}");
        }
    }
    let paths = document["paths"].as_object().unwrap().values();
    assert_eq!(described, paths.map(|methods| methods.as_object().unwrap().len()).sum::<usize>());
}

#[test]
fn no_two_routes_or_operations_have_the_same_name() {
    let all = routes(None);
    let names: BTreeSet<_> = all.iter().map(|route| format!("{} {}", route.rules.method, route.rules.path)).collect();
    assert_eq!(names.len(), all.len());
    let document = document();
    let mut ids = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
        }
    }
}

#[test]
fn every_route_is_found_by_a_path_of_its_own() {
    let all = routes(None);
    let table = RouteTable::new(&all);
    for route in &all {
        let RouteMatch::Found(found) = table.find(&route.rules.method, &filled(&route.rules.path)) else {
            panic!("{:?} is not found", route.rules);
        };
        assert_eq!(*found, route.rules);
    }
    assert!(matches!(table.find(&Method::GET, "/nowhere"), RouteMatch::Unknown));
    let wrong = table.find(&Method::DELETE, "/users/me");
    let RouteMatch::WrongMethod { path, allowed } = wrong else { panic!("{wrong:?}") };
    assert_eq!((path.as_str(), allowed), ("/users/me", vec![Method::GET, Method::PATCH]));
}

/// Two patterns can take the same path: the method decides, for the rules as for the router.
#[test]
fn a_path_that_several_patterns_take_has_the_rules_of_the_one_that_takes_the_method() {
    let table = RouteTable::new(&routes(None));
    let found = |method: Method| match table.find(&method, "/admin/ingest/trigger") {
        RouteMatch::Found(rules) => rules.path.clone(),
        RouteMatch::WrongMethod { allowed, .. } => format!("{allowed:?}"),
        RouteMatch::Unknown => String::new(),
    };
    assert_eq!(found(Method::POST), "/admin/ingest/trigger", "not that of `{{source_name}}`");
    assert_eq!(found(Method::PUT), "[POST]");
}

#[test]
fn rl_06_every_post_is_done_once_for_a_key_or_says_why_not() {
    for rules in routes(None).into_iter().map(|route| route.rules) {
        let what = format!("{} {}", rules.method, rules.path);
        let is_declared = rules.repetition != Repetition::Undeclared;
        if rules.method == Method::POST {
            assert_ne!(is_about_secrets(&rules.path), is_declared, "{what}");
        } else {
            assert!(!is_declared, "{what}: a key comes with POST");
        }
    }
}

#[test]
fn looking_is_counted_with_secrets_only_where_a_secret_is_in_the_address() {
    let looks = routes(None).into_iter().map(|route| route.rules).filter(|rules| rules.method == Method::GET);
    let about_secrets: BTreeSet<_> =
        looks.filter(|rules| rules.limit == Some(Class::Credentials)).map(|rules| rules.path).collect();
    let expected = [
        "/api/v1/auth/oauth/{provider}",
        "/api/v1/auth/verify-email",
        "/auth/from-mail",
        "/auth/google/login",
        "/auth/v1/authorize",
        "/auth/v1/callback",
        "/auth/v1/verify",
    ];
    assert_eq!(about_secrets, expected.map(str::to_owned).into());
}

#[actix_web::test]
async fn az_08_what_is_registered_without_a_declaration_answers_nobody() {
    let undeclared = web::resource("/undeclared").to(async || HttpResponse::Ok().body("in"));
    let app = init_service(App::new().service(undeclared).wrap(from_fn(authorize))).await;
    let answer = call_service(&app, TestRequest::get().uri("/undeclared").to_request()).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn another_method_than_the_declared_is_refused_with_those_that_are_taken() {
    use actix_web::HttpMessage as _;
    let app = init_service(App::new().wrap(from_fn(authorize))).await;
    let request = TestRequest::delete().uri("/users/me").to_request();
    request.extensions_mut().insert(RouteTable::new(&routes(None)).find(&Method::DELETE, "/users/me"));
    let answer = call_service(&app, request).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers().get(header::ALLOW).unwrap(), "GET, PATCH");
}
