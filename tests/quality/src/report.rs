//! The figures as a table: a line for each document and reader, then totals by group, then over all.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::resume_fields::{FIELDS, Scores, mean};

/// A count of right results, with the wrong ones.
#[derive(Debug, Default, Clone)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) all: usize,
    pub(crate) missed: Vec<String>,
}

impl Share {
    /// Counts one result.
    pub(crate) fn count(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.all += other.all;
    }

    fn shown(&self) -> String {
        if self.all == 0 { "-".to_owned() } else { format!("{:.3}", number(self.right) / number(self.all)) }
    }
}

/// A count as a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "nothing here is counted beyond 2^52")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

/// The figures of one reader on one document.
pub(crate) struct Row {
    /// Gold strings that occur verbatim.
    pub(crate) verbatim: Share,
    /// Job titles near their employers.
    pub(crate) near: Share,
    /// Word F1, where a reference exists.
    pub(crate) words: Option<f64>,
    /// F1 of the fields of the resume.
    pub(crate) fields: Scores,
    pub(crate) took: Duration,
}

#[derive(Default)]
struct Total {
    verbatim: Share,
    near: Share,
    words: Vec<f64>,
    fields: Vec<Scores>,
    took: Vec<Duration>,
}

impl Total {
    fn add(&mut self, row: &Row) {
        self.verbatim.add(&row.verbatim);
        self.near.add(&row.near);
        self.words.extend(row.words);
        self.fields.push(row.fields);
        self.took.push(row.took);
    }

    fn print(&mut self, name: &str, reader: &str) {
        self.took.sort();
        let median = self.took.get(self.took.len() / 2).copied().unwrap_or_default();
        let words = self.words.iter().sum::<f64>() / number(self.words.len());
        let words = if self.words.is_empty() { None } else { Some(words) };
        print_line(name, reader, &self.verbatim, &self.near, words, median);
    }
}

/// The table of results.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<(String, String, &'static str, Row)>,
}

impl Table {
    /// Adds the figures of a reader on a document of this group.
    pub(crate) fn add(&mut self, document: &Path, group: &str, reader: &'static str, row: Row) {
        let name = document.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.rows.push((name, group.to_owned(), reader, row));
    }

    /// Prints the figures on standard output, and the misses of our reader on standard error.
    pub(crate) fn print(&self) {
        println!("{:44} {:10} {:>8} {:>8} {:>8} {:>8}", "document", "reader", "verbatim", "near", "words F1", "ms");
        let mut groups: BTreeMap<(&str, &str), Total> = BTreeMap::new();
        let mut all: BTreeMap<&str, Total> = BTreeMap::new();
        for (name, group, reader, row) in &self.rows {
            print_line(name, reader, &row.verbatim, &row.near, row.words, row.took);
            if *reader == "ours" {
                for missed in row.verbatim.missed.iter().chain(&row.near.missed) {
                    eprintln!("{name}: missed {missed}");
                }
            }
            groups.entry((group, reader)).or_default().add(row);
            all.entry(reader).or_default().add(row);
        }
        println!();
        for ((group, reader), total) in &mut groups {
            total.print(group, reader);
        }
        println!();
        for (reader, total) in &mut all {
            total.print("all (ms: median)", reader);
        }
        self.print_fields(&groups, &all);
    }
}

impl Table {
    /// Prints F1 of resume fields: of our parser, and of simple rules on the text of other readers.
    fn print_fields(&self, groups: &BTreeMap<(&str, &str), Total>, all: &BTreeMap<&str, Total>) {
        print!("\n{:44} {:10} {:>5}", "fields of resumes (F1)", "reader", "mean");
        println!("{}", FIELDS.map(|field| format!(" {field:>9}")).concat());
        for (name, _, reader, row) in &self.rows {
            print_scores(name, reader, &row.fields);
        }
        println!();
        for ((group, reader), total) in groups {
            print_scores(group, reader, &means(&total.fields));
        }
        println!();
        for (reader, total) in all {
            print_scores("all", reader, &means(&total.fields));
        }
    }
}

/// The mean of each field over documents.
fn means(documents: &[Scores]) -> Scores {
    std::array::from_fn(|field| mean(&documents.iter().map(|scores| scores[field]).collect::<Vec<_>>()))
}

fn print_scores(name: &str, reader: &str, scores: &Scores) {
    let shown = scores.map(|score| format!(" {score:>9.2}")).concat();
    println!("{name:44} {reader:10} {:>5.3}{shown}", mean(scores));
}

fn print_line(name: &str, reader: &str, verbatim: &Share, near: &Share, words: Option<f64>, took: Duration) {
    let words = words.map_or_else(|| "-".to_owned(), |words| format!("{words:.3}"));
    let took = took.as_secs_f64() * 1_000.0;
    println!("{name:44} {reader:10} {:>8} {:>8} {words:>8} {took:>8.1}", verbatim.shown(), near.shown());
}
