//! Text with its spans marked, for terminals and for snapshots that a reviewer can read.

/// A span of a text to mark: half-open range in code points, and an optional label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First code point.
    pub start: u32,
    /// Code point after the last one.
    pub end: u32,
}

/// Puts `open` and `close` around every marked span of `text`. Spans that overlap nest where they
/// can; the output holds every character of the text once.
///
/// ```
/// use unspool_model::mark::{Mark, marked};
/// let marks = [Mark { start: 3, end: 8 }];
/// assert_eq!(marked("in Syria today", &marks, "[", "]"), "in [Syria] today");
/// ```
#[must_use]
pub fn marked(text: &str, marks: &[Mark], open: &str, close: &str) -> String {
    let mut opens: Vec<u32> = marks.iter().map(|mark| mark.start).collect();
    let mut closes: Vec<u32> = marks.iter().map(|mark| mark.end).collect();
    opens.sort_unstable();
    closes.sort_unstable();
    let mut out = String::with_capacity(text.len() + marks.len() * (open.len() + close.len()));
    let (mut next_open, mut next_close) = (0, 0);
    for (position, c) in (0_u32..).zip(text.chars().map(Some).chain([None])) {
        while closes.get(next_close).is_some_and(|&at| at == position) {
            out.push_str(close);
            next_close += 1;
        }
        while opens.get(next_open).is_some_and(|&at| at == position) {
            out.push_str(open);
            next_open += 1;
        }
        out.extend(c);
    }
    out
}
