//! Names of states, actors and places, and the nouns that compose with them, as one trie.
//!
//! Every alias is a pattern; a pattern may have several senses (`Moscow` is a capital and a place).
//! The trie is walked once over the folded text and reports every pattern that stands on word
//! boundaries and fits its case rule; which of them are mentions is decided in `derive`.

mod builder;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unspool_model::{ActorKind, Label, PlaceKind};

use crate::folded::Folded;
use crate::trie::Trie;

/// A state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Id, as `north-korea`.
    pub id: Label,
    /// ISO 3166-1 alpha-3 code, `SUN`, `YUG`, `DDR`, `CSK` for historical ones, `XKX` for Kosovo.
    pub alpha3: Label,
    /// Canonical name.
    pub name: Label,
    /// Wikidata item.
    pub wikidata: Option<Label>,
}

/// A person, body or group.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Id, as `vladimir-putin`.
    pub id: Label,
    /// Canonical name.
    pub name: Label,
    /// What it is.
    pub kind: ActorKind,
    /// Sector code.
    pub sector: Option<Label>,
    /// Alpha-3 code of its state.
    pub country: Option<Label>,
    /// Wikidata item.
    pub wikidata: Option<Label>,
}

/// A place that is no state.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Canonical name.
    pub name: Label,
    /// What it is.
    pub kind: PlaceKind,
    /// Alpha-3 code of the internationally recognised state.
    pub country: Option<Label>,
    /// `GeoNames` id.
    pub geonames: Option<u64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
}

/// A noun that composes with a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// Sector code.
    pub sector: Label,
    /// Body or people.
    pub kind: ActorKind,
    /// What else the word may be.
    pub also: Option<AlsoWord>,
}

/// What an agent noun is as often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlsoWord {
    /// An adjective: a noun behind it takes its place.
    Adjective,
    /// A verb: what follows is what it is done to.
    Verb,
}

/// What a pattern can mean. The indices are into the tables of [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// The canonical name of a state.
    State(usize),
    /// Another name of a state.
    StateAlias(usize),
    /// A demonym.
    Demonym(usize),
    /// A capital, which stands for its state.
    Capital(usize),
    /// The canonical name of an actor.
    Actor(usize),
    /// Another name of an actor.
    ActorAlias(usize),
    /// A seat that stands for an actor.
    Seat(usize),
    /// The canonical name of a place.
    Place(usize),
    /// Another name of a place.
    PlaceAlias(usize),
    /// An agent noun.
    Agent(usize),
    /// A word that may stand before an agent noun.
    AgentModifier,
    /// A phrase that is no mention.
    Shield,
}

impl Sense {
    /// Agent nouns and their modifiers are ordinary words: any case will do.
    const fn is_noun(self) -> bool {
        matches!(self, Self::Agent(_) | Self::AgentModifier)
    }

    /// States are written small by haste, and out of contempt: `russia`, `the kremlin`.
    const fn of_state(self) -> bool {
        matches!(self, Self::State(_) | Self::StateAlias(_) | Self::Demonym(_) | Self::Capital(_) | Self::Seat(_))
    }
}

/// A pattern found in a text: bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    pattern: usize,
    /// The text is as the alias is written (or wholly in capitals); else only senses in any case count.
    cased: bool,
    /// No capital tells that this is a name.
    pub small: bool,
    /// Senses that do not count here, a bit each.
    ruled_out: u32,
}

struct Pattern {
    text: String,
    senses: Vec<Sense>,
    /// One of the senses is a noun: it counts in any case.
    noun: bool,
    /// One of the senses is a name.
    name: bool,
}

/// The compiled names.
pub struct Names {
    /// States.
    pub states: Vec<State>,
    /// Actors.
    pub actors: Vec<Actor>,
    /// Places.
    pub places: Vec<Place>,
    /// Agent nouns.
    pub agents: Vec<Agent>,
    handles: FxHashMap<String, usize>,
    by_alpha3: FxHashMap<Label, usize>,
    patterns: Vec<Pattern>,
    trie: Trie,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Names({} patterns)", self.patterns.len())
    }
}

