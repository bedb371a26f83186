//! Ordinals in every style, and what only looks like one.

use proptest::prelude::*;

use super::{Side, Total, is_picture, leading, trailing};

proptest! {
    /// Arbitrary text: no panic, and what is found can be taken out of the line.
    #[test]
    fn spans_lie_in_the_line(line in "([ a-zA-Z./()\\[\\]0-9🧵👇\u{fe0f}\u{301}…:,-]|/end|/n|3/12|t\\.me/a/){0,24}") {
        for found in [leading(&line), trailing(&line)].into_iter().flatten() {
            prop_assert!(found.span.start < found.span.end);
            prop_assert!(line.is_char_boundary(found.span.start) && line.is_char_boundary(found.span.end));
            // Pictures may stand in front of an ordinal and stay in the text: `👇1/n`.
            let before = line[..found.span.start].trim_start().chars().all(is_picture);
            prop_assert!(before || found.side == Side::Trailing, "{:?} {:?}", line, found);
        }
    }

    /// What an author writes in any style comes back as number and total.
    #[test]
    fn written_ordinals_are_read(number in 1_u32..200, more in 1_u32..100, style in 0_usize..7) {
        let total = number + more;
        let known = Total::Known(total);
        let (written, wanted) = match style {
            0 => (format!("{number}/"), Total::None),
            1 => (format!("{number}/{total}"), known),
            2 => (format!("({number}/{total})"), known),
            3 => (format!("[{number}/{total}]"), known),
            4 => (format!("{number}/n"), Total::Open),
            5 => (format!("({number})"), Total::None),
            _ => (format!("/{number}"), Total::None),
        };
        let front = leading(&format!("{written} The text of it")).expect("a leading ordinal");
        prop_assert_eq!((front.number, front.total), (Some(number), wanted));
        let line = format!("The text of it. {written}");
        let back = trailing(&line).expect("a trailing ordinal");
        prop_assert_eq!((back.number, back.total), (Some(number), wanted));
        prop_assert_eq!(&line[..back.span.start], "The text of it.");
    }
}

/// `text → number/total | rest` for a reader to check at a glance.
fn shown(line: &str, found: Option<super::Ordinal>) -> String {
    match found {
        None => format!("{line:?} -> text"),
        Some(o) => {
            let number = o.number.map_or("-".to_owned(), |n| n.to_string());
            let total = match o.total {
                Total::None => String::new(),
                Total::Open => "/n".to_owned(),
                Total::Known(n) => format!("/{n}"),
            };
            let rest = format!("{}|{}", &line[..o.span.start], &line[o.span.end..]);
            format!("{line:?} -> {number}{total} {:?} {rest:?}", o.strength)
        }
    }
}

#[test]
fn every_style_at_the_beginning_of_a_line() {
    let lines = [
        "3/ Text",
        "3/12 Text",
        "3/n Text",
        "3/x Text",
        "(3/12) Text",
        "(3) Text",
        "3) Text",
        "[3] Text",
        "3. Text",
        "3/#Tag text",
        "3/",
        "1/🧵",
        "🧵1/ Text",
        "🧵 Text",
        "/3 Text",
        "3/12: Text",
        "3/Text",
        "👇3/n Text",
        "🚨3/TEXT",
        "🚨3 Text",
    ];
    let shown: Vec<_> = lines.iter().map(|line| shown(line, leading(line))).collect();
    assert_eq!(
        shown,
        [
            r#""3/ Text" -> 3 Strong "|Text""#,
            r#""3/12 Text" -> 3/12 Weak "|Text""#,
            r#""3/n Text" -> 3/n Strong "|Text""#,
            r#""3/x Text" -> 3/n Strong "|Text""#,
            r#""(3/12) Text" -> 3/12 Strong "|Text""#,
            r#""(3) Text" -> 3 Weak "|Text""#,
            r#""3) Text" -> 3 Weak "|Text""#,
            r#""[3] Text" -> 3 Weak "|Text""#,
            r#""3. Text" -> 3 Weak "|Text""#,
            r#""3/#Tag text" -> 3 Strong "|#Tag text""#,
            r#""3/" -> 3 Strong "|""#,
            r#""1/🧵" -> 1 Strong "|""#,
            r#""🧵1/ Text" -> 1 Strong "|Text""#,
            r#""🧵 Text" -> - Medium "|Text""#,
            r#""/3 Text" -> 3 Medium "|Text""#,
            r#""3/12: Text" -> 3/12 Medium "|Text""#,
            r#""3/Text" -> 3 Medium "|Text""#,
            r#""👇3/n Text" -> 3/n Strong "👇|Text""#,
            r#""🚨3/TEXT" -> 3 Medium "🚨|TEXT""#,
            r#""🚨3 Text" -> text"#,
        ]
    );
}

