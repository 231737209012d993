//! Estimates of pay: who speaks for a market, what moves an estimate, and when there is none.

use std::collections::HashSet;

use chrono::DateTime;
use domain_model::catalogue::job::{EmploymentType, JobStatus, JobSummary};
use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use domain_model::kernel::id::JobId;
use domain_model::matching::level::Seniority;
use domain_model::matching::salary::{Confidence, PayArea};
use proptest::prelude::*;

use super::{Comparable, MIN_EMPLOYERS, NoTitle, Role, RoleDescription, SalaryPrediction, predict};

fn job(title: &str, company: &str, place: &str, salary: Option<Salary>) -> JobSummary {
    JobSummary {
        id: "00000000-0000-4000-8000-000000000001".parse().unwrap(),
        cluster: None,
        title: title.to_owned(),
        company: company.to_owned(),
        locations: vec![place.to_owned()],
        workplace: None,
        employment_type: None,
        salary,
        department: None,
        skills: Vec::new(),
        status: JobStatus::Active,
        apply_url: None,
        posted_at: None,
        first_seen: DateTime::UNIX_EPOCH,
        excerpt: String::new(),
    }
}

fn euros(amount: f64, period: SalaryPeriod) -> Option<Salary> {
    Salary::new(Some("EUR"), Some(amount), None, Some(period))
}

/// Postings of one title in one place, each of another employer, that pay so much a year.
fn postings(title: &str, place: &str, amounts: &[f64]) -> Vec<Comparable> {
    let posting = |(number, amount): (usize, &f64)| {
        let job = job(title, &format!("{title} {place} {number}"), place, euros(*amount, SalaryPeriod::Year));
        Comparable { job: id(number), ..Comparable::of_job(&job, 0.9).unwrap() }
    };
    amounts.iter().enumerate().map(posting).collect()
}

fn id(number: usize) -> JobId {
    format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
}

fn of_employer(employer: &str, postings: Vec<Comparable>) -> Vec<Comparable> {
    postings.into_iter().map(|posting| Comparable { employer: employer.to_owned(), ..posting }).collect()
}

fn quartiles(prediction: &SalaryPrediction) -> Option<[i64; 3]> {
    let estimate = prediction.estimate.as_ref()?;
    Some([estimate.p25_hundredths, estimate.p50_hundredths, estimate.p75_hundredths])
}

fn role(title: &str, place: &str) -> Role {
    Role::of_job(&job(title, "Acme", place, None))
}

const NURSES: [f64; 7] = [40_000.0, 41_000.0, 42_000.0, 43_000.0, 44_000.0, 45_000.0, 46_000.0];

#[test]
fn comparable_postings_give_quartiles_with_their_number() {
    let found = predict(&role("Registered Nurse", "Bremen, Germany"), &postings("Nurse", "Bremen", &NURSES));
    assert_eq!((found.sample_size, found.employers), (7, 7));
    assert_eq!(quartiles(&found), Some([4_100_000, 4_300_000, 4_500_000]));
    let estimate = found.estimate.unwrap();
    assert_eq!((estimate.currency.as_str(), estimate.period), ("EUR", SalaryPeriod::Year));
    assert_eq!((estimate.area, estimate.confidence), (PayArea::City, Confidence::Low));
}

#[test]
fn many_postings_of_many_employers_that_pay_alike_can_be_relied_on() {
    let role = role("Welder", "Gdansk, Poland");
    let alike = |count: u32| (0..count).map(|n| 50_000.0 + 200.0 * f64::from(n)).collect::<Vec<f64>>();
    let confidence =
        |amounts: &[f64]| predict(&role, &postings("Welder", "Gdansk, Poland", amounts)).estimate.unwrap().confidence;
    assert_eq!(confidence(&alike(24)), Confidence::High);
    assert_eq!(confidence(&alike(12)), Confidence::Medium);
    let apart: Vec<f64> = (0..24).map(|n| 20_000.0 + 6_000.0 * f64::from(n)).collect();
    assert_eq!(confidence(&apart), Confidence::Low);
}

