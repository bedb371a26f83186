//! `unspool check DIR`: does a dataset keep its contract?

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use serde_json::{Map, Value};
use unspool_model::schema::{TABLES, Table, Type};

use crate::error::DatasetError;
use crate::manifest::{FileEntry, Manifest};
use crate::read::{TableReader, parquet_schema};

/// Something in a dataset that breaks the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File, and row where there is one.
    pub at: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

/// Rows that are held at a time.
const SLICE: usize = 8_192;
/// Problems of one kind in one table after which the rest are only counted.
const MOST: usize = 10;

/// Checks the dataset in `directory`: hashes, schemas, rows of CSV and Parquet, nulls, closed
/// vocabularies, keys, references, spans against texts, and the accounting of every dump.
///
/// # Errors
/// When there is no dataset, or a file cannot be read.
pub fn check(directory: &Utf8Path) -> Result<Vec<Problem>, DatasetError> {
    let manifest = Manifest::read(directory)?;
    let mut problems = Vec::new();
    for entry in &manifest.outputs {
        match FileEntry::of(directory, &entry.path) {
            Ok(found) if found == *entry => {}
            Ok(_) => problems
                .push(problem(&entry.path, "its bytes are not those of the manifest; the file was changed after the build")),
            Err(error) => problems.push(problem(&entry.path, format!("cannot be read: {error}"))),
        }
    }
    let mut keys = Keys::default();
    for table in TABLES {
        if let Err(error) = check_table(directory, table, &mut keys, &mut problems) {
            problems.push(problem(&format!("{}.parquet", table.name), format!("cannot be read: {error}")));
        }
    }
    for table in TABLES {
        check_references(directory, table, &keys, &mut problems)?;
    }
    check_dumps(directory, &mut problems)?;
    Ok(problems)
}

fn problem(at: &str, message: impl Into<String>) -> Problem {
    Problem { at: at.to_owned(), message: message.into() }
}

/// The ids of the tables that others refer to, and the texts of posts for the spans.
#[derive(Default)]
struct Keys {
    ids: BTreeMap<&'static str, BTreeSet<String>>,
    texts: BTreeMap<String, String>,
}

/// Collects problems of one table, and stops telling after [`MOST`].
struct Told<'p> {
    table: &'static str,
    count: usize,
    problems: &'p mut Vec<Problem>,
}

impl Told<'_> {
    fn tell(&mut self, row: u64, message: impl FnOnce() -> String) {
        self.count += 1;
        if self.count <= MOST {
            self.problems.push(problem(&format!("{}.parquet row {}", self.table, row + 1), message()));
        }
    }

    fn finish(self) {
        if self.count > MOST {
            let more = self.count - MOST;
            self.problems.push(problem(&format!("{}.parquet", self.table), format!("{more} more problems")));
        }
    }
}

fn check_table(
    directory: &Utf8Path,
    table: &'static Table,
    keys: &mut Keys,
    problems: &mut Vec<Problem>,
) -> Result<(), DatasetError> {
    let wanted: Vec<(String, String)> =
        table.columns.iter().map(|column| (column.name.to_owned(), column.ty.name().to_owned())).collect();
    let found = parquet_schema(directory, table.name)?;
    if found != wanted {
        problems.push(problem(&format!("{}.parquet", table.name), format!("its columns are {found:?}, not {wanted:?}")));
        return Ok(());
    }
    let reader = TableReader::open(directory, table.name)?;
    let in_csv = csv_rows(directory, table)?;
    if in_csv != reader.rows() {
        problems
            .push(problem(&format!("{}.csv", table.name), format!("{in_csv} rows where the Parquet file has {}", reader.rows())));
    }
    let mut told = Told { table: table.name, count: 0, problems };
    let mut seen = BTreeSet::new();
    let mut number = 0;
    reader.for_each(SLICE, |row| {
        check_cells(table, row, number, &mut told);
        let key: Vec<&Value> = table.key.iter().filter_map(|column| row.get(*column)).collect();
        let key = format!("{key:?}");
        if !seen.insert(key.clone()) {
            told.tell(number, || format!("its key {key} stands twice"));
        }
        check_span(row, number, keys, &mut told);
        if table.name == "posts"
            && let (Some(id), Some(text)) = (text(row, "post_id"), text(row, "text"))
        {
            keys.texts.insert(id.to_owned(), text.to_owned());
        }
        if let [only] = table.key
            && let Some(id) = text(row, only)
        {
            keys.ids.entry(table.name).or_default().insert(id.to_owned());
        }
        number += 1;
    })?;
    told.finish();
    Ok(())
}

fn csv_rows(directory: &Utf8Path, table: &Table) -> Result<u64, DatasetError> {
    let path = directory.join(format!("{}.csv", table.name));
    let mut reader = csv::Reader::from_reader(fs_err::File::open(&path)?);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).map_err(|error| DatasetError::csv(&path, &error))? {
        rows += 1;
    }
    Ok(rows)
}

