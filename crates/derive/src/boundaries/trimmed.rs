//! The words and signs around a name that are none of it.

use std::ops::Range;

use unspool_lexicon::{Attribution, Lexicons, WordClass};

use crate::mentions::is_designator;
use crate::slavic::is_cyrillic;
use crate::tagger::{Name, NameKind, Word};
use crate::view::View;

/// The span of a name without the small words around it that are none of a name (`Armed Forces General Staff rose`,
/// `alias Abou Hodeifa`), and without what a name that nobody knows owns (`Barrick's Loulo`).
pub(crate) fn trimmed(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> Range<usize> {
    let text = view.text;
    let mut span = without_small_words(view, name, lexicons);
    if ends_small(view, name, &span) {
        span.end = span.start;
    }
    span.start = span.end - behind_opened(&text[span.clone()]).len();
    span.end = span.start + before_brackets(&text[span.clone()]).len();
    span.end = span.start + before_next(&text[span.clone()], lexicons).len();
    // `St. Mary's`, `Lee Hsi-` of a longer name
    span.end = span.start + text[span.clone()].trim_end_matches(['\'', '’', '-']).len();
    // `S-400` and `AH-4` are things, wherever the model lets a name end in them.
    if is_designator(text, span.end) {
        let kept = text[span.clone()].rsplit_once(' ').map_or("", |(before, _)| before.trim_end_matches([',', ' ']));
        span.end = span.start + if kept.contains(char::is_uppercase) { kept.len() } else { 0 };
    }
    if name.kind == NameKind::Organization
        && let Some((owner, _)) = ["'s ", "’s "].iter().find_map(|form| text[span.clone()].split_once(form))
        && !owner.contains(' ')
        && !Word::of_text(&owner.to_lowercase()).is_ordinary()
    {
        span.end = span.start + owner.len();
    }
    // `Bob"`, of `Robert "Bob" Held`
    let open = |name: &str| !name.contains(['"', '“', '„', '«']);
    let quoted = text[span.clone()].strip_suffix(['"', '”', '»']).filter(|name| open(name));
    span.end = span.start + quoted.map_or(span.len(), str::len);
    // `Richmond , Va`
    span.end = span.start + text[span.clone()].trim_end().len();
    span
}

/// The span of a name without the ordinary words in small letters that it begins or ends with.
fn without_small_words(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> Range<usize> {
    let (text, figures) = (view.text, &lexicons.figures);
    let Range { mut start, mut end } = name.span.clone();
    let outside = |word: &str| {
        let class = |class: WordClass| figures.is(word, class);
        let closed = class(WordClass::Verb) || class(WordClass::Change) || class(WordClass::Function);
        // `Zelvi Air Force jets`
        let things = || name.kind == NameKind::Organization && word.ends_with('s') && Word::of_text(word).is_ordinary();
        word.starts_with(char::is_lowercase) && (closed || things())
    };
    while let Some((before, _)) =
        text[start..end].rsplit_once(' ').filter(|(before, last)| outside(last) && before.starts_with(char::is_uppercase))
    {
        end = start + before.trim_end().len();
    }
    if let Some((word, rest)) = text[start..end].split_once(' ') {
        let part = word.split(['-', '\'', '’']).next().unwrap_or_default();
        let small = word.starts_with(char::is_lowercase) && rest.starts_with(char::is_uppercase);
        // `эксперт Андрей Марочко`
        let noun = || word.starts_with(is_cyrillic) || Word::of_text(word).is_ordinary();
        if small && !figures.is(part, WordClass::Particle) && noun() {
            start = end - rest.len();
        }
    }
    start..end
}

/// `Угруповання об'єднаних сил`: whether what the model calls a person in Cyrillic letters ends as no surname does, in a small letter. A
/// syllable may (`Чон Ду-хван`).
fn ends_small(view: &View<'_>, name: &Name, span: &Range<usize>) -> bool {
    let person = name.kind == NameKind::Person && view.text[span.clone()].starts_with(is_cyrillic);
    let last = view.token_at(span.end).checked_sub(1).filter(|_| person);
    last.is_some_and(|last| !view.tokens[last].capital && !last.checked_sub(1).is_some_and(|hyphen| view.is_hyphen(hyphen)))
}

/// `channel "Zelva-OGPU`: a name behind the quotation mark that opens in it and does not close.
fn behind_opened(name: &str) -> &str {
    let inner = [('"', '"'), ('“', '”'), ('«', '»')].into_iter().find_map(|(open, close)| {
        let (before, inner) = name.split_once(open)?;
        (!before.is_empty() && !inner.is_empty() && !inner.contains(close)).then(|| inner.trim_start())
    });
    inner.unwrap_or(name)
}

/// A name up to the bracket that it does not open (`Zelvo Council (ZLC)`) or does not close (`PMC [Private Company]`).
fn before_brackets(name: &str) -> &str {
    let closed = name.trim_end_matches([')', ']']);
    let name = if closed.contains(['(', '[']) { name } else { closed };
    let open = name.find(['[', '(']).filter(|&open| !name[open..].contains([']', ')']));
    open.map_or(name, |open| name[..open].trim_end())
}

/// A name up to the next one: `Prince Hotel, Major League` and `SNEC told Studio Tamani` are two.
fn before_next<'n>(name: &'n str, lexicons: &Lexicons) -> &'n str {
    let comma = name.match_indices(',').find(|&(at, _)| name[at + 1..].starts_with(' '));
    let name = comma.map_or(name, |(at, _)| &name[..at]);
    let tells = |at: usize| {
        let word = name[at + 1..].split(' ').next().unwrap_or_default();
        word.starts_with(char::is_lowercase) && lexicons.figures.attribution.get(word) == Some(&Attribution::Verb)
    };
    let verb = name.match_indices(' ').find(|&(at, _)| tells(at));
    verb.map_or(name, |(at, _)| &name[..at])
}

/// `Белянка Шебекинского округа`: the name without the district behind it, or its adjective alone.
pub(crate) fn without_district(view: &View<'_>, span: Range<usize>) -> Range<usize> {
    let noun = |at: usize| view.is(at, WordClass::Region) && !view.tokens[at].capital;
    let ends = |last: usize| ["ого", "ього", "ої"].iter().any(|ending| view.folded_token(last).ends_with(ending));
    let Some(last) = view.token_at(span.end).checked_sub(1) else { return span };
    let adjective =
        if noun(last) { last.checked_sub(1) } else { Some(last).filter(|last| view.token(last + 1).is_some() && noun(last + 1)) };
    match adjective.filter(|&adjective| ends(adjective) && view.tokens[adjective].start > span.start) {
        Some(adjective) => span.start..view.tokens[adjective - 1].end,
        None => span,
    }
}
