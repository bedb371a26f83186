//! Spans in order.

use std::ops::Range;

/// Spans that may lie in one another at one place.
const DEEPEST: usize = 8;

/// The items, in order of where they begin, that overlap a span, the last first. `range` gives the span of an item.
pub(crate) fn overlapping<'s, T, R: Fn(&T) -> Range<usize>>(
    sorted: &'s [T],
    range: R,
    span: &Range<usize>,
) -> impl Iterator<Item = &'s T> + use<'s, T, R> {
    let (start, end) = (span.start, span.end);
    let upto = sorted.partition_point(|item| range(item).start < end);
    sorted[..upto].iter().rev().take(DEEPEST).filter(move |item| start < range(item).end)
}

/// Whether one of the items, in order of where they begin, overlaps a span.
pub(crate) fn overlap<T>(sorted: &[T], range: impl Fn(&T) -> Range<usize>, span: &Range<usize>) -> bool {
    overlapping(sorted, range, span).next().is_some()
}

/// Asks span after span, in order, whether one of some items overlaps it, in one walk over the items: those in order of where they
/// begin.
pub(crate) struct Sweep<'s, T, R> {
    rest: &'s [T],
    range: R,
    /// Where the items end that begin before the end of the last span.
    reach: usize,
}

impl<'s, T, R: Fn(&T) -> Range<usize>> Sweep<'s, T, R> {
    /// `range` gives the span of an item.
    pub const fn new(sorted: &'s [T], range: R) -> Self {
        Self { rest: sorted, range, reach: 0 }
    }

    /// Whether one of the items overlaps a span that begins at or behind the last one.
    pub fn touches(&mut self, span: &Range<usize>) -> bool {
        while let Some((first, rest)) = self.rest.split_first() {
            let item = (self.range)(first);
            if item.start >= span.end {
                break;
            }
            self.reach = self.reach.max(item.end);
            self.rest = rest;
        }
        span.start < self.reach
    }
}

#[cfg(test)]
mod tests {
    use super::{Sweep, overlap};

    #[test]
    fn spans_overlap_where_they_share_a_byte() {
        let sorted = [0..4, 2..3, 6..9, 9..10];
        let touched = |span| overlap(&sorted, Clone::clone, &span);
        assert!(touched(3..5) && touched(8..9) && touched(5..20));
        assert!(!touched(4..6) && !touched(10..12));
    }

    #[test]
    fn a_sweep_asks_the_same_in_order() {
        let sorted = [0..9, 2..3, 4..5, 12..14, 13..14];
        let mut sweep = Sweep::new(&sorted, Clone::clone);
        let spans = [0..1, 3..4, 8..9, 9..10, 9..12, 11..13, 13..20, 14..15, 20..21];
        let asked: Vec<bool> = spans.iter().map(|span| sweep.touches(span)).collect();
        assert_eq!(asked, spans.iter().map(|span| overlap(&sorted, Clone::clone, span)).collect::<Vec<_>>());
        assert_eq!(asked, [true, true, true, false, false, true, true, false, false]);
    }
}
