//! Pages: the web application, links in mails, the mailbox of a local installation, the API documentation.

pub(in crate::http) mod from_mail;
mod layout;
mod mail_link_view;
mod mailbox;
pub(in crate::http) mod openapi;
pub(in crate::http) mod qr_code;
pub(in crate::http) mod spa;
pub(in crate::http) mod web_app;

use std::sync::Arc;

use ports::Mailbox;

use crate::http::edge::authorization::ANYONE;
use crate::http::edge::route::{Route, page, route};

/// All pages, except the files of the API page. The mailbox exists only where mail may be shown.
pub(super) fn routes(mailbox: Option<Arc<dyn Mailbox>>) -> Vec<Route> {
    let mut routes = vec![
        route(from_mail::show, ANYONE),
        route(from_mail::redeem, ANYONE),
        page("/app/{path:.*}", ANYONE, web_app::register),
        page("/docs/{_:.*}", ANYONE, openapi::registered_with_its_files),
        page(openapi::DOCUMENT, ANYONE, openapi::registered_with_its_files),
    ];
    // Served only where no one but the operator can reach it.
    routes.extend(mailbox.map(|mailbox| page("/mailbox/", ANYONE, |app| mailbox::register(app, mailbox))));
    routes
}
