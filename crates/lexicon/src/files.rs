//! The lexicon files: embedded, or from a folder; and what can be wrong with them.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use serde::de::DeserializeOwned;

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/lexicons/", $name)))),+]
    };
}

/// Most bytes of a name, term or other value.
pub(crate) const LONGEST_VALUE: usize = 1_000;
/// No character at all, by Unicode.
const NO_CHARACTER: char = '\u{ffff}';

/// The files that ship with the binary, by name.
const EMBEDDED: &[(&str, &str)] = embedded![
    "actors.csv",
    "agent_modifiers.csv",
    "agent_nouns.csv",
    "attribution.csv",
    "calendar.csv",
    "cities.csv",
    "clauses.csv",
    "evidence.csv",
    "figure_cues.csv",
    "given_names.csv",
    "glosses.csv",
    "inflections.csv",
    "number_names.csv",
    "numerals.csv",
    "offices.csv",
    "organizations.csv",
    "places.csv",
    "regions.csv",
    "shared_nouns.csv",
    "shields.csv",
    "states.csv",
    "telegram_channels.csv",
    "topics.toml",
    "units.csv",
    "weapons.csv",
    "word_classes.csv",
];

/// Why the lexicons could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The folder or a file in it could not be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A row or key is wrong.
    #[error("{path}:{line}: {message}")]
    Row {
        /// The file.
        path: Utf8PathBuf,
        /// Line, from 1.
        line: usize,
        /// The text of that file, for showing the line.
        source_text: Arc<str>,
        /// What is wrong and what would be right.
        message: String,
    },
    /// The matchers could not be built from so many aliases.
    #[error("the lexicon is too large to compile: {0}")]
    TooLarge(String),
}

/// One lexicon file.
#[derive(Clone, Debug)]
pub struct File {
    /// File name, as `actors.csv`.
    pub name: &'static str,
    /// Where it was read from: `data/lexicons/...` for embedded ones.
    pub path: Utf8PathBuf,
    /// It is not the user's own.
    pub embedded: bool,
    /// Its content.
    pub text: Arc<str>,
}

/// All lexicon files, in order of name.
#[derive(Clone, Debug)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// The embedded files, with those of `folder` in place of embedded ones of the same name.
    ///
    /// # Errors
    /// When the folder is missing or a file in it cannot be read.
    pub fn load(folder: Option<&Utf8Path>) -> Result<Self, LexiconError> {
        if let Some(folder) = folder {
            fs_err::metadata(folder)?;
        }
        let mut files = Vec::with_capacity(EMBEDDED.len());
        for &(name, text) in EMBEDDED {
            let path = folder.map(|folder| folder.join(name)).filter(|path| path.exists());
            files.push(match path {
                Some(path) => File { name, text: fs_err::read_to_string(&path)?.into(), path, embedded: false },
                None => File { name, path: Utf8Path::new("data/lexicons").join(name), embedded: true, text: text.into() },
            });
        }
        Ok(Self { files })
    }

    /// The files, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The file of that name.
    pub(crate) fn get(&self, name: &str) -> &File {
        // Every caller names one of the embedded files; the first one stands in for a name that is none.
        self.files.iter().find(|file| file.name == name).unwrap_or(&self.files[0])
    }

    /// The rows of a CSV file with their lines.
    pub(crate) fn rows<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<(usize, T)>, LexiconError> {
        let file = self.get(name);
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::Fields).from_reader(file.text.as_bytes());
        let mut rows = Vec::new();
        let headers = reader.headers().map_err(|error| file.csv_error(&error))?.clone();
        let mut record = csv::StringRecord::new();
        loop {
            let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
            match reader.read_record(&mut record) {
                Ok(false) => return Ok(rows),
                Ok(true) => {
                    let line = record.position().map_or(line, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
                    for value in record.iter().flat_map(values) {
                        file.check_value(value, line)?;
                    }
                    let row = record.deserialize(Some(&headers)).map_err(|error| file.error(line, plain(&error)))?;
                    rows.push((line, row));
                }
                Err(error) => return Err(file.csv_error(&error)),
            }
        }
    }
}

impl File {
    /// An error at a line of this file.
    #[must_use]
    pub fn error(&self, line: usize, message: impl Into<String>) -> LexiconError {
        LexiconError::Row { path: self.path.clone(), line, source_text: self.text.clone(), message: message.into() }
    }

    /// Whether a matcher can be built of a name or term.
    ///
    /// # Errors
    /// When it is longer than 1,000 bytes, or has the character U+FFFF in it.
    pub(crate) fn check_value(&self, value: &str, line: usize) -> Result<(), LexiconError> {
        if value.len() <= LONGEST_VALUE && !value.contains(NO_CHARACTER) {
            return Ok(());
        }
        let start: String = value.chars().take(40).collect();
        let message =
            format!("`{}…`: a name or term has at most {LONGEST_VALUE} bytes, none of them of U+FFFF", start.escape_debug());
        Err(self.error(line, message))
    }

    fn csv_error(&self, error: &csv::Error) -> LexiconError {
        let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        self.error(line, plain(error))
    }
}

/// The message of a CSV error without the position, which the caller shows.
fn plain(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} fields where the header has {expected_len}"),
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    }
}

/// The values of a cell, which `|` parts.
pub(crate) fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|value| !value.is_empty())
}

/// An empty cell is null.
pub(crate) fn non_empty<'c, T: From<&'c str>>(cell: &'c str) -> Option<T> {
    let cell = cell.trim();
    (!cell.is_empty()).then(|| cell.into())
}
