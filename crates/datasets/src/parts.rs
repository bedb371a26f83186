//! One Parquet file, written in parts so that memory stays flat.
//!
//! Polars keeps some two kilobytes of every column chunk until its file is closed. Here a file is a row of
//! parts, each a whole Parquet file as polars writes it; the last footer, written here, names the row groups
//! of all of them. Footers address their row groups by bytes, so to a reader the footers in between are
//! bytes that nothing points to. A table of one part is what polars wrote, byte for byte.

use std::io::{BufWriter, Cursor, Read, Seek, SeekFrom, Write};

use camino::{Utf8Path, Utf8PathBuf};
use polars::io::parquet::write::BatchedWriter;
use polars::prelude::*;
use polars_parquet_format::thrift::protocol::{TCompactInputProtocol, TCompactOutputProtocol};
use polars_parquet_format::{ColumnChunk, FileMetaData, RowGroup};
use unspool_model::schema::Table;

use crate::chunk::frame_schema;
use crate::error::DatasetError;
use crate::package;

/// What ends a Parquet file, behind the four bytes that say how long its footer is.
const MAGIC: &[u8; 4] = b"PAR1";

/// Row groups of a part (a million rows): few enough that what polars keeps of them is some
/// megabytes over all tables, many enough that the footers of the parts are a thousandth of the file.
pub(crate) const PART_ROW_GROUPS: usize = 32;

/// A Parquet file that is being written.
pub(crate) struct PartedFile {
    table: Table,
    path: Utf8PathBuf,
    /// Row groups that a part has before the next one begins.
    part_groups: usize,
    part: BatchedWriter<BufWriter<fs_err::File>>,
    /// Row groups of the part that is being written.
    groups: usize,
    /// Where the parts end that are closed.
    ends: Vec<u64>,
}

impl PartedFile {
    /// Makes the file; parts end after `part_groups` row groups.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn create(path: Utf8PathBuf, table: &Table, part_groups: usize) -> Result<Self, DatasetError> {
        let part = part(fs_err::File::create(&path)?, &path, table)?;
        Ok(Self { table: *table, path, part_groups, part, groups: 0, ends: Vec::new() })
    }

    /// Writes `rows` as a row group.
    ///
    /// # Errors
    /// When the disk is full, or polars refuses the rows.
    pub(crate) fn write(&mut self, mut rows: DataFrame) -> Result<(), DatasetError> {
        if self.groups == self.part_groups {
            self.close_part()?;
            let file = fs_err::OpenOptions::new().append(true).open(&self.path)?;
            self.part = part(file, &self.path, &self.table)?;
        }
        // One chunk a column, or every chunk would become a row group of its own.
        rows.rechunk_mut();
        self.groups += 1;
        self.part.write_batch(&rows).map_err(|error| DatasetError::parquet(&self.path, &error))
    }

    fn close_part(&mut self) -> Result<(), DatasetError> {
        let size = self.part.finish().map_err(|error| DatasetError::parquet(&self.path, &error))?;
        self.ends.push(self.ends.last().copied().unwrap_or_default() + size);
        self.groups = 0;
        Ok(())
    }

    /// Closes the file.
    ///
    /// # Errors
    /// When the disk is full, or a footer does not read back.
    pub(crate) fn finish(mut self) -> Result<(), DatasetError> {
        self.close_part()?;
        let Self { path, part, ends, .. } = self;
        drop(part);
        if ends.len() > 1 { write_footer(&path, &ends) } else { Ok(()) }
    }
}

fn part(file: fs_err::File, path: &Utf8Path, table: &Table) -> Result<BatchedWriter<BufWriter<fs_err::File>>, DatasetError> {
    let metadata = KeyValueMetadata::from_static(vec![("unspool".to_owned(), package::table_metadata(table))]);
    ParquetWriter::new(BufWriter::new(file))
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(StatisticsOptions::full())
        .with_key_value_metadata(Some(metadata))
        .set_parallel(false)
        .batched(&frame_schema(table))
        .map_err(|error| DatasetError::parquet(path, &error))
}

/// Adds the footer that names the row groups of all parts.
fn write_footer(path: &Utf8Path, ends: &[u64]) -> Result<(), DatasetError> {
    let failed = |message: String| DatasetError::Parquet { path: path.to_owned(), message };
    let mut file = fs_err::OpenOptions::new().read(true).append(true).open(path)?;
    let mut whole: Option<FileMetaData> = None;
    let mut start = 0;
    for &end in ends {
        let mut footer = read_footer(&mut file, start, end).map_err(&failed)?;
        let shift = i64::try_from(start).map_err(|error| failed(error.to_string()))?;
        footer.row_groups.iter_mut().for_each(|group| shift_group(group, shift));
        match &mut whole {
            Some(whole) => {
                whole.num_rows += footer.num_rows;
                whole.row_groups.append(&mut footer.row_groups);
            }
            None => whole = Some(footer),
        }
        start = end;
    }
    let Some(mut whole) = whole else { return Ok(()) };
    for (ordinal, group) in whole.row_groups.iter_mut().enumerate() {
        group.ordinal = i16::try_from(ordinal).ok();
    }
    let mut out = BufWriter::new(file);
    let written = whole.write_to_out_protocol(&mut TCompactOutputProtocol::new(&mut out));
    let length = written.map_err(|error| failed(error.to_string()))?;
    let length = u32::try_from(length).map_err(|error| failed(format!("its footer is too long: {error}")))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(MAGIC)?;
    Ok(out.flush()?)
}

