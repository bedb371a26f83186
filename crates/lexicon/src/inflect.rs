//! The cases of Russian and Ukrainian names, from a table of endings.

use std::borrow::Cow;

use serde::Deserialize;

use crate::files::{Files, LexiconError};

/// What stands in front of the words of a name that do not change with the ones before them: `министерство ~обороны`.
const FIXED: char = '~';

/// Letters that make a word of an abbreviation.
const VOWELS: [char; 12] = ['А', 'Е', 'Є', 'И', 'І', 'Ї', 'О', 'У', 'Ы', 'Э', 'Ю', 'Я'];

/// Number of cases beside the nominative.
const CASES: usize = 5;

#[derive(Deserialize)]
struct Row {
    ending: String,
    genitive: String,
    dative: String,
    accusative: String,
    instrumental: String,
    prepositional: String,
}

/// The endings of a word in the nominative and in the other cases.
#[derive(Debug)]
struct Endings {
    nominative: String,
    cases: [String; CASES],
    /// They are those of a word that another one follows: `Південна Корея`.
    followed: bool,
}

/// The table of endings, longest first.
#[derive(Debug, Default)]
pub(crate) struct Inflections {
    rows: Vec<Endings>,
}

impl Inflections {
    pub fn load(files: &Files) -> Result<Self, LexiconError> {
        let clean = |ending: String| if ending == "-" { String::new() } else { ending };
        let mut rows: Vec<Endings> = files
            .rows::<Row>("inflections.csv")?
            .into_iter()
            .map(|(_, row)| {
                let cases = [row.genitive, row.dative, row.accusative, row.instrumental, row.prepositional];
                let (nominative, followed) = row.ending.strip_suffix('+').map_or((&*row.ending, false), |ending| (ending, true));
                Endings { nominative: nominative.to_owned(), cases: cases.map(clean), followed }
            })
            .collect();
        // Stable: rows of one ending keep the order of the file.
        rows.sort_by_key(|row| std::cmp::Reverse((row.nominative.len(), row.followed)));
        Ok(Self { rows })
    }

    /// The other cases of a name; none for names that are not in Cyrillic letters or do not change. Words from one marked with `~` on
    /// stay as they are.
    pub fn forms(&self, marked: &str) -> Vec<String> {
        if !marked.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}')) {
            return Vec::new();
        }
        let name = written(marked);
        let fixed = marked.find(FIXED).unwrap_or(marked.len());
        let (changing, fixed) = name.split_at(fixed);
        let words: Vec<&str> = changing.trim_end().split(' ').collect();
        let last = words.len() - usize::from(fixed.is_empty());
        let tables: Vec<Vec<&Endings>> =
            words.iter().enumerate().map(|(at, word)| self.tables(word, at == 0, at < last)).collect();
        if tables.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let variants = tables.iter().map(Vec::len).max().unwrap_or(0);
        let mut forms = Vec::new();
        for variant in 0..variants {
            for case in 0..CASES {
                let changed = words.iter().zip(&tables).map(|(word, tables)| changed(word, tables, variant, case));
                let form = changed.chain((!fixed.is_empty()).then(|| fixed.to_owned())).collect::<Vec<_>>().join(" ");
                if form != name && !forms.contains(&form) {
                    forms.push(form);
                }
            }
        }
        forms
    }

    /// The rows of the longest ending that fits a word; `first` and `followed` say where it stands in its name.
    fn tables(&self, word: &str, first: bool, followed: bool) -> Vec<&Endings> {
        // `ФСБ` stays, and so does `Чорнобильська АЕС`; `ХАМАС` is read as a word.
        let capitals = word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let abbreviation = capitals && !(first && word.contains(VOWELS));
        let fits = |row: &&Endings| {
            (followed || !row.followed)
                && !abbreviation
                && word.ends_with(&row.nominative)
                && (word == row.nominative || word.chars().count() > row.nominative.chars().count() + 1)
        };
        let Some(longest) = self.rows.iter().find(fits) else { return Vec::new() };
        let alike = |row: &&Endings| row.nominative == longest.nominative && row.followed == longest.followed;
        self.rows.iter().filter(alike).collect()
    }
}

/// A name of a lexicon file as it is written.
pub(crate) fn written(name: &str) -> Cow<'_, str> {
    if name.contains(FIXED) { name.replace(FIXED, "").into() } else { name.into() }
}

/// A word in a case, by the `variant`th of its rows or the last one that it has.
fn changed(word: &str, tables: &[&Endings], variant: usize, case: usize) -> String {
    let Some(row) = tables.get(variant).or(tables.last()) else { return word.to_owned() };
    format!("{}{}", word.strip_suffix(row.nominative.as_str()).unwrap_or(word), row.cases[case])
}

#[cfg(test)]
mod tests {
    use super::Inflections;
    use crate::files::Files;

    #[test]
    fn names_change_by_case() {
        let inflections = Inflections::load(&Files::load(None).expect("embedded")).expect("the table is sound");
        for (name, form) in [
            ("Путин", "Путина"),
            ("Владимир Путин", "Владимира Путина"),
            ("Украина", "Украины"),
            ("Україна", "Україні"),
            ("Россия", "России"),
            ("российские", "российских"),
            ("Зеленский", "Зеленского"),
            ("Саудовская Аравия", "Саудовской Аравии"),
            ("Південна Корея", "Південної Кореї"),
            ("Нова Зеландія", "Новій Зеландії"),
            ("Анна Вир", "Анны Вира"),
            ("Молдова", "Молдовы"),
            ("Іванова", "Івановій"),
            ("Киев", "Киева"),
            ("министерство ~обороны", "министерством обороны"),
            ("служба ~зовнішньої розвідки", "службі зовнішньої розвідки"),
            ("Повітряні сили ~України", "Повітряних сил України"),
            ("Сухопутные войска", "Сухопутных войск"),
            ("Мінський інститут", "Мінського інституту"),
            ("Беларусь", "Беларуси"),
            ("ХАМАС", "ХАМАСе"),
            ("МИД ~России", "МИДа России"),
            ("Чорнобильська АЕС", "Чорнобильській АЕС"),
            ("Петро Порошенко", "Петра Порошенка"),
            ("Клименко", "Клименкові"),
            ("Умєров", "Умєровим"),
            ("Египет", "Египтом"),
            ("Тайвань", "Тайваню"),
            ("Польша", "Польшей"),
        ] {
            assert!(inflections.forms(name).contains(&form.to_owned()), "{name} {:?}", inflections.forms(name));
        }
        for name in ["НАТО", "США", "Putin", "Сомали"] {
            assert!(inflections.forms(name).is_empty(), "{name}");
        }
    }
}
