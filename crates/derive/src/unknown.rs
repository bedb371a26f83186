//! Names that no lexicon knows: what the model finds where lexicons found nothing.

use std::ops::Range;

use rustc_hash::FxHashSet;
use unspool_lexicon::{Folded, Hit, Lexicons, Place, Sense, WordClass};
use unspool_model::{ActorKind, ActorMethod, Label, PlaceKind, PlaceMethod};

use crate::actors::{self, FoundActor};
use crate::mentions::{Mentions, is_vessel, with_evidence};
use crate::places::{self, FoundPlace};
use crate::tagger::{self, Name, NameKind, Tagger};
use crate::taken::Taken;
use crate::view::View;
use crate::{bodies, boundaries, enumerated, formations, given, kinds, paired, pinyin, refuted, sited, spans, titled};

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
    let taken = Taken::by_all(mentions, actors, places);
    let names = paired::with_partners(view, alike(view, seen(view, mentions, lexicons, model)), lexicons, &taken);
    give_way(view, lexicons, &names, actors, places);
    for name in names.iter().filter(|name| name.kind == NameKind::Person) {
        given::add_seen(view, mentions, lexicons, actors, &name.span);
    }
    let known = Taken::by_found(mentions, lexicons, actors, places);
    let countries = countries(actors, places);
    let before = places.len();
    let mut reached = 0;
    for name in &names {
        let settled = settled(view, name, (&known, &names, mentions), lexicons);
        // One that has grown over the next one leaves nothing of it.
        let Some(mut name) = settled.filter(|name| reached <= name.span.start) else { continue };
        reached = name.span.end;
        if name.kind == NameKind::Person && kinds::is_placed(view, &name.span)
            || name.kind == NameKind::Organization
                && (kinds::is_of_place(view, &name.span) || kinds::is_inhabited(view, &name.span))
            || name.kind != NameKind::Location && enumerated::is_among(view, &name.span, [&places[..before], &places[before..]])
            || name.kind != NameKind::Location && enumerated::ends_way(view, &name.span, [&places[..before], &places[before..]])
            || name.kind == NameKind::Person
                && enumerated::is_other_name(view, &name.span, [&places[..before], &places[before..]])
        {
            name.kind = NameKind::Location;
        }
        if name.kind == NameKind::Location {
            places.extend(Some(place(view, name.span, lexicons, &countries)).filter(|found| !is_ship(view, found, lexicons)));
        } else {
            actors.push(actor(view, name.span, name.kind, mentions, lexicons));
        }
    }
    sort(actors, places);
    add_by_nouns(view, mentions, lexicons, actors, places);
}

/// The names of the model, where what is a person's name or surname elsewhere in the post is no place's: `Karl Robinson left. In
/// Robinson's defence`; where the whole name of a person is no body's; and where what somebody is based in is a place (`Zelvi-based`).
fn alike(view: &View<'_>, mut names: Vec<Name>) -> Vec<Name> {
    let seats: FxHashSet<&str> = names
        .iter()
        .filter(|name| view.text[name.span.end..].starts_with("-based "))
        .map(|name| &view.text[name.span.clone()])
        .collect();
    if !seats.is_empty() {
        let others = names.iter_mut().filter(|name| seats.contains(&view.text[name.span.clone()]));
        others.for_each(|name| name.kind = NameKind::Location);
    }
    let persons: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.kind == NameKind::Person)
        .map(|name| {
            let text = &view.text[name.span.clone()];
            text.rsplit([' ', '-']).next().unwrap_or(text)
        })
        .collect();
    let whole: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.kind == NameKind::Person)
        .map(|name| &view.text[name.span.clone()])
        .filter(|text| text.contains(' '))
        .collect();
    if !whole.is_empty() {
        let bodies = names.iter_mut().filter(|name| name.kind == NameKind::Organization);
        bodies.filter(|name| whole.contains(&view.text[name.span.clone()])).for_each(|name| name.kind = NameKind::Person);
    }
    if !persons.is_empty() {
        let places = names.iter_mut().filter(|name| name.kind == NameKind::Location);
        places.filter(|name| persons.contains(&view.text[name.span.clone()])).for_each(|name| name.kind = NameKind::Person);
    }
    names
}

