//! Composed mentions: a state, demonym or seat with an agent noun.
//!
//! The noun stands behind (`North Korean forces`, `Ukraine's military intelligence`) or before (`troops from
//! North Korea`, `the Foreign Ministry of China`, `МИД Китая`), or behind the last of several demonyms (`Russian and
//! Chinese officials`). A numbered formation is a noun too (`Russia's 810th Naval Infantry Brigade`). `before` and `behind` find the noun,
//! `agents` asks whether it is one there, `prefixes` are part of the mention or deny it.

mod agents;
mod before;
mod behind;
mod prefixes;

use std::ops::Range;

use unspool_lexicon::{Agent, Figures, Hit, Names, Sense};
use unspool_model::{ActorKind, ActorMethod, Label};

use self::prefixes::{is_denied, prefix_start};
use crate::actors::FoundActor;
use crate::formations;
use crate::joints::Joint;
use crate::mentions::Mentions;
use crate::slavic::{self, is_cyrillic};
use crate::view::View;

/// Most words that may stand between a state and its agent noun.
const MOST_MODIFIERS: usize = 3;
/// Most bytes of the abbreviation of a state's name: `U.A.E.`
const LONGEST_ABBREVIATION: usize = 6;

/// What composing reads.
pub(crate) struct Composition<'c, 't> {
    pub view: &'c View<'t>,
    pub mentions: &'c Mentions,
    pub names: &'c Names,
    pub words: &'c Figures,
    /// Numbered military formations, in order.
    pub formations: &'c [Range<usize>],
}

/// The state that a composed actor belongs to.
#[derive(Clone, Copy)]
struct Owner<'c> {
    /// What ids begin with.
    id: &'c str,
    /// ISO 3166-1 alpha-3.
    country: Option<&'c str>,
}

/// What a composed mention says of its actor.
#[derive(Clone, Copy)]
struct Noun<'c> {
    /// Where it is known.
    sector: Option<&'c str>,
    kind: ActorKind,
}

/// Sector of a government's office.
const OFFICE: &str = "GOV";

/// A numbered military unit.
const FORMATION: Noun<'static> = Noun { sector: Some(formations::SECTOR), kind: ActorKind::Organization };

impl<'c> Composition<'c, '_> {
    /// The composed mention that the name with that index is part of. It does not reach back behind byte
    /// `free_from`.
    pub fn at(&self, index: usize, free_from: usize) -> Option<FoundActor> {
        let hit = self.mentions.names[index];
        let owner = self.owner(hit).filter(|_| !is_denied(self.view.text, hit.start))?;
        let start = prefix_start(self.view.text, hit.start);
        // `вглиб території України підрозділів`: what belongs to a state in Cyrillic stands before its name; people (`россияне`) have
        // nothing behind them either.
        let in_cyrillic = self.view.text[hit.start..].starts_with(is_cyrillic);
        let of_state = || slavic::is_of_state(self.view.folded_token(self.view.token_at(hit.end).saturating_sub(1)));
        let adjective = || self.is_demonym(hit) && (of_state() || self.compounded(hit).is_some());
        let behind = if in_cyrillic && !adjective() { None } else { self.noun_behind(hit) };
        if let Some((end, noun)) = behind {
            return Some(self.composed(start..end, owner, noun));
        }
        if let Some((start, noun)) = self.noun_before(hit).filter(|&(start, _)| start >= free_from) {
            return Some(self.composed(start..hit.end, owner, noun));
        }
        let noun = self.shared_noun(index)?;
        Some(self.composed(start..hit.end, owner, noun))
    }

    /// The state that a name stands for. One without a code (Transnistria) has its id.
    fn owner(&self, hit: Hit) -> Option<Owner<'c>> {
        let coded = |code: &'c str| Owner { id: code, country: Some(code) };
        self.names.senses(hit).find_map(|sense| match sense {
            Sense::State(index) | Sense::StateAlias(index) | Sense::Demonym(index) | Sense::Capital(index) => {
                Some(coded(&self.names.states[index].alpha3))
            }
            Sense::Seat(index) => self.names.actors[index].country.as_deref().map(coded),
            Sense::Actor(index) | Sense::ActorAlias(index) if self.names.actors[index].kind == ActorKind::State => {
                Some(Owner { id: &self.names.actors[index].id, country: None })
            }
            _ => None,
        })
    }

    fn is_demonym(&self, hit: Hit) -> bool {
        self.names.senses(hit).any(|sense| matches!(sense, Sense::Demonym(_)))
    }

    /// Whether a mention in Cyrillic is a name and no demonym.
    fn is_cyrillic_name(&self, hit: Hit) -> bool {
        self.view.text[hit.start..].starts_with(is_cyrillic) && !self.is_demonym(hit)
    }

    /// `US`, `U.K.`: a state's name that stands for its demonym.
    fn is_abbreviation(&self, hit: Hit) -> bool {
        let text = &self.view.text[hit.start..hit.end];
        let state = || self.names.senses(hit).any(|sense| matches!(sense, Sense::State(_) | Sense::StateAlias(_)));
        text.len() <= LONGEST_ABBREVIATION && text.chars().all(|c| c.is_ascii_uppercase() || c == '.') && state()
    }

    fn composed(&self, span: Range<usize>, owner: Owner<'_>, noun: Noun<'_>) -> FoundActor {
        FoundActor {
            name: self.view.text[span.clone()].into(),
            span,
            actor_id: noun.sector.map(|sector| id(owner.id, sector)),
            kind: noun.kind,
            sector: noun.sector.map(Into::into),
            country: owner.country.map(Into::into),
            wikidata: None,
            method: ActorMethod::Composed,
            source: false,
        }
    }

    /// The noun behind the next demonym, over `and`: `Russian and Chinese officials`.
    fn shared_noun(&self, index: usize) -> Option<Noun<'c>> {
        let (mut hit, mut index) = (self.mentions.names[index], index);
        // `U.S. and South Korean officials`
        while self.is_demonym(hit) || self.is_abbreviation(hit) {
            index += 1;
            let next = *self.mentions.names.get(index)?;
            let hyphen = self.view.text.get(hit.end..next.start) == Some("-");
            let joint = || Joint::behind(self.view, self.view.token_at(hit.end)).map(|joint| joint.tokens.end);
            let joined = hyphen || joint() == Some(self.view.token_at(next.start));
            if !joined || !(self.is_demonym(next) || self.is_abbreviation(next)) {
                return None;
            }
            if let Some((_, noun)) = self.noun_behind(next) {
                return Some(noun);
            }
            hit = next;
        }
        None
    }
}

/// The id of a composed actor: the state and the sector.
pub(crate) fn id(state: &str, sector: &str) -> Label {
    let mut id = [state, "-", sector].concat();
    id.make_ascii_lowercase();
    id.into()
}

impl<'c> From<&'c Agent> for Noun<'c> {
    fn from(agent: &'c Agent) -> Self {
        Self { sector: Some(&agent.sector), kind: agent.kind }
    }
}
