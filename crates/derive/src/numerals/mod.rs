//! Numerals: digits in either convention, number words, scales, vague magnitudes, fractions, ratios.
//!
//! In: a token of the view. Out: the numeral that begins there, with its value. Whether it counts
//! anything is for `quantities` to say.

mod cyrillic;
mod digits;
mod ratios;
mod words;

use std::ops::Range;

use unspool_lexicon::{Figures, Numeral as Word, NumeralClass};

use crate::view::{Kind, View};

/// What a numeral says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    /// A number.
    Exact(f64),
    /// A number that its own words make uncertain: `a couple of dozen`.
    About(f64),
    /// An order of magnitude, from and to.
    Vague(f64, f64),
    /// A part or a multiple: `two-thirds`, `one in five`, `3:1`, `tenfold`.
    Ratio(f64),
}

impl Value {
    /// The number, if it is one.
    pub fn exact(self) -> Option<f64> {
        if let Self::Exact(value) = self { Some(value) } else { None }
    }
}

/// A numeral in a text.
#[derive(Clone, Debug)]
pub(crate) struct Numeral {
    /// First token, and the one behind the last.
    pub tokens: Range<usize>,
    /// Bytes. A suffix may end inside a token (`5bn`).
    pub span: Range<usize>,
    pub value: Value,
    /// The multiplier that its last scale word or suffix stands for (1 without one), which a range
    /// lends to its first number: `10-15k`.
    pub scale: f64,
    /// Written in digits.
    pub digits: bool,
}

impl Numeral {
    /// A numeral over whole tokens.
    fn over(view: &View<'_>, tokens: Range<usize>, value: Value, scale: f64, digits: bool) -> Self {
        let span = view.tokens[tokens.start].start..view.tokens[tokens.end - 1].end;
        Self { tokens, span, value, scale, digits }
    }
}

/// The numeral that begins at token `first`. `money` says that a currency stands before it, so that a
/// glued `m` is a million and not metres.
pub(crate) fn parse(view: &View<'_>, first: usize, money: bool, figures: &Figures) -> Option<Numeral> {
    let (token, _) = view.token(first)?;
    let numeral = match token.kind {
        Kind::Number => digits::parse(view, first, money, figures),
        Kind::Word => words::parse(view, first, figures),
        _ => None,
    };
    match numeral {
        Some(numeral) => Some(ratios::extended(view, with_gloss(view, numeral), figures)),
        None => ratios::multiple(view, first, figures),
    }
}

/// `eighteen (18) fighters`: a number in words with the same in digits behind it, in brackets.
fn with_gloss(view: &View<'_>, mut numeral: Numeral) -> Numeral {
    let end = numeral.tokens.end;
    let text = |at: usize| view.token(at).map_or("", |(_, text)| text);
    let again =
        || text(end + 1).parse::<f64>().ok().zip(numeral.value.exact()).is_some_and(|(digits, words)| same(digits, words));
    if !numeral.digits && text(end) == "(" && text(end + 2) == ")" && again() {
        numeral.tokens.end = end + 3;
        numeral.span.end = view.tokens[end + 2].end;
    }
    numeral
}

/// Whether two small whole numbers are the same; both come from tables.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < f64::EPSILON
}

/// The number word at a token.
fn word(view: &View<'_>, index: usize, figures: &Figures) -> Option<Word> {
    let (token, text) = view.token(index)?;
    (token.kind == Kind::Word).then(|| figures.numeral(text, view.folded_token(index))).flatten()
}

fn is_scale(word: Word) -> bool {
    matches!(word.class, NumeralClass::Scale | NumeralClass::Hundred)
}

/// The scale word at a token.
fn scale(view: &View<'_>, index: usize, figures: &Figures) -> Option<f64> {
    word(view, index, figures).filter(|&word| is_scale(word)).map(|word| word.value)
}

/// Where the scale stands that a hyphen ties to the token before `next`: `15-thousand`. Else `next`.
fn behind_hyphen(view: &View<'_>, next: usize, figures: &Figures) -> usize {
    let hyphen = next > 0 && view.glued(next - 1, next) && view.glued(next, next + 1) && small(view, next) == "-";
    if hyphen && scale(view, next + 1, figures).is_some() { next + 1 } else { next }
}

/// The text of a token in small letters; empty at the end of a line and for what is masked.
fn small<'v>(view: &'v View<'_>, index: usize) -> &'v str {
    view.token(index).map_or("", |_| view.folded_token(index))
}

#[cfg(test)]
mod tests;