/// The names that the model sees, each of one thing: without titles, and those of one person joined.
fn seen(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, model: &Tagger) -> Vec<Name> {
    let mut names = boundaries::parted(view, boundaries::joined(view, model.names(view, mentions, lexicons), lexicons), lexicons);
    let known = Taken::by_names(mentions);
    for at in 0..names.len() {
        let is_name = |span: &Range<usize>| known.touches(span) || spans::overlap(&names, |name| name.span.clone(), span);
        names[at].span = boundaries::over_hyphens(view, &names[at].span, is_name);
    }
    for name in &mut names {
        name.span = boundaries::without_district(view, name.span.clone());
        // `the country's Ministry of National Defense`
        let whole = |noun: &Hit| noun.start < name.span.start && view.text[noun.start..].starts_with(char::is_uppercase);
        if name.kind == NameKind::Organization
            && let Some(noun) = mentions.nouns_to(name.span.end).find(whole)
        {
            name.span.start = noun.start;
        }
        if let Some(whole) = sited::whole(view, &name.span, lexicons) {
            *name = Name { span: whole, kind: NameKind::Location };
        }
    }
    let mut listed = enumerated::behind_plurals(view, lexicons);
    let is_place = |span: &Range<usize>| {
        let mut over = spans::overlapping(&mentions.names, |hit| hit.start..hit.end, span);
        over.any(|&hit| places::of_hit(hit, &lexicons.names).is_some())
    };
    listed.extend(enumerated::before_plurals(view, lexicons, is_place));
    listed.extend(sited::behind_nouns(view, &known));
    if !listed.is_empty() {
        listed.sort_by_key(|span| span.start);
        names.retain(|name| !spans::overlap(&listed, Clone::clone, &name.span));
        names.extend(listed.into_iter().map(|span| Name { span, kind: NameKind::Location }));
        names.sort_by_key(|name| name.span.start);
    }
    names.dedup_by(|later, name| later.span.start < name.span.end);
    for name in names.iter_mut().filter(|name| name.kind != NameKind::Location) {
        // `Norwegian Trade Minister Ola Normann`
        let untitled = boundaries::without_titles(view, name.span.clone(), lexicons);
        // `Defense Minister Min Won-sik`
        let first = &view.tokens[view.token_at(untitled.start).min(view.tokens.len() - 1)];
        let end = boundaries::with_syllable(view, &(first.start..first.end)).max(untitled.end);
        if untitled.start > name.span.start && (end > untitled.end || titled::is_person(view, &untitled, lexicons)) {
            *name = Name { span: untitled.start..end, kind: NameKind::Person };
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
    // `штаба Британии Тони Радакина`: a name with one of the lexicon inside is none, and displaces nothing.
    let others: Vec<Range<usize>> =
        actors.iter().filter(|actor| actor.kind != ActorKind::State).map(|actor| actor.span.clone()).collect();
    let whole = |name: &Name| !spans::overlap(&others, Clone::clone, &name.span);
    let inside =
        |span: &Range<usize>| over(span).any(|name| whole(name) && holds(view, name, span, lexicons) && !parts(name, span));
    actors.retain(|actor| actor.kind != ActorKind::State || !inside(&actor.span));
    // `Russian Black Sea` is a mention and a place, `Синьківка Харківської області` are two places.
    let two = |name: &&Name| spans::overlapping(places, |place| place.span.clone(), &name.span).nth(1).is_some();
    let of_two: Vec<Range<usize>> = names.iter().filter(two).map(|name| name.span.clone()).collect();
    let parted = |name: &Name| {
        spans::overlap(actors, |actor| actor.span.clone(), &name.span) || spans::overlap(&of_two, Clone::clone, &name.span)
    };
    places.retain(|place| {
        let held = over(&place.span).any(|name| holds(view, name, &place.span, lexicons) && !parted(name));
        !held && (place.sure || !over(&place.span).any(|name| name.kind != NameKind::Location))
    });
}

/// A name with the bounds and the kind that the words around it give it, or nothing where it is none or is `known`.
fn settled(
    view: &View<'_>,
    name: &Name,
    (known, names, mentions): (&Taken, &[Name], &Mentions),
    lexicons: &Lexicons,
) -> Option<Name> {
    let mut name = Name { span: boundaries::trimmed(view, name, lexicons), kind: name.kind };
    name.span.start = boundaries::with_first_name(view, &name, (known, names, &mentions.nouns), lexicons);
    if name.kind == NameKind::Person {
        name.span.end = boundaries::with_number(view, &name.span);
    }
    if name.span.is_empty()
        || known.touches(&name.span)
        || view.is_masked(name.span.clone())
        || refuted::is_none(view, &name, lexicons)
    {
        return None;
    }
    name.kind = kinds::of(view, &name, lexicons);
    Some(name)
}

/// Whether a place has the name of a town of the gazetteer, whichever, and a ship is called so here.
fn is_ship(view: &View<'_>, found: &FoundPlace, lexicons: &Lexicons) -> bool {
    let town = match &found.place {
        Some(place) => place.kind == PlaceKind::City,
        None => lexicons.gazetteer.is_place(&view.folded[found.span.clone()]),
    };
    town && is_vessel(view, &found.span)
}

/// Adds the names that only the noun beside them tells: a title, what body it is, what place it is.
fn add_by_nouns(
    view: &View<'_>,
    mentions: &Mentions,
    lexicons: &Lexicons,
    actors: &mut Vec<FoundActor>,
    places: &mut Vec<FoundPlace>,
) {
    let mut taken = Taken::by_all(mentions, actors, places);
    let mut found: Vec<(Range<usize>, NameKind)> = Vec::new();
    let mut add = |spans: Vec<Range<usize>>, kind| found.extend(spans.into_iter().map(|span| (span, kind)));
    add(taken.take(titled::find(view, lexicons, &taken)), NameKind::Person);
    add(taken.take(given::find(view, lexicons)), NameKind::Person);
    add(taken.take(pinyin::find(view, lexicons)), NameKind::Person);
    add(taken.take(titled::apposed(view, lexicons)), NameKind::Person);
    add(taken.take(titled::speaking(view, lexicons)), NameKind::Person);
    add(taken.take(titled::described(view, lexicons)), NameKind::Organization);
    let mut sites = taken.take(sited::find(view, lexicons));
    sites.extend(taken.take(sited::behind_nouns(view, &taken)));
    sites.extend(taken.take(sited::behind_of(view, lexicons)));
    if found.is_empty() && sites.is_empty() {
        return;
    }
    let countries = countries(actors, places);
    places.extend(sites.into_iter().map(|span| place(view, span, lexicons, &countries)));
    actors.extend(found.into_iter().map(|(span, kind)| actor(view, span, kind, mentions, lexicons)));
    sort(actors, places);
}

fn sort(actors: &mut [FoundActor], places: &mut [FoundPlace]) {
    actors.sort_by_key(|actor| (actor.span.start, actor.span.end));
    places.sort_by_key(|place| (place.span.start, place.span.end));
}

/// Whether a name of the model is a longer name of one thing that holds a state or place. `Portland, Dorset` is two.
fn holds(view: &View<'_>, name: &Name, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let (start, end) = (name.span.start, name.span.end);
    if start > span.start || span.end > end || *span == name.span {
        return false;
    }
    let (before, behind) = (&view.text[start..span.start], &view.text[span.end..end]);
    // `#ArmenianAggression`: a part of a word.
    if before.ends_with(unspool_lexicon::is_word) || behind.starts_with(unspool_lexicon::is_word) {
        return false;
    }
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
        // `Israeli Defense Minister Berg`: the state's, and what he is minister of.
        NameKind::Organization => {
            let next = view.token_at(end);
            let titled = [Some(next), next.checked_sub(1)].into_iter().flatten().any(|at| view.is(at, WordClass::Title));
            one(before) && one(behind) && !(before.is_empty() && titled)
        }
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

/// An actor that the model found. One whose last word is the noun of a body (`Golani Brigade`) is a body of its sector.
fn actor(view: &View<'_>, span: Range<usize>, kind: NameKind, mentions: &Mentions, lexicons: &Lexicons) -> FoundActor {
    let noun = bodies::sector(view, &span, mentions, &lexicons.names, &lexicons.figures)
        .or_else(|| kinds::names_unit(view, &span).then_some(formations::SECTOR));
    let untitled = boundaries::without_titles(view, span.clone(), lexicons);
    // `Colonel Randrianirina` is no body, whatever the model says; `Prince Group` is.
    let titled = untitled.start > span.start && titled::is_person(view, &untitled, lexicons);
    let person = (kind == NameKind::Person || titled) && noun.is_none();
    let span =
        if person { untitled.start..boundaries::with_syllable(view, &untitled) } else { boundaries::without_article(view, span) };
    // `if trump really wanted it`: the lexicon's, now that it is a name.
    let known = mentions.unsure_at(&span).find_map(|hit| {
        let hit = with_evidence(view, hit, lexicons)?;
        actors::simple(view, hit, &lexicons.names).filter(|actor| person == (actor.kind == ActorKind::Person))
    });
    if let Some(actor) = known {
        return actor;
    }
    FoundActor {
        name: view.text[span.clone()].into(),
        span,
        actor_id: None,
        kind: if person { ActorKind::Person } else { ActorKind::Organization },
        sector: noun.map(Into::into),
        country: None,
        wikidata: None,
        method: ActorMethod::Model,
        source: false,
    }
}

/// The codes of the states that a post speaks of, by the actors or the places that it names.
fn countries(actors: &[FoundActor], places: &[FoundPlace]) -> FxHashSet<Label> {
    let of_actors = actors.iter().filter_map(|actor| actor.country.clone());
    of_actors.chain(places.iter().filter_map(|found| found.place.as_ref()?.country.clone())).collect()
}

/// A place that the model found; a city's or region's facts are known if only one has the name, and a region's without its noun
/// too (`Kunar Province`). A city of another state than the post speaks of (`countries`) is more likely a namesake: the lists have few
/// villages.
fn place(view: &View<'_>, span: Range<usize>, lexicons: &Lexicons, countries: &FxHashSet<Label>) -> FoundPlace {
    let here = |country: &str| countries.contains(country);
    let elsewhere =
        |place: &Place| place.kind == PlaceKind::City && !countries.is_empty() && !place.country.as_deref().is_some_and(here);
    let listed = |name: &str| lexicons.gazetteer.place(name, here).filter(|place| !elsewhere(place));
    let without_noun = || {
        let (name, noun) = view.folded[span.clone()].rsplit_once(' ')?;
        let region = lexicons.figures.is(noun, WordClass::Region).then(|| region_named(name, lexicons).or_else(|| listed(name)));
        region.flatten().filter(|place| place.kind == PlaceKind::Region)
    };
    let place = listed(&view.folded[span.clone()]).or_else(without_noun);
    FoundPlace { span, place, method: PlaceMethod::Model, sure: false }
}

/// The region of `places.csv` that is called so, in small letters.
fn region_named(name: &str, lexicons: &Lexicons) -> Option<Place> {
    let hits = lexicons.names.hits(name, &Folded::new(name), true);
    let whole = hits.into_iter().filter(|hit| hit.start == 0 && hit.end == name.len());
    let places = whole.flat_map(|hit| lexicons.names.senses(hit)).filter_map(|sense| match sense {
        Sense::Place(place) | Sense::PlaceAlias(place) => lexicons.names.places.get(place),
        _ => None,
    });
    places.into_iter().find(|place| place.kind == PlaceKind::Region).cloned()
}
