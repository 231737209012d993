//! Lists what is in the folders `templates` and `fonts`, so that a new template or font is a file and no code.
//! Paths are relative to the package: checkouts that share a target directory share what is written here.

use std::fs;
use std::path::{Path, PathBuf};

#[expect(clippy::unnecessary_debug_formatting, reason = "a name as a literal of Rust, in quotes and escaped")]
fn main() -> std::io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "only the run of a build script knows where its output goes")]
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    let mut code = String::from("static TEMPLATES: &[(&str, &str, &str)] = &[\n");
    for folder in sorted(Path::new("templates"))? {
        let (about, template) = (folder.join("template.json"), folder.join("template.typ"));
        if template.is_file() {
            let name = folder.file_name().unwrap_or_default();
            code.push_str(&format!(
                "({name:?}, include_str!({}), include_str!({})),\n",
                in_package(&about),
                in_package(&template)
            ));
        }
    }
    code.push_str("];\nstatic FONTS: &[&[u8]] = &[\n");
    for font in sorted(Path::new("fonts"))? {
        if font.extension().is_some_and(|extension| extension == "ttf") {
            code.push_str(&format!("include_bytes!({}),\n", in_package(&font)));
        }
    }
    code.push_str("];\n");
    fs::write(out.join("included.rs"), code)?;
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=fonts");
    Ok(())
}

/// A path inside the package, as an expression for the code that is written.
fn in_package(path: &Path) -> String {
    format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{}", path.display()))
}

fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
