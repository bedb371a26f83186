//! Names that no lexicon knows: what the model finds where lexicons found nothing.

use std::ops::Range;

use rustc_hash::FxHashSet;
use unspool_lexicon::{Lexicons, WordClass};
use unspool_model::{ActorKind, ActorMethod, PlaceKind, PlaceMethod};

use crate::actors::{self, FoundActor};
use crate::mentions::{Mentions, explained, is_christened, is_patron, is_vessel};
use crate::places::FoundPlace;
use crate::slavic::is_cyrillic;
use crate::tagger::{self, Name, NameKind, Tagger, Word};
use crate::view::{Token, View};
use crate::{bodies, boundaries, enumerated, formations, given, paired, pinyin, sited, spans, titled};

/// Adds the names of the model to actors and places. A name that touches a mention of the lexicons, a
/// link or a handle is left out: what is known wins.
pub(crate) fn add(
    view: &View<'_>,
    mentions: &Mentions,
    lexicons: &Lexicons,
    model: &Tagger,
    actors: &mut Vec<FoundActor>,
    places: &mut Vec<FoundPlace>,
) {
    if !tagger::has_candidate(view, mentions, lexicons) {
        return;
    }
    let known = explained(mentions, lexicons, actors, places);
    let is_taken = |span: &Range<usize>| spans::overlap(&known, Clone::clone, span);
    let names = paired::with_partners(view, alike(view, seen(view, mentions, lexicons, model)), lexicons, is_taken);
    give_way(view, lexicons, &names, actors, places);
    for name in names.iter().filter(|name| name.kind == NameKind::Person) {
        given::add_seen(view, mentions, lexicons, actors, &name.span);
    }
    let known = explained(mentions, lexicons, actors, places);
    let before = places.len();
    for name in &names {
        let Some(mut name) = settled(view, name, (&known, &names, mentions), lexicons) else { continue };
        if name.kind == NameKind::Person && is_placed(view, &name.span)
            || name.kind == NameKind::Organization && is_of_place(view, &name.span)
            || name.kind != NameKind::Location && enumerated::is_among(view, &name.span, [&places[..before], &places[before..]])
            || name.kind == NameKind::Person
                && enumerated::is_other_name(view, &name.span, [&places[..before], &places[before..]])
        {
            name.kind = NameKind::Location;
        }
        if name.kind == NameKind::Location {
            places.extend(Some(place(view, name.span, lexicons, actors)).filter(|found| !is_ship(view, found)));
        } else {
            actors.push(actor(view, name.span, name.kind, mentions, lexicons));
        }
    }
    sort(actors, places);
    add_by_nouns(view, mentions, lexicons, actors, places);
}

/// The names of the model, where what is a person's name elsewhere in the post is no place's: `Robinson left. In Robinson's defence`.
fn alike(view: &View<'_>, mut names: Vec<Name>) -> Vec<Name> {
    let persons: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.kind == NameKind::Person)
        .map(|name| &view.text[name.span.clone()])
        .filter(|text| !text.contains(' '))
        .collect();
    if !persons.is_empty() {
        let places = names.iter_mut().filter(|name| name.kind == NameKind::Location);
        places.filter(|name| persons.contains(&view.text[name.span.clone()])).for_each(|name| name.kind = NameKind::Person);
    }
    names
}

/// The names that the model sees, each of one thing: without titles, and those of one person joined.
fn seen(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, model: &Tagger) -> Vec<Name> {
    let mut names = boundaries::parted(view, boundaries::joined(view, model.names(view, mentions, lexicons)), lexicons);
    for name in &mut names {
        name.span = boundaries::without_district(view, name.span.clone());
        if let Some(whole) = sited::whole(view, &name.span, lexicons) {
            *name = Name { span: whole, kind: NameKind::Location };
        }
    }
    let listed = enumerated::behind_plurals(view, lexicons);
    if !listed.is_empty() {
        names.retain(|name| !spans::overlap(&listed, Clone::clone, &name.span));
        names.extend(listed.into_iter().map(|span| Name { span, kind: NameKind::Location }));
        names.sort_by_key(|name| name.span.start);
    }
    names.dedup_by(|later, name| later.span.start < name.span.end);
    for name in names.iter_mut().filter(|name| name.kind != NameKind::Location) {
        // `Norwegian Trade Minister Ola Normann`
        let untitled = boundaries::without_titles(view, name.span.clone(), lexicons);
        if untitled.start > name.span.start && titled::is_person(view, &untitled, lexicons) {
            *name = Name { span: untitled, kind: NameKind::Person };
        }
    }
    names
}

