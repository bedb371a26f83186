//! What joins the names of a list, and the way back over one: `Orsk, Zelvi and Tarno`, `Терни, Ямпіль та Торське`.

use std::ops::Range;

use unspool_lexicon::WordClass;

use crate::view::View;

/// Most names of a list that are gone back over: a list of megabytes asks for each of its names.
const MOST_LISTED: usize = 40;

/// A comma, a conjunction, or both.
pub(crate) struct Joint {
    pub tokens: Range<usize>,
    pub comma: bool,
    pub conjunction: bool,
}

impl Joint {
    /// The joint in front of the name that begins at token `first`.
    pub fn before(view: &View<'_>, first: usize) -> Option<Self> {
        let one = |end: usize, is: fn(&View<'_>, usize) -> bool| end.checked_sub(1).is_some_and(|at| is(view, at));
        let conjunction = one(first, is_conjunction);
        let comma_end = first - usize::from(conjunction);
        let comma = one(comma_end, is_comma);
        (conjunction || comma).then(|| Self { tokens: comma_end - usize::from(comma)..first, comma, conjunction })
    }

    /// The joint behind the name that ends before token `end`.
    pub fn behind(view: &View<'_>, end: usize) -> Option<Self> {
        let comma = is_comma(view, end);
        let behind_comma = end + usize::from(comma);
        let conjunction = is_conjunction(view, behind_comma);
        (conjunction || comma).then(|| Self { tokens: end..behind_comma + usize::from(conjunction), comma, conjunction })
    }

    /// Whether a comma is all that joins: it may part the name from what is no part of the list, as in `In Orsk, Tarnosh said`.
    pub const fn is_bare(&self) -> bool {
        !self.conjunction
    }
}

fn is_comma(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(_, text)| text == ",")
}

/// A capital begins a sentence, which joins no names.
fn is_conjunction(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, _)| !token.capital && token.is_small(WordClass::Conjunction))
}

/// The names of a list that ends before token `end`, the last one first. `name_to` gives the name that ends before a token:
/// its first token, and what the caller wants of it.
pub(crate) fn back_over<T>(
    view: &View<'_>,
    end: usize,
    mut name_to: impl FnMut(usize) -> Option<(usize, T)>,
) -> impl Iterator<Item = T> {
    let mut end = Some(end);
    let names = std::iter::from_fn(move || {
        let (first, name) = name_to(end.take()?)?;
        end = Joint::before(view, first).map(|joint| joint.tokens.start);
        Some(name)
    });
    names.take(MOST_LISTED)
}
