//! Architecture rules: allowed dependencies, and what no source file may contain.
//!
//! Each rule is a table (`dependencies`, `sources`) and a pure function from facts to violations. This module reads the
//! workspace; `tests/fence.rs` applies the rules to it, one named test each.

pub mod asvs;
pub mod dependencies;
pub mod failure_cases;
pub mod manifests;
pub mod sources;

use std::{
    fs,
    path::{Path, PathBuf},
};

pub use cargo_metadata::DependencyKind as Kind;
use cargo_metadata::MetadataCommand;

/// The folders that hold our Rust. A member anywhere else fits no row of the tables and is reported.
const FOLDERS: [&str; 6] = ["domain", "ports", "adapters", "app", "migrations", "tests"];

/// A member of the workspace.
#[derive(Debug, Clone)]
pub struct Package {
    /// `domain-chat`
    pub name: String,
    /// The folder, relative to the root of the workspace: `domain/chat`.
    pub folder: String,
    /// The dependencies of its manifest, of every kind.
    pub dependencies: Vec<Dependency>,
}

/// One dependency line.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// The name of the package, also when it is renamed.
    pub name: String,
    /// Normal, build or dev.
    pub kind: Kind,
    /// Whether it is a member of this workspace.
    pub ours: bool,
    /// Whether it is optional.
    pub optional: bool,
    /// The enabled features, including `default`.
    pub features: Vec<String>,
}

/// A text file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path from the root of the workspace, with `/`.
    pub path: String,
    /// The content.
    pub text: String,
}

/// A message about a violation: place, fact, and advice with the reason.
fn violation(place: &str, fact: &str, advice: &str) -> String {
    format!("{place}: {fact}\n    {advice}")
}

/// The members of the workspace at `root`, as `cargo metadata --offline` reports them.
pub fn packages(root: &Path) -> Vec<Package> {
    let mut cargo = MetadataCommand::new();
    cargo.manifest_path(root.join("Cargo.toml")).no_deps().other_options(["--offline".to_owned()]);
    let metadata = cargo.exec().expect("cargo reads the workspace it builds");
    let root = metadata.workspace_root.as_std_path();
    let package = |package: &cargo_metadata::Package| Package {
        name: package.name.to_string(),
        folder: relative(package.manifest_path.as_std_path().parent().unwrap_or(root), root),
        dependencies: package.dependencies.iter().map(|line| dependency(line, package)).collect(),
    };
    metadata.packages.iter().map(package).collect()
}

fn dependency(line: &cargo_metadata::Dependency, package: &cargo_metadata::Package) -> Dependency {
    let default = line.uses_default_features.then(|| "default".to_owned());
    // `[features] live = ["chrono/clock"]` and `"chrono?/clock"` switch on as well
    let forwarded = package.features.values().flatten().filter_map(|feature| {
        let (name, feature) = feature.split_once('/')?;
        (name.trim_end_matches('?') == line.name).then(|| feature.to_owned())
    });
    Dependency {
        name: line.name.clone(),
        kind: line.kind,
        ours: line.path.is_some(),
        optional: line.optional,
        features: line.features.iter().cloned().chain(default).chain(forwarded).collect(),
    }
}

/// Every Rust file of the workspace at `root`.
pub fn sources(root: &Path) -> Vec<Source> {
    files(root, ".rs")
}

/// Every manifest of the workspace at `root`, that of the workspace first.
pub fn manifests(root: &Path) -> Vec<Source> {
    let mut found = vec![read(root, &root.join("Cargo.toml"))];
    found.extend(files(root, "Cargo.toml"));
    found
}

/// The files whose name ends in `ending`, without hidden folders and build output.
fn files(root: &Path, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a folder of the workspace can be listed").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') || name == "target" {
                continue;
            }
            if name.ends_with(ending) {
                found.push(read(root, &path));
            } else if path.is_dir() {
                folders.push(path);
            }
        }
    }
    found
}

fn read(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).expect("a source file is readable UTF-8");
    Source { path: relative(path, root), text }
}

fn relative(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
