//! Long lists of names: cities of the world, bodies, given names. They are evidence, not mentions: a city's
//! name may be a surname or an ordinary word, so `derive` asks for more before it takes one.

use std::collections::hash_map::Entry;
use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::Deserialize;
use unspool_model::PlaceKind;

use crate::files::{Files, LexiconError, non_empty};
use crate::fold::{apostrophes, fold, is_word, plain};
use crate::inflect::Inflections;
use crate::names::Place;

/// What the lists say of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// It is the name of a city or region.
    pub place: bool,
    /// It is the name of a body.
    pub organization: bool,
}

/// The lists, ready to look up. Names are kept as hashes of their small letters: a lookup that goes wrong by
/// chance (once in 2^48 names) is one piece of evidence more.
#[derive(Debug)]
pub struct Gazetteer {
    cities: ByName,
    city_words: FxHashSet<u64>,
    regions: ByName,
    /// The rows of both files, the cities in order of population.
    places: Vec<PlaceRow>,
    organizations: FxHashSet<u64>,
    given: FxHashSet<u64>,
    /// First words of the names of places and bodies, with the length of the longest such name in bytes.
    openings: FxHashMap<u64, usize>,
}

/// Rows of places by the hashes of their names.
#[derive(Debug, Default)]
struct ByName {
    first: FxHashMap<u64, usize>,
    /// The other rows of names that several places have.
    more: FxHashMap<u64, Vec<usize>>,
}

impl ByName {
    fn with_capacity(names: usize) -> Self {
        Self { first: FxHashMap::with_capacity_and_hasher(names, rustc_hash::FxBuildHasher), more: FxHashMap::default() }
    }

    fn add(&mut self, key: u64, row: usize) {
        match self.first.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(row);
            }
            // A name may be spelt alike in two cases or languages.
            Entry::Occupied(entry) if *entry.get() == row => {}
            Entry::Occupied(_) => self.more.entry(key).or_default().push(row),
        }
    }

    fn has(&self, key: u64) -> bool {
        self.first.contains_key(&key)
    }

    fn rows(&self, key: u64) -> impl Iterator<Item = usize> {
        self.first.get(&key).into_iter().chain(self.more.get(&key).into_iter().flatten()).copied()
    }
}

#[derive(Debug, Deserialize)]
struct PlaceRow {
    name: String,
    country: String,
    geonames: Option<u64>,
    lat: Option<f64>,
    lon: Option<f64>,
    /// Other names, parted by `|`: in Cyrillic letters, and as reporters write those of a Russian name.
    #[serde(default)]
    aliases: String,
}

impl PlaceRow {
    fn place(&self, kind: PlaceKind) -> Place {
        Place {
            name: self.name.as_str().into(),
            kind,
            country: non_empty(&self.country),
            geonames: self.geonames,
            lat: self.lat,
            lon: self.lon,
        }
    }
}

#[derive(Deserialize)]
struct NameRow {
    name: String,
}

/// Hash of a name in small letters.
fn key(folded: &str) -> u64 {
    let mut hasher = FxHasher::default();
    folded.hash(&mut hasher);
    hasher.finish()
}

/// The one item of an iterator that has just one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// A name in small letters, and as it is written without the letters and signs that English has not: `Khōst` is `Khost`
/// to most of its reporters, and `Ma'rib` is `Marib`.
fn spellings(name: &str) -> Vec<String> {
    let (own, plain) = (fold(name), plain(name));
    if plain == own || plain.is_empty() { vec![own] } else { vec![own, plain] }
}

