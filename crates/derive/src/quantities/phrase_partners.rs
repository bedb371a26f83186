//! What `and` joins in a counted noun phrase: nouns that are counted together, and modifiers that share a plural.

use std::ops::Range;

use unspool_lexicon::{Figures, WordClass};

use super::compounds::{is_abbreviation, is_joint, is_latin, is_numbered};
use super::plurals::{ends_as_participle, is_plural};
use crate::view::{Kind, View};

/// `39 women and children`, `4,000 sailors and Marines`: where the plural ends that `and` joins to the head of a phrase without a
/// number or article of its own, and counted with it. Behind what something did to the first, a verb would be the other's
/// (`lost 40 tanks and rockets fell`).
pub(super) fn partner(view: &View<'_>, phrase: &Range<usize>, figures: &Figures) -> Option<usize> {
    let and = view.token_at(phrase.end);
    let joined = view.token(and)?.0.is_small(WordClass::Conjunction) && view.spaced(and - 1, and);
    let (token, text) = view.token(and + 1).filter(|(token, _)| joined && token.kind == Kind::Word)?;
    let closed = [WordClass::Function, WordClass::Verb, WordClass::Suffering, WordClass::Countless];
    // `300 танков и БМП`
    let abbreviated = || is_abbreviation(view, and + 1) && token.is(WordClass::Thing);
    let noun = (is_plural(view, and + 1) || abbreviated())
        && !closed.into_iter().any(|class| token.is(class))
        && figures.numeral(text, view.folded_token(and + 1)).is_none()
        && !is_joint(view, and + 2);
    let next = view.token(and + 2);
    let modifies = next.is_some_and(|(next, _)| {
        next.kind == Kind::Word && !next.is(WordClass::Function) && !next.is(WordClass::Verb) && is_plural(view, and + 2)
    });
    let sentence = view.sentence(phrase.start);
    let first = view.token_at(sentence.start);
    let number = view.token_at(phrase.start);
    let done = || (first..number).any(|at| view.is(at, WordClass::Verb) || view.is(at, WordClass::Suffering));
    let acts = next.is_some_and(|(next, _)| next.is(WordClass::Verb)) && done();
    // `the deaths of 60 soldiers and injuries to 40 others`
    let counts = |at: usize| {
        view.token(at)
            .is_some_and(|(next, text)| next.kind == Kind::Number || figures.numeral(text, view.folded_token(at)).is_some())
    };
    let behind_cue = |at: usize| {
        let rest = view.tokens.get(at).and_then(|token| view.text.get(token.start..sentence.end)).unwrap_or_default();
        figures.cues_before.starts(rest).map_or(at, |(length, _)| view.token_at(sentence.end - rest.len() + length))
    };
    let of_others = next.is_some_and(|(_, text)| matches!(text, "to" | "of" | "among" | "in")) && counts(behind_cue(and + 3));
    (noun && !modifies && !acts && !of_others).then_some(token.end)
}

/// Whether `and` stands at a token, and a further figure behind it.
pub(super) fn counts_on(view: &View<'_>, and: usize, figures: &Figures) -> bool {
    let joined = view.token(and).is_some_and(|(_, text)| matches!(text, "and" | "&"));
    let next = view.token(and + 1).filter(|_| joined);
    next.is_some_and(|(token, text)| token.kind == Kind::Number || figures.numeral(text, view.folded_token(and + 1)).is_some())
}

/// `60 UN and NGO workers`, `12 Sunni, Shia and Druze fighters`, `40 air and artillery strikes`, `100 SM-2 or SM-6 missiles`:
/// where the plural stands that modifiers share; `at` is behind the first of them. Commas join capitals only.
pub(super) fn shared_plural(view: &View<'_>, at: usize, figures: &Figures) -> Option<usize> {
    /// Most modifiers behind the first.
    const MOST_SHARED: usize = 4;
    let joint = view.token(at).map_or("", |(_, text)| text);
    if !matches!(joint, "and" | "or" | "&" | ",") {
        return None;
    }
    let first = at.checked_sub(1)?;
    let capitals = view.tokens[first].capital || view.tokens[first].kind == Kind::Number;
    let modifies = view.tokens[first].kind == Kind::Number || modifier(view, first, capitals, figures).is_some();
    let mut next = at;
    for _ in 0..MOST_SHARED {
        let (_, joint) = view.token(next).filter(|_| modifies)?;
        let joined = matches!(joint, "and" | "or" | "&");
        if !(joined || capitals && joint == ",") {
            return None;
        }
        // `240 Israeli and foreign prisoners`
        let local = || (joined && capitals).then(|| modifier(view, next + 1, false, figures)).flatten();
        next = modifier(view, next + 1, capitals, figures).or_else(local)?;
        if joined {
            let small = view.token(next).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital);
            return (small && is_plural(view, next)).then_some(next);
        }
    }
    None
}

/// The token behind the modifier that begins there, of capitals (`Shia`, `SM-2`) or of small letters (`artillery`, `failed`).
fn modifier(view: &View<'_>, at: usize, capitals: bool, figures: &Figures) -> Option<usize> {
    let (token, text) = view.token(at).filter(|(token, _)| token.kind == Kind::Word && token.capital == capitals)?;
    if is_plural(view, at) && !token.is(WordClass::Compound) {
        return None;
    }
    if capitals {
        // `Russian and North Korean troops`
        let whole =
            view.token(at + 1).is_some_and(|(next, _)| next.kind == Kind::Word && next.capital && view.spaced(at, at + 1));
        return Some(if is_numbered(view, at) { at + 3 } else { at + 1 + usize::from(whole && !is_plural(view, at + 1)) });
    }
    let verb = token.is(WordClass::Verb) && !ends_as_participle(text);
    let noun = is_latin(text)
        && !verb
        && figures.numeral(text, text).is_none()
        && ![WordClass::Function, WordClass::Adverb, WordClass::Suffering].into_iter().any(|class| token.is(class));
    noun.then_some(at + 1)
}
