//! Which name of an entry is the title and which the employer: by their words, and by the order that the section has.

use super::fragment::Fragment;
use super::lexicon::JOBS;
use super::roles::{bracketed_place, company_score, role_score, segments, split_by_comma, title_score};

/// What the names of an entry say.
#[derive(Default)]
pub(super) struct Decision<'a> {
    /// The title.
    pub(super) title: Option<Fragment<'a>>,
    /// The employer.
    pub(super) company: Option<Fragment<'a>>,
    /// Do the words say so, and not only the order?
    pub(super) is_sure: bool,
}

impl<'a> Decision<'a> {
    fn of((title, company): (Fragment<'a>, Fragment<'a>)) -> Self {
        Self {
            title: Some(title),
            company: Some(company),
            is_sure: role_score(title.text) > 0 || role_score(company.text) < 0,
        }
    }
}

/// Does the title stand before the employer in this section? The entries vote.
pub(super) fn title_first<'a>(entries: impl Iterator<Item = &'a [Fragment<'a>]>) -> bool {
    let mut votes = 0;
    for names in entries {
        let (first, second) = match names {
            [] => continue,
            [single] => {
                let segments = segments(*single);
                let (Some(first), Some(last)) = (segments.first(), segments.last()) else { continue };
                (*first, *last)
            }
            [first, second, ..] => (*first, *second),
        };
        let difference = role_score(first.text) - role_score(second.text);
        votes += difference.signum() * if difference.abs() >= 3 { 2 } else { 1 };
    }
    votes >= 0
}

/// Title and employer among the names of an entry. One of them may be missing when a single name is all there is.
pub(super) fn decide<'a>(names: &[Fragment<'a>], title_first: bool, is_nested: bool) -> Decision<'a> {
    match *names {
        [] => Decision::default(),
        [single] => match split_by_comma(single, title_first) {
            Some((title, company))
                if !is_nested
                    || role_score(single.text) < 0
                    || role_score(company.text) < 0 && role_score(title.text) > 0 =>
            {
                Decision::of((title, company))
            }
            _ if is_nested && role_score(single.text) >= 0 || role_score(single.text) > 0 => {
                Decision { title: Some(single), company: None, is_sure: true }
            }
            _ => Decision { title: None, company: Some(single), is_sure: role_score(single.text) < 0 },
        },
        [first, second, ..] => Decision::of(of_several(first, second, &names[2..names.len().min(4)], title_first)),
    }
}

/// A later name counts only when it alone says what the first two do not.
fn of_several<'a>(
    first: Fragment<'a>,
    second: Fragment<'a>,
    later: &[Fragment<'a>],
    title_first: bool,
) -> (Fragment<'a>, Fragment<'a>) {
    let order = if title_first { 2 } else { -2 };
    let (title, company) =
        if role_score(first.text) - role_score(second.text) + order >= 0 { (first, second) } else { (second, first) };
    let (of_title, of_company) = (role_score(title.text), role_score(company.text));
    if of_title <= 0
        && let Some(&better) = later.iter().find(|name| role_score(name.text) >= 3)
    {
        let company = if role_score(first.text) <= role_score(second.text) || role_score(first.text) <= 0 {
            first
        } else {
            second
        };
        return (better, company);
    }
    let better = later
        .iter()
        .find(|name| role_score(name.text) < 0)
        .or(later.first().filter(|_| of_company >= 4 && of_title >= 4));
    match better {
        Some(&better) if of_company > 0 => (title, better),
        _ => (title, company),
    }
}

/// An employer without the town behind its name, which no list of places has: `Drogerie Nord GmbH, Esens`.
pub(super) fn without_town(company: Option<Fragment<'_>>) -> (Option<Fragment<'_>>, Option<Fragment<'_>>) {
    let Some(whole) = company else { return (None, None) };
    let segments = segments(whole);
    let (name, town) = match segments[..] {
        [_, .., town] => (whole.part(0, town.start - whole.start).tidy(), town),
        _ => match bracketed_place(whole) {
            Some(sides) => sides,
            None => return (company, None),
        },
    };
    // An abbreviation in brackets is another name of the employer: `Gizmonic Institute (GIM)`.
    let is_capital = town.text.chars().next().is_some_and(|c| !c.is_lowercase())
        && (segments.len() > 1 || town.text.chars().any(char::is_lowercase) || !town.text.is_ascii());
    let is_town = town.words() <= 2
        && is_capital
        && town
            .text
            .chars()
            .all(|c| super::fold::is_word(c) && super::fold::digit(c).is_none() || matches!(c, ' ' | '-' | '.'))
        && title_score(town.text) == 0
        && !JOBS.has(town.text, "unit")
        && company_score(town.text) == 0;
    if is_town { (Some(name), Some(town)) } else { (company, None) }
}
