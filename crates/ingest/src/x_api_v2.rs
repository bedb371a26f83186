//! `x-api-v2`: what the second API of X answers, as collectors store it: a page a line (`data`,
//! `includes`), or one flattened post a line.
//!
//! A page holds several records, each with bytes of its own. `includes` carry authors and the posts that
//! others refer to: a retweet, cut in its own text, takes the full text of its original. Unknown fields
//! are ignored, missing ones are null.

use std::collections::VecDeque;
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, Reject, RejectReason, ThreadFacts};

use crate::json_list::scalar;
use crate::lines::{Line, Lines};
use crate::{IngestError, Item};

/// The items of a dump of pages.
pub(crate) struct Pages<R> {
    lines: Lines<R>,
    ready: VecDeque<Item>,
}

impl<R: Read> Pages<R> {
    pub fn new(lines: Lines<R>) -> Self {
        let mark = lines.mark_bytes();
        Self { lines, ready: (mark > 0).then_some(Item::Furniture(mark)).into_iter().collect() }
    }

    fn read(&mut self, line: &Line) {
        if let Some(reject) = line.unreadable(self.lines.limit()) {
            self.ready.push_back(Item::Reject(reject));
            return;
        }
        let page = match serde_json::from_str::<Value>(line.text.trim_start_matches('\u{feff}')) {
            Ok(Value::Object(page)) => page,
            Ok(_) => return self.ready.push_back(Item::Reject(line.reject(RejectReason::NotAnObject, "the line is no object"))),
            Err(error) => return self.ready.push_back(Item::Reject(line.reject(RejectReason::BadJson, error.to_string()))),
        };
        // Where the text was decoded with replacements, bytes inside the line cannot be told.
        let exact = line.text.len() as u64 == line.content_end - line.extent.start;
        let posts: Vec<(&Value, Range<usize>)> = match page.get("data") {
            Some(Value::Array(list)) => list.iter().zip(elements(&line.text)).collect(),
            Some(data @ Value::Object(_)) => vec![(data, 0..line.text.len())],
            _ if page.contains_key("text") || page.contains_key("author_id") => Vec::new(),
            // A page that says only that there is nothing, or an error.
            _ => return self.ready.push_back(without_posts(&page, line)),
        };
        if page.get("data").is_none() {
            let whole = Value::Object(page.clone());
            return self.ready.push_back(item(&whole, &page, line, 0..line.text.len()));
        }
        if !exact && posts.len() > 1 {
            let reject = line.reject(RejectReason::NotText, "a page of several posts with bytes that are no UTF-8");
            return self.ready.push_back(Item::Reject(reject));
        }
        let mut at = 0;
        for (post, range) in posts {
            if range.start > at {
                self.ready.push_back(Item::Furniture((range.start - at) as u64));
            }
            at = range.end;
            self.ready.push_back(item(post, &page, line, range));
        }
    }
}

impl<R: Read> Iterator for Pages<R> {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            let line = match self.lines.next()? {
                Ok(line) => line,
                Err(error) => return Some(Err(error.into())),
            };
            if line.too_long || !line.text.trim().is_empty() {
                self.read(&line);
            }
            // What no post of the line holds is furniture: the envelope, the line break.
            let told: u64 = self.ready.iter().map(Item::bytes).sum();
            let left = line.extent.len().saturating_sub(told);
            if left > 0 {
                self.ready.push_back(Item::Furniture(left));
            }
        }
    }
}

/// A page without posts: errors are told, an empty result is not worth a word.
fn without_posts(page: &Map<String, Value>, line: &Line) -> Item {
    match page.get("errors").and_then(Value::as_array).and_then(|list| list.first()) {
        Some(error) => {
            let said =
                ["detail", "title", "message"].iter().find_map(|key| error.get(key)?.as_str()).unwrap_or("an error of the API");
            Item::Reject(line.reject(RejectReason::NoText, said))
        }
        None if page.contains_key("meta") || page.contains_key("includes") => Item::Furniture(line.extent.len()),
        None => Item::Reject(line.reject(RejectReason::NoText, "no `data` and no `text`")),
    }
}

