//! Texts and the skills they name.

use super::*;

fn names(text: &str) -> Vec<&'static str> {
    recognise(text).into_iter().map(|skill| skill.name.as_str()).collect()
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn names_with_signs_are_whole_words() {
    assert_eq!(names("C++, C# and .NET; also Node.js."), ["C++", "C#", ".NET", "Node.js"]);
    assert_eq!(names("C, Go, R"), ["C", "Go", "R"]);
}

#[test]
fn one_letter_names_count_only_where_they_stand_like_items_of_a_list() {
    for text in [
        "Vitamin C deficiency",
        "Go west",
        "R&D department",
        "Series C funding",
        "You go, we follow",
        "8 U.S.C. 1324b",
        "Washington, D.C.",
    ] {
        assert_eq!(names(text), [] as [&str; 0], "{text}");
    }
    assert_eq!(names("services written in Go and Python"), ["Go", "Python"]);
}

#[test]
fn a_name_reaches_across_an_apostrophe() {
    assert_eq!(names("a valid driver’s license"), names("Driving Licence"));
    assert_eq!(canonical("driver's licenses"), canonical("driving licence"));
}

#[test]
fn aliases_lead_to_one_canonical_name() {
    assert_eq!(names("k8s in production, Kubernetes at home"), ["Kubernetes"]);
    assert_eq!(canonical("KUBERNETES"), "Kubernetes");
    assert_eq!(canonical("Basket weaving "), "Basket weaving");
}

#[test]
fn ordinary_words_are_not_skills() {
    assert_eq!(names("You excel at what you do and express interest in a swift start."), [] as [&str; 0]);
    assert_eq!(names("Advanced Excel required"), ["Microsoft Excel"]);
}

#[test]
fn a_name_does_not_reach_across_a_sentence_or_a_list_item() {
    assert!(!names("We value the project. Management decides.").contains(&"Project management"));
    assert_eq!(names("machine\nlearning").len(), 1, "a wrapped line does not break a name");
}

#[test]
fn a_skill_shows_what_it_implies() {
    assert_eq!(missing(&strings(&["SQL", "Docker"]), &strings(&["PostgreSQL"])), ["Docker"]);
    assert_eq!(missing(&strings(&["Basket weaving"]), &strings(&["basket Weaving"])), [] as [&str; 0]);
}

#[test]
fn letters_of_a_series_are_no_skills() {
    for text in ["Vitamins A, B and C", "Plan B or C", "hepatitis A, B and C are tested for", "blocks C, E and R"] {
        assert_eq!(names(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn names_are_found_in_the_seekers_languages() {
    for (text, expected) in [
        ("Erfahrung im Projektmanagement und in der Buchhaltung", vec!["Project Management", "Accounting"]),
        ("Expérience en gestion de projet ; permis de conduire", vec!["Project Management", "Driving Licence"]),
        ("Conocimientos de contabilidad y atención al cliente", vec!["Accounting", "Customer Service"]),
        ("熟悉Python和机器学习，有项目管理经验", vec!["Python", "Machine Learning", "Project Management"]),
        ("डेटा विश्लेषण और परियोजना प्रबंधन का अनुभव", vec!["Data Analysis", "Project Management"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn forms_of_unicode_are_one() {
    assert_eq!(
        names("Ｋｕｂｅｒｎｅｔｅｓ, Po\u{ad}st\u{200b}greSQL, ma\u{301}chine learning"),
        ["Kubernetes", "PostgreSQL", "Machine Learning"]
    );
}

#[test]
fn a_field_of_knowledge_counts_where_knowledge_is_meant() {
    for (text, expected) in [
        ("Our marketing team is growing", vec![]),
        ("Experience in marketing and sales", vec!["Marketing", "Sales"]),
        ("a degree in law or economics", vec!["Law", "Economics"]),
        ("by law we ask for this", vec![]),
        ("strong finance skills", vec!["Finance"]),
        ("Experience the energy of our sales team", vec![]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn places_are_those_of_the_text() {
    let text = "Ich kenne „Straßenbau“, C++ und Wundversorgung, wound-care.";
    for mention in mentions(text) {
        assert!(["C++", "Wundversorgung", "wound-care"].contains(&&text[mention.place.clone()]), "{mention:?}");
    }
    assert_eq!(mentions(text).len(), 3);
}

fn needs(description: &str) -> Vec<(&'static str, &'static str)> {
    demands("", description).iter().map(|demand| (demand.skill.name.as_str(), demand.need.as_str())).collect()
}

#[test]
fn headings_say_how_much_a_skill_is_asked_for() {
    let posting = "What you will do\n- Run Kubernetes clusters\n\nYou bring\n- Python\n- Go is a plus\n\nNice to have\n\
                   - Terraform (required later on)\n\nWhat we offer\n- Courses on AWS";
    assert_eq!(
        needs(posting),
        [("Kubernetes", "named"), ("Python", "required"), ("Go", "preferred"), ("Terraform", "preferred")]
    );
}

#[test]
fn clauses_say_how_much_a_skill_is_asked_for() {
    for (text, expected) in [
        ("Python required, Docker a plus.", vec![("Python", "required"), ("Docker", "preferred")]),
        (
            "Python, Java and Docker are required.",
            vec![("Python", "required"), ("Java", "required"), ("Docker", "required")],
        ),
        ("We run Kubernetes (nice to have), Docker.", vec![("Kubernetes", "preferred"), ("Docker", "named")]),
        ("You must know SQL; SAP is not required.", vec![("SQL", "required")]),
        ("No experience with SAP needed, but Excel skills.", vec![("Microsoft Excel", "named")]),
        ("SQL-Kenntnisse erforderlich, Tableau von Vorteil", vec![("SQL", "required"), ("Tableau", "preferred")]),
        ("Docker est un atout, Python est exigé.", vec![("Docker", "preferred"), ("Python", "required")]),
        ("SAP no es necesario. Excel es imprescindible.", vec![("Microsoft Excel", "required")]),
        ("Keine Erfahrung mit SAP nötig", vec![]),
    ] {
        assert_eq!(needs(text), expected, "{text}");
    }
}

#[test]
fn a_skill_named_twice_has_its_stronger_need_and_that_place() {
    let text = "Work with SQL.\n\nRequirements\n- SQL";
    let demand = &demands("", text)[0];
    assert_eq!((demand.need, demand.place.clone()), (Need::Required, Some(text.len() - 3..text.len())));
    assert_eq!(demands("SQL developer", "Write reports.")[0].place, None);
}

#[test]
fn a_proper_noun_is_no_plural_of_an_abbreviation() {
    for (text, expected) in [
        ("Ridgeway General, Leeds, 2018", Vec::new()),
        ("University of Leeds", Vec::new()),
        ("Certified for LEED and BREEAM", vec!["Sustainable Building"]),
        ("wrote apis", names("wrote an API")),
        ("wrote APIs", names("wrote an API")),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}
