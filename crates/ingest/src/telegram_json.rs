//! `telegram-json`: what Telegram Desktop exports as `result.json`, one chat or a whole account.
//!
//! The document is never loaded whole: bytes are scanned for lists called `messages`, and their elements
//! are parsed one by one. Everything around them is furniture; the `name`, `id` and `type` that stand in
//! the object of a list of messages say which chat it is. Service messages are rejects with the reason
//! `service`, so that nothing is lost silently.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, Reject, RejectReason, ThreadFacts, ThreadKind};

use crate::{IngestError, Item};

const CHUNK: usize = 1 << 16;

/// The items of an export.
pub(crate) struct Messages<R> {
    input: R,
    limit: usize,
    buffer: Vec<u8>,
    /// Next byte to look at, in `buffer`.
    at: usize,
    /// Offset in the dump of the first byte of `buffer`.
    offset: u64,
    /// Byte up to which items have been handed out.
    done: u64,
    line: u64,
    ended: bool,
    /// What each open object or list is, outside in.
    open: Vec<Level>,
    /// The last string at this level, which is a key if a colon follows.
    text: Option<String>,
    ready: VecDeque<Item>,
}

/// An open object or list.
#[derive(Default)]
struct Level {
    /// A list; its elements have no keys.
    list: bool,
    /// The key that a value of this object is for.
    key: Option<String>,
    /// The list is one of messages.
    messages: bool,
    chat: Chat,
}

/// What an object says of the chat it is.
#[derive(Clone, Default)]
struct Chat {
    name: Option<String>,
    id: Option<String>,
}

impl<R: Read> Messages<R> {
    pub fn new(input: R, limit: usize) -> Self {
        Self {
            input,
            limit,
            buffer: Vec::new(),
            at: 0,
            offset: 0,
            done: 0,
            line: 1,
            ended: false,
            open: Vec::new(),
            text: None,
            ready: VecDeque::new(),
        }
    }

    /// The next byte, read from the dump if need be; `None` at its end.
    fn peek(&mut self) -> Result<Option<u8>, IngestError> {
        while self.at >= self.buffer.len() && !self.ended {
            let mut chunk = vec![0; CHUNK];
            let count = self.input.read(&mut chunk)?;
            self.ended = count == 0;
            self.buffer.extend_from_slice(&chunk[..count]);
        }
        Ok(self.buffer.get(self.at).copied())
    }

    fn advance(&mut self, byte: u8) {
        self.at += 1;
        self.line += u64::from(byte == b'\n');
    }

    /// Forgets the bytes that have been looked at.
    fn forget(&mut self) {
        self.buffer.drain(..self.at);
        self.offset += self.at as u64;
        self.at = 0;
    }

    fn reached(&self) -> u64 {
        self.offset + self.at as u64
    }

    /// Looks at one token of the document, and queues what it makes.
    fn step(&mut self) -> Result<bool, IngestError> {
        let Some(byte) = self.peek()? else { return Ok(false) };
        let in_messages = self.open.last().is_some_and(|level| level.messages);
        if in_messages && byte == b'{' {
            self.message()?;
            return Ok(true);
        }
        if in_messages && !matches!(byte, b',' | b']' | b'[') && !byte.is_ascii_whitespace() {
            self.no_message(byte)?;
            return Ok(true);
        }
        match byte {
            b'"' => {
                let text = self.string()?;
                self.string_value(text);
                return Ok(true);
            }
            b'{' | b'[' => self.enter(byte == b'['),
            b'}' | b']' => {
                self.open.pop();
                self.text = None;
            }
            b':' => {
                if let (Some(level), Some(text)) = (self.open.last_mut(), self.text.take()) {
                    level.key = Some(text);
                }
            }
            b',' => {
                if let Some(level) = self.open.last_mut() {
                    level.key = None;
                }
            }
            b'0'..=b'9' | b'-' => return self.number().map(|()| true),
            _ => {}
        }
        self.advance(byte);
        if self.at >= CHUNK {
            self.forget();
        }
        Ok(true)
    }

    fn enter(&mut self, list: bool) {
        let (messages, chat) = self
            .open
            .last()
            .map_or((false, Chat::default()), |outer| (list && outer.key.as_deref() == Some("messages"), outer.chat.clone()));
        self.text = None;
        // Nesting costs a few bytes a level; what is deeper than any export is looked at all the same.
        let chat = if messages { chat } else { Chat::default() };
        self.open.push(Level { list, key: None, messages, chat });
    }

