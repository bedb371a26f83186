//! What is wrong, or looks wrong, with lexicons that load: `unspool lexicon check`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::files::{File, Files, LexiconError, values};
use crate::inflect::written;
use crate::{Lexicons, fold, twins};

/// One finding, at a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file.
    pub path: Utf8PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// PLOVER/CAMEO sector codes, and the ones that `GUIDELINES.md` adds.
const SECTORS: &[&str] = &[
    "GOV", "MIL", "SPY", "REB", "OPP", "PTY", "LEG", "JUD", "COP", "MED", "BUS", "CVL", "EDU", "ELI", "IGO", "NGO", "CRM", "UAF",
];

/// Columns whose values are aliases of their row.
const ALIASES: &[(&str, &[&str])] =
    &[("states.csv", &["name", "aliases", "demonyms", "capitals"]), ("actors.csv", &["name", "aliases", "metonyms"])];

/// Checks loaded lexicons: ids and terms of a topic used twice, aliases that belong to two entries without a rule of `evidence.csv`
/// that chooses (a capital stands for its state and a city), persons who stand twice in different spellings and bodies that do by
/// their initials, sector and country codes that do not exist, owners of channels that are no actors, shields that hide a name of the lexicons as a whole, aliases that
/// can never match because they are ordinary words in small letters.
///
/// # Errors
/// When a file cannot be read as CSV, which loading would have said before.
pub fn check(lexicons: &Lexicons) -> Result<Vec<Finding>, LexiconError> {
    let files = &lexicons.files;
    let mut findings = Vec::new();
    let never = |_: &str| false;
    for name in ["states.csv", "actors.csv"] {
        repeated(files, name, &["id"], "id", never, &mut findings)?;
    }
    repeated(files, "telegram_channels.csv", &["handle"], "handle", never, &mut findings)?;
    repeated(files, "numerals.csv", &["word"], "word", never, &mut findings)?;
    repeated(files, "glosses.csv", &["stems"], "stem", never, &mut findings)?;
    for (name, columns) in ALIASES {
        repeated(files, name, columns, "alias", |alias| lexicons.evidence.chooses(&fold(alias)), &mut findings)?;
    }
    for repeated in &lexicons.topics.repeated {
        let message = format!("`{}` is a term of {} in line {} already", repeated.term, repeated.topic, repeated.first);
        findings.push(finding(files.get("topics.toml"), repeated.line, message));
    }
    shared_aliases(lexicons, &mut findings)?;
    twins::find(files, &lexicons.evidence, &mut findings)?;
    codes(lexicons, &mut findings)?;
    unknown_entries(lexicons, &mut findings)?;
    hiding_shields(files, &mut findings)?;
    unreachable_aliases(files, &mut findings)?;
    findings.sort();
    Ok(findings)
}

type Row = BTreeMap<String, String>;

/// The names in some columns of a row, as they are written.
fn in_columns<'r>(row: &'r Row, columns: &'r [&str]) -> impl Iterator<Item = Cow<'r, str>> {
    columns.iter().flat_map(|column| values(row.get(*column).map_or("", String::as_str))).map(written)
}

pub(crate) fn finding(file: &File, line: usize, message: String) -> Finding {
    Finding { path: file.path.clone(), line, message }
}

/// Values that two rows have. `may` says which of them may stand twice.
fn repeated(
    files: &Files,
    name: &str,
    columns: &[&str],
    what: &str,
    may: impl Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) -> Result<(), LexiconError> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (line, row) in files.rows::<Row>(name)? {
        for value in in_columns(&row, columns) {
            let first = *seen.entry(value.clone().into_owned()).or_insert(line);
            if first != line && !may(&value) {
                findings.push(finding(files.get(name), line, format!("the {what} `{value}` is in line {first} already")));
            }
        }
    }
    Ok(())
}

/// Aliases of actors that states or places have too: which of them is meant needs a rule.
fn shared_aliases(lexicons: &Lexicons, findings: &mut Vec<Finding>) -> Result<(), LexiconError> {
    let files = &lexicons.files;
    let mut owners: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for (name, columns) in
        [("states.csv", &["name", "aliases", "demonyms", "capitals"][..]), ("places.csv", &["name", "aliases"][..])]
    {
        for (line, row) in files.rows::<Row>(name)? {
            for value in in_columns(&row, columns) {
                owners.entry(value.into_owned()).or_insert((name, line));
            }
        }
    }
    for (line, row) in files.rows::<Row>("actors.csv")? {
        for value in in_columns(&row, &["name", "aliases"]) {
            if let Some((name, first)) = owners.get(&*value).filter(|_| !lexicons.evidence.is_doubtful(&fold(&value))) {
                let message = format!("`{value}` is in line {first} of {name} too, and evidence.csv has no rule to choose");
                findings.push(finding(files.get("actors.csv"), line, message));
            }
        }
    }
    Ok(())
}

