//! Bytes to records.
//!
//! In: the path of a dump, and what the pipeline says about it ([`Source`]). Out: a stream of
//! [`Item`]s in byte order: a [`Record`] for each post-shaped piece, a [`Reject`] with a reason for
//! what is none, and a count of furniture bytes for the rest.
//!
//! Promises:
//! - every byte of a dump is in exactly one item, so the lengths of all items sum to its size;
//! - bad input is an item, never an error and never a panic: only I/O stops a stream;
//! - memory is bounded by the longest record (see [`MAX_RECORD_BYTES`]), not by the dump;
//! - a format knows nothing of features: nothing here reads a lexicon.

mod bluesky;
mod container;
mod csv_table;
mod detect;
mod fingerprint;
mod html;
mod json_lines;
mod json_list;
mod json_record;
mod jsonl;
mod lines;
mod mapping;
mod markup;
mod mastodon;
mod reddit;
mod telegram_client;
mod telegram_html;
mod telegram_json;
mod thread_html;
mod thread_text;
mod x_api_v1;
mod x_api_v2;
mod x_archive;

use std::io::Read;
use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;
use unspool_model::{Extent, Format, Record, Reject, RejectReason};

use container::Input;
use detect::Head;
use json_lines::Lined;
use json_list::{Elements, Owner, Records};

pub use container::{MAX_UNPACKED, Member, Members, Place, is_zip, members};
pub use fingerprint::{Fingerprint, fingerprint};
pub use mapping::{FIELDS, FieldMap};

/// The longest record that is read: 16 MiB. A longer line or row is one reject (`too-long`).
pub const MAX_RECORD_BYTES: usize = 16 << 20;

/// What the pipeline says about a dump.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The format; `None` to detect it from the content.
    pub format: Option<Format>,
    /// Which fields of a CSV or JSONL dump hold what.
    pub fields: FieldMap,
    /// How many bytes a packed dump may unpack to; 0 for [`MAX_UNPACKED`].
    pub max_unpacked: u64,
}

/// A stretch of a dump.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A post-shaped piece.
    Record(Box<Record>),
    /// A stretch that is no post, and why.
    Reject(Reject),
    /// So many bytes of page furniture.
    Furniture(u64),
}

impl Item {
    /// Number of bytes of the dump that the item accounts for.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Record(record) => record.extent.len(),
            Self::Reject(reject) => reject.byte_end - reject.byte_start,
            Self::Furniture(bytes) => *bytes,
        }
    }

    pub(crate) fn record(record: Record) -> Self {
        Self::Record(Box::new(record))
    }
}

/// Why a dump could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The file could not be opened or read; the message names it.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A zip archive has no directory that can be read.
    #[error("{path}: no zip archive that can be read: {message}; unpack it by hand and name its files")]
    Archive {
        /// The archive.
        path: Utf8PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The field mapping names a column that the header does not have.
    #[error("{path}: the header has no column `{column}` (it has: {header}); correct `fields.{field}` in the pipeline")]
    NoColumn {
        /// The dump.
        path: Utf8PathBuf,
        /// The key of the mapping.
        field: &'static str,
        /// The column it names.
        column: String,
        /// The columns there are.
        header: String,
    },
}

/// A stream of items, in byte order.
pub type Items = Box<dyn Iterator<Item = Result<Item, IngestError>> + Send>;

/// Opens the dump at `place`: its format, and its items.
///
/// # Errors
/// When the file cannot be read, or the source asks for what the dump cannot give.
pub fn open(place: &Place, source: &Source) -> Result<(Format, Items), IngestError> {
    let head = Head::read(place.open(source.max_unpacked)?)?;
    let format = match source.format {
        Some(format) => format,
        None => head.format(&source.fields)?,
    };
    let input = place.open(source.max_unpacked)?;
    let fault = input.fault();
    let items = items(place, source, format, &head, input)?;
    Ok((format, Box::new(Guarded { items, fault: Some(fault), bytes: 0 })))
}

type Reader = fn(&[u8], Extent, u64, &Owner) -> Item;

