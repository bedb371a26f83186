//! Figures: how many, how much, of what.
//!
//! In: the view, with links and dates known. Out: figures in text order. A token begins a figure if a
//! numeral ([`crate::numerals`]) begins there and nothing says that it counts nothing
//! ([`uncounted`]); ranges, units, cues and objects are read around it.

mod ages;
mod clocks;
mod compounds;
mod cues;
mod designators;
mod elision;
mod fronted;
mod labels;
mod lists;
mod noun_phrase;
mod objects;
mod phrase_ends;
mod phrase_partners;
mod plurals;
mod predicates;
mod ranges;
mod results;
mod shared_units;
mod uncounted;
mod units;

use std::ops::Range;

use unspool_lexicon::{Figures, Lexicons, Opens, Unit, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{Modifier, Quantity, QuantityKind, Trend};

use crate::dates::FoundDate;
use crate::numerals::{self, Numeral, Value};
use crate::view::{Kind, View};
use ranges::Ends;

/// A figure before it becomes a row.
#[derive(Clone, Debug)]
pub(crate) struct FoundFigure {
    pub span: Range<usize>,
    pub kind: QuantityKind,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub modifier: Option<Modifier>,
    pub trend: Option<Trend>,
    pub unit: Option<String>,
    /// Bytes of the counted noun phrase; of another figure's where it is elided.
    pub object: Option<Range<usize>>,
    pub object_elided: bool,
    pub source: Option<String>,
    pub source_actor_id: Option<String>,
    pub cue: Option<String>,
}

/// Every figure, in text order, but those that are `named`: part of a name.
pub(crate) fn find(
    view: &View<'_>,
    dates: &[FoundDate],
    lexicons: &Lexicons,
    named: impl Fn(&Range<usize>) -> bool,
) -> Vec<FoundFigure> {
    let figures = &lexicons.figures;
    let mut found: Vec<FoundFigure> = Vec::new();
    let mut dates = dates.iter().peekable();
    let mut at = 0;
    while let Some(&token) = view.tokens.get(at) {
        while dates.peek().is_some_and(|date| date.span.end <= token.start) {
            dates.next();
        }
        let in_date = dates.peek().is_some_and(|date| date.span.start < token.end);
        if token.masked || in_date || token.kind == Kind::Break {
            at += 1;
            continue;
        }
        let opens = opens(view, at, figures);
        if opens.name
            && let Some((length, ())) = figures.names.starts(&view.text[token.start..])
        {
            at = view.token_at(token.start + length).max(at + 1);
            continue;
        }
        if !opens.numeral {
            at += 1;
            continue;
        }
        match figure(view, at, lexicons) {
            Some((figure, next)) if dates.peek().is_none_or(|date| figure.span.end <= date.span.start) => {
                at = objects::behind(view, &figure, next).max(at + 1);
                found.push(figure);
            }
            _ => at += 1,
        }
    }
    // Before any figure takes its unit or object from another.
    found.retain(|figure| !named(&figure.span));
    shared_units::share(view, &mut found, figures);
    predicates::share(view, &mut found);
    elision::elide(view, &mut found, figures);
    found
}

/// What the token at `at` can begin.
fn opens(view: &View<'_>, at: usize, figures: &Figures) -> Opens {
    let anything = Opens { numeral: true, behind_article: true, name: true };
    match view.tokens[at].kind {
        Kind::Number => anything,
        Kind::Mark => Opens {
            numeral: !matches!(view.token_text(at), "." | "," | "'" | "’" | "-" | "(" | ")" | "\"" | ":"),
            ..Opens::default()
        },
        Kind::Break => Opens::default(),
        Kind::Word => {
            let word = view.folded_token(at);
            if matches!(word, "a" | "an") {
                let next = view.token(at + 1).is_some_and(|_| figures.opens(view.folded_token(at + 1)).behind_article);
                // `A$5` is a currency.
                return Opens { numeral: next || view.glued(at, at + 1), ..Opens::default() };
            }
            figures.opens(word)
        }
    }
}

/// The figure that begins at token `at`, and the token behind it.
fn figure(view: &View<'_>, at: usize, lexicons: &Lexicons) -> Option<(FoundFigure, usize)> {
    let figures = &lexicons.figures;
    let (currency, first) = units::before(view, at, figures).map_or((None, at), |(unit, first)| (Some(unit), first));
    let numeral = numerals::parse(view, first, currency.is_some(), figures)?;
    if currency.is_none() && uncounted::is_name_or_time(view, &numeral, lexicons) {
        return None;
    }
    let (numeral, range) = ranges::extended(view, numeral, currency.is_some(), figures);
    // `half a kilometre`, but `2 of every 3 barrels` and `5x`
    let of_every = view.folded[numeral.span.clone()].contains(" every ");
    let of_many = matches!(numeral.value, Value::Ratio(value) if value >= 1.0 || of_every);
    let behind = units::after(view, &numeral, figures).filter(|_| !of_many);
    let bare = behind.is_none() && currency.is_none();
    let uncounted = || {
        uncounted::is_word_part(view, &numeral)
            || uncounted::is_pronoun(view, &numeral, figures)
            || uncounted::is_parts(view, &numeral)
    };
    if bare && uncounted() {
        return None;
    }
    let of_day = |unit: &Unit, end| unit.code == "h" && clocks::is_hour_of_day(view, view.token_at(end));
    if behind.as_ref().is_some_and(|(unit, end)| uncounted::is_one_day(view, &numeral, unit, figures) || of_day(unit, *end)) {
        return None;
    }
    let ends_line = view.token(numeral.tokens.end).is_none();
    let signed = sign(view, at, !bare || ends_line);
    let mut span = signed.unwrap_or(view.tokens[at].start)..numeral.span.end;
    let mut next = numeral.tokens.end;
    let mut factor = if signed.is_some() && !view.text[span.start..].starts_with('+') { -1.0 } else { 1.0 };
    let unit = match (currency, behind) {
        (Some(currency), Some((unit, end))) if unit.code == currency.code && view.text[..end].ends_with(char::is_alphabetic) => {
            // `US$ 5 dollars` says it twice; the second sign of `$ 5 $ 6` belongs to what follows.
            (span.end, next) = (end, view.token_at(end));
            Some(currency)
        }
        (Some(currency), _) => Some(currency),
        (None, Some((unit, end))) => {
            (span.end, next) = (end, view.token_at(end));
            if let Some((scale, end)) = units::scale_behind(view, &unit, next, figures) {
                factor *= scale;
                (span.end, next) = (end, view.token_at(end));
            }
            Some(unit)
        }
        (None, None) => None,
    };
    // `80% percent`
    if unit.as_ref().is_some_and(|unit| unit.kind == QuantityKind::Percent) && view.text[..span.end].ends_with('%') {
        let again = view.token(next).filter(|(token, _)| token.is(WordClass::PercentWord));
        (span.end, next) = again.map_or((span.end, next), |(token, _)| (token.end, next + 1));
    }
    let rest = unit.as_ref().filter(|_| range.is_none()).and_then(|unit| units::remainder(view, unit, next, figures));
    if let Some((_, end)) = rest {
        (span.end, next) = (end, view.token_at(end));
    }
    let rate = unit.as_ref().and_then(|unit| units::rate(view.text, span.end, unit.kind, figures));
    if let Some((_, end)) = &rate {
        (span.end, next) = (*end, view.token_at(*end));
    }
    let mut figure = valued(&numeral, range, unit.as_ref(), factor);
    // `55+ thousand`, `400+ kg`
    let plus = view.text[numeral.span.clone()].contains("+ ") || view.text[numeral.span.end..span.end].starts_with('+');
    if range.is_none() && plus {
        figure.modifier = Some(Modifier::MoreThan);
    }
    if let (Some((rest, _)), Some(value)) = (rest, figure.value) {
        figure.value = Some(value + rest * factor * unit.as_ref().map_or(1.0, |unit| unit.factor));
    }
    if let (Some(unit), Some((per, _))) = (&figure.unit, &rate) {
        figure.unit = Some(format!("{unit}/{per}"));
    }
    figure.span = span.clone();
    (figure.modifier, figure.trend) =
        cues::around(view, &span, range.is_some_and(|range| range.spelled), figures, figure.modifier);
    if figure.kind == QuantityKind::Duration && cues::over_a_time(view, &span) {
        figure.modifier = None;
    }
    let bare = figure.kind == QuantityKind::Count;
    if bare && ages::is_one(view, &figure, at, next, figures) {
        (figure.kind, figure.unit) = (QuantityKind::Duration, Some("a".to_owned()));
    } else {
        figure.object = objects::of(view, &figure, &numeral, next, figures);
        let behind = figure.object.as_ref().filter(|object| object.start >= figure.span.end);
        figure.modifier = figure.modifier.or(behind.and_then(|object| cues::behind_object(view, object, figures)));
    }
    if cues::lets_go(view, &figure, figures) {
        figure.trend = None;
    }
    figure.trend = figure.trend.or(cues::compared(view, &figure));
    // `+11 km²`, but `+30°C`
    let signed = view.text[figure.span.clone()].starts_with('+') && figure.unit.as_deref().is_none_or(|unit| unit != "Cel");
    if signed && figure.trend.is_none() {
        figure.trend = Some(Trend::Up);
    }
    figure.trend = labels::change(view, &figure).or(figure.trend);
    Some((figure, next))
}

/// Where a sign right before the figure stands, behind white space. At the beginning of a line it
/// is a bullet, unless a unit follows.
fn sign(view: &View<'_>, at: usize, with_unit: bool) -> Option<usize> {
    let head = &view.text[..view.tokens[at].start];
    let sign = ['-', '−', '+'].into_iter().find(|&sign| head.ends_with(sign))?;
    let before = &head[..head.len() - sign.len_utf8()];
    let free = before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let bullet = before.is_empty() || before.ends_with('\n');
    (bullet && with_unit || free && !bullet).then_some(before.len())
}

/// The figure with its kind, value and ends; its span is set by the caller.
fn valued(numeral: &Numeral, range: Option<Ends>, unit: Option<&Unit>, factor: f64) -> FoundFigure {
    let factor = factor * unit.map_or(1.0, |unit| unit.factor);
    let kind = match (unit, numeral.value) {
        (Some(unit), _) => unit.kind,
        (None, Value::Ratio(_)) => QuantityKind::Ratio,
        (None, _) => QuantityKind::Count,
    };
    let (value, low, high, modifier) = match (range, numeral.value) {
        (Some(ends), _) => (Some(f64::midpoint(ends.low, ends.high)), Some(ends.low), Some(ends.high), Some(Modifier::Range)),
        (None, Value::Exact(value) | Value::Ratio(value)) => (Some(value), None, None, None),
        (None, Value::About(value)) => (Some(value), None, None, Some(Modifier::Approximately)),
        (None, Value::Vague(low, high)) => (None, Some(low), Some(high), Some(Modifier::Approximately)),
    };
    let scaled = |value: Option<f64>| value.map(|value| value * factor).filter(|value| value.is_finite());
    FoundFigure {
        span: numeral.span.clone(),
        kind,
        value: scaled(value),
        low: scaled(low),
        high: scaled(high),
        modifier,
        trend: None,
        unit: unit.map(|unit| unit.code.clone()),
        object: None,
        object_elided: false,
        source: None,
        source_actor_id: None,
        cue: None,
    }
}

/// The rows of `quantities`.
pub(crate) fn rows(view: &View<'_>, found: Vec<FoundFigure>) -> Vec<Quantity> {
    let mut index = CharIndex::new(view.text);
    found
        .into_iter()
        .map(|figure| {
            let at = view.locate(&mut index, figure.span);
            Quantity {
                start_char: at.start_char,
                end_char: at.end_char,
                surface: at.surface.to_owned(),
                kind: figure.kind,
                value: figure.value,
                low: figure.low,
                high: figure.high,
                modifier: figure.modifier,
                trend: figure.trend,
                unit: figure.unit,
                object: figure.object.map(|object| view.text[object].to_owned()),
                object_elided: figure.object_elided,
                source: figure.source,
                source_actor_id: figure.source_actor_id,
                cue: figure.cue,
            }
        })
        .collect()
}
