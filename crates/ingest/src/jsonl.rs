//! `jsonl`: one JSON object a line.

use std::io::Read;
use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Record, Reject, RejectReason, ThreadFacts};

use crate::lines::{Line, Lines};
use crate::mapping::{self, FIELDS, FieldMap};
use crate::{IngestError, Item, extent};

/// The items of a dump of JSON lines.
pub(crate) struct Objects<R> {
    lines: Lines<R>,
    /// For each field the paths to try, each split at its dots.
    paths: Vec<Vec<Vec<String>>>,
    pending: Option<Item>,
}

impl<R: Read> Objects<R> {
    pub fn new(lines: Lines<R>, fields: &FieldMap) -> Self {
        let split = |name: &&str| -> Vec<String> { name.split('.').map(str::to_owned).collect() };
        let paths = (0..FIELDS.len()).map(|index| fields.names(index).0.iter().map(split).collect()).collect();
        let mark = lines.mark_bytes();
        Self { lines, paths, pending: (mark > 0).then_some(Item::Furniture(mark)) }
    }

    fn item(&self, line: &Line) -> Item {
        if let Some(reject) = line.unreadable(self.lines.limit()) {
            return Item::Reject(reject);
        }
        match self.record(line) {
            Ok(record) => Item::record(record),
            Err(reject) => Item::Reject(*reject),
        }
    }

    fn record(&self, line: &Line) -> Result<Record, Box<Reject>> {
        let reject = |reason, detail: String| Box::new(line.reject(reason, detail));
        let text = line.text.trim_start_matches('\u{feff}');
        let value: Value = serde_json::from_str(text).map_err(|error| reject(RejectReason::BadJson, error.to_string()))?;
        let Value::Object(object) = value else {
            return Err(reject(RejectReason::NotAnObject, format!("the line is {}", kind(&value))));
        };
        let mut record = Record { extent: extent(line.extent.start, line.content_end), line: line.number, ..Record::default() };
        let mut thread = None;
        for (index, paths) in self.paths.iter().enumerate() {
            let Some(value) = paths.iter().find_map(|path| find(&object, path)) else { continue };
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                other => {
                    let detail = format!("`{}` is {}", FIELDS[index].key, kind(other));
                    return Err(reject(RejectReason::BadField, detail));
                }
            };
            mapping::put(&mut record, &mut thread, index, value)
                .map_err(|bad| reject(RejectReason::BadField, format!("`{}` is {:?}, not {}", bad.key, bad.value, bad.wanted)))?;
        }
        if record.text.trim().is_empty() {
            let keys: Vec<&str> = object.keys().map(String::as_str).take(12).collect();
            return Err(reject(RejectReason::NoText, format!("no text field among: {}", keys.join(", "))));
        }
        record.thread = thread.map(|native_id| Arc::new(ThreadFacts { native_id: Some(native_id), ..ThreadFacts::default() }));
        Ok(record)
    }
}

/// The value at a path, if it is there and not null. An object or list is only an answer at the end
/// of a path that the user gave; for the default names it means another layout, so it is passed over.
fn find<'v>(object: &'v Map<String, Value>, path: &[String]) -> Option<&'v Value> {
    let (last, way) = path.split_last()?;
    let mut at = object;
    for key in way {
        at = at.get(key)?.as_object()?;
    }
    at.get(last).filter(|value| !value.is_null() && !value.is_object())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

impl<R: Read> Iterator for Objects<R> {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.pending.take() {
            return Some(Ok(item));
        }
        let line = match self.lines.next()? {
            Ok(line) => line,
            Err(error) => return Some(Err(error.into())),
        };
        if !line.too_long && line.text.trim().is_empty() {
            return Some(Ok(Item::Furniture(line.extent.len())));
        }
        let item = self.item(&line);
        let left = line.extent.len() - item.bytes();
        self.pending = (left > 0).then_some(Item::Furniture(left));
        Some(Ok(item))
    }
}
