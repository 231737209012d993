//! Converts a `JobPosting` node to a posting. Almost every property may be a string, an object or a list of them.

use domain_model::catalogue::job::{EmploymentType, Posting};
use domain_model::catalogue::salary::Salary;
use domain_model::catalogue::{pay, places};
use domain_model::kernel::text::normalise;
use ports::UnreadablePosting;
use serde_json::Value;
use url::Url;

use super::identity::{Identity, IdentityFacts};
use super::nodes::{Node, get};
use crate::{boards, dates, html};

/// The maximum number of statements of a property; each is searched for in the description.
const MAX_STATEMENTS: usize = 100;

/// A posting without its `external_id`, which depends on all postings of the page.
pub(super) struct ParsedPosting {
    pub(super) posting: Posting,
    pub(super) identity: Identity,
}

/// Parses a node from the page at `address`.
pub(super) fn read(
    node: &Node,
    address: Option<&Url>,
    company: Option<&str>,
) -> Result<ParsedPosting, UnreadablePosting> {
    let title = text(node, "title").or_else(|| text(node, "name"));
    let own_url = text(node, "url").and_then(|url| match address {
        Some(base) => base.join(&url).ok(),
        None => Url::parse(&url).ok(),
    });
    let own_url = own_url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let identifier = identifier(node);
    let title = title.map(|title| html::line(&title)).filter(|title| !title.is_empty());
    let title = title.ok_or_else(|| UnreadablePosting {
        which: identifier.clone().unwrap_or_else(|| "without title".to_owned()),
        external_id: identifier.clone(),
        reason: "it has no title".to_owned(),
    })?;
    let employer = get(node, "hiringOrganization").and_then(name_of);
    let places_as_written = get(node, "jobLocation").map(places).unwrap_or_default();
    let locations: Vec<String> = places_as_written.iter().flat_map(|place| places::split(place)).collect();
    let description = description(node);
    let known = IdentityFacts {
        own_url: own_url.as_ref(),
        page: address,
        identifier: identifier.as_deref(),
        employer: employer.as_deref(),
        title: &title,
        places: &locations,
        description: &description,
    };
    let identity = Identity::new(&known);
    let url = own_url.or_else(|| address.cloned());
    let host = || url.as_ref().and_then(|url| url.host_str().map(str::to_owned));
    let mut stated = get(node, "jobLocationType").into_iter().flat_map(many).filter_map(plain);
    let stated = stated.find_map(|kind| boards::workplace(&kind));
    let by_location = places_as_written.iter().map(|place| places::workplace(place));
    let by_location = by_location.reduce(|all, one| if all == one { all } else { None }).flatten();
    let posting = Posting {
        external_id: String::new(),
        requisition_id: identifier,
        title: title.clone(),
        company: company.map(str::to_owned).or(employer).or_else(host).unwrap_or_default(),
        locations,
        workplace: stated.or(by_location),
        employment_type: get(node, "employmentType").and_then(employment_type),
        salary: salary(node),
        department: get(node, "department").and_then(name_of).or_else(|| category(node)),
        description,
        apply_url: url.clone(),
        url,
        posted_at: text(node, "datePosted").as_deref().and_then(dates::instant),
        valid_through: text(node, "validThrough").as_deref().and_then(dates::end),
    };
    Ok(ParsedPosting { posting, identity })
}

/// A member that is plain text or a number.
fn text(node: &Node, name: &str) -> Option<String> {
    plain(get(node, name)?)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(plain),
        _ => None,
    }
}

/// A name, given as text or as a node with a name.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(node) => text(node, "name").or_else(|| text(node, "legalName")),
        Value::Array(items) => items.iter().find_map(name_of),
        value => plain(value),
    }
    .map(|name| html::line(&name))
}

/// Department, or what stands for it.
fn category(node: &Node) -> Option<String> {
    get(node, "industry").and_then(name_of).or_else(|| get(node, "occupationalCategory").and_then(name_of))
}

/// The employer's identifier: `PropertyValue`, text or number.
fn identifier(node: &Node) -> Option<String> {
    match get(node, "identifier")? {
        Value::Object(property) => text(property, "value"),
        value => plain(value),
    }
}

