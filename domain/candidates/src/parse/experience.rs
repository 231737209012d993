//! Positions by employer, from the entries of a section.

use domain_model::candidates::field::{Doubt, Field};
use domain_model::candidates::structured_resume::{Employer, Position};
use domain_model::catalogue::gazetteer::cities;

use super::decisions::{Decision, decide, title_first, without_town};
use super::entries::{Entry, entries, paragraphs};
use super::fold::{digit, phrase};
use super::fragment::Fragment;
use super::lexicon::DATES;
use super::roles::{bracketed_place, parts, role_score, segments, split_by_comma, without_place};
use super::rows::Row;
use super::years_in_names::{Evidence, released};

/// Where a name stands in an entry: the number of its row, and its number in that row.
type Slot = (usize, usize);

/// The names of an entry that are neither dates nor places, in order, and its place.
#[derive(Default)]
struct Names<'a> {
    found: Vec<Fragment<'a>>,
    /// What a label says is the title.
    title: Option<Fragment<'a>>,
    /// What a label says is the employer.
    employer: Option<Fragment<'a>>,
    place: Option<Fragment<'a>>,
    /// Rows of the tail that were used.
    used: usize,
    /// Rows that were looked at.
    rows: usize,
    /// Which name of which row each of `found` is.
    slots: Vec<Slot>,
    /// The same of the place.
    place_slot: Option<Slot>,
}

/// The employers of a section of experience.
pub(super) fn employers(rows: &[Row<'_>]) -> Vec<Employer> {
    let entry_rows: Vec<Row<'_>> = rows.iter().filter_map(entry_row).collect();
    let entry_rows = released(&entry_rows, Evidence::InSection);
    let entries = entries(&entry_rows);
    let mut names: Vec<Names<'_>> = entries.iter().map(names).collect();
    places_by_slot(&mut names);
    let title_first = title_first(names.iter().map(|names| names.found.as_slice()));
    let mut employers: Vec<Employer> = Vec::new();
    for (index, (entry, names)) in entries.iter().zip(&names).enumerate() {
        let above = index.checked_sub(1).is_some() && !employers.is_empty();
        let decision = if names.title.is_some() || names.employer.is_some() {
            names.labelled()
        } else {
            decide(&names.found, title_first, entry.is_nested && above)
        };
        let (company, town) = without_town(decision.company);
        let field = |fragment: Option<Fragment<'_>>| {
            let field = fragment.map_or_else(Field::missing, Fragment::clear);
            if decision.is_sure { field } else { field.doubted(Doubt::ByPosition) }
        };
        let (title, company) = (field(decision.title), field(company));
        let place = names.place.or(town);
        let position = position(entry, names, title, place);
        let is_heading = position.title.is_missing()
            && entry.body.is_empty()
            && entries.get(index + 1).is_some_and(|next| next.is_nested);
        match employers.last_mut() {
            Some(employer) if company.is_missing() && !title_is_missing(&position) && entry.is_nested => {
                employer.positions.push(position);
            }
            Some(employer) if !company.is_missing() && phrase(employer.name.as_str()) == phrase(company.as_str()) => {
                employer.name.spans.extend(company.spans);
                employer.positions.push(position);
            }
            _ if company.is_missing() && title_is_missing(&position) => {}
            _ if is_heading => {
                let location = position.location;
                employers.push(Employer { name: company, location, positions: Vec::new() });
            }
            _ => employers.push(Employer { name: company, location: Field::missing(), positions: vec![position] }),
        }
    }
    employers.retain(|employer| !employer.positions.is_empty());
    employers
}

fn title_is_missing(position: &Position) -> bool {
    position.title.is_missing()
}

