//! Persons that nothing knows but their title (`General Popov`) and bodies that nothing knows but what they are called
//! (`data firm Kpler`).

use std::ops::Range;

use unspool_lexicon::{Attribution, Figures, Lexicons, WordClass};

use crate::boundaries;
use crate::slavic::{self, is_cyrillic};
use crate::tagger::Word;
use crate::taken::Taken;
use crate::view::{Kind, View};

/// Most words of a name behind a title.
const MOST_WORDS: usize = 3;
/// Letters of the shortest name that a title alone makes one.
const SHORTEST: usize = 3;

/// The names behind titles, in order: words with a capital that are no ordinary words. `taken` is what is explained already.
pub(crate) fn find(view: &View<'_>, lexicons: &Lexicons, taken: &Taken) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, token) in view.tokens.iter().enumerate() {
        if token.kind != Kind::Word || token.masked {
            continue;
        }
        // `Gen. Saw Maung`
        let point = view.has_point(index);
        let first = index + 1 + usize::from(point);
        let text = view.token_text(index);
        let capital = |at: usize| view.token(at).is_some_and(|(next, _)| next.capital);
        // `economist Howard Shatz`: in small letters the noun asks for a whole name, or for one that speaks.
        let noun = || !token.capital && is_title(text, &lexicons.figures);
        // Titles in Cyrillic begin sentences as often as names.
        let surname = || slavic::is_like_surname(view.folded_token(first)) && !slavic::is_adjective(view.folded_token(first));
        let named = || !text.starts_with(is_cyrillic) || token.capital && surname();
        let title = capital(first) && named() && (token.is(WordClass::Title) || noun());
        if !title {
            continue;
        }
        let mut span: Option<Range<usize>> = None;
        for at in first..first + MOST_WORDS {
            let Some((word, _)) = view.token(at).filter(|_| is_name(view, at, lexicons) && view.spaced(at - 1, at)) else {
                break;
            };
            // `President Vladimir #Putin`
            if view.is_before_tag(word.end) || taken.touches(&(word.start..word.end)) {
                // Part of a name that is known: nothing is cut out of it.
                span = None;
                break;
            }
            span = Some(span.map_or(word.start, |span| span.start)..word.end);
        }
        let span = span.or_else(|| {
            let short = point || noun();
            syllables(view, first, lexicons).filter(|span| short && !taken.touches(span))
        });
        // `Defense Minister Shin Won-sik`
        let korean = || {
            let surname = view.tokens[first].start..view.tokens[first].end;
            let end = boundaries::with_syllable(view, &surname);
            (end > surname.end && !taken.touches(&(surname.start..end))).then_some(surname.start..end)
        };
        let span = korean().or(span);
        let whole = |span: &Range<usize>| {
            token.capital || view.text[span.clone()].contains(' ') || capital(first) && is_subject(view, span, lexicons)
        };
        found.extend(span.filter(whole));
    }
    found
}

/// Whether a verb or a colon stands behind a name: `spokesman Zorblax called`, but not `a major Zorblax offensive`.
pub(crate) fn is_subject(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let next = view.token_at(span.end);
    view.text[span.end..].starts_with(": ")
        || attributes(view, next, lexicons)
        || view.spaced(next.saturating_sub(1), next) && view.is(next, WordClass::Verb)
}

/// Whether a token is a verb that attributes, behind a space.
fn attributes(view: &View<'_>, at: usize, lexicons: &Lexicons) -> bool {
    let verb = |text| lexicons.figures.attribution.of(text, view.folded_token(at));
    view.spaced(at.saturating_sub(1), at)
        && view.token(at).is_some_and(|(_, text)| matches!(verb(text), Some(Attribution::Verb | Attribution::Both)))
}

