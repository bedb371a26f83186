//! What is known of a word before training: its cluster, how often it is written with a capital, how
//! common it is, and whether people are called so. A table made by `data/models/words.py`, which says
//! from what.

use super::features::hash_text;

/// Slots of the table.
pub(crate) const SLOTS: usize = 1 << 18;
/// Bytes of a slot, one number from the lowest bit on: check 30 bits, facts 9, clusters of word vectors 6, 8 and 11.
const SLOT: usize = 8;
/// Bits of the check.
const CHECK: u64 = (1 << 30) - 1;

static TABLE: &[u8] = include_bytes!("../../../../data/models/words.bin");

/// Bits of a slot behind the check.
const FACTS: u32 = 34;

/// The facts of a word, and behind them its slot; all zero for a word that is not in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word(u64);

impl Word {
    /// Nothing is known.
    pub const NONE: Self = Self(0);

    /// Looks up a word in small letters.
    pub fn of_text(folded: &str) -> Self {
        Self::of(hash_text(folded))
    }

    /// Looks up a word by the FNV-1a hash of its small letters.
    pub fn of(hash: u64) -> Self {
        let check = (hash >> 34).max(1);
        let mut at = usize::try_from(hash % SLOTS as u64).unwrap_or(0);
        for _ in 0..SLOTS {
            let Some(slot) = TABLE.get(at * SLOT..(at + 1) * SLOT).and_then(|slot| slot.try_into().ok()) else { break };
            match u64::from_le_bytes(slot) {
                0 => break,
                found if found & CHECK == check => return Self(found >> CHECK.count_ones() | (at as u64) << FACTS),
                _ => at = (at + 1) % SLOTS,
            }
        }
        Self::NONE
    }

    /// Its slot in the table, of [`SLOTS`]; 0 as well where it is not in the table.
    pub fn slot(self) -> usize {
        usize::try_from(self.0 >> FACTS).unwrap_or(0)
    }

    /// Its clusters among few, some and many; 0 where it has no vector.
    pub const fn clusters(self) -> [u64; 3] {
        [self.0 >> 9 & 0x3F, self.0 >> 15 & 0xFF, self.0 >> 23 & 0x7FF]
    }

    /// From 1 (never written with a capital) to 7 (always); 0 where not known.
    pub const fn capital(self) -> u64 {
        self.0 & 7
    }

    /// Whether it is written without a capital often enough to be an ordinary word as well.
    pub const fn is_ordinary(self) -> bool {
        matches!(self.capital(), 1..=5)
    }

    /// From 1 (rare) to 7 (very common); 0 where not known.
    pub const fn frequency(self) -> u64 {
        self.0 >> 3 & 7
    }

    /// Whether many people have it for a surname.
    pub const fn has_common_surname(self) -> bool {
        self.person() & 3 == 3
    }

    /// Whether somebody has it for a surname.
    pub const fn is_surname(self) -> bool {
        self.person() & 3 != 0
    }

    /// Whether it is a given name.
    pub const fn is_given_name(self) -> bool {
        self.person() & 4 != 0
    }

    /// Whether it is a given name (bit 2) and a surname (bits 0 and 1: 1 somewhere, 2 known, 3 common).
    pub const fn person(self) -> u64 {
        self.0 >> 6 & 7
    }
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn words_are_found_by_their_hash() {
        let word = |text: &str| Word::of_text(text);
        assert_eq!(word("london").capital(), 7);
        assert!(word("will").capital() < 3 && word("will").frequency() == 7);
        assert!(word("sarah").is_given_name());
        assert_eq!(word("smith").person() & 3, 3);
        assert_eq!(word("no such word"), Word::default());
        // Surnames lie together.
        assert_eq!(word("thompson").clusters()[0], word("robinson").clusters()[0]);
    }
}
