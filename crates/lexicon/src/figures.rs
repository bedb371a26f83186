//! The words of figures: numerals (`numerals`), units (`units`), modifiers, attribution.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unspool_model::{Modifier, Trend};

use crate::files::{Files, LexiconError, values};
use crate::fold::{fold, is_word};
use crate::folded::{Folded, Opening};
use crate::numerals::{Numeral, NumeralRow, Numerals};
use crate::phrases::Phrases;
use crate::units::{Unit, UnitPlace, UnitRow, units};
use crate::word_class::WordClass;
use crate::word_classes::{ClassRow, Classes, WordClasses};

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
    /// What whoever acts says as well: `Ruiz thanked them, adding that 40 …`.
    Participle,
    /// Opens a sentence that says where the one before it comes from: `Об этом сообщил Киев`.
    Back,
    /// In front of a verb, makes [`Self::Before`] of it: `как уточнило ведомство`.
    As,
    /// Verb, whom, `of`, figure: `Kyiv accuses Moscow of killing 40`.
    Against,
    /// Says that nobody says it: `Kyiv has said nothing about the 40 dead`.
    Silent,
}

/// What parts the clauses of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClauseRole {
    /// Begins what stands between a source's comma and the next one: `Kyiv, citing the army, says`.
    Aside,
    /// Begins a clause with a subject of its own.
    Turn,
    /// Stands between a level and the one that it is compared with.
    Compared,
    /// Begins what says more of a source, without a comma: `officials who asked not to be named said`.
    Qualifying,
    /// Behind a source and its verb it says when or where: they close a clause.
    Closing,
}

/// The words of figures, ready to look up.
#[derive(Debug)]
pub struct Figures {
    numerals: Numerals,
    /// Units in front of figures.
    pub before: Phrases<Unit>,
    /// Units behind figures.
    pub after: Phrases<Unit>,
    /// Units right behind digits.
    pub glued: Phrases<Unit>,
    /// Units behind figures and before `of`.
    pub partitive: Phrases<Unit>,
    /// Units behind a figure with a scale alone.
    pub scaled: Phrases<Unit>,
    /// Units that a hyphen ties to figures.
    pub tied: Phrases<Unit>,
    /// Letters in front of large figures.
    pub large: Phrases<Unit>,
    /// Names that hold numbers: `Five Eyes`, `24/7`.
    pub names: Phrases<()>,
    /// Modifiers and trends in front of figures.
    pub cues_before: Phrases<Cue>,
    /// Modifiers and trends behind figures.
    pub cues_after: Phrases<Cue>,
    /// Phrases that attribute.
    pub attribution: Phrases<Attribution>,
    /// What begins an aside.
    pub asides: Phrases<()>,
    /// What begins a clause with a subject of its own.
    pub turns: Phrases<()>,
    /// What stands between a level and the one that it is compared with.
    pub comparisons: Phrases<()>,
    /// What begins more of a source without a comma.
    pub qualifiers: Phrases<()>,
    /// What stands behind a source and its verb that close a clause.
    pub closings: Phrases<()>,
    /// Closed classes of words.
    classes: WordClasses,
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

#[derive(Deserialize)]
struct NameRow {
    name: String,
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
    phrases: String,
}

#[derive(Deserialize)]
struct ClauseRow {
    role: ClauseRole,
    phrase: String,
}

impl Figures {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let [before, after, glued, partitive, large, scaled, tied] = units(files)?;
        let names = files.rows::<NameRow>("number_names.csv")?.into_iter().map(|(_, row)| (row.name, ()));
        let (cues_before, cues_after) = cues(files)?;
        let attribution = files.rows::<AttributionRow>("attribution.csv")?;
        let attribution =
            attribution.iter().flat_map(|(_, row)| values(&row.phrases).map(|phrase| (phrase.to_owned(), row.pattern)));
        let clauses = files.rows::<ClauseRow>("clauses.csv")?;
        let of_role = |role: ClauseRole| {
            let rows = clauses.iter().filter(|(_, row)| row.role == role);
            Phrases::new(rows.map(|(_, row)| (row.phrase.clone(), ())))
        };
        let opening = opening(files)?;
        Ok(Self {
            opening,
            numerals: Numerals::load(files)?,
            before,
            after,
            glued,
            partitive,
            scaled,
            tied,
            large,
            names: Phrases::new(names),
            cues_before,
            cues_after,
            attribution: Phrases::new(attribution),
            asides: of_role(ClauseRole::Aside),
            turns: of_role(ClauseRole::Turn),
            comparisons: of_role(ClauseRole::Compared),
            qualifiers: of_role(ClauseRole::Qualifying),
            closings: of_role(ClauseRole::Closing),
            classes: WordClasses::load(files)?,
        })
    }

