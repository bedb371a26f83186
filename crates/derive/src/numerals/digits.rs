//! Numerals in digits.

use unspool_lexicon::{Figures, NumeralClass, WordClass, is_word};
use unspool_model::QuantityKind;

use super::{Numeral, Value, behind_hyphen, is_scale, same, scale, small, word, words};
use crate::slavic::is_cyrillic;
use crate::view::{DecimalSign, Kind, View};

/// Denominators of fractions in digits; `3/12` is an ordinal or a date.
const DENOMINATORS: [f64; 6] = [2.0, 3.0, 4.0, 5.0, 8.0, 16.0];

pub(super) fn parse(view: &View<'_>, first: usize, money: bool, figures: &Figures) -> Option<Numeral> {
    if let Some(found) = scientific(view, first) {
        return Some(found);
    }
    let (text, mut next) = grouped(view, first);
    // `4.735 trillion`: nobody parts groups of three in front of a scale by points.
    let scaled_by_word = scale(view, next, figures).is_some();
    let whole = grouped_by(&text, '.') && is_whole(view, &text, next);
    let decimal = match view.decimal {
        _ if whole => DecimalSign::Comma,
        _ if scaled_by_word && text.contains('.') => DecimalSign::Point,
        decimal => decimal,
    };
    let base = number(&text, decimal)?;
    if let Some(fraction) = fraction(view, first) {
        return Some(fraction);
    }
    let (mut value, mut factor) = (base, 1.0);
    // `52-ма ударними БпЛА`
    let hyphen = view.glued(next - 1, next) && view.glued(next, next + 1) && small(view, next) == "-";
    let declined = hyphen && view.is(next + 1, WordClass::NumberEnding);
    next += if declined { 2 } else { 0 };
    let mut end = view.tokens[next - 1].end;
    if let Some((short, behind)) = suffix(view, next, money, figures) {
        factor = short;
        next = behind;
        end = view.tokens[next - 1].end;
    } else if let Some((part, behind)) = mixed(view, next, figures).or_else(|| words::and_part(view, next, figures)) {
        value += part;
        next = behind;
        end = view.tokens[next - 1].end;
    } else if let Some(vague) = plural_digits(view, first, figures) {
        return Some(vague);
    }
    next = behind_hyphen(view, next, figures);
    // `55+ thousand`
    let plus = view.glued(next - 1, next) && view.token(next).is_some_and(|(_, text)| text == "+");
    next += usize::from(plus && scale(view, next + 1, figures).is_some());
    while let Some(more) = scale(view, next, figures) {
        if !view.text[end..view.tokens[next].start].trim_matches([' ', '-', '+', '\u{a0}', '\u{202f}']).is_empty() {
            break;
        }
        factor *= more;
        end = view.tokens[next].end;
        next += 1;
        // `тыс.` and `млн.` are written with a full stop, which is no part of the figure.
    }
    // `3 dzs`
    if factor <= 1.0 && word(view, next, figures).is_some_and(|word| word.class == NumeralClass::Vague && same(word.value, 24.0))
    {
        factor = 12.0;
        end = view.tokens[next].end;
        next += 1;
    }
    value = scaled(value, factor);
    if factor > 1.0
        && let Some((rest, behind)) = rest_of(view, next, factor, figures)
    {
        value += rest;
        next = behind;
        end = view.tokens[next - 1].end;
    }
    Some(Numeral {
        tokens: first..next,
        span: view.tokens[first].start..end,
        value: Value::Exact(value),
        scale: factor,
        digits: true,
    })
}

/// A value with its scale, without what binary fractions leave behind: `4.1 tn` is 4.1e12.
fn scaled(value: f64, factor: f64) -> f64 {
    /// The scale from which a thousandth counts for nothing, and the one of which a thousand millionth is one.
    const ROUND: [f64; 2] = [1e3, 1e9];
    let product = value * factor;
    if factor < ROUND[0] || product.abs() > 1e15 {
        product
    } else if factor >= ROUND[1] {
        product.round()
    } else {
        (product * ROUND[0]).round() / ROUND[0]
    }
}

/// `1.100 soldiers`, `3.500 Russian soldiers`, `5.000 roubles`: whether nobody would write thousandths of what stands at token `next`,
/// or as many noughts behind a point.
fn is_whole(view: &View<'_>, text: &str, next: usize) -> bool {
    /// Most words that modify the thing.
    const MOST: usize = 2;
    let words = (next..=next + MOST)
        .take_while(|&at| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && !token.is(WordClass::Function)));
    let noughts = text.ends_with(".000") && view.token(next).is_none_or(|(_, sign)| sign != "%");
    noughts || words.into_iter().any(|at| view.is(at, WordClass::Thing))
}

