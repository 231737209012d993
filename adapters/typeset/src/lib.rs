//! Resumes set in type: PDF by Typst in this process, and DOCX for word processors.
//!
//! A template is a folder in `templates` with a Typst program and a description. It sees the sheet, the functions in
//! `templates/common` and fonts; there are no other files for it, no packages, no network and no clock. What a seeker says
//! reaches it as JSON, so it is text and never a program.
//!
//! The feature `pdf` has the typesetter. Without it there is [`WordWriter`] alone, which knows no templates.

#[cfg(feature = "pdf")]
mod fonts;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod templates;
#[cfg(feature = "pdf")]
mod typesetter;
mod word;
#[cfg(feature = "pdf")]
mod world;

#[cfg(feature = "pdf")]
pub use typesetter::Typesetter;
pub use word::WordWriter;

/// What `build.rs` found in the folders `templates` and `fonts`.
#[cfg(feature = "pdf")]
mod included {
    include!(concat!(env!("OUT_DIR"), "/included.rs"));
    pub(crate) const BUILT_IN_TEMPLATES: &[(&str, &str, &str)] = TEMPLATES;
    pub(crate) const BUILT_IN_FONTS: &[&[u8]] = FONTS;
}
