//! The `OpenAPI` document, generated from the code, and the page that renders it.

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa_swagger_ui::SwaggerUi;

use crate::http::compat::supabase_auth::problem::AuthProblem;
use crate::http::edge::implicit_responses;
use crate::http::edge::problem::Problem;
use crate::http::edge::route::{Documented, Route};
use crate::http::ws::frames::{ClientFrame, ServerFrame};

/// The path of the document.
pub(in crate::http) const DOCUMENT: &str = "/api-docs/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Jobwright",
        description = "A self-hosted job-search platform. Sign in with `POST /auth/login` and send the access token as \
                       `Authorization: Bearer <token>`."
    ),
    components(schemas(Problem, AuthProblem, ClientFrame, ServerFrame)),
    tags(
        (name = "accounts", description = "Registering and signing in"),
        (name = "supabase auth", description = "The same accounts in the wire protocol of Supabase Auth"),
        (name = "resumes", description = "The seeker's resume"),
        (name = "cv", description = "CVs, their profile and credits, in the words of the CV contract"),
        (name = "jobs", description = "The catalogue and how a resume fits it"),
        (name = "applications", description = "Applications for jobs"),
        (name = "postings", description = "For employers: the jobs they have posted, and who applies"),
        (name = "chat", description = "Conversations; messages go over the WebSocket `/ws/chat/{session_id}`"),
        (name = "control tower", description = "For administrators: conversations, ingestion, tasks"),
        (name = "operations", description = "For operators and machines"),
    )
)]
struct Description;

/// The document of these routes.
pub(in crate::http) fn document(routes: &mut [Route]) -> Document {
    let mut document = Description::openapi();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build());
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme("bearer", bearer);
    for route in routes {
        let Some(Documented { method, mut operation, schemas }) = route.documented.take() else { continue };
        implicit_responses::complete(&mut operation, &route.rules);
        document.paths.add_path_operation(&route.rules.path, vec![method], operation);
        components.schemas.extend(schemas);
    }
    document
}

/// The page and the document, with all files included in the program.
pub(in crate::http) fn page(document: Document) -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").url(DOCUMENT, document)
}

/// Registers nothing, because [`page`] serves the document and its files.
pub(super) const fn registered_with_its_files(_: &mut ServiceConfig) {}