/// The longest match wins: `Irish News` and `Bank of Canada` are one name each, and no mention of a state.
fn give_way(view: &View<'_>, lexicons: &Lexicons, names: &[Name], actors: &mut Vec<FoundActor>, places: &mut Vec<FoundPlace>) {
    let over = |span: &Range<usize>| spans::overlapping(names, |name| name.span.clone(), span);
    let states: Vec<Range<usize>> =
        actors.iter().filter(|actor| actor.kind == ActorKind::State).map(|actor| actor.span.clone()).collect();
    // `Bosnian Serbs` are two mentions, also where the model sees one place.
    let parts = |name: &Name, span: &Range<usize>| {
        name.kind == NameKind::Location && spans::overlap(&states, Clone::clone, &(name.span.start..span.start))
    };
    let inside = |span: &Range<usize>| over(span).any(|name| holds(view, name, span, lexicons) && !parts(name, span));
    actors.retain(|actor| actor.kind != ActorKind::State || !inside(&actor.span));
    // `Russian Black Sea` is a mention and a place.
    let parted = |name: &Name| spans::overlap(actors, |actor| actor.span.clone(), &name.span);
    places.retain(|place| {
        let held = over(&place.span).any(|name| holds(view, name, &place.span, lexicons) && !parted(name));
        !held && (place.sure || !over(&place.span).any(|name| name.kind != NameKind::Location))
    });
}

/// A name with the bounds and the kind that the words around it give it, or nothing where it is none or is `known`.
fn settled(
    view: &View<'_>,
    name: &Name,
    (known, names, mentions): (&[Range<usize>], &[Name], &Mentions),
    lexicons: &Lexicons,
) -> Option<Name> {
    let mut name = Name { span: boundaries::trimmed(view, name, lexicons), kind: name.kind };
    name.span.start = boundaries::with_first_name(view, &name, (known, names, &mentions.nouns), lexicons);
    if name.kind == NameKind::Person {
        name.span.end = boundaries::with_number(view, &name.span);
    }
    let text = &view.text[name.span.clone()];
    if name.span.is_empty()
        || spans::overlap(known, Clone::clone, &name.span)
        || view.is_masked(name.span.clone())
        || !is_name(view, &name, lexicons)
        || is_refuted(view, &name, lexicons)
        || is_abbreviation_of_things(text)
        || is_before_tag(view, &name, lexicons)
        || opens_with_word(view, &name, lexicons)
    {
        return None;
    }
    name.kind = match name.kind {
        NameKind::Location if is_titled(view, &name.span, lexicons) => NameKind::Person,
        NameKind::Location if is_formation(text, lexicons) || is_body(text, lexicons) || names_unit(view, &name.span) => {
            NameKind::Organization
        }
        _ if begins_as_body(text, lexicons) || is_paper(text, lexicons) => NameKind::Organization,
        NameKind::Person | NameKind::Organization if is_district(view, &name.span, lexicons) => NameKind::Location,
        kind => kind,
    };
    Some(name)
}

/// `a meeting in Debre Berhan`, `residents of Al-Zelvi`: whether a preposition of place stands before a name of which no word is somebody's, and no verb or
/// noun that asks for it (`faith in Zorblax`).
fn is_placed(view: &View<'_>, span: &Range<usize>) -> bool {
    let first = view.token_at(span.start);
    let before = first.checked_sub(1).map_or("", |at| view.folded_token(at));
    let asked = first.checked_sub(2).is_some_and(|at| view.is_small(at, WordClass::Believing));
    let owned = view.text[span.end..].starts_with(['\'', '’']);
    let named = view.folded[span.clone()].split(' ').any(|word| Word::of_text(word).person() != 0);
    let placed = matches!(before, "in" | "near" | "outside" | "inside" | "throughout") || is_of_place(view, span);
    placed && !asked && !owned && !named
}

/// `the residents of Al-Zelvi`: whether `of` and a noun that asks for a place stand before a name.
fn is_of_place(view: &View<'_>, span: &Range<usize>) -> bool {
    let first = view.token_at(span.start);
    first > 1 && view.is_text(first - 1, "of") && view.is_small(first - 2, WordClass::PlaceFront)
}

/// `Lourdes S. Casanova, director of the institute`: whether several words that no preposition places have a title behind a comma.
fn is_titled(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let first = view.token_at(span.start);
    let placed = first.checked_sub(1).is_some_and(|before| view.is(before, WordClass::Locative));
    let known = lexicons.gazetteer.is_place(&view.folded[span.clone()]);
    view.text[span.clone()].contains(' ') && !placed && !known && titled::is_before_title(view, view.token_at(span.end), lexicons)
}

