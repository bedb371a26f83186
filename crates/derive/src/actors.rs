//! Actor mentions: names, demonyms, seats, and what they compose with agent nouns.

use std::ops::Range;

use unspool_lexicon::{Agent, Figures, Hit, Names, Sense, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{ActorKind, ActorMention, ActorMethod};

use crate::mentions::Mentions;
use crate::view::{Kind, View};

/// A mention before it becomes a row.
#[derive(Clone, Debug)]
pub(crate) struct FoundActor {
    pub span: Range<usize>,
    pub actor_id: Option<String>,
    pub name: String,
    pub kind: ActorKind,
    pub sector: Option<String>,
    pub country: Option<String>,
    pub wikidata: Option<String>,
    pub method: ActorMethod,
    /// A figure is attributed to it.
    pub source: bool,
}

/// Most words that may stand between a state and its agent noun.
const MOST_MODIFIERS: usize = 3;

/// Every mention, in text order, none overlapping.
pub(crate) fn find(view: &View<'_>, mentions: &Mentions, names: &Names, words: &Figures) -> Vec<FoundActor> {
    let mut found: Vec<FoundActor> = Vec::new();
    for &hit in &mentions.names {
        if found.last().is_some_and(|last| hit.start < last.span.end) {
            continue;
        }
        if let Some(actor) = composed(view, hit, mentions, names, words).or_else(|| simple(view, hit, names)) {
            found.push(actor);
        }
    }
    found.extend(handles(view, names, &found));
    found.sort_by_key(|actor| (actor.span.start, actor.span.end));
    found
}

/// The mention that a name is by itself.
fn simple(view: &View<'_>, hit: Hit, names: &Names) -> Option<FoundActor> {
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
    // The English article belongs to a few names (`The Hague`), never to a mention of a body.
    let article = ["The ", "the "].iter().find(|article| surface.starts_with(**article) && mention.kind != ActorKind::State);
    match article {
        Some(article) => Some(FoundActor { span: hit.start + article.len()..hit.end, ..mention }),
        None => Some(mention),
    }
}

/// A state, demonym or seat with the agent noun behind it: `Ukraine's military intelligence`.
fn composed(view: &View<'_>, hit: Hit, mentions: &Mentions, names: &Names, words: &Figures) -> Option<FoundActor> {
    let country = names.senses(hit).find_map(|sense| match sense {
        Sense::State(index) | Sense::StateAlias(index) | Sense::Demonym(index) | Sense::Capital(index) => {
            Some(names.states[index].alpha3.clone())
        }
        Sense::Seat(index) => names.actors[index].country.clone(),
        _ => None,
    })?;
    let (end, agent) = agent_phrase(view, hit.end, mentions, names, words)?;
    let agent = &names.agents[agent];
    let start = prefix_start(view.text, hit.start);
    // Ids of composed actors: the state and the sector.
    let id = format!("{}-{}", country.to_ascii_lowercase(), agent.sector.to_ascii_lowercase());
    Some(FoundActor {
        span: start..end,
        actor_id: Some(id),
        name: view.text[start..end].to_owned(),
        kind: agent.kind,
        sector: Some(agent.sector.clone()),
        country: Some(country),
        wikidata: None,
        method: ActorMethod::Composed,
        source: false,
    })
}

/// `pro-`, `anti-` in front of a name belong to a composed mention.
fn prefix_start(text: &str, start: usize) -> usize {
    for prefix in ["pro-", "Pro-", "anti-", "Anti-"] {
        if let Some(before) = text[..start].strip_suffix(prefix)
            && !before.ends_with(unspool_lexicon::is_word)
        {
            return before.len();
        }
    }
    start
}

/// The agent noun behind byte `from`, over a possessive and modifiers: where it ends, and which.
fn agent_phrase(view: &View<'_>, from: usize, mentions: &Mentions, names: &Names, words: &Figures) -> Option<(usize, usize)> {
    let rest = &view.text[from..];
    let possessive = ["'s ", "’s ", "' ", "’ "].iter().find(|form| rest.starts_with(**form)).map(|form| form.len());
    let mut at = from + possessive.or_else(|| rest.starts_with(' ').then_some(1))?;
    let mut found = None;
    let mut modifiers = 0;
    loop {
        at += view.text[at..].len() - view.text[at..].trim_start_matches(' ').len();
        let here = mentions.nouns.partition_point(|noun| noun.start < at);
        let candidates = mentions.nouns[here..].iter().take_while(|noun| noun.start == at);
        let mut step = None;
        for &noun in candidates {
            let agent = names.senses(noun).find_map(|sense| if let Sense::Agent(index) = sense { Some(index) } else { None });
            match agent {
                Some(agent) if is_agent(view, noun, &names.agents[agent], words) => {
                    found = Some((noun.end, agent));
                    step = Some(noun.end);
                    break;
                }
                _ if names.senses(noun).any(|sense| sense == Sense::AgentModifier) && step.is_none() => step = Some(noun.end),
                _ => {}
            }
        }
        let Some(next) = step else { return found };
        modifiers += usize::from(found.is_none());
        if modifiers > MOST_MODIFIERS || !view.text[next..].starts_with(' ') {
            return found;
        }
        at = next;
    }
}

/// Whether an agent noun is one here, and neither a title nor an adjective.
fn is_agent(view: &View<'_>, noun: Hit, agent: &Agent, words: &Figures) -> bool {
    let adjective = agent.adjective && noun_follows(view, noun, words);
    !adjective && !is_title(view.text, noun, agent.kind)
}

/// `Russian President Vladimir Putin`: a singular office before a name is a title, not an agent.
fn is_title(text: &str, noun: Hit, kind: ActorKind) -> bool {
    let singular = kind == ActorKind::Group && !text[noun.start..noun.end].ends_with('s');
    let named = text[noun.end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    singular && named && !matches!(&text[noun.start..noun.end], "people" | "media")
}

/// Whether a word that can be a noun follows on the same line: `military interventions`.
fn noun_follows(view: &View<'_>, noun: Hit, words: &Figures) -> bool {
    let index = view.token_at(noun.end);
    view.text[noun.end..].starts_with([' ', '-'])
        && view.token(index).is_some_and(|(token, text)| {
            token.kind == Kind::Word && !words.is(text, WordClass::Function) && !words.is(text, WordClass::Verb)
        })
}

/// Handles that the lexicon knows.
fn handles(view: &View<'_>, names: &Names, found: &[FoundActor]) -> Vec<FoundActor> {
    let mut actors = Vec::new();
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
                surface: at.surface,
                actor_id: actor.actor_id,
                name: actor.name,
                kind: actor.kind,
                sector: actor.sector,
                country: actor.country,
                wikidata: actor.wikidata,
                method: actor.method,
                role: actor.source.then(|| "source".to_owned()),
            }
        })
        .collect()
}
