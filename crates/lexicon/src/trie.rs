//! Many texts looked for at once, wherever a word of the text begins.

use std::ops::Range;

use hashbrown::HashTable;

use crate::files::LexiconError;
use crate::folded::{Folded, Opening, opening_hash, openings};

/// Finds every key that begins where a word begins, or at a mark. Several entries may have one key.
///
/// The keys are a trie whose steps are whole words and marks: a text is hashed once a word, whatever is looked for in it, and
/// most words end their walk at the first look. (An Aho-Corasick automaton or a double array reads every byte, and also
/// follows what begins within words and can be no name.)
pub(crate) struct Trie {
    nodes: Vec<Node>,
    /// Steps by [`step_key`].
    steps: HashTable<Step>,
    /// Steps that may end within a word, by [`step_key`] of its first bytes, [`HEADS`] of them.
    stems: HashTable<Stems>,
    /// What a key may begin with.
    openings: Openings,
    /// What steps go over, one behind another.
    pieces: Vec<u8>,
    /// Entries, those of one key together, in the order in which they came.
    entries: Vec<usize>,
}

/// What a walk has come to.
#[derive(Clone, Default)]
struct Node {
    /// Which of `entries` have the key that ends here.
    entries: Range<usize>,
    /// Keys go on from here.
    goes_on: bool,
    /// Keys go on from here that may end within a word: a bit for each of [`HEADS`].
    stems: u8,
}

/// From a node to another one over a piece of text: a word or mark with what stands before it.
struct Step {
    /// [`step_key`] of it.
    key: u64,
    from: u32,
    to: u32,
    /// Bytes of `pieces`.
    piece: Range<usize>,
}

/// Steps of one key that may end within a word, shorter ones first.
struct Stems {
    key: u64,
    steps: Vec<Step>,
}

/// Where every walk begins.
const ROOT: u32 = 0;
/// First bytes of a word by which stems are looked up: the most that the stem has. Three look-ups at most find every stem of a
/// word, and few stems share one, in Latin letters as in Cyrillic ones of two bytes each.
const HEADS: [usize; 4] = [1, 3, 6, 12];

/// Any large odd number, to part the nodes.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

impl Trie {
    /// A trie of `keys` (in small letters), each with whether it may end within a word; the entries are numbered as they
    /// come. Empty keys are never found.
    ///
    /// # Errors
    /// When there are too many.
    pub fn build(keys: impl IntoIterator<Item = (String, bool)>) -> Result<Self, LexiconError> {
        let keys: Vec<(String, bool)> = keys.into_iter().map(|(key, open)| (key.trim_end().to_owned(), open)).collect();
        let mut trie = Self {
            nodes: vec![Node::default()],
            steps: HashTable::new(),
            stems: HashTable::new(),
            openings: Openings::new(&keys),
            pieces: Vec::new(),
            entries: Vec::new(),
        };
        let mut ends = Vec::with_capacity(keys.len());
        for (entry, (key, open)) in keys.iter().enumerate() {
            if let Some(node) = trie.add(key, *open)? {
                ends.push((node, entry));
            }
        }
        ends.sort_unstable();
        for group in ends.chunk_by(|a, b| a.0 == b.0) {
            let first = trie.entries.len();
            trie.entries.extend(group.iter().map(|(_, entry)| entry));
            trie.nodes[group[0].0 as usize].entries = first..trie.entries.len();
        }
        trie.stems.iter_mut().for_each(|stems| stems.steps.sort_by_key(|stem| stem.piece.len()));
        Ok(trie)
    }

    /// The node that a key ends in; none if it is empty.
    fn add(&mut self, key: &str, open: bool) -> Result<Option<u32>, LexiconError> {
        let words = openings(key);
        let Some(last) = words.len().checked_sub(1) else { return Ok(None) };
        // What a text may begin with that is no word is no part of a key.
        let (mut node, mut at) = (ROOT, words[0].span.start);
        for (index, word) in words.iter().enumerate() {
            let gap = &key[at..word.span.start];
            let piece = &key[at..word.span.end];
            node = if open && index == last {
                self.add_stem(node, gap, piece)?
            } else {
                self.add_step(node, step_key(node, gap.as_bytes(), word.hash), piece)?
            };
            at = word.span.end;
        }
        Ok(Some(node))
    }

    fn add_step(&mut self, from: u32, key: u64, piece: &str) -> Result<u32, LexiconError> {
        if let Some(to) = self.next(from, piece.as_bytes(), key) {
            return Ok(to);
        }
        let step = self.step(from, piece, key)?;
        let to = step.to;
        self.nodes[from as usize].goes_on = true;
        self.steps.insert_unique(key, step, |step| step.key);
        Ok(to)
    }

