//! The threads of a dump that may still grow.
//!
//! Their rows, and where those begin, wait in temporary files; in memory stays the number of posts, so that a dump of
//! millions of posts that may answer one another is held in four bytes a thread.

use std::io::Error;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use unspool_model::{Post, Thread, ThreadFacts, ThreadKind};

use crate::spool::Spool;

/// Ordinals have at most three digits.
const MOST_ORDINALS: u32 = 999;

/// Threads in the order of their first posts.
#[derive(Debug, Default)]
pub(crate) struct OpenThreads {
    /// Posts of each.
    posts: Vec<u32>,
    /// Ordinals and totals of the threads that have some.
    declared: FxHashMap<usize, Declared>,
    rows: Spool,
    /// Where each row is in `rows`.
    offsets: Spool,
    /// Threads that are closed already.
    closed: usize,
    /// Where the row of the next one is.
    next_row: u64,
}

/// What the posts of a thread say of its order.
#[derive(Debug, Default)]
struct Declared {
    total: Option<u32>,
    /// Ordinals seen, ascending.
    markers: Vec<u32>,
}

/// A thread as its first post opens it.
#[derive(Serialize, Deserialize)]
struct Opened {
    row: Thread,
    header_total: Option<u32>,
    kind: Option<ThreadKind>,
}

impl OpenThreads {
    /// Opens the thread of a post; its number.
    pub fn open(&mut self, thread_id: String, post: &Post, facts: Option<&ThreadFacts>) -> Result<usize, Error> {
        let row = Thread {
            thread_id,
            dump_id: post.dump_id.clone(),
            platform: post.platform,
            author_handle: post.author_handle.clone(),
            author_name: post.author_name.clone(),
            started_on: facts.and_then(|facts| facts.started_on),
            kind: ThreadKind::Single,
            posts: 0,
            first_post_id: post.post_id.clone(),
            declared_total: None,
            missing_markers: Vec::new(),
            title: post.text.lines().next().unwrap_or_default().to_owned(),
        };
        let header_total = facts.and_then(|facts| facts.declared_total);
        let opened = Opened { row, header_total, kind: facts.and_then(|facts| facts.kind) };
        let offset = self.rows.push(&serde_json::to_vec(&opened)?)?;
        self.offsets.push(&offset.to_le_bytes())?;
        self.posts.push(0);
        Ok(self.posts.len() - 1)
    }

    /// Counts a post of a thread; its place in it, from 1.
    pub fn count(&mut self, number: usize, marker: Option<u32>, total: Option<u32>) -> u32 {
        self.posts[number] += 1;
        if marker.is_some() || total.is_some() {
            let declared = self.declared.entry(number).or_default();
            declared.total = declared.total.max(total);
            if let Some(marker) = marker
                && let Err(place) = declared.markers.binary_search(&marker)
            {
                declared.markers.insert(place, marker);
            }
        }
        self.posts[number]
    }

    /// The row of a thread as it was opened.
    pub fn row(&self, number: usize) -> Result<Thread, Error> {
        // Records of one length lie at multiples of it.
        let record = self.offsets.get(number as u64 * Spool::size(size_of::<u64>()))?;
        let offset = record.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).ok_or(std::io::ErrorKind::InvalidData)?;
        let opened: Opened = serde_json::from_slice(&self.rows.get(offset)?)?;
        Ok(opened.row)
    }

    /// Whether every thread is closed.
    pub fn is_closed(&self) -> bool {
        self.closed == self.posts.len()
    }

    /// The next rows, complete, at most so many; none when all are closed.
    pub fn close(&mut self, most: usize) -> Result<Vec<Thread>, Error> {
        let end = (self.closed + most).min(self.posts.len());
        let mut closed = Vec::with_capacity(end - self.closed);
        for number in self.closed..end {
            let record = self.rows.get(self.next_row)?;
            self.next_row += Spool::size(record.len());
            let declared = self.declared.remove(&number).unwrap_or_default();
            closed.push(complete(serde_json::from_slice(&record)?, self.posts[number], &declared));
        }
        self.closed = end;
        Ok(closed)
    }
}

fn complete(opened: Opened, posts: u32, declared: &Declared) -> Thread {
    let Opened { mut row, header_total, kind } = opened;
    row.posts = posts;
    row.declared_total = declared.total.or(header_total);
    row.kind = kind.unwrap_or(if row.posts > 1 { ThreadKind::Main } else { ThreadKind::Single });
    if let Some(&highest) = declared.markers.last() {
        // A header's count is no ordinal: it only speaks for missing ones if posts are missing.
        let header = header_total.filter(|&total| row.posts < total);
        let up_to = highest.max(declared.total.or(header).unwrap_or(0)).min(MOST_ORDINALS);
        row.missing_markers = (1..=up_to).filter(|marker| declared.markers.binary_search(marker).is_err()).collect();
    }
    row
}
