//! Match scores in parts with their evidence, matching without an account, and numerology, which no score uses.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, Posted, greenhouse};
use crate::support::documents::{nurse, software_engineer};
use crate::support::{Installation, eventually};

const PHARMACY: &str = "<p>Requirements</p><ul><li>Registered pharmacist</li><li>Medication administration on wards</li>\
                        <li>Patient care</li></ul><p>Nice to have</p><ul><li>Wound care</li></ul>";

fn part<'a>(found: &'a Value, kind: &str) -> &'a Value {
    found["parts"].as_array().unwrap().iter().find(|part| part["kind"] == kind).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_match_shows_its_parts_and_the_words_behind_them() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let seeker = api.register("mira@example.org", "seeker").await;
    seeker.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;

    let found = seeker.post(&format!("/api/v1/jobs/{job}/match-score"), json!({})).await.ok();
    let kinds: Vec<&str> =
        found["parts"].as_array().unwrap().iter().map(|part| part["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["meaning", "skills", "level", "place", "pay"]);
    assert_eq!((&part(&found, "pay")["points"], found["resume_version"].as_u64()), (&Value::Null, Some(1)), "{found}");
    let known = found["parts"].as_array().unwrap().iter().filter(|part| part["points"].is_number());
    let points: f64 = known.map(|part| part["points"].as_f64().unwrap()).sum();
    assert!((points - found["points"].as_f64().unwrap()).abs() < 0.2, "{found}");

    let text = seeker.get("/users/me").await.ok()["resume_text"].as_str().unwrap().to_owned();
    let shown: Vec<&Value> =
        found["skills"].as_array().unwrap().iter().filter(|skill| skill["shown"] == true).collect();
    assert!(!shown.is_empty(), "{found}");
    for evidence in shown.iter().flat_map(|skill| skill["evidence"].as_array().unwrap()) {
        if evidence["source"] == "resume" {
            let place = |edge: &str| usize::try_from(evidence[edge].as_u64().unwrap()).unwrap();
            assert_eq!(&text[place("start")..place("end")], evidence["text"], "a quotation is to the letter");
        }
    }
    let again = seeker.post(&format!("/api/v1/jobs/{job}/match-score"), json!({})).await.ok();
    assert_eq!((&again["parts"], &again["score"]), (&found["parts"], &found["score"]));

    let coach = seeker.post(&format!("/jobs/{job}/match"), json!({})).await.ok();
    let hundred = coach["similarity_score"].as_f64().unwrap() * 100.0;
    assert!((hundred - coach["match_score"].as_f64().unwrap()).abs() < 0.6, "{coach}");
    assert_eq!(coach["matched_skills"], coach["matching_skills"]);
    assert_eq!(coach["parts"], found["parts"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_regulated_profession_does_not_fit_without_its_licence() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &[Posted::new(1, "Clinical Pharmacist", PHARMACY)]).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let seeker = api.register("ama@example.org", "seeker").await;
    seeker.upload("/api/v1/resumes", "cv.docx", nurse()).await;

    let found = seeker.post(&format!("/api/v1/jobs/{job}/match-score"), json!({})).await.ok();
    assert_eq!((&found["missing_licence"], &found["fits"]), (&json!("Pharmacist Licence"), &json!(false)), "{found}");
    assert!(found["score"].as_f64().unwrap() <= 0.45, "{found}");
    assert_eq!(part(&found, "level")["points"], json!(0.0), "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_is_matched_by_document_or_text_and_nothing_is_kept() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let guest = server.client();
    let admin = guest.admin(&installation).await;
    let job = admin.ingest_one().await;

    let by_file = eventually("the index to follow", async || {
        let best = guest.upload("/api/v1/ai/match-jobs", "cv.pdf", software_engineer()).await.ok();
        (best["items"][0]["job"]["id"] == json!(job)).then_some(best)
    })
    .await;
    assert_eq!(by_file["items"][0]["parts"].as_array().unwrap().len(), 5, "{by_file}");
    assert!(by_file["items"][0]["shown"].is_u64() && by_file["items"][0]["required"].is_u64(), "{by_file}");

    let text =
        "Platform engineer since 2016.\nKubernetes, Terraform, PostgreSQL and Linux in production, with on-call duty.";
    let profile = json!({"text": text, "skills": ["Go"], "location": "Utrecht, Netherlands"});
    let by_text = guest.post("/api/v1/ai/match-jobs?limit=1", profile.clone()).await.ok();
    assert_eq!(by_text["items"][0]["job"]["id"], json!(job));
    assert_eq!(guest.post("/api/v1/ai/match-jobs?limit=1", profile).await.ok(), by_text);

    guest.post("/api/v1/ai/match-jobs", json!({"text": text, "age": 41})).await.problem(422, "validation_error");
    guest.upload("/api/v1/ai/match-jobs", "cv.pdf", b"MZ\x90\x00".to_vec()).await.problem(400, "bad_request");
    let seeker = guest.register("mira@example.org", "seeker").await;
    seeker.get("/api/v1/resumes/current").await.problem(404, "not_found");
}

const WARD: &str = "<p>You look after patients on a surgical ward: wound care, IV therapy, medication and handover.</p>\
                    <ul><li>Registered nurse</li><li>Patient care</li></ul>";
const BACKEND: &str = "<p>You build our booking service in Rust on PostgreSQL, with migrations and tests.</p>\
                       <ul><li>Rust</li><li>PostgreSQL</li></ul>";

#[tokio::test(flavor = "multi_thread")]
async fn jobs_near_to_one_are_found_without_itself_and_without_closed_ones() {
    let boards = Boards::start().await;
    let posted = [
        Posted::new(1, "Registered Nurse, Surgical Ward", WARD),
        Posted::new(2, "Ward Nurse (Surgery)", WARD),
        Posted::new(3, "Ward Nurse (Surgery)", WARD),
        Posted::new(4, "Backend Engineer", BACKEND),
    ];
    boards.greenhouse_lists("acme", &posted).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let guest = server.client();
    let admin = guest.admin(&installation).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    let feed = guest.feed_of(3).await;
    let id_of = |title: &str| feed.iter().find(|job| job["title"] == title).unwrap()["id"].as_str().unwrap().to_owned();
    let (nurse, engineer) = (id_of("Registered Nurse, Surgical Ward"), id_of("Backend Engineer"));
    let titles = async |id: &str| {
        let found = guest.get(&format!("/api/v1/jobs/{id}/similar")).await.ok();
        let items = found["items"].as_array().unwrap().iter();
        items.map(|job| job["title"].as_str().unwrap().to_owned()).collect::<Vec<String>>()
    };
    eventually("the index to follow", async || {
        (titles(&nurse).await.first().map(String::as_str) == Some("Ward Nurse (Surgery)")).then_some(())
    })
    .await;
    let near = titles(&nurse).await;
    assert_eq!(near.iter().filter(|title| *title == "Ward Nurse (Surgery)").count(), 1, "{near:?}");
    assert!(!near.contains(&"Registered Nurse, Surgical Ward".to_owned()), "{near:?}");
    assert!(!titles(&engineer).await.contains(&"Backend Engineer".to_owned()));
    guest.get("/api/v1/jobs/00000000-0000-4000-8000-000000000000/similar").await.problem(404, "not_found");
    guest.get(&format!("/api/v1/jobs/{nurse}/similar?limit=21")).await.problem(422, "validation_error");

    // A job that is closed still has similar ones, and is none itself.
    boards.greenhouse_lists("acme", &posted[1..]).await;
    for _ in 0..3 {
        admin.post("/admin/ingest/acme", json!({})).await.ok();
    }
    let closed = guest.get(&format!("/api/v1/jobs/{nurse}")).await.ok();
    assert_eq!(closed["status"], "closed", "{closed}");
    let other = id_of("Ward Nurse (Surgery)");
    eventually("the closed job to be gone", async || {
        (!titles(&other).await.iter().any(|title| title.starts_with("Registered"))).then_some(())
    })
    .await;
    assert_eq!(titles(&nurse).await[0], "Ward Nurse (Surgery)");
}

#[tokio::test(flavor = "multi_thread")]
async fn comparable_jobs_tell_what_they_pay_or_that_they_are_too_few() {
    let boards = Boards::start().await;
    let mut sources = String::new();
    for (board, employer, amounts) in [
        ("north", "Northgate Clinic", &["41,000", "43,000"][..]),
        ("south", "Southgate Clinic", &["42,000", "44,000"]),
        ("west", "Westgate Clinic", &["45,000", "46,000"]),
        ("coast", "Coast Clinic", &["40,000", "47,000"]),
        ("hill", "Hill Clinic", &["42,500", "44,500", "880"]),
        ("acme", "Acme Hospital", &[]),
    ] {
        let paid =
            amounts.iter().map(|amount| format!("<p>You care for patients.</p><p>Salary: EUR {amount} per year</p>"));
        let texts = paid.chain(amounts.is_empty().then(|| "<p>You care for patients.</p>".to_owned()));
        let posted: Vec<Posted> =
            (1..).zip(texts).map(|(id, html)| Posted::new(id, "Registered Nurse", &html)).collect();
        let answer = ResponseTemplate::new(200).set_body_json(greenhouse(board, employer, &posted));
        boards.at(&format!("/v1/boards/{board}/jobs"), answer).await;
        sources.push_str(&boards.greenhouse_source(board));
    }
    let installation = Installation::new(&sources);
    let server = installation.start();
    let guest = server.client();
    let admin = guest.admin(&installation).await;
    let job = admin.ingest_one().await;
    let path = format!("/api/v1/jobs/{job}/predict-salary");

    admin.post("/api/v1/admin/ingest/north", json!({})).await.ok();
    let few = eventually("two postings to compare with", async || {
        let few = guest.post(&path, json!({})).await.ok();
        (few["sample_size"] == 2).then_some(few)
    })
    .await;
    assert_eq!(
        (&few["estimate"], &few["employers"], &few["least_employers"]),
        (&Value::Null, &json!(1), &json!(5)),
        "{few}"
    );

    for board in ["south", "west", "coast", "hill"] {
        admin.post(&format!("/api/v1/admin/ingest/{board}"), json!({})).await.ok();
    }
    let found = eventually("ten postings to compare with, and none that pays a fiftieth", async || {
        let found = guest.post(&path, json!({})).await.ok();
        (found["sample_size"] == 10).then_some(found)
    })
    .await;
    let estimate = &found["estimate"];
    assert_eq!((&estimate["p50_hundredths"], &estimate["currency"]), (&json!(4_350_000), &json!("EUR")), "{found}");
    assert_eq!((&estimate["period"], &estimate["area"]), (&json!("year"), &json!("city")), "{found}");
    assert_eq!((&estimate["confidence"], &found["employers"]), (&json!("low"), &json!(5)), "{found}");
    assert_eq!(
        guest.get(&format!("/api/v1/jobs/{job}")).await.ok()["salary"],
        Value::Null,
        "an estimate is never stated pay"
    );
    assert_eq!(installation.run_json(&["jobs", "salary", &job]), found);

    // The same for work that somebody describes, without an account.
    let describe = async |role: Value| guest.post("/api/v1/ai/predict-salary", role).await;
    let place = guest.get(&format!("/api/v1/jobs/{job}")).await.ok()["locations"][0].as_str().unwrap().to_owned();
    let nurse = json!({"title": "Staff nurse", "location": place, "level": "regular", "skills": ["Wound care"]});
    assert_eq!(describe(nurse).await.ok(), found);
    let arguments = ["jobs", "salary", "--title", "Nurse", "--location", &place, "--level", "regular"];
    assert_eq!(installation.run_json(&arguments), found);
    let anywhere = describe(json!({"title": "Registered Nurse"})).await.ok()["estimate"].clone();
    assert_eq!((&anywhere["area"], &anywhere["confidence"]), (&json!("anywhere"), &json!("low")), "{anywhere}");
    for other in [
        json!({"title": "Registered Nurse", "location": "Basel, Switzerland"}),
        json!({"title": "Registered Nurse", "location": place, "level": "leader"}),
        json!({"title": "Crane Operator", "location": place}),
    ] {
        let none = describe(other).await.ok();
        assert_eq!((&none["estimate"], &none["sample_size"]), (&Value::Null, &json!(0)), "{none}");
    }
    for refused in [
        json!({"title": " "}),
        json!({"title": "Nurse", "level": "grand"}),
        json!({"title": "Nurse", "skills": vec!["Triage"; 201]}),
        json!({"title": "Nurse", "pay": 1}),
        json!({"location": "Bremen"}),
    ] {
        describe(refused).await.problem(422, "validation_error");
    }

    let unknown = "/api/v1/jobs/00000000-0000-4000-8000-000000000000/predict-salary";
    guest.post(unknown, json!({})).await.problem(404, "not_found");
}

#[tokio::test]
async fn the_numerology_lens_answers_seekers_who_ask_for_it() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = api.register("mary@example.org", "seeker").await;
    let provider = api.register("acme@example.org", "provider").await;
    let path = "/api/v1/numerology/profile";
    let mary = json!({"opt_in": true, "full_name": "Mary Ann Lynch", "birth_date": "1990-05-14"});

    let found = seeker.post(path, mary.clone()).await.ok();
    assert_eq!((&found["life_path"]["number"], &found["expression"]["number"]), (&json!(11), &json!(22)), "{found}");
    assert!(!found["life_path"]["trace"].as_array().unwrap().is_empty(), "{found}");
    let other_methods = json!({
        "opt_in": true, "full_name": "Mary Ann Lynch", "birth_date": "1961-08-04",
        "methods": {"life_path": "all_digits", "name": "all_letters", "y": "consonant"}
    });
    let found = seeker.post(path, other_methods).await.ok();
    let numbers =
        ["life_path", "expression", "soul_urge", "personality"].map(|of| found[of]["number"].as_u64().unwrap());
    assert_eq!(numbers, [11, 4, 2, 11], "{found}");

    let two = json!({
        "opt_in": true, "you": {"full_name": "Mary Ann Lynch", "birth_date": "1990-05-14"},
        "other": {"full_name": "Ada Byron", "birth_date": "1975-04-04"}
    });
    let aspects = seeker.post("/api/v1/numerology/compatibility", two).await.ok();
    assert_eq!(aspects["aspects"].as_array().unwrap().len(), 4, "{aspects}");

    let unasked = json!({"full_name": "Mary Ann Lynch", "birth_date": "1990-05-14"});
    seeker.post(path, unasked).await.problem(422, "validation_error");
    let unreadable = json!({"opt_in": true, "full_name": "मीरा", "birth_date": "1990-05-14"});
    seeker.post(path, unreadable).await.problem(422, "validation_error");
    provider.post(path, mary.clone()).await.problem(403, "forbidden");
    api.post(path, mary).await.problem(401, "unauthorized");
}