fn codes(lexicons: &Lexicons, findings: &mut Vec<Finding>) -> Result<(), LexiconError> {
    let files = &lexicons.files;
    for name in ["actors.csv", "agent_nouns.csv", "offices.csv", "places.csv", "telegram_channels.csv"] {
        for (line, row) in files.rows::<Row>(name)? {
            if let Some(sector) = row.get("sector").filter(|sector| !sector.is_empty() && !SECTORS.contains(&sector.as_str())) {
                findings.push(finding(
                    files.get(name),
                    line,
                    format!("`{sector}` is no sector code: one of {}", SECTORS.join(", ")),
                ));
            }
            let country = row.get("country").filter(|country| !country.is_empty());
            if let Some(country) = country.filter(|country| lexicons.names.state(country).is_none() && country.as_str() != "HKG")
            {
                findings.push(finding(files.get(name), line, format!("`{country}` is the code of no state in states.csv")));
            }
            let owner = row.get("owner").filter(|owner| !owner.is_empty());
            if let Some(owner) = owner.filter(|owner| !lexicons.names.actors.iter().any(|actor| actor.id == **owner)) {
                findings.push(finding(files.get(name), line, format!("the owner `{owner}` is no id of actors.csv")));
            }
        }
    }
    Ok(())
}

/// Entries that `evidence.csv` and `offices.csv` speak of and no file has.
fn unknown_entries(lexicons: &Lexicons, findings: &mut Vec<Finding>) -> Result<(), LexiconError> {
    let names = &lexicons.names;
    let actor = |id: &str| names.actors.iter().any(|actor| *actor.id == *id);
    let other =
        |id: &str| names.states.iter().any(|state| *state.id == *id) || names.places.iter().any(|place| *place.name == *id);
    unknown_in(lexicons, ["evidence.csv", "of", "state, actor or place"], |id| actor(id) || other(id), findings)?;
    unknown_in(lexicons, ["offices.csv", "actor", "actor"], actor, findings)
}

/// Values of a column of a file that are the id of nothing of a kind.
fn unknown_in(
    lexicons: &Lexicons,
    [name, column, kind]: [&str; 3],
    known: impl Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) -> Result<(), LexiconError> {
    let files = &lexicons.files;
    let file = files.get(name);
    // Our own rules know our own entries.
    if file.embedded && ["states.csv", "actors.csv", "places.csv"].iter().any(|name| !files.get(name).embedded) {
        return Ok(());
    }
    for (line, row) in files.rows::<Row>(name)? {
        if let Some(id) = row.get(column).filter(|id| !id.is_empty() && !known(id)) {
            findings.push(finding(file, line, format!("`{id}` is the id of no {kind}")));
        }
    }
    Ok(())
}

/// Shields, and types of weapons, that are a name of another file: nothing would ever find it.
fn hiding_shields(files: &Files, findings: &mut Vec<Finding>) -> Result<(), LexiconError> {
    let mut shields: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for (name, column) in [("shields.csv", "phrase"), ("weapons.csv", "name")] {
        for (line, row) in files.rows::<Row>(name)? {
            shields.extend(row.get(column).map(|phrase| (phrase.clone(), (name, line))));
        }
    }
    for (name, columns) in [ALIASES, &[("places.csv", &["name", "aliases"])]].concat() {
        for (line, row) in files.rows::<Row>(name)? {
            for value in in_columns(&row, columns) {
                if let Some(&(file, shield)) = shields.get(&*value) {
                    let message = format!("the shield `{value}` hides the name in line {line} of {name}");
                    findings.push(finding(files.get(file), shield, message));
                }
            }
        }
    }
    Ok(())
}

fn unreachable_aliases(files: &Files, findings: &mut Vec<Finding>) -> Result<(), LexiconError> {
    for (name, columns) in ALIASES {
        for (line, row) in files.rows::<Row>(name)? {
            for alias in in_columns(&row, columns) {
                let latin = alias.chars().any(|c| c.is_ascii_alphabetic());
                let small = !alias.chars().any(char::is_uppercase);
                // Sites are written small: `444.hu`.
                if latin && small && !alias.contains(|c: char| matches!(c, ' ' | '.') || c.is_ascii_digit()) {
                    findings.push(finding(
                        files.get(name),
                        line,
                        format!("`{alias}` is an ordinary word in small letters; write the name with its capital"),
                    ));
                }
            }
        }
    }
    Ok(())
}
