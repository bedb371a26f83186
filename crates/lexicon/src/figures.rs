//! The words of figures: numerals, units, modifiers, attribution.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unspool_model::{Modifier, QuantityKind, Trend};

use crate::files::{Files, LexiconError, non_empty, values};
use crate::fold::fold;
use crate::phrases::Phrases;

/// What a number word does in a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumeralClass {
    /// Zero to nine: adds to a ten.
    One,
    /// Ten to nineteen.
    Teen,
    /// Twenty to ninety.
    Ten,
    /// Hundred.
    Hundred,
    /// Two hundred to nine hundred in one word.
    Hundreds,
    /// Thousand and up, dozen: multiplies what stands before it.
    Scale,
    /// A scale glued to digits: `5bn`.
    Short,
    /// Half.
    Half,
    /// A fraction in one character: `½`.
    Vulgar,
    /// A denominator behind `a` or `one`: `third`.
    Part,
    /// A denominator behind other numerators: `thirds`.
    Parts,
    /// `twice`, before a comparison.
    Multiple,
    /// An order of magnitude: `dozens`.
    Vague,
}

/// A number word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// Its value; of a vague one the lower end.
    pub value: f64,
    /// Upper end of a vague one.
    pub high: Option<f64>,
    /// What it does.
    pub class: NumeralClass,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitPlace {
    /// In front of the figure.
    Before,
    /// Behind it.
    After,
    /// Right behind its digits.
    Glued,
    /// Behind it, and before `of`.
    Partitive,
}

/// A unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub kind: QuantityKind,
    /// ISO 4217, UCUM or `%`.
    pub code: String,
    /// What a figure in this form is multiplied with to be in `code`: 10 for decades, 0.01 for cents.
    pub factor: f64,
}

/// What a cue says of the figure beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueRole {
    /// It qualifies the figure.
    Modifier(Modifier),
    /// The figure is an amount of change.
    Trend(Trend),
    /// The figure is a level that something rose or fell to: what looks like a modifier is none.
    Level,
}

/// Which side of the figure a cue stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CuePlace {
    /// In front of it.
    Before,
    /// Behind it.
    After,
}

/// A cue beside a figure.
pub type Cue = CueRole;

/// How a phrase attributes a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// Source, verb, figure.
    Verb,
    /// Source, noun, figure.
    Noun,
    /// A verb that is as often the noun: `estimates`.
    Both,
    /// Noun phrase, source, figure: `estimates by the World Bank`.
    NounBy,
    /// Phrase, source, anywhere in the sentence.
    Before,
    /// Figure, phrase, source.
    Passive,
    /// A verb that attributes only where it ends a clause: `30 were killed, Amnesty found`.
    Closing,
    /// Phrase, source, figure: `we were told by nurses that 40 died`.
    Informs,
}

/// The words of figures, ready to look up.
#[derive(Debug)]
pub struct Figures {
    numerals: FxHashMap<String, Numeral>,
    /// Units in front of figures.
    pub before: Phrases<Unit>,
    /// Units behind figures.
    pub after: Phrases<Unit>,
    /// Units right behind digits.
    pub glued: Phrases<Unit>,
    /// Units behind figures and before `of`.
    pub partitive: Phrases<Unit>,
    /// Names that hold numbers: `Five Eyes`, `24/7`.
    pub names: Phrases<()>,
    /// Modifiers and trends in front of figures.
    pub cues_before: Phrases<Cue>,
    /// Modifiers and trends behind figures.
    pub cues_after: Phrases<Cue>,
    /// Phrases that attribute.
    pub attribution: Phrases<Attribution>,
    /// The classes of words, by their small letters.
    classes: FxHashMap<Box<[u8]>, Classes>,
    /// Bytes of the longest word that has a class.
    longest: usize,
    /// First words, in small letters, of numerals and of names that hold numbers.
    opening: FxHashMap<String, Opens>,
}

/// What a word can begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opens {
    /// A numeral, or something in front of one: `dozens`, `several`, `USD`.
    pub numeral: bool,
    /// A numeral behind `a`: `couple`, `hundred`, `third`.
    pub behind_article: bool,
    /// A name that holds a number: `Five`, `Group`.
    pub name: bool,
}

/// Bytes of a word that is folded without an allocation.
const MOST_ON_STACK: usize = 32;

/// The classes of the words that differ by their capitals alone, a bit each.
#[derive(Debug, Default)]
struct Classes {
    /// Of the word in small letters.
    small: u64,
    /// Of the spellings with capitals.
    written: Vec<(Box<str>, u64)>,
}

