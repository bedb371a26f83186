//! A text in small letters, with the places where something that a lexicon knows may begin.

use std::hash::Hasher as _;
use std::ops::{Deref, Range};

use rustc_hash::FxHasher;

use crate::fold::{char_at, fold, is_word, word_end};

/// A text in small letters, byte for byte as long as it was: it reads as a `str`.
#[derive(Debug)]
pub struct Folded {
    text: String,
    openings: Vec<Opening>,
}

/// A word, or a mark: what a key of a lexicon begins with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its bytes.
    pub span: Range<usize>,
    /// [`opening_hash`] of them.
    pub(crate) hash: u64,
}

impl Folded {
    /// Folds `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = fold(text);
        let openings = openings(&text);
        Self { text, openings }
    }

    /// The words and marks of the text, in order.
    #[must_use]
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// The words and marks of a text in small letters, in order.
pub(crate) fn openings(folded: &str) -> Vec<Opening> {
    let mut openings = Vec::with_capacity(folded.len() / 5);
    let mut at = 0;
    while let Some(c) = char_at(folded, at) {
        let start = at;
        at += c.len_utf8();
        if is_word(c) {
            at = word_end(folded, at);
        } else if c.is_whitespace() {
            continue;
        }
        openings.push(Opening { span: start..at, hash: opening_hash(&folded.as_bytes()[start..at]) });
    }
    openings
}

/// A hash of a word, the same on every machine that builds and reads a lexicon in one run.
pub(crate) fn opening_hash(word: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn words_and_marks_open() {
        let folded = Folded::new("Côte d’Ivoire, U.S.\n№5");
        let openings: Vec<&str> = folded.openings().iter().map(|opening| &folded[opening.span.clone()]).collect();
        assert_eq!(openings, ["côte", "d", "’", "ivoire", ",", "u", ".", "s", ".", "№", "5"]);
    }
}
