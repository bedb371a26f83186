//! Numerals: digits in either convention, number words, scales, vague magnitudes, fractions.

use std::ops::Range;

use unspool_lexicon::{Figures, Numeral as Word, NumeralClass, WordClass};

use crate::view::{Kind, View};

/// What a numeral says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    /// A number.
    Exact(f64),
    /// An order of magnitude, from and to.
    Vague(f64, f64),
    /// A part of one: `two-thirds`.
    Fraction(f64),
}

/// A numeral in a text.
#[derive(Clone, Debug)]
pub(crate) struct Numeral {
    /// First token, and the one behind the last.
    pub tokens: Range<usize>,
    /// Bytes. A short scale may end inside a token (`5bn`).
    pub span: Range<usize>,
    pub value: Value,
    /// The multiplier that its last scale word or suffix stands for (1 without one), which a range
    /// lends to its first number: `10-15k`.
    pub scale: f64,
    /// Written in digits.
    pub digits: bool,
}

/// The numeral that begins at token `first`.
pub(crate) fn parse(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (token, _) = view.token(first)?;
    match token.kind {
        Kind::Number => digits(view, first, figures),
        Kind::Word => vague(view, first, figures).or_else(|| half(view, first, figures)).or_else(|| words(view, first, figures)),
        _ => None,
    }
}

/// The number word at a token.
fn word(view: &View<'_>, index: usize, figures: &Figures) -> Option<Word> {
    let (token, text) = view.token(index)?;
    (token.kind == Kind::Word).then(|| figures.numeral(text)).flatten()
}

fn is_scale(word: Word) -> bool {
    matches!(word.class, NumeralClass::Scale | NumeralClass::Hundred)
}

fn digits(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (mut text, mut next) = (view.token_text(first).to_owned(), first + 1);
    // `3 000` with a no-break or thin space.
    while let Some((token, group)) = view.token(next) {
        let gap = &view.text[view.tokens[next - 1].end..token.start];
        if token.kind != Kind::Number || group.len() != 3 || !matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") {
            break;
        }
        text.push_str(group);
        next += 1;
    }
    let mut value = number(&text)?;
    let mut end = view.tokens[next - 1].end;
    let mut scale = 1.0;
    if let Some((_, suffix)) = view.token(next).filter(|_| view.glued(next - 1, next)) {
        // `5bn`, `10k`; the suffix is a word of its own behind the digits.
        if let Some(short) = figures.numeral(suffix).filter(|word| word.class == NumeralClass::Short || is_scale(*word)) {
            scale = short.value;
            end = view.tokens[next].end;
            next += 1;
        }
    }
    while let Some(factor) = word(view, next, figures).filter(|&word| is_scale(word)) {
        if !view.text[end..view.tokens[next].start].trim_matches([' ', '\u{a0}', '\u{202f}']).is_empty() {
            break;
        }
        scale *= factor.value;
        end = view.tokens[next].end;
        next += 1;
        // `тыс.` and `млн.` are written with a full stop, which is no part of the figure.
    }
    value *= scale;
    Some(Numeral { tokens: first..next, span: view.tokens[first].start..end, value: Value::Exact(value), scale, digits: true })
}

/// Digits with separators. A comma or point before groups of three parts thousands if there are
/// several or if it is a comma; else it is the decimal sign. `None` where it is neither (`1.2.3`).
fn number(text: &str) -> Option<f64> {
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let grouped = |sign: char| {
        let mut parts = text.split(sign);
        let head = parts.next().unwrap_or_default();
        (1..=3).contains(&head.len())
            && parts.clone().count() > 0
            && parts.all(|part| part.split('.').next().is_some_and(|part| part.len() == 3))
    };
    let plain = match (commas, points) {
        (0, 0 | 1) => text.to_owned(),
        (0, _) if grouped_by_points(text) => text.replace('.', ""),
        (_, 0 | 1) if grouped(',') => text.replace(',', ""),
        (1, 0) => text.replace(',', "."),
        _ => return None,
    };
    plain.parse::<f64>().ok().filter(|value| value.is_finite())
}

