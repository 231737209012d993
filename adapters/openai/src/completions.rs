//! A model that writes.

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_trait::async_trait;
use ports::{CompletionModel, CompletionRequest, PortError, PortResult};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::CompletionsConfig;
use crate::error::port_error;

/// A model that writes, at an OpenAI-compatible server.
pub struct OpenAiCompletions {
    client: Client<OpenAIConfig>,
    model: String,
}

/// The part of the answer we read; compatible servers differ in the rest.
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
        Ok(Self { client: config.server.client()?, model: config.model.clone() })
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

    async fn complete(&self, request: &CompletionRequest) -> PortResult<String> {
        let chat = self.client.chat();
        let answer: Answer = chat.create_byot(self.body(request)).await.map_err(port_error)?;
        let text = answer.choices.into_iter().next().and_then(|choice| choice.message.content);
        text.ok_or_else(|| PortError::invalid("the server answered without content"))
    }
}