fn items(place: &Place, source: &Source, format: Format, head: &Head, input: Input) -> Result<Items, IngestError> {
    let lines = |input: Input| -> Result<lines::Lines<Input>, IngestError> { Ok(lines::Lines::new(input, MAX_RECORD_BYTES)?) };
    let client = head.has("\"_\"") && !head.has_list(&["chats"]);
    let (reader, lists): (Reader, &'static [&'static str]) = match format {
        Format::ThreadText => return Ok(Box::new(thread_text::Pages::new(lines(input)?))),
        Format::Csv => return Ok(Box::new(csv_table::Rows::new(&place.path, lines(input)?, &source.fields)?)),
        Format::XApiV2 => return Ok(Box::new(x_api_v2::Pages::new(lines(input)?))),
        Format::TelegramHtml => return Ok(Box::new(markup::items(input, telegram_html::read)?)),
        Format::ThreadHtml => return Ok(Box::new(markup::items(input, thread_html::read)?)),
        Format::Jsonl if head.is_list() => {
            let reader = jsonl::reader(&source.fields);
            return Ok(Box::new(Elements::new(input, MAX_RECORD_BYTES, Records::Outermost, reader)));
        }
        Format::Jsonl => return Ok(Box::new(jsonl::objects(lines(input)?, &source.fields))),
        Format::XArchive => {
            return Ok(Box::new(Elements::new(input, MAX_RECORD_BYTES, Records::Outermost, x_archive::item as Reader)));
        }
        Format::TelegramJson if client => (telegram_client::item, telegram_client::LISTS),
        Format::TelegramJson => {
            let records = if head.is_list() { Records::Outermost } else { Records::Lists(telegram_json::LISTS) };
            return Ok(Box::new(exported(input, MAX_RECORD_BYTES, records)));
        }
        Format::XApiV1 => (x_api_v1::item, &["statuses"]),
        Format::MastodonOutbox => (mastodon::item, mastodon::LISTS),
        Format::BlueskyJson => (bluesky::item, bluesky::LISTS),
        Format::RedditJson => (reddit::item, &["children"]),
    };
    let records = if head.is_list() {
        Records::Outermost
    } else if format == Format::BlueskyJson && head.content().starts_with("{\"thread\"") {
        Records::Objects(bluesky::THREAD_POSTS)
    } else if head.has_list(lists) {
        Records::Lists(lists)
    } else {
        return Ok(Box::new(Lined::new(lines(input)?, reader)));
    };
    Ok(Box::new(Elements::new(input, MAX_RECORD_BYTES, records, reader)))
}

/// The messages of a Telegram export.
fn exported<R: Read>(input: R, limit: usize, records: Records) -> impl Iterator<Item = Result<Item, IngestError>> {
    let mut forum = telegram_json::Forum::default();
    Elements::new(input, limit, records, move |bytes: &[u8], extent, line, chat: &Owner| forum.item(bytes, extent, line, chat))
}

/// Items, and behind them a reject if the packing of the dump ended them early.
struct Guarded {
    items: Items,
    /// What ended the dump early, until it is told.
    fault: Option<Arc<OnceLock<String>>>,
    bytes: u64,
}

impl Iterator for Guarded {
    type Item = Result<Item, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.items.next() {
            self.bytes += item.as_ref().map_or(0, Item::bytes);
            return Some(item);
        }
        let fault = self.fault.take()?.get()?.clone();
        let extent = Extent { start: self.bytes, end: self.bytes };
        Some(Ok(Item::Reject(Reject::new(extent, 1, RejectReason::Damaged, fault, b""))))
    }
}

/// As [`open()`], of a dump that is in memory and not packed.
///
/// # Errors
/// When the source asks for what the dump cannot give.
pub fn open_bytes(bytes: &[u8], source: &Source) -> Result<(Format, Items), IngestError> {
    let head = Head::read(bytes)?;
    let format = match source.format {
        Some(format) => format,
        None => head.format(&source.fields)?,
    };
    let place = Place::file("memory".into());
    Ok((format, items(&place, source, format, &head, Input::memory(bytes.to_vec()))?))
}

/// The items of a thread page that is in memory, for tests and for `annotate`.
///
/// # Errors
/// None in practice: reading memory does not fail.
pub fn thread_page(bytes: &[u8]) -> Result<Vec<Item>, IngestError> {
    let lines = lines::Lines::new(std::io::Cursor::new(bytes.to_vec()), MAX_RECORD_BYTES)?;
    thread_text::Pages::new(lines).collect()
}

/// An extent that ends where `next` starts.
pub(crate) const fn extent(start: u64, end: u64) -> Extent {
    Extent { start, end }
}

