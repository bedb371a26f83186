//! Places: the names that are places, states excepted.

use std::ops::Range;

use unspool_lexicon::{Hit, Names, Place, Sense, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{ActorKind, ActorMethod, PlaceKind, PlaceMention, PlaceMethod};

use crate::actors::FoundActor;
use crate::mentions::Mentions;
use crate::slavic::is_cyrillic;
use crate::spans;
use crate::tagger::Word;
use crate::view::{Kind, View};

/// A place before it becomes a row.
#[derive(Clone, Debug)]
pub(crate) struct FoundPlace {
    pub span: Range<usize>,
    /// What is known of it, if anything.
    pub place: Option<Place>,
    pub method: PlaceMethod,
    /// No name of the model takes its place.
    pub sure: bool,
}

/// The places that the lexicon knows, in text order.
pub(crate) fn find(view: &View<'_>, mentions: &Mentions, names: &Names) -> Vec<FoundPlace> {
    let places = mentions.names.iter().filter_map(|&hit| of_hit(hit, names));
    places.filter(|place| !is_quoted(view, &place.span)).collect()
}

/// `группировка «Днепр»`: whether a name in Cyrillic letters stands in quotation marks of its own, where it is that of something
/// else, unless the noun of a place stands before them (`аэропорт «Внуково»`).
pub(crate) fn is_quoted(view: &View<'_>, span: &Range<usize>) -> bool {
    let head = view.text[..span.start].strip_suffix(['«', '“', '"']);
    let quoted =
        head.filter(|_| view.text[span.clone()].starts_with(is_cyrillic) && view.text[span.end..].starts_with(['»', '”', '"']));
    quoted.is_some_and(|head| {
        let noun = view.token_at(head.trim_end().len()).checked_sub(1).and_then(|noun| view.token(noun));
        !noun.is_some_and(|(token, _)| token.is(WordClass::Site) || token.is(WordClass::QuotedSite))
    })
}

/// The place that a name is, if it is one.
pub(crate) fn of_hit(hit: Hit, names: &Names) -> Option<FoundPlace> {
    if names.senses(hit).any(|sense| sense == Sense::Shield) {
        return None;
    }
    let (place, method) = names.senses(hit).find_map(|sense| match sense {
        Sense::Place(place) => Some((place, PlaceMethod::Name)),
        Sense::PlaceAlias(place) => Some((place, PlaceMethod::Alias)),
        _ => None,
    })?;
    Some(FoundPlace { span: hit.start..hit.end, place: Some(names.places[place].clone()), method, sure: true })
}

/// Makes another place of one whose name is a part of that of a region, a site or a quarter: `Irkutsk Oblast`, `Aleppo` in
/// `Aleppo governorate`, `Kherson International Airport`, `East Aleppo`. What is known of it beyond its state is not known of the
/// other. A capital in such a name is no mention of its state.
pub(crate) fn widen(view: &View<'_>, places: &mut [FoundPlace], actors: &mut Vec<FoundActor>) {
    let mut widened: Vec<Range<usize>> = Vec::new();
    for index in 0..places.len() {
        // No place reaches into its neighbours.
        let from = index.checked_sub(1).map_or(0, |before| places[before].span.end);
        let to = places.get(index + 1).map_or(usize::MAX, |next| next.span.start);
        let found = &mut places[index];
        let Some(place) = found.place.as_mut().filter(|place| matches!(place.kind, PlaceKind::City | PlaceKind::Site)) else {
            continue;
        };
        let of_city = || region(view, &found.span).or_else(|| quarter(view, &found.span));
        let wider = site(view, &found.span).or_else(|| if place.kind == PlaceKind::City { of_city() } else { None });
        let Some((span, kind)) = wider.filter(|(span, _)| from <= span.start && span.end <= to) else { continue };
        if span != found.span {
            place.name = view.text[span.clone()].into();
            widened.push(span.clone());
            found.span = span;
        }
        (place.kind, place.geonames, place.lat, place.lon) = (kind, None, None, None);
    }
    let inside = |actor: &FoundActor| {
        let mut over = spans::overlapping(&widened, Clone::clone, &actor.span);
        over.any(|span| span.start <= actor.span.start && actor.span.end <= span.end)
    };
    if !widened.is_empty() {
        actors.retain(|actor| actor.method != ActorMethod::Metonym || !inside(actor));
    }
}

/// Makes places of persons that something is named after: `Rafic Hariri Airport`.
pub(crate) fn named_after(view: &View<'_>, places: &mut Vec<FoundPlace>, actors: &mut Vec<FoundActor>) {
    let before = places.len();
    actors.retain(|actor| {
        if actor.kind != ActorKind::Person || actor.method == ActorMethod::Handle {
            return true;
        }
        let Some((mut span, kind)) = site(view, &actor.span) else { return true };
        let given = view.token_at(span.start).checked_sub(1).filter(|&given| view.spaced(given, given + 1));
        let given = given.filter(|&given| {
            let (token, word) = (view.tokens[given], Word::of_text(view.folded_token(given)));
            token.kind == Kind::Word
                && token.capital
                && !token.is(WordClass::Function)
                && (word.is_given_name() || !word.is_ordinary())
        });
        span.start = given.map_or(span.start, |given| view.tokens[given].start);
        let name = view.text[span.clone()].into();
        let place = Place { name, kind, country: None, geonames: None, lat: None, lon: None };
        places.push(FoundPlace { span, place: Some(place), method: PlaceMethod::Model, sure: true });
        false
    });
    if places.len() > before {
        // No place of the lexicons lies in such a name.
        let named: Vec<Range<usize>> = places[before..].iter().map(|place| place.span.clone()).collect();
        let mut at = 0;
        places.retain(|place| {
            at += 1;
            at > before || !spans::overlap(&named, Clone::clone, &place.span)
        });
        places.sort_by_key(|place| (place.span.start, place.span.end));
    }
}

/// A name with the noun of a region behind it. In small letters the noun is no part of the region's name.
fn region(view: &View<'_>, name: &Range<usize>) -> Option<(Range<usize>, PlaceKind)> {
    let (token, _) = view.token(view.token_at(name.end))?;
    let region = token.is(WordClass::Region) && view.text.get(name.end..token.start) == Some(" ");
    region.then_some((name.start..if token.capital { token.end } else { name.end }, PlaceKind::Region))
}

/// A name with the noun of a site behind it, over ordinary words that say which sort it is of; each has a capital.
fn site(view: &View<'_>, name: &Range<usize>) -> Option<(Range<usize>, PlaceKind)> {
    /// Most of these words.
    const MOST_KINDS: usize = 2;
    let first = view.token_at(name.end);
    let follows =
        |at: usize| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && token.capital && view.spaced(at - 1, at));
    // `Kyiv City` is no site.
    let is_site = |at: usize| view.is(at, WordClass::Site) && !view.is_small(at, WordClass::Site);
    let kind = |at: usize| follows(at) && !is_site(at) && Word::of_text(view.folded_token(at)).is_ordinary();
    let noun = (first..=first + MOST_KINDS).find(|&at| !kind(at)).filter(|&at| follows(at) && is_site(at))?;
    Some((name.start..view.tokens[noun].end, PlaceKind::Site))
}