#[test]
fn every_style_at_the_end_of_a_line() {
    let lines = [
        "Text /3",
        "Text 3/",
        "Text 3/12",
        "Text (3/12)",
        "Text [3/n]",
        "Text (3)",
        "Text /end",
        "Text 12/fin",
        "Text 🧵",
        "Text 1/🧵",
        "Text.(3/12)",
        "Text./3",
        "Text.3/12",
        "Text!3/",
        "Text3/12",
        "Text 📷3/12",
        "Text 3/n example.com/a…",
        "Text 🧵👇",
        "/3",
    ];
    let shown: Vec<_> = lines.iter().map(|line| shown(line, trailing(line))).collect();
    assert_eq!(
        shown,
        [
            r#""Text /3" -> 3 Strong "Text|""#,
            r#""Text 3/" -> 3 Strong "Text|""#,
            r#""Text 3/12" -> 3/12 Weak "Text|""#,
            r#""Text (3/12)" -> 3/12 Strong "Text|""#,
            r#""Text [3/n]" -> 3/n Strong "Text|""#,
            r#""Text (3)" -> 3 Weak "Text|""#,
            r#""Text /end" -> - Strong "Text|""#,
            r#""Text 12/fin" -> 12 Strong "Text|""#,
            r#""Text 🧵" -> - Medium "Text|""#,
            r#""Text 1/🧵" -> 1 Strong "Text|""#,
            r#""Text.(3/12)" -> 3/12 Medium "Text.|""#,
            r#""Text./3" -> 3 Medium "Text.|""#,
            r#""Text.3/12" -> 3/12 Weak "Text.|""#,
            r#""Text!3/" -> 3 Medium "Text!|""#,
            r#""Text3/12" -> 3/12 Weak "Text|""#,
            r#""Text 📷3/12" -> 3/12 Weak "Text 📷|""#,
            r#""Text 3/n example.com/a…" -> 3/n Strong "Text| example.com/a…""#,
            r#""Text 🧵👇" -> - Medium "Text|""#,
            r#""/3" -> 3 Strong "|""#,
        ]
    );
}

#[test]
fn what_only_looks_like_an_ordinal_is_text() {
    for line in ["24/7 coverage", "1/3 of them", "2024. A year", "3.5 million", "12/05/2024", "10km", "1/a High Street"] {
        assert_eq!(leading(line), None, "{line}");
    }
    for line in [
        "open 24/7",
        "on 12/05/2024",
        "see t.me/name/55",
        "https://example.com/3",
        "in 2024",
        "km/h",
        "5/0",
        "v1.2/8",
        "up $2/8",
        "on 12-3/24",
        "at 9.11/12",
    ] {
        assert_eq!(trailing(line), None, "{line}");
    }
}

#[test]
fn dates_and_fractions_are_weak_at_most() {
    {
        let line = "9/11 changed it";
        assert!(leading(line).is_none_or(|o| o.strength == super::Strength::Weak), "{line}");
    }
    for line in ["since 9/11", "about 2/3", "as in note [3]"] {
        assert!(trailing(line).is_none_or(|o| o.strength == super::Strength::Weak), "{line}");
    }
}