#[cfg(test)]
mod accounting {
    //! Every byte of a dump is in exactly one item, whatever the dump.

    use camino::Utf8Path;
    use proptest::prelude::*;

    use crate::json_list::{Elements, Records};
    use crate::lines::Lines;
    use crate::{FieldMap, Item, csv_table, jsonl, thread_page};

    /// Items must follow one another without a gap and end where the dump ends.
    fn check(items: &[Item], size: usize) -> Result<(), TestCaseError> {
        let mut at = 0;
        for item in items {
            let start = match item {
                Item::Record(record) => Some(record.extent.start),
                Item::Reject(reject) => Some(reject.byte_start),
                Item::Furniture(_) => None,
            };
            if let Some(start) = start {
                prop_assert_eq!(start, at);
            }
            at += item.bytes();
        }
        prop_assert_eq!(at, size as u64);
        Ok(())
    }

    /// Pages that look like pages: ordinals, furniture, links, blank lines and broken bytes mixed.
    fn page() -> impl Strategy<Value = Vec<u8>> {
        let line = prop_oneof![
            "[a-zA-Z ,.]{0,60}",
            "[a-z ]{1,20} /[0-9]{1,2}",
            "[0-9]{1,2}/([0-9]{1,2}|n)? [a-z]{1,20}",
            Just("• • •".to_owned()),
            Just("Missing some Tweet in this thread? You can try to".to_owned()),
            Just("Dec 6, 2024 12 tweets 4 min read Read on X".to_owned()),
            Just("defensible line.Image".to_owned()),
            Just("Image".to_owned()),
            "[a-z ]{1,20}\\.Image [0-9]{1,2}/[0-9]{1,2}",
            "[a-z ]{1,20}[.🧵]?[0-9]{1,2}/[0-9]{1,2}",
            "([a-z ]{1,20}\\.)?Read [0-9]{1,2} tweets",
            Just(String::new()),
            "see t\\.me/[a-z]{3,9}/[0-9]{1,4}…",
            "\\PC{0,40}",
        ];
        (proptest::collection::vec(line, 0..40), prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")], any::<bool>()).prop_map(
            |(lines, newline, mark)| {
                let mut bytes = if mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
                bytes.extend(lines.join(newline).into_bytes());
                bytes
            },
        )
    }

    proptest! {
        #[test]
        fn of_pages(bytes in page()) {
            check(&thread_page(&bytes).expect("memory can be read"), bytes.len())?;
        }

        #[test]
        fn of_arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            check(&thread_page(&bytes).expect("memory can be read"), bytes.len())?;
            let lines = Lines::new(bytes.as_slice(), 500).expect("memory can be read");
            let items: Vec<Item> = jsonl::objects(lines, &FieldMap::default()).map(|item| item.expect("memory")).collect();
            check(&items, bytes.len())?;
            let lines = Lines::new(bytes.as_slice(), 500).expect("memory can be read");
            let items: Vec<Item> = crate::x_api_v2::Pages::new(lines).map(|item| item.expect("memory")).collect();
            check(&items, bytes.len())?;
        }

