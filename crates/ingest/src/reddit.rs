//! `reddit-json`: submissions and comments, one object a line, as archives of Reddit carry them.
//!
//! A submission's text is its title and `selftext`, with the address that it links to; a comment's is `body`. What was
//! removed or deleted is a reject with the reason `no-text`.

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, RejectReason};

use crate::Item;
use crate::json_list::Owner;
use crate::json_record::{JsonRecord, conversation, count, text};

/// What stands in place of a text that is gone.
const GONE: [&str; 3] = ["[removed]", "[deleted]", "[ Removed by Reddit ]"];

/// A submission or comment as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, _owner: &Owner) -> Item {
    let json = match JsonRecord::parse(bytes, extent, line) {
        Ok(json) => json,
        Err(item) => return *item,
    };
    // Listings of the API wrap each thing in `data`.
    let thing = json.object.get("data").and_then(Value::as_object).unwrap_or(&json.object);
    let comment = thing.contains_key("body");
    let words = if comment { text(thing, &["body"]).unwrap_or_default() } else { submission(thing) };
    if GONE.contains(&words.trim()) {
        return json.reject(RejectReason::NoText, format!("the text is gone: {}", words.trim()));
    }
    if words.trim().is_empty() {
        return json.no_text();
    }
    let prefix = if comment { "t1_" } else { "t3_" };
    let name = text(thing, &["name"]).or_else(|| text(thing, &["id"]).map(|id| format!("{prefix}{id}")));
    let thread = text(thing, &["link_id"]).or_else(|| name.clone().filter(|_| !comment));
    Item::record(Record {
        extent,
        line,
        text: words,
        thread: conversation(thread),
        url: text(thing, &["permalink"]).map(|path| format!("https://www.reddit.com{path}")),
        author_handle: text(thing, &["author"]).filter(|author| author != "[deleted]"),
        created_at: text(thing, &["created_utc"]).or_else(|| text(thing, &["created"])),
        reply_to: text(thing, &["parent_id"]),
        likes: count(thing, &["score"]),
        replies: count(thing, &["num_comments"]),
        native_id: name,
        ..Record::default()
    })
}

fn submission(thing: &Map<String, Value>) -> String {
    let own = thing.get("is_self").and_then(Value::as_bool).unwrap_or(false);
    let parts = [
        text(thing, &["title"]),
        text(thing, &["selftext"]).filter(|body| !GONE.contains(&body.trim())),
        text(thing, &["url"]).filter(|url| !own && !url.contains("reddit.com/r/") && url.starts_with("http")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
