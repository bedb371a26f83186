//! One record of a known kind a line.

use std::io::Read;

use unspool_model::Extent;

use crate::json_list::Owner;
use crate::lines::Lines;
use crate::{IngestError, Item};

/// The items of a dump with one JSON object a line.
pub(crate) struct Lined<R, F> {
    lines: Lines<R>,
    reader: F,
    pending: Option<Item>,
}

impl<R: Read, F: Fn(&[u8], Extent, u64, &Owner) -> Item> Lined<R, F> {
    /// `reader` says what the object of a line is.
    pub fn new(lines: Lines<R>, reader: F) -> Self {
        let mark = lines.mark_bytes();
        Self { lines, reader, pending: (mark > 0).then_some(Item::Furniture(mark)) }
    }
}

impl<R: Read, F: Fn(&[u8], Extent, u64, &Owner) -> Item> Iterator for Lined<R, F> {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.pending.take() {
            return Some(Ok(item));
        }
        let line = match self.lines.next()? {
            Ok(line) => line,
            Err(error) => return Some(Err(error.into())),
        };
        if !line.too_long && line.text.trim().is_empty() {
            return Some(Ok(Item::Furniture(line.extent.len())));
        }
        let item = if let Some(reject) = line.unreadable(self.lines.limit()) {
            Item::Reject(reject)
        } else {
            let extent = Extent { start: line.extent.start, end: line.content_end };
            (self.reader)(line.text.trim_start_matches('\u{feff}').as_bytes(), extent, line.number, &Owner::default())
        };
        let left = line.extent.len() - item.bytes();
        self.pending = (left > 0).then_some(Item::Furniture(left));
        Some(Ok(item))
    }
}
