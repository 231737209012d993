//! A job seeker during kills: registers, signs in, uploads resumes, chats, and records what was acknowledged.

use std::sync::Arc;

use anyhow::Context;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::chat_client::ChatClient;
use crate::client::{Attempt, Client};
use crate::node::Node;
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;

const PASSWORD: &str = "correct horse";
/// The maximum pause between two actions, in milliseconds.
const MAX_PAUSE_MS: usize = 120;
const PDF: &[u8] = include_bytes!("../../../samples/resumes/mira-okonjo-software-engineer.pdf");
const DOCX: &[u8] = include_bytes!("../../../samples/resumes/ama-boateng-nurse.docx");

/// A seeker with an account and a chat session.
pub(crate) struct Seeker {
    email: String,
    client: Client,
    refresh_token: Value,
    pub(crate) chat_client: ChatClient,
    uploads: usize,
    /// The last acknowledged upload, and later ones with unknown outcome.
    resumes: Vec<Option<String>>,
}

impl Seeker {
    /// Registers and opens a chat session.
    pub(crate) async fn register(nodes: &[Arc<Node>], oracle: &Arc<Oracle>, number: usize) -> anyhow::Result<Self> {
        let mut client = Client::new(nodes, oracle)?;
        let email = format!("seeker-{number}-{}@example.org", client.random.id().simple());
        let answered = client.post("/auth/register", &json!({"email": email, "password": PASSWORD})).await?;
        let tokens = match answered.outcome {
            Ok(tokens) => {
                oracle.acknowledged();
                client.take_token(&tokens);
                tokens
            }
            // An earlier attempt was successful.
            Err((409, _)) if answered.was_retried => client.sign_in(&email, PASSWORD).await?.context("no account")?,
            Err(refusal) => anyhow::bail!("a registration is refused: {refusal:?}"),
        };
        let session = client.post("/chat/sessions", &json!({})).await?.outcome;
        let session = session.map_err(|refusal| anyhow::anyhow!("no conversation: {refusal:?}"))?;
        oracle.acknowledged();
        let session = session["id"].as_str().context("a conversation without an id")?.parse()?;
        let chat_client = ChatClient::new(nodes, oracle, &client.token, session);
        let refresh_token = tokens["refresh_token"].clone();
        Ok(Self { email, client, refresh_token, chat_client, uploads: 0, resumes: vec![None] })
    }

    /// Performs random actions until stopped.
    pub(crate) async fn run(mut self, stop: watch::Receiver<bool>) -> anyhow::Result<Self> {
        while !*stop.borrow() {
            match self.client.random.below(12) {
                0 => self.sign_in().await?,
                1 | 2 => self.refresh().await?,
                3 | 4 => self.upload().await?,
                5 => self.read_pages().await?,
                _ => {
                    let sent = self.chat_client.sent;
                    self.chat_client.send_message(&format!("message {sent} of {}", self.email)).await?;
                }
            }
            self.chat_client.receive_for(MAX_PAUSE_MS).await;
            pause(&mut self.client.random, MAX_PAUSE_MS).await;
        }
        Ok(self)
    }

    async fn sign_in(&mut self) -> anyhow::Result<()> {
        if let Some(tokens) = self.client.sign_in(&self.email, PASSWORD).await? {
            self.store_tokens(&tokens);
        }
        Ok(())
    }

    async fn refresh(&mut self) -> anyhow::Result<()> {
        let body = json!({"refresh_token": self.refresh_token});
        match self.client.post("/auth/refresh", &body).await?.outcome {
            Ok(tokens) => {
                self.client.oracle.acknowledged();
                self.client.take_token(&tokens);
                self.store_tokens(&tokens);
            }
            Err(refusal) => {
                self.client.oracle.fault(Fault::Lost, format!("the sign-in of {}: {refusal:?}", self.email));
                self.sign_in().await?;
            }
        }
        Ok(())
    }

    fn store_tokens(&mut self, tokens: &Value) {
        self.refresh_token = tokens["refresh_token"].clone();
        self.chat_client.token.clone_from(&self.client.token);
    }

    /// Uploads another document, without retries.
    async fn upload(&mut self) -> anyhow::Result<()> {
        self.uploads += 1;
        let name = format!("{}.{}", self.uploads, if self.uploads.is_multiple_of(2) { "pdf" } else { "docx" });
        let form = Form::new().part("file", Part::bytes(document(&name)).file_name(name.clone()));
        let response = self.client.try_request(Method::POST, "/users/resume", |request| request.multipart(form)).await;
        match response {
            Attempt::Done(_) => {
                self.client.oracle.acknowledged();
                self.resumes = vec![Some(name)];
            }
            Attempt::Unknown => self.resumes.push(Some(name)),
            Attempt::Refused(status, text) => {
                self.client
                    .oracle
                    .fault(Fault::UnexpectedResponse, format!("the response to an upload is {status}: {text}"));
            }
        }
        Ok(())
    }

    /// Reads public and own pages.
    async fn read_pages(&mut self) -> anyhow::Result<()> {
        for path in ["/jobs/feed?limit=20", "/chat/my-sessions"] {
            if let Err(refusal) = self.client.get(path).await?.outcome {
                self.client.oracle.fault(Fault::UnexpectedResponse, format!("{path}: {refusal:?}"));
            }
        }
        Ok(())
    }

    /// Verifies the acknowledged writes after a new sign-in.
    pub(crate) async fn verify(&mut self) -> anyhow::Result<()> {
        if self.client.sign_in(&self.email, PASSWORD).await?.is_none() {
            return Ok(());
        }
        self.chat_client.token.clone_from(&self.client.token);
        let oracle = Arc::clone(&self.client.oracle);
        let me = self.client.get("/users/me").await?.outcome;
        let me = me.map_err(|refusal| anyhow::anyhow!("{}: {refusal:?}", self.email))?;
        let name = me["resume_file_name"].as_str().map(str::to_owned);
        if !self.resumes.contains(&name) {
            oracle.fault(Fault::Lost, format!("a resume: {name:?} is none of {:?}", self.resumes));
        }
        if let Some((name, link)) = name.zip(me["resume_file_url"].as_str()) {
            let file = reqwest::get(link).await?.bytes().await?;
            if file != document(&name) {
                oracle.fault(Fault::Lost, format!("the file {name} of {}: {} bytes", self.email, file.len()));
            }
        }
        Ok(())
    }
}

fn document(name: &str) -> &'static [u8] {
    if name.ends_with("pdf") { PDF } else { DOCX }
}
