//! `mastodon-outbox`: activities of an `ActivityPub` outbox, and statuses of Mastodon's API.
//!
//! An outbox is one document whose `orderedItems` are activities: `Create` holds a note with its text as HTML;
//! `Announce` only names the post that it repeats, so it is a reject with the reason `no-text`. A status of the API has
//! `content` and `account`, and its original whole in `reblog`.

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, RejectReason};

use crate::Item;
use crate::html;
use crate::json_list::{Owner, scalar};
use crate::json_record::{JsonRecord, at, conversation, count, text};

/// Keys of the lists that hold activities or statuses.
pub(crate) const LISTS: &[&str] = &["orderedItems", "statuses"];

/// An activity or status as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, _owner: &Owner) -> Item {
    let record = match JsonRecord::parse(bytes, extent, line) {
        Ok(record) => record,
        Err(item) => return *item,
    };
    let object = &record.object;
    let read = if object.contains_key("account") { Some(status(object)) } else { activity(object) };
    match read {
        Some(post) if post.text.trim().is_empty() => record.no_text(),
        Some(post) => Item::record(Record { extent, line, ..post }),
        None => {
            let kind = text(object, &["type"]).unwrap_or_else(|| "unknown".to_owned());
            let of = text(object, &["object"]).map(|of| format!(" of {of}")).unwrap_or_default();
            record.reject(RejectReason::NoText, format!("an activity `{kind}`{of} has no text of its own"))
        }
    }
}

fn activity(activity: &Map<String, Value>) -> Option<Record> {
    let note = match activity.get("object") {
        Some(Value::Object(note)) => note,
        Some(_) => return None,
        None => activity,
    };
    let author = text(note, &["attributedTo"]).or_else(|| text(activity, &["actor"]));
    Some(Record {
        text: content(note, &["content"], text(note, &["summary"])),
        native_id: text(note, &["id"]),
        url: text(note, &["url"]),
        author_handle: author.as_deref().and_then(handle_of),
        created_at: text(note, &["published"]).or_else(|| text(activity, &["published"])),
        lang: language(note),
        reply_to: text(note, &["inReplyTo"]),
        quote_of: text(note, &["quoteUrl"]).or_else(|| text(note, &["quoteUri"])),
        thread: conversation(text(note, &["conversation"])),
        likes: count(note, &["likes", "totalItems"]),
        reposts: count(note, &["shares", "totalItems"]),
        replies: count(note, &["replies", "totalItems"]),
        ..Record::default()
    })
}

fn status(status: &Map<String, Value>) -> Record {
    let original = status.get("reblog").and_then(Value::as_object);
    let shown = original.unwrap_or(status);
    let id = |status: &Map<String, Value>| text(status, &["uri"]).or_else(|| text(status, &["id"]));
    Record {
        text: content(shown, &["content"], text(shown, &["spoiler_text"])),
        native_id: id(status),
        url: text(status, &["url"]),
        author_handle: text(status, &["account", "acct"]),
        author_name: text(status, &["account", "display_name"]),
        created_at: text(status, &["created_at"]),
        lang: text(shown, &["language"]),
        reply_to: text(status, &["in_reply_to_id"]),
        repost_of: original.and_then(id),
        likes: count(status, &["favourites_count"]),
        reposts: count(status, &["reblogs_count"]),
        replies: count(status, &["replies_count"]),
        ..Record::default()
    }
}

/// The text of HTML content, behind its content warning.
fn content(note: &Map<String, Value>, path: &[&str], warning: Option<String>) -> String {
    let body = text(note, path).map(|content| html::text(&content)).unwrap_or_default();
    match warning {
        Some(warning) => format!("{warning}\n{body}"),
        None => body,
    }
}

/// The language of a note: the only key of its `contentMap`.
fn language(note: &Map<String, Value>) -> Option<String> {
    let map = at(note, &["contentMap"])?.as_object()?;
    let mut keys = map.iter().filter(|(_, value)| scalar(value).is_some()).map(|(key, _)| key.clone());
    keys.next().filter(|_| map.len() == 1)
}

/// `name@server` of an actor's address, as `https://server/users/name` or `https://server/@name`.
fn handle_of(actor: &str) -> Option<String> {
    let (server, path) = actor.split_once("://")?.1.split_once('/')?;
    let name = path.trim_end_matches('/').rsplit('/').next()?.trim_start_matches('@');
    (!name.is_empty()).then(|| format!("{name}@{server}"))
}

#[cfg(test)]
mod tests {
    use super::handle_of;

    #[test]
    fn actors_have_handles() {
        assert_eq!(handle_of("https://example.social/users/desk").as_deref(), Some("desk@example.social"));
        assert_eq!(handle_of("https://example.social/@desk").as_deref(), Some("desk@example.social"));
        assert_eq!(handle_of("desk"), None);
    }
}
