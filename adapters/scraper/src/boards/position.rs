//! Where a reader of a paged list is, written into the page token.

use ports::PageToken;

/// Between fields and between parts: neither stands in JSON as it is sent, nor in the address of a page.
const FIELDS: char = '\u{1f}';
const PARTS: &str = "\t";

/// What a server that ignores its paging parameter answers.
pub(crate) const SAME_PAGE: &str = "the board answers with the same page again: its list was not read whole";

/// The position in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ListPosition {
    pub(crate) pages: usize,
    pub(crate) postings: usize,
    /// How many postings the first page announced: later pages are not asked, because some platforms say it only once.
    pub(crate) total: Option<usize>,
    /// The address of the next page, where the platform names it.
    pub(crate) next: Option<String>,
    /// The parts that a list which is too long is asked for one by one, the current one first.
    pub(crate) parts: Vec<String>,
    /// The first posting of the last page.
    pub(crate) first: String,
}

impl ListPosition {
    pub(crate) fn token(&self) -> PageToken {
        let total = self.total.map_or_else(|| "-".to_owned(), |total| total.to_string());
        let next = self.next.as_deref().unwrap_or("-");
        let parts = if self.parts.is_empty() { "-".to_owned() } else { self.parts.join(PARTS) };
        let (pages, postings, first) = (self.pages, self.postings, &self.first);
        PageToken(format!("{pages}{FIELDS}{postings}{FIELDS}{total}{FIELDS}{next}{FIELDS}{parts}{FIELDS}{first}"))
    }

    pub(crate) fn of(token: &PageToken) -> Option<Self> {
        let mut parts = token.0.splitn(6, FIELDS);
        let mut next = || parts.next();
        Some(Self {
            pages: next()?.parse().ok()?,
            postings: next()?.parse().ok()?,
            total: next()?.parse().ok(),
            next: next().filter(|next| *next != "-").map(str::to_owned),
            parts: match next()? {
                "-" => Vec::new(),
                parts => parts.split(PARTS).map(str::to_owned).collect(),
            },
            first: next()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_token() {
        for position in [
            ListPosition::default(),
            ListPosition {
                pages: 2,
                postings: 40,
                total: Some(61),
                next: Some("https://a.example/?q=night nurse&page=3".to_owned()),
                parts: vec!["{\"a\":[\"b c\"]}".to_owned(), "{}".to_owned()],
                first: "a b".to_owned(),
            },
        ] {
            assert_eq!(ListPosition::of(&position.token()), Some(position));
        }
    }
}
