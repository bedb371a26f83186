//! Numerals that Russian and Ukrainian write without the article or comparison that English has: `миллион снарядов`, `треть
//! лодок`, `вдвое`, `полгода`, `трёхдневный`.

use unspool_lexicon::{Figures, Numeral as Word, NumeralClass};

use super::words::sum;
use super::{Numeral, Value, small, word};
use crate::slavic::{self, is_cyrillic};
use crate::view::View;

/// Letters of the longest scale that is abbreviated: `трлн`.
const LONGEST_SHORT: usize = 4;
/// Numbers behind a scale say about how many there are of it only below this one.
const MOST_ABOUT: f64 = 6.0;
/// Letters of the half in `полгода` and `півроку`.
const HALF: usize = 3;

/// The numeral that the word at `first` is by itself.
pub(super) fn parse(view: &View<'_>, first: usize, figures: &Figures) -> Option<Numeral> {
    if !small(view, first).starts_with(is_cyrillic) {
        return None;
    }
    // A number that its word goes on behind, with the unit.
    let front = |length: usize, value: f64| {
        let mut numeral = Numeral::over(view, first..first + 1, Value::Exact(value), 1.0, false);
        numeral.span.end = numeral.span.start + length;
        Some(numeral)
    };
    let Some(found) = word(view, first, figures) else {
        let (length, value) = figures.prefixed(small(view, first))?;
        return front(length, value);
    };
    let whole = |value| Some(Numeral::over(view, first..first + 1, value, 1.0, false));
    match found.class {
        NumeralClass::Scale | NumeralClass::Vague => scale(view, first, found, figures),
        NumeralClass::Half if !is_ordered(view, first) => whole(Value::Ratio(found.value)),
        NumeralClass::Part => whole(Value::Ratio(1.0 / found.value)),
        // `более трети лодок`
        NumeralClass::Parts if is_modified(view, first, figures) => whole(Value::Ratio(1.0 / found.value)),
        NumeralClass::Multiple => whole(Value::Ratio(found.value)),
        NumeralClass::Instrumental if slavic::is_instrumental_plural(small(view, first + 1)) => whole(Value::Exact(found.value)),
        NumeralClass::Halved => front(small(view, first).chars().take(HALF).map(char::len_utf8).sum(), found.value),
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
    let singular = folded.ends_with(['а', 'я', 'у', 'ю', 'н', 'д', 'к', 'й', 'м']) && !folded.ends_with("ам");
    let modified = || is_modified(view, first, figures);
    let whole = |value| Some(Numeral::over(view, first..first + 1, value, 1.0, false));
    // `тысячи две`, `десятка полтора`: behind the genitive of its scale a number is about so many.
    let genitive = folded.ends_with(['и', 'ы', 'і']) || folded.ends_with('а') && !folded.ends_with("ча");
    let few = word(view, first + 1, figures).filter(|few| matches!(few.class, NumeralClass::One | NumeralClass::Teen));
    if let Some(few) = few.filter(|few| genitive && few.value < MOST_ABOUT && view.spaced(first, first + 1)) {
        let value = Value::About(found.value * few.value);
        return Some(Numeral::over(view, first..first + 2, value, found.value, false));
    }
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