impl Classes {
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
    /// The noun of a body that has a name: `Karabakh Veterans Union`.
    Body,
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
    /// What is counted behind it falls: `dropped two bombs`.
    Releasing,
    /// What is asked of many: `in a Levada poll`.
    Survey,
    /// What stands behind it and `of` is counted by a figure further on: `the number of troops rose to 3,000`.
    Counting,
    /// Stands before that figure: `rose to`, `is`.
    Joint,
    /// A noun of things that neither die nor flee: `tower blocks`.
    Inanimate,
    /// A verb of what only people do or suffer: `killed 159`, `159 fled`.
    Suffering,
    /// In small letters, makes a body of the name behind it: `data firm Kpler`.
    Outlet,
}

impl WordClass {
    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

#[derive(Deserialize)]
struct ClassRow {
    class: WordClass,
    words: String,
}

#[derive(Deserialize)]
struct NumeralRow {
    word: String,
    value: f64,
    high: Option<f64>,
    class: NumeralClass,
}

#[derive(Deserialize)]
struct NameRow {
    name: String,
}

#[derive(Deserialize)]
struct UnitRow {
    kind: QuantityKind,
    unit: String,
    place: UnitPlace,
    forms: String,
}

#[derive(Deserialize)]
struct CueRow {
    role: String,
    place: CuePlace,
    phrase: String,
}

#[derive(Deserialize)]
struct AttributionRow {
    pattern: Attribution,
    phrase: String,
}

impl Figures {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let numerals = files
            .rows::<NumeralRow>("numerals.csv")?
            .into_iter()
            .map(|(_, row)| (row.word, Numeral { value: row.value, high: row.high, class: row.class }))
            .collect();
        let [before, after, glued, partitive] = units(files)?;
        let names = files.rows::<NameRow>("number_names.csv")?.into_iter().map(|(_, row)| (row.name, ()));
        let (cues_before, cues_after) = cues(files)?;
        let attribution = files.rows::<AttributionRow>("attribution.csv")?.into_iter().map(|(_, row)| (row.phrase, row.pattern));
        let (mut classes, mut longest) = (FxHashMap::<Box<[u8]>, Classes>::default(), 0);
        for (_, row) in files.rows::<ClassRow>("word_classes.csv")? {
            for word in values(&row.words) {
                longest = longest.max(word.len());
                classes.entry(fold(word).into_bytes().into()).or_default().add(word, row.class);
            }
        }
        let opening = opening(files)?;
        Ok(Self {
            opening,
            numerals,
            before,
            after,
            glued,
            partitive,
            names: Phrases::new(names),
            cues_before,
            cues_after,
            attribution: Phrases::new(attribution),
            classes,
            longest,
        })
    }

    /// What a word, in small letters, can begin: one look instead of many for the words that begin
    /// nothing, which most do.
    #[must_use]
    pub fn opens(&self, folded: &str) -> Opens {
        match self.opening.get(folded) {
            Some(opens) => *opens,
            None => Opens { numeral: folded.ends_with("fold"), ..Opens::default() },
        }
    }

    /// Whether `word`, as written or in small letters, is of a class.
    #[must_use]
    pub fn is(&self, word: &str, class: WordClass) -> bool {
        let Some(classes) = self.classes_of(word) else { return false };
        let has = |bits: u64| bits & class.bit() != 0;
        if !word.contains(char::is_uppercase) {
            return has(classes.small);
        }
        let written = classes.written.iter().find(|(written, _)| **written == *word).map_or(0, |&(_, bits)| bits);
        let is_abbreviation = written & WordClass::Abbreviation.bit() != 0;
        has(written) || class != WordClass::Designator && has(classes.small) && !is_abbreviation
    }

    /// The classes of a word in whatever letters.
    fn classes_of(&self, word: &str) -> Option<&Classes> {
        if word.len() > self.longest {
            return None;
        }
        if !word.is_ascii() {
            return self.classes.get(fold(word).as_bytes());
        }
        // Most words are looked for and not there: no allocation for them.
        let mut folded = [0_u8; MOST_ON_STACK];
        match folded.get_mut(..word.len()) {
            Some(folded) => {
                folded.copy_from_slice(word.as_bytes());
                folded.make_ascii_lowercase();
                self.classes.get(&*folded)
            }
            None => self.classes.get(fold(word).as_bytes()),
        }
    }

