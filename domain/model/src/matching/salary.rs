//! What an estimate of pay rests on, and how much it can be relied on.

use crate::kernel::named::named_enum;

named_enum! {
    /// Where the postings are from that an estimate compares.
    PayArea {
        /// The city of the job.
        City = "city",
        /// Its country.
        Country = "country",
        /// Anywhere: the country of the job is not known.
        Anywhere = "anywhere",
    }
}

named_enum! {
    /// How much an estimate can be relied on.
    Confidence {
        /// Few postings, or postings that pay very differently.
        Low = "low",
        /// In between.
        Medium = "medium",
        /// Many postings of many employers that pay alike.
        High = "high",
    }
}
