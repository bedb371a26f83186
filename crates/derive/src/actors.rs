//! Actor mentions: names, demonyms, seats and handles; what they compose with agent nouns is in `composition`.

use std::ops::Range;

use chrono::NaiveDate;
use unspool_lexicon::{Figures, Folded, Hit, Names, Offices, Sense};
use unspool_model::count::CharIndex;
use unspool_model::{ActorKind, ActorMention, ActorMethod, Label};

use crate::bodies::{self, Body};
use crate::composition::{self, Composition};
use crate::formations;
use crate::mentions::Mentions;
use crate::spans;
use crate::view::View;

/// A mention before it becomes a row.
#[derive(Clone, Debug)]
pub(crate) struct FoundActor {
    pub span: Range<usize>,
    pub actor_id: Option<Label>,
    pub name: Label,
    pub kind: ActorKind,
    pub sector: Option<Label>,
    pub country: Option<Label>,
    pub wikidata: Option<Label>,
    pub method: ActorMethod,
    /// A figure is attributed to it.
    pub source: bool,
}

/// Every mention, in text order, none overlapping.
pub(crate) fn find(view: &View<'_>, mentions: &Mentions, names: &Names, words: &Figures) -> Vec<FoundActor> {
    let formations = formations::find(view, mentions);
    let composition = Composition { view, mentions, names, words, formations: &formations };
    let mut found: Vec<FoundActor> = Vec::with_capacity(mentions.names.len());
    for (index, &hit) in mentions.names.iter().enumerate() {
        if found.last().is_some_and(|last| hit.start < last.span.end) {
            continue;
        }
        let free_from = found.last().map_or(0, |last| last.span.end);
        if let Some(actor) = composition.at(index, free_from).or_else(|| simple(view, hit, names)) {
            found.push(actor);
        }
    }
    let alone = formations.iter().map(|span| (span, Some(formations::SECTOR)));
    add_free(view, alone, &mut found);
    let sector = |body: &Body| bodies::sector(view, &body.span, mentions, names, words);
    let own = mentions.bodies.iter().filter(|body| body.own).map(|body| (&body.span, sector(body)));
    add_free(view, own, &mut found);
    inherit(view, &mut found, mentions, names);
    found.extend(handles(view, names, &found));
    found.sort_by_key(|actor| (actor.span.start, actor.span.end));
    found
}

/// Adds the bodies and units, with their sectors, that no mention touches.
fn add_free<'s>(view: &View<'_>, units: impl Iterator<Item = (&'s Range<usize>, Option<&'s str>)>, found: &mut Vec<FoundActor>) {
    let mut added = Vec::new();
    for (span, sector) in units {
        if !spans::overlap(found, |actor| actor.span.clone(), span) {
            added.push(nameless(view, span.clone(), sector));
        }
    }
    found.extend(added);
    found.sort_by_key(|actor| actor.span.start);
}

/// Sectors of what a state has, whose bodies are of the state that they are named after.
const OF_STATES: [&str; 7] = ["GOV", "MIL", "SPY", "COP", "LEG", "JUD", "PTY"];

