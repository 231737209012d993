//! Pairs of postings that are the same job, and pairs that are not, each with the reason.

use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use super::*;
use crate::catalogue::job::EmploymentType;
use crate::kernel::id::JobId;

const TEXT: &str = "We build and mend wooden boats for fishermen and museums. You plane, fit and caulk planks of oak and larch, \
    lay out frames from drawings, and launch what you have built together with a crew of nine. You have an apprenticeship \
    as a shipwright or a joiner and have worked on hulls for two years. We offer a workshop by the water, tools that are \
    kept sharp, and thirty days of holiday.";
/// The same advertisement, shortened by an agency.
const RETOLD: &str = "Our client builds wooden boats. You plane and fit planks of oak and larch and launch what you have built \
    with a small crew. An apprenticeship as a shipwright or joiner is required, and two years on hulls. Call us today for a \
    confidential talk about this and many other openings in the region that are not advertised anywhere else.";

type Change = fn(&mut Posting);

fn posting(change: Change) -> Posting {
    let mut posting = Posting {
        external_id: "1".to_owned(),
        requisition_id: None,
        title: "Shipwright".to_owned(),
        company: "Harbour Yard".to_owned(),
        locations: vec!["Porto, Portugal".to_owned()],
        workplace: None,
        employment_type: None,
        salary: None,
        department: None,
        description: TEXT.to_owned(),
        url: None,
        apply_url: None,
        posted_at: None,
        valid_through: None,
    };
    change(&mut posting);
    posting
}

fn is_same(one: Change, other: Change, sources: [&str; 2], days_between: i64) -> bool {
    let member = |n: u128, change: Change| {
        let posting = posting(change);
        let seen = DateTime::UNIX_EPOCH + if n == 2 { TimeDelta::days(days_between) } else { TimeDelta::zero() };
        Member {
            job: JobId(Uuid::from_u128(n)),
            source: sources[usize::from(n == 2)].parse().unwrap(),
            external_id: n.to_string(),
            requisition_id: posting.requisition_id.clone(),
            employment_type: posting.employment_type,
            first_seen: seen,
            last_seen: seen,
            keys: SamenessKeys::of(&posting),
            cluster: None,
        }
    };
    let members = [member(1, one), member(2, other)];
    let same = clusters(&members, &[]).len() == 1;
    let [first, second] = members;
    assert_eq!(clusters(&[second, first], &[]).len() == 1, same, "in the other order");
    same
}

fn at(posting: &mut Posting, url: &str) {
    posting.url = url::Url::parse(url).ok();
}

fn placed(posting: &mut Posting, title: &str, place: &str) {
    title.clone_into(&mut posting.title);
    posting.locations = vec![place.to_owned()];
}

const ONE_BOARD: [&str; 2] = ["lever:harbour", "lever:harbour"];
const TWO_BOARDS: [&str; 2] = ["lever:harbour", "remoteok:feed"];