impl Gazetteer {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let inflections = Inflections::load(files)?;
        let mut given = FxHashSet::default();
        for (_, row) in files.rows::<NameRow>("given_names.csv")? {
            given.extend(inflections.forms(&row.name).iter().map(|form| key(&fold(form))));
            given.insert(key(&fold(&row.name)));
        }
        let rows = files.rows::<PlaceRow>("cities.csv")?;
        let mut gazetteer = Self {
            cities: ByName::with_capacity(rows.len()),
            places: Vec::with_capacity(rows.len()),
            city_words: FxHashSet::with_capacity_and_hasher(rows.len(), rustc_hash::FxBuildHasher),
            regions: ByName::default(),
            organizations: FxHashSet::default(),
            given,
            openings: FxHashMap::default(),
        };
        for (_, row) in files.rows::<NameRow>("organizations.csv")? {
            let folded = fold(&row.name);
            gazetteer.open(&folded);
            gazetteer.organizations.insert(key(&folded));
        }
        for (_, row) in rows {
            let at = gazetteer.places.len();
            for name in spellings(&row.name) {
                gazetteer.open(&name);
                gazetteer.city_words.extend(name.split([' ', '-']).filter(|word| word.chars().count() > 3).map(key));
                gazetteer.cities.add(key(&name), at);
            }
            for alias in row.aliases.split('|').filter(|alias| !alias.is_empty()) {
                for form in inflections.forms(alias).iter().map(String::as_str).chain([alias]) {
                    for name in apostrophes(&fold(form)) {
                        gazetteer.open(&name);
                        gazetteer.cities.add(key(&name), at);
                    }
                }
            }
            gazetteer.places.push(row);
        }
        for (_, row) in files.rows::<PlaceRow>("regions.csv")? {
            let at = gazetteer.places.len();
            for name in spellings(&row.name) {
                gazetteer.open(&name);
                gazetteer.regions.add(key(&name), at);
            }
            gazetteer.places.push(row);
        }
        Ok(gazetteer)
    }

    /// Notes the first word of a name, with the apostrophe in it and without.
    fn open(&mut self, folded: &str) {
        let apostrophe = |c: char| matches!(c, '\'' | '’');
        let short = folded.split(|c: char| !is_word(c)).next().unwrap_or_default();
        let long = folded.split(|c: char| !is_word(c) && !apostrophe(c)).next().unwrap_or_default();
        for word in [short, long] {
            let longest = self.openings.entry(key(word)).or_default();
            *longest = folded.len().max(*longest);
        }
    }

    /// Length in bytes of the longest name that [`Self::listed`] knows with that first word (in small letters); none
    /// where no name begins so.
    #[must_use]
    pub fn longest_from(&self, word: &str) -> Option<usize> {
        self.openings.get(&key(word)).copied()
    }

    /// The city or region of that name (in small letters), if there is only one, or only one in a country that `named`
    /// (alpha-3) speaks for.
    #[must_use]
    pub fn place(&self, folded: &str, named: impl Fn(&str) -> bool) -> Option<Place> {
        let key = key(folded);
        let (by_name, kind) =
            if self.regions.has(key) { (&self.regions, PlaceKind::Region) } else { (&self.cities, PlaceKind::City) };
        let rows = || by_name.rows(key).filter_map(|at| self.places.get(at));
        let only = only(rows()).or_else(|| only(rows().filter(|row| named(&row.country))));
        only.map(|row| row.place(kind))
    }

    /// The city of that name (in small letters) in a state, if it has only one.
    #[must_use]
    pub fn city_in(&self, folded: &str, alpha3: &str) -> Option<Place> {
        let rows = self.cities.rows(key(folded)).filter_map(|at| self.places.get(at));
        only(rows.filter(|row| *row.country == *alpha3)).map(|row| row.place(PlaceKind::City))
    }

    /// Whether a name (in small letters, of one word or several) is that of a city or region.
    #[must_use]
    pub fn is_place(&self, folded: &str) -> bool {
        let key = key(folded);
        self.cities.has(key) || self.regions.has(key)
    }

    /// What a name (in small letters, of one word or several) is listed as.
    #[must_use]
    pub fn listed(&self, folded: &str) -> Listed {
        let key = key(folded);
        Listed { place: self.cities.has(key) || self.regions.has(key), organization: self.organizations.contains(&key) }
    }

    /// Whether a word (in small letters) is in the name of a city.
    #[must_use]
    pub fn is_city_word(&self, folded: &str) -> bool {
        self.city_words.contains(&key(folded))
    }

    /// Whether a word (in small letters) is a given name.
    #[must_use]
    pub fn is_given_name(&self, folded: &str) -> bool {
        self.given.contains(&key(folded))
    }
}

#[cfg(test)]
mod tests {
    use unspool_model::PlaceKind;

    use crate::Lexicons;

    #[test]
    fn a_name_that_several_cities_have_is_none_of_them() {
        let gazetteer = Lexicons::load(None).expect("the embedded lexicons load").gazetteer;
        let alone = |name: &str| gazetteer.place(name, |_| false);
        assert!(alone("quelimane").is_some_and(|place| place.country.as_deref() == Some("MOZ")));
        assert!(alone("antioquia").is_some_and(|place| place.kind == PlaceKind::Region && place.geonames.is_some()));
        let city = |name: &str| alone(name).map(|place| place.name);
        assert_eq!((city("şanlıurfa"), city("sanliurfa")), (Some("Şanlıurfa".into()), Some("Şanlıurfa".into())));
        assert!(alone("kayes").is_none());
        assert!(gazetteer.place("kayes", |country| country == "MLI").is_some_and(|place| place.geonames == Some(2_455_518)));
        assert!(alone("springfield").is_none() && gazetteer.is_place("springfield"));
        assert_eq!(gazetteer.longest_from("qqq"), None);
        assert!(gazetteer.longest_from("king's").is_some_and(|longest| longest >= "king's lynn".len()));
        assert!(gazetteer.listed("green bay packers").organization && !gazetteer.listed("green bay").organization);
    }
}
