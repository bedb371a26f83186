//! What kind of thing a name of the model is: by its words, and by those around it.

use std::ops::Range;

use unspool_lexicon::{Attribution, Lexicons, WordClass};

use crate::joints::Joint;
use crate::possessive;
use crate::slavic::{self, is_cyrillic};
use crate::tagger::{Name, NameKind, Word};
use crate::view::{Kind, Token, View};
use crate::{sited, titled};

/// The kind of a name: that of the model, unless the words say another one.
pub(crate) fn of(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> NameKind {
    let text = &view.text[name.span.clone()];
    match name.kind {
        NameKind::Location | NameKind::Organization if is_behind_title(view, &name.span, lexicons) => NameKind::Person,
        NameKind::Organization if is_owned_person(view, &name.span, lexicons) => NameKind::Person,
        NameKind::Person | NameKind::Location if has_person(view, &name.span, lexicons) => NameKind::Organization,
        NameKind::Location if titled::is_outlet(view, view.token_at(name.span.start)) || is_asking(view, &name.span) => {
            NameKind::Organization
        }
        // `Rocío San Miguel wrote`
        NameKind::Location
            if begins_as_person(text, lexicons)
                && titled::is_subject(view, &name.span, lexicons)
                && !is_known_place(view, &name.span, lexicons) =>
        {
            NameKind::Person
        }
        NameKind::Location if speaks_behind_verb(view, &name.span, lexicons) || is_cited(view, &name.span, lexicons) => {
            NameKind::Person
        }
        NameKind::Location
            if is_titled(view, &name.span, lexicons)
                || is_unplaced_person(view, &name.span, lexicons)
                || is_by_child(view, &name.span, lexicons) =>
        {
            NameKind::Person
        }
        NameKind::Organization if is_described(view, &name.span, lexicons) => NameKind::Person,
        NameKind::Organization
            if begins_as_person(text, lexicons) && (text.starts_with(is_cyrillic) || is_titled(view, &name.span, lexicons)) =>
        {
            NameKind::Person
        }
        NameKind::Location
            if is_formation(text, lexicons)
                || is_body(text, lexicons)
                || names_unit(view, &name.span)
                || is_initials_of_body(view, &name.span) =>
        {
            NameKind::Organization
        }
        _ if begins_as_body(text, lexicons) || is_paper(text, lexicons) => NameKind::Organization,
        NameKind::Organization
            if has_initial(view, &name.span) || has_middle_initial(text) || has_surname_ending(text, lexicons) =>
        {
            NameKind::Person
        }
        NameKind::Person if has_digit_inside(view, &name.span) => NameKind::Organization,
        NameKind::Person | NameKind::Organization
            if is_district(view, &name.span, lexicons) || shares_region(view, &name.span) =>
        {
            NameKind::Location
        }
        kind => kind,
    }
}

/// Whether a word is a capital with nothing but small letters behind it, as names of people are written.
fn is_called(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
}

/// `Chester B. Zelvin`: whether a name is a word, an initial and another word.
fn has_middle_initial(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let initial = |word: &str| {
        word.strip_suffix('.').is_some_and(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
    };
    matches!(words[..], [given, middle, surname] if is_called(given) && initial(middle) && is_called(surname))
}

/// `Jian G.`: whether the surname of somebody who stands before a court is its initial.
fn has_initial(view: &View<'_>, span: &Range<usize>) -> bool {
    let text = &view.text[span.clone()];
    let bare = text.strip_suffix('.').or_else(|| view.text[span.end..].starts_with('.').then_some(text)).unwrap_or_default();
    bare.split_once(' ').is_some_and(|(given, initial)| {
        let letter = initial.chars().count() == 1 && initial.chars().all(char::is_uppercase);
        letter && given.chars().skip(1).all(char::is_lowercase)
    })
}

/// `Nazeli Baghdasaryan`: whether the second of two words ends as only surnames do.
fn has_surname_ending(text: &str, lexicons: &Lexicons) -> bool {
    /// Letters of the shortest part in front of the ending.
    const SHORTEST: usize = 3;
    let Some((given, surname)) = text.split_once(' ') else { return false };
    let folded = unspool_lexicon::fold(surname);
    let mut endings = folded.char_indices().skip(SHORTEST).map(|(at, _)| &folded[at..]);
    is_called(given) && is_called(surname) && endings.any(|ending| lexicons.figures.is(ending, WordClass::SurnameEnding))
}

/// `Top10VPN`: whether letters of a name stand on both sides of a digit, as nobody is called but behind the sign of a handle.
fn has_digit_inside(view: &View<'_>, span: &Range<usize>) -> bool {
    let letters = view.text[span.clone()].trim_matches(|c: char| !c.is_alphabetic());
    let handle = || view.text[..span.start].trim_end().ends_with('@');
    letters.contains(|c: char| c.is_ascii_digit()) && !letters.contains(' ') && !handle()
}

/// `Fox's Bret Baier`: whether one word owns a person with a given name. Whom a person or a town has is mostly said by what they
/// are (`Orzel's aide Ana Ruiz`).
fn has_person(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let behind = &view.text[span.end..];
    let owned = possessive::owned(behind);
    let one = !view.text[span.clone()].contains(' ');
    owned.filter(|_| one).is_some_and(|owned| {
        let given = view.token_at(view.text.len() - owned.len());
        let surname = view.token(given + 1).is_some_and(|(token, _)| token.kind == Kind::Word && token.capital);
        surname && view.spaced(given, given + 1) && lexicons.gazetteer.is_given_name(view.folded_token(given))
    })
}

/// `UNIFIL's Diodato Abagnara says`: whether a name of two words that are neither ordinary nor of capitals alone acts, and something
/// owns it.
fn is_owned_person(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let owned = possessive::owns_next(&view.text[..span.start]);
    let (first, end) = (view.token_at(span.start), view.token_at(span.end));
    let called = |at: usize| {
        let mixed = view.token(at).is_some_and(|(token, text)| token.capital && text.contains(char::is_lowercase));
        mixed && !Word::of_text(view.folded_token(at)).is_ordinary()
    };
    owned && end == first + 2 && called(first) && called(first + 1) && titled::is_subject(view, span, lexicons)
}

/// `the Odoxa poll`: whether the noun of what many were asked in follows a name that no preposition places.
fn is_asking(view: &View<'_>, span: &Range<usize>) -> bool {
    let first = view.token_at(span.start);
    let placed = first.checked_sub(1).is_some_and(|before| view.is(before, WordClass::Locative));
    view.is_small(view.token_at(span.end), WordClass::Survey) && view.text[span.end..].starts_with(' ') && !placed
}

/// `…, says Zelvin, …`: whether a name alone stands behind the verb of who speaks, between commas or at the end.
fn speaks_behind_verb(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let first = view.token_at(span.start);
    let verb = first.checked_sub(1).filter(|&verb| view.spaced(verb, first));
    let speaks = |verb: usize| lexicons.figures.attribution.get(view.folded_token(verb)) == Some(&Attribution::Verb);
    let opens = |verb: usize| view.text[..view.tokens[verb].start].trim_end().ends_with([',', '"', '”', '»', '–', '—']);
    let behind = &view.text[span.end..];
    let closed = behind.is_empty() || behind.starts_with([',', '.', '\n']);
    closed && verb.is_some_and(|verb| speaks(verb) && opens(verb))
}

/// `According to Zelvin, 40 left`: whether one word that no gazetteer knows is cited, up to a comma. Towns that say something are known.
fn is_cited(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let cited = view.folded[..span.start].ends_with("according to ") && view.text[span.end..].starts_with(", ");
    cited && !view.text[span.clone()].contains(' ') && !is_known_place(view, span, lexicons)
}

/// Whether any word of a name is a given name or surname of many.
pub(crate) fn is_somebody(view: &View<'_>, span: &Range<usize>) -> bool {
    view.folded[span.clone()].split(' ').any(|word| Word::of_text(word).person() != 0)
}

/// `a meeting in Debre Berhan`, `residents of Al-Zelvi`, `Birni Zelvo residents`: whether a preposition of place stands before a
/// name of which no word is somebody's, and no verb or noun that asks for it (`faith in Zorblax`), or who lives there behind it.
pub(crate) fn is_placed(view: &View<'_>, span: &Range<usize>) -> bool {
    let first = view.token_at(span.start);
    let inside = first.checked_sub(1).is_some_and(|at| view.is(at, WordClass::Inside));
    let asked = first.checked_sub(2).is_some_and(|at| view.is_small(at, WordClass::Believing));
    let owned = view.text[span.end..].starts_with(['\'', '’']);
    (inside || is_of_place(view, span) || is_inhabited(view, span)) && !asked && !owned && !is_somebody(view, span)
}

/// `Birni Zelvo residents`: whether who lives there stands behind a name.
pub(crate) fn is_inhabited(view: &View<'_>, span: &Range<usize>) -> bool {
    view.is_small(view.token_at(span.end), WordClass::Inhabitant) && view.text[span.end..].starts_with(' ')
}

/// `the residents of Al-Zelvi`: whether `of` and a noun that asks for a place stand before a name.
pub(crate) fn is_of_place(view: &View<'_>, span: &Range<usize>) -> bool {
    let first = view.token_at(span.start);
    first > 1 && view.is_text(first - 1, "of") && view.is_small(first - 2, WordClass::PlaceFront)
}

/// `Lourdes S. Casanova, director of the institute`: whether several words that no preposition places have a title behind a comma.
fn is_titled(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let titled = || titled::is_before_title(view, view.token_at(span.end), lexicons);
    view.text[span.clone()].contains(' ') && !is_known_place(view, span, lexicons) && titled()
}

/// `Abu Obaida wrote`: whether a name begins as Arabic ones by a child do, and is no place that a list has or a preposition makes.
/// With `Umm` begin more villages than women's names.
fn is_by_child(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let first = view.token_at(span.start);
    let kunya = view.is(first, WordClass::Kunya) && view.folded_token(first).starts_with('a');
    let place = || is_known_place(view, span, lexicons) || is_district(view, span, lexicons);
    kunya && view.text[span.clone()].contains(' ') && !place()
}

/// `Khaing Thukha, a spokesperson for the group`: whether words that may be somebody's have a comma, an article and a title behind
/// them.
fn is_described(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let comma = view.token_at(span.end);
    let article = view.is_small(comma + 1, WordClass::Article);
    let several = view.text[span.clone()].contains(' ');
    several && article && titled::is_before_title(view, comma, lexicons) && titled::is_person(view, span, lexicons)
}

/// Whether a list has a place of that name, or a preposition makes one of it.
fn is_known_place(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let placed = view.token_at(span.start).checked_sub(1).is_some_and(|before| view.is(before, WordClass::Locative));
    placed || lexicons.gazetteer.is_place(&view.folded[span.clone()])
}

/// `prosecutor Akın Gürzel`, `spokesman Orzel said`: whether a title stands right before a name that somebody may have. In small
/// letters it may be an adjective (`a major Zorblax offensive`), so that one word has to act behind it.
fn is_behind_title(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let first = view.token_at(span.start);
    let Some(before) = first.checked_sub(1).filter(|&before| view.spaced(before, first)) else { return false };
    // `NATO chief Orsa Vel:`
    let small = titled::is_title(view.token_text(before), &lexicons.figures)
        || !view.tokens[before].capital && view.is_small(before, WordClass::Leader);
    let acts = || view.text[span.clone()].contains(' ') || titled::is_subject(view, span, lexicons);
    (view.is(before, WordClass::Title) || small && acts()) && titled::is_person(view, span, lexicons)
}

/// `Ana Ruiz waits`: whether a given name and a surname are no place that a list has, and no preposition makes them one.
fn is_unplaced_person(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let surname = || view.folded[span.clone()].rsplit(' ').next().is_some_and(|word| Word::of_text(word).is_surname());
    begins_as_person(&view.text[span.clone()], lexicons) && surname() && !is_known_place(view, span, lexicons)
}

/// `al-Baraa ibn Malik battalion`, `Dzerzhinsky division`: whether the noun of a military unit follows a name, in small letters.
pub(crate) fn names_unit(view: &View<'_>, span: &Range<usize>) -> bool {
    let next = view.token(view.token_at(span.end));
    let unit = |token: &Token| token.is(WordClass::Unit) || token.is_small(WordClass::Formation);
    next.is_some_and(|(token, _)| !token.capital && unit(&token) && view.text[span.end..token.start] == *" ")
}

/// `the SNAI prison authority`: whether capitals alone stand before the noun of a body, in small letters, or before what modifies it.
fn is_initials_of_body(view: &View<'_>, span: &Range<usize>) -> bool {
    let text = &view.text[span.clone()];
    let initials = text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let noun = |at: usize| view.token(at).is_some_and(|(token, _)| !token.capital && token.is(WordClass::Office));
    let next = view.token_at(span.end);
    let modifies = || view.token(next).is_some_and(|(token, _)| token.kind == Kind::Word && !token.is(WordClass::Function));
    initials && view.spaced(next - 1, next) && (noun(next) || modifies() && view.spaced(next, next + 1) && noun(next + 1))
}

/// `Taman Division`: whether a name ends in the noun of a military unit.
fn is_formation(name: &str, lexicons: &Lexicons) -> bool {
    let noun = name.rsplit_once(' ').map(|(_, noun)| noun);
    noun.is_some_and(|noun| noun.starts_with(char::is_uppercase) && lexicons.figures.is(noun, WordClass::Formation))
}

/// `Central Command`: whether a name ends in the noun of a body that is no place.
fn is_body(name: &str, lexicons: &Lexicons) -> bool {
    let is = |noun: &str, class: WordClass| lexicons.figures.is(noun, class);
    let noun = name.rsplit_once(' ').map(|(_, noun)| noun).filter(|noun| noun.starts_with(char::is_uppercase));
    noun.is_some_and(|noun| is(noun, WordClass::Body) && !is(noun, WordClass::Site) && !is(noun, WordClass::Region))
}

/// `Christian Molling`: whether a name is a given name and one more word.
fn begins_as_person(name: &str, lexicons: &Lexicons) -> bool {
    let words = name.split_once(' ').filter(|(_, rest)| !rest.contains(' '));
    words.is_some_and(|(given, _)| lexicons.gazetteer.is_given_name(&unspool_lexicon::fold(given)))
}

/// `Doni News`: whether a name ends in what papers and stations are called.
fn is_paper(name: &str, lexicons: &Lexicons) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, noun)| lexicons.figures.is(noun, WordClass::Paper))
}

