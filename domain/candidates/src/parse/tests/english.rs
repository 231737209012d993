//! Resumes in English, in the layouts that are usual.

use super::check;

#[test]
fn titles_first_with_bullets() {
    check(
        "
Nora Whitfield
Portland, OR | (503) 555-0188 | nora.whitfield@example.org | linkedin.com/in/norawhitfield

SUMMARY
Registered nurse with nine years in emergency care and a talent for calm teaching of new colleagues.

EXPERIENCE

Charge Nurse\tMarch 2019 – Present
Riverside General Hospital, Portland, OR
• Led a team of 14 nurses in a 32-bed emergency department
• Cut waiting time by 18%

Staff Nurse\tJune 2014 – February 2019
Lakeview Clinic, Salem, OR
• Cared for up to 9 patients a shift

EDUCATION
Bachelor of Science in Nursing\t2010 – 2014
University of Portland

SKILLS
Triage, Patient education, Epic, Wound care

LANGUAGES
English (native), Spanish (professional working proficiency)
",
        "
name Nora Whitfield
reach nora.whitfield@example.org / (503) 555-0188 / Portland, OR
link LinkedIn norawhitfield
job Charge Nurse @ Riverside General Hospital 2019-03 present
job Staff Nurse @ Lakeview Clinic 2014-06 2019-02
school Bachelor of Science / Nursing @ University of Portland 2010 2014
skills Triage+Patient education+Epic+Wound care
languages English=native+Spanish=professional working proficiency
",
    );
}

#[test]
fn employers_first_with_several_positions() {
    check(
        "
DEREK OYELARAN
derek@example.com · +44 20 7946 0018 · London, UK
github.com/deroy

Professional Experience

Halcyon Bank plc, London
Senior Risk Analyst\tJan 2021 – present
- Built stress models
- Presented to the board
Risk Analyst\tSep 2017 – Dec 2020
- Automated reports in Python

Orchard Mutual Ltd, Leeds
Graduate Trainee\tSep 2015 – Aug 2017
- Rotated through four teams

Education

University of Leeds, BSc Mathematics, 2012 – 2015

Technical Skills
Languages: Python, R, SQL
Tools: Excel, Tableau
",
        "
name Derek Oyelaran
reach derek@example.com / +44 20 7946 0018 / London, UK
link GitHub deroy
job Senior Risk Analyst @ Halcyon Bank plc 2021-01 present
job Risk Analyst @ Halcyon Bank plc 2017-09 2020-12
job Graduate Trainee @ Orchard Mutual Ltd 2015-09 2017-08
school BSc / Mathematics @ University of Leeds 2012 2015
skills Python+R+SQL+Excel+Tableau
",
    );
}

#[test]
fn one_line_entries_with_bars() {
    check(
        "
Priya Raman
Full Stack Developer
Email: priya@example.in | Phone: +91 98450 12345 | Location: Bengaluru, India

Objective
To join a team that ships small changes every day and measures what they do for people.

Work Experience
Software Engineer | Zentrix Technologies Pvt Ltd | Jul 2020 - Present
• Wrote services in Go
Intern | Kite Labs | Jan 2020 - Jun 2020
• Fixed bugs

Education
B.Tech, Computer Science | Anna University | 2016 - 2020

Skills
Go, React, PostgreSQL

Declaration
I declare that the above is true.
",
        "
name Priya Raman
reach priya@example.in / +91 98450 12345 / Bengaluru, India
job Software Engineer @ Zentrix Technologies Pvt Ltd 2020-07 present
job Intern @ Kite Labs 2020-01 2020-06
school B.Tech / Computer Science @ Anna University 2016 2020
skills Go+React+PostgreSQL
",
    );
}

