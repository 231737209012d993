//! Adds to every operation of the `OpenAPI` document what its handler does not declare: who may call it, and the
//! responses of the middleware.

use serde_json::Value;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::authorization::Access;
use super::problem::{PROBLEM_JSON, ProblemFormat};
use super::route::RouteRules;
use crate::http::problem_format;

/// Completes the operation of a route.
pub(in crate::http) fn complete(operation: &mut Operation, rules: &RouteRules) {
    // A single member, because several have no defined order.
    let rights: Value = rules.access.described();
    operation.extensions = Some(ExtensionsBuilder::new().add("x-rights", rights).build());
    operation.operation_id = Some(operation_id(rules));
    if rules.access != Access::Anyone {
        operation.security = Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
    }
    let format = problem_format(&rules.path);
    if rules.is_once() {
        operation.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
    }
    for (status, description) in implied(operation, rules) {
        let answers = &mut operation.responses.responses;
        answers.entry(status.to_string()).or_insert_with(|| problem(format, description).into());
    }
    if format.media_type == PROBLEM_JSON {
        name_problems(operation);
    }
}

/// Statuses that the handler does not declare, each with its reason.
fn implied(operation: &Operation, rules: &RouteRules) -> Vec<(u16, &'static str)> {
    let is_of_query =
        |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(it) if it.parameter_in == ParameterIn::Query);
    let has_query = operation.parameters.iter().flatten().any(is_of_query);
    let takes_json =
        matches!(&operation.request_body, Some(RefOr::T(body)) if body.content.contains_key("application/json"));
    let mut implied = vec![];
    if rules.access != Access::Anyone {
        implied.push((401, "nobody is signed in, or the token is not good any more"));
        implied.push((403, refusal(rules.access)));
    }
    if rules.limit.is_some() {
        implied.push((429, "too often; `Retry-After` says when to come back"));
        implied.push((503, "something that is needed for it is busy or away"));
    }
    if rules.path.contains('{') {
        implied.push((404, "there is nothing of this name"));
    }
    if has_query || takes_json {
        implied.push((422, "not as described here"));
    }
    if !rules.method.is_safe() {
        implied.push((400, "the body cannot be read"));
        implied.push((408, "the body did not come within half a minute"));
        implied.push((413, "the body is too large"));
        implied.push((415, "the body is compressed, or of another kind"));
    }
    if rules.is_once() {
        implied.push((409, "a request under the same `Idempotency-Key` is being answered"));
        implied.push((422, "the `Idempotency-Key` came with another request before"));
    }
    implied
}

const fn refusal(access: Access) -> &'static str {
    match access {
        Access::Anyone | Access::SignedIn => "a second factor is still to be proved, or an API key is not for this",
        Access::Roles(_) => "not for this role, a second factor is still to be proved, or an API key is not for this",
        Access::MfaPending => "an API key is not for this",
        Access::Session => "a second factor is still to be proved, or an API key asks",
        Access::RecentAuth(_) => "not for this role, or a recent proof is missing, or an API key asks",
    }
}

/// A unique operation id, as client generators require: `get_jobs_id_details`.
fn operation_id(rules: &RouteRules) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    let words = rules.path.split(|c| !is_plain(c)).filter(|word| !word.is_empty());
    let method = rules.method.as_str().to_ascii_lowercase();
    std::iter::once(method.as_str()).chain(words).collect::<Vec<_>>().join("_")
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

fn problem(format: &ProblemFormat, description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(format.schema))).build();
    ResponseBuilder::new().description(description).content(format.media_type, content).build()
}

/// Handlers declare only that a body is a problem; this adds its media type.
fn name_problems(operation: &mut Operation) {
    for (status, answer) in &mut operation.responses.responses {
        let RefOr::T(answer) = answer else { continue };
        if status.as_str() >= "400"
            && let Some(content) = answer.content.shift_remove("application/json")
        {
            answer.content.insert(PROBLEM_JSON.to_owned(), content);
        }
    }
}
