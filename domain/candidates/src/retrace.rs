//! Restores the spans of an edited or imported resume: a value that is unchanged since it was read keeps its spans.

use std::collections::{HashMap, VecDeque};

use domain_model::candidates::structured_resume::StructuredResume;
use serde_json::Value;

/// Spans of the values that were read, by the name of the field and the value, in the order of the resume.
type Spans = HashMap<(String, String), VecDeque<Value>>;

/// The resume with the spans that its values have in `read`, and with the unread lines of `read`. Each span is given once; a
/// value that `read` does not have gets none. States and values stay as they are.
pub(crate) fn retrace(content: &StructuredResume, read: &StructuredResume) -> StructuredResume {
    let mut spans = Spans::new();
    visit(&mut as_json(read), "", &mut |name, field| {
        let key = (name.to_owned(), field["value"].to_string());
        spans.entry(key).or_default().push_back(field["spans"].take());
    });
    let mut traced = as_json(content);
    visit(&mut traced, "", &mut |name, field| {
        let found = spans.get_mut(&(name.to_owned(), field["value"].to_string())).and_then(VecDeque::pop_front);
        field["spans"] = found.unwrap_or_else(|| Value::Array(Vec::new()));
    });
    let traced = serde_json::from_value(traced).expect("spans were exchanged for spans");
    StructuredResume { unread_lines: read.unread_lines.clone(), ..traced }
}

fn as_json(resume: &StructuredResume) -> Value {
    serde_json::to_value(resume).expect("a resume is plain data")
}

/// Shows each field with the name under which the resume has it. The items of a list have the name of the list.
fn visit(value: &mut Value, name: &str, see: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(parts) if parts.contains_key("spans") && parts.contains_key("state") => see(name, value),
        Value::Object(parts) => parts.iter_mut().for_each(|(name, part)| visit(part, name, see)),
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, name, see)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::field::{Doubt, Field, FieldState, Span};
    use domain_model::candidates::structured_resume::{Employer, Link, Position};

    use super::*;

    fn at<T>(value: T, line: u32) -> Field<T> {
        Field::clear(value, vec![Span { line, start: 0, end: 1 }])
    }

    fn job(title: Field<String>, start: &str, line: u32) -> Employer {
        let position = Position { title, start: at(start.parse().unwrap(), line), ..Position::default() };
        Employer { positions: vec![position], ..Employer::default() }
    }

    fn read() -> StructuredResume {
        let link = Link { url: Some("https://ada.example".to_owned()), ..Link::default() };
        StructuredResume {
            name: at("Ada".to_owned(), 0).doubted(Doubt::ByPosition),
            links: vec![at(link, 1)],
            experience: vec![job(at("Analyst".to_owned(), 2), "2019", 3), job(at("Analyst".to_owned(), 5), "2019", 6)],
            unread_lines: vec![9],
            ..StructuredResume::default()
        }
    }

    #[test]
    fn what_is_unchanged_keeps_its_places_in_order_and_what_is_new_has_none() {
        let mut edited = read().detached();
        edited.experience.insert(0, job(Field::clear("Countess".to_owned(), vec![]), "1838", 0));
        let traced = retrace(&edited, &read());
        assert_eq!((&traced.name.spans, traced.name.state), (&read().name.spans, FieldState::Clear));
        assert_eq!(traced.links[0].spans, read().links[0].spans);
        let spans = |n: usize| {
            let position = &traced.experience[n].positions[0];
            (position.title.spans.clone(), position.start.spans.clone())
        };
        assert_eq!(spans(0), (vec![], vec![]), "spans of another document are not taken for ours");
        for n in [1, 2] {
            let before = &read().experience[n - 1].positions[0];
            assert_eq!(spans(n), (before.title.spans.clone(), before.start.spans.clone()));
        }
        assert_eq!(traced.unread_lines, [9]);
    }

    #[test]
    fn a_place_is_given_once() {
        let mut edited = read().detached();
        let again = edited.experience[0].clone();
        edited.experience.push(again);
        let traced = retrace(&edited, &read());
        assert_eq!(traced.experience[2].positions[0].title.spans, []);
    }

    #[test]
    fn nothing_read_is_nothing_traced() {
        assert_eq!(retrace(&read(), &StructuredResume::default()).name.spans, []);
    }
}
