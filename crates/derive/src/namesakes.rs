//! Cities of one name in several states: `Tripoli, northern Lebanon`.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};
use unspool_model::{ActorKind, ActorMethod, Label, PlaceKind, PlaceMethod};

use crate::actors::FoundActor;
use crate::places::FoundPlace;
use crate::possessive;
use crate::spans;
use crate::view::{Kind, View};

/// Makes the namesake of a city that the state or region right behind it, or the owner right before it, says. A capital stands for no
/// state then.
pub(crate) fn settle(view: &View<'_>, lexicons: &Lexicons, places: &mut [FoundPlace], actors: &mut Vec<FoundActor>) {
    let beside = |found: &FoundPlace| found.method != PlaceMethod::Model && may_have_land(view, &found.span);
    if !places.iter().any(beside) {
        return;
    }
    let lands = lands(places, actors);
    let mut settled: Vec<Range<usize>> = Vec::new();
    for found in places.iter_mut().filter(|found| beside(found)) {
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
        actors.retain(|actor| actor.method != ActorMethod::Metonym || !spans::overlap(&settled, Clone::clone, &actor.span));
    }
}

/// Whether the words around a place let it be in what stands beside it: hardly any place needs a second look.
fn may_have_land(view: &View<'_>, place: &Range<usize>) -> bool {
    let link = view.token_at(place.end);
    let linked = view.text[place.end..].starts_with(", ") || view.text[place.end..].starts_with(" in ");
    let name = |at: usize| view.token(at).is_some_and(|(token, _)| token.capital);
    if linked && (name(link + 1) || is_adjective(view, link + 1) && name(link + 2)) {
        return true;
    }
    let before = view.token_at(place.start).checked_sub(1);
    let adjective = || before.filter(|&before| is_adjective(view, before)).map(|before| view.tokens[before].start);
    let owned = |start: usize| possessive::owns_next(&view.text[..start]);
    owned(place.start) || adjective().is_some_and(owned)
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
        [", ", " in "].iter().find_map(|link| gap.strip_prefix(link)).is_some_and(|rest| is_gap(view, rest, land.start))
    });
    let owner = || {
        let before = lands[..next].iter().rev().find(|(land, _)| land.end <= place.start);
        before.filter(|(land, _)| {
            let gap = view.text.get(land.end..place.start).unwrap_or_default();
            possessive::owned(gap).is_some_and(|rest| is_gap(view, rest, place.start))
        })
    };
    behind.or_else(owner).map(|(_, code)| code)
}

/// Whether a text up to byte `end` is empty or an adjective with its space: `northern `.
fn is_gap(view: &View<'_>, text: &str, end: usize) -> bool {
    let adjective = || view.token_at(end).checked_sub(1).is_some_and(|word| is_adjective(view, word));
    text.is_empty() || text.strip_suffix(' ').is_some_and(|word| !word.contains(' ')) && adjective()
}

/// Whether a token can be an adjective: `northern`, but not `and`.
fn is_adjective(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital && !token.is(WordClass::Function))
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
        assert_eq!(told("Talks in Odesa, and Texas sent none"), of("UKR", ""));
        assert_eq!(told("Moscow, US officials say, knew"), of("RUS", "Moscow US officials"));
    }
}
