//! The main user journey, from an empty directory to a conversation with an operator.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted, page};
use crate::support::chat::Chat;
use crate::support::documents::software_engineer;
use crate::support::{Installation, eventually};

const NURSE: &str = "<h3>Your responsibilities</h3><ul><li>Care for patients on the ward</li></ul><h3>Requirements</h3><ul>\
    <li>Wound care</li><li>Registered nurse</li></ul>";
const TEACHER: &str = "<p>You will teach a class of seven-year-olds to read, write and wonder. Lesson planning and \
    classroom management are yours.</p>";

fn titles(jobs: &[Value]) -> Vec<&str> {
    jobs.iter().map(|job| job["title"].as_str().unwrap()).collect()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one journey, told in its order")]
async fn from_an_empty_directory_to_a_conversation_with_a_person() {
    // A board at Greenhouse, a site at Lever and a page, in their vendors' shapes.
    let boards = Boards::start().await;
    let platform = Posted::new(11, "Platform Engineer", PLATFORM);
    boards.greenhouse_lists("acme", &[platform]).await;
    boards.lever_lists("wards", &[Posted::new(21, "Staff Nurse", NURSE), Posted::new(22, "Staff Nurse", NURSE)]).await;
    boards
        .at("/jobs/teacher", ResponseTemplate::new(200).set_body_string(page(&Posted::new(31, "Teacher", TEACHER))))
        .await;
    let config = format!(
        "{}{}[[sources]]\nname = \"school\"\nkind = \"json_ld\"\nurl = \"{}/jobs/teacher\"\n[embeddings]\nprovider = \"local\"\n",
        boards.greenhouse_source("acme"),
        boards.lever_source("wards"),
        boards.url()
    );
    let installation = Installation::new(&config);
    let server = installation.start();
    let anybody = server.client();
    let admin = anybody.admin(&installation).await;

    // Ingest: one source, then all of them; what is known is recognised.
    let run = admin.post("/admin/ingest/acme", json!({})).await.ok();
    assert_eq!(
        (&run["source"], &run["result"]["new"], &run["result"]["fetched"]),
        (&json!("acme"), &json!(1), &json!(1))
    );
    let all = admin.post("/admin/ingest/all", json!({})).await.ok();
    assert_eq!((&all["result"]["new"], &all["result"]["skipped"]), (&json!(3), &json!(1)), "{all}");
    assert_eq!(all["result"]["dedup_hits"], 1, "two postings have the same words: {all}");
    let logs = admin.get("/admin/scraping-logs").await.ok();
    assert_eq!(logs.as_array().unwrap().len(), 4);
    assert!(logs.as_array().unwrap().iter().all(|log| log["status"] == "success"), "{logs}");

    // Enriched in the background, by rules, about this very posting.
    // The two postings of nurses are one card.
    let feed = anybody.feed_of(3).await;
    assert_eq!(titles(&feed).len(), 3);
    let platform_id = feed.iter().find(|job| job["title"] == "Platform Engineer").unwrap()["id"].clone();
    let details = anybody.get(&format!("/jobs/{}/details", platform_id.as_str().unwrap())).await.ok();
    assert_eq!(details["company_name"], "Acme");
    assert_eq!(details["location"], "Ghent, Belgium");
    assert!(details["description_raw"].as_str().unwrap().contains("- Run our Kubernetes clusters"), "{details}");
    let (tips, prep) = (&details["resume_guide_generated"], &details["prep_guide_generated"]);
    assert_eq!((tips.as_array().unwrap().len(), prep.as_array().unwrap().len()), (5, 5));
    assert_eq!(details["guides_generated_by"], "rules");
    for named in ["Terraform", "Kubernetes", "Platform Engineer", "3 years"] {
        assert!(tips.to_string().contains(named), "no tip is about {named}: {tips}");
    }
    let skills = details["skills_required"].as_array().unwrap();
    for skill in ["Kubernetes", "PostgreSQL", "Terraform", "Linux"] {
        assert!(skills.contains(&json!(skill)), "{skill} is missing in {skills:?}");
    }

    // Register, upload a resume, see how it fits.
    let seeker = anybody.register("mira@example.org", "seeker").await;
    let too_early = seeker.post("/jobs/match", json!({})).await;
    assert_eq!(too_early.problem(400, "bad_request"), "there is no resume yet; upload one first");
    let processed = seeker.upload("/users/resume", "mira.pdf", software_engineer()).await.ok();
    assert_eq!(processed["message"], "Resume processed successfully");
    assert!(processed["characters_extracted"].as_u64().unwrap() > 800, "{processed}");
    let me = seeker.get("/users/me").await.ok();
    assert_eq!(
        (&me["email"], &me["role"], &me["resume_file_name"]),
        (&json!("mira@example.org"), &json!("seeker"), &json!("mira.pdf"))
    );
    assert!(me["skills"].as_array().unwrap().contains(&json!("Rust")), "{me}");

    let matched = seeker.post(&format!("/jobs/{}/match", platform_id.as_str().unwrap()), json!({})).await.ok();
    assert!(matched["missing_skills"].as_array().unwrap().contains(&json!("Terraform")), "{matched}");
    assert!(!matched["missing_skills"].as_array().unwrap().contains(&json!("PostgreSQL")), "{matched}");
    assert!(matched["gap_analysis"].as_str().unwrap().contains("Terraform"), "{matched}");
    assert_eq!(matched["gap_detected"], matched["similarity_score"].as_f64().unwrap() < 0.7);
    assert_eq!(matched["learning_recommendations"][0]["skill"], matched["missing_skills"][0]);

    let best = eventually("the index to follow", async || {
        let best = seeker.post("/jobs/match?limit=3", json!({})).await.ok();
        (best.as_array().unwrap().len() == 3).then_some(best)
    })
    .await;
    let scores: Vec<f64> =
        best.as_array().unwrap().iter().map(|job| job["similarity_score"].as_f64().unwrap()).collect();
    assert_eq!(best[0]["title"], "Platform Engineer", "{best}");
    assert!(scores.is_sorted_by(|a, b| a >= b) && scores[0] > scores[2] + 0.2, "{scores:?}");

    // The stored file comes back as it was, as an attachment.
    let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
    let file = reqwest::get(&link).await.unwrap();
    assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(file.bytes().await.unwrap(), software_engineer());

    // Chat: the assistant answers about the missing skill.
    let session = seeker.post("/chat/sessions", json!({"job_id": platform_id})).await.ok();
    assert_eq!(session["status"], "active_ai");
    let again = seeker.post("/chat/sessions", json!({"job_id": platform_id})).await.ok();
    assert_eq!(again["id"], session["id"], "one seeker and one job share one session");
    let mut chat = Chat::open(&seeker, &session["id"]).await;
    let replay = chat.expect("history_replay").await;
    assert_eq!((&replay["messages"], &replay["session_status"]), (&json!([]), &json!("active_ai")));
    let greeting = chat.expect("ai_reply").await["content"].as_str().unwrap().to_owned();
    assert!(greeting.contains("The biggest gap is Terraform"), "{greeting}");
    chat.send_text("__ping__").await;
    assert_eq!(chat.next_text().await.unwrap(), "__pong__");
    chat.send_text("I have never used Terraform. Is that a problem?").await;
    let reply = chat.expect("ai_reply").await;
    let words = reply["content"].as_str().unwrap();
    assert!(words.contains("Terraform in production") && words.contains("does not show Terraform"), "{words}");
    assert_eq!((&reply["seq"], &reply["generated_by"]), (&json!(3), &json!("rules")));

    // A person takes over, speaks, and hands back.
    let refused = seeker.post("/admin/takeover", json!({"session_id": session["id"]})).await;
    refused.problem(403, "forbidden");
    let tower = admin.get("/admin/sessions").await.ok();
    assert_eq!(
        (&tower[0]["user"]["email"], &tower[0]["job"]["title"]),
        (&json!("mira@example.org"), &json!("Platform Engineer"))
    );
    let taken = admin.post("/admin/takeover", json!({"session_id": session["id"]})).await.ok();
    assert_eq!(taken, json!({"message": "Takeover successful", "session_id": session["id"]}));
    let takeover = chat.expect("admin_takeover").await;
    assert_eq!(
        (&takeover["event"], &takeover["note"]),
        (&json!("admin_takeover"), &json!("A human agent has joined the chat."))
    );
    chat.send_text("Are you a person?").await;
    let queued = chat.expect("queued").await;
    assert_eq!(queued["content"], "Your message has been forwarded to a human agent");
    let path = format!("/admin/sessions/{}", session["id"].as_str().unwrap());
    admin.post(&format!("{path}/message"), json!({"content": "I am. Terraform can be learnt here."})).await.ok();
    assert_eq!(chat.expect("admin_message").await["content"], "I am. Terraform can be learnt here.");
    admin.post(&format!("{path}/release"), json!({})).await.ok();
    chat.expect("system_notification").await;
    chat.send_text("What does it pay?").await;
    assert!(chat.expect("ai_reply").await["content"].as_str().unwrap().contains("does not say what the job pays"));

    // The record is complete, in order, and says who said what.
    let record = admin.get(&path).await.ok();
    assert_eq!(
        (&record["user"]["email"], &record["job"]["title"]),
        (&json!("mira@example.org"), &json!("Platform Engineer"))
    );
    let messages = record["messages"].as_array().unwrap();
    let roles: Vec<&str> = messages.iter().map(|message| message["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["assistant", "user", "assistant", "system", "user", "admin", "system", "user", "assistant"]);
    assert!(messages.iter().map(|message| message["seq"].as_u64().unwrap()).eq(1..=9));
    admin.post(&format!("{path}/close"), json!({})).await.ok();
    chat.expect("system_notification").await;
    assert_eq!(chat.close_code().await, 1000);

    server.stop();
}
