//! The part of the contract of `SearchIndex` that is about filters and counts.

use domain_model::catalogue::gazetteer::Coordinates;
use domain_model::catalogue::job::{EmploymentType, Workplace};
use domain_model::matching::level::Seniority;
use domain_model::search::document::SearchDocument;
use domain_model::search::filter::{Circle, Count, FilterName, JobFilter, PayFilter, ResidenceFilter, YearlyPay};
use domain_model::search::query::{SearchOrder, SearchQuery, SearchRequest, SearchResults};
use ports::SearchIndex;

use crate::search_index::{at, document, numbers, put, request, search};

/// Its rules, as tests.
#[macro_export]
macro_rules! search_filters_contract {
    ($made:expr) => {
        $crate::rules!(
            search_filters,
            $made,
            a_filter_keeps_what_passes_and_nothing_unknown,
            unknown_pay_passes_when_it_is_asked_for,
            a_place_is_found_by_any_of_its_names,
            a_circle_holds_what_lies_in_it_or_has_the_name,
            unknown_residence_passes_when_it_is_asked_for,
            a_filter_does_not_reduce_the_counts_of_its_own_values,
            each_filter_tells_what_it_leaves_out,
        );
    };
}

async fn filtered(index: &dyn SearchIndex, filter: JobFilter) -> SearchResults {
    search(index, SearchRequest { filter, order: SearchOrder::Date, ..request(SearchQuery::default()) }).await
}

fn various() -> [SearchDocument; 4] {
    let pay = |min, max, currency: &str| Some(YearlyPay { min, max, currency: Some(currency.to_owned()) });
    let mut jobs = [1, 2, 3, 4].map(|n| document(n, "Welder", "Steel."));
    jobs[0].workplace = Some(Workplace::OnSite);
    jobs[0].employment_type = Some(EmploymentType::FullTime);
    jobs[0].pay = pay(3_000_000, 4_000_000, "EUR");
    jobs[0].places = vec!["München, Germany".to_owned(), "Berlin, Germany".to_owned()];
    jobs[0].countries = vec!["DE".to_owned()];
    jobs[1].level = Seniority::Senior;
    jobs[1].countries = vec!["US".to_owned(), "CA".to_owned()];
    jobs[1].workplace = Some(Workplace::Remote);
    jobs[1].employment_type = Some(EmploymentType::PartTime);
    jobs[1].pay = pay(6_000_000, 6_000_000, "USD");
    jobs[1].places = vec!["Berlin, New Hampshire".to_owned()];
    jobs[2].workplace = Some(Workplace::Remote);
    "ACME  Works".clone_into(&mut jobs[2].company);
    jobs
}

/// What is unknown passes no filter.
pub async fn a_filter_keeps_what_passes_and_nothing_unknown(index: &dyn SearchIndex) {
    put(index, various()).await;
    let pay = |min, max, currency: Option<&str>| {
        Some(PayFilter { min, max, currency: currency.map(str::to_owned), with_unknown: false })
    };
    let none = JobFilter::default;
    for (filter, expected) in [
        (none(), vec![4, 3, 2, 1]),
        (JobFilter { workplaces: vec![Workplace::Remote], ..none() }, vec![3, 2]),
        (JobFilter { workplaces: vec![Workplace::Remote, Workplace::OnSite], ..none() }, vec![3, 2, 1]),
        (JobFilter { workplaces: vec![Workplace::Hybrid], ..none() }, vec![]),
        (JobFilter { employment_types: vec![EmploymentType::PartTime], ..none() }, vec![2]),
        (JobFilter { companies: vec!["acme works".to_owned()], ..none() }, vec![3]),
        (JobFilter { companies: vec!["acme".to_owned(), "other".to_owned()], ..none() }, vec![4, 2, 1]),
        (JobFilter { pay: pay(Some(3_500_000), None, None), ..none() }, vec![2, 1]),
        (JobFilter { pay: pay(Some(4_500_000), None, None), ..none() }, vec![2]),
        (JobFilter { pay: pay(Some(9_000_000), None, None), ..none() }, vec![]),
        (JobFilter { pay: pay(None, Some(2_000_000), None), ..none() }, vec![]),
        (JobFilter { pay: pay(None, None, Some("EUR")), ..none() }, vec![1]),
        (JobFilter { posted_since: Some(at(3)), ..none() }, vec![4, 3]),
        (JobFilter { posted_since: Some(at(5)), ..none() }, vec![]),
        (JobFilter { levels: vec![Seniority::Senior], ..none() }, vec![2]),
        (JobFilter { levels: vec![Seniority::Senior, Seniority::Regular], ..none() }, vec![4, 3, 2, 1]),
        (JobFilter { levels: vec![Seniority::Leader], ..none() }, vec![]),
    ] {
        let results = filtered(index, filter.clone()).await;
        assert_eq!(numbers(&results), expected, "{filter:?}");
        assert_eq!(results.total as usize, expected.len(), "{filter:?}");
    }
}

