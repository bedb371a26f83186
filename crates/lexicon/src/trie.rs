//! Many texts looked for at once, wherever a word of the text begins.

use std::ops::Range;

use crate::files::{LONGEST_VALUE, LexiconError};
use crate::folded::{Folded, Opening, first_opening, opening_hash};

/// Longest key in bytes: the trie is built by a function that calls itself for every character. Twice what a lexicon
/// file may have, for the endings that a language adds.
const LONGEST_KEY: usize = 2 * LONGEST_VALUE;
/// A character that no key may have: the trie marks the end of a key by it.
const END: char = crawdad::END_MARKER;

/// Finds every key that begins where a word begins, or at a mark. Several entries may have one key.
///
/// A double-array trie, walked from each such place until no key goes on: most walks end after a few bytes, while an
/// Aho-Corasick automaton also follows what begins within words and can be no name.
pub(crate) struct Trie {
    /// None where there is nothing to look for.
    keys: Option<crawdad::Trie>,
    openings: Openings,
    /// Entries, those of one key together, in the order in which they came.
    entries: Vec<usize>,
    /// Where the entries of a key end; they begin where those of the key before end.
    ends: Vec<usize>,
}

impl Trie {
    /// A trie of `keys` (in small letters); the entries are numbered as they come. Empty keys are never found.
    ///
    /// # Errors
    /// When a key is longer than 2,000 bytes or has the character U+FFFF in it, or there are too many.
    pub fn build(keys: impl IntoIterator<Item = (String, bool)>) -> Result<Self, LexiconError> {
        let keys: Vec<(String, bool)> = keys.into_iter().collect();
        let openings = Openings::new(&keys);
        let keys: Vec<String> = keys.into_iter().map(|(key, _)| key).collect();
        if let Some(key) = keys.iter().find(|key| key.len() > LONGEST_KEY || key.contains(END)) {
            return Err(LexiconError::TooLarge(format!("a name of {} bytes, or with U+FFFF in it", key.len())));
        }
        let mut entries: Vec<usize> = (0..keys.len()).filter(|&entry| !keys[entry].is_empty()).collect();
        entries.sort_by(|&a, &b| keys[a].cmp(&keys[b]));
        let too_large = |error: &dyn std::fmt::Display| LexiconError::TooLarge(error.to_string());
        let (mut set, mut ends) = (Vec::new(), Vec::new());
        for group in entries.chunk_by(|&a, &b| keys[a] == keys[b]) {
            set.push((keys[group[0]].as_str(), u32::try_from(set.len()).map_err(|error| too_large(&error))?));
            ends.push(ends.last().copied().unwrap_or(0) + group.len());
        }
        let trie = if set.is_empty() { None } else { Some(crawdad::Trie::from_records(set).map_err(|error| too_large(&error))?) };
        Ok(Self { keys: trie, openings, entries, ends })
    }

    /// Calls `found` with every place where a key stands and the entries of that key, by start, shorter ones first.
    pub fn find(&self, text: &Folded, mut found: impl FnMut(Range<usize>, &[usize])) {
        let Some(keys) = &self.keys else { return };
        for Opening { span, hash } in text.openings() {
            let start = span.start;
            if !self.openings.may_open(&text.as_bytes()[span.clone()], *hash) {
                continue;
            }
            let rest = &text[start..];
            for (key, chars) in keys.common_prefix_search(rest.chars().take_while(|&c| c != END)) {
                let key = key as usize;
                let length = rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at);
                let first = key.checked_sub(1).map_or(0, |before| self.ends[before]);
                found(start..start + length, &self.entries[first..self.ends[key]]);
            }
        }
    }
}

/// Which words may begin a key: a bit for the hash of each, so that most words of a text need no walk.
struct Openings {
    /// The first words of keys that end where a word ends.
    words: Bits,
    /// The first bytes of keys that may end within their first word.
    stems: Bits,
    /// How many bytes those are.
    stem: usize,
}

impl Openings {
    /// `keys` with whether they may end within a word.
    fn new(keys: &[(String, bool)]) -> Self {
        let keys = keys.iter().filter(|(key, _)| !key.is_empty());
        let (stems, words): (Vec<_>, Vec<_>) = keys.partition(|(key, open)| *open && first_opening(key).len() == key.len());
        let stem = stems.iter().map(|(key, _)| key.len()).min().unwrap_or(usize::MAX);
        Self {
            words: Bits::new(words.iter().map(|(key, _)| opening_hash(first_opening(key).as_bytes()))),
            stems: Bits::new(stems.iter().map(|(key, _)| opening_hash(&key.as_bytes()[..stem]))),
            stem,
        }
    }

    fn may_open(&self, word: &[u8], hash: u64) -> bool {
        self.words.may_have(hash) || word.get(..self.stem).is_some_and(|stem| self.stems.may_have(opening_hash(stem)))
    }
}

/// A set of hashes that takes one in sixteen others for its own.
struct Bits {
    bits: Vec<u64>,
}

impl Bits {
    fn new(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut bits = vec![0_u64; (hashes.len() / 4).next_power_of_two()];
        for hash in hashes {
            let (at, bit) = Self::place(&bits, hash);
            bits[at] |= bit;
        }
        Self { bits }
    }

    fn may_have(&self, hash: u64) -> bool {
        let (at, bit) = Self::place(&self.bits, hash);
        self.bits[at] & bit != 0
    }

    /// The number of the word of bits that a hash falls into, and its bit there.
    fn place(bits: &[u64], hash: u64) -> (usize, u64) {
        #[allow(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
        let at = (hash >> 6) as usize & (bits.len() - 1);
        (at, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_KEY, Trie};
    use crate::folded::Folded;

    fn found(keys: &[&str], text: &str) -> Vec<(std::ops::Range<usize>, Vec<usize>)> {
        let trie = Trie::build(keys.iter().map(|&key| (key.to_owned(), false))).expect("a few keys");
        let mut found = Vec::new();
        trie.find(&Folded::new(text), |span, entries| found.push((span, entries.to_vec())));
        found
    }

    #[test]
    fn keys_begin_where_words_begin() {
        assert_eq!(
            found(&["new york", "new", "york", "", "us", "us"], "the us, new york, anew, bus"),
            [(4..6, vec![4, 5]), (8..11, vec![1]), (8..16, vec![0]), (12..16, vec![2])]
        );
        assert_eq!(
            found(&["ivoire", "’s", "é"], "d'ivoire’s é\u{ffff}é"),
            [(2..8, vec![0]), (8..12, vec![1]), (13..15, vec![2]), (18..20, vec![2])]
        );
        assert_eq!(found(&[], "the us"), []);
        assert_eq!(found(&[""], "the us"), []);
    }

    #[test]
    fn keys_that_cannot_be_built_are_said() {
        for key in ["x".repeat(LONGEST_KEY + 1), "a\u{ffff}b".to_owned()] {
            assert!(Trie::build([(key, false)]).is_err());
        }
        assert!(Trie::build([("x".repeat(LONGEST_KEY), false)]).is_ok());
    }
}
