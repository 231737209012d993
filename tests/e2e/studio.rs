//! Resumes in print, their score, and tailored to a posting: over HTTP and on the command line.

use serde_json::{Value, json};

use crate::support::documents::software_engineer;
use crate::support::{Api, Installation};

const CURRENT: &str = "/api/v1/resumes/current";
const POSTING: &str = "Requirements\n- Rust\n- PostgreSQL\n- Haskell\n\nNice to have\n- Kubernetes";

async fn seeker(api: &Api) -> Api {
    let seeker = api.register("mira@example.org", "seeker").await;
    seeker.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;
    seeker
}

#[tokio::test]
async fn a_resume_is_printed_in_every_format_that_needs_no_pages() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = seeker(&api).await;
    for (format, begins) in [("docx", "PK"), ("txt", "Mira Okonjo"), ("md", "# Mira Okonjo"), ("json", "{")] {
        let printed = seeker.get_bytes(&format!("{CURRENT}/export?format={format}")).await;
        assert!(printed.starts_with(begins.as_bytes()), "{format}");
        assert_eq!(printed, seeker.get_bytes(&format!("{CURRENT}/export?format={format}")).await, "{format}");
        let content = seeker.get(CURRENT).await.ok()["content"].clone();
        let read = match format {
            "json" => serde_json::from_slice(&printed).unwrap(),
            _ => seeker.upload("/api/v1/resumes/parse", "cv", printed).await.ok()["content"].clone(),
        };
        for field in ["/basics/name", "/basics/email", "/work/0/name", "/work/0/position", "/work/0/startDate"] {
            assert_eq!(read.pointer(field), content.pointer(field), "{format}: {field}");
        }
    }
    let german = seeker.get_bytes(&format!("{CURRENT}/export?format=txt&language=de")).await;
    assert!(String::from_utf8(german).unwrap().contains("\nBerufserfahrung\n"));
    seeker.get(&format!("{CURRENT}/export?format=pdf&template=none")).await.problem(404, "not_found");
    seeker.get(&format!("{CURRENT}/export?format=pdf&paper=a3")).await.problem(422, "validation_error");
    seeker.get(&format!("{CURRENT}/proof?template=none")).await.problem(404, "not_found");
    seeker.get(&format!("{CURRENT}/proof/pages/1?width=9000")).await.problem(422, "validation_error");
    let other = api.register("eve@example.org", "seeker").await;
    other.get(&format!("{CURRENT}/export?format=txt")).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_resume_is_printed_by_every_template() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = seeker(&api).await;
    let studio = api.get("/api/v1/resumes/templates").await.ok();
    let templates: Vec<&str> =
        studio["templates"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(templates, ["business", "classic", "compact", "europass-like", "modern", "tech"]);
    for template in templates {
        let proof = seeker.get(&format!("{CURRENT}/proof?template={template}&paper=letter")).await.ok();
        assert_eq!(proof["pages"], 1, "{template}: {proof}");
        assert!(proof["last_page_filled"].as_f64().unwrap() > 0.1, "{template}: {proof}");
        let printed = seeker.get_bytes(&format!("{CURRENT}/export?format=pdf&template={template}")).await;
        assert!(printed.starts_with(b"%PDF-"), "{template}");
    }
    let picture = seeker.get_bytes(&format!("{CURRENT}/proof/pages/1?template=classic&width=200")).await;
    assert!(picture.starts_with(b"\x89PNG\r\n"));
    seeker.get(&format!("{CURRENT}/proof/pages/9")).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_printed_resume_is_imported_again_without_a_loss() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = seeker(&server.client()).await;
    let content = seeker.get(CURRENT).await.ok()["content"].clone();
    let printed = seeker.get_bytes(&format!("{CURRENT}/export?format=pdf")).await;
    let imported = seeker.upload("/api/v1/resumes/import?draft=true", "cv.pdf", printed).await;
    assert_eq!(imported.status, 201, "{imported:?}");
    assert_eq!(imported.json()["resume"]["content"], content);
}

#[tokio::test]
async fn what_no_font_has_is_told_instead_of_printed_as_boxes() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = seeker(&server.client()).await;
    let seen = seeker.get(CURRENT).await;
    let mut content = seen.json()["content"].clone();
    content["basics"]["label"] = json!("園丁");
    let put = seeker.request(reqwest::Method::PUT, CURRENT).header("if-match", &seen.headers["etag"]).json(&content);
    seeker.send(put).await.ok();
    let refused = seeker.get(&format!("{CURRENT}/export?format=pdf")).await;
    refused.problem(422, "no_font");
    assert!(seeker.get_bytes(&format!("{CURRENT}/export?format=txt")).await.starts_with("Mira Okonjo".as_bytes()));
}

#[tokio::test]
async fn a_resume_is_scored_and_tailored_and_nothing_is_stored() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = seeker(&api).await;
    let body = json!({ "keywords": ["Rust", "Haskell"] });
    let score = seeker.post("/api/v1/ai/ats-score", body.clone()).await.ok();
    assert_eq!(score, seeker.post("/api/v1/ai/ats-score", body).await.ok(), "the same every time");
    let states: Vec<&Value> = score["keywords"].as_array().unwrap().iter().map(|found| &found["state"]).collect();
    assert_eq!(states[1], "missing", "{score}");
    assert_ne!(states[0], "missing", "{score}");

    let body = json!({ "title": "Backend engineer", "description": POSTING });
    let tailored = seeker.post(&format!("{CURRENT}/optimize"), body).await.ok();
    assert_eq!(tailored["missing"], json!(["Haskell", "Kubernetes"]));
    assert!(tailored["after"]["score"].as_f64() >= tailored["before"]["score"].as_f64(), "{tailored}");
    assert!(!tailored["content"].to_string().contains("Haskell"), "{tailored}");
    assert_eq!(seeker.get(CURRENT).await.ok()["version"], 1);
    let nowhere = json!({ "job_id": "00000000-0000-0000-0000-000000000000" });
    seeker.post(&format!("{CURRENT}/optimize"), nowhere).await.problem(404, "not_found");
    seeker.post(&format!("{CURRENT}/optimize"), json!({ "pages": 0 })).await.problem(422, "validation_error");
    let other = api.register("eve@example.org", "seeker").await;
    other.post("/api/v1/ai/ats-score", json!({ "keywords": [] })).await.problem(404, "not_found");
}

#[test]
fn files_are_printed_scored_and_tailored_without_an_installation() {
    let installation = Installation::new("");
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("cv.pdf"), software_engineer()).unwrap();
    std::fs::write(path("posting.txt"), format!("Backend engineer\n{POSTING}")).unwrap();
    let printed = installation.run_json(&["cv", "render", &path("cv.pdf"), &path("again.docx"), "--language", "fr"]);
    assert!(printed["fields"].as_u64() > Some(10), "{printed}");
    let again = installation.run_json(&["resume", "parse", &path("again.docx")]);
    assert_eq!(again.pointer("/basics/name"), Some(&json!("Mira Okonjo")));
    let refused = installation.run(&["cv", "render", &path("cv.pdf"), &path("cv.odt")]);
    assert_eq!(refused.status.code(), Some(1));
    let score = installation.run_json(&["cv", "score", &path("cv.pdf"), "--posting", &path("posting.txt")]);
    let tailored = installation.run_json(&["cv", "tailor", &path("cv.pdf"), "--posting", &path("posting.txt")]);
    assert_eq!((&tailored["before"], &tailored["missing"]), (&score, &json!(["Haskell", "Kubernetes"])));
}
