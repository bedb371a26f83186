//! Where a name of the model begins and ends: the model cuts or keeps a word too many where its training texts do.

use std::ops::Range;

use unspool_lexicon::{Attribution, Folded, Hit, Lexicons, WordClass, is_word};

use crate::mentions::is_designator;
use crate::slavic::{self, is_cyrillic};
use crate::spans;
use crate::tagger::{Name, NameKind, Word};
use crate::titled;
use crate::view::{Kind, Token, View};

/// Where a person's name begins that is a surname alone: the word with a capital in front of it is a part of it, unless
/// something explains the word or the capital. `known` are the spans of the rows of actors and places so far, `names` all names of the model.
pub(crate) fn with_first_name(
    view: &View<'_>,
    name: &Name,
    (known, names, nouns): (&[Range<usize>], &[Name], &[Hit]),
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
    let explained = spans::overlap(known, Clone::clone, &word)
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

/// Most bytes of a nickname.
const LONGEST_NICKNAME: usize = 30;
/// Most tokens of what somebody is called between quotation marks, with the marks.
const MOST_CALLED: usize = 5;

/// The names of the model, those of one person joined that a hyphen, a small word or a nickname parts: `Marie-Agnes Berg`, `Karim bin
/// Zayd`, `Elda "Cheese" Cole`.
pub(crate) fn joined(view: &View<'_>, names: Vec<Name>, lexicons: &Lexicons) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let last = joined.last_mut().filter(|last| {
            let gap = view.text.get(last.span.end..name.span.start).unwrap_or("\n");
            let particle = || {
                gap.strip_prefix(' ')
                    .and_then(|gap| gap.strip_suffix(' '))
                    .is_some_and(|gap| lexicons.figures.is(gap, WordClass::Particle))
            };
            last.kind == NameKind::Person && name.kind == NameKind::Person && (gap == "-" || particle() || is_nickname(gap))
        });
        match last {
            Some(last) => last.span.end = name.span.end,
            None => joined.push(name),
        }
    }
    for name in &mut joined {
        name.span = over_links(view, &name.span);
        name.span.start = behind_opening(view, &name.span, lexicons);
        if let Some(start) = behind_portfolio(view, &name.span, lexicons) {
            (name.span.start, name.kind) = (start, NameKind::Person);
        }
        if name.kind == NameKind::Person {
            name.span = with_syllables(view, &name.span);
        }
    }
    joined.dedup_by(|later, name| later.span.start < name.span.end);
    joined
}