/// A body that begins with the name of another one has its state, and its sector where its noun says none: `PLA Eastern
/// Theater Command`, but not `Congress of Fishers`. One that begins with the name of a state is of that state if only states
/// have such: `Myanmar Army`, but not `Sudan Doctors Network`; so it is with cities: `Dhaka Metropolitan Police`.
fn inherit(view: &View<'_>, found: &mut [FoundActor], mentions: &Mentions, names: &Names) {
    for actor in found.iter_mut().filter(|actor| actor.method == ActorMethod::Composed && actor.actor_id.is_none()) {
        if actor.country.is_some() {
            continue;
        }
        let text = &view.text[actor.span.clone()];
        let first = names.hits(text, &Folded::new(text), false).into_iter().find(|hit| {
            hit.start == 0 && text[hit.end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
        });
        let owner = first.and_then(|hit| {
            names.senses(hit).find_map(|sense| match sense {
                Sense::Actor(index) | Sense::ActorAlias(index) => Some(&names.actors[index]),
                _ => None,
            })
        });
        if let Some(owner) = owner {
            actor.country.clone_from(&owner.country);
            actor.sector = actor.sector.take().or_else(|| owner.sector.clone());
            continue;
        }
        let state = first.and_then(|hit| {
            names.senses(hit).find_map(|sense| match sense {
                Sense::State(index) | Sense::StateAlias(index) => Some((hit, &names.states[index])),
                _ => None,
            })
        });
        let Some(sector) = actor.sector.as_deref().filter(|sector| OF_STATES.contains(sector)) else { continue };
        if let Some((hit, state)) = state {
            // Nothing but an agent noun behind the state.
            let noun = actor.span.start + hit.end + 1..actor.span.end;
            let plain = mentions.nouns_to(noun.end).any(|other| other.start == noun.start);
            actor.actor_id = plain.then(|| composition::id(&state.alpha3, sector));
            actor.country = Some(state.alpha3.clone());
        } else {
            actor.country = first.and_then(|hit| {
                names.senses(hit).find_map(|sense| match sense {
                    Sense::Place(index) | Sense::PlaceAlias(index) => names.places[index].country.clone(),
                    _ => None,
                })
            });
        }
    }
}

/// Gives those who are known for another office than they held on a day the sector and state of that one: Mark Rutte is the
/// Netherlands' in 2022 and NATO's in 2025.
pub(crate) fn put_in_office(found: &mut [FoundActor], offices: &Offices, day: NaiveDate) {
    for actor in found {
        if let Some(office) = actor.actor_id.as_deref().and_then(|id| offices.held(id, day)) {
            actor.sector.clone_from(&office.sector);
            actor.country.clone_from(&office.country);
        }
    }
}

/// Whether one of the mentions is of a state or of its people or bodies.
pub(crate) fn name_country(found: &[FoundActor], alpha3: &str) -> bool {
    found.iter().any(|actor| actor.country.as_deref() == Some(alpha3))
}

/// The mention that a name is by itself.
pub(crate) fn simple(view: &View<'_>, hit: Hit, names: &Names) -> Option<FoundActor> {
    let surface = &view.text[hit.start..hit.end];
    let state = |index: usize, method: ActorMethod| {
        let state = &names.states[index];
        FoundActor {
            span: hit.start..hit.end,
            actor_id: Some(state.id.clone()),
            name: state.name.clone(),
            kind: ActorKind::State,
            sector: None,
            country: Some(state.alpha3.clone()),
            wikidata: state.wikidata.clone(),
            method,
            source: false,
        }
    };
    let actor = |index: usize, method: ActorMethod| {
        let actor = &names.actors[index];
        FoundActor {
            span: hit.start..hit.end,
            actor_id: Some(actor.id.clone()),
            name: actor.name.clone(),
            kind: actor.kind,
            sector: actor.sector.clone(),
            country: actor.country.clone(),
            wikidata: actor.wikidata.clone(),
            method,
            source: false,
        }
    };
    if names.senses(hit).any(|sense| sense == Sense::Shield) {
        return None;
    }
    let mention = names.senses(hit).find_map(|sense| match sense {
        Sense::State(index) => Some(state(index, ActorMethod::Name)),
        Sense::StateAlias(index) => Some(state(index, ActorMethod::Alias)),
        Sense::Demonym(index) => Some(state(index, ActorMethod::Demonym)),
        Sense::Capital(index) => Some(state(index, ActorMethod::Metonym)),
        Sense::Actor(index) => Some(actor(index, ActorMethod::Name)),
        Sense::ActorAlias(index) => Some(actor(index, ActorMethod::Alias)),
        Sense::Seat(index) => Some(actor(index, ActorMethod::Metonym)),
        _ => None,
    })?;
    // The English article belongs to a few names (`The Gambia`), never to a mention.
    let article = ["The ", "the "].iter().find(|article| surface.starts_with(**article));
    match article {
        Some(article) => Some(FoundActor { span: hit.start + article.len()..hit.end, ..mention }),
        None => Some(mention),
    }
}

/// A body or military unit by itself: it says of no state that it is its own.
fn nameless(view: &View<'_>, span: Range<usize>, sector: Option<&str>) -> FoundActor {
    FoundActor {
        name: view.text[span.clone()].into(),
        span,
        actor_id: None,
        kind: ActorKind::Organization,
        sector: sector.map(Into::into),
        country: None,
        wikidata: None,
        method: ActorMethod::Composed,
        source: false,
    }
}

/// Handles that the lexicon knows.
fn handles(view: &View<'_>, names: &Names, found: &[FoundActor]) -> Vec<FoundActor> {
    let mut actors = Vec::new();
    if !view.has_masks() {
        return actors;
    }
    for (start, sign) in view.text.match_indices(['@', '＠']) {
        let end = view.text[start + sign.len()..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(view.text.len(), |length| start + sign.len() + length);
        let handle = view.text[start + sign.len()..end].to_ascii_lowercase();
        if view.text[..start].ends_with(unspool_lexicon::is_word) || found.iter().any(|actor| actor.span.contains(&start)) {
            continue;
        }
        if let Some(actor) = names.by_handle(&handle) {
            actors.push(FoundActor {
                span: start..end,
                actor_id: Some(actor.id.clone()),
                name: actor.name.clone(),
                kind: actor.kind,
                sector: actor.sector.clone(),
                country: actor.country.clone(),
                wikidata: actor.wikidata.clone(),
                method: ActorMethod::Handle,
                source: false,
            });
        }
    }
    actors
}

/// The rows of `actors`.
pub(crate) fn rows(view: &View<'_>, found: Vec<FoundActor>) -> Vec<ActorMention> {
    let mut index = CharIndex::new(view.text);
    found
        .into_iter()
        .map(|actor| {
            let at = view.locate(&mut index, actor.span);
            ActorMention {
                start_char: at.start_char,
                end_char: at.end_char,
                surface: at.surface.into(),
                actor_id: actor.actor_id,
                name: actor.name,
                kind: actor.kind,
                sector: actor.sector,
                country: actor.country,
                wikidata: actor.wikidata,
                method: actor.method,
                role: actor.source.then(|| "source".into()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeZone as _, Utc};
    use unspool_lexicon::Lexicons;

    use crate::{Subject, derive};

    #[test]
    fn who_is_named_has_the_office_of_the_day_of_the_post() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
        let begun = derive(&Subject { started_on: day((2022, 3, 1)), ..Subject::text("Rutte spoke") }, &lexicons).actors;
        assert_eq!(begun[0].country.as_deref(), Some("NLD"));
        let offices = |text: &str, day: Option<(i32, u32, u32)>| {
            let created_at = day.and_then(|(year, month, day)| Utc.with_ymd_and_hms(year, month, day, 12, 0, 0).single());
            let rows = derive(&Subject { created_at, ..Subject::text(text) }, &lexicons).actors;
            let cell = |cell: &Option<unspool_model::Label>| cell.as_deref().unwrap_or("-").to_owned();
            rows.iter().map(|row| format!("{} {} {}", row.surface, cell(&row.sector), cell(&row.country))).collect::<Vec<_>>()
        };
        let text = "Rutte spoke with Netanyahu and Pompeo";
        assert_eq!(offices(text, None), ["Rutte IGO -", "Netanyahu GOV ISR", "Pompeo GOV USA"]);
        assert_eq!(offices(text, Some((2017, 10, 1))), ["Rutte GOV NLD", "Netanyahu GOV ISR", "Pompeo SPY USA"]);
        assert_eq!(offices(text, Some((2022, 3, 1))), ["Rutte GOV NLD", "Netanyahu OPP ISR", "Pompeo GOV USA"]);
        assert_eq!(offices(text, Some((2025, 6, 25))), ["Rutte IGO -", "Netanyahu GOV ISR", "Pompeo GOV USA"]);
    }
}
