//! Small tables of phrases, looked up where a text goes on from, or leads up to, a known place.

use rustc_hash::FxHashMap;

use crate::fold::{fold, is_boundary, is_word};

/// Phrases with a value each. A phrase in small letters matches in any case, others as written.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_first: FxHashMap<char, Vec<usize>>,
    by_last: FxHashMap<char, Vec<usize>>,
    entries: Vec<Entry<T>>,
}

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
        let mut by_first: FxHashMap<char, Vec<usize>> = FxHashMap::default();
        let mut by_last: FxHashMap<char, Vec<usize>> = FxHashMap::default();
        for (index, entry) in entries.iter().enumerate() {
            let small = fold(&entry.text);
            if let (Some(first), Some(last)) = (small.chars().next(), small.chars().next_back()) {
                by_first.entry(first).or_default().push(index);
                by_last.entry(last).or_default().push(index);
            }
        }
        Self { by_first, by_last, entries }
    }

    /// The longest phrase that `text` begins with, up to a word boundary: its length and value.
    #[must_use]
    pub fn starts(&self, text: &str) -> Option<(usize, &T)> {
        let first = small(text.chars().next()?);
        self.by_first.get(&first)?.iter().map(|&index| &self.entries[index]).find_map(|entry| {
            let head = text.get(..entry.text.len())?;
            let bounded = !entry.text.ends_with(is_word) || is_boundary(text, entry.text.len());
            (bounded && entry.fits(head)).then_some((entry.text.len(), &entry.value))
        })
    }

    /// The longest phrase that `text` ends with, from a word boundary on: its start and value.
    #[must_use]
    pub fn ends(&self, text: &str) -> Option<(usize, &T)> {
        let last = small(text.chars().next_back()?);
        self.by_last.get(&last)?.iter().map(|&index| &self.entries[index]).find_map(|entry| {
            let start = text.len().checked_sub(entry.text.len())?;
            let tail = text.get(start..)?;
            let bounded = !entry.text.starts_with(is_word) || is_boundary(text, start);
            (bounded && entry.fits(tail)).then_some((start, &entry.value))
        })
    }

    /// The value of the phrase that `text` is, as a whole.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<&T> {
        self.starts(text).filter(|&(length, _)| length == text.len()).map(|(_, value)| value)
    }
}

impl<T> Entry<T> {
    fn fits(&self, text: &str) -> bool {
        if self.any_case { fold(text) == self.text } else { text == self.text }
    }
}

fn small(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) => small,
        _ => c,
    }
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
