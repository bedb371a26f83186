//! `jsonl`: one JSON object a line.

use std::io::Read;
use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, Reject, RejectReason, ThreadFacts};

use crate::Item;
use crate::json_lines::Lined;
use crate::json_list::Owner;
use crate::lines::Lines;
use crate::mapping::{self, FIELDS, FieldMap};

/// The items of a dump of JSON lines.
pub(crate) fn objects<R: Read>(
    lines: Lines<R>,
    fields: &FieldMap,
) -> Lined<R, impl Fn(&[u8], Extent, u64, &Owner) -> Item + use<R>> {
    Lined::new(lines, reader(fields))
}

/// What an object of unknown make is: its fields by the mapping.
pub(crate) fn reader(fields: &FieldMap) -> impl Fn(&[u8], Extent, u64, &Owner) -> Item + use<> {
    let paths = Paths::new(fields);
    move |bytes, extent, line, _| match paths.record(bytes, extent, line) {
        Ok(record) => Item::record(record),
        Err(reject) => Item::Reject(*reject),
    }
}

/// For each field the paths to try, each split at its dots.
struct Paths(Vec<Vec<Vec<String>>>);

impl Paths {
    fn new(fields: &FieldMap) -> Self {
        let split = |name: &&str| -> Vec<String> { name.split('.').map(str::to_owned).collect() };
        Self((0..FIELDS.len()).map(|index| fields.names(index).0.iter().map(split).collect()).collect())
    }

    fn record(&self, bytes: &[u8], extent: Extent, line: u64) -> Result<Record, Box<Reject>> {
        let reject = |reason, detail: String| Box::new(Reject::new(extent, line, reason, detail, bytes));
        let value: Value = serde_json::from_slice(bytes).map_err(|error| reject(RejectReason::BadJson, error.to_string()))?;
        let Value::Object(object) = value else {
            return Err(reject(RejectReason::NotAnObject, format!("the line is {}", kind(&value))));
        };
        let mut record = Record { extent, line, ..Record::default() };
        let mut thread = None;
        for (index, paths) in self.0.iter().enumerate() {
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
