//! The cases of Russian and Ukrainian names, from a table of endings.

use serde::Deserialize;

use crate::files::{Files, LexiconError};

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

/// The table of endings, longest first.
#[derive(Debug, Default)]
pub(crate) struct Inflections {
    rows: Vec<(String, [String; CASES])>,
}

impl Inflections {
    pub fn load(files: &Files) -> Result<Self, LexiconError> {
        let clean = |ending: String| if ending == "-" { String::new() } else { ending };
        let mut rows: Vec<(String, [String; CASES])> = files
            .rows::<Row>("inflections.csv")?
            .into_iter()
            .map(|(_, row)| {
                let cases = [row.genitive, row.dative, row.accusative, row.instrumental, row.prepositional];
                (row.ending, cases.map(clean))
            })
            .collect();
        // Stable: rows of one ending keep the order of the file.
        rows.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        Ok(Self { rows })
    }

    /// The other cases of a name; none for names that are not in Cyrillic letters or do not change.
    pub fn forms(&self, name: &str) -> Vec<String> {
        if !name.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}')) {
            return Vec::new();
        }
        let words: Vec<&str> = name.split(' ').collect();
        let tables: Vec<Vec<&[String; CASES]>> = words.iter().map(|word| self.tables(word)).collect();
        if tables.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let variants = tables.iter().map(Vec::len).max().unwrap_or(0);
        let mut forms = Vec::new();
        for variant in 0..variants {
            for case in 0..CASES {
                let changed: Vec<String> =
                    words.iter().zip(&tables).map(|(word, tables)| self.changed(word, tables, variant, case)).collect();
                let form = changed.join(" ");
                if form != name && !forms.contains(&form) {
                    forms.push(form);
                }
            }
        }
        forms
    }

    /// The rows of the longest ending that fits a word.
    fn tables(&self, word: &str) -> Vec<&[String; CASES]> {
        let abbreviation = word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let fits = |ending: &str| !abbreviation && word.ends_with(ending) && word.chars().count() > ending.chars().count() + 1;
        let Some((longest, _)) = self.rows.iter().find(|(ending, _)| fits(ending)) else { return Vec::new() };
        self.rows.iter().filter(|(ending, _)| ending == longest).map(|(_, cases)| cases).collect()
    }

    fn changed(&self, word: &str, tables: &[&[String; CASES]], variant: usize, case: usize) -> String {
        let Some(cases) = tables.get(variant).or(tables.last()) else { return word.to_owned() };
        let ending = self.rows.iter().find(|(_, row)| std::ptr::eq(row, *cases)).map_or("", |(ending, _)| ending);
        format!("{}{}", word.strip_suffix(ending).unwrap_or(word), cases[case])
    }
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
            ("Киев", "Киева"),
        ] {
            assert!(inflections.forms(name).contains(&form.to_owned()), "{name} {:?}", inflections.forms(name));
        }
        for name in ["НАТО", "США", "Putin", "Сомали"] {
            assert!(inflections.forms(name).is_empty(), "{name}");
        }
    }
}
