//! The `OpenAPI` document, from the code, and the page that shows it.

use actix_web::App;
use serde_json::json;
use utoipa::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

use super::authorization::{Who, who_may};
use super::{auth, coach, from_mail, operations, v1};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Jobwright",
        description = "A self-hosted job-search platform. Sign in with `POST /auth/login` and send the access token as \
                       `Authorization: Bearer <token>`."
    ),
    tags(
        (name = "accounts", description = "Registering and signing in"),
        (name = "supabase auth", description = "The same accounts in the wire protocol of Supabase Auth"),
        (name = "resumes", description = "The seeker's resume"),
        (name = "jobs", description = "The catalogue and how a resume fits it"),
        (name = "chat", description = "Conversations; messages go over the WebSocket `/ws/chat/{session_id}`"),
        (name = "control tower", description = "For administrators: conversations, ingestion, tasks"),
        (name = "operations", description = "For operators and machines"),
    )
)]
struct Description;

/// The part of the document that is no path.
pub(super) fn document() -> Document {
    let mut document = Description::openapi();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build());
    document.components.get_or_insert_with(Components::new).add_security_scheme("bearer", bearer);
    document
}

/// The whole document.
pub(super) fn complete() -> Document {
    let routes = App::new().into_utoipa_app().openapi(document());
    let routes = routes
        .configure(coach::register)
        .configure(auth::register)
        .configure(from_mail::register)
        .configure(v1::register)
        .configure(operations::register);
    with_rights(routes.split_for_parts().1)
}

/// Adds to each operation who may use it, as the table says, in `x-rights`: `who` is `anyone`, `signed in`, or a list of
/// roles; `how` says more, where more is asked: `halfway` (a second factor may still be missing), `in person` (no API key), `freshly` (a
/// proof of the last minutes).
fn with_rights(mut document: Document) -> Document {
    for (path, item) in &mut document.paths.paths {
        let operations = [
            ("GET", &mut item.get),
            ("POST", &mut item.post),
            ("PUT", &mut item.put),
            ("PATCH", &mut item.patch),
            ("DELETE", &mut item.delete),
        ];
        for (method, operation) in operations {
            let Some(operation) = operation else { continue };
            let (who, how) = match who_may(method, path) {
                Some(Who::Anyone) => (json!("anyone"), None),
                Some(Who::SignedIn) => (json!("signed in"), None),
                Some(Who::Only(roles)) => (json!(roles), None),
                Some(Who::Halfway) => (json!("signed in"), Some("halfway")),
                Some(Who::InPerson) => (json!("signed in"), Some("in person")),
                Some(Who::Freshly(roles)) => (json!(roles), Some("freshly")),
                None => (json!([]), None),
            };
            // One member: several are written in no order.
            let rights = match how {
                Some(how) => json!({ "who": who, "how": how }),
                None => json!({ "who": who }),
            };
            operation.extensions = Some(ExtensionsBuilder::new().add("x-rights", rights).build());
        }
    }
    super::before::describe(document)
}

/// The page, with the document behind it; everything it needs is in the program.
pub(super) fn page(document: Document) -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").url("/api-docs/openapi.json", with_rights(document))
}
