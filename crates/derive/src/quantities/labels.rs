//! Counts behind the label that says what they count, as lists of losses have them: `tanks ‒ 3595 (+12)`, `Танків – 1110 од.`,
//! `Aircraft: 12`.

use std::ops::Range;

use unspool_lexicon::{Figures, WordClass};
use unspool_model::{QuantityKind, Trend};

use super::FoundFigure;
use super::plurals::is_plural;
use crate::slavic::{self, is_cyrillic};
use crate::tagger::Word;
use crate::view::{Kind, View};

/// Between a label and its figure.
const DASHES: [char; 5] = ['-', '–', '—', '‒', '―'];
/// Most words of a label.
const MOST_WORDS: usize = 6;
/// How often a word is written with a capital that is hardly ever anything but a name.
const NAME: u64 = 6;

/// The label of a figure, from the beginning of its line or its item of a list on. It names several things, so that
/// neither `Kharkiv – 5` nor `Result: 5` is one.
pub(super) fn before(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> Option<Range<usize>> {
    let words = words_before(view, figure, figures)?;
    let name = |at: usize| {
        let known = Word::of_text(view.folded_token(at));
        let abbreviation = view.token_text(at).chars().filter(|c| c.is_uppercase()).count() > 1;
        // `…, Киев — 12`: so end genitives of plurals too, which have no capital where they open no line.
        let inside = view.token_text(at).starts_with(is_cyrillic) && !opens_line(view, at);
        view.tokens[at].capital && !abbreviation && (known.capital() >= NAME || inside)
    };
    // `бойових броньованих машин – 3573`
    let plural = |at: usize| is_plural(view, at) || slavic::is_plural_genitive(view.folded_token(at));
    let several = |at: usize| (plural(at) || view.is(at, WordClass::Thing)) && !name(at);
    let labels = words.clone().any(several) || is_item(view, figure, words.start) && !words.clone().any(name);
    labels.then(|| view.tokens[words.start].start..view.tokens[words.end - 1].end)
}

/// `- засоби ППО — 984;`: whether a label begins an item of a list that nothing but its dash, its figure and a change stand in.
fn is_item(view: &View<'_>, figure: &FoundFigure, first: usize) -> bool {
    let head = view.text[..figure.span.start].trim_end();
    let label = head.trim_end_matches(DASHES).trim_end();
    let behind = view.text[figure.span.end..].trim_start_matches([' ', ';', ',', '.']);
    let ends = behind.is_empty() || behind.starts_with(['\n', '(']);
    // `Харьков – 7`: one word with a capital may be a place that the table of words does not know.
    let named = view.tokens[first].capital && view.tokens[first].end == label.len();
    head.ends_with(DASHES) && ends && !named && opens_line(view, first)
}

/// Whether a token opens a line, behind a bullet or not.
fn opens_line(view: &View<'_>, at: usize) -> bool {
    let bullet = at.checked_sub(1).filter(|&before| view.tokens[before].kind == Kind::Mark);
    view.opens_line(view.tokens[bullet.unwrap_or(at)].start)
}

/// The label of a figure whose object is only a word for pieces (`1110 од.`, `12 units`), whatever it is.
pub(super) fn before_pieces(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> Option<Range<usize>> {
    let words = words_before(view, figure, figures)?;
    Some(view.tokens[words.start].start..view.tokens[words.end - 1].end)
}

/// The words of a label in front of its dash or colon, without a participle that ends them (`Tanks destroyed: 5`).
fn words_before(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> Option<Range<usize>> {
    let head = view.folded[..figure.span.start].trim_end();
    let head = figures.cues_before.ends(head).map_or(head, |(start, _)| head[..start].trim_end());
    let sign = view.token_at(head.len()).checked_sub(1).filter(|&sign| sign > 0 && view.tokens[sign].end == head.len())?;
    let dash = view.token_text(sign).ends_with(DASHES) && !view.glued(sign - 1, sign);
    let colon = view.token_text(sign) == ":";
    if !(dash || colon) || view.glued(sign, sign + 1) {
        return None;
    }
    let participle = sign > 1 && view.token_text(sign - 1).ends_with("ed") && is_plural(view, sign - 2);
    let end = sign - usize::from(participle);
    let inside = |at: usize| {
        let (token, text) = view.token(at)?;
        let closed = token.is(WordClass::Function) && text != "of" && !token.is_small(WordClass::Conjunction);
        let hyphen = matches!(text, "-" | "/") && view.glued(at, at + 1) && at > 0 && view.glued(at - 1, at);
        (hyphen || token.kind == Kind::Word && !closed && !token.is(WordClass::Verb)).then_some(at)
    };
    let mut first = (0..end).rev().take(2 * MOST_WORDS).map_while(inside).last()?;
    // What stands in front of a label parts it from what was said before.
    let parts = first.checked_sub(1).is_none_or(|before| {
        let token = view.tokens[before];
        token.kind == Kind::Break || token.kind == Kind::Mark && !token.masked && !view.glued(before, first)
    });
    first += usize::from(view.is_small(first, WordClass::Conjunction));
    (parts && first < end && end - first <= MOST_WORDS).then_some(first..end)
}

/// `3595 (+12)`, `4.7 trillion RUB (-16.9%)`, `revenues (-17% y-o-y)`: what a figure in brackets says has come to what stands before
/// it, or gone from it, which only shares say: `(-5)` is as often a temperature.
pub(super) fn change(view: &View<'_>, figure: &FoundFigure) -> Option<Trend> {
    let (head, span) = (&view.text[..figure.span.start], &view.text[figure.span.clone()]);
    let in_bracket =
        |head: &str| head.strip_suffix(" (").is_some_and(|head| head.ends_with(|c: char| c.is_alphanumeric() || c == '.'));
    let bracketed = in_bracket(head);
    let behind = &view.folded[figure.span.end..];
    let closed = behind.starts_with(')');
    let yearly =
        || ["y-o-y", "yoy", "y/y", "year-on-year", "г/г", "р/р"].iter().any(|words| behind.trim_start().starts_with(words));
    if bracketed && closed && span.starts_with('+') {
        return Some(Trend::Up);
    }
    // `(–20.2%)`: a dash for the sign is no part of the figure.
    let dashed = head.strip_suffix(['–', '—']);
    let head = dashed.unwrap_or(head);
    let bracketed = bracketed || dashed.is_some() && in_bracket(head);
    let less = (span.starts_with(['-', '−']) || dashed.is_some()) && figure.kind == QuantityKind::Percent;
    (bracketed && less && (closed || yearly())).then_some(Trend::Down)
}
