//! `/api/v1/resumes`: versions, and what is read in a document.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::documents::{nurse, software_engineer};
use crate::support::{Answer, Api, Installation};

const CURRENT: &str = "/api/v1/resumes/current";
const VERSIONS: &str = "/api/v1/resumes/current/versions";

/// Number, use and bin of each version.
async fn versions(seeker: &Api) -> Vec<(u64, bool, bool)> {
    let list = seeker.get(VERSIONS).await.ok();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (item["version"].as_u64().unwrap(), item["is_current"].as_bool().unwrap(), item["deleted_at"].is_string())
        })
        .collect()
}

async fn delete(seeker: &Api, version: u32) -> Answer {
    seeker.send(seeker.request(Method::DELETE, &format!("{VERSIONS}/{version}"))).await
}

async fn restore(seeker: &Api, version: u32) -> Answer {
    seeker.post(&format!("{VERSIONS}/{version}/restore"), json!({})).await
}

fn field<'a>(reading: &'a Value, path: &str) -> &'a Value {
    let mut fields = reading["fields"].as_array().unwrap().iter();
    fields.find(|field| field["path"] == path).unwrap_or_else(|| panic!("no {path} in {reading}"))
}

#[tokio::test]
async fn every_version_is_kept_used_again_and_deleted_into_a_bin() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = api.register("mira@example.org", "seeker").await;
    let other = api.register("eve@example.org", "seeker").await;
    assert_eq!(versions(&seeker).await, []);

    seeker.upload("/api/v1/resumes", "first.pdf", software_engineer()).await;
    seeker.upload("/api/v1/resumes", "second.docx", nurse()).await;
    let draft = seeker.upload("/api/v1/resumes?draft=true", "third.pdf", software_engineer()).await;
    assert_eq!(draft.headers["location"], format!("{VERSIONS}/3"));
    assert_eq!(versions(&seeker).await, [(3, false, false), (2, true, false), (1, false, false)]);
    assert_eq!(seeker.get(CURRENT).await.ok()["file_name"], "second.docx", "a draft is not used");

    let page = seeker.get(&format!("{VERSIONS}?limit=2")).await.ok();
    let next = page["next_cursor"].as_str().unwrap();
    let rest = seeker.get(&format!("{VERSIONS}?limit=2&cursor={next}")).await.ok();
    assert_eq!((&rest["items"][0]["version"], &rest["next_cursor"]), (&json!(1), &Value::Null));

    delete(&seeker, 2).await.problem(409, "version_in_use");
    assert_eq!(delete(&seeker, 1).await.status, 204);
    assert_eq!(delete(&seeker, 1).await.status, 204, "repeated, it stays there");
    assert_eq!(versions(&seeker).await, [(3, false, false), (2, true, false), (1, false, true)]);
    let in_bin = seeker.get(VERSIONS).await.ok()["items"][2].clone();
    assert!(in_bin["purged_after"].as_str() > in_bin["deleted_at"].as_str(), "{in_bin}");

    let restored = restore(&seeker, 1).await.ok();
    assert_eq!((&restored["file_name"], &restored["deleted_at"]), (&json!("first.pdf"), &Value::Null));
    assert_eq!(versions(&seeker).await, [(3, false, false), (2, false, false), (1, true, false)]);
    assert_eq!(seeker.get(&format!("{VERSIONS}/1")).await.ok(), seeker.get(CURRENT).await.ok());

    delete(&seeker, 9).await.problem(404, "not_found");
    restore(&seeker, 9).await.problem(404, "not_found");
    seeker.get(&format!("{VERSIONS}/9")).await.problem(404, "not_found");
    for theirs in [other.get(&format!("{VERSIONS}/1")).await, restore(&other, 1).await, delete(&other, 1).await] {
        theirs.problem(404, "not_found");
    }
    assert_eq!(versions(&other).await, []);
}

