//! Closed classes of words, that the grammars of figures, sources and names ask for.

use hashbrown::HashTable;
use serde::Deserialize;

use crate::files::{Files, LexiconError, values};
use crate::fold::fold;
use crate::folded::{Folded, Opening, opening_hash};

/// A bit a class.
type Bits = u128;

/// Bytes of a word that is folded without an allocation.
const MOST_ON_STACK: usize = 32;

/// The classes of a word where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// A bit each: as it is written, or in small letters.
    any: Bits,
    /// In small letters alone, whatever its capitals say.
    small: Bits,
}

impl Classes {
    /// Whether the word, as written or in small letters, is of a class.
    #[must_use]
    pub const fn has(self, class: WordClass) -> bool {
        self.any & class.bit() != 0
    }

    /// Whether the word in small letters is of a class.
    #[must_use]
    pub const fn small_has(self, class: WordClass) -> bool {
        self.small & class.bit() != 0
    }
}

/// The classes of the words that differ by their capitals alone, a bit each.
#[derive(Debug, Default)]
struct Spellings {
    /// Of the word in small letters.
    small: Bits,
    /// Of the spellings with capitals.
    written: Vec<(Box<str>, Bits)>,
}

impl Spellings {
    fn add(&mut self, word: &str, class: WordClass) {
        if !word.contains(char::is_uppercase) {
            self.small |= class.bit();
        } else if let Some((_, bits)) = self.written.iter_mut().find(|(written, _)| **written == *word) {
            *bits |= class.bit();
        } else {
            self.written.push((word.into(), class.bit()));
        }
    }
}

