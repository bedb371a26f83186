//! Actors, places, topics, channels and the words of figures and dates, as data.
//!
//! In: the files of `data/lexicons/`, embedded in the binary; a folder of the user's may replace any
//! of them. Out: [`Lexicons`], compiled to matchers that `derive` runs over texts.
//!
//! Promises: what is wrong with a file is said with its line ([`LexiconError`]); loading has no side
//! effect; a loaded lexicon is immutable and can be shared between threads.

mod calendar;
mod channels;
mod check;
mod evidence;
mod figures;
mod files;
mod fold;
mod folded;
mod gazetteer;
mod glosses;
mod inflect;
mod names;
mod numerals;
mod offices;
mod phrases;
mod shared_nouns;
mod spelling;
mod topics;
mod trie;
mod twins;
mod units;
mod word_class;
mod word_classes;

use camino::Utf8Path;

pub use calendar::{Calendar, CalendarWord, DeicticUnit, PartWord};
pub use channels::{Channel, Channels};
pub use check::{Finding, check};
pub use evidence::{Evidence, Looked, Surroundings};
pub use figures::{Attribution, Cue, CuePlace, CueRole, Figures, Opens};
pub use files::{File, Files, LexiconError};
pub use fold::{char_at, fold, is_word, plain};
pub use folded::{Folded, Opening};
pub use gazetteer::{Gazetteer, Listed};
pub use glosses::Glosses;
pub use names::{Actor, Agent, AlsoWord, Hit, Names, Place, Sense, State};
pub use numerals::{Numeral, NumeralClass};
pub use offices::{Office, Offices};
pub use phrases::Phrases;
pub use shared_nouns::{SharedNoun, SharedNouns};
pub use topics::{TopicHit, TopicLexicon};
pub use units::{Unit, UnitPlace};
pub use word_class::WordClass;
pub use word_classes::Classes;

/// Every lexicon of a pipeline, ready to match.
#[derive(Debug)]
pub struct Lexicons {
    /// States, actors, places, agent nouns.
    pub names: Names,
    /// What sector and state actors were of, by the day.
    pub offices: Offices,
    /// Nouns that several places share.
    pub shared_nouns: SharedNouns,
    /// The topic taxonomy.
    pub topics: TopicLexicon,
    /// Telegram channels.
    pub channels: Channels,
    /// Cities, bodies and given names: evidence for names that no lexicon knows.
    pub gazetteer: Gazetteer,
    /// English words for Russian and Ukrainian ones.
    pub glosses: Glosses,
    /// What doubtful names need around them.
    pub evidence: Evidence,
    /// The words of figures.
    pub figures: Figures,
    /// The words of dates.
    pub calendar: Calendar,
    /// The files that all this was read from, in order of name.
    pub files: Files,
}

impl Lexicons {
    /// The embedded lexicons; files in `folder`, if given, take the place of those of the same name.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file breaks its format; the error names file and line.
    pub fn load(folder: Option<&Utf8Path>) -> Result<Self, LexiconError> {
        let files = Files::load(folder)?;
        let names = Names::load(&files)?;
        Ok(Self {
            shared_nouns: SharedNouns::load(&files, &names)?,
            names,
            offices: Offices::load(&files)?,
            topics: TopicLexicon::load(&files)?,
            channels: Channels::load(&files)?,
            gazetteer: Gazetteer::load(&files)?,
            glosses: Glosses::load(&files)?,
            evidence: Evidence::load(&files)?,
            figures: Figures::load(&files)?,
            calendar: Calendar::load(&files)?,
            files,
        })
    }
}
