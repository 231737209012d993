//! Job boards that list all of an employer's openings.
//!
//! A new vendor is one file that declares a [`Vendor`], its two lines here, and its fixture in `tests/boards`. The file
//! declares the vendor's hosts, API URLs and case sensitivity, and parses its responses.

mod ashby;
mod avature;
mod bamboohr;
mod board;
mod comeet;
mod eightfold;
mod fields;
mod greenhouse;
mod himalayas;
mod hrmdirect;
mod icims;
mod jobvite;
mod lever;
mod neogov;
mod oracle;
mod paged_list;
mod paylocity;
mod personio;
mod phenom;
mod pinpoint;
mod position;
mod recruitee;
mod remoteok;
mod rippling;
mod smartrecruiters;
mod successfactors;
mod teamtailor;
mod torre;
mod usajobs;
mod vendor;
mod we_work_remotely;
mod words;
mod workable;
mod workday;

use ports::{FetchedPage, PortErrorKind, PortResult};
use serde::de::DeserializeOwned;

pub(crate) use board::Board;
pub(crate) use fields::Reading;
pub(crate) use paged_list::merged;
pub(crate) use vendor::{Access, Context, Listing, Vendor};
pub(crate) use words::{employment_type, workplace};

/// Every vendor whose boards are read.
pub(crate) static VENDORS: &[&Vendor] = &[
    &greenhouse::GREENHOUSE,
    &lever::LEVER,
    &ashby::ASHBY,
    &workday::WORKDAY,
    &smartrecruiters::SMARTRECRUITERS,
    &workable::WORKABLE,
    &recruitee::RECRUITEE,
    &personio::PERSONIO,
    &teamtailor::TEAMTAILOR,
    &bamboohr::BAMBOOHR,
    &rippling::RIPPLING,
    &pinpoint::PINPOINT,
    &oracle::ORACLE,
    &eightfold::EIGHTFOLD,
    &jobvite::JOBVITE,
    &icims::ICIMS,
    &phenom::PHENOM,
    &paylocity::PAYLOCITY,
    &hrmdirect::HRMDIRECT,
    &neogov::NEOGOV,
    &successfactors::SUCCESSFACTORS,
    &avature::AVATURE,
    &comeet::COMEET,
    &usajobs::USAJOBS,
    &remoteok::REMOTEOK,
    &himalayas::HIMALAYAS,
    &we_work_remotely::WE_WORK_REMOTELY,
    &torre::TORRE,
];

/// The description of a vendor for help and documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoardKind {
    /// Its name in the configuration.
    pub kind: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// The address of a board as people paste it.
    pub example: &'static str,
    /// The key of the configuration that names a board.
    pub setting: &'static str,
}

/// The known kinds of boards.
pub fn board_kinds() -> impl Iterator<Item = BoardKind> {
    VENDORS.iter().map(|vendor| BoardKind {
        kind: vendor.kind,
        title: vendor.title,
        example: vendor.example,
        setting: vendor.setting,
    })
}

/// A board's answer as JSON. An error page is an error, not an empty list.
fn json<T: DeserializeOwned>(page: &FetchedPage) -> PortResult<T> {
    serde_json::from_slice(&page.body).map_err(|error| {
        let is_page = page.body.trim_ascii_start().starts_with(b"<");
        let reason = match (is_page, error.is_eof()) {
            (true, _) => "the board answers with a web page instead of its list",
            (false, true) => "the board's answer breaks off",
            (false, false) => "the board's answer is not its list",
        };
        PortErrorKind::Invalid(reason.to_owned()).because(error)
    })
}
