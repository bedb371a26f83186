//! Writes the tables of a build into a directory, chunk by chunk.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use camino::{Utf8Path, Utf8PathBuf};
use polars::prelude::*;
use unspool_model::schema::{TABLES, Table};

use crate::ROW_GROUP_ROWS;
use crate::chunk::Chunk;
use crate::error::DatasetError;
use crate::parts::{PART_ROW_GROUPS, PartedFile};

/// Writes every table of a build. Chunks of a table are appended in the order in which they come.
pub struct DatasetWriter {
    tables: BTreeMap<&'static str, TableWriter>,
}

struct TableWriter {
    parquet_path: Utf8PathBuf,
    csv_path: Utf8PathBuf,
    parquet: PartedFile,
    csv: BufWriter<fs_err::File>,
    /// Rows that do not fill a row group yet.
    pending: Option<DataFrame>,
    rows: u64,
}

impl DatasetWriter {
    /// Opens the files of every table in `directory`.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn create(directory: &Utf8Path) -> Result<Self, DatasetError> {
        let mut tables = BTreeMap::new();
        for table in TABLES {
            tables.insert(table.name, TableWriter::create(directory, table)?);
        }
        Ok(Self { tables })
    }

    /// Appends a chunk to its table.
    ///
    /// # Errors
    /// When the disk is full, or polars refuses the rows.
    pub fn append(&mut self, chunk: Chunk) -> Result<(), DatasetError> {
        match self.tables.get_mut(chunk.table) {
            Some(table) => table.append(chunk),
            None => Ok(()),
        }
    }

    /// Writes what is pending, closes and syncs all files. Gives the number of rows of each table.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self) -> Result<BTreeMap<&'static str, u64>, DatasetError> {
        self.tables.into_iter().map(|(name, table)| table.finish().map(|rows| (name, rows))).collect()
    }
}

impl TableWriter {
    fn create(directory: &Utf8Path, table: &Table) -> Result<Self, DatasetError> {
        let parquet_path = directory.join(format!("{}.parquet", table.name));
        let csv_path = directory.join(format!("{}.csv", table.name));
        let parquet = PartedFile::create(parquet_path.clone(), table, PART_ROW_GROUPS)?;
        let mut csv = BufWriter::new(fs_err::File::create(&csv_path)?);
        let header: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        writeln!(csv, "{}", header.join(","))?;
        Ok(Self { parquet_path, csv_path, parquet, csv, pending: None, rows: 0 })
    }

    fn append(&mut self, chunk: Chunk) -> Result<(), DatasetError> {
        if chunk.frame.height() == 0 {
            return Ok(());
        }
        self.rows += chunk.frame.height() as u64;
        self.csv.write_all(&chunk.csv)?;
        let pending = match self.pending.take() {
            Some(mut pending) => {
                pending.vstack_mut(&chunk.frame).map_err(|error| DatasetError::parquet(&self.parquet_path, &error))?;
                pending
            }
            None => chunk.frame,
        };
        if pending.height() >= ROW_GROUP_ROWS {
            self.parquet.write(pending)?;
        } else {
            self.pending = Some(pending);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<u64, DatasetError> {
        if let Some(pending) = self.pending.take() {
            self.parquet.write(pending)?;
        }
        self.parquet.finish()?;
        self.csv.flush()?;
        drop(self.csv);
        for path in [&self.parquet_path, &self.csv_path] {
            fs_err::File::open(path)?.sync_all()?;
        }
        Ok(self.rows)
    }
}
