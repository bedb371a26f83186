//! The words that hyphens tie to a name.

use std::ops::Range;

use unspool_lexicon::{WordClass, is_word};

use crate::tagger::Word;
use crate::view::{Kind, Token, View};

/// `Dara-i-Noor`, `Deh-e-Bala`: a name with the words that a small one between hyphens ties to it.
pub(crate) fn over_links(view: &View<'_>, span: &Range<usize>) -> Range<usize> {
    /// Most letters of a link.
    const LONGEST: usize = 3;
    let capital = |at: usize| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && token.capital);
    let linked = |first: usize| {
        let hyphens = [first + 1, first + 3].into_iter().all(|at| view.is_hyphen(at));
        let link = |text: &str| text.chars().count() <= LONGEST && text.chars().all(char::is_lowercase);
        capital(first) && hyphens && link(view.token_text(first + 2)) && capital(first + 4)
    };
    let (mut first, mut last) = (view.token_at(span.start), view.token_at(span.end).saturating_sub(1));
    while let Some(before) = first.checked_sub(4).filter(|&before| linked(before)) {
        first = before;
    }
    while last + 4 < view.tokens.len() && linked(last) {
        last += 4;
    }
    // `Clementine Nkweta-Salami`
    let double = view.text[span.clone()].contains(' ') && view.is_hyphen(last + 1) && capital(last + 2);
    last += if double { 2 } else { 0 };
    let start = view.tokens.get(first).map_or(span.start, |token| token.start.min(span.start));
    start..view.tokens.get(last).map_or(span.end, |token| token.end.max(span.end))
}

/// `Ust-Karsk`, `Sintez-M`: a single word with those that hyphens tie to it, unless one `is_name` by itself: `Zelvi-Moscow axis`.
pub(crate) fn over_hyphens(view: &View<'_>, span: &Range<usize>, is_name: impl Fn(&Range<usize>) -> bool) -> Range<usize> {
    let mut span = span.clone();
    if view.text[span.clone()].contains(' ') {
        return span;
    }
    let tied = |at: usize| {
        let (token, text) = view.token(at).filter(|(token, _)| token.kind == Kind::Word && token.capital)?;
        (!is_name(&(token.start..token.end)) && text != "I").then_some(token)
    };
    let first = view.token_at(span.start);
    if let Some(token) = first.checked_sub(2).filter(|_| view.is_hyphen(first - 1)).and_then(tied) {
        span.start = token.start;
    }
    let behind = view.token_at(span.end);
    if let Some(token) = Some(behind + 1).filter(|_| view.is_hyphen(behind)).and_then(tied) {
        span.end = token.end;
    }
    span
}

/// `al-Zin`, `Lee Seong-kweun`: a name with the article before its hyphen, one of several words with the small syllable behind
/// its last one. `Viktor Orban-style` has none.
pub(super) fn with_syllables(view: &View<'_>, span: &Range<usize>) -> Range<usize> {
    let head = &view.text[..span.start];
    let article = ["al-", "Al-", "el-", "El-"].iter().find_map(|article| head.strip_suffix(article));
    let start = article.filter(|rest| !rest.ends_with(is_word)).map_or(span.start, str::len);
    let hyphen = view.token_at(span.end);
    let whole = view.text[span.clone()].contains(' ') && view.glued(hyphen - 1, hyphen) && view.glued(hyphen, hyphen + 1);
    if !whole || view.token(hyphen).is_none_or(|(_, text)| text != "-") {
        return start..span.end;
    }
    let syllable = view.token(hyphen + 1).filter(|(token, text)| {
        token.kind == Kind::Word && text.starts_with(|c: char| c.is_ascii_lowercase()) && !Word::of_text(text).is_ordinary()
    });
    start..syllable.map_or(span.end, |(token, _)| token.end)
}

/// Where the name of a person ends whose last syllable a hyphen parts: `Park Sun-won`. Of one word alone it may be the surname.
pub(crate) fn with_syllable(view: &View<'_>, span: &Range<usize>) -> usize {
    /// Most letters of a syllable: `hsiang`.
    const LONGEST: usize = 6;
    /// What a syllable ends with, in Korean and in Chinese as Taiwan writes it.
    const ENDS: [&str; 13] = ["a", "e", "i", "o", "u", "n", "ng", "k", "l", "m", "p", "t", "ih"];
    let mut next = view.token_at(span.end);
    let mut whole = span.clone();
    // `Choi` of `Choi Sang-mok`
    if !view.text[span.clone()].contains(' ')
        && let Some((given, _)) = view.token(next).filter(|(token, _)| token.capital && view.spaced(next - 1, next))
    {
        (whole.end, next) = (given.end, next + 1);
    }
    let glued = next > 0 && view.glued(next - 1, next) && view.glued(next, next + 1);
    let hyphen = glued && view.token(next).is_some_and(|(_, text)| text == "-");
    let vowels = |text: &str| text.split(|c: char| !"aeiou".contains(c)).filter(|run| !run.is_empty()).count();
    let syllable = |(token, text): &(Token, &str)| {
        !token.capital
            && text.len() <= LONGEST
            && text.chars().all(|c| c.is_ascii_lowercase())
            && vowels(text) == 1
            && ENDS.iter().any(|end| text.ends_with(end))
            && !token.is(WordClass::Function)
    };
    // A surname and a syllable stand before it.
    let two = view.text[whole].split_once(' ').is_some_and(|(surname, given)| {
        let short = |word: &str| word.chars().count() <= LONGEST && vowels(&word.to_lowercase()) == 1;
        short(given) && short(surname) && Word::of_text(&surname.to_lowercase()).is_surname()
    });
    let last = view.token(next + 1).filter(|_| hyphen && two).filter(syllable);
    last.map_or(span.end, |(token, _)| token.end)
}
