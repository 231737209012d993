//! One job on several boards, in several places, copied by an agency and posted again: one card, in whatever order its
//! postings are read.

use chrono::TimeDelta;
use domain_model::catalogue::job::JobStatus;
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use tests_crawl::{Node, Site, Web};

const TEXT: &str = "We build and mend wooden boats for fishermen and museums. You plane, fit and caulk planks of oak and larch, lay \
    out frames from drawings, and launch what you have built together with a crew of nine. You have an apprenticeship as a \
    shipwright or a joiner and have worked on hulls for two years.";

fn answers(list: Value) -> impl FnMut(&Request) -> ResponseTemplate + Send {
    move |request| match request.url.path() {
        "/robots.txt" => ResponseTemplate::new(404),
        _ => ResponseTemplate::new(200).set_body_json(&list),
    }
}

fn on_greenhouse(id: u64, title: &str, place: &str, text: &str) -> Value {
    json!({
        "id": id, "title": title, "internal_job_id": id, "company_name": "Harbour Yard GmbH",
        "absolute_url": format!("https://job-boards.greenhouse.io/harbour/jobs/{id}"),
        "content": format!("&lt;p&gt;{text}&lt;/p&gt;"), "location": {"name": place},
    })
}

fn greenhouse(postings: &[Value]) -> Value {
    json!({"jobs": postings, "meta": {"total": postings.len()}})
}

fn on_lever(site: &str, id: u64, title: &str) -> Value {
    json!({
        "id": id.to_string(), "text": title, "hostedUrl": format!("https://jobs.lever.co/{site}/{id}"),
        "description": format!("<p>{TEXT}</p>"), "categories": {"location": "Bergen, Norway"},
    })
}

/// An employer's board, its second board, a feed that shows both, and an agency.
struct Boards {
    employer: (Site, Node),
    second: (Site, Node),
    feed: (Site, Node),
    agency: (Site, Node),
}

impl Boards {
    async fn of(web: &Web) -> Self {
        let made = async |kind: &str, setting: &str, board: &str, list: Value| {
            let site = web.site().await;
            site.answers(answers(list));
            let node = web.node(kind, setting, board, &site);
            (site, node)
        };
        let yard = [
            on_greenhouse(50_001, "Shipwright (m/f/d)", "Porto, Portugal", TEXT),
            on_greenhouse(50_002, "Shipwright - Lyon", "Lyon, France", TEXT),
            on_greenhouse(50_003, "Shipwright II", "Porto, Portugal", TEXT),
        ];
        let shown = json!([{"legal": "Link back, please."}, {
            "id": "7", "position": "Boat builder", "company": "Harbour Yard", "description": "<p>Build boats of oak.</p>",
            "url": "https://job-boards.greenhouse.io/harbour/jobs/50001?gh_src=feed",
        }]);
        Self {
            employer: made("greenhouse", "board", "harbour", greenhouse(&yard)).await,
            second: made("lever", "site", "Harbour-Yard", json!([on_lever("Harbour-Yard", 1, "Shipwright, Bergen")]))
                .await,
            feed: made("remoteok", "feed", "api", shown).await,
            agency: made("lever", "site", "Top-Talent", json!([on_lever("Top-Talent", 9, "Shipwright")])).await,
        }
    }
}

const EMPLOYER: [&str; 3] = ["greenhouse:harbour 50001", "greenhouse:harbour 50002", "greenhouse:harbour 50003"];
const SECOND: &str = "lever:Harbour-Yard 1";
const FEED: &str = "remoteok:api 7";
const AGENCY: &str = "lever:Top-Talent 9";

#[tokio::test]
async fn a_job_on_three_boards_is_one_card_in_whatever_order_they_are_read_and_an_agencys_copy_is_another() {
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let web = Web::new().await;
        let boards = Boards::of(&web).await;
        let nodes = [&boards.employer.1, &boards.second.1, &boards.feed.1, &boards.agency.1];
        for at in order {
            nodes[at].run().await;
            web.clock.advance(TimeDelta::days(1));
        }
        let truth = [vec![EMPLOYER[0], EMPLOYER[1], SECOND, FEED], vec![EMPLOYER[2]], vec![AGENCY]];
        assert_eq!(web.cards().await, truth, "read in the order {order:?}");
    }
}

#[tokio::test]
async fn a_posting_that_changes_leaves_its_card_and_one_that_closes_stays_in_it() {
    let web = Web::new().await;
    let boards = Boards::of(&web).await;
    let (site, employer) = &boards.employer;
    employer.run().await;
    assert_eq!(web.cards().await, [vec![EMPLOYER[0], EMPLOYER[1]], vec![EMPLOYER[2]]]);

    // The second is relabelled; then it is gone.
    let list = |second: &[Value]| {
        let first = on_greenhouse(50_001, "Shipwright (m/f/d)", "Porto, Portugal", TEXT);
        greenhouse(&[&[first], second].concat())
    };
    site.answers(answers(list(&[on_greenhouse(50_002, "Lead Shipwright", "Lyon, France", TEXT)])));
    employer.run().await;
    assert_eq!(web.cards().await, [[EMPLOYER[0]], [EMPLOYER[1]], [EMPLOYER[2]]]);
    site.answers(answers(list(&[on_greenhouse(50_002, "Shipwright", "Lyon, France", TEXT)])));
    employer.run().await;
    site.answers(answers(list(&[])));
    for _ in 0..3 {
        web.clock.advance(TimeDelta::days(1));
        employer.run().await;
    }
    assert_eq!(web.cards().await[0], [EMPLOYER[0], EMPLOYER[1]]);
    let listings = web.listings(EMPLOYER[0]).await;
    let shown: Vec<(JobStatus, String)> =
        listings.into_iter().map(|listing| (listing.status, listing.locations.join("; "))).collect();
    let truth = [(JobStatus::Processing, "Porto, Portugal"), (JobStatus::Closed, "Lyon, France")];
    assert_eq!(shown, truth.map(|(status, place)| (status, place.to_owned())));

    // It is posted again within three months, under another id.
    web.clock.advance(TimeDelta::days(60));
    site.answers(answers(list(&[on_greenhouse(50_009, "Shipwright", "Lyon, France", TEXT)])));
    employer.run().await;
    assert_eq!(web.cards().await[0], [EMPLOYER[0], EMPLOYER[1], "greenhouse:harbour 50009"]);
}

#[tokio::test]
async fn a_verdict_holds_whatever_is_read_later() {
    let web = Web::new().await;
    let boards = Boards::of(&web).await;
    for node in [&boards.employer.1, &boards.second.1] {
        node.run().await;
    }
    let [employers, seconds] = [web.job(EMPLOYER[0]).await, web.job(SECOND).await];
    boards.second.1.service().distinguish([seconds, employers], None).await.unwrap();
    let truth = [vec![EMPLOYER[0], EMPLOYER[1]], vec![EMPLOYER[2]], vec![SECOND]];
    assert_eq!(web.cards().await, truth);
    let mut renamed = on_lever("Harbour-Yard", 1, "Shipwright (Bergen)");
    renamed["categories"]["commitment"] = json!("Full-time");
    boards.second.0.answers(answers(json!([renamed])));
    boards.second.1.run().await;
    assert_eq!(web.cards().await, truth);
    let itself = boards.second.1.service().distinguish([seconds, seconds], None).await;
    assert_eq!(itself.unwrap_err().to_string(), "a job does not differ from itself");
}