fn grouped_by_points(text: &str) -> bool {
    let mut parts = text.split('.');
    parts.next().is_some_and(|head| (1..=3).contains(&head.len())) && parts.all(|part| part.len() == 3)
}

/// `dozens`, `hundreds of thousands`, `several hundred`.
fn vague(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (mut at, front) = vague_front(view, first, figures);
    let found = word(view, at, figures)?;
    let (mut low, mut high) = match (found.class, front) {
        (NumeralClass::Vague, false) => (found.value, found.high.unwrap_or(found.value * 10.0)),
        (NumeralClass::Hundred | NumeralClass::Scale, true) => {
            (found.value, found.value * if found.value < 100.0 { 5.0 } else { 10.0 })
        }
        _ => return None,
    };
    at += 1;
    loop {
        let of = usize::from(view.token(at).is_some_and(|(_, text)| text.eq_ignore_ascii_case("of")));
        let Some(next) = word(view, at + of, figures) else { break };
        let multiplies = match next.class {
            NumeralClass::Vague => of == 1,
            NumeralClass::Scale | NumeralClass::Hundred => of == 0,
            _ => false,
        };
        if !multiplies {
            break;
        }
        low *= next.value;
        high *= next.value;
        at += of + 1;
    }
    Some(Numeral {
        tokens: first..at,
        span: view.tokens[first].start..view.tokens[at - 1].end,
        value: Value::Vague(low, high),
        scale: 1.0,
        digits: false,
    })
}

/// `several`, `a few`, `a couple of`: the token behind them.
fn vague_front(view: &View<'_>, first: usize, figures: &Figures) -> (usize, bool) {
    for length in [3, 2, 1] {
        let Some(last) = view.tokens.get(first + length - 1) else { continue };
        let phrase = &view.text[view.tokens[first].start..last.end];
        if figures.is(phrase, WordClass::VagueFront) {
            return (first + length, true);
        }
    }
    (first, false)
}

/// `half a million`, `half of`, `two and a half million` is for [`words`].
fn half(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let found = word(view, first, figures).filter(|word| word.class == NumeralClass::Half)?;
    let text_at = |index: usize| view.token(index).map_or("", |(_, text)| text);
    let article = usize::from(matches!(text_at(first + 1), "a" | "an"));
    if let Some(scale) = word(view, first + 1 + article, figures).filter(|&word| is_scale(word)) {
        let tokens = first..first + 2 + article;
        let span = view.tokens[first].start..view.tokens[tokens.end - 1].end;
        return Some(Numeral { tokens, span, value: Value::Exact(found.value * scale.value), scale: scale.value, digits: false });
    }
    let partitive = matches!(text_at(first + 1), "of" | "the" | "its" | "their" | "all");
    partitive.then(|| Numeral {
        tokens: first..first + 1,
        span: view.tokens[first].start..view.tokens[first].end,
        value: Value::Fraction(found.value),
        scale: 1.0,
        digits: false,
    })
}

/// Cardinal words, fractions of them, and `a hundred`.
fn words(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let text_at = |index: usize| view.token(index).map_or("", |(_, text)| text);
    let mut at = first;
    let mut sum = Sum::default();
    if matches!(text_at(first), "a" | "an" | "A" | "An") {
        // The article is one before a scale, and part of the figure then.
        word(view, first + 1, figures).filter(|&word| is_scale(word))?;
        sum.add(Word { value: 1.0, high: None, class: NumeralClass::One });
        at += 1;
    }
    let mut end = at;
    let mut scale = 1.0;
    while let Some(next) = word(view, at, figures) {
        if let (NumeralClass::Fraction, Some(numerator)) = (next.class, sum.value().filter(|&value| value < 20.0)) {
            let tokens = first..at + 1;
            let span = view.tokens[first].start..view.tokens[at].end;
            return Some(Numeral { tokens, span, value: Value::Fraction(numerator / next.value), scale: 1.0, digits: false });
        }
        if !sum.add(next) {
            break;
        }
        scale = if is_scale(next) { next.value } else { 1.0 };
        at += 1;
        end = at;
        // `twenty-one`, `a hundred and one`, `two and a half million`.
        match text_at(at) {
            "-" | "‐" | "‑" if view.glued(at - 1, at) && view.glued(at, at + 1) && word(view, at + 1, figures).is_some() => {
                at += 1;
            }
            "and" if sum.joins_with_and() && word(view, at + 1, figures).is_some_and(|next| !is_scale(next)) => at += 1,
            "and"
                if text_at(at + 1) == "a" && word(view, at + 2, figures).is_some_and(|next| next.class == NumeralClass::Half) =>
            {
                sum.current += 0.5;
                at += 3;
                end = at;
            }
            _ => {}
        }
    }
    let value = sum.value()?;
    if end == first {
        return None;
    }
    Some(Numeral {
        tokens: first..end,
        span: view.tokens[first].start..view.tokens[end - 1].end,
        value: Value::Exact(value),
        scale,
        digits: false,
    })
}

