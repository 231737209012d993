//! Embedding models: how well they find the same occupation under another title and in another language.

use std::time::Instant;

use adapter_local_ai::{MiniLm, Multilingual};
use domain_model::matching::embedding::Embedding;
use ports::EmbeddingModel;

use crate::models::Models;
use crate::report::number;

const LANGUAGES: [&str; 5] = ["de", "fr", "es", "zh", "hi"];
/// The cut-off of nDCG.
const TOP: usize = 10;

/// Prints the figures of every installed model.
pub(crate) async fn print(models: &Models) -> anyhow::Result<()> {
    println!(
        "\nembeddings: titles nDCG@10; the same occupation found first from each language; texts of 128 tokens a second"
    );
    let Models { multilingual, minilm } = models;
    let multilingual = multilingual.as_ref().map(|model: &Multilingual| model as &dyn EmbeddingModel);
    let minilm = minilm.as_ref().map(|model: &MiniLm| model as &dyn EmbeddingModel);
    for model in [multilingual, minilm].into_iter().flatten() {
        let name = &model.model().name;
        println!("embeddings_{name}_titles {:.3}", titles(model).await?);
        for (place, language) in (1..).zip(LANGUAGES) {
            println!("embeddings_{name}_{language} {:.2}", found_first(model, place).await?);
        }
        println!("embeddings_{name}_per_second {:.1}", per_second(model).await?);
    }
    Ok(())
}

fn rows(data: &'static str) -> Vec<Vec<&'static str>> {
    data.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
}

async fn embed(model: &dyn EmbeddingModel, texts: &[&str]) -> anyhow::Result<Vec<Embedding>> {
    let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
    Ok(model.embed(&texts).await?)
}

/// The others by nearness to one, nearest first.
fn nearest(query: &Embedding, others: &[Embedding]) -> anyhow::Result<Vec<usize>> {
    let mut near = Vec::with_capacity(others.len());
    for (place, other) in others.iter().enumerate() {
        near.push((query.cosine(other)?, place));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(near.into_iter().map(|(_, place)| place).collect())
}

/// The share of titles in another language whose nearest neighbour is the same occupation.
async fn found_first(model: &dyn EmbeddingModel, language: usize) -> anyhow::Result<f64> {
    let rows = rows(include_str!("../data/occupations.tsv"));
    let english = embed(model, &rows.iter().map(|row| row[0]).collect::<Vec<_>>()).await?;
    let foreign = embed(model, &rows.iter().map(|row| row[language]).collect::<Vec<_>>()).await?;
    let mut first = 0;
    for (place, title) in foreign.iter().enumerate() {
        first += usize::from(nearest(title, &english)?.first() == Some(&place));
    }
    Ok(number(first) / number(rows.len()))
}

/// Mean nDCG over all titles: the same occupation fits, the same field is related.
async fn titles(model: &dyn EmbeddingModel) -> anyhow::Result<f64> {
    let rows = rows(include_str!("../data/titles.tsv"));
    let all: Vec<(usize, &str, &str)> = rows
        .iter()
        .enumerate()
        .flat_map(|(occupation, row)| row[1..].iter().map(move |title| (occupation, row[0], *title)))
        .collect();
    let vectors = embed(model, &all.iter().map(|(.., title)| *title).collect::<Vec<_>>()).await?;
    let mut sum = 0.0;
    for (query, (occupation, field, _)) in all.iter().enumerate() {
        let grade = |place: usize| match all[place] {
            (same, ..) if same == *occupation => 7.0,
            (_, same, _) if same == *field => 1.0,
            _ => 0.0,
        };
        let found: Vec<f64> =
            nearest(&vectors[query], &vectors)?.into_iter().filter(|place| *place != query).map(grade).collect();
        let mut ideal = found.clone();
        ideal.sort_by(|a, b| b.total_cmp(a));
        sum += gain(&found) / gain(&ideal);
    }
    Ok(sum / number(all.len()))
}

fn gain(grades: &[f64]) -> f64 {
    grades.iter().take(TOP).enumerate().map(|(place, grade)| grade / number(place + 2).log2()).sum()
}

/// Texts per second, on all cores.
async fn per_second(model: &dyn EmbeddingModel) -> anyhow::Result<f64> {
    let rows = rows(include_str!("../data/titles.tsv"));
    let text = rows.iter().flat_map(|row| &row[1..]).copied().take(60).collect::<Vec<_>>().join(", ");
    let texts = vec![text; 40];
    let started = Instant::now();
    model.embed(&texts).await?;
    Ok(number(texts.len()) / started.elapsed().as_secs_f64())
}
