//! Closed classes of words, that the grammars of figures, sources and names ask for.

use hashbrown::HashTable;
use serde::Deserialize;

use crate::files::{Files, LexiconError, values};
use crate::fold::fold;
use crate::folded::{Folded, Opening, opening_hash};
use crate::word_class::WordClass;

/// A set of classes: a bit each, in words of 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bits([u64; 3]);

impl Bits {
    const fn of(class: WordClass) -> Self {
        let mut bits = [0; 3];
        bits[class as usize / 64] = 1 << (class as usize % 64);
        Self(bits)
    }

    const fn has(self, class: WordClass) -> bool {
        self.0[class as usize / 64] & 1 << (class as usize % 64) != 0
    }

    const fn with(self, other: Self) -> Self {
        let ([low, middle, high], more) = (self.0, other.0);
        Self([low | more[0], middle | more[1], high | more[2]])
    }

    const fn without(self, class: WordClass) -> Self {
        let (mut bits, less) = (self.0, Self::of(class).0);
        bits[class as usize / 64] &= !less[class as usize / 64];
        Self(bits)
    }
}

/// Bytes of a word that is folded without an allocation.
const MOST_ON_STACK: usize = 32;

/// The classes of a word where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// A bit each: as it is written, or in small letters.
    any: Bits,
    /// In small letters alone, whatever its capitals say.
    small: Bits,
}

impl Classes {
    /// Whether the word, as written or in small letters, is of a class.
    #[must_use]
    pub const fn has(self, class: WordClass) -> bool {
        self.any.has(class)
    }

    /// Whether the word in small letters is of a class.
    #[must_use]
    pub const fn small_has(self, class: WordClass) -> bool {
        self.small.has(class)
    }
}

/// The classes of the words that differ by their capitals alone, a bit each.
#[derive(Debug, Default)]
struct Spellings {
    /// Of the word in small letters.
    small: Bits,
    /// Of the spellings with capitals.
    written: Vec<(Box<str>, Bits)>,
}

impl Spellings {
    fn add(&mut self, word: &str, class: WordClass) {
        if !word.contains(char::is_uppercase) {
            self.small = self.small.with(Bits::of(class));
        } else if let Some((_, bits)) = self.written.iter_mut().find(|(written, _)| **written == *word) {
            *bits = bits.with(Bits::of(class));
        } else {
            self.written.push((word.into(), Bits::of(class)));
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct ClassRow {
    pub class: WordClass,
    pub words: String,
}

/// The words of `word_classes.csv`, ready to look up.
#[derive(Debug)]
pub(crate) struct WordClasses {
    /// Words by [`opening_hash`] of their small letters.
    words: HashTable<ClassedWord>,
    /// Bytes of the longest word that has a class.
    longest: usize,
}

/// A word with its classes.
#[derive(Debug)]
struct ClassedWord {
    /// In small letters.
    folded: Box<[u8]>,
    spellings: Spellings,
}

impl ClassedWord {
    fn hash(&self) -> u64 {
        opening_hash(&self.folded)
    }
}

impl WordClasses {
    pub fn load(files: &Files) -> Result<Self, LexiconError> {
        let (mut words, mut longest) = (HashTable::<ClassedWord>::new(), 0);
        for (_, row) in files.rows::<ClassRow>("word_classes.csv")? {
            for word in values(&row.words) {
                longest = longest.max(word.len());
                let folded: Box<[u8]> = fold(word).into_bytes().into();
                let entry = words.entry(opening_hash(&folded), |known| known.folded == folded, ClassedWord::hash);
                let entry = entry.or_insert_with(|| ClassedWord { folded, spellings: Spellings::default() });
                entry.into_mut().spellings.add(word, row.class);
            }
        }
        Ok(Self { words, longest })
    }

    /// Whether `word`, as written or in small letters, is of a class.
    pub fn has(&self, word: &str, class: WordClass) -> bool {
        if word.len() > self.longest {
            return false;
        }
        if !word.is_ascii() {
            return self.classes(word, &fold(word)).has(class);
        }
        // Most words are looked for and not there: no allocation for them.
        let mut folded = [0_u8; MOST_ON_STACK];
        match folded.get_mut(..word.len()) {
            Some(folded) => {
                folded.copy_from_slice(word.as_bytes());
                folded.make_ascii_lowercase();
                self.of_folded(word.as_bytes(), folded, opening_hash(folded)).has(class)
            }
            None => self.classes(word, &fold(word)).has(class),
        }
    }

    /// The classes of `word`; `folded` is `word` in small letters.
    pub fn classes(&self, word: &str, folded: &str) -> Classes {
        self.of_folded(word.as_bytes(), folded.as_bytes(), opening_hash(folded.as_bytes()))
    }

    /// The classes of `word`; `hash` is [`opening_hash`] of `folded`, the word in small letters.
    #[inline]
    fn of_folded(&self, word: &[u8], folded: &[u8], hash: u64) -> Classes {
        let Some(known) = self.words.find(hash, |known| *known.folded == *folded) else { return Classes::default() };
        let spellings = &known.spellings;
        let small = spellings.small;
        // Of most words capitals say nothing, which is known sooner than whether there are any.
        let any_case = spellings.written.is_empty() && !small.has(WordClass::Designator);
        if any_case || word == folded {
            return Classes { any: small, small };
        }
        let written =
            spellings.written.iter().find(|(written, _)| written.as_bytes() == word).map_or(Bits::default(), |&(_, bits)| bits);
        let is_abbreviation = written.has(WordClass::Abbreviation);
        let as_small = if is_abbreviation { Bits::default() } else { small.without(WordClass::Designator) };
        Classes { any: written.with(as_small), small }
    }

    /// The classes of the word that an opening of `text` is.
    #[inline]
    pub fn at(&self, text: &str, folded: &Folded, opening: &Opening) -> Classes {
        let span = opening.span.clone();
        self.of_folded(&text.as_bytes()[span.clone()], &folded.as_bytes()[span], opening.hash)
    }
}
