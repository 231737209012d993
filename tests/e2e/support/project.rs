//! A stand-in for a Supabase project: a second instance of this program, whose compatibility layer speaks the protocol.

use serde_json::{Value, json};

use super::identity::PASSWORD;
use super::{Api, Installation, Server, eventually};

/// A project, and a server that has its accounts kept there.
pub(crate) struct World {
    /// The project's.
    pub(crate) elsewhere: Installation,
    pub(crate) project: Server,
    /// The server's.
    pub(crate) installation: Installation,
    pub(crate) server: Server,
}

impl World {
    /// The server has this configuration, too.
    pub(crate) async fn new(config: &str) -> Self {
        Self::of_project("", config).await
    }

    /// The project has a configuration, and so has the server.
    pub(crate) async fn of_project(project: &str, config: &str) -> Self {
        let elsewhere = Installation::new(project);
        let project = elsewhere.start();
        let invited = elsewhere.run_json(&["admin", "create", "--super", "operator@example.org"]);
        let body = json!({"token": invited["token"], "password": "battery staple"});
        let operator = project.client().post("/auth/accept-invitation", body).await.ok();
        let installation = Installation::new(&format!(
            "{config}\n[identity]\nprovider = \"supabase\"\nurl = \"{}\"\nissuer = \"jobwright\"\nanon_key = \"anon\"\n\
             service_key = {}\n",
            project.address, operator["access_token"]
        ));
        let server = installation.start();
        Self { elsewhere, project, installation, server }
    }

    /// Somebody who signs up at the project, as its SDK does: their session there.
    pub(crate) async fn signs_up(&self, email: &str, data: Value) -> Value {
        let body = json!({"email": email, "password": PASSWORD, "data": data});
        self.project.client().post("/auth/v1/signup", body).await.ok()
    }

    /// Whoever has this session of the project, at our server.
    pub(crate) fn here(&self, session: &Value) -> Api {
        self.server.client().with_token(&session["access_token"])
    }

    /// The same at the project.
    pub(crate) fn there(&self, session: &Value) -> Api {
        self.project.client().with_token(&session["access_token"])
    }

    /// An administrator: seen once, appointed on the command line, signed in again.
    pub(crate) async fn admin(&self, is_super: bool) -> Api {
        let email = "root@example.org";
        let session = self.signs_up(email, json!({})).await;
        self.here(&session).get("/users/me").await.ok();
        let arguments = ["admin", "create", email, "--super"];
        let appointed = self.installation.run_json(&arguments[..if is_super { 4 } else { 3 }]);
        assert_eq!(appointed["email"], email);
        let before = self.here(&session);
        eventually("the end of every sign-in before", async || {
            (before.get("/users/me").await.status == 401).then_some(())
        })
        .await;
        let tokens = self.server.client().post("/auth/login", json!({"email": email, "password": PASSWORD})).await.ok();
        self.here(&tokens)
    }
}
