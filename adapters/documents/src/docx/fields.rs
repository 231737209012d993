//! Fields: hidden instructions with visible results (ECMA-376 part 1, 17.16).

use std::collections::HashSet;

use crate::instruction::target;
use crate::xml::Element;
use crate::xml::Namespace::Word;

/// The maximum nesting. Deeper fields are read as text.
const MAX_DEPTH: usize = 32;
/// The maximum size of an instruction; the rest is ignored.
const MAX_INSTRUCTION_BYTES: usize = 4_096;

/// A field that has begun and not ended.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether its separator was read.
    in_result: bool,
    target: Option<String>,
}

/// The open fields at the current position.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Field beginnings without an end. They are ignored; otherwise everything after them would be an instruction.
    endless: HashSet<*const Element>,
}

impl Fields {
    /// The fields of a story (a body, a header, a text box).
    pub(super) fn of(story: &Element) -> Self {
        let mut begun = Vec::new();
        unmatched(story, &mut begun);
        Self { open: Vec::new(), endless: begun.into_iter().collect() }
    }

    /// Handles `w:fldChar`. Returns the text of a field that has no result.
    pub(super) fn mark(&mut self, mark: &Element) -> Option<String> {
        match mark.attribute(Word, "fldCharType") {
            Some("begin") if !self.endless.contains(&std::ptr::from_ref(mark)) && self.open.len() < MAX_DEPTH => {
                let is_shown = self.are_visible();
                self.open.push(Field::default());
                return if is_shown { chosen_entry(mark) } else { None };
            }
            Some("separate") => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                    field.target = target(&field.instruction);
                }
            }
            Some("end") => {
                self.open.pop();
            }
            _ => {}
        }
        None
    }

    /// Appends to the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result)
            && field.instruction.len() + text.len() <= MAX_INSTRUCTION_BYTES
        {
            field.instruction.push_str(text);
        }
    }

    /// Whether the following text is visible.
    pub(super) fn are_visible(&self) -> bool {
        self.open.iter().all(|field| field.in_result)
    }

    /// The target of the innermost open link.
    pub(super) fn link(&self) -> Option<&str> {
        self.open.iter().rev().find_map(|field| field.target.as_deref())
    }
}

/// Collects the beginnings of fields that do not end in this story. Text boxes are stories of their own.
fn unmatched(element: &Element, begun: &mut Vec<*const Element>) {
    for child in element.elements() {
        if child.is(Word, "fldChar") {
            match child.attribute(Word, "fldCharType") {
                Some("begin") => begun.push(std::ptr::from_ref(child)),
                Some("end") => {
                    begun.pop();
                }
                _ => {}
            }
        } else if !["txbxContent", "del", "moveFrom"].iter().any(|&name| child.is(Word, name)) {
            unmatched(child, begun);
        }
    }
}

/// The selected entry of a drop-down list, which is stored beside the field and not as its result.
fn chosen_entry(mark: &Element) -> Option<String> {
    let list = mark.child(Word, "ffData")?.child(Word, "ddList")?;
    let index = |name| list.child(Word, name)?.attribute(Word, "val")?.parse::<usize>().ok();
    let chosen = index("result").or_else(|| index("default")).unwrap_or_default();
    let entry = list.elements().filter(|element| element.is(Word, "listEntry")).nth(chosen)?;
    entry.attribute(Word, "val").map(str::to_owned)
}