/// A closed class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// Ends a noun phrase: auxiliaries, prepositions, conjunctions, pronouns.
    Function,
    /// A verb or participle behind a counted noun.
    Verb,
    /// A plural that does not end in -s.
    Plural,
    /// Ends in -s and is no plural.
    Singular,
    /// Follows `one` where it is a pronoun or article.
    NotCounted,
    /// A number behind it is a name.
    Designator,
    /// In front of `one` it is a pronoun: `the last one`.
    NamesFront,
    /// A plural that often modifies another noun: `special forces soldiers`.
    Compound,
    /// A verb of change: `rose from 3 to 5`.
    Change,
    /// Makes `five times` a multiple.
    Compared,
    /// What is counted rather than dated: `2000 tanks`.
    Thing,
    /// A verb that `up` or `down` belongs to: `shot down`.
    Phrasal,
    /// A verb of taking away: `pulled its troops from Syria` names no troops of Syria.
    Removal,
    /// A preposition that a place stands behind.
    Locative,
    /// Said of a length: `12 metres wide`.
    Dimension,
    /// Makes a scale behind it vague.
    VagueFront,
    /// A title in front of a person's name.
    Title,
    /// The noun of a numbered military unit: `Brigade`.
    Formation,
    /// What arm a numbered military unit is of: `Mechanized`.
    Branch,
    /// An ordinal in a word: `Third`.
    Ordinal,
    /// An abbreviation in capitals that is no word of that spelling: `US` is not `us`.
    Abbreviation,
    /// What is christened: the name behind it is of nobody and no place (`USS Jason Dunham`, `Operation Sindoor`).
    Christened,
    /// Before a weekday it makes a feast or an event of it: `Palm Sunday`.
    Feast,
    /// The noun of a region behind its capital's name: `Irkutsk Oblast`.
    Region,
    /// The noun that a name ends in which is a place: `Andersen Air Force Base`.
    Site,
    /// Makes a part of the state behind it: `Northern Ethiopia`.
    Compass,
    /// The noun of a body that has a name: `Karabakh Veterans Union`.
    Body,
    /// Begins the name of a body: `Kataib Shaheen`.
    BodyFirst,
    /// A body in the case that says where something was said: `сообщили в мэрии`.
    BodyIn,
    /// As [`Self::Body`], behind the word for a cause: `Liberation Front`, not `Kharkiv Front`.
    Cause,
    /// A noun of a body that belongs to a government, if it is of a state: `Commission`.
    Office,
    /// Tells no body from others of its kind: `Supreme Court`.
    Generic,
    /// The noun of a military unit that makes a body of a person's name before it: `Omar ibn Khalid battalion`.
    Unit,
    /// An auxiliary verb in the plural: `two thirds were`.
    Auxiliary,
    /// A noun of figures: only it `comes from` who says it.
    FigureNoun,
    /// Makes parts of a whole: `cut in two`.
    Parting,
    /// `over` behind it is a place: `spread over three countries`.
    Spreading,
    /// Gives a figure to a noun: `puts the loss at 30`.
    Putting,
    /// Such a noun: `loss`. (`They put the launchers at 40 sites` says nothing of a figure.)
    Measured,
    /// May stand between a source and its verb.
    Adverb,
    /// A bare number behind it and `of` or `at` is years: `a girl of ten`, `died at 86`.
    Aged,
    /// A bare number behind it and `under` or `over` is years: `children under five`.
    AgeGroup,
    /// What is counted behind it falls: `dropped two bombs`.
    Releasing,
    /// What is asked of many: `in a Levada poll`.
    Survey,
    /// What stands behind it and `of` is counted by a figure further on: `the number of troops rose to 3,000`.
    Counting,
    /// Stands before that figure: `rose to`, `is`.
    Amounting,
    /// A noun of things that neither die nor flee: `tower blocks`.
    Inanimate,
    /// A verb of what only people do or suffer: `killed 159`, `159 fled`.
    Suffering,
    /// In small letters, makes a body of the name behind it: `data firm Kpler`.
    Outlet,
    /// A month behind it is no word: `in March`.
    MonthFront,
    /// A month's name that is a word or a name as well.
    MonthWord,
    /// A year stands behind it: `since 1812`, `back in '14`.
    YearFront,
    /// Belongs to the year before it: `2022 года`.
    YearWord,
    /// A number before it is a time of day: `5 pm`, `14:00 UTC`.
    Clock,
    /// In front of a number, and with a part of the day behind it, so is this one: `at eleven in the morning`.
    ClockFront,
    /// What streets are called, with its capital: `10 Downing Street`.
    Street,
    /// A word of [`Self::Verb`]'s that before a plural modifies it: `12 live rounds`.
    Adjective,
    /// What gives figures: `estimates`, `a poll`.
    Reporting,
    /// The verb of such a noun: `a poll shows`.
    Showing,
    /// Stands between such a noun and `by`: `figures released by Kyiv`.
    Released,
    /// Opens a clause about whoever stands in front of it: `the mission, which`.
    Relative,
    /// A word of grammar that begins a title where it has a capital: `Under Secretary`.
    Rank,
    /// A Russian or Ukrainian verb of estimating: `in` and a number behind it, what stands in front of it is estimated.
    Estimating,
    /// What is counted once: `three times`.
    Countless,
    /// Stands in front of one that is counted on behind others: `ещё один`, `по одному`.
    CountedOn,
    /// One, which may be a pronoun or an article as well.
    One,
    /// An abbreviation whose point ends no sentence: `Gen.`
    Shortened,
    /// As [`Self::Shortened`], where a number follows: `Feb. 3`, `No. 5`.
    ShortenedNumber,
    /// What names end in, whose point ends no sentence where a small letter follows: `Corp. said`.
    ShortenedName,
    /// Asks for somebody behind `in`: `faith in Zorblax`.
    Believing,
    /// What is told `about` something: `news about 300 troops` are not roughly 300.
    Telling,
    /// `of` behind it has a place: `residents of Al-Zelvi`.
    PlaceFront,
    /// What papers and stations are called: `Doni News`.
    Paper,
    /// `of` behind it has the name of one: `the village of Zelvasna`.
    Settlement,
    /// Makes a quarter of the city behind it: `North Mitrovica`.
    Quarter,
    /// Joins the last name of a list to those before it: `Orsk and Tarno`, `Терни та Торське`.
    Conjunction,
    /// A preposition that has a place behind it even where the name may be a person's: `in`, unlike `at`.
    Inside,
    /// Whose something is: `its`.
    Possessive,
    /// Says which of many is meant: `the`, `its`, `these`.
    Determiner,
    /// A duration stands behind it, so that `over` between them is a modifier: `for over five years`.
    DurationFront,
    /// Stands behind a duration that has passed and is no span of time: `over a year ago`.
    DurationEnd,
    /// Who is told and says nothing himself stands behind it and `with` or `to`: `shared with reporters`.
    Shared,
    /// A small word that a name may begin with or hold: `von`, `al`.
    Particle,
    /// What an Arabic name by a child begins with: `Abu`.
    Kunya,
    /// The number of a ruler: `Abdulhamid II`.
    Regnal,
    /// A piece of what is counted, and nothing by itself: `12 units`, `1110 од.`
    Piece,
    /// The singular of a unit that no number above one has: `280 день` is the 280th day.
    NthUnit,
    /// Hours and minutes may stand behind it: `о 18.30`.
    HourFront,
    /// A day stands behind it: `з 24.02 по нині`.
    DayFront,
    /// The noun of several settlements, whose names stand behind it in a list: `в районах Стариці та Вовчанська`.
    Settlements,
    /// Makes a settlement of the noun behind it: `населеного пункту`.
    Populated,
    /// A noun that is declined as an adjective: `військовий`.
    Substantive,
    /// What groups claim to have done: `bombings claimed by ISIS`.
    Attack,
    /// `of` behind it has the size of something: `a population of 1.8 million`.
    Size,
    /// A noun that ends as adverbs do: `family`.
    LyNoun,
    /// A figure of pounds behind it is no money: `weighs 500 pounds`.
    Weighing,
    /// Who lives in the place whose name stands before it: `Zelvi residents`.
    Inhabitant,
    /// Declines a number in digits: `52-ма`.
    NumberEnding,
    /// In small letters it ends the name of a place behind a site-kind: `Zelvi air base`.
    KindedSite,
    /// The noun of a settlement as maps have it: `с. Зельва`.
    ShortSettlement,
    /// Where the name behind it is that of a place in quotation marks too: `аэропорт «Внуково»`.
    QuotedSite,
    /// Says again what the sign before it says: `80% percent`.
    PercentWord,
    /// Ties a noun for those who speak to where or whose they are: `officials at the Kenya Red Cross`.
    Placing,
    /// Begins when or on what occasion something is said: `во время брифинга`.
    Occasion,
    /// Who is named behind it in Cyrillic letters is told: `агентству «Зельва»`.
    Addressee,
    /// Says how often in front of what is counted: `30 daily flights`.
    Periodic,
    /// Makes a unit of the letter behind it: `кв. м.`
    ShortUnit,
    /// The same behind any name: `Zelvi airbase`.
    SmallSite,
    /// What a site is for, in small letters: `air` of `air base`.
    SiteKind,
    /// Begins a clause: `claims it shot them down`.
    Opening,
    /// In front of a number of quarters they are of years, and no fourths: `the first two quarters`.
    PeriodFront,
    /// Of what sort or age all of those are who are counted: `2,800 of all types`.
    Sorts,
    /// Is called by a town or by anybody: `Okhmadyt hospital`.
    House,
    /// Is said among friends rather than in reports.
    Talk,
    /// Stands between a number and its unit: `10 more years`.
    UnitFront,
    /// With a point behind it, a number behind that is a name: `Res. 2803`.
    ShortDesignator,
    /// Who hears stands right behind it: `told Reuters`.
    Addressing,
    /// What a type of weapon stands in front of: `a Zelvol drone`.
    Weapon,
    /// A state or party with its demonym in front of it, where it speaks: `the Serbian side said`.
    Side,
    /// Who is at the head of something, of whatever sector it is: `the hospital's director`.
    Leader,
    /// Who gives the figures of a headline that it opens or ends without a verb: `police: 14 hurt`.
    Informant,
    /// Those who stand to someone so say it, and not who it is: `Navalny's supporters count 300`.
    Follower,
    /// What is written, shown or happens: if it says something, somebody else does.
    Document,
    /// The unit of the bore of guns: `40 155mm shells`.
    Calibre,
    /// Ends the name of what is signed or enacted.
    Treaty,
    /// How surnames end, and nothing else that is called by two words: `Baghdasaryan`.
    SurnameEnding,
}

