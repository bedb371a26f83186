//! `x-api-v1`: tweets of the API v1.1, as streaming collectors and twarc 1 store them.
//!
//! The full text is in `full_text` or `extended_tweet`; a retweet carries its original whole in
//! `retweeted_status`. Stream messages that are no tweets (`delete`, `limit`) are rejects with the reason `service`.

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, RejectReason};

use crate::Item;
use crate::json_list::Owner;
use crate::json_record::{JsonRecord, at, count, text};
use crate::x_api_v2::written_out;

/// Messages of a stream that are no tweets.
const NOTICES: [&str; 7] = ["delete", "limit", "scrub_geo", "status_withheld", "user_withheld", "disconnect", "warning"];

/// A tweet as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, _owner: &Owner) -> Item {
    let record = match JsonRecord::parse(bytes, extent, line) {
        Ok(record) => record,
        Err(item) => return *item,
    };
    let tweet = &record.object;
    if let Some(notice) = NOTICES.iter().find(|notice| tweet.contains_key(**notice) && !tweet.contains_key("id_str")) {
        return record.reject(RejectReason::Service, format!("a `{notice}` notice of the stream"));
    }
    let original = tweet.get("retweeted_status").and_then(Value::as_object);
    let full = full_text(original.unwrap_or(tweet));
    if full.trim().is_empty() {
        return record.no_text();
    }
    let id = |path: &[&str]| text(tweet, path);
    Item::record(Record {
        extent,
        line,
        text: full,
        native_id: id(&["id_str"]).or_else(|| id(&["id"])),
        author_handle: id(&["user", "screen_name"]),
        author_name: id(&["user", "name"]),
        created_at: id(&["created_at"]),
        lang: id(&["lang"]).filter(|lang| lang.len() == 2),
        reply_to: id(&["in_reply_to_status_id_str"]).or_else(|| id(&["in_reply_to_status_id"])),
        repost_of: original.and_then(|original| text(original, &["id_str"]).or_else(|| text(original, &["id"]))),
        quote_of: id(&["quoted_status_id_str"]).or_else(|| id(&["quoted_status", "id_str"])),
        likes: count(tweet, &["favorite_count"]),
        reposts: count(tweet, &["retweet_count"]),
        replies: count(tweet, &["reply_count"]),
        ..Record::default()
    })
}

/// The text whole, with short links written out.
fn full_text(tweet: &Map<String, Value>) -> String {
    let long = tweet.get("extended_tweet").and_then(Value::as_object);
    let holder = long.filter(|long| long.contains_key("full_text")).unwrap_or(tweet);
    let words = text(holder, &["full_text"]).or_else(|| text(holder, &["text"])).unwrap_or_default();
    written_out(words, at(holder, &["entities", "urls"]), "url", "expanded_url")
}
