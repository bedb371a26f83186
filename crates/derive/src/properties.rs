//! Whatever the text: no panic, spans that are surfaces, rows in order.

use std::sync::LazyLock;

use proptest::prelude::*;
use unspool_lexicon::Lexicons;
use unspool_model::Platform;

use crate::{Subject, derive};

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

/// Texts made of what the grammars look for, with emoji, combining marks and direction marks between.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,8}",
        "[0-9]{1,4}([.,:/-][0-9]{1,4}){0,3}",
        "[0-9]{1,3}(bn|k|%|km|th|s)?",
        prop::sample::select(vec![
            "Russia",
            "Kyiv",
            "pro-Kremlin commentators",
            "47th",
            "Mechanized",
            "Brigade",
            "95 ОДШБр",
            "власти Ирана",
            "IDF:",
            "(Reuters)",
            " — IRIB",
            "first half of",
            "North Korean troops",
            "'s",
            "’",
            "-",
            "…",
            "...",
            "\n",
            "at least",
            "between",
            "and",
            "million",
            "тыс.",
            "half a",
            "dozens of",
            "according to",
            "says",
            "$",
            "€",
            "Feb.",
            "24 февраля",
            "last year",
            "1990s",
            "t.me/",
            "https://",
            "tg://resolve?domain=",
            "@nato",
            "#Ukraine",
            "👩🏽‍🚒",
            "e\u{301}",
            "\u{202e}",
            "\u{200d}",
            "İ",
            "ﬁ",
            "٣٤",
            "３",
            "two-thirds",
            "a couple of",
            "one",
            "of",
            "World War II",
            ".",
            ",",
            "(",
            ")",
            "/",
            "+",
            "twenty-",
            "\u{a0}",
            "Article",
        ])
        .prop_map(str::to_owned),
    ];
    let glue = prop::sample::select(vec!["", " ", "\n"]);
    prop::collection::vec((piece, glue), 0..24)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

fn spans_of(text: &str) -> Result<(), TestCaseError> {
    let subject = Subject { platform: Platform::Telegram, ..Subject::text(text) };
    let features = serde_json::to_value(derive(&subject, &LEXICONS)).expect("features are JSON");
    let chars: Vec<char> = text.chars().collect();
    for (table, rows) in features.as_object().expect("an object") {
        let mut last = (0, 0);
        for row in rows.as_array().expect("a list").iter().filter(|_| table != "topics") {
            let number = |column: &str| usize::try_from(row[column].as_u64().expect("a number")).expect("a small number");
            let (start, end) = (number("start_char"), number("end_char"));
            prop_assert!(start < end, "{} {:?}", table, row);
            let cut: String = chars[start..end].iter().collect();
            prop_assert_eq!(Some(cut.as_str()), row["surface"].as_str(), "{}", table);
            let apart = table == "places" || last.1 <= start;
            prop_assert!(last <= (start, end) && apart, "{} {:?} after {:?}", table, row, last);
            last = (start, end);
        }
    }
    Ok(())
}

/// Lines of the posts whose snapshots are read, so that everything they show is in the long texts.
static LINES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../snapshots/inputs/posts");
    let files = std::fs::read_dir(folder).expect("the inputs of the snapshots").map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let lines = |path| std::fs::read_to_string(path).expect("a text").lines().map(words).collect::<Vec<_>>();
    files.into_iter().flat_map(lines).collect()
});

/// Texts of some two thousand words, of phrases that are cut anywhere, often without the marks that end sentences: a sentence is
/// cut where it has a thousand words.
fn long_text() -> impl Strategy<Value = String> {
    let phrase = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..25_usize);
    (prop::collection::vec(phrase, 100..250), prop::bool::weighted(0.7)).prop_map(|(phrases, bare)| {
        let cut = |(line, first, length): (prop::sample::Index, prop::sample::Index, usize)| {
            let words = line.get(&LINES);
            let first = first.index(words.len());
            words[first..words.len().min(first + length)].join(" ")
        };
        let text = phrases.into_iter().map(cut).collect::<Vec<_>>().join(" ");
        if bare { text.replace(['.', '!', '?', ';', ',', '•', ':'], " ") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn spans_of_long_texts_are_surfaces(text in long_text()) {
        spans_of(&text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn spans_are_surfaces(text in text()) {
        spans_of(&text)?;
    }
}

/// Text in which a name of the model reached back over a word of another mention.
#[test]
fn a_first_name_is_not_taken_from_another_mention() -> Result<(), TestCaseError> {
    spans_of("95 ОДШБр095 ОДШБр3\u{1932}\n0bn")
}

#[test]
fn long_and_strange_texts_come_to_an_end() {
    for text in [
        "9".repeat(1_000_000),
        "1,".repeat(100_000),
        "a-".repeat(100_000),
        "t.me/".repeat(50_000),
        "one and ".repeat(50_000),
        "(((((".repeat(50_000),
        "Kyiv says ".repeat(100_000),
        "Tripoli, Lebanon's Tripoli; ".repeat(20_000),
        "46 seats, Berg 27, of which 5bn for Ruiz (Axios: 9) ".repeat(5_000),
        "Kyiv says 12 of 40 drones hit 7, and 300 fell near 9 farms, ".repeat(2_000),
        // Without a mark that ends a sentence it is cut at a word: at one of these, inside a name, a figure or a phrase.
        "39 women and children in at least ".repeat(1_000),
        "officials and 11 troops were killed ".repeat(1_000),
        "according to the head of the hospital at least 12 million ".repeat(1_000),
        "сообщил директор больницы 984 тыс – 1 млн человек в полиции города ".repeat(1_000),
        "G'G'0'Xi'Xi6".to_owned(),
        "Pu\u{200b}tin Рutin P\u{443}tin ".repeat(1_000),
    ] {
        let _ = derive(&Subject::text(&text), &LEXICONS);
    }
}
