//! Bodies of requests and responses of the studio.

use domain_candidates::{
    AtsPart, AtsScore, Change, Evidence, KeywordFound, Printed, Relevance, Tailored, export_json_resume,
    sheet_languages,
};
use domain_model::candidates::sheet::{Paper, PrintFormat, Template};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::http::api::names::{
    AtsPartKindName, ChangeRuleName, KeywordStateName, NeedName, PaperName, PrintFormatName,
};

/// What resumes can be printed with.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Studio {
    templates: Vec<TemplateResource>,
    formats: Vec<PrintFormatName>,
    papers: Vec<PaperName>,
    /// Languages of the headings (BCP 47).
    languages: Vec<&'static str>,
}

/// A template.
#[derive(Debug, Serialize, ToSchema)]
struct TemplateResource {
    name: String,
    /// What it is made for.
    description: String,
}

/// How a resume fits its pages, and what a machine reads of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PrintProof {
    pages: u16,
    /// How much of the last page is filled, from 0 to 1.
    last_page_filled: f32,
    /// How many fields were read again.
    fields: usize,
    /// Fields that a machine finds, but takes for something else.
    misread: Vec<String>,
}

/// An estimate of what software that reads applications makes of a resume.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AtsScoreResource {
    /// From 0 to 100.
    score: f64,
    /// Its parts; one that cannot be judged is not among them.
    parts: Vec<AtsPartResource>,
    keywords: Vec<KeywordResource>,
}

/// A part of the score.
#[derive(Debug, Serialize, ToSchema)]
struct AtsPartResource {
    kind: AtsPartKindName,
    points: f64,
    possible: u32,
    /// Why it does not count more.
    lacks: Vec<String>,
}

/// A keyword and how the resume has it.
#[derive(Debug, Serialize, ToSchema)]
struct KeywordResource {
    keyword: String,
    need: NeedName,
    state: KeywordStateName,
    /// How often it stands there in these words.
    count: usize,
    is_overused: bool,
    /// What shows it.
    evidence: Vec<EvidenceResource>,
    /// How much the score would rise if something that was done showed it.
    adds: f64,
}

/// Words of a resume that prove something.
#[derive(Debug, Serialize, ToSchema)]
struct EvidenceResource {
    /// Where they stand: `experience[0].positions[1].highlights[2]`.
    path: String,
    /// The words.
    text: String,
}

/// A resume, tailored to a posting.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TailoredResume {
    /// The fields as JSON Resume 1.0.
    #[schema(value_type = Object)]
    content: Value,
    changes: Vec<ChangeResource>,
    /// What of the resume matters for the posting, most first.
    relevant: Vec<RelevanceResource>,
    before: AtsScoreResource,
    after: AtsScoreResource,
    rounds: u32,
    /// What the posting asks for and the resume does not show: to be added only if it is true.
    missing: Vec<String>,
}

/// A change.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeResource {
    /// By which it is refused.
    id: String,
    rule: ChangeRuleName,
    path: String,
    before: String,
    after: String,
    /// What of the resume proves it.
    evidence: Vec<EvidenceResource>,
}

/// What of a resume matters for a posting.
#[derive(Debug, Serialize, ToSchema)]
struct RelevanceResource {
    path: String,
    /// What of the posting it proves, in the posting's words.
    proves: Vec<String>,
    /// Words that it shares with the posting.
    shares: Vec<String>,
}

impl From<Vec<Template>> for Studio {
    fn from(templates: Vec<Template>) -> Self {
        let resource = |Template { name, description }| TemplateResource { name, description };
        Self {
            templates: templates.into_iter().map(resource).collect(),
            formats: PrintFormat::ALL.iter().map(|&format| format.into()).collect(),
            papers: Paper::ALL.iter().map(|&paper| paper.into()).collect(),
            languages: sheet_languages().collect(),
        }
    }
}

impl From<Printed> for PrintProof {
    fn from(printed: Printed) -> Self {
        let (pages, last_page_filled) = printed.fit.map_or((1, 1.0), |fit| (fit.pages, fit.last_page_filled));
        Self { pages, last_page_filled, fields: printed.read_back.fields, misread: printed.read_back.misread }
    }
}

impl From<AtsScore> for AtsScoreResource {
    fn from(score: AtsScore) -> Self {
        Self {
            score: score.score,
            parts: score.parts.into_iter().map(AtsPartResource::from).collect(),
            keywords: score.keywords.into_iter().map(KeywordResource::from).collect(),
        }
    }
}

impl From<AtsPart> for AtsPartResource {
    fn from(part: AtsPart) -> Self {
        Self { kind: part.kind.into(), points: part.points, possible: part.possible, lacks: part.lacks }
    }
}

impl From<KeywordFound> for KeywordResource {
    fn from(found: KeywordFound) -> Self {
        Self {
            keyword: found.keyword.written,
            need: found.keyword.need.into(),
            state: found.state.into(),
            count: found.count,
            is_overused: found.is_overused,
            evidence: found.evidence.into_iter().map(EvidenceResource::from).collect(),
            adds: found.adds,
        }
    }
}

impl From<Evidence> for EvidenceResource {
    fn from(Evidence { path, text }: Evidence) -> Self {
        Self { path, text }
    }
}

impl From<Tailored> for TailoredResume {
    fn from(tailored: Tailored) -> Self {
        Self {
            content: export_json_resume(&tailored.resume),
            changes: tailored.changes.into_iter().map(ChangeResource::from).collect(),
            relevant: tailored.relevances.into_iter().map(RelevanceResource::from).collect(),
            before: tailored.before.into(),
            after: tailored.after.into(),
            rounds: tailored.rounds,
            missing: tailored.missing.into_iter().map(|keyword| keyword.written).collect(),
        }
    }
}

impl From<Change> for ChangeResource {
    fn from(change: Change) -> Self {
        Self {
            id: change.id(),
            rule: change.rule.into(),
            path: change.path,
            before: change.before,
            after: change.after,
            evidence: change.evidence.into_iter().map(EvidenceResource::from).collect(),
        }
    }
}

impl From<Relevance> for RelevanceResource {
    fn from(relevance: Relevance) -> Self {
        Self { path: relevance.path, proves: relevance.proves, shares: relevance.shares }
    }
}
