//! Enumerations of tailoring and of its score: kinds of statements, of changes, of objections to a draft, of parts of a score.

use crate::kernel::named::named_enum;

named_enum! {
    /// What an atom states.
    AtomKind {
        /// The seeker's own introduction, or the line under the name.
        Summary = "summary",
        /// A position at an employer.
        Role = "role",
        /// A task or an achievement.
        Bullet = "bullet",
        /// A listed skill.
        Skill = "skill",
        /// A language.
        Language = "language",
        /// A course of study.
        Course = "course",
        /// A project.
        Project = "project",
        /// A certificate.
        Certificate = "certificate",
    }
}

named_enum! {
    /// Why something was changed.
    ChangeRule {
        /// The posting's own term stands beside the seeker's word for the same skill, or replaces another form of it.
        Termed = "termed",
        /// A skill that the seeker shows, and that the posting asks for, is listed.
        Listed = "listed",
        /// What matters for the posting stands first.
        Reordered = "reordered",
        /// What matters least was left out, to fit the pages.
        Trimmed = "trimmed",
    }
}

named_enum! {
    /// Why a claim is rejected.
    RejectionReason {
        /// The resume has no such value there.
        NoSource = "no_source",
        /// A number that the statement does not have.
        Number = "number",
        /// A skill that is not shown.
        Skill = "skill",
        /// A word that the statement does not have.
        Word = "word",
    }
}

named_enum! {
    /// A part of the score.
    AtsPartKind {
        /// What is asked for and found.
        Keywords = "keywords",
        /// Nothing is said over and over again.
        Density = "density",
        /// Contact, sections, dates, lists.
        Structure = "structure",
        /// Our own reader finds the fields again in the printed text.
        Readability = "readability",
    }
}

named_enum! {
    /// How a resume has a keyword.
    KeywordState {
        /// In the posting's own words, in what the seeker did.
        Shown = "shown",
        /// In the posting's own words, but only in a list.
        Listed = "listed",
        /// In other words, or by something that plainly shows it.
        Supported = "supported",
        /// Not at all.
        Missing = "missing",
    }
}
