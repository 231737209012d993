//! `jobwright cv`: resumes in files printed, scored and tailored, without an installation.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use domain_candidates::{
    AtsScore, Evidence, ExchangeError, Keyword, PrintOptions, ResumeExchange, ResumePrinter, ResumeReader,
    SheetOptions, TailorOptions, Tailored, USUAL_TEMPLATE, ats_score, export_json_resume, tailor,
};
use domain_model::candidates::sheet::{Paper, PrintFormat};
use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::kernel::named::NamedEnum;
use serde_json::{Value, json};

use super::output::Output;
use super::resume::{bytes_of, write_new};

/// Print, score and tailor a resume in a file: a document, or another program's export. Nothing is stored.
#[derive(Debug, Subcommand)]
pub(super) enum Cv {
    /// Print a resume. What is printed is read again before it is written, so that no field is lost.
    #[command(after_help = "Example:\n  jobwright cv render resume.json cv.pdf --template modern")]
    Render {
        /// The resume: a document, JSON Resume, Europass XML, a `LinkedIn` data archive, an archive of ours.
        file: PathBuf,
        /// Where to write it. Its extension says the format: pdf, docx, txt, md, json. A file that is there is not replaced.
        out: PathBuf,
        /// The template of a PDF; `jobwright cv templates` lists them.
        #[arg(long, default_value = USUAL_TEMPLATE)]
        template: String,
        /// The paper of a PDF: a4 or letter.
        #[arg(long, default_value = "a4")]
        paper: Paper,
        /// The language of the headings (BCP 47).
        #[arg(long)]
        language: Option<String>,
        /// A sentence at the end by which you agree to the processing of your data.
        #[arg(long)]
        consent: Option<String>,
    },
    /// List the templates.
    Templates,
    /// Estimate what software that reads applications makes of a resume. Every point is explained.
    Score {
        /// The resume.
        file: PathBuf,
        /// The text of a posting.
        #[arg(long, conflicts_with = "keyword")]
        posting: Option<PathBuf>,
        /// What is looked for.
        #[arg(long)]
        keyword: Vec<String>,
    },
    /// Tailor a resume to a posting, by rules that invent nothing. Prints JSON Resume and what was changed.
    Tailor {
        /// The resume.
        file: PathBuf,
        /// The text of the posting. Its first line is its title.
        #[arg(long)]
        posting: PathBuf,
        /// How many pages there may be.
        #[arg(long, default_value_t = 2)]
        pages: u16,
        /// Changes that are not wanted, by their id.
        #[arg(long)]
        refuse: Vec<String>,
    },
}

/// What the commands work with.
pub(super) struct CvServices {
    pub(super) reader: ResumeReader,
    pub(super) exchange: ResumeExchange,
    pub(super) printer: ResumePrinter,
}

