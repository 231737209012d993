//! Collects the fields that an import omits.

use std::cell::RefCell;

use domain_model::candidates::exchange::{Omission, OmittedField};
use domain_model::kernel::text;

/// More would not be read.
const MAX_OMITTED: usize = 200;
const MAX_PATH_CHARS: usize = 200;

/// A list of what an import leaves out, in the order of the file. Each path is there once.
#[derive(Debug, Default)]
pub(super) struct Notes(RefCell<Vec<OmittedField>>);

impl Notes {
    pub(super) fn leave_out(&self, path: &str, why: Omission) {
        let mut list = self.0.borrow_mut();
        let path = text::shorten(&text::clean(path).replace(['\n', '\t'], " "), MAX_PATH_CHARS);
        if list.len() < MAX_OMITTED && list.iter().all(|before| before.path != path) {
            list.push(OmittedField { path, why });
        }
    }

    pub(super) fn into_list(self) -> Vec<OmittedField> {
        self.0.into_inner()
    }
}
