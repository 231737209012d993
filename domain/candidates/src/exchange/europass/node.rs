//! A cursor over an element whose parts are consumed one by one. Parts that are not consumed are reported as omitted.

use domain_model::candidates::exchange::{Omission, XmlElement};
use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};

use super::html;
use crate::exchange::dates;
use crate::exchange::notes::Notes;

pub(super) struct Node<'n> {
    path: String,
    pub(super) element: XmlElement,
    notes: &'n Notes,
}

impl<'n> Node<'n> {
    pub(super) fn root(element: XmlElement, notes: &'n Notes) -> Self {
        Self { path: element.local_name().to_owned(), element, notes }
    }

    /// The first element of this name that nobody took yet.
    pub(super) fn child(&mut self, name: &str) -> Option<Self> {
        let index = self.element.children.iter().position(|child| child.local_name() == name)?;
        let element = self.element.children.remove(index);
        Some(Self { path: format!("{}/{name}", self.path), element, notes: self.notes })
    }

    /// All elements of this name that nobody took yet.
    pub(super) fn children(&mut self, name: &str) -> Vec<Self> {
        let children = std::mem::take(&mut self.element.children);
        let (found, others) = children.into_iter().partition(|child: &XmlElement| child.local_name() == name);
        self.element.children = others;
        let path = format!("{}/{name}", self.path);
        let number = |(index, element)| Self { path: format!("{path}[{}]", index + 1), element, notes: self.notes };
        Vec::into_iter(found).enumerate().map(number).collect()
    }

    /// The elements of this name in an element of that name, or, in old files, beside it.
    pub(super) fn listed(&mut self, list: &str, name: &str) -> Vec<Self> {
        let mut found = self.child(list).map(|mut list| list.children(name)).unwrap_or_default();
        found.extend(self.children(name));
        found
    }

    /// The text of the element that this path of names leads to. Empty when there is none.
    pub(super) fn text(&mut self, path: &str) -> String {
        match path.split_once('/') {
            Some((name, rest)) => match self.element.children.iter_mut().position(|child| child.local_name() == name) {
                Some(index) => {
                    // What else is in there stays to be taken.
                    let element = std::mem::take(&mut self.element.children[index]);
                    let mut child = Self { path: format!("{}/{name}", self.path), element, notes: self.notes };
                    let text = child.text(rest);
                    self.element.children[index] = std::mem::take(&mut child.element);
                    text
                }
                None => String::new(),
            },
            None => self.child(path).map(|mut child| std::mem::take(&mut child.element.text)).unwrap_or_default(),
        }
    }

    pub(super) fn field(&mut self, path: &str) -> Field<String> {
        Field::clear(self.text(path), Vec::new())
    }

    /// The paragraphs and items of a text with HTML in it.
    pub(super) fn lines(&mut self, path: &str) -> Vec<Field<String>> {
        html::lines(&self.text(path)).into_iter().map(|line| Field::clear(line, Vec::new())).collect()
    }

    pub(super) fn date(&mut self, path: &str) -> Field<PartialDate> {
        let text = self.text(path);
        dates::date(&text, &format!("{}/{path}", self.path), self.notes)
    }

    pub(super) fn end(&mut self, path: &str) -> Field<EndDate> {
        let text = self.text(path);
        dates::end(&text, &format!("{}/{path}", self.path), self.notes)
    }

    /// Says that something is left out that an employer should not see.
    pub(super) fn private(&mut self, names: &[&str]) {
        for name in names {
            for child in self.children(name) {
                child.finish();
                self.notes.leave_out(&format!("{}/{name}", self.path), Omission::Private);
            }
        }
    }

    /// Takes what says nothing of the person.
    pub(super) fn ignore(&mut self, names: &[&str]) {
        self.element.children.retain(|child| !names.contains(&child.local_name()));
    }

    /// Takes everything.
    pub(super) fn finish(mut self) {
        self.element.children.clear();
    }
}

impl Drop for Node<'_> {
    fn drop(&mut self) {
        for child in &self.element.children {
            if has_text(child) {
                self.notes.leave_out(&format!("{}/{}", self.path, child.local_name()), Omission::NoField);
            }
        }
    }
}

fn has_text(element: &XmlElement) -> bool {
    !element.text.trim().is_empty() || element.children.iter().any(has_text)
}
