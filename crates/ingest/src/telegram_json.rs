//! `telegram-json`: what Telegram Desktop exports as `result.json`, one chat or a whole account.
//!
//! Messages are the elements of lists called `messages` ([`json_list`](crate::json_list)); the `name` and `id` beside such
//! a list say which chat it is. Service messages are rejects with the reason `service`, so that nothing is lost silently.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use unspool_model::{Extent, Origin, Record, Reject, RejectReason, ThreadFacts, ThreadKind};

use crate::Item;
use crate::json_list::{Owner, scalar};

/// Keys of the lists that hold messages.
pub(crate) const LISTS: &[&str] = &["messages"];

/// The topics of a chat, and which message stands in which.
///
/// The export says of no message what topic it is in, but every message of a topic answers the service message that
/// opened it, or another message of the topic. A number a message is kept, and only of messages in topics.
#[derive(Default)]
pub(crate) struct Forum {
    /// The chat that the rest is about.
    chat: Option<String>,
    /// The topic of each message, the message that opens a topic among them.
    topic_of: FxHashMap<u64, u64>,
}

impl Forum {
    /// Reads the next message of the export.
    pub fn item(&mut self, bytes: &[u8], extent: Extent, line: u64, chat: &Owner) -> Item {
        item(self, bytes, extent, line, chat)
    }

    /// Notes that a message opens a topic.
    fn open(&mut self, chat: Option<&str>, message: Option<&str>) {
        self.enter(chat);
        if let Some(number) = number(message) {
            self.topic_of.insert(number, number);
        }
    }

    /// The topic that a message stands in, by what it answers.
    fn place(&mut self, chat: Option<&str>, message: Option<&str>, answered: Option<&str>) -> Option<u64> {
        self.enter(chat);
        let topic = *self.topic_of.get(&number(answered)?)?;
        self.topic_of.insert(number(message)?, topic);
        Some(topic)
    }

    /// Forgets the chat before.
    fn enter(&mut self, chat: Option<&str>) {
        if self.chat.as_deref() != chat {
            *self = Self { chat: chat.map(str::to_owned), topic_of: FxHashMap::default() };
        }
    }
}

fn number(id: Option<&str>) -> Option<u64> {
    id?.parse().ok()
}

/// A message as a record, or why it is none.
fn item(forum: &mut Forum, bytes: &[u8], extent: Extent, line: u64, chat: &Owner) -> Item {
    let reject = |reason, detail: String| Item::Reject(Reject::new(extent, line, reason, detail, bytes));
    let object = match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return reject(RejectReason::NotAnObject, "a message must be an object".to_owned()),
        Err(error) => return reject(RejectReason::BadJson, error.to_string()),
    };
    let string = |key: &str| object.get(key).and_then(scalar);
    let chat_id = chat.id.clone().or_else(|| chat.name.clone()).unwrap_or_else(|| "chat".to_owned());
    let id = string("id");
    if string("type").as_deref() == Some("service") {
        let action = string("action").unwrap_or_else(|| "a service message".to_owned());
        if action != "topic_created" {
            return reject(RejectReason::Service, action);
        }
        forum.open(Some(&chat_id), id.as_deref());
        return reject(RejectReason::Service, format!("{action}: {}", string("title").unwrap_or_default()));
    }
    let answered = string("reply_to_message_id");
    let topic = forum.place(Some(&chat_id), id.as_deref(), answered.as_deref());
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
            native_id: Some(chat_id),
            topic: topic.map(|topic| topic.to_string()),
            kind: Some(ThreadKind::Channel),
            ..ThreadFacts::default()
        })),
        native_id: id,
        author_name: string("from").or_else(|| string("author")).or_else(|| chat.name.clone()),
        // `date` is local time without a zone; the Unix time says the same without guessing.
        created_at: string("date_unixtime").or_else(|| string("date")),
        // What opens a topic is no post that is answered.
        reply_to: answered.filter(|answered| topic.is_none() || number(Some(answered)) != topic),
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
