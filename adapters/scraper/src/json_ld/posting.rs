//! Converts a `JobPosting` node to a posting. Almost every property may be a string, an object or a list of them.

use domain_model::catalogue::job::{EmploymentType, Posting, Workplace};
use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use domain_model::kernel::text::normalise;
use ports::UnreadablePosting;
use serde_json::Value;
use url::Url;

use super::identity::{Identity, Known};
use super::nodes::{Node, get};
use crate::{dates, html};

/// The maximum number of statements of a property; each is searched for in the description.
const MOST_STATEMENTS: usize = 100;

/// A posting without its `external_id`, which depends on all postings of the page.
pub(super) struct Read {
    pub(super) posting: Posting,
    pub(super) identity: Identity,
}

/// Parses a node from the page at `address`.
pub(super) fn read(node: &Node, address: Option<&Url>, company: Option<&str>) -> Result<Read, UnreadablePosting> {
    let title = text(node, "title").or_else(|| text(node, "name"));
    let own_url = text(node, "url").and_then(|url| match address {
        Some(base) => base.join(&url).ok(),
        None => Url::parse(&url).ok(),
    });
    let own_url = own_url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let identifier = identifier(node);
    let title = title.ok_or_else(|| UnreadablePosting {
        which: identifier.clone().unwrap_or_else(|| "without title".to_owned()),
        reason: "it has no title".to_owned(),
    })?;
    let employer = get(node, "hiringOrganization").and_then(name_of);
    let locations = locations(node);
    let description = description(node);
    let known = Known {
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
    let is_remote = text(node, "jobLocationType").is_some_and(|kind| kind.eq_ignore_ascii_case("TELECOMMUTE"));
    let posting = Posting {
        external_id: String::new(),
        requisition_id: identifier,
        title: html::any_to_text(&title),
        company: company.map(str::to_owned).or(employer).or_else(host).unwrap_or_default(),
        locations,
        workplace: is_remote.then_some(Workplace::Remote),
        employment_type: get(node, "employmentType").and_then(employment_type),
        salary: salary(node),
        department: text(node, "industry").or_else(|| get(node, "occupationalCategory").and_then(name_of)),
        description,
        apply_url: url.clone(),
        url,
        posted_at: text(node, "datePosted").as_deref().and_then(dates::instant),
        valid_through: text(node, "validThrough").as_deref().and_then(dates::end),
    };
    Ok(Read { posting, identity })
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
    .map(|name| html::decode_entities(&name))
}

/// The employer's identifier: `PropertyValue`, text or number.
fn identifier(node: &Node) -> Option<String> {
    match get(node, "identifier")? {
        Value::Object(property) => text(property, "value"),
        value => plain(value),
    }
}

/// The places of work; for remote work without any, where applicants may live.
fn locations(node: &Node) -> Vec<String> {
    let places = get(node, "jobLocation").map(places).unwrap_or_default();
    if !places.is_empty() {
        return places;
    }
    let regions = get(node, "applicantLocationRequirements");
    regions.map(|regions| many(regions).filter_map(name_of).collect()).unwrap_or_default()
}

fn places(value: &Value) -> Vec<String> {
    many(value).filter_map(place).collect()
}

/// One value or a list of them.
fn many(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        value => Box::new(std::iter::once(value)),
    }
}

/// "Locality, Region, Country". A place's own name is often the employer's, so it counts only where nothing else is.
fn place(value: &Value) -> Option<String> {
    let Value::Object(place) = value else { return plain(value) };
    let address = match get(place, "address") {
        Some(Value::Object(address)) => address,
        Some(address) => return many(address).find_map(self::place),
        None if get(place, "addressLocality").is_some() || get(place, "addressCountry").is_some() => place,
        None => return text(place, "name"),
    };
    let country = get(address, "addressCountry").and_then(name_of);
    let parts = [text(address, "addressLocality"), text(address, "addressRegion"), country];
    let mut named: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !named.contains(&part) {
            named.push(part);
        }
    }
    (!named.is_empty()).then(|| named.join(", ")).or_else(|| text(address, "name"))
}

/// A name, a list of names or names separated by commas; the first one known.
fn employment_type(value: &Value) -> Option<EmploymentType> {
    let words: Vec<String> = many(value).filter_map(plain).collect();
    let words = words.join(",");
    let named = words.split(',').map(|word| word.trim().to_uppercase().replace(['-', ' '], "_"));
    named.into_iter().find_map(|name| match name.as_str() {
        "FULL_TIME" | "FULLTIME" => Some(EmploymentType::FullTime),
        "PART_TIME" | "PARTTIME" => Some(EmploymentType::PartTime),
        "CONTRACTOR" | "CONTRACT" => Some(EmploymentType::Contractor),
        "TEMPORARY" => Some(EmploymentType::Temporary),
        "INTERN" | "INTERNSHIP" => Some(EmploymentType::Intern),
        "VOLUNTEER" => Some(EmploymentType::Volunteer),
        "PER_DIEM" => Some(EmploymentType::PerDiem),
        "OTHER" => Some(EmploymentType::Other),
        _ => None,
    })
}