#[test]
fn too_few_employers_give_no_number_however_much_they_post() {
    let nurse = role("Registered Nurse", "Bremen, Germany");
    let few = predict(&nurse, &postings("Nurse", "Bremen", &NURSES[..MIN_EMPLOYERS - 1]));
    assert_eq!((few.employers, few.estimate), (MIN_EMPLOYERS - 1, None));
    assert!(predict(&nurse, &postings("Nurse", "Bremen", &NURSES[..MIN_EMPLOYERS])).estimate.is_some());
    let found = predict(&nurse, &of_employer("acme", postings("Nurse", "Bremen", &NURSES)));
    assert_eq!((found.sample_size, found.employers, found.estimate), (7, 1, None));
    assert_eq!(predict(&nurse, &[]), SalaryPrediction { sample_size: 0, employers: 0, estimate: None });
}

#[test]
fn an_opening_listed_in_many_places_counts_once() {
    let mut repeated = postings("Nurse", "Bremen", &NURSES);
    let again = |number| Comparable { job: id(number), ..repeated[6].clone() };
    repeated.extend((100..130).map(again).collect::<Vec<_>>());
    let nurse = role("Registered Nurse", "Bremen, Germany");
    assert_eq!(predict(&nurse, &repeated), predict(&nurse, &postings("Nurse", "Bremen", &NURSES)));
}

#[test]
fn a_job_that_several_boards_list_counts_once_whatever_they_call_its_employer() {
    let mut listed = postings("Nurse", "Bremen", &NURSES);
    listed[6].cluster = Some(id(6));
    let alone = predict(&role("Nurse", "Bremen, Germany"), &listed);
    for (number, board) in ["An agency", "Another agency", "A third one"].into_iter().enumerate() {
        let listing = Comparable { job: id(50 + number), ..listed[6].clone() };
        listed.extend(of_employer(board, vec![listing]));
    }
    assert_eq!(predict(&role("Nurse", "Bremen, Germany"), &listed), alone);
}

#[test]
fn an_employer_with_many_jobs_counts_like_every_other() {
    let others = postings("Nurse", "Bremen", &NURSES);
    let mut found = others.clone();
    let many: Vec<f64> = (0..40).map(|number| 60_000.0 + 100.0 * f64::from(number)).collect();
    found.extend(of_employer("acme", postings("Nurse", "Bremen, Germany", &many)));
    let found = predict(&role("Nurse", "Bremen, Germany"), &found);
    assert_eq!((found.sample_size, found.employers), (47, 8));
    assert_eq!(quartiles(&found), Some([4_150_000, 4_350_000, 4_550_000]));
}

#[test]
fn amounts_far_from_all_others_are_left_out() {
    let nurse = role("Nurse", "Bremen, Germany");
    let alone = predict(&nurse, &postings("Nurse", "Bremen", &NURSES));
    for strange in [[42.0, 3_500.0], [4_300_000.0, 900_000.0], [1.0, 99_999_999.0]] {
        let mut found = postings("Nurse", "Bremen", &NURSES);
        found.extend(postings("Registered Nurse", "Bremen", &strange));
        assert_eq!(predict(&nurse, &found), alone, "{strange:?}");
    }
}

#[test]
fn what_is_left_after_strange_amounts_must_be_enough() {
    let mut found = postings("Nurse", "Bremen", &NURSES[..MIN_EMPLOYERS - 1]);
    found.extend(postings("Registered Nurse", "Bremen", &[1_000_000.0]));
    let found = predict(&role("Nurse", "Bremen, Germany"), &found);
    assert_eq!((found.employers, found.estimate), (MIN_EMPLOYERS - 1, None));
}

#[test]
fn the_currency_of_most_employers_is_told_not_that_of_most_postings() {
    let mut found = postings("Nurse", "Basel, Switzerland", &NURSES);
    let many: Vec<f64> = (0..40).map(|number| 60_000.0 + 100.0 * f64::from(number)).collect();
    let in_francs = |posting: Comparable| Comparable { currency: "CHF".to_owned(), ..posting };
    found.extend(of_employer("acme", postings("Nurse", "Basel", &many)).into_iter().map(in_francs));
    let found = predict(&role("Nurse", "Basel, Switzerland"), &found);
    assert_eq!((found.sample_size, found.estimate.unwrap().currency.as_str()), (7, "EUR"));
}

#[test]
fn a_description_is_compared_like_a_job() {
    let found = postings("Senior Nurse", "Bremen", &NURSES);
    let described =
        |level| RoleDescription::new(" Nurse ", Some("Bremen, Germany".to_owned()), level, Vec::new()).unwrap();
    let senior = predict(&Role::described(&described(Some(Seniority::Senior))), &found);
    assert_eq!(senior, predict(&role("Senior Nurse", "Bremen, Germany"), &found));
    assert_eq!(predict(&Role::described(&described(None)), &found).sample_size, 0, "the title says no level");
    assert_eq!(RoleDescription::new(" \n", None, None, Vec::new()), Err(NoTitle));
}

