//! Numerals that Russian and Ukrainian write without the article or comparison that English has: `миллион снарядов`, `треть
//! лодок`, `вдвое`, `полгода`.

use unspool_lexicon::{Figures, Numeral as Word, NumeralClass};

use super::words::sum;
use super::{Numeral, Value, small, word};
use crate::slavic::is_cyrillic;
use crate::view::View;

/// Letters of the longest scale that is abbreviated: `трлн`.
const LONGEST_SHORT: usize = 4;
/// Letters of the half in `полгода` and `півроку`.
const HALF: usize = 3;

/// The numeral that the word at `first` is by itself.
pub(super) fn parse(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    if !small(view, first).starts_with(is_cyrillic) {
        return None;
    }
    let found = word(view, first, figures)?;
    let whole = |value| Some(Numeral::over(view, first..first + 1, value, 1.0, false));
    match found.class {
        NumeralClass::Scale | NumeralClass::Vague => scale(view, first, found, figures),
        NumeralClass::Half if !is_ordered(view, first) => whole(Value::Ratio(found.value)),
        NumeralClass::Part => whole(Value::Ratio(1.0 / found.value)),
        // `более трети лодок`
        NumeralClass::Parts if is_modified(view, first, figures) => whole(Value::Ratio(1.0 / found.value)),
        NumeralClass::Multiple => whole(Value::Ratio(found.value)),
        NumeralClass::Halved => {
            let mut half = Numeral::over(view, first..first + 1, Value::Exact(found.value), 1.0, false);
            half.span.end = half.span.start + small(view, first).chars().take(HALF).map(char::len_utf8).sum::<usize>();
            Some(half)
        }
        _ => None,
    }
}

/// `миллион снарядов`, `тысячи людей`, `более сотни`: a scale by itself. `тысячи` is one thousand in the genitive, which a
/// modifier asks for, and thousands elsewhere; `тысяч` needs a number.
fn scale(view: &View<'_>, first: usize, found: Word, figures: &Figures) -> Option<Numeral> {
    let folded = small(view, first);
    // `пол миллиона`
    let halved = first > 0 && matches!(small(view, first - 1), "пол" | "пів");
    if halved || folded.chars().count() <= LONGEST_SHORT {
        return None;
    }
    let plural = folded.ends_with(['и', 'ы', 'і']);
    let singular = folded.ends_with(['а', 'я', 'у', 'ю', 'н', 'д', 'к']);
    let modified = || is_modified(view, first, figures);
    let whole = |value| Some(Numeral::over(view, first..first + 1, value, 1.0, false));
    match found.class {
        NumeralClass::Vague if plural && modified() => whole(Value::Exact(found.value)),
        NumeralClass::Scale if plural && !modified() => whole(Value::Vague(found.value, found.value * 10.0)),
        NumeralClass::Scale if plural || singular => {
            sum(view, first, first, Some(Word { value: 1.0, high: None, class: NumeralClass::One }), figures)
        }
        _ => None,
    }
}

/// Whether a modifier stands before the token: `более`, `около`.
fn is_modified(view: &View<'_>, first: usize, figures: &Figures) -> bool {
    figures.cues_before.ends(view.folded[..view.tokens[first].start].trim_end()).is_some()
}

/// `первая половина`, `второй половины`: one of the halves of something, and no share.
fn is_ordered(view: &View<'_>, first: usize) -> bool {
    const ORDINALS: [&str; 5] = ["перв", "втор", "перш", "друг", "последн"];
    first > 0 && ORDINALS.iter().any(|ordinal| small(view, first - 1).starts_with(ordinal))
}
