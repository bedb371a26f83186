//! Words of a noun phrase that are more than one token: compounds, types with a number, abbreviations and possessives.

use super::plurals::is_plural;
use crate::slavic;
use crate::view::{Kind, View};

/// `МіГ-29`, `SM-2`: a word with a capital, a hyphen and a number.
pub(super) fn is_numbered(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, text)| token.kind == Kind::Word && text.starts_with(char::is_uppercase))
        && view.is_hyphen(at + 1)
        && view.token(at + 2).is_some_and(|(token, _)| token.kind == Kind::Number)
}

/// `four U.S. carriers`: the token behind an abbreviation of capitals with points.
pub(super) fn initialism(view: &View<'_>, at: usize) -> Option<usize> {
    let letter = |index: usize| {
        view.token(index).is_some_and(|(token, text)| token.capital && text.chars().count() == 1) && view.has_point(index)
    };
    let mut end = at;
    while letter(end) && (end == at || view.glued(end - 1, end)) {
        end += 2;
    }
    (end >= at + 4).then_some(end)
}

/// `99 old Leopard 1s`: whether the name of a type begins there.
pub(super) fn is_type(view: &View<'_>, at: usize) -> bool {
    let number = |index: usize| view.token(index).is_some_and(|(token, _)| token.kind == Kind::Number);
    view.token(at).is_some_and(|(token, _)| token.capital) && number(at + 1)
}

/// `14 Challenger 2 tanks`, `14 Leopard 2A6s`, `14 Leopard 2 A6 tanks`: a number behind a capitalised word and before a plural or
/// the letter of a version.
pub(super) fn names_type(view: &View<'_>, at: usize, last: &str) -> bool {
    let short = view.token(at).is_some_and(|(_, text)| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let version = |text: &str| text.starts_with(char::is_uppercase) && text.contains(|c: char| c.is_ascii_digit());
    short
        && last.starts_with(char::is_uppercase)
        && (is_plural(view, at + 1) || view.token(at + 1).is_some_and(|(_, text)| version(text)))
}

/// Over hyphens inside a compound, which are part of the phrase: `long-range`, `armored/personnel`.
pub(super) fn over_joints(view: &View<'_>, at: usize, end: &mut Option<usize>) -> usize {
    if end.is_some() && is_joint(view, at) {
        *end = Some(view.tokens[at].end);
        return at + 1;
    }
    at
}

/// `300 дронов-камикадзе`, `300 телеграм-каналов`: where the second noun ends that a hyphen ties to one in Cyrillic letters, which ends
/// at a byte.
pub(super) fn with_second(view: &View<'_>, end: usize) -> usize {
    let joint = view.token_at(end);
    let second = view.token(joint + 1).filter(|(token, text)| {
        token.kind == Kind::Word && !token.capital && text.starts_with(slavic::is_cyrillic) && view.is_hyphen(joint)
    });
    second.filter(|_| is_joint(view, joint)).map_or(end, |(token, _)| token.end)
}

/// Whether a token joins the words of a compound, without spaces.
pub(super) fn is_joint(view: &View<'_>, at: usize) -> bool {
    let sign = view.token(at).is_some_and(|(token, text)| token.kind == Kind::Mark && matches!(text, "-" | "‑" | "/"));
    sign && at > 0 && view.glued(at - 1, at) && view.glued(at, at + 1)
}

/// The token behind the possessive that the word before `at` has: `Ukraine's brigades`, `People's Army`, `Workers' Party`,
/// `Bandar Abbas' docks`.
pub(super) fn owner(view: &View<'_>, at: usize) -> Option<usize> {
    view.token(at).filter(|(_, mark)| at > 0 && matches!(*mark, "'" | "’") && view.glued(at - 1, at))?;
    let s = view.token(at + 1).is_some_and(|(_, text)| text == "s") && view.glued(at, at + 1);
    let named = view.token(at + 1).is_some_and(|(token, _)| token.capital);
    (s || named || view.tokens[at - 1].capital || !is_plural(view, at - 1)).then_some(at + 1 + usize::from(s))
}

/// Behind the brackets of an abbreviation and its name: `five People's Liberation Army (PLA) aircraft`, `three BSF (Border Security Force)
/// troopers`.
pub(super) fn over_abbreviation(view: &View<'_>, at: usize, words: usize) -> usize {
    /// Most words in brackets.
    const MOST: usize = 6;
    let is = |index: usize, mark: &str| view.token(index).is_some_and(|(_, text)| text == mark);
    let short = |index: usize| {
        view.token(index).is_some_and(|(_, text)| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    if words == 0 || !is(at, "(") {
        return at;
    }
    let Some(close) = (at + 2..=at + 1 + MOST).find(|&close| is(close, ")")) else { return at };
    let named = || short(at - 1) && (at + 1..close).all(|word| view.token(word).is_some_and(|(token, _)| token.capital));
    let abbreviated = close == at + 2 && short(at + 1) || named();
    let goes_on = view.token(close + 1).is_some_and(|(token, _)| token.kind == Kind::Word);
    if abbreviated && goes_on { close + 1 } else { at }
}

/// Whether a token is an abbreviation in Cyrillic capitals, small letters for small words apart: `БпЛА`.
pub(super) fn is_abbreviation(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(_, text)| {
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        capitals > 1 && capitals + 1 >= text.chars().count() && text.chars().all(slavic::is_cyrillic)
    })
}

/// Whether a word is in Latin letters, with accents or without: `Burkinabè`.
pub(super) fn is_latin(word: &str) -> bool {
    /// The last letter of the Latin blocks.
    const LAST: char = '\u{24f}';
    word.chars().all(|c| c <= LAST)
}
