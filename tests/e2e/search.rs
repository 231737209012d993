//! Search: words, filters, counts and suggestions over HTTP and the command line, and an index that repairs itself.

use serde_json::{Value, json};

use crate::support::boards::{Boards, PLATFORM, Posted};
use crate::support::documents::{nurse, software_engineer};
use crate::support::{Api, Installation, Server, eventually};

const NURSE: &str = "<p>You care for patients on our acute ward, on every other night shift.</p>\
    <ul><li>Wound care</li><li>Registration with the nursing council</li></ul>";

fn postings() -> Vec<Posted> {
    vec![
        Posted::new(1, "Registered Nurse", NURSE),
        Posted::new(2, "Senior Platform Engineer", PLATFORM),
        Posted::new(3, "Platform Engineer", PLATFORM),
        Posted::new(4, "C++ Developer", "<p>You write compilers in C++17.</p>"),
        Posted::new(5, "Warehouse Clerk", "<p>You go where parcels are.</p>"),
    ]
}

/// A server whose catalogue has these jobs, all of them searchable.
async fn with_jobs(installation: &Installation, jobs: usize) -> (Server, Api) {
    let (server, api, _) = with_jobs_and_admin(installation, jobs).await;
    (server, api)
}

/// The same, with an administrator.
async fn with_jobs_and_admin(installation: &Installation, jobs: usize) -> (Server, Api, Api) {
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(installation).await;
    admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    admin.feed_of(jobs).await;
    all_are_found(&api, jobs).await;
    (server, api, admin)
}

