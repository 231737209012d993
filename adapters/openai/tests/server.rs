//! The client against a stub server, with correct and faulty responses.

use std::time::Duration;

use adapter_openai::{CompletionsConfig, EmbeddingsConfig, OpenAiCompletions, OpenAiEmbeddings};
use ports::{CompletionModel, CompletionRequest, EmbeddingModel, OutputSchema, PortErrorKind};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn completions_at(address: &str, timeout_seconds: u16) -> OpenAiCompletions {
    let config = json!({"base_url": format!("{address}/v1"), "api_key": "sk-test", "model": "qwen3",
        "timeout_seconds": timeout_seconds});
    let config: CompletionsConfig = serde_json::from_value(config).expect("a valid configuration");
    OpenAiCompletions::new(&config).expect("a valid configuration")
}

fn completions(server: &MockServer) -> OpenAiCompletions {
    completions_at(&server.uri(), 60)
}

fn embeddings(server: &MockServer) -> OpenAiEmbeddings {
    let config = json!({"base_url": format!("{}/v1", server.uri()), "model": "nomic", "dimensions": 2});
    let config: EmbeddingsConfig = serde_json::from_value(config).expect("a valid configuration");
    OpenAiEmbeddings::new(&config).expect("a valid configuration")
}

fn request(schema: Option<OutputSchema>) -> CompletionRequest {
    CompletionRequest { instructions: "Be brief.".to_owned(), input: "{}".to_owned(), schema, max_tokens: 9 }
}

async fn answering(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(template).mount(&server).await;
    server
}

fn answer(content: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({"choices": [{"message": {"role": "assistant", "content": content}}]}))
}

#[tokio::test]
async fn a_completion_request_follows_the_protocol() {
    let server = MockServer::start().await;
    let strict = json!({"model": "qwen3", "response_format": {"type": "json_schema", "json_schema": {"strict": true}},
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "{}"}]});
    Mock::given(method("POST"))
        .and(path("/v1/chat/completions"))
        .and(header("authorization", "Bearer sk-test"))
        .and(body_partial_json(strict))
        .respond_with(answer(&json!("Yes.")))
        .mount(&server)
        .await;
    let schema = OutputSchema { name: "x", schema: json!({"type": "object"}) };
    assert_eq!(completions(&server).complete(&request(Some(schema))).await.expect("an answer"), "Yes.");
}

#[tokio::test]
async fn lm_05_failures_say_what_can_be_done_about_them() {
    let api_error = |status: u16| {
        ResponseTemplate::new(status)
            .set_body_json(json!({"error": {"message": "m", "type": "t", "param": null, "code": null}}))
    };
    let half = ResponseTemplate::new(200).set_body_string("{\"choices\": [{\"message\"");
    let cases = [
        (api_error(401), "unauthorized"),
        (api_error(404), "invalid: the server does not know this model"),
        (api_error(429), "rate limited"),
        (api_error(500), "unavailable"),
        (ResponseTemplate::new(502).set_body_string("<html>bad gateway"), "unavailable"),
        (half, "invalid: the response is malformed"),
        (answer(&Value::Null), "invalid: the response has no content"),
        (answer(&json!("late")).set_delay(Duration::from_mins(5)), "timed out"),
    ];
    for (template, expected) in cases {
        let server = answering(template).await;
        let timeout_seconds = if expected == "timed out" { 1 } else { 60 };
        let model = completions_at(&server.uri(), timeout_seconds);
        let error = model.complete(&request(None)).await.expect_err(expected);
        assert_eq!(error.to_string(), expected, "{}", error.chain());
    }
}

#[tokio::test]
async fn an_unreachable_server_is_unavailable() {
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
    let model = completions_at(&format!("http://127.0.0.1:{port}"), 60);
    let error = model.complete(&request(None)).await.expect_err("nobody is there");
    assert_eq!(error.kind, PortErrorKind::Unavailable);
}

#[tokio::test]
async fn vectors_are_returned_in_the_order_of_the_texts() {
    let data = json!({"data": [{"index": 1, "embedding": [0.0, 2.0]}, {"index": 0, "embedding": [3.0, 0.0]}]});
    let server = answering(ResponseTemplate::new(200).set_body_json(data)).await;
    let vectors = embeddings(&server).embed(&["a".to_owned(), "b".to_owned()]).await.expect("two vectors");
    assert_eq!((vectors[0].vector(), vectors[1].vector()), ([1.0, 0.0].as_slice(), [0.0, 1.0].as_slice()));
}

#[tokio::test]
async fn lm_09_vectors_of_the_wrong_size_or_number_are_refused() {
    for data in [
        json!({"data": [{"index": 0, "embedding": [1.0, 0.0, 0.0]}]}),
        json!({"data": []}),
        json!({"data": [{"index": 0, "embedding": [0.0, 0.0]}]}),
        json!({"data": [{"index": 5, "embedding": [1.0, 0.0]}]}),
    ] {
        let server = answering(ResponseTemplate::new(200).set_body_json(&data)).await;
        let error = embeddings(&server).embed(&["a".to_owned()]).await.expect_err("refused");
        assert!(matches!(error.kind, PortErrorKind::Invalid(_)), "{data}: {}", error.chain());
    }
}
