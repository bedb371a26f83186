//! Places that nothing knows but the noun behind them (`Keld Air Force Base`, `the Zelvi region`), or in Cyrillic letters the noun
//! in front of them (`в селе Ольховка`).

use std::ops::Range;

use unspool_lexicon::{Figures, Lexicons, WordClass};

use crate::joints::{self, Joint};
use crate::slavic::{self, is_cyrillic};
use crate::tagger::Word;
use crate::taken::Taken;
use crate::view::{Kind, View};
use crate::{boundaries, titled};

/// Most words of the name before the noun.
const MOST_NAMES: usize = 3;
/// Most words of a name whose words may be ordinary ones.
const MOST_SYLLABLES: usize = 4;
/// Most names behind the plural of a settlement in Cyrillic letters.
const MOST_LISTED: usize = 40;
/// Most ordinary words with a capital between the name and its noun: `Air Force`.
const MOST_KINDS: usize = 2;

/// The names, in order.
pub(crate) fn find(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let figures = &lexicons.figures;
    let mut found = Vec::new();
    for noun in 1..view.tokens.len() {
        let token = view.tokens[noun];
        // Hardly any word stands behind a capital.
        let named = view.tokens[noun - 1].capital
            && (token.is(WordClass::Region) || token.is(WordClass::Site) || is_small_site(view, noun));
        if token.kind != Kind::Word || !named {
            continue;
        }
        let spaced = |index: usize| view.spaced(index, index + 1);
        let capital = |index: usize| view.tokens[index].kind == Kind::Word && view.tokens[index].capital;
        let is_name = |index: usize| titled::is_name(view, index, lexicons) && spaced(index);
        let kinds = if token.capital { MOST_KINDS } else { 0 };
        let kind = |index: &usize| capital(*index) && !titled::is_name(view, *index, lexicons) && spaced(*index);
        let last = (0..noun).rev().take(kinds).take_while(kind).last().unwrap_or(noun);
        // `Обстріл Зельвинського району`: an adjective in Cyrillic letters is the whole name, whatever the sentence opens with.
        let ends = |folded: &str| slavic::is_of_state(folded) || slavic::is_adjective(folded);
        let adjective = token.is(WordClass::Region) && ends(view.folded_token(noun - 1));
        // `Северные районы`: several are called by one adjective, which is no name.
        if adjective && slavic::is_plural_adjective(view.folded_token(noun - 1)) {
            continue;
        }
        let most = if adjective { 1 } else { MOST_NAMES };
        let first = (0..last).rev().take(most).take_while(|&index| is_name(index)).last();
        let end = if token.capital { token.end } else { view.tokens[last - 1].end };
        let rare =
            || syllables(view, noun, lexicons).filter(|run| !token.capital && ends_phrase(view, noun) && is_rare(view, run));
        let Some(span) = rare().or_else(|| first.map(|first| view.tokens[first].start..end)) else { continue };
        if adjective {
            found.extend(adjectives_before(view, noun));
        }
        let first = view.token_at(span.start);
        // In small letters the noun may end a phrase of another sort: an article or a preposition must place the name, or its ending
        // (`обстрел Зельвинского района`).
        if token.capital || adjective || is_introduced(view, first, figures) {
            found.push(span);
        }
    }
    found
}

/// `в Дашкесанском, Зельвинском и Лачинском районах`: the adjectives of places in front of the last one, which share its noun.
fn adjectives_before(view: &View<'_>, noun: usize) -> impl Iterator<Item = Range<usize>> {
    let adjective_to = move |end: usize| {
        let at = end.checked_sub(1).filter(|&at| view.tokens[at].capital)?;
        let folded = view.folded_token(at);
        // `Матвеево-Курганском`
        let first = if at > 1 && view.is_hyphen(at - 1) { at - 2 } else { at };
        let last = end == noun && slavic::is_adjective(folded);
        (last || slavic::is_of_state(folded)).then(|| (first, view.tokens[first].start..view.tokens[at].end))
    };
    joints::back_over(view, noun, adjective_to).skip(1)
}

