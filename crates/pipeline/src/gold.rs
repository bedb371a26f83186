//! Gold annotations: one dump a line, as `docs/EVALUATION.md` describes them.

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use serde_json::{Map, Value};
use walkdir::WalkDir;

use crate::error::PipelineError;

/// The gold of one dump.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldDump {
    /// File name of the dump.
    pub dump: String,
    /// Its posts, in order.
    pub posts: Vec<GoldPost>,
}

/// The gold of one post.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldPost {
    /// The text as the table has it.
    pub text: String,
    /// Number of the thread in the dump.
    pub thread: u64,
    /// Place in the thread.
    pub position: u64,
    /// The author's ordinal.
    pub marker: Option<u64>,
    /// Kind of the thread.
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