    /// The number word that `word` is; `folded` is the word in small letters. Short scales count as
    /// written (`5M` is not `5m` to everybody), the rest in any case.
    #[must_use]
    pub fn numeral(&self, word: &str, folded: &str) -> Option<Numeral> {
        self.numerals
            .get(word)
            .copied()
            .or_else(|| self.numerals.get(folded).copied().filter(|numeral| numeral.class != NumeralClass::Short))
    }
}

fn units(files: &Files) -> Result<[Phrases<Unit>; 4], LexiconError> {
    let mut places: [Vec<(String, Unit)>; 4] = Default::default();
    for (line, row) in files.rows::<UnitRow>("units.csv")? {
        let error = || files.get("units.csv").error(line, format!("`{}` is no unit: `CODE`, `N.CODE` or `CODE/N`", row.unit));
        let (code, factor) = scaled(&row.unit).ok_or_else(error)?;
        let unit = Unit { kind: row.kind, code, factor };
        let at = match row.place {
            UnitPlace::Before => 0,
            UnitPlace::After => 1,
            UnitPlace::Glued => 2,
            UnitPlace::Partitive => 3,
        };
        places[at].extend(values(&row.forms).map(|form| (form.to_owned(), unit.clone())));
    }
    Ok(places.map(Phrases::new))
}

/// The first words of everything that may begin a figure or a name with a number.
fn opening(files: &Files) -> Result<FxHashMap<String, Opens>, LexiconError> {
    let first = |phrase: &str| {
        let end = phrase.find(|c: char| !crate::fold::is_word(c) && !matches!(c, '\'' | '’')).unwrap_or(phrase.len());
        fold(&phrase[..end])
    };
    let mut opening: FxHashMap<String, Opens> = FxHashMap::default();
    let mut numeral = |word: &str| {
        let opens = opening.entry(first(word)).or_default();
        (opens.numeral, opens.behind_article) = (true, true);
    };
    ["minus", "negative", "couple", "few"].into_iter().for_each(&mut numeral);
    files.rows::<NumeralRow>("numerals.csv")?.iter().for_each(|(_, row)| numeral(&row.word));
    for (_, row) in files.rows::<ClassRow>("word_classes.csv")?.iter().filter(|(_, row)| row.class == WordClass::VagueFront) {
        values(&row.words).for_each(&mut numeral);
    }
    for (_, row) in files.rows::<UnitRow>("units.csv")?.iter().filter(|(_, row)| row.place == UnitPlace::Before) {
        values(&row.forms).for_each(|form| opening.entry(first(form)).or_default().numeral = true);
    }
    for (_, row) in files.rows::<NameRow>("number_names.csv")? {
        opening.entry(first(&row.name)).or_default().name = true;
    }
    opening.remove("");
    for article in ["a", "an"] {
        // Articles are everywhere: what follows them decides.
        opening.entry(article.to_owned()).or_default().numeral = false;
    }
    Ok(opening)
}

/// `10.a` is ten years, `USD/100` a hundredth of a dollar.
fn scaled(unit: &str) -> Option<(String, f64)> {
    let unit = non_empty(unit)?;
    if let Some((number, code)) = unit.split_once('.')
        && let Ok(factor) = number.parse::<f64>()
    {
        return Some((code.to_owned(), factor));
    }
    if let Some((code, number)) = unit.rsplit_once('/')
        && let Ok(divisor) = number.parse::<f64>()
    {
        return (divisor > 0.0).then(|| (code.to_owned(), 1.0 / divisor));
    }
    Some((unit, 1.0))
}

fn cues(files: &Files) -> Result<(Phrases<Cue>, Phrases<Cue>), LexiconError> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (line, row) in files.rows::<CueRow>("figure_cues.csv")? {
        let role = match row.role.as_str() {
            "up" => CueRole::Trend(Trend::Up),
            "down" => CueRole::Trend(Trend::Down),
            "level" => CueRole::Level,
            role => {
                let wrong = || {
                    files
                        .get("figure_cues.csv")
                        .error(line, format!("`{role}` is no role: one of {}, up, down, level", Modifier::VALUES.join(", ")))
                };
                CueRole::Modifier(Modifier::parse(role).ok_or_else(wrong)?)
            }
        };
        match row.place {
            CuePlace::Before => before.push((row.phrase, role)),
            CuePlace::After => after.push((row.phrase, role)),
        }
    }
    Ok((Phrases::new(before), Phrases::new(after)))
}
