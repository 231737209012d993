//! The part of the contract of `SearchIndex` that is about jobs near in meaning.

use domain_model::search::query::{ConceptKind, Near, SearchQuery, SearchRequest};
use ports::SearchIndex;

use crate::search_index::{document, found, id, one, put, request, search, words};

/// Its rules, as tests.
#[macro_export]
macro_rules! search_by_meaning_contract {
    ($made:expr) => {
        $crate::rules!(
            search_by_meaning,
            $made,
            a_job_that_is_near_enough_is_found_without_the_words,
            nearness_lifts_a_job_among_those_with_the_words,
            what_is_required_or_excluded_counts_for_near_jobs_too,
            near_jobs_stand_on_one_page_alone,
        );
    };
}

fn near(query: SearchQuery, jobs: &[(u128, f32, bool)]) -> SearchQuery {
    let near = jobs.iter().map(|&(n, strength, is_enough)| Near { id: id(n), strength, is_enough });
    SearchQuery { near: near.collect(), ..query }
}

/// Also where no words are known at all. A job that is no longer there is not found.
pub async fn a_job_that_is_near_enough_is_found_without_the_words(index: &dyn SearchIndex) {
    put(index, [document(1, "Welder", "Steel."), document(2, "Metal joiner", "Steel."), document(3, "Cook", "Fish.")])
        .await;
    let jobs = [(2, 0.4, true), (3, 0.1, false), (9, 0.4, true)];
    assert_eq!(found(index, near(words("welder"), &jobs)).await, [1, 2]);
    assert_eq!(found(index, near(SearchQuery::default(), &jobs)).await, [2]);
    assert_eq!(search(index, request(near(words("sailor"), &jobs))).await.total, 1);
}

/// The more, the nearer.
pub async fn nearness_lifts_a_job_among_those_with_the_words(index: &dyn SearchIndex) {
    put(index, [1, 2, 3].map(|n| document(n, "Welder", "Steel."))).await;
    let jobs = [(2, 0.4, true), (1, 0.2, false)];
    assert_eq!(found(index, near(words("welder"), &jobs)).await, [2, 1, 3]);
}

/// Meaning makes up for no word that was asked for in quotation marks.
pub async fn what_is_required_or_excluded_counts_for_near_jobs_too(index: &dyn SearchIndex) {
    put(index, [document(1, "Welder", "Steel."), document(2, "Senior welder", "Steel.")]).await;
    let jobs = [(1, 2.0, true), (2, 2.0, true)];
    assert_eq!(found(index, near(one(ConceptKind::Required, "senior welder"), &jobs)).await, [2]);
    let excluded = SearchQuery { not_in_heading: vec![vec!["senior".to_owned()]], ..words("smith") };
    assert_eq!(found(index, near(excluded, &jobs)).await, [1]);
}

/// Wherever the page ends.
pub async fn near_jobs_stand_on_one_page_alone(index: &dyn SearchIndex) {
    put(index, (1..=6).map(|n| document(n, if n < 4 { "Welder" } else { "Metal joiner" }, "Steel."))).await;
    let query = near(words("welder"), &[(2, 0.4, true), (4, 0.3, true), (5, 2.0, true)]);
    let expected = search(index, request(query.clone())).await.hits;
    assert_eq!(expected.len(), 5);
    for limit in 1..5 {
        let (mut read, mut after) = (Vec::new(), None);
        while read.len() < expected.len() {
            let page = search(index, SearchRequest { limit, after, ..request(query.clone()) }).await.hits;
            after = page.last().map(|last| domain_model::kernel::page::PageCursor(*last));
            assert!(after.is_some(), "page after {} of {limit}", read.len());
            read.extend(page);
        }
        assert_eq!(read, expected, "{limit}");
    }
}
