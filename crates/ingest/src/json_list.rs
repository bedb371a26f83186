//! One JSON document of any size, as a stream of the elements of its lists of records.
//!
//! The document is never loaded whole: bytes are scanned for the lists that hold records (by their key, or
//! the outermost one), and their elements are handed on one by one with their bytes. Everything around
//! them is furniture; `name` and `id` in the object of such a list are handed on too.

use std::collections::VecDeque;
use std::io::Read;

use serde_json::Value;
use unspool_model::{Extent, Reject, RejectReason};

use crate::{IngestError, Item};

const CHUNK: usize = 1 << 16;

/// Which parts of a document are records.
#[derive(Clone, Copy)]
pub(crate) enum Records {
    /// The elements of the outermost list.
    Outermost,
    /// The elements of lists with one of these keys.
    Lists(&'static [&'static str]),
    /// The objects with this key, wherever they stand.
    Objects(&'static str),
}

/// The items of a document. The reader says what a record is: its bytes, where they stand, its line, and the object
/// of its list.
pub(crate) struct Elements<R, F> {
    records: Records,
    reader: F,
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
    /// The list is one of records.
    records: bool,
    owner: Owner,
}

/// What the object of a list of records says of itself.
#[derive(Clone, Default)]
pub(crate) struct Owner {
    /// Its `name`.
    pub name: Option<String>,
    /// Its `id`.
    pub id: Option<String>,
}

impl<R: Read, F: FnMut(&[u8], Extent, u64, &Owner) -> Item> Elements<R, F> {
    pub fn new(input: R, limit: usize, records: Records, reader: F) -> Self {
        Self {
            records,
            reader,
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
        let in_records = self.open.last().is_some_and(|level| level.records);
        if byte == b'{' && (in_records || self.is_object()) {
            self.element()?;
            return Ok(true);
        }
        if in_records && !matches!(byte, b',' | b']' | b'[') && !byte.is_ascii_whitespace() {
            self.no_object(byte)?;
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

    /// Whether an object that begins here is a record by its key.
    fn is_object(&self) -> bool {
        let Records::Objects(wanted) = self.records else { return false };
        self.open.last().is_some_and(|level| !level.list && level.key.as_deref() == Some(wanted))
    }

    fn enter(&mut self, list: bool) {
        let (records, owner) = match (self.open.last(), self.records) {
            (Some(outer), Records::Lists(keys)) => {
                (list && outer.key.as_deref().is_some_and(|key| keys.contains(&key)), outer.owner.clone())
            }
            (None, Records::Outermost) => (list, Owner::default()),
            _ => (false, Owner::default()),
        };
        self.text = None;
        // Nesting costs a few bytes a level; what is deeper than any export is looked at all the same.
        let owner = if records { owner } else { Owner::default() };
        self.open.push(Level { list, key: None, records, owner });
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

    /// A string is the name of the object, or a key if a colon follows.
    fn string_value(&mut self, text: String) {
        let Some(level) = self.open.last_mut().filter(|level| !level.list) else { return };
        match level.key.as_deref() {
            Some("name") => level.owner.name = Some(text),
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
            level.owner.id = Some(digits);
        }
        Ok(())
    }

    /// Reads the element that begins here.
    fn element(&mut self) -> Result<(), IngestError> {
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
        let owner = self.open.last().map(|level| level.owner.clone()).unwrap_or_default();
        let item = if length > self.limit as u64 {
            let detail = format!("a record of {length} bytes; the limit is {}", self.limit);
            Item::Reject(Reject::new(extent, line, RejectReason::TooLong, detail, &bytes))
        } else {
            (self.reader)(&bytes, extent, line, &owner)
        };
        self.hand_out(extent, item);
        self.offset = extent.end - self.at as u64;
        self.forget();
        Ok(())
    }

    /// An element of a list of records that is no object: a string, a number, a word.
    fn no_object(&mut self, byte: u8) -> Result<(), IngestError> {
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
        let reject = Reject::new(extent, line, RejectReason::NotAnObject, "a record must be an object", text.as_bytes());
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

impl<R: Read, F: FnMut(&[u8], Extent, u64, &Owner) -> Item> Iterator for Elements<R, F> {
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

/// A string or number as text.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
