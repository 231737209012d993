//! The parts of a match, the skills in it and the words behind them.

use domain_matching::score::{Assessment, Part, PartKind, Quotation, SkillMatch};
use domain_model::matching::skill::Need;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::api::names::{NeedName, PartKindName, QuotationSourceName};

/// A part of a match, with its reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchPart {
    #[schema(inline)]
    kind: PartKindName,
    /// What it counts; `null` when that cannot be known, and then it is left out of the sum.
    points: Option<f32>,
    /// What it could count.
    max: f32,
    /// The reason.
    sentence: String,
    evidence: Vec<MatchEvidence>,
}

/// A part of a match, as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompactPart {
    #[schema(inline)]
    kind: PartKindName,
    /// What it counts; `null` when that cannot be known.
    points: Option<f32>,
    /// What it could count.
    max: f32,
}

/// Words of the resume or of the posting, to the letter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchEvidence {
    #[schema(inline)]
    source: QuotationSourceName,
    text: String,
    /// Where the words begin in the text of the resume or in the description of the job, in bytes of UTF-8.
    start: usize,
    /// Where they end.
    end: usize,
    /// In which line of that text, from 0.
    line: usize,
}

/// A skill that the posting asks for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchSkill {
    name: String,
    #[schema(inline)]
    need: NeedName,
    /// Whether the resume shows it.
    shown: bool,
    /// What showing it would add to the score, of 100.
    adds: f32,
    evidence: Vec<MatchEvidence>,
}

/// How many required skills there are, and how many of them the resume shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Required {
    pub(super) all: usize,
    pub(super) shown: usize,
}

impl Required {
    pub(super) fn of(assessment: &Assessment) -> Self {
        let required = || assessment.skills.iter().filter(|skill| skill.need == Need::Required);
        Self { all: required().count(), shown: required().filter(|skill| skill.is_shown()).count() }
    }
}

/// The share of a part that it could count, of 100; `None` when it is not known.
pub(crate) fn percent(assessment: &Assessment, kind: PartKind) -> Option<u8> {
    let part = assessment.parts.iter().find(|part| part.kind == kind)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share lies between 0 and 100")]
    part.points.map(|points| (points / part.max * 100.0).round().clamp(0.0, 100.0) as u8)
}

impl From<Part> for MatchPart {
    fn from(part: Part) -> Self {
        Self {
            kind: part.kind.into(),
            points: part.points,
            max: part.max,
            sentence: part.sentence,
            evidence: part.evidence.into_iter().map(MatchEvidence::from).collect(),
        }
    }
}

impl From<&Part> for CompactPart {
    fn from(part: &Part) -> Self {
        Self { kind: part.kind.into(), points: part.points, max: part.max }
    }
}

impl From<Quotation> for MatchEvidence {
    fn from(quotation: Quotation) -> Self {
        let Quotation { source, text, place, line } = quotation;
        Self { source: source.into(), text, start: place.start, end: place.end, line }
    }
}

impl From<SkillMatch> for MatchSkill {
    fn from(skill: SkillMatch) -> Self {
        Self {
            shown: skill.is_shown(),
            name: skill.name,
            need: skill.need.into(),
            adds: skill.adds,
            evidence: skill.evidence.into_iter().map(MatchEvidence::from).collect(),
        }
    }
}
