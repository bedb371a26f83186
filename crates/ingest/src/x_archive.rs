//! `x-archive`: the files of a user's own archive of X: `tweets.js`, `tweet.js`, `tweets-part1.js`,
//! `deleted-tweets.js`, `note-tweet.js`.
//!
//! A file is `window.YTD.<part> = ` and one list; its elements are streamed
//! ([`json_list`](crate::json_list)). Short links are written out. The archive does not name its owner beside the
//! posts: the pipeline or `--author` says who that is.

use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, Reject, RejectReason, ThreadFacts};

use crate::Item;
use crate::json_list::{Owner, scalar};
use crate::x_api_v2::{versions, written_out};

/// What a file of an archive begins with.
pub(crate) const MARK: &str = "window.YTD.";

/// An element of the list as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, _owner: &Owner) -> Item {
    let reject = |reason, detail: String| Item::Reject(Reject::new(extent, line, reason, detail, bytes));
    let outer = match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return reject(RejectReason::NotAnObject, "a record must be an object".to_owned()),
        Err(error) => return reject(RejectReason::BadJson, error.to_string()),
    };
    let inner = |key: &str| outer.get(key).and_then(Value::as_object);
    let record = match inner("noteTweet") {
        Some(note) => note_record(note, extent, line),
        None => post_record(inner("tweet").unwrap_or(&outer), extent, line),
    };
    if record.text.trim().is_empty() {
        let keys: Vec<&str> = outer.keys().map(String::as_str).take(8).collect();
        return reject(RejectReason::NoText, format!("no text among: {}", keys.join(", ")));
    }
    Item::record(record)
}

fn post_record(post: &Map<String, Value>, extent: Extent, line: u64) -> Record {
    let string = |keys: &[&str]| keys.iter().find_map(|key| post.get(*key).and_then(scalar));
    let count = |key: &str| string(&[key]).and_then(|count| count.parse().ok());
    let text = string(&["full_text", "text"]).unwrap_or_default();
    let urls = post.get("entities").and_then(|entities| entities.get("urls"));
    Record {
        extent,
        line,
        text: written_out(text, urls, "url", "expanded_url"),
        thread: string(&["conversation_id_str"])
            .map(|id| Arc::new(ThreadFacts { native_id: Some(id), ..ThreadFacts::default() })),
        native_id: string(&["id_str", "id"]),
        created_at: string(&["created_at"]),
        lang: string(&["lang"]).filter(|lang| lang.len() == 2),
        reply_to: string(&["in_reply_to_status_id_str", "in_reply_to_status_id"]),
        versions: versions(edit_ids(post)),
        likes: count("favorite_count"),
        reposts: count("retweet_count"),
        ..Record::default()
    }
}

/// The ids of an edited post: beside its first version as `edit_info.initial`, beside a later one a level deeper.
fn edit_ids(post: &Map<String, Value>) -> Option<&Value> {
    let info = post.get("edit_info")?;
    let initial = info.get("initial").or_else(|| info.get("edit")?.get("editControlInitial"))?;
    initial.get("editTweetIds")
}

/// A long post: `noteTweet` with its text in `core`.
fn note_record(note: &Map<String, Value>, extent: Extent, line: u64) -> Record {
    let core = note.get("core");
    let text = core.and_then(|core| core.get("text")).and_then(scalar).unwrap_or_default();
    let urls = core.and_then(|core| core.get("urls"));
    Record {
        extent,
        line,
        text: written_out(text, urls, "shortUrl", "expandedUrl"),
        native_id: note.get("noteTweetId").and_then(scalar),
        created_at: note.get("createdAt").and_then(scalar),
        ..Record::default()
    }
}
