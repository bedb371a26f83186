//! A dump that is one HTML page: read whole, because its elements nest, and handed on as items.

use std::io::Read;
use std::ops::Range;
use std::vec::IntoIter;

use unspool_model::{Extent, Record, Reject, RejectReason};

use crate::{IngestError, Item};

/// The largest page that is read: exports part their messages into files of a few megabytes.
const LARGEST_PAGE: u64 = 256 << 20;

/// An element that is a record or should be one, with its bytes in the page.
pub(crate) struct Element {
    pub span: Range<usize>,
    pub reading: Reading,
}

/// What an element says.
pub(crate) enum Reading {
    /// A record without its extent.
    Record(Box<Record>),
    /// Why it is none.
    Reject(RejectReason, String),
}

/// The items of a page. `read` finds its elements, in order and apart from one another.
pub(crate) fn items(
    mut input: impl Read,
    read: fn(&str) -> Vec<Element>,
) -> Result<IntoIter<Result<Item, IngestError>>, IngestError> {
    let mut bytes = Vec::new();
    let mut page = input.by_ref().take(LARGEST_PAGE);
    page.read_to_end(&mut bytes)?;
    let rest = std::io::copy(&mut input, &mut std::io::sink())?;
    let length = bytes.len() as u64 + rest;
    if rest > 0 {
        let detail = format!("a page of {length} bytes; the limit is {LARGEST_PAGE}");
        let reject = Reject::new(Extent { start: 0, end: length }, 1, RejectReason::TooLong, detail, &bytes);
        return Ok(vec![Ok(Item::Reject(reject))].into_iter());
    }
    let html = readable(&bytes);
    let mut found = Vec::new();
    let mut done = 0;
    let mut line = 1;
    for element in read(&html) {
        let Range { start, end } = element.span;
        if start < done || end <= start {
            continue;
        }
        line += memchr::memchr_iter(b'\n', &bytes[done..start]).count() as u64;
        if start > done {
            found.push(Ok(Item::Furniture((start - done) as u64)));
        }
        let extent = Extent { start: start as u64, end: end as u64 };
        found.push(Ok(match element.reading {
            Reading::Record(record) => Item::record(Record { extent, line, ..*record }),
            Reading::Reject(reason, detail) => Item::Reject(Reject::new(extent, line, reason, detail, &bytes[start..end])),
        }));
        line += memchr::memchr_iter(b'\n', &bytes[start..end]).count() as u64;
        done = end;
    }
    if found.is_empty() && !html.trim().is_empty() {
        let extent = Extent { start: 0, end: length };
        let reject = Reject::new(extent, 1, RejectReason::NoText, "no post was found in the page", &bytes);
        return Ok(vec![Ok(Item::Reject(reject))].into_iter());
    }
    if bytes.len() > done {
        found.push(Ok(Item::Furniture((bytes.len() - done) as u64)));
    }
    Ok(found.into_iter())
}

/// The page as text, byte for byte as long: a byte that is no UTF-8 becomes a question mark.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    text
}
