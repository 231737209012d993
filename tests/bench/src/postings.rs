//! Generates realistic postings: those of `samples/lever`, each as often as needed, never twice the same.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{EmploymentType, Job, Posting, Workplace};
use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use domain_model::kernel::id::JobId;
use serde_json::{Value, json};
use uuid::Uuid;

const BOARDS: [&str; 2] = [
    include_str!("../../../samples/lever/kestrelbyhome.json"),
    include_str!("../../../samples/lever/marisolandfinch.json"),
];
const CITIES: [&str; 7] = ["Porto", "Lyon", "Ghent", "Pune", "Melbourne", "Bristol", "São Paulo"];
const EMPLOYERS: usize = 997;
/// As many as a posting usually asks for.
pub(crate) const SKILLS: [&str; 6] =
    ["Customer Service", "Food Safety", "Scheduling", "Stock Management", "Team Leadership", "Training"];

/// What all postings are made of.
pub(crate) struct Postings(Vec<Value>);

impl Postings {
    pub(crate) fn read() -> anyhow::Result<Self> {
        let boards = BOARDS.map(serde_json::from_str::<Vec<Value>>).into_iter();
        let boards = boards.collect::<Result<Vec<_>, _>>().context("the samples are not Lever's lists")?;
        Ok(Self(boards.concat()))
    }

    /// The posting of this number, as Lever lists it.
    pub(crate) fn lever(&self, number: usize) -> Value {
        let mut posting = self.0[number % self.0.len()].clone();
        posting["id"] = json!(Uuid::from_u128(number as u128));
        posting["text"] = json!(self.title(number));
        posting["additional"] =
            json!(format!("<div>Opening number {number}.</div>{}", self.text(number, "additional")));
        posting
    }

    /// The job of this number, as a run over a board leaves it in the catalogue.
    pub(crate) fn job(&self, number: usize, first_seen: DateTime<Utc>) -> anyhow::Result<Job> {
        let employer = number % EMPLOYERS;
        let url = format!("https://jobs.lever.co/employer-{employer}/{number}").parse()?;
        let posting = Posting {
            external_id: number.to_string(),
            requisition_id: None,
            title: self.title(number),
            company: format!("Employer {employer}"),
            locations: vec![CITIES[number % CITIES.len()].to_owned()],
            workplace: Some(Workplace::Hybrid),
            employment_type: Some(EmploymentType::FullTime),
            salary: Salary::new(Some("EUR"), Some(42_000.0), Some(48_000.0), Some(SalaryPeriod::Year)),
            department: Some("Operations".to_owned()),
            description: self.description(number),
            apply_url: Some(url),
            url: None,
            posted_at: Some(first_seen),
            valid_through: None,
        };
        let id = JobId(Uuid::from_u128(number as u128 + 1));
        Ok(Job::first_seen(id, format!("lever:employer-{employer}").parse()?, posting, first_seen))
    }

    fn title(&self, number: usize) -> String {
        format!("{} ({number})", self.text(number, "text"))
    }

    fn description(&self, number: usize) -> String {
        let lists = self.0[number % self.0.len()]["lists"].as_array().cloned().unwrap_or_default();
        let lists = lists.iter().map(|list| {
            let items = list["content"].as_str().unwrap_or_default().replace("<li>", "- ").replace("</li>", "");
            format!("{}\n{items}", list["text"].as_str().unwrap_or_default())
        });
        let lists: Vec<String> = lists.collect();
        let (first, last) = (self.text(number, "descriptionPlain"), self.text(number, "additionalPlain"));
        format!("{first}\n{}\nOpening number {number}.\n{last}", lists.join("\n"))
    }

    fn text(&self, number: usize, field: &str) -> &str {
        self.0[number % self.0.len()][field].as_str().unwrap_or_default()
    }
}
