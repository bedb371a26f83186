//! Figures: how many, how much, of what.

use std::ops::Range;

use unspool_lexicon::{CueRole, Figures, Lexicons, Unit, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{Modifier, Quantity, QuantityKind, Trend};

use crate::dates::FoundDate;
use crate::numerals::{self, Numeral, Value};
use crate::objects;
use crate::view::{Kind, View};

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
    /// Bytes of the counted noun phrase; of an earlier figure's where it is elided.
    pub object: Option<Range<usize>>,
    pub object_elided: bool,
    pub source: Option<String>,
    pub source_actor_id: Option<String>,
    pub cue: Option<String>,
}

/// Every figure, in text order.
pub(crate) fn find(view: &View<'_>, dates: &[FoundDate], lexicons: &Lexicons) -> Vec<FoundFigure> {
    let figures = &lexicons.figures;
    let mut found: Vec<FoundFigure> = Vec::new();
    let mut at = 0;
    while at < view.tokens.len() {
        let token = view.tokens[at];
        let in_date = dates.iter().any(|date| date.span.start < token.end && token.start < date.span.end);
        let figure = if token.masked || in_date || token.kind == Kind::Break { None } else { figure(view, at, figures) };
        match figure {
            Some((figure, next))
                if !dates.iter().any(|date| date.span.start < figure.span.end && figure.span.start < date.span.end) =>
            {
                at = next.max(at + 1);
                found.push(figure);
            }
            _ => at += 1,
        }
    }
    elide(&mut found);
    found
}

/// A count without an object takes that of an earlier count of the post.
fn elide(found: &mut [FoundFigure]) {
    let mut last: Option<Range<usize>> = None;
    for figure in found.iter_mut().filter(|figure| figure.kind == QuantityKind::Count) {
        match (&figure.object, &last) {
            (Some(object), _) => last = Some(object.clone()),
            (None, Some(object)) => {
                figure.object = Some(object.clone());
                figure.object_elided = true;
            }
            (None, None) => {}
        }
    }
}

/// The figure that begins at token `at`, and the token behind it.
fn figure(view: &View<'_>, at: usize, figures: &Figures) -> Option<(FoundFigure, usize)> {
    let text = view.text;
    let (currency, first) = currency_before(view, at, figures).map_or((None, at), |(unit, first)| (Some(unit), first));
    let numeral = numerals::parse(view, first, figures)?;
    if currency.is_none() && is_name_or_time(view, &numeral, figures) {
        return None;
    }
    let (numeral, range) = with_range(view, numeral, figures);
    let mut span = signed_start(view, at)..numeral.span.end;
    let mut next = numeral.tokens.end;
    let unit_behind = unit_after(view, &numeral, figures);
    if unit_behind.is_none() && currency.is_none() && (is_word_part(view, &numeral) || is_pronoun(view, &numeral, figures)) {
        return None;
    }
    let unit = match (&currency, unit_behind) {
        (Some(_), _) => currency,
        (None, Some((unit, end))) => {
            span.end = end;
            next = view.token_at(end);
            Some(unit)
        }
        (None, None) => None,
    };
    let rate = unit.as_ref().and_then(|_| rate(text, span.end, figures));
    if let Some((_, end)) = &rate {
        span.end = *end;
        next = view.token_at(*end);
    }
    let mut figure = valued(&numeral, range, unit.as_ref());
    if let (Some(unit), Some((per, _))) = (&figure.unit, &rate) {
        figure.unit = Some(format!("{unit}/{per}"));
    }
    figure.span = span.clone();
    let leaned = usize::from(range.is_some_and(|range| range.spelled));
    (figure.modifier, figure.trend) = cues(view, &span, leaned == 1, figures, figure.modifier);
    if matches!(figure.kind, QuantityKind::Count | QuantityKind::Ratio | QuantityKind::Percent) {
        let behind = skip_cue_after(view, next, figures);
        figure.object = objects::counted(view, behind, figure.value == Some(1.0), figures)
            .filter(|_| object_may_follow(view, behind, figure.kind));
    }
    Some((figure, next))
}

