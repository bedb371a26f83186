//! Times of day, which count nothing: `14:30`, `at 1400 hours`, `о 18.30`, `three in the morning`.

use unspool_lexicon::{Figures, WordClass};

use super::designators::text_at;
use super::units;
use crate::numerals::{Numeral, Value};
use crate::slavic::is_cyrillic;
use crate::view::{DecimalSign, Kind, View};

/// `14:30`, `24/7`, `9/11`, `3pm`, `12 o'clock`, `at 1400 hours`.
pub(super) fn is_clock(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    if matches!(numeral.value, Value::Ratio(_)) {
        return false;
    }
    let next = numeral.tokens.end;
    let behind = &view.text[numeral.span.end..];
    // `0530`, `007`: no count is written so.
    let padded =
        view.text[numeral.span.clone()].strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let joined = behind.starts_with([':', '/', '_', '\\']) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    let word = view.token(next).map_or("", |_| view.folded_token(next));
    let hours =
        word == "hours" && numeral.span.len() == 4 && numeral.tokens.start > 0 && text_at(view, numeral.tokens.start - 1) == "at";
    // `between 3 and 8 p.m.`
    let range =
        matches!(word, "and" | "to" | "-" | "–") && view.token(next + 1).is_some_and(|(token, _)| token.kind == Kind::Number);
    let until = || view.is_small(next + 2, WordClass::Clock) || is_half_of_day(view, next + 2);
    padded
        || joined
        || is_pointed_clock(view, numeral, figures)
        || hours
        || is_half_of_day(view, next)
        || figures.is(word, WordClass::Clock)
        || range && until()
        || is_hour(view, numeral)
}

/// `станом на 23.00`, `о 18.30`, `в 19.45`: hours and minutes in a text where a comma, and no point, parts decimals, behind a
/// preposition and without a unit.
fn is_pointed_clock(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let Some((hour, minute)) = view.text[numeral.span.clone()].split_once('.') else { return false };
    let within = |part: &str, end: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|part| part < end);
    let placed =
        numeral.tokens.start.checked_sub(1).is_some_and(|before| figures.is(view.folded_token(before), WordClass::HourFront));
    view.decimal != DecimalSign::Point
        && placed
        && within(hour, 24)
        && minute.len() == 2
        && within(minute, 60)
        && units::after(view, numeral, figures).is_none()
}

/// `три часа утра`: whether the word behind an hour says which hour of the day it is; `at` is the token behind the hour.
pub(super) fn is_hour_of_day(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, text)| {
        text.starts_with(is_cyrillic) && (token.is(WordClass::Clock) || view.folded_token(at) == "дня")
    })
}

/// `a.m.`, `p.m.`
fn is_half_of_day(view: &View<'_>, index: usize) -> bool {
    view.token(index).is_some_and(|(token, _)| {
        matches!(view.folded_token(index), "a" | "p") && view.folded.get(token.end..token.end + 3) == Some(".m.")
    })
}

/// `at eleven in the morning`, `till 3 at night`.
fn is_hour(view: &View<'_>, numeral: &Numeral) -> bool {
    const PARTS: [&str; 4] = [" in the morning", " in the afternoon", " in the evening", " at night"];
    let hour = matches!(numeral.value, Value::Exact(hour) if (1.0..=12.0).contains(&hour) && hour.fract() == 0.0);
    let placed = numeral.tokens.start.checked_sub(1).is_some_and(|before| view.is(before, WordClass::ClockFront));
    hour && placed && PARTS.iter().any(|part| view.folded[numeral.span.end..].starts_with(part))
}