/// The whole names right before a verb that attributes, in order: `Zelmo Vadik told reporters`.
pub(crate) fn speaking(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let name = |at: usize| is_name(view, at, lexicons);
    let capital = |at: usize| view.tokens.get(at).is_some_and(|token| token.capital);
    let mut first = 0;
    while first < view.tokens.len() {
        // Most words are passed without a look at what they are.
        if !capital(first) || !capital(first + 1) {
            first += 1;
            continue;
        }
        let mut behind = first;
        while behind < view.tokens.len() && name(behind) && (behind == first || view.spaced(behind - 1, behind)) {
            behind += 1;
        }
        if (2..=MOST_WORDS).contains(&(behind - first)) && !is_cut(view, first) {
            let span = view.tokens[first].start..view.tokens[behind - 1].end;
            found.extend(Some(span).filter(|_| attributes(view, behind, lexicons)));
        }
        first = behind.max(first + 1);
    }
    found
}

/// Whether the word right before a name has a capital too, which no sentence gives it: the name is a part of something else.
fn is_cut(view: &View<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|&before| view.spaced(before, first)) else { return false };
    view.tokens[before].capital && !view.opens_sentence(before)
}

/// The names before a comma and a title in small letters, in order: `Khaing Thukha, a spokesperson for the group, told`.
pub(crate) fn apposed(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for comma in 2..view.tokens.len() {
        if !view.tokens[comma - 1].capital || !is_before_title(view, comma, lexicons) {
            continue;
        }
        let name = |at: &usize| is_name(view, *at, lexicons) && view.spaced(*at, at + 1);
        let first = (0..comma - 1).rev().take(MOST_WORDS - 1).take_while(name).last();
        let Some(first) = first.filter(|_| is_name(view, comma - 1, lexicons)) else { continue };
        // The whole run of words with a capital, or nothing.
        let cut = is_cut(view, first);
        let span = view.tokens[first].start..view.tokens[comma - 1].end;
        found.extend(Some(span).filter(|_| !cut));
    }
    found
}

/// Whether a token is a comma with a title in small letters in the words behind it.
pub(crate) fn is_before_title(view: &View<'_>, comma: usize, lexicons: &Lexicons) -> bool {
    /// Most words from the comma to the title.
    const MOST_BETWEEN: usize = 4;
    let word = |at: &usize| view.token(*at).is_some_and(|(token, _)| token.kind == Kind::Word);
    let small = |at: usize| !view.tokens[at].capital && !view.is(at, WordClass::Function);
    view.token(comma).is_some_and(|(_, text)| text == ",")
        && (comma + 1..=comma + MOST_BETWEEN)
            .take_while(word)
            .any(|at| small(at) && is_title(view.token_text(at), &lexicons.figures))
}

/// `Gen. Zaw Min Tun`: two or three short words with a capital from a token on, none of them common, behind which no further one
/// stands. Names of Burma and Vietnam have words that are ordinary ones in English.
fn syllables(view: &View<'_>, first: usize, lexicons: &Lexicons) -> Option<Range<usize>> {
    /// Most letters of a syllable.
    const LONGEST: usize = 6;
    /// From so common on a word is none.
    const COMMON: u64 = 6;
    let syllable = |at: &usize| {
        may_be_named(view, *at, lexicons)
            && view.token_text(*at).chars().count() <= LONGEST
            && Word::of_text(view.folded_token(*at)).frequency() < COMMON
            && view.spaced(at - 1, *at)
    };
    let last = (first..first + MOST_WORDS).take_while(syllable).last().filter(|&last| last > first)?;
    let goes_on = view.token(last + 1).is_some_and(|(word, _)| word.capital);
    (!goes_on).then(|| view.tokens[first].start..view.tokens[last].end)
}

/// Whether a token may be a word of a name, though it be an ordinary one: it has a capital that no sentence gives it, and no class
/// that ends a name.
pub(crate) fn may_be_named(view: &View<'_>, at: usize, lexicons: &Lexicons) -> bool {
    const OTHERS: [WordClass; 6] =
        [WordClass::Title, WordClass::Function, WordClass::Verb, WordClass::Body, WordClass::Formation, WordClass::Region];
    view.token(at).is_some_and(|(token, text)| {
        let opens = || view.opens_sentence(at) && Word::of_text(view.folded_token(at)).is_ordinary();
        token.kind == Kind::Word
            && token.capital
            && text.chars().skip(1).all(char::is_lowercase)
            && OTHERS.into_iter().all(|class| !token.is(class))
            && lexicons.calendar.words.get(text).is_none()
            && !opens()
    })
}

