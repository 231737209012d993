//! Recognition of skills in passages of postings with manual annotations.
//!
//! A recognised span is right when it overlaps an annotation, and an annotation is found when a span overlaps it. *Exact*
//! requires equal spans. The baseline matches the names of the first skill list as words, without context.

use std::collections::HashSet;
use std::ops::Range;

use domain_model::matching::skill::{self, SkillKind};

use crate::report::number;

const PASSAGES: &str = include_str!("../data/skill_passages.txt");
const FIRST_LIST: &str = include_str!("../data/first_skill_list.txt");

/// A passage without annotation marks, and the annotated spans.
struct Passage {
    text: String,
    marked: Vec<Range<usize>>,
}

#[derive(Default)]
struct Counts {
    found: usize,
    right: usize,
    marked: usize,
    hit: usize,
    exact: usize,
}

/// Prints a line for each recogniser.
pub(crate) fn print() {
    let passages = passages();
    let listed: HashSet<String> =
        FIRST_LIST.lines().filter(|line| !line.starts_with('#')).map(str::to_lowercase).collect();
    println!(
        "\n{:44} {:10} {:>9} {:>8} {:>8} {:>8}",
        format!("skills of {} passages of postings", passages.len()),
        "recogniser",
        "precision",
        "recall",
        "F1",
        "exact F1"
    );
    let (mut by_us, mut by_list) = (Counts::default(), Counts::default());
    for passage in &passages {
        by_us.add(passage, &ours(&passage.text), true);
        by_list.add(passage, &plain(&passage.text, &listed), false);
    }
    by_us.print("ours");
    by_list.print("first list");
}

fn passages() -> Vec<Passage> {
    let lines = PASSAGES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut passage = Passage { text: String::new(), marked: Vec::new() };
            for (index, piece) in line.split("[[").enumerate() {
                let (marked, rest) =
                    if index == 0 { ("", piece) } else { piece.split_once("]]").unwrap_or((piece, "")) };
                let start = passage.text.len();
                passage.text.push_str(marked);
                if !marked.is_empty() {
                    passage.marked.push(start..passage.text.len());
                }
                passage.text.push_str(rest);
            }
            passage
        })
        .collect()
}

fn ours(text: &str) -> Vec<Range<usize>> {
    let mentions = skill::mentions(text);
    mentions
        .into_iter()
        .filter(|mention| mention.skill.kind != SkillKind::Personal)
        .map(|mention| mention.place)
        .collect()
}

/// Matches the names of a list as whole words, longest first, ignoring case.
fn plain(text: &str, listed: &HashSet<String>) -> Vec<Range<usize>> {
    const MAX_WORDS: usize = 6;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#' | '.');
    let mut words: Vec<Range<usize>> = Vec::new();
    for word in text.split(|c| !is_word(c)).map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty()) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        words.push(start..start + word.len());
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let ends = (at + 1..=words.len().min(at + MAX_WORDS)).rev();
        let name = ends.map(|end| (end, words[at].start..words[end - 1].end));
        match name.into_iter().find(|(_, place)| listed.contains(&text[place.clone()].to_lowercase())) {
            Some((end, place)) => {
                found.push(place);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

impl Counts {
    fn add(&mut self, passage: &Passage, found: &[Range<usize>], explain: bool) {
        let touches = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        self.found += found.len();
        self.marked += passage.marked.len();
        for place in found {
            let is_right = passage.marked.iter().any(|mark| touches(mark, place));
            self.right += usize::from(is_right);
            if explain && !is_right {
                eprintln!("skills: `{}` is not marked", &passage.text[place.clone()]);
            }
        }
        for mark in &passage.marked {
            let is_hit = found.iter().any(|place| touches(mark, place));
            self.hit += usize::from(is_hit);
            self.exact += usize::from(found.contains(mark));
            if explain && !is_hit {
                eprintln!("skills: missed `{}`", &passage.text[mark.clone()]);
            }
        }
    }

    fn print(&self, name: &str) {
        let share = |part: usize, of: usize| if of == 0 { 0.0 } else { number(part) / number(of) };
        let f1 = |precision: f64, recall: f64| {
            if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
        };
        let (precision, recall) = (share(self.right, self.found), share(self.hit, self.marked));
        let exact = f1(share(self.exact, self.found), share(self.exact, self.marked));
        println!("{:44} {name:10} {precision:>9.3} {recall:>8.3} {:>8.3} {exact:>8.3}", "all", f1(precision, recall));
    }
}
