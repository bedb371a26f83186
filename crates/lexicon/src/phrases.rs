//! Small tables of phrases, looked up where a text goes on from, or leads up to, a known place.

use rustc_hash::FxHashMap;

use crate::fold::{fold, is_boundary, is_word, small};

/// Phrases with a value each. A phrase in small letters matches in any case, others as written.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_start: FxHashMap<Pair, Vec<usize>>,
    by_end: FxHashMap<Pair, Vec<usize>>,
    /// Entries by their text in small letters.
    by_text: FxHashMap<String, Vec<usize>>,
    entries: Vec<Entry<T>>,
}

/// Two characters at an end of a phrase, in small letters; a phrase of one character has no second.
/// Buckets by one character alone would be long, and looking through them is most of the work.
type Pair = (char, Option<char>);

#[derive(Clone, Debug)]
struct Entry<T> {
    text: String,
    any_case: bool,
    value: T,
}

impl<T> Phrases<T> {
    /// A table of `entries`; of equal phrases the first one counts.
    pub fn new(entries: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut entries: Vec<Entry<T>> = entries
            .into_iter()
            .map(|(text, value)| Entry { any_case: !text.chars().any(char::is_uppercase), text, value })
            .collect();
        // Longest first, so that the first that fits is the longest; stable, so that file order decides.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.text.len()));
        let mut by_start: FxHashMap<Pair, Vec<usize>> = FxHashMap::default();
        let mut by_end: FxHashMap<Pair, Vec<usize>> = FxHashMap::default();
        let mut by_text: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, entry) in entries.iter().enumerate() {
            by_text.entry(fold(&entry.text)).or_default().push(index);
            if let (Some(start), Some(end)) = (pair(entry.text.chars()), pair(entry.text.chars().rev())) {
                by_start.entry(start).or_default().push(index);
                by_end.entry(end).or_default().push(index);
            }
        }
        Self { by_start, by_end, by_text, entries }
    }

    /// The longest phrase that `text` begins with, up to a word boundary: its length and value.
    #[must_use]
    pub fn starts(&self, text: &str) -> Option<(usize, &T)> {
        self.candidates(&self.by_start, pair(text.chars())?).find_map(|entry| {
            let head = text.get(..entry.text.len())?;
            let bounded = || !entry.text.ends_with(is_word) || is_boundary(text, entry.text.len());
            (entry.fits(head) && bounded()).then_some((entry.text.len(), &entry.value))
        })
    }

    /// The longest phrase that `text` ends with, from a word boundary on: its start and value.
    #[must_use]
    pub fn ends(&self, text: &str) -> Option<(usize, &T)> {
        self.candidates(&self.by_end, pair(text.chars().rev())?).find_map(|entry| {
            let start = text.len().checked_sub(entry.text.len())?;
            let tail = text.get(start..)?;
            let bounded = || !entry.text.starts_with(is_word) || is_boundary(text, start);
            (entry.fits(tail) && bounded()).then_some((start, &entry.value))
        })
    }

    /// Phrases that share an end with a text, those of one character last.
    fn candidates<'p>(
        &'p self,
        ends: &'p FxHashMap<Pair, Vec<usize>>,
        (first, second): Pair,
    ) -> impl Iterator<Item = &'p Entry<T>> {
        let long = second.and_then(|_| ends.get(&(first, second)));
        let short = ends.get(&(first, None));
        long.into_iter().chain(short).flatten().map(|&index| &self.entries[index])
    }

    /// The value of the phrase that `text` is, as a whole.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<&T> {
        let small = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if small { self.of(text, text) } else { self.of(text, &fold(text)) }
    }

    /// The same where `folded`, `text` in small letters, is at hand.
    #[must_use]
    pub fn of(&self, text: &str, folded: &str) -> Option<&T> {
        let found = self.by_text.get(folded);
        found?.iter().map(|&index| &self.entries[index]).find(|entry| entry.fits(text)).map(|entry| &entry.value)
    }
}

impl<T> Entry<T> {
    fn fits(&self, text: &str) -> bool {
        if !self.any_case {
            text == self.text
        } else if text.is_ascii() {
            text.eq_ignore_ascii_case(&self.text)
        } else {
            fold(text) == self.text
        }
    }
}

fn pair(mut chars: impl Iterator<Item = char>) -> Option<Pair> {
    let first = small(chars.next()?);
    Some((first, chars.next().map(small)))
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn the_longest_phrase_on_word_boundaries_wins() {
        let phrases = Phrases::new([("more than".to_owned(), 1), ("no more than".to_owned(), 2), ("MW".to_owned(), 3)]);
        assert_eq!(phrases.ends("there were No more than"), Some((11, &2)));
        assert_eq!(phrases.ends("some more than"), Some((5, &1)));
        assert_eq!(phrases.starts("MW of power"), Some((2, &3)));
        assert_eq!(phrases.starts("MWh"), None);
        assert_eq!(phrases.starts("mw"), None);
    }
}
