//! Who can say something: mentions, noun phrases with a noun for those who speak (`speakers`), and names and bodies that nobody knows.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass, is_word};
use unspool_model::{ActorKind, ActorMethod};

use super::{Reader, Source};
use crate::actors::FoundActor;
use crate::possessive;
use crate::view::{Kind, Token};

impl Reader<'_, '_> {
    /// Mentions, and noun phrases with an agent noun for a head, in text order.
    pub(super) fn sources(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
        let mut sources = self.mentioned(sentence, actors);
        self.add_speakers(sentence, &mut sources, actors);
        sources.extend(self.unknown_names(sentence, &sources));
        sources.extend(self.unknown_handles(sentence, &sources));
        sources.extend(self.bodies(sentence, &sources));
        // What describes another source is none.
        let fronts: Vec<Range<usize>> = sources.iter().map(|source| source.front..source.span.start).collect();
        let told = |source: &Source| self.view.is_small(self.view.token_at(source.span.start), WordClass::Addressee);
        sources.retain(|source| !fronts.iter().any(|front| front.contains(&source.span.start)) && !told(source));
        sources.sort_by_key(|source| source.span.start);
        let sources = self.with_places(self.with_offices(self.with_makers(sources), actors), actors);
        self.cited_at_length(self.with_affiliations(&sources, sentence, actors), sentence, actors)
    }

    /// The mentions of a sentence that can say something, with the people or the part that the words behind them name.
    fn mentioned(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        let first = actors.partition_point(|actor| actor.span.start < sentence.start);
        let here = actors.iter().enumerate().skip(first).take_while(|(_, actor)| actor.span.start < sentence.end);
        // `Islamabad-based think tank PICSS`: where it is, and nobody who speaks.
        let based = |actor: &FoundActor| self.view.folded[actor.span.end..].starts_with("-based ");
        let here = here.filter(|(_, actor)| actor.span.end <= sentence.end && !self.is_addressed(actor.span.start));
        for (index, actor) in here.filter(|(_, actor)| !based(actor)) {
            // `Health Minister Firass Oruk: 492 killed`
            let office = || actor.kind == ActorKind::Person && self.has_title(sentence, actor.span.start);
            // `Tren de Aragua: 238 men were flown out`: gangs are spoken of, and say nothing.
            let known = actor.kind != ActorKind::State
                && actor.sector.as_deref() != Some("CRM")
                && match actor.method {
                    ActorMethod::Model => office() || self.is_owned(actor),
                    method => method != ActorMethod::Handle,
                };
            let named = known.then_some(actor.kind);
            let reports = known
                && (actor.kind == ActorKind::Person
                    || actor.sector.as_deref().is_some_and(|sector| matches!(sector, "MED" | "IGO" | "NGO" | "EDU")));
            let front = if actor.kind == ActorKind::State {
                self.before_official(sentence, actor.span.start)
            } else {
                self.front(sentence, actor.span.start)
            };
            let speaks = actor.kind != ActorKind::State || actor.method == ActorMethod::Metonym;
            sources.push(match self.followers(sentence, actor) {
                Some(span) => Source { front, ..Source::plain(span) },
                None => Source {
                    front,
                    actor: Some(index),
                    speaks,
                    named,
                    reports,
                    ..Source::plain(self.with_people(sentence, actor))
                },
            });
        }
        sources
    }

    /// `UNHCR's Ana Ruiz`: whether a person is the one of somebody.
    fn is_owned(&self, actor: &FoundActor) -> bool {
        let head = &self.view.text[..actor.span.start];
        actor.kind == ActorKind::Person && possessive::owns_next(head)
    }

    /// `Mondlane's supporters count 300 dead`: those whom no agent noun names, with whose they are, before a verb that attributes.
    fn followers(&self, sentence: &Range<usize>, actor: &FoundActor) -> Option<Range<usize>> {
        if actor.kind == ActorKind::State {
            return self.outlet_of_state(sentence, actor);
        }
        let start = sentence.end - possessive::owned(&self.view.text[actor.span.end..sentence.end])?.len();
        let noun = self.view.token_at(start);
        let follower = Some(noun).filter(|&noun| self.view.is_small(noun, WordClass::Follower));
        // `the UN's migration agency`
        let part = || self.part_at(start, sentence).filter(|_| actor.kind == ActorKind::Organization);
        let end = self.view.tokens[follower.or_else(part)?].end;
        self.says(end, sentence).then_some(actor.span.start..end)
    }

