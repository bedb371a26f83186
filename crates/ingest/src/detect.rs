//! Which format a dump has, told by its content.

use std::io::Read;

use unspool_model::Format;

use crate::IngestError;
use crate::csv_table::{Parsed, delimiter, parse, reader};
use crate::lines::Lines;
use crate::mapping::{FIELDS, FieldMap};
use crate::{telegram_html, thread_html, x_archive};

/// How much of a dump is looked at.
const HEAD: u64 = 64 << 10;

/// The first bytes of a dump, as text.
pub(crate) struct Head {
    bytes: Vec<u8>,
    text: String,
}

impl Head {
    pub fn read(input: impl Read) -> Result<Self, IngestError> {
        let mut bytes = Vec::new();
        input.take(HEAD).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self { bytes, text })
    }

    /// The text behind a byte order mark and white space.
    pub fn content(&self) -> &str {
        self.text.trim_start_matches('\u{feff}').trim_start()
    }

    /// Whether the dump is one list of objects; `[3] A post` is prose.
    pub fn is_list(&self) -> bool {
        self.content().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
    }

    /// Whether one of `keys` is the key of a list near the beginning: the dump is one document with that list.
    pub fn has_list(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| {
            let quoted = format!("\"{key}\"");
            self.content().match_indices(&quoted).any(|(at, _)| {
                let behind = self.content()[at + quoted.len()..].trim_start();
                behind.strip_prefix(':').is_some_and(|value| value.trim_start().starts_with('['))
            })
        })
    }

    pub fn has(&self, word: &str) -> bool {
        self.content().contains(word)
    }

    /// The format. A source that maps fields is a table, whatever its columns are called.
    pub fn format(&self, fields: &FieldMap) -> Result<Format, IngestError> {
        if self.content().starts_with(x_archive::MARK) {
            return Ok(Format::XArchive);
        }
        if self.content().starts_with('<')
            && let Some(format) = self.markup()
        {
            return Ok(format);
        }
        if (self.content().starts_with('{') || self.is_list()) && fields.is_empty() {
            return Ok(self.json());
        }
        let mut first = None;
        for line in Lines::new(self.bytes.as_slice(), self.bytes.len().max(1))? {
            let line = line?;
            if !line.text.trim().is_empty() {
                first = Some(line.text);
                break;
            }
        }
        Ok(of_first_line(first.as_deref().unwrap_or_default(), fields))
    }

    /// The format of a page of markup; of one that is no known page none, for it may be prose.
    fn markup(&self) -> Option<Format> {
        let any = |marks: &[&str]| marks.iter().any(|mark| self.has(mark));
        if any(&telegram_html::MARKS) && self.has("message") {
            return Some(Format::TelegramHtml);
        }
        let start: String = self.content().chars().take(15).collect::<String>().to_ascii_lowercase();
        let page = start.starts_with("<!doctype html") || start.starts_with("<html");
        (page || any(&thread_html::MARKS)).then_some(Format::ThreadHtml)
    }

    /// The format of JSON, by the keys of its first record.
    fn json(&self) -> Format {
        let all = |words: &[&str]| words.iter().all(|word| self.has(word));
        if is_telegram_export(self.content()) || all(&["\"_\"", "\"Message"]) {
            return Format::TelegramJson;
        }
        let outbox = self.has("orderedItems") || all(&["\"attributedTo\"", "\"object\""]);
        if outbox || all(&["\"account\"", "\"content\"", "\"favourites_count\""]) {
            return Format::MastodonOutbox;
        }
        if self.has("app.bsky.") {
            return Format::BlueskyJson;
        }
        if all(&["\"subreddit\"", "\"created_utc\""]) && (self.has("\"selftext\"") || self.has("\"body\"")) {
            return Format::RedditJson;
        }
        if is_x_api_v2(self.first_line()) {
            return Format::XApiV2;
        }
        if all(&["\"id_str\"", "\"user\"", "\"screen_name\"", "\"created_at\""]) {
            return Format::XApiV1;
        }
        Format::Jsonl
    }

    fn first_line(&self) -> &str {
        self.content().lines().next().unwrap_or_default()
    }
}

