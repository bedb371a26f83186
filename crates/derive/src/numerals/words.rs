//! Numerals in words.

use unspool_lexicon::{Figures, Numeral as Word, NumeralClass, WordClass};

use super::{Numeral, Value, cyrillic, is_scale, same, scale, small, word};
use crate::view::{Kind, View};

pub(super) fn parse(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    if matches!(small(view, first), "minus" | "negative") {
        return negative(view, first, figures);
    }
    couple(view, first, figures)
        .or_else(|| cyrillic::parse(view, first, figures))
        .or_else(|| vague(view, first, figures))
        .or_else(|| half(view, first, figures))
        .or_else(|| article(view, first, figures))
        .or_else(|| cardinal(view, first, figures))
}

/// `minus five point five`.
fn negative(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (token, _) = view.token(first + 1)?;
    let mut found = match token.kind {
        Kind::Word => cardinal(view, first + 1, figures),
        Kind::Number => super::digits::parse(view, first + 1, false, figures),
        _ => None,
    }?;
    found.value = match found.value {
        Value::Exact(value) => Value::Exact(-value),
        Value::Ratio(value) => Value::Ratio(-value),
        _ => return None,
    };
    found.tokens.start = first;
    found.span.start = view.tokens[first].start;
    Some(found)
}

/// `dozens`, `hundreds of thousands`, `several hundred`, `a handful`.
fn vague(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (mut at, front) = vague_front(view, first, figures);
    at += usize::from(!front && matches!(small(view, at), "a") && small(view, at + 1) == "handful");
    let found = word(view, at, figures)?;
    let (low, high) = match (found.class, front) {
        (NumeralClass::Vague, false) => (found.value, found.high.unwrap_or(found.value * 10.0)),
        (NumeralClass::Hundred | NumeralClass::Scale, true) => {
            let dozen = found.value < 100.0;
            (if dozen { found.value * 2.0 } else { found.value }, found.value * 10.0)
        }
        _ => return None,
    };
    let (high, at) = if front { (high, at) } else { up_to(view, at, &found, figures).unwrap_or((high, at)) };
    let (factor, end) = multiplied(view, at + 1, figures);
    Some(Numeral::over(view, first..end, Value::Vague(low * factor, high * factor), 1.0, false))
}

/// `tens to hundreds of thousands`, `десятки или сотни тысяч`: how high the greater magnitude reaches that `to` or `or` joins to a vague
/// one at a token, and its token. What multiplies them is behind both.
fn up_to(view: &View<'_>, at: usize, lower: &Word, figures: &Figures) -> Option<(f64, usize)> {
    let joined = matches!(small(view, at + 1), "to" | "or" | "или" | "або" | "чи");
    let greater = word(view, at + 2, figures).filter(|greater| joined && greater.value > lower.value)?;
    (greater.class == NumeralClass::Vague).then(|| (greater.high.unwrap_or(greater.value * 10.0), at + 2))
}

/// What multiplies a vague magnitude that ends before token `at`, and the token behind: `of thousands`, `of 1000s`, `million`.
pub(super) fn multiplied(view: &View<'_>, mut at: usize, figures: &Figures) -> (f64, usize) {
    let mut factor = 1.0;
    loop {
        let of = usize::from(small(view, at) == "of");
        if let Some((base, end)) = plural_digits(view, at + of).filter(|_| of == 1) {
            (factor, at) = (factor * base, end);
            continue;
        }
        let multiplies = word(view, at + of, figures).filter(|next| match next.class {
            NumeralClass::Vague => of == 1,
            NumeralClass::Scale | NumeralClass::Hundred => of == 0,
            _ => false,
        });
        let Some(next) = multiplies else { return (factor, at) };
        (factor, at) = (factor * next.value, at + of + 1);
    }
}

/// `100s`, `1000s`: the round number that a token is with a plural `s` behind it, and the token behind.
pub(super) fn plural_digits(view: &View<'_>, at: usize) -> Option<(f64, usize)> {
    let (_, digits) = view.token(at).filter(|(token, _)| token.kind == Kind::Number)?;
    let plural = small(view, at + 1) == "s" && view.glued(at, at + 1);
    let base = ["10", "100", "1000", "10000", "100000"].contains(&digits.replace(',', "").as_str()) && plural;
    base.then(|| digits.replace(',', "").parse().ok()).flatten().map(|base| (base, at + 2))
}

/// `several`, `a few`, `many`: the token behind them.
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

