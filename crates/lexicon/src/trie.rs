//! Many texts looked for at once, wherever a word of the text begins.

use std::ops::Range;

use crate::files::{LONGEST_VALUE, LexiconError};
use crate::fold::is_word;

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
    pub fn build(keys: impl IntoIterator<Item = String>) -> Result<Self, LexiconError> {
        let keys: Vec<String> = keys.into_iter().collect();
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
        Ok(Self { keys: trie, entries, ends })
    }

    /// Calls `found` with every place where a key stands and the entries of that key, by start, shorter ones first.
    pub fn find(&self, folded: &str, mut found: impl FnMut(Range<usize>, &[usize])) {
        let Some(keys) = &self.keys else { return };
        let mut offset = 0;
        for part in folded.split(END) {
            self.find_in(keys, part, |span, entries| found(offset + span.start..offset + span.end, entries));
            offset += part.len() + END.len_utf8();
        }
    }

    fn find_in(&self, keys: &crawdad::Trie, part: &str, mut found: impl FnMut(Range<usize>, &[usize])) {
        let mut in_word = false;
        for (start, c) in part.char_indices() {
            let starts = !in_word;
            in_word = is_word(c);
            if c == ' ' || in_word && !starts {
                continue;
            }
            let rest = &part[start..];
            for (key, chars) in keys.common_prefix_search(rest.chars()) {
                let key = key as usize;
                let length = rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at);
                let first = key.checked_sub(1).map_or(0, |before| self.ends[before]);
                found(start..start + length, &self.entries[first..self.ends[key]]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_KEY, Trie};

    fn found(keys: &[&str], text: &str) -> Vec<(std::ops::Range<usize>, Vec<usize>)> {
        let trie = Trie::build(keys.iter().map(|&key| key.to_owned())).expect("a few keys");
        let mut found = Vec::new();
        trie.find(text, |span, entries| found.push((span, entries.to_vec())));
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
            assert!(Trie::build([key]).is_err());
        }
        assert!(Trie::build(["x".repeat(LONGEST_KEY)]).is_ok());
    }
}