/// The digits at token `first` with the groups of three that spaces part from them, and the token behind.
fn grouped(view: &View<'_>, first: usize) -> (String, usize) {
    let (mut text, mut next) = (view.token_text(first).to_owned(), first + 1);
    let head = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    while let Some((token, group)) = view.token(next) {
        let gap = &view.text[view.tokens[next - 1].end..token.start];
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        let decimals = group.len() == digits || group[digits..].starts_with([',', '.']) && group.len() < digits + 4;
        let space = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}" | " ");
        if is_calibre(view, next) || !head || token.kind != Kind::Number || digits != 3 || !decimals || !space {
            break;
        }
        text.push_str(group);
        next += 1;
        if group.len() > 3 {
            break;
        }
    }
    (text, next)
}

/// `40 155mm shells`, `500 122-mm rockets`, `40 155 mm shells`: whether a number is the bore of what is counted by the one before it.
fn is_calibre(view: &View<'_>, number: usize) -> bool {
    let hyphen = usize::from(view.is_hyphen(number + 1));
    let unit = number + 1 + hyphen;
    let things = || view.spaced(number, unit) && view.is(unit + 1, WordClass::Inanimate);
    view.is(unit, WordClass::Calibre) && (hyphen == 1 || view.glued(number, unit) || things())
}

/// Digits with separators. Where both stand, the last one is the decimal sign. Alone, the sign of the
/// text's own convention is decimal, and the other one parts groups of three.
fn number(text: &str, decimal: DecimalSign) -> Option<f64> {
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let plain = match (commas, points) {
        (0, 0) => text.to_owned(),
        (_, 0) if grouped_by(text, ',') && !(decimal == DecimalSign::Comma && commas == 1) => text.replace(',', ""),
        (1, 0) => text.replace(',', "."),
        (0, 1) if decimal != DecimalSign::Point && grouped_by(text, '.') => text.replace('.', ""),
        (0, 1) => text.to_owned(),
        (0, _) if grouped_by(text, '.') => text.replace('.', ""),
        (_, 1) => {
            let (whole, decimals) = text.split_once('.')?;
            if !grouped_by(whole, ',') || decimals.contains(',') {
                return mixed_european(text);
            }
            text.replace(',', "")
        }
        (1, _) => return mixed_european(text),
        _ => return None,
    };
    // Beyond a double it is infinite here, and null in the table, with its span kept.
    plain.parse::<f64>().ok()
}

/// `1.234,5`: points part groups, the comma is decimal.
fn mixed_european(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once(',')?;
    (grouped_by(whole, '.') && !decimals.contains(['.', ',']))
        .then(|| format!("{}.{decimals}", whole.replace('.', "")).parse().ok())?
}

/// Groups of three behind a first one; also `12,34,567` as India writes it.
fn grouped_by(text: &str, sign: char) -> bool {
    let parts: Vec<&str> = text.split(sign).collect();
    let (Some(head), Some(last)) = (parts.first(), parts.last()) else { return false };
    let threes = parts[1..].iter().all(|part| part.len() == 3);
    let india = sign == ',' && parts.len() > 2 && last.len() == 3 && parts[1..parts.len() - 1].iter().all(|part| part.len() == 2);
    (1..=3).contains(&head.len()) && *head != "0" && (threes || india && head.len() <= 2)
}

/// A scale glued to the digits: `5bn`, `10k`. The suffix is a word of its own behind them.
fn suffix(view: &View<'_>, next: usize, money: bool, figures: &Figures) -> Option<(f64, usize)> {
    /// Letters of the shortest word that a hyphen may join: `300-тысячная`, but not `5-m`.
    const SHORTEST: usize = 7;
    let hyphen = view.is_hyphen(next) && view.glued(next - 1, next) && view.glued(next, next + 1);
    let next = next + usize::from(hyphen);
    let (token, text) = view.token(next)?;
    if token.kind != Kind::Word || hyphen && text.chars().count() < SHORTEST {
        return None;
    }
    let found = figures.numeral(text, view.folded_token(next)).filter(|word| word.class.is_short() || is_scale(*word))?;
    // `200.5 M`, `2.6 tn`, `$1.56 m`
    let parted = (money || found.class == NumeralClass::Spaced) && view.spaced(next - 1, next);
    if !(parted || view.glued(next - 1, next)) {
        return None;
    }
    // `5m people` are millions, `48m from the bridge` are metres.
    let counted = || {
        view.token(next + 1).is_some_and(|(token, _)| {
            token.kind == Kind::Word && !token.is(WordClass::Function) && !token.is(WordClass::Dimension)
        })
    };
    // `5.8m of 11m people`
    let share = || {
        view.token(next + 1).is_some_and(|(_, text)| text == "of")
            && view.token(next + 2).is_some_and(|(token, _)| token.kind == Kind::Number)
    };
    let currency = |at: usize| {
        let unit = view.tokens.get(at).and_then(|token| figures.after.starts(&view.text[token.start..]));
        unit.is_some_and(|(_, unit)| unit.kind == QuantityKind::Money)
    };
    // `1.3m per dollar`
    let rate = || small(view, next + 1) == "per" && currency(next + 2);
    let scales = match text {
        "m" => money || counted() || share() || rate(),
        // `2.4T rubles` are trillions, `4T of coal` tonnes.
        "T" => money || currency(next + 1),
        _ => true,
    };
    scales.then_some((found.value, next + 1))
}

