//! The profile in the words of the contract. Keys that the contract does not name are kept.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// What CVs are made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CvProfile, example = json!({
    "personal_info": { "name": "Ada Lovelace", "email": "ada@example.org", "phone": "+44 20 7946 0321" },
    "summary": "Analyst of engines.", "education": [], "experience": [], "projects": [], "skills": ["Analysis"],
}))]
pub(super) struct Profile {
    pub(super) personal_info: PersonalInfo,
    #[schema(example = "Analyst of engines.")]
    pub(super) summary: String,
    #[schema(example = json!([]))]
    pub(super) education: Vec<Education>,
    #[serde(deserialize_with = "in_both_spellings")]
    #[schema(example = json!([]))]
    pub(super) experience: Vec<Experience>,
    #[schema(example = json!([]))]
    pub(super) projects: Vec<Project>,
    #[schema(example = json!(["Analysis"]))]
    pub(super) skills: Vec<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub(super) others: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CvPersonalInfo)]
pub(super) struct PersonalInfo {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nationality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) age: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) linkedin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) github: Option<String>,
    /// `German (B2)`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) languages: Option<Vec<String>>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub(super) others: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CvEducation)]
pub(super) struct Education {
    pub(super) degree: String,
    pub(super) institution: String,
    pub(super) location: String,
    /// `Sep 2020 - Jul 2023`
    pub(super) year: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) grade: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub(super) others: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CvExperience)]
pub(super) struct Experience {
    pub(super) title: String,
    pub(super) company: String,
    pub(super) location: String,
    /// `Jan 2025 - Present`
    pub(super) years: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    /// What was done. Misspelt, as clients send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) descrition_list: Option<Vec<String>>,
    /// The same, spelt right. It is read where the other one is not there; both are answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description_list: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) skills: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference_letter_url: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub(super) others: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CvProject)]
pub(super) struct Project {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) year: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) skills: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub(super) others: Map<String, Value>,
}

impl Profile {
    /// From the form in which it is stored.
    pub(super) fn from_content(content: Map<String, Value>) -> serde_json::Result<Self> {
        serde_json::from_value(Value::Object(content))
    }

    /// As it is stored.
    pub(super) fn into_content(self) -> Map<String, Value> {
        match json!(self) {
            Value::Object(content) => content,
            _ => unreachable!("a profile is an object"),
        }
    }
}

impl Experience {
    /// What was done, under both spellings.
    pub(super) fn set_list(&mut self, list: Option<Vec<String>>) {
        self.descrition_list.clone_from(&list);
        self.description_list = list;
    }
}

fn in_both_spellings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Experience>, D::Error> {
    let mut entries = Vec::<Experience>::deserialize(deserializer)?;
    for entry in &mut entries {
        let list = entry.descrition_list.take().or_else(|| entry.description_list.take());
        entry.set_list(list);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(experience: &Value) -> Profile {
        let profile = json!({
            "personal_info": { "name": "", "email": "", "phone": "", "pronouns": "she" },
            "summary": "", "education": [], "experience": [experience], "projects": [], "skills": [], "hobbies": ["Looms"],
        });
        serde_json::from_value(profile).unwrap()
    }

    #[test]
    fn the_list_is_read_in_either_spelling_and_written_in_both() {
        for spelling in ["descrition_list", "description_list"] {
            let entry = json!({ "title": "", "company": "", "location": "", "years": "", spelling: ["Wove"] });
            let written = json!(read(&entry))["experience"][0].clone();
            assert_eq!(
                (&written["descrition_list"], &written["description_list"]),
                (&json!(["Wove"]), &json!(["Wove"]))
            );
        }
        let none = json!({ "title": "", "company": "", "location": "", "years": "" });
        assert_eq!(json!(read(&none))["experience"][0], none);
    }

    #[test]
    fn unknown_keys_are_kept_everywhere() {
        let entry = json!({ "title": "", "company": "", "location": "", "years": "", "remote": true });
        let profile = read(&entry);
        let again = Profile::from_content(profile.clone().into_content()).unwrap();
        assert_eq!(again, profile);
        let written = json!(again);
        assert_eq!(written["hobbies"], json!(["Looms"]));
        assert_eq!(written["personal_info"]["pronouns"], "she");
        assert_eq!(written["experience"][0]["remote"], true);
    }
}
