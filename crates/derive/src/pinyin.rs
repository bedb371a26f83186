//! Persons by a Chinese or Korean surname and a given name of two syllables, in pinyin (`Li Shangfu`, `Xu Zhongbo`) or parted by a hyphen
//! (`Lu Li-shih`, `Park Sun-won`). The model of names has learned from posts that have few of them.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use crate::boundaries;
use crate::tagger::Word;
use crate::view::{Kind, Token, View};

/// What a syllable may begin with, the longest first.
const INITIALS: [&str; 23] =
    ["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w"];
/// What it ends with.
const FINALS: [&str; 31] = [
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "i", "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong", "iu", "o",
    "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo",
];

/// The names, in order.
pub(crate) fn find(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let capital =
        |index: usize| view.token(index).filter(|(token, _)| token.kind == Kind::Word && token.capital && !token.masked);
    let given = |index: usize| {
        let (token, text) = capital(index)?;
        let folded = view.folded_token(index);
        let name = view.spaced(index - 1, index)
            && text.chars().skip(1).all(char::is_lowercase)
            && is_given_name(folded)
            && lexicons.calendar.words.get(text).is_none()
            && !Word::of_text(folded).is_ordinary()
            && !lexicons.gazetteer.listed(folded).place;
        name.then_some(token.end)
    };
    let mut found = Vec::new();
    for index in 0..view.tokens.len() {
        let named = |(token, _): &(Token, &str)| !token.is(WordClass::Function) && is_surname(view.folded_token(index));
        // Two words with a capital are rarer than syllables.
        let two = capital(index).filter(|_| capital(index + 1).is_some());
        let hyphened = |(surname, _): (Token, &str)| {
            let end = boundaries::with_syllable(view, &(surname.start..surname.end));
            (end > surname.end).then_some(surname.start..end)
        };
        let in_pinyin = two.filter(named).and_then(|(surname, _)| given(index + 1).map(|end| surname.start..end));
        found.extend(in_pinyin.or_else(|| two.and_then(hyphened)));
    }
    found
}

/// One syllable that people have for a surname.
fn is_surname(folded: &str) -> bool {
    is_syllable(folded) && Word::of_text(folded).is_surname()
}

/// Two syllables.
fn is_given_name(folded: &str) -> bool {
    folded.is_ascii() && (1..folded.len()).any(|middle| is_syllable(&folded[..middle]) && is_syllable(&folded[middle..]))
}

fn is_syllable(text: &str) -> bool {
    let (initial, rest) = INITIALS.iter().find_map(|initial| Some((*initial, text.strip_prefix(initial)?))).unwrap_or(("", text));
    let palatal = !matches!(initial, "j" | "q" | "x") || rest.starts_with(['i', 'u']);
    palatal && FINALS.contains(&rest) || text == "er"
}

#[cfg(test)]
mod tests {
    use super::{is_given_name, is_surname, is_syllable};

    #[test]
    fn syllables_have_one_initial_and_one_final() {
        for syllable in ["li", "zhang", "xu", "wu"] {
            assert!(is_syllable(syllable), "{syllable}");
        }
        for other in ["lee", "smith", "jan", "xan", "b", "", "wood"] {
            assert!(!is_syllable(other), "{other}");
        }
    }

    #[test]
    fn a_surname_has_one_syllable_and_a_given_name_two() {
        assert!(is_surname("li") && is_surname("zhang") && !is_surname("shangfu") && !is_surname("miller"));
        for given in ["shangfu", "zhongbo", "yuchao", "weidong"] {
            assert!(is_given_name(given), "{given}");
        }
        for other in ["jun", "michael", "yuchaobo", "peter"] {
            assert!(!is_given_name(other), "{other}");
        }
    }
}