#[test]
fn the_same_job() {
    let pairs: &[(&str, Change, Change)] = &[
        ("every word is the same", |_| (), |_| ()),
        ("a place in brackets", |p| placed(p, "Shipwright (Porto)", "Porto, Portugal"), |_| ()),
        ("a place after a dash", |p| placed(p, "Shipwright - Lyon", "Lyon, France"), |_| ()),
        ("a place after a long dash", |p| placed(p, "Shipwright – Lyon", "Lyon, France"), |_| ()),
        ("a place after a comma", |p| placed(p, "Shipwright, Bergen", "Bergen, Norway"), |_| ()),
        ("a place after a bar", |p| placed(p, "Shipwright | Bergen | Norway", "Bergen, Norway"), |_| ()),
        ("a place after `in`", |p| placed(p, "Shipwright in Bergen", "Bergen, Norway"), |_| ()),
        ("a small word in a place", |p| placed(p, "Shipwright", "Isle of Man"), |_| ()),
        ("several places in one title", |p| placed(p, "Shipwright (Lyon or Paris)", "Lyon or Paris"), |_| ()),
        ("two cities", |p| placed(p, "Shipwright", "Turin, Italy"), |_| ()),
        ("a place in Japanese", |p| placed(p, "Shipwright (東京)", "東京"), |_| ()),
        ("no place at all", |p| p.locations.clear(), |_| ()),
        ("remote in the title", |p| placed(p, "Shipwright (Remote)", "Remote"), |_| ()),
        ("remote and a country", |p| placed(p, "Shipwright - Remote, Norway", "Norway"), |_| ()),
        (
            "to whom it is open",
            |p| p.title = "Shipwright (m/w/d)".to_owned(),
            |p| p.title = "Shipwright (f/m/x)".to_owned(),
        ),
        ("all genders", |p| p.title = "Shipwright (all genders)".to_owned(), |_| ()),
        ("capitals", |p| p.title = "SHIPWRIGHT".to_owned(), |_| ()),
        ("width of letters", |p| p.title = "Ｓｈｉｐｗｒｉｇｈｔ".to_owned(), |_| ()),
        ("signs in the text", |p| p.description = TEXT.replace(", ", " – ").replace('.', " •"), |_| ()),
        ("lines of the text", |p| p.description = TEXT.replace(". ", ".\n\n"), |_| ()),
        (
            "the city in the text",
            |p| {
                placed(p, "Shipwright", "Turin");
                p.description = format!("{TEXT} Come to Turin!");
            },
            |p| {
                placed(p, "Shipwright", "Lyon");
                p.description = format!("{TEXT} Come to Lyon!");
            },
        ),
        ("a legal form", |p| p.company = "Harbour Yard GmbH".to_owned(), |_| ()),
        ("a legal form with points", |p| p.company = "Harbour Yard, S.A.".to_owned(), |_| ()),
        ("two legal forms", |p| p.company = "Harbour Yard Pty. Ltd.".to_owned(), |_| ()),
        ("a legal form in Japanese", |p| p.company = "株式会社造船".to_owned(), |p| p.company = "造船".to_owned()),
        (
            "the reference in the title",
            |p| {
                p.title = "Shipwright (R-17)".to_owned();
                p.requisition_id = Some("R-17".to_owned());
            },
            |p| p.requisition_id = Some("R 17".to_owned()),
        ),
        (
            "one requisition",
            |p| p.requisition_id = Some("R-17".to_owned()),
            |p| p.requisition_id = Some("R-17".to_owned()),
        ),
        ("a requisition on one side", |p| p.requisition_id = Some("R-17".to_owned()), |_| ()),
        (
            "a requisition that is none",
            |p| p.requisition_id = Some("N/A".to_owned()),
            |p| p.requisition_id = Some("R-17".to_owned()),
        ),
        (
            "one requisition and a word more",
            |p| p.requisition_id = Some("R-17".to_owned()),
            |p| {
                p.requisition_id = Some("R-17".to_owned());
                p.description = format!("{TEXT} Apply!");
            },
        ),
        ("a contract on one side", |p| p.employment_type = Some(EmploymentType::FullTime), |_| ()),
        (
            "department and pay are no evidence",
            |p| p.department = Some("Yard".to_owned()),
            |p| p.department = Some("Boats".to_owned()),
        ),
    ];
    for (reason, one, other) in pairs {
        assert!(is_same(*one, *other, ONE_BOARD, 3), "{reason}");
    }
    assert!(is_same(|_| (), |_| (), ONE_BOARD, 90), "posted again within three months");
}

