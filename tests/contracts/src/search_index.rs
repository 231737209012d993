//! The contract of `SearchIndex`.

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageCursor;
use domain_model::matching::level::Seniority;
use domain_model::search::document::SearchDocument;
use domain_model::search::filter::JobFilter;
use domain_model::search::language::Language;
use domain_model::search::query::{
    Alternative, Concept, ConceptKind, SearchOrder, SearchQuery, SearchRequest, SearchResults,
};
use ports::{IndexPosition, SearchChange, SearchIndex};
use uuid::Uuid;

/// Every rule of [`SearchIndex`], as tests.
#[macro_export]
macro_rules! search_index_contract {
    ($made:expr) => {
        $crate::rules!(
            search_index,
            $made,
            an_empty_index_finds_nothing_and_is_not_complete,
            words_are_found_wherever_they_stand_and_best_in_titles,
            inflected_words_are_found_in_the_language_of_the_posting,
            a_row_of_words_is_found_only_in_a_row,
            a_job_must_show_enough_of_what_is_looked_for,
            a_trade_that_only_the_text_mentions_is_not_enough,
            a_name_that_is_a_common_word_counts_in_titles_and_skills_alone,
            names_with_signs_are_words_of_their_own,
            what_is_excluded_is_not_found,
            scripts_without_spaces_are_found,
            pages_follow_one_another_without_gap_or_repetition,
            the_newest_come_first_when_asked,
            what_fits_best_comes_first_when_asked_and_only_if_it_passes,
            a_changed_job_is_found_by_its_new_words_alone,
            taking_a_change_in_again_changes_nothing,
            the_position_is_that_of_the_newest_change,
            a_cleared_index_is_empty_and_incomplete,
            a_rebuild_is_remembered_until_the_index_is_cleared,
            it_knows_its_words_and_what_they_suggest,
        );
    };
}

pub(crate) fn id(n: u128) -> JobId {
    // Random ids differ in both halves.
    JobId(Uuid::from_u128(n << 64 | n))
}

pub(crate) fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

pub(crate) fn document(n: u128, title: &str, description: &str) -> SearchDocument {
    SearchDocument {
        id: id(n),
        title: title.to_owned(),
        company: "Acme".to_owned(),
        department: None,
        skills: Vec::new(),
        places: Vec::new(),
        points: Vec::new(),
        countries: Vec::new(),
        description: description.to_owned(),
        language: Language::English,
        workplace: None,
        employment_type: None,
        level: Seniority::Regular,
        pay: None,
        posted_at: at(i64::try_from(n).unwrap()),
    }
}

fn change(second: i64, document: SearchDocument) -> SearchChange {
    SearchChange { position: IndexPosition { updated_at: at(second), job_id: document.id }, document: Some(document) }
}

pub(crate) async fn put(index: &dyn SearchIndex, documents: impl IntoIterator<Item = SearchDocument>) {
    assert!(index.lead().await.unwrap());
    let changes: Vec<SearchChange> = (1..).zip(documents).map(|(second, document)| change(second, document)).collect();
    index.apply(&changes).await.unwrap();
}

fn concept(kind: ConceptKind, rows: &[&str]) -> Concept {
    let words = |row: &&str| row.split(' ').map(str::to_owned).collect();
    let alternatives = rows.iter().map(|row| Alternative { words: words(row), weight: 1.0 }).collect();
    Concept { alternatives, kind }
}

pub(crate) fn words(text: &str) -> SearchQuery {
    let concepts = text.split(' ').map(|word| concept(ConceptKind::Word, &[word])).collect();
    SearchQuery { concepts, ..SearchQuery::default() }
}

pub(crate) fn one(kind: ConceptKind, row: &str) -> SearchQuery {
    SearchQuery { concepts: vec![concept(kind, &[row])], ..SearchQuery::default() }
}

pub(crate) fn request(query: SearchQuery) -> SearchRequest {
    SearchRequest {
        query,
        filter: JobFilter::default(),
        order: SearchOrder::Relevance,
        best: Vec::new(),
        after: None,
        limit: 10,
        with_facets: true,
    }
}

