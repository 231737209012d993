//! Pay as people write it: amounts with separators, `k`, lakh and currency signs, ranges with open ends, periods in the
//! languages of postings. What may mean two things says nothing.

mod amount;
mod currency;
mod dollar;
mod period;
mod prose;
mod stated;

pub use amount::{amount, read};
pub use currency::currency;
pub use period::{Unit, unit};
pub use prose::in_text;
pub use stated::{StatedPay, stated};
