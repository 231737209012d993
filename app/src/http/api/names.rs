//! The domain's enumerations in requests and responses: an enum schema in the `OpenAPI` document, and an error that
//! lists the accepted names.

use std::borrow::Cow;

use domain_model::candidates::exchange::{ExchangeFormat, Omission};
use domain_model::candidates::field::FieldState;
use domain_model::candidates::resume::ResumeOrigin;
use domain_model::candidates::sheet::{Paper, PrintFormat};
use domain_model::candidates::tailoring::{AtsPartKind, ChangeRule, KeywordState};
use domain_model::catalogue::application::{ApplicationParty, ApplicationStatus};
use domain_model::catalogue::job::{ChangeKind, EmploymentType, JobStatus, Workplace};
use domain_model::catalogue::salary::SalaryPeriod;
use domain_model::chat::waiting::WaitingReason;
use domain_model::chat::{ChatStatus, MessageKind, Sender};
use domain_model::identity::account::Role;
use domain_model::identity::api_key::KeyScope;
use domain_model::identity::audit::{AuditAction, AuditOutcome};
use domain_model::ingestion::{RobotsDecision, ScrapingStatus, SourceHealth};
use domain_model::interviews::scorecard::FindingKind;
use domain_model::interviews::{InterviewStatus, TurnKind};
use domain_model::kernel::named::NamedEnum;
use domain_model::matching::level::Seniority;
use domain_model::matching::part::{PartKind, QuotationSource};
use domain_model::matching::salary::{Confidence, PayArea};
use domain_model::matching::skill::Need;
use domain_model::operations::task::{TaskClass, TaskState};
use domain_workflow::{CLASS_NAMES, class_of};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Declares the wire type of an enumeration: the type here, the domain's type, its schema name, and the field that
/// carries it.
macro_rules! names {
    ($($name:ident($domain:ident), $schema:literal, $field:literal;)+) => {$(
        #[doc = concat!("A name of [`", stringify!($domain), "`].")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) $domain);

        impl From<$domain> for $name {
            fn from(value: $domain) -> Self {
                Self(value)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                let value = text.parse::<$domain>().ok();
                value.map(Self).ok_or_else(|| D::Error::custom(complaint($field, $domain::NAMES)))
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                one_of($domain::NAMES.iter().copied())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($schema)
            }
        }
    )+};
}

names! {
    RoleName(Role), "Role", "role";
    JobStatusName(JobStatus), "JobStatus", "status";
    ApplicationStatusName(ApplicationStatus), "ApplicationStatus", "status";
    ApplicationPartyName(ApplicationParty), "ApplicationParty", "party";
    WorkplaceName(Workplace), "Workplace", "workplace";
    EmploymentTypeName(EmploymentType), "EmploymentType", "employment_type";
    SeniorityName(Seniority), "Seniority", "level";
    SalaryPeriodName(SalaryPeriod), "SalaryPeriod", "period";
    ChangeKindName(ChangeKind), "ChangeKind", "kind";
    ChatStatusName(ChatStatus), "ChatStatus", "status";
    SenderName(Sender), "Sender", "sender";
    MessageKindName(MessageKind), "MessageKind", "kind";
    WaitingReasonName(WaitingReason), "WaitingReason", "reason";
    InterviewStatusName(InterviewStatus), "MockInterviewStatus", "status";
    TurnKindName(TurnKind), "TurnKind", "kind";
    FindingKindName(FindingKind), "FindingKind", "kind";
    TaskStateName(TaskState), "TaskState", "state";
    RunStatusName(ScrapingStatus), "RunStatus", "status";
    SourceHealthName(SourceHealth), "SourceHealth", "health";
    RobotsDecisionName(RobotsDecision), "RobotsDecision", "robots";
    KeyScopeName(KeyScope), "KeyScope", "scopes";
    AuditActionName(AuditAction), "AuditAction", "action";
    AuditOutcomeName(AuditOutcome), "AuditOutcome", "outcome";
    FieldStateName(FieldState), "FieldState", "state";
    ResumeOriginName(ResumeOrigin), "ResumeOrigin", "origin";
    ExchangeFormatName(ExchangeFormat), "ExchangeFormat", "format";
    OmissionName(Omission), "Omission", "why";
    PrintFormatName(PrintFormat), "PrintFormat", "format";
    PaperName(Paper), "Paper", "paper";
    AtsPartKindName(AtsPartKind), "AtsPartKind", "kind";
    KeywordStateName(KeywordState), "KeywordState", "state";
    ChangeRuleName(ChangeRule), "ChangeRule", "rule";
    PartKindName(PartKind), "MatchPartKind", "kind";
    NeedName(Need), "SkillNeed", "need";
    QuotationSourceName(QuotationSource), "EvidenceSource", "source";
    PayAreaName(PayArea), "PayArea", "area";
    ConfidenceName(Confidence), "Confidence", "confidence";
}

/// Declares enumerations that a service or a foreign protocol parses itself: types for the document only.
macro_rules! documented_names {
    ($($(#[$doc:meta])+ $name:ident, $schema:literal, $names:expr;)+) => {$(
        $(#[$doc])+
        pub(in crate::http) struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::http::api::names::one_of($names)
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed($schema)
            }
        }
    )+};
}

pub(in crate::http) use documented_names;

documented_names! {
    /// The roles that can be chosen at registration.
    ChosenRole, "ChosenRole", [Role::Seeker, Role::Provider].map(Role::as_str);
}

/// The schema of an enumeration of texts.
pub(in crate::http) fn one_of<'n>(names: impl IntoIterator<Item = &'n str>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build().into()
}

/// What a resume is exported as: in print for people, or in a file for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportFormatName {
    Printed(PrintFormat),
    Exchanged(ExchangeFormat),
}

impl ExportFormatName {
    fn names() -> Vec<&'static str> {
        PrintFormat::NAMES.iter().chain(ExchangeFormat::NAMES).copied().collect()
    }
}

impl<'de> Deserialize<'de> for ExportFormatName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let printed = text.parse().map(Self::Printed).ok();
        let format = printed.or_else(|| text.parse().map(Self::Exchanged).ok());
        format.ok_or_else(|| D::Error::custom(complaint("format", &Self::names())))
    }
}

impl PartialSchema for ExportFormatName {
    fn schema() -> RefOr<Schema> {
        one_of(Self::names())
    }
}

impl ToSchema for ExportFormatName {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ExportFormat")
    }
}

/// The name of a known task class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaskClassName(pub(crate) TaskClass);

impl<'de> Deserialize<'de> for TaskClassName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        class_of(&text).map(Self).map_err(|_| D::Error::custom(complaint("class", &CLASS_NAMES)))
    }
}

impl PartialSchema for TaskClassName {
    fn schema() -> RefOr<Schema> {
        let names = CLASS_NAMES.iter().copied();
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build().into()
    }
}

impl ToSchema for TaskClassName {}

fn complaint(field: &str, names: &[&str]) -> String {
    format!("`{field}` must be one of `{}`", names.join("`, `"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_as_it_is_read_and_others_are_named() {
        let name: TaskStateName = serde_json::from_str("\"dead\"").unwrap();
        assert_eq!(serde_json::to_string(&name).unwrap(), "\"dead\"");
        let message = serde_json::from_str::<TaskStateName>("\"tired\"").unwrap_err().to_string();
        assert!(message.starts_with("`state` must be one of `ready`, `running`, `done`, `dead`"), "{message}");
    }
}