fn places(value: &Value) -> Vec<String> {
    many(value).flat_map(place).collect()
}

/// One value or a list of them.
fn many(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        value => Box::new(std::iter::once(value)),
    }
}

/// "Locality, Region, Country", once for each locality. A place's own name is often the employer's, so it counts only where
/// nothing else is.
fn place(value: &Value) -> Vec<String> {
    let Value::Object(place) = value else { return plain(value).map(|place| html::line(&place)).into_iter().collect() };
    let address = match get(place, "address") {
        Some(Value::Object(address)) => address,
        Some(address) => return many(address).flat_map(self::place).collect(),
        None if get(place, "addressLocality").is_some() || get(place, "addressCountry").is_some() => place,
        None => return text(place, "name").map(|name| html::line(&name)).into_iter().collect(),
    };
    let country = get(address, "addressCountry").and_then(name_of);
    let region = get(address, "addressRegion").and_then(name_of);
    let localities: Vec<String> =
        get(address, "addressLocality").into_iter().flat_map(many).filter_map(name_of).collect();
    if localities.is_empty() {
        let joined = places::joined(None, region.as_deref(), country.as_deref());
        return joined.or_else(|| text(address, "name")).into_iter().collect();
    }
    let of = |locality: &String| places::joined(Some(locality), region.as_deref(), country.as_deref());
    localities.iter().filter_map(of).collect()
}

/// A name, a list of names or names separated by commas; the first one known.
fn employment_type(value: &Value) -> Option<EmploymentType> {
    let words: Vec<String> = many(value).filter_map(plain).collect();
    let words = words.join(",");
    let mut named = words.split(',').map(str::trim);
    named.find_map(|name| match name {
        "OTHER" => Some(EmploymentType::Other),
        name => boards::employment_type(name),
    })
}

/// `MonetaryAmount`, `PriceSpecification`, a number or text; the value a number, a range or a text with both.
fn salary(node: &Node) -> Option<Salary> {
    let base = get(node, "baseSalary").or_else(|| get(node, "estimatedSalary"))?;
    many(base).find_map(|base| salary_of(base, text(node, "salaryCurrency")))
}

fn salary_of(base: &Value, own_currency: Option<String>) -> Option<Salary> {
    let Value::Object(amount) = base else { return stated(base, base, own_currency.as_deref(), None) };
    let currency = text(amount, "currency").or_else(|| text(amount, "priceCurrency")).or(own_currency);
    let value = get(amount, "value").or_else(|| get(amount, "price")).unwrap_or(base);
    let value = many(value).next()?;
    let unit_of =
        |node: &Node| text(node, "unitText").or_else(|| text(node, "unitCode")).or_else(|| text(node, "duration"));
    let own_unit = unit_of(amount);
    let (min, max, unit) = match value {
        Value::Object(range) => {
            let at = |names: [&str; 3]| names.iter().find_map(|name| get(range, name));
            let single = at(["value", "price", "amount"]);
            (
                at(["minValue", "minPrice", "min"]).or(single),
                at(["maxValue", "maxPrice", "max"]).or(single),
                unit_of(range),
            )
        }
        value => (Some(value), Some(value), None),
    };
    let currency = currency.or_else(|| value.as_object().and_then(|range| text(range, "currency")));
    let unit = unit.or(own_unit);
    match (min, max) {
        (Some(min), Some(max)) => stated(min, max, currency.as_deref(), unit.as_deref()),
        (Some(one), None) => stated(one, &Value::Null, currency.as_deref(), unit.as_deref()),
        (None, Some(one)) => stated(&Value::Null, one, currency.as_deref(), unit.as_deref()),
        (None, None) => None,
    }
}

