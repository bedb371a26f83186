//! Nouns that several places share: `Курской и Брянской областями`, `the Black and Azov Seas`.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::files::{Files, LexiconError, values};
use crate::fold::fold;
use crate::names::{Names, Sense};

/// A noun that places share, in any of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SharedNoun(usize);

/// The nouns of `shared_nouns.csv`, and the places of `places.csv` whose name is one word and such a noun.
#[derive(Debug)]
pub struct SharedNouns {
    /// By their forms in small letters.
    nouns: FxHashMap<String, SharedNoun>,
    /// Indices of places of each noun, by the other word of their name, in any case of a declension, in small letters.
    places: Vec<FxHashMap<String, usize>>,
}

#[derive(Deserialize)]
struct Row {
    forms: String,
}

impl SharedNouns {
    pub(crate) fn load(files: &Files, names: &Names) -> Result<Self, LexiconError> {
        let rows = files.rows::<Row>("shared_nouns.csv")?;
        let forms = rows.iter().enumerate().flat_map(|(at, (_, row))| values(&row.forms).map(move |form| (fold(form), at)));
        let nouns: FxHashMap<String, SharedNoun> = forms.map(|(form, at)| (form, SharedNoun(at))).collect();
        let mut places = vec![FxHashMap::default(); rows.len()];
        for (alias, senses) in names.aliases() {
            let place = senses.iter().find_map(|sense| match sense {
                Sense::Place(place) | Sense::PlaceAlias(place) => Some(*place),
                _ => None,
            });
            let folded = fold(alias);
            if let Some((word, form)) = folded.split_once(' ')
                && let Some((&noun, place)) = nouns.get(form).zip(place)
            {
                places[noun.0].entry(word.to_owned()).or_insert(place);
            }
        }
        Ok(Self { nouns, places })
    }

    /// The noun that a word (in small letters) is a form of.
    #[must_use]
    pub fn noun(&self, folded: &str) -> Option<SharedNoun> {
        self.nouns.get(folded).copied()
    }

    /// The place, as an index of [`Names::places`], whose name is a word (in small letters) and a noun.
    #[must_use]
    pub fn place(&self, folded: &str, noun: SharedNoun) -> Option<usize> {
        self.places[noun.0].get(folded).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::Lexicons;

    #[test]
    fn words_before_a_shared_noun_are_places_of_that_noun() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let place = |word: &str, noun: &str| {
            let noun = lexicons.shared_nouns.noun(noun)?;
            lexicons.shared_nouns.place(word, noun).map(|place| lexicons.names.places[place].name.clone())
        };
        assert_eq!(place("курской", "областями").as_deref(), Some("Kursk Oblast"));
        assert_eq!(place("чёрным", "морями").as_deref(), Some("Black Sea"));
        assert_eq!(place("азовским", "морями").as_deref(), Some("Sea of Azov"));
        assert_eq!(place("харківській", "областях").as_deref(), Some("Kharkiv Oblast"));
        assert_eq!(place("black", "seas").as_deref(), Some("Black Sea"));
        assert_eq!((place("курской", "морями"), place("зелёной", "областями"), place("black", "cats")), (None, None, None));
    }
}