/// The lexicons' evidence has said that this is no state here (`Turkey with gravy`); a place it is only where another one has that
/// name (`Georgia, near Atlanta`).
fn is_refuted(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let folded = &view.folded[name.span.clone()];
    let doubtful = lexicons.evidence.is_doubtful(folded);
    match name.kind {
        NameKind::Location => doubtful && !lexicons.gazetteer.is_place(folded) || is_patron(view, &name.span),
        // A word, not a company: `said on Telegram`.
        _ => doubtful && Word::of_text(folded).is_ordinary() && Word::of_text(folded).person() == 0,
    }
}

/// Whether a place of the gazetteer is a town whose name a ship has here.
fn is_ship(view: &View<'_>, found: &FoundPlace) -> bool {
    found.place.as_ref().is_some_and(|place| place.kind == PlaceKind::City) && is_vessel(view, &found.span)
}

/// Adds the names that only the noun beside them tells: a title, what body it is, what place it is.
fn add_by_nouns(
    view: &View<'_>,
    mentions: &Mentions,
    lexicons: &Lexicons,
    actors: &mut Vec<FoundActor>,
    places: &mut Vec<FoundPlace>,
) {
    let is_taken = |span: &Range<usize>| {
        spans::overlap(actors, |actor| actor.span.clone(), span)
            || spans::overlap(places, |place| place.span.clone(), span)
            || spans::overlap(&mentions.names, |hit| hit.start..hit.end, span)
    };
    // In text order, so that a name is looked for at its place only.
    let mut untaken: Vec<(Range<usize>, NameKind)> = Vec::new();
    let join = |untaken: &mut Vec<(Range<usize>, NameKind)>, spans: Vec<Range<usize>>, kind| {
        if !spans.is_empty() {
            untaken.extend(spans.into_iter().map(|span| (span, kind)));
            untaken.sort_by_key(|(span, _)| span.start);
        }
    };
    join(&mut untaken, titled::find(view, lexicons, is_taken), NameKind::Person);
    let given = given::find(view, lexicons, |span| is_taken(span) || overlaps(&untaken, span));
    join(&mut untaken, given, NameKind::Person);
    let pinyin = pinyin::find(view, lexicons, |span| is_taken(span) || overlaps(&untaken, span));
    join(&mut untaken, pinyin, NameKind::Person);
    let apposed = titled::apposed(view, lexicons, |span| is_taken(span) || overlaps(&untaken, span));
    join(&mut untaken, apposed, NameKind::Person);
    let described = titled::described(view, lexicons, |span| is_taken(span) || overlaps(&untaken, span));
    join(&mut untaken, described, NameKind::Organization);
    let mut sites = sited::find(view, lexicons, |span| is_taken(span) || overlaps(&untaken, span));
    sites.extend(sited::behind_nouns(view, |span| is_taken(span) || overlaps(&untaken, span)));
    sites.extend(sited::behind_of(view, lexicons, |span| is_taken(span) || overlaps(&untaken, span)));
    if untaken.is_empty() && sites.is_empty() {
        return;
    }
    places.extend(sites.into_iter().map(|span| place(view, span, lexicons, actors)));
    actors.extend(untaken.into_iter().map(|(span, kind)| actor(view, span, kind, mentions, lexicons)));
    sort(actors, places);
}

fn sort(actors: &mut [FoundActor], places: &mut [FoundPlace]) {
    actors.sort_by_key(|actor| (actor.span.start, actor.span.end));
    places.sort_by_key(|place| (place.span.start, place.span.end));
}

fn overlaps(names: &[(Range<usize>, NameKind)], span: &Range<usize>) -> bool {
    spans::overlap(names, |(name, _)| name.clone(), span)
}

