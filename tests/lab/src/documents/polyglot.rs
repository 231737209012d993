//! Polyglot files, which are valid in several formats (UP-09).

use super::archive::{Entry, archive};
use super::docx::readable;
use super::pdf::Pdf;
use super::{Hostile, read, refused};

const SCRIPT: &str = "<!doctype html><script>alert(document.domain)</script>";

/// All polyglots.
pub fn polyglots() -> Vec<Hostile> {
    let (pdf, docx) = (Pdf::readable().written(), archive(&[readable()]));
    let joined = |parts: &[&[u8]]| parts.concat();
    let named_like_a_pdf = archive(&[Entry::stored("%PDF-1.7", b"x"), readable()]);
    vec![
        read("a PDF with an archive behind it", joined(&[&pdf, &docx])),
        read("a PDF with a page behind it", joined(&[&pdf, SCRIPT.as_bytes()])),
        read("an archive with a page behind it", joined(&[&docx, SCRIPT.as_bytes()])),
        refused("an archive with a PDF's name in it", named_like_a_pdf),
        refused("a picture with an archive behind it", joined(&[b"GIF89a\x01\0\x01\0\x80\0\0", &docx])),
        refused("a page with an archive behind it", joined(&[SCRIPT.as_bytes(), &docx])),
        refused("a program with an archive behind it", joined(&[b"MZ\x90\0\x03", &docx])),
        refused("a picture that calls itself an archive", b"PK\x03\x04\x89PNG\r\n\x1a\n<svg onload=alert(1)>".to_vec()),
        refused("a page that calls itself a PDF", joined(&[SCRIPT.as_bytes(), b"%PDF-1.7"])),
    ]
}