async fn all_are_found(api: &Api, jobs: usize) {
    eventually("every job in the index", async || {
        let answer = api.get("/api/v1/jobs?facets=true").await;
        (answer.status == 200 && answer.json()["total"] == jobs).then_some(())
    })
    .await;
}

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|job| job["title"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_found_by_what_people_type() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings()).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let (_server, api) = with_jobs(&installation, 5).await;

    let found = async |query: &str| api.get(&format!("/api/v1/jobs?{query}")).await.ok();
    for (query, expected) in [
        ("q=nurses", vec!["Registered Nurse"]),
        ("q=rn", vec!["Registered Nurse"]),
        ("q=Krankenschwester", vec!["Registered Nurse"]),
        ("q=%E6%8A%A4%E5%A3%AB", vec!["Registered Nurse"]),
        ("q=regsitered+nusre", vec!["Registered Nurse"]),
        ("keyword=%22night+shift%22", vec!["Registered Nurse"]),
        ("q=c%2B%2B", vec!["C++ Developer"]),
        ("q=go", vec![]),
        ("q=k8s+-senior", vec!["Platform Engineer"]),
        ("q=beekeeper", vec![]),
        ("q=nurse+-%22acute+ward%22", vec![]),
    ] {
        assert_eq!(titles(&found(query).await), expected, "{query}");
    }
    let page = found("q=platform+engineer&limit=1").await;
    assert_eq!((titles(&page), &page["total"]), (vec!["Platform Engineer"], &json!(2)));
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = found(&format!("q=platform+engineer&limit=1&cursor={cursor}")).await;
    assert_eq!((titles(&next), &next["next_cursor"]), (vec!["Senior Platform Engineer"], &Value::Null));

    let page = found("q=wuond+care").await;
    assert_eq!(page["corrections"], json!([{"typed": "wuond", "meant": "wound"}]));
    let marked = &page["items"][0]["highlights"]["description"];
    let letters: Vec<char> = marked["text"].as_str().unwrap().chars().collect();
    let range = marked["ranges"].as_array().unwrap().iter().map(|range| {
        let place = |at: usize| usize::try_from(range[at].as_u64().unwrap()).unwrap();
        letters[place(0)..place(1)].iter().collect::<String>()
    });
    assert!(range.clone().any(|text| text == "Wound care"), "{marked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_and_tell_what_they_leave_out() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings()).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let (_server, api) = with_jobs(&installation, 5).await;
    let found = async |query: &str| api.get(&format!("/api/v1/jobs?{query}")).await.ok();

    assert_eq!(found("location=Ghent,+Belgium&company=acme&posted_since=2026-10-31").await["total"], 5);
    assert_eq!(found("posted_since=2026-11-02").await["total"], 0);
    let page = found("q=nurse&workplace=remote").await;
    assert_eq!((&page["total"], &page["items"]), (&json!(0), &json!([])));
    assert_eq!(page["without_filter"], json!([{"filter": "workplace", "total": 1}]));
    assert_eq!(page["facets"]["workplace"], json!([{"value": null, "jobs": 1}]));
    let page = found("q=platform+engineer&min_salary=1").await;
    assert_eq!((&page["total"], &page["without_filter"][0]["total"]), (&json!(0), &json!(2)));
    assert_eq!(found("q=platform+engineer&min_salary=1&unknown_salary=true").await["total"], 2);
    assert_eq!(found("location=Brussels&radius_km=60").await["total"], 5);
    let page = found("location=Brussels&radius_km=40").await;
    assert_eq!((&page["total"], &page["without_filter"][0]), (&json!(0), &json!({"filter": "location", "total": 5})));
    assert_eq!(found("residence=Belgium").await["total"], 5);
    assert_eq!(found("residence=NL&unknown_residence=true").await["total"], 0);
    let page = found("level=senior").await;
    assert_eq!(titles(&page), ["Senior Platform Engineer"]);
    assert_eq!(page["facets"]["level"], json!([{"value": "regular", "jobs": 4}, {"value": "senior", "jobs": 1}]));
    assert_eq!(page["facets"]["residence"], json!([{"value": "BE", "jobs": 1}]));
    assert_eq!(found("facets=true").await["facets"]["location"], json!([{"value": "Ghent, Belgium", "jobs": 5}]));

    for (query, complaint) in [
        ("workplace=moon", "workplace"),
        ("type=full_time,slow", "employment type"),
        ("posted_since=soon", "posted_since"),
        ("min_salary=-1", "min_salary"),
        ("sort=fate", "sort"),
        ("level=boss", "seniority"),
        ("residence=Erewhon", "residence"),
        ("radius_km=10", "location"),
        ("radius_km=0&location=Ghent", "radius_km"),
        ("radius_km=10&location=Springfield", "Springfield"),
        ("q=nurse&limit=101", "limit"),
        ("q=nurse&cursor=AQAAAAE", "cursor"),
    ] {
        let detail = api.get(&format!("/api/v1/jobs?{query}")).await.problem(422, "validation_error");
        assert!(detail.contains(complaint), "{query}: {detail}");
    }

    let suggested = api.get("/api/v1/jobs/suggest?q=plat").await.ok();
    let texts: Vec<&str> =
        suggested["items"].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Platform Engineer", "Senior Platform Engineer"]);
    assert_eq!(api.get("/api/v1/jobs/suggest?q=ghnet").await.ok()["items"][0]["kind"], "place");
    api.get("/api/v1/jobs/suggest").await.problem(422, "validation_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fits_my_resume_comes_first_when_i_ask_for_it() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings()).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let (_server, api) = with_jobs(&installation, 5).await;
    let (ama, mira) =
        (api.register("ama@example.org", "seeker").await, api.register("mira@example.org", "seeker").await);
    for without_resume in [&api, &ama] {
        let found = without_resume.get("/api/v1/jobs?sort=match").await.ok();
        assert_eq!(found["items"], api.get("/api/v1/jobs?sort=date").await.ok()["items"]);
    }

    ama.upload("/api/v1/resumes", "cv.docx", nurse()).await;
    mira.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;
    let all = async |seeker: &Api, query: &str| seeker.get(&format!("/api/v1/jobs?sort=match&{query}")).await.ok();
    let of_nurse = all(&ama, "company=acme").await;
    assert_eq!((titles(&of_nurse)[0], titles(&of_nurse).len()), ("Registered Nurse", 5));
    assert_ne!(titles(&all(&mira, "company=acme").await)[0], "Registered Nurse");
    let best = ama.get("/api/v1/jobs/recommendations").await.ok();
    let best: Vec<&str> =
        best["items"].as_array().unwrap().iter().map(|found| found["job"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles(&of_nurse)[..best.len()], best[..]);
    let engineers: Vec<&str> = best.into_iter().filter(|title| title.contains("Platform")).collect();
    assert_eq!(titles(&all(&ama, "q=platform+engineer").await), engineers);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_job_is_found_no_longer() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings()).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let (_server, api, admin) = with_jobs_and_admin(&installation, 5).await;
    boards.greenhouse_lists("acme", &postings()[1..]).await;
    eventually("the job to be closed", async || {
        admin.post("/api/v1/admin/ingest/acme", json!({})).await;
        (api.get("/api/v1/jobs?q=nurse").await.ok()["total"] == 0).then_some(())
    })
    .await;
    assert_eq!(api.get("/api/v1/jobs?facets=true").await.ok()["total"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_is_gone_or_damaged_repairs_itself() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings()).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let (server, api) = with_jobs(&installation, 5).await;
    let index = installation.folder.path().join("data/search");
    let version = || {
        let folders = std::fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path());
        folders.into_iter().find(|path| path.is_dir())
    };

    // While the server runs. Whoever searches meanwhile is told to come back, never half of the results.
    let before = version().unwrap();
    std::fs::remove_dir_all(&before).unwrap();
    eventually("a new index", async || before.join("meta.json").exists().then_some(())).await;
    all_are_found(&api, 5).await;
    assert_eq!(titles(&api.get("/api/v1/jobs?q=nurse").await.ok()), ["Registered Nurse"]);
    server.kill();

    // Every file cut in half.
    for entry in std::fs::read_dir(version().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
    let server = installation.start();
    all_are_found(&server.client(), 5).await;
    server.kill();

    // Of another version, with a folder that nobody knows.
    let here = version().unwrap();
    std::fs::rename(&here, index.join("v0")).unwrap();
    let server = installation.start();
    all_are_found(&server.client(), 5).await;
    assert!(!index.join("v0").exists());
    let without_words = server.client().get("/api/v1/jobs").await.ok();
    assert_eq!(without_words["items"].as_array().unwrap().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_searches_and_rebuilds() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings()).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let (server, api) = with_jobs(&installation, 5).await;
    let search = || {
        let page = installation.run_json(&["jobs", "search", "senior platform engineer", "--location", "Ghent"]);
        page["items"][0]["title"].clone()
    };
    // Beside a server that holds the index, and without one.
    assert_eq!(search(), "Senior Platform Engineer");
    assert_eq!(installation.run_json(&["reindex"]), json!({"status": "requested"}));
    eventually("the request to be taken", async || {
        (!installation.folder.path().join("data/search/rebuild").exists()).then_some(())
    })
    .await;
    all_are_found(&api, 5).await;
    server.stop();
    assert_eq!(installation.run_json(&["reindex"]), json!({"status": "rebuilt"}));
    assert_eq!(search(), "Senior Platform Engineer");
    let near = |kilometres: &str| {
        let around = ["--location", "Brussels", "--radius-km", kilometres, "--residence", "BE", "--level", "senior"];
        installation.run_json(&[&["jobs", "search", "engineer"], &around[..]].concat())["total"].clone()
    };
    assert_eq!((near("60"), near("40")), (json!(1), json!(0)));
    let excluded = installation.run_json(&["jobs", "search", "-senior platform engineer"]);
    assert_eq!(titles(&excluded), ["Platform Engineer"]);
}
