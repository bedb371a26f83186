//! Short names that a text introduces in brackets behind a body, and where they stand by themselves later: `the Zelvi Relief Council
//! (ZRC)`, `ZRC said`. They are the body, whatever else the model takes the letters for.

use std::ops::{Range, RangeInclusive};

use rustc_hash::FxHashMap;
use unspool_model::{ActorKind, ActorMethod, PlaceMethod};

use crate::actors::FoundActor;
use crate::places::FoundPlace;
use crate::spans;
use crate::view::View;

/// Letters of a short name.
const LETTERS: RangeInclusive<usize> = 2..=8;

/// Adds them to what has been found; what the lexicons know by such letters stays.
pub(crate) fn add(view: &View<'_>, actors: &mut Vec<FoundActor>, places: &mut Vec<FoundPlace>) {
    let mut introduced: FxHashMap<&str, &FoundActor> = FxHashMap::default();
    for actor in actors.iter() {
        if let Some(letters) = short_name(view, actor) {
            introduced.entry(letters).or_insert(actor);
        }
    }
    if introduced.is_empty() {
        return;
    }
    let known = |span: &Range<usize>| {
        let mut over = spans::overlapping(actors, |actor| actor.span.clone(), span);
        over.any(|actor| actor.method != ActorMethod::Model || actor.span != *span)
            || spans::overlapping(places, |place| place.span.clone(), span).any(|place| place.method != PlaceMethod::Model)
    };
    let mut found: Vec<FoundActor> = Vec::new();
    for (at, token) in view.tokens.iter().enumerate().filter(|(_, token)| token.capital && !token.masked) {
        let Some(&body) = introduced.get(view.token_text(at)).filter(|body| body.span.end < token.start) else { continue };
        let span = token.start..token.end;
        if !known(&span) {
            let method = if body.method == ActorMethod::Name { ActorMethod::Alias } else { body.method };
            found.push(FoundActor { span, method, source: false, ..body.clone() });
        }
    }
    let taken = |span: &Range<usize>| spans::overlap(&found, |actor| actor.span.clone(), span);
    actors.retain(|actor| !taken(&actor.span));
    places.retain(|place| !taken(&place.span));
    actors.extend(found);
    actors.sort_by_key(|actor| (actor.span.start, actor.span.end));
}

/// The letters in brackets right behind a body, if they are the first ones of its words: `(MND)`.
fn short_name<'t>(view: &View<'t>, body: &FoundActor) -> Option<&'t str> {
    let behind = view.text[body.span.end..].strip_prefix(" (").filter(|_| body.kind == ActorKind::Organization)?;
    let letters = &behind[..behind.find(')')?];
    let capitals = LETTERS.contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
    (capitals && abbreviates(letters, &view.text[body.span.clone()])).then_some(letters)
}

/// Whether letters are those that words of a name begin with, in order.
fn abbreviates(letters: &str, name: &str) -> bool {
    let mut firsts = name.split([' ', '-']).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase);
    letters.chars().all(|letter| firsts.any(|first| first == letter))
}

#[cfg(test)]
mod tests {
    use super::abbreviates;

    #[test]
    fn letters_abbreviate_the_words_that_they_begin() {
        for (letters, name) in [
            ("MND", "Taiwan's Ministry of National Defence"),
            ("BWI", "Border Watch Institute"),
            ("ВЦИОМ", "Всероссийский центр изучения общественного мнения"),
        ] {
            assert!(abbreviates(letters, name), "{letters}");
        }
        for (letters, name) in [("IWB", "Border Watch Institute"), ("BWIX", "Border Watch Institute"), ("UK", "Zelvi Council")] {
            assert!(!abbreviates(letters, name), "{letters}");
        }
    }
}
