//! What a post is among the others: its thread, its place in it, its duplicates.
//!
//! Drafts come in dump order. The linker keeps, for a whole build, a hash of every id and text ([`Seen`]); threads
//! are kept until nothing can join them any more. Most of it waits in temporary files, so that memory stays flat
//! however many posts there are.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Error;

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
    /// Threads by their id: the number of the dump, and of the thread in it.
    threads: Seen,
    dump: DumpThreads,
    /// Dumps that have ended.
    dumps: u32,
}

/// Threads of the running dump that may still grow.
#[derive(Debug, Default)]
struct DumpThreads {
    open: OpenThreads,
    /// The thread that was looked for last: posts of a thread often follow one another.
    last: Option<(Key, u32)>,
    /// Whether the dump has told the thread of a post.
    named: bool,
    /// For dumps with replies: a post's native id and its author to its thread.
    of_post: Seen,
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
            self.dump.of_post.insert(key(&[native, author]), at as u64)?;
        }
        Ok(Linked::Post(post))
    }

    fn id(&self, offset: u64) -> Result<String, Error> {
        String::from_utf8(self.ids.get(offset)?).map_err(Error::other)
    }

    /// Number and id of the thread that `post` belongs to, opened if it is new.
    fn thread_for(&mut self, post: &Post, facts: Option<&ThreadFacts>, context: &DumpContext) -> Result<(usize, String), Error> {
        self.dump.named |= facts.is_some();
        let mut thread_id = match facts {
            Some(ThreadFacts { native_id: Some(native), topic, .. }) => {
                let topic = topic.as_ref().map(|topic| format!("/{topic}")).unwrap_or_default();
                ids::thread(post.platform, &format!("{native}{topic}"), &context.dump_id)
            }
            Some(facts) => format!("{}-t{}", context.dump_id, facts.number),
            None => match self.thread_answered(post, context)? {
                Some(at) => return Ok((at, self.dump.open.row(at)?.thread_id)),
                None => post.post_id.clone(),
            },
        };
        if facts.is_none() && !context.replies {
            // Nothing can join it: it closes with its batch.
            return Ok((self.dump.open.open(thread_id.clone(), post, None)?, thread_id));
        }
        let mut thread_key = key(&[&thread_id]);
        let mut known = self.thread(&thread_key)?;
        if known.is_some_and(|(dump, _)| dump != self.dumps) {
            // What another dump has of the conversation is a thread of its own.
            thread_id = format!("{thread_id}@{}", context.dump_id);
            thread_key = key(&[&thread_id]);
            known = self.thread(&thread_key)?;
        }
        let at = if let Some((_, at)) = known {
            at
        } else {
            let at = short(self.dump.open.open(thread_id.clone(), post, facts)?);
            self.threads.insert(thread_key, u64::from(self.dumps) << 32 | u64::from(at))?;
            at
        };
        self.dump.last = Some((thread_key, at));
        Ok((at as usize, thread_id))
    }

    /// The dump and number of a thread that the build has.
    fn thread(&self, thread: &Key) -> Result<Option<(u32, u32)>, Error> {
        if let Some((last, at)) = &self.dump.last
            && last == thread
        {
            return Ok(Some((self.dumps, *at)));
        }
        let low = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        Ok(self.threads.get(thread)?.map(|number| (low(number >> 32), low(number))))
    }

    /// The thread of an earlier post of the same author in this dump that this one answers.
    fn thread_answered(&self, post: &Post, context: &DumpContext) -> Result<Option<usize>, Error> {
        let native = post.reply_to.as_deref().and_then(|id| id.split_once(':')?.1.rsplit('/').next());
        let (true, Some(native), Some(author)) = (context.replies, native, &post.author_handle) else { return Ok(None) };
        let at = self.dump.of_post.get(&key(&[native, author]))?;
        Ok(at.and_then(|at| usize::try_from(at).ok()))
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
            self.dump = DumpThreads::default();
            self.dumps += u32::from(dump_ended);
        }
        Ok(closed)
    }
}

/// A number of a thread. A dump has fewer threads than bytes for their rows, so the largest one is never met.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