    fn add_stem(&mut self, from: u32, gap: &str, piece: &str) -> Result<u32, LexiconError> {
        let word = &piece.as_bytes()[gap.len()..];
        let class = HEADS.partition_point(|&head| head <= word.len()) - 1;
        let key = step_key(from, gap.as_bytes(), opening_hash(&word[..HEADS[class]]));
        let stems = self.stems_of(key);
        if let Some(stem) = stems.iter().find(|stem| stem.from == from && self.pieces[stem.piece.clone()] == *piece.as_bytes()) {
            return Ok(stem.to);
        }
        let stem = self.step(from, piece, key)?;
        let to = stem.to;
        self.nodes[from as usize].stems |= 1 << class;
        let stems = self.stems.entry(key, |stems| stems.key == key, |stems| stems.key);
        stems.or_insert(Stems { key, steps: Vec::new() }).into_mut().steps.push(stem);
        Ok(to)
    }

    /// A step to a node of its own.
    fn step(&mut self, from: u32, piece: &str, key: u64) -> Result<Step, LexiconError> {
        let to = u32::try_from(self.nodes.len()).map_err(|error| LexiconError::TooLarge(error.to_string()))?;
        self.nodes.push(Node::default());
        let first = self.pieces.len();
        self.pieces.extend(piece.as_bytes());
        Ok(Step { key, from, to, piece: first..self.pieces.len() })
    }

    /// Calls `found` with every place where a key stands and the entries of that key, by start, shorter ones first.
    pub fn find(&self, text: &Folded, mut found: impl FnMut(Range<usize>, &[usize])) {
        let words = text.openings();
        let has_stems = self.nodes[ROOT as usize].stems != 0;
        for (first, word) in words.iter().enumerate() {
            if has_stems {
                let bytes = &text.as_bytes()[word.span.clone()];
                if self.openings.may_be_stem(bytes) {
                    self.find_stems(ROOT, &[], bytes, |length, entries| {
                        found(word.span.start..word.span.start + length, entries);
                    });
                }
            }
            if self.openings.words.may_have(word.hash) {
                self.walk(text.as_bytes(), &words[first..], &mut found);
            }
        }
    }

    /// Calls `found` with the keys that begin with the first of some words, the stems of that word excepted.
    fn walk(&self, bytes: &[u8], words: &[Opening], found: &mut impl FnMut(Range<usize>, &[usize])) {
        let Some(start) = words.first().map(|word| word.span.start) else { return };
        let (mut from, mut at) = (ROOT, start);
        for word in words {
            let gap = &bytes[at..word.span.start];
            let piece = &bytes[at..word.span.end];
            if from != ROOT {
                self.find_stems(from, gap, piece, |length, entries| found(start..at + length, entries));
            }
            let Some(next) = self.next(from, piece, step_key(from, gap, word.hash)) else { break };
            (from, at) = (next, word.span.end);
            let node = &self.nodes[from as usize];
            if !node.entries.is_empty() {
                found(start..at, &self.entries[node.entries.clone()]);
            }
            if !node.goes_on && node.stems == 0 {
                break;
            }
        }
    }

    /// The node behind a piece of text that is a gap and a word; `key` is their [`step_key`].
    #[inline]
    fn next(&self, from: u32, piece: &[u8], key: u64) -> Option<u32> {
        let is_step = |step: &Step| step.key == key && step.from == from && &self.pieces[step.piece.clone()] == piece;
        self.steps.find(key, is_step).map(|step| step.to)
    }

    /// The stems of a key.
    fn stems_of(&self, key: u64) -> &[Step] {
        self.stems.find(key, |stems| stems.key == key).map_or(&[], |stems| &stems.steps)
    }

    /// Calls `found` with the lengths of the stems that a piece of text begins with, and their entries.
    fn find_stems(&self, from: u32, gap: &[u8], piece: &[u8], mut found: impl FnMut(usize, &[usize])) {
        let classes = self.nodes[from as usize].stems;
        if classes == 0 {
            return;
        }
        for (class, length) in HEADS.into_iter().enumerate() {
            let Some(head) = piece.get(gap.len()..gap.len() + length) else { break };
            if classes & 1 << class == 0 {
                continue;
            }
            let stems = self.stems_of(step_key(from, gap, opening_hash(head)));
            for stem in stems.iter().filter(|stem| stem.from == from && piece.starts_with(&self.pieces[stem.piece.clone()])) {
                found(stem.piece.len(), &self.entries[self.nodes[stem.to as usize].entries.clone()]);
            }
        }
    }
}