    /// Reads the string that begins here; a long one is kept in part, for it is no name.
    fn string(&mut self) -> Result<String, IngestError> {
        self.advance(b'"');
        let mut bytes = Vec::new();
        let mut escaped = false;
        while let Some(byte) = self.peek()? {
            self.advance(byte);
            match byte {
                b'"' if !escaped => break,
                _ => {
                    escaped = byte == b'\\' && !escaped;
                    if bytes.len() < 512 {
                        bytes.push(byte);
                    }
                }
            }
            if self.at >= CHUNK {
                self.forget();
            }
        }
        let raw = format!("\"{}\"", String::from_utf8_lossy(&bytes));
        Ok(serde_json::from_str(&raw).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// A string is the name of the chat, or a key if a colon follows.
    fn string_value(&mut self, text: String) {
        let Some(level) = self.open.last_mut().filter(|level| !level.list) else { return };
        match level.key.as_deref() {
            Some("name") => level.chat.name = Some(text),
            Some(_) => {}
            None => self.text = Some(text),
        }
    }

    fn number(&mut self) -> Result<(), IngestError> {
        let mut digits = String::new();
        while let Some(byte) =
            self.peek()?.filter(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'))
        {
            self.advance(byte);
            if digits.len() < 40 {
                digits.push(char::from(byte));
            }
        }
        if let Some(level) = self.open.last_mut().filter(|level| level.key.as_deref() == Some("id")) {
            level.chat.id = Some(digits);
        }
        Ok(())
    }

    /// Reads the message that begins here.
    fn message(&mut self) -> Result<(), IngestError> {
        self.forget();
        let (start, line) = (self.offset, self.line);
        let (mut depth, mut quoted, mut escaped, mut closed) = (0_usize, false, false, false);
        let mut length = 0_u64;
        while let Some(byte) = self.peek()? {
            self.advance(byte);
            length += 1;
            match byte {
                b'"' if !escaped => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => {
                    depth -= 1;
                    closed = depth == 0;
                }
                _ => {}
            }
            escaped = quoted && byte == b'\\' && !escaped;
            if closed {
                break;
            }
            if self.at > self.limit {
                // Beyond the limit only the extent is kept.
                let kept = self.limit.min(Reject::EXCERPT_CHARS * 4);
                self.offset += (self.at - kept) as u64;
                self.buffer.drain(kept..self.at);
                self.at = kept;
            }
        }
        let extent = Extent { start, end: start + length };
        let bytes = self.buffer[..self.at].to_vec();
        let chat = self.open.last().map(|level| level.chat.clone()).unwrap_or_default();
        let item = if length > self.limit as u64 {
            let detail = format!("a message of {length} bytes; the limit is {}", self.limit);
            Item::Reject(Reject::new(extent, line, RejectReason::TooLong, detail, &bytes))
        } else {
            item(&bytes, extent, line, &chat)
        };
        self.hand_out(extent, item);
        self.offset = extent.end - self.at as u64;
        self.forget();
        Ok(())
    }

    /// An element of a list of messages that is no object: a string, a number, a word.
    fn no_message(&mut self, byte: u8) -> Result<(), IngestError> {
        let (start, line) = (self.reached(), self.line);
        let text = if byte == b'"' {
            self.string()?
        } else {
            let mut word = String::new();
            while let Some(byte) = self.peek()?.filter(|byte| !matches!(byte, b',' | b']' | b'{') && !byte.is_ascii_whitespace())
            {
                self.advance(byte);
                if word.len() < Reject::EXCERPT_CHARS {
                    word.push(char::from(byte));
                }
            }
            word
        };
        let extent = Extent { start, end: self.reached() };
        let reject = Reject::new(extent, line, RejectReason::NotAnObject, "a message must be an object", text.as_bytes());
        self.hand_out(extent, Item::Reject(reject));
        Ok(())
    }

    /// Queues an item, and what stands before it as furniture.
    fn hand_out(&mut self, extent: Extent, item: Item) {
        if extent.start > self.done {
            self.ready.push_back(Item::Furniture(extent.start - self.done));
        }
        self.ready.push_back(item);
        self.done = extent.end;
    }
}

impl<R: Read> Iterator for Messages<R> {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            match self.step() {
                Ok(true) => {}
                Ok(false) => {
                    let end = self.reached();
                    let left = end - self.done;
                    self.done = end;
                    return (left > 0).then_some(Ok(Item::Furniture(left)));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// A message as a record, or why it is none.
fn item(bytes: &[u8], extent: Extent, line: u64, chat: &Chat) -> Item {
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
        likes,
        ..Record::default()
    };
    Item::record(record)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
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
