//! Memory of the parent process after hostile documents. A test program of its own, because another test would
//! count against the same memory.

mod support;

use lopdf::{Dictionary, Object, Stream};
use ports::DocumentReading;

use support::{page_with, pdf, read_pdf, saved};

fn resident_kib() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("Linux says how much memory a process has");
    let pages: usize = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("a number");
    pages * 4
}

#[tokio::test]
async fn up_01_an_operator_bomb_kills_its_reader_at_most() {
    let mut once = Stream::new(Dictionary::new(), "q Q ".repeat(15 * 1024 * 1024).into_bytes());
    once.compress().expect("it can be compressed");
    let mut twice = Stream::new(Dictionary::new(), once.content);
    twice.compress().expect("and again");
    twice.dict.set("Filter", vec![Object::from("FlateDecode"), Object::from("FlateDecode")]);
    let bomb = saved(pdf(twice));
    assert!(bomb.len() < 4_000, "{} bytes", bomb.len());

    let before = resident_kib();
    assert_eq!(read_pdf(bomb).await, DocumentReading::Unreadable);
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 5 * 1024, "the parent grew by {grown} KiB");
    assert!(matches!(read_pdf(saved(pdf(page_with("Next")))).await, DocumentReading::Document(_)));
}
