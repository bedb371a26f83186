//! Whether an agent noun is one where it stands, and no title, office, verb or adjective.

use unspool_lexicon::{Agent, AlsoWord, Attribution, Figures, Hit, Sense, WordClass};
use unspool_model::ActorKind;

use super::{Composition, Noun, OFFICE};
use crate::bodies::{self, Body};
use crate::slavic::{self, is_cyrillic};
use crate::tagger::Word;
use crate::view::{Kind, View};

impl<'c> Composition<'c, '_> {
    pub(super) fn agent_of(&self, noun: Hit) -> Option<&'c Agent> {
        let index = self.names.senses(noun).find_map(|sense| if let Sense::Agent(index) = sense { Some(index) } else { None });
        index.map(|index| &self.names.agents[index])
    }

    /// What a body with a name is as the body of a state.
    pub(super) fn body(&self, body: &Body) -> Noun<'c> {
        let office = body.office.then_some(OFFICE);
        let sector = bodies::sector(self.view, &body.span, self.mentions, self.names, self.words).or(office);
        Noun { sector, kind: ActorKind::Organization }
    }

    /// `Saudi ambassador to Yemen Mohammed Jabir`: whether a singular office has the state behind it where it is held, and then a name.
    pub(super) fn is_envoy(&self, noun: Hit, agent: &Agent) -> bool {
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
    pub(super) fn is_minister(&self, noun: Hit, agent: &Agent) -> bool {
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
}

/// Whether an agent noun is one here, and neither a title nor an adjective.
pub(super) fn is_agent(view: &View<'_>, noun: Hit, agent: &Agent, words: &Figures) -> bool {
    let adjective = agent.also == Some(AlsoWord::Adjective) && noun_follows(view, noun, words);
    // `Iranian Intelligence Minister Ismail Khatib`
    let portfolio = ["minister", "secretary"].into_iter().any(|office| view.is_text(view.token_at(noun.end), office));
    !adjective && !portfolio && !is_title(view.text, noun, noun.end, agent.kind)
}

/// `China courts the Gulf`, but `US forces this week`: whether a word that may be a verb stands in front of what is its object.
pub(super) fn is_verb(view: &View<'_>, noun: Hit, agent: &Agent) -> bool {
    let object = view.token_at(noun.end);
    agent.also == Some(AlsoWord::Verb) && view.is_small(object, WordClass::Determiner) && view.text[noun.end..].starts_with(' ')
}

/// `Russian President Vladimir Putin`: a singular office before a name is a title, not an agent. The phrase
/// that holds the noun ends at byte `end`.
pub(super) fn is_title(text: &str, noun: Hit, end: usize, kind: ActorKind) -> bool {
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
