//! `jobwright resume`: resumes in files, without an installation.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use bytes::Bytes;
use clap::{Subcommand, ValueEnum};
use domain_candidates::{Imported, ResumeExchange, ResumeReader, export_json_resume, to_json_resume};
use domain_model::candidates::exchange::ExchangeFormat;
use serde_json::json;

use super::output::Output;
use super::resume_listing;

/// Look at resumes in files. Nothing is stored, and no installation is needed.
#[derive(Debug, Subcommand)]
pub(super) enum Resume {
    /// Read a document as a resume, by rules alone.
    #[command(after_help = "Example:\n  jobwright resume parse resume.pdf --json > resume.json\n\n\
        With --json: JSON Resume, and in `x-jobwright` where each value stands, how sure its reading is, and the lines that \
        became no field.")]
    Parse {
        /// The document: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text, judged by its content.
        file: PathBuf,
    },
    /// Import a resume that another program exported: JSON Resume, a `LinkedIn` data archive, Europass XML or a PDF with one
    /// attached, an archive of ours. With --json as JSON Resume, beside what was left out.
    Import {
        /// The file. What it is, is judged by its content.
        file: PathBuf,
    },
    /// Convert such a file.
    Convert {
        /// The file.
        file: PathBuf,
        /// To which format.
        #[arg(long, value_enum)]
        to: Target,
        /// Where to write it. A file that is there is not replaced.
        out: PathBuf,
    },
}

/// The formats that are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Target {
    JsonResume,
    Europass,
    Archive,
}

impl From<Target> for ExchangeFormat {
    fn from(target: Target) -> Self {
        match target {
            Target::JsonResume => Self::JsonResume,
            Target::Europass => Self::Europass,
            Target::Archive => Self::Archive,
        }
    }
}

impl Resume {
    pub(super) async fn run(
        self,
        reader: &ResumeReader,
        exchange: &ResumeExchange,
        output: Output,
    ) -> anyhow::Result<ExitCode> {
        match self {
            Self::Parse { file } => {
                let read = reader.read(bytes_of(&file)?).await;
                let read = read.with_context(|| format!("cannot read `{}` as a resume", file.display()))?;
                output.print(&to_json_resume(&read.content), |_| resume_listing::human(&read))?;
            }
            Self::Import { file } => {
                let imported = import(exchange, &file).await?;
                let result = json!({
                    "format": imported.format,
                    "resume": export_json_resume(&imported.resume),
                    "left_out": imported.left_out,
                });
                output.print(&result, |_| summary(&imported))?;
            }
            Self::Convert { file, to, out } => {
                let imported = import(exchange, &file).await?;
                let exported = exchange.export(&imported.resume, to.into(), imported.original.clone()).await?;
                write_new(&out, &exported.bytes).with_context(|| format!("cannot write `{}`", out.display()))?;
                let result = json!({
                    "format": imported.format,
                    "written": out,
                    "media_type": exported.media_type,
                    "left_out": imported.left_out,
                });
                output.print(&result, |_| format!("{}\nWritten to `{}`.", summary(&imported), out.display()))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn import(exchange: &ResumeExchange, file: &Path) -> anyhow::Result<Imported> {
    exchange.import(bytes_of(file)?).await.with_context(|| format!("cannot import `{}`", file.display()))
}

pub(super) fn bytes_of(file: &Path) -> anyhow::Result<Bytes> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    Ok(Bytes::from(bytes))
}

pub(super) fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    std::fs::File::create_new(path)?.write_all(bytes)
}

fn summary(imported: &Imported) -> String {
    let resume = &imported.resume;
    let positions: usize = resume.experience.iter().map(|employer| employer.positions.len()).sum();
    let skills: usize = resume.skills.iter().map(|group| group.skills.len()).sum();
    let name = if resume.name.is_missing() { "A resume without a name" } else { resume.name.as_str() };
    let mut text = format!(
        "{name} ({}): {positions} positions at {} employers, {} entries of education, {skills} skills.",
        imported.format,
        resume.experience.len(),
        resume.education.len(),
    );
    for left in &imported.left_out {
        text.push_str(&format!("\nLeft out: {} ({})", left.path, left.why.as_str().replace('_', " ")));
    }
    text
}
