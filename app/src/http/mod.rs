//! The HTTP server. `edge` is the middleware of every request; `api`, `compat`, `pages` and `ws` hold the handlers,
//! which translate to the same services. The route lists in these modules are the list of endpoints.

pub(crate) mod api;
pub(crate) mod compat;
mod edge;
mod pages;
mod probes;
mod ws;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use anyhow::Context as _;
use ipnet::IpNet;
use metrics_exporter_prometheus::PrometheusHandle;
use ports::Mailbox;
use tokio::net::TcpSocket;

use crate::background::Background;
use crate::config::{CompletionsProvider, Config};
use crate::container::Container;
use crate::presence::Presence;

use edge::error::{self, ApiError};
use edge::problem::{self, ProblemFormat};
use edge::query::QueryParameters;
use edge::rate_limit::Limits;
use edge::route::{self, Route, RouteTable};
use edge::token_cache::TokenCache;
use edge::{authorization, body, caller, client_address, cors, idempotency, observe, rate_limit, security_headers};
use pages::openapi;
use pages::spa::{self, Spa};

/// The deadline for request headers.
const HEADERS_WITHIN: Duration = Duration::from_secs(5);
/// How long an idle connection stays open: longer than proxies and clients keep theirs, usually a minute. Who hangs up
/// first must not be the server, for a request may be on its way.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// The length of the accept queue. The standard library's 128 overflow when hundreds of clients connect at once, and
/// the kernel drops the rest silently.
const BACKLOG: u32 = 2048;

/// What handlers need besides the services.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) container: Container,
    pub(crate) background: Background,
    pub(crate) metrics: PrometheusHandle,
    /// The URL at which clients reach the server.
    pub(crate) public_url: url::Url,
    /// Configured origins whose pages may open `WebSockets`.
    pub(crate) allowed_origins: Vec<String>,
    /// The declarations of all routes.
    routes: Arc<RouteTable>,
    /// The networks of trusted proxies.
    trusted_proxies: Vec<IpNet>,
    /// The rate limits.
    pub(crate) limits: Arc<Limits>,
    /// Whether cookies are sent from pages of other sites.
    cross_site_cookies: bool,
    /// The cache of authenticated tokens.
    pub(crate) token_cache: TokenCache,
    /// The credentials behind open sockets.
    pub(crate) presence: Arc<Presence>,
    /// The stored mail, where it may be shown.
    mailbox: Option<Arc<dyn Mailbox>>,
    /// The pages of a client of one of the contracts.
    spa: Option<Arc<Spa>>,
}

impl Context {
    /// Where a client of the coach contract waits for the tokens of a social sign-in, if this server serves one.
    pub(crate) fn spa_callback(&self) -> Option<String> {
        self.spa.as_ref().map(|_| format!("{}auth/callback", self.public_url))
    }

    /// The URL at which a stored file can be downloaded with this token.
    pub(crate) fn file_url(&self, token: &str) -> String {
        format!("{}files/{token}", self.public_url)
    }
}

/// Binds the port, with a long accept queue.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}

/// A server that is bound and not running yet.
pub(crate) struct Server {
    server: actix_web::dev::Server,
    port: u16,
}

/// A handle of a running server.
pub(crate) struct Handle {
    server: actix_web::dev::ServerHandle,
    port: u16,
}