pub(crate) async fn search(index: &dyn SearchIndex, request: SearchRequest) -> SearchResults {
    index.search(&request).await.unwrap()
}

pub(crate) async fn found(index: &dyn SearchIndex, query: SearchQuery) -> Vec<u64> {
    numbers(&search(index, request(query)).await)
}

pub(crate) fn numbers(results: &SearchResults) -> Vec<u64> {
    results.hits.iter().map(|hit| hit.id.0.as_u64_pair().0).collect()
}

fn sorted(mut numbers: Vec<u64>) -> Vec<u64> {
    numbers.sort_unstable();
    numbers
}

/// A folder of its own, or a table of its own, holds nothing.
pub async fn an_empty_index_finds_nothing_and_is_not_complete(index: &dyn SearchIndex) {
    assert!(index.lead().await.unwrap());
    assert_eq!((index.position(), index.is_complete(), index.count().await.unwrap()), (None, false, 0));
    assert_eq!(found(index, words("nurse")).await, Vec::<u64>::new());
    index.mark_complete().await.unwrap();
    assert!(index.is_complete());
}

/// Title, employer, skills, text.
pub async fn words_are_found_wherever_they_stand_and_best_in_titles(index: &dyn SearchIndex) {
    let mut skilled = document(3, "Helper", "Pipes.");
    skilled.skills = vec!["Welding".to_owned()];
    put(
        index,
        [
            document(1, "Helper", "You support welding and much else in our large and friendly workshop."),
            document(2, "Welding", "Seams."),
            skilled,
            document(4, "Painter", "Walls."),
        ],
    )
    .await;
    let all = found(index, words("welding")).await;
    assert_eq!((all[0], sorted(all)), (2, vec![1, 2, 3]));
    assert_eq!(sorted(found(index, words("acme")).await), [1, 2, 3, 4]);
}

/// By the stems of its language.
pub async fn inflected_words_are_found_in_the_language_of_the_posting(index: &dyn SearchIndex) {
    let mut german = document(2, "Pflegekräfte", "Auf unserer Station.");
    german.language = Language::German;
    put(index, [document(1, "Nurses", "Wards."), german]).await;
    assert_eq!(found(index, words("nurse")).await, [1]);
    assert_eq!(found(index, words("pflegekraft")).await, [2]);
}

/// In titles and texts.
pub async fn a_row_of_words_is_found_only_in_a_row(index: &dyn SearchIndex) {
    put(
        index,
        [
            document(1, "Nurse", "The night shift is yours."),
            document(2, "Nurse", "A shift at night."),
            document(3, "Night shift nurse", "Wards."),
        ],
    )
    .await;
    assert_eq!(sorted(found(index, one(ConceptKind::Required, "night shift")).await), [1, 3]);
}

/// The rarer a word, the more it weighs.
pub async fn a_job_must_show_enough_of_what_is_looked_for(index: &dyn SearchIndex) {
    let common = (1..=8).map(|n| document(n, "Engineer", "Common work."));
    put(index, common.chain([document(9, "Compiler engineer", "Parsers.")])).await;
    assert_eq!(found(index, words("compiler engineer")).await, [9], "engineer alone is not enough");
    assert_eq!(found(index, words("submarine engineer")).await, Vec::<u64>::new(), "what no job shows weighs most");
    assert_eq!(found(index, words("engineer")).await.len(), 9);
}

/// Work with nurses is not a nurse's.
pub async fn a_trade_that_only_the_text_mentions_is_not_enough(index: &dyn SearchIndex) {
    put(index, [document(1, "Nurse", "Wards."), document(2, "Cook", "You cook for nurses.")]).await;
    assert_eq!(found(index, one(ConceptKind::Occupation, "nurse")).await, [1]);
    assert_eq!(sorted(found(index, words("nurse")).await), [1, 2]);
}

/// Everybody goes somewhere.
pub async fn a_name_that_is_a_common_word_counts_in_titles_and_skills_alone(index: &dyn SearchIndex) {
    let mut skilled = document(3, "Developer", "Services.");
    skilled.skills = vec!["Go".to_owned()];
    put(index, [document(1, "Courier", "You go far."), document(2, "Go developer", "Services."), skilled]).await;
    assert_eq!(sorted(found(index, one(ConceptKind::Name, "go")).await), [2, 3]);
}

