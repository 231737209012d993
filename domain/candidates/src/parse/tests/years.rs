//! Names with a year in them, as resumes set them.

use domain_model::candidates::document::Document;

use super::{check, parse_resume};

/// Names that employers, projects and schools have or could have.
const NAMES: [&str; 7] = [
    "Italy Expo 2020",
    "Class of 1998 Foundation",
    "Studio 1984",
    "Milano Cortina 2026",
    "Vision 2030 Office",
    "Recovery Plan 2021-2027",
    "Area 51",
];

#[test]
fn an_employer_keeps_the_year_of_its_name_in_every_layout() {
    for name in NAMES {
        for entry in [
            format!("Film editor\tOct 2020 – Jun 2022\n{name}\nDubai, United Arab Emirates\n• Cut trailers"),
            format!("{name}\tDubai, United Arab Emirates\nFilm editor\tOct 2020 – Jun 2022\n• Cut trailers"),
            format!("Film editor · {name}\tOct 2020 – Jun 2022\n• Cut trailers"),
            format!("Film editor\nOct 2020 – Jun 2022\n{name}\n• Cut trailers"),
            format!("Oct 2020 – Jun 2022\tFilm editor\n{name}\n• Cut trailers"),
            format!("{name} | Film editor | Oct 2020 – Jun 2022\n• Cut trailers"),
        ] {
            let text = format!(
                "Ada King\nada@example.org\n\nEXPERIENCE\n{entry}\n\nEDUCATION\nUniversity of London\nBSc Film\t2015 – 2018"
            );
            let expected = format!(
                "name Ada King\nreach ada@example.org / - / \njob Film editor @ {name} 2020-10 2022-06\n\
                 school BSc / Film @ University of London 2015 2018"
            );
            check(&text, &expected);
        }
    }
}

#[test]
fn a_name_that_begins_with_a_year_keeps_it_below_a_date_that_stands_last() {
    for entry in ["Film editor\tOct 2020 – Jun 2022\n1968 Press", "1968 Press\nFilm editor\tOct 2020 – Jun 2022"] {
        check(
            &format!("Ada King\n\nEXPERIENCE\n{entry}\n• Cut trailers"),
            "name Ada King\nreach - / - / \njob Film editor @ 1968 Press 2020-10 2022-06",
        );
    }
}

#[test]
fn titles_schools_and_projects_keep_theirs() {
    check(
        "Ada King\nada@example.org\n\nEXPERIENCE\nVision 2030 programme manager\t2019 – 2021\nHarbour Bank\n• Led it\n\
         Agenda 2030 analyst\t2018\nHarbour Bank\n• Counted\n\nEDUCATION\nBSc Film\t2015 – 2018\nCollege 1871 of Arts\n\
         Diploma in Editing\t2014\nSchool of 1999",
        "name Ada King
         reach ada@example.org / - / 
         job Vision 2030 programme manager @ Harbour Bank 2019 2021
         job Agenda 2030 analyst @ Harbour Bank 2018 2018
         school BSc / Film @ College 1871 of Arts 2015 2018
         school Diploma / Editing @ School of 1999 ? 2014",
    );
    let text = "Ada King\n\nPROJECTS\nHackathon 2019 winner app\t2020\n• Built\nHorizon 2020 reader\tJan 2021\n• Read\n\n\
        CERTIFICATES\nOffice Specialist 2016 · Guild of Clerks · 2019";
    let resume = parse_resume(&Document::from(text));
    let projects: Vec<(&str, String)> =
        resume.projects.iter().map(|project| (project.name.as_str(), project.end.value.unwrap().to_string())).collect();
    assert_eq!(
        projects,
        [("Hackathon 2019 winner app", "2020".to_owned()), ("Horizon 2020 reader", "2021-01".to_owned())]
    );
    let certificate = &resume.certificates[0];
    assert_eq!(
        (certificate.name.as_str(), certificate.date.value.unwrap().to_string()),
        ("Office Specialist 2016", "2019".to_owned())
    );
}