#[tokio::test]
async fn a_document_is_read_field_by_field_with_its_places_and_nothing_is_kept() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let read = api.upload("/api/v1/ai/parse-resume", "cv.pdf", software_engineer()).await.ok();
    let name = field(&read, "/basics/name");
    assert_eq!((&name["value"], &name["state"]), (&json!("Mira Okonjo"), &json!("clear")), "{name}");
    let quote = &name["quotes"][0];
    assert_eq!((&quote["quote"], &quote["page"]), (&json!("Mira Okonjo"), &json!(1)), "{quote}");
    let line = &read["lines"][usize::try_from(quote["line"].as_u64().unwrap()).unwrap()];
    assert!(line["text"].as_str().unwrap().contains("Mira Okonjo"), "{line}");
    let within: Vec<f64> = quote["box"].as_array().unwrap().iter().map(|edge| edge.as_f64().unwrap()).collect();
    let (width, height) = (read["pages"][0]["width"].as_f64().unwrap(), read["pages"][0]["height"].as_f64().unwrap());
    assert!(0.0 <= within[0] && within[0] < within[2] && within[2] <= width, "{quote} of {width}");
    assert!(0.0 <= within[1] && within[1] < within[3] && within[3] <= height, "{quote} of {height}");
    assert_eq!(read.pointer("/content/basics/name"), Some(&json!("Mira Okonjo")));
    let counted: u64 = ["clear", "check", "missing"].iter().map(|state| read["counts"][state].as_u64().unwrap()).sum();
    assert_eq!(counted, read["fields"].as_array().unwrap().len() as u64);

    let from_docx = api.upload("/api/v1/ai/parse-resume", "cv.docx", nurse()).await.ok();
    assert_eq!(from_docx["pages"], json!([]), "no pages, no places");
    assert_eq!(field(&from_docx, "/basics/name")["quotes"][0]["box"], Value::Null);
    api.upload("/api/v1/ai/parse-resume", "cv.pdf", b"MZ\x90\x00".to_vec()).await.problem(400, "bad_request");

    let seeker = api.register("mira@example.org", "seeker").await;
    let same = seeker.upload("/api/v1/resumes/parse", "cv.pdf", software_engineer()).await.ok();
    assert_eq!(same, read);
    seeker.get(CURRENT).await.problem(404, "not_found");
    assert_eq!(versions(&seeker).await, []);
    let kept = seeker.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;
    assert_eq!(kept.json()["fields"], read["fields"]);
}

#[tokio::test]
async fn a_resume_is_edited_exported_and_imported_again_without_loss() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.get(&format!("{CURRENT}/export?format=json-resume")).await.problem(404, "not_found");
    seeker.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;
    let seen = seeker.get(CURRENT).await;
    let tag = seen.headers["etag"].clone();
    let mut content = seen.ok()["content"].clone();
    content["basics"]["label"] = json!("Gärtnerin 園丁");
    let put = |content: &Value| seeker.request(Method::PUT, CURRENT).header("if-match", &tag).json(content);
    let edited = seeker.send(put(&content)).await.ok();
    assert_eq!((&edited["version"], &edited["origin"]), (&json!(2), &json!("edit")));
    assert_eq!(edited.pointer("/content/basics/label"), Some(&json!("Gärtnerin 園丁")));
    assert!(edited["text"].as_str().unwrap().contains("Gärtnerin 園丁"), "{edited}");
    assert_eq!(field(&edited, "/basics/label")["quotes"], json!([]), "it does not stand in the document");
    assert_eq!(field(&edited, "/basics/name"), field(&seen.json(), "/basics/name"), "it still does");
    seeker.send(put(&content)).await.problem(412, "precondition_failed");
    for format in ["json-resume", "europass", "archive"] {
        let exported = seeker.get_bytes(&format!("{CURRENT}/export?format={format}")).await;
        let imported = seeker.upload("/api/v1/resumes/import?draft=true", "export", exported).await;
        assert_eq!(imported.status, 201, "{imported:?}");
        let imported = imported.json();
        assert_eq!((&imported["format"], &imported["left_out"]), (&json!(format), &json!([])));
        assert_eq!(imported["resume"]["content"], edited["content"], "{format}");
        assert_eq!(imported["resume"]["file_name"].is_string(), format == "archive");
        let quotes = &field(&imported["resume"], "/basics/name")["quotes"];
        assert_eq!(
            quotes.as_array().unwrap().len(),
            usize::from(format == "archive"),
            "the document is in our archive only"
        );
    }
    seeker.get(&format!("{CURRENT}/export?format=linkedin")).await.problem(422, "validation_error");
    seeker.get(&format!("{CURRENT}/export?format=word")).await.problem(422, "validation_error");
    let unknown = seeker.upload("/api/v1/resumes/import", "x.bin", b"\x00\x01\x02".to_vec()).await;
    unknown.problem(400, "bad_request");
}

#[tokio::test]
async fn a_page_is_seen_as_a_picture() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;
    let picture = seeker.get_bytes(&format!("{VERSIONS}/1/pages/1?width=200")).await;
    assert!(picture.starts_with(b"\x89PNG\r\n"));
    let width = u32::from_be_bytes(picture[16..20].try_into().unwrap());
    assert!((190..=210).contains(&width), "{width}");
    for nowhere in ["1/pages/0", "1/pages/9", "2/pages/1"] {
        seeker.get(&format!("{VERSIONS}/{nowhere}")).await.problem(404, "not_found");
    }
    seeker.get(&format!("{VERSIONS}/1/pages/1?width=9000")).await.problem(422, "validation_error");
    seeker.upload("/api/v1/resumes", "cv.docx", nurse()).await;
    seeker.get(&format!("{VERSIONS}/2/pages/1")).await.problem(404, "not_found");
}
