//! Hostile documents: the server refuses each one, its memory does not grow, and it reads the next document.

use std::net::TcpListener;

use tests_lab::documents::{ExpectedResult, Hostile, hostile_docx, hostile_pdfs, hostile_texts, polyglots};

use crate::support::documents::nurse;
use crate::support::{Answer, Api, Installation, Server};

/// What the server may grow by, besides what it held the file in: that it may keep for the next one.
const MAX_GROWTH_KIB: usize = 5 * 1024;

/// A number of kibibytes that the system says of the server.
fn kib(server: &Server, what: &str) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap()
}

/// Are there readers that still read?
fn has_children(server: &Server) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{}/task", server.pid())).unwrap();
    let mut children = threads.map(|thread| std::fs::read_to_string(thread.unwrap().path().join("children")));
    children.any(|children| children.is_ok_and(|children| !children.trim().is_empty()))
}

/// Uploads one, and says what is wrong with how the server took it.
async fn upload(server: &Server, seeker: &Api, hostile: &Hostile) -> Vec<String> {
    let file_kib = hostile.bytes.len().div_ceil(1024);
    // From here on the peak is counted anew.
    std::fs::write(format!("/proc/{}/clear_refs", server.pid()), "5").unwrap();
    let before = kib(server, "VmRSS:");
    let answer = seeker.upload("/users/resume", "resume.pdf", hostile.bytes.clone()).await;
    let kept = kib(server, "VmRSS:").saturating_sub(before);
    let most = kib(server, "VmHWM:").saturating_sub(before);
    println!(
        "{:45} {file_kib:>6} KiB -> {}, the server keeps {kept:>6} KiB and took {most:>6} KiB",
        hostile.name,
        answer.status.as_u16(),
    );
    let facts = [
        (is_expected(&answer, hostile.expected), format!("it is answered {answer:?}")),
        (kept <= MAX_GROWTH_KIB + file_kib, format!("the server keeps {kept} KiB")),
        // The file comes in pieces, into a buffer that doubles.
        (most <= MAX_GROWTH_KIB + 4 * file_kib, format!("the server takes {most} KiB")),
        (!has_children(server), "its reader still reads".to_owned()),
    ];
    facts.into_iter().filter(|(holds, _)| !holds).map(|(_, fact)| format!("{}: {fact}", hostile.name)).collect()
}

fn is_expected(answer: &Answer, expected: ExpectedResult) -> bool {
    match expected {
        ExpectedResult::Read => answer.status.is_success(),
        ExpectedResult::Refused => {
            matches!(answer.status.as_u16(), 400 | 413 | 422)
                && answer.headers["content-type"] == "application/problem+json"
        }
    }
}

/// Uploads each, with an honest document after it. Returns what the server logged.
async fn withstands(corpus: &[Hostile]) -> String {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    // What is needed from the first time on is there.
    for _ in 0..3 {
        seeker.upload("/users/resume", "ama.docx", nurse()).await.ok();
    }
    let mut wrong = Vec::new();
    for hostile in corpus {
        wrong.extend(upload(&server, &seeker, hostile).await);
        seeker.upload("/users/resume", "ama.docx", nurse()).await.ok();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    server.log()
}

#[tokio::test]
async fn up_01_to_up_04_no_pdf_harms_the_server() {
    let log = withstands(&hostile_pdfs()).await;
    assert!(log.contains("a document killed its reader"), "the corpus goes to the end of what a reader may");
}

#[tokio::test]
async fn up_05_to_up_08_no_docx_harms_the_server_or_makes_it_write_or_fetch() {
    let canary = TcpListener::bind("127.0.0.1:0").unwrap();
    canary.set_nonblocking(true).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("escaped");
    let address = format!("http://{}/", canary.local_addr().unwrap());
    withstands(&hostile_docx(&address, outside.to_str().unwrap())).await;
    assert!(!outside.exists(), "nothing is written by an entry's name");
    assert!(canary.accept().is_err(), "nobody came for what is elsewhere");
}

#[tokio::test]
async fn up_05_to_up_08_no_text_in_any_format_harms_the_server() {
    withstands(&hostile_texts()).await;
}

#[tokio::test]
async fn up_09_no_file_that_is_several_things_harms_the_server() {
    withstands(&polyglots()).await;
}

#[tokio::test]
async fn up_09_up_10_a_file_that_is_several_things_is_given_back_as_none_of_them() {
    let installation = Installation::new("");
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    for polyglot in polyglots().into_iter().filter(|polyglot| polyglot.expected == ExpectedResult::Read) {
        seeker.upload("/users/resume", "page.html", polyglot.bytes.clone()).await.ok();
        let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
        let file = reqwest::get(link).await.unwrap();
        let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/octet-stream", "{}", polyglot.name);
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
        assert!(header("content-disposition").starts_with("attachment; "), "{file:?}");
        assert_eq!(file.bytes().await.unwrap(), polyglot.bytes);
    }
}
