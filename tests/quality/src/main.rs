//! Quality measurements, run by `make quality`: documents, job boards, skills, embeddings and search, compared with gold standards.
//!
//! Reads the resumes of the fixtures with our parsers and with common tools, and compares the results with manual annotations
//! (`gold/`). Each measure has a file; it compares a reading with the gold of its document. `jobwright-quality FOLDER` uses
//! another folder with the same structure.

mod boards;
mod embeddings;
mod gold;
mod models;
mod readers;
mod report;
mod resume_fields;
mod search;
mod skills;
mod titles_near_employers;
mod verbatim;
mod words;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};

use domain_candidates::parse_resume;
use gold::{Gold, comparable, documents};
use models::Models;
use readers::Reading;
use report::{Row, Table};
use resume_fields::ComparedFields;

#[tokio::main]
async fn main() -> ExitCode {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("../shared/fixtures"), PathBuf::from);
    match measure(&folder).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(fixtures: &Path) -> anyhow::Result<()> {
    let resumes = fixtures.join("resumes");
    ensure!(
        resumes.join("gold").is_dir(),
        "`{}` does not exist; name the folder with `resumes/gold`: make quality FIXTURES=…",
        resumes.join("gold").display()
    );
    let documents = documents(&resumes)?;
    ensure!(!documents.is_empty(), "no document of `{}` has gold", resumes.display());
    let readers = readers::all().await?;
    let mut table = Table::default();
    for (path, gold) in documents {
        let mut readings = Vec::new();
        for reader in readers.iter().filter(|reader| reader.takes(&path)) {
            let reading = reader.read(&path).await.with_context(|| format!("cannot read `{}`", path.display()))?;
            readings.push((reader.name(), reading));
        }
        let written = written(&gold, &readings);
        let group = group(&readings, &gold)?;
        for (reader, reading) in &readings {
            table.add(&path, &group, reader, row(reading, &path, &gold, &written)?);
        }
    }
    table.print();
    skills::print();
    boards::measure(fixtures).await?;
    let models = Models::find();
    embeddings::print(&models).await?;
    search::measure(fixtures, &models).await
}

/// The gold without links that no reader finds in the text, because they are annotations.
fn written(gold: &Gold, readings: &[(&'static str, Reading)]) -> Gold {
    let lines =
        readings.iter().filter_map(|(_, reading)| reading.document.as_ref()).flat_map(|document| &document.lines);
    let targets: HashSet<&str> =
        lines.flat_map(|line| &line.links).map(|target| target.trim_end_matches('/')).collect();
    let mut written = gold.clone();
    for link in gold.links() {
        let is_read = || readings.iter().any(|(_, reading)| comparable(&reading.text).contains(&comparable(&link)));
        if targets.contains(link.trim_end_matches('/')) && !is_read() {
            written.remove_link(&link);
        }
    }
    written
}

fn row(reading: &Reading, path: &Path, gold: &Gold, written: &Gold) -> anyhow::Result<Row> {
    let (verbatim, near) =
        (verbatim::measure(&reading.text, written), titles_near_employers::measure(&reading.text, gold));
    let words = words::reference(path)?.map(|reference| words::f1(&reading.text, &reference));
    // Other readers return text only; simple rules on it are the baseline.
    let found = match &reading.document {
        Some(document) => ComparedFields::of_resume(&parse_resume(document)),
        None => ComparedFields::naive(&reading.text),
    };
    let fields = resume_fields::measure(&found, gold);
    Ok(Row { verbatim, near, words, fields, took: reading.took })
}

/// The group of a document: its layout by our reader, and the script of its gold.
fn group(readings: &[(&'static str, Reading)], gold: &Gold) -> anyhow::Result<String> {
    let (_, ours) = readings.first().context("our own reader comes first")?;
    let layout = match ours.columns {
        Some(true) => "two columns",
        Some(false) => "one column",
        None => "no pages",
    };
    Ok(format!("{layout}, {}", gold.script()))
}
