//! The program: configuration, wiring, and everything that drives the services.
//!
//! Read in this order: [`config`], [`providers`] (the only file that names adapters), [`container`] (every service, built
//! once), then whichever side drives them: `http` and its WebSocket, `background` (worker, index, schedule), `cli`.

pub mod cli;
pub mod config;
pub mod container;
pub mod providers;

mod background;
mod doctor;
mod http;
mod presence;
mod readiness;
mod telemetry;