/// Collects names from the head and the dated row, and from the tail while there are fewer than two.
fn names<'a>(entry: &Entry<'a>) -> Names<'a> {
    let mut names = Names::default();
    for row in &entry.head {
        names.add(row);
    }
    let before = names.found.len();
    if let Some(anchor) = &entry.anchor {
        let has_title = || {
            names
                .found
                .iter()
                .flat_map(|name| super::roles::segments(*name))
                .any(|segment| role_score(segment.text) > 0)
        };
        let is_title = |cell: &Fragment<'_>| {
            super::roles::segments(*cell).first().is_some_and(|first| role_score(first.text) >= 4 && first.words() <= 8)
        };
        let is_text = anchor.is_item && before > 0 && (has_title() || !anchor.cells.first().is_some_and(is_title));
        // One name that holds title and employer needs no other.
        let is_complete = before >= 2 || before == 1 && names.is_whole();
        let begins_dated = anchor.dates.first().is_some_and(|range| range.from == 0);
        if !(is_text || is_complete && begins_dated) {
            names.add(anchor);
        }
    }
    for row in &entry.tail {
        let is_lone_place = row.cells.len() == 1 && super::contacts::is_place(row.fragment.text);
        let is_labelled = matches!(row.labelled(), Some(("title" | "employer" | "place", _)));
        let is_more = (names.count() < 2 || is_labelled) && row.words() <= 14;
        if !is_more && !is_lone_place {
            break;
        }
        if (names.is_whole() || names.may_be_whole() && !reads_like_name(row.fragment.text)) && !is_lone_place {
            break;
        }
        names.add(row);
        names.used += 1;
    }
    names.keep_employer();
    names.add_town(entry);
    names
}

/// Where other entries of the section have their places, a third name that says nothing else is a place too: a town that no list has.
fn places_by_slot(entries: &mut [Names<'_>]) {
    let slots: Vec<Slot> = entries.iter().filter_map(|names| names.place_slot).collect();
    for names in entries.iter_mut().filter(|names| names.place.is_none() && names.found.len() >= 3) {
        let is_town = |name: &Fragment<'_>| name.words() <= 3 && role_score(name.text) == 0;
        let at = (0..names.found.len()).find(|&at| slots.contains(&names.slots[at]) && is_town(&names.found[at]));
        if let Some(at) = at {
            names.slots.remove(at);
            names.place = Some(names.found.remove(at));
        }
    }
}

/// A row as entries are looked for in it: without the label of its dates, as an item when it tells duties. `None` when it tells how
/// long something lasted and nothing else.
fn entry_row<'a>(row: &Row<'a>) -> Option<Row<'a>> {
    let has_number = row.fragment.text.contains(|c| digit(c).is_some());
    if row.dates.is_empty() && has_number && is_duration(row.fragment.text) || row.is_table_head() {
        return None;
    }
    match row.labelled() {
        Some(("dates", Some(rest))) if !rest.dates.is_empty() => Some(rest),
        Some(("duties", rest)) => rest.map(|rest| Row { is_item: true, ..rest }),
        Some(("sector", _)) => None,
        _ => Some(row.clone()),
    }
}

impl<'a> Names<'a> {
    /// Is there one name that holds title and employer?
    fn is_whole(&self) -> bool {
        let [single] = self.found[..] else { return false };
        split_by_comma(single, true).is_some_and(|(title, company)| {
            let is_name = !company.text.starts_with(char::is_lowercase);
            is_name && role_score(title.text) > 0 && role_score(company.text) <= 0
        })
    }

    /// Title and employer as their labels say. The one without a label is the first other name.
    fn labelled(&self) -> Decision<'a> {
        let mut others = self.found.iter().copied();
        let title = self.title.or_else(|| others.next());
        let company = self.employer.or_else(|| others.next());
        Decision { title, company, is_sure: true }
    }

    fn count(&self) -> usize {
        self.found.len() + usize::from(self.title.is_some()) + usize::from(self.employer.is_some())
    }

    /// `Lantern Freight, Ontario` reads like a town of a region. Beside a title alone it is the employer and its place.
    fn keep_employer(&mut self) {
        let [title] = self.found[..] else { return };
        let Some(place) = self.place.filter(|_| role_score(title.text) > 0 && !self.is_whole()) else { return };
        let segments = segments(place);
        if let [name, region, ..] = segments[..]
            && super::contacts::place_score(name.text) == 0
            && name.words() >= 2
        {
            self.place = Some(place.spanning(region, segments[segments.len() - 1]));
            self.push(name, (0, 0));
        }
    }

    /// A city alone on the row before the list of duties is the place, where title and employer are known.
    fn add_town(&mut self, entry: &Entry<'a>) {
        let rest = &entry.tail[self.used..];
        let [row] = rest else { return };
        let is_before_list = entry.body.first().is_some_and(|row| row.is_item);
        if self.place.is_none() && self.count() >= 2 && is_before_list && !cities(row.fragment.text, None).is_empty() {
            self.place = Some(row.fragment.tidy());
            self.used += 1;
        }
    }

    /// Is there one name with a comma in it?
    fn may_be_whole(&self) -> bool {
        matches!(self.found[..], [single] if segments(single).len() >= 2)
    }

    fn add(&mut self, row: &Row<'a>) {
        if let Some((label, Some(rest))) = row.labelled() {
            match label {
                "title" => return self.title = Some(rest.fragment.tidy()),
                "employer" => {
                    let whole = rest.fragment.tidy();
                    let (names, place) = without_place(bracketed_place(whole).map_or(whole, |(name, _)| name));
                    self.employer = Some(names.first().copied().unwrap_or(whole));
                    self.place = self.place.or(place);
                    return;
                }
                "place" => return self.place = Some(rest.fragment.tidy()),
                _ => {}
            }
        }
        self.rows += 1;
        for (number, fragment) in row.undated().into_iter().flat_map(parts).enumerate() {
            let slot = (self.rows, number);
            let (rest, place) = without_place(fragment);
            if let Some(place) = place
                && self.place.is_none()
            {
                self.place = Some(place);
                self.place_slot = rest.is_empty().then_some(slot);
                for name in rest {
                    self.push(name, slot);
                }
            } else if place.is_some() && rest.is_empty() {
                // Another place says nothing new.
            } else {
                self.push(fragment, slot);
            }
        }
    }

    /// Keeps a name, unless it is a sign or a time.
    fn push(&mut self, name: Fragment<'a>, slot: Slot) {
        if name.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2 && !is_duration(name.text) {
            self.found.push(name);
            self.slots.push(slot);
        }
    }
}

