//! Number words, and the numbers that adjectives of measures begin with.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::files::{Files, LexiconError};

/// What a number word does in a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumeralClass {
    /// Zero to nine: adds to a ten.
    One,
    /// Two to nine, of people only: `трое`, `четверо`.
    People,
    /// Ten to nineteen.
    Teen,
    /// Twenty to ninety.
    Ten,
    /// Hundred.
    Hundred,
    /// Two hundred to nine hundred in one word.
    Hundreds,
    /// Thousand and up, dozen: multiplies what stands before it.
    Scale,
    /// A scale glued to digits: `10k`.
    Short,
    /// The same, which a space may part from them: `2.6 tn`.
    Spaced,
    /// Half.
    Half,
    /// A fraction in one character: `½`.
    Vulgar,
    /// A denominator behind `a` or `one`: `third`.
    Part,
    /// A denominator behind other numerators: `thirds`.
    Parts,
    /// Half and its unit in one word, of which the first three letters are the half: `полгода`.
    Halved,
    /// A numeral in the instrumental that is another word elsewhere: `семью ракетами`.
    Instrumental,
    /// No number by itself, but the front of an adjective of a measure in one word, as other numbers are: `двометровий`.
    Prefix,
    /// `twice`, before a comparison.
    Multiple,
    /// An order of magnitude: `dozens`.
    Vague,
}

impl NumeralClass {
    /// Whether it is a scale of a letter or two, which stands behind digits only.
    #[must_use]
    pub const fn is_short(self) -> bool {
        matches!(self, Self::Short | Self::Spaced)
    }
}

/// A number word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// Its value; of a vague one the lower end.
    pub value: f64,
    /// Upper end of a vague one.
    pub high: Option<f64>,
    /// What it does.
    pub class: NumeralClass,
}

#[derive(Deserialize)]
pub(crate) struct NumeralRow {
    pub word: String,
    value: f64,
    high: Option<f64>,
    class: NumeralClass,
}

/// The number words of `numerals.csv`, ready to look up.
#[derive(Debug)]
pub(crate) struct Numerals {
    words: FxHashMap<String, Numeral>,
    /// What adjectives of measures begin with in one word, with its value, the longest first; by the bytes of the first two letters.
    prefixes: FxHashMap<[u8; 4], Vec<(String, f64)>>,
}

impl Numerals {
    pub fn load(files: &Files) -> Result<Self, LexiconError> {
        let rows = files.rows::<NumeralRow>("numerals.csv")?;
        let prefixes = prefixes(rows.iter().map(|(_, row)| row));
        let numeral = |row: NumeralRow| (row.word, Numeral { value: row.value, high: row.high, class: row.class });
        let words = rows.into_iter().map(|(_, row)| numeral(row)).filter(|(_, word)| word.class != NumeralClass::Prefix);
        Ok(Self { words: words.collect(), prefixes })
    }

    /// The number word that `word` is, or that `folded` is, the word in small letters, but for short scales.
    pub fn get(&self, word: &str, folded: &str) -> Option<Numeral> {
        self.words.get(word).copied().or_else(|| self.words.get(folded).copied().filter(|numeral| !numeral.class.is_short()))
    }

    /// The length of the number that an adjective of a measure (in small letters) begins with, and its value; `is_known` says whether
    /// the rest is a unit.
    pub fn prefixed(&self, folded: &str, is_known: impl Fn(&str) -> bool) -> Option<(usize, f64)> {
        /// Bytes of the shortest unit in such a word: shorter ones end other words (`сторон`).
        const SHORTEST: usize = 8;
        if folded.is_ascii() || folded.len() <= SHORTEST {
            return None;
        }
        let is_unit = |length: usize| folded.len() >= length + SHORTEST && is_known(&folded[length..]);
        self.numbers_of(folded).find_map(|(length, value)| {
            // `двадцатипятилетний`
            let one = |(ones, one): (usize, f64)| (one < 10.0 && is_unit(length + ones)).then_some((length + ones, value + one));
            let added = || self.numbers_of(&folded[length..]).filter(|_| value >= 20.0).find_map(one);
            if is_unit(length) { Some((length, value)) } else { added() }
        })
    }

    /// The numbers that a word may begin with, the longest first, with their lengths.
    fn numbers_of(&self, word: &str) -> impl Iterator<Item = (usize, f64)> {
        let numbers = word.as_bytes().first_chunk().and_then(|opening| self.prefixes.get(opening));
        let fits = move |(prefix, value): &(String, f64)| word.starts_with(prefix.as_str()).then_some((prefix.len(), *value));
        numbers.into_iter().flatten().filter_map(fits)
    }
}

/// The numbers that adjectives of measures begin with, the longest first, by the bytes of their first two letters.
fn prefixes<'r>(rows: impl Iterator<Item = &'r NumeralRow>) -> FxHashMap<[u8; 4], Vec<(String, f64)>> {
    use NumeralClass::{Hundred, Hundreds, One, Prefix, Teen, Ten};
    let begins = |row: &&NumeralRow| matches!(row.class, One | Teen | Ten | Hundred | Hundreds | Prefix) && !row.word.is_ascii();
    let mut rows: Vec<&NumeralRow> = rows.filter(begins).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.word.len()));
    let mut prefixes: FxHashMap<[u8; 4], Vec<(String, f64)>> = FxHashMap::default();
    for row in rows {
        if let Some(opening) = row.word.as_bytes().first_chunk() {
            prefixes.entry(*opening).or_default().push((row.word.clone(), row.value));
        }
    }
    prefixes
}
