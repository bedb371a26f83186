//! Stage 4: the tables as they are written, read back from Parquet and from CSV.

use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use libtest_mimic::Trial;
use serde_json::Value;
use unspool_datasets::{TableReader, parquet_schema};
use unspool_model::schema::TABLES;
use unspool_pipeline::{Lexicons, Options, Pipeline, Plan, Platform, build, plan_files, plan_pipeline};

use crate::{inputs, pinned};

/// Rows of a table that are pinned; the rest is covered by the hash of the bytes.
const ROWS: usize = 60;

pub fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for table in TABLES {
        trials.push(pinned::trial("4-datasets", format!("seed.{}.parquet", table.name), None, || rows(&seed(1), table.name)));
    }
    for table in ["posts", "quantities", "telegram_sources"] {
        trials.push(pinned::trial("4-datasets", format!("seed.{table}.csv"), None, move || head(&seed(1), table)));
    }
    for table in ["dumps", "rejects", "threads"] {
        trials.push(pinned::trial("4-datasets", format!("dumps.{table}.parquet"), None, move || rows(&all_dumps(1), table)));
    }
    for table in TABLES {
        trials.push(pinned::trial("4-datasets", format!("mixed.{}.parquet", table.name), None, || rows(&mixed(2), table.name)));
    }
    for table in ["posts", "threads", "rejects", "quantities"] {
        trials.push(pinned::trial("4-datasets", format!("own-columns.{table}.parquet"), None, || rows(&own_columns(), table)));
    }
    trials.push(pinned::trial("4-datasets", "schema".to_owned(), None, || schema(&seed(1))));
    trials.push(pinned::trial("4-datasets", "seed.manifest".to_owned(), None, || manifest(&seed(1))));
    trials.push(pinned::trial("4-datasets", "seed.csv-bytes".to_owned(), None, || csv_bytes(&seed(1))));
    trials.push(Trial::test("the same bytes on one worker and on many", same_bytes));
    trials.push(Trial::test("a large table has several row groups and loses no row", several_row_groups));
    trials.push(Trial::test("every dataset of the tests keeps its contract", keep_contract));
    trials
}

/// A dataset in a directory that goes with it.
pub struct Built {
    _folder: tempfile::TempDir,
    pub directory: Utf8PathBuf,
}

fn built(plan: impl FnOnce(&Utf8Path) -> Plan, workers: usize) -> Built {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = Utf8Path::from_path(folder.path()).expect("a UTF-8 path").join("out");
    let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
    let plan = plan(&out);
    build(&plan, &lexicons, Options { workers }, &(), "0.0.0").expect("the build succeeds");
    Built { _folder: folder, directory: out }
}

/// The dataset of a pipeline file of the workspace.
fn of_pipeline(path: &str, workers: usize) -> Built {
    built(
        |out| {
            let root = inputs::workspace();
            let pipeline = Pipeline::read(&root.join(path)).expect("the pipeline is sound");
            Plan { out: out.to_owned(), ..plan_pipeline(&pipeline, &root).expect("the dumps are there") }
        },
        workers,
    )
}

pub fn seed(workers: usize) -> Built {
    of_pipeline("pipelines/seed.toml", workers)
}

/// One dump of every format.
fn mixed(workers: usize) -> Built {
    of_pipeline("pipelines/mixed.toml", workers)
}

fn own_columns() -> Built {
    of_pipeline("snapshots/inputs/pipelines/own-columns.toml", 2)
}

pub fn all_dumps(workers: usize) -> Built {
    built(
        |out| {
            let mut plan = plan_files(&inputs::files("dumps"), out, Platform::X, None, None, 0).expect("the dumps are there");
            for dump in &mut plan.dumps {
                dump.shown = dump.place.path.file_name().expect("a name").to_owned();
            }
            "test".clone_into(&mut plan.text);
            plan
        },
        workers,
    )
}

fn rows(built: &Built, table: &str) -> String {
    let reader = TableReader::open(&built.directory, table).expect("the table is there");
    let mut out = format!("{} rows\n", reader.rows());
    for mut row in reader.slice(0, ROWS).expect("the table can be read") {
        row.retain(|_, value| !value.is_null());
        writeln!(out, "{}", Value::Object(row)).expect("writing to a string");
    }
    out
}

fn head(built: &Built, table: &str) -> String {
    let text = std::fs::read_to_string(built.directory.join(format!("{table}.csv"))).expect("the CSV is there");
    text.lines().take(20).collect::<Vec<_>>().join("\n")
}