/// The name of a city with a point of the compass before it: `North Mitrovica`.
fn quarter(view: &View<'_>, name: &Range<usize>) -> Option<(Range<usize>, PlaceKind)> {
    let before = view.token_at(name.start).checked_sub(1)?;
    let (token, _) = view.token(before)?;
    let quarter = token.is(WordClass::Quarter) && view.text.get(token.end..name.start) == Some(" ");
    quarter.then_some((token.start..name.end, PlaceKind::City))
}

/// The rows of `places`.
pub(crate) fn rows(view: &View<'_>, found: Vec<FoundPlace>) -> Vec<PlaceMention> {
    let mut index = CharIndex::new(view.text);
    found
        .into_iter()
        .map(|found| {
            let at = view.locate(&mut index, found.span);
            let (kind, place) = (found.place.as_ref().map(|place| place.kind), found.place);
            let (name, country, geonames, lat, lon) = place.map_or_else(
                || (at.surface.into(), None, None, None, None),
                |Place { name, country, geonames, lat, lon, .. }| (name, country, geonames, lat, lon),
            );
            PlaceMention {
                start_char: at.start_char,
                end_char: at.end_char,
                name,
                surface: at.surface.into(),
                kind,
                country,
                geonames,
                lat,
                lon,
                method: found.method,
            }
        })
        .collect()
}
