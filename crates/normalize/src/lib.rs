//! Records to posts.
//!
//! In: [`Record`]s of one dump, in order. Out: [`Draft`]s, which a [`Linker`] completes in dump order
//! with what needs the neighbours: thread, position, reply target, duplicate.
//!
//! Promises: [`draft`] is a pure function of one record and can run anywhere; the linker keeps
//! compact keys, never texts, and most of them in temporary files; a record becomes exactly one post or one reject; nothing is guessed:
//! what the dump does not say is null.

mod clean;
mod ids;
mod language;
mod link;
mod lone;
mod seen;
mod spool;
mod tags;
mod threads;
mod time;

use std::sync::Arc;

use unspool_model::count::code_points;
use unspool_model::ordinal::Total;
use unspool_model::{Boundary, Origin, Platform, Post, Record, Reject, RejectReason, ThreadFacts};

pub use link::{Linked, Linker};

/// What is the same for all records of a dump.
#[derive(Clone, Debug)]
pub struct DumpContext {
    /// Id of the dump.
    pub dump_id: Arc<str>,
    /// Where its posts were published.
    pub platform: Platform,
    /// The author, where the user knows it and the dump does not say.
    pub author_handle: Option<String>,
    /// The author's display name, likewise.
    pub author_name: Option<String>,
    /// Whether records may answer one another, so that threads stay open to the end of the dump.
    pub replies: bool,
}

/// A post before it is linked, and what linking needs to know.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The post; `thread_id`, `position` and `duplicate_of` are still to come.
    pub post: Post,
    /// What the dump says about its thread.
    pub thread: Option<Arc<ThreadFacts>>,
    /// The total that its ordinal declares.
    pub declared_total: Option<u32>,
    /// The Telegram channel that it was forwarded from.
    pub origin: Option<Origin>,
    /// Line of the dump, for messages and rejects.
    pub line: u64,
    /// The dump gives a time that could not be read.
    pub unreadable_time: bool,
}

/// Turns the record with the given number in its dump (from 1) into a post.
///
/// # Errors
/// A reject when no text is left.
pub fn draft(record: Record, number: u64, context: &DumpContext) -> Result<Draft, Box<Reject>> {
    let mut ordinals = record.ordinals.clone();
    ordinals.extend(lone::ordinal(&record));
    let text = clean::clean(&record.text, ordinals.iter().map(|found| found.span.clone()));
    let ordinal = ordinals.into_iter().find(|found| found.number.is_some());
    if text.is_empty() {
        let detail = "no text is left without ordinals, captions and control characters";
        return Err(Box::new(Reject::new(record.extent, record.line, RejectReason::NoText, detail, record.text.as_bytes())));
    }
    let platform = context.platform;
    let author_handle = record.author_handle.as_deref().or(context.author_handle.as_deref()).and_then(ids::handle);
    let native_id = record.native_id.as_deref().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned);
    // A message number is only unique within its chat: the channel's handle, or the number that the dump gives it.
    let chat = record.thread.as_ref().and_then(|thread| thread.native_id.as_deref());
    let owner = author_handle.as_deref().or(chat.filter(|_| platform == Platform::Telegram)).map(str::to_lowercase);
    let refer = |id: &Option<String>| id.as_deref().and_then(|id| ids::reference(platform, owner.as_deref(), id));
    let created_at = record.created_at.as_deref().and_then(time::parse);
    let post = Post {
        post_id: ids::post(platform, owner.as_deref(), native_id.as_deref(), &context.dump_id, number),
        dump_id: context.dump_id.to_string(),
        byte_start: record.extent.start,
        byte_end: record.extent.end,
        thread_id: String::new(),
        position: 0,
        marker: ordinal.as_ref().and_then(|found| found.number),
        boundary: record.boundary.unwrap_or(Boundary::Record),
        platform,
        url: record.url.clone().or_else(|| ids::url(platform, author_handle.as_deref(), native_id.as_deref())),
        reply_to: refer(&record.reply_to),
        repost_of: refer(&record.repost_of),
        quote_of: refer(&record.quote_of),
        versions: record.versions.iter().filter_map(|id| ids::reference(platform, owner.as_deref(), id)).collect(),
        native_id,
        author_name: record.author_name.or_else(|| context.author_name.clone()).and_then(ids::non_empty),
        author_handle,
        created_at,
        lang: language::detect(record.lang.as_deref(), &text),
        chars: code_points(&text),
        likes: record.likes,
        reposts: record.reposts,
        replies: record.replies,
        views: record.views,
        hashtags: tags::hashtags(&text),
        handles: tags::handles(&text),
        duplicate_of: None,
        text,
    };
    let declared_total = ordinal.and_then(|found| if let Total::Known(total) = found.total { Some(total) } else { None });
    let unreadable_time = post.created_at.is_none() && record.created_at.is_some_and(|time| !time.trim().is_empty());
    Ok(Draft { post, thread: record.thread, declared_total, origin: record.origin, line: record.line, unreadable_time })
}
