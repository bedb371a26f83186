//! Linked rows on their way to the tables: gathered until they are worth encoding.
//!
//! A folder of pages is thousands of dumps of a few posts each. Encoded one by one, each would cost a piece of every
//! column of every table. What is gathered together depends on the rows alone, never on the number of workers, so that
//! the same input gives the same row groups.

use std::sync::Arc;

use unspool_datasets::{Chunk, ChunkBuilder};
use unspool_model::{Dump, Features, Post, Reject, Thread};

use crate::reading::{BATCH_BYTES, BATCH_RECORDS};
use crate::unit;

/// Threads or rejects that are encoded at a time.
pub(crate) const ROWS: usize = 4_096;

/// Rows whose posts are complete, of one dump or of several after one another.
#[derive(Default)]
pub(crate) struct LinkedBatch {
    pub posts: Vec<(Post, Features)>,
    /// Rejects with the ids of their dumps.
    pub rejects: Vec<(Arc<str>, Reject)>,
    pub threads: Vec<Thread>,
    pub dumps: Vec<Dump>,
    /// Bytes of dumps that the posts cover.
    pub bytes: u64,
}

impl LinkedBatch {
    fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.rejects.is_empty() && self.threads.is_empty() && self.dumps.is_empty()
    }

    /// Whether another batch can be encoded together with this one.
    fn fits(&self, next: &Self) -> bool {
        self.posts.len() + next.posts.len() <= BATCH_RECORDS
            && self.rejects.len() + next.rejects.len() <= ROWS
            && self.threads.len() + next.threads.len() <= ROWS
            && self.bytes + next.bytes <= BATCH_BYTES
    }

    fn append(&mut self, mut next: Self) {
        self.posts.append(&mut next.posts);
        self.rejects.append(&mut next.rejects);
        self.threads.append(&mut next.threads);
        self.dumps.append(&mut next.dumps);
        self.bytes += next.bytes;
    }

    /// The tables of the batch.
    pub fn encode(self) -> Vec<Chunk> {
        let mut chunks = unit::encode(&self.posts);
        let mut rejects = ChunkBuilder::new::<Reject>(self.rejects.len());
        for (dump_id, reject) in &self.rejects {
            rejects.push(Some(dump_id), reject);
        }
        let mut threads = ChunkBuilder::new::<Thread>(self.threads.len());
        for thread in &self.threads {
            threads.push(None, thread);
        }
        let mut dumps = ChunkBuilder::new::<Dump>(self.dumps.len());
        for dump in &self.dumps {
            dumps.push(None, dump);
        }
        chunks.extend([rejects.finish(), threads.finish(), dumps.finish()]);
        chunks
    }
}

/// Batches in order: those that are full, and one that is still open.
#[derive(Default)]
pub(crate) struct Gathered {
    full: Vec<LinkedBatch>,
    open: LinkedBatch,
}

impl Gathered {
    /// Adds what comes next.
    pub fn add(&mut self, batch: LinkedBatch) {
        if !self.open.is_empty() && !self.open.fits(&batch) {
            self.full.push(std::mem::take(&mut self.open));
        }
        self.open.append(batch);
    }

    /// Takes the batches that are full.
    pub fn take_full(&mut self) -> Vec<LinkedBatch> {
        std::mem::take(&mut self.full)
    }

    /// Closes the open batch.
    pub fn close(&mut self) {
        self.full.push(std::mem::take(&mut self.open));
    }
}