fn item(post: &Value, page: &Map<String, Value>, line: &Line, range: Range<usize>) -> Item {
    let extent = Extent { start: line.extent.start + range.start as u64, end: line.extent.start + range.end as u64 };
    let bytes = line.text.get(range).unwrap_or_default().as_bytes();
    let reject = |reason, detail: &str| Item::Reject(Reject::new(extent, line.number, reason, detail, bytes));
    let Value::Object(post) = post else { return reject(RejectReason::NotAnObject, "a post must be an object") };
    let string = |key: &str| post.get(key).and_then(scalar);
    let reference = |kind: &str| {
        let list = post.get("referenced_tweets").and_then(Value::as_array)?;
        list.iter().find(|one| one.get("type").and_then(Value::as_str) == Some(kind))
    };
    let id_of = |kind: &str| reference(kind).and_then(|one| one.get("id")).and_then(scalar);
    let original =
        id_of("retweeted").and_then(|id| included(page, "tweets", &id).or_else(|| reference("retweeted")?.as_object()));
    let text = full_text(original.filter(|original| original.contains_key("text")).unwrap_or(post));
    if text.trim().is_empty() {
        let withheld = if post.contains_key("withheld") { "the post is withheld" } else { "no text" };
        return reject(RejectReason::NoText, withheld);
    }
    let author = string("author_id").and_then(|id| included(page, "users", &id)).or_else(|| post.get("author")?.as_object());
    let of_author = |key: &str| author.and_then(|author| author.get(key)).and_then(scalar);
    let count = |key: &str| post.get("public_metrics").and_then(|metrics| metrics.get(key)).and_then(Value::as_i64);
    Item::record(Record {
        extent,
        line: line.number,
        text,
        thread: string("conversation_id").map(|id| Arc::new(ThreadFacts { native_id: Some(id), ..ThreadFacts::default() })),
        native_id: string("id"),
        author_handle: of_author("username"),
        author_name: of_author("name"),
        created_at: string("created_at"),
        lang: string("lang").filter(|lang| lang.len() == 2),
        reply_to: id_of("replied_to"),
        repost_of: id_of("retweeted"),
        quote_of: id_of("quoted"),
        versions: versions(post.get("edit_history_tweet_ids")),
        likes: count("like_count"),
        reposts: count("retweet_count"),
        replies: count("reply_count"),
        views: count("impression_count"),
        ..Record::default()
    })
}

/// An object of `includes` by its id.
fn included<'p>(page: &'p Map<String, Value>, kind: &str, id: &str) -> Option<&'p Map<String, Value>> {
    let list = page.get("includes")?.get(kind)?.as_array()?;
    list.iter().find(|one| one.get("id").and_then(Value::as_str) == Some(id))?.as_object()
}

/// The ids of an edited post; a list of one says that it was not edited.
pub(crate) fn versions(ids: Option<&Value>) -> Vec<String> {
    let ids: Vec<String> = ids.and_then(Value::as_array).into_iter().flatten().filter_map(scalar).collect();
    if ids.len() > 1 { ids } else { Vec::new() }
}

/// The text of a post: the long one where there is one, with short links written out where the post
/// says to what.
fn full_text(post: &Map<String, Value>) -> String {
    let note = post.get("note_tweet").and_then(Value::as_object);
    let holder = note.filter(|note| note.contains_key("text")).unwrap_or(post);
    let text = holder.get("text").and_then(scalar).unwrap_or_default();
    written_out(text, holder.get("entities").and_then(|entities| entities.get("urls")), "url", "expanded_url")
}

/// The text with short links written out, where the dump says to what.
pub(crate) fn written_out(mut text: String, urls: Option<&Value>, short: &str, long: &str) -> String {
    for url in urls.and_then(Value::as_array).into_iter().flatten() {
        if let (Some(short), Some(long)) = (url.get(short).and_then(Value::as_str), url.get(long).and_then(Value::as_str)) {
            text = text.replace(short, long);
        }
    }
    text
}

/// The bytes of the elements of the list `data` at the top of a line that is valid JSON.
fn elements(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let (mut string_start, mut last_string, mut in_data) = (0, "", false);
    let mut start = None;
    for (at, byte) in line.bytes().enumerate() {
        if quoted {
            if byte == b'"' && !escaped {
                quoted = false;
                last_string = if depth == 1 { line.get(string_start..at).unwrap_or_default() } else { last_string };
            }
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => (quoted, string_start) = (true, at + 1),
            b'{' | b'[' => {
                depth += 1;
                in_data |= byte == b'[' && depth == 2 && last_string == "data";
                if in_data && depth == 3 {
                    start = Some(at);
                }
            }
            b'}' | b']' => {
                if let Some(start) = start.take_if(|_| in_data && depth == 3) {
                    found.push(start..at + 1);
                }
                if depth == 2 && in_data {
                    return found;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn the_elements_of_data_have_their_bytes() {
        let line = r#"{"meta":{"data":[{"x":1}]},"data":[{"a":"}]\"{"},{"b":[{}]}],"includes":{"tweets":[{"id":"1"}]}}"#;
        let found: Vec<&str> = elements(line).into_iter().map(|range| &line[range]).collect();
        assert_eq!(found, [r#"{"a":"}]\"{"}"#, r#"{"b":[{}]}"#]);
        assert!(elements(r#"{"text":"data"}"#).is_empty());
    }
}