/// `a couple of weeks`, `a couple of dozen`, `a couple hundred`: two, more or less.
fn couple(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    if small(view, first) != "a" || small(view, first + 1) != "couple" {
        return None;
    }
    let of = small(view, first + 2) == "of";
    let at = first + 2 + usize::from(of);
    // `a couple thousands`
    let plural = || word(view, at, figures).filter(|word| word.class == NumeralClass::Vague && word.value > 2.0);
    if let Some(factor) = scale(view, at, figures).or_else(|| plural().map(|word| word.value)) {
        return Some(Numeral::over(view, first..at + 1, Value::About(2.0 * factor), factor, false));
    }
    let counted = of && view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word);
    counted.then(|| Numeral::over(view, first..first + 2, Value::About(2.0), 1.0, false))
}

/// `half a million`, `half million`, `half of`, `half the fleet`; also `a half`.
fn half(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let lead = usize::from(matches!(small(view, first), "a" | "one") && small(view, first + 1) == "half");
    let at = first + lead;
    let found = word(view, at, figures).filter(|word| word.class == NumeralClass::Half)?;
    let article = usize::from(matches!(small(view, at + 1), "a" | "an"));
    if let Some(factor) = scale(view, at + 1 + article, figures) {
        let end = at + 2 + article;
        return Some(Numeral::over(view, first..end, Value::Exact(found.value * factor), factor, false));
    }
    let behind = small(view, at + 1);
    let glued = view.glued(at, at + 1) && view.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Mark && behind == "-");
    let partitive = behind == "of" || view.is_small(at + 1, WordClass::Determiner);
    let counted = view.token(at + 1).is_some_and(|(token, _)| token.kind == Kind::Word && token.is(WordClass::Plural));
    let unit =
        article == 1 && view.tokens.get(at + 2).is_some_and(|token| figures.after.starts(&view.text[token.start..]).is_some());
    if unit {
        return Some(Numeral::over(view, first..at + 2, Value::Exact(found.value), 1.0, false));
    }
    let alone = view.tokens.len() == at + 1;
    // `fell by half`, `half were women`
    let by = lead == 0 && first.checked_sub(1).is_some_and(|before| small(view, before) == "by") && ends_part(view, at);
    // `70 tons left, half goes abroad`, but `half dead`
    let opens = first.checked_sub(1).is_none_or(|before| view.tokens[before].kind != Kind::Word || small(view, before) == "and");
    let acts = || [WordClass::Verb, WordClass::Suffering].into_iter().any(|class| view.is_small(at + 1, class));
    let subject = view.is_small(at + 1, WordClass::Auxiliary)
        || matches!(behind, "is" | "was")
        || lead == 0 && opens && acts() && behind != "dead";
    (!glued && (partitive || counted || alone || by || subject))
        .then(|| Numeral::over(view, first..at + 1, Value::Ratio(found.value), 1.0, false))
}

/// `a hundred and one`, `a third of`, `a quarter million`: the article is part of the figure then.
fn article(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let lead = usize::from(matches!(small(view, first), "a" | "an"));
    let at = first + lead;
    let next = word(view, at, figures)?;
    if next.class == NumeralClass::Part {
        let quarter = same(next.value, 4.0);
        if quarter && let Some(factor) = scale(view, at + 1, figures) {
            return Some(Numeral::over(view, first..at + 2, Value::Exact(factor / 4.0), factor, false));
        }
        // `eight townships, and set eyes on a ninth`: what nobody divides by without saying of what.
        let rare = (6.0..10.0).contains(&next.value) && small(view, at + 1) != "of";
        let by = first.checked_sub(1).is_some_and(|before| small(view, before) == "by");
        return (lead == 1 && ends_part(view, at) && (!rare || by))
            .then(|| Numeral::over(view, first..at + 1, Value::Ratio(1.0 / next.value), 1.0, false));
    }
    if lead == 0 || !is_scale(next) {
        return None;
    }
    sum(view, first, at, Some(Word { value: 1.0, high: None, class: NumeralClass::One }), figures)
}

/// Whether a singular denominator is one: `a third of`, `by a fifth.`, not `a third party`.
fn ends_part(view: &View<'_>, at: usize) -> bool {
    match view.token(at + 1) {
        None => true,
        Some((token, _)) if token.kind == Kind::Mark => !view.glued(at, at + 1) || view.token_text(at + 1) != "-",
        Some((token, text)) => text == "of" || text == "the" || token.is(WordClass::Function),
    }
}

