//! What `ingest` hands on: records, and rejects for what is no record.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{Boundary, RejectReason, ThreadKind, ordinal::Ordinal};

/// A half-open range of bytes in a raw dump.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent {
    /// First byte.
    pub start: u64,
    /// Byte after the last one.
    pub end: u64,
}

impl Extent {
    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> u64 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }
}

/// What a dump says about a thread before its first post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreadFacts {
    /// Number of the thread in its dump, from 1; 0 where every record forms its own thread.
    pub number: u32,
    /// The platform's or the mapping's own id of the conversation.
    pub native_id: Option<String>,
    /// The topic within that conversation, where the platform parts it: the thread is this topic then.
    pub topic: Option<String>,
    /// Main thread or preview; `None` where that follows from the number of posts.
    pub kind: Option<ThreadKind>,
    /// Date in a page header.
    pub started_on: Option<NaiveDate>,
    /// Count in a page header (`12 tweets`).
    pub declared_total: Option<u32>,
}

/// Where a Telegram message was first published, as its forward says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// User name of the channel without `@`, else its number.
    pub channel: Option<String>,
    /// Number of the message in it.
    pub message_id: Option<u64>,
    /// Title of the channel.
    pub title: Option<String>,
}

/// One post-shaped piece of a dump, as the dump has it: nothing cleaned, nothing guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Bytes of the record in the dump.
    pub extent: Extent,
    /// Line of its first byte, from 1.
    pub line: u64,
    /// Text with entities and white space as in the dump, page furniture taken out.
    pub text: String,
    /// The author's ordinals, where ingest had to find them to part the posts (`5/n` at the beginning
    /// and `/end` at the end are two); their spans are in `text`, in order.
    pub ordinals: Vec<Ordinal>,
    /// Why the record ends where it ends; `None` where the dump delimits records.
    pub boundary: Option<Boundary>,
    /// The thread that the record stands in, where the dump says.
    pub thread: Option<Arc<ThreadFacts>>,
    /// The platform's id of the post.
    pub native_id: Option<String>,
    /// Address of the post.
    pub url: Option<String>,
    /// Handle of the author, with or without `@`.
    pub author_handle: Option<String>,
    /// Display name of the author.
    pub author_name: Option<String>,
    /// Time of publication, as the dump writes it.
    pub created_at: Option<String>,
    /// Language tag, as the dump writes it.
    pub lang: Option<String>,
    /// Native id of the post answered.
    pub reply_to: Option<String>,
    /// Native id of the post repeated.
    pub repost_of: Option<String>,
    /// Native id of the post quoted.
    pub quote_of: Option<String>,
    /// Native ids of all versions of an edited post, this one among them, the oldest first.
    pub versions: Vec<String>,
    /// The channel that a Telegram message was forwarded from.
    pub origin: Option<Origin>,
    /// Likes.
    pub likes: Option<i64>,
    /// Reposts.
    pub reposts: Option<i64>,
    /// Replies.
    pub replies: Option<i64>,
    /// Views.
    pub views: Option<i64>,
}

table! {
    /// One stretch of input that became no post, and why.
    Reject in "rejects" owned by dump_id, key ["dump_id", "byte_start"] {
        /// First byte of the stretch in the dump.
        byte_start: u64,
        /// Byte after the last one of the stretch.
        byte_end: u64,
        /// Line of the first byte, from 1.
        line: u64,
        /// Stable code of the reason.
        reason: RejectReason,
        /// The reason in words, with what was found.
        detail: String,
        /// First 200 characters of the stretch, lossily decoded; null where it has none.
        excerpt: Option<String>,
    }
}

impl Reject {
    /// Length of an excerpt in code points.
    pub const EXCERPT_CHARS: usize = 200;

    /// A reject of `extent`, with its excerpt cut to [`Self::EXCERPT_CHARS`].
    #[must_use]
    pub fn new(extent: Extent, line: u64, reason: RejectReason, detail: impl Into<String>, bytes: &[u8]) -> Self {
        // Four bytes are the longest character, so this prefix holds at least as many as are shown.
        let head = &bytes[..bytes.len().min(Self::EXCERPT_CHARS * 4)];
        let excerpt: String = String::from_utf8_lossy(head).chars().take(Self::EXCERPT_CHARS).collect();
        let excerpt = (!excerpt.is_empty()).then_some(excerpt);
        Self { byte_start: extent.start, byte_end: extent.end, line, reason, detail: detail.into(), excerpt }
    }
}
