//! `pipelines/*.toml`: what to build from what.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use toml::Spanned;
use unspool_ingest::{FIELDS, FieldMap};
use unspool_model::{Format, Platform};

use crate::error::PipelineError;

/// A pipeline as its file says it.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// The file.
    pub path: Utf8PathBuf,
    /// Its text.
    pub text: String,
    /// Name of the pipeline and of its dataset.
    pub name: String,
    /// Folder whose lexicon files take the place of the embedded ones.
    pub lexicons: Option<Utf8PathBuf>,
    /// Directory of the dataset; `data/datasets/<name>` by default.
    pub out: Utf8PathBuf,
    /// What to read.
    pub sources: Vec<PipelineSource>,
}

/// One source of a pipeline.
#[derive(Clone, Debug)]
pub struct PipelineSource {
    /// Globs of dumps, with their bytes in the file.
    pub dumps: Vec<(String, std::ops::Range<usize>)>,
    /// The format, if it shall not be detected.
    pub format: Option<Format>,
    /// Where the posts were published.
    pub platform: Platform,
    /// The author, where the dumps do not say.
    pub author: Option<String>,
    /// The author's display name, likewise.
    pub author_name: Option<String>,
    /// Which fields hold what, for CSV and JSONL.
    pub fields: FieldMap,
    /// How many bytes a packed dump may unpack to; 0 for the default.
    pub max_unpacked: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: Spanned<String>,
    /// For readers of the file; not used.
    #[serde(rename = "description")]
    _description: Option<String>,
    lexicons: Option<Utf8PathBuf>,
    out: Option<Utf8PathBuf>,
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    dumps: Vec<Spanned<String>>,
    format: Option<Format>,
    #[serde(default = "unknown")]
    platform: Platform,
    author: Option<String>,
    author_name: Option<String>,
    #[serde(default)]
    max_unpacked: u64,
    #[serde(default)]
    fields: BTreeMap<Spanned<String>, String>,
}

const fn unknown() -> Platform {
    Platform::Unknown
}

impl Pipeline {
    /// Reads a pipeline file.
    ///
    /// # Errors
    /// When it cannot be read, or has a key or value that is none; the error names the place.
    pub fn read(path: &Utf8Path) -> Result<Self, PipelineError> {
        let text = fs_err::read_to_string(path)?;
        let wrong = |span: std::ops::Range<usize>, message: String| PipelineError::Config {
            path: path.to_owned(),
            text: text.clone(),
            span,
            message,
        };
        let document: Document =
            toml::from_str(&text).map_err(|error| wrong(error.span().unwrap_or(0..0), error.message().to_owned()))?;
        let name = document.name.get_ref().clone();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return Err(wrong(document.name.span(), format!("`{name}` is no name: letters, digits, `-` and `_`")));
        }
        let mut sources = Vec::new();
        for source in document.source {
            let mut fields = FieldMap::default();
            for (key, column) in &source.fields {
                if !fields.set(key.get_ref(), column) {
                    let known: Vec<&str> = FIELDS.iter().map(|field| field.key).collect();
                    return Err(wrong(
                        key.span(),
                        format!("unknown field `{}`, expected one of {}", key.get_ref(), known.join(", ")),
                    ));
                }
            }
            sources.push(PipelineSource {
                dumps: source.dumps.into_iter().map(|glob| (glob.get_ref().clone(), glob.span())).collect(),
                format: source.format,
                platform: source.platform,
                author: source.author,
                author_name: source.author_name,
                fields,
                max_unpacked: source.max_unpacked,
            });
        }
        let out = document.out.unwrap_or_else(|| Utf8Path::new("data/datasets").join(&name));
        Ok(Self { path: path.to_owned(), name, lexicons: document.lexicons, out, sources, text })
    }
}
