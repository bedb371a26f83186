//! Publishing: a dataset appears whole or not at all, and nothing is left lying about.

use camino::Utf8Path;
use libtest_mimic::{Failed, Trial};
use unspool_datasets::{DatasetError, Publication, check};
use unspool_pipeline::{Lexicons, Options, PipelineError, Platform, build, plan_files};

use crate::datasets::files;
use crate::inputs;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("a build that fails leaves the old dataset whole", failed_build),
        Trial::test("the next build clears what a killed one left", killed_build),
        Trial::test("a build killed while it writes leaves the old dataset whole", killed_process),
        Trial::test("a limit on the size of files is told and leaves the old dataset whole", file_size_limit),
        Trial::test("a directory that no build wrote is left alone", foreign_directory),
        Trial::test("two builds of one dataset wait for each other", two_builds),
        Trial::test("a changed file is found by check", changed_file),
    ]
}

fn plan(out: &Utf8Path, names: &[&str]) -> unspool_pipeline::Plan {
    let files: Vec<_> = names.iter().map(|name| inputs::home().join("inputs/dumps").join(name)).collect();
    plan_files(&files, out, Platform::X, None, None, 0).expect("the dumps are there")
}

fn run(out: &Utf8Path, names: &[&str]) -> Result<(), PipelineError> {
    let lexicons = Lexicons::load(None)?;
    build(&plan(out, names), &lexicons, Options { workers: 2 }, &(), "0.0.0").map(|_| ())
}

fn folder() -> (tempfile::TempDir, camino::Utf8PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = Utf8Path::from_path(folder.path()).expect("a UTF-8 path").join("out");
    (folder, out)
}

fn failed_build() -> Result<(), Failed> {
    let (_folder, out) = folder();
    run(&out, &["utf-16.txt"])?;
    let before = files(&out);
    let lexicons = Lexicons::load(None)?;
    let mut broken = plan(&out, &["table.csv"]);
    let mut given = (*broken.dumps[0].given).clone();
    given.source.fields.set("text", "no_such_column");
    broken.dumps[0].given = std::sync::Arc::new(given);
    let Err(error) = build(&broken, &lexicons, Options::default(), &(), "0.0.0") else {
        return Err("the build went through".into());
    };
    if !error.to_string().contains("no_such_column") {
        return Err(format!("the error does not name the column: {error}").into());
    }
    let staging = out.with_file_name(".out.staging");
    if files(&out) != before || staging.exists() {
        return Err("the old dataset is not as it was".into());
    }
    Ok(())
}

fn killed_build() -> Result<(), Failed> {
    let (_folder, out) = folder();
    run(&out, &["utf-16.txt"])?;
    let staging = out.with_file_name(".out.staging");
    std::fs::create_dir(&staging)?;
    std::fs::write(staging.join("posts.csv"), "half a li")?;
    // Killed between the two moves of a file system without exchange.
    std::fs::rename(&out, out.with_file_name(".out.aside"))?;
    drop(Publication::begin(&out, &|| {})?);
    if !check(&out)?.is_empty() || staging.exists() {
        return Err("the dataset did not come back".into());
    }
    run(&out, &["alone-on-a-line.txt"])?;
    let beside: Vec<String> = out
        .parent()
        .expect("a parent")
        .read_dir_utf8()?
        .map(|entry| entry.map(|entry| entry.file_name().to_owned()))
        .collect::<Result<_, _>>()?;
    let litter: Vec<&String> = beside.iter().filter(|name| !matches!(name.as_str(), "out" | ".out.lock")).collect();
    if litter.is_empty() { Ok(()) } else { Err(format!("left lying: {litter:?}").into()) }
}

/// A dump that takes long enough to be built that a signal can come in between.
fn large_dump(folder: &Utf8Path) -> Result<camino::Utf8PathBuf, Failed> {
    let path = folder.join("large.jsonl");
    let line = "{\"text\": \"Kyiv says 300 Russian soldiers were killed near Avdiivka on 24 February\"}\n";
    std::fs::write(&path, line.repeat(150_000))?;
    Ok(path)
}

fn killed_process() -> Result<(), Failed> {
    let (folder, out) = folder();
    run(&out, &["utf-16.txt"])?;
    let before = files(&out);
    let dump = large_dump(Utf8Path::from_path(folder.path()).ok_or("a UTF-8 path")?)?;
    let mut child = std::process::Command::new(inputs::binary())
        .args(["run", dump.as_str(), "--out", out.as_str()])
        .stderr(std::process::Stdio::null())
        .spawn()?;
    let written = out.with_file_name(".out.staging").join("posts.csv");
    while child.try_wait()?.is_none() && std::fs::metadata(&written).map_or(0, |data| data.len()) < 100_000 {
        std::thread::yield_now();
    }
    child.kill()?;
    let ended = child.wait()?;
    if ended.success() || files(&out) != before {
        return Err(format!("{ended}, or the old dataset is not as it was").into());
    }
    run(&out, &["alone-on-a-line.txt"])?;
    if out.with_file_name(".out.staging").exists() { Err("the next build left the litter".into()) } else { Ok(()) }
}

/// Stands for a full disk too: both reach the build as a write that fails.
fn file_size_limit() -> Result<(), Failed> {
    let (folder, out) = folder();
    run(&out, &["utf-16.txt"])?;
    let before = files(&out);
    let dump = large_dump(Utf8Path::from_path(folder.path()).ok_or("a UTF-8 path")?)?;
    let command = format!("trap '' XFSZ; ulimit -f 256; exec {} run {dump} --out {out}", inputs::binary());
    let output = std::process::Command::new("sh").args(["-c", &command]).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() != Some(1) || !said.contains("File too large") {
        return Err(format!("{}: {said}", output.status).into());
    }
    let staging = out.with_file_name(".out.staging");
    if files(&out) == before && !staging.exists() { Ok(()) } else { Err("the old dataset is not as it was".into()) }
}

fn foreign_directory() -> Result<(), Failed> {
    let (_folder, out) = folder();
    std::fs::create_dir(&out)?;
    std::fs::write(out.join("thesis.txt"), "do not lose me")?;
    match run(&out, &["utf-16.txt"]) {
        Err(PipelineError::Dataset(DatasetError::NotADataset(_))) if out.join("thesis.txt").exists() => Ok(()),
        other => Err(format!("{other:?}").into()),
    }
}

fn two_builds() -> Result<(), Failed> {
    let (_folder, out) = folder();
    let first = Publication::begin(&out, &|| {})?;
    let waited = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let on_wait = || waited.store(true, std::sync::atomic::Ordering::SeqCst);
            Publication::begin(&out, &on_wait).map(|_| ())
        });
        while !waited.load(std::sync::atomic::Ordering::SeqCst) {
            std::thread::yield_now();
        }
        drop(first);
        second.join().map_err(|_| Failed::from("the second build panicked"))?.map_err(Failed::from)
    })
}

fn changed_file() -> Result<(), Failed> {
    let (_folder, out) = folder();
    run(&out, &["utf-16.txt"])?;
    let path = out.join("topics.csv");
    let text = std::fs::read_to_string(&path)?;
    std::fs::write(&path, format!("{text}x,y,1,[]\n"))?;
    let problems = check(&out)?;
    let told = problems.iter().any(|problem| problem.at == "topics.csv" && problem.message.contains("manifest"));
    if told { Ok(()) } else { Err(format!("not told: {problems:?}").into()) }
}
