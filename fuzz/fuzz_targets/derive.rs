//! Any text: no panic, and every span of every row is its surface.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use unspool_derive::{Subject, derive};
use unspool_lexicon::Lexicons;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

fuzz_target!(|text: &str| {
    let features = derive(&Subject::text(text), &LEXICONS);
    let cut = |start: u32, end: u32| text.chars().skip(start as usize).take((end - start) as usize).collect::<String>();
    for row in &features.quantities {
        assert_eq!(cut(row.start_char, row.end_char), row.surface);
    }
    for row in &features.dates {
        assert_eq!(cut(row.start_char, row.end_char), row.surface);
    }
    for row in &features.actors {
        assert_eq!(cut(row.start_char, row.end_char), row.surface);
    }
});
