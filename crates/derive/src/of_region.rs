//! Settlements in a list before the region that they are in, in Cyrillic letters: `Терни, Ямпіль та Торське Донецької області`.
//! Reports of general staffs name most of their villages so.

use std::ops::Range;

use unspool_lexicon::{Lexicons, Place, WordClass};
use unspool_model::{Label, PlaceKind, PlaceMethod};

use crate::actors::{self, FoundActor};
use crate::joints;
use crate::places::FoundPlace;
use crate::slavic::{is_adjective, is_cyrillic};
use crate::spans;
use crate::view::{Kind, View};

/// Most words of a settlement's name.
const MOST_WORDS: usize = 3;

/// Adds them to the places that are found already.
pub(crate) fn add(view: &View<'_>, lexicons: &Lexicons, actors: &[FoundActor], places: &mut Vec<FoundPlace>) {
    let mut found: Vec<(Range<usize>, Option<Label>)> = Vec::new();
    for region in places.iter().filter(|place| is_region(view, place)) {
        let free_from = found.last().map_or(0, |(last, _)| last.end);
        let list = list_before(view, view.token_at(region.span.start), free_from);
        // One alone may be anybody: `Глава Запорожской области`.
        if list.len() > 1 {
            let country = region.place.as_ref().and_then(|place| place.country.clone());
            found.extend(list.into_iter().rev().map(|span| (span, country.clone())));
        }
    }
    let taken = |span: &Range<usize>| {
        spans::overlap(actors, |actor| actor.span.clone(), span) || spans::overlap(places, |place| place.span.clone(), span)
    };
    found.retain(|(span, _)| !taken(span));
    if !found.is_empty() {
        places.extend(found.into_iter().map(|(span, country)| {
            let listed = lexicons.gazetteer.place(&view.folded[span.clone()], |country| actors::name_country(actors, country));
            // What is known of it is the state of its region.
            let name = view.text[span.clone()].into();
            let unlisted = Place { name, kind: PlaceKind::City, country, geonames: None, lat: None, lon: None };
            let method = if listed.is_some() { PlaceMethod::Name } else { PlaceMethod::Model };
            FoundPlace { span, place: Some(listed.unwrap_or(unlisted)), method, sure: true }
        }));
        places.sort_by_key(|place| (place.span.start, place.span.end));
    }
}

/// `Донецької області`: an adjective and the noun of a region.
fn is_region(view: &View<'_>, place: &FoundPlace) -> bool {
    let region = place.place.as_ref().is_some_and(|place| place.kind == PlaceKind::Region);
    let first = view.folded[place.span.clone()].split(' ').next().unwrap_or_default();
    region && is_adjective(first) && view.text[place.span.clone()].contains(' ')
}

/// The names in a list that ends right before a token, the last one first. None of them opens a sentence: its capital would say
/// nothing.
fn list_before(view: &View<'_>, end: usize, free_from: usize) -> Vec<Range<usize>> {
    let name_to = |end: usize| {
        let first = settlement_to(view, end)?;
        let span = view.tokens[first].start..view.tokens[end - 1].end;
        let behind_list = first.checked_sub(1).is_some_and(|before| view.token_text(before) == ";");
        let opens = view.opens_sentence(first) && !behind_list;
        (!opens && span.start >= free_from).then_some((first, span))
    };
    joints::back_over(view, end, name_to).collect()
}

/// The first token of the name that ends before a token: up to three words with a capital, and hyphens.
fn settlement_to(view: &View<'_>, end: usize) -> Option<usize> {
    let word = |at: usize| {
        view.token(at).is_some_and(|(token, text)| {
            let closed = [WordClass::Title, WordClass::Function, WordClass::Region].into_iter().any(|class| token.is(class));
            token.kind == Kind::Word && token.capital && !token.masked && text.starts_with(is_cyrillic) && !closed
        })
    };
    let mut first = end.checked_sub(1).filter(|&at| word(at))?;
    for _ in 1..MOST_WORDS {
        let hyphen = first > 1 && view.token(first - 1).is_some_and(|(_, text)| text == "-") && view.glued(first - 2, first - 1);
        let before = first.checked_sub(if hyphen { 2 } else { 1 });
        let Some(before) = before.filter(|&before| word(before) && (hyphen || view.spaced(before, first))) else { break };
        first = before;
    }
    Some(first)
}
