//! The program: configuration, wiring, and everything that calls the services.
//!
//! Read in this order: [`config`], [`providers`] (the only module that names adapters), [`container`] (the services),
//! then `http` with its WebSocket, `background` (workers, index, schedule) and `cli`.

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