    /// `Chadian recruiters told`: a demonym with the plural behind it, where that is what speaks; `the U.N. migration agency said`: a
    /// body with its part.
    fn with_people(&self, sentence: &Range<usize>, actor: &FoundActor) -> Range<usize> {
        if let Some(end) = self.part_of_body(sentence, actor) {
            return actor.span.start..end;
        }
        let text = &self.view.text[actor.span.end..sentence.end];
        let noun = text.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !is_word(c)).next()).unwrap_or_default();
        let plural = noun.ends_with('s') && noun.len() > 3 && self.lexicons.figures.attribution.get(noun).is_none();
        // `the Serbian side said`, `армянская сторона сообщила`, `по данным армянской стороны`
        let side = self.lexicons.figures.is(noun, WordClass::Side);
        let people = actor.method == ActorMethod::Demonym && noun.starts_with(char::is_lowercase) && (plural || side);
        let cited = || {
            let phrase = self.phrase_before(sentence, actor.span.start);
            side && phrase.is_some_and(|(_, pattern)| pattern == Attribution::Before)
        };
        let speaks = || {
            let verb = text[noun.len() + 1..].strip_prefix(' ').and_then(|verb| self.lexicons.figures.attribution.starts(verb));
            verb.is_some_and(|(_, pattern)| *pattern == Attribution::Verb)
        };
        let end = if people && (speaks() || cited()) { actor.span.end + 1 + noun.len() } else { actor.span.end };
        actor.span.start..end
    }

    /// `повідомило агентству "Зельва" джерело`: whether who is named at byte `start` is told, and says nothing.
    pub(super) fn is_addressed(&self, start: usize) -> bool {
        let head = self.view.text[..start].trim_end_matches(['«', '“', '"', ' ']);
        let noun = self.view.token_at(head.len()).checked_sub(1);
        noun.is_some_and(|noun| self.view.is_small(noun, WordClass::Addressee))
    }

    /// `official Israeli figures`: where a state begins with the adjective in front of it.
    fn before_official(&self, sentence: &Range<usize>, start: usize) -> usize {
        let rest = self.view.folded[sentence.start..start].strip_suffix("official ");
        rest.filter(|rest| !rest.ends_with(is_word)).map_or(start, |rest| sentence.start + rest.len())
    }

    /// The words in small letters behind byte `end` that may belong to the noun of a body: none of the grammar, and none that
    /// attributes.
    pub(super) fn small_words(&self, end: usize, sentence: &Range<usize>) -> impl Iterator<Item = usize> {
        let view = self.view;
        let (first, limit) = (view.token_at(end), sentence.end);
        (first..view.tokens.len()).take_while(move |&at| {
            let open = |(token, text): (Token, &str)| token.end <= limit && self.phrase_at(text).is_none();
            self.is_common(at) && view.spaced(at - 1, at) && view.token(at).is_some_and(open)
        })
    }

    /// Whether a token is a word in small letters that may be a noun or modify one: none of the grammar, and no verb.
    pub(super) fn is_common(&self, at: usize) -> bool {
        self.view.token(at).is_some_and(|(token, _)| {
            token.kind == Kind::Word && !token.capital && !token.is(WordClass::Function) && !token.is(WordClass::Verb)
        })
    }

    /// Whether a verb that attributes stands behind byte `end` and a space, or behind when it was said.
    pub(super) fn says(&self, end: usize, sentence: &Range<usize>) -> bool {
        self.verb_follows(self.behind_time(end, sentence), sentence)
    }

    /// Whether a verb that attributes stands behind byte `end` and a space.
    pub(super) fn verb_follows(&self, end: usize, sentence: &Range<usize>) -> bool {
        let verb = self.view.text[end..sentence.end].strip_prefix(' ').and_then(|verb| self.phrase_at(verb));
        matches!(verb, Some((_, Attribution::Verb | Attribution::Both)))
    }
}
