//! End-to-end tests: the built binary in an empty directory, driven over HTTP, WebSocket and the command line, with
//! stub servers for boards and models.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod accounts;
mod api_v1_admin;
mod api_v1_catalogue;
mod api_v1_chat;
mod api_v1_matching;
mod api_v1_resumes;
mod applications;
mod audit;
mod backup;
mod bad_input;
mod chat;
mod coach_client;
mod columns;
mod command_line;
mod contention;
mod cors;
mod crash;
mod cv_profiles;
mod doctor;
mod enrichment;
mod enumeration;
mod from_mail;
mod fuzz;
mod hostile_documents;
mod idempotency;
mod identity;
mod ingestion;
mod journey;
mod limits;
mod mail;
mod methods;
mod nodes;
mod objects;
mod openapi;
mod operations;
mod postings;
mod privacy;
mod proofs;
mod protection;
mod readiness;
mod recognition;
mod search;
mod secrets;
mod slow;
mod smuggling;
mod social;
mod storm;
mod studio;
mod supabase;
mod supabase_js;
mod support;
mod tasks;
