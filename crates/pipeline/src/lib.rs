//! Wires the stages: reads pipelines, runs ingest, normalize, derive and datasets over bounded
//! batches in parallel, and keeps their order.
//!
//! In: a pipeline file or a list of dumps. Out: a dataset, its summary, or scores against gold.
//!
//! Promises: the result does not depend on the number of workers; memory follows batch size and
//! workers; [`unit::process`] and [`unit::encode`], the work on one batch, do no I/O and know of no
//! other batch, so that another engine can call them.

mod annotate;
mod build;
mod citations;
mod config;
mod error;
mod eval;
mod gold;
mod linked;
mod places;
mod plan;
mod reading;
mod show;
mod suggest;
pub mod unit;

pub use annotate::{annotate, line_text};
pub use build::{Options, Progress, Summary, build};
pub use config::{Pipeline, PipelineSource};
pub use error::PipelineError;
pub use eval::{Evaluation, Miss, Score, evaluate};

pub use plan::{Given, Plan, PlannedDump, plan_files, plan_pipeline};
pub use show::{Shown, show};
pub use suggest::{Suggestion, suggest};

// The binary uses this crate only; these are the parts of the others that it hands to people.
pub use unspool_datasets::{DatasetError, Manifest, Problem, check, contract_json, contract_markdown, contract_text};
pub use unspool_ingest::IngestError;
pub use unspool_lexicon::{Finding, LexiconError, Lexicons, Sense, check as check_lexicons};
pub use unspool_model::mark;
pub use unspool_model::{Features, Format, Platform};
