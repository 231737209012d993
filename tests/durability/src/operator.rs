//! An administrator during kills: takes over chat sessions, releases them, and ingests a board whose list changes.

use std::sync::Arc;

use anyhow::Context;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use crate::board::PostingList;
use crate::client::{Answer, Attempt, Client};
use crate::node::Installation;
use crate::oracle::{Fault, OperatorMessage, Oracle};
use crate::pause::pause;

const EMAIL: &str = "root@example.org";
const PASSWORD: &str = "battery staple";
/// The maximum pause between two actions, in milliseconds.
const MAX_PAUSE_MS: usize = 300;
/// Actions between two sign-ins, so that the access token does not expire.
const SIGN_IN_EVERY: usize = 100;

/// Creates the administrator's account.
pub(crate) async fn invite(installation: &Installation, oracle: &Arc<Oracle>) -> anyhow::Result<()> {
    let invitation = installation.run(&["admin", "create", EMAIL])?;
    let mut client = Client::new(&installation.nodes, oracle)?;
    let accepted = json!({"token": invitation["token"], "password": PASSWORD});
    let accepted = client.post("/auth/accept-invitation", &accepted).await?.outcome;
    accepted.map_err(|refusal| anyhow::anyhow!("the invitation is refused: {refusal:?}"))?;
    Ok(())
}

/// One of several concurrent clients of the administrator.
pub(crate) struct Operator {
    client: Client,
    done: usize,
}

impl Operator {
    pub(crate) async fn sign_in(installation: &Installation, oracle: &Arc<Oracle>) -> anyhow::Result<Self> {
        let mut client = Client::new(&installation.nodes, oracle)?;
        client.sign_in(EMAIL, PASSWORD).await?.context("the administrator has no account")?;
        Ok(Self { client, done: 0 })
    }

    /// Pauses between two actions, and signs in from time to time.
    async fn pause_between_actions(&mut self) -> anyhow::Result<()> {
        self.done += 1;
        if self.done.is_multiple_of(SIGN_IN_EVERY) {
            self.client.sign_in(EMAIL, PASSWORD).await?;
        }
        pause(&mut self.client.random, MAX_PAUSE_MS).await;
        Ok(())
    }

    /// Takes over random sessions, sends a message, and releases them.
    pub(crate) async fn take_over_chats(
        mut self,
        sessions: Vec<Uuid>,
        stop: watch::Receiver<bool>,
    ) -> anyhow::Result<()> {
        while !*stop.borrow() {
            let session = *self.client.random.pick(&sessions);
            let taken = self.client.post("/admin/takeover", &json!({"session_id": session})).await?;
            self.check(&taken, "a takeover");
            let content = format!("answer {}", self.done);
            let path = format!("/admin/sessions/{session}/message");
            let body = json!({"content": content});
            match self.client.try_request(Method::POST, &path, |request| request.json(&body)).await {
                Attempt::Done(message) => {
                    let seq = message["seq"].as_u64().context("a message without a seq")?;
                    self.client.oracle.operator_message(OperatorMessage { session, seq, content });
                }
                Attempt::Unknown => {}
                Attempt::Refused(status, text) => {
                    self.client.oracle.fault(Fault::Lost, format!("a takeover: {status} {text}"));
                }
            }
            let released = self.client.post(&format!("/admin/sessions/{session}/release"), &Value::Null).await?;
            self.check(&released, "a release");
            self.pause_between_actions().await?;
        }
        Ok(())
    }

    /// Expects a success, or a conflict after a retry.
    fn check(&self, answered: &Answer, what: &str) {
        match &answered.outcome {
            Ok(_) => self.client.oracle.acknowledged(),
            Err((409, _)) if answered.was_retried => {}
            Err(refusal) => self.client.oracle.fault(Fault::UnexpectedResponse, format!("{what}: {refusal:?}")),
        }
    }

    /// Ingests one version of the list after the other, each completely.
    pub(crate) async fn ingest(mut self, mut list: PostingList, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*stop.borrow() {
            let versions = list.next_versions();
            while !self.run().await? {
                pause(&mut self.client.random, MAX_PAUSE_MS).await;
            }
            self.client.oracle.postings_listed(versions);
            self.pause_between_actions().await?;
        }
        Ok(())
    }

    /// One ingestion run. `false` when it has to be repeated: another one is running, or it was interrupted.
    async fn run(&mut self) -> anyhow::Result<bool> {
        let answered = self.client.post("/admin/ingest/acme", &Value::Null).await?;
        match answered.outcome {
            Ok(run) => {
                if run["result"]["errors"] != 0 {
                    self.client
                        .oracle
                        .fault(Fault::UnexpectedResponse, format!("a run could not read everything: {run}"));
                }
                Ok(true)
            }
            Err((409, _)) => Ok(false),
            Err(refusal) => {
                self.client.oracle.fault(Fault::UnexpectedResponse, format!("a run: {refusal:?}"));
                Ok(false)
            }
        }
    }
}
