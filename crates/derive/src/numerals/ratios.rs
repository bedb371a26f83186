//! Ratios that two numerals make, and multiples.

use unspool_lexicon::{CueRole, Figures, NumeralClass, WordClass};

use super::{Numeral, Value, digits, same, small, word, words};
use crate::possessive;
use crate::slavic;
use crate::view::{Kind, View};

/// `one in five`, `9 out of 10`, `3:1`, `five times more`, `10-fold`: the numeral with what makes a
/// ratio of it, or as it was.
pub(super) fn extended(view: &View<'_>, numeral: Numeral, figures: &Figures) -> Numeral {
    let Some(value) = numeral.value.exact().filter(|&value| value > 0.0) else { return numeral };
    let next = numeral.tokens.end;
    let ratio = |end: usize, value: f64| Numeral::over(view, numeral.tokens.start..end, Value::Ratio(value), 1.0, numeral.digits);
    match small(view, next) {
        "in" => part_of(view, next + 1, value, figures).map(|(end, part)| ratio(end, part)),
        "out" if small(view, next + 1) == "of" => second(view, next + 2, figures)
            .filter(|&(_, of)| value <= of && (is_base(of) || value <= 10.0 && same(of % 100.0, 0.0)))
            .map(|(end, of)| ratio(end, value / of)),
        // `1 of every 5 trucks`
        "of" if small(view, next + 1) == "every" => part_of(view, next + 1, value, figures).map(|(end, part)| ratio(end, part)),
        "over" if numeral.tokens.start == 0 => {
            second(view, next + 1, figures).filter(|&(_, of)| value < of).map(|(end, of)| ratio(end, value / of))
        }
        ":" if numeral.digits => against(view, &numeral, value).map(|(end, value)| ratio(end, value)),
        "to" | "-" => to_one(view, next, figures).map(|end| ratio(end, value)),
        "times" => {
            let many = compared(view, next) || is_amount(view, numeral.tokens.start);
            (many || has_grown(view, numeral.tokens.start, figures)).then(|| ratio(next + 1, value))
        }
        // `в два раза`
        times if figures.is(times, WordClass::Times) => {
            let front = numeral.tokens.start.checked_sub(1).map_or("", |front| small(view, front));
            slavic::is_in(front).then(|| ratio(next + 1, value))
        }
        _ => None,
    }
    .or_else(|| fold(view, next).map(|end| ratio(end, value)))
    .or_else(|| is_factor(view, numeral.tokens.start).then(|| ratio(next, value)))
    .unwrap_or(numeral)
}

/// `twice as many`, `tenfold`: multiples in one word.
pub(super) fn multiple(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (token, _) = view.token(first)?;
    if token.kind != Kind::Word {
        return None;
    }
    let text = view.folded_token(first);
    if let Some(found) = word(view, first, figures).filter(|word| word.class == NumeralClass::Multiple) {
        let compared = view.token(first + 1).is_some_and(|(token, text)| text != "that" && token.is(WordClass::Compared));
        return compared.then(|| Numeral::over(view, first..first + 1, Value::Ratio(found.value), 1.0, false));
    }
    let stem = text.strip_suffix("fold").filter(|stem| !stem.is_empty())?;
    let found = figures.numeral(stem, stem)?;
    let cardinal = matches!(found.class, NumeralClass::One | NumeralClass::Teen | NumeralClass::Ten | NumeralClass::Hundred);
    cardinal.then(|| Numeral::over(view, first..first + 1, Value::Ratio(found.value), 1.0, false))
}

/// The second numeral of a ratio: the token behind it and its value. `every` may stand before it.
fn second(view: &View<'_>, at: usize, figures: &Figures) -> Option<(usize, f64)> {
    let at = at + usize::from(small(view, at) == "every");
    let numeral = match view.token(at)?.0.kind {
        Kind::Number => digits::parse(view, at, false, figures),
        Kind::Word => words::parse(view, at, figures),
        _ => None,
    }?;
    numeral.value.exact().filter(|&value| value > 0.0).map(|value| (numeral.tokens.end, value))
}

/// Whether so many are what shares are told of: `9 out of 10`, but `110 out of 177 boats` are two counts. (A few out of hundreds are a
/// share too: `two out of five hundred`.)
fn is_base(of: f64) -> bool {
    (2.0..=10.0).contains(&of) || [20.0, 50.0, 100.0, 1000.0].contains(&of)
}

/// What is a year as well.
const YEARS: std::ops::Range<f64> = 1900.0..2100.0;

/// `in five`, `in every ten`, `of every ten`: a round number, and no unit behind it (`two in ten days`).
fn part_of(view: &View<'_>, at: usize, value: f64, figures: &Figures) -> Option<(usize, f64)> {
    let (end, of) = second(view, at, figures)?;
    // `1 in 200`, but `1 in 2020`
    let tens = same(value, 1.0) && same(of % 10.0, 0.0) && !YEARS.contains(&of);
    let round = is_base(of) && of < 1000.0 || tens;
    let every = small(view, at) == "every";
    let unit = !every && view.tokens.get(end).is_some_and(|token| figures.after.starts(&view.text[token.start..]).is_some());
    let small_part = same(value, 1.0) || of <= 10.0 || every;
    (value < of && round && small_part && !unit).then_some((end, value / of))
}