/// Whether the noun of a site stands at a token, in small letters, or what it is for with the noun behind it: `airbase`, `refugee
/// camp`.
pub(crate) fn is_small_site(view: &View<'_>, at: usize) -> bool {
    let small = |at: usize, class: WordClass| view.token(at).is_some_and(|(token, _)| !token.capital && token.is(class));
    // `the Islamist military camp`
    let whose = at.checked_sub(1).is_some_and(|name| ["ist", "ite"].iter().any(|end| view.folded_token(name).ends_with(end)));
    let kinded = small(at, WordClass::SiteKind) && small(at + 1, WordClass::KindedSite) && view.spaced(at, at + 1);
    // `the ZORB prison authority` is a body.
    let of_body = small(at + 1, WordClass::Office) && view.spaced(at, at + 1);
    !whose && !of_body && (kinded || small(at, WordClass::SmallSite))
}

/// Whether an article or a preposition of place stands before a token, over an adjective behind an article: `the vast Zelvi airbase`.
fn is_introduced(view: &View<'_>, first: usize, figures: &Figures) -> bool {
    let before = |back: usize| first.checked_sub(back).map_or("", |before| view.token_text(before));
    let article = |word: &str| matches!(word, "the" | "The");
    let adjective = |word: &str| {
        word.starts_with(char::is_lowercase) && !figures.is(word, WordClass::Function) && !figures.is(word, WordClass::Verb)
    };
    article(before(1))
        || before(1) == "from"
        || figures.is(before(1), WordClass::Locative)
        || article(before(2)) && adjective(before(1))
}

/// The names behind the nouns of settlements in Cyrillic letters, in order, up to what is `taken`.
pub(crate) fn behind_nouns(view: &View<'_>, taken: &Taken) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for noun in 0..view.tokens.len() {
        let several = view.is(noun, WordClass::Settlements) && !view.tokens[noun].capital;
        if !several && !is_settlement(view, noun) {
            continue;
        }
        let named = |index: &usize| {
            view.token(*index).is_some_and(|(token, text)| {
                token.kind == Kind::Word && token.capital && text.starts_with(is_cyrillic) && view.spaced(index - 1, *index)
            })
        };
        let mut first = noun + 1 + usize::from(has_point(view, noun));
        for _ in 0..if several { MOST_LISTED } else { 1 } {
            let Some(last) = (first..first + MOST_NAMES).take_while(named).last() else { break };
            let free = |index: &usize| !taken.touches(&(view.tokens[*index].start..view.tokens[*index].end));
            // `Олександро-Калинового`
            let last = (0..2).fold(last, |last, _| if is_hyphened(view, last) { last + 2 } else { last });
            // `с. Руська Зельва` is not Zelva; `селищі Зельський Краснодарського краю` are two.
            let wider = |at: &usize| {
                let pair = || (view.folded_token(*at), view.folded_token(*at + 1));
                *at < last
                    && (slavic::is_adjective(pair().0) || slavic::is_attribute(pair().0, pair().1))
                    && taken.lies_in(&(view.tokens[*at].start..view.tokens[*at + 1].end))
            };
            if let Some(last) = (first..=last).take_while(free).last().map(|at| at + usize::from(wider(&at))) {
                found.push(boundaries::without_district(view, view.tokens[first].start..view.tokens[last].end));
            }
            // `Соболевка Харьковской области, Карповка`: behind the region that the place is in.
            let behind = view.token_at(taken.end_over(view.tokens[last].end));
            let Some(joint) = Joint::behind(view, behind + usize::from(view.is(behind, WordClass::Region))) else { break };
            first = joint.tokens.end;
        }
    }
    found
}

/// Whether a hyphen ties a word with a capital to a token.
fn is_hyphened(view: &View<'_>, at: usize) -> bool {
    view.is_hyphen(at + 1) && view.token(at + 2).is_some_and(|(token, _)| token.capital)
}

/// The names behind the noun of a settlement and `of`, in order: `in the village of Zelvasna`.
pub(crate) fn behind_of(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for of in 1..view.tokens.len() {
        let settlement = view.is_text(of, "of") && view.is_small(of - 1, WordClass::Settlement);
        if !settlement || view.tokens[of - 1].capital {
            continue;
        }
        let named =
            |at: &usize| view.tokens.get(*at).is_some() && titled::is_name(view, *at, lexicons) && view.spaced(at - 1, *at);
        let Some(last) = (of + 1..=of + MOST_NAMES).take_while(named).last() else { continue };
        found.push(view.tokens[of + 1].start..view.tokens[last].end);
    }
    found
}

