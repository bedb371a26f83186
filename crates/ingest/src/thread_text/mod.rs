//! `thread-text`: the text of an unrolled thread page.
//!
//! In: the lines of a dump. Out: a record a post, with the thread it stands in.
//! A page is read in four steps: every line is told to be text or furniture ([`roles`], by [`furniture`] and
//! [`header`]); rules and headers part the text into sections; the ordinals of a section are the
//! candidates that form a sequence ([`sequence`]); and the cheapest cut of its lines is taken under
//! the layout that makes the whole page cheapest ([`cuts`]).
//!
//! A page is bounded: a dump of more than [`PAGE_LINES`] lines or [`PAGE_BYTES`] is read as several.

mod cuts;
mod furniture;
mod header;
mod page;
mod roles;
mod sequence;
mod weight;

use std::collections::VecDeque;
use std::io::Read;

use crate::lines::{Line, Lines};
use crate::{IngestError, Item};

/// Most lines of one page.
const PAGE_LINES: usize = 20_000;
/// Most bytes of one page.
const PAGE_BYTES: u64 = 4 << 20;

/// The items of a dump, page by page.
pub(crate) struct Pages<R> {
    lines: Lines<R>,
    ready: VecDeque<Item>,
    context: roles::Context,
    finished: bool,
}

impl<R: Read> Pages<R> {
    pub fn new(lines: Lines<R>) -> Self {
        let mark = lines.mark_bytes();
        let ready = (mark > 0).then_some(Item::Furniture(mark)).into_iter().collect();
        Self { lines, ready, context: roles::Context::default(), finished: false }
    }

    fn read_page(&mut self) -> Result<(), IngestError> {
        let mut lines: Vec<Line> = Vec::new();
        let mut bytes = 0;
        while lines.len() < PAGE_LINES && bytes < PAGE_BYTES {
            let Some(line) = self.lines.next().transpose()? else {
                self.finished = true;
                break;
            };
            bytes += line.extent.len();
            lines.push(line);
        }
        self.ready.extend(page::items(&lines, self.lines.limit(), &mut self.context));
        Ok(())
    }
}

impl<R: Read> Iterator for Pages<R> {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            if self.finished {
                return None;
            }
            if let Err(error) = self.read_page() {
                self.finished = true;
                return Some(Err(error));
            }
        }
    }
}