impl WordClass {
    const fn bit(self) -> Bits {
        1 << self as u32
    }
}

#[derive(Deserialize)]
pub(crate) struct ClassRow {
    pub class: WordClass,
    pub words: String,
}

/// The words of `word_classes.csv`, ready to look up.
#[derive(Debug)]
pub(crate) struct WordClasses {
    /// Words by [`opening_hash`] of their small letters.
    words: HashTable<ClassedWord>,
    /// Bytes of the longest word that has a class.
    longest: usize,
}

/// A word with its classes.
#[derive(Debug)]
struct ClassedWord {
    /// In small letters.
    folded: Box<[u8]>,
    spellings: Spellings,
}

impl ClassedWord {
    fn hash(&self) -> u64 {
        opening_hash(&self.folded)
    }
}

impl WordClasses {
    pub fn load(files: &Files) -> Result<Self, LexiconError> {
        let (mut words, mut longest) = (HashTable::<ClassedWord>::new(), 0);
        for (_, row) in files.rows::<ClassRow>("word_classes.csv")? {
            for word in values(&row.words) {
                longest = longest.max(word.len());
                let folded: Box<[u8]> = fold(word).into_bytes().into();
                let entry = words.entry(opening_hash(&folded), |known| known.folded == folded, ClassedWord::hash);
                let entry = entry.or_insert_with(|| ClassedWord { folded, spellings: Spellings::default() });
                entry.into_mut().spellings.add(word, row.class);
            }
        }
        Ok(Self { words, longest })
    }

