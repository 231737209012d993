//! The completion model.

use async_trait::async_trait;
use ports::{CompletionModel, CompletionRequest, PortError, PortResult};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::{CompletionsConfig, Server};

/// A completion model at an OpenAI-compatible server.
pub struct OpenAiCompletions {
    server: Server,
    model: String,
}

/// The fields of the response that we read; compatible servers differ in the others.
#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
}

impl OpenAiCompletions {
    /// The model of this configuration. Nothing is sent yet.
    pub fn new(config: &CompletionsConfig) -> PortResult<Self> {
        Ok(Self {
            server: Server::new(&config.base_url, config.api_key.as_ref(), config.timeout_seconds)?,
            model: config.model.clone(),
        })
    }

    fn body(&self, request: &CompletionRequest) -> Value {
        let mut body = json!({
            "model": self.model,
            "messages": [
                { "role": "system", "content": request.instructions },
                { "role": "user", "content": request.input },
            ],
            "max_completion_tokens": request.max_tokens,
        });
        if let Some(schema) = &request.schema {
            body["response_format"] = json!({
                "type": "json_schema",
                "json_schema": { "name": schema.name, "strict": true, "schema": schema.schema },
            });
        }
        body
    }
}

#[async_trait]
impl CompletionModel for OpenAiCompletions {
    fn name(&self) -> &str {
        &self.model
    }

    async fn ping(&self) -> PortResult<()> {
        self.server.ping().await
    }

    async fn complete(&self, request: &CompletionRequest) -> PortResult<String> {
        let body = self.body(request);
        let answer: Answer = self.server.send(async |client| client.chat().create_byot(body).await).await?;
        let text = answer.choices.into_iter().next().and_then(|choice| choice.message.content);
        text.ok_or_else(|| PortError::invalid("the response has no content"))
    }
}