/// The cardinal at token `at`: its value, and the token behind it.
pub(super) fn whole(view: &View<'_>, at: usize, figures: &Figures) -> Option<(f64, usize)> {
    let found = cardinal(view, at, figures)?;
    found.value.exact().map(|value| (value, found.tokens.end))
}

/// Cardinal words: `twenty-one thousand and six`, `two and a half million`, `two-thirds`.
fn cardinal(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let next = word(view, first, figures)?;
    if next.class == NumeralClass::Vulgar {
        return Some(Numeral::over(view, first..first + 1, Value::Ratio(next.value), 1.0, false));
    }
    // `hundred thousand dollars` without an article.
    let implied = is_scale(next) && scale(view, first + 1, figures).is_some();
    sum(view, first, first, implied.then_some(Word { value: 1.0, high: None, class: NumeralClass::One }), figures)
}

/// Adds up the words from token `at` on; the numeral begins at `first`.
pub(super) fn sum(view: &View<'_>, first: usize, mut at: usize, lead: Option<Word>, figures: &Figures) -> Option<Numeral> {
    let mut sum = Sum::default();
    if let Some(lead) = lead {
        sum.add(lead);
    }
    let mut end = first;
    let mut factor = 1.0;
    while let Some(next) = word(view, at, figures) {
        if let Some(numeral) = fraction_of(view, first, at, next, &sum, figures) {
            return Some(numeral);
        }
        let whole = sum.clone();
        if !sum.add(next) {
            sum = whole;
            break;
        }
        factor = if is_scale(next) { next.value } else { 1.0 };
        at += 1;
        end = at;
        let joined = |index: usize| word(view, index, figures).is_some_and(|next| !is_scale(next));
        match small(view, at) {
            "-" | "‐" | "‑" if word(view, at + 1, figures).is_some() && hyphen_joins(view, at) => at += 1,
            "and" if sum.joins_with_and() && joined(at + 1) => at += 1,
            _ => {}
        }
        if let Some((part, behind)) = and_part(view, end, figures) {
            // `two and a half million`, `three million and a half`.
            sum.add_part(part);
            at = behind;
            end = behind;
        }
    }
    let mut value = sum.value()?;
    if end == first {
        return None;
    }
    if small(view, end) == "and"
        && factor > 1.0
        && let Some(part) = article(view, end + 1, figures)
            .filter(|part| part.scale > 1.0 && part.scale < factor && small(view, end + 2) == "quarter")
        && let Value::Exact(more) = part.value
    {
        value += more;
        end = part.tokens.end;
    }
    if let Some((decimals, behind)) = decimals(view, end, figures) {
        value += decimals;
        end = behind;
        while let Some(more) = scale(view, end, figures) {
            value *= more;
            factor = more;
            end += 1;
        }
    }
    Some(Numeral::over(view, first..end, Value::Exact(value), factor, false))
}

/// A hyphen of `twenty-one`, glued; some extractors put spaces around it.
fn hyphen_joins(view: &View<'_>, at: usize) -> bool {
    view.glued(at - 1, at) == view.glued(at, at + 1)
}

/// A numerator that has been read, and the denominator at `at`: `two-thirds`, `three quarters billion`.
fn fraction_of(view: &View<'_>, first: usize, at: usize, next: Word, sum: &Sum, figures: &Figures) -> Option<Numeral> {
    let numerator = sum.value()?;
    let hyphen = at > first && view.token_text(at - 1) == "-";
    // `the first two quarters` are of a year.
    let of_year =
        || same(next.value, 4.0) && first.checked_sub(1).is_some_and(|before| view.is_small(before, WordClass::PeriodFront));
    let fits = match next.class {
        NumeralClass::Parts => !of_year(),
        NumeralClass::Part => same(numerator, 1.0) && (hyphen || ends_part(view, at) || view.is_small(at + 1, WordClass::Verb)),
        NumeralClass::Half => same(numerator, 1.0) && hyphen,
        _ => false,
    };
    if !fits {
        return None;
    }
    let denominator = if next.class == NumeralClass::Half { 2.0 } else { next.value };
    let part = numerator / denominator;
    // `three quarters of a billion`, `three quarters billion`.
    let of_a = small(view, at + 1) == "of" && small(view, at + 2) == "a";
    let behind = if of_a { at + 3 } else { at + 1 };
    if let Some(factor) = scale(view, behind, figures) {
        return Some(Numeral::over(view, first..behind + 1, Value::Exact(part * factor), factor, false));
    }
    Some(Numeral::over(view, first..at + 1, Value::Ratio(part), 1.0, false))
}

