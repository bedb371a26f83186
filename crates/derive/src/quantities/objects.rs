//! What a figure counts: the noun phrase behind it (`noun_phrase`), or one in front of it (`fronted`).

use std::ops::Range;

use unspool_lexicon::{Figures, WordClass};
use unspool_model::QuantityKind;

use super::compounds::{is_abbreviation, is_latin};
use super::noun_phrase::counted;
use super::plurals::is_plural;
use super::{FoundFigure, cues, fronted, labels};
use crate::numerals::{Numeral, Value};
use crate::slavic;
use crate::view::{Kind, Token, View};

/// The object of a figure with its numeral; `next` is the token behind its unit.
pub(super) fn of(
    view: &View<'_>,
    figure: &FoundFigure,
    numeral: &Numeral,
    next: usize,
    figures: &Figures,
) -> Option<Range<usize>> {
    // `3 тыс. солдат`: the point of an abbreviation.
    let point = numeral.scale > 1.0 && view.has_point(next - 1) && !numeral.span.is_empty();
    let abbreviated = point && !view.text[numeral.span.clone()].is_ascii();
    // `*two* key facilities`
    let emphasis = (next..).take_while(|&at| view.glued(at - 1, at) && view.token(at).is_some_and(|(_, text)| text == "*"));
    // `146 млн. Смертность`: the point ends the sentence as well.
    if abbreviated && view.token(next + 1).is_some_and(|(token, text)| token.capital && text.chars().any(char::is_lowercase)) {
        return fronted::before(view, figure, figures).or_else(|| labels::before(view, figure, figures));
    }
    let behind = cues::skip_behind(view, next + usize::from(abbreviated) + emphasis.count(), figures);
    let behind = over_brackets(view, behind).unwrap_or(behind);
    // `71 per cent (638) of the deaths`
    let counted_as = figure.kind == QuantityKind::Percent && is_bracketed_number(view, behind);
    let behind = behind + if counted_as { 3 } else { 0 };
    // `4 🇨🇳militia ships`
    let flags = view.tokens.get(behind..).unwrap_or_default().iter();
    let behind = behind + flags.take_while(|token| is_flag(&view.text[token.start..token.end])).count();
    // `“dozens” of families`
    let quoted = view.token(behind).is_some_and(|(_, text)| matches!(text, "”" | "\"" | "»" | "“"));
    let behind = behind + usize::from(quoted && view.token(behind + 1).is_some_and(|(_, text)| text == "of"));
    let word = view.token(behind).map_or("", |_| view.folded_token(behind));
    let partitive = word == "of";
    // `Millions attend the rallies`: a plural magnitude counts what `of` brings; `dozens dead` has a noun of its own.
    let magnitude = matches!(numeral.value, Value::Vague(..)) && view.text[numeral.span.clone()].ends_with('s');
    if magnitude
        && behind == next
        && !partitive
        && view.token(behind).is_some_and(|(token, text)| is_latin(text) && !token.is(WordClass::Plural))
    {
        return None;
    }
    // `500-килограммовая бомба`, but `12 кілометрів квадратних лісу`: an adjective that is tied to the number counts nothing.
    let adjective = next.checked_sub(1).is_some_and(|unit| {
        let tied = view.text.get(numeral.span.end..view.tokens[unit].end).is_some_and(|unit| !unit.contains(char::is_whitespace));
        tied && slavic::is_adjective(view.folded_token(unit))
    });
    match figure.kind {
        QuantityKind::Measure | QuantityKind::Percent if adjective => None,
        QuantityKind::Count => match counted(view, behind, is_of_one(figure, word), false, figures) {
            Some(pieces) if is_pieces(view, &pieces) => labels::before_pieces(view, figure, figures).or(Some(pieces)),
            Some(object) if partitive && is_of_sorts(view, behind, &object) => None,
            Some(object) => Some(object),
            None => fronted::before(view, figure, figures).or_else(|| labels::before(view, figure, figures)),
        },
        // `within 5 km of the border`
        QuantityKind::Measure if partitive && cues::is_within(view, figure.span.start) => None,
        QuantityKind::Percent | QuantityKind::Measure if partitive => counted(view, behind, false, true, figures),
        // `5 млн тонн зерна`, but `5 км вчера`
        QuantityKind::Measure if is_amount(figure) && slavic::is_genitive(word) && !view.is(behind, WordClass::Adverb) => {
            counted(view, behind, false, true, figures)
        }
        // `54% українців`, `31% артилерійських систем`: a genitive needs no `of`.
        QuantityKind::Percent if word.starts_with(slavic::is_cyrillic) && is_plural(view, behind_adjectives(view, behind)) => {
            counted(view, behind, false, false, figures)
        }
        // `80% українських міст`, `35% опрошенных`
        QuantityKind::Percent if slavic::is_plural_genitive(word) => {
            let noun = behind_adjectives(view, behind);
            let last = if is_bare(view, noun) { noun } else { noun - 1 };
            let named = last == noun || view.is_small(last, WordClass::Substantive);
            named.then(|| view.tokens[behind].start..view.tokens[last].end)
        }
        // `80% Kurds`
        QuantityKind::Percent if view.is(behind, WordClass::Plural) || is_people(view, behind) => {
            counted(view, behind, false, false, figures)
        }
        QuantityKind::Percent if slavic::is_mass_genitive(word) => counted(view, behind, false, true, figures),
        // `1,6% ВВП`
        QuantityKind::Percent if is_abbreviation(view, behind) => counted(view, behind, true, true, figures),
        QuantityKind::Ratio => {
            let part = matches!(numeral.value, Value::Ratio(value) if value < 1.0);
            let of_many = part && numeral.tokens.len() >= 3 && !view.text[numeral.span.clone()].contains(['-', '/']);
            let determined = view.is_small(behind, WordClass::Determiner);
            // `треть экипажа`, `две трети лодок`: a genitive needs no `of`.
            let genitive = slavic::is_genitive(word) && !slavic::is_past(word) || is_plural(view, behind);
            let cyrillic = word.starts_with(slavic::is_cyrillic) && genitive;
            let possible = part && (partitive || determined || of_many || cyrillic || figures.is(word, WordClass::Plural));
            possible.then(|| counted(view, behind, false, true, figures)).flatten()
        }
        _ => None,
    }
}

