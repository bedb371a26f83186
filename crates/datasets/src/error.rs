//! What can go wrong while a dataset is written or read.

use camino::Utf8PathBuf;

/// Why a dataset could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// A file could not be read or written; the message names it.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A Parquet file could not be written or read.
    #[error("{path}: {message}")]
    Parquet {
        /// The file.
        path: Utf8PathBuf,
        /// What polars says.
        message: String,
    },
    /// A CSV file could not be written or read.
    #[error("{path}: {message}")]
    Csv {
        /// The file.
        path: Utf8PathBuf,
        /// What the csv reader says.
        message: String,
    },
    /// A JSON file is not what it should be.
    #[error("{path}: {message}")]
    Json {
        /// The file.
        path: Utf8PathBuf,
        /// What the JSON reader says.
        message: String,
    },
    /// The output directory holds something that no build wrote.
    #[error("{0} exists and is no dataset of unspool (it has no manifest.json); name another directory, or move it away")]
    NotADataset(Utf8PathBuf),
    /// What was written does not read back as it should.
    #[error("{path}: {message}; nothing was published")]
    Verification {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        message: String,
    },
}

impl DatasetError {
    pub(crate) fn parquet(path: &camino::Utf8Path, error: &polars::error::PolarsError) -> Self {
        Self::Parquet { path: path.to_owned(), message: error.to_string() }
    }

    pub(crate) fn csv(path: &camino::Utf8Path, error: &csv::Error) -> Self {
        Self::Csv { path: path.to_owned(), message: error.to_string() }
    }

    pub(crate) fn json(path: &camino::Utf8Path, error: &serde_json::Error) -> Self {
        Self::Json { path: path.to_owned(), message: error.to_string() }
    }
}
