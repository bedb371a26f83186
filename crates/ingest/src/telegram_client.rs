//! Messages as the client libraries Telethon and Pyrogram write them to JSON: a part of `telegram-json`.
//!
//! Telethon names a chat by its number (`peer_id`), Pyrogram also by its user name (`chat`). Spans of entities are in
//! UTF-16 units. A forward names its origin, so that it leads to the post that it repeats.

use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Origin, Record, RejectReason, ThreadFacts, ThreadKind};

use crate::Item;
use crate::json_list::Owner;
use crate::json_record::{JsonRecord, at, count, text, with_targets};

/// Keys of the lists that hold messages.
pub(crate) const LISTS: &[&str] = &["messages"];

/// A message as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, _owner: &Owner) -> Item {
    let json = match JsonRecord::parse(bytes, extent, line) {
        Ok(json) => json,
        Err(item) => return *item,
    };
    let message = &json.object;
    let service = text(message, &["_"]).as_deref() == Some("MessageService")
        || text(message, &["service"]).is_some()
        || at(message, &["action"]).is_some();
    if service {
        let action = text(message, &["action", "_"]).or_else(|| text(message, &["service"]));
        return json.reject(RejectReason::Service, action.unwrap_or_else(|| "a service message".to_owned()));
    }
    let (key, entities) = match ["message", "text", "caption"].iter().find(|key| text(message, &[**key]).is_some()) {
        Some(&"caption") => ("caption", "caption_entities"),
        Some(key) => (*key, "entities"),
        None => return json.no_text(),
    };
    let words = with_targets(&text(message, &[key]).unwrap_or_default(), &links(message, entities));
    let reactions = at(message, &["reactions", "results"]).or_else(|| at(message, &["reactions", "reactions"]));
    let chat = text(message, &["peer_id", "channel_id"])
        .or_else(|| text(message, &["peer_id", "chat_id"]))
        .or_else(|| text(message, &["chat", "id"]).map(|id| id.trim_start_matches("-100").to_owned()));
    let handle = text(message, &["chat", "username"]);
    let origin = origin(message);
    let answered = text(message, &["reply_to", "reply_to_msg_id"]).or_else(|| text(message, &["reply_to_message_id"]));
    // A message of a forum answers the one that opened its topic, or names that one beside the one that it answers.
    let in_topic = at(message, &["reply_to", "forum_topic"]).and_then(Value::as_bool) == Some(true);
    let top = text(message, &["reply_to", "reply_to_top_id"]);
    let (topic, reply_to) = match (in_topic, top) {
        (true, Some(top)) => (Some(top), answered),
        (true, None) => (answered, None),
        (false, _) => (None, answered),
    };
    Item::record(Record {
        extent,
        line,
        text: words,
        thread: Some(Arc::new(ThreadFacts {
            native_id: handle.clone().or(chat).or_else(|| Some("chat".to_owned())),
            topic,
            kind: Some(ThreadKind::Channel),
            ..ThreadFacts::default()
        })),
        native_id: text(message, &["id"]),
        author_handle: handle,
        author_name: text(message, &["chat", "title"]).or_else(|| text(message, &["post_author"])),
        created_at: text(message, &["date"]),
        reply_to,
        repost_of: origin.as_ref().and_then(|origin| Some(format!("{}/{}", origin.channel.as_ref()?, origin.message_id?))),
        origin,
        likes: reactions.and_then(Value::as_array).map(|list| list.iter().filter_map(|one| one.get("count")?.as_i64()).sum()),
        reposts: count(message, &["forwards"]),
        replies: count(message, &["replies", "replies"]),
        views: count(message, &["views"]),
        ..Record::default()
    })
}

/// The channel that a message was forwarded from, and its number there. Persons are none.
fn origin(message: &Map<String, Value>) -> Option<Origin> {
    let channel = text(message, &["forward_from_chat", "username"])
        .or_else(|| text(message, &["forward_from_chat", "id"]).map(|id| id.trim_start_matches("-100").to_owned()))
        .or_else(|| text(message, &["fwd_from", "from_id", "channel_id"]))?;
    let number = text(message, &["forward_from_message_id"]).or_else(|| text(message, &["fwd_from", "channel_post"]));
    let title = text(message, &["forward_from_chat", "title"]).or_else(|| text(message, &["fwd_from", "from_name"]));
    Some(Origin { channel: Some(channel), message_id: number.and_then(|number| number.parse().ok()), title })
}

fn links(message: &Map<String, Value>, key: &str) -> Vec<(usize, usize, String)> {
    let mut links: Vec<(usize, usize, String)> = at(message, &[key])
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|entity| {
            let number = |key: &str| entity.get(key)?.as_u64().and_then(|value| usize::try_from(value).ok());
            Some((number("offset")?, number("length")?, entity.get("url")?.as_str()?.to_owned()))
        })
        .collect();
    links.sort();
    links
}
