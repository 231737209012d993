//! A profile of the CV contract becomes a resume, and back, without losing a key.

use domain_candidates::{TailorOptions, tailor};

use super::*;

fn profile(value: Value) -> Profile {
    let mut whole = json!({
        "personal_info": { "name": "Mira Okonjo", "email": "mira@example.org", "phone": "+31 30 555 0142" },
        "summary": "Builds services.", "education": [], "experience": [], "projects": [], "skills": [],
    });
    let Value::Object(members) = value else { panic!("members of a profile") };
    whole.as_object_mut().unwrap().extend(members);
    serde_json::from_value(whole).unwrap()
}

fn entry(members: Value) -> Value {
    let mut entry =
        json!({ "title": "Engineer", "company": "Acme", "location": "Utrecht", "years": "Jan 2019 - Present" });
    let Value::Object(members) = members else { panic!("members of an entry") };
    entry.as_object_mut().unwrap().extend(members);
    json!({ "experience": [entry] })
}

#[test]
fn dates_and_languages_are_read_in_the_words_of_the_contract() {
    let mut sent = entry(json!({}));
    sent["education"] =
        json!([{ "degree": "BSc", "institution": "TU", "location": "Delft", "year": "Sep 2015 - Jul 2018" }]);
    let mut profile = profile(sent);
    profile.personal_info.languages = Some(vec!["Dutch (native)".to_owned(), "Spanish (B1), German (A1)".to_owned()]);
    let resume = resume_of(&profile);
    let position = &resume.experience[0].positions[0];
    assert_eq!(
        (position.start.value.unwrap().to_string(), position.end.value.unwrap().to_string()),
        ("2019-01".to_owned(), "present".to_owned())
    );
    assert_eq!(resume.education[0].end.value.unwrap().to_string(), "2018-07");
    let known: Vec<(&str, &str)> =
        resume.languages.iter().map(|known| (known.language.as_str(), known.fluency.as_str())).collect();
    assert_eq!(known, [("Dutch", "native"), ("Spanish", "B1"), ("German", "A1")]);
}

#[test]
fn words_that_are_no_date_are_printed_as_they_are() {
    let mut sent = entry(json!({}));
    sent["experience"][0]["years"] = json!("every summer");
    let resume = resume_of(&profile(sent));
    assert_eq!(resume.experience[0].positions[0].highlights[0].as_str(), "every summer");
}

#[test]
fn what_nothing_is_changed_in_comes_back_as_it_was() {
    let sent = entry(json!({
        "description": "Two lines\n\n  of text", "descrition_list": ["Built A", "Built B"], "skills": ["Rust", "C, C++"],
        "reference": "Dr. Ada", "remote": true,
    }));
    let before = profile(sent);
    let after = with_tailored(before.clone(), &resume_of(&before));
    assert_eq!(after, before);
}

#[test]
fn what_was_done_is_ordered_by_the_posting_and_stays_in_its_member() {
    let mut sent = entry(json!({
        "description": "Led a team", "descrition_list": ["Wrote letters", "Ran services on k8s", "Tuned PostgreSQL"],
        "skills": ["Excel", "Python"], "reference": "Dr. Ada",
    }));
    sent["skills"] = json!(["Excel", "Python"]);
    let before = profile(sent);
    let posting = "Requirements\n- PostgreSQL\n- Kubernetes\n- Python";
    let tailored = tailor(&resume_of(&before), "Backend engineer", posting, &TailorOptions::default());
    let after = with_tailored(before.clone(), &tailored.resume);
    let entry = &after.experience[0];
    let list = entry.descrition_list.as_ref().unwrap();
    assert_eq!(list.len(), 3, "{list:?}");
    assert_eq!(list[2], "Wrote letters");
    assert!(list.contains(&"Ran services on k8s (Kubernetes)".to_owned()), "{list:?}");
    assert_eq!(entry.description_list, entry.descrition_list);
    assert_eq!(
        (&entry.description, &entry.reference),
        (&before.experience[0].description, &before.experience[0].reference)
    );
    assert_eq!(entry.skills, before.experience[0].skills);
    assert_eq!(after.skills[0], "Python");
    assert!(after.skills.contains(&"PostgreSQL".to_owned()), "{:?}", after.skills);
}

#[test]
fn a_skill_of_an_entry_is_reworded_in_its_place() {
    let skills = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    for (before, line, after) in [
        (&["Go", "k8s"][..], Some("Go, k8s (Kubernetes)"), &["Go", "k8s (Kubernetes)"][..]),
        (&["C, C++", "Go"], Some("C, C++, Go"), &["C, C++", "Go"]),
        (&["Go", "k8s"], None, &["Go", "k8s"]),
        (&["Go"], Some("Go, Rust"), &["Go"]),
    ] {
        let line: Vec<String> = line.map(str::to_owned).into_iter().collect();
        assert_eq!(reworded(skills(before), &line), skills(after));
    }
}

#[test]
fn a_resume_that_was_read_is_the_same_when_its_profile_is_sent_back() {
    let json = json!({
        "basics": {
            "name": "Mira Okonjo", "label": "Engineer", "email": "mira@example.org", "phone": "+31 30 555 0142",
            "summary": "Builds services.", "location": { "address": "Utrecht" }, "url": "https://mira.example",
            "profiles": [{ "network": "GitHub", "url": "https://github.com/mira" }],
        },
        "work": [{ "name": "Acme", "position": "Engineer", "startDate": "2019-01", "highlights": ["Built A", "Built B"] }],
        "education": [{ "institution": "TU", "studyType": "BSc", "area": "Physics", "startDate": "2015-09", "endDate": "2018-07" }],
        "skills": [{ "name": "Rust" }], "languages": [{ "language": "Dutch", "fluency": "native" }],
        "projects": [{ "name": "Loom", "endDate": "2020", "highlights": ["Wove", "Sold"] }],
        "certificates": [{ "name": "CKA", "issuer": "CNCF", "date": "2021" }],
        "interests": [{ "name": "Bees" }],
    });
    let read = interpret(ExchangeContent::Json(json)).unwrap().resume;
    let sent = json!(profile_of(&read));
    let again = resume_of(&serde_json::from_value(sent.clone()).unwrap());
    assert_eq!(export_json_resume(&again).pointer("/certificates/0/name"), Some(&json!("CKA")));
    assert_eq!((&again.name, &again.headline, &again.summary), (&read.name, &read.headline, &read.summary));
    assert_eq!(again.contacts, read.contacts);
    assert_eq!((&again.languages, &again.interests), (&read.languages, &read.interests));
    let (now, then) = (&again.experience[0].positions[0], &read.experience[0].positions[0]);
    assert_eq!((now.start.value, now.end.value), (then.start.value, then.end.value));
    assert_eq!(texts(&now.highlights), texts(&then.highlights));
    assert_eq!(texts(&again.projects[0].highlights), ["Wove", "Sold"]);
    assert_eq!(again.education[0].degree.as_str(), "BSc, Physics");
    assert_eq!(again.links.len(), 2, "{sent}");
}
