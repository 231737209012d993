//! A stub model server that records its requests.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tests_servers::tcp_proxy::TcpProxy;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A stub of a server that speaks `OpenAI`'s protocol.
pub(crate) struct Model {
    server: MockServer,
}

/// What a model would work out about a posting.
pub(crate) fn enrichment(tip: &str) -> Value {
    let question = json!({"question": "What is a cluster to you?", "answer_strategy": "Tell of one you ran."});
    json!({"resume_tips": vec![tip; 5], "interview_questions": vec![question; 5], "skills": ["Kubernetes", "Sorcery"]})
}

/// An answer of the protocol.
pub(crate) fn completion_of(content: &str) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({"choices": [{"message": {"role": "assistant", "content": content}}]}))
}

impl Model {
    pub(crate) async fn start() -> Self {
        Self { server: MockServer::start().await }
    }

    /// The section of the configuration that uses it.
    pub(crate) fn config(&self) -> String {
        config(self.server.address())
    }

    /// A way to it on which its answers can be held back, and the section of the configuration that goes there. For tests
    /// that never block their thread.
    pub(crate) async fn behind_a_proxy(&self) -> (TcpProxy, String) {
        let mut proxy = TcpProxy::to(*self.server.address()).await;
        proxy.open().await;
        let config = config(&proxy.address);
        (proxy, config)
    }

    /// From now on every question is answered like this.
    pub(crate) async fn answers(&self, answer: ResponseTemplate) {
        self.server.reset().await;
        let mock = Mock::given(method("POST")).and(path("/v1/chat/completions"));
        mock.respond_with(answer).mount(&self.server).await;
    }

    /// The questions so far.
    pub(crate) async fn requests(&self) -> Vec<Request> {
        self.server.received_requests().await.unwrap()
    }
}

fn config(address: &SocketAddr) -> String {
    format!(
        "[completions]\nprovider = \"openai\"\nbase_url = \"http://{address}/v1\"\nmodel = \"stub\"\n\
         api_key = \"sk-canary-7731\"\n"
    )
}