/// `MonetaryAmount`, `PriceSpecification`, a number or text; the value a number or a range.
fn salary(node: &Node) -> Option<Salary> {
    let base = many(get(node, "baseSalary")?).next()?;
    let own_currency = text(node, "salaryCurrency");
    let Value::Object(amount) = base else {
        let amount = number(base)?;
        return Salary::new(own_currency.as_deref(), Some(amount), Some(amount), None);
    };
    let currency = text(amount, "currency").or_else(|| text(amount, "priceCurrency")).or(own_currency);
    let value = get(amount, "value").or_else(|| get(amount, "price")).unwrap_or(base);
    let (min, max, unit) = match value {
        Value::Object(range) => {
            let at = |name: &str| get(range, name).and_then(number);
            let single = at("value").or_else(|| at("price"));
            (
                at("minValue").or_else(|| at("minPrice")).or(single),
                at("maxValue").or_else(|| at("maxPrice")).or(single),
                text(range, "unitText"),
            )
        }
        value => (number(value), number(value), None),
    };
    let period = unit.or_else(|| text(amount, "unitText")).as_deref().and_then(period);
    Salary::new(currency.as_deref(), min, max, period)
}

/// "100000", "100,000" and "100000.50" are numbers too. "45.000" may be thousands or thousandths: it says nothing.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => plain_number(text.trim()),
        _ => None,
    }
}

fn plain_number(text: &str) -> Option<f64> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = whole.contains(',');
    let is_whole = is_digits(first)
        && (!is_grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    let is_number = is_whole && fraction.is_none_or(|digits| digits.len() <= 2 && is_digits(digits));
    if is_number { text.replace(',', "").parse().ok() } else { None }
}

fn period(unit: &str) -> Option<SalaryPeriod> {
    match unit.trim().to_uppercase().as_str() {
        "HOUR" | "HOURLY" | "HUR" => Some(SalaryPeriod::Hour),
        "DAY" | "DAILY" => Some(SalaryPeriod::Day),
        "WEEK" | "WEEKLY" => Some(SalaryPeriod::Week),
        "MONTH" | "MONTHLY" | "MON" => Some(SalaryPeriod::Month),
        "YEAR" | "YEARLY" | "ANNUAL" | "ANN" => Some(SalaryPeriod::Year),
        _ => None,
    }
}

/// The description, followed by statements of other properties that it does not contain.
fn description(node: &Node) -> String {
    let mut description = text(node, "description").map(|text| html::any_to_text(&text)).unwrap_or_default();
    for (name, heading) in [
        ("responsibilities", "Responsibilities"),
        ("qualifications", "Qualifications"),
        ("skills", "Skills"),
        ("educationRequirements", "Education"),
        ("experienceRequirements", "Experience"),
        ("jobBenefits", "Benefits"),
    ] {
        let statements: Vec<String> = get(node, name).map(statements).unwrap_or_default();
        let said = normalise(&description);
        let fresh: Vec<&String> = statements.iter().filter(|statement| !said.contains(&normalise(statement))).collect();
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
        .take(MOST_STATEMENTS)
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
    fn remote_work_says_where_applicants_may_live() {
        let posting = posting(&json!({
            "title": "Writer", "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": [{"@type": "Country", "name": "Norway"}, {"@type": "Country", "name": "Chile"}],
        }));
        assert_eq!(
            (posting.workplace, posting.locations.join("+")),
            (Some(Workplace::Remote), "Norway+Chile".to_owned())
        );
    }

    #[test]
    fn a_posting_without_a_title_is_unreadable() {
        let node = json!({"description": "x"});
        let error = read(node.as_object().unwrap(), None, None).err().unwrap();
        assert_eq!(error.reason, "it has no title");
    }

    #[test]
    fn amounts_that_may_mean_two_things_are_no_amounts() {
        for (text, amount) in [
            ("45000", Some(45_000.0)),
            (" 45,000 ", Some(45_000.0)),
            ("1,234,567.50", Some(1_234_567.5)),
            ("17.5", Some(17.5)),
            ("45.000", None),
            ("50.000,00", None),
            ("45,00", None),
            ("4500,000", None),
            ("1,,000", None),
            (",000", None),
            ("45 000", None),
            ("1.", None),
            (".5", None),
            ("-5", None),
            ("1e5", None),
            ("inf", None),
            ("", None),
        ] {
            assert_eq!(number(&json!(text)), amount, "{text:?}");
        }
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
        assert_eq!(posting.description.matches("- skill").count(), MOST_STATEMENTS);
    }
}
