//! `parse_<type>_p50_ms` and `parse_<type>_p99_ms`: one resume in each document type, read by the child process.
//! `page_picture_p50_ms`: the picture of the first page of the PDF, as wide as a page on a screen.
//!
//! The time is that of the whole process: start, limits, parsing, answer. The PDF and the DOCX are the samples; the other
//! types hold the text of the DOCX.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::progress;
use crate::report::{Figure, percentile};
use crate::server::Installation;

/// Documents read of each type.
const TIMES: usize = 200;
/// Pages painted, and how wide each is, in pixels.
const PICTURES: usize = 50;
const PICTURE_WIDTH: &str = "1000";

pub(crate) const PDF: &[u8] = include_bytes!("../../../samples/resumes/mira-okonjo-software-engineer.pdf");
pub(crate) const DOCX: &[u8] = include_bytes!("../../../samples/resumes/ama-boateng-nurse.docx");

pub(crate) fn measure() -> anyhow::Result<Vec<Figure>> {
    let installation = Installation::new("")?;
    let text = read(&installation, "docx", DOCX)?;
    let documents: [(&str, Vec<u8>, [&'static str; 2]); 7] = [
        ("pdf", PDF.to_vec(), ["parse_pdf_p50_ms", "parse_pdf_p99_ms"]),
        ("docx", DOCX.to_vec(), ["parse_docx_p50_ms", "parse_docx_p99_ms"]),
        ("odt", odt(&text), ["parse_odt_p50_ms", "parse_odt_p99_ms"]),
        ("rtf", rtf(&text), ["parse_rtf_p50_ms", "parse_rtf_p99_ms"]),
        ("html", html(&text), ["parse_html_p50_ms", "parse_html_p99_ms"]),
        ("md", text.replace('\n', "\n\n").into_bytes(), ["parse_md_p50_ms", "parse_md_p99_ms"]),
        ("txt", text.clone().into_bytes(), ["parse_txt_p50_ms", "parse_txt_p99_ms"]),
    ];
    let bar = progress::bar("reading a resume in each document type", documents.len() * TIMES);
    let mut figures = Vec::new();
    for (document_type, bytes, [p50, p99]) in documents {
        let mut times: Vec<Duration> = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let started = Instant::now();
            let read = read(&installation, document_type, &bytes)?;
            times.push(started.elapsed());
            ensure!(document_type == "pdf" || same_words(&read, &text), "the {document_type} document reads {read:?}");
            bar.inc(1);
        }
        figures.push(Figure { name: p50, value: percentile(&mut times, 50), unit: "ms" });
        figures.push(Figure { name: p99, value: percentile(&mut times, 99), unit: "ms" });
    }
    let mut times: Vec<Duration> = Vec::with_capacity(PICTURES);
    for _ in 0..PICTURES {
        let started = Instant::now();
        let picture = ask(&installation, &["pdf", "0", PICTURE_WIDTH], PDF)?;
        times.push(started.elapsed());
        ensure!(picture.starts_with(b"\x89PNG"), "the first page has no picture");
    }
    figures.push(Figure { name: "page_picture_p50_ms", value: percentile(&mut times, 50), unit: "ms" });
    Ok(figures)
}

/// The text of a document, read by a child process as the server reads it.
fn read(installation: &Installation, document_type: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let answer: Value = serde_json::from_slice(&ask(installation, &[document_type], bytes)?)?;
    let text = answer["text"].as_str().with_context(|| format!("{document_type}: {answer}"))?;
    Ok(text.to_owned())
}

/// What the child process answers to a request.
fn ask(installation: &Installation, request: &[&str], bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut command: Command = installation.command(&[&["read-document"], request].concat())?;
    let mut child = command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().context("the child has an input")?.write_all(bytes)?;
    Ok(child.wait_with_output()?.stdout)
}

fn same_words(read: &str, text: &str) -> bool {
    read.split_whitespace().eq(text.split_whitespace())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn html(text: &str) -> Vec<u8> {
    let paragraphs = text.lines().map(|line| format!("<p>{}</p>\n", escaped(line)));
    format!("<!doctype html>\n{}", paragraphs.collect::<Vec<_>>().concat()).into_bytes()
}

fn rtf(text: &str) -> Vec<u8> {
    let mut file = "{\\rtf1\\ansi ".to_owned();
    for c in text.chars() {
        match c {
            '\n' => file.push_str("\\par "),
            '\t' => file.push_str("\\tab "),
            '\\' | '{' | '}' => file.extend(['\\', c]),
            ' '..='~' => file.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    file.push_str(&format!("\\u{}?", unit.cast_signed()));
                }
            }
        }
    }
    file.push('}');
    file.into_bytes()
}

fn odt(text: &str) -> Vec<u8> {
    let lines = text.lines().map(|line| format!("<text:p>{}</text:p>", escaped(line).replace('\t', "<text:tab/>")));
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>{}</office:text></office:body>\
         </office:document-content>",
        lines.collect::<Vec<_>>().concat()
    );
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

/// A ZIP file whose entries are not compressed.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let offset = u32::try_from(file.len()).unwrap_or(u32::MAX);
        let (length, name_length) =
            (u32::try_from(content.len()).unwrap_or(u32::MAX), u16::try_from(name.len()).unwrap_or(u16::MAX));
        let mut header = [20_u16, 0, 0, 0, 0x21].map(u16::to_le_bytes).concat();
        header.extend([checksum(content), length, length].map(u32::to_le_bytes).concat());
        header.extend([name_length, 0].map(u16::to_le_bytes).concat());
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &header, &[0; 10], &offset.to_le_bytes()].concat());
        directory.extend(name.as_bytes());
        file.extend([b"PK\x03\x04".as_slice(), &header, name.as_bytes(), content].concat());
    }
    let (start, length) =
        (u32::try_from(file.len()).unwrap_or(u32::MAX), u32::try_from(directory.len()).unwrap_or(u32::MAX));
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].map(u16::to_le_bytes).concat());
    file.extend([length, start].map(u32::to_le_bytes).concat());
    file.extend([0; 2]);
    file
}

/// CRC-32, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}