#[test]
fn other_work_levels_countries_currencies_and_contracts_change_nothing() {
    let nurse = role("Registered Nurse", "Bremen, Germany");
    let alone = postings("Nurse", "Bremen", &NURSES);
    let expected = predict(&nurse, &alone);
    let others = [90_000.0, 91_000.0, 92_000.0, 93_000.0, 94_000.0, 95_000.0];
    let contract = |amount: f64| {
        let salary = euros(amount, SalaryPeriod::Year);
        let job = JobSummary {
            employment_type: Some(EmploymentType::Contractor),
            ..job("Nurse", &amount.to_string(), "Bremen", salary)
        };
        Comparable::of_job(&job, 0.9).unwrap()
    };
    let in_francs = |posting: Comparable| Comparable { currency: "CHF".to_owned(), ..posting };
    for (what, more) in [
        ("occupation", postings("Pharmacist", "Bremen", &others)),
        ("helper", postings("Student Nurse", "Bremen", &others)),
        ("level", postings("Head Nurse Manager", "Bremen", &others)),
        ("country", postings("Nurse", "Basel, Switzerland", &others)),
        ("currency", postings("Nurse", "Bremen", &others).into_iter().map(in_francs).collect()),
        ("contract", others.into_iter().map(contract).collect()),
    ] {
        let all: Vec<Comparable> = alone.iter().cloned().chain(more).collect();
        assert_eq!(predict(&nurse, &all), expected, "{what}");
    }
}

#[test]
fn the_city_goes_before_the_country_and_an_unknown_place_is_told() {
    let mut found = postings("Cook", "Paris, France", &NURSES);
    found.extend(postings("Cook", "Lille, France", &[20_000.0, 21_000.0, 22_000.0, 23_000.0, 24_000.0]));
    let estimate = |place: &str| predict(&role("Cook", place), &found).estimate.unwrap();
    assert_eq!((estimate("Lille").area, estimate("Lille").p50_hundredths), (PayArea::City, 2_200_000));
    assert_eq!(estimate("Nantes, France").area, PayArea::Country);
    let anywhere = estimate("Remote");
    assert_eq!((anywhere.area, anywhere.confidence), (PayArea::Anywhere, Confidence::Low));
}

#[test]
fn work_without_an_occupation_is_compared_by_meaning() {
    let role = role("Happiness Wizard", "Oslo, Norway");
    let near = postings("Wonder Wizard", "Oslo, Norway", &NURSES);
    assert_eq!(predict(&role, &near).sample_size, 7);
    let far: Vec<Comparable> = near.into_iter().map(|posting| Comparable { meaning: 0.4, ..posting }).collect();
    assert_eq!(predict(&role, &far).sample_size, 0);
}

#[test]
fn amounts_are_told_in_the_period_that_most_postings_use() {
    let hourly = |(number, amount): (usize, f64)| {
        let salary = euros(amount, SalaryPeriod::Hour);
        Comparable::of_job(&job("Baker", &number.to_string(), "Vienna, Austria", salary), 0.9).unwrap()
    };
    let mut found: Vec<Comparable> = [14.0, 15.0, 16.0, 17.0, 18.0, 19.0].into_iter().enumerate().map(hourly).collect();
    found.extend(postings("Baker", "Vienna, Austria", &[16.5 * 2_080.0]));
    let estimate = predict(&role("Baker", "Vienna, Austria"), &found).estimate.unwrap();
    assert_eq!((estimate.period, estimate.p50_hundredths), (SalaryPeriod::Hour, 1_650));
}

#[test]
fn shared_skills_count_more() {
    let mut found = postings("Software Engineer", "Madrid, Spain", &NURSES[..6]);
    for posting in &mut found[..3] {
        posting.role.skills = HashSet::from(["rust".to_owned()]);
    }
    let middle = |skills: &[&str]| {
        let skills = skills.iter().map(|&name| name.to_owned()).collect();
        let role = RoleDescription::new("Software Engineer", Some("Madrid, Spain".to_owned()), None, skills).unwrap();
        predict(&Role::described(&role), &found).estimate.unwrap().p50_hundredths
    };
    assert_eq!((middle(&["Rust"]), middle(&["Cobol"]), middle(&[])), (4_200_000, 4_250_000, 4_250_000));
}

