//! Places that the list which they stand in tells: behind the plural of a settlement, or among other places.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use crate::places::FoundPlace;
use crate::tagger::Word;
use crate::titled;
use crate::view::View;

/// Most words of a name.
const MOST_NAMES: usize = 3;
/// Most names of a list that are gone back over.
const MOST_LISTED: usize = 16;
/// What stands between the places of a list, longer ones first.
pub(crate) const JOINTS: [&str; 5] = [", and ", ", ", " and ", " or ", " & "];

/// The names of a list behind the plural of a settlement in small letters, in order: `two villages, Nadlan and Jhangar`, `the towns
/// of Zelvi, Orsk and Tarno`, `camps such as Zelv Nayra`.
pub(crate) fn behind_plurals(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for noun in 0..view.tokens.len().saturating_sub(2) {
        let token = view.tokens[noun];
        let of_places = view.is(noun, WordClass::Site) || view.is(noun, WordClass::Region);
        let of_name = token.capital && !view.opens_sentence(noun);
        if of_name || !of_places || !view.token_text(noun).ends_with('s') {
            continue;
        }
        let Some((mut at, least)) = behind_opener(view, noun + 1) else { continue };
        let mut names: Vec<Range<usize>> = Vec::new();
        while let Some(last) = name_from(view, at, lexicons) {
            names.push(view.tokens[at].start..view.tokens[last].end);
            let joint = |at: usize, text: &str| view.token(at).is_some_and(|(_, joint)| joint == text);
            let comma = usize::from(joint(last + 1, ","));
            let and = usize::from(joint(last + 1 + comma, "and"));
            if comma + and == 0 {
                break;
            }
            at = last + 1 + comma + and;
        }
        found.extend(Some(names).filter(|names| names.len() >= least).into_iter().flatten());
    }
    found
}

/// The token behind what opens a list (`:`, `of`, `such as`, `, including`), and the least number of names that make one.
fn behind_opener(view: &View<'_>, at: usize) -> Option<(usize, usize)> {
    let text = |at: usize| view.token(at).map_or("", |(_, text)| text);
    let comma = at + usize::from(text(at) == ",");
    match (text(comma), text(comma + 1)) {
        ("such", "as") => Some((comma + 2, 1)),
        ("including" | "like", _) => Some((comma + 1, 1)),
        _ => matches!(text(at), "," | ":" | "of").then_some((at + 1, 2)),
    }
}

/// The last token of the name that begins at a token: up to three words with a capital.
fn name_from(view: &View<'_>, first: usize, lexicons: &Lexicons) -> Option<usize> {
    let name = |at: &usize| titled::may_be_named(view, *at, lexicons) && (*at == first || view.spaced(at - 1, *at));
    (first..first + MOST_NAMES).take_while(name).last()
}

/// Whether a word stands in a list of places, which what the model takes for somebody is more likely one of: behind one of them and
/// before another (`Adi Daro, Slehleka and Wukro`), or behind the last of two or more, or behind one and before
/// the end of a list. Each of the two lists of places is in order.
pub(crate) fn is_among(view: &View<'_>, span: &Range<usize>, places: [&[FoundPlace]; 2]) -> bool {
    let text = view.text;
    // No scan of them all: a list of megabytes asks for every name.
    let at = |start: usize, ends: bool| {
        let key = |place: &FoundPlace| if ends { place.span.end } else { place.span.start };
        let found = |list: &[FoundPlace]| {
            let place = list.get(list.partition_point(|place| key(place) < start))?;
            (key(place) == start).then(|| place.span.clone())
        };
        places.into_iter().find_map(found)
    };
    let before = |start: usize| {
        let joint = JOINTS.iter().find(|joint| text[..start].ends_with(**joint))?;
        at(start - joint.len(), true)
    };
    if text[span.clone()].contains(' ') {
        return false;
    }
    let Some(last) = before(span.start) else { return false };
    let behind = JOINTS.iter().find(|joint| text[span.end..].starts_with(**joint)).map(|joint| span.end + joint.len());
    let followed = behind.is_some_and(|start| at(start, false).is_some());
    let goes_on = text[..span.start].ends_with(", ") && text[span.end..].starts_with(", and ");
    // `in Zelvo, Kachin, Orsk and Tarno`, `captured Taduf and Orsk`; but `In Kyiv, Orban said`
    let joined = followed || behind.is_some() || !text[..span.start].ends_with(", ");
    let behind_preposition = || joined && is_placed(view, last.start);
    let closes = text[..span.start].ends_with(", and ") && before(last.start).is_some();
    // `in Helmand, Nimruz, and Farah`: no sentence goes on with somebody between two commas and `and`.
    let named = Word::of_text(&view.folded[span.clone()]).person() != 0;
    closes || !named && (followed || goes_on || before(last.start).is_some() || behind_preposition())
}

/// Whether a preposition of place stands before a name, or before the first of the names with a capital that a list has up to it.
fn is_placed(view: &View<'_>, mut start: usize) -> bool {
    for _ in 0..MOST_LISTED {
        let at = view.token_at(start);
        if at.checked_sub(1).is_some_and(|before| view.token(before).is_some() && view.is(before, WordClass::Locative)) {
            return true;
        }
        let Some(joint) = JOINTS.iter().find(|joint| view.text[..start].ends_with(**joint)) else { return false };
        let behind = view.token_at(start - joint.len());
        let Some(name) = behind.checked_sub(1).filter(|&name| view.tokens[name].capital && !view.tokens[name].masked) else {
            return false;
        };
        start = view.tokens[name].start;
    }
    false
}

/// `Ras al-Ayn (Serê Kaniyê)`: whether a name stands alone in brackets behind a place, which it then is another name of.
pub(crate) fn is_other_name(view: &View<'_>, span: &Range<usize>, places: [&[FoundPlace]; 2]) -> bool {
    let bracketed = view.text[..span.start].ends_with(" (") && view.text[span.end..].starts_with(')');
    let ends = |list: &[FoundPlace]| {
        let last = list[..list.partition_point(|place| place.span.start < span.start)].last();
        last.is_some_and(|place| place.span.end + " (".len() == span.start)
    };
    let named = || view.folded[span.clone()].split(' ').any(|word| Word::of_text(word).person() != 0);
    bracketed && places.into_iter().any(ends) && !named()
}
