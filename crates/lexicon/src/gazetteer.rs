//! Long lists of names: cities of the world, given names. They are evidence, not mentions: a city's
//! name may be a surname or an ordinary word, so `derive` asks for more before it takes one.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use unspool_model::PlaceKind;

use crate::files::{Files, LexiconError};
use crate::fold::fold;
use crate::names::Place;

/// The lists, ready to look up. All keys are in small letters.
#[derive(Debug)]
pub struct Gazetteer {
    /// Nothing where several cities have the name.
    cities: FxHashMap<String, Option<usize>>,
    places: Vec<Place>,
    city_words: FxHashSet<String>,
    given: FxHashSet<String>,
}

#[derive(Deserialize)]
struct CityRow {
    name: String,
    country: String,
    geonames: u64,
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct GivenRow {
    name: String,
}

impl Gazetteer {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let mut gazetteer = Self {
            cities: FxHashMap::default(),
            places: Vec::new(),
            city_words: FxHashSet::default(),
            given: FxHashSet::default(),
        };
        for (_, row) in files.rows::<CityRow>("cities.csv")? {
            let key = fold(&row.name);
            gazetteer.city_words.extend(key.split([' ', '-']).filter(|word| word.chars().count() > 3).map(str::to_owned));
            let at = gazetteer.places.len();
            gazetteer.cities.entry(key).and_modify(|known| *known = None).or_insert(Some(at));
            gazetteer.places.push(Place {
                name: row.name,
                kind: PlaceKind::City,
                country: (!row.country.is_empty()).then_some(row.country),
                geonames: Some(row.geonames),
                lat: Some(row.lat),
                lon: Some(row.lon),
            });
        }
        gazetteer.given.extend(files.rows::<GivenRow>("given_names.csv")?.into_iter().map(|(_, row)| fold(&row.name)));
        Ok(gazetteer)
    }

    /// The city of that name (in small letters), if there is only one.
    #[must_use]
    pub fn city(&self, folded: &str) -> Option<&Place> {
        self.cities.get(folded).copied().flatten().map(|index| &self.places[index])
    }

    /// Whether a word (in small letters) is in the name of a city.
    #[must_use]
    pub fn is_city_word(&self, folded: &str) -> bool {
        self.city_words.contains(folded)
    }

    /// Whether a word (in small letters) is a given name.
    #[must_use]
    pub fn is_given_name(&self, folded: &str) -> bool {
        self.given.contains(folded)
    }
}

#[cfg(test)]
mod tests {
    use crate::Lexicons;

    #[test]
    fn a_name_that_several_cities_have_is_none_of_them() {
        let gazetteer = Lexicons::load(None).expect("the embedded lexicons load").gazetteer;
        assert!(gazetteer.city("quelimane").is_some_and(|place| place.country.as_deref() == Some("MOZ")));
        assert!(gazetteer.city("springfield").is_none());
    }
}
