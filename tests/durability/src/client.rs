//! An HTTP client with failover: it tries one node after the other until one responds.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use reqwest::{Client as Http, Method, RequestBuilder};
use serde_json::{Value, json};
use tests_servers::random::Random;

use crate::node::{Node, TIMEOUT};
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;

/// The timeout of a request.
const REQUEST_TIMEOUT: Duration = Duration::from_mins(2);
/// Shorter than the idle timeout of the server, which otherwise may close a connection while a request is sent.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);
/// The maximum pause between two attempts, in milliseconds.
const MAX_RETRY_PAUSE_MS: usize = 200;

/// The outcome of one attempt.
pub(crate) enum Attempt {
    /// Success, with the body.
    Done(Value),
    /// A client error, with status and body.
    Refused(u16, String),
    /// 503, or no response: the request may or may not have had its effect.
    Unknown,
}

/// The outcome of a request with retries.
pub(crate) struct Answer {
    /// The body, or status and body of a client error.
    pub(crate) outcome: Result<Value, (u16, String)>,
    /// Whether an earlier attempt had an unknown outcome.
    pub(crate) was_retried: bool,
}

/// An HTTP client of all nodes.
pub(crate) struct Client {
    pub(crate) nodes: Vec<Arc<Node>>,
    pub(crate) oracle: Arc<Oracle>,
    pub(crate) random: Random,
    pub(crate) token: String,
    http: Http,
}

impl Client {
    pub(crate) fn new(nodes: &[Arc<Node>], oracle: &Arc<Oracle>) -> anyhow::Result<Self> {
        let http = Http::builder().timeout(REQUEST_TIMEOUT).pool_idle_timeout(POOL_IDLE_TIMEOUT).build()?;
        let (nodes, oracle) = (nodes.to_vec(), Arc::clone(oracle));
        Ok(Self { nodes, oracle, random: Random::unseeded(), token: String::new(), http })
    }

    /// Sends a request to a random node, once.
    pub(crate) async fn try_request(
        &mut self,
        method: Method,
        path: &str,
        configure: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Attempt {
        let node = Arc::clone(self.random.pick(&self.nodes));
        let request = configure(self.http.request(method, format!("http://{}{path}", node.address)));
        let request = if self.token.is_empty() { request } else { request.bearer_auth(&self.token) };
        let incarnation = node.incarnation();
        let answer = async {
            let response = request.send().await?;
            Ok((response.status().as_u16(), response.text().await?))
        };
        let outcome: reqwest::Result<(u16, String)> = answer.await;
        match outcome {
            Ok((200..300, text)) => Attempt::Done(serde_json::from_str(&text).unwrap_or(Value::String(text))),
            Ok((503, _)) => {
                self.oracle.unavailable();
                Attempt::Unknown
            }
            Ok((status @ 500.., text)) => {
                self.oracle.fault(Fault::UnexpectedResponse, format!("{path} responds {status}: {text}"));
                Attempt::Unknown
            }
            Ok((status, text)) => Attempt::Refused(status, text),
            Err(error) => {
                if incarnation.is_unchanged(&node) {
                    self.oracle.fault(
                        Fault::UnexpectedResponse,
                        format!("{path} has no response of a running node: {error:?}"),
                    );
                }
                Attempt::Unknown
            }
        }
    }

    /// Sends a request until a node responds.
    pub(crate) async fn request(&mut self, method: Method, path: &str, body: &Value) -> anyhow::Result<Answer> {
        let began = Instant::now();
        let mut was_retried = false;
        loop {
            let configure = |request: RequestBuilder| if body.is_null() { request } else { request.json(body) };
            let outcome = match self.try_request(method.clone(), path, configure).await {
                Attempt::Done(value) => Ok(value),
                Attempt::Refused(status, text) => Err((status, text)),
                Attempt::Unknown => {
                    ensure!(began.elapsed() < TIMEOUT, "no node responds to {path}");
                    was_retried = true;
                    pause(&mut self.random, MAX_RETRY_PAUSE_MS).await;
                    continue;
                }
            };
            return Ok(Answer { outcome, was_retried });
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.request(Method::GET, path, &Value::Null).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.request(Method::POST, path, body).await
    }

    /// Signs in with a password. A refusal is a fault.
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
