//! The names of the lexicon files, with the ways of writing each, compiled.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unspool_model::{ActorKind, PlaceKind};

use super::{Actor, Agent, AlsoWord, Names, Pattern, Place, Sense, State};
use crate::files::{Files, LexiconError, non_empty, values};
use crate::fold::{apostrophes, fold};
use crate::inflect::{Inflections, written};
use crate::spelling::{pointed, small_noun, spellings, unaccented};
use crate::trie::Trie;
use crate::word_classes::WordClasses;

/// Collects senses by alias and compiles them.
#[derive(Default)]
struct NamesBuilder {
    states: Vec<State>,
    actors: Vec<Actor>,
    places: Vec<Place>,
    agents: Vec<Agent>,
    handles: FxHashMap<String, usize>,
    index: FxHashMap<String, usize>,
    patterns: Vec<Pattern>,
    inflections: Inflections,
}

#[derive(Deserialize)]
struct StateRow {
    id: String,
    alpha3: String,
    name: String,
    wikidata: String,
    aliases: String,
    demonyms: String,
    capitals: String,
}

#[derive(Deserialize)]
struct ActorRow {
    id: String,
    name: String,
    kind: ActorKind,
    sector: String,
    country: String,
    wikidata: String,
    aliases: String,
    metonyms: String,
    handles: String,
}

#[derive(Deserialize)]
struct PlaceRow {
    name: String,
    kind: PlaceKind,
    country: String,
    geonames: Option<u64>,
    lat: Option<f64>,
    lon: Option<f64>,
    aliases: String,
}

#[derive(Deserialize)]
struct AgentRow {
    noun: String,
    sector: String,
    kind: ActorKind,
    also: Option<AlsoWord>,
    #[serde(default)]
    forms: String,
}

#[derive(Deserialize)]
struct ModifierRow {
    modifier: String,
}

#[derive(Deserialize)]
struct ShieldRow {
    phrase: String,
}

#[derive(Deserialize)]
struct WeaponRow {
    name: String,
}

impl NamesBuilder {
    /// Adds a name with the ways of writing it, and with the cases that it has.
    fn add(&mut self, marked: &str, sense: Sense) {
        let alias = &*written(marked);
        self.add_form(alias, sense);
        for spelling in spellings(alias).into_iter().chain(unaccented(alias)).chain(pointed(alias)) {
            self.add_form(&spelling, sense);
        }
        for form in self.inflections.forms(marked) {
            self.add_form(&form, sense);
        }
    }

    fn add_form(&mut self, alias: &str, sense: Sense) {
        // Hasty authors write no apostrophe: `Kurdistan Workers Party`.
        let none = alias.contains("s' ").then(|| alias.replace("s' ", "s "));
        for alias in apostrophes(alias).into_iter().chain(none) {
            let at = *self.index.entry(alias.clone()).or_insert_with(|| {
                self.patterns.push(Pattern { text: alias, senses: Vec::new(), noun: false, name: false });
                self.patterns.len() - 1
            });
            let pattern = &mut self.patterns[at];
            if !pattern.senses.contains(&sense) {
                pattern.senses.push(sense);
                if sense.is_noun() { pattern.noun = true } else { pattern.name = true }
            }
        }
    }