impl Server {
    /// Binds the port.
    pub(crate) fn bind(
        config: &Config,
        container: Container,
        background: Background,
        metrics: PrometheusHandle,
    ) -> anyhow::Result<Self> {
        let address = SocketAddr::new(config.server.host, config.server.port);
        let listener = listen(address).with_context(|| format!("cannot listen on {address}"))?;
        let port = listener.local_addr()?.port();
        let has_model = !matches!(config.completions, CompletionsProvider::None {});
        let limits = Limits::new(config.limits, container.rate_counters.clone(), has_model);
        let presence = Arc::new(Presence::default());
        let mailbox = container.mailbox.clone().filter(|_| config.shows_mailbox());
        let spa = config.server.spa_dir.as_deref().map(Spa::read).transpose();
        let spa = spa.context("`spa_dir` in [server]")?.map(Arc::new);
        let context = Context {
            spa,
            routes: Arc::new(RouteTable::new(&routes(mailbox.clone()))),
            mailbox,
            container,
            background,
            metrics,
            public_url: config.public_url(port),
            allowed_origins: config.server.allowed_origins.clone(),
            trusted_proxies: config.server.trusted_proxies.clone(),
            limits: Arc::new(limits),
            cross_site_cookies: config.server.cross_site_cookies,
            token_cache: TokenCache::new(),
            presence: presence.clone(),
        };
        context.container.identity.set_public_url(context.public_url.clone());
        context.background.watch_presence(&context.container, presence);
        let server = HttpServer::new(move || app(&context))
            .client_request_timeout(HEADERS_WITHIN)
            .keep_alive(KEEP_ALIVE)
            .disable_signals()
            .shutdown_timeout(25)
            .listen(listener)?
            .run();
        Ok(Self { server, port })
    }

    pub(crate) fn handle(&self) -> Handle {
        Handle { server: self.server.handle(), port: self.port }
    }

    pub(crate) async fn run(self) -> std::io::Result<()> {
        self.server.await
    }
}

impl Handle {
    /// The port it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Stops accepting connections and waits for requests in progress.
    pub(crate) async fn stop(&self, grace: Duration) {
        // The server has the same timeout; this one also ends a connection that never closes.
        let _ = tokio::time::timeout(grace, self.server.stop(true)).await;
    }
}

fn app(
    context: &Context,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    let container = context.container.clone();
    let mut routes = routes(context.mailbox.clone());
    let document = openapi::document(&mut routes);
    let parameters = QueryParameters::of(&serde_json::to_value(&document).expect("the document is plain data"));
    App::new()
        .app_data(web::Data::new(context.clone()))
        .app_data(
            web::JsonConfig::default()
                .limit(body::MAX_JSON_BYTES)
                .error_handler(|error, _| error::of_body(error).into()),
        )
        .app_data(web::FormConfig::default().error_handler(|error, _| error::of_form(&error).into()))
        .app_data(web::QueryConfig::default().error_handler(move |error, request| {
            let violation = parameters.violation_of(request);
            ApiError::validation(violation.unwrap_or_else(|| error::message_of(&error))).into()
        }))
        .app_data(web::PathConfig::default().error_handler(|_, _| ApiError::not_found("there is nothing here").into()))
        .configure(move |app| container.register(app))
        .configure(|app| route::register_all(routes, app))
        .service(openapi::page(document))
        .default_service(web::to(probes::nothing_here))
        .wrap(from_fn(problem::write))
        .wrap(from_fn(idempotency::replay_or_store))
        .wrap(from_fn(body::bound))
        .wrap(from_fn(authorization::authorize))
        .wrap(from_fn(rate_limit::limit_account))
        .wrap(from_fn(caller::identify))
        .wrap(from_fn(rate_limit::limit_address))
        .wrap(from_fn(client_address::locate))
        .wrap(from_fn(observe::reject_malformed))
        .wrap(from_fn(cors::permit))
        .wrap(from_fn(spa::serve))
        .wrap(from_fn(observe::observe))
        .wrap(from_fn(security_headers::protect))
        .wrap(from_fn(body::retain_payload))
}

/// All routes.
fn routes(mailbox: Option<Arc<dyn Mailbox>>) -> Vec<Route> {
    let routes = api::routes().into_iter().chain(compat::routes()).chain(ws::routes());
    routes.chain(pages::routes(mailbox)).chain(probes::routes()).collect()
}

/// The error format below this path.
fn problem_format(path: &str) -> &'static ProblemFormat {
    compat::problem_format(path).unwrap_or(&problem::RFC_9457)
}

/// The `OpenAPI` document, as served and as stored in the repository.
#[must_use]
pub(crate) fn openapi_document() -> String {
    openapi::document(&mut routes(None)).to_pretty_json().expect("the document is plain data")
}

#[cfg(test)]
mod tests;
