//! A job seeker during kills: registers, signs in, uploads resumes, chats, and records what was acknowledged.

use std::sync::Arc;

use anyhow::Context;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::client::{Asked, Client};
use crate::node::Node;
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;
use crate::talker::Talker;

const PASSWORD: &str = "correct horse";
/// Between two things somebody does, in milliseconds.
const PAUSE: usize = 120;
const PDF: &[u8] = include_bytes!("../../../samples/resumes/mira-okonjo-software-engineer.pdf");
const DOCX: &[u8] = include_bytes!("../../../samples/resumes/ama-boateng-nurse.docx");

/// A person with an account and a conversation.
pub(crate) struct Seeker {
    email: String,
    client: Client,
    refresh_token: Value,
    pub(crate) talker: Talker,
    uploads: usize,
    /// The last upload that was acknowledged, and those after it of which nobody knows.
    resumes: Vec<Option<String>>,
}

impl Seeker {
    /// Registers and opens a conversation.
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
            // The first attempt had come through.
            Err((409, _)) if answered.again => client.sign_in(&email, PASSWORD).await?.context("no account")?,
            Err(refusal) => anyhow::bail!("a registration is refused: {refusal:?}"),
        };
        let session = client.post("/chat/sessions", &json!({})).await?.outcome;
        let session = session.map_err(|refusal| anyhow::anyhow!("no conversation: {refusal:?}"))?;
        oracle.acknowledged();
        let session = session["id"].as_str().context("a conversation without an id")?.parse()?;
        let talker = Talker::new(nodes, oracle, &client.token, session);
        let refresh_token = tokens["refresh_token"].clone();
        Ok(Self { email, client, refresh_token, talker, uploads: 0, resumes: vec![None] })
    }

    /// Does one thing after the other until it is told to stop.
    pub(crate) async fn live(mut self, stop: watch::Receiver<bool>) -> anyhow::Result<Self> {
        while !*stop.borrow() {
            match self.client.random.below(12) {
                0 => self.sign_in().await?,
                1 | 2 => self.refresh().await?,
                3 | 4 => self.upload().await?,
                5 => self.look_around().await?,
                _ => {
                    let spoken = self.talker.spoken;
                    self.talker.say(&format!("message {spoken} of {}", self.email)).await?;
                }
            }
            self.talker.listen(PAUSE).await;
            pause(&mut self.client.random, PAUSE).await;
        }
        Ok(self)
    }

    async fn sign_in(&mut self) -> anyhow::Result<()> {
        if let Some(tokens) = self.client.sign_in(&self.email, PASSWORD).await? {
            self.take(&tokens);
        }
        Ok(())
    }

    async fn refresh(&mut self) -> anyhow::Result<()> {
        let body = json!({"refresh_token": self.refresh_token});
        match self.client.post("/auth/refresh", &body).await?.outcome {
            Ok(tokens) => {
                self.client.oracle.acknowledged();
                self.client.take_token(&tokens);
                self.take(&tokens);
            }
            Err(refusal) => {
                self.client.oracle.fault(Fault::Lost, format!("the sign-in of {}: {refusal:?}", self.email));
                self.sign_in().await?;
            }
        }
        Ok(())
    }

    fn take(&mut self, tokens: &Value) {
        self.refresh_token = tokens["refresh_token"].clone();
        self.talker.token.clone_from(&self.client.token);
    }

    /// Uploads another document, once: whoever is told nothing knows nothing.
    async fn upload(&mut self) -> anyhow::Result<()> {
        self.uploads += 1;
        let name = format!("{}.{}", self.uploads, if self.uploads.is_multiple_of(2) { "pdf" } else { "docx" });
        let form = Form::new().part("file", Part::bytes(document(&name)).file_name(name.clone()));
        let asked = self.client.ask(Method::POST, "/users/resume", |request| request.multipart(form)).await;
        match asked {
            Asked::Done(_) => {
                self.client.oracle.acknowledged();
                self.resumes = vec![Some(name)];
            }
            Asked::Unknown => self.resumes.push(Some(name)),
            Asked::Refused(status, text) => {
                self.client.oracle.fault(Fault::Answer, format!("an upload is answered {status}: {text}"));
            }
        }
        Ok(())
    }

    /// Reads something, which has to work as well.
    async fn look_around(&mut self) -> anyhow::Result<()> {
        for path in ["/jobs/feed?limit=20", "/chat/my-sessions"] {
            if let Err(refusal) = self.client.get(path).await?.outcome {
                self.client.oracle.fault(Fault::Answer, format!("{path}: {refusal:?}"));
            }
        }
        Ok(())
    }

    /// Looks for everything that was acknowledged, as somebody would who comes back later.
    pub(crate) async fn verify(&mut self) -> anyhow::Result<()> {
        if self.client.sign_in(&self.email, PASSWORD).await?.is_none() {
            return Ok(());
        }
        self.talker.token.clone_from(&self.client.token);
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
