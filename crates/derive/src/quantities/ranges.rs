//! Ranges: `10-15,000`, `3 to 5 million`, `between $3 and $5`, `10% to 15%`, `2-3x`.

use unspool_lexicon::{Figures, WordClass};

use super::{uncounted, units};
use crate::numerals::{self, Numeral, Value};
use crate::view::{Kind, View};

/// The ends of a range, and whether words (`between … and`) spell it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub low: f64,
    pub high: f64,
    pub spelled: bool,
}

/// Extends a numeral to the range that it begins; of `money` its second end is too (`$100-120m`).
pub(super) fn extended(view: &View<'_>, numeral: Numeral, money: bool, figures: &Figures) -> (Numeral, Option<Ends>) {
    match range(view, &numeral, money, figures) {
        Some((joined, ends)) => (joined, Some(ends)),
        None => (numeral, None),
    }
}

fn range(view: &View<'_>, numeral: &Numeral, money: bool, figures: &Figures) -> Option<(Numeral, Ends)> {
    let (from, vague) = match numeral.value {
        Value::Exact(from) => (from, false),
        _ => return None,
    };
    // The unit may be said twice: `10% to 15%`.
    let own_unit = units::after(view, numeral, figures);
    let next = own_unit.as_ref().map_or(numeral.tokens.end, |(_, end)| view.token_at(*end));
    // `984 тыс. – 1,035 млн`
    let next = next + usize::from(numeral.scale > 1.0 && view.has_point(next - 1) && view.spaced(next, next + 1));
    // `three-to-four kilometres`
    let hyphened = (next..next + 2).all(|index| view.glued(index, index + 1)) && view.folded_token(next) == "-";
    let next = if hyphened && view.token(next + 1).is_some() && view.folded_token(next + 1) == "to" { next + 1 } else { next };
    let joint = view.token(next).map_or("", |_| view.folded_token(next));
    let front = behind_front(view, numeral);
    let before = front.checked_sub(1).map(|index| word_before(view, index)).unwrap_or_default();
    let spelled = match joint {
        "-" | "–" | "—" | "‑" | "−" => false,
        "to" | "till" | "до" if figures.is(before, WordClass::RangeFront) && changes(view, numeral, front, figures) => {
            return None;
        }
        // `rose by 12% to 48 percent`: an amount and a level.
        "to" if before == "by" && (own_unit.is_some() || money)
            || own_unit.is_some() && changes(view, numeral, front, figures) =>
        {
            return None;
        }
        "to" | "till" | "до" | "through" | "or" => true,
        "and" if before == "between" => true,
        _ => return None,
    };
    let second = next + 1 + usize::from(view.glued(next, next + 1) && view.folded_token(next + 1) == "-" && joint == "to");
    // `between 700 and more than 1000`
    let behind_cue = |at: usize| {
        let rest = &view.text[view.tokens.get(at)?.start..];
        figures.cues_before.starts(rest).map(|(length, _)| view.token_at(view.tokens[at].start + length))
    };
    let second = Some(second).filter(|_| spelled && before == "between").and_then(behind_cue).unwrap_or(second);
    let (currency, first) = match view.tokens.get(second).and_then(|_| units::before(view, second, figures)) {
        Some((unit, first)) => (Some(unit), first),
        None => (None, second),
    };
    let to = numerals::parse(view, first, money || currency.is_some(), figures)?;
    // `2-3x`, `10 to 20 times greater`
    let spelled_times = joint == "to" && view.folded[to.span.clone()].ends_with("times");
    let (high, times) = match to.value {
        Value::Exact(high) => (high, false),
        Value::Ratio(high) if high >= 1.0 && (!spelled || spelled_times) && from >= 1.0 => (high, true),
        _ => return None,
    };
    let to_unit = units::after(view, &to, figures);
    if let Some((unit, _)) = &own_unit
        && to_unit.as_ref().is_none_or(|(other, _)| other.code != unit.code)
    {
        return None;
    }
    let mut low = from;
    if numeral.scale <= 1.0 && to.scale > 1.0 && from < high / to.scale {
        low = from * to.scale;
    } else if !vague
        && low < 1000.0
        && high >= 1000.0
        && low * 1000.0 < high
        && !spelled
        && view.text[to.span.clone()].ends_with(",000")
    {
        low *= 1000.0;
    }
    let neighbours = (high - low - 1.0).abs() < f64::EPSILON;
    if low >= high || joint == "or" && !neighbours || uncounted::is_word_part(view, &to) && to_unit.is_none() {
        return None;
    }
    let joined = Numeral {
        tokens: numeral.tokens.start..to.tokens.end,
        span: numeral.span.start..to.span.end,
        value: if times { Value::Ratio(f64::midpoint(low, high)) } else { Value::Exact(f64::midpoint(low, high)) },
        scale: to.scale,
        digits: numeral.digits && to.digits,
    };
    Some((joined, Ends { low, high, spelled }))
}

