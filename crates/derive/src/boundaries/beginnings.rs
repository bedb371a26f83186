//! What stands in front of a name and belongs to it, or is none of it: first names, openings of sentences, offices and titles.

use std::ops::Range;

use unspool_lexicon::{Folded, Hit, Lexicons, WordClass};

use crate::slavic::{self, is_cyrillic};
use crate::spans;
use crate::tagger::{Name, NameKind, Word};
use crate::taken::Taken;
use crate::titled;
use crate::view::{Kind, View};

/// Where a person's name begins that is a surname alone: the word with a capital in front of it is a part of it, unless
/// something explains the word or the capital. `known` is what is found so far, `names` all names of the model.
pub(crate) fn with_first_name(
    view: &View<'_>,
    name: &Name,
    (known, names, nouns): (&Taken, &[Name], &[Hit]),
    lexicons: &Lexicons,
) -> usize {
    let start = name.span.start;
    let Some(before) = view.token_at(start).checked_sub(1).filter(|_| name.kind == NameKind::Person) else { return start };
    let (token, text) = (view.tokens[before], view.token_text(before));
    // `Abu Malik al-Talli`
    let kunya = token.is(WordClass::Kunya) && view.text[token.end..start] == *" ";
    if kunya || view.text[name.span.clone()].contains(' ') {
        return if kunya { token.start } else { start };
    }
    let word = token.start..token.end;
    let explained = known.touches(&word)
        || spans::overlap(names, |name| name.span.clone(), &word)
        || spans::overlap(nouns, |noun| noun.start..noun.end, &word);
    let belongs = token.kind == Kind::Word
        && token.capital
        && !token.masked
        && view.text[token.end..start] == *" "
        && !view.opens_sentence(before)
        && view.text[..token.start].ends_with(' ')
        && text.contains(char::is_lowercase)
        && !explained
        && !token.is(WordClass::Function)
        && !token.is(WordClass::Title)
        && !token.is(WordClass::Body)
        && lexicons.calendar.words.get(text).is_none();
    if belongs { token.start } else { start }
}

/// `Nearby El Fasher burned`, `Two Zelvi soldiers`, `Обстріляно Зельву`: where a name begins behind a word that no name begins with and that has its
/// capital from the sentence.
pub(super) fn behind_opening(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> usize {
    let first = view.token_at(span.start);
    let happened = || slavic::is_participle(view.folded_token(first), false);
    let counts = || lexicons.figures.numeral(view.token_text(first), view.folded_token(first)).is_some();
    // `Ранее Минобороны сообщило`
    let timed = || view.is_small(first, WordClass::Adverb) && view.token_text(first).starts_with(is_cyrillic);
    let small = || view.is_small(first, WordClass::Function);
    let opens = (view.opens_sentence(first) || view.opens_quotation(first)) && (small() || timed() || happened() || counts());
    let article = view.is_text(first, "the") || view.is_text(first, "a");
    let next = view.token(first + 1).filter(|(token, _)| token.capital && token.end <= span.end && view.spaced(first, first + 1));
    next.filter(|_| opens && !article).map_or(span.start, |(token, _)| token.start)
}

/// `Minister of Foreign Affairs Ola Zelva`, `Secretary of State Ola Zelva`: where a person begins behind the portfolio of a title, in
/// ordinary words, that the model takes into the name.
pub(super) fn behind_portfolio(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> Option<usize> {
    let tokens = view.token_at(span.start)..view.token_at(span.end);
    let of = tokens.start.checked_sub(1).filter(|&of| view.is_text(of, "of"))?;
    let title = of.checked_sub(1)?;
    let titled = view.is(title, WordClass::Title) || titled::is_title(view.token_text(title), &lexicons.figures);
    let is_name = |&at: &usize| titled::is_name(view, at, lexicons);
    // `the governor of North Santander`: one word more is the name of a place.
    let first = tokens.clone().find(is_name).filter(|&first| titled && first > tokens.start && first + 1 < tokens.end)?;
    // Some surnames are words of other languages.
    (first..tokens.end).all(|at| view.tokens[at].capital).then(|| view.tokens[first].start)
}

/// `ОВА Олег Рыбов`, `Кении Джон Мвангала`, `PA Sergei Zelvin`: where a person begins behind the letters of an office, or a state, that
/// the model takes into the name. In Cyrillic letters a name that it calls a person's begins with a given name wherever that stands
/// (`Глава региона Олег Рыбов`), else behind what no name of a person has in it.
pub(super) fn behind_office(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> Option<usize> {
    let text = |at: usize| view.token_text(at);
    let first = view.token_at(name.span.start);
    // A surname stands behind it.
    let mut inside = first..view.token_at(name.span.end).saturating_sub(1);
    let given = |at: &usize| text(*at).contains(char::is_lowercase) && lexicons.gazetteer.is_given_name(view.folded_token(*at));
    let person = name.kind == NameKind::Person;
    if !view.text[name.span.clone()].starts_with(is_cyrillic) {
        let behind = first + 1;
        return (person && inside.contains(&behind) && is_in_capitals(text(first)) && given(&behind))
            .then(|| view.tokens[behind].start);
    }
    let state = |word: &str| {
        let hits = lexicons.names.hits(word, &Folded::new(word), false);
        hits.iter().any(|hit| hit.start == 0 && hit.end == word.len())
    };
    let begins = if person {
        let foreign = |at: &usize| !view.tokens[*at].capital || is_in_capitals(text(*at));
        inside.clone().find(given).or_else(|| inside.rev().find(foreign).map(|at| at + 1))
    } else {
        inside.next();
        inside.find(|at| given(at) && (is_in_capitals(text(at - 1)) || state(text(at - 1))))
    };
    begins.map(|at| view.tokens[at].start)
}

/// Whether a word of several letters is written in capitals.
fn is_in_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// `Emperor Menelik II`, `Gen. Saw Maung`, `Prime Minister Robinol` and `Norwegian Trade Minister Ola Normann` without the title.
pub(crate) fn without_titles(view: &View<'_>, span: Range<usize>, lexicons: &Lexicons) -> Range<usize> {
    /// Most words in front of a title that belong to it.
    const MOST_BEFORE: usize = 6;
    let title = |word: &str| lexicons.figures.is(word.trim_end_matches('.'), WordClass::Title);
    // What a title may begin with: an ordinary word, or whose it is.
    let before = |word: &str| {
        let states = || lexicons.names.hits(word, &Folded::new(word), false).iter().any(|hit| hit.end == word.len());
        // `Air Force Chief of Staff Jane Roe`
        let office = word == "of" || word.starts_with(char::is_uppercase);
        office && (Word::of_text(&word.to_lowercase()).is_ordinary() || states())
    };
    let (mut start, mut at, mut words) = (span.start, span.start, 0);
    for word in view.text[span.clone()].split_inclusive(' ') {
        at += word.len();
        if title(word.trim_end()) && view.text[at..span.end].starts_with(char::is_uppercase) {
            (start, words) = (at, 0);
            continue;
        }
        words += 1;
        if words > MOST_BEFORE || !before(word.trim_end()) {
            break;
        }
    }
    start..span.end
}

/// `the Karpathian Institute` without the article.
pub(crate) fn without_article(view: &View<'_>, span: Range<usize>) -> Range<usize> {
    let article = ["the ", "The "].iter().find(|article| view.text[span.clone()].starts_with(**article));
    span.start + article.map_or(0, |article| article.len())..span.end
}
