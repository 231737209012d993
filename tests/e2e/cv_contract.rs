//! CVs and postings of the CV contract: what its clients send and read.

use reqwest::Method;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted, page};
use crate::support::documents::software_engineer;
use crate::support::identity::PASSWORD;
use crate::support::{Api, Installation};

const POSTING: &str = "
        Platform engineer

        Requirements:
        - Experience with Kubernetes
        - PostgreSQL
        - Haskell

        Responsibilities:
        - Run our clusters
";

fn profile() -> Value {
    json!({
        "personal_info": {
            "name": "Mira Okonjo", "email": "mira@example.org", "phone": "+31 30 555 0142", "age": 34,
            "github": "https://github.com/mira", "languages": ["Dutch (native)", "Spanish (B1), German (A1)"],
        },
        "summary": "Engineer who runs databases.",
        "education": [{ "degree": "BSc Computer Science", "institution": "Delft University", "location": "Delft",
            "year": "2012 - 2015", "grade": "8/10" }],
        "experience": [{ "title": "Engineer", "company": "Acme", "location": "Utrecht", "years": "Jan 2019 - Present",
            "descrition_list": ["Wrote letters to customers", "Ran services on k8s", "Tuned PostgreSQL"],
            "skills": ["Python", "Linux"], "reference": "Dr. Ada" }],
        "projects": [{ "name": "Loom", "role": "Author", "year": "2020", "description": "A scheduler.", "skills": ["Rust"] }],
        "skills": ["Python", "Rust"], "hobbies": ["bees"],
    })
}

/// The score and the iterations of `… ATS Score: 92.5% (Iterations: 2)`.
fn score(answer: &Value) -> f64 {
    let message = answer["message"].as_str().unwrap();
    let (_, told) = message.split_once("Score: ").unwrap_or_else(|| panic!("{message}"));
    let (score, rest) = told.split_once("% (Iterations: ").unwrap_or_else(|| panic!("{message}"));
    let iterations: u32 = rest.strip_suffix(')').unwrap().parse().unwrap();
    assert!((1..=3).contains(&iterations), "{message}");
    assert_eq!(score.split_once('.').unwrap().1.len(), 1, "{message}");
    score.parse().unwrap()
}

/// Tailored, and nothing else: no skill is claimed, and nothing is lost.
fn check_generated(answer: &Value) {
    assert_eq!(answer["success"], true, "{answer}");
    assert!(score(answer) > 30.0, "{answer}");
    let made = &answer["profile"];
    assert_eq!((&made["hobbies"], &made["personal_info"]), (&json!(["bees"]), &profile()["personal_info"]));
    let list = made["experience"][0]["descrition_list"].as_array().unwrap();
    assert_eq!(list.last().unwrap(), "Wrote letters to customers", "{list:?}");
    assert_eq!(made["experience"][0]["description_list"], made["experience"][0]["descrition_list"]);
    assert_eq!(made["experience"][0]["reference"], "Dr. Ada");
    assert!(!made.to_string().contains("Haskell") && made["skills"].to_string().contains("PostgreSQL"), "{made}");
}

async fn signed_up(api: &Api) -> Api {
    let credentials = json!({ "email": "mira@example.org", "password": PASSWORD });
    let session = api.post("/api/v1/auth/signup", credentials).await.ok();
    api.with_token(&session["access_token"])
}

#[tokio::test]
async fn a_guest_gets_a_cv_that_claims_nothing_new_and_nothing_is_stored() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let asked = json!({ "profile": profile(), "job_description": POSTING, "template": "tech", "skip_validation": true,
        "max_retries": 1, "model_name": "openai/gpt-4.1-mini" });
    for path in ["/api/cv/generate", "/api/cv/generate-json"] {
        let made = api.post(path, asked.clone()).await.ok();
        assert!(made["message"].as_str().unwrap().starts_with("CV successfully generated! ATS Score: "), "{made}");
        check_generated(&made);
        assert_eq!(made["missing_keywords"], json!(["Haskell"]));
    }
    let wrong = json!({ "profile": profile(), "job_description": POSTING, "template": "comic" });
    let refused = api.post("/api/cv/generate", wrong).await;
    assert!(refused.problem(422, "validation_error").contains("modern"), "{refused:?}");
    let empty = json!({ "profile": profile(), "job_description": " \n" });
    api.post("/api/cv/generate", empty).await.problem(422, "validation_error");
    let mut incomplete = profile();
    incomplete.as_object_mut().unwrap().remove("experience");
    let asked = json!({ "profile": incomplete, "job_description": POSTING });
    assert!(api.post("/api/cv/generate", asked).await.problem(422, "validation_error").contains("experience"));
    drop(server);
    for (part, rows) in installation.backed_up() {
        assert!(!rows.contains("Okonjo") && !rows.contains("Tuned PostgreSQL"), "{part} has what a guest sent");
    }
}