/// `and a half`, `and three quarters`, `and one third`, `с половиной` behind whole words.
pub(super) fn and_part(view: &View<'_>, at: usize, figures: &Figures) -> Option<(f64, usize)> {
    if matches!(small(view, at), "с" | "з" | "із") && matches!(small(view, at + 1), "половиной" | "половиною")
    {
        return Some((0.5, at + 2));
    }
    if small(view, at) != "and" {
        return None;
    }
    let lead = small(view, at + 1);
    let numerator = match lead {
        "a" | "one" => 1.0,
        _ => word(view, at + 1, figures).filter(|word| word.class == NumeralClass::One).map(|word| word.value)?,
    };
    let part = word(view, at + 2, figures)?;
    if scale(view, at + 3, figures).is_some() && part.class != NumeralClass::Half && lead == "a" {
        // `one billion and a quarter million`
        return None;
    }
    let value = match part.class {
        NumeralClass::Half if same(numerator, 1.0) => 0.5,
        NumeralClass::Part if same(numerator, 1.0) => 1.0 / part.value,
        NumeralClass::Parts => numerator / part.value,
        _ => return None,
    };
    Some((value, at + 3))
}

/// `point zero three`, `point seventy-one`: the decimals, and the token behind them.
fn decimals(view: &View<'_>, at: usize, figures: &Figures) -> Option<(f64, usize)> {
    if small(view, at) != "point" {
        return None;
    }
    let mut digits = String::from("0.");
    let mut next = at + 1;
    while let Some(found) = word(view, next, figures) {
        match found.class {
            NumeralClass::One => digits.push_str(&found.value.to_string()),
            NumeralClass::Teen | NumeralClass::Ten if next == at + 1 => {
                let hyphen = usize::from(small(view, next + 1) == "-");
                let unit =
                    word(view, next + 1 + hyphen, figures).filter(|unit| unit.class == NumeralClass::One && found.value >= 20.0);
                digits.push_str(&(found.value + unit.map_or(0.0, |unit| unit.value)).to_string());
                next += if unit.is_some() { 2 + hyphen } else { 1 };
                break;
            }
            _ => break,
        }
        next += 1;
    }
    (next > at + 1).then(|| digits.parse().ok().map(|value| (value, next))).flatten()
}

/// A cardinal as it is being read.
#[derive(Clone, Default)]
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
            NumeralClass::One | NumeralClass::People | NumeralClass::Teen | NumeralClass::Ten | NumeralClass::Hundreds => {
                if word.value >= self.room || self.any && same(word.value, 0.0) {
                    return false;
                }
                self.current += word.value;
                self.room = match word.class {
                    NumeralClass::Ten => 10.0,
                    NumeralClass::Hundreds => 100.0,
                    _ => 0.0,
                };
            }
            NumeralClass::Hundred => {
                if self.current >= 100.0 || self.current <= 0.0 {
                    return false;
                }
                self.current *= word.value;
                self.room = 100.0;
            }
            NumeralClass::Scale => {
                // Russian and Ukrainian leave `one` out: `тысяча`.
                if word.value >= self.last_scale || self.current <= 0.0 {
                    return false;
                }
                // `two hundred and two dozens`: a dozen multiplies what stands right before it.
                self.total += self.current * word.value;
                self.current = 0.0;
                self.last_scale = word.value;
                self.room = word.value;
            }
            NumeralClass::Vague if same(word.value, 24.0) && self.any && self.current > 0.0 => {
                // `three dozens`; of `three hundred and two dozens` only the two are dozens.
                let dozens = self.current % 100.0;
                self.total += self.current - dozens + dozens * 12.0;
                self.current = 0.0;
                (self.room, self.last_scale) = (0.0, 0.0);
            }
            // `дві сотні`
            NumeralClass::Vague if same(word.value, 100.0) && self.any && (2.0..10.0).contains(&self.current) => {
                self.current *= word.value;
                self.room = word.value;
            }
            _ => return false,
        }
        self.any = true;
        true
    }

    /// Adds a part of the last unit: the half of `two and a half`, or of `three million and a half`.
    fn add_part(&mut self, part: f64) {
        if self.current > 0.0 || self.total <= 0.0 {
            self.current += part;
        } else {
            self.total += part * self.last_scale;
        }
        self.room = 0.0;
    }

    /// `and` follows hundreds and scales: `a hundred and one`.
    fn joins_with_and(&self) -> bool {
        self.any && self.room >= 100.0 && (self.current >= 100.0 || self.total > 0.0)
    }

    fn value(&self) -> Option<f64> {
        self.any.then_some(self.total + self.current)
    }
}
