//! Composed mentions: a state, demonym or seat with an agent noun.
//!
//! The noun stands behind (`North Korean forces`, `Ukraine's military intelligence`) or before (`troops from
//! North Korea`, `the Foreign Ministry of China`, `МИД Китая`), or behind the last of several demonyms (`Russian and
//! Chinese officials`). A numbered formation is a noun too (`Russia's 810th Naval Infantry Brigade`).

use std::ops::Range;

use unspool_lexicon::{Agent, AlsoWord, Attribution, Figures, Hit, Names, Sense, WordClass, is_word};
use unspool_model::{ActorKind, ActorMethod, Label};

use crate::actors::FoundActor;
use crate::bodies::{self, Body};
use crate::formations;
use crate::joints::Joint;
use crate::mentions::Mentions;
use crate::possessive;
use crate::slavic::{self, is_cyrillic};
use crate::tagger::Word;
use crate::view::{Kind, View};

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

    /// The agent noun before a state: `troops from North Korea`. Where it begins, and which.
    fn noun_before(&self, hit: Hit) -> Option<(usize, Noun<'c>)> {
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

    /// What a body with a name is as the body of a state.
    fn body(&self, body: &Body) -> Noun<'c> {
        let office = body.office.then_some(OFFICE);
        let sector = bodies::sector(self.view, &body.span, self.mentions, self.names, self.words).or(office);
        Noun { sector, kind: ActorKind::Organization }
    }

    /// `Saudi ambassador to Yemen Mohammed Jabir`: whether a singular office has the state behind it where it is held, and then a name.
    fn is_envoy(&self, noun: Hit, agent: &Agent) -> bool {
        let (text, names) = (self.view.text, &self.mentions.names);
        let host = noun.end + " to ".len();
        let host = names.get(names.partition_point(|name| name.start < host)).filter(|name| name.start == host);
        let before_name =
            |host: &Hit| text[host.end..].strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase));
        self.is_office(noun, agent)
            && text[noun.end..].starts_with(" to ")
            && host.is_some_and(|host| self.owner(*host).is_some() && before_name(host))
    }

    /// Whether an agent noun may be the office of one person.
    fn is_office(&self, noun: Hit, agent: &Agent) -> bool {
        agent.kind == ActorKind::Group && !self.view.text[noun.start..noun.end].ends_with('s')
    }

    /// `Russian Minister of Agriculture Dmitry Patrushev`: whether a singular office has a portfolio of capitals behind it, and then a
    /// person, whom the lexicon knows or whose names are no ordinary words.
    fn is_minister(&self, noun: Hit, agent: &Agent) -> bool {
        /// Most bytes of a portfolio.
        const LONGEST: usize = 60;
        let (text, names) = (self.view.text, &self.mentions.names);
        if !self.is_office(noun, agent) || !text[noun.end..].starts_with(" of ") {
            return false;
        }
        let from = names.partition_point(|name| name.start < noun.end);
        let person = |hit: &&Hit| {
            self.names.senses(**hit).any(|sense| {
                matches!(sense, Sense::Actor(index) | Sense::ActorAlias(index) if self.names.actors[index].kind == ActorKind::Person)
            })
        };
        let next = names[from..].iter().take_while(|name| name.start <= noun.end + LONGEST).find(person);
        let of_office = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "the" | "&" | "of");
        let known = next.and_then(|name| text.get(noun.end + " of ".len()..name.start));
        known.is_some_and(|portfolio| portfolio.split_whitespace().all(of_office)) || self.is_before_name(noun.end + " of ".len())
    }

    /// `російсько-окупаційні війська`: where the adjective ends that a hyphen ties to a demonym in Cyrillic letters, if it is none itself.
    fn compounded(&self, hit: Hit) -> Option<usize> {
        let start = self.view.text[hit.end..].strip_prefix('-').filter(|_| self.is_demonym(hit)).map(|_| hit.end + 1)?;
        let names = &self.mentions.names;
        let next = names.get(names.partition_point(|name| name.start < start)).filter(|name| name.start == start);
        attribute(self.view, start).filter(|_| next.is_none())
    }

    /// `Defense Toshiro Ino`: whether a portfolio begins at a byte, ordinary words with a capital, and two more behind it of which the first is none.
    fn is_before_name(&self, start: usize) -> bool {
        /// Most words of a portfolio.
        const MOST: usize = 4;
        let view = self.view;
        let first = view.token_at(start);
        let capital = |at: usize| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && token.capital);
        let ordinary = |at: usize| Word::of_text(view.folded_token(at)).is_ordinary();
        let portfolio = (first..first + MOST).take_while(|&at| capital(at) && ordinary(at)).count();
        let name = first + portfolio;
        portfolio > 0 && [name, name + 1].into_iter().all(|at| capital(at) && view.spaced(at - 1, at)) && !ordinary(name)
    }

    fn agent_of(&self, noun: Hit) -> Option<&'c Agent> {
        let index = self.names.senses(noun).find_map(|sense| if let Sense::Agent(index) = sense { Some(index) } else { None });
        index.map(|index| &self.names.agents[index])
    }

    /// The agent noun behind a name, over a possessive and modifiers: where it ends, and which.
    fn noun_behind(&self, hit: Hit) -> Option<(usize, Noun<'c>)> {
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

/// Where `ex-` begins that a text ends in, else its end.
fn former(head: &str) -> usize {
    head.strip_suffix("ex-").or_else(|| head.strip_suffix("Ex-")).map_or(head.len(), str::len)
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

/// `pro-`, `anti-` in front of a name belong to a composed mention.
fn prefix_start(text: &str, start: usize) -> usize {
    for prefix in ["pro-", "Pro-", "anti-", "Anti-"] {
        if let Some(before) = text[..start].strip_suffix(prefix)
            && !before.ends_with(is_word)
        {
            return before.len();
        }
    }
    start
}

/// `non-Libyan fighters`: whether the name at a byte says whose somebody is not.
fn is_denied(text: &str, start: usize) -> bool {
    ["non-", "Non-"].iter().any(|prefix| text[..start].ends_with(prefix))
}

/// Whether an agent noun is one here, and neither a title nor an adjective.
fn is_agent(view: &View<'_>, noun: Hit, agent: &Agent, words: &Figures) -> bool {
    let adjective = agent.also == Some(AlsoWord::Adjective) && noun_follows(view, noun, words);
    // `Iranian Intelligence Minister Ismail Khatib`
    let portfolio = ["minister", "secretary"].into_iter().any(|office| view.is_text(view.token_at(noun.end), office));
    !adjective && !portfolio && !is_title(view.text, noun, noun.end, agent.kind)
}

/// `China courts the Gulf`, but `US forces this week`: whether a word that may be a verb stands in front of what is its object.
fn is_verb(view: &View<'_>, noun: Hit, agent: &Agent) -> bool {
    let object = view.token_at(noun.end);
    agent.also == Some(AlsoWord::Verb) && view.is_small(object, WordClass::Determiner) && view.text[noun.end..].starts_with(' ')
}

/// `Russian President Vladimir Putin`: a singular office before a name is a title, not an agent. The phrase
/// that holds the noun ends at byte `end`.
fn is_title(text: &str, noun: Hit, end: usize, kind: ActorKind) -> bool {
    let singular = kind == ActorKind::Group && !text[noun.start..noun.end].ends_with('s');
    let behind = &text[end..];
    // `US President-elect Donald Trump`
    let behind = behind.strip_prefix("-elect").unwrap_or(behind);
    let capital = |rest: &str| rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    // `German minister of agriculture Ana Berg`
    let portfolio = behind.strip_prefix(" of ").and_then(|rest| rest.find(|c: char| !c.is_lowercase()).map(|end| &rest[end..]));
    let named = capital(behind) || portfolio.is_some_and(capital);
    singular && named && !matches!(&text[noun.start..noun.end], "people" | "media")
}

/// Whether a word that can be a noun follows on the same line: `military interventions`.
fn noun_follows(view: &View<'_>, noun: Hit, words: &Figures) -> bool {
    let index = view.token_at(noun.end);
    view.text[noun.end..].starts_with([' ', '-'])
        && view.token(index).is_some_and(|(token, text)| {
            let says = match words.attribution.get(text) {
                Some(Attribution::Verb) => true,
                // `Pakistan's military claims it shot five down`
                Some(Attribution::Both) => view.token(index + 1).is_some_and(|(next, _)| {
                    next.kind == Kind::Number || next.is(WordClass::Determiner) || next.is(WordClass::Opening)
                }),
                _ => false,
            };
            // `украинские военные уничтожили`: nouns in Cyrillic end otherwise than verbs.
            let folded = view.folded_token(index);
            if text.starts_with(is_cyrillic) {
                return slavic::is_plural_noun(folded) && !token.is(WordClass::Function) && !token.is(WordClass::Verb);
            }
            // `The Israeli military subsequently launched`
            let no_noun = text.starts_with(char::is_lowercase) && (text.ends_with("ed") || text.ends_with("ly"));
            token.kind == Kind::Word && !token.is(WordClass::Function) && !token.is(WordClass::Verb) && !says && !no_noun
        })
}
