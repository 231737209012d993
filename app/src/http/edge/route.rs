//! A route, declared once: its handler, who may call it, its rate-limit class, and whether it is idempotent under an
//! `Idempotency-Key`. Method and path come from the handler's own attribute. The router, authorization, limits,
//! idempotency and the `OpenAPI` document are derived from these declarations; no other list names a path.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::dev::{HttpServiceFactory, ResourceDef};
use actix_web::http::Method;
use actix_web::web::ServiceConfig;
use utoipa::openapi::path::{HttpMethod, Operation, PathItem};
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

use super::authorization::Access;
use super::rate_limit::class::{self, Class};

/// A route with its declarations.
pub(in crate::http) struct Route {
    pub(in crate::http) rules: RouteRules,
    /// `None` for pages that are not part of the API.
    pub(in crate::http) documented: Option<Documented>,
    register: Box<dyn FnOnce(&mut ServiceConfig)>,
}

/// The declarations of a route, for the middleware.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct RouteRules {
    pub(in crate::http) method: Method,
    /// The path pattern, such as `/jobs/{id}/details`.
    pub(in crate::http) path: String,
    pub(in crate::http) access: Access,
    /// `None` if the route has no rate limit.
    pub(in crate::http) limit: Option<Class>,
    pub(in crate::http) repetition: Repetition,
    /// Whether a browser that goes there gets the page of the client in `[server] spa_dir`, if there is one.
    pub(in crate::http) yields_to_spa: bool,
}

/// How the route treats an `Idempotency-Key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Repetition {
    /// Undeclared: the key is ignored. A test requires a declaration for every POST that takes no secrets.
    Undeclared,
    /// The request has one effect; a repeated one gets the stored response.
    Once,
    /// The key is ignored, for this reason.
    Ignored(&'static str),
}

/// The handler's part of the `OpenAPI` document.
pub(in crate::http) struct Documented {
    pub(in crate::http) method: HttpMethod,
    pub(in crate::http) operation: Operation,
    pub(in crate::http) schemas: Vec<(String, RefOr<Schema>)>,
}

/// Declares a handler as a route, with its access. The default rate-limit class follows from the method or, below
/// `/auth/`, is that of credentials.
pub(in crate::http) fn route<H>(handler: H, access: Access) -> Route
where
    H: HttpServiceFactory + OpenApiFactory + 'static,
{
    let (path, item) = handler.paths().paths.pop_first().expect("a handler has a path");
    let (method, http_method, operation) = only_operation(item);
    let mut schemas = Vec::new();
    handler.schemas(&mut schemas);
    Route {
        rules: RouteRules::new(method, path, access),
        documented: Some(Documented { method: http_method, operation, schemas }),
        register: Box::new(|app| {
            app.service(handler);
        }),
    }
}

/// Declares a page that is not part of the API. `register` adds its handler.
pub(in crate::http) fn page(path: &str, access: Access, register: impl FnOnce(&mut ServiceConfig) + 'static) -> Route {
    let rules = RouteRules::new(Method::GET, path.to_owned(), access);
    Route { rules, documented: None, register: Box::new(register) }
}

impl Route {
    /// Sets the rate-limit class.
    pub(in crate::http) fn limit(mut self, class: Class) -> Self {
        self.rules.limit = Some(class);
        self
    }

    /// Lets a browser that goes there get the page of the client in `[server] spa_dir`.
    pub(in crate::http) fn yields_to_spa(mut self) -> Self {
        self.rules.yields_to_spa = true;
        self
    }

    /// Whether every success is JSON: neither a redirect nor a file.
    pub(in crate::http) fn answers_only_json(&self) -> bool {
        let Some(documented) = &self.documented else { return false };
        let answers = documented.operation.responses.responses.iter();
        let mut successes = answers.filter(|(status, _)| status.starts_with(['2', '3']));
        successes.all(|(_, response)| match response {
            RefOr::T(response) => response.content.keys().eq(["application/json"]),
            RefOr::Ref(_) => false,
        })
    }

    /// Removes the rate limit.
    pub(in crate::http) fn unlimited(mut self) -> Self {
        self.rules.limit = None;
        self
    }

    /// Declares the request idempotent under an `Idempotency-Key`.
    pub(in crate::http) fn once(mut self) -> Self {
        self.rules.repetition = Repetition::Once;
        self
    }