#[test]
fn the_same_address() {
    let pairs: &[(&str, Change, Change)] = &[
        (
            "retold by a feed that links to the employer",
            |p| at(p, "https://harbour.example/jobs/47110"),
            |p| {
                at(p, "https://feed.example/9");
                p.apply_url = url::Url::parse("https://harbour.example/jobs/47110?utm_source=feed").ok();
                RETOLD.clone_into(&mut p.description);
            },
        ),
        (
            "a relabelled title",
            |p| at(p, "https://harbour.example/jobs/47110"),
            |p| {
                at(p, "https://www.harbour.example/jobs/47110/");
                p.title = "Boat builder".to_owned();
                p.description.clear();
            },
        ),
        (
            "a board and the page that embeds it",
            |p| at(p, "https://boards.greenhouse.io/harbour/jobs/4711000"),
            |p| {
                at(p, "https://harbour.example/work?gh_jid=4711000");
                p.company = "harbour.example".to_owned();
                p.description.clear();
            },
        ),
        (
            "numbers of two systems",
            |p| {
                at(p, "https://harbour.example/jobs/47110");
                p.requisition_id = Some("R-17".to_owned());
            },
            |p| {
                at(p, "https://harbour.example/jobs/47110/apply");
                p.requisition_id = Some("47110".to_owned());
            },
        ),
        (
            "an address without an id, and the title",
            |p| at(p, "https://harbour.example/jobs/shipwright"),
            |p| {
                at(p, "https://harbour.example/jobs/shipwright?trk=a");
                p.company = "Harbour".to_owned();
                p.description.clear();
            },
        ),
    ];
    for (reason, one, other) in pairs {
        assert!(is_same(*one, *other, TWO_BOARDS, 3), "{reason}");
    }
}

#[test]
fn another_employer_or_title() {
    let pairs: &[(&str, Change, Change)] = &[
        ("the same advertisement of another employer", |p| p.company = "Fjord Boats".to_owned(), |_| ()),
        (
            "an agency's copy",
            |p| {
                p.company = "Top Talent Ltd".to_owned();
                RETOLD.clone_into(&mut p.description);
            },
            |_| (),
        ),
        ("no employer is known", |p| p.company.clear(), |p| p.company.clear()),
        ("a sister company", |p| p.company = "Harbour Yard Services".to_owned(), |_| ()),
        ("employers in Japanese", |p| p.company = "東京造船".to_owned(), |p| p.company = "大阪造船".to_owned()),
        ("employers in Hindi", |p| p.company = "गंगा".to_owned(), |p| p.company = "यमुना".to_owned()),
        (
            "a level in Roman numerals",
            |p| p.title = "Shipwright I".to_owned(),
            |p| p.title = "Shipwright II".to_owned(),
        ),
        ("a level in digits", |p| p.title = "Shipwright 2".to_owned(), |p| p.title = "Shipwright 3".to_owned()),
        ("a level in words", |p| p.title = "Senior Shipwright".to_owned(), |_| ()),
        (
            "a level in brackets",
            |p| p.title = "Shipwright (Junior)".to_owned(),
            |p| p.title = "Shipwright (Senior)".to_owned(),
        ),
        ("a level after a dash", |p| p.title = "Shipwright - Lead".to_owned(), |_| ()),
        (
            "a shift",
            |p| p.title = "Shipwright (Night shift)".to_owned(),
            |p| p.title = "Shipwright (Day shift)".to_owned(),
        ),
        ("a shift by a letter", |p| p.title = "Shipwright (A)".to_owned(), |p| p.title = "Shipwright (B)".to_owned()),
        (
            "a shift by a letter that may be a gender",
            |p| p.title = "Shipwright (D)".to_owned(),
            |p| p.title = "Shipwright (F)".to_owned(),
        ),
        ("weekends", |p| p.title = "Shipwright, weekends".to_owned(), |_| ()),
        (
            "half of the time in the title",
            |p| p.title = "Shipwright 50%".to_owned(),
            |p| p.title = "Shipwright 100%".to_owned(),
        ),
    ];
    for (reason, one, other) in pairs {
        assert!(!is_same(*one, *other, ONE_BOARD, 3), "{reason}");
    }
}

