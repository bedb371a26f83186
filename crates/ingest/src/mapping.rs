//! Which fields of a CSV or JSONL dump hold what.

use unspool_model::Record;

/// A field that a mapping can name: its key in the pipeline, and the names that common tools give it,
/// which are tried in order when the pipeline says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Key under `fields` in a pipeline.
    pub key: &'static str,
    /// Names tried by default. A dot leads into a nested JSON object.
    pub names: &'static [&'static str],
}

/// Every field of a mapping.
pub const FIELDS: &[Field] = &[
    Field { key: "text", names: &["text", "full_text", "content", "body", "message", "tweet", "selftext", "post"] },
    Field { key: "id", names: &["id", "id_str", "post_id", "tweet_id", "status_id", "message_id", "uri"] },
    Field {
        key: "author",
        names: &[
            "author",
            "author_handle",
            "username",
            "screen_name",
            "handle",
            "user.username",
            "user.screen_name",
            "author.username",
            "author.handle",
            "user",
        ],
    },
    Field { key: "author_name", names: &["author_name", "display_name", "user.name", "author.name", "name"] },
    Field {
        key: "created_at",
        names: &["created_at", "date", "timestamp", "datetime", "created", "created_utc", "published", "time"],
    },
    Field { key: "url", names: &["url", "link", "permalink"] },
    Field { key: "lang", names: &["lang", "language"] },
    Field { key: "thread", names: &["thread", "thread_id", "conversation_id"] },
    Field {
        key: "reply_to",
        names: &["reply_to", "in_reply_to_id", "in_reply_to_status_id", "in_reply_to_status_id_str", "parent_id"],
    },
    Field { key: "repost_of", names: &["repost_of", "retweeted_id", "reblog_of"] },
    Field { key: "quote_of", names: &["quote_of", "quoted_id", "quoted_status_id", "quoted_status_id_str"] },
    Field { key: "likes", names: &["likes", "like_count", "favorite_count", "favourites_count"] },
    Field { key: "reposts", names: &["reposts", "retweets", "retweet_count", "repost_count", "reblogs_count"] },
    Field { key: "replies", names: &["replies", "reply_count", "replies_count"] },
    Field { key: "views", names: &["views", "view_count", "impression_count"] },
];

/// The mapping of one source: for some fields the name that the pipeline gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap {
    given: Vec<(usize, String)>,
}

impl FieldMap {
    /// Says that `key` is held by the column or JSON path `name`; false if there is no such key.
    pub fn set(&mut self, key: &str, name: &str) -> bool {
        let Some(index) = FIELDS.iter().position(|field| field.key == key) else { return false };
        self.given.retain(|(at, _)| *at != index);
        self.given.push((index, name.to_owned()));
        true
    }

    /// Whether the pipeline says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// The names to try for a field, and whether the pipeline gave it.
    pub(crate) fn names(&self, index: usize) -> (Vec<&str>, bool) {
        match self.given.iter().find(|(at, _)| *at == index) {
            Some((_, name)) => (vec![name.as_str()], true),
            None => (FIELDS[index].names.to_vec(), false),
        }
    }
}

/// A field that cannot be what the mapping says.
pub(crate) struct BadField {
    pub key: &'static str,
    pub value: String,
    pub wanted: &'static str,
}

/// Puts the value of field `index` into its place in `record`; gives the thread's native id apart.
pub(crate) fn put(record: &mut Record, thread: &mut Option<String>, index: usize, value: String) -> Result<(), BadField> {
    if value.is_empty() {
        return Ok(());
    }
    let key = FIELDS[index].key;
    let target = match key {
        "text" => {
            record.text = value;
            return Ok(());
        }
        "id" => &mut record.native_id,
        "author" => &mut record.author_handle,
        "author_name" => &mut record.author_name,
        "created_at" => &mut record.created_at,
        "url" => &mut record.url,
        "lang" => &mut record.lang,
        "thread" => thread,
        "reply_to" => &mut record.reply_to,
        "repost_of" => &mut record.repost_of,
        "quote_of" => &mut record.quote_of,
        _ => return put_count(record, key, value),
    };
    *target = Some(value);
    Ok(())
}

fn put_count(record: &mut Record, key: &'static str, value: String) -> Result<(), BadField> {
    let target = match key {
        "likes" => &mut record.likes,
        "reposts" => &mut record.reposts,
        "replies" => &mut record.replies,
        _ => &mut record.views,
    };
    // pandas writes integer columns with gaps as `12.0`.
    let digits = value.trim().strip_suffix(".0").unwrap_or(value.trim());
    match digits.parse() {
        Ok(count) => {
            *target = Some(count);
            Ok(())
        }
        Err(_) if matches!(digits, "" | "NaN" | "nan" | "null" | "None" | "NA") => Ok(()),
        Err(_) => Err(BadField { key, value, wanted: "a whole number" }),
    }
}
