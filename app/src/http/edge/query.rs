//! Validates query strings against the `OpenAPI` document: "`limit` must be a whole number from 1 to 100".
//!
//! Each operation declares its parameters once. serde's own errors name neither the parameter nor its range.

use std::collections::HashMap;

use actix_web::HttpRequest;
use actix_web::web::Query;
use serde_json::Value;

/// The query parameters of every operation.
#[derive(Debug, Default)]
pub(crate) struct QueryParameters(HashMap<(String, String), Vec<Parameter>>);

#[derive(Debug)]
struct Parameter {
    name: String,
    is_required: bool,
    rule: Rule,
}

#[derive(Debug)]
enum Rule {
    WholeNumber { least: Option<i64>, most: Option<i64> },
    OneOf(Vec<String>),
    Boolean,
    Uuid,
    Text,
}

impl QueryParameters {
    /// Reads the parameters from the `OpenAPI` document.
    pub(crate) fn of(document: &Value) -> Self {
        let mut operations = HashMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let declared = operation["parameters"].as_array().into_iter().flatten();
                let parameters = declared.filter(|parameter| parameter["in"] == "query");
                let parameters = parameters.map(|parameter| Parameter::of(parameter, document)).collect();
                operations.insert((method.to_ascii_uppercase(), path.clone()), parameters);
            }
        }
        Self(operations)
    }

    /// Why the query string is invalid. `None` when the document allows it.
    pub(crate) fn violation_of(&self, request: &HttpRequest) -> Option<String> {
        self.violation(request.method().as_str(), &request.match_pattern()?, request.query_string())
    }

    fn violation(&self, method: &str, path: &str, query: &str) -> Option<String> {
        let parameters = self.0.get(&(method.to_owned(), path.to_owned()))?;
        let Ok(pairs) = Query::<Vec<(String, String)>>::from_query(query) else {
            return Some("the query string is not readable: it takes `name=value`, joined by `&`".to_owned());
        };
        parameters.iter().find_map(|parameter| {
            let mut values = pairs.iter().filter(|(name, _)| *name == parameter.name).map(|(_, value)| value.as_str());
            match (values.next(), values.next()) {
                (Some(_), Some(_)) => Some(format!("`{}` must be given once", parameter.name)),
                (Some(value), None) if parameter.rule.allows(value) => None,
                (Some(_), None) => Some(format!("`{}` must be {}", parameter.name, parameter.rule.in_words())),
                (None, _) if parameter.is_required => Some(format!("`{}` is missing", parameter.name)),
                (None, _) => None,
            }
        })
    }
}

impl Parameter {
    fn of(declared: &Value, document: &Value) -> Self {
        Self {
            name: declared["name"].as_str().unwrap_or_default().to_owned(),
            is_required: declared["required"] == true,
            rule: Rule::of(&declared["schema"], document),
        }
    }
}

impl Rule {
    fn of(schema: &Value, document: &Value) -> Self {
        if let Some(named) = schema["$ref"].as_str().and_then(|named| named.strip_prefix('#')) {
            return document.pointer(named).map_or(Self::Text, |schema| Self::of(schema, document));
        }
        // An optional value of a named schema is written as "this or null".
        for kind in ["oneOf", "anyOf"] {
            let mut options = schema[kind].as_array().into_iter().flatten();
            if let Some(only) = options.find(|option| option["type"] != "null") {
                return Self::of(only, document);
            }
        }
        if let Some(names) = schema["enum"].as_array() {
            return Self::OneOf(names.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        let is = |kind: &str| {
            let declared = &schema["type"];
            declared == kind || declared.as_array().is_some_and(|kinds| kinds.iter().any(|declared| declared == kind))
        };
        if is("integer") {
            return Self::WholeNumber { least: schema["minimum"].as_i64(), most: schema["maximum"].as_i64() };
        }
        match schema["format"].as_str() {
            _ if is("boolean") => Self::Boolean,
            Some("uuid") => Self::Uuid,
            _ => Self::Text,
        }
    }

    fn allows(&self, value: &str) -> bool {
        match self {
            Self::WholeNumber { least, most } => value.parse::<i64>().is_ok_and(|number| {
                least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most)
            }),
            Self::OneOf(names) => names.iter().any(|name| name == value),
            Self::Boolean => matches!(value, "true" | "false"),
            Self::Uuid => uuid::Uuid::try_parse(value).is_ok(),
            Self::Text => true,
        }
    }

    fn in_words(&self) -> String {
        match self {
            Self::WholeNumber { least: Some(least), most: Some(most) } => {
                format!("a whole number from {least} to {most}")
            }
            Self::WholeNumber { least: Some(least), most: None } => format!("a whole number, not below {least}"),
            Self::WholeNumber { least: None, most: Some(most) } => format!("a whole number, not above {most}"),
            Self::WholeNumber { least: None, most: None } => "a whole number".to_owned(),
            Self::OneOf(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("one of {}", names.join(", "))
            }
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Uuid => "an id, such as `01a1fd74-80d2-74d7-9b15-63bcc6479528`".to_owned(),
            Self::Text => "a text".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parameters() -> QueryParameters {
        let query = |name: &str, required: bool, schema: Value| json!({"name": name, "in": "query", "required": required, "schema": schema});
        QueryParameters::of(&json!({
            "paths": {"/jobs/feed": {"get": {"parameters": [
                query("limit", false, json!({"type": "integer", "minimum": 1, "maximum": 100})),
                query("skip", false, json!({"type": ["integer", "null"], "minimum": 0})),
                query("role", false, json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Role"}]})),
                query("cursor", false, json!({"type": "string", "format": "uuid"})),
                query("q", true, json!({"type": "string"})),
                {"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}},
            ]}}},
            "components": {"schemas": {"Role": {"type": "string", "enum": ["seeker", "admin"]}}},
        }))
    }

    #[test]
    fn a_violation_names_the_parameter_and_what_the_document_allows() {
        for (query, expected) in [
            ("q=x", None),
            ("q=x&limit=100&skip=0&role=admin&cursor=01a1fd74-80d2-74d7-9b15-63bcc6479528&other=1", None),
            ("limit=1", Some("`q` is missing")),
            ("q=x&limit=0", Some("`limit` must be a whole number from 1 to 100")),
            ("q=x&limit=101", Some("`limit` must be a whole number from 1 to 100")),
            ("q=x&limit=abc", Some("`limit` must be a whole number from 1 to 100")),
            ("q=x&limit=", Some("`limit` must be a whole number from 1 to 100")),
            ("q=x&limit=99999999999999999999", Some("`limit` must be a whole number from 1 to 100")),
            ("q=x&skip=-1", Some("`skip` must be a whole number, not below 0")),
            ("q=x&role=king", Some("`role` must be one of `seeker`, `admin`")),
            ("q=x&cursor=7", Some("`cursor` must be an id, such as `01a1fd74-80d2-74d7-9b15-63bcc6479528`")),
            ("q=x&limit=1&limit=2", Some("`limit` must be given once")),
        ] {
            assert_eq!(parameters().violation("GET", "/jobs/feed", query).as_deref(), expected, "{query}");
        }
        assert_eq!(parameters().violation("GET", "/elsewhere", "limit=abc"), None);
    }
}