/// Whether a name of the model is a longer name of one thing that holds a state or place. `Portland, Dorset` is two.
fn holds(view: &View<'_>, name: &Name, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let (start, end) = (name.span.start, name.span.end);
    if start > span.start || span.end > end || *span == name.span {
        return false;
    }
    let (before, behind) = (&view.text[start..span.start], &view.text[span.end..end]);
    // Its words are written as names are: `Bank of Canada`, not `Russia invaded Ukraine`.
    let of_name = |word: &str| !word.starts_with(char::is_lowercase) || lexicons.figures.is(word, WordClass::Function);
    let small = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_lowercase));
    if small(before.split_whitespace().next())
        || small(behind.split_whitespace().next_back())
        || !before.split_whitespace().chain(behind.split_whitespace()).all(of_name)
    {
        return false;
    }
    let one = |rest: &str| !rest.contains([',', '-', '/', '.', ':', '\'', '’', '@', '#', '&']);
    match name.kind {
        // What stands in front is where the person is from, no part of the name.
        NameKind::Person => false,
        NameKind::Organization => one(before) && one(behind),
        // `North America`; but `Ukraine War` holds the state, `Northern Ethiopia` is a part of it, and `Moscow and Washington` are
        // two.
        NameKind::Location => {
            one(before)
                && behind.is_empty()
                && !before.contains(" and ")
                && !lexicons.figures.is(before.trim_end(), WordClass::Compass)
        }
    }
}

/// Whether the span can be a name: it has letters, and is no word of the closed classes, no thing and no title.
fn is_name(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let text = &view.text[name.span.clone()];
    let is = |class: WordClass| lexicons.figures.is(text, class);
    // `it rose from 3 to 5`
    let verb = text.starts_with(char::is_lowercase) && is(WordClass::Change);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    letters
        && !verb
        && !is(WordClass::Formation)
        && !is(WordClass::Function)
        && !is(WordClass::FigureNoun)
        && !is_thing(view, name, lexicons)
        && !is_office(text, lexicons)
        && match name.kind {
            NameKind::Person => !is_clause(text),
            NameKind::Organization => true,
            // `the Southern Red Sea`, `Kurdish areas`, `the Eastern European country`
            NameKind::Location => {
                let last = text.rsplit(' ').next().unwrap_or(text);
                !is(WordClass::Compass)
                    && !lexicons.figures.is(last, WordClass::Compound)
                    && !opens_sentence(view, &name.span, lexicons)
            }
        }
}

/// Whether a name is that of a thing, or of nothing at all: `footage of a Bradley`, `his arsenal`, `two fighter jets`, `USS Jason
/// Dunham`, `the Marthopolis is sailing`.
fn is_thing(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let text = &view.text[name.span.clone()];
    let (small, one) = (text.starts_with(char::is_lowercase), !text.contains(' '));
    let before = view.token_at(name.span.start).checked_sub(1).map_or("", |before| view.folded_token(before));
    let article = (name.kind == NameKind::Person || small) && matches!(before, "a" | "an");
    let owned = small && matches!(before, "his" | "her" | "its" | "their" | "our" | "my");
    // In a text that has capitals, an ordinary word has one where it is a name.
    let plain = small && view.text.contains(char::is_uppercase) && Word::of_text(text).is_ordinary();
    let christened = text.split_once(' ').is_some_and(|(first, _)| lexicons.figures.is(first, WordClass::Christened));
    // `#Zapad2025`
    let numbered = name.kind == NameKind::Person && before == "#" && text.contains(|c: char| c.is_ascii_digit());
    // `Parkinson's disease`
    let behind = &view.folded[name.span.end..];
    let behind = ["'s", "’s"].iter().find_map(|owns| behind.strip_prefix(owns)).unwrap_or(behind);
    let ailment = [" disease", " syndrome"].iter().any(|noun| behind.starts_with(noun));
    // `Arleigh Burke-class`
    let class = behind.starts_with("-class");
    one && (article || owned || plain || numbered || ailment)
        || class
        || christened
        || is_christened(view, name.span.start)
        || name.kind == NameKind::Person && is_vessel(view, &name.span)
}

/// `Revenues rose`: whether a name is a noun and its verb.
fn is_clause(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.starts_with(char::is_uppercase)
        && last.starts_with(|c: char| c.is_ascii_lowercase())
        && Word::of_text(last).is_ordinary()
}

/// `The Prime Minister`: whether a name ends in a title that is nobody's surname, or is nothing but titles of which the last is
/// an ordinary word (`Director General`).
fn is_office(text: &str, lexicons: &Lexicons) -> bool {
    let is_title = |word: &str| lexicons.figures.is(word, WordClass::Title);
    let last = text.rsplit(' ').next().unwrap_or_default();
    let word = Word::of_text(&last.to_lowercase());
    is_title(last) && (word.person() == 0 || word.is_ordinary() && text.split(' ').all(is_title))
}