/// Do all words but small ones begin with capitals, or does a word say that it is a title or an employer?
fn reads_like_name(text: &str) -> bool {
    let is_large = |word: &str| word.chars().count() <= 3 || !word.starts_with(char::is_lowercase);
    role_score(text) != 0 || text.split_whitespace().all(is_large)
}

/// `2 years 10 months`, `(full-time)`
fn is_duration(text: &str) -> bool {
    let key = phrase(text);
    let is_unit = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) || DATES.of_key(word) == Some("unit");
    key.split(' ').all(is_unit) || DATES.of_key(&key) == Some("employment")
}

fn position(entry: &Entry<'_>, names: &Names<'_>, title: Field<String>, place: Option<Fragment<'_>>) -> Position {
    let dated = entry.anchor.iter().find_map(|row| {
        let range = row.dates.iter().find(|range| range.is_range()).or_else(|| row.dates.first())?;
        Some(range.fields(row.fragment, true))
    });
    let (start, end) = dated.unwrap_or_default();
    let mut text: Vec<Row<'_>> = entry
        .anchor
        .iter()
        .filter(|row| row.is_item && !names.found.iter().any(|name| name.line == row.fragment.line))
        .cloned()
        .collect();
    text.extend(entry.tail[names.used..].iter().cloned());
    text.extend(entry.body.iter().cloned());
    let location = place.map_or_else(Field::missing, Fragment::clear);
    Position { title, location, start, end, highlights: paragraphs(&text) }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn shown(text: &str) -> Vec<String> {
        let document = Document::from(text);
        let rows = rows(&document);
        let mut shown = Vec::new();
        for employer in employers(&rows) {
            for position in employer.positions {
                let date = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
                let (start, end) = (
                    date(position.start.value.map(|date| date.to_string())),
                    date(position.end.value.map(|date| date.to_string())),
                );
                shown.push(format!("{} @ {} {start} {end}", position.title.as_str(), employer.name.as_str()));
            }
        }
        shown
    }

    #[test]
    fn titles_employers_and_dates_are_read_in_any_order() {
        for text in [
            "Data Analyst\t2019 – 2020\nACME Inc\tLondon, UK\n- Built looms",
            "ACME Inc\tLondon, UK\nData Analyst\t2019 – 2020\n- Built looms",
            "Data Analyst, ACME Inc (2019 – 2020)\n- Built looms",
            "Data Analyst | ACME Inc | London, UK | 2019 - 2020",
            "2019 – 2020\tData Analyst, ACME Inc, London, UK\n- Built looms",
            "2019 – 2020\nData Analyst\nACME Inc\nLondon, UK",
            "Data Analyst at ACME Inc\n2019 – 2020\n- Built looms",
            "ACME Inc — Data Analyst\nLondon, UK | 2019 – 2020\n- Built looms",
            "ACME Inc, London, UK, Data Analyst\n2019 – 2020",
        ] {
            assert_eq!(shown(text), ["Data Analyst @ ACME Inc 2019 2020"], "{text}");
        }
    }

    #[test]
    fn an_employer_with_its_town_below_the_title_is_read() {
        let text = "Senior software engineer\t2022 – present\nLantern Freight, Utrecht\n- Moved the booking service\n\nSoftware engineer\t2019 – 2022\nOstrava Ledger Works, Ostrava\n- Built REST APIs";
        assert_eq!(
            shown(text),
            [
                "Senior software engineer @ Lantern Freight 2022 present",
                "Software engineer @ Ostrava Ledger Works 2019 2022"
            ]
        );
        let text = "Maintenance electrician\t2020 – present\nHavkaj Paper Mill, Aarhus\n- Kept drives running";
        assert_eq!(shown(text), ["Maintenance electrician @ Havkaj Paper Mill 2020 present"]);
    }

    #[test]
    fn a_title_goes_on_in_small_letters() {
        for text in [
            "Staff nurse, acute medicine, Moorside Infirmary, Preston\t2021 – present\n- Cared for patients",
            "Staff nurse, acute medicine\t2021 – present\nMoorside Infirmary\nPreston\n- Cared for patients",
            "Moorside Infirmary\nStaff nurse, acute medicine\t2021 – present\n- Cared for patients",
        ] {
            assert_eq!(shown(text), ["Staff nurse, acute medicine @ Moorside Infirmary 2021 present"], "{text}");
        }
        let text = "Teacher, physics and mathematics, Lindenhof School\t2010 – 2014\n- Taught";
        assert_eq!(shown(text), ["Teacher, physics and mathematics @ Lindenhof School 2010 2014"]);
    }

    #[test]
    fn a_city_alone_before_the_duties_is_the_place() {
        let text = "Software engineer\t2019 – 2022\nOstrava Ledger Works\nOstrava\n- Built REST APIs";
        let document = Document::from(text);
        let position = &employers(&rows(&document))[0].positions[0];
        assert_eq!(position.location.as_str(), "Ostrava");
        assert_eq!(position.highlights.len(), 1);
    }

    #[test]
    fn the_order_of_a_section_decides_what_words_do_not() {
        let text = "Cascade\tSeattle, WA\nGame Developer\tMarch 2022 - Present\nLed the team\n\nZebra\tOslo\nHappiness Hero\tJune 2020 - February 2022";
        assert_eq!(shown(text), ["Game Developer @ Cascade 2022-03 present", "Happiness Hero @ Zebra 2020-06 2022-02"]);
    }

    #[test]
    fn positions_of_one_employer_stand_together() {
        let text = "ACME Inc\nSenior Analyst\t2019 – present\n- Built looms\nAnalyst\t2017 – 2019\n- Sold looms\nBank AG\nClerk\t2015 – 2017\n- Counted";
        let document = Document::from(text);
        let employers = employers(&rows(&document));
        let counts: Vec<(&str, usize)> =
            employers.iter().map(|employer| (employer.name.as_str(), employer.positions.len())).collect();
        assert_eq!(counts, [("ACME Inc", 2), ("Bank AG", 1)]);
    }

    #[test]
    fn other_languages_are_read_too() {
        for (text, expected) in [
            (
                "09/2018 – heute\tSoftwareentwickler, Muster GmbH, Berlin\n- Entwicklung",
                "Softwareentwickler @ Muster GmbH 2018-09 present",
            ),
            (
                "Chef de projet — Société Exemple SA\njanvier 2019 – présent\n- Gestion",
                "Chef de projet @ Société Exemple SA 2019-01 present",
            ),
            (
                "شرکت فناوری اطلاعات، مهندس ارشد نرم\u{200c}افزار\nمهر ۱۴۰۰ – اکنون\n• طراحی",
                "مهندس ارشد نرم\u{200c}افزار @ شرکت فناوری اطلاعات ? present",
            ),
            (
                "2019年9月 - 至今\t华为技术有限公司\t高级软件工程师\n- 开发",
                "高级软件工程师 @ 华为技术有限公司 2019-09 present",
            ),
            (
                "सॉफ्टवेयर इंजीनियर, टाटा कंसल्टेंसी सर्विसेज\nजनवरी 2019 - वर्तमान",
                "सॉफ्टवेयर इंजीनियर @ टाटा कंसल्टेंसी सर्विसेज 2019-01 present",
            ),
            (
                "Programista\nAllegro Sp. z o.o., Poznań\n01.2019 – obecnie",
                "Programista @ Allegro Sp. z o.o. 2019-01 present",
            ),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }
}
