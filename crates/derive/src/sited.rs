//! Places that nothing knows but the noun behind them (`Keld Air Force Base`, `the Zelvi region`), or in Cyrillic letters the noun
//! in front of them (`в селе Ольховка`).

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use crate::slavic::is_cyrillic;
use crate::view::{Kind, View};
use crate::{boundaries, titled};

/// Most words of the name before the noun.
const MOST_NAMES: usize = 3;
/// Most ordinary words with a capital between the name and its noun: `Air Force`.
const MOST_KINDS: usize = 2;

/// The names, in order. `is_taken` says what is explained already.
pub(crate) fn find(view: &View<'_>, lexicons: &Lexicons, is_taken: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let figures = &lexicons.figures;
    let mut found = Vec::new();
    for noun in 1..view.tokens.len() {
        let token = view.tokens[noun];
        let region = token.is(WordClass::Region);
        if token.kind != Kind::Word || !(region || token.capital && token.is(WordClass::Site)) {
            continue;
        }
        let spaced = |index: usize| view.spaced(index, index + 1);
        let capital = |index: usize| view.tokens[index].kind == Kind::Word && view.tokens[index].capital;
        let is_name = |index: usize| titled::is_name(view, index, lexicons) && spaced(index);
        let kinds = if token.capital { MOST_KINDS } else { 0 };
        let kind = |index: &usize| capital(*index) && !titled::is_name(view, *index, lexicons) && spaced(*index);
        let last = (0..noun).rev().take(kinds).take_while(kind).last().unwrap_or(noun);
        let Some(first) = (0..last).rev().take(MOST_NAMES).take_while(|&index| is_name(index)).last() else { continue };
        let end = if token.capital { token.end } else { view.tokens[last - 1].end };
        let span = view.tokens[first].start..end;
        // In small letters the noun may end a phrase of another sort: an article or a preposition must place the name.
        let placed = || {
            let before = first.checked_sub(1).map_or("", |before| view.token_text(before));
            matches!(before, "the" | "The") || figures.is(before, WordClass::Locative)
        };
        if (token.capital || placed()) && !is_taken(&span) {
            found.push(span);
        }
    }
    found
}

/// The names behind the nouns of settlements in Cyrillic letters, in order.
pub(crate) fn behind_nouns(view: &View<'_>, is_taken: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for noun in 0..view.tokens.len() {
        if !is_settlement(view, noun) {
            continue;
        }
        let named = |index: &usize| {
            view.token(*index).is_some_and(|(token, text)| {
                token.kind == Kind::Word
                    && token.capital
                    && text.starts_with(is_cyrillic)
                    && view.spaced(index - 1, *index)
                    && !is_taken(&(token.start..token.end))
            })
        };
        let Some(last) = (noun + 1..=noun + MOST_NAMES).take_while(named).last() else { continue };
        found.push(boundaries::without_district(view, view.tokens[noun + 1].start..view.tokens[last].end));
    }
    found
}

/// Whether a token is the noun of a settlement in Cyrillic letters, which stands in front of its name.
pub(crate) fn is_settlement(view: &View<'_>, noun: usize) -> bool {
    view.is(noun, WordClass::Site) && !view.tokens[noun].capital && view.token_text(noun).starts_with(is_cyrillic)
}
