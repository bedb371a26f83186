//! Posts to features.
//!
//! In: the text of a post, where and when it was published, and the [`Lexicons`]. Out: [`Features`],
//! the rows of every feature table that hang on the post.
//!
//! Promises: a pure function, the same on every machine and thread; never a panic, whatever the text;
//! every span is in code points and `text[start..end] == surface`; rows are in text order. No feature
//! reads another's rows, except that figures ask actors who said them and topics ask actors for their
//! sectors.

mod actors;
mod attribution;
mod dates;
mod links;
mod mentions;
mod numerals;
mod objects;
mod places;
mod quantities;
mod telegram;
mod topics;
mod view;

use chrono::{DateTime, Utc};
use unspool_lexicon::Lexicons;
use unspool_model::{Features, Platform};

use view::View;

/// What is derived from, besides the lexicons.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'t> {
    /// The text of the post.
    pub text: &'t str,
    /// Where it was published: `@name` is a source on Telegram.
    pub platform: Platform,
    /// When it was published, to resolve `yesterday`.
    pub created_at: Option<DateTime<Utc>>,
}

impl<'t> Subject<'t> {
    /// A text of which nothing else is known.
    #[must_use]
    pub const fn text(text: &'t str) -> Self {
        Self { text, platform: Platform::Unknown, created_at: None }
    }
}

/// Derives every feature of one post.
#[must_use]
pub fn derive(subject: &Subject<'_>, lexicons: &Lexicons) -> Features {
    let found_links = links::find(subject.text);
    let view = View::new(subject.text, &found_links);
    let mentions = mentions::find(&view, &lexicons.names);
    let mut found_actors = actors::find(&view, &mentions, &lexicons.names, &lexicons.figures);
    let found_dates = dates::find(&view, subject.created_at, lexicons);
    let mut figures = quantities::find(&view, &found_dates, lexicons);
    attribution::attribute(&view, &mut figures, &mut found_actors, &lexicons.figures);
    let topics = topics::find(&view, &found_actors, &lexicons.topics);
    Features {
        topics,
        places: places::rows(&view, &mentions, &lexicons.names),
        quantities: quantities::rows(&view, figures),
        dates: dates::rows(&view, found_dates),
        telegram_sources: telegram::rows(&view, &found_links, subject.platform, &lexicons.channels),
        links: links::rows(&view, &found_links),
        actors: actors::rows(&view, found_actors),
    }
}