/// A fraction behind whole digits: `2½`, `10 1/2`.
fn mixed(view: &View<'_>, next: usize, figures: &Figures) -> Option<(f64, usize)> {
    if let Some(vulgar) = word(view, next, figures).filter(|word| word.class == NumeralClass::Vulgar) {
        return Some((vulgar.value, next + 1));
    }
    let found = view.spaced(next - 1, next).then(|| slashed(view, next)).flatten()?;
    (found.0 < found.1).then(|| (found.0 / found.1, next + 3))
}

/// `a/b` in glued tokens of plain digits, with nothing glued around.
fn slashed(view: &View<'_>, first: usize) -> Option<(f64, f64)> {
    let plain = |index: usize| {
        let (token, text) = view.token(index)?;
        let digits = token.kind == Kind::Number && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<f64>().ok()).flatten()
    };
    let (a, b) = (plain(first)?, plain(first + 2)?);
    let glued = view.glued(first, first + 1) && view.glued(first + 1, first + 2) && view.token_text(first + 1) == "/";
    let behind = view.text[view.tokens[first + 2].end..].starts_with(|c: char| is_word(c) || matches!(c, '/' | '-'));
    // `6/14 of the provinces`
    let whole = || small(view, first + 3) == "of" && b > 1.0;
    (glued && !behind && a > 0.0 && (DENOMINATORS.contains(&b) || whole())).then_some((a, b))
}

/// `3/4` where nothing says that it is a date or an ordinal.
fn fraction(view: &View<'_>, first: usize) -> Option<Numeral> {
    let (a, b) = slashed(view, first).filter(|(a, b)| a < b)?;
    let before = first.checked_sub(1).map(|index| small(view, index)).unwrap_or_default();
    let opens_line = view.opens_line(view.tokens[first].start);
    let partitive = view.token(first + 3).is_some_and(|(_, text)| matches!(text, "of" | "the"));
    let dated = !partitive && matches!(before, "on" | "since" | "until" | "by" | "from") || matches!(before, "part" | "no" | "#");
    // `2/16…` in a text that was cut.
    let ends = view.text[view.tokens[first + 2].end..].trim_matches(['.', '…', ' ']).is_empty();
    let alone = ends && opens_line;
    // `… were there. 1/5`: the ordinal of the post.
    let head = view.text[..view.tokens[first].start].trim_end();
    let emoji = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '–' | '—' | '…');
    let closed = head.ends_with(['"', '”', '»', ')']) || head.ends_with(emoji);
    let ordinal = ends && !opens_line && (closed || view.opens_sentence(first));
    let open = !dated && !ordinal && (!opens_line || partitive || alone);
    open.then(|| Numeral::over(view, first..first + 3, Value::Ratio(a / b), 1.0, true))
}

/// `100s of`, `1000s of tanks`, `100s more`, `100s of 1000s`.
fn plural_digits(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    let (base, next) = words::plural_digits(view, first).filter(|&(_, next)| matches!(small(view, next), "of" | "more"))?;
    let (factor, end) = words::multiplied(view, next, figures);
    Some(Numeral::over(view, first..end, Value::Vague(base * factor, base * factor * 10.0), 1.0, true))
}

