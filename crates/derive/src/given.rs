//! Given names in front of a surname that the lexicon knows: `Gen. Mohammed Hamdan Dagalo` is one mention, and
//! `Eric Trump` is another person than the one whom `Trump` alone stands for. And persons in Cyrillic letters that nothing knows but
//! their given name: `Андрей Клычков`.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass, plain};
use unspool_model::{ActorKind, ActorMethod};

use crate::actors::FoundActor;
use crate::boundaries;
use crate::mentions::Mentions;
use crate::slavic::{self, is_cyrillic};
use crate::spans;
use crate::tagger::Word;
use crate::titled;
use crate::view::{Kind, Token, View};

/// Letters of the shortest surname that makes somebody else of a name.
const SHORTEST_SURNAME: usize = 3;
/// Most names in front of a surname.
const MOST_GIVEN: usize = 3;
/// How common the words are of which the table has seen too few to say how they are written.
const RAREST: u64 = 1;
/// Jaro-Winkler similarity from which two spellings are one given name: `Mohammed` and `Muhammad` have 0.84, `Nikolay` and
/// `Nikolai` 0.94, `Bashar` and `Basil` 0.78.
const SAME_NAME: f64 = 0.82;

/// Takes given names into the mentions of persons whose surname stands alone.
pub(crate) fn add(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, actors: &mut Vec<FoundActor>) {
    let mut found: Vec<Range<usize>> = actors.iter().map(|actor| actor.span.clone()).collect();
    for (at, actor) in actors.iter_mut().enumerate().filter(|(_, actor)| is_surname(view, actor, lexicons)) {
        let own = actor.span.clone();
        let free = |span: &Range<usize>| is_free(&found, Clone::clone, &own, span);
        let Range { start, end } = own;
        if let Some(span) = double_surname(view, mentions, lexicons, actor).filter(free) {
            become_unknown(view, actor, span);
        } else if let Some(end) = surname_behind(view, mentions, lexicons, actor).filter(|&end| free(&(start..end))) {
            become_unknown(view, actor, start..end);
        } else if let Some(start) = given_names(view, mentions, lexicons, actor, usize::MAX).filter(|&start| free(&(start..end)))
        {
            extend(view, actor, start);
        }
        found[at] = actor.span.clone();
    }
    if actors.iter().all(|actor| actor.kind != ActorKind::Person) {
        return;
    }
    // What somebody is called between given name and surname is a part of the name.
    let named: Vec<Range<usize>> = actors.iter().map(|actor| actor.span.clone()).collect();
    let inside = |span: &Range<usize>| {
        spans::overlapping(&named, Clone::clone, span).any(|other| other.start < span.start && span.end < other.end)
    };
    actors.retain(|actor| actor.kind != ActorKind::Person || !inside(&actor.span));
}

/// Takes into the mention of a surname what the model sees as one name with it.
pub(crate) fn add_seen(
    view: &View<'_>,
    mentions: &Mentions,
    lexicons: &Lexicons,
    actors: &mut [FoundActor],
    name: &Range<usize>,
) {
    let ends =
        |actor: &FoundActor| actor.span.end == name.end && name.start < actor.span.start && is_surname(view, actor, lexicons);
    if let Some(at) = actors.iter().position(ends)
        && let Some(start) = given_names(view, mentions, lexicons, &actors[at], name.start)
        && is_free(actors, |actor| actor.span.clone(), &actors[at].span, &(start..name.end))
    {
        extend(view, &mut actors[at], start);
    }
}

/// Whether a mention may take in a span: what else is found there is what somebody is called between given name and surname.
/// `Macron Zelvian Union`, `Zelvian Union Patrushev`: the body has its words already.
fn is_free<T>(found: &[T], range: impl Fn(&T) -> Range<usize>, own: &Range<usize>, span: &Range<usize>) -> bool {
    let inside = |other: &Range<usize>| span.start < other.start && other.end < span.end;
    spans::overlapping(found, &range, span).map(&range).all(|other| other == *own || inside(&other))
}

/// Whether a mention is the one word that a known person is called by, be it behind a particle (`Al Zorblax`) or before a `Jr`.
fn is_surname(view: &View<'_>, actor: &FoundActor, lexicons: &Lexicons) -> bool {
    // `Marcos Jr`
    let junior = |name: &str| {
        name.split_once(' ').is_some_and(|(surname, junior)| {
            !surname.is_empty() && lexicons.figures.is(junior.trim_end_matches('.'), WordClass::ShortenedName)
        })
    };
    let one = |name: &str| !name.contains([' ', '\u{a0}']) || junior(name);
    let behind_particle = || {
        let first = view.tokens.get(view.token_at(actor.span.start)).filter(|token| token.is(WordClass::Particle))?;
        view.text.get(first.end..actor.span.end).map(str::trim_start)
    };
    actor.kind == ActorKind::Person
        && actor.method == ActorMethod::Alias
        && (one(&view.text[actor.span.clone()]) || behind_particle().is_some_and(one))
}

