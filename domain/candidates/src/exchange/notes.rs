//! What an import leaves out.

use std::cell::RefCell;

use domain_model::candidates::exchange::{LeftOut, Omission};
use domain_model::kernel::text;

/// More would not be read.
const MOST: usize = 200;
const LONGEST_PATH: usize = 200;

/// A list of what an import leaves out, in the order of the file. Each path is there once.
#[derive(Debug, Default)]
pub(super) struct Notes(RefCell<Vec<LeftOut>>);

impl Notes {
    pub(super) fn leave_out(&self, path: &str, why: Omission) {
        let mut list = self.0.borrow_mut();
        let path = text::shorten(&text::clean(path).replace(['\n', '\t'], " "), LONGEST_PATH);
        if list.len() < MOST && list.iter().all(|before| before.path != path) {
            list.push(LeftOut { path, why });
        }
    }

    pub(super) fn into_list(self) -> Vec<LeftOut> {
        self.0.into_inner()
    }
}