/// `Nearby El Fasher burned`, `Two Zelvi soldiers`, `Обстріляно Зельву`: where a name begins behind a word that no name begins with and that has its
/// capital from the sentence; `ОВА Олег Рыбов`: or behind the abbreviation of an office, in front of a given name.
fn behind_opening(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> usize {
    let first = view.token_at(span.start);
    let happened = || slavic::is_participle(view.folded_token(first), false);
    let counts = || lexicons.figures.numeral(view.token_text(first), view.folded_token(first)).is_some();
    let abbreviated = || {
        let text = view.token_text(first);
        text.starts_with(is_cyrillic) && text.chars().nth(1).is_some() && text.chars().all(char::is_uppercase)
    };
    let office = || abbreviated() && view.token(first + 2).is_some_and(|(token, _)| token.end <= span.end);
    let given = || lexicons.gazetteer.is_given_name(view.folded_token(first + 1));
    // `Ранее Минобороны сообщило`
    let timed = || view.is_small(first, WordClass::Adverb) && view.token_text(first).starts_with(is_cyrillic);
    let small = || view.is_small(first, WordClass::Function);
    let opens = view.opens_sentence(first) && (small() || timed() || happened() || counts()) || office() && given();
    let article = view.is_text(first, "the") || view.is_text(first, "a");
    let next = view.token(first + 1).filter(|(token, _)| token.capital && token.end <= span.end && view.spaced(first, first + 1));
    next.filter(|_| opens && !article).map_or(span.start, |(token, _)| token.start)
}

/// `Minister of Foreign Affairs Ola Zelva`, `Secretary of State Ola Zelva`: where a person begins behind the portfolio of a title, in
/// ordinary words, that the model takes into the name.
fn behind_portfolio(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> Option<usize> {
    let tokens = view.token_at(span.start)..view.token_at(span.end);
    let of = tokens.start.checked_sub(1).filter(|&of| view.is_text(of, "of"))?;
    let title = of.checked_sub(1)?;
    let titled = view.is(title, WordClass::Title) || titled::is_title(view.token_text(title), &lexicons.figures);
    let is_name = |&at: &usize| titled::is_name(view, at, lexicons);
    // `the governor of North Santander`: one word more is the name of a place.
    let first = tokens.clone().find(is_name).filter(|&first| titled && first > tokens.start && first + 1 < tokens.end)?;
    (first..tokens.end).all(|at| is_name(&at)).then(|| view.tokens[first].start)
}

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

/// The token behind what somebody is called between quotation marks, where it begins at a token: `«Магура»` of `Ола «Магура» Зель`.
pub(crate) fn behind_nickname(view: &View<'_>, at: usize) -> Option<usize> {
    let start = view.tokens.get(at.checked_sub(1)?)?.end;
    let ends =
        |&close: &usize| view.token(close).is_some_and(|(token, _)| view.text.get(start..token.end + 1).is_some_and(is_nickname));
    (at + 2..at + MOST_CALLED).find(ends).map(|close| close + 1)
}

/// Where that begins in front of a token.
pub(crate) fn before_nickname(view: &View<'_>, at: usize) -> Option<usize> {
    (at.saturating_sub(MOST_CALLED)..at).rev().find(|&open| behind_nickname(view, open) == Some(at))
}

/// Whether what stands between two names is a word or two in quotation marks.
fn is_nickname(gap: &str) -> bool {
    let quoted = gap.strip_prefix(' ').and_then(|gap| gap.strip_suffix(' ')).filter(|quoted| quoted.len() <= LONGEST_NICKNAME);
    let inner = [('"', '"'), ('“', '”'), ('«', '»'), ('\'', '\''), ('‘', '’')]
        .iter()
        .find_map(|&(open, close)| quoted.and_then(|quoted| quoted.strip_prefix(open)?.strip_suffix(close)));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')))
}

/// The names of the model, those of two bodies that `and` joins parted: `National Bank and Election Commission`.
pub(crate) fn parted(view: &View<'_>, names: Vec<Name>, lexicons: &Lexicons) -> Vec<Name> {
    const AND: &str = " and ";
    let is_body = |name: &str| name.rsplit_once(' ').is_some_and(|(_, noun)| lexicons.figures.is(noun, WordClass::Body));
    let mut parted = Vec::with_capacity(names.len());
    for name in names {
        let two = view.text[name.span.clone()].split_once(AND).filter(|(first, second)| is_body(first) && is_body(second));
        match two.filter(|_| name.kind == NameKind::Organization) {
            Some((first, second)) => parted.extend(halves(&name, first.len(), second.len(), [name.kind; 2])),
            None if name.kind == NameKind::Organization => parted.extend(person_of_body(view, name, lexicons)),
            None => parted.extend(parted_by_verb(view, name, lexicons).into_iter().flat_map(|name| parted_by_slash(view, name))),
        }
    }
    parted
}

/// The first and the last bytes of a name as two names, without what parts them.
const fn halves(name: &Name, first: usize, last: usize, kinds: [NameKind; 2]) -> [Name; 2] {
    let Range { start, end } = name.span;
    [Name { span: start..start + first, kind: kinds[0] }, Name { span: end - last..end, kind: kinds[1] }]
}

/// Whether a word of several letters is written in capitals.
fn is_in_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// `Зельвинської ОДА Олександр Вир`, `Кении Джон Мвангала`: the person behind the letters of an office, or a state, in Cyrillic.
fn person_behind_office(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> Option<Name> {
    if !view.text[name.span.clone()].starts_with(is_cyrillic) {
        return None;
    }
    let mut inside = view.token_at(name.span.start)..view.token_at(name.span.end).saturating_sub(2);
    let whose = |word: &str| {
        let hits = || lexicons.names.hits(word, &Folded::new(word), false);
        is_in_capitals(word) || hits().iter().any(|hit| hit.start == 0 && hit.end == word.len())
    };
    let given = |at: &usize| lexicons.gazetteer.is_given_name(view.folded_token(at + 1)) && whose(view.token_text(*at));
    let office = inside.find(given)?;
    Some(Name { span: view.tokens[office + 1].start..name.span.end, kind: NameKind::Person })
}

/// `Ana Ruiz of Border Watch`: a given name and a surname in front of `of` are a person's, what stands behind it is the body.
fn person_of_body(view: &View<'_>, name: Name, lexicons: &Lexicons) -> Vec<Name> {
    const OF: &str = " of ";
    if let Some(person) = person_behind_office(view, &name, lexicons) {
        return vec![person];
    }
    let text = &view.folded[name.span.clone()];
    let given = |name: &str| {
        name.split_once(' ').is_some_and(|(given, rest)| lexicons.gazetteer.is_given_name(given) && !rest.contains(' '))
    };
    let Some((person, body)) = text.split_once(OF).filter(|(person, _)| given(person)) else { return vec![name] };
    halves(&name, person.len(), body.len(), [NameKind::Person, name.kind]).into()
}

/// `Berg/Robinson`: a person's name with a stroke inside is two.
fn parted_by_slash(view: &View<'_>, name: Name) -> Vec<Name> {
    let text = &view.text[name.span.clone()];
    let two = text.split_once('/').filter(|(_, second)| second.starts_with(char::is_uppercase));
    let Some((first, second)) = two.filter(|_| name.kind == NameKind::Person) else { return vec![name] };
    halves(&name, first.len(), second.len(), [name.kind; 2]).into()
}

/// `Berg used Robinson`: a person's name with a verb inside is two.
fn parted_by_verb(view: &View<'_>, name: Name, lexicons: &Lexicons) -> Vec<Name> {
    let text = &view.text[name.span.clone()];
    let is_verb = |word: &str| word.starts_with(char::is_lowercase) && lexicons.figures.is(word, WordClass::Verb);
    let verb = text.split(' ').skip(1).find(|word| is_verb(word) && !lexicons.figures.is(word, WordClass::Particle));
    let two = verb.filter(|_| name.kind == NameKind::Person).and_then(|verb| text.split_once(&format!(" {verb} ")));
    let Some((first, second)) = two.filter(|(_, second)| second.starts_with(char::is_uppercase)) else { return vec![name] };
    halves(&name, first.len(), second.len(), [name.kind; 2]).into()
}

/// `al-Zin`, `Lee Seong-kweun`: a name with the article before its hyphen, one of several words with the small syllable behind
/// its last one. `Viktor Orban-style` has none.
fn with_syllables(view: &View<'_>, span: &Range<usize>) -> Range<usize> {
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

/// The span of a name without the small words around it that are none of a name (`Armed Forces General Staff rose`,
/// `alias Abou Hodeifa`), and without what a name that nobody knows owns (`Barrick's Loulo`).
pub(crate) fn trimmed(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> Range<usize> {
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
    // `deputy head of PA Sergei Mironenko`: an office by its letters.
    if name.kind == NameKind::Person
        && let Some((office, person)) = text[start..end].split_once(' ')
        && let Some((given, _)) = person.split_once(' ')
        && is_in_capitals(office)
        && given.contains(char::is_lowercase)
        && lexicons.gazetteer.is_given_name(&unspool_lexicon::fold(given))
    {
        start = end - person.len();
    }
    // `Глава региона Вячеслав Федорищев`
    if name.kind == NameKind::Person && text[start..end].starts_with(is_cyrillic) {
        let tokens = view.token_at(start)..view.token_at(end).saturating_sub(1);
        let given = tokens.clone().find(|&at| lexicons.gazetteer.is_given_name(view.folded_token(at)));
        let behind = || {
            let before = tokens.clone().rev().find(|&at| !view.tokens[at].capital || is_in_capitals(view.token_text(at)));
            before.map(|before| before + 1)
        };
        start = given.or_else(behind).map_or(start, |first| view.tokens[first].start);
        // `Угруповання об'єднаних сил`: no surname begins with a small letter, but a syllable may (`Чон Ду-хван`).
        let last = tokens.end;
        if !view.tokens[last].capital && !last.checked_sub(1).is_some_and(|hyphen| view.is_hyphen(hyphen)) {
            end = start;
        }
    }
    // `Zelvo Council (ZLC)`: the bracket behind a name closes no name.
    let closed = text[start..end].trim_end_matches([')', ']']);
    if closed.len() < end - start && !closed.contains(['(', '[']) {
        end = start + closed.len();
    }
    // `PMC [Private Company]`: what opens a bracket and does not close it ends before it.
    if let Some(open) = text[start..end].find(['[', '(']).filter(|&open| !text[start + open..end].contains([']', ')'])) {
        end = start + text[start..start + open].trim_end().len();
    }
    // `Prince Hotel, Major League` are two.
    if let Some((at, _)) = text[start..end].match_indices(',').find(|&(at, _)| text[start + at + 1..end].starts_with(' ')) {
        end = start + at;
    }
    // `SNEC told Studio Tamani` are two as well.
    let tells = |at: usize| {
        let word = text[start + at + 1..end].split(' ').next().unwrap_or_default();
        word.starts_with(char::is_lowercase) && figures.attribution.get(word) == Some(&Attribution::Verb)
    };
    if let Some((at, _)) = text[start..end].match_indices(' ').find(|&(at, _)| tells(at)) {
        end = start + at;
    }
    // `St. Mary's`
    end = start + text[start..end].trim_end_matches(['\'', '’']).len();
    // `S-400` and `AH-4` are things, wherever the model lets a name end in them.
    if is_designator(text, end) {
        let kept = text[start..end].rsplit_once(' ').map_or("", |(before, _)| before.trim_end_matches([',', ' ']));
        end = start + if kept.contains(char::is_uppercase) { kept.len() } else { 0 };
    }
    if name.kind == NameKind::Organization
        && let Some((owner, _)) = ["'s ", "’s "].iter().find_map(|form| text[start..end].split_once(form))
        && !owner.contains(' ')
        && !Word::of_text(&owner.to_lowercase()).is_ordinary()
    {
        end = start + owner.len();
    }
    start..end
}

/// Where the name of a person ends that the number of a ruler follows: `Abdulhamid II`.
pub(crate) fn with_number(view: &View<'_>, span: &Range<usize>) -> usize {
    let next = view.token_at(span.end);
    let follows = view.token(next).filter(|(token, _)| token.is(WordClass::Regnal) && view.text[span.end..token.start] == *" ");
    follows.map_or(span.end, |(token, _)| token.end)
}

/// Where the name of a person ends whose last syllable a hyphen parts: `Park Sun-won`. Of one word alone it may be the surname.
pub(crate) fn with_syllable(view: &View<'_>, span: &Range<usize>) -> usize {
    /// Most letters of a syllable: `hsiang`.
    const LONGEST: usize = 6;
    /// What a syllable ends with, in Korean.
    const ENDS: [&str; 12] = ["a", "e", "i", "o", "u", "n", "ng", "k", "l", "m", "p", "t"];
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

/// `the Karpathian Institute` without the article.
pub(crate) fn without_article(view: &View<'_>, span: Range<usize>) -> Range<usize> {
    let article = ["the ", "The "].iter().find(|article| view.text[span.clone()].starts_with(**article));
    span.start + article.map_or(0, |article| article.len())..span.end
}