/// A cardinal as it is being read.
#[derive(Default)]
struct Sum {
    total: f64,
    current: f64,
    any: bool,
    /// What may be added: less than this.
    room: f64,
    last_scale: f64,
}

impl Sum {
    /// Adds a word; false if it does not continue the cardinal.
    fn add(&mut self, word: Word) -> bool {
        if !self.any {
            (self.room, self.last_scale) = (f64::INFINITY, f64::INFINITY);
        }
        match word.class {
            NumeralClass::One | NumeralClass::Teen | NumeralClass::Ten => {
                if word.value >= self.room {
                    return false;
                }
                self.current += word.value;
                self.room = if word.class == NumeralClass::Ten { 10.0 } else { 0.0 };
            }
            NumeralClass::Hundred => {
                if self.current >= 100.0 || self.current <= 0.0 {
                    return false;
                }
                self.current *= word.value;
                self.room = 100.0;
            }
            NumeralClass::Scale => {
                if self.current <= 0.0 || word.value >= self.last_scale {
                    return false;
                }
                self.total += self.current * word.value;
                self.current = 0.0;
                self.last_scale = word.value;
                self.room = word.value;
            }
            _ => return false,
        }
        self.any = true;
        true
    }

    /// `and` follows hundreds and scales: `a hundred and one`.
    fn joins_with_and(&self) -> bool {
        self.any && self.room >= 100.0 && (self.current >= 100.0 || self.total > 0.0)
    }

    fn value(&self) -> Option<f64> {
        self.any.then_some(self.total + self.current)
    }
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::{Value, parse};
    use crate::view::View;

    fn read(text: &str) -> Option<(String, Value)> {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let view = View::new(text, &[]);
        parse(&view, 0, &lexicons.figures).map(|numeral| (text[numeral.span].to_owned(), numeral.value))
    }

    #[test]
    fn numerals_and_their_values() {
        let cases = [
            ("3,000 men", "3,000", Value::Exact(3000.0)),
            ("1.5 million", "1.5 million", Value::Exact(1.5e6)),
            ("1,5 млн", "1,5 млн", Value::Exact(1.5e6)),
            ("5bn", "5bn", Value::Exact(5e9)),
            ("3\u{a0}000 men", "3\u{a0}000", Value::Exact(3000.0)),
            ("twenty-one thousand and six", "twenty-one thousand and six", Value::Exact(21006.0)),
            ("a hundred and one men", "a hundred and one", Value::Exact(101.0)),
            ("half a million", "half a million", Value::Exact(5e5)),
            ("two and a half million", "two and a half million", Value::Exact(2.5e6)),
            ("two-thirds of", "two-thirds", Value::Fraction(2.0 / 3.0)),
            ("dozens of", "dozens", Value::Vague(24.0, 120.0)),
            ("hundreds of thousands of", "hundreds of thousands", Value::Vague(1e5, 1e6)),
            ("several hundred men", "several hundred", Value::Vague(100.0, 1000.0)),
        ];
        for (text, surface, value) in cases {
            assert_eq!(read(text), Some((surface.to_owned(), value)), "{text}");
        }
    }

    #[test]
    fn what_is_no_numeral() {
        for text in ["a man", "and", "1.2.3", "some", "hundredth"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
