//! Units before and behind numerals, and rates.

use unspool_lexicon::{Figures, NumeralClass, Unit, WordClass, is_word};
use unspool_model::QuantityKind;

use crate::numerals::{Numeral, Value};
use crate::view::{Kind, View};

/// A currency sign or code at token `at`, and the token of the numeral behind it.
pub(super) fn before(view: &View<'_>, at: usize, figures: &Figures) -> Option<(Unit, usize)> {
    let start = view.tokens[at].start;
    if view.text[..start].ends_with(is_word) {
        return None;
    }
    let (length, unit) = figures.before.starts(&view.text[start..]).or_else(|| glued_code(view, at, figures))?;
    let behind = &view.text[start + length..];
    let spaces = behind.len() - behind.trim_start_matches([' ', '\u{a0}']).len();
    if spaces > 2 || !behind[spaces..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let first = view.token_at(start + length + spaces);
    (view.tokens.get(first)?.start == start + length + spaces).then(|| (unit.clone(), first))
}

/// A sign that a letter follows (`$` of `$five`), and letters that digits follow (`Rs` of `Rs70,000`).
fn glued_code<'f>(view: &View<'_>, at: usize, figures: &'f Figures) -> Option<(usize, &'f Unit)> {
    let token = view.tokens[at];
    let text = &view.text[token.start..token.end];
    let glued = token.kind == Kind::Mark || view.glued(at, at + 1) && view.tokens[at + 1].kind == Kind::Number;
    // The view parts a letter from digits where it is a currency only.
    let unit = figures.before.get(text).or_else(|| figures.large.get(text));
    unit.filter(|_| glued).map(|unit| (text.len(), unit))
}

/// Letters of the longest scale that is abbreviated: `млрд`.
const LONGEST_SHORT: usize = 4;
/// The smallest scale that money is told in where its word is another one as well.
const LARGE: f64 = 1e6;