/// Percentages and ratios count only what `of` names.
fn object_may_follow(view: &View<'_>, next: usize, kind: QuantityKind) -> bool {
    kind == QuantityKind::Count || view.token(next).is_some_and(|(_, text)| text == "of")
}

/// A currency sign or code at token `at`, and the token of the numeral behind it.
fn currency_before(view: &View<'_>, at: usize, figures: &Figures) -> Option<(Unit, usize)> {
    let start = view.tokens[at].start;
    if view.text[..start].ends_with(unspool_lexicon::is_word) {
        return None;
    }
    let (length, unit) = figures.before.starts(&view.text[start..])?;
    let behind = &view.text[start + length..];
    let spaces = behind.len() - behind.trim_start_matches([' ', '\u{a0}']).len();
    if spaces > 2 || !behind[spaces..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((unit.clone(), view.token_at(start + length + spaces)))
}

/// A sign right before the figure, behind white space or at the beginning.
fn signed_start(view: &View<'_>, at: usize) -> usize {
    let start = view.tokens[at].start;
    let head = &view.text[..start];
    let sign = ['-', '−', '+'].iter().find(|sign| head.ends_with(**sign));
    match sign {
        Some(sign) => {
            let before = &head[..head.len() - sign.len_utf8()];
            if before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(') { before.len() } else { start }
        }
        None => start,
    }
}

/// Numbers that are part of a name, a time, a score, an address, an ordinal or a list.
fn is_name_or_time(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let first = numeral.tokens.start;
    let before = first.checked_sub(1);
    let mark = |index: Option<usize>| index.and_then(|index| view.token(index)).map_or("", |(_, text)| text);
    let glued_before = before.is_some_and(|index| view.glued(index, first));
    let joined =
        |sign: &str| matches!(sign, "-" | "‑" | "–" | "/" | ":" | "." | "_" | "," | "'" | "’" | "#" | "№" | "°" | "=" | "\\");
    if numeral.digits && glued_before {
        let sign = mark(before);
        let word_before = before.and_then(|index| index.checked_sub(1)).is_some_and(|index| view.glued(index, index + 1));
        if matches!(sign, "#" | "№" | "=" | "_") || word_before && joined(sign) || view.tokens[first - 1].kind == Kind::Word {
            return true;
        }
    }
    // A word numeral at the tail of a compound: `six-one`, `World-War-two`.
    if !numeral.digits && glued_before && matches!(mark(before), "-" | "‑" | "/" | "#") {
        return true;
    }
    if let Some(word) = before.and_then(|index| view.token(index)).map(|(_, text)| text) {
        let dotted = word == "." && first >= 2 && matches!(view.token_text(first - 2), "No" | "Nos" | "Art");
        if dotted || numeral.digits && figures.is(word, WordClass::Designator) && word.starts_with(|c: char| !c.is_lowercase()) {
            return true;
        }
    }
    numeral.digits && (is_clock_or_slash(view, numeral) || is_list_number(view, numeral))
}

/// `14:30`, `3:1` (a score or time), `24/7`, `9/11`, `3pm`, `12 o'clock`.
fn is_clock_or_slash(view: &View<'_>, numeral: &Numeral) -> bool {
    let next = numeral.tokens.end;
    let behind = &view.text[numeral.span.end..];
    let joined = behind.starts_with([':', '/', '_', '\\']) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    let word = view.token(next).map(|(_, text)| text.to_ascii_lowercase()).unwrap_or_default();
    joined || matches!(word.as_str(), "am" | "pm" | "o'clock" | "a.m" | "p.m" | "utc" | "gmt")
}

/// `1.` or `2)` at the beginning of a line.
fn is_list_number(view: &View<'_>, numeral: &Numeral) -> bool {
    let line_start = view.text[..numeral.span.start].trim_end_matches(' ').chars().next_back().is_none_or(|c| c == '\n');
    let behind = &view.text[numeral.span.end..];
    line_start && (behind.starts_with(") ") || behind.starts_with(". "))
}

/// `392nd`, `F-16s`, `9M729`, `six-party`: what follows without a space is no unit.
fn is_word_part(view: &View<'_>, numeral: &Numeral) -> bool {
    let behind = &view.text[numeral.span.end..];
    let hyphenated = behind.strip_prefix(['-', '‑']).is_some_and(|rest| rest.starts_with(unspool_lexicon::is_word));
    behind.starts_with(unspool_lexicon::is_word) || hyphenated
}

/// `no one`, `one of`, `one day`, `the one who`.
fn is_pronoun(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let one = numeral.tokens.len() == 1 && view.text[numeral.span.clone()].eq_ignore_ascii_case("one");
    if !one {
        return false;
    }
    let before = numeral.tokens.start.checked_sub(1).and_then(|index| view.token(index)).map_or("", |(_, text)| text);
    if matches!(
        before.to_lowercase().as_str(),
        "no" | "the" | "this" | "that" | "each" | "every" | "any" | "some" | "which" | "another" | "only" | "not" | "a"
    ) {
        return true;
    }
    let next = view.token(numeral.tokens.end);
    next.is_none_or(|(token, text)| {
        token.kind != Kind::Word || figures.is(text, WordClass::NotCounted) || figures.is(text, WordClass::Function)
    })
}

/// A range: the ends, and whether words (`between … and`) spell it.
#[derive(Clone, Copy, Debug)]
struct Ends {
    low: f64,
    high: f64,
    spelled: bool,
}

/// Extends a numeral to the range that it begins: `10-15,000`, `3 to 5 million`, `between 3 and 5`.
fn with_range(view: &View<'_>, numeral: Numeral, figures: &Figures) -> (Numeral, Option<Ends>) {
    let Value::Exact(from) = numeral.value else { return (numeral, None) };
    let next = numeral.tokens.end;
    let joint = view.token(next).map_or("", |(_, text)| text);
    let before = numeral.tokens.start.checked_sub(1).and_then(|index| view.token(index)).map(|(_, text)| text.to_lowercase());
    let between = before.as_deref() == Some("between");
    let is_joint = match joint {
        "-" | "–" | "—" | "‑" | "to" => true,
        "and" => between,
        _ => false,
    };
    // A currency sign may be said again: `$3-$5 million`.
    let second = currency_before_if_any(view, next + 1, figures);
    let Some(to) = is_joint.then(|| numerals::parse(view, second, figures)).flatten() else { return (numeral, None) };
    let Value::Exact(high) = to.value else { return (numeral, None) };
    let mut low = from;
    if numeral.scale <= 1.0 && to.scale > 1.0 && from < high / to.scale {
        low = from * to.scale;
    } else if low < 1000.0
        && high >= 1000.0
        && low * 1000.0 < high
        && view.text[to.span.clone()].ends_with(",000")
        && matches!(joint, "-" | "–")
    {
        low *= 1000.0;
    }
    if low >= high || is_word_part(view, &to) && unit_after(view, &to, figures).is_none() {
        return (numeral, None);
    }
    let joined = Numeral {
        tokens: numeral.tokens.start..to.tokens.end,
        span: numeral.span.start..to.span.end,
        value: Value::Exact(f64::midpoint(low, high)),
        scale: to.scale,
        digits: numeral.digits,
    };
    (joined, Some(Ends { low, high, spelled: joint == "to" || joint == "and" }))
}

fn currency_before_if_any(view: &View<'_>, at: usize, figures: &Figures) -> usize {
    if at < view.tokens.len() { currency_before(view, at, figures).map_or(at, |(_, first)| first) } else { at }
}

/// The unit behind a numeral, glued, hyphenated or spaced, and where it ends.
fn unit_after(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> Option<(Unit, usize)> {
    let behind = &view.text[numeral.span.end..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '‑']).len();
    // `тыс. рублей`: the point of an abbreviated scale.
    let gap = if gap == 0 && numeral.scale > 1.0 && behind.starts_with(". ") { 2 } else { gap };
    if gap > 4 || view.is_masked(numeral.span.end..numeral.span.end + gap + 1) {
        return None;
    }
    let (length, unit) = figures.after.starts(&behind[gap..])?;
    Some((unit.clone(), numeral.span.end + gap + length))
}

/// `a barrel`, `per day`, `/kg` behind a figure with a unit: the UCUM unit, and where it ends.
fn rate(text: &str, end: usize, figures: &Figures) -> Option<(String, usize)> {
    let behind = &text[end..];
    let joint = [" per ", " a ", " an ", "/", " each "].iter().find(|joint| behind.starts_with(**joint))?;
    let (length, unit) = figures.after.starts(&behind[joint.len()..])?;
    let physical = matches!(unit.kind, QuantityKind::Measure | QuantityKind::Duration);
    physical.then(|| (unit.code.clone(), end + joint.len() + length))
}

/// The figure with its kind, value and ends; its span is set by the caller.
fn valued(numeral: &Numeral, range: Option<Ends>, unit: Option<&Unit>) -> FoundFigure {
    let factor = unit.map_or(1.0, |unit| unit.factor);
    let kind = match (unit, numeral.value) {
        (Some(unit), _) => unit.kind,
        (None, Value::Fraction(_)) => QuantityKind::Ratio,
        (None, _) => QuantityKind::Count,
    };
    let (value, low, high, modifier) = match (range, numeral.value) {
        (Some(ends), Value::Exact(mean)) => (Some(mean), Some(ends.low), Some(ends.high), Some(Modifier::Range)),
        (_, Value::Exact(value) | Value::Fraction(value)) => (Some(value), None, None, None),
        (_, Value::Vague(low, high)) => (None, Some(low), Some(high), Some(Modifier::Approximately)),
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

/// The cues on both sides of a figure. What the numeral itself says (a range, a vague magnitude) stays.
fn cues(
    view: &View<'_>,
    span: &Range<usize>,
    spelled: bool,
    figures: &Figures,
    own: Option<Modifier>,
) -> (Option<Modifier>, Option<Trend>) {
    let (mut modifier, mut trend) = (None, None);
    let mut note = |cue: CueRole| match cue {
        CueRole::Modifier(found) => modifier = modifier.or(Some(found)),
        CueRole::Trend(found) => trend = trend.or(Some(found)),
    };
    let mut head = view.text[..span.start].trim_end_matches(' ');
    if spelled {
        head = ["between", "from", "of"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head).trim_end_matches(' ');
    }
    // A modifier, and a trend in front of it: `fell by about 10%`.
    for _ in 0..2 {
        let Some((start, &cue)) = figures.cues_before.ends(head) else { break };
        note(cue);
        head = head[..start].trim_end_matches(' ');
    }
    let tail = &view.text[span.end..];
    if let Some((_, &cue)) = figures.cues_after.starts(tail.trim_start_matches(' ')) {
        note(cue);
    }
    (own.or(modifier), trend)
}

/// The token behind a cue that stands behind the figure: `300+ men`, `40 or so villages`.
fn skip_cue_after(view: &View<'_>, next: usize, figures: &Figures) -> usize {
    let Some(token) = view.tokens.get(next).filter(|token| token.kind != Kind::Break) else { return next };
    match figures.cues_after.starts(&view.text[token.start..]) {
        Some((length, CueRole::Modifier(_))) => view.token_at(token.start + length),
        _ => next,
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
                surface: at.surface,
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
