//! Documents that are pictures of text: with Tesseract their fields are read, without it they are refused.

use serde_json::json;
use tests_lab::documents::scan;
use tokio::task::block_in_place;

use crate::doctor::run_doctor;
use crate::support::documents::software_engineer;
use crate::support::{Api, Installation};

/// The sample resume as if it had been scanned: its picture, painted by the server itself.
async fn scanned_resume(seeker: &Api) -> Vec<u8> {
    seeker.upload("/api/v1/resumes", "typed.pdf", software_engineer()).await.ok();
    scan(&seeker.get_bytes("/api/v1/resumes/current/versions/1/pages/1?width=1600").await)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fields_of_a_scan_are_read_where_tesseract_is_installed() {
    let installation = Installation::new("");
    run_doctor(&installation).reports("recognition", "ok", "Tesseract reads pictures in eng");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let scanned = scanned_resume(&seeker).await;
    let typed = seeker.get("/api/v1/resumes/current").await.ok();
    let read = seeker.upload("/api/v1/resumes", "scanned.pdf", scanned.clone()).await.ok();

    let content = &read["content"];
    assert_eq!(content["basics"]["name"], typed["content"]["basics"]["name"], "{content}");
    assert_eq!(content["basics"]["email"], typed["content"]["basics"]["email"], "{content}");
    let employers = |resume: &serde_json::Value| resume["content"]["work"].as_array().map_or(0, Vec::len);
    assert!(employers(&read) > 0 && employers(&read) == employers(&typed), "{content}");
    assert!(read["skills"].as_array().unwrap().contains(&json!("Rust")), "{}", read["skills"]);
    assert_eq!(
        (&read["pages"][0]["is_recognised"], &typed["pages"][0]["is_recognised"]),
        (&json!(true), &json!(false))
    );
    let name = read["lines"].as_array().unwrap().iter().find(|line| line["text"].as_str().unwrap().contains("Mira"));
    let [left, top, right, bottom] = [0, 1, 2, 3].map(|side| name.unwrap()["box"][side].as_f64().unwrap());
    assert!(0.0 < left && left < right && right < 595.0 && 0.0 < top && top < bottom && bottom < 300.0, "{read}");

    let file = installation.folder.path().join("scanned.pdf");
    std::fs::write(&file, scanned).unwrap();
    let parsed = block_in_place(|| installation.run_json(&["resume", "parse", file.to_str().unwrap()]));
    assert_eq!(parsed["basics"]["name"], content["basics"]["name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_is_refused_where_nothing_reads_it() {
    for (config, outcome, found) in [
        ("[recognition]\nprovider = \"none\"\n", "ok", "off"),
        ("[recognition]\nprovider = \"tesseract\"\nprogram = \"/nowhere/tesseract\"\n", "warning", "does not start"),
        ("[recognition]\nprovider = \"tesseract\"\nlanguages = [\"xyz\"]\n", "warning", "none of the languages"),
    ] {
        let installation = Installation::new(config);
        run_doctor(&installation).reports("recognition", outcome, found);
        let server = installation.start();
        let seeker = server.client().register("mira@example.org", "seeker").await;
        let scanned = scanned_resume(&seeker).await;
        seeker.upload("/api/v1/resumes", "scanned.pdf", scanned).await.problem(422, "needs_ocr");
    }
    let lacking = "[recognition]\nprovider = \"tesseract\"\nlanguages = [\"eng\", \"xyz\"]\n";
    run_doctor(&Installation::new(lacking)).reports("recognition", "warning", "lacks xyz");
}
