//! Posts of a dataset with their evidence, for `unspool show`.

use std::collections::BTreeMap;

use camino::Utf8Path;
use serde_json::{Map, Value};
use unspool_datasets::{DatasetError, TableReader};
use unspool_model::mark::Mark;

/// A post to show.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its row.
    pub post: Map<String, Value>,
    /// Spans of its features in the text.
    pub marks: Vec<Mark>,
    /// Its feature rows, by table.
    pub features: Vec<(&'static str, Map<String, Value>)>,
}

/// The tables whose rows are shown under a post.
const TABLES: [&str; 7] = ["topics", "actors", "places", "quantities", "dates", "links", "telegram_sources"];
/// Rows that are held at a time.
const SLICE: usize = 4_096;

/// The posts of the dataset in `directory` whose text contains `query` (all without one), at most
/// `limit`, with their features.
///
/// # Errors
/// When there is no dataset, or it cannot be read.
pub fn show(directory: &Utf8Path, query: Option<&str>, limit: usize) -> Result<Vec<Shown>, DatasetError> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let query = query.map(str::to_lowercase);
    let posts = TableReader::open(directory, "posts")?;
    let mut from = 0;
    while from < posts.rows() && shown.len() < limit {
        for post in posts.slice(from, SLICE)? {
            let text = |column: &str| post.get(column).and_then(Value::as_str).unwrap_or_default().to_owned();
            let wanted =
                query.as_ref().is_none_or(|query| text("text").to_lowercase().contains(query) || text("post_id") == *query);
            if wanted && shown.len() < limit {
                at.insert(text("post_id"), shown.len());
                shown.push(Shown { post, marks: Vec::new(), features: Vec::new() });
            }
        }
        from += SLICE as u64;
    }
    for table in TABLES {
        TableReader::open(directory, table)?.for_each(SLICE, |row| {
            let Some(&index) = row.get("post_id").and_then(Value::as_str).and_then(|id| at.get(id)) else { return };
            let number = |column: &str| row.get(column).and_then(Value::as_u64).and_then(|value| u32::try_from(value).ok());
            if let (Some(start), Some(end)) = (number("start_char"), number("end_char")) {
                shown[index].marks.push(Mark { start, end });
            }
            shown[index].features.push((table, row.clone()));
        })?;
    }
    for post in &mut shown {
        // A Telegram link is a row of two tables, and one span.
        post.marks.sort_by_key(|mark| (mark.start, mark.end));
        post.marks.dedup();
    }
    Ok(shown)
}
