//! Progress on standard error: a bar on a terminal, lines otherwise.

use std::borrow::Cow;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of so many steps; it disappears when dropped.
pub(crate) fn bar(what: impl Into<Cow<'static, str>>, steps: usize) -> ProgressBar {
    let what = what.into();
    let bar = ProgressBar::new(steps as u64).with_finish(indicatif::ProgressFinish::AndClear);
    if bar.is_hidden() {
        eprintln!("{what} …");
    }
    let style = ProgressStyle::with_template("{elapsed:>4} {msg} {wide_bar} {pos}/{len}");
    bar.with_style(style.expect("the template is right")).with_message(what)
}
