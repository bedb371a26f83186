//! `csv`: any table of posts with a header line, delimited by commas, semicolons or tabs.
//!
//! Fields are parsed by `csv-core`; lines are fed to it one at a time, so that the extent of every
//! row is known, memory is bounded, and an unclosed quote costs one line, not the rest of the file.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

use camino::Utf8Path;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use unspool_model::{Record, Reject, RejectReason, ThreadFacts};

use crate::lines::{Line, Lines};
use crate::mapping::{self, FIELDS, FieldMap};
use crate::{IngestError, Item, extent};

/// Lines that one quoted field may span before its quote counts as unclosed.
const MAX_ROW_LINES: usize = 500;

/// The delimiters that are told apart by the header.
pub(crate) const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The items of a CSV dump.
pub(crate) struct Rows<R> {
    lines: Lines<R>,
    /// Lines read ahead: a row that turned out to have an unclosed quote gives back all but its first.
    ahead: VecDeque<Line>,
    delimiter: u8,
    width: usize,
    /// Column of each field, if the header has it.
    columns: Vec<Option<usize>>,
    ready: VecDeque<Item>,
}

impl<R: Read> Rows<R> {
    pub fn new(path: &Utf8Path, lines: Lines<R>, fields: &FieldMap) -> Result<Self, IngestError> {
        let mut ready = VecDeque::new();
        if lines.mark_bytes() > 0 {
            ready.push_back(Item::Furniture(lines.mark_bytes()));
        }
        let mut rows =
            Self { delimiter: b',', width: 0, columns: vec![None; FIELDS.len()], ahead: VecDeque::new(), ready, lines };
        let header = loop {
            let Some(line) = rows.lines.next().transpose()? else { return Ok(rows) };
            rows.ready.push_back(Item::Furniture(line.extent.len()));
            if !line.text.trim().is_empty() {
                break line;
            }
        };
        rows.delimiter = delimiter(&header.text);
        let names = match parse(&mut reader(rows.delimiter), &header.text) {
            Parsed::Row(names) => names,
            Parsed::Open => Vec::new(),
        };
        rows.width = names.len();
        for (index, field) in FIELDS.iter().enumerate() {
            let (wanted, given) = fields.names(index);
            let at = wanted.iter().find_map(|name| names.iter().position(|column| column.trim().eq_ignore_ascii_case(name)));
            if at.is_none() && (given || field.key == "text") {
                return Err(IngestError::NoColumn {
                    path: path.to_owned(),
                    field: field.key,
                    column: wanted.join("` or `"),
                    header: names.join(", "),
                });
            }
            rows.columns[index] = at;
        }
        Ok(rows)
    }

    fn next_line(&mut self) -> Result<Option<Line>, IngestError> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => Ok(self.lines.next().transpose()?),
        }
    }

    /// Reads one row and queues what it is.
    fn read_row(&mut self) -> Result<bool, IngestError> {
        let Some(first) = self.next_line()? else { return Ok(false) };
        if !first.too_long && first.text.trim().is_empty() {
            self.ready.push_back(Item::Furniture(first.extent.len()));
            return Ok(true);
        }
        if let Some(reject) = first.unreadable(self.lines.limit()) {
            self.ready.push_back(Item::Reject(reject));
            return Ok(true);
        }
        let mut row = vec![first];
        let mut text = row[0].text.clone();
        let fields = loop {
            match parse(&mut reader(self.delimiter), &text) {
                Parsed::Row(fields) => break Some(fields),
                Parsed::Open => {}
            }
            let more = row.len() < MAX_ROW_LINES && text.len() < self.lines.limit();
            // Lines double before the next try, so that parsing again stays linear over all.
            let goal = if more { row.len() * 2 } else { row.len() };
            let before = row.len();
            while row.len() < goal {
                let Some(line) = self.next_line()? else { break };
                text.push('\n');
                text.push_str(&line.text);
                row.push(line);
                if line_may_close(&row[row.len() - 1].text) {
                    break;
                }
            }
            if row.len() == before {
                break None;
            }
        };
        // A row over several lines with the wrong number of fields has run into the next ones.
        let fields = fields.filter(|fields| row.len() == 1 || fields.len() == self.width);
        let item = if let Some(fields) = fields {
            self.record(&row, &text, fields)
        } else {
            for line in row.drain(1..).rev() {
                self.ahead.push_front(line);
            }
            Item::Reject(
                row[0]
                    .reject(RejectReason::UnclosedQuote, "a quoted field is not closed before the end of the dump or its limit"),
            )
        };
        let end = row.last().map_or(0, |line| line.extent.end);
        let left = end - row[0].extent.start - item.bytes();
        self.ready.push_back(item);
        if left > 0 {
            self.ready.push_back(Item::Furniture(left));
        }
        Ok(true)
    }

    fn record(&self, row: &[Line], text: &str, mut fields: Vec<String>) -> Item {
        let whole = extent(row[0].extent.start, row[row.len() - 1].content_end);
        let reject = |reason, detail: String| Item::Reject(Reject::new(whole, row[0].number, reason, detail, text.as_bytes()));
        if fields.len() != self.width {
            return reject(RejectReason::FieldCount, format!("{} fields where the header has {}", fields.len(), self.width));
        }
        let mut record = Record { extent: whole, line: row[0].number, ..Record::default() };
        let mut thread = None;
        for (index, column) in self.columns.iter().enumerate() {
            let Some(column) = *column else { continue };
            if let Err(bad) = mapping::put(&mut record, &mut thread, index, std::mem::take(&mut fields[column])) {
                return reject(RejectReason::BadField, format!("`{}` is {:?}, not {}", bad.key, bad.value, bad.wanted));
            }
        }
        if record.text.trim().is_empty() {
            return reject(RejectReason::NoText, "the text column is empty".to_owned());
        }
        record.thread = thread.map(|native_id| Arc::new(ThreadFacts { native_id: Some(native_id), ..ThreadFacts::default() }));
        Item::record(record)
    }
}

/// Only a line with a quote can end a quoted field.
fn line_may_close(line: &str) -> bool {
    line.contains('"')
}

pub(crate) fn delimiter(header: &str) -> u8 {
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

pub(crate) fn reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// What a stretch of lines is to the parser.
pub(crate) enum Parsed {
    /// One whole row.
    Row(Vec<String>),
    /// A quoted field is still open.
    Open,
}

/// Parses `text` (without its last line break) as one row.
pub(crate) fn parse(reader: &mut Reader, text: &str) -> Parsed {
    let mut output = vec![0; text.len() + 1];
    let mut ends = vec![0; text.len() + 2];
    let (mut read, mut written, mut ended) = (0, 0, 0);
    let input = text.as_bytes();
    loop {
        // The line break is fed apart: a reader that ends the row on it has no quote open.
        let feed: &[u8] = if read < input.len() { &input[read..] } else { b"\n" };
        let (result, nin, nout, nend) = reader.read_record(feed, &mut output[written..], &mut ends[ended..]);
        read += nin;
        written += nout;
        ended += nend;
        match result {
            ReadRecordResult::Record | ReadRecordResult::End => break,
            ReadRecordResult::InputEmpty if read <= input.len() => {}
            ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                return Parsed::Open;
            }
        }
    }
    let mut start = 0;
    let fields = ends[..ended]
        .iter()
        .map(|&end| {
            let field = String::from_utf8_lossy(&output[start..end]).into_owned();
            start = end;
            field
        })
        .collect();
    Parsed::Row(fields)
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            match self.read_row() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
