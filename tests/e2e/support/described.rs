//! Generates requests from the `OpenAPI` document, so that new endpoints are included.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};

use super::documents::nurse;
use super::{Api, Installation};

impl Installation {
    /// The document, as the program prints it.
    pub(crate) fn described(&self) -> Value {
        serde_json::from_slice(&self.run(&["openapi"]).stdout).unwrap()
    }
}

/// What stands in the place of each parameter, by its name or by the beginning of the path and its name.
pub(crate) struct Values(pub(crate) Vec<(&'static str, &'static str, String)>);

impl Values {
    fn of(&self, path: &str, name: &str) -> Option<&str> {
        let fits = |(beginning, of, _): &&(&str, &str, String)| path.starts_with(beginning) && *of == name;
        let known = self.0.iter().find(fits).map(|(.., value)| value.as_str());
        // Whatever has versions or pages has a first one.
        known.or(matches!(name, "version" | "page").then_some("1"))
    }

    fn fill(&self, path: &str) -> String {
        let mut filled = path.to_owned();
        while let Some((before, rest)) = filled.split_once('{') {
            let (name, after) = rest.split_once('}').unwrap();
            let value = self.of(path, name).unwrap_or_else(|| panic!("no value for `{name}` in {path}"));
            filled = format!("{before}{value}{after}");
        }
        filled
    }

    /// The smallest body of a schema: what is required, and what we know a value for.
    fn body(&self, path: &str, document: &Value, schema: &Value) -> Value {
        let schema = schema["$ref"].as_str().map_or(schema, |name| document.pointer(&name[1..]).unwrap());
        let mut body = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_required = schema["required"].as_array().is_some_and(|required| required.contains(&json!(name)));
            let known = self.of(path, name).map(|value| json!(value));
            let example = || {
                let resolved = property["$ref"].as_str().map_or(property, |name| document.pointer(&name[1..]).unwrap());
                let first = || resolved["enum"].get(0).cloned().unwrap_or(json!("something else"));
                property.get("example").cloned().unwrap_or_else(first)
            };
            if let Some(value) = known.or_else(|| is_required.then(example)) {
                body.insert(name.clone(), value);
            }
        }
        Value::Object(body)
    }
}

/// The smallest body that the operation takes; `None` where it takes no JSON.
pub(crate) fn json_body(path: &str, operation: &Value, document: &Value, values: &Values) -> Option<Value> {
    let media = operation["requestBody"]["content"].get("application/json")?;
    Some(values.body(path, document, &media["schema"]))
}

/// A request for an operation of the document, with these values.
pub(crate) fn request(
    api: &Api,
    method: &str,
    path: &str,
    operation: &Value,
    document: &Value,
    values: &Values,
) -> RequestBuilder {
    let method: Method = method.to_uppercase().parse().unwrap();
    let request = api.request(method, &values.fill(path));
    if let Some(body) = json_body(path, operation, document, values) {
        return request.json(&body);
    }
    let content = &operation["requestBody"]["content"];
    if content.get("multipart/form-data").is_some() {
        return request.multipart(Form::new().part("file", Part::bytes(nurse()).file_name("a.docx")));
    }
    request
}
