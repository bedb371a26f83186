//! Rows of one table as columns and as CSV lines, built where the rows are made.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use polars::chunked_array::builder::{ListPrimitiveChunkedBuilder, ListStringChunkedBuilder};
use polars::prelude::*;
use unspool_model::schema::{CellRef, Row, Table, Type};

/// A batch of rows of one table, encoded.
#[derive(Debug)]
pub struct Chunk {
    pub(crate) table: &'static str,
    pub(crate) frame: DataFrame,
    pub(crate) csv: Vec<u8>,
}

impl Chunk {
    /// Name of the table.
    #[must_use]
    pub const fn table(&self) -> &'static str {
        self.table
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.frame.height()
    }
}

/// Collects rows of one table.
pub struct ChunkBuilder {
    table: Table,
    columns: Vec<ColumnBuilder>,
    csv: csv::Writer<Vec<u8>>,
    cell: String,
    rows: usize,
}

enum ColumnBuilder {
    Str(StringChunkedBuilder),
    Bool(BooleanChunkedBuilder),
    U32(PrimitiveChunkedBuilder<UInt32Type>),
    U64(PrimitiveChunkedBuilder<UInt64Type>),
    I64(PrimitiveChunkedBuilder<Int64Type>),
    F64(PrimitiveChunkedBuilder<Float64Type>),
    /// Days since 1970.
    Date(PrimitiveChunkedBuilder<Int32Type>),
    /// Microseconds since 1970.
    Timestamp(PrimitiveChunkedBuilder<Int64Type>),
    StrList(ListStringChunkedBuilder),
    U32List(ListPrimitiveChunkedBuilder<UInt32Type>),
}

/// The polars type of a column type.
pub(crate) fn data_type(ty: Type) -> DataType {
    match ty {
        Type::Str => DataType::String,
        Type::Bool => DataType::Boolean,
        Type::U32 => DataType::UInt32,
        Type::U64 => DataType::UInt64,
        Type::I64 => DataType::Int64,
        Type::F64 => DataType::Float64,
        Type::Date => DataType::Date,
        Type::Timestamp => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
        Type::StrList => DataType::List(Box::new(DataType::String)),
        Type::U32List => DataType::List(Box::new(DataType::UInt32)),
    }
}

/// The polars schema of a table.
pub(crate) fn frame_schema(table: &Table) -> Schema {
    table.columns.iter().map(|column| Field::new(column.name.into(), data_type(column.ty))).collect()
}

impl ColumnBuilder {
    fn new(name: &str, ty: Type, capacity: usize) -> Self {
        let name = PlSmallStr::from_str(name);
        match ty {
            Type::Str => Self::Str(StringChunkedBuilder::new(name, capacity)),
            Type::Bool => Self::Bool(BooleanChunkedBuilder::new(name, capacity)),
            Type::U32 => Self::U32(PrimitiveChunkedBuilder::new(name, capacity)),
            Type::U64 => Self::U64(PrimitiveChunkedBuilder::new(name, capacity)),
            Type::I64 => Self::I64(PrimitiveChunkedBuilder::new(name, capacity)),
            Type::F64 => Self::F64(PrimitiveChunkedBuilder::new(name, capacity)),
            Type::Date => Self::Date(PrimitiveChunkedBuilder::new(name, capacity)),
            Type::Timestamp => Self::Timestamp(PrimitiveChunkedBuilder::new(name, capacity)),
            Type::StrList => Self::StrList(ListStringChunkedBuilder::new(name, capacity, capacity)),
            Type::U32List => Self::U32List(ListPrimitiveChunkedBuilder::new(name, capacity, capacity, DataType::UInt32)),
        }
    }

    fn push(&mut self, cell: CellRef<'_>) {
        match (self, cell) {
            (Self::Str(column), CellRef::Str(value)) => column.append_option(value),
            (Self::Bool(column), CellRef::Bool(value)) => column.append_value(value),
            (Self::U32(column), CellRef::U32(value)) => column.append_option(value),
            (Self::U64(column), CellRef::U64(value)) => column.append_option(value),
            (Self::I64(column), CellRef::I64(value)) => column.append_option(value),
            // Not a number is not known: JSON and CSV have no word for it.
            (Self::F64(column), CellRef::F64(value)) => column.append_option(value.filter(|value| value.is_finite())),
            (Self::Date(column), CellRef::Date(value)) => column.append_option(value.map(days)),
            (Self::Timestamp(column), CellRef::Timestamp(value)) => {
                column.append_option(value.map(|time| time.timestamp_micros()));
            }
            (Self::StrList(column), CellRef::StrList(values)) => column.append_values_iter(values.iter().map(String::as_str)),
            (Self::U32List(column), CellRef::U32List(values)) => column.append_slice(values),
            // Builders are made from the types of the same columns.
            (column, cell) => debug_assert!(false, "{cell:?} does not fit {}", column.name()),
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Str(_) => "str",
            Self::Bool(_) => "bool",
            Self::U32(_) => "u32",
            Self::U64(_) => "u64",
            Self::I64(_) => "i64",
            Self::F64(_) => "f64",
            Self::Date(_) => "date",
            Self::Timestamp(_) => "timestamp",
            Self::StrList(_) => "list[str]",
            Self::U32List(_) => "list[u32]",
        }
    }

