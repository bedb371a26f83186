//! Posts to features.
//!
//! In: the text of a post, where and when it was published, and the [`Lexicons`]. Out: [`Features`],
//! the rows of every feature table that hang on the post.
//!
//! Promises: a pure function, the same on every machine and thread; never a panic, whatever the text;
//! every span is in code points and `text[start..end] == surface`; rows are in text order. No feature
//! reads another's rows, except that figures ask actors who said them, and topics ask what actors, places, figures and
//! dates there are.

mod actors;
mod attribution;
mod bodies;
mod boundaries;
mod claims;
mod composition;
mod context;
mod dates;
mod enumerated;
mod formations;
mod given;
mod hashtags;
mod joints;
mod kinds;
mod links;
mod listed;
mod mentions;
mod namesakes;
mod numerals;
mod of_region;
mod paired;
mod pinyin;
mod places;
mod possessive;
mod quantities;
mod refuted;
mod shared_nouns;
mod sited;
mod slavic;
mod spans;
pub mod tagger;
mod taken;
mod telegram;
mod titled;
pub mod topics;
mod unknown;
mod view;

use chrono::{DateTime, NaiveDate, Utc};
use std::ops::Range;

use unspool_lexicon::Lexicons;
use unspool_model::{ActorKind, ActorMethod, DateMention, Features, Origin, PlaceMethod, Platform, Quantity, QuantityKind};

pub use claims::claims;
pub use context::{Contexts, complete_alone};
use tagger::Tagger;
use topics::TopicModel;
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
    /// When its thread began, as a page header says: what offices its persons held, where nothing says when it was published.
    pub started_on: Option<NaiveDate>,
    /// The Telegram channel that it was forwarded from: a source as well.
    pub origin: Option<&'t Origin>,
    /// Its language, ISO 639-1, if known: `3.000` is three in English and three thousand in German.
    pub lang: Option<&'t str>,
}

impl<'t> Subject<'t> {
    /// A text of which nothing else is known.
    #[must_use]
    pub const fn text(text: &'t str) -> Self {
        Self { text, platform: Platform::Unknown, created_at: None, started_on: None, origin: None, lang: None }
    }
}

/// Actors, places and topics alone, for measures of this part by itself.
#[must_use]
pub fn names_and_topics(text: &str, lexicons: &Lexicons, model: Option<&Tagger>) -> Features {
    let view = View::new(text, &[], None, lexicons);
    let mentions = mentions::find(&view, lexicons);
    let (actors, places) = names(&view, &mentions, lexicons, model);
    let found = topics::Found { actors: &actors, places: &places, ..topics::Found::default() };
    let (topics, faint_topics) = topics::find(&view, found, lexicons, TopicModel::embedded());
    Features {
        topics,
        faint_topics,
        places: places::rows(&view, places),
        actors: actors::rows(&view, actors),
        ..Features::default()
    }
}

/// The actors and places of a text.
fn names(
    view: &View<'_>,
    mentions: &mentions::Mentions,
    lexicons: &Lexicons,
    model: Option<&Tagger>,
) -> (Vec<actors::FoundActor>, Vec<places::FoundPlace>) {
    let mut found_actors = actors::find(view, mentions, &lexicons.names, &lexicons.figures);
    given::add(view, mentions, lexicons, &mut found_actors);
    let mut found_places = places::find(view, mentions, &lexicons.names);
    shared_nouns::add(view, lexicons, &mut found_places, &mut found_actors);
    listed::add(view, mentions, lexicons, &found_actors, &mut found_places);
    of_region::add(view, lexicons, &found_actors, &mut found_places);
    places::widen(view, &mut found_places, &mut found_actors);
    places::named_after(view, &mut found_places, &mut found_actors);
    hashtags::add(view, lexicons, &mut found_actors, &mut found_places);
    if let Some(model) = model {
        unknown::add(view, mentions, lexicons, model, &mut found_actors, &mut found_places);
    }
    namesakes::settle(view, lexicons, &mut found_places, &mut found_actors);
    (found_actors, found_places)
}

/// Derives every feature of one post.
#[must_use]
pub fn derive(subject: &Subject<'_>, lexicons: &Lexicons) -> Features {
    derive_with(subject, lexicons, Tagger::embedded())
}

/// As [`derive()`], with another model of names, or none.
#[must_use]
pub fn derive_with(subject: &Subject<'_>, lexicons: &Lexicons, model: Option<&Tagger>) -> Features {
    let reading = Reading::of(subject, lexicons, model);
    let (topics, faint_topics) = topics::find(&reading.view, reading.found(), lexicons, TopicModel::embedded());
    let Reading { view, links, actors, places, dates, figures } = reading;
    Features {
        topics,
        faint_topics,
        places: places::rows(&view, places),
        quantities: quantities::rows(&view, figures),
        dates: dates::rows(&view, dates),
        telegram_sources: telegram::rows(&view, &links, subject, &lexicons.channels),
        links: links::rows(&view, &links),
        actors: actors::rows(&view, actors),
    }
}

/// A text with everything that was found in it but topics, before it becomes rows.
struct Reading<'t> {
    view: View<'t>,
    links: Vec<links::FoundLink>,
    actors: Vec<actors::FoundActor>,
    places: Vec<places::FoundPlace>,
    dates: Vec<dates::FoundDate>,
    figures: Vec<quantities::FoundFigure>,
}

