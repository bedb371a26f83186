//! What parts the decimals of a text: a point, or the comma of its language.

use unspool_lexicon::is_word;

use crate::slavic::is_cyrillic;

/// What parts decimals, as far as a text tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecimalSign {
    /// `1.5`, and `3,000` is three thousand.
    Point,
    /// `1,5`, and `3.000` is three thousand.
    Comma,
    /// One of both: the language writes a comma, but a text without its letters may well be English that was taken for it (`Losses
    /// today: 1,250 personnel`). `3,000` and `3.000` are three thousand.
    Unsure,
}

impl DecimalSign {
    /// That of the language, if known; a text in Cyrillic letters counts as one that writes a comma.
    pub(super) fn of(text: &str, lang: Option<&str>) -> Self {
        const COMMA: [&str; 22] = [
            "be", "bg", "cs", "da", "de", "el", "es", "fi", "fr", "hr", "id", "it", "nl", "no", "pl", "pt", "ro", "ru", "sr",
            "sv", "tr", "uk",
        ];
        // A name with a foreign letter (`Erdoğan`) makes no foreign text.
        let foreign = |word: &str| word.starts_with(|c: char| c.is_lowercase() || is_cyrillic(c)) && !word.is_ascii();
        match lang {
            Some(lang) if !COMMA.contains(&lang) => Self::Point,
            Some(_) if text.split(|c| !is_word(c)).any(foreign) => Self::Comma,
            Some(_) => Self::Unsure,
            None if text.is_ascii() => Self::Point,
            None => {
                let cyrillic =
                    text.chars().filter(|&c| is_cyrillic(c) || c.is_alphabetic()).take(40).filter(|c| is_cyrillic(*c)).count();
                if cyrillic >= 4 { Self::Comma } else { Self::Point }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DecimalSign;

    #[test]
    fn a_comma_parts_decimals_where_a_text_shows_its_language() {
        for (text, lang, sign) in [
            ("Losses: 1,250 tanks", Some("en"), DecimalSign::Point),
            ("Losses: 1,250 tanks", None, DecimalSign::Point),
            // Three words are soon taken for German.
            ("Losses: 1,250 tanks", Some("de"), DecimalSign::Unsure),
            ("Erdoğan: 1,250 tanks", Some("tr"), DecimalSign::Unsure),
            ("Verluste: 1,25 Mio. für Öl", Some("de"), DecimalSign::Comma),
            ("Втрати: 1,25 млн", Some("uk"), DecimalSign::Comma),
            ("ВТРАТИ: 1,25 МЛН", Some("uk"), DecimalSign::Comma),
            ("Втрати: 1,25 млн", None, DecimalSign::Comma),
        ] {
            assert!(DecimalSign::of(text, lang) == sign, "{text} {lang:?}");
        }
    }
}
