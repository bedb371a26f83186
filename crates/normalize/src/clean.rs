//! Clean text: no ordinal, no entities, no control characters, no stray blank lines.

use std::ops::Range;

/// The text of a post. `ordinals` (in order) are taken out; HTML entities are decoded once; line breaks of every
/// kind become `\n`, of several blank lines one stays; control characters and byte order marks go;
/// white space at line ends and around the text goes. Nothing else is touched: no case, no
/// normal form, no quotes.
pub(crate) fn clean(text: &str, ordinals: impl DoubleEndedIterator<Item = Range<usize>>) -> String {
    // From the last one on, so that the spans before it stay where they are.
    let cut = ordinals.rev().fold(text.to_owned(), |text, span| without(&text, span));
    let decoded = html_escape::decode_html_entities(&cut);
    let mut out = String::with_capacity(decoded.len());
    let mut breaks = 0;
    for line in decoded.split(['\n', '\u{2028}', '\u{2029}', '\u{85}']) {
        let before = out.len();
        let kept = line.chars().filter(|&c| !(c.is_control() && c != '\t') && c != '\u{feff}' && c != '\u{fffe}');
        if !out.is_empty() {
            out.extend(std::iter::repeat_n('\n', breaks.min(2)));
        }
        let content = out.len();
        out.extend(kept);
        let end = out.trim_end().len().max(content);
        out.truncate(end);
        if out.len() == content {
            // A blank line: its breaks count with the next one.
            out.truncate(before);
            breaks += 1;
        } else {
            breaks = 1;
        }
    }
    let start = out.len() - out.trim_start().len();
    out.drain(..start);
    out
}

/// `text` without `span`. Words that the span parted stay parted; a line that it filled goes.
fn without(text: &str, span: Range<usize>) -> String {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let glue = before.ends_with(|c: char| !c.is_whitespace()) && after.starts_with(|c: char| !c.is_whitespace());
    let glue = if glue { " " } else { "" };
    let after = if before.is_empty() || before.ends_with('\n') { after.trim_start() } else { after };
    format!("{before}{glue}{after}")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(clean("A &amp; B &amp;lt; &quot;C&quot;", std::iter::empty()), "A & B &lt; \"C\"");
    }

    #[test]
    fn blank_lines_and_controls() {
        assert_eq!(clean("\u{feff} a \r\n\r\n\r\n\0b\u{2028}c \n\n", std::iter::empty()), "a\n\nb\nc");
    }

    #[test]
    fn the_ordinal_goes_with_its_line() {
        assert_eq!(clean("3/\nText", std::iter::once(0..2)), "Text");
        assert_eq!(clean("5/n Text\nmore\n/end", [0..4, 14..18].into_iter()), "Text\nmore");
    }
}
