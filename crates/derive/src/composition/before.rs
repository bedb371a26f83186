//! The agent noun in front of a state: `troops from North Korea`, `the Foreign Ministry of China`, `МИД Китая`.

use unspool_lexicon::{AlsoWord, Hit, Sense, WordClass, is_word};

use super::agents::is_title;
use super::prefixes::former;
use super::{Composition, Noun};
use crate::possessive;
use crate::slavic::{self, is_cyrillic};

impl<'c> Composition<'c, '_> {
    /// The agent noun before a state: `troops from North Korea`. Where it begins, and which.
    pub(super) fn noun_before(&self, hit: Hit) -> Option<(usize, Noun<'c>)> {
        let text = self.view.text;
        // `troops from Russia's Wagner Group`, `the party of Kosovo Serbs`
        let names = &self.mentions.names;
        let next = names.get(names.partition_point(|next| next.start <= hit.end));
        let of_people = next.is_some_and(|&next| self.is_demonym(next) && text.get(hit.end..next.start) == Some(" "));
        // `president of Manila-based Zelvi`
        let placed = text[hit.end..].starts_with("-based ");
        if self.is_demonym(hit) || of_people || placed || text[hit.end..].starts_with(['\'', '’']) {
            return None;
        }
        let head = text[..hit.start].strip_suffix("the ").unwrap_or(&text[..hit.start]);
        let genitive = may_be_genitive(&text[hit.start..hit.end]);
        // `найманців із Сирії`, but `обмін полоненими з Росією`
        let from =
            self.view.token_at(hit.start).checked_sub(1).filter(|&from| genitive && self.view.is_small(from, WordClass::OutOf));
        let out_of = || from.map(|from| text[..self.view.tokens[from].start].trim_end());
        let (end, from) = match (head.strip_suffix(" of "), head.strip_suffix(" from ").or_else(out_of)) {
            (Some(before), _) => (before.len(), false),
            (_, Some(before)) => (before.len(), true),
            _ if genitive => (head.strip_suffix(' ')?.len(), false),
            _ => return None,
        };
        let bodies = &self.mentions.bodies;
        let body = bodies.get(bodies.partition_point(|body| body.span.end < end));
        if let Some(body) = body.filter(|body| body.span.end == end) {
            return Some((body.span.start, self.body(body)));
        }
        let noun = self.mentions.nouns_to(end).next()?;
        let agent = self.agent_of(noun)?;
        let of_removal = || {
            let sentence = self.view.sentence(noun.start);
            let first = self.view.token_at(sentence.start);
            let here = self.view.token_at(noun.start);
            (first..here).any(|token| self.view.is(token, WordClass::Removal))
        };
        let possessed = possessive::owns_next(&text[..noun.start]);
        let titled = is_title(text, noun, hit.end, agent.kind);
        // `of` has no noun modify the state: `the military of Ukraine`.
        let of = text[..hit.start].trim_end_matches("the ").ends_with(" of ");
        // `военные России`: an adjective would have its noun between.
        let adjective = agent.also == Some(AlsoWord::Adjective) && !of && !self.is_cyrillic_name(hit);
        // `батальон из Нджамены`: a town that they come from.
        let town = || self.names.senses(hit).any(|sense| matches!(sense, Sense::Capital(_)));
        if adjective || possessed || titled || from && (of_removal() || town()) {
            return None;
        }
        // `ex-soldiers from Colombia`; of any other compound the noun is a part, but not behind a bullet.
        let start = former(&text[..noun.start]);
        let compound = text[..start].strip_suffix('-').is_some_and(|front| front.ends_with(is_word));
        (!compound).then(|| (start, agent.into()))
    }
}

/// Whether a Russian or Ukrainian name can be in the genitive, which needs no `of`: `МИД Китая`, `войска США`.
fn may_be_genitive(name: &str) -> bool {
    // `армія Судану`: so end the genitives of Ukrainian masculines, and no accusative of a feminine (`Україну`).
    const MASCULINE: [&str; 9] = ["ану", "аку", "ару", "ену", "єну", "пту", "йну", "їлю", "таю"];
    let ending = || name.ends_with(['а', 'я', 'ы', 'и', 'і', 'ї']) || MASCULINE.iter().any(|ending| name.ends_with(ending));
    // `рф`
    let abbreviation = || name.chars().all(char::is_uppercase) || !name.contains(slavic::is_vowel);
    name.starts_with(is_cyrillic) && (ending() || abbreviation())
}
