//! The ordinal of a post by itself, as records of APIs and tables have it: no sequence around it says that it is one.

use unspool_model::Record;
use unspool_model::ordinal::{self, Ordinal, Shape, Side, Strength, Total};

/// The ordinal of a post that the dump delimits. Without a sequence around it only a form that is
/// practically never anything else counts, or one that the post itself speaks for.
pub(crate) fn ordinal(record: &Record) -> Option<Ordinal> {
    if record.boundary.is_some() {
        // Ingest has read the page as a whole; what it left is text.
        return None;
    }
    let counts = |found: &Ordinal| found.number.is_some() && (found.strength == Strength::Strong || is_of_thread(record, found));
    let leading = record.text.lines().next().and_then(ordinal::leading).filter(counts);
    leading.or_else(|| {
        let start = record.text.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let mut found = ordinal::trailing(&record.text[start..])?;
        found.span = start + found.span.start..start + found.span.end;
        Some(found).filter(counts)
    })
}

/// Totals of which people give so many points: `a fine film. 8/10`.
const POINTS: [u32; 3] = [5, 10, 100];

/// `2/9` in a reply, `… came to light. A thread 🧵 1/9`, `… alive. 2/9`: whether a number of a total is the ordinal of a post, as
/// what the post answers, the word thread, or the end of its last sentence says. `9/11` and `1/6` are days.
fn is_of_thread(record: &Record, found: &Ordinal) -> bool {
    let (Some(number), Total::Known(total)) = (found.number, found.total) else { return false };
    if found.shape != Shape::NumberSlash || number > total || matches!((number, total), (9, 11) | (1, 6)) {
        return false;
    }
    let (before, behind) = (record.text[..found.span.start].trim_end(), record.text[found.span.end..].trim_start());
    let reply = record.reply_to.is_some() && number > 1;
    let thread = record.text.contains('🧵') || record.text.to_lowercase().contains("thread");
    let announced = thread && number == 1;
    match found.side {
        Side::Leading => (reply || announced) && !behind.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()),
        Side::Trailing => {
            let ended = before.ends_with(['.', '!', '?', '…', '"', '”', '»', ')']);
            announced || ended && (reply || !POINTS.contains(&total))
        }
    }
}

#[cfg(test)]
mod tests {
    use unspool_model::{Platform, Record};

    use crate::{DumpContext, draft};

    /// The marker and the text of a record.
    fn read(text: &str, reply_to: Option<&str>) -> (Option<u32>, String) {
        let context =
            DumpContext { dump_id: "dump".into(), platform: Platform::X, author_handle: None, author_name: None, replies: false };
        let record = Record { text: text.to_owned(), reply_to: reply_to.map(str::to_owned), ..Record::default() };
        let post = draft(record, 1, &context).expect("a post with text").post;
        (post.marker, post.text)
    }

    #[test]
    fn a_number_of_a_total_is_an_ordinal_where_the_post_says_so() {
        for (text, reply, marker, rest) in [
            ("2/9 Boats are late.", Some("1"), Some(2), "Boats are late."),
            ("2/9 Boats are late.", None, None, "2/9 Boats are late."),
            ("1/9 A thread on boats", None, Some(1), "A thread on boats"),
            ("Boats came to light. A short thread 🧵 1/9", None, Some(1), "Boats came to light. A short thread"),
            ("Two of them are late. 2/9", None, Some(2), "Two of them are late."),
            ("A fine film. 8/10", None, None, "A fine film. 8/10"),
            ("A fine harbour. 8/10", Some("7"), Some(8), "A fine harbour."),
            ("He won 3/4", None, None, "He won 3/4"),
            ("9/11 Changed it", Some("1"), None, "9/11 Changed it"),
            ("2/3 of them left", Some("1"), None, "2/3 of them left"),
        ] {
            assert_eq!(read(text, reply), (marker, rest.to_owned()), "{text}");
        }
    }
}
