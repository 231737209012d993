//! Requests that prepare a measurement and are not measured.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::server::Server;

const WAIT_LIMIT: Duration = Duration::from_secs(30);

/// Connections to be shared by many.
pub(crate) fn client() -> reqwest::Result<Client> {
    Client::builder().timeout(WAIT_LIMIT).build()
}

/// What somebody of this name registers and signs in with.
pub(crate) fn credentials(name: &str) -> Value {
    json!({"email": format!("{name}@example.org"), "password": "correct horse"})
}

/// A client of the HTTP interface.
#[derive(Clone)]
pub(crate) struct Api {
    client: Client,
    address: String,
    pub(crate) token: String,
}

impl Api {
    /// Somebody who has not said who they are.
    pub(crate) fn anonymous(server: &Server, client: &Client) -> Self {
        Self { client: client.clone(), address: format!("http://{}", server.address), token: String::new() }
    }

    /// Somebody who has just registered.
    pub(crate) async fn register(server: &Server, client: &Client, name: &str) -> anyhow::Result<Self> {
        let mut api = Self::anonymous(server, client);
        api.authenticate("/auth/register", name).await?;
        Ok(api)
    }

    /// Signs in again. An access token is valid for minutes only.
    pub(crate) async fn sign_in(&mut self, name: &str) -> anyhow::Result<()> {
        self.authenticate("/auth/login", name).await
    }

    async fn authenticate(&mut self, path: &str, name: &str) -> anyhow::Result<()> {
        let tokens = self.post(path, &credentials(name)).await?;
        tokens["access_token"].as_str().context("no token")?.clone_into(&mut self.token);
        Ok(())
    }

    pub(crate) async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.send(self.client.get(format!("{}{path}", self.address))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.send(self.client.post(format!("{}{path}", self.address)).json(body)).await
    }

    /// Uploads a document as the part `file`.
    pub(crate) async fn upload(&self, path: &str, name: &'static str, bytes: &'static [u8]) -> anyhow::Result<Value> {
        let form = Form::new().part("file", Part::bytes(bytes).file_name(name));
        self.send(self.client.post(format!("{}{path}", self.address)).multipart(form)).await
    }

    /// Uploads a document that need not be one. Answers the status.
    pub(crate) async fn upload_any(&self, path: &str, bytes: Vec<u8>) -> anyhow::Result<u16> {
        let form = Form::new().part("file", Part::bytes(bytes).file_name("resume"));
        let request = self.client.post(format!("{}{path}", self.address)).multipart(form).bearer_auth(&self.token);
        let response = request.send().await?;
        let status = response.status().as_u16();
        response.bytes().await?;
        Ok(status)
    }

    async fn send(&self, request: RequestBuilder) -> anyhow::Result<Value> {
        let request = if self.token.is_empty() { request } else { request.bearer_auth(&self.token) };
        let response = request.send().await?;
        let (status, url) = (response.status(), response.url().clone());
        let text = response.text().await?;
        if !status.is_success() {
            bail!("{url} answers {status}: {text}");
        }
        Ok(serde_json::from_str(&text)?)
    }
}