#[test]
fn dates_at_the_left_margin() {
    check(
        "
Curriculum Vitae

Ewan MacAllister
12 Harbour Street, Oban PA34 4LQ, Scotland
ewan@example.scot

Employment History

2018 – present\tMarine Engineer, Caledonian Ferries Ltd, Oban
\tMaintains the engines of three ships
2012 – 2018\tApprentice, Clyde Works, Glasgow
\tLearnt the trade

Education

2010 – 2012\tHigher National Diploma, Marine Engineering, City of Glasgow College

Interests
Sailing, folk music
",
        "
name Ewan MacAllister
reach ewan@example.scot / - / 12 Harbour Street, Oban PA34 4LQ, Scotland
job Marine Engineer @ Caledonian Ferries Ltd 2018 present
job Apprentice @ Clyde Works 2012 2018
school Higher National Diploma / Marine Engineering @ City of Glasgow College 2010 2012
",
    );
}

#[test]
fn joined_by_at_and_prose_below() {
    check(
        "
Tomasina Reed
tomasina.reed@example.com
Chicago, IL

About Me
I turn messy spreadsheets into decisions that a shop owner understands within a minute.

Work History

Data Analyst at Bluebird Retail
2019 to present
I look after the weekly numbers of forty shops. The dashboards I built replaced a dozen files and saved two days a week.

Store Manager at Corner Foods
2015 to 2019
I ran a shop of eleven people and planned the shifts.

Education
DePaul University
BA Economics
2011 – 2015
",
        "
name Tomasina Reed
reach tomasina.reed@example.com / - / Chicago, IL
job Data Analyst @ Bluebird Retail 2019 present
job Store Manager @ Corner Foods 2015 2019
school BA / Economics @ DePaul University 2011 2015
",
    );
}

#[test]
fn volunteering_references_and_awards_stay_apart() {
    check(
        "
Hana Brooks
hana@example.com | 020 7946 0123

Experience
Barista\t05/2021 – 08/2023
Grindhouse Coffee\tLeeds
- Made coffee

Volunteer Experience
Trail Guide\t2019 – 2021
Green Hills Trust
- Led walks

Awards
Employee of the Month, June 2022

References
Martin Cole
Manager, Grindhouse Coffee
martin@example.org | 020 7946 0999
",
        "
name Hana Brooks
reach hana@example.com / 020 7946 0123 /
job Barista @ Grindhouse Coffee 2021-05 2023-08
unpaid Trail Guide @ Green Hills Trust 2019 2021
",
    );
}

#[test]
fn headings_in_capitals_hide_no_employer_in_capitals() {
    check(
        "
LEO MARCHETTI
leo@example.net

PROFILE
Chef who runs a small kitchen with care for season, waste and the people who wash the dishes.

EXPERIENCE
IBM
Systems Programmer, 1998 - 2004
Kept mainframes alive.

NASA
Contractor, 2004 - 2009
Wrote telemetry tools.

EDUCATION
MIT
BS Physics, 1994 - 1998

SKILLS
REXX, COBOL
",
        "
name Leo Marchetti
reach leo@example.net / - /
job Systems Programmer @ IBM 1998 2004
job Contractor @ NASA 2004 2009
school BS / Physics @ MIT 1994 1998
skills REXX+COBOL
",
    );
}

#[test]
fn a_sidebar_comes_first() {
    check(
        "
CONTACT
+1 415 555 0110
june.park@example.com
Oakland, CA

SKILLS
Figma
Sketch
HTML & CSS

LANGUAGES
English
Native
Korean
Fluent

June Park
Product Designer

PROFILE
Designer of calm tools for hospitals, with ten years of research among nurses and pharmacists.

EXPERIENCE
Lead Designer
Moss Health Inc.
2020 – Present
• Redesigned the ward board

Designer
Paperboat Studio
2014 – 2020
• Drew icons

EDUCATION
California College of the Arts
BFA Graphic Design
2010 – 2014
",
        "
name June Park
reach june.park@example.com / +1 415 555 0110 / Oakland, CA
job Lead Designer @ Moss Health Inc. 2020 present
job Designer @ Paperboat Studio 2014 2020
school BFA / Graphic Design @ California College of the Arts 2010 2014
skills Figma+Sketch+HTML & CSS
languages English=Native+Korean=Fluent
",
    );
}