#[test]
fn another_opening() {
    let pairs: &[(&str, Change, Change)] = &[
        (
            "another contract",
            |p| p.employment_type = Some(EmploymentType::FullTime),
            |p| p.employment_type = Some(EmploymentType::Intern),
        ),
        (
            "another requisition",
            |p| p.requisition_id = Some("R-17".to_owned()),
            |p| p.requisition_id = Some("R-18".to_owned()),
        ),
        (
            "an open requisition with another title",
            |p| {
                p.requisition_id = Some("OPEN".to_owned());
                p.title = "Rigger".to_owned();
            },
            |p| p.requisition_id = Some("OPEN".to_owned()),
        ),
        (
            "an open requisition with another text",
            |p| {
                p.requisition_id = Some("OPEN".to_owned());
                RETOLD.clone_into(&mut p.description);
            },
            |p| p.requisition_id = Some("OPEN".to_owned()),
        ),
        (
            "one requisition id of two employers",
            |p| {
                p.requisition_id = Some("R-1".to_owned());
                p.company = "Fjord Boats".to_owned();
            },
            |p| p.requisition_id = Some("R-1".to_owned()),
        ),
        ("another text", |p| RETOLD.clone_into(&mut p.description), |_| ()),
        ("one number in the text", |p| p.description = TEXT.replace("two years", "five years"), |_| ()),
        ("nearly the same text is a warning only", |p| p.description = format!("{TEXT} Apply!"), |_| ()),
        ("no text", |p| p.description.clear(), |p| p.description.clear()),
        (
            "a short text and another place",
            |p| {
                placed(p, "Shipwright", "Turin");
                p.description = "See our page.".to_owned();
            },
            |p| p.description = "See our page.".to_owned(),
        ),
        ("a place that is not the posting's", |p| p.title = "Shipwright (Bergen)".to_owned(), |_| ()),
        (
            "a language that looks like a grade",
            |p| p.title = "C Developer".to_owned(),
            |p| p.title = "C++ Developer".to_owned(),
        ),
        ("C and C#", |p| p.title = "C Developer".to_owned(), |p| p.title = "C# Developer".to_owned()),
        (
            "work at home and at the office",
            |p| p.title = "Nurse (Home)".to_owned(),
            |p| p.title = "Nurse (Office)".to_owned(),
        ),
        (
            "another address and another text",
            |p| at(p, "https://harbour.example/jobs/47110"),
            |p| {
                at(p, "https://harbour.example/jobs/47111");
                RETOLD.clone_into(&mut p.description);
            },
        ),
    ];
    for (reason, one, other) in pairs {
        assert!(!is_same(*one, *other, ONE_BOARD, 3), "{reason}");
    }
    assert!(!is_same(|_| (), |_| (), ONE_BOARD, 91), "posted again after more than three months");
}

#[test]
fn no_address_of_a_posting() {
    let pairs: &[(&str, Change, Change)] = &[
        (
            "a front page",
            |p| {
                at(p, "https://harbour.example/");
                RETOLD.clone_into(&mut p.description);
            },
            |p| at(p, "https://harbour.example"),
        ),
        (
            "one form for all",
            |p| {
                at(p, "https://harbour.example/apply-now");
                p.title = "Rigger".to_owned();
            },
            |p| at(p, "https://harbour.example/apply-now"),
        ),
        (
            "a parameter that looks like a tracker",
            |p| {
                at(p, "https://jobs.example/viewjob?jk=ab");
                RETOLD.clone_into(&mut p.description);
            },
            |p| at(p, "https://jobs.example/viewjob?jk=cd"),
        ),
        (
            "ids that differ by case",
            |p| {
                at(p, "https://jobs.example/o/aBc");
                RETOLD.clone_into(&mut p.description);
            },
            |p| at(p, "https://jobs.example/o/abc"),
        ),
        (
            "a program's own address",
            |p| {
                at(p, "https://harbour.example/#/jobs/1");
                RETOLD.clone_into(&mut p.description);
            },
            |p| at(p, "https://harbour.example/#/jobs/2"),
        ),
    ];
    for (reason, one, other) in pairs {
        assert!(!is_same(*one, *other, TWO_BOARDS, 3), "{reason}");
    }
    let board: Change = |p| {
        at(p, "https://harbour.example/jobs/47110");
        RETOLD.clone_into(&mut p.description);
    };
    let other: Change = |p| at(p, "https://harbour.example/jobs/47110");
    assert!(!is_same(board, other, ONE_BOARD, 3), "one address for two postings of one board");
}

#[test]
fn a_copy_is_near() {
    let fingerprint = |change: Change| SamenessKeys::of(&posting(change)).fingerprint.unwrap();
    let original = fingerprint(|_| ());
    assert!(original.is_near(fingerprint(|p| {
        p.company = "Top Talent".to_owned();
        p.description = format!("{TEXT} Apply!");
    })));
    assert!(!original.is_near(fingerprint(|p| RETOLD.clone_into(&mut p.description))));
}
