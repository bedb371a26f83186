//! What a post is among the others: its thread, its place in it, its duplicates.
//!
//! Drafts come in dump order. The linker keeps, for a whole build, a hash of every id and text ([`Seen`]); threads
//! are kept until nothing can join them any more. Most of it waits in temporary files, so that memory stays flat
//! however many posts there are.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Error;

use rustc_hash::FxHashMap;
use unspool_model::{Post, Reject, RejectReason, Thread, ThreadFacts};

use crate::seen::{Key, Seen};
use crate::spool::Spool;
use crate::threads::OpenThreads;
use crate::{Draft, DumpContext, ids};

/// Completes drafts in order. Its errors are those of temporary files: a full disk.
#[derive(Debug, Default)]
pub struct Linker {
    /// Every post id; the number is its offset in `ids`.
    by_id: Seen,
    /// Author and text; the number is the offset of the first such post's id.
    by_text: Seen,
    ids: Spool,
    /// Conversations that earlier dumps have had: their rows are written.
    written: Seen,
    dump: DumpThreads,
}

/// Threads of the running dump that may still grow.
#[derive(Debug, Default)]
struct DumpThreads {
    open: OpenThreads,
    /// Threads by the hash of their id: a conversation may be named by the id of its first post.
    by_id: FxHashMap<Key, u32>,
    /// Whether the dump has told the thread of a post.
    named: bool,
    /// For dumps with replies: hash of a post's native id and its author to its thread.
    of_post: FxHashMap<Key, u32>,
}

/// A completed post, or why it is none.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "nearly all are posts; boxing would cost an allocation a post")]
pub enum Linked {
    /// The post, complete.
    Post(Post),
    /// A reject: its id is taken.
    Reject(Reject),
}

/// A 128-bit hash with fixed keys: the same on every machine, and no two posts of a build share one.
fn key(parts: &[&str]) -> Key {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, parts).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(0) << 64 | half(1)).to_le_bytes()
}

impl Linker {
    /// Whether the build has a post with this id so far.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub fn has(&self, post_id: &str) -> Result<bool, Error> {
        Ok(self.by_id.get(&key(&[post_id]))?.is_some())
    }

    /// Completes the next post of the dump.
    ///
    /// # Errors
    /// When a temporary file cannot be read or written.
    pub fn link(&mut self, draft: Draft, context: &DumpContext) -> Result<Linked, Error> {
        let mut post = draft.post;
        let id_key = key(&[&post.post_id]);
        if let Some(first) = self.by_id.get(&id_key)? {
            let extent = unspool_model::Extent { start: post.byte_start, end: post.byte_end };
            let detail = format!("the build already has a post {}", self.id(first)?);
            return Ok(Linked::Reject(Reject::new(extent, draft.line, RejectReason::DuplicateId, detail, post.text.as_bytes())));
        }
        let own = self.ids.push(post.post_id.as_bytes())?;
        self.by_id.insert(id_key, own)?;
        let author = post.author_handle.as_deref().or(post.author_name.as_deref()).unwrap_or(&post.dump_id);
        let text_key = key(&[author, &post.text]);
        match self.by_text.get(&text_key)? {
            Some(first) => post.duplicate_of = Some(self.id(first)?),
            None => self.by_text.insert(text_key, own)?,
        }
        let (at, thread_id) = self.thread_for(&post, draft.thread.as_deref(), context)?;
        post.thread_id = thread_id;
        post.position = self.dump.open.count(at, post.marker, draft.declared_total);
        if context.replies
            && let (Some(native), Some(author)) = (&post.native_id, &post.author_handle)
        {
            self.dump.of_post.insert(key(&[native, author]), short(at));
        }
        Ok(Linked::Post(post))
    }

    fn id(&self, offset: u64) -> Result<String, Error> {
        String::from_utf8(self.ids.get(offset)?).map_err(Error::other)
    }

    /// Number and id of the thread that `post` belongs to, opened if it is new.
    fn thread_for(&mut self, post: &Post, facts: Option<&ThreadFacts>, context: &DumpContext) -> Result<(usize, String), Error> {
        self.dump.named |= facts.is_some();
        let thread_id = if let Some(facts) = facts {
            match &facts.native_id {
                Some(native) => {
                    let id = ids::thread(post.platform, native, &context.dump_id);
                    // What another dump has of the conversation is a thread of its own.
                    if self.written.get(&key(&[&id]))?.is_some() { format!("{id}@{}", context.dump_id) } else { id }
                }
                None => format!("{}-t{}", context.dump_id, facts.number),
            }
        } else {
            if let Some(at) = self.thread_answered(post, context) {
                return Ok((at, self.dump.open.row(at)?.thread_id));
            }
            post.post_id.clone()
        };
        let thread_key = key(&[&thread_id]);
        if let Some(&at) = self.dump.by_id.get(&thread_key) {
            return Ok((at as usize, thread_id));
        }
        let at = self.dump.open.open(thread_id.clone(), post, facts)?;
        self.dump.by_id.insert(thread_key, short(at));
        Ok((at, thread_id))
    }

    /// The thread of an earlier post of the same author in this dump that this one answers.
    fn thread_answered(&self, post: &Post, context: &DumpContext) -> Option<usize> {
        if !context.replies {
            return None;
        }
        let native = post.reply_to.as_deref()?.split_once(':')?.1;
        let native = native.rsplit('/').next()?;
        let at = self.dump.of_post.get(&key(&[native, post.author_handle.as_deref()?]))?;
        Some(*at as usize)
    }

    /// The next threads that cannot grow any more, in the order of their first posts, at most `most`; empty when there
    /// are no more of them now. `dump_ended` closes all; before, posts that stand alone are closed at once where the
    /// dump has no replies.
    ///
    /// # Errors
    /// When a temporary file cannot be read or written.
    pub fn closed_threads(&mut self, context: &DumpContext, dump_ended: bool, most: usize) -> Result<Vec<Thread>, Error> {
        let all_single = !context.replies && !self.dump.named;
        if !dump_ended && !all_single {
            return Ok(Vec::new());
        }
        let closed = self.dump.open.close(most)?;
        if self.dump.open.is_closed() {
            let dump = std::mem::take(&mut self.dump);
            // A post that stands alone where nothing answers is no conversation that another dump could go on with.
            for (thread, _) in dump.by_id.into_iter().filter(|_| !all_single) {
                if self.written.get(&thread)?.is_none() {
                    self.written.insert(thread, 0)?;
                }
            }
        }
        Ok(closed)
    }
}

/// A number of a thread. A dump has fewer threads than bytes for their rows, so the largest one is never met.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