/// A page of the second API of X, or a flattened post of it. Only the head of a long line is known here.
fn is_x_api_v2(line: &str) -> bool {
    let has = |key: &str| line.contains(key);
    let page =
        has("\"data\"") && (has("\"includes\"") || has("\"meta\"") || has("\"author_id\"") || has("\"edit_history_tweet_ids\""));
    page || has("\"author_id\"") && has("\"public_metrics\"") || has("\"edit_history_tweet_ids\"")
}

/// Telegram Desktop's export: one object with a list of messages, or of chats that have such lists.
fn is_telegram_export(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let one_document = text.starts_with('{') && serde_json::from_str::<serde_json::Value>(first).is_err();
    let has = |key: &str| text.contains(key);
    one_document && (has("\"messages\"") && has("\"type\"") || has("\"chats\"") && has("\"about\""))
}

fn of_first_line(line: &str, fields: &FieldMap) -> Format {
    let line = line.trim_start_matches('\u{feff}').trim_start();
    if line.starts_with('{') {
        return Format::Jsonl;
    }
    if !fields.is_empty() {
        return Format::Csv;
    }
    if let Parsed::Row(names) = parse(&mut reader(delimiter(line)), line) {
        let known = |key: &str| {
            let field = FIELDS.iter().find(|field| field.key == key);
            field.is_some_and(|field| {
                names.iter().any(|name| field.names.iter().any(|known| name.trim().eq_ignore_ascii_case(known)))
            })
        };
        // A header names the text and something else; prose with commas does not.
        let others = FIELDS.iter().filter(|field| field.key != "text" && known(field.key)).count();
        if names.len() >= 2 && known("text") && others >= 1 {
            return Format::Csv;
        }
    }
    Format::ThreadText
}

#[cfg(test)]
mod tests {
    use unspool_model::Format;

    use super::Head;
    use crate::FieldMap;

    #[test]
    fn content_tells_the_format() {
        let format = |text: &str| Head::read(text.as_bytes()).expect("memory").format(&FieldMap::default()).expect("memory");
        for (text, wanted) in [
            ("{\"text\": \"a\"}", Format::Jsonl),
            ("[{\"text\": \"a\"}]", Format::Jsonl),
            ("{\"data\": [{\"id\": \"1\"}], \"meta\": {}}", Format::XApiV2),
            ("id;date;text", Format::Csv),
            ("Some text, and the date, by an author", Format::ThreadText),
            ("[3] A post that begins with its number", Format::ThreadText),
            ("", Format::ThreadText),
            ("{\n \"name\": \"a\",\n \"type\": \"public_channel\",\n \"messages\": [", Format::TelegramJson),
            ("{\"type\": \"a\", \"messages\": []}\n{}", Format::Jsonl),
            ("window.YTD.tweets.part0 = [", Format::XArchive),
            ("<div data-tweet=\"123456\">", Format::ThreadHtml),
            ("<!DOCTYPE html><div class=\"history\"><div class=\"message\">", Format::TelegramHtml),
            ("<3 this thread", Format::ThreadText),
            ("{\"created_at\":\"x\",\"id_str\":\"1\",\"user\":{\"screen_name\":\"a\"}}", Format::XApiV1),
            ("{\"orderedItems\":[", Format::MastodonOutbox),
            ("{\"feed\":[{\"post\":{\"uri\":\"at://x/app.bsky.feed.post/1\"", Format::BlueskyJson),
            ("{\"subreddit\":\"a\",\"body\":\"b\",\"created_utc\":1}", Format::RedditJson),
            ("[{\"_\":\"Message\",\"id\":1}]", Format::TelegramJson),
        ] {
            assert_eq!(format(text), wanted, "{text}");
        }
        let mut mapped = FieldMap::default();
        mapped.set("text", "words");
        let head = |text: &str| Head::read(text.as_bytes()).expect("memory").format(&mapped).expect("memory");
        assert_eq!((head("nr,words"), head("{\"words\":1}")), (Format::Csv, Format::Jsonl));
    }

    #[test]
    fn lists_are_told_by_their_keys() {
        let head = |text: &str| Head::read(text.as_bytes()).expect("memory");
        assert!(head("{\"a\": 1, \"feed\" : [").has_list(&["feed"]));
        assert!(!head("{\"feed\": 1, \"x\": \"feed\"}").has_list(&["feed"]));
    }
}