fn schema(built: &Built) -> String {
    let mut out = String::new();
    for table in TABLES {
        writeln!(out, "{}", table.name).expect("writing to a string");
        for (column, kind) in parquet_schema(&built.directory, table.name).expect("the table is there") {
            writeln!(out, "  {column} {kind}").expect("writing to a string");
        }
    }
    out
}

/// The manifest without hashes and sizes that change with every lexicon entry.
fn manifest(built: &Built) -> String {
    let text = std::fs::read_to_string(built.directory.join("manifest.json")).expect("the manifest is there");
    let mut manifest: Value = serde_json::from_str(&text).expect("the manifest is JSON");
    for list in ["lexicons", "outputs"] {
        for entry in manifest[list].as_array_mut().expect("a list of files") {
            let entry = entry.as_object_mut().expect("a file entry");
            entry.insert("bytes".into(), "…".into());
            entry.insert("sha256".into(), "…".into());
        }
    }
    manifest["pipeline_sha256"] = "…".into();
    format!("{manifest:#}")
}

fn csv_bytes(built: &Built) -> String {
    let mut out = String::new();
    for table in TABLES {
        let hash = unspool_datasets::csv_sha256(&built.directory, table.name).expect("the CSV is there");
        writeln!(out, "{hash}  {}.csv", table.name).expect("writing to a string");
    }
    out
}

/// Every file of a dataset, with its bytes.
pub fn files(directory: &Utf8Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = directory
        .read_dir_utf8()
        .expect("the dataset is there")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| (entry.file_name().to_owned(), std::fs::read(entry.path()).expect("the file can be read")))
        .collect();
    files.sort();
    files
}

fn same_bytes() -> Result<(), libtest_mimic::Failed> {
    // More small dumps than one worker takes in a round, and fewer than five do.
    let folder = tempfile::tempdir()?;
    let path = Utf8Path::from_path(folder.path()).ok_or("a UTF-8 path")?;
    for number in 0..400 {
        std::fs::write(path.join(format!("{number:03}.txt")), format!("Shelling of port {number} /1\n3 ships were hit /2\n"))?;
    }
    let pages = |workers| built(|out| plan_files(&[path.to_owned()], out, Platform::X, None, None, 0).expect("pages"), workers);
    let makes: [&dyn Fn(usize) -> Built; 4] = [&seed, &all_dumps, &mixed, &pages];
    for make in makes {
        let (one, many, again) = (make(1), make(5), make(5));
        let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let (one, many, again) = (files(&one.directory), files(&many.directory), files(&again.directory));
        if names(&one) != names(&many) || one.len() != TABLES.len() * 2 + 4 {
            return Err(format!("other files: {:?} and {:?}", names(&one), names(&many)).into());
        }
        for ((a, b), c) in one.iter().zip(&many).zip(&again) {
            if a != b || b != c {
                return Err(format!("{} has other bytes", a.0).into());
            }
        }
    }
    Ok(())
}

fn several_row_groups() -> Result<(), libtest_mimic::Failed> {
    let folder = tempfile::tempdir()?;
    let dump = Utf8Path::from_path(folder.path()).ok_or("a UTF-8 path")?.join("many.jsonl");
    let count = unspool_datasets::ROW_GROUP_ROWS * 2 + 10;
    let mut text = String::new();
    for number in 0..count {
        writeln!(text, "{{\"id\":\"n{number}\",\"text\":\"post {number}\"}}")?;
    }
    std::fs::write(&dump, text)?;
    let built = built(|out| plan_files(&[dump], out, Platform::Unknown, None, None, 0).expect("the dump is there"), 2);
    let groups = unspool_datasets::row_groups(&built.directory, "posts")?;
    if groups.len() < 2 || groups.iter().sum::<usize>() != count {
        return Err(format!("row groups of {groups:?} rows for {count} posts").into());
    }
    let last = TableReader::open(&built.directory, "posts")?.slice(count as u64 - 1, 1)?;
    let text = last.first().and_then(|row| row["text"].as_str()).unwrap_or_default().to_owned();
    let problems = unspool_datasets::check(&built.directory)?;
    if text == format!("post {}", count - 1) && problems.is_empty() { Ok(()) } else { Err(format!("{text} {problems:?}").into()) }
}

fn keep_contract() -> Result<(), libtest_mimic::Failed> {
    for built in [seed(2), all_dumps(2), own_columns(), mixed(2)] {
        let problems = unspool_datasets::check(&built.directory)?;
        if !problems.is_empty() {
            return Err(format!("{problems:?}").into());
        }
    }
    Ok(())
}