/// What follows a scale: `3 million and a half`, `2 million 300 thousand`, `6 crore and two hundred`.
fn rest_of(view: &View<'_>, next: usize, factor: f64, figures: &Figures) -> Option<(f64, usize)> {
    let and = usize::from(small(view, next) == "and");
    if and == 1 && small(view, next + 1) == "a" && small(view, next + 2) == "half" {
        return Some((factor / 2.0, next + 3));
    }
    if let Some(rest) = units_behind(view, next, factor, figures) {
        return Some(rest);
    }
    let at = next + and;
    // `6 crore and two hundred`
    if and == 1
        && let Some((value, end)) = words::whole(view, at, figures).filter(|&(value, _)| value > 0.0 && value < factor)
    {
        return Some((value, end));
    }
    let (token, text) = view.token(at)?;
    if token.kind != Kind::Number || text.len() > 3 || view.tokens[next - 1].end + 1 != view.tokens[next].start {
        return None;
    }
    let smaller = scale(view, at + 1, figures).filter(|&smaller| smaller < factor)?;
    let value = text.parse::<f64>().ok()? * smaller;
    let end = at + 2;
    // `2 млн 400 тыс. 300`
    if let Some((units, end)) = units_behind(view, end, smaller, figures) {
        return Some((value + units, end));
    }
    // `4 thousand 3 hundred and 21`
    let tail = (small(view, end) == "and")
        .then(|| view.token(end + 1))
        .flatten()
        .filter(|(token, text)| token.kind == Kind::Number && text.len() <= 2)
        .and_then(|(_, text)| text.parse::<f64>().ok())
        .filter(|&tail| tail > 0.0 && tail < smaller);
    Some(tail.map_or((value, end), |tail| (value + tail, end + 2)))
}

/// `819 тис. 737`: the three digits behind thousands in Cyrillic that end at token `next`, and the token behind.
fn units_behind(view: &View<'_>, next: usize, factor: f64, figures: &Figures) -> Option<(f64, usize)> {
    const THOUSAND: f64 = 1e3;
    let thousands = same(factor, THOUSAND) && small(view, next - 1).starts_with(is_cyrillic);
    let point = usize::from(view.glued(next - 1, next) && view.token(next).is_some_and(|(_, text)| text == "."));
    let at = next + point;
    let (token, text) = view.token(at).filter(|_| thousands && view.spaced(at - 1, at))?;
    let digits = token.kind == Kind::Number && text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let counted = view.token(at + 1).is_some_and(|(token, _)| token.kind == Kind::Word) && view.spaced(at, at + 1);
    let units = text.parse().ok().filter(|_| digits && counted && scale(view, at + 1, figures).is_none())?;
    Some((units, at + 1))
}

/// `1.2e6`, `10^6`, `1.3x10^6`.
fn scientific(view: &View<'_>, first: usize) -> Option<Numeral> {
    let start = view.tokens[first].start;
    let text = &view.text[start..];
    let mantissa_length = view.tokens[first].end - start;
    let mantissa: f64 = view.token_text(first).parse().ok()?;
    let behind = text.get(mantissa_length..)?;
    let (base, power, skipped) = if let Some(rest) = behind.strip_prefix(['e', 'E']) {
        (10.0_f64, rest, 1)
    } else if let Some(rest) = behind.strip_prefix('^') {
        (mantissa, rest, 1)
    } else {
        let trimmed = behind.trim_start_matches(' ');
        let rest = ["x", "×", "*", "x ", "× ", "* "].iter().find_map(|sign| trimmed.strip_prefix(sign)?.strip_prefix("10^"))?;
        (10.0, rest, behind.len() - rest.len())
    };
    let digits = power.trim_start_matches(['+', '-', '−']);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let sign = power.len() - digits.len();
    if !(1..=3).contains(&length) || sign > '−'.len_utf8() || digits[length..].starts_with(is_word) {
        return None;
    }
    let exponent: i32 = digits[..length].parse().ok()?;
    let factor = base.powi(if power.starts_with(['-', '−']) { -exponent } else { exponent });
    let value = if behind.starts_with('^') { factor } else { mantissa * factor };
    let end = start + mantissa_length + skipped + sign + length;
    let tokens = first..view.token_at(end);
    value.is_finite().then_some(Numeral { tokens, span: start..end, value: Value::Exact(value), scale: 1.0, digits: true })
}

#[cfg(test)]
mod tests {
    use super::{DecimalSign, number};

    #[test]
    fn the_sign_of_decimals_is_that_of_the_text() {
        use DecimalSign::{Comma, Point, Unsure};
        for (digits, decimal, value) in [
            ("1,250", Point, 1_250.0),
            ("1,250", Comma, 1.25),
            ("1,250", Unsure, 1_250.0),
            ("1.250", Point, 1.25),
            ("1.250", Comma, 1_250.0),
            ("1.250", Unsure, 1_250.0),
            ("1,5", Unsure, 1.5),
            ("1.5", Unsure, 1.5),
            ("1.250,5", Unsure, 1_250.5),
            ("1,250.5", Unsure, 1_250.5),
        ] {
            assert_eq!(number(digits, decimal), Some(value), "{digits}");
        }
    }
}
