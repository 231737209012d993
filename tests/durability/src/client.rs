//! An HTTP client with failover: it tries one node after the other until one responds.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use reqwest::{Client as Http, Method, RequestBuilder};
use serde_json::{Value, json};
use tests_servers::random::Random;

use crate::node::{Node, PATIENCE};
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;

/// A node that is alive answers by then.
const SOON: Duration = Duration::from_mins(2);
/// Well before a server hangs up on an idle connection: a request sent at that very moment is not answered.
const IDLE: Duration = Duration::from_secs(30);
/// Between two attempts, in milliseconds.
const PAUSE: usize = 200;

/// What came of asking once.
pub(crate) enum Asked {
    /// It was done.
    Done(Value),
    /// It cannot be done, with this status.
    Refused(u16, String),
    /// The server says that it cannot now, or it died. Done or not, nobody knows.
    Unknown,
}

/// What came of asking until somebody answered.
pub(crate) struct Answered {
    /// The body, or the status of a refusal.
    pub(crate) outcome: Result<Value, (u16, String)>,
    /// Was it asked before, without anybody knowing what came of it?
    pub(crate) again: bool,
}

/// Somebody who asks.
pub(crate) struct Client {
    pub(crate) nodes: Vec<Arc<Node>>,
    pub(crate) oracle: Arc<Oracle>,
    pub(crate) random: Random,
    pub(crate) token: String,
    http: Http,
}

impl Client {
    pub(crate) fn new(nodes: &[Arc<Node>], oracle: &Arc<Oracle>) -> anyhow::Result<Self> {
        let http = Http::builder().timeout(SOON).pool_idle_timeout(IDLE).build()?;
        let (nodes, oracle) = (nodes.to_vec(), Arc::clone(oracle));
        Ok(Self { nodes, oracle, random: Random::anew(), token: String::new(), http })
    }

    /// Asks some node once.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Asked {
        let node = Arc::clone(self.random.pick(&self.nodes));
        let request = fill(self.http.request(method, format!("http://{}{path}", node.address)));
        let request = if self.token.is_empty() { request } else { request.bearer_auth(&self.token) };
        let life = node.life();
        let answer = async {
            let response = request.send().await?;
            Ok((response.status().as_u16(), response.text().await?))
        };
        let outcome: reqwest::Result<(u16, String)> = answer.await;
        match outcome {
            Ok((200..300, text)) => Asked::Done(serde_json::from_str(&text).unwrap_or(Value::String(text))),
            Ok((503, _)) => {
                self.oracle.unavailable();
                Asked::Unknown
            }
            Ok((status @ 500.., text)) => {
                self.oracle.fault(Fault::Answer, format!("{path} answers {status}: {text}"));
                Asked::Unknown
            }
            Ok((status, text)) => Asked::Refused(status, text),
            Err(error) => {
                if life.lasted(&node) {
                    self.oracle.fault(Fault::Answer, format!("{path} is not answered by a living node: {error:?}"));
                }
                Asked::Unknown
            }
        }
    }

    /// Asks until somebody answers.
    pub(crate) async fn insist(&mut self, method: Method, path: &str, body: &Value) -> anyhow::Result<Answered> {
        let began = Instant::now();
        let mut again = false;
        loop {
            let fill = |request: RequestBuilder| if body.is_null() { request } else { request.json(body) };
            let outcome = match self.ask(method.clone(), path, fill).await {
                Asked::Done(value) => Ok(value),
                Asked::Refused(status, text) => Err((status, text)),
                Asked::Unknown => {
                    ensure!(began.elapsed() < PATIENCE, "nobody answers {path}");
                    again = true;
                    pause(&mut self.random, PAUSE).await;
                    continue;
                }
            };
            return Ok(Answered { outcome, again });
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> anyhow::Result<Answered> {
        self.insist(Method::GET, path, &Value::Null).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> anyhow::Result<Answered> {
        self.insist(Method::POST, path, body).await
    }

    /// Signs in with a password, which has to work.
    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> anyhow::Result<Option<Value>> {
        let tokens = self.post("/auth/login", &json!({"email": email, "password": password})).await?;
        match tokens.outcome {
            Ok(tokens) => {
                self.oracle.acknowledged();
                self.take_token(&tokens);
                Ok(Some(tokens))
            }
            Err((status, text)) => {
                self.oracle.fault(Fault::Lost, format!("the account {email}: {status} {text}"));
                Ok(None)
            }
        }
    }

    pub(crate) fn take_token(&mut self, tokens: &Value) {
        tokens["access_token"].as_str().unwrap_or_default().clone_into(&mut self.token);
    }
}
