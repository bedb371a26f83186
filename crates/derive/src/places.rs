//! Places: the names that are places, states excepted.

use std::ops::Range;

use unspool_lexicon::{Names, Place, Sense};
use unspool_model::count::CharIndex;
use unspool_model::{PlaceMention, PlaceMethod};

use crate::mentions::Mentions;
use crate::view::View;

/// A place before it becomes a row.
#[derive(Clone, Debug)]
pub(crate) struct FoundPlace {
    pub span: Range<usize>,
    /// What is known of it, if anything.
    pub place: Option<Place>,
    pub method: PlaceMethod,
    /// No name of the model takes its place.
    pub sure: bool,
}

/// The places that the lexicon knows, in text order.
pub(crate) fn find(mentions: &Mentions, names: &Names) -> Vec<FoundPlace> {
    let place = |&hit: &unspool_lexicon::Hit| {
        if names.senses(hit).any(|sense| sense == Sense::Shield) {
            return None;
        }
        let (place, method) = names.senses(hit).find_map(|sense| match sense {
            Sense::Place(place) => Some((place, PlaceMethod::Name)),
            Sense::PlaceAlias(place) => Some((place, PlaceMethod::Alias)),
            _ => None,
        })?;
        Some(FoundPlace { span: hit.start..hit.end, place: Some(names.places[place].clone()), method, sure: true })
    };
    mentions.names.iter().filter_map(place).collect()
}

/// The rows of `places`.
pub(crate) fn rows(view: &View<'_>, found: Vec<FoundPlace>) -> Vec<PlaceMention> {
    let mut index = CharIndex::new(view.text);
    found
        .into_iter()
        .map(|found| {
            let at = view.locate(&mut index, found.span);
            let place = found.place;
            let known = place.as_ref();
            PlaceMention {
                start_char: at.start_char,
                end_char: at.end_char,
                name: known.map_or_else(|| at.surface.clone(), |place| place.name.clone()),
                surface: at.surface,
                kind: known.map(|place| place.kind),
                country: known.and_then(|place| place.country.clone()),
                geonames: known.and_then(|place| place.geonames),
                lat: known.and_then(|place| place.lat),
                lon: known.and_then(|place| place.lon),
                method: found.method,
            }
        })
        .collect()
}
