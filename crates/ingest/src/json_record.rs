//! What readers of JSON records share: the object of a record, its values by path, and rejects with its bytes.

use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Reject, RejectReason, ThreadFacts};

use crate::Item;
use crate::json_list::scalar;

/// One JSON object with where it stands.
pub(crate) struct JsonRecord<'b> {
    pub object: Map<String, Value>,
    pub extent: Extent,
    pub line: u64,
    bytes: &'b [u8],
}

impl<'b> JsonRecord<'b> {
    /// Parses the bytes of a record, or says why it is none.
    pub fn parse(bytes: &'b [u8], extent: Extent, line: u64) -> Result<Self, Box<Item>> {
        let reject = |reason, detail: String| Box::new(Item::Reject(Reject::new(extent, line, reason, detail, bytes)));
        match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Object(object)) => Ok(Self { object, extent, line, bytes }),
            Ok(_) => Err(reject(RejectReason::NotAnObject, "a record must be an object".to_owned())),
            Err(error) => Err(reject(RejectReason::BadJson, error.to_string())),
        }
    }

    pub fn reject(&self, reason: RejectReason, detail: impl Into<String>) -> Item {
        Item::Reject(Reject::new(self.extent, self.line, reason, detail, self.bytes))
    }

    /// A reject without text, which names what the record has.
    pub fn no_text(&self) -> Item {
        let keys: Vec<&str> = self.object.keys().map(String::as_str).take(8).collect();
        self.reject(RejectReason::NoText, format!("no text among: {}", keys.join(", ")))
    }
}

/// The value at a path of keys.
pub(crate) fn at<'v>(object: &'v Map<String, Value>, path: &[&str]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    let mut value = object.get(*first)?;
    for key in rest {
        value = value.get(*key)?;
    }
    (!value.is_null()).then_some(value)
}

/// The string or number at a path, as text.
pub(crate) fn text(object: &Map<String, Value>, path: &[&str]) -> Option<String> {
    at(object, path).and_then(scalar).filter(|text| !text.is_empty())
}

/// The whole number at a path, also where it is written as a string.
pub(crate) fn count(object: &Map<String, Value>, path: &[&str]) -> Option<i64> {
    at(object, path).and_then(|value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok()))
}

/// The thread of a conversation that the platform names.
pub(crate) fn conversation(id: Option<String>) -> Option<Arc<ThreadFacts>> {
    id.map(|id| Arc::new(ThreadFacts { native_id: Some(id), ..ThreadFacts::default() }))
}

/// `text` with the target of every link behind the words that it covers, where the words do not show it. Spans are
/// `(start, length, target)` in UTF-16 units, as Telegram counts, in order.
pub(crate) fn with_targets(text: &str, links: &[(usize, usize, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut links = links.iter().peekable();
    let mut units = 0;
    for c in text.chars() {
        while let Some((.., target)) = links.next_if(|(start, length, _)| start + length <= units) {
            push_target(&mut out, target);
        }
        out.push(c);
        units += c.len_utf16();
    }
    for (.., target) in links {
        push_target(&mut out, target);
    }
    out
}

fn push_target(out: &mut String, target: &str) {
    let shown = target.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    if !shown.is_empty() && !out.ends_with(shown) && !out.ends_with(target) {
        out.extend([" (", target, ")"]);
    }
}

#[cfg(test)]
mod tests {
    use super::with_targets;

    #[test]
    fn targets_stand_behind_their_words() {
        let link = |start, length| (start, length, "https://t.me/rybar/1".to_owned());
        assert_eq!(with_targets("😀 here it is", &[link(3, 4)]), "😀 here (https://t.me/rybar/1) it is");
        assert_eq!(with_targets("see t.me/rybar/1", &[link(4, 12)]), "see t.me/rybar/1");
        assert_eq!(with_targets("out of range", &[link(40, 12)]), "out of range (https://t.me/rybar/1)");
    }
}
