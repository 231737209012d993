//! The domain's enumerations as clients write and read them: an enum in the `OpenAPI` document, and a complaint that says
//! which names there are.

use std::borrow::Cow;

use domain_model::catalogue::job::{ChangeKind, EmploymentType, JobStatus, Workplace};
use domain_model::catalogue::salary::SalaryPeriod;
use domain_model::chat::{ChatStatus, MessageKind, Sender};
use domain_model::identity::account::Role;
use domain_model::ingestion::ScrapingStatus;
use domain_model::kernel::named::NamedEnum;
use domain_model::operations::task::{TaskClass, TaskState};
use domain_workflow::{CLASS_NAMES, class_of};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Declares a name: the type here, the domain's type, the name of its schema, and the field that carries it.
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
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some($domain::NAMES.iter().copied())).build().into()
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
    WorkplaceName(Workplace), "Workplace", "workplace";
    EmploymentTypeName(EmploymentType), "EmploymentType", "employment_type";
    SalaryPeriodName(SalaryPeriod), "SalaryPeriod", "period";
    ChangeKindName(ChangeKind), "ChangeKind", "kind";
    ChatStatusName(ChatStatus), "ChatStatus", "status";
    SenderName(Sender), "Sender", "sender";
    MessageKindName(MessageKind), "MessageKind", "kind";
    TaskStateName(TaskState), "TaskState", "state";
    RunStatusName(ScrapingStatus), "RunStatus", "status";
}

/// The name of a class of tasks that this program knows.
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
        let told = serde_json::from_str::<TaskStateName>("\"tired\"").unwrap_err().to_string();
        assert!(told.starts_with("`state` must be one of `ready`, `running`, `done`, `dead`"), "{told}");
    }
}
