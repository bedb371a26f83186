//! Places that share the noun behind the last of them: `Курской и Брянской областями`, `the Black and Azov Seas`; and those that are
//! left without the noun that an earlier one of their paragraph has: `3 над Курской областью, 20 — над Ростовской`.

use std::ops::Range;

use unspool_lexicon::{Lexicons, SharedNoun, WordClass};
use unspool_model::PlaceMethod;

use crate::actors::FoundActor;
use crate::joints::{self, Joint};
use crate::places::FoundPlace;
use crate::slavic::{self, is_cyrillic};
use crate::spans;
use crate::view::{Kind, View};

/// Most tokens of a bracket behind a name: `Брянской (22 дрона)`.
const LONGEST_BRACKET: usize = 8;

/// Adds them to the places that are found already. The longest match wins: what has been found in one is no mention, be it a
/// place or an actor (the `Azov` of `the Black and Azov Seas`).
pub(crate) fn add(view: &View<'_>, lexicons: &Lexicons, places: &mut Vec<FoundPlace>, actors: &mut Vec<FoundActor>) {
    let mut found: Vec<FoundPlace> = Vec::new();
    // Nouns in Cyrillic letters with a place in front of them, and their tokens.
    let mut named: Vec<(usize, SharedNoun)> = Vec::new();
    for index in 2..view.tokens.len() {
        let (before, token) = (view.tokens[index - 1], view.tokens[index]);
        let behind_name = before.capital || before.kind == Kind::Mark && view.token_text(index - 1) == ")";
        if !behind_name || token.kind != Kind::Word || token.masked {
            continue;
        }
        let Some(noun) = lexicons.shared_nouns.noun(view.folded_token(index)) else { continue };
        let mut list = list_before(view, index, noun, lexicons);
        if !list.is_empty() && view.token_text(index).starts_with(is_cyrillic) {
            named.push((index, noun));
        }
        // One alone is an entry of the lexicon, but for short forms: `Курской обл.`
        let short = view.is(index, WordClass::Shortened);
        if list.len() > usize::from(!short) {
            list.reverse();
            found.append(&mut list);
        }
    }
    found.extend(left_bare(view, lexicons, &named));
    if !found.is_empty() {
        found.sort_by_key(|place| place.span.start);
        found.dedup_by_key(|place| place.span.start);
        let inside = |span: &Range<usize>| spans::overlap(&found, |new| new.span.clone(), span);
        places.retain(|place| !inside(&place.span));
        actors.retain(|actor| !inside(&actor.span));
        places.extend(found);
        places.sort_by_key(|place| (place.span.start, place.span.end));
    }
}

/// The places before a noun, the last one first.
fn list_before(view: &View<'_>, noun_at: usize, noun: SharedNoun, lexicons: &Lexicons) -> Vec<FoundPlace> {
    let place = |(at, place): (usize, usize)| {
        let name = view.tokens[at];
        let span = name.start..if at + 1 == noun_at { view.tokens[noun_at].end } else { name.end };
        FoundPlace { span, place: Some(lexicons.names.places[place].clone()), method: PlaceMethod::Alias, sure: true }
    };
    let place_to = |end: usize| place_before(view, end, noun, lexicons).map(|(at, place)| (over_count(view, at), (at, place)));
    joints::back_over(view, noun_at, place_to).map(place).collect()
}

/// The places behind a preposition whose noun stands earlier in the paragraph, with another place: adjectives of regions. `named` are
/// the nouns that have a place, and their tokens.
fn left_bare(view: &View<'_>, lexicons: &Lexicons, named: &[(usize, SharedNoun)]) -> Vec<FoundPlace> {
    let mut found = Vec::new();
    let Some(&(first, _)) = named.first() else { return found };
    let mut named = named.iter().peekable();
    // The nouns of a paragraph, and the byte at which it ends.
    let (mut nouns, mut end): (Vec<SharedNoun>, usize) = (Vec::new(), 0);
    for at in first..view.tokens.len() {
        let token = view.tokens[at];
        if token.start >= end {
            nouns.clear();
        }
        if let Some(&(_, noun)) = named.next_if(|(noun, _)| *noun == at) {
            if nouns.is_empty() {
                end = view.text[token.end..].find('\n').map_or(view.text.len(), |line| token.end + line);
            }
            if !nouns.contains(&noun) {
                nouns.push(noun);
            }
        }
        if nouns.is_empty() || !is_preposition(view.token_text(at - 1)) {
            continue;
        }
        let bare = |at: usize| {
            let named = nouns.iter().find_map(|&noun| place_before(view, at + 1, noun, lexicons));
            named.filter(|_| stands_bare(view, at))
        };
        let mut next = at;
        while let Some((named, place)) = bare(next) {
            let span = view.tokens[named].start..view.tokens[named].end;
            let place = Some(lexicons.names.places[place].clone());
            found.push(FoundPlace { span, place, method: PlaceMethod::Alias, sure: true });
            let Some(joint) = Joint::behind(view, next + 1).filter(|joint| !joint.is_bare()) else { break };
            next = joint.tokens.end;
        }
    }
    found
}

/// Whether no noun follows a token that it could be an adjective of.
fn stands_bare(view: &View<'_>, at: usize) -> bool {
    view.token(at + 1).is_none_or(|(next, text)| {
        let folded = view.folded_token(at + 1);
        next.kind != Kind::Word
            || !next.capital && (is_preposition(text) || slavic::is_past(folded) || slavic::is_participle(folded, true))
            || next.is_small(WordClass::Conjunction)
    })
}

/// Whether a word in Cyrillic letters stands before the place that something is at.
fn is_preposition(word: &str) -> bool {
    matches!(word, "над" | "Над" | "в" | "В" | "во" | "Во" | "на" | "На" | "у" | "У" | "по" | "По")
}

/// `20 над Ростовской, 17 — над Брянской областями`: where the number begins that is counted in a place, else the place.
fn over_count(view: &View<'_>, place: usize) -> usize {
    let is = |at: Option<usize>, of: fn(&str) -> bool| at.filter(|&at| view.token(at).is_some_and(|(_, text)| of(text)));
    let preposition = is(place.checked_sub(1), is_preposition);
    let front = preposition.map(|at| is(at.checked_sub(1), |text| matches!(text, "—" | "–" | "-")).unwrap_or(at));
    let number = front.and_then(|front| front.checked_sub(1)).filter(|&at| view.tokens[at].kind == Kind::Number);
    number.unwrap_or(place)
}

/// The token, over a bracket, that names a place with the noun, and the place.
fn place_before(view: &View<'_>, end: usize, noun: SharedNoun, lexicons: &Lexicons) -> Option<(usize, usize)> {
    let mut at = end.checked_sub(1)?;
    if view.token(at)?.1 == ")" {
        let bracket = (at.saturating_sub(LONGEST_BRACKET)..at).rev();
        at = bracket.take_while(|&at| view.token(at).is_some()).find(|&at| view.token_text(at) == "(")?.checked_sub(1)?;
    }
    let (token, _) = view.token(at)?;
    // `the East and South China Seas`: half a name is the name of another sea.
    let names = token.capital && !token.masked && !token.is(WordClass::Compass);
    let place = lexicons.shared_nouns.place(view.folded_token(at), noun).filter(|_| names)?;
    Some((at, place))
}