/// C is not C++.
pub async fn names_with_signs_are_words_of_their_own(index: &dyn SearchIndex) {
    let jobs = [(1, "C developer"), (2, "C++ developer"), (3, "C# and .NET developer"), (4, "Net maker")];
    put(index, jobs.map(|(n, title)| document(n, title, "Work."))).await;
    for (word, expected) in [("c", 1), ("c++", 2), ("c#", 3), (".net", 3), ("net", 4)] {
        assert_eq!(found(index, words(word)).await, [expected], "{word}");
    }
}

/// In the heading, or anywhere.
pub async fn what_is_excluded_is_not_found(index: &dyn SearchIndex) {
    put(
        index,
        [
            document(1, "Senior welder", "Steel."),
            document(2, "Welder", "Senior colleagues, senior tasks, senior pay, on night shifts."),
            document(3, "Welder", "Steel, night work and one senior colleague."),
        ],
    )
    .await;
    let without = |heading: &[&str], anywhere: &[&str]| {
        let rows = |rows: &[&str]| rows.iter().map(|row| row.split(' ').map(str::to_owned).collect()).collect();
        SearchQuery { not_in_heading: rows(heading), not_anywhere: rows(anywhere), ..words("welder") }
    };
    assert_eq!(sorted(found(index, without(&["senior"], &[])).await), [2, 3]);
    assert_eq!(sorted(found(index, without(&[], &["senior"])).await), [3]);
    assert_eq!(sorted(found(index, without(&[], &["night shifts"])).await), [1, 3]);
}

/// By pairs of their characters.
pub async fn scripts_without_spaces_are_found(index: &dyn SearchIndex) {
    put(index, [document(1, "高级护士长", "负责病房"), document(2, "厨师", "厨房")]).await;
    assert_eq!(found(index, words("护士")).await, [1]);
    assert_eq!(found(index, one(ConceptKind::Word, "病房")).await, [1]);
}

/// In both orders.
pub async fn pages_follow_one_another_without_gap_or_repetition(index: &dyn SearchIndex) {
    put(index, (1..=7).map(|n| document(n, "Welder", &"steel ".repeat(usize::try_from(n).unwrap() % 3 + 1)))).await;
    for order in [SearchOrder::Relevance, SearchOrder::Date] {
        let whole = SearchRequest { order, ..request(words("welder")) };
        let expected = search(index, whole.clone()).await.hits;
        assert_eq!(expected.len(), 7);
        let (mut read, mut after) = (Vec::new(), None);
        loop {
            let page = search(index, SearchRequest { limit: 3, after, ..whole.clone() }).await;
            assert_eq!(page.total, 7);
            let Some(last) = page.hits.last() else { break };
            after = Some(PageCursor(*last));
            read.extend(page.hits);
        }
        assert_eq!(read, expected, "{order:?}");
    }
}

/// Whatever fits better.
pub async fn the_newest_come_first_when_asked(index: &dyn SearchIndex) {
    put(index, [document(1, "Welder", "Steel."), document(2, "Helper", "You help the welder.")]).await;
    let newest = SearchRequest { order: SearchOrder::Date, ..request(words("welder")) };
    assert_eq!(numbers(&search(index, newest).await), [2, 1]);
    assert_eq!(found(index, words("welder")).await, [1, 2]);
}

/// The others follow: the best match first, without words the newest.
pub async fn what_fits_best_comes_first_when_asked_and_only_if_it_passes(index: &dyn SearchIndex) {
    let titles = ["Welder", "Steel welder", "Painter", "Helper of the welder", "Welder"];
    put(index, (1..).zip(titles).map(|(n, title)| document(n, title, "Walls."))).await;
    let by_match = |query: SearchQuery| SearchRequest {
        order: SearchOrder::Match,
        best: [4, 3, 9, 1].map(id).to_vec(),
        ..request(query)
    };
    assert_eq!(numbers(&search(index, by_match(SearchQuery::default())).await), [4, 3, 1, 5, 2]);
    let whole = numbers(&search(index, by_match(words("welder"))).await);
    assert_eq!((&whole[..2], sorted(whole[2..].to_vec())), (&[4, 1][..], vec![2, 5]));
    let (mut read, mut after) = (Vec::new(), None);
    while read.len() < 4 {
        let page = search(index, SearchRequest { limit: 1, after, ..by_match(words("welder")) }).await;
        after = page.hits.last().copied().map(PageCursor);
        read.extend(numbers(&page));
    }
    assert_eq!(read, whole);
}