    fn finish(self) -> Column {
        match self {
            Self::Str(column) => column.finish().into_series().into(),
            Self::Bool(column) => column.finish().into_series().into(),
            Self::U32(column) => column.finish().into_series().into(),
            Self::U64(column) => column.finish().into_series().into(),
            Self::I64(column) => column.finish().into_series().into(),
            Self::F64(column) => column.finish().into_series().into(),
            Self::Date(column) => column.finish().into_date().into_series().into(),
            Self::Timestamp(column) => {
                column.finish().into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)).into_series().into()
            }
            Self::StrList(mut column) => column.finish().into_series().into(),
            Self::U32List(mut column) => column.finish().into_series().into(),
        }
    }
}

/// Days since 1970-01-01.
fn days(date: NaiveDate) -> i32 {
    i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or_default()
}

/// A timestamp as the CSV has it: RFC 3339 in UTC, fractions only where there are any.
pub(crate) fn timestamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

impl ChunkBuilder {
    /// A builder for the table of `R`.
    #[must_use]
    pub fn new<R: Row>(capacity: usize) -> Self {
        let columns = R::TABLE.columns.iter().map(|column| ColumnBuilder::new(column.name, column.ty, capacity)).collect();
        let csv = csv::WriterBuilder::new().from_writer(Vec::with_capacity(capacity * 64));
        Self { table: R::TABLE, columns, csv, cell: String::new(), rows: 0 }
    }

    /// Adds a row; `owner` is the id that the row hangs on, for rows that hang on one.
    pub fn push<R: Row>(&mut self, owner: Option<&str>, row: &R) {
        debug_assert_eq!(R::TABLE.name, self.table.name);
        let mut at = 0;
        let (columns, csv, cell) = (&mut self.columns, &mut self.csv, &mut self.cell);
        let mut put = |value: CellRef<'_>| {
            columns[at].push(value);
            write_cell(csv, value, cell);
            at += 1;
        };
        if R::OWNER.is_some() {
            put(CellRef::Str(owner));
        }
        row.cells(&mut put);
        // Writing to memory does not fail.
        let _ = self.csv.write_record(None::<&[u8]>);
        self.rows += 1;
    }

    /// The rows, encoded.
    ///
    /// # Panics
    /// Never: every column has had a cell from every row.
    #[must_use]
    pub fn finish(self) -> Chunk {
        let columns = self.columns.into_iter().map(ColumnBuilder::finish).collect();
        let frame = DataFrame::new(self.rows, columns).unwrap_or_default();
        let csv = self.csv.into_inner().unwrap_or_default();
        Chunk { table: self.table.name, frame, csv }
    }
}

/// Writes a cell as the CSV has it: null is empty, a list is a JSON array.
fn write_cell(csv: &mut csv::Writer<Vec<u8>>, cell: CellRef<'_>, buffer: &mut String) {
    use std::fmt::Write as _;
    buffer.clear();
    let text = match cell {
        CellRef::Str(value) => value.unwrap_or_default(),
        cell => {
            let written = match cell {
                CellRef::Str(_) => Ok(()),
                CellRef::Bool(value) => write!(buffer, "{value}"),
                CellRef::U32(value) => value.map_or(Ok(()), |value| write!(buffer, "{value}")),
                CellRef::U64(value) => value.map_or(Ok(()), |value| write!(buffer, "{value}")),
                CellRef::I64(value) => value.map_or(Ok(()), |value| write!(buffer, "{value}")),
                CellRef::F64(value) => value.filter(|value| value.is_finite()).map_or(Ok(()), |value| write!(buffer, "{value}")),
                CellRef::Date(value) => value.map_or(Ok(()), |value| write!(buffer, "{value}")),
                CellRef::Timestamp(value) => value.map_or(Ok(()), |value| write!(buffer, "{}", timestamp(value))),
                CellRef::StrList(values) => write!(buffer, "{}", serde_json::json!(values)),
                CellRef::U32List(values) => write!(buffer, "{}", serde_json::json!(values)),
            };
            debug_assert!(written.is_ok(), "writing to memory does not fail");
            buffer.as_str()
        }
    };
    let _ = csv.write_field(text);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unspool_model::schema::Row;
    use unspool_model::{Link, Topic};

    use super::ChunkBuilder;

    proptest! {
        #[test]
        fn csv_cells_come_back(topic in "[^\\r\\x00]{1,30}", evidence in prop::collection::vec("\\PC{0,12}", 0..4), score in 0.0..1.0) {
            let row = Topic { topic: topic.into(), score, evidence };
            let mut chunk = ChunkBuilder::new::<Topic>(1);
            chunk.push(Some("p-0001"), &row);
            let csv = chunk.finish().csv;
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
            let record = reader.records().next().expect("a row").expect("sound CSV");
            prop_assert_eq!(record.len(), Topic::TABLE.columns.len());
            prop_assert_eq!(&record[0], "p-0001");
            prop_assert_eq!(&record[1], row.topic.as_str());
            prop_assert_eq!(record[2].parse::<f64>().expect("a number").to_bits(), score.to_bits());
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&record[3]).expect("a JSON array"), row.evidence);
        }
    }

    #[test]
    fn nulls_are_empty_cells() {
        let link = Link { start_char: 0, end_char: 3, surface: "a…".into(), url: None, domain: "a".into(), truncated: true };
        let mut chunk = ChunkBuilder::new::<Link>(1);
        chunk.push(Some("p"), &link);
        assert_eq!(String::from_utf8(chunk.finish().csv).expect("UTF-8"), "p,0,3,a…,,a,true\n");
    }
}
