//! What people say of themselves. It is for display only, so it is kept among the metadata of the account.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The profile. A member that is left out stays as it is; an empty text removes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ProfileFields {
    #[serde(deserialize_with = "text")]
    pub(crate) phone: Option<String>,
    #[serde(deserialize_with = "text")]
    pub(crate) location: Option<String>,
    /// The date of birth.
    #[serde(deserialize_with = "text")]
    #[schema(example = "1994-05-17")]
    pub(crate) dob: Option<String>,
    #[serde(deserialize_with = "text")]
    pub(crate) avatar_url: Option<String>,
    #[serde(deserialize_with = "list")]
    pub(crate) skills: Option<Vec<String>>,
    /// With commas between them.
    #[serde(deserialize_with = "text")]
    pub(crate) interests: Option<String>,
    #[serde(deserialize_with = "list")]
    pub(crate) aspirations: Option<Vec<String>>,
    #[serde(deserialize_with = "text")]
    pub(crate) work_preference: Option<String>,
    #[serde(deserialize_with = "text")]
    pub(crate) experience: Option<String>,
    #[serde(alias = "position", deserialize_with = "text")]
    pub(crate) work_experience_position: Option<String>,
    #[serde(alias = "description", deserialize_with = "text")]
    pub(crate) work_experience_description: Option<String>,
    /// Whether the privacy policy was accepted.
    pub(crate) privacy_policy_accepted: Option<bool>,
}

impl ProfileFields {
    /// The profile in the metadata of an account. Members that somebody keeps there in another form are left out.
    pub(crate) fn of(metadata: &Map<String, Value>) -> Self {
        let mut known = Map::new();
        for (name, value) in metadata {
            let member = Map::from_iter([(name.clone(), value.clone())]);
            let Ok(fields) = serde_json::from_value::<Self>(Value::Object(member)) else { continue };
            // A field and its alias in one document would be refused. The field's own name wins.
            for (field, value) in fields.into_metadata() {
                if field == *name || !known.contains_key(&field) {
                    known.insert(field, value);
                }
            }
        }
        serde_json::from_value(Value::Object(known)).unwrap_or_default()
    }

    /// The metadata to keep.
    pub(crate) fn into_metadata(self) -> Map<String, Value> {
        let Ok(Value::Object(members)) = serde_json::to_value(self) else { return Map::new() };
        // `null` here is a member that was left out, and removes it there.
        let given = members.into_iter().filter(|(_, value)| !value.is_null());
        given.map(|(name, value)| if value == "" { (name, Value::Null) } else { (name, value) }).collect()
    }
}

/// Clients send one thing as a text, as a number or as a list of texts.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text or a list of texts")]
enum Words {
    Text(String),
    Number(serde_json::Number),
    List(Vec<String>),
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let words = Option::<Words>::deserialize(deserializer)?;
    Ok(words.map(|words| match words {
        Words::Text(text) => text.trim().to_owned(),
        Words::Number(number) => number.to_string(),
        Words::List(list) => list.join(", "),
    }))
}

fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let words = Option::<Words>::deserialize(deserializer)?;
    Ok(words.map(|words| match words {
        Words::List(list) => list,
        Words::Number(number) => vec![number.to_string()],
        Words::Text(text) => {
            text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        }
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: Value) -> ProfileFields {
        serde_json::from_value(body).unwrap()
    }

    #[test]
    fn what_was_said_is_kept_and_read_again() {
        let sent = json!({
            "phone": "+31 6 0000", "skills": ["Rust", "SQL"], "interests": ["chess", "bees"], "aspirations": "lead, teach",
            "experience": 7, "position": "Engineer", "description": "Builds.", "privacy_policy_accepted": true, "role": "admin",
        });
        let kept = read(sent).into_metadata();
        assert_eq!(
            Value::Object(kept.clone()),
            json!({
                "phone": "+31 6 0000", "skills": ["Rust", "SQL"], "interests": "chess, bees", "aspirations": ["lead", "teach"],
                "experience": "7", "work_experience_position": "Engineer", "work_experience_description": "Builds.",
                "privacy_policy_accepted": true,
            })
        );
        assert_eq!(ProfileFields::of(&kept).into_metadata(), kept);
    }

    #[test]
    fn an_empty_text_removes_and_what_is_left_out_stays() {
        assert_eq!(Value::Object(read(json!({"dob": "", "phone": null})).into_metadata()), json!({"dob": null}));
    }

    #[test]
    fn a_field_beside_its_alias_is_read_by_its_own_name() {
        let both = json!({"position": "Welder", "work_experience_position": "Engineer", "description": "Welds.", "phone": "1"});
        let profile = ProfileFields::of(both.as_object().unwrap());
        assert_eq!(profile.work_experience_position.as_deref(), Some("Engineer"));
        assert_eq!(profile.work_experience_description.as_deref(), Some("Welds."));
        assert_eq!(profile.phone.as_deref(), Some("1"));
    }

    #[test]
    fn other_forms_in_the_metadata_are_left_out() {
        let kept = json!({"phone": {"home": "1"}, "skills": [1, 2], "location": "Utrecht", "theme": "dark"});
        let profile = ProfileFields::of(kept.as_object().unwrap());
        assert_eq!(profile, ProfileFields { location: Some("Utrecht".to_owned()), ..ProfileFields::default() });
    }
}