/// The mention with the names that stand from byte `start` on. Where none of them is one of the person's, it is somebody
/// else's; names in other letters than the person's own cannot tell.
fn extend(view: &View<'_>, actor: &mut FoundActor, start: usize) {
    let given = &view.text[start..actor.span.start];
    let somebody_else = !given.starts_with(is_cyrillic) && !given.split_whitespace().any(|given| is_own(given, &actor.name));
    let span = start..actor.span.end;
    if somebody_else {
        become_unknown(view, actor, span);
    } else {
        actor.span = span;
    }
}

/// Makes the mention one of somebody whom no lexicon knows.
fn become_unknown(view: &View<'_>, actor: &mut FoundActor, span: Range<usize>) {
    actor.actor_id = None;
    actor.name = view.text[span.clone()].into();
    actor.span = span;
    actor.sector = None;
    actor.country = None;
    actor.wikidata = None;
    actor.method = ActorMethod::Model;
}

/// `Ola Trump-Berg`, `Ola Berg-Trump`: the name of somebody else whose surname has a hyphen, behind a given name; what stands on the
/// other side of the hyphen is explained by nothing (`Trump-Putin talks`).
fn double_surname(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, actor: &FoundActor) -> Option<Range<usize>> {
    let whole = boundaries::over_hyphens(view, &actor.span, |half| is_taken(mentions, half) && *half != actor.span);
    let given =
        view.token_at(whole.start).checked_sub(1).filter(|&given| whole != actor.span && view.spaced(given, given + 1))?;
    let token = view.tokens[given];
    let named = is_given(view, given, lexicons) || !Word::of_text(view.folded_token(given)).is_ordinary();
    let title = token.is(WordClass::Title) || token.is(WordClass::Function);
    let name =
        token.kind == Kind::Word && is_capitalized(view.token_text(given)) && !is_taken(mentions, &(token.start..token.end));
    (named && name && !title).then_some(token.start..whole.end)
}

/// `Qassem Zorblax`, `Zamir Zorblax`: where the surname ends that stands behind a name which is a given name as well. It is a word
/// with a capital that is no ordinary word, and nothing explains it.
fn surname_behind(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, actor: &FoundActor) -> Option<usize> {
    let index = view.token_at(actor.span.end);
    let (token, text) = view.token(index).filter(|(token, _)| view.text[actor.span.end..token.start] == *" ")?;
    // `Budanov Eric Trump`: a given name is that of the surname behind it.
    let of_next = || {
        let next = view.token(index + 1).filter(|(next, _)| view.text[token.end..next.start] == *" ");
        is_given(view, index, lexicons) && next.is_some_and(|(next, _)| is_taken(mentions, &(next.start..next.end)))
    };
    let is_surname = token.kind == Kind::Word
        && !view.text[actor.span.start..].starts_with(is_cyrillic)
        && !text.starts_with(is_cyrillic)
        && text.chars().count() >= SHORTEST_SURNAME
        && is_capitalized(text)
        && !is_taken(mentions, &(token.start..token.end))
        && !Word::of_text(view.folded_token(index)).is_ordinary()
        && lexicons.calendar.words.get(text).is_none()
        && ![WordClass::Title, WordClass::Function, WordClass::Body].into_iter().any(|class| token.is(class))
        && !of_next();
    is_surname.then_some(token.end)
}

/// The names in Cyrillic letters that begin with a given name, in order. The model has learned from English alone.
pub(crate) fn find(view: &View<'_>, lexicons: &Lexicons) -> Vec<Range<usize>> {
    if view.text.is_ascii() {
        return Vec::new();
    }
    let word = |index: usize| {
        let cyrillic = |text: &str| text.starts_with(is_cyrillic) && text.chars().skip(1).any(char::is_lowercase);
        view.token(index)
            .filter(|&(token, text)| token.kind == Kind::Word && token.capital && cyrillic(text))
            .map(|(token, _)| token)
    };
    let spaced = |index: usize| word(index + 1).filter(|_| view.spaced(index, index + 1));
    let mut found = Vec::new();
    for index in 0..view.tokens.len() {
        let Some(first) = word(index).filter(|_| lexicons.gazetteer.is_given_name(view.folded_token(index))) else { continue };
        // `Франц-Штефан Гаді`: the second of two is the one that is known.
        let first = before_hyphen(view, index).and_then(word).unwrap_or(first);
        // `Жан-Поль Зельвен`
        let double = word(index + 2).is_some() && before_hyphen(view, index + 2) == Some(index);
        let given = index + if double { 2 } else { 0 };
        let fathers = spaced(given).is_some() && slavic::is_patronymic(view.folded_token(given + 1));
        let before = given + usize::from(fathers);
        // `Ола «Магура» Зель`
        let called = boundaries::behind_nickname(view, before + 1);
        let behind = called.unwrap_or(before + 1);
        let surname = if called.is_some() { word(behind) } else { spaced(before) };
        let Some(surname) = surname.filter(|surname| {
            view.token_text(behind).chars().count() >= SHORTEST_SURNAME
                && !surname.is(WordClass::Function)
                && lexicons.calendar.words.get(view.token_text(behind)).is_none()
        }) else {
            continue;
        };
        found.push(first.start..surname.end);
    }
    found
}

