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

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn spans_overlap_where_they_share_a_byte() {
        let sorted = [0..4, 2..3, 6..9, 9..10];
        let touched = |span| overlap(&sorted, Clone::clone, &span);
        assert!(touched(3..5) && touched(8..9) && touched(5..20));
        assert!(!touched(4..6) && !touched(10..12));
    }
}