        #[test]
        fn of_tables(rows in proptest::collection::vec("[a-z,\";\n]{0,30}", 0..30)) {
            let dump = format!("id,text\n{}", rows.join("\n"));
            let lines = Lines::new(dump.as_bytes(), 500).expect("memory can be read");
            let rows = csv_table::Rows::new(Utf8Path::new("t.csv"), lines, &FieldMap::default()).expect("a header with text");
            let items: Vec<Item> = rows.map(|item| item.expect("memory")).collect();
            check(&items, dump.len())?;
        }
    }

    /// Every format, whatever the bytes: of one record a line, one list, one document, one page.
    #[test]
    fn of_every_format() {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(300));
        let word = prop_oneof![
            "[a-z<>/\"\\\\{}\\[\\]:, \n]{0,12}",
            prop::sample::select(vec![
                "{\"orderedItems\":[",
                "{\"thread\":{\"post\":{",
                "\"record\":{\"text\":\"a\"}",
                "{\"id_str\":\"1\",\"full_text\":\"b\"}\n",
                "[{\"_\":\"Message\",\"message\":\"c\"},",
                "{\"messages\":[",
                "{\"body\":\"d\",\"id\":1}",
                "]",
                "}",
                "<div class=\"message\">",
                "<div data-tweet=\"123456\">e",
                "</div>",
                "<a href=\"https://t.me/a\">",
                "<script>",
                "id,text\n",
                "1,\"f",
                "\u{feff}",
                "é",
                "7",
                "null",
            ])
            .prop_map(str::to_owned),
        ];
        let bytes = prop_oneof![
            proptest::collection::vec(word, 0..30).prop_map(|words| words.concat().into_bytes()),
            proptest::collection::vec(any::<u8>(), 0..400),
        ];
        let formats =
            unspool_model::Format::VALUES.iter().filter_map(|name| unspool_model::Format::parse(name)).map(Some).chain([None]);
        for format in formats {
            let source = crate::Source { format, ..crate::Source::default() };
            runner
                .run(&bytes, |bytes| {
                    let Ok((_, items)) = crate::open_bytes(&bytes, &source) else { return Ok(()) };
                    let items: Vec<Item> = items.map(|item| item.expect("memory")).collect();
                    check(&items, bytes.len())
                })
                .unwrap_or_else(|error| panic!("{format:?}: {error}"));
        }
    }

    fn exported(bytes: &[u8], limit: usize) -> impl Iterator<Item = Result<Item, crate::IngestError>> {
        crate::exported(bytes, limit, Records::Lists(crate::telegram_json::LISTS))
    }

    proptest! {
        /// Exports cut anywhere, with braces and quotes in strings, and arbitrary bytes.
        #[test]
        fn of_telegram_exports(texts in proptest::collection::vec("[a-z\\\\\"{}\\[\\], \n]{0,20}", 0..6), cut in 0_usize..600, noise in any::<Vec<u8>>()) {
            let messages: Vec<serde_json::Value> =
                texts.iter().map(|text| serde_json::json!({"id": 1, "type": "message", "text": text})).collect();
            let whole = serde_json::json!({"name": "a", "id": 5, "messages": messages}).to_string().into_bytes();
            let cut = &whole[..cut.min(whole.len())];
            for bytes in [whole.as_slice(), cut, noise.as_slice()] {
                let items: Vec<Item> = exported(bytes, 60).map(|item| item.expect("memory")).collect();
                check(&items, bytes.len())?;
                let items: Vec<Item> = Elements::new(bytes, 60, Records::Outermost, crate::x_archive::item).map(|item| item.expect("memory")).collect();
                check(&items, bytes.len())?;
            }
            let items: Vec<Item> = exported(whole.as_slice(), 1 << 20).map(|item| item.expect("memory")).collect();
            let found = items.iter().filter(|item| !matches!(item, Item::Furniture(_))).count();
            prop_assert_eq!(found, texts.len());
        }
    }

    #[test]
    fn of_deep_nesting() {
        for bytes in
            ["[".repeat(100_000), "{\"messages\":[".repeat(100_000), format!("{{\"messages\":[{}", "{\"a\":".repeat(100_000))]
        {
            let items: Vec<Item> =
                exported(bytes.as_bytes(), crate::MAX_RECORD_BYTES).map(|item| item.expect("memory")).collect();
            assert_eq!(items.iter().map(Item::bytes).sum::<u64>(), bytes.len() as u64);
        }
    }

    #[test]
    fn of_a_hundred_megabytes_without_a_break() {
        use std::io::Read as _;
        let size = 100 << 20;
        let lines = Lines::new(std::io::repeat(b'a').take(size), crate::MAX_RECORD_BYTES).expect("memory can be read");
        let items: Vec<Item> = crate::thread_text::Pages::new(lines).map(|item| item.expect("memory")).collect();
        assert!(
            items
                .iter()
                .all(|item| matches!(item, Item::Reject(reject) if reject.reason == unspool_model::RejectReason::TooLong))
        );
        assert_eq!(items.iter().map(Item::bytes).sum::<u64>(), size);
    }

    #[test]
    fn seed_shaped_page_parts_where_the_evidence_says() {
        let page = "One thing happened\nand another /1\nThen a third /2\n• • •\nForce a refresh\n";
        let texts: Vec<String> = thread_page(page.as_bytes())
            .expect("memory can be read")
            .into_iter()
            .filter_map(|item| if let Item::Record(record) = item { Some(record.text) } else { None })
            .collect();
        assert_eq!(texts, ["One thing happened\nand another /1", "Then a third /2"]);
    }
}