/// `Island's ministry`: whether an ordinary word that no place is called has its capital from the sentence that it opens.
fn opens_sentence(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let folded = &view.folded[span.clone()];
    !folded.contains(' ')
        && view.opens_sentence(view.token_at(span.start))
        && Word::of_text(folded).is_ordinary()
        && !lexicons.gazetteer.is_place(folded)
}

/// `al-Baraa ibn Malik battalion`, `Dzerzhinsky division`: whether the noun of a military unit follows a name, in small letters.
fn names_unit(view: &View<'_>, span: &Range<usize>) -> bool {
    let next = view.token(view.token_at(span.end));
    let unit = |token: &Token| token.is(WordClass::Unit) || token.is_small(WordClass::Formation);
    next.is_some_and(|(token, _)| !token.capital && unit(&token) && view.text[span.end..token.start] == *" ")
}

/// `ATGMs`, `BTGs`: capitals and the ending of a plural are nobody and nowhere.
fn is_abbreviation_of_things(name: &str) -> bool {
    let letters = name.strip_suffix('s').filter(|letters| letters.len() > 1);
    letters.is_some_and(|letters| letters.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// `Vladimir #Putin`: whether a name is the given one of whom a tag names.
fn is_before_tag(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    view.is_before_tag(name.span.end) && lexicons.gazetteer.is_given_name(&view.folded[name.span.clone()])
}

/// `Логика Банковой`: whether a name in Cyrillic has its first capital from the sentence that it opens, and no given name there.
fn opens_with_word(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let first = view.token_at(name.span.start);
    let text = &view.text[name.span.clone()];
    name.kind == NameKind::Person
        && text.starts_with(is_cyrillic)
        && text.contains(' ')
        && view.opens_sentence(first)
        && !lexicons.gazetteer.is_given_name(view.folded_token(first))
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

/// `Doni News`: whether a name ends in what papers and stations are called.
fn is_paper(name: &str, lexicons: &Lexicons) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, noun)| lexicons.figures.is(noun, WordClass::Paper))
}

/// `Kataib Shaheen`: whether a name begins with the noun of a body.
fn begins_as_body(name: &str, lexicons: &Lexicons) -> bool {
    name.split_once(' ').is_some_and(|(noun, _)| lexicons.figures.is(noun, WordClass::BodyFirst))
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
    follows && sited::ends_phrase(view, noun)
}

/// `with Nicolas Bay`: whether a name is a given name and a noun that is a surname too, and no preposition places it.
fn is_full_name(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let first = view.token_at(span.start);
    let placed = first.checked_sub(1).is_some_and(|before| {
        view.is(before, WordClass::Locative) || ["the", "of", "on"].iter().any(|word| view.is_text(before, word))
    });
    let [given, noun] = [first, first + 1].map(|at| view.tokens.get(at).map(|_| view.folded_token(at)).unwrap_or_default());
    let two = view.text[span.clone()].matches(' ').count() == 1;
    two && !placed && lexicons.gazetteer.is_given_name(given) && Word::of_text(noun).person() & 3 != 0
}

/// An actor that the model found. One whose last word is the noun of a body (`Golani Brigade`) is a body of its sector.
fn actor(view: &View<'_>, span: Range<usize>, kind: NameKind, mentions: &Mentions, lexicons: &Lexicons) -> FoundActor {
    let noun = bodies::sector(view, &span, mentions, &lexicons.names, &lexicons.figures)
        .or_else(|| names_unit(view, &span).then_some(formations::SECTOR));
    let untitled = boundaries::without_titles(view, span.clone(), lexicons);
    // `Colonel Randrianirina` is no body, whatever the model says; `Prince Group` is.
    let titled = untitled.start > span.start && titled::is_person(view, &untitled, lexicons);
    let person = (kind == NameKind::Person || titled) && noun.is_none();
    let span =
        if person { untitled.start..boundaries::with_syllable(view, &untitled) } else { boundaries::without_article(view, span) };
    FoundActor {
        name: view.text[span.clone()].to_owned(),
        span,
        actor_id: None,
        kind: if person { ActorKind::Person } else { ActorKind::Organization },
        sector: noun.map(str::to_owned),
        country: None,
        wikidata: None,
        method: ActorMethod::Model,
        source: false,
    }
}

/// A place that the model found; a city's or region's facts are known if only one has the name.
fn place(view: &View<'_>, span: Range<usize>, lexicons: &Lexicons, actors: &[FoundActor]) -> FoundPlace {
    let place = lexicons.gazetteer.place(&view.folded[span.clone()], |country| actors::name_country(actors, country));
    FoundPlace { span, place, method: PlaceMethod::Model, sure: false }
}