    fn states(&mut self, files: &Files) -> Result<(), LexiconError> {
        for (line, row) in files.rows::<StateRow>("states.csv")? {
            if row.alpha3.len() != 3 || !row.alpha3.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(files.get("states.csv").error(line, format!("`{}` is no alpha-3 code", row.alpha3)));
            }
            let index = self.states.len();
            self.add(&row.name, Sense::State(index));
            for alias in values(&row.aliases) {
                self.add(alias, Sense::StateAlias(index));
            }
            for demonym in values(&row.demonyms) {
                self.add(demonym, Sense::Demonym(index));
            }
            for capital in values(&row.capitals) {
                self.add(capital, Sense::Capital(index));
            }
            self.states.push(State {
                id: row.id.into(),
                alpha3: row.alpha3.into(),
                name: row.name.into(),
                wikidata: non_empty(&row.wikidata),
            });
        }
        Ok(())
    }

    fn actors(&mut self, files: &Files) -> Result<(), LexiconError> {
        let classes = WordClasses::load(files)?;
        for (line, row) in files.rows::<ActorRow>("actors.csv")? {
            if row.name.is_empty() || row.id.is_empty() {
                return Err(files.get("actors.csv").error(line, "an actor needs an id and a name"));
            }
            let index = self.actors.len();
            // `the West` is found without its article: else it would win over `West Bank` behind one, and ask for no evidence.
            self.add(row.name.strip_prefix("the ").unwrap_or(&row.name), Sense::Actor(index));
            for alias in values(&row.aliases) {
                self.add(alias, Sense::ActorAlias(index));
            }
            for name in [row.name.as_str()].into_iter().chain(values(&row.aliases)).filter_map(|name| small_noun(name, &classes))
            {
                self.add_form(&name, Sense::ActorAlias(index));
            }
            for seat in values(&row.metonyms) {
                self.add(seat, Sense::Seat(index));
            }
            for handle in values(&row.handles) {
                self.handles.insert(handle.to_ascii_lowercase(), index);
            }
            self.actors.push(Actor {
                id: row.id.into(),
                name: row.name.into(),
                kind: row.kind,
                sector: non_empty(&row.sector),
                country: non_empty(&row.country),
                wikidata: non_empty(&row.wikidata),
            });
        }
        Ok(())
    }

    fn places(&mut self, files: &Files) -> Result<(), LexiconError> {
        for (line, row) in files.rows::<PlaceRow>("places.csv")? {
            let on_earth = row.lat.is_none_or(|lat| lat.abs() <= 90.0) && row.lon.is_none_or(|lon| lon.abs() <= 180.0);
            if row.name.is_empty() || !on_earth {
                return Err(files.get("places.csv").error(line, "a place needs a name, and coordinates in degrees"));
            }
            let index = self.places.len();
            self.add(&row.name, Sense::Place(index));
            for alias in values(&row.aliases) {
                self.add(alias, Sense::PlaceAlias(index));
            }
            self.places.push(Place {
                name: row.name.into(),
                kind: row.kind,
                country: non_empty(&row.country),
                geonames: row.geonames,
                lat: row.lat,
                lon: row.lon,
            });
        }
        Ok(())
    }

    fn nouns(&mut self, files: &Files) -> Result<(), LexiconError> {
        for (line, row) in files.rows::<AgentRow>("agent_nouns.csv")? {
            if !matches!(row.kind, ActorKind::Organization | ActorKind::Group) {
                return Err(files.get("agent_nouns.csv").error(line, "an agent noun is an organization or a group"));
            }
            for noun in std::iter::once(row.noun.as_str()).chain(values(&row.forms)) {
                self.add(noun, Sense::Agent(self.agents.len()));
            }
            self.agents.push(Agent { sector: row.sector.into(), kind: row.kind, also: row.also });
        }
        for (_, row) in files.rows::<ModifierRow>("agent_modifiers.csv")? {
            self.add(&row.modifier, Sense::AgentModifier);
        }
        for (_, row) in files.rows::<ShieldRow>("shields.csv")? {
            self.add(&row.phrase, Sense::Shield);
        }
        for (_, row) in files.rows::<WeaponRow>("weapons.csv")? {
            self.add(&row.name, Sense::Shield);
            // `two Iskanders`
            if row.name.ends_with(|c: char| c.is_ascii_alphabetic() && c != 's') {
                self.add_form(&format!("{}s", row.name), Sense::Shield);
            }
        }
        Ok(())
    }

    fn build(self) -> Result<Names, LexiconError> {
        let trie = Trie::build(self.patterns.iter().map(|pattern| (fold(&pattern.text), false)))?;
        let by_alpha3 = self.states.iter().enumerate().map(|(index, state)| (state.alpha3.clone(), index)).collect();
        Ok(Names {
            states: self.states,
            actors: self.actors,
            places: self.places,
            agents: self.agents,
            handles: self.handles,
            by_alpha3,
            patterns: self.patterns,
            trie,
        })
    }
}

impl Names {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let mut builder = NamesBuilder { inflections: Inflections::load(files)?, ..NamesBuilder::default() };
        builder.states(files)?;
        builder.actors(files)?;
        builder.places(files)?;
        builder.nouns(files)?;
        builder.build()
    }
}