/// Pay by two ends, which may be one text that states both.
fn stated(min: &Value, max: &Value, currency: Option<&str>, unit: Option<&str>) -> Option<Salary> {
    if let (Some(text), true) = (min.as_str(), min == max) {
        return pay::read(text, currency, unit);
    }
    let unit = unit.and_then(pay::unit);
    if unit == Some(pay::Unit::Unknown) {
        return None;
    }
    let number = |value: &Value| value.as_f64().or_else(|| pay::amount(value.as_str()?));
    let is_small = |amount: f64| unit == Some(pay::Unit::LakhsPerYear) && amount < 10_000.0;
    let scaled = |amount: f64| if is_small(amount) { amount * 100_000.0 } else { amount };
    let signs = [min, max].into_iter().filter_map(Value::as_str).find_map(pay::currency);
    let currency = currency.and_then(pay::currency).or(signs);
    Salary::new(currency, number(min).map(scaled), number(max).map(scaled), unit.and_then(pay::Unit::period))
}

/// The description, followed by statements of other properties that it does not contain.
fn description(node: &Node) -> String {
    let bodies = get(node, "description").into_iter().flat_map(many).filter_map(plain);
    let bodies: Vec<String> = bodies.map(|body| html::any_to_text(&body)).collect();
    let mut description = bodies.join("\n\n");
    for (name, heading) in [
        ("responsibilities", "Responsibilities"),
        ("qualifications", "Qualifications"),
        ("skills", "Skills"),
        ("educationRequirements", "Education"),
        ("experienceRequirements", "Experience"),
        ("jobBenefits", "Benefits"),
        // Where applicants may live is no place of work.
        ("applicantLocationRequirements", "Applicants may live in"),
    ] {
        let statements: Vec<String> = get(node, name).map(statements).unwrap_or_default();
        let described = normalise(&description);
        let fresh: Vec<&String> =
            statements.iter().filter(|statement| !described.contains(&normalise(statement))).collect();
        if fresh.is_empty() {
            continue;
        }
        description.push_str(&format!("\n\n{heading}:\n"));
        for statement in fresh {
            let is_list = statement.lines().count() > 1;
            description.push_str(&if is_list { statement.clone() } else { format!("- {statement}\n") });
        }
    }
    description
}