#[test]
fn pay_without_currency_or_period_is_not_compared() {
    for salary in [
        None,
        Salary::new(None, Some(40_000.0), None, Some(SalaryPeriod::Year)),
        Salary::new(Some("EUR"), Some(40_000.0), None, None),
        euros(40_000.0, SalaryPeriod::Once),
    ] {
        assert!(Comparable::of_job(&job("Nurse", "Acme", "Bremen", salary.clone()), 0.9).is_none(), "{salary:?}");
    }
}

/// Plausible pay of some employers: amount, employer, and whether the posting asks for a skill.
fn market() -> impl Strategy<Value = Vec<Comparable>> {
    let posting = (30_000_u32..60_000, 0_usize..9, any::<bool>());
    prop::collection::vec(posting, 0..40).prop_map(|market| {
        let amounts: Vec<f64> = market.iter().map(|(amount, ..)| f64::from(*amount)).collect();
        let mut postings = postings("Nurse", "Bremen", &amounts);
        for (posting, (_, employer, is_skilled)) in postings.iter_mut().zip(market) {
            posting.employer = employer.to_string();
            posting.role.skills.extend(is_skilled.then(|| "wound care".to_owned()));
        }
        postings
    })
}

fn nurse() -> Role {
    let skills = vec!["Wound care".to_owned()];
    Role::described(&RoleDescription::new("Nurse", Some("Bremen, Germany".to_owned()), None, skills).unwrap())
}

proptest! {
    #[test]
    fn the_order_of_the_postings_does_not_matter(
        (ordered, shuffled) in market().prop_flat_map(|market| (Just(market.clone()), Just(market).prop_shuffle())),
    ) {
        prop_assert_eq!(predict(&nurse(), &ordered), predict(&nurse(), &shuffled));
    }

    #[test]
    fn the_quartiles_are_in_order_and_within_what_is_paid(market in market()) {
        let found = predict(&nurse(), &market);
        prop_assert_eq!(found.estimate.is_some(), found.employers >= MIN_EMPLOYERS);
        if let Some([low, middle, high]) = quartiles(&found) {
            // Reported to three digits.
            prop_assert!(2_990_000 <= low && low <= middle && middle <= high && high <= 6_010_000);
        }
    }

    #[test]
    fn ten_times_the_pay_is_ten_times_the_estimate(market in market()) {
        let ten_times = market.iter().cloned().map(|mut posting| {
            (posting.yearly.min, posting.yearly.max) = (posting.yearly.min * 10, posting.yearly.max * 10);
            posting
        });
        let scaled = predict(&nurse(), &ten_times.collect::<Vec<_>>());
        let expected = quartiles(&predict(&nurse(), &market)).map(|found| found.map(|amount| amount * 10));
        prop_assert_eq!(quartiles(&scaled), expected);
    }

    #[test]
    fn better_pay_in_one_posting_lowers_no_quartile(
        market in market(),
        chosen: prop::sample::Index,
        more in 1_i64..500_000,
    ) {
        prop_assume!(!market.is_empty());
        let mut better = market.clone();
        let raised = &mut better[chosen.index(market.len())];
        raised.yearly.max = (raised.yearly.max + more).min(6_000_000);
        raised.yearly.min = (raised.yearly.min + more).min(6_000_000);
        // Of one employer's postings for one amount one counts: what is compared must stay the same postings.
        let (before, after) = (predict(&nurse(), &market), predict(&nurse(), &better));
        prop_assume!(before.sample_size == after.sample_size);
        if let (Some(before), Some(after)) = (quartiles(&before), quartiles(&after)) {
            prop_assert!(before.iter().zip(after).all(|(before, after)| *before <= after), "{before:?} {after:?}");
        }
    }

    #[test]
    fn one_employer_moves_no_quartile_beyond_what_the_others_pay(
        market in market(),
        claimed in prop::collection::vec(1_u32..2_000_000_000, 1..40),
    ) {
        let amounts: Vec<f64> = claimed.iter().map(|amount| f64::from(*amount)).collect();
        let mut claims = of_employer("liar", postings("Nurse", "Bremen, Germany", &amounts));
        for claim in &mut claims {
            claim.role.skills.insert("wound care".to_owned());
        }
        let all: Vec<Comparable> = market.into_iter().chain(claims).collect();
        if let Some([low, _, high]) = quartiles(&predict(&nurse(), &all)) {
            prop_assert!(2_990_000 <= low && high <= 6_010_000, "{low} {high}");
        }
    }
}