/// The unit behind a numeral, glued, hyphenated or spaced, and where it ends: `40km`, `40-km`, `40 km`, `40+ km`.
pub(super) fn after(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> Option<(Unit, usize)> {
    let behind = &view.text[numeral.span.end..];
    let gap = behind.len() - behind.trim_start_matches(['+', ' ', '\u{a0}', '\u{202f}', '-', '‑']).len();
    // `тыс. рублей`: the point of an abbreviated scale; but `It cost 40 million. $5 went`.
    let word = view.text[numeral.span.clone()].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let shortened = numeral.scale > 1.0 && word.chars().count() <= LONGEST_SHORT;
    let point = behind.strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let gap = if gap == 0 && shortened && point { 2 } else { gap };
    if gap > 4 || view.is_masked(numeral.span.end..numeral.span.end + gap + 1) {
        return None;
    }
    // `tens of billions of dollars`
    let vague = matches!(numeral.value, Value::Vague(..)) && behind[gap..].starts_with("of ");
    let gap = if vague { gap + 3 } else { gap };
    let text = &behind[gap..];
    let behind_article = text.strip_prefix("of ").and_then(|text| figures.without_first(text, WordClass::Indefinite));
    let article = behind_article.map_or(0, |behind| text.len() - behind.len());
    let fraction = article > 0 && matches!(numeral.value, Value::Ratio(_));
    let gap = if fraction { gap + article } else { gap };
    let text = &behind[gap..];
    if let Some(found) = bracketed(text, figures) {
        return Some((found.0, numeral.span.end + gap + found.1));
    }
    let end = numeral.span.end + gap;
    if let Some((unit, length)) = behind_adjective(text, figures) {
        return Some((unit, end + length));
    }
    let partitive = figures.partitive.starts(text).filter(|(length, _)| text[*length..].starts_with(" of "));
    // `400 m`, `1,200 t`: metres may be parted by a space, for millions are not, and so may tonnes.
    let apart = gap == 1 && text.starts_with(['m', 't']) && !text[1..].starts_with(|c: char| is_word(c) || c == '-');
    let glued = ((gap == 0 || apart) && numeral.digits).then(|| figures.glued.starts(text)).flatten();
    // `3 trillion won in loans`, but `3 million won seats`
    let scaled = (numeral.scale >= LARGE && gap == 1).then(|| figures.scaled.starts(text)).flatten();
    let scaled = scaled.filter(|(length, _)| {
        let next = view.token_at(end + length);
        view.token(next).is_none_or(|(token, _)| token.kind != Kind::Word || token.is(WordClass::Function))
    });
    // `30-дневное перемирие`, but `2 месячных оклада`
    let tied = behind[..gap].bytes().all(|byte| byte == b'-').then(|| figures.tied.starts(text)).flatten();
    let (length, unit) = partitive.or_else(|| figures.after.starts(text)).or(scaled).or(glued).or(tied)?;
    // `3 K-9 units`, `40 m-1`: a unit in letters is not glued to more.
    let glued = text[length..].strip_prefix(['-', '‑']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let open = glued && text[..length].ends_with(is_word);
    // `four M2 Bradleys`: the type of a vehicle or gun.
    let named = text.starts_with('M') && text[..length].ends_with(|c: char| c.is_ascii_digit());
    let typed = named && text[length..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    (!open && !typed).then(|| (unit.clone(), end + length))
}

/// `10 more years`, `three consecutive days`: the unit behind an adjective that changes nothing of it, and the length of both.
fn behind_adjective(text: &str, figures: &Figures) -> Option<(Unit, usize)> {
    let (adjective, rest) = text.split_once(' ')?;
    let (length, unit) = figures.after.starts(rest).filter(|_| figures.is(adjective, WordClass::UnitFront))?;
    let spelled = rest[..length].chars().filter(|c| c.is_alphabetic()).count() > 2;
    let measured = matches!(unit.kind, QuantityKind::Duration | QuantityKind::Measure);
    (spelled && measured).then(|| (unit.clone(), adjective.len() + 1 + length))
}

/// `(kg)`, `[kg]`: the unit, and its length with the brackets.
fn bracketed(text: &str, figures: &Figures) -> Option<(Unit, usize)> {
    let (inner, close) =
        text.strip_prefix('(').map(|inner| (inner, ')')).or_else(|| text.strip_prefix('[').map(|inner| (inner, ']')))?;
    let (length, unit) = figures.after.starts(inner)?;
    let physical = unit.kind == QuantityKind::Measure;
    (physical && inner[length..].starts_with(close)).then(|| (unit.clone(), length + 2))
}

/// What is added to a figure in units: `3 dollars 50 cents`, `5 feet 2 inches`, `2 hours 30 minutes`:
/// the value in the first unit, and where it ends.
pub(super) fn remainder(view: &View<'_>, unit: &Unit, next: usize, figures: &Figures) -> Option<(f64, usize)> {
    let and = usize::from(view.token(next).is_some_and(|(_, text)| text == "and"));
    let first = next + and;
    let (token, _) = view.token(first)?;
    if view.text[view.tokens[next.checked_sub(1)?].end..view.tokens[next].start] != *" " || token.masked {
        return None;
    }
    let numeral = crate::numerals::parse(view, first, false, figures)?;
    let value = numeral.value.exact().filter(|&value| value >= 0.0)?;
    // `15 dollars 50`
    let behind = view.token(numeral.tokens.end);
    let closes = behind.is_none_or(|(token, text)| token.kind == Kind::Mark && text != "%" && text != "-" || text == "more");
    let spelled =
        view.text[..view.tokens[next - 1].end].ends_with(char::is_alphabetic) && (unit.factor - 1.0).abs() < f64::EPSILON;
    let plain = numeral.digits || figures.numeral(view.token_text(first), view.folded_token(first)).is_some();
    if unit.kind == QuantityKind::Money && spelled && plain && and == 0 && closes && (10.0..100.0).contains(&value) {
        return Some((value / 100.0, numeral.span.end));
    }
    let (smaller, end) = after(view, &numeral, figures)?;
    let share = if smaller.code == unit.code && smaller.kind == QuantityKind::Money {
        (smaller.factor < unit.factor).then_some(smaller.factor / unit.factor)
    } else {
        let size = |code: &str| SIZES.iter().find(|(known, ..)| *known == code).map(|&(_, group, size)| (group, size));
        let ((group, large), (other, small)) = size(&unit.code).zip(size(&smaller.code))?;
        (group == other && small < large && (unit.factor - 1.0).abs() < f64::EPSILON).then_some(small / large)
    }?;
    (value * share < 1.0).then_some((value * share, end))
}

/// Units that are said together, with their group and size in it.
const SIZES: [(&str, u8, f64); 11] = [
    ("a", 0, 12.0),
    ("mo", 0, 1.0),
    ("wk", 1, 604_800.0),
    ("d", 1, 86_400.0),
    ("h", 1, 3600.0),
    ("min", 1, 60.0),
    ("s", 1, 1.0),
    ("[ft_i]", 2, 12.0),
    ("[in_i]", 2, 1.0),
    ("kg", 3, 1000.0),
    ("g", 3, 1.0),
];

/// `75 USD million`: a scale behind a currency.
pub(super) fn scale_behind(view: &View<'_>, unit: &Unit, next: usize, figures: &Figures) -> Option<(f64, usize)> {
    let (token, text) = view.token(next).filter(|_| unit.kind == QuantityKind::Money)?;
    let scale = figures.numeral(text, view.folded_token(next)).filter(|word| word.class == NumeralClass::Scale)?;
    (token.kind == Kind::Word).then_some((scale.value, token.end))
}

/// `a barrel`, `per day`, `/kg` behind a figure of a `kind` with a unit: the UCUM unit, and where it ends.
pub(super) fn rate(text: &str, end: usize, kind: QuantityKind, figures: &Figures) -> Option<(String, usize)> {
    let behind = &text[end..];
    // `60 долл. за баррель`
    let point = usize::from(behind.starts_with(". за "));
    let (end, behind) = (end + point, &behind[point..]);
    let joint = [" per ", " a ", " an ", "/", " each ", "-a-", "-an-", "-per-", " в ", " за ", " на "]
        .iter()
        .find(|joint| behind.starts_with(**joint))?;
    let (length, unit) = figures.after.starts(&behind[joint.len()..])?;
    // `a year earlier` points back in time.
    let deictic = ["earlier", "ago", "later", "before", "after", "prior"]
        .iter()
        .any(|word| behind[joint.len() + length..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(word)));
    // `упал на 20% за неделю`: in which time, and no rate; but `80 км за годину`.
    let within = *joint == " за " && unit.kind == QuantityKind::Duration && kind != QuantityKind::Measure;
    let physical = !deictic && !within && matches!(unit.kind, QuantityKind::Measure | QuantityKind::Duration);
    let factor_free = (unit.factor - 1.0).abs() < f64::EPSILON;
    (physical && factor_free).then(|| (unit.code.clone(), end + joint.len() + length))
}