/// The whole name in front of the noun of a settlement in small letters where `span` is a part of it: `Maw Htoke Gyi village`.
/// Such names have words that are ordinary ones in English.
pub(crate) fn whole(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> Option<Range<usize>> {
    let first = view.token_at(span.start);
    let noun = (first + 1..=first + MOST_SYLLABLES).find(|&at| view.tokens.get(at).is_none_or(|token| !token.capital))?;
    let settlement = view.token(noun).is_some_and(|(token, _)| token.is(WordClass::Site)) && view.spaced(noun - 1, noun);
    let run = Some(noun).filter(|_| settlement && ends_phrase(view, noun)).and_then(|noun| syllables(view, noun, lexicons))?;
    (run.start <= span.start && span.end <= run.end).then_some(run)
}

/// Whether the phrase of a noun ends with it: `Kim state media` does not.
pub(crate) fn ends_phrase(view: &View<'_>, noun: usize) -> bool {
    view.token(noun + 1).is_none_or(|(token, _)| {
        let open = token.is(WordClass::Function) || token.is(WordClass::Verb) || token.is(WordClass::Inhabitant);
        token.kind != Kind::Word || token.capital || open
    })
}

/// The words with a capital right before a token, two or more of them.
fn syllables(view: &View<'_>, noun: usize, lexicons: &Lexicons) -> Option<Range<usize>> {
    let spaced = |at: usize| view.spaced(at, at + 1);
    let words = (0..noun).rev().take(MOST_SYLLABLES).take_while(|&at| titled::may_be_named(view, at, lexicons) && spaced(at));
    let first = words.last().filter(|first| first + 1 < noun)?;
    Some(view.tokens[first].start..view.tokens[noun - 1].end)
}

/// Whether no word of a span is a common one.
fn is_rare(view: &View<'_>, span: &Range<usize>) -> bool {
    /// From so common on.
    const COMMON: u64 = 5;
    (view.token_at(span.start)..view.token_at(span.end)).all(|at| Word::of_text(view.folded_token(at)).frequency() < COMMON)
}

/// Whether a token is the noun of a settlement in Cyrillic letters, which stands in front of its name.
pub(crate) fn is_settlement(view: &View<'_>, noun: usize) -> bool {
    // `населеного пункту Ківшарівка`
    let populated = || noun.checked_sub(1).is_some_and(|before| view.is(before, WordClass::Populated));
    let cyrillic = !view.tokens[noun].capital && view.token_text(noun).starts_with(is_cyrillic);
    cyrillic && (view.is(noun, WordClass::Site) || populated() || is_short_settlement(view, noun))
}

/// `с. Зельва`, `смт Зельва`: whether a settlement's noun stands at a token as maps have it. Behind a number it is a unit or a year.
fn is_short_settlement(view: &View<'_>, noun: usize) -> bool {
    /// Letters of the shortest that needs no point.
    const ACRONYM: usize = 3;
    let short = view.is(noun, WordClass::ShortSettlement);
    // `50 кв. м. Харків`
    let counted = || {
        let before = noun.checked_sub(1).filter(|&before| !view.is_text(before, ".")).or(noun.checked_sub(2));
        let before = before.and_then(|before| view.token(before));
        before.is_some_and(|(token, _)| token.kind == Kind::Number || token.is(WordClass::ShortUnit))
    };
    short && (has_point(view, noun) || view.token_text(noun).chars().count() >= ACRONYM) && !counted()
}

/// Whether the noun of a settlement at a token is shortened with a point.
fn has_point(view: &View<'_>, at: usize) -> bool {
    view.is(at, WordClass::ShortSettlement) && view.has_point(at)
}

/// Whether a token has a place behind it: a preposition of place, or the `of` behind the noun of one (`the regions of Kayes and Nioro`,
/// `residents of Al-Zelvi`).
pub(crate) fn is_locative(view: &View<'_>, index: usize) -> bool {
    let of_place = || {
        let noun = index.checked_sub(1).filter(|_| view.is_text(index, "of"));
        let places = [WordClass::Region, WordClass::Site, WordClass::PlaceFront];
        noun.is_some_and(|noun| places.into_iter().any(|class| view.is(noun, class)))
    };
    view.token(index).is_some() && (view.is(index, WordClass::Locative) || of_place())
}
