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
mod seen;
mod spool;
mod tags;
mod threads;
mod time;

use std::sync::Arc;

use unspool_model::count::code_points;
use unspool_model::ordinal::{self, Ordinal, Shape, Side, Strength, Total};
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
    ordinals.extend(lone_ordinal(&record));
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

/// The ordinal of a post that the dump delimits. Without a sequence around it only a form that is
/// practically never anything else counts, or one that the post itself speaks for.
fn lone_ordinal(record: &Record) -> Option<Ordinal> {
    if record.boundary.is_some() {
        // Ingest has read the page as a whole; what it left is text.
        return None;
    }
    let counts = |found: &Ordinal| found.number.is_some() && (found.strength == Strength::Strong || is_of_thread(record, found));
    let leading = record.text.lines().next().and_then(ordinal::leading).filter(counts);
    leading.or_else(|| {
        let start = record.text.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let mut found = ordinal::trailing(&record.text[start..])?;
        found.span = start + found.span.start..start + found.span.end;
        Some(found).filter(counts)
    })
}

/// Totals of which people give so many points: `a fine film. 8/10`.
const POINTS: [u32; 3] = [5, 10, 100];

/// `2/9` in a reply, `… came to light. A thread 🧵 1/9`, `… alive. 2/9`: whether a number of a total is the ordinal of a post, as
/// what the post answers, the word thread, or the end of its last sentence says. `9/11` and `1/6` are days.
fn is_of_thread(record: &Record, found: &Ordinal) -> bool {
    let (Some(number), Total::Known(total)) = (found.number, found.total) else { return false };
    if found.shape != Shape::NumberSlash || number > total || matches!((number, total), (9, 11) | (1, 6)) {
        return false;
    }
    let (before, behind) = (record.text[..found.span.start].trim_end(), record.text[found.span.end..].trim_start());
    let reply = record.reply_to.is_some() && number > 1;
    let thread = record.text.contains('🧵') || record.text.to_lowercase().contains("thread");
    let announced = thread && number == 1;
    match found.side {
        Side::Leading => (reply || announced) && !behind.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()),
        Side::Trailing => {
            let ended = before.ends_with(['.', '!', '?', '…', '"', '”', '»', ')']);
            announced || ended && (reply || !POINTS.contains(&total))
        }
    }
}

#[cfg(test)]
mod tests {
    use unspool_model::{Platform, Record};

    use super::{DumpContext, draft};

    /// The marker and the text of a record.
    fn read(text: &str, reply_to: Option<&str>) -> (Option<u32>, String) {
        let context =
            DumpContext { dump_id: "dump".into(), platform: Platform::X, author_handle: None, author_name: None, replies: false };
        let record = Record { text: text.to_owned(), reply_to: reply_to.map(str::to_owned), ..Record::default() };
        let post = draft(record, 1, &context).expect("a post with text").post;
        (post.marker, post.text)
    }

    #[test]
    fn a_number_of_a_total_is_an_ordinal_where_the_post_says_so() {
        for (text, reply, marker, rest) in [
            ("2/9 Boats are late.", Some("1"), Some(2), "Boats are late."),
            ("2/9 Boats are late.", None, None, "2/9 Boats are late."),
            ("1/9 A thread on boats", None, Some(1), "A thread on boats"),
            ("Boats came to light. A short thread 🧵 1/9", None, Some(1), "Boats came to light. A short thread"),
            ("Two of them are late. 2/9", None, Some(2), "Two of them are late."),
            ("A fine film. 8/10", None, None, "A fine film. 8/10"),
            ("A fine harbour. 8/10", Some("7"), Some(8), "A fine harbour."),
            ("He won 3/4", None, None, "He won 3/4"),
            ("9/11 Changed it", Some("1"), None, "9/11 Changed it"),
            ("2/3 of them left", Some("1"), None, "2/3 of them left"),
        ] {
            assert_eq!(read(text, reply), (marker, rest.to_owned()), "{text}");
        }
    }
}