/// Texts of a property, given as text, as a node or as a list of them.
fn statements(value: &Value) -> Vec<String> {
    many(value)
        .take(MAX_STATEMENTS)
        .filter_map(|value| match value {
            Value::Object(node) => text(node, "description")
                .or_else(|| text(node, "name"))
                .or_else(|| text(node, "credentialCategory"))
                .or_else(|| text(node, "monthsOfExperience").map(|months| format!("{months} months of experience"))),
            value => plain(value),
        })
        .map(|statement| html::any_to_text(&statement).trim().to_owned())
        .filter(|statement| !statement.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use domain_model::catalogue::job::Workplace;
    use serde_json::json;

    use super::*;

    fn posting(node: &Value) -> Posting {
        let address = Url::parse("https://www.acme.example/jobs/Ab1?utm_source=x&id=7#top").unwrap();
        read(node.as_object().unwrap(), Some(&address), None).ok().unwrap().posting
    }

    #[test]
    fn the_plain_shapes_are_read() {
        let posting = posting(&json!({
            "title": "Welder", "description": "&lt;p&gt;Weld&lt;/p&gt;", "datePosted": "2026-10-01", "validThrough": "2027-01-31",
            "hiringOrganization": {"name": "Acme &amp; Co"}, "employmentType": "FULL_TIME",
            "identifier": {"@type": "PropertyValue", "name": "Acme", "value": 4711},
            "jobLocation": {"@type": "Place", "name": "Acme", "address": {
                "addressLocality": "Porto", "addressRegion": "Porto", "addressCountry": {"@type": "Country", "name": "PT"}}},
            "baseSalary": {"currency": "EUR", "value": {"minValue": 200_000, "maxValue": "150,000", "unitText": "YEAR"}},
        }));
        assert_eq!(posting.requisition_id.as_deref(), Some("4711"));
        assert_eq!(posting.company, "Acme & Co");
        assert_eq!(posting.locations, ["Porto, PT"]);
        assert_eq!(posting.employment_type, Some(EmploymentType::FullTime));
        assert_eq!(posting.salary.unwrap().to_string(), "EUR 150,000–200,000 per year");
        assert_eq!(posting.valid_through, dates::instant("2027-02-01T12:00:00Z"));
        assert_eq!(posting.description.trim(), "Weld");
    }

    #[test]
    fn the_odd_shapes_are_read() {
        let posting = posting(&json!({
            "Title": "Welder", "hiringOrganization": "Acme", "employmentType": "Part-time, Contract",
            "jobLocation": [{"address": "12 Dock Road, Hull"}, {"address": {"addressCountry": "GB"}}],
            "baseSalary": "100000", "salaryCurrency": "usd", "jobBenefits": ["Meals", "Pension"],
        }));
        assert_eq!(posting.locations, ["12 Dock Road, Hull", "GB"]);
        assert_eq!(posting.employment_type, Some(EmploymentType::PartTime));
        assert_eq!(posting.salary.unwrap().to_string(), "USD 100,000");
        assert_eq!(posting.description.trim(), "Benefits:\n- Meals\n- Pension");
    }

    #[test]
    fn where_applicants_may_live_is_no_place_of_work() {
        let posting = posting(&json!({
            "title": "Writer", "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": [{"@type": "Country", "name": "Norway"}, {"@type": "Country", "name": "Chile"}],
        }));
        assert_eq!((posting.workplace, posting.locations.len()), (Some(Workplace::Remote), 0));
        assert_eq!(posting.description.trim(), "Applicants may live in:\n- Norway\n- Chile");
    }

    #[test]
    fn every_locality_of_an_address_is_a_place() {
        let posting = posting(&json!({"title": "Writer", "jobLocation": {"address": {
            "addressLocality": ["Bergen", "Oslo"], "addressCountry": "NO"}}}));
        assert_eq!(posting.locations, ["Bergen, NO", "Oslo, NO"]);
    }

    #[test]
    fn pay_is_read_in_every_shape() {
        for (base, shown) in [
            (
                json!({"currency": "€", "value": {"value": "31.500,00", "unitText": "annum"}}),
                Some("EUR 31,500 per year"),
            ),
            (
                json!({"currency": "USD", "value": {"value": "$88,000+", "unitText": "P1Y"}}),
                Some("USD from 88,000 per year"),
            ),
            (json!("€41k–52k per year"), Some("EUR 41,000–52,000 per year")),
            (
                json!({"currency": "INR", "value": {"minValue": 7, "maxValue": 11, "unitText": "LPA"}}),
                Some("INR 700,000–1,100,000 per year"),
            ),
            (
                json!({"currency": "USD", "value": {"minValue": null, "maxValue": 61_000, "unitText": null}}),
                Some("USD up to 61,000"),
            ),
            (json!({"currency": "GBP", "value": {"value": 14, "unitCode": "HUR"}}), Some("GBP 14 per hour")),
            (json!({"currency": "GBP", "value": {"value": 300, "unitText": "per shift"}}), None),
            (json!("Negotiable"), None),
        ] {
            let posting = posting(&json!({"title": "Welder", "baseSalary": base}));
            assert_eq!(posting.salary.map(|salary| salary.to_string()).as_deref(), shown, "{base}");
        }
    }

    #[test]
    fn a_posting_without_a_title_is_unreadable() {
        let node = json!({"description": "x"});
        let error = read(node.as_object().unwrap(), None, None).err().unwrap();
        assert_eq!(error.reason, "it has no title");
    }

    #[test]
    fn what_the_description_says_is_not_said_again() {
        let posting = posting(&json!({
            "title": "Welder", "description": "<p>You  WELD ships.</p>",
            "skills": ["weld ships", "Grind"], "qualifications": "you weld",
        }));
        assert_eq!(posting.description.trim(), "You WELD ships.\n\n\n\nSkills:\n- Grind");
    }

    #[test]
    fn ss_20_very_many_statements_do_not_make_a_posting_slow() {
        let skills: Vec<String> = (0..100_000).map(|n| format!("skill {n}")).collect();
        let posting = posting(&json!({"title": "Welder", "description": "weld ".repeat(100_000), "skills": skills}));
        assert_eq!(posting.description.matches("- skill").count(), MAX_STATEMENTS);
    }
}
