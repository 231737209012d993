//! An administrator during kills: takes conversations over, hands them back, and ingests a board whose list changes.

use std::sync::Arc;

use anyhow::Context;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use crate::board::List;
use crate::client::{Answered, Asked, Client};
use crate::node::Installation;
use crate::oracle::{Fault, Oracle, Said};
use crate::pause::pause;

const EMAIL: &str = "root@example.org";
const PASSWORD: &str = "battery staple";
/// Between two things that are done, in milliseconds.
const PAUSE: usize = 300;
/// A token is good for a quarter of an hour; this often a new one is asked for.
const SIGN_IN_EVERY: usize = 100;

/// Makes the administrator's account.
pub(crate) async fn invite(installation: &Installation, oracle: &Arc<Oracle>) -> anyhow::Result<()> {
    let invitation = installation.run(&["admin", "create", EMAIL])?;
    let mut client = Client::new(&installation.nodes, oracle)?;
    let accepted = json!({"token": invitation["token"], "password": PASSWORD});
    let accepted = client.post("/auth/accept-invitation", &accepted).await?.outcome;
    accepted.map_err(|refusal| anyhow::anyhow!("the invitation is refused: {refusal:?}"))?;
    Ok(())
}

/// The administrator at one of several desks.
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

    /// Between two things that are done.
    async fn breathe(&mut self) -> anyhow::Result<()> {
        self.done += 1;
        if self.done.is_multiple_of(SIGN_IN_EVERY) {
            self.client.sign_in(EMAIL, PASSWORD).await?;
        }
        pause(&mut self.client.random, PAUSE).await;
        Ok(())
    }

    /// Takes one conversation after the other over, says something, and hands it back.
    pub(crate) async fn answer(mut self, sessions: Vec<Uuid>, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*stop.borrow() {
            let session = *self.client.random.pick(&sessions);
            let taken = self.client.post("/admin/takeover", &json!({"session_id": session})).await?;
            self.expect(&taken, "a takeover");
            let content = format!("answer {}", self.done);
            let path = format!("/admin/sessions/{session}/message");
            let body = json!({"content": content});
            match self.client.ask(Method::POST, &path, |request| request.json(&body)).await {
                Asked::Done(message) => {
                    let seq = message["seq"].as_u64().context("a message without a number")?;
                    self.client.oracle.said(Said { session, seq, content });
                }
                Asked::Unknown => {}
                Asked::Refused(status, text) => {
                    self.client.oracle.fault(Fault::Lost, format!("a takeover: {status} {text}"));
                }
            }
            let released = self.client.post(&format!("/admin/sessions/{session}/release"), &Value::Null).await?;
            self.expect(&released, "a release");
            self.breathe().await?;
        }
        Ok(())
    }

    /// An acknowledgement, or the refusal of something that had come through before.
    fn expect(&self, answered: &Answered, what: &str) {
        match &answered.outcome {
            Ok(_) => self.client.oracle.acknowledged(),
            Err((409, _)) if answered.again => {}
            Err(refusal) => self.client.oracle.fault(Fault::Answer, format!("{what}: {refusal:?}")),
        }
    }

    /// Has one list after the other read, and the last one to its end.
    pub(crate) async fn ingest(mut self, mut list: List, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*stop.borrow() {
            let versions = list.turn();
            while !self.run().await? {
                pause(&mut self.client.random, PAUSE).await;
            }
            self.client.oracle.listed(versions);
            self.breathe().await?;
        }
        Ok(())
    }

    /// One run over the board. `false` when it has to be tried again: another one is under way, or this one was cut off.
    async fn run(&mut self) -> anyhow::Result<bool> {
        let answered = self.client.post("/admin/ingest/acme", &Value::Null).await?;
        match answered.outcome {
            Ok(run) => {
                if run["result"]["errors"] != 0 {
                    self.client.oracle.fault(Fault::Answer, format!("a run could not read everything: {run}"));
                }
                Ok(true)
            }
            Err((409, _)) => Ok(false),
            Err(refusal) => {
                self.client.oracle.fault(Fault::Answer, format!("a run: {refusal:?}"));
                Ok(false)
            }
        }
    }
}