impl<'t> Reading<'t> {
    fn of(subject: &Subject<'t>, lexicons: &Lexicons, model: Option<&Tagger>) -> Self {
        let links = links::find(subject.text);
        let view = View::new(subject.text, &links, subject.lang, lexicons);
        let mentions = mentions::find(&view, lexicons);
        let (mut actors, mut places) = names(&view, &mentions, lexicons, model);
        if let Some(day) = subject.created_at.map(|published| published.date_naive()).or(subject.started_on) {
            actors::put_in_office(&mut actors, &lexicons.offices, day);
        }
        let mut dates = dates::find(&view, subject.created_at, lexicons);
        let named = |span: &Range<usize>| is_part_of_name(span, &actors, &places);
        dates.retain(|date| !named(&date.span));
        let into_name = |span: &Range<usize>| named(span) || runs_into_name(span, &actors);
        let mut figures = quantities::find(&view, &dates, lexicons, into_name);
        // `725 CFA francs`: no name of the model stands in a figure.
        let in_figure = |span: &Range<usize>| spans::overlap(&figures, |figure| figure.span.clone(), span);
        // `NIS 250bn`: nor does a body whose short name is a currency.
        let in_money = |span: &Range<usize>| {
            spans::overlapping(&figures, |figure| figure.span.clone(), span).any(|figure| figure.kind == QuantityKind::Money)
        };
        // `FY2025`: nor in a date.
        let in_date = |span: &Range<usize>| spans::overlap(&dates, |date| date.span.clone(), span);
        actors.retain(|actor| match actor.method {
            ActorMethod::Model => !in_figure(&actor.span) && !in_date(&actor.span),
            ActorMethod::Alias => actor.kind != ActorKind::Organization || !in_money(&actor.span),
            _ => true,
        });
        places.retain(|place| place.method != PlaceMethod::Model || !in_figure(&place.span));
        attribution::attribute(&view, &mut figures, &mut actors, &mentions, lexicons);
        Self { view, links, actors, places, dates, figures }
    }

    /// What topics are asked of.
    fn found(&self) -> topics::Found<'_> {
        topics::Found { actors: &self.actors, places: &self.places, figures: &self.figures, dates: &self.dates }
    }
}

/// `Two Majors`, `Mar-a-Lago`: whether a figure or date is a part of a known name.
fn is_part_of_name(span: &Range<usize>, actors: &[actors::FoundActor], places: &[places::FoundPlace]) -> bool {
    let holds = |name: &Range<usize>| name.start <= span.start && span.end <= name.end && name.len() > span.len();
    let known = |actor: &actors::FoundActor| matches!(actor.method, ActorMethod::Name | ActorMethod::Alias);
    spans::overlapping(actors, |actor| actor.span.clone(), span).any(|actor| known(actor) && holds(&actor.span))
        || spans::overlapping(places, |place| place.span.clone(), span)
            .any(|place| place.method != PlaceMethod::Model && holds(&place.span))
}

/// `A 2024 Rand Corporation study`: whether the unit of a figure begins a known name.
fn runs_into_name(span: &Range<usize>, actors: &[actors::FoundActor]) -> bool {
    let known = spans::overlapping(actors, |actor| actor.span.clone(), span)
        .filter(|actor| matches!(actor.method, ActorMethod::Name | ActorMethod::Alias));
    known.map(|actor| &actor.span).any(|name| span.start < name.start && name.start < span.end && span.end < name.end)
}

/// The names that a model finds in a text, whatever the lexicons say: for measuring it by itself.
#[must_use]
pub fn model_names(text: &str, lexicons: &Lexicons, model: &Tagger) -> Vec<tagger::Name> {
    let view = View::new(text, &links::find(text), None, lexicons);
    let mentions = mentions::find(&view, lexicons);
    model.names(&view, &mentions, lexicons)
}

/// The ids of the topics of a text by some model of them, or by the sums of terms alone: for measuring it.
#[must_use]
pub fn topics_of(text: &str, lexicons: &Lexicons, model: Option<&TopicModel>) -> Vec<String> {
    let reading = Reading::of(&Subject::text(text), lexicons, Tagger::embedded());
    let (topics, _) = topics::find(&reading.view, reading.found(), lexicons, model);
    topics.into_iter().map(|topic| topic.topic.into()).collect()
}

/// Number of tokens of a text, for measuring the token layer by itself.
#[must_use]
pub fn token_count(text: &str, lexicons: &Lexicons) -> usize {
    View::new(text, &[], None, lexicons).tokens.len()
}

/// Figures and dates alone, each with its sources among the nouns and names that need no actor: for
/// measures of this part by itself.
#[must_use]
pub fn figures_and_dates(subject: &Subject<'_>, lexicons: &Lexicons) -> (Vec<Quantity>, Vec<DateMention>) {
    let view = View::new(subject.text, &[], subject.lang, lexicons);
    let found_dates = dates::find(&view, subject.created_at, lexicons);
    let mut figures = quantities::find(&view, &found_dates, lexicons, |_| false);
    let mentions = mentions::Mentions { names: Vec::new(), nouns: Vec::new(), bodies: Vec::new(), unsure: Vec::new() };
    attribution::attribute(&view, &mut figures, &mut [], &mentions, lexicons);
    (quantities::rows(&view, figures), dates::rows(&view, found_dates))
}

#[cfg(test)]
mod properties;
