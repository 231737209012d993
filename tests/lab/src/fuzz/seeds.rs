//! Writes the seed corpus into a directory: `fuzz-seeds DIRECTORY`.

use std::fs;
use std::path::Path;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let directory = std::env::args_os().nth(1).context("say which directory")?;
    for (target, seeds) in tests_lab::seeds::all() {
        let folder = Path::new(&directory).join(target);
        fs::create_dir_all(&folder)?;
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(number.to_string()), seed)?;
        }
    }
    Ok(())
}
