//! Features to tables, and back.
//!
//! In: rows of the structs in `unspool_model`. Out: one directory with, for every table, Parquet and
//! CSV, a data package and a manifest; and readers and checks over such a directory.
//!
//! Promises: a dataset appears whole or not at all ([`Publication`]); the same rows give the same
//! bytes; memory follows the row group, not the table; polars is named in this crate only.

mod chunk;
mod contract;
mod error;
mod graph;
mod manifest;
mod package;
mod parts;
mod publish;
mod read;
mod verify;
mod writer;

pub use chunk::{Chunk, ChunkBuilder};
pub use contract::{contract_json, contract_markdown, contract_text};
pub use error::DatasetError;
pub use graph::GraphNode;
pub use manifest::{FileEntry, Inputs, Manifest};
pub use publish::Publication;
pub use read::{TableReader, csv_sha256, parquet_schema, row_groups};
pub use verify::{Problem, check};
pub use writer::DatasetWriter;

/// Rows of a row group: large enough to compress, small enough to hold.
pub const ROW_GROUP_ROWS: usize = 32_768;
