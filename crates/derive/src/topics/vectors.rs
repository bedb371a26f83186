//! Vectors of common words: words that are used alike lie near one another. A table made by `data/models/words.py`, which says
//! from what.

use std::sync::LazyLock;

use crate::tagger::{SLOTS, Word};

/// Coordinates of a vector.
pub(super) const DIMENSIONS: usize = 32;
/// What 127 stands for; whole vectors, before they were reduced to so few coordinates, are one long.
const LARGEST: f32 = 0.85;
/// Slots of the table of words that a number of the bitmap tells of.
const BLOCK: usize = u64::BITS as usize;
/// Bytes of the bitmap.
const BITMAP: usize = SLOTS / 8;

/// A bit a slot of the table of words, set where the word has a vector; then the vectors in the order of the slots, a signed
/// byte a coordinate.
static TABLE: &[u8] = include_bytes!("../../../../data/models/vectors.bin");

static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(|| {
    let mut before = 0;
    let block = |bytes: &[u8]| {
        let has = bytes.try_into().map_or(0, u64::from_le_bytes);
        before += has.count_ones() as usize;
        Block { has, before: before - has.count_ones() as usize }
    };
    TABLE[..BITMAP.min(TABLE.len())].chunks_exact(BLOCK / 8).map(block).collect()
});

struct Block {
    /// A bit a slot.
    has: u64,
    /// Vectors of the blocks before.
    before: usize,
}

/// The vector of a word.
#[derive(Clone, Copy)]
pub(super) struct Vector(&'static [u8; DIMENSIONS]);

impl Vector {
    /// `None` where the word is too rare to have one.
    pub fn of(word: Word) -> Option<Self> {
        let slot = word.slot();
        let block = BLOCKS.get(slot / BLOCK)?;
        let bit = 1 << (slot % BLOCK);
        if block.has & bit == 0 {
            return None;
        }
        let row = block.before + (block.has & (bit - 1)).count_ones() as usize;
        let start = BITMAP + row * DIMENSIONS;
        TABLE.get(start..start + DIMENSIONS)?.try_into().ok().map(Self)
    }

    /// Its coordinates.
    pub fn coordinates(self) -> impl Iterator<Item = f32> {
        self.0.iter().map(|&byte| f32::from(i8::from_le_bytes([byte])) * (LARGEST / 127.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Vector;
    use crate::tagger::Word;

    #[test]
    fn words_that_are_used_alike_lie_near_one_another() {
        let vector = |text| Vector::of(Word::of_text(text)).map(|vector| vector.coordinates().collect::<Vec<_>>());
        let near = |one, other| {
            let (one, other) = (vector(one).expect("a common word"), vector(other).expect("a common word"));
            one.iter().zip(&other).map(|(a, b)| a * b).sum::<f32>()
        };
        assert!(near("troops", "soldiers") > 2.0 * near("troops", "bakery"));
        assert!(near("inflation", "budget") > 2.0 * near("inflation", "soldiers"));
        assert!(vector("no such word").is_none());
    }
}
