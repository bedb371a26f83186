//! What makes a whole build impossible.

use camino::Utf8PathBuf;
use unspool_datasets::DatasetError;
use unspool_ingest::IngestError;
use unspool_lexicon::LexiconError;

/// Why a build, or a question about one, could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A file could not be read or written; the message names it.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A pipeline file is wrong at some place.
    #[error("{path}: {message}")]
    Config {
        /// The pipeline file.
        path: Utf8PathBuf,
        /// Its text, for showing the place.
        text: String,
        /// Bytes of the place.
        span: std::ops::Range<usize>,
        /// What is wrong, and what would be right.
        message: String,
    },
    /// There is nothing to build.
    #[error("{0}")]
    Nothing(String),
    /// A dump could not be read.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// A lexicon is wrong.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The dataset could not be written or read.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The counts of a dump do not add up: a defect of unspool, or a file that changed while it was read.
    #[error("{path}: {message}; nothing was published")]
    Accounting {
        /// The dump.
        path: Utf8PathBuf,
        /// Which counts differ.
        message: String,
    },
    /// A gold file is wrong.
    #[error("{path}:{line}: {message}")]
    Gold {
        /// The gold file.
        path: Utf8PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The worker threads could not be started.
    #[error("cannot start worker threads: {0}")]
    Threads(String),
}
