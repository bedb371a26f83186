//! Ways of writing a name that differ in capitals, accents, hyphens and apostrophes only.

use crate::word_class::WordClass;
use crate::word_classes::WordClasses;

/// The spellings of a name with an Arabic article: `al-Fashir`, `Al-Fashir`, `al Fashir`, `Al Fashir`, whichever it is given in.
/// None for other names.
pub(crate) fn spellings(name: &str) -> Vec<String> {
    let Some((head, article, noun)) = article(name) else { return Vec::new() };
    let (small, capital) = (article.to_lowercase(), article[..1].to_uppercase() + &article[1..]);
    let forms = [small, capital].into_iter().flat_map(|article| ["-", " "].map(|joint| format!("{head}{article}{joint}{noun}")));
    forms.filter(|form| form != name).collect()
}

/// `U.S. State Department`: a name that begins with the United States, with points.
pub(crate) fn pointed(name: &str) -> Option<String> {
    name.strip_prefix("US ").map(|rest| format!("U.S. {rest}"))
}

/// `Mocimboa da Praia`: a name in Latin letters without its accents, as most keyboards write it. A short word without them is often
/// another one.
pub(crate) fn unaccented(name: &str) -> Option<String> {
    /// Letters of the shortest name.
    const SHORTEST: usize = 5;
    /// The last letter of the Latin blocks.
    const LAST: char = '\u{24f}';
    let accented = !name.is_ascii() && name.chars().all(|c| c <= LAST) && name.chars().count() >= SHORTEST;
    accented.then(|| deunicode::deunicode(name))
}

/// A name as what stands before its article, the article, and what stands behind the hyphen or space.
fn article(name: &str) -> Option<(&str, &str, &str)> {
    /// Bytes of an article.
    const LENGTH: usize = 2;
    let at = [0].into_iter().chain(name.match_indices(' ').map(|(space, _)| space + 1)).find(|&at| {
        let article = name.get(at..at + LENGTH);
        article.is_some_and(|article| matches!(article, "al" | "Al" | "el" | "El"))
            && name
                .get(at + LENGTH..)
                .is_some_and(|rest| rest.starts_with(['-', ' ']) && rest[1..].starts_with(char::is_uppercase))
    })?;
    Some((&name[..at], &name[at..at + LENGTH], &name[at + LENGTH + 1..]))
}

/// `Wagner group`, `Fars news agency`: a name whose noun, and the words before it that are as common, are written small. None
/// where nothing else is left of it.
pub(crate) fn small_noun(name: &str, classes: &WordClasses) -> Option<String> {
    let is = |word: &str, kinds: &[WordClass]| kinds.iter().any(|&class| classes.has(word, class));
    let (mut head, noun) = name.rsplit_once(' ')?;
    if !noun.starts_with(char::is_uppercase) || !is(noun, &[WordClass::Body, WordClass::Cause, WordClass::Office]) {
        return None;
    }
    while let Some((before, _)) = head.rsplit_once(' ').filter(|(_, word)| is(word, &[WordClass::Generic])) {
        head = before;
    }
    Some(head.to_owned() + &name[head.len()..].to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{pointed, small_noun, spellings, unaccented};
    use crate::files::Files;
    use crate::word_classes::WordClasses;

    #[test]
    fn the_noun_of_a_body_may_be_small() {
        let classes = WordClasses::load(&Files::load(None).expect("the embedded files load")).expect("the embedded classes load");
        let small = |name| small_noun(name, &classes);
        assert_eq!(small("Wagner Group").as_deref(), Some("Wagner group"));
        assert_eq!(small("Fars News Agency").as_deref(), Some("Fars news agency"));
        assert_eq!(small("Free Syrian Army").as_deref(), Some("Free Syrian army"));
        assert_eq!(small("Supreme Court").as_deref(), Some("Supreme court"));
        assert_eq!(small("Hamas"), None);
        assert_eq!(small("Daily Mail"), None);
    }

    #[test]
    fn the_united_states_may_have_points() {
        assert_eq!(pointed("US State Department").as_deref(), Some("U.S. State Department"));
        assert_eq!(pointed("USAID"), None);
    }

    #[test]
    fn accents_may_be_left_out() {
        assert_eq!(unaccented("Mocímboa da Praia").as_deref(), Some("Mocimboa da Praia"));
        assert_eq!(unaccented("Błaszczak").as_deref(), Some("Blaszczak"));
        assert_eq!(unaccented("Pará"), None);
        assert_eq!(unaccented("Kyiv"), None);
        assert_eq!(unaccented("Київська"), None);
    }

    #[test]
    fn an_arabic_article_is_written_in_four_ways() {
        assert_eq!(spellings("El Fasher"), ["el-Fasher", "el Fasher", "El-Fasher"]);
        assert_eq!(spellings("Omar al-Bashir"), ["Omar al Bashir", "Omar Al-Bashir", "Omar Al Bashir"]);
        assert!(spellings("Albania").is_empty());
        assert!(spellings("Muhammad Abd al").is_empty());
    }
}
