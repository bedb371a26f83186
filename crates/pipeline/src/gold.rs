//! Gold annotations: one dump, or posts without a dump, a line, as `docs/EVALUATION.md` describes them.

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};
use walkdir::WalkDir;

use crate::error::PipelineError;
use crate::eval::FEATURES;

/// The gold of one dump, or of posts that stand for themselves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldDump {
    /// File name of the dump; none where the posts are the input.
    pub dump: Option<String>,
    /// The features that are annotated; all of them where nothing is said.
    pub features: Option<Vec<String>>,
    /// Its posts, in order.
    pub posts: Vec<GoldPost>,
}

/// The gold of one post.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldPost {
    /// The text as the table has it.
    pub text: String,
    /// When it was published, for posts without a dump.
    pub created_at: Option<DateTime<Utc>>,
    /// Number of the thread in the dump.
    #[serde(default)]
    pub thread: u64,
    /// Place in the thread.
    #[serde(default)]
    pub position: u64,
    /// The author's ordinal.
    pub marker: Option<u64>,
    /// Kind of the thread.
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub actors: Vec<GoldSpan>,
    #[serde(default)]
    pub places: Vec<GoldSpan>,
    #[serde(default)]
    pub quantities: Vec<GoldSpan>,
    #[serde(default)]
    pub dates: Vec<GoldSpan>,
    #[serde(default)]
    pub links: Vec<GoldSpan>,
    #[serde(default)]
    pub telegram: Vec<GoldSpan>,
    #[serde(default)]
    pub topics: GoldTopics,
}

/// A span: a surface and which occurrence of it, with attributes.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldSpan {
    pub surface: String,
    #[serde(default = "first")]
    pub nth: usize,
    #[serde(flatten)]
    pub attributes: Map<String, Value>,
}

const fn first() -> usize {
    1
}

/// Topics that must be found, and those that may.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct GoldTopics {
    pub must: Vec<String>,
    #[serde(default)]
    pub may: Vec<String>,
}

/// Reads a gold file.
pub(crate) fn read(path: &Utf8Path) -> Result<Vec<GoldDump>, PipelineError> {
    let text = fs_err::read_to_string(path)?;
    let mut dumps = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |message: String| PipelineError::Gold { path: path.to_owned(), line: index + 1, message };
        let dump: GoldDump = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
        if let Some(unknown) = dump.features.iter().flatten().find(|feature| !FEATURES.contains(&feature.as_str())) {
            return Err(wrong(format!("`{unknown}` is no feature: one of {}", FEATURES.join(", "))));
        }
        for post in &dump.posts {
            for span in post.spans() {
                if locate(&post.text, span).is_none() {
                    return Err(wrong(format!("`{}` does not stand {} times in {:?}", span.surface, span.nth, post.text)));
                }
            }
        }
        dumps.push(dump);
    }
    Ok(dumps)
}

impl GoldPost {
    fn spans(&self) -> impl Iterator<Item = &GoldSpan> {
        [&self.actors, &self.places, &self.quantities, &self.dates, &self.links, &self.telegram].into_iter().flatten()
    }
}

/// The code points of a span: the occurrence counted where no word character touches it.
pub(crate) fn locate(text: &str, span: &GoldSpan) -> Option<(u64, u64)> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let free = |start: usize| {
        let end = start + span.surface.len();
        let before = span.surface.starts_with(word) && text[..start].ends_with(word);
        let behind = span.surface.ends_with(word) && text[end..].starts_with(word);
        !before && !behind
    };
    let mut occurrences = text.match_indices(span.surface.as_str()).map(|(start, _)| start).filter(|&start| free(start));
    let start = occurrences.nth(span.nth.checked_sub(1)?)?;
    let before = text[..start].chars().count() as u64;
    Some((before, before + span.surface.chars().count() as u64))
}

/// The file of that name under `folder`.
pub(crate) fn find_dump(folder: &Utf8Path, name: &str) -> Option<Utf8PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .find(|entry| entry.file_type().is_file() && entry.file_name().to_str() == Some(name))
        .and_then(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).ok())
}