    /// What a word, in small letters, can begin: one look instead of many for the words that begin
    /// nothing, which most do.
    #[must_use]
    pub fn opens(&self, folded: &str) -> Opens {
        match self.opening.get(folded) {
            Some(opens) => *opens,
            None => Opens { numeral: folded.ends_with("fold") || self.prefixed(folded).is_some(), ..Opens::default() },
        }
    }

    /// `трёхдневный`: the length of the number that an adjective of a measure (in small letters) begins with, and its value.
    #[must_use]
    pub fn prefixed(&self, folded: &str) -> Option<(usize, f64)> {
        self.numerals.prefixed(folded, |unit| self.tied.get(unit).or_else(|| self.after.get(unit)).is_some())
    }

    /// Whether `word`, as written or in small letters, is of a class.
    #[must_use]
    pub fn is(&self, word: &str, class: WordClass) -> bool {
        self.classes.has(word, class)
    }

    /// What stands behind the first word of a text and its space, if the word is of a class.
    #[must_use]
    pub fn without_first<'t>(&self, text: &'t str, class: WordClass) -> Option<&'t str> {
        let (word, behind) = text.split_once(' ')?;
        self.is(word, class).then_some(behind)
    }

    /// What stands before the last word of a text, without spaces at its end, if the word is of a class.
    #[must_use]
    pub fn without_last<'t>(&self, text: &'t str, class: WordClass) -> Option<&'t str> {
        let before = text.trim_end_matches(is_word);
        self.is(&text[before.len()..], class).then(|| before.trim_end_matches(' '))
    }

    /// The classes of `word`; `folded` is the word in small letters.
    #[must_use]
    pub fn classes(&self, word: &str, folded: &str) -> Classes {
        self.classes.classes(word, folded)
    }

    /// The classes of the word that an opening of `text` is; `folded` is `Folded::new(text)`.
    #[must_use]
    #[inline]
    pub fn classes_at(&self, text: &str, folded: &Folded, opening: &Opening) -> Classes {
        self.classes.at(text, folded, opening)
    }

    /// The number word that `word` is; `folded` is the word in small letters. Short scales count as
    /// written (`5M` is not `5m` to everybody), the rest in any case.
    #[must_use]
    pub fn numeral(&self, word: &str, folded: &str) -> Option<Numeral> {
        self.numerals.get(word, folded)
    }
}

/// The first words of everything that may begin a figure or a name with a number.
fn opening(files: &Files) -> Result<FxHashMap<String, Opens>, LexiconError> {
    let first = |phrase: &str| {
        let end = phrase.find(|c: char| !is_word(c) && !matches!(c, '\'' | '’')).unwrap_or(phrase.len());
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
    let in_front = |row: &UnitRow| matches!(row.place, UnitPlace::Before | UnitPlace::Large);
    for (_, row) in files.rows::<UnitRow>("units.csv")?.iter().filter(|(_, row)| in_front(row)) {
        values(&row.forms).for_each(|form| opening.entry(first(form)).or_default().numeral = true);
    }
    for (_, row) in files.rows::<NameRow>("number_names.csv")? {
        opening.entry(first(&row.name)).or_default().name = true;
    }
    opening.remove("");
    for (_, row) in files.rows::<ClassRow>("word_classes.csv")?.iter().filter(|(_, row)| row.class == WordClass::Indefinite) {
        // Articles are everywhere: what follows them decides.
        values(&row.words).for_each(|article| opening.entry(article.to_owned()).or_default().numeral = false);
    }
    Ok(opening)
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
