//! The agent noun behind a state, over a possessive and modifiers: `Ukraine's military intelligence`, `російсько-окупаційні війська`.

use unspool_lexicon::{Agent, Hit, Sense, WordClass};

use super::agents::{is_agent, is_verb};
use super::{Composition, FORMATION, MOST_MODIFIERS, Noun};
use crate::possessive;
use crate::slavic::{self, is_cyrillic};
use crate::view::{Kind, View};

impl<'c> Composition<'c, '_> {
    /// The agent noun behind a name, over a possessive and modifiers: where it ends, and which.
    pub(super) fn noun_behind(&self, hit: Hit) -> Option<(usize, Noun<'c>)> {
        let (view, mentions, names) = (self.view, self.mentions, self.names);
        let (from, names_demonym) = (hit.end, self.is_demonym(hit));
        let rest = &view.text[from..];
        let possessive =
            possessive::behind_any(rest).and_then(|rest| rest.strip_prefix(' ')).map(|behind| rest.len() - behind.len());
        // `#Myanmar #military`
        let tagged = view.has_signs && view.text[..from].rsplit(' ').next().is_some_and(|word| word.contains('#'));
        let spaced = || if tagged && rest.starts_with(" #") { Some(2) } else { rest.starts_with(' ').then_some(1) };
        let bare = possessive.is_none() && !names_demonym;
        let compounded = || self.compounded(hit).filter(|&end| view.text[end..].starts_with(' ')).map(|end| end + 1 - from);
        let mut at = from + possessive.or_else(spaced).or_else(compounded)?;
        let first = at;
        let acts = |noun: Hit, agent: &Agent| bare && noun.start == first && is_verb(view, noun, agent);
        let mut found = None;
        let mut modifiers = 0;
        loop {
            at += view.text[at..].len() - view.text[at..].trim_start_matches(' ').len();
            at += if view.text[at..].starts_with("ex-") { 3 } else { 0 };
            if let Some(formation) = self.formations.iter().find(|formation| formation.start == at) {
                return Some((formation.end, FORMATION));
            }
            let body = mentions.bodies.get(mentions.bodies.partition_point(|body| body.span.start < at));
            if let Some(body) = body.filter(|body| body.span.start == at) {
                return Some((body.span.end, self.body(body)));
            }
            // `China's People's Liberation Army`: a name begins with the noun and is longer.
            let name = mentions.names.get(mentions.names.partition_point(|name| name.start < at)).filter(|name| name.start == at);
            let here = mentions.nouns.partition_point(|noun| noun.start < at);
            let candidates = mentions.nouns[here..].iter().take_while(|noun| noun.start == at);
            let candidates = candidates.filter(|noun| name.is_none_or(|name| name.end <= noun.end));
            let mut step = None;
            for &noun in candidates {
                match self.agent_of(noun) {
                    Some(agent)
                        if is_agent(view, noun, agent, self.words)
                            && !acts(noun, agent)
                            && !self.is_minister(noun, agent)
                            && !self.is_envoy(noun, agent) =>
                    {
                        found = Some((noun.end, agent.into()));
                        step = Some(noun.end);
                        break;
                    }
                    _ if names.senses(noun).any(|sense| sense == Sense::AgentModifier) && step.is_none() => {
                        step = Some(noun.end);
                    }
                    _ => {}
                }
            }
            // `state-connected` begins with a modifier.
            let step = step.filter(|&end| !view.text[end..].starts_with('-'));
            let attribute = || if found.is_none() && name.is_none() { attribute(view, at) } else { None };
            let step = step.or_else(|| compound(view, at)).or_else(attribute);
            let Some(next) = step else { return found };
            modifiers += usize::from(found.is_none());
            if modifiers > MOST_MODIFIERS || !view.text[next..].starts_with(' ') {
                return found;
            }
            // `Ukraine's security and intelligence agencies`
            let shared = found.is_none() && view.text[next..].starts_with(" and ");
            at = next + if shared { " and ".len() } else { 0 };
        }
    }

    /// `російсько-окупаційні війська`: where the adjective ends that a hyphen ties to a demonym in Cyrillic letters, if it is none itself.
    pub(super) fn compounded(&self, hit: Hit) -> Option<usize> {
        let start = self.view.text[hit.end..].strip_prefix('-').filter(|_| self.is_demonym(hit)).map(|_| hit.end + 1)?;
        let names = &self.mentions.names;
        let next = names.get(names.partition_point(|name| name.start < start)).filter(|name| name.start == start);
        attribute(self.view, start).filter(|_| next.is_none())
    }
}

/// `non-regime`, `state-connected`: where a compound in small letters ends that begins at a byte. Any may stand before an agent noun.
fn compound(view: &View<'_>, start: usize) -> Option<usize> {
    let first = view.token_at(start);
    let word = |at: usize| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital);
    let joined =
        |at: usize| view.token(at).is_some_and(|(_, text)| text == "-") && view.glued(at - 1, at) && view.glued(at, at + 1);
    let compound = word(first) && joined(first + 1) && word(first + 2);
    compound.then(|| view.tokens[first + 2].end)
}

/// `российские оккупационные власти`, `українська державна компанія`: where an adjective in small Cyrillic letters ends that begins
/// at a byte. One that ends as nouns do has the ending of the adjective before it.
fn attribute(view: &View<'_>, start: usize) -> Option<usize> {
    let index = view.token_at(start);
    let (token, _) = view.token(index)?;
    let (word, before) = (view.folded_token(index), view.folded_token(index.checked_sub(1)?));
    let alike = ["а", "е", "у", "і"].into_iter().any(|ending| word.ends_with(ending) && before.ends_with(ending));
    let adjective = slavic::is_adjective(word) || alike && word.starts_with(is_cyrillic);
    (adjective && !token.capital && !token.is(WordClass::Function)).then_some(token.end)
}
