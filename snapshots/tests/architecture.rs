//! The arrows between the crates, from `cargo metadata`.

use std::collections::BTreeSet;

use std::process::Command;

use camino::Utf8Path;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::inputs::workspace;

/// What each crate may use of the others. `datasets` and below know nothing of the pipeline.
const ARROWS: [(&str, &[&str]); 8] = [
    ("unspool-model", &[]),
    ("unspool-ingest", &["unspool-model"]),
    ("unspool-normalize", &["unspool-model"]),
    ("unspool-lexicon", &["unspool-model"]),
    ("unspool-derive", &["unspool-model", "unspool-lexicon"]),
    ("unspool-datasets", &["unspool-model"]),
    (
        "unspool-pipeline",
        &["unspool-model", "unspool-ingest", "unspool-normalize", "unspool-lexicon", "unspool-derive", "unspool-datasets"],
    ),
    ("unspool", &["unspool-pipeline"]),
];

pub fn trials() -> Vec<Trial> {
    vec![Trial::test("the arrows between the crates", arrows), Trial::test("no crate prints but the binary", printing)]
}

/// The packages of the workspace, without this one, as `cargo metadata` describes them.
fn packages() -> Result<Vec<Value>, Failed> {
    let manifest = workspace().join("Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path", manifest.as_str()])
        .output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists packages")?;
    Ok(packages.iter().filter(|package| package["name"] != "unspool-snapshots").cloned().collect())
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap_or_default()
}

/// The dependencies of a package, those of its tests and build scripts left out.
fn uses(package: &Value) -> BTreeSet<&str> {
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    dependencies.iter().filter(|dependency| dependency["kind"].is_null()).map(name).collect()
}

fn arrows() -> Result<(), Failed> {
    let packages = packages()?;
    let names: BTreeSet<&str> = packages.iter().map(name).collect();
    let listed: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    if names != listed {
        return Err(format!("the crates are {names:?}, the picture has {listed:?}").into());
    }
    for package in &packages {
        let name = name(package);
        let allowed = ARROWS.iter().find(|(crate_name, _)| *crate_name == name).map_or(&[][..], |(_, allowed)| allowed);
        for used in uses(package) {
            if used.starts_with("unspool") && !allowed.contains(&used) {
                return Err(format!("{name} uses {used}").into());
            }
            if used == "polars" && name != "unspool-datasets" {
                return Err(format!("{name} names polars; only unspool-datasets may").into());
            }
            if used == "clap" && name != "unspool" {
                return Err(format!("{name} names clap; only the binary may").into());
            }
        }
    }
    Ok(())
}

/// Printing macros stand in no library; the lint `print_stdout` sees only what is compiled.
fn printing() -> Result<(), Failed> {
    for package in packages()?.iter().filter(|package| name(package) != "unspool") {
        let folder = package["manifest_path"]
            .as_str()
            .map(Utf8Path::new)
            .and_then(Utf8Path::parent)
            .ok_or("a manifest lies in a folder")?
            .join("src");
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir_utf8()? {
                let path = entry?.path().to_owned();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension() == Some("rs") {
                    let text = std::fs::read_to_string(&path)?;
                    if ["println!(", "eprintln!(", "print!(", "dbg!("].iter().any(|call| text.contains(call)) {
                        return Err(format!("{path} prints").into());
                    }
                }
            }
        }
    }
    Ok(())
}