impl Cv {
    pub(super) async fn run(self, services: &CvServices, output: Output) -> anyhow::Result<ExitCode> {
        match self {
            Self::Render { file, out, template, paper, language, consent } => {
                let extension = out.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
                let Ok(format) = extension.parse::<PrintFormat>() else {
                    bail!("`{}` must end with one of .{}", out.display(), PrintFormat::NAMES.join(", ."));
                };
                let resume = services.open(&file).await?;
                let options = PrintOptions { format, template, paper, sheet: SheetOptions { language, consent } };
                let printed = services.printer.print(&resume, &options).await.context("cannot print the resume")?;
                write_new(&out, &printed.bytes).with_context(|| format!("cannot write `{}`", out.display()))?;
                let result = json!({
                    "written": out,
                    "pages": printed.fit.as_ref().map(|fit| fit.pages),
                    "last_page_filled": printed.fit.as_ref().map(|fit| fit.last_page_filled),
                    "fields": printed.read_back.fields,
                    "misread": printed.read_back.misread,
                });
                output.print(&result, |result| written(result, &out))?;
            }
            Self::Templates => {
                let templates = services.printer.templates();
                let result: Vec<Value> = templates
                    .iter()
                    .map(|template| json!({ "name": template.name, "description": template.description }))
                    .collect();
                output.print(&result, |_| {
                    let lines =
                        templates.iter().map(|template| format!("{:<15} {}", template.name, template.description));
                    lines.collect::<Vec<_>>().join("\n")
                })?;
            }
            Self::Score { file, posting, keyword } => {
                let resume = services.open(&file).await?;
                let keywords = match posting {
                    Some(posting) => {
                        let (title, description) = read_posting(&posting)?;
                        Keyword::of_posting(&title, &description)
                    }
                    None if keyword.len() > Keyword::MAX => bail!("give at most {} times `--keyword`", Keyword::MAX),
                    None => Keyword::named(&keyword),
                };
                let score = ats_score(&resume, &keywords);
                output.print(&score_as_json(&score), |_| explained(&score))?;
            }
            Self::Tailor { file, posting, pages, refuse } => {
                let resume = services.open(&file).await?;
                let (title, description) = read_posting(&posting)?;
                let options = TailorOptions { pages, refused: refuse };
                let tailored = tailor(&resume, &title, &description, &options);
                output.print(&tailored_as_json(&tailored), |_| tailoring_as_text(&tailored))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl CvServices {
    /// The resume in a file: an export of another program, or a document.
    async fn open(&self, file: &Path) -> anyhow::Result<StructuredResume> {
        let bytes = bytes_of(file)?;
        match self.exchange.import(bytes.clone()).await {
            Ok(imported) => return Ok(imported.resume),
            Err(error @ ExchangeError::WrongType { .. }) => {
                return Err(error).with_context(|| format!("cannot read `{}` as a resume", file.display()));
            }
            Err(_) => {}
        }
        let read = self.reader.read(bytes).await;
        Ok(read.with_context(|| format!("cannot read `{}` as a resume", file.display()))?.content)
    }
}

/// Title and text of a posting.
fn read_posting(file: &Path) -> anyhow::Result<(String, String)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let (title, description) = text.trim_start().split_once('\n').unwrap_or((text.trim(), ""));
    Ok((title.to_owned(), description.to_owned()))
}

fn written(result: &Value, out: &Path) -> String {
    let mut text = format!("Written to `{}`", out.display());
    if let (Some(pages), Some(filled)) = (result["pages"].as_u64(), result["last_page_filled"].as_f64()) {
        text.push_str(&format!(": {pages} pages, the last one {:.0} % full", filled * 100.0));
    }
    text.push_str(&format!(". A machine reads {} fields", result["fields"]));
    let misread = result["misread"].as_array().map_or(0, Vec::len);
    if misread > 0 { text + &format!(", {misread} of them as something else.") } else { text + "." }
}

fn score_as_json(score: &AtsScore) -> Value {
    let parts = score.parts.iter().map(
        |part| json!({ "kind": part.kind, "points": part.points, "possible": part.possible, "lacks": part.lacks }),
    );
    let keywords = score.keywords.iter().map(|found| {
        json!({ "keyword": found.keyword.written, "need": found.keyword.need, "state": found.state, "count": found.count,
            "is_overused": found.is_overused, "evidence": evidence(&found.evidence), "adds": found.adds })
    });
    json!({ "score": score.score, "parts": parts.collect::<Vec<_>>(), "keywords": keywords.collect::<Vec<_>>() })
}

fn evidence(found: &[Evidence]) -> Vec<Value> {
    found.iter().map(|Evidence { path, text }| json!({ "path": path, "text": text })).collect()
}

fn explained(score: &AtsScore) -> String {
    let mut text = format!("{} of 100 (an estimate)", score.score);
    for part in &score.parts {
        text.push_str(&format!("\n{:<12} {:>5} of {}", part.kind.as_str(), part.points, part.possible));
        for lack in &part.lacks {
            text.push_str(&format!("\n    {lack}"));
        }
    }
    text
}

fn tailored_as_json(tailored: &Tailored) -> Value {
    let changes = tailored.changes.iter().map(|change| {
        json!({ "id": change.id(), "rule": change.rule, "path": change.path, "before": change.before,
            "after": change.after, "evidence": evidence(&change.evidence) })
    });
    json!({
        "resume": export_json_resume(&tailored.resume),
        "changes": changes.collect::<Vec<_>>(),
        "before": score_as_json(&tailored.before),
        "after": score_as_json(&tailored.after),
        "missing": tailored.missing.iter().map(|keyword| &keyword.written).collect::<Vec<_>>(),
    })
}

fn tailoring_as_text(tailored: &Tailored) -> String {
    let mut text = format!("{} of 100, was {} (an estimate)", tailored.after.score, tailored.before.score);
    for change in &tailored.changes {
        text.push_str(&format!("\n{}\n  - {}\n  + {}", change.id(), change.before, change.after));
    }
    if !tailored.missing.is_empty() {
        let missing: Vec<&str> = tailored.missing.iter().map(|keyword| keyword.written.as_str()).collect();
        text.push_str(&format!("\nNot found, to be added only if it is true: {}", missing.join(", ")));
    }
    text
}
