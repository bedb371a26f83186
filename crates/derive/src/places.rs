//! Rows of `places`: the names that are places, states excepted.

use unspool_lexicon::{Names, Sense};
use unspool_model::count::CharIndex;
use unspool_model::{PlaceMention, PlaceMethod};

use crate::mentions::Mentions;
use crate::view::View;

/// The rows, in text order.
pub(crate) fn rows(view: &View<'_>, mentions: &Mentions, names: &Names) -> Vec<PlaceMention> {
    let mut index = CharIndex::new(view.text);
    mentions
        .names
        .iter()
        .filter_map(|&hit| {
            if names.senses(hit).any(|sense| sense == Sense::Shield) {
                return None;
            }
            let (place, method) = names.senses(hit).find_map(|sense| match sense {
                Sense::Place(place) => Some((place, PlaceMethod::Name)),
                Sense::PlaceAlias(place) => Some((place, PlaceMethod::Alias)),
                _ => None,
            })?;
            let place = &names.places[place];
            let at = view.locate(&mut index, hit.start..hit.end);
            Some(PlaceMention {
                start_char: at.start_char,
                end_char: at.end_char,
                surface: at.surface,
                name: place.name.clone(),
                kind: Some(place.kind),
                country: place.country.clone(),
                geonames: place.geonames,
                lat: place.lat,
                lon: place.lon,
                method,
            })
        })
        .collect()
}
