//! English words for Russian and Ukrainian ones: what lets a model of English words weigh a post in these languages.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::files::{Files, LexiconError, values};
use crate::fold::fold;

/// Letters of the shortest stem that is looked for.
const SHORTEST: usize = 3;

#[derive(Deserialize)]
struct Row {
    english: String,
    stems: String,
}

/// The glosses, ready to look up.
#[derive(Debug, Default)]
pub struct Glosses {
    english: Vec<String>,
    /// Words that have one, and stems that stand for all words which begin with them.
    words: FxHashMap<String, usize>,
    stems: FxHashMap<String, usize>,
    /// Letters of the longest stem.
    longest: usize,
}

impl Glosses {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let mut glosses = Self::default();
        for (_, row) in files.rows::<Row>("glosses.csv")? {
            let gloss = glosses.english.len();
            for form in values(&row.stems) {
                if let Some(stem) = form.strip_suffix('*') {
                    glosses.longest = glosses.longest.max(stem.chars().count());
                    glosses.stems.insert(fold(stem), gloss);
                } else {
                    glosses.words.insert(fold(form), gloss);
                }
            }
            glosses.english.push(row.english);
        }
        Ok(glosses)
    }

    /// The English words that stand for others.
    pub fn english(&self) -> impl Iterator<Item = &str> {
        self.english.iter().map(String::as_str)
    }

    /// The English word for a word in small letters, by the word itself or else by the longest stem that it begins with.
    #[must_use]
    pub fn of(&self, folded: &str) -> Option<&str> {
        // Glosses are of words in other letters.
        if folded.starts_with(|c: char| c.is_ascii()) {
            return None;
        }
        let ends = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).skip(SHORTEST);
        let mut ends = ends.take((self.longest + 1).saturating_sub(SHORTEST)).collect::<Vec<_>>().into_iter().rev();
        let gloss = self.words.get(folded).or_else(|| ends.find_map(|end| self.stems.get(&folded[..end])))?;
        self.english.get(*gloss).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use crate::Lexicons;

    #[test]
    fn the_longest_stem_has_the_gloss() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        for (word, english) in [
            ("беженцев", Some("refugees")),
            ("боевики", Some("militants")),
            ("боевых", Some("combat")),
            ("мир", Some("peace")),
            ("мирской", None),
            ("обстрілювали", Some("shelling")),
            ("refugees", None),
            ("и", None),
            ("", None),
        ] {
            assert_eq!(lexicons.glosses.of(word), english, "{word}");
        }
    }
}
