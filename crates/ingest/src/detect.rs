//! Which format a dump has, told by its content.

use std::io::Read;

use camino::Utf8Path;
use unspool_model::Format;

use crate::IngestError;
use crate::csv_table::{Parsed, delimiter, parse, reader};
use crate::lines::Lines;
use crate::mapping::{FIELDS, FieldMap};
use crate::x_archive;

/// How much of a dump is looked at.
const HEAD: usize = 64 << 10;

/// The format of the dump at `path`. A source that maps fields is a table, whatever its columns are called.
pub(crate) fn detect(path: &Utf8Path, fields: &FieldMap) -> Result<Format, IngestError> {
    let mut head = Vec::new();
    fs_err::File::open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    let text = String::from_utf8_lossy(&head);
    if text.trim_start_matches('\u{feff}').trim_start().starts_with(x_archive::MARK) {
        return Ok(Format::XArchive);
    }
    if is_telegram_export(&text) {
        return Ok(Format::TelegramJson);
    }
    let mut first = None;
    for line in Lines::new(head.as_slice(), HEAD)? {
        let line = line?;
        if !line.text.trim().is_empty() {
            first = Some(line.text);
            break;
        }
    }
    Ok(of_first_line(first.as_deref().unwrap_or_default(), fields))
}

/// A page of the second API of X, or a flattened post of it. Only the head of a long line is known here.
fn is_x_api_v2(line: &str) -> bool {
    let has = |key: &str| line.contains(key);
    let page =
        has("\"data\"") && (has("\"includes\"") || has("\"meta\"") || has("\"author_id\"") || has("\"edit_history_tweet_ids\""));
    page || has("\"author_id\"") && has("\"public_metrics\"") || has("\"edit_history_tweet_ids\"")
}

/// Telegram Desktop's export: one object over many lines, with a list of messages, or of chats that have
/// such lists.
fn is_telegram_export(head: &str) -> bool {
    let text = head.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().next().unwrap_or_default();
    let one_document = text.starts_with('{') && serde_json::from_str::<serde_json::Value>(first).is_err();
    let has = |key: &str| text.contains(key);
    one_document && (has("\"messages\"") && has("\"type\"") || has("\"chats\"") && has("\"about\""))
}

fn of_first_line(line: &str, fields: &FieldMap) -> Format {
    let line = line.trim_start_matches('\u{feff}').trim_start();
    if line.starts_with('{') {
        return if fields.is_empty() && is_x_api_v2(line) { Format::XApiV2 } else { Format::Jsonl };
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

    use super::{is_telegram_export, of_first_line};
    use crate::FieldMap;

    #[test]
    fn content_tells_the_format() {
        let none = FieldMap::default();
        assert_eq!(of_first_line("{\"text\": \"a\"}", &none), Format::Jsonl);
        assert_eq!(of_first_line("{\"data\": [{\"id\": \"1\"}], \"meta\": {}}", &none), Format::XApiV2);
        assert_eq!(of_first_line("id;date;text", &none), Format::Csv);
        assert_eq!(of_first_line("Some text, and the date, by an author", &none), Format::ThreadText);
        assert_eq!(of_first_line("", &none), Format::ThreadText);
        assert!(is_telegram_export("{\n \"name\": \"a\",\n \"type\": \"public_channel\",\n \"messages\": ["));
        assert!(!is_telegram_export("{\"type\": \"a\", \"messages\": []}\n{}"));
        let mut mapped = FieldMap::default();
        mapped.set("text", "words");
        assert_eq!(of_first_line("nr,words", &mapped), Format::Csv);
    }
}