    /// Declares that an `Idempotency-Key` is ignored, for this reason.
    pub(in crate::http) fn each_time(mut self, reason: &'static str) -> Self {
        self.rules.repetition = Repetition::Ignored(reason);
        self
    }
}

impl RouteRules {
    fn new(method: Method, path: String, access: Access) -> Self {
        let limit = Some(class::usual(&method, &path));
        Self { method, path, access, limit, repetition: Repetition::Undeclared, yields_to_spa: false }
    }

    /// Whether a repeated request under the same `Idempotency-Key` gets the stored response.
    pub(in crate::http) fn is_once(&self) -> bool {
        self.repetition == Repetition::Once
    }

    fn is_fixed(&self) -> bool {
        !self.path.contains('{')
    }
}

fn only_operation(item: PathItem) -> (Method, HttpMethod, Operation) {
    let operations = [
        (Method::GET, HttpMethod::Get, item.get),
        (Method::POST, HttpMethod::Post, item.post),
        (Method::PUT, HttpMethod::Put, item.put),
        (Method::PATCH, HttpMethod::Patch, item.patch),
        (Method::DELETE, HttpMethod::Delete, item.delete),
    ];
    let mut operations =
        operations.into_iter().filter_map(|(method, name, operation)| Some((method, name, operation?)));
    operations.next().expect("a handler answers GET, POST, PUT, PATCH or DELETE")
}

/// Registers all routes, those without parameters first, so that `/jobs/match` is not taken for `/jobs/{id}`.
pub(in crate::http) fn register_all(routes: Vec<Route>, app: &mut ServiceConfig) {
    let (fixed, with_parameters): (Vec<_>, Vec<_>) = routes.into_iter().partition(|route| route.rules.is_fixed());
    for route in fixed.into_iter().chain(with_parameters) {
        (route.register)(app);
    }
}

/// The route of a request.
#[derive(Debug, Clone)]
pub(in crate::http) enum RouteMatch {
    Found(Arc<RouteRules>),
    /// The path exists, but not with this method.
    WrongMethod {
        path: String,
        allowed: Vec<Method>,
    },
    Unknown,
}

impl RouteMatch {
    /// The declarations, if a route matches.
    pub(in crate::http) fn rules(&self) -> Option<&Arc<RouteRules>> {
        match self {
            Self::Found(rules) => Some(rules),
            Self::WrongMethod { .. } | Self::Unknown => None,
        }
    }

    /// The path pattern, if the path exists.
    pub(in crate::http) fn path(&self) -> Option<&str> {
        match self {
            Self::Found(rules) => Some(&rules.path),
            Self::WrongMethod { path, .. } => Some(path),
            Self::Unknown => None,
        }
    }
}

/// Finds the route that the router will choose, before the router does.
pub(in crate::http) struct RouteTable {
    fixed: HashMap<String, Vec<Arc<RouteRules>>>,
    with_parameters: Vec<(ResourceDef, Arc<RouteRules>)>,
}

impl RouteTable {
    pub(in crate::http) fn new(routes: &[Route]) -> Self {
        let mut table = Self { fixed: HashMap::new(), with_parameters: Vec::new() };
        for route in routes {
            let rules = Arc::new(route.rules.clone());
            if rules.is_fixed() {
                table.fixed.entry(rules.path.clone()).or_default().push(rules);
            } else {
                table.with_parameters.push((ResourceDef::new(rules.path.as_str()), rules));
            }
        }
        table
    }

    /// The route for a decoded path.
    pub(in crate::http) fn find(&self, method: &Method, path: &str) -> RouteMatch {
        let mut known: Vec<&Arc<RouteRules>> = Vec::new();
        let fixed = self.fixed.get(path).into_iter().flatten();
        let matching =
            self.with_parameters.iter().filter(|(pattern, _)| pattern.is_match(path)).map(|(_, rules)| rules);
        for rules in fixed.chain(matching) {
            if rules.method == *method {
                return RouteMatch::Found(Arc::clone(rules));
            }
            known.push(rules);
        }
        let Some(first) = known.first() else { return RouteMatch::Unknown };
        let mut allowed: Vec<Method> = known.iter().map(|rules| rules.method.clone()).collect();
        allowed.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        allowed.dedup();
        RouteMatch::WrongMethod { path: first.path.clone(), allowed }
    }
}
