//! The resumes of the folder `resumes`: a text, `=====`, and what is read in it. `⇥` is a tab.

use super::check;

macro_rules! resumes {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            let file = include_str!(concat!("resumes/", stringify!($name), ".txt")).replace('⇥', "\t");
            let (text, expected) = file.split_once("=====\n").expect("every file has both parts");
            check(text, expected);
        })*
    };
}

resumes!(
    de_tabelle_mit_personendaten,
    en_academic,
    en_employer_and_town,
    en_graduate_with_projects,
    en_hybrid_titles_and_seasons,
    en_labelled_entries,
    en_markdown,
    en_page_breaks,
    en_positions_under_employer_with_durations,
    en_prose_without_bullets,
    en_rated_skills_and_short_years,
    es_empresa_y_cargo,
    fa_blocks,
    fr_dates_et_deux_points,
    hi_devanagari_digits,
    it_europass,
    nl_functie_en_werkgever,
    pl_od_do,
    pt_blocos,
    ru_organisation_first,
    sv_one_line,
    zh_labelled,
);
