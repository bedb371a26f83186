//! Names that are also something else: what must stand around one for it to be a mention.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::files::{Files, LexiconError, non_empty, values};
use crate::fold::fold;
use crate::gazetteer::Gazetteer;
use crate::inflect::Inflections;
use crate::spelling::unaccented;

/// What stands around a name, in the terms that the rules ask for.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'t> {
    /// The whole text in small letters.
    pub folded: &'t str,
    /// What has been looked for in it already.
    pub looked: &'t Looked,
    /// The word right before the name, as written; empty at the beginning of a line.
    pub before: &'t str,
    /// The word right behind it, as written; empty at the end of a line.
    pub behind: &'t str,
    /// A possessive `'s` stands behind it.
    pub possessive: bool,
}

/// Which rows of the rules have a word anywhere in one text: a text of megabytes that has a doubtful name over and over is
/// searched once a row, not once a name.
#[derive(Debug, Default)]
pub struct Looked(RefCell<FxHashMap<usize, bool>>);

impl Looked {
    fn near(&self, text: &str, condition: &Condition) -> bool {
        let look = || condition.words.iter().any(|word| has_word(text, word));
        *self.0.borrow_mut().entry(condition.row).or_insert_with(look)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Rule {
    After,
    Before,
    UnlessAfter,
    UnlessBefore,
    UnlessNear,
    Near,
    Beside,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    /// The one of several entries with this name that the rule is for.
    #[serde(default)]
    of: String,
    rule: Rule,
    words: String,
    /// For readers of the file.
    #[serde(rename = "reason")]
    _reason: String,
}

/// The rules, by name in small letters; a name in Cyrillic letters has them in all its cases.
#[derive(Debug)]
pub struct Evidence {
    rules: FxHashMap<String, Vec<Condition>>,
}

/// What must stand around a name.
#[derive(Debug)]
struct Condition {
    /// Which row of the file it is from.
    row: usize,
    /// The id of the entry that it is asked of; of all with the name, where there is none.
    of: Option<String>,
    rule: Rule,
    words: Vec<String>,
}

impl Evidence {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let inflections = Inflections::load(files)?;
        let mut rules: FxHashMap<String, Vec<Condition>> = FxHashMap::default();
        for (index, (_, row)) in files.rows::<Row>("evidence.csv")?.into_iter().enumerate() {
            let words: Vec<String> = values(&row.words).map(str::to_owned).collect();
            let cases = inflections.forms(&row.name);
            // Without its accents a name is as doubtful: `Liberation` for `Libération`.
            for name in cases.into_iter().chain(unaccented(&row.name)).chain([row.name]) {
                let condition = Condition { row: index, of: non_empty(&row.of), rule: row.rule, words: words.clone() };
                rules.entry(fold(&name)).or_default().push(condition);
            }
        }
        Ok(Self { rules })
    }

    /// Whether a name (in small letters) has rules.
    #[must_use]
    pub fn is_doubtful(&self, folded: &str) -> bool {
        self.rules.contains_key(folded)
    }

    /// Whether a rule of a name (in small letters) is asked of one of its entries alone, and so chooses.
    #[must_use]
    pub fn chooses(&self, folded: &str) -> bool {
        self.rules.get(folded).is_some_and(|rules| rules.iter().any(|condition| condition.of.is_some()))
    }

    /// Whether all rules of a name hold where it stands, if it is the name of the entry with an id; true for names without
    /// rules.
    #[must_use]
    pub fn holds(&self, folded: &str, id: Option<&str>, around: &Surroundings<'_>, gazetteer: &Gazetteer) -> bool {
        let Some(rules) = self.rules.get(folded) else { return true };
        let mut asked = rules.iter().filter(|condition| condition.of.is_none() || condition.of.as_deref() == id);
        asked.all(|condition| {
            let Condition { rule, words, .. } = condition;
            let any = |word: &str, possessive: bool| words.iter().any(|wanted| is(wanted, word, possessive, gazetteer));
            let near = || around.looked.near(around.folded, condition);
            match rule {
                Rule::After => any(around.before, false) || around.possessive && words.iter().any(|word| word == POSSESSIVE),
                Rule::Before => any(around.behind, around.possessive),
                Rule::UnlessAfter => !any(around.before, false),
                Rule::UnlessBefore => !any(around.behind, around.possessive),
                Rule::UnlessNear => !near(),
                Rule::Near => near(),
                Rule::Beside => any(around.before, false) || any(around.behind, around.possessive),
            }
        })
    }
}

/// Stands among the words of `after` where a possessive will do as well.
const POSSESSIVE: &str = "@possessive";

fn is(wanted: &str, word: &str, possessive: bool, gazetteer: &Gazetteer) -> bool {
    match wanted {
        "@start" => word.is_empty(),
        "@small" => possessive || word.starts_with(char::is_lowercase),
        "@capital" => !possessive && word.starts_with(char::is_uppercase),
        "@given" => word.starts_with(char::is_uppercase) && gazetteer.is_given_name(&fold(word)),
        wanted => fold(word) == wanted,
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let (head, tail) = (&text[..at], &text[at + word.len()..]);
        !head.ends_with(char::is_alphanumeric) && !tail.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::{Looked, Surroundings};
    use crate::Lexicons;

    #[test]
    fn doubtful_names_need_their_surroundings() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let holds = |name: &str, before: &str, behind: &str, text: &str| {
            let around = Surroundings { folded: text, looked: &Looked::default(), before, behind, possessive: false };
            lexicons.evidence.holds(name, None, &around, &lexicons.gazetteer)
        };
        assert!(holds("rt", "on", "reported", ""));
        assert!(!holds("rt", "", "reported", ""));
        assert!(!holds("rt", "lol", "somebody", ""));
        assert!(holds("jordan", "in", "and", ""));
        assert!(!holds("jordan", "Michael", "scored", ""));
        assert!(holds("georgia", "in", "voters", "voters in tbilisi"));
        assert!(!holds("georgia", "in", "voters", "voters in atlanta"));
        assert!(holds("kenya", "Michael", "Somebody", ""));
        assert!(holds("kim", "", "wept", "kim wept in pyongyang"));
        assert!(!holds("kim", "", "wept", "kim wept in los angeles"));
        assert!(holds("dawn", "newspaper", "says", "") && holds("dawn", "the", "reported", ""));
        assert!(!holds("dawn", "at", "they", ""));
    }

    #[test]
    fn a_rule_may_be_asked_of_one_entry_alone() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let holds = |id: &str, text: &str| {
            let around = Surroundings { folded: text, looked: &Looked::default(), before: "", behind: "was", possessive: false };
            lexicons.evidence.holds("khan", Some(id), &around, &lexicons.gazetteer)
        };
        assert!(holds("imran-khan", "khan was jailed in lahore") && !holds("karim-khan", "khan was jailed in lahore"));
        assert!(!holds("imran-khan", "khan left the hague") && holds("karim-khan", "khan left the hague"));
        let west = |name: &str, text: &str| {
            let around = Surroundings { folded: text, looked: &Looked::default(), before: "на", behind: "", possessive: false };
            lexicons.evidence.holds(name, Some("the-west"), &around, &lexicons.gazetteer)
        };
        assert!(west("западе", "на западе") && !west("западе", "учения на западе") && !west("западом", "за западом учения"));
        assert!(lexicons.evidence.chooses("khan") && !lexicons.evidence.chooses("kim"));
    }
}
