//! How well documents are read and jobs are found: what `make quality` runs.
//!
//! Reads the resumes of the shared fixtures with our own reader and, in the same run, with those that people use today, and
//! compares what they read with what a careful reader found (`gold/`). One file for each measure; a measure takes a reading
//! and the gold of its document and says how many of its findings are right. `jobwright-quality FOLDER` reads another folder
//! of the same shape.

mod gold;
mod near;
mod readers;
mod report;
mod resume_fields;
mod search;
mod verbatim;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};

use domain_candidates::parse_resume;
use gold::{Gold, documents};
use readers::Reader;
use report::{Row, Table};
use resume_fields::Findings;

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
        "there is no material: `{}` does not exist. Name the folder that holds `resumes/gold`: make quality FIXTURES=…",
        resumes.join("gold").display()
    );
    let documents = documents(&resumes)?;
    ensure!(!documents.is_empty(), "no document of `{}` has gold", resumes.display());
    let readers = readers::all().await?;
    let mut table = Table::default();
    for (path, gold) in &documents {
        let group = group(&readers, path, gold).await?;
        for reader in &readers {
            if !reader.takes(path) {
                continue;
            }
            let row = row(reader, path, gold).await?;
            table.add(path, &group, reader.name(), row);
        }
    }
    table.print();
    search::measure(fixtures).await
}

async fn row(reader: &Reader, path: &Path, gold: &Gold) -> anyhow::Result<Row> {
    let reading = reader.read(path).await.with_context(|| format!("cannot read `{}`", path.display()))?;
    let (verbatim, near) = (verbatim::measure(&reading.text, gold), near::measure(&reading.text, gold));
    let words = words::reference(path)?.map(|reference| words::f1(&reading.text, &reference));
    // Other readers give text alone: what small tools find in it is the baseline.
    let found = match &reading.document {
        Some(document) => Findings::of_resume(&parse_resume(document)),
        None => Findings::naive(&reading.text),
    };
    let fields = resume_fields::measure(&found, gold);
    Ok(Row { verbatim, near, words, fields, took: reading.took })
}

/// The layout, as our own reader sees it, and the script that the gold is written in.
async fn group(readers: &[Reader], path: &Path, gold: &Gold) -> anyhow::Result<String> {
    let ours = readers.first().context("our own reader comes first")?.read(path).await?;
    let layout = match ours.columns {
        Some(true) => "two columns",
        Some(false) => "one column",
        None => "no pages",
    };
    Ok(format!("{layout}, {}", gold.script()))
}
