//! `jobwright match`: ranks jobs for a resume.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use domain_matching::RankedJob;
use domain_matching::score::{Part, Seeker};

use super::output::{Output, table};
use crate::container::Container;
use crate::http::compat::coach::dto::RankedItem;

/// Find the jobs that fit a resume best.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  jobwright match resume.pdf --limit 5")]
pub(super) struct Match {
    /// A resume as PDF, DOCX, ODT, RTF, HTML, Markdown or plain text. Nothing of it is stored.
    resume: PathBuf,
    /// How many jobs to show.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=100))]
    limit: u16,
}

impl Match {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<ExitCode> {
        let bar = output.progress(None);
        bar.set_message("reading the resume");
        let bytes = std::fs::read(&self.resume).with_context(|| format!("cannot read `{}`", self.resume.display()))?;
        let resume = container.resumes.read(bytes.into()).await?;
        bar.set_message("comparing it with the jobs");
        container.follower.catch_up().await?;
        let limit = usize::from(self.limit);
        let home = resume.content.contacts.location.value.as_deref();
        let seeker = Seeker::of(&resume.text, &resume.skills, home);
        let ranked = container.matching.best_jobs_for(&seeker, limit).await?;
        bar.finish_and_clear();
        let items: Vec<RankedItem> = ranked.iter().map(RankedItem::from).collect();
        output.print(&items, |_| human(&ranked, &resume.skills))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn human(ranked: &[RankedJob], skills: &[String]) -> String {
    if ranked.is_empty() {
        return "There are no jobs to compare with. `jobwright ingest samples/` reads some.".to_owned();
    }
    let mut table = table(&["score", "parts", "job", "shown", "missing"]);
    for job in ranked {
        let parts: Vec<String> = job.fit.assessment.parts.iter().map(points).collect();
        let about = [job.job.title.clone(), job.job.company.clone(), job.job.locations.join("; ")];
        table.add_row([
            format!("{:.2}", job.fit.score),
            parts.join("\n"),
            about.join("\n"),
            first(&job.fit.shared_skills),
            missing(job),
        ]);
    }
    let recognised = match skills {
        [] => "No skills were recognised in the resume.".to_owned(),
        skills => format!("{} skills were recognised in the resume: {}.", skills.len(), first_of(skills, 12)),
    };
    let threshold = domain_matching::GAP_BELOW;
    format!(
        "{table}\n{recognised}\nA score of {threshold} and more counts as a fit. Parts marked `?` cannot be \
         known and are left out; see docs/scoring.md for what a score means."
    )
}

/// "skills 23 of 30", or a question mark for an unknown part.
fn points(part: &Part) -> String {
    let points = part.points.map_or_else(|| "?".to_owned(), |points| format!("{points:.0} of {:.0}", part.max));
    format!("{} {points}", part.kind)
}

/// A missing licence before everything else.
fn missing(job: &RankedJob) -> String {
    let licence = job.fit.assessment.missing_licence.iter().cloned();
    first(&licence.chain(job.fit.missing_skills.iter().cloned()).collect::<Vec<_>>())
}

fn first(names: &[String]) -> String {
    first_of(names, 4)
}

fn first_of(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