fn text<'r>(row: &'r Map<String, Value>, column: &str) -> Option<&'r str> {
    row.get(column).and_then(Value::as_str)
}

fn check_cells(table: &Table, row: &Map<String, Value>, number: u64, told: &mut Told<'_>) {
    for column in table.columns {
        let value = row.get(column.name).unwrap_or(&Value::Null);
        if value.is_null() && !column.nullable {
            told.tell(number, || format!("`{}` is null", column.name));
        }
        if let Some(text) = value.as_str().filter(|_| column.ty == Type::Str) {
            if text.is_empty() && !table.may_be_empty(column) {
                told.tell(number, || format!("`{}` is an empty string", column.name));
            } else if !column.values.is_empty() && !column.values.contains(&text) {
                told.tell(number, || format!("`{}` is `{text}`, not one of {}", column.name, column.values.join(", ")));
            }
        }
    }
}

/// `text[start_char..end_char] == surface`, in code points.
fn check_span(row: &Map<String, Value>, number: u64, keys: &Keys, told: &mut Told<'_>) {
    let (Some(start), Some(end), Some(surface), Some(post)) = (
        row.get("start_char").and_then(Value::as_u64),
        row.get("end_char").and_then(Value::as_u64),
        text(row, "surface"),
        text(row, "post_id"),
    ) else {
        return;
    };
    let Some(whole) = keys.texts.get(post) else { return };
    let (start, end) = (usize::try_from(start).unwrap_or(usize::MAX), usize::try_from(end).unwrap_or(usize::MAX));
    let cut: String = whole.chars().skip(start).take(end.saturating_sub(start)).collect();
    if cut != surface {
        told.tell(number, || format!("text[{start}:{end}] of {post} is {cut:?}, not {surface:?}"));
    }
}

fn check_references(
    directory: &Utf8Path,
    table: &'static Table,
    keys: &Keys,
    problems: &mut Vec<Problem>,
) -> Result<(), DatasetError> {
    let foreign = table.foreign_keys();
    if foreign.is_empty() {
        return Ok(());
    }
    let mut told = Told { table: table.name, count: 0, problems };
    let mut number = 0;
    TableReader::open(directory, table.name)?.for_each(SLICE, |row| {
        for key in &foreign {
            let known = |id: &str| keys.ids.get(key.table).is_some_and(|ids| ids.contains(id));
            if let Some(id) = text(row, key.column).filter(|id| !known(id)) {
                told.tell(number, || format!("`{}` is {id}, which is no {} of {}", key.column, key.target, key.table));
            }
        }
        number += 1;
    })?;
    told.finish();
    Ok(())
}

/// For every dump: records are posts and rejects, and so are the rows of those tables.
fn check_dumps(directory: &Utf8Path, problems: &mut Vec<Problem>) -> Result<(), DatasetError> {
    let mut posts: BTreeMap<String, u64> = BTreeMap::new();
    let mut rejects: BTreeMap<String, u64> = BTreeMap::new();
    let mut bytes: BTreeMap<String, u64> = BTreeMap::new();
    for (table, counts) in [("posts", &mut posts), ("rejects", &mut rejects)] {
        TableReader::open(directory, table)?.for_each(SLICE, |row| {
            let dump = text(row, "dump_id").unwrap_or_default().to_owned();
            let number = |column: &str| row.get(column).and_then(Value::as_u64).unwrap_or_default();
            *bytes.entry(dump.clone()).or_default() += number("byte_end") - number("byte_start").min(number("byte_end"));
            *counts.entry(dump).or_default() += 1;
        })?;
    }
    let mut told = Told { table: "dumps", count: 0, problems };
    let mut row_number = 0;
    TableReader::open(directory, "dumps")?.for_each(SLICE, |row| {
        let dump = text(row, "dump_id").unwrap_or_default();
        let number = |column: &str| row.get(column).and_then(Value::as_u64).unwrap_or_default();
        let found = |counts: &BTreeMap<String, u64>| counts.get(dump).copied().unwrap_or_default();
        if number("posts") != found(&posts) || number("rejects") != found(&rejects) {
            told.tell(row_number, || {
                format!(
                    "{dump} says {} posts and {} rejects; the tables have {} and {}",
                    number("posts"),
                    number("rejects"),
                    found(&posts),
                    found(&rejects)
                )
            });
        }
        if number("records") != number("posts") + number("rejects") {
            told.tell(row_number, || {
                format!(
                    "{dump}: {} records are not {} posts and {} rejects",
                    number("records"),
                    number("posts"),
                    number("rejects")
                )
            });
        }
        let accounted = found(&bytes) + number("furniture_bytes");
        if accounted != number("bytes") {
            told.tell(row_number, || {
                format!("{dump}: {accounted} of {} bytes are in posts, rejects and furniture", number("bytes"))
            });
        }
        row_number += 1;
    })?;
    told.finish();
    Ok(())
}
