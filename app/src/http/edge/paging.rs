//! Parameters and responses of lists. The maxima that the `OpenAPI` document states are part of the types, so a larger
//! value is refused in every contract.

use std::borrow::Cow;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain_model::kernel::page::{InvalidCursor, Page, PageCursor, PageRequest, SortKey};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The maximum number of skipped items. Clients go further with a cursor.
const MAX_SKIPPED: u32 = 10_000;
/// The maximum length of a cursor, in bytes.
const MAX_CURSOR_LENGTH: usize = 100;

/// How many items at most: from 1 to `MAX`, `DEFAULT` where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit<const DEFAULT: u32, const MAX: u32>(pub(crate) u32);

/// The limit of the lists below `/api/v1`.
pub(crate) type PageLimit = Limit<20, 100>;

/// How many items to leave out: at most 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Skip(pub(crate) u32);

/// Where the page before ended: `next_cursor` of its answer, unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor<K>(PageCursor<K>);

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListPage<T> {
    pub(crate) items: Vec<T>,
    /// Gets the next page as the parameter `cursor`; `null` on the last page.
    pub(crate) next_cursor: Option<String>,
}

impl<const DEFAULT: u32, const MAX: u32> Limit<DEFAULT, MAX> {
    /// The page of this size that begins where the cursor says.
    pub(crate) fn after<K: SortKey>(self, cursor: Option<Cursor<K>>) -> PageRequest<K> {
        PageRequest { after: cursor.map(|cursor| cursor.0), limit: self.0 }
    }
}

impl<const DEFAULT: u32, const MAX: u32> Default for Limit<DEFAULT, MAX> {
    fn default() -> Self {
        Self(DEFAULT)
    }
}

impl<K> Cursor<K> {
    /// The cursor of the domain.
    pub(crate) fn position(self) -> PageCursor<K> {
        self.0
    }
}

impl<T> ListPage<T> {
    /// The page with converted items.
    pub(crate) fn of<S, K: SortKey>(page: Page<S, K>) -> Self
    where
        T: From<S>,
    {
        Self { items: page.items.into_iter().map(T::from).collect(), next_cursor: page.next.map(as_text) }
    }

    /// A complete list, which is always short.
    pub(crate) fn whole<S>(items: impl IntoIterator<Item = S>) -> Self
    where
        T: From<S>,
    {
        Self { items: items.into_iter().map(T::from).collect(), next_cursor: None }
    }
}

/// The cursor in text form.
pub(crate) fn as_text<K: SortKey>(cursor: PageCursor<K>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(cursor.to_bytes())
}

impl<'de, const DEFAULT: u32, const MAX: u32> Deserialize<'de> for Limit<DEFAULT, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number(deserializer, "limit", 1, MAX).map(Self)
    }
}

impl<'de> Deserialize<'de> for Skip {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number(deserializer, "skip", 0, MAX_SKIPPED).map(Self).map_err(|error| {
            D::Error::custom(format!(
                "{error}; the list below `/api/v1` has no end: read it page by page with `cursor`"
            ))
        })
    }
}

impl<'de, K: SortKey> Deserialize<'de> for Cursor<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let bytes = (text.len() <= MAX_CURSOR_LENGTH).then(|| BASE64_URL_SAFE_NO_PAD.decode(text.as_bytes()).ok());
        let cursor = bytes.flatten().ok_or(InvalidCursor).and_then(|bytes| PageCursor::from_bytes(&bytes));
        cursor.map(Self).map_err(D::Error::custom)
    }
}

/// A number in the query string. Errors name the parameter and its range.
fn number<'de, D: Deserializer<'de>>(deserializer: D, name: &str, least: u32, most: u32) -> Result<u32, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| D::Error::custom(format!("`{name}` must be a number from {least} to {most}")))
}

fn number_schema(usual: u32, least: u32, most: u32) -> RefOr<Schema> {
    let schema = ObjectBuilder::new().schema_type(Type::Integer);
    schema.minimum(Some(least)).maximum(Some(most)).default(Some(usual.into())).build().into()
}

impl<const DEFAULT: u32, const MAX: u32> PartialSchema for Limit<DEFAULT, MAX> {
    fn schema() -> RefOr<Schema> {
        number_schema(DEFAULT, 1, MAX)
    }
}

impl<const DEFAULT: u32, const MAX: u32> ToSchema for Limit<DEFAULT, MAX> {}

impl PartialSchema for Skip {
    fn schema() -> RefOr<Schema> {
        number_schema(0, 0, MAX_SKIPPED)
    }
}

impl ToSchema for Skip {}

impl<K> PartialSchema for Cursor<K> {
    fn schema() -> RefOr<Schema> {
        Object::with_type(Type::String).into()
    }
}

impl<K> ToSchema for Cursor<K> {}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::web::Query;

    #[derive(Deserialize, Debug)]
    struct ListQuery {
        #[serde(default)]
        skip: Skip,
        #[serde(default)]
        limit: Limit<20, 100>,
        cursor: Option<Cursor<u64>>,
    }

    fn parsed(query: &str) -> Result<(u32, u32, Option<u64>), String> {
        let parsed = Query::<ListQuery>::from_query(query).map_err(|error| error.to_string())?.into_inner();
        Ok((parsed.skip.0, parsed.limit.0, parsed.cursor.map(|cursor| cursor.0.0)))
    }

    #[test]
    fn what_is_documented_as_the_most_is_the_most() {
        assert_eq!(parsed(""), Ok((0, 20, None)));
        assert_eq!(parsed("skip=10000&limit=100"), Ok((10_000, 100, None)));
        assert_eq!(parsed("limit=1"), Ok((0, 1, None)));
        for refused in ["limit=0", "limit=101", "limit=-1", "limit=x", "limit=", "limit=99999999999999999999"] {
            let complaint = parsed(refused).unwrap_err();
            assert!(complaint.contains("`limit` must be a number from 1 to 100"), "{refused}: {complaint}");
        }
        assert!(parsed("skip=10001").unwrap_err().contains("`cursor`"));
    }

    #[test]
    fn a_cursor_is_read_as_it_was_given() {
        let cursor = as_text(PageCursor(7_u64));
        assert_eq!(parsed(&format!("cursor={cursor}")), Ok((0, 20, Some(7))));
        for damaged in ["", "x", "%00", &cursor[1..], &cursor.replace('A', "B"), &"A".repeat(4_096)] {
            parsed(&format!("cursor={damaged}")).expect_err(damaged);
        }
        assert!(parsed("cursor=x").unwrap_err().contains("does not belong to this list"));
    }
}
