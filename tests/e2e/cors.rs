//! CORS: only the configured origins may call the API from a browser.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Api, Installation};

const OURS: &str = "https://jobs.example.org";
const OTHER: &str = "http://localhost:3000";

/// What looks like it and is not.
const FOREIGN: [&str; 20] = [
    "null",
    "",
    "*",
    "https://evil.example",
    "https://jobs.example.org.evil.example",
    "https://eviljobs.example.org",
    "https://evil.jobs.example.org",
    "https://example.org",
    "http://jobs.example.org",
    "https://jobs.example.org:8443",
    "https://jobs.example.org:443",
    "https://jobs.example.org/",
    "https://jobs.example.org/evil",
    "https://JOBS.example.org",
    "https://jobs.example.org@evil.example",
    "https://user@jobs.example.org",
    "https://jobs.example.org, https://evil.example",
    "https://jobs.example.org https://evil.example",
    "https://jobsXexample.org",
    "http://localhost",
];

async fn asks(api: &Api, method: Method, path: &str, origin: &str) -> Answer {
    api.send(api.request(method, path).header("origin", origin)).await
}

async fn preflight(api: &Api, origin: &str, method: &str, headers: &str) -> Answer {
    let request = api.request(Method::OPTIONS, "/users/me").header("origin", origin);
    let request = request.header("access-control-request-method", method);
    api.send(request.header("access-control-request-headers", headers)).await
}

fn permissions(answer: &Answer) -> Vec<&str> {
    answer
        .headers
        .keys()
        .map(reqwest::header::HeaderName::as_str)
        .filter(|name| name.starts_with("access-control-"))
        .collect()
}

#[track_caller]
fn varies(answer: &Answer) {
    let varies = answer.headers.get_all("vary").iter().any(|vary| vary.to_str().unwrap().contains("Origin"));
    assert!(varies, "{answer:?}");
}

#[tokio::test]
async fn wb_01_only_the_very_origins_of_the_configuration_are_let_in() {
    let installation = Installation::new(&format!("[server]\nallowed_origins = [\"{OURS}\", \"{OTHER}\"]\n"));
    let server = installation.start();
    let api = server.client();
    let seeker = api.register("mira@example.org", "seeker").await;
    for origin in [OURS, OTHER] {
        for (answer, status) in [
            (asks(&api, Method::GET, "/jobs/feed", origin).await, 200),
            (asks(&seeker, Method::GET, "/users/me", origin).await, 200),
            (asks(&api, Method::GET, "/users/me", origin).await, 401),
            (asks(&seeker, Method::GET, "/admin/sessions", origin).await, 403),
            (asks(&api, Method::GET, "/nowhere", origin).await, 404),
            (
                api.send(
                    api.request(Method::POST, "/auth/login")
                        .header("origin", origin)
                        .header("content-encoding", "br")
                        .body("x"),
                )
                .await,
                415,
            ),
        ] {
            assert_eq!(answer.status.as_u16(), status, "{answer:?}");
            assert_eq!(answer.headers["access-control-allow-origin"], origin, "{answer:?}");
            assert_eq!(answer.headers["access-control-allow-credentials"], "true");
            let shown = answer.headers["access-control-expose-headers"].to_str().unwrap();
            for name in
                ["retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "etag", "x-request-id"]
            {
                assert!(shown.split(", ").any(|shown| shown == name), "{name} in {shown}");
            }
            varies(&answer);
        }
        let sent =
            "authorization, apikey, x-client-info, x-supabase-api-version, idempotency-key, if-match, content-type";
        let allowed = preflight(&api, origin, "POST", sent).await;
        assert_eq!(allowed.status.as_u16(), 204, "{allowed:?}");
        assert_eq!(allowed.headers["access-control-allow-origin"], origin);
        varies(&allowed);
        for (method, headers) in
            [("TRACE", ""), ("CONNECT", ""), ("POST", "x-user-id"), ("POST", "cookie, authorization")]
        {
            let refused = preflight(&api, origin, method, headers).await;
            refused.problem(400, "bad_request");
        }
    }
    for origin in FOREIGN {
        for answer in [
            asks(&api, Method::GET, "/jobs/feed", origin).await,
            asks(&seeker, Method::GET, "/users/me", origin).await,
            asks(&api, Method::GET, "/nowhere", origin).await,
            preflight(&api, origin, "GET", "authorization").await,
        ] {
            assert_eq!(permissions(&answer), Vec::<&str>::new(), "{origin}: {answer:?}");
            varies(&answer);
        }
        let refused = preflight(&api, origin, "GET", "authorization").await;
        assert!(refused.status.is_client_error(), "{origin}: {refused:?}");
    }
    // Whoever is no page says no origin, and is told nothing about them.
    let program = seeker.get("/users/me").await;
    assert_eq!(permissions(&program), Vec::<&str>::new());
    varies(&program);
}

#[test]
fn wb_01_a_server_with_a_pattern_for_an_origin_does_not_start() {
    for origin in ["*", "https://*.example.org", "https://jobs.example.org/", "null"] {
        let installation = Installation::new(&format!("[server]\nallowed_origins = [\"{origin}\"]\n"));
        let output = installation.run(&["serve", "--port", "0"]);
        let detail = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && detail.contains(&json!(origin).to_string()), "{detail}");
    }
}