/// `from the current 100 billion`: the first token behind the `from` that stands in front of an article and an adjective, else that of
/// the numeral.
fn behind_front(view: &View<'_>, numeral: &Numeral) -> usize {
    let first = numeral.tokens.start;
    let from = |at: usize| view.token(at).is_some_and(|(token, _)| token.is_small(WordClass::RangeFront));
    let article = |at: usize| matches!(view.folded_token(at), "the" | "its" | "their");
    match first.checked_sub(3) {
        Some(at) if from(at) && article(at + 1) && view.tokens[at + 2].kind == Kind::Word => at + 1,
        _ => first,
    }
}

/// The word before token `index + 1`, over a currency sign.
fn word_before<'v>(view: &'v View<'_>, index: usize) -> &'v str {
    let text = view.token(index).map_or("", |_| view.folded_token(index));
    match index.checked_sub(1) {
        Some(before) if text.starts_with(|c: char| !c.is_alphanumeric()) => {
            view.token(before).map_or("", |_| view.folded_token(before))
        }
        _ => text,
    }
}

/// `rose from 30 to 40, and losses from 5 to 20`: two levels, also where the verb is that of the clause before.
fn changes(view: &View<'_>, numeral: &Numeral, front: usize, figures: &Figures) -> bool {
    /// Most tokens back to the clause that has the verb.
    const FARTHEST: usize = 24;
    let from = front.saturating_sub(1);
    let start = view.sentence(numeral.span.start).start;
    let before = (0..from).rev().take(FARTHEST).take_while(|&at| view.tokens[at].start >= start);
    let levels = |first: usize| {
        let number = (first + 1..first + 3).any(|at| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Number));
        number && (changes_before(view, first) || changes_object(view, first))
    };
    changes_before(view, from)
        || figures.is(word_before(view, from), WordClass::RangeFront) && changes_object(view, from)
        || before.filter(|&at| view.is_small(at, WordClass::RangeFront)).any(levels)
}

/// `raising the one-time payment from`: whether a verb of change stands before a `from`, with nothing but what it changes between.
fn changes_object(view: &View<'_>, from: usize) -> bool {
    /// Most tokens of what is changed.
    const MOST: usize = 8;
    let object =
        |at: usize| view.token(at).is_some_and(|(token, text)| token.kind == Kind::Word || matches!(text, "-" | "’" | "'"));
    let mut before = (0..from).rev().take(MOST).take_while(|&at| object(at));
    before.any(|at| view.is(at, WordClass::Change) && !matches!(view.folded_token(at), "up" | "down"))
}

/// Whether a verb of change stands in the three words before a `from`.
fn changes_before(view: &View<'_>, from: usize) -> bool {
    (1..=3).filter_map(|back| from.checked_sub(back)).any(|index| view.is(index, WordClass::Change))
}