/// Whether a word in small letters is a title with a capital.
pub(crate) fn is_title(word: &str, figures: &Figures) -> bool {
    let mut letters = word.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    word.starts_with(char::is_lowercase) && figures.is(&capital, WordClass::Title)
}

/// The names behind nouns in small letters that say what body it is, in order.
pub(crate) fn described(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for index in 1..view.tokens.len().saturating_sub(1) {
        let next = view.tokens[index + 1];
        if !next.capital || next.masked || !is_outlet(view, index + 1) {
            continue;
        }
        let end_of_name = |at: usize| {
            let word = view.token(at).filter(|(word, _)| word.kind == Kind::Word && word.capital)?.0;
            view.spaced(at - 1, at).then_some(word.end)
        };
        let behind = (index + 1..=index + MOST_WORDS).map_while(end_of_name).last();
        let span = behind.map(|end| next.start..end).filter(|span| is_whole_name(view, span, lexicons));
        found.extend(span);
    }
    found
}

/// Whether a noun in small letters, or an abbreviation (`NGO`), right before a token says what body it names.
pub(crate) fn is_outlet(view: &View<'_>, name: usize) -> bool {
    let Some(noun) = name.checked_sub(1).filter(|&noun| noun > 0) else { return false };
    let token = view.tokens[noun];
    let written = |text: &str| !token.capital || text.bytes().all(|byte| byte.is_ascii_uppercase());
    token.kind == Kind::Word && view.is(noun, WordClass::Outlet) && written(view.token_text(noun)) && is_noun(view, noun)
}

/// Whether a word that may be a verb too is a noun, as the word before it says: `the monitor`, not `to monitor`.
fn is_noun(view: &View<'_>, index: usize) -> bool {
    view.token(index - 1).is_some_and(|(before, _)| {
        before.kind == Kind::Word && (before.is_small(WordClass::Article) || !before.is(WordClass::Function))
    })
}

/// Whether nothing in a span is a date, a number or a word of grammar.
fn is_whole_name(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    (view.token_at(span.start)..view.token_at(span.end)).all(|at| {
        let text = view.token_text(at);
        !lexicons.calendar.opens(view.folded_token(at))
            && !view.is(at, WordClass::Function)
            && lexicons.figures.numeral(text, view.folded_token(at)).is_none()
    })
}

/// Whether the words of a span behind a title are somebody's names: the last one or the first one can be one, and all have a
/// capital.
pub(crate) fn is_person(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let tokens = view.token_at(span.start)..view.token_at(span.end);
    let Some(last) = tokens.end.checked_sub(1).filter(|last| tokens.contains(last)) else { return false };
    // `Brigadier General Thurein Tun`: an ordinary word behind a name that is none, if it is no noun of bodies or places.
    let surname = || {
        let kinds =
            [WordClass::Body, WordClass::Formation, WordClass::Cause, WordClass::Unit, WordClass::Site, WordClass::Region];
        last > tokens.start && is_name(view, tokens.start, lexicons) && !kinds.into_iter().any(|kind| view.is(last, kind))
    };
    (is_name(view, last, lexicons) || surname()) && tokens.into_iter().all(|at| view.tokens[at].capital)
}

/// Whether a token can be a part of somebody's name by itself.
pub(crate) fn is_name(view: &View<'_>, at: usize, lexicons: &Lexicons) -> bool {
    let token = view.tokens[at];
    let text = view.token_text(at);
    token.kind == Kind::Word
        && token.capital
        && text.chars().count() >= SHORTEST
        && text.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
        && !Word::of_text(view.folded_token(at)).is_ordinary()
        && lexicons.calendar.words.get(text).is_none()
        // `Ранее Минобороны сообщило`: which words are ordinary is known of English alone.
        && !(text.starts_with(is_cyrillic) && token.is_small(WordClass::Adverb))
        && [WordClass::Title, WordClass::Function, WordClass::Body, WordClass::Formation, WordClass::Cause]
            .into_iter()
            .all(|class| !token.is(class))
}
