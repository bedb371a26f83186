//! Figures: how many, how much, of what.
//!
//! In: the view, with links and dates known. Out: figures in text order. A token begins a figure if a
//! numeral ([`crate::numerals`]) begins there and nothing says that it counts nothing
//! ([`uncounted`]); ranges, units, cues and objects are read around it.

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
use crate::tagger::Word;
use crate::view::{Kind, View};
use ranges::Ends;

/// Years of the oldest person.
const OLDEST: u8 = 122;

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
    if behind.as_ref().is_some_and(|(unit, end)| uncounted::is_one_day(view, &numeral, unit) || of_day(unit, *end)) {
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
    let rate = unit.as_ref().and_then(|_| units::rate(view.text, span.end, figures));
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
    if bare && (is_age(view, at) || is_age_of_person(view, at, figures) || is_age_of_child(view, &figure, at, next, figures)) {
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
    between && names_person(view, last, figures) || bracketed && last > 0 && is_full_name(view, last)
}

/// Whether a given name and a surname end at a token, as far as words tell.
fn is_full_name(view: &View<'_>, last: usize) -> bool {
    let person = |index: usize| Word::of_text(view.folded_token(index)).person();
    let capital = view.tokens[last].capital && view.tokens[last - 1].capital;
    capital && person(last - 1) & 4 != 0 && person(last) & 3 != 0
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
    let is_of_share = matches!(view.folded_token(before), "is" | "are" | "was" | "were")
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