/// `Kataib Shaheen`: whether a name begins with the noun of a body.
fn begins_as_body(name: &str, lexicons: &Lexicons) -> bool {
    name.split_once(' ').is_some_and(|(noun, _)| lexicons.figures.is(noun, WordClass::BodyFirst))
}

/// `Белгородский, Шебекинский и Грайворонский округа`: whether an adjective in Cyrillic letters stands in a list of them that ends in
/// the noun of a region.
fn shares_region(view: &View<'_>, span: &Range<usize>) -> bool {
    /// Most adjectives behind it.
    const MOST: usize = 8;
    let one = |at: usize| view.tokens.get(at).is_some_and(|token| token.capital && slavic::is_of_state(view.folded_token(at)));
    let mut at = view.token_at(span.start);
    if !one(at) || view.tokens[at].end != span.end {
        return false;
    }
    for _ in 0..MOST {
        let Some(joint) = Joint::behind(view, at + 1) else { return false };
        at = joint.tokens.end;
        if !one(at) {
            return false;
        }
        if view.is(at + 1, WordClass::Region) {
            return true;
        }
    }
    false
}

/// `in the Izyumsky district, `, `of Tank District`, `Andersen Air Force Base`: whether the noun of a region or place ends a name,
/// or that of a region follows it and ends the phrase.
fn is_district(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let name = &view.text[span.clone()];
    let region = |word: &str| lexicons.figures.is(word, WordClass::Region);
    // `Southern Military District` has troops.
    if let Some((front, noun)) = name.rsplit_once(' ').filter(|(_, noun)| noun.starts_with(char::is_uppercase)) {
        if region(noun) {
            return !front.ends_with("Military");
        }
        if lexicons.figures.is(noun, WordClass::Site) {
            return !is_full_name(view, span, lexicons);
        }
    }
    // `a village called Nani`, `the village of Nani`
    let first = view.token_at(span.start);
    let noun_before = first.checked_sub(2).map_or("", |noun| view.token_text(noun));
    if first.checked_sub(1).is_some_and(|front| sited::is_settlement(view, front)) {
        return true;
    }
    // `Корабельний район міста`
    let noun = view.token_at(span.end);
    let adjective = !name.contains(' ') && noun > 0 && slavic::is_adjective(view.folded_token(noun - 1));
    if adjective && view.is_small(noun, WordClass::Region) && view.spaced(noun.saturating_sub(1), noun) {
        return true;
    }
    let called = first > 1 && matches!(view.token_text(first - 1), "called" | "named" | "of");
    // `took control of Adi Ramets`
    if called && (noun_before == "control" || region(noun_before) || lexicons.figures.is(noun_before, WordClass::Site)) {
        return true;
    }
    let noun = view.token_at(span.end);
    // `Tel al-Sultan neighbourhood`
    let site = |token: &Token| name.contains(' ') && token.is(WordClass::Site);
    let follows = view.token(noun).is_some_and(|(token, text)| {
        view.text[span.end..token.start] == *" " && !token.capital && (region(text) || site(&token))
    });
    // `near Al-Watiya air base`
    follows && sited::ends_phrase(view, noun) || view.spaced(noun - 1, noun) && sited::is_small_site(view, noun)
}

/// `with Nicolas Bay`: whether a name is a given name and a noun that is a surname too, and no preposition places it.
fn is_full_name(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let first = view.token_at(span.start);
    let placed = first.checked_sub(1).is_some_and(|before| {
        view.is(before, WordClass::Locative) || ["the", "of", "on"].iter().any(|word| view.is_text(before, word))
    });
    let [given, noun] = [first, first + 1].map(|at| view.tokens.get(at).map(|_| view.folded_token(at)).unwrap_or_default());
    let two = view.text[span.clone()].matches(' ').count() == 1;
    two && !placed && lexicons.gazetteer.is_given_name(given) && Word::of_text(noun).is_surname()
}