/// Which words may begin a key: a bit for the hash of each, so that most words of a text need no walk.
struct Openings {
    /// The first words of keys.
    words: Bits,
    /// The first bytes of keys that may end within their first word.
    stems: Bits,
    /// How many bytes those are.
    stem: usize,
}

impl Openings {
    /// `keys` with whether they may end within a word.
    fn new(keys: &[(String, bool)]) -> Self {
        let (mut words, mut stems) = (Vec::new(), Vec::new());
        for (key, open) in keys {
            let Some(first) = openings(key).into_iter().next() else { continue };
            if *open && first.span.end == key.len() { stems.push(&key.as_bytes()[first.span]) } else { words.push(first.hash) }
        }
        let stem = stems.iter().map(|stem| stem.len()).min().map_or(usize::MAX, |shortest| shortest.min(HEADS[1]));
        let stems = stems.into_iter().map(|word| head_hash(&word[..stem])).collect::<Vec<_>>();
        Self { words: Bits::new(&words), stems: Bits::new(&stems), stem }
    }

    /// Whether a word may begin with a stem.
    #[inline]
    fn may_be_stem(&self, word: &[u8]) -> bool {
        word.get(..self.stem).is_some_and(|head| self.stems.may_have(head_hash(head)))
    }
}

/// A set of hashes that takes one in sixteen others for its own.
struct Bits {
    bits: Vec<u64>,
}

impl Bits {
    fn new(hashes: &[u64]) -> Self {
        let mut bits = vec![0_u64; (hashes.len() / 4).next_power_of_two()];
        for &hash in hashes {
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

/// A hash of the few bytes that stems have for certain.
fn head_hash(head: &[u8]) -> u64 {
    head.iter().fold(0, |packed, &byte| packed << 8 | u64::from(byte)).wrapping_mul(SPREAD) >> 32
}

/// What a step is looked up by: the node, what stands before the word, mostly nothing or a space, and the hash of the word.
fn step_key(from: u32, gap: &[u8], hash: u64) -> u64 {
    let gap = match gap {
        [] => 0,
        [b' '] => 1,
        gap => opening_hash(gap),
    };
    hash.wrapping_add((u64::from(from) << 1).wrapping_add(gap).wrapping_mul(SPREAD))
}

#[cfg(test)]
mod tests {
    use super::Trie;
    use crate::folded::Folded;

    fn found(keys: &[(&str, bool)], text: &str) -> Vec<(std::ops::Range<usize>, Vec<usize>)> {
        let trie = Trie::build(keys.iter().map(|&(key, open)| (key.to_owned(), open))).expect("a few keys");
        let mut found = Vec::new();
        trie.find(&Folded::new(text), |span, entries| found.push((span, entries.to_vec())));
        found
    }

    fn whole<const N: usize>(keys: [&str; N]) -> [(&str, bool); N] {
        keys.map(|key| (key, false))
    }

    #[test]
    fn keys_begin_where_words_begin() {
        assert_eq!(
            found(&whole(["new york", "new", "york", "", "us", "us"]), "the us, new york, anew, bus"),
            [(4..6, vec![4, 5]), (8..11, vec![1]), (8..16, vec![0]), (12..16, vec![2])]
        );
        assert_eq!(
            found(&whole(["ivoire", "’s", "é"]), "d'ivoire’s é\u{ffff}é"),
            [(2..8, vec![0]), (8..12, vec![1]), (13..15, vec![2]), (18..20, vec![2])]
        );
        assert_eq!(found(&[], "the us"), []);
        assert_eq!(found(&whole([""]), "the us"), []);
    }

    #[test]
    fn keys_end_where_words_end_unless_they_are_open() {
        let keys = [("strike", false), ("strike", true), ("air strik", true), ("air", false), ("stri", true)];
        assert_eq!(
            found(&keys, "air strikes, a strike"),
            [
                (0..3, vec![3]),
                (0..9, vec![2]),
                (4..8, vec![4]),
                (4..10, vec![1]),
                (15..19, vec![4]),
                (15..21, vec![1]),
                (15..21, vec![0])
            ]
        );
        assert_eq!(found(&whole(["new"]), "news"), []);
    }

    #[test]
    fn what_stands_between_words_counts() {
        let keys = whole(["a b", "a-b", "ab", "a  b", "u.s."]);
        assert_eq!(found(&keys, "a b"), [(0..3, vec![0])]);
        assert_eq!(found(&keys, "a-b"), [(0..3, vec![1])]);
        assert_eq!(found(&keys, "a  b"), [(0..4, vec![3])]);
        assert_eq!(found(&keys, "a\u{a0}b"), []);
        assert_eq!(found(&keys, "u.s. u.s"), [(0..4, vec![4])]);
    }
}
