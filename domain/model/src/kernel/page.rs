//! Keyset pagination: a page starts after the last item of the page before, so rows that are inserted meanwhile neither
//! repeat an item nor hide one.

use chrono::{DateTime, Utc};

use super::id;

/// The version of the binary format. A new version invalidates existing cursors.
const VERSION: u8 = 1;

/// A sort key: unique within the list and stable while the item keeps its position.
pub trait SortKey: Copy {
    /// Appends the key to `bytes`.
    fn write(self, bytes: &mut Vec<u8>);

    /// Reads a key from the front of `bytes`; `None` when there is none.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

/// A page cursor: the sort key of the last item of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageCursor<K>(pub K);

/// The bytes are no cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cursor does not belong to this list; leave it out to begin at the first page")]
pub struct InvalidCursor;

/// A request for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageRequest<K> {
    /// The cursor of the previous page; `None` for the first page.
    pub after: Option<PageCursor<K>>,
    /// The maximum number of items.
    pub limit: u32,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, K> {
    /// Its items, in the order of the list.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<PageCursor<K>>,
}

impl<K: SortKey> PageCursor<K> {
    /// The cursor in binary form. Clients treat it as opaque text.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        self.0.write(&mut bytes);
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidCursor> {
        let Some((&VERSION, mut rest)) = bytes.split_first() else { return Err(InvalidCursor) };
        match K::read(&mut rest) {
            Some(key) if rest.is_empty() => Ok(Self(key)),
            _ => Err(InvalidCursor),
        }
    }
}

impl<K: SortKey> PageRequest<K> {
    /// The first page.
    pub const fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }

    /// The key after which the page starts.
    pub fn after_key(&self) -> Option<K> {
        self.after.map(|cursor| cursor.0)
    }

    /// The number of rows to read: one more than the limit, to detect a following page.
    pub fn rows(&self) -> u64 {
        u64::from(self.limit) + 1
    }
}

impl<T, K: SortKey> Page<T, K> {
    /// The page made of these rows, of which there may be one more than the limit.
    pub fn from_rows(mut rows: Vec<T>, limit: u32, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_last = rows.len() <= limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| !is_last).map(|last| PageCursor(key(last)));
        Self { items: rows, next }
    }

    /// Converts the items.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U, K> {
        Page { items: self.items.into_iter().map(convert).collect(), next: self.next }
    }
}

impl SortKey for u32 {
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_be_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes).map(Self::from_be_bytes)
    }
}

impl SortKey for u64 {
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_be_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes).map(Self::from_be_bytes)
    }
}

/// Precise to the microsecond, as in Postgres.
impl SortKey for DateTime<Utc> {
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.timestamp_micros().to_be_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Self::from_timestamp_micros(i64::from_be_bytes(take(bytes)?))
    }
}

impl<A: SortKey, B: SortKey> SortKey for (A, B) {
    fn write(self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

macro_rules! id_keys {
    ($($id:ident)+) => {$(
        impl SortKey for id::$id {
            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend(self.0.as_bytes());
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                take(bytes).map(|id| Self(uuid::Uuid::from_bytes(id)))
            }
        }
    )+};
}

id_keys! { AccountId ApiKeyId ApplicationId ChatSessionId JobId LoginSessionId MockInterviewId ScrapingLogId TaskId }

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use id::{JobId, TaskId};
    use uuid::Uuid;

    use super::*;

    type JobCursor = PageCursor<(DateTime<Utc>, JobId)>;

    fn job_cursor() -> JobCursor {
        PageCursor((DateTime::from_timestamp_micros(1_800_000_000_123_456).unwrap(), JobId(Uuid::from_u128(7))))
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        assert_eq!(JobCursor::from_bytes(&job_cursor().to_bytes()), Ok(job_cursor()));
        assert_eq!(PageCursor::from_bytes(&PageCursor(u64::MAX).to_bytes()), Ok(PageCursor(u64::MAX)));
        let before_1970 = DateTime::from_timestamp_micros(-1).unwrap();
        assert_eq!(PageCursor::from_bytes(&PageCursor(before_1970).to_bytes()), Ok(PageCursor(before_1970)));
    }

    #[test]
    fn a_damaged_cursor_is_refused() {
        let whole = job_cursor().to_bytes();
        for length in 0..whole.len() {
            assert_eq!(JobCursor::from_bytes(&whole[..length]), Err(InvalidCursor), "{length}");
        }
        let longer = [whole.as_slice(), &[0]].concat();
        assert_eq!(JobCursor::from_bytes(&longer), Err(InvalidCursor));
        let other_version = [&[VERSION + 1], &whole[1..]].concat();
        assert_eq!(JobCursor::from_bytes(&other_version), Err(InvalidCursor));
        let no_time = [vec![VERSION], i64::MAX.to_be_bytes().to_vec(), vec![0; 16]].concat();
        assert_eq!(JobCursor::from_bytes(&no_time), Err(InvalidCursor));
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let of_tasks = PageCursor(TaskId(Uuid::from_u128(7))).to_bytes();
        assert_eq!(JobCursor::from_bytes(&of_tasks), Err(InvalidCursor));
        assert_eq!(PageCursor::<u64>::from_bytes(&of_tasks), Err(InvalidCursor));
    }

    #[test]
    fn only_a_page_that_another_follows_has_a_cursor() {
        let page = |rows: Vec<u32>, limit| Page::from_rows(rows, limit, |row| *row);
        assert_eq!(page(vec![5, 4, 3], 2), Page { items: vec![5, 4], next: Some(PageCursor(4)) });
        assert_eq!(page(vec![5, 4], 2), Page { items: vec![5, 4], next: None });
        assert_eq!(page(vec![], 2), Page { items: vec![], next: None });
    }
}
