//! `telegram-json`: what Telegram Desktop exports as `result.json`, one chat or a whole account.
//!
//! Messages are the elements of lists called `messages` ([`json_list`](crate::json_list)); the `name` and `id` beside such
//! a list say which chat it is. Service messages are rejects with the reason `service`, so that nothing is lost silently.

use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Origin, Record, Reject, RejectReason, ThreadFacts, ThreadKind};

use crate::Item;
use crate::json_list::{Owner, scalar};

/// Keys of the lists that hold messages.
pub(crate) const LISTS: &[&str] = &["messages"];

/// A message as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, chat: &Owner) -> Item {
    let reject = |reason, detail: String| Item::Reject(Reject::new(extent, line, reason, detail, bytes));
    let object = match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return reject(RejectReason::NotAnObject, "a message must be an object".to_owned()),
        Err(error) => return reject(RejectReason::BadJson, error.to_string()),
    };
    let string = |key: &str| object.get(key).and_then(scalar);
    if string("type").as_deref() == Some("service") {
        return reject(RejectReason::Service, string("action").unwrap_or_else(|| "a service message".to_owned()));
    }
    let text = text_of(&object);
    if text.trim().is_empty() {
        let media = ["media_type", "mime_type", "photo", "file", "sticker_emoji"]
            .iter()
            .find_map(|key| string(key).map(|value| format!("{key} {value}")));
        return reject(
            RejectReason::NoText,
            media.map_or_else(|| "no text".to_owned(), |media| format!("no text beside {media}")),
        );
    }
    let likes = object
        .get("reactions")
        .and_then(Value::as_array)
        .map(|list| list.iter().filter_map(|one| one.get("count")?.as_i64()).sum());
    let record = Record {
        extent,
        line,
        text,
        thread: Some(Arc::new(ThreadFacts {
            native_id: chat.id.clone().or_else(|| chat.name.clone()).or_else(|| Some("chat".to_owned())),
            kind: Some(ThreadKind::Channel),
            ..ThreadFacts::default()
        })),
        native_id: string("id"),
        author_name: string("from").or_else(|| string("author")).or_else(|| chat.name.clone()),
        // `date` is local time without a zone; the Unix time says the same without guessing.
        created_at: string("date_unixtime").or_else(|| string("date")),
        reply_to: string("reply_to_message_id"),
        origin: origin(&object),
        likes,
        ..Record::default()
    };
    Item::record(record)
}

/// The channel that a message was forwarded from. Persons (`user123`) are none; older exports give a name alone.
fn origin(object: &Map<String, Value>) -> Option<Origin> {
    let string = |key: &str| object.get(key).and_then(scalar);
    let title = string("forwarded_from");
    let channel = match string("forwarded_from_id") {
        Some(id) => Some(id.strip_prefix("channel")?.to_owned()),
        None => None,
    };
    (title.is_some() || channel.is_some()).then_some(Origin { channel, message_id: None, title })
}

/// The text: a string, or a list of strings and entities; of a poll its question and answers.
fn text_of(object: &Map<String, Value>) -> String {
    let text = match object.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => parts.iter().map(part).collect(),
        _ => String::new(),
    };
    if !text.trim().is_empty() {
        return text;
    }
    if let Some(entities) = object.get("text_entities").and_then(Value::as_array) {
        let text: String = entities.iter().map(part).collect();
        if !text.trim().is_empty() {
            return text;
        }
    }
    let Some(poll) = object.get("poll") else { return text };
    let question = poll.get("question").and_then(scalar).unwrap_or_default();
    let answers = poll.get("answers").and_then(Value::as_array).into_iter().flatten();
    let answers: Vec<String> = answers.filter_map(|answer| answer.get("text").and_then(scalar)).collect();
    if answers.is_empty() { question } else { format!("{question}\n{}", answers.join("\n")) }
}

/// A piece of text. The target of a link stands behind its words, so that it is in the text.
fn part(piece: &Value) -> String {
    match piece {
        Value::String(text) => text.clone(),
        Value::Object(entity) => {
            let text = entity.get("text").and_then(scalar).unwrap_or_default();
            match entity.get("href").and_then(scalar) {
                Some(href) if text.contains("://") || text.contains("t.me/") => href,
                Some(href) => format!("{text} ({href})"),
                None => text,
            }
        }
        _ => String::new(),
    }
}