    /// Whether `word`, as written or in small letters, is of a class.
    pub fn has(&self, word: &str, class: WordClass) -> bool {
        if word.len() > self.longest {
            return false;
        }
        if !word.is_ascii() {
            return self.classes(word, &fold(word)).has(class);
        }
        // Most words are looked for and not there: no allocation for them.
        let mut folded = [0_u8; MOST_ON_STACK];
        match folded.get_mut(..word.len()) {
            Some(folded) => {
                folded.copy_from_slice(word.as_bytes());
                folded.make_ascii_lowercase();
                self.of_folded(word.as_bytes(), folded, opening_hash(folded)).has(class)
            }
            None => self.classes(word, &fold(word)).has(class),
        }
    }

    /// The classes of `word`; `folded` is `word` in small letters.
    pub fn classes(&self, word: &str, folded: &str) -> Classes {
        self.of_folded(word.as_bytes(), folded.as_bytes(), opening_hash(folded.as_bytes()))
    }

    /// The classes of `word`; `hash` is [`opening_hash`] of `folded`, the word in small letters.
    #[inline]
    fn of_folded(&self, word: &[u8], folded: &[u8], hash: u64) -> Classes {
        let Some(known) = self.words.find(hash, |known| *known.folded == *folded) else { return Classes::default() };
        let spellings = &known.spellings;
        let small = spellings.small;
        // Of most words capitals say nothing, which is known sooner than whether there are any.
        let any_case = spellings.written.is_empty() && small & WordClass::Designator.bit() == 0;
        if any_case || word == folded {
            return Classes { any: small, small };
        }
        let written = spellings.written.iter().find(|(written, _)| written.as_bytes() == word).map_or(0, |&(_, bits)| bits);
        let is_abbreviation = written & WordClass::Abbreviation.bit() != 0;
        let as_small = if is_abbreviation { 0 } else { small & !WordClass::Designator.bit() };
        Classes { any: written | as_small, small }
    }

    /// The classes of the word that an opening of `text` is.
    #[inline]
    pub fn at(&self, text: &str, folded: &Folded, opening: &Opening) -> Classes {
        let span = opening.span.clone();
        self.of_folded(&text.as_bytes()[span.clone()], &folded.as_bytes()[span], opening.hash)
    }
}
