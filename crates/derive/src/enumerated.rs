//! Places that the list which they stand in tells: behind the plural of a settlement, or among other places.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use crate::joints::{self, Joint};
use crate::kinds::is_somebody;
use crate::places::FoundPlace;
use crate::slavic;
use crate::view::View;
use crate::{sited, titled};

/// Most words of a name.
const MOST_NAMES: usize = 3;

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
            let Some(joint) = Joint::behind(view, last + 1) else { break };
            at = joint.tokens.end;
        }
        found.extend(Some(names).filter(|names| names.len() >= least).into_iter().flatten());
    }
    found
}

/// The names of a list before the plural of a region in small letters, in order, of which one at least is known: `Surin and Zelvisak
/// provinces`. Peoples have regions too (`Druze and Kurdish regions`). `is_known` says what the lexicons know as a place.
pub(crate) fn before_plurals(
    view: &View<'_>,
    lexicons: &Lexicons,
    is_known: impl Fn(&Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for noun in 3..view.tokens.len() {
        let token = view.tokens[noun];
        let regions = !token.capital && token.is(WordClass::Region) && view.token_text(noun).ends_with('s');
        if !regions || !view.tokens[noun - 1].capital || !view.spaced(noun - 1, noun) {
            continue;
        }
        let name_to = |end: usize| {
            let place = |at: usize| view.tokens[at].capital && lexicons.gazetteer.is_place(view.folded_token(at));
            let name =
                |at: &usize| (titled::is_name(view, *at, lexicons) || place(*at)) && (at + 1 == end || view.spaced(*at, at + 1));
            let first = (0..end).rev().take(MOST_NAMES).take_while(name).last()?;
            Some((first, view.tokens[first].start..view.tokens[end - 1].end))
        };
        let mut names: Vec<Range<usize>> = joints::back_over(view, noun, name_to).collect();
        names.reverse();
        let joined = || {
            let last = names.last().map_or(0, |last| view.token_at(last.start));
            Joint::before(view, last).is_some_and(|joint| joint.conjunction)
        };
        let listed = || names.iter().any(|name| is_known(name) || lexicons.gazetteer.is_place(&view.folded[name.clone()]));
        if names.len() > 1 && joined() && listed() {
            found.extend(names);
        }
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
    // No scan of them all: a list of megabytes asks for every name.
    let place_to = |end: usize| {
        let end = view.tokens.get(end.checked_sub(1)?)?.end;
        let place =
            |list: &[FoundPlace]| list.get(list.partition_point(|place| place.span.end < end)).map(|place| place.span.clone());
        let span = places.into_iter().filter_map(place).find(|span| span.end == end)?;
        Some((view.token_at(span.start), ()))
    };
    let is_place_from = |first: usize| {
        let start = view.tokens.get(first).map(|token| token.start);
        places
            .into_iter()
            .any(|list| start.is_some_and(|start| list.binary_search_by_key(&start, |place| place.span.start).is_ok()))
    };
    let (first, end) = (view.token_at(span.start), view.token_at(span.end));
    if !is_somebody(view, span) && leads_to_place(view, first, end, is_place_from) {
        return true;
    }
    // `Антонівка, Широка Балка та місто Зельва`
    let two = || end == first + 2 && slavic::is_attribute(view.folded_token(first), view.folded_token(first + 1));
    let Some(joint) = Joint::before(view, first).filter(|_| end == first + 1 || two()) else { return false };
    let places_before = joints::back_over(view, joint.tokens.start, place_to).take(2).count();
    if places_before == 0 {
        return false;
    }
    let behind = Joint::behind(view, end);
    let followed = behind.as_ref().is_some_and(|behind| is_place_from(behind.tokens.end));
    // `in Helmand, Nimruz, and Farah`: no sentence goes on with somebody between two commas and `and`.
    let goes_on = joint.is_bare() && behind.as_ref().is_some_and(|behind| behind.comma && behind.conjunction);
    // `in Zelvo, Kachin, Orsk and Tarno`, `captured Taduf and Orsk`; but `In Kyiv, Orban said`
    let joined = behind.is_some() || !joint.is_bare();
    let closes = joint.comma && joint.conjunction && places_before > 1;
    // `in Zelvo, Abrego, Tarno`: somebody between two places and two commas is one too.
    let inside = followed && joint.is_bare() && behind.as_ref().is_some_and(Joint::is_bare);
    closes
        || inside
        || !is_somebody(view, span) && (followed || goes_on || places_before > 1 || joined && is_behind_preposition(view, first))
}

/// `shells fell near Zelvaka, Orsk and Marjayoun`, `on Zelvaka, Orsk, Tarno and Marjayoun`: whether a list goes on from a name up to
/// a place, behind a preposition of place or over so many names that nobody knows that it is one of places.
fn leads_to_place(view: &View<'_>, first: usize, end: usize, is_place_from: impl Fn(usize) -> bool) -> bool {
    /// Names before the place that make it one without a preposition, and the most that are looked at.
    const MANY: usize = 3;
    const MOST: usize = 12;
    let unknown = |at: usize| {
        let token = view.tokens.get(at).filter(|token| token.capital && !token.masked);
        token.is_some_and(|token| !is_somebody(view, &(token.start..token.end)))
    };
    let before = std::iter::successors(Some(first), |&first| {
        let joint = Joint::before(view, first)?;
        joint.tokens.start.checked_sub(1).filter(|&name| unknown(name))
    });
    let before = before.take(MOST).count();
    let (mut at, mut names) = (end, before);
    while let Some(joint) = Joint::behind(view, at).filter(|_| names < MOST) {
        if is_place_from(joint.tokens.end) {
            return names >= MANY || is_behind_preposition(view, first);
        }
        if !unknown(joint.tokens.end) {
            return false;
        }
        (at, names) = (joint.tokens.end + 1, names + 1);
    }
    false
}

/// `from Srinagar to Zelvya`: whether `to` stands before a name, and before that a place behind `from`.
pub(crate) fn ends_way(view: &View<'_>, span: &Range<usize>, places: [&[FoundPlace]; 2]) -> bool {
    let first = view.token_at(span.start);
    let Some(to) = first.checked_sub(1).filter(|&to| view.is_text(to, "to")) else { return false };
    let Some(last) = to.checked_sub(1) else { return false };
    let end = view.tokens[last].end;
    let place =
        |list: &[FoundPlace]| list.get(list.partition_point(|place| place.span.end < end)).map(|place| place.span.clone());
    let from = places.into_iter().filter_map(place).find(|span| span.end == end).map(|span| view.token_at(span.start));
    from.and_then(|from| from.checked_sub(1)).is_some_and(|from| view.is_text(from, "from")) && !is_somebody(view, span)
}

/// Whether a preposition of place stands before a name, or before the first of the names with a capital that a list has up to it.
fn is_behind_preposition(view: &View<'_>, first: usize) -> bool {
    let name_to = |end: usize| {
        let name = end.checked_sub(1).filter(|&name| view.tokens[name].capital && !view.tokens[name].masked)?;
        Some((name, name))
    };
    let placed = |first: usize| first.checked_sub(1).is_some_and(|before| sited::is_locative(view, before));
    joints::back_over(view, first + 1, name_to).any(placed)
}

/// `Ras al-Ayn (Serê Kaniyê)`: whether a name stands alone in brackets behind a place, which it then is another name of.
pub(crate) fn is_other_name(view: &View<'_>, span: &Range<usize>, places: [&[FoundPlace]; 2]) -> bool {
    let bracketed = view.text[..span.start].ends_with(" (") && view.text[span.end..].starts_with(')');
    let ends = |list: &[FoundPlace]| {
        let last = list[..list.partition_point(|place| place.span.start < span.start)].last();
        last.is_some_and(|place| place.span.end + " (".len() == span.start)
    };
    bracketed && places.into_iter().any(ends) && !is_somebody(view, span)
}
