//! Bare numbers that are somebody's years.

use unspool_lexicon::{Figures, WordClass};

use super::FoundFigure;
use crate::tagger::Word;
use crate::view::{Kind, View};

/// Years of the oldest person.
const OLDEST: u8 = 122;

/// Whether a count that begins at token `at` and ends in front of token `next` is an age.
pub(super) fn is_one(view: &View<'_>, figure: &FoundFigure, at: usize, next: usize, figures: &Figures) -> bool {
    is_age(view, at) || is_age_of_person(view, at, figures) || is_age_of_child(view, figure, at, next, figures)
}

/// `aged 34`, `aged 19, 22 and 34`: a bare number is years then.
fn is_age(view: &View<'_>, at: usize) -> bool {
    let mut before = at;
    while let Some(index) = before.checked_sub(1) {
        let word = view.token(index).map_or("", |_| view.folded_token(index));
        match word {
            "aged" | "age" | "ages" => return true,
            // `at the age of 96`
            "of" if index > 0 && view.is_text(index - 1, "age") => return true,
            // `children as young as eight`
            "as" if index > 0 && matches!(view.folded_token(index - 1), "young" | "old") => return true,
            // `the average age of recruits is 43`
            "is" | "was" | "at" => return is_of_age(view, index),
            "," | "and" | "between" | "to" | "from" | "about" | "under" | "over" if at - index < 8 => before = index,
            _ if view.tokens[index].kind == Kind::Number && at - index < 8 => before = index,
            _ => return false,
        }
    }
    false
}

/// Whether an age is what the verb at a token speaks of: `their age was`, `the average age of recruits is`.
fn is_of_age(view: &View<'_>, verb: usize) -> bool {
    /// Most words between the two.
    const MOST: usize = 4;
    let words =
        (0..verb).rev().take(MOST + 1).take_while(|&at| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word));
    words.map(|at| view.folded_token(at)).take_while(|word| !matches!(*word, "at" | "and")).any(|word| word == "age")
}

/// `Jane Roe, 34, was`, `Roe, at 34, was`, `Roe is 34`: between commas behind the name of a person, or behind a verb of being
/// at the end of a clause, a bare number is years. In brackets it is as often a count (`Saudi Arabia (17)`), unless a given name
/// and a surname stand before it.
fn is_age_of_person(view: &View<'_>, at: usize, figures: &Figures) -> bool {
    let text = |index: usize| view.token(index).map_or("", |(_, text)| text);
    let years = view.tokens[at].kind == Kind::Number && text(at).parse::<u8>().is_ok_and(|years| (1..=OLDEST).contains(&years));
    let front = at - usize::from(at > 0 && text(at - 1) == "at");
    let Some(last) = front.checked_sub(2).filter(|_| years) else { return false };
    let between = text(front - 1) == "," && text(at + 1) == "," && text(at + 2).starts_with(char::is_lowercase);
    let ends = matches!(text(at + 1), "" | "." | "," | ";" | "!" | "?" | "and");
    if front == at && ends && matches!(text(at - 1), "is" | "was" | "turns" | "turned") {
        return matches!(text(last), "he" | "she" | "He" | "She" | "who") || names_person(view, last, figures);
    }
    // `wounding a man, 85`
    if front == at && text(at - 1) == "," && matches!(text(at + 1), "" | "." | "," | ";") && view.is_small(last, WordClass::Aged)
    {
        return true;
    }
    let bracketed = front == at && text(at - 1) == "(" && text(at + 1) == ")";
    between && names_person(view, last, figures)
        || bracketed && last > 0 && is_full_name(view, last)
        || front == at && is_listed_age(view, at) && names_person(view, last, figures)
}

/// `Jane Roe, 34; her son Tim, 4, and Ola, 2.`: whether a number ends an item of a list in which a full name stands so. A list of places
/// has counts so (`Lyman, 3; Kupiansk, 5`).
fn is_listed_age(view: &View<'_>, at: usize) -> bool {
    /// Most tokens from the item to that of the full name.
    const MOST: usize = 60;
    let text = |index: usize| view.token(index).map_or("", |(_, text)| text);
    let ends = |at: usize| matches!(text(at + 1), ";" | "." | "" | ",") && at > 2 && text(at - 1) == ",";
    let aged = |at: usize| view.tokens[at].kind == Kind::Number && ends(at) && is_full_name(view, at - 2);
    let item = |at: &usize| text(*at) != "." && *at < view.tokens.len();
    let near = || (0..at).rev().take(MOST).take_while(item).chain((at..at + MOST).take_while(item));
    ends(at) && text(at + 1) != "," && near().any(aged)
}

/// Whether a given name and a surname end at a token, as far as words tell.
fn is_full_name(view: &View<'_>, last: usize) -> bool {
    let person = |index: usize| Word::of_text(view.folded_token(index)).person();
    let capital = view.tokens[last].capital && view.tokens[last - 1].capital;
    let ordinary = |index: usize| Word::of_text(view.folded_token(index)).is_ordinary();
    capital && person(last - 1) & 4 != 0 && (person(last) & 3 != 0 || !ordinary(last))
}

/// Whether the words with capitals that end at a token can be a person's name.
fn names_person(view: &View<'_>, last: usize, figures: &Figures) -> bool {
    let text = |index: usize| view.token(index).map_or("", |(_, text)| text);
    let names = (0..=last).rev().take_while(|&index| view.tokens[index].capital && !view.tokens[index].masked).count();
    let before = (last + 1 - names).checked_sub(1).map_or("", text);
    let word = Word::of_text(view.folded_token(last));
    let person = names >= 2 || names == 1 && (word.person() != 0 || !word.is_ordinary());
    person && !figures.is(before, WordClass::Locative)
}

/// `a girl of ten`, `died at 86`, `children under five`, at the end of a clause.
fn is_age_of_child(view: &View<'_>, figure: &FoundFigure, at: usize, next: usize, figures: &Figures) -> bool {
    let Some(before) = at.checked_sub(2) else { return false };
    let closed = view.is_text(next, ")");
    // `one in ten was under 21`
    let is_of_share = view.is_small(before, WordClass::Copula)
        && before > 0
        && (view.tokens[before - 1].kind == Kind::Number
            || view.is_text(before - 1, "%")
            || is_numeral(view, before - 1, figures));
    let class = match view.folded_token(at - 1) {
        // `a boy (12)`
        "(" if closed => WordClass::Aged,
        "of" | "at" => WordClass::Aged,
        "under" | "over" | "below" | "above" => WordClass::AgeGroup,
        _ => return false,
    };
    // `adults (under 28)`
    let bracket = class == WordClass::AgeGroup && closed && before > 0 && view.is_text(before, "(");
    let joined = view.is_small(before - usize::from(bracket), class) || class == WordClass::AgeGroup && is_of_share;
    let ends = view.token(next).is_none_or(|(token, _)| {
        token.kind == Kind::Mark || [WordClass::Function, WordClass::Verb].into_iter().any(|class| token.is(class))
    });
    joined && ends && figure.value.is_some_and(|years| years <= f64::from(OLDEST))
}

/// Whether a token is a number word.
fn is_numeral(view: &View<'_>, at: usize, figures: &Figures) -> bool {
    view.token(at).is_some_and(|(_, text)| figures.numeral(text, view.folded_token(at)).is_some())
}
