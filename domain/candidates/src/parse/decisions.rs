//! Which name of an entry is the title and which the employer: by their words, and by the order that the section has.

use super::piece::Piece;
use super::roles::{company_score, lean, segments, split_by_comma, title_score};

/// What the names of an entry say.
#[derive(Default)]
pub(super) struct Decision<'a> {
    /// The title.
    pub(super) title: Option<Piece<'a>>,
    /// The employer.
    pub(super) company: Option<Piece<'a>>,
    /// Do the words say so, and not only the order?
    pub(super) is_sure: bool,
}

impl<'a> Decision<'a> {
    fn of((title, company): (Piece<'a>, Piece<'a>)) -> Self {
        Self { title: Some(title), company: Some(company), is_sure: lean(title.text) > 0 || lean(company.text) < 0 }
    }
}

/// Does the title stand before the employer in this section? The entries vote.
pub(super) fn title_first<'a>(entries: impl Iterator<Item = &'a [Piece<'a>]>) -> bool {
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
        let difference = lean(first.text) - lean(second.text);
        votes += difference.signum() * if difference.abs() >= 3 { 2 } else { 1 };
    }
    votes >= 0
}

/// Title and employer among the names of an entry. One of them may be missing when a single name is all there is.
pub(super) fn decide<'a>(names: &[Piece<'a>], title_first: bool, is_nested: bool) -> Decision<'a> {
    match *names {
        [] => Decision::default(),
        [single] => match split_by_comma(single, title_first) {
            Some((title, company))
                if !is_nested || lean(single.text) < 0 || lean(company.text) < 0 && lean(title.text) > 0 =>
            {
                Decision::of((title, company))
            }
            _ if is_nested && lean(single.text) >= 0 || lean(single.text) > 0 => {
                Decision { title: Some(single), company: None, is_sure: true }
            }
            _ => Decision { title: None, company: Some(single), is_sure: lean(single.text) < 0 },
        },
        [first, second, ..] => Decision::of(of_several(first, second, &names[2..names.len().min(4)], title_first)),
    }
}

/// A later name counts only when it alone says what the first two do not.
fn of_several<'a>(
    first: Piece<'a>,
    second: Piece<'a>,
    later: &[Piece<'a>],
    title_first: bool,
) -> (Piece<'a>, Piece<'a>) {
    let order = if title_first { 2 } else { -2 };
    let (title, company) =
        if lean(first.text) - lean(second.text) + order >= 0 { (first, second) } else { (second, first) };
    let (title_lean, company_lean) = (lean(title.text), lean(company.text));
    if title_lean <= 0
        && let Some(&better) = later.iter().find(|name| lean(name.text) >= 3)
    {
        let company = if lean(first.text) <= lean(second.text) || lean(first.text) <= 0 { first } else { second };
        return (better, company);
    }
    let better = later
        .iter()
        .find(|name| lean(name.text) < 0)
        .or(later.first().filter(|_| company_lean >= 4 && title_lean >= 4));
    match better {
        Some(&better) if company_lean > 0 => (title, better),
        _ => (title, company),
    }
}

/// An employer without the town behind its name, which no list of places has: `Drogerie Nord GmbH, Esens`.
pub(super) fn without_town(
    company: Option<Piece<'_>>,
    others_have_places: bool,
) -> (Option<Piece<'_>>, Option<Piece<'_>>) {
    let Some(whole) = company else { return (None, None) };
    let segments = segments(whole);
    let [_, .., town] = segments[..] else { return (company, None) };
    let name = whole.part(0, town.start - whole.start).tidy();
    let is_capital = town.text.chars().next().is_some_and(|c| !c.is_lowercase());
    let is_town = town.words() <= 2
        && is_capital
        && town
            .text
            .chars()
            .all(|c| super::fold::is_word(c) && super::fold::digit(c).is_none() || matches!(c, ' ' | '-' | '.'))
        && title_score(town.text) == 0
        && company_score(town.text) == 0;
    let is_known = company_score(name.text) > 0 || others_have_places;
    if is_town && is_known { (Some(name), Some(town)) } else { (company, None) }
}