/// The footer of the part from byte `start` to byte `end`.
fn read_footer(file: &mut fs_err::File, start: u64, end: u64) -> Result<FileMetaData, String> {
    let text = |error: std::io::Error| error.to_string();
    let mut tail = [0_u8; 8];
    file.seek(SeekFrom::Start(end.saturating_sub(8))).map_err(text)?;
    file.read_exact(&mut tail).map_err(text)?;
    let [a, b, c, d, magic @ ..] = tail;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    if &magic != MAGIC || length + 8 > end - start {
        return Err(format!("the part that ends at byte {end} has no footer"));
    }
    let mut footer = Vec::new();
    file.seek(SeekFrom::Start(end - 8 - length)).map_err(text)?;
    file.take(length).read_to_end(&mut footer).map_err(text)?;
    // The limit is against footers that lie; this one was written a moment ago.
    let mut protocol = TCompactInputProtocol::new(Cursor::new(footer), usize::MAX);
    FileMetaData::read_from_in_protocol(&mut protocol).map_err(|error| error.to_string())
}

/// Moves what a row group says of its place from the start of its part to the start of the file.
fn shift_group(group: &mut RowGroup, by: i64) {
    let shift = |offset: &mut Option<i64>| *offset = offset.map(|offset| offset + by);
    shift(&mut group.file_offset);
    for column in &mut group.columns {
        forget_page_index(column);
        if column.file_offset != 0 {
            column.file_offset += by;
        }
        if let Some(chunk) = &mut column.meta_data {
            chunk.data_page_offset += by;
            shift(&mut chunk.index_page_offset);
            shift(&mut chunk.dictionary_page_offset);
            shift(&mut chunk.bloom_filter_offset);
        }
    }
}

/// The index of a chunk's pages counts from the start of its part. It may be absent, and a row group of
/// ours has a handful of pages a column; so it is left out rather than written again.
fn forget_page_index(column: &mut ColumnChunk) {
    column.offset_index_offset = None;
    column.offset_index_length = None;
    column.column_index_offset = None;
    column.column_index_length = None;
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;
    use serde_json::Value;
    use unspool_model::Topic;
    use unspool_model::schema::Row;

    use super::PartedFile;
    use crate::chunk::ChunkBuilder;
    use crate::read::{TableReader, row_groups};

    /// Writes `sizes.len()` row groups of topics that count on, in parts of two row groups.
    fn written(folder: &Utf8Path, sizes: &[usize]) -> Vec<u8> {
        let path = folder.join("topics.parquet");
        let mut file = PartedFile::create(path.clone(), &Topic::TABLE, 2).expect("a file");
        let mut number = 0;
        for &size in sizes {
            let mut rows = ChunkBuilder::new::<Topic>(size);
            for _ in 0..size {
                let evidence = vec![format!("word {number}"); number % 3];
                rows.push(Some("p"), &Topic { topic: format!("t{number}").into(), score: 0.5, evidence });
                number += 1;
            }
            file.write(rows.finish().frame).expect("a row group");
        }
        file.finish().expect("a footer");
        std::fs::read(path).expect("the file")
    }

    #[test]
    fn parts_read_as_one_table() {
        for sizes in [&[][..], &[3], &[3, 2], &[3, 2, 4], &[1, 1, 1, 1], &[5, 4, 3, 2, 1]] {
            let folder = tempfile::tempdir().expect("a folder");
            let folder = Utf8Path::from_path(folder.path()).expect("UTF-8");
            written(folder, sizes);
            let table = TableReader::open(folder, "topics").expect("a table");
            let rows: usize = sizes.iter().sum();
            assert_eq!(table.rows(), rows as u64);
            assert_eq!(row_groups(folder, "topics").expect("row groups"), sizes);
            for (number, row) in table.slice(0, rows).expect("rows").iter().enumerate() {
                assert_eq!(row["topic"], format!("t{number}"));
                assert_eq!(row["evidence"].as_array().map(Vec::len), Some(number % 3));
            }
            if rows > 0 {
                let last = table.slice(rows as u64 - 1, 1).expect("a row");
                assert_eq!(last.first().map(|row| row["topic"].clone()), Some(Value::from(format!("t{}", rows - 1))));
            }
        }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let [one, other] = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
        let bytes = |folder: &tempfile::TempDir| written(Utf8Path::from_path(folder.path()).expect("UTF-8"), &[3, 2, 4]);
        assert_eq!(bytes(&one), bytes(&other));
    }
}
