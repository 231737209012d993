//! Resumes set in type: PDF by Typst in this process, and DOCX for word processors.
//!
//! A template is a folder in `templates` with a Typst program and a description. It sees the sheet, the functions in
//! `templates/common` and fonts; there are no other files for it, no packages, no network and no clock. What a seeker says
//! reaches it as JSON, so it is text and never a program.

mod fonts;
mod pdf;
mod templates;
mod typesetter;
mod word;
mod world;

pub use typesetter::Typesetter;

/// What `build.rs` found in the folders `templates` and `fonts`.
mod included {
    include!(concat!(env!("OUT_DIR"), "/included.rs"));
    pub(crate) const BUILT_IN_TEMPLATES: &[(&str, &str, &str)] = TEMPLATES;
    pub(crate) const BUILT_IN_FONTS: &[&[u8]] = FONTS;
}
