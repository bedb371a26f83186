//! Units before and behind numerals, and rates.

use unspool_lexicon::{Figures, NumeralClass, Unit, is_word};
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
    // `USD50` is one token; its digits have none of their own.
    let first = view.token_at(start + length + spaces);
    (view.tokens.get(first)?.start == start + length + spaces).then(|| (unit.clone(), first))
}

/// A sign that a letter follows: `$` of `$five`.
fn glued_code<'f>(view: &View<'_>, at: usize, figures: &'f Figures) -> Option<(usize, &'f Unit)> {
    let token = view.tokens[at];
    let text = &view.text[token.start..token.end];
    (token.kind == Kind::Mark).then(|| figures.before.get(text).map(|unit| (text.len(), unit))).flatten()
}

/// The unit behind a numeral, glued, hyphenated or spaced, and where it ends.
pub(super) fn after(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> Option<(Unit, usize)> {
    let behind = &view.text[numeral.span.end..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '‑']).len();
    // `тыс. рублей`: the point of an abbreviated scale.
    let gap = if gap == 0 && numeral.scale > 1.0 && behind.starts_with(". ") { 2 } else { gap };
    if gap > 4 || view.is_masked(numeral.span.end..numeral.span.end + gap + 1) {
        return None;
    }
    // `tens of billions of dollars`
    let vague = matches!(numeral.value, Value::Vague(..)) && behind[gap..].starts_with("of ");
    let gap = if vague { gap + 3 } else { gap };
    let text = &behind[gap..];
    let article = if text.starts_with("of a ") || text.starts_with("of an ") {
        text.len() - text["of a".len()..].trim_start_matches('n').trim_start().len()
    } else {
        0
    };
    let fraction = article > 0 && matches!(numeral.value, Value::Ratio(_));
    let gap = if fraction { gap + article } else { gap };
    let text = &behind[gap..];
    let end = numeral.span.end + gap;
    let partitive = figures.partitive.starts(text).filter(|(length, _)| text[*length..].starts_with(" of "));
    let glued = (gap == 0 && numeral.digits).then(|| figures.glued.starts(text)).flatten();
    let (length, unit) = partitive.or_else(|| figures.after.starts(text)).or(glued)?;
    // `3 K-9 units`, `40 m-1`: a unit is not glued to more.
    let open = text[length..].strip_prefix(['-', '‑']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (!open).then(|| (unit.clone(), end + length))
}

/// `75 USD million`: a scale behind a currency.
pub(super) fn scale_behind(view: &View<'_>, unit: &Unit, next: usize, figures: &Figures) -> Option<(f64, usize)> {
    let (token, text) = view.token(next).filter(|_| unit.kind == QuantityKind::Money)?;
    let scale = figures.numeral(text, view.folded_token(next)).filter(|word| word.class == NumeralClass::Scale)?;
    (token.kind == Kind::Word).then_some((scale.value, token.end))
}

/// `a barrel`, `per day`, `/kg` behind a figure with a unit: the UCUM unit, and where it ends.
pub(super) fn rate(text: &str, end: usize, figures: &Figures) -> Option<(String, usize)> {
    let behind = &text[end..];
    let joint =
        [" per ", " a ", " an ", "/", " each ", " в ", " за ", " на "].iter().find(|joint| behind.starts_with(**joint))?;
    let (length, unit) = figures.after.starts(&behind[joint.len()..])?;
    // `a year earlier` points back in time.
    let deictic = ["earlier", "ago", "later", "before", "after", "prior"]
        .iter()
        .any(|word| behind[joint.len() + length..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(word)));
    let physical = !deictic && matches!(unit.kind, QuantityKind::Measure | QuantityKind::Duration);
    let factor_free = (unit.factor - 1.0).abs() < f64::EPSILON;
    (physical && factor_free).then(|| (unit.code.clone(), end + joint.len() + length))
}