/// The token behind a figure and what must not be read again: an object that holds a number
/// (`14 Challenger 2 tanks`).
pub(super) fn behind(view: &View<'_>, figure: &FoundFigure, next: usize) -> usize {
    match &figure.object {
        Some(object)
            if object.start >= figure.span.end
                // `two 120mm mortar bombs`: the measure is a figure too.
                && !view.text[object.clone()].starts_with(|c: char| c.is_ascii_digit())
                && view.text[object.clone()].contains(|c: char| c.is_ascii_digit()) =>
        {
            view.token_at(object.end)
        }
        _ => next,
    }
}

/// The token behind the adjectives in Cyrillic that begin at one.
fn behind_adjectives(view: &View<'_>, first: usize) -> usize {
    /// Most of them.
    const MOST: usize = 3;
    let adjective = |at: &usize| view.token(*at).is_some() && slavic::is_plural_genitive(view.folded_token(*at));
    first + (first..first + MOST).take_while(adjective).count()
}

/// Whether a token may be a genitive plural without an ending.
fn is_bare(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, _)| {
        let closed = [WordClass::Function, WordClass::Verb, WordClass::Adverb].into_iter().any(|class| token.is(class));
        token.kind == Kind::Word && !closed && slavic::is_bare_genitive(view.folded_token(at))
    })
}

/// Whether a figure measures how much there is of something, and no way or speed.
fn is_amount(figure: &FoundFigure) -> bool {
    const UNITS: [&str; 8] = ["t", "kg", "g", "L", "m3", "{barrel}", "har", "km2"];
    figure.unit.as_deref().is_some_and(|unit| UNITS.contains(&unit))
}

/// Whether an object is only a word for pieces of what is counted: `12 units`, `1110 од.`
fn is_pieces(view: &View<'_>, object: &Range<usize>) -> bool {
    let at = view.token_at(object.start);
    view.is(at, WordClass::Piece) && view.tokens.get(at).is_some_and(|token| token.end == object.end)
}

/// `5 to 10 (hooded) men`, `two (badly damaged) bridges`: the token behind words in brackets.
fn over_brackets(view: &View<'_>, at: usize) -> Option<usize> {
    /// Most of these words.
    const MOST: usize = 3;
    let sign = |index: usize, sign: &str| view.token(index).is_some_and(|(_, text)| text == sign);
    let word = |index: usize| view.token(index).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital);
    let close = (at + 2..=at + 1 + MOST).find(|&close| !word(close - 1) || sign(close, ")"))?;
    (sign(at, "(") && word(close - 1) && sign(close, ")") && word(close + 1)).then_some(close + 1)
}

/// Whether a number stands there in brackets of its own.
fn is_bracketed_number(view: &View<'_>, at: usize) -> bool {
    let number = view.token(at + 1).is_some_and(|(token, _)| token.kind == Kind::Number);
    number && view.is_text(at, "(") && view.is_text(at + 2, ")")
}

/// Whether a token is a plural with a capital, as those of peoples and parties are.
fn is_people(view: &View<'_>, at: usize) -> bool {
    let word = |(token, text): (Token, &str)| token.kind == Kind::Word && token.capital && is_latin(text);
    view.token(at).is_some_and(word) && is_plural(view, at)
}

/// Whether the noun behind a figure stands in the singular: behind one, and in Russian and Ukrainian behind every number that ends in
/// one (`181 бойове зіткнення`).
fn is_of_one(figure: &FoundFigure, noun: &str) -> bool {
    let ends_in_one = |value: f64| (value % 10.0 - 1.0).abs() < f64::EPSILON && (value % 100.0 - 11.0).abs() > f64::EPSILON;
    figure
        .value
        .is_some_and(|value| (value - 1.0).abs() < f64::EPSILON || noun.starts_with(slavic::is_cyrillic) && ends_in_one(value))
        // `имена 41 731 российских военных`
        && !slavic::is_plural_genitive(noun)
}

/// `2,800 of all types`: whether what stands behind `of` says what those are like who are counted.
fn is_of_sorts(view: &View<'_>, of: usize, object: &Range<usize>) -> bool {
    let head = view.token_at(object.end).saturating_sub(1);
    let all = ["all", "various", "different", "both"].iter().any(|word| view.is_text(of + 1, word));
    all && view.is_small(head, WordClass::Sorts)
}

/// Whether a token is half of a flag.
fn is_flag(text: &str) -> bool {
    text.chars().all(|c| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c))
}
