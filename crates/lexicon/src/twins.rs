//! Entries that stand twice: persons once by each spelling of their name, bodies once by their initials.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::check::{Finding, finding};
use crate::evidence::Evidence;
use crate::files::{Files, LexiconError, values};
use crate::fold;
use crate::inflect::written;
use crate::spelling::unaccented;

/// What romanisations of one name write differently, and what stands for all of them; the longer first.
const SPELLINGS: [(&str, &str); 15] = [
    ("yev", "ev"),
    ("kh", "h"),
    ("zh", "z"),
    ("sh", "s"),
    ("ch", "c"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("iy", "i"),
    ("ks", "x"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
];
/// Words of Arabic names that are written or not.
const PARTICLES: [&str; 5] = ["al", "el", "bin", "ibn", "abu"];

#[derive(serde::Deserialize)]
struct Entry {
    name: String,
    kind: String,
    sector: String,
    country: String,
    aliases: String,
}

impl Entry {
    fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        std::iter::once(self.name.as_str()).chain(values(&self.aliases)).map(written)
    }
}

/// Persons of one state whose whole names differ in their romanisation only, unless evidence chooses between them; and bodies of
/// one state and sector that share a name, between which no evidence can choose.
pub(crate) fn find(files: &Files, evidence: &Evidence, findings: &mut Vec<Finding>) -> Result<(), LexiconError> {
    let mut persons: BTreeMap<(String, String), (usize, String)> = BTreeMap::new();
    let mut bodies: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for (line, entry) in files.rows::<Entry>("actors.csv")? {
        for name in entry.names() {
            let message = if entry.kind == "person" {
                let Some(key) = romanised(&name).filter(|_| !evidence.chooses(&fold(&name))) else { continue };
                let (first, twin) =
                    persons.entry((entry.country.clone(), key)).or_insert_with(|| (line, name.clone().into_owned()));
                (*first != line).then(|| format!("`{name}` is `{twin}` of line {first} in another spelling: one person, one id"))
            } else {
                let key = (entry.country.clone(), entry.sector.clone(), name.clone().into_owned());
                let first = bodies.entry(key).or_insert(line);
                (*first != line && evidence.chooses(&fold(&name)))
                    .then(|| format!("`{name}` is in line {first} already, of the same state and sector: one body, one id"))
            };
            findings.extend(message.map(|message| finding(files.get("actors.csv"), line, message)));
        }
    }
    Ok(())
}

/// What all romanisations of a name of two words and more have in common; nothing for other names and other letters.
fn romanised(name: &str) -> Option<String> {
    let mut text = fold(&unaccented(name).unwrap_or_else(|| name.to_owned())).replace(['-', '’', '\''], " ");
    if !text.is_ascii() {
        return None;
    }
    for (written, same) in SPELLINGS {
        text = text.replace(written, same);
    }
    let words: Vec<String> = text.split_whitespace().filter(|word| !PARTICLES.contains(word)).map(single).collect();
    (words.len() > 1).then(|| words.join(" "))
}

/// A word with one letter where it doubles one.
fn single(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::romanised;

    #[test]
    fn romanisations_of_one_name_are_one() {
        for [one, other] in [
            ["Maxim Ryzhenkov", "Maksim Ryzhenkov"],
            ["Moussa Abu Marzouk", "Musa Marzuk"],
            ["Izz al-Din al-Haddad", "Izz al-Din Haddad"],
            ["Sergey Lavrov", "Sergei Lavrov"],
        ] {
            assert_eq!(romanised(one), romanised(other), "{one}, {other}");
        }
        assert_ne!(romanised("Andrei Kostin"), romanised("Andrei Kozin"));
        assert_eq!(romanised("Putin"), None);
        assert_eq!(romanised("Сергей Лавров"), None);
    }
}
