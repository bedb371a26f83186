//! `manifest.json`: what a build was made from, and what it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;

use camino::Utf8Path;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::DatasetError;

/// A file with its size and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path: of inputs relative to the workspace, of outputs to the dataset.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
}

/// What a build was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Name of the pipeline.
    pub pipeline: String,
    /// SHA-256 of the pipeline file's text; of the arguments for `unspool run`.
    pub pipeline_sha256: String,
    /// The dumps, in order of path.
    pub dumps: Vec<FileEntry>,
    /// The lexicon files, in order of name.
    pub lexicons: Vec<FileEntry>,
    /// What was read but could not be used as it stands, by kind: `unreadable-time`.
    pub warnings: BTreeMap<String, u64>,
}

/// The manifest of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `unspool`.
    pub tool: String,
    /// Version of the tool.
    pub version: String,
    /// What the dataset was made from.
    #[serde(flatten)]
    pub inputs: Inputs,
    /// Number of rows of each table.
    pub rows: BTreeMap<String, u64>,
    /// Every other file of the dataset, in order of path.
    pub outputs: Vec<FileEntry>,
}

impl Manifest {
    /// Name of the file.
    pub const FILE: &'static str = "manifest.json";

    /// Reads the manifest of the dataset in `directory`.
    ///
    /// # Errors
    /// When there is none, or it is not one.
    pub fn read(directory: &Utf8Path) -> Result<Self, DatasetError> {
        let path = directory.join(Self::FILE);
        let text = fs_err::read_to_string(&path)?;
        serde_json::from_str(&text).map_err(|error| DatasetError::json(&path, &error))
    }
}

impl FileEntry {
    /// The entry of a file of `directory`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(directory: &Utf8Path, name: &str) -> Result<Self, DatasetError> {
        let mut file = fs_err::File::open(directory.join(name))?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
            bytes += read as u64;
        }
        Ok(Self { path: name.to_owned(), bytes, sha256: hex(&hash.finalize()) })
    }

    /// The entry of a text in memory.
    #[must_use]
    pub fn of_text(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), bytes: text.len() as u64, sha256: hex(&Sha256::digest(text.as_bytes())) }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
