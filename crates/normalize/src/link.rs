//! What a post is among the others: its thread, its place in it, its duplicates.
//!
//! Drafts come in dump order. The linker keeps, for a whole build, one hash a post (for ids and for
//! duplicates) and its id; threads are kept until nothing can join them any more.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};
use unspool_model::{Reject, RejectReason, Thread, ThreadKind};

use crate::{Draft, DumpContext, ids};

/// Completes drafts in order.
#[derive(Debug, Default)]
pub struct Linker {
    /// Hash of every post id; the value is its number in `ids`.
    by_id: FxHashMap<u128, u32>,
    /// Hash of author and text; the value is the number of the first such post.
    by_text: FxHashMap<u128, u32>,
    ids: IdList,
    /// Threads of the running dump that may still grow, in the order of their first posts.
    open: Vec<OpenThread>,
    /// Where a thread of the running dump is in `open`, by the hash of its id.
    thread_at: FxHashMap<u128, usize>,
    /// Hashes of the conversations that earlier dumps have had: their rows are written.
    written: FxHashSet<u128>,
    /// For dumps with replies: hash of a native id to the thread of that post.
    thread_of: FxHashMap<u128, usize>,
}

/// A completed post, or why it is none.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "nearly all are posts; boxing would cost an allocation a post")]
pub enum Linked {
    /// The post, complete.
    Post(unspool_model::Post),
    /// A reject: its id is taken.
    Reject(Reject),
}

#[derive(Debug)]
struct OpenThread {
    row: Thread,
    /// Ordinals seen, ascending.
    markers: Vec<u32>,
    own_total: Option<u32>,
    header_total: Option<u32>,
    kind: Option<ThreadKind>,
}

/// Ids in one string, so that a million of them cost no million allocations.
#[derive(Debug, Default)]
struct IdList {
    text: String,
    ends: Vec<usize>,
}

impl IdList {
    fn push(&mut self, id: &str) -> u32 {
        self.text.push_str(id);
        self.ends.push(self.text.len());
        u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX)
    }

    fn get(&self, number: u32) -> String {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text[start..self.ends[at]].to_owned()
    }
}

/// A 128-bit hash with fixed keys: the same on every machine, and no two posts of a build share one.
fn key(parts: &[&str]) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, parts).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

impl Linker {
    /// Whether the build has a post with this id so far.
    #[must_use]
    pub fn has(&self, post_id: &str) -> bool {
        self.by_id.contains_key(&key(&[post_id]))
    }

    /// Completes the next post of the dump.
    pub fn link(&mut self, draft: Draft, context: &DumpContext) -> Linked {
        let mut post = draft.post;
        let id_key = key(&[&post.post_id]);
        if let Some(&first) = self.by_id.get(&id_key) {
            let extent = unspool_model::Extent { start: post.byte_start, end: post.byte_end };
            let detail = format!("the build already has a post {}", self.ids.get(first));
            return Linked::Reject(Reject::new(extent, draft.line, RejectReason::DuplicateId, detail, post.text.as_bytes()));
        }
        let number = self.ids.push(&post.post_id);
        self.by_id.insert(id_key, number);
        let author = post.author_handle.as_deref().or(post.author_name.as_deref()).unwrap_or(&post.dump_id);
        let text_key = key(&[author, &post.text]);
        match self.by_text.get(&text_key) {
            Some(&first) => post.duplicate_of = Some(self.ids.get(first)),
            None => {
                self.by_text.insert(text_key, number);
            }
        }
        let at = self.thread_for(&post, draft.thread.as_deref(), context);
        let thread = &mut self.open[at];
        thread.row.posts += 1;
        thread.own_total = thread.own_total.max(draft.declared_total);
        if let Some(marker) = post.marker
            && let Err(place) = thread.markers.binary_search(&marker)
        {
            thread.markers.insert(place, marker);
        }
        post.thread_id.clone_from(&thread.row.thread_id);
        post.position = thread.row.posts;
        if context.replies
            && let Some(native) = &post.native_id
        {
            self.thread_of.insert(key(&[native]), at);
        }
        Linked::Post(post)
    }

    /// Index of the thread that `post` belongs to, opened if it is new.
    fn thread_for(
        &mut self,
        post: &unspool_model::Post,
        facts: Option<&unspool_model::ThreadFacts>,
        context: &DumpContext,
    ) -> usize {
        let thread_id = if let Some(facts) = facts {
            match &facts.native_id {
                Some(native) => {
                    let id = ids::thread(post.platform, native, &context.dump_id);
                    // What another dump has of the conversation is a thread of its own.
                    if self.written.contains(&key(&[&id])) { format!("{id}@{}", context.dump_id) } else { id }
                }
                None => format!("{}-t{}", context.dump_id, facts.number),
            }
        } else {
            if let Some(at) = self.thread_answered(post, context) {
                return at;
            }
            post.post_id.clone()
        };
        let thread_key = key(&[&thread_id]);
        if let Some(&at) = self.thread_at.get(&thread_key) {
            return at;
        }
        let at = self.open.len();
        self.open.push(OpenThread::new(thread_id, post, facts));
        self.thread_at.insert(thread_key, at);
        at
    }

    /// The thread of an earlier post of the same author in this dump that this one answers.
    fn thread_answered(&self, post: &unspool_model::Post, context: &DumpContext) -> Option<usize> {
        if !context.replies {
            return None;
        }
        let native = post.reply_to.as_deref()?.split_once(':')?.1;
        let native = native.rsplit('/').next()?;
        let &at = self.thread_of.get(&key(&[native]))?;
        let same = post.author_handle.is_some() && self.open[at].row.author_handle == post.author_handle;
        same.then_some(at)
    }

    /// The threads that cannot grow any more, in the order of their first posts. `dump_ended` closes
    /// all; before, a thread that stands alone is closed at once where the dump has no replies.
    pub fn closed_threads(&mut self, context: &DumpContext, dump_ended: bool) -> Vec<Thread> {
        let all_single = !context.replies && self.open.iter().all(|thread| thread.row.thread_id == thread.row.first_post_id);
        if !dump_ended && !all_single {
            return Vec::new();
        }
        self.written.extend(self.open.iter().map(|thread| key(&[&thread.row.thread_id])));
        self.thread_at.clear();
        self.thread_of.clear();
        self.open.drain(..).map(OpenThread::close).collect()
    }
}

impl OpenThread {
    fn new(thread_id: String, post: &unspool_model::Post, facts: Option<&unspool_model::ThreadFacts>) -> Self {
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
        Self {
            row,
            markers: Vec::new(),
            own_total: None,
            header_total: facts.and_then(|facts| facts.declared_total),
            kind: facts.and_then(|facts| facts.kind),
        }
    }

    fn close(self) -> Thread {
        let mut row = self.row;
        row.declared_total = self.own_total.or(self.header_total);
        row.kind = self.kind.unwrap_or(if row.posts > 1 { ThreadKind::Main } else { ThreadKind::Single });
        if let Some(&highest) = self.markers.last() {
            // A header's count is no ordinal: it only speaks for missing ones if posts are missing.
            let header = self.header_total.filter(|&total| row.posts < total);
            let up_to = highest.max(self.own_total.or(header).unwrap_or(0)).min(MOST_ORDINALS);
            row.missing_markers = (1..=up_to).filter(|marker| self.markers.binary_search(marker).is_err()).collect();
        }
        row
    }
}

/// Ordinals have at most three digits.
const MOST_ORDINALS: u32 = 999;
