//! Numbered military formations: `392nd Rifle Regiment`, `47-ма окрема механізована бригада`, `95 ОДШБр`.
//!
//! A number or a capitalised ordinal, words for the arm or a name of honour, and the noun. The words are
//! data (`word_classes.csv`).

use std::ops::Range;

use unspool_lexicon::WordClass;

use crate::mentions::Mentions;
use crate::slavic::{self, is_cyrillic};
use crate::spans;
use crate::view::{Kind, Token, View};

/// Most words between the number and the noun: `76th Guards Red Banner Air Assault Division`.
const MOST_WORDS: usize = 6;
/// Most digits of the number of a formation.
const LONGEST_NUMBER: usize = 4;
/// The highest count with a noun in the genitive singular behind it in Russian and Ukrainian.
const MOST_SINGULAR: u16 = 4;
/// Sector of a military unit.
pub(crate) const SECTOR: &str = "MIL";

/// The formations of a text, in order. One that holds another name is left to that name.
pub(crate) fn find(view: &View<'_>, mentions: &Mentions) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, &Token { start, kind, capital, .. }) in view.tokens.iter().enumerate() {
        if kind != Kind::Number && !capital {
            continue;
        }
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        if let Some(span) = at(view, index).or_else(|| numbered(view, index))
            && !spans::overlap(&mentions.names, |hit| hit.start..hit.end, &span)
        {
            found.push(span);
        }
    }
    found
}

/// The formation whose number is that token.
pub(crate) fn at(view: &View<'_>, index: usize) -> Option<Range<usize>> {
    let (token, text) = view.token(index)?;
    let opens = match token.kind {
        Kind::Number => text.len() <= LONGEST_NUMBER && text.bytes().all(|byte| byte.is_ascii_digit()),
        Kind::Word => token.capital && token.is(WordClass::Ordinal),
        _ => false,
    };
    if !opens || index > 0 && view.glued(index - 1, index) && !matches!(view.token_text(index - 1), "(" | "\"" | "“" | "«") {
        return None;
    }
    let (first, number) = number_end(view, index);
    // `в 2025 году армия`
    if view.is(first, WordClass::YearWord) {
        return None;
    }
    let mut branch = false;
    let is_noun = |at: usize| view.token(at).is_some_and(|(token, _)| token.is(WordClass::Formation));
    for at in first..=first + MOST_WORDS {
        let (token, text) = view.token(at)?;
        let glued = view.glued(at - 1, at);
        // `Anti-Aircraft`
        if text == "-" && glued && view.glued(at, at + 1) {
            continue;
        }
        if token.kind != Kind::Word || !glued && &view.text[view.tokens[at - 1].end..token.start] != " " {
            return None;
        }
        if is_noun(at) {
            let fits = match number {
                Number::Ordinal => true,
                Number::Word => text.starts_with(char::is_uppercase),
                // `16 Air Assault Brigade`, as British formations are written; `116 бригады` in the singular is the 116th.
                Number::Plain => {
                    is_abbreviation(text)
                        || branch && text.starts_with(char::is_uppercase)
                        || is_cyrillic_ordinal(view, index, text)
                }
            };
            // `Army Corps`: the last noun is the formation's.
            if is_noun(at + 1) {
                continue;
            }
            // `100 Light Infantry Division 77 troops`: its number stands behind it.
            if number == Number::Plain
                && view.spaced(at, at + 1)
                && view.token(at + 1).is_some_and(|(next, _)| next.kind == Kind::Number)
            {
                return None;
            }
            return fits.then_some(view.tokens[index].start..token.end);
        }
        let capital = text.starts_with(char::is_uppercase);
        let of_name = token.is(WordClass::Branch) || capital || is_modifier(view, at);
        branch |= token.is(WordClass::Branch) && capital;
        if number == Number::Plain && !branch && !is_singular_modifier(view, at) || !of_name {
            return None;
        }
    }
    None
}

/// The formation whose noun that token is, where its number stands behind it: `Infantry Battalion 20`.
fn numbered(view: &View<'_>, index: usize) -> Option<Range<usize>> {
    // `Light Infantry Division 77`, but not any `Division 2`
    let armed = || index > 0 && view.is(index - 1, WordClass::Branch) && view.tokens[index - 1].capital;
    let unit = |token: &Token| token.is(WordClass::Unit) || token.is(WordClass::Formation) && armed();
    let (noun, _) = view.token(index).filter(|(token, _)| token.kind == Kind::Word && token.capital && unit(token))?;
    let (number, text) =
        view.token(index + 1).filter(|(token, _)| token.kind == Kind::Number && view.spaced(index, index + 1))?;
    let counts = text.len() > LONGEST_NUMBER
        || !text.bytes().all(|byte| byte.is_ascii_digit())
        || view.glued(index + 1, index + 2) && view.token(index + 2).is_some_and(|(token, _)| token.kind == Kind::Word);
    let arm = |at: &usize| {
        view.token(*at).is_some_and(|(token, _)| token.capital && token.is(WordClass::Branch)) && view.spaced(*at, at + 1)
    };
    let first = (0..index).rev().take(MOST_WORDS).take_while(arm).last().map_or(noun.start, |first| view.tokens[first].start);
    (!counts).then_some(first..number.end)
}

/// `отдельная`, `окрема`, and the first half of `десантно-штурмовая`.
fn is_modifier(view: &View<'_>, at: usize) -> bool {
    let word = view.folded_token(at);
    let short = word.starts_with(is_cyrillic) && word.ends_with(['а', 'у']);
    slavic::is_adjective(word) || short || word.ends_with('о') && view.glued(at, at + 1)
}

/// `отдельной` of `116 отдельной бригады`.
fn is_singular_modifier(view: &View<'_>, at: usize) -> bool {
    let word = view.folded_token(at);
    word.starts_with(is_cyrillic) && !word.ends_with('х') && is_modifier(view, at)
}

/// Whether the number in front of a Cyrillic noun of a formation, all of which are in the singular, is its number: a count
/// above four has the plural behind it (`12 бригад`, but `3 бригады`).
fn is_cyrillic_ordinal(view: &View<'_>, number: usize, noun: &str) -> bool {
    noun.starts_with(is_cyrillic) && view.token_text(number).parse::<u16>().is_ok_and(|number| number > MOST_SINGULAR)
}

/// How the number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    /// `47th`, `47-ма`.
    Ordinal,
    /// `Third`.
    Word,
    /// `47`.
    Plain,
}

/// The token behind the number, and how it is written.
fn number_end(view: &View<'_>, index: usize) -> (usize, Number) {
    if view.tokens[index].kind == Kind::Word {
        return (index + 1, Number::Word);
    }
    let text = |at: usize| view.token(at).map_or("", |(_, text)| text);
    let behind = |at: usize| if view.glued(at - 1, at) { text(at) } else { "" };
    if view.ends_ordinal(index + 1) {
        return (index + 2, Number::Ordinal);
    }
    let ending = |word: &str| word.starts_with(is_cyrillic) && word.chars().count() <= 3;
    if matches!(behind(index + 1), "-" | "‑" | "–") && ending(behind(index + 2)) {
        return (index + 3, Number::Ordinal);
    }
    (index + 1, Number::Plain)
}

/// `ОМБр`, `омсбр`: abbreviations stand behind a bare number.
fn is_abbreviation(text: &str) -> bool {
    text.starts_with(is_cyrillic) && text.to_lowercase().ends_with("бр")
}
