//! The words of the house: what the stages hand to one another, and what a build writes.
//!
//! In: nothing. Out: plain types that every other crate shares. `ingest` makes [`Record`]s and
//! [`Reject`]s, `normalize` makes [`Post`]s and [`Thread`]s, `derive` makes [`Features`],
//! `datasets` writes them as tables.
//!
//! Promises: the table schema ([`schema::TABLES`]) is generated from the row structs themselves, so
//! a column cannot be in one and not in the other; nothing here does I/O, reads a clock or allocates
//! behind the reader's back.

#[macro_use]
mod vocabulary;
#[macro_use]
pub mod schema;
pub mod count;
mod label;
pub mod mark;
pub mod ordinal;
mod record;
mod tables;

pub use label::Label;
pub use record::{Extent, Origin, Record, Reject, ThreadFacts};
pub use tables::{
    ActorMention, Citation, CitedSource, Claim, DateMention, Dump, Features, Link, PlaceMention, Post, Quantity, TelegramSource,
    Thread, Topic,
};
pub use vocabulary::{
    ActorKind, ActorMethod, Anchor, Boundary, Format, Modifier, PlaceKind, PlaceMethod, Platform, QuantityKind, RejectReason,
    Resolution, TelegramForm, ThreadKind, Trend,
};
