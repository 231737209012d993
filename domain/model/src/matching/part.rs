//! The parts that the score of a resume for an opening is made of.

use crate::kernel::named::named_enum;

named_enum! {
    /// The parts of a score, in the order they are shown.
    PartKind {
        /// How near the texts are in meaning.
        Meaning = "meaning",
        /// The skills that the posting asks for.
        Skills = "skills",
        /// Occupation, licence, education and experience.
        Level = "level",
        /// Where the work is, and from where it may be done.
        Place = "place",
        /// What is paid.
        Pay = "pay",
    }
}

impl PartKind {
    /// What it counts at most. The parts together make 100.
    pub const fn weight(self) -> f32 {
        match self {
            Self::Meaning => 35.0,
            Self::Skills => 30.0,
            Self::Level => 20.0,
            Self::Place => 10.0,
            Self::Pay => 5.0,
        }
    }
}

named_enum! {
    /// Whose words a quotation is.
    QuotationSource {
        /// The seeker's.
        Resume = "resume",
        /// The employer's: the description of the job.
        Posting = "posting",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_make_a_hundred() {
        let sum: f32 = PartKind::ALL.iter().map(|kind| kind.weight()).sum();
        assert!((sum - 100.0).abs() < 1e-6);
    }
}
