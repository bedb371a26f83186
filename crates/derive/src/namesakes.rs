//! Cities of one name in several states: `Tripoli, northern Lebanon`.

use std::ops::Range;

use unspool_lexicon::Lexicons;
use unspool_model::{ActorKind, ActorMethod, Label, PlaceKind, PlaceMethod};

use crate::actors::FoundActor;
use crate::places::FoundPlace;
use crate::possessive;
use crate::view::View;

/// Makes the namesake of a city that the state or region right behind it, or the owner right before it, says. A capital stands for no
/// state then.
pub(crate) fn settle(view: &View<'_>, lexicons: &Lexicons, places: &mut [FoundPlace], actors: &mut Vec<FoundActor>) {
    if places.is_empty() {
        return;
    }
    let lands = lands(places, actors);
    let mut settled: Vec<Range<usize>> = Vec::new();
    for found in places.iter_mut().filter(|found| found.method != PlaceMethod::Model) {
        // What several states have stands without one (`Birmingham`).
        let own = match &found.place {
            Some(place) if place.kind == PlaceKind::City => place.country.clone(),
            Some(_) => continue,
            None => None,
        };
        let Some(said) = land_beside(view, &found.span, &lands).filter(|said| own.as_ref() != Some(said)) else { continue };
        if let Some(namesake) = lexicons.gazetteer.city_in(&view.folded[found.span.clone()], said) {
            found.place = Some(namesake);
            settled.push(found.span.clone());
        }
    }
    if !settled.is_empty() {
        actors.retain(|actor| actor.method != ActorMethod::Metonym || !settled.contains(&actor.span));
    }
}

/// The states and regions of a text with their codes, in text order.
fn lands(places: &[FoundPlace], actors: &[FoundActor]) -> Vec<(Range<usize>, Label)> {
    let states = actors.iter().filter(|actor| actor.kind == ActorKind::State && actor.method != ActorMethod::Metonym);
    let states = states.filter_map(|actor| Some((actor.span.clone(), actor.country.clone()?)));
    let regions = places.iter().filter_map(|found| {
        let region = found.place.as_ref().filter(|place| place.kind == PlaceKind::Region)?;
        Some((found.span.clone(), region.country.clone()?))
    });
    let mut lands: Vec<(Range<usize>, Label)> = states.chain(regions).collect();
    lands.sort_by_key(|(span, _)| (span.start, span.end));
    lands
}

/// The code of the state that a place is said to be in.
fn land_beside<'l>(view: &View<'_>, place: &Range<usize>, lands: &'l [(Range<usize>, Label)]) -> Option<&'l Label> {
    let next = lands.partition_point(|(span, _)| span.start < place.end);
    let behind = lands.get(next).filter(|(land, _)| {
        let gap = view.text.get(place.end..land.start).unwrap_or_default();
        [", ", " in "].iter().find_map(|link| gap.strip_prefix(link)).is_some_and(is_adjective)
    });
    let owner = || {
        let before = lands[..next].iter().rev().find(|(land, _)| land.end <= place.start);
        before.filter(|(land, _)| {
            let gap = view.text.get(land.end..place.start).unwrap_or_default();
            possessive::owned(gap).is_some_and(is_adjective)
        })
    };
    behind.or_else(owner).map(|(_, code)| code)
}

/// Whether a text is empty or an adjective with its space: `northern `.
fn is_adjective(text: &str) -> bool {
    text.is_empty() || text.strip_suffix(' ').is_some_and(|word| !word.is_empty() && word.chars().all(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use crate::{Subject, derive};

    #[test]
    fn a_city_is_in_the_state_beside_it() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let told = |text: &str| {
            let features = derive(&Subject::text(text), &lexicons);
            let place = features.places.first().and_then(|place| place.country.as_deref().map(str::to_owned)).unwrap_or_default();
            let states: Vec<String> = features.actors.iter().map(|actor| actor.surface.to_string()).collect();
            (place, states.join(" "))
        };
        let of = |place: &str, states: &str| (place.to_owned(), states.to_owned());
        assert_eq!(told("Clashes in Tripoli, northern Lebanon, killed 3"), of("LBN", "Lebanon"));
        assert_eq!(told("Clashes in Lebanon's Tripoli killed 3"), of("LBN", "Lebanon"));
        assert_eq!(told("A trial in Brest, France"), of("FRA", "France"));
        assert_eq!(told("A fire in Odessa, Texas"), of("USA", ""));
        assert_eq!(told("Clashes in Tripoli; Lebanon protested"), of("LBY", "Tripoli Lebanon"));
        assert_eq!(told("Moscow, US officials say, knew"), of("RUS", "Moscow US officials"));
    }
}
