//! Places: the names that are places, states excepted.

use std::ops::Range;

use unspool_lexicon::{Hit, Names, Place, Sense, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{PlaceKind, PlaceMention, PlaceMethod};

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
    mentions.names.iter().filter_map(|&hit| of_hit(hit, names)).collect()
}

/// The place that a name is, if it is one.
pub(crate) fn of_hit(hit: Hit, names: &Names) -> Option<FoundPlace> {
    if names.senses(hit).any(|sense| sense == Sense::Shield) {
        return None;
    }
    let (place, method) = names.senses(hit).find_map(|sense| match sense {
        Sense::Place(place) => Some((place, PlaceMethod::Name)),
        Sense::PlaceAlias(place) => Some((place, PlaceMethod::Alias)),
        _ => None,
    })?;
    Some(FoundPlace { span: hit.start..hit.end, place: Some(names.places[place].clone()), method, sure: true })
}

/// Makes a region of a city that the noun of one follows, and takes the noun into its name where it has a capital:
/// `Irkutsk Oblast`, `Aleppo` in `Aleppo governorate`. What is known of the city beyond its state is not known of the region.
pub(crate) fn widen(view: &View<'_>, places: &mut [FoundPlace]) {
    for found in places {
        let Some(place) = found.place.as_mut().filter(|place| place.kind == PlaceKind::City) else { continue };
        let noun = view.token_at(found.span.end);
        let Some((token, _)) = view.token(noun) else { continue };
        if view.text[found.span.end..token.start] == *" " && token.is(WordClass::Region) {
            if token.capital {
                found.span.end = token.end;
                view.text[found.span.clone()].clone_into(&mut place.name);
            }
            *place = Place { kind: PlaceKind::Region, geonames: None, lat: None, lon: None, ..place.clone() };
        }
    }
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