/// A job stands in the index once.
pub async fn a_changed_job_is_found_by_its_new_words_alone(index: &dyn SearchIndex) {
    put(index, [document(1, "Welder", "Steel."), document(2, "Painter", "Walls.")]).await;
    index.apply(&[change(5, document(1, "Cook", "Soup."))]).await.unwrap();
    assert_eq!(found(index, words("welder")).await, Vec::<u64>::new());
    assert_eq!(found(index, words("cook")).await, [1]);
    let gone = SearchChange { position: IndexPosition { updated_at: at(6), job_id: id(2) }, document: None };
    let never = SearchChange { position: IndexPosition { updated_at: at(6), job_id: id(9) }, document: None };
    index.apply(&[gone, never]).await.unwrap();
    assert_eq!((found(index, words("painter")).await, index.count().await.unwrap()), (vec![], 1));
}

/// The follower starts a little before where it stopped.
pub async fn taking_a_change_in_again_changes_nothing(index: &dyn SearchIndex) {
    for _ in 0..3 {
        put(index, [document(1, "Welder", "Steel."), document(2, "Welder", "Iron.")]).await;
    }
    let results = search(index, request(words("welder"))).await;
    assert_eq!((results.total, index.count().await.unwrap()), (2, 2));
}

/// Whatever order they come in.
pub async fn the_position_is_that_of_the_newest_change(index: &dyn SearchIndex) {
    put(index, []).await;
    index.apply(&[change(5, document(1, "Welder", "Steel."))]).await.unwrap();
    index.apply(&[change(3, document(2, "Welder", "Steel."))]).await.unwrap();
    assert_eq!(index.position(), Some(IndexPosition { updated_at: at(5), job_id: id(1) }));
}

/// As new.
pub async fn a_cleared_index_is_empty_and_incomplete(index: &dyn SearchIndex) {
    put(index, [document(1, "Welder", "Steel.")]).await;
    index.mark_complete().await.unwrap();
    index.clear().await.unwrap();
    assert_eq!((index.position(), index.is_complete(), index.count().await.unwrap()), (None, false, 0));
    assert_eq!(found(index, words("welder")).await, Vec::<u64>::new());
    put(index, [document(1, "Welder", "Steel.")]).await;
    assert_eq!(found(index, words("welder")).await, [1]);
}

/// The process that leads may be another one.
pub async fn a_rebuild_is_remembered_until_the_index_is_cleared(index: &dyn SearchIndex) {
    put(index, [document(1, "Welder", "Steel.")]).await;
    assert!(!index.is_rebuild_requested().await.unwrap());
    index.request_rebuild().await.unwrap();
    assert!(index.is_rebuild_requested().await.unwrap());
    index.clear().await.unwrap();
    assert!(!index.is_rebuild_requested().await.unwrap());
}

/// For spelling and completion.
pub async fn it_knows_its_words_and_what_they_suggest(index: &dyn SearchIndex) {
    let mut skilled = document(2, "Welder", "Steel and more steel.");
    skilled.skills = vec!["TIG Welding".to_owned()];
    skilled.places = vec!["Welden".to_owned()];
    put(index, [document(1, "Welder", "Iron."), skilled]).await;
    let vocabulary = index.vocabulary();
    assert_eq!((vocabulary.jobs(), vocabulary.count("steel"), vocabulary.count("gold")), (2, 1, 0));
    let suggested = index.suggestions().complete("weld", 5);
    let suggested: Vec<(&str, u32)> = suggested.iter().map(|one| (one.text.as_str(), one.jobs)).collect();
    assert_eq!(suggested, [("Welder", 2), ("Welden", 1), ("TIG Welding", 1)]);
}
