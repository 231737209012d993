//! What the `OpenAPI` document says of answers that no handler gives: they come from whatever stands before all of them.

use actix_web::http::Method;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder};

use super::authorization::{self, Who};
use super::{idempotency, limits};

/// How errors are written.
const PROBLEM: &str = "application/problem+json";

/// Adds these answers to every operation, and calls problems what they are.
pub(super) fn describe(mut document: Document) -> Document {
    for (path, item) in &mut document.paths.paths {
        let operations = [
            (Method::GET, &mut item.get),
            (Method::POST, &mut item.post),
            (Method::PUT, &mut item.put),
            (Method::PATCH, &mut item.patch),
            (Method::DELETE, &mut item.delete),
        ];
        for (method, operation) in operations {
            let Some(operation) = operation else { continue };
            add_what_comes_before(&method, path, operation);
            if !is_supabase_auth(path) {
                call_problems_by_their_name(operation);
            }
        }
    }
    document
}

fn add_what_comes_before(method: &Method, path: &str, operation: &mut Operation) {
    let is_of_query =
        |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(it) if it.parameter_in == ParameterIn::Query);
    let has_query = operation.parameters.iter().flatten().any(is_of_query);
    let takes_json =
        matches!(&operation.request_body, Some(RefOr::T(body)) if body.content.contains_key("application/json"));
    let mut before = vec![];
    if limits::class::class_of(method, path).is_some() {
        before.push((429, "too often; `Retry-After` says when to come back"));
        before.push((503, "something that is needed for it is busy or away"));
    }
    if authorization::who_may(method.as_str(), path).is_some_and(|who| who != Who::Anyone) {
        before.push((403, "a second factor is still to be proved, or an API key is not for this"));
    }
    if path.contains('{') {
        before.push((404, "there is nothing of this name"));
    }
    if has_query || takes_json {
        before.push((422, "not as described here"));
    }
    if !method.is_safe() {
        before.push((400, "the body cannot be read"));
        before.push((408, "the body did not come within half a minute"));
        before.push((413, "the body is too large"));
        before.push((415, "the body is compressed, or of another kind"));
    }
    if idempotency::is_once(method, path) {
        before.push((409, "a request under the same `Idempotency-Key` is being answered"));
        before.push((422, "the `Idempotency-Key` came with another request before"));
        operation.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
    }
    for (status, description) in before {
        let answers = &mut operation.responses.responses;
        answers.entry(status.to_string()).or_insert_with(|| problem(path, description).into());
    }
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some(
            "Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: \
             true`, and has no second effect.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255))))
        .build()
}

/// Has it words of its own for errors?
fn is_supabase_auth(path: &str) -> bool {
    path.starts_with("/auth/v1/")
}

fn problem(path: &str, description: &str) -> Response {
    let (kind, schema) =
        if is_supabase_auth(path) { ("application/json", "AuthProblem") } else { (PROBLEM, "Problem") };
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    ResponseBuilder::new().description(description).content(kind, content).build()
}

/// Annotations say only that a body is a problem, not how problems are called.
fn call_problems_by_their_name(operation: &mut Operation) {
    for (status, answer) in &mut operation.responses.responses {
        let RefOr::T(answer) = answer else { continue };
        if status.as_str() >= "400"
            && let Some(content) = answer.content.shift_remove("application/json")
        {
            answer.content.insert(PROBLEM.to_owned(), content);
        }
    }
}