/// Whether a given name is one of a person's name, in another spelling or other letters.
fn is_own(given: &str, name: &str) -> bool {
    let given = plain(given);
    plain(name).split(' ').any(|own| strsim::jaro_winkler(own, &given) >= SAME_NAME)
}

/// Where the given names before a surname begin: words with a capital, one space between them, of which the first is a
/// known given name or the person's, or stands at byte `seen_from` or behind it and is no ordinary word.
fn given_names(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, actor: &FoundActor, seen_from: usize) -> Option<usize> {
    let surname = view.token_at(actor.span.start);
    let (mut start, mut behind) = (None, actor.span.start);
    // `Ола «Магура» Зель`
    let called = boundaries::before_nickname(view, surname);
    behind = called.map_or(behind, |called| view.tokens[called - 1].end + 1);
    for index in (0..called.unwrap_or(surname)).rev().take(2 * MOST_GIVEN) {
        let Some((token, text)) = view.token(index) else { break };
        // There is none where the surname stands inside the token: `O'Trump`.
        let Some(gap) = view.text.get(token.end..behind) else { break };
        // `Joseph R. Biden`
        if gap == " " && text == "." || gap == "." && text.len() == 1 && text.starts_with(char::is_uppercase) {
            behind = if text == "." { token.end } else { token.start };
            continue;
        }
        if gap != " " || token.kind != Kind::Word || !is_capitalized(text) || is_taken(mentions, &(token.start..token.end)) {
            break;
        }
        // `#FreeNavalny Perriello`
        let tagged = view.text[..token.start].ends_with(['#', '＃']);
        if tagged || token.is(WordClass::Title) || token.is(WordClass::Function) {
            break;
        }
        // `Заявление Зеленского`: which words are ordinary is known of English alone.
        let opens = || text.starts_with(is_cyrillic) && view.opens_sentence(index);
        // `police spokesman Zorvan Trump`
        let titled = || {
            let title = index.checked_sub(1).filter(|&title| view.spaced(title, index));
            title.is_some_and(|title| {
                view.is(title, WordClass::Title) || titled::is_title(view.token_text(title), &lexicons.figures)
            })
        };
        if is_given(view, index, lexicons)
            || is_own(text, &actor.name)
            || titled() && !text.starts_with(is_cyrillic) && !Word::of_text(view.folded_token(index)).is_ordinary()
            // What is quoted is the name of a thing: `«Маршрутом Трампа»`.
            || token.start >= seen_from
                && !opens()
                && !view.text[..token.start].ends_with(['«', '“', '„', '"'])
                && !Word::of_text(view.folded_token(index)).is_ordinary()
        {
            start = Some(token.start);
        }
        behind = token.start;
    }
    // `Франк-Вальтер Штайнмайер`
    let tied = start.and_then(|start| before_hyphen(view, view.token_at(start))).map(|front| view.tokens[front]);
    let free =
        |token: &Token| is_capitalized(&view.text[token.start..token.end]) && !is_taken(mentions, &(token.start..token.end));
    tied.filter(free).map_or(start, |token| Some(token.start))
}

/// The token that a hyphen ties to the one behind it.
fn before_hyphen(view: &View<'_>, index: usize) -> Option<usize> {
    let hyphen = index.checked_sub(1).filter(|&hyphen| view.is_hyphen(hyphen) && view.glued(hyphen, index))?;
    // A sentence without end is cut at a word of the grammar, and no name goes over the cut.
    hyphen.checked_sub(1).filter(|&front| view.glued(front, hyphen) && !view.is(front, WordClass::Function))
}

/// A capital and small letters behind it.
fn is_capitalized(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// A given name that is no ordinary word as well (`Will`, `Mark`).
fn is_given(view: &View<'_>, index: usize, lexicons: &Lexicons) -> bool {
    let folded = view.folded_token(index);
    let word = Word::of_text(folded);
    if lexicons.gazetteer.is_given_name(folded) {
        // How a rare word is written says little.
        return !word.is_ordinary() || word.frequency() <= RAREST;
    }
    word.is_given_name() && !word.is_ordinary()
}

fn is_taken(mentions: &Mentions, span: &Range<usize>) -> bool {
    spans::overlap(&mentions.names, |hit| hit.start..hit.end, span)
}