impl Names {
    /// Every pattern in `text` that stands on word boundaries, by start, longer ones first. `folded`
    /// is `Folded::new(text)`; `small` says that the text is written without capitals, so that names are found without theirs.
    #[must_use]
    pub fn hits(&self, text: &str, folded: &Folded, small: bool) -> Vec<Hit> {
        // A pattern in two words is plenty, and small vectors are cheap.
        let mut hits = Vec::with_capacity(folded.openings().len() / 2);
        self.trie.find(folded, |span, patterns| {
            hits.extend(patterns.iter().filter_map(|&pattern| self.hit(text, span.clone(), pattern, small)));
        });
        // What is written as it stands comes before what lacks its capital.
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.small, hit.pattern));
        hits
    }

    /// A pattern at a place where its letters stand, if it counts there.
    fn hit(
        &self,
        text: &str,
        std::ops::Range { start, end }: std::ops::Range<usize>,
        pattern: usize,
        small: bool,
    ) -> Option<Hit> {
        let Pattern { text: alias, senses, noun, .. } = &self.patterns[pattern];
        // `US$500` is money.
        if text.as_bytes().get(end) == Some(&b'$') || is_handle(text, start) {
            return None;
        }
        let written = fits_case(&text[start..end], alias);
        let slighted = || {
            senses.iter().any(|sense| sense.of_state()) && !text[start..end].contains(char::is_uppercase) && !is_acronym(alias)
        };
        let cased = written || small || slighted();
        (cased || *noun).then_some(Hit { start, end, pattern, cased, small: !written, ruled_out: 0 })
    }

    /// The senses of a hit, in the order of the lexicon files.
    #[inline]
    pub fn senses(&self, hit: Hit) -> impl Iterator<Item = Sense> {
        let senses = self.patterns[hit.pattern].senses.iter().copied().zip(0..);
        senses.filter(move |&(sense, at)| (hit.cased || sense.is_noun()) && !is_out(hit.ruled_out, at)).map(|(sense, _)| sense)
    }

    /// Whether a hit may be an agent noun or a modifier of one.
    #[must_use]
    #[inline]
    pub fn is_noun(&self, hit: Hit) -> bool {
        self.patterns[hit.pattern].noun && (hit.ruled_out == 0 || self.senses(hit).any(Sense::is_noun))
    }

    /// Whether a hit may be anything else.
    #[must_use]
    #[inline]
    pub fn is_name(&self, hit: Hit) -> bool {
        self.patterns[hit.pattern].name && hit.cased && (hit.ruled_out == 0 || self.senses(hit).any(|sense| !sense.is_noun()))
    }

    /// A hit without the senses that do not hold, which are asked by the id of the state or actor or the name of the place;
    /// `None` where no sense is left.
    pub fn narrowed(&self, hit: Hit, holds: impl Fn(Option<&str>) -> bool) -> Option<Hit> {
        let mut ruled_out = hit.ruled_out;
        for (&sense, at) in self.patterns[hit.pattern].senses.iter().zip(0..u32::BITS) {
            ruled_out |= u32::from(!holds(self.id(sense))) << at;
        }
        let narrowed = Hit { ruled_out, ..hit };
        self.senses(narrowed).next().map(|_| narrowed)
    }

    fn id(&self, sense: Sense) -> Option<&str> {
        match sense {
            Sense::State(index) | Sense::StateAlias(index) | Sense::Demonym(index) | Sense::Capital(index) => {
                Some(&self.states[index].id)
            }
            Sense::Actor(index) | Sense::ActorAlias(index) | Sense::Seat(index) => Some(&self.actors[index].id),
            Sense::Place(index) | Sense::PlaceAlias(index) => Some(&self.places[index].name),
            Sense::Agent(_) | Sense::AgentModifier | Sense::Shield => None,
        }
    }

    /// The actor with this handle (lower case, without `@`).
    #[must_use]
    pub fn by_handle(&self, handle: &str) -> Option<&Actor> {
        self.handles.get(handle).map(|&index| &self.actors[index])
    }

    /// The state with this alpha-3 code.
    #[must_use]
    pub fn state(&self, alpha3: &str) -> Option<&State> {
        self.by_alpha3.get(alpha3).map(|&index| &self.states[index])
    }

    /// Every alias with its senses, for checks and searches.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &[Sense])> {
        self.patterns.iter().map(|pattern| (pattern.text.as_str(), pattern.senses.as_slice()))
    }
}

/// Whether what begins at byte `start` has the sign of a handle before it.
fn is_handle(text: &str, start: usize) -> bool {
    // The last bytes of both signs, to look at one byte where there is none.
    let may_be = start.checked_sub(1).is_some_and(|before| matches!(text.as_bytes()[before], b'@' | 0xA0));
    may_be && text[..start].ends_with(['@', '＠'])
}

/// Whether the sense at a place is ruled out; those behind the last bit never are.
fn is_out(ruled_out: u32, at: u32) -> bool {
    ruled_out.checked_shr(at).is_some_and(|bits| bits & 1 == 1)
}

/// Whether a name is capitals alone: `US`, `UAE`.
fn is_acronym(alias: &str) -> bool {
    !alias.chars().any(char::is_lowercase)
}

/// As written (with a capital at the beginning of a sentence); or wholly in capitals, as headlines are, where
/// the alias is long enough not to be another word then.
fn fits_case(text: &str, alias: &str) -> bool {
    let capitals =
        || alias.chars().count() >= 4 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    text == alias || opens_sentence(text, alias) || capitals()
}

/// An alias in small letters with a capital, as the first word of a sentence has.
fn opens_sentence(text: &str, alias: &str) -> bool {
    let (mut text, mut alias) = (text.chars(), alias.chars());
    let first = text.next().zip(alias.next());
    first.is_some_and(|(a, b)| b.is_lowercase() && a.is_uppercase()) && text.as_str() == alias.as_str()
}
