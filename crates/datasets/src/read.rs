//! Reads the tables of a dataset back.

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{DateTime, NaiveDate};
use polars::prelude::*;
use serde_json::{Map, Value, json};

use crate::chunk::timestamp;
use crate::error::DatasetError;
use crate::manifest::FileEntry;

/// A table of a dataset, read from its Parquet file in slices.
pub struct TableReader {
    path: Utf8PathBuf,
    rows: u64,
}

impl TableReader {
    /// Opens `<directory>/<table>.parquet`.
    ///
    /// # Errors
    /// When the file is missing or is no Parquet file.
    pub fn open(directory: &Utf8Path, table: &str) -> Result<Self, DatasetError> {
        let path = directory.join(format!("{table}.parquet"));
        let file = fs_err::File::open(&path)?;
        let rows = ParquetReader::new(file.into_parts().0).num_rows().map_err(|error| DatasetError::parquet(&path, &error))?;
        Ok(Self { path, rows: rows as u64 })
    }

    /// Number of rows.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Up to `count` rows from row `from` on, as JSON objects with the columns in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn slice(&self, from: u64, count: usize) -> Result<Vec<Map<String, Value>>, DatasetError> {
        let file = fs_err::File::open(&self.path)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let frame = ParquetReader::new(file.into_parts().0)
            .with_slice(Some((from, count)))
            .finish()
            .map_err(|error| DatasetError::parquet(&self.path, &error))?;
        Ok(objects(&frame))
    }

    /// Calls `each` with every row, in order, holding `count` rows at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn for_each(&self, count: usize, mut each: impl FnMut(&Map<String, Value>)) -> Result<(), DatasetError> {
        let mut from = 0;
        while from < self.rows {
            let rows = self.slice(from, count)?;
            rows.iter().for_each(&mut each);
            from += count as u64;
        }
        Ok(())
    }
}

fn objects(frame: &DataFrame) -> Vec<Map<String, Value>> {
    let mut rows = vec![Map::new(); frame.height()];
    for column in frame.columns() {
        let name = column.name().as_str();
        for (index, row) in rows.iter_mut().enumerate() {
            let value = column.get(index).map_or(Value::Null, |value| json_value(&value));
            row.insert(name.to_owned(), value);
        }
    }
    rows
}

fn json_value(value: &AnyValue<'_>) -> Value {
    match value {
        AnyValue::Boolean(value) => json!(value),
        AnyValue::String(value) => json!(value),
        AnyValue::StringOwned(value) => json!(value.as_str()),
        AnyValue::UInt32(value) => json!(value),
        AnyValue::UInt64(value) => json!(value),
        AnyValue::Int64(value) => json!(value),
        AnyValue::Float64(value) => json!(value),
        AnyValue::Date(days) => {
            let date = NaiveDate::default().checked_add_signed(chrono::Duration::days(i64::from(*days)));
            date.map_or(Value::Null, |date| json!(date.to_string()))
        }
        AnyValue::Datetime(micros, _, _) => {
            DateTime::from_timestamp_micros(*micros).map_or(Value::Null, |time| json!(timestamp(time)))
        }
        AnyValue::List(values) => Value::Array(values.iter().map(|value| json_value(&value)).collect()),
        _ => Value::Null,
    }
}

/// The columns of a Parquet file with the types that its own schema gives them.
///
/// # Errors
/// When the file is missing or is no Parquet file.
pub fn parquet_schema(directory: &Utf8Path, table: &str) -> Result<Vec<(String, String)>, DatasetError> {
    let path = directory.join(format!("{table}.parquet"));
    let file = fs_err::File::open(&path)?;
    let frame = ParquetReader::new(file.into_parts().0)
        .with_slice(Some((0, 0)))
        .finish()
        .map_err(|error| DatasetError::parquet(&path, &error))?;
    Ok(frame.columns().iter().map(|column| (column.name().to_string(), type_name(column.dtype()))).collect())
}

/// The rows of each row group of a table's Parquet file.
///
/// # Errors
/// When the file is missing or is no Parquet file.
#[allow(clippy::redundant_closure_for_method_calls, reason = "polars does not export the type of a row group")]
pub fn row_groups(directory: &Utf8Path, table: &str) -> Result<Vec<usize>, DatasetError> {
    let path = directory.join(format!("{table}.parquet"));
    let mut reader = ParquetReader::new(fs_err::File::open(&path)?.into_parts().0);
    let metadata = reader.get_metadata().map_err(|error| DatasetError::parquet(&path, &error))?;
    Ok(metadata.row_groups.iter().map(|group| group.num_rows()).collect())
}

/// The name of a polars type, as the contract has it.
fn type_name(dtype: &DataType) -> String {
    match dtype {
        DataType::String => "str".to_owned(),
        DataType::Boolean => "bool".to_owned(),
        DataType::UInt32 => "u32".to_owned(),
        DataType::UInt64 => "u64".to_owned(),
        DataType::Int64 => "i64".to_owned(),
        DataType::Float64 => "f64".to_owned(),
        DataType::Date => "date".to_owned(),
        DataType::Datetime(TimeUnit::Microseconds, Some(zone)) => format!("timestamp[us, {}]", zone.as_str()),
        DataType::List(inner) => format!("list[{}]", type_name(inner)),
        other => format!("{other:?}"),
    }
}

/// SHA-256 of a table's CSV.
///
/// # Errors
/// When it cannot be read.
pub fn csv_sha256(directory: &Utf8Path, table: &str) -> Result<String, DatasetError> {
    Ok(FileEntry::of(directory, &format!("{table}.csv"))?.sha256)
}