/// `3:1`, `1:2000`; `3:15` is a time, and `0:2` a score.
fn against(view: &View<'_>, numeral: &Numeral, value: f64) -> Option<(usize, f64)> {
    let next = numeral.tokens.end;
    let (token, text) = view.token(next + 1)?;
    let long = same(value, 1.0) && text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = token.kind == Kind::Number && (text.len() == 1 && text != "0" || long);
    let glued = view.glued(next - 1, next) && view.glued(next, next + 1);
    let behind = view.text[token.end..].starts_with([':', '/', '-']);
    let of: f64 = plain.then(|| text.parse().ok()).flatten()?;
    (glued && !behind && numeral.tokens.len() == 1).then_some((next + 2, value / of))
}

/// `10 to 1`, `ten-to-one`.
fn to_one(view: &View<'_>, next: usize, figures: &Figures) -> Option<usize> {
    let hyphen = small(view, next) == "-";
    let to = next + usize::from(hyphen);
    if small(view, to) != "to" {
        return None;
    }
    let one = to + 1 + usize::from(hyphen && small(view, to + 1) == "-");
    let is_one = matches!(small(view, one), "1" | "one");
    let unit = view.tokens.get(one + 1).is_some_and(|token| figures.after.starts(&view.text[token.start..]).is_some());
    (is_one && !unit).then_some(one + 1)
}

/// `by three times`, `by about one and a half times`, `by 3.5-4 times`: whether `by` says how much more.
fn is_amount(view: &View<'_>, first: usize) -> bool {
    /// `by` and a modifier.
    const FARTHEST: usize = 2;
    let dash = first > 1 && matches!(small(view, first - 1), "-" | "–") && view.tokens[first - 2].kind == Kind::Number;
    let first = if dash { first - 2 } else { first };
    (first.saturating_sub(FARTHEST)..first).any(|at| small(view, at) == "by")
}

/// `increased more than 100 times`, `an increase of around 120 to 140 times`: whether a change stands in front, over a modifier and the
/// lower end of a range.
fn has_grown(view: &View<'_>, first: usize, figures: &Figures) -> bool {
    let ranged = first > 1 && matches!(small(view, first - 1), "to" | "-" | "–") && view.tokens[first - 2].kind == Kind::Number;
    let first = if ranged { first - 2 } else { first };
    let head = view.folded[..view.tokens[first].start].trim_end();
    let modifier = figures.cues_before.ends(head).filter(|(_, cue)| matches!(cue, CueRole::Modifier(_)));
    let head = modifier.map_or(head, |(start, _)| head[..start].trim_end());
    matches!(figures.cues_before.ends(head), Some((_, CueRole::Trend(_))))
}

/// `by a factor of three`.
fn is_factor(view: &View<'_>, first: usize) -> bool {
    first > 1 && small(view, first - 1) == "of" && small(view, first - 2) == "factor"
}

/// `times` with a comparison behind it: `three times as many`, `three times that of`.
fn compared(view: &View<'_>, times: usize) -> bool {
    let pronoun = |text: &str| matches!(text, "that" | "what") && !(text == "that" && small(view, times + 2) == "of");
    // `increased three times to 6,000`
    let raised = || {
        let verb = (0..times).rev().take(3).any(|at| view.is(at, WordClass::Change));
        verb && matches!(small(view, times + 1), "to" | "since" | "from")
    };
    // `40 times Moscow's rate`
    let name = view.token(times + 1).filter(|(token, _)| token.kind == Kind::Word && token.capital);
    let owned = name.is_some_and(|(token, _)| possessive::owned(&view.text[token.end..]).is_some());
    // `10 to 20 times dearer`
    let comparative = view.token(times + 1).is_some_and(|(token, text)| {
        token.kind == Kind::Word && !token.capital && text.len() > 4 && text.ends_with("er") && !token.is(WordClass::Function)
    });
    owned
        || comparative
        || view.token(times + 1).is_some_and(|(token, text)| token.is(WordClass::Compared) && !pronoun(text))
        || raised()
}

/// `10-fold`, `10fold`, `5x`.
fn fold(view: &View<'_>, next: usize) -> Option<usize> {
    if view.glued(next - 1, next) && matches!(small(view, next), "x" | "×") {
        return Some(next + 1);
    }
    let hyphen = usize::from(small(view, next) == "-");
    let glued = view.glued(next - 1, next) && (hyphen == 0 || view.glued(next, next + 1));
    (glued && small(view, next + hyphen) == "fold").then_some(next + hyphen + 1)
}