#[tokio::test]
async fn a_stored_profile_is_tailored_too_and_its_absence_is_told() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let mira = signed_up(&api).await;
    let asked = json!({ "job_description": POSTING, "template": "business" });
    let told = mira.post("/api/cv/generate-authenticated", asked.clone()).await.problem(404, "not_found");
    assert_eq!(told, "Profile not found. Please create a profile first using POST /api/v1/profile");
    let saved = mira.post("/api/cv/save", profile()).await.ok();
    assert_eq!(saved, json!({ "success": true, "message": "Profile saved successfully." }));
    let made = mira.post("/api/cv/generate-authenticated", asked.clone()).await.ok();
    assert!(made["message"].as_str().unwrap().starts_with("CV generated from database profile! ATS Score: "), "{made}");
    check_generated(&made);
    let stored = mira.get("/api/v1/profile").await.ok();
    assert_eq!(
        stored["profile_data"]["experience"][0]["descrition_list"],
        profile()["experience"][0]["descrition_list"]
    );
    api.post("/api/cv/generate-authenticated", asked).await.problem(401, "unauthorized");
    api.post("/api/cv/save", profile()).await.problem(401, "unauthorized");
}

#[tokio::test]
async fn a_posting_is_read_at_its_address_with_data_and_without() {
    let boards = Boards::start().await;
    let html = |body: String| ResponseTemplate::new(200).set_body_raw(body, "text/html");
    boards.at("/data", html(page(&Posted::new(1, "Platform Engineer", PLATFORM)))).await;
    let plain = "<html><body><main><h1>Platform Engineer</h1><p>Keep the databases of our harbour running every day.</p>\
                 <h2>Requirements</h2><ul><li>PostgreSQL</li><li>Kubernetes</li><li>Haskell</li></ul></main></body></html>";
    boards.at("/plain", html(plain.to_owned())).await;
    boards.at("/empty", html("<html><body></body></html>".to_owned())).await;
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let address = |path: &str| format!("{}{path}", boards.url());
    let read = api.post("/api/job/fetch", json!({ "url": address("/data") })).await.ok();
    let info = &read["job_info"];
    assert_eq!((&info["title"], &info["company"]), (&json!("Platform Engineer"), &json!("Harbour School")), "{read}");
    assert!(info["location"].as_str().unwrap().starts_with("Porto"), "{read}");
    assert!(info["requirements"].to_string().contains("Terraform"), "{read}");
    assert!(info["responsibilities"].to_string().contains("Kubernetes"), "{read}");
    assert!(read["raw_text"].as_str().unwrap().contains("Acme moves harbours."), "{read}");
    let read = api.post("/api/job/fetch", json!({ "url": address("/plain") })).await.ok();
    assert_eq!(read["job_info"]["title"], "Platform Engineer", "{read}");
    assert!(read["job_info"]["keywords"].to_string().contains("PostgreSQL"), "{read}");
    for path in ["/api/cv/generate-from-url", "/api/cv/generate-json-from-url"] {
        let made = api.post(path, json!({ "profile": profile(), "job_url": address("/plain") })).await.ok();
        assert!(
            made["message"].as_str().unwrap().starts_with("CV successfully generated from URL! ATS Score: "),
            "{made}"
        );
        check_generated(&made);
    }
    let mira = signed_up(&api).await;
    mira.post("/api/cv/save", profile()).await.ok();
    let asked = json!({ "job_url": address("/plain"), "template": "modern" });
    let made = mira.post("/api/cv/generate-authenticated-from-url", asked).await.ok();
    let told = made["message"].as_str().unwrap();
    assert!(told.starts_with("CV generated from database profile and job URL! ATS Score: "), "{told}");
    check_generated(&made);
    for (url, status) in [
        (address("/empty"), 422),
        (address("/nowhere"), 502),
        ("file:///etc/passwd".to_owned(), 422),
        ("no address".to_owned(), 422),
        ("http://10.0.0.1/".to_owned(), 422),
        ("http://169.254.169.254/latest/meta-data/".to_owned(), 422),
    ] {
        for (path, body) in [
            ("/api/job/fetch", json!({ "url": url })),
            ("/api/cv/generate-from-url", json!({ "profile": profile(), "job_url": url })),
        ] {
            let refused = api.post(path, body).await;
            assert_eq!(refused.status.as_u16(), status, "{path} {url}: {refused:?}");
            assert!(refused.json()["detail"].is_string(), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn a_posting_that_is_pasted_is_taken_apart() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let parse = |text: &str| api.send(api.request(Method::POST, "/api/job/parse").query(&[("job_text", text)]));
    let read = parse(POSTING).await.ok();
    let expected = json!({
        "title": "Platform engineer", "company": "", "location": "", "summary": "Run our clusters",
        "requirements": ["Experience with Kubernetes", "PostgreSQL", "Haskell"],
        "responsibilities": ["Run our clusters"], "keywords": ["Kubernetes", "PostgreSQL", "Haskell"],
    });
    assert_eq!((&read["success"], &read["job_info"], &read["raw_text"]), (&json!(true), &expected, &json!(POSTING)));
    parse(" ").await.problem(422, "validation_error");
    let told = api.post("/api/job/parse", json!({})).await.problem(422, "validation_error");
    assert!(told.contains("job_text"), "{told}");
}

#[tokio::test]
async fn a_resume_is_read_as_a_profile_that_can_be_sent_back() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let read = api.upload("/api/cv/extract?model_name=any", "cv.pdf", software_engineer()).await.ok();
    let profile = &read["profile"];
    assert_eq!((&read["success"], &profile["personal_info"]["name"]), (&json!(true), &json!("Mira Okonjo")), "{read}");
    assert!(!profile["experience"].as_array().unwrap().is_empty() && !profile["skills"].as_array().unwrap().is_empty());
    let made = api.post("/api/cv/generate", json!({ "profile": profile, "job_description": POSTING })).await.ok();
    score(&made);
    assert_eq!(made["profile"]["personal_info"], profile["personal_info"]);
    api.upload("/api/cv/extract", "cv.pdf", b"no document".to_vec()).await.problem(400, "bad_request");
    let told =
        api.post("/api/cv/generate-from-file", json!({ "profile_path": "data/profile.json", "job_description": "x" }));
    let told = told.await.problem(422, "validation_error");
    assert!(told.contains("reads no file"), "{told}");
}

#[tokio::test]
async fn a_profile_is_scored_and_put_in_the_words_that_are_looked_for() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let path = "/api/cv/ats-score?job_keywords=PostgreSQL&job_keywords=Haskell&job_keywords=Kubernetes";
    let score = api.post(path, profile()).await.ok();
    let parts = ["keyword_match_score", "density_score", "structure_score"].map(|part| score[part].as_f64().unwrap());
    assert!((parts.iter().sum::<f64>() - score["score"].as_f64().unwrap()).abs() < 0.2, "{score}");
    assert_eq!(score["matched_keywords"], json!(["PostgreSQL", "Kubernetes"]));
    assert_eq!(score["missing_keywords"], json!(["Haskell"]));
    assert_eq!(score["keyword_density"], json!({ "PostgreSQL": 1, "Kubernetes": 0 }));
    assert_eq!(score["optimal_density_keywords"], json!(["PostgreSQL"]));
    assert_eq!((&score["under_represented"], &score["over_represented"]), (&json!(["Kubernetes"]), &json!([])));
    assert!(score["recommendations"].to_string().contains("Haskell"), "{score}");
    let told = api.post("/api/cv/ats-score", profile()).await.problem(422, "validation_error");
    assert!(told.contains("job_keywords"), "{told}");
    let many = (0..41).map(|number| format!("job_keywords=word{number}")).collect::<Vec<_>>().join("&");
    let told = api.post(&format!("/api/cv/ats-score?{many}"), profile()).await.problem(422, "validation_error");
    assert!(told.contains("40 times"), "{told}");
    let mut endless = profile();
    endless["summary"] = json!("ever longer ".repeat(9_000));
    for endless_path in [path, "/api/cv/ats-validate", "/api/cv/render"] {
        api.post(endless_path, endless.clone()).await.problem(422, "too_long_to_print");
    }

    let made = api.post(&path.replace("ats-score", "ats-optimize"), profile()).await.ok();
    assert!(made["message"].as_str().unwrap().starts_with("CV ATS-optimized! Score: "), "{made}");
    let after = api.post(path, made["profile"].clone()).await.ok();
    assert!(after["score"].as_f64() > score["score"].as_f64(), "{score} {after}");
    assert_eq!(after["under_represented"], json!([]));

    let mut plain = profile();
    plain["education"] = json!([{ "degree": "Bachelor", "institution": "Delft University", "location": "Delft",
        "year": "2012 - 2015" }]);
    let valid = api.post("/api/cv/ats-validate", plain).await.ok();
    assert_eq!(valid, json!({ "is_valid": true, "warnings": [] }));
    let mut poor = profile();
    poor["experience"] = json!([]);
    let valid = api.post("/api/cv/ats-validate", poor).await.ok();
    assert!(valid["is_valid"] == false && valid["warnings"].to_string().contains("no work"), "{valid}");
}

#[tokio::test]
async fn a_profile_is_printed_by_each_template_of_the_contract() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    for (path, name) in [
        ("/api/cv/render?template=tech&output_filename=my%20cv.pdf", "my cv.pdf"),
        ("/api/cv/render?template=business", "cv_output.pdf"),
        ("/api/cv/render-stream?template=modern&filename=..%2Fa%22b.pdf", "ab.pdf"),
        ("/api/cv/render-stream", "cv_output.pdf"),
    ] {
        let mut dated = profile();
        dated["experience"][0]["company"] = json!("Harbour Expo 2020");
        dated["projects"][0]["name"] = json!("Class of 1998 reunion");
        let printed = api.post(path, dated).await;
        assert!(printed.status.is_success(), "{path}: {printed:?}");
        assert_eq!(printed.headers["content-type"], "application/pdf");
        let disposition = printed.headers["content-disposition"].to_str().unwrap();
        assert_eq!(disposition, format!("attachment; filename=\"{name}\""));
        assert!(printed.text.starts_with("%PDF-"), "{path}");
    }
    api.post("/api/cv/render?template=comic", profile()).await.problem(404, "not_found");
}