/// Only then.
pub async fn unknown_pay_passes_when_it_is_asked_for(index: &dyn SearchIndex) {
    put(index, various()).await;
    let pay = Some(PayFilter { min: Some(4_500_000), with_unknown: true, ..PayFilter::default() });
    assert_eq!(numbers(&filtered(index, JobFilter { pay, ..JobFilter::default() }).await), [4, 3, 2]);
}

/// All parts of a place, each by one of its names.
pub async fn a_place_is_found_by_any_of_its_names(index: &dyn SearchIndex) {
    put(index, various()).await;
    let names = |names: &[&str]| names.iter().map(|name| name.split(' ').map(str::to_owned).collect()).collect();
    for (location, expected) in [
        (vec![names(&["munich", "munchen"])], vec![1]),
        (vec![names(&["berlin"])], vec![2, 1]),
        (vec![names(&["berlin"]), names(&["germany"])], vec![1]),
        (vec![names(&["new hampshire"])], vec![2]),
        (vec![names(&["hampshire new"])], vec![]),
    ] {
        let filter = JobFilter { location: location.clone(), ..JobFilter::default() };
        assert_eq!(numbers(&filtered(index, filter).await), expected, "{location:?}");
    }
}

/// One of its places is enough. What lies nobody knows where has its name alone.
pub async fn a_circle_holds_what_lies_in_it_or_has_the_name(index: &dyn SearchIndex) {
    let point = |latitude, longitude| Coordinates { latitude, longitude };
    let mut jobs = [1, 2, 3, 4].map(|n| document(n, "Welder", "Steel."));
    jobs[0].points = vec![point(-33.87, 151.21), point(52.52, 13.41)];
    jobs[1].points = vec![point(52.40, 13.07)];
    jobs[2].points = vec![point(52.52, -13.41)];
    jobs[3].places = vec!["Berlin".to_owned()];
    put(index, jobs).await;
    let named = || vec![vec![vec!["berlin".to_owned()]]];
    for (location, kilometres, expected) in [
        (vec![], 5, vec![1]),
        (vec![], 30, vec![2, 1]),
        (named(), 30, vec![4, 2, 1]),
        (named(), 2_000, vec![4, 3, 2, 1]),
    ] {
        let circle = Some(Circle { centre: point(52.52, 13.41), kilometres });
        let results = filtered(index, JobFilter { location, circle, ..JobFilter::default() }).await;
        assert_eq!(numbers(&results), expected, "{kilometres}");
        assert_eq!(results.without, [(FilterName::Location, 4)]);
    }
}

/// Only then.
pub async fn unknown_residence_passes_when_it_is_asked_for(index: &dyn SearchIndex) {
    put(index, various()).await;
    for (country, with_unknown, expected) in
        [("CA", false, vec![2]), ("DE", true, vec![4, 3, 1]), ("FR", true, vec![4, 3]), ("FR", false, vec![])]
    {
        let residence = Some(ResidenceFilter { country: country.to_owned(), with_unknown });
        let results = filtered(index, JobFilter { residence, ..JobFilter::default() }).await;
        assert_eq!(numbers(&results), expected, "{country} {with_unknown}");
        let counted: Vec<(&str, u32)> =
            results.facets.residences.iter().map(|count| (count.value.as_str(), count.jobs)).collect();
        assert_eq!((counted, results.facets.unknown_residence), (vec![("CA", 1), ("DE", 1), ("US", 1)], 2));
    }
}

/// So that the other values can still be chosen.
pub async fn a_filter_does_not_reduce_the_counts_of_its_own_values(index: &dyn SearchIndex) {
    put(index, various()).await;
    let filter = JobFilter { workplaces: vec![Workplace::OnSite], ..JobFilter::default() };
    let facets = filtered(index, filter).await.facets;
    let remote = Count { value: Some(Workplace::Remote), jobs: 2 };
    assert!(facets.workplaces.contains(&remote), "{:?}", facets.workplaces);
    assert!(facets.workplaces.contains(&Count { value: None, jobs: 1 }), "{:?}", facets.workplaces);
    assert_eq!(facets.employment_types, [Count { value: Some(EmploymentType::FullTime), jobs: 1 }]);
    assert_eq!(facets.companies, [Count { value: "Acme".to_owned(), jobs: 1 }]);
    assert_eq!(facets.levels, [Count { value: Seniority::Regular, jobs: 1 }]);
    let places: Vec<&str> = facets.places.iter().map(|count| count.value.as_str()).collect();
    assert_eq!(places, ["Berlin, Germany", "München, Germany"]);
    assert_eq!((facets.pay.len(), facets.pay[0].value.from, facets.unknown_pay), (1, 20_000, 0));
    assert_eq!(filtered(index, JobFilter::default()).await.facets.unknown_pay, 2);
}

/// For an empty result.
pub async fn each_filter_tells_what_it_leaves_out(index: &dyn SearchIndex) {
    put(index, various()).await;
    let filter = JobFilter {
        workplaces: vec![Workplace::Remote],
        employment_types: vec![EmploymentType::FullTime],
        ..JobFilter::default()
    };
    let results = filtered(index, filter).await;
    assert_eq!(results.total, 0);
    assert_eq!(results.without, [(FilterName::Workplace, 1), (FilterName::EmploymentType, 2)]);
}
