//! Sources without a name: bodies, outlets and those who speak, in front of a verb that attributes.

use std::ops::Range;

use unspool_lexicon::{Attribution, Sense, WordClass};
use unspool_model::{ActorKind, ActorMethod};

use super::{Reader, Source};
use crate::actors::FoundActor;
use crate::possessive;
use crate::slavic;

/// Classes of the nouns of bodies and outlets without a name.
pub(super) const BODY_NOUNS: [WordClass; 3] = [WordClass::Body, WordClass::Cause, WordClass::Outlet];

impl Reader<'_, '_> {
    /// `The group said`, `the port authority said`, `according to the agency's report`: bodies without a name, right before a verb that
    /// attributes or behind a phrase that does.
    pub(super) fn bodies(&self, sentence: &Range<usize>, known: &[Source]) -> Vec<Source> {
        let (view, text) = (self.view, &self.view.text[..sentence.end]);
        let mut bodies = Vec::new();
        for index in view.token_at(sentence.start) + 1.. {
            let Some(token) = view.tokens.get(index).filter(|token| token.end <= sentence.end) else { break };
            if token.is_small(WordClass::BodyIn) && !known.iter().any(|source| source.span.contains(&token.start)) {
                bodies.extend(self.said_in(sentence, index));
                continue;
            }
            if token.capital {
                continue;
            }
            let inside = |&first: &usize| sentence.start <= view.tokens[first].start;
            let Some(first) = self.phrase_to(index).filter(inside) else { continue };
            let article = first.checked_sub(1).filter(|&article| view.is_small(article, WordClass::Article));
            // `the hospital said`, but `staff at the hospital said`
            let placed = first.checked_sub(2).is_some_and(|before| view.is_small(before, WordClass::Placing));
            let house = token.is_small(WordClass::House) && !placed;
            let body = house || BODY_NOUNS.into_iter().any(|class| token.is(class));
            // `A medical practitioner confirmed`
            let new = article.is_some_and(|article| view.is_small(article, WordClass::Indefinite))
                && self.behind_article(index) == Some(first);
            if !body && (!new || !self.is_common(index) || self.is_document(index)) {
                continue;
            }
            let says = || {
                // `The regional emergency service (RES) counts`
                let short = text[token.end..].strip_prefix(" (").and_then(|short| short.split_once(')'));
                let short = short.filter(|(short, _)| short.chars().all(char::is_uppercase));
                let end = short.map_or(token.end, |(_, behind)| sentence.end - behind.len());
                let at = self.behind_time(end, sentence);
                match text[at..].strip_prefix(' ').and_then(|behind| self.phrase_at(behind)) {
                    Some((_, Attribution::Verb)) => true,
                    Some((length, Attribution::Both)) => body && !self.is_noun(at + 1 + length),
                    _ => false,
                }
            };
            let cited = || {
                let phrase = self.phrase_before(sentence, view.tokens[article.unwrap_or(first)].start);
                phrase.is_some_and(|(_, pattern)| matches!(pattern, Attribution::Before | Attribution::NounBy))
            };
            // Whoever the body is of speaks by it.
            let owner = |source: &Source| possessive::behind_one(&text[source.span.end..]).is_some();
            let held = known
                .iter()
                .any(|source| source.front < token.end && view.tokens[first].start < source.span.end && !owner(source));
            if !held && (says() || body && cited()) {
                bodies.push(Source::plain(view.tokens[first].start..token.end));
            }
        }
        bodies
    }

    /// `сообщили в мэрии`, `повідомили в обласній прокуратурі`, `в штабе уточнили`: a body in whose house it was said, with the
    /// adjectives in front of it.
    fn said_in(&self, sentence: &Range<usize>, noun: usize) -> Option<Source> {
        /// Most adjectives.
        const MOST: usize = 2;
        let view = self.view;
        let located = |word: &str| slavic::is_adjective(word) || word.ends_with("ом") || word.ends_with("ому");
        let adjective = |&at: &usize| located(view.folded_token(at)) && view.spaced(at, at + 1);
        let first = (0..noun).rev().take_while(adjective).take(MOST).last().unwrap_or(noun);
        first.checked_sub(1).filter(|&before| slavic::is_in(view.folded_token(before)))?;
        let span = view.tokens[first].start..view.tokens[noun].end;
        let said = matches!(self.phrase_before(sentence, span.start), Some((_, Attribution::Verb)));
        let says = || {
            let behind = view.text[span.end..sentence.end].strip_prefix(' ').and_then(|behind| self.phrase_at(behind));
            matches!(behind, Some((_, Attribution::Verb)))
        };
        (said || says()).then(|| Source::plain(span.clone()))
    }

    /// Whether a token is a noun of what is written, shown or counted, which gives figures that others give.
    pub(super) fn is_document(&self, at: usize) -> bool {
        [WordClass::Document, WordClass::Reporting, WordClass::FigureNoun, WordClass::Inanimate]
            .into_iter()
            .any(|class| self.view.is(at, class))
    }

    /// The first token of the phrase of a noun in small letters, behind its article or from the place on that it is of: `the port
    /// authority`, `the governor's office`, `the Kharkiv airport authority`, `Kharkiv's port authority`.
    fn phrase_to(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let owner = |first: usize| {
            let at = first.checked_sub(1)?;
            let owner = possessive::before_one(&view.text[..view.tokens[at].end]).filter(|_| view.spaced(at, first))?;
            view.token_at(owner.len()).checked_sub(1)
        };
        let common = || self.modifiers_to(noun).find_map(owner).filter(|&owner| self.is_common(owner));
        let of_place = || self.modifiers_to(noun).find_map(|first| self.place_before(first, owner(first)));
        self.behind_article(noun).or_else(|| self.behind_article(common()?)).or_else(of_place)
    }

    /// The first token of the place that stands before a token and that the lexicons know, or of the name that is its `owner`.
    fn place_before(&self, first: usize, owner: Option<usize>) -> Option<usize> {
        /// Most words of a name that they do not know.
        const MOST: usize = 3;
        let (view, names) = (self.view, &self.lexicons.names);
        if let Some(owner) = owner {
            let longer = |&at: &usize| view.tokens[at].capital && view.spaced(at, at + 1);
            let capital = view.tokens[owner].capital.then_some(owner)?;
            return (0..owner).rev().take(MOST).take_while(longer).last().or(Some(capital));
        }
        let last = first.checked_sub(1).filter(|&last| view.spaced(last, first))?;
        let end = view.tokens[last].end;
        let hits = &self.mentions.names;
        let hit = *hits.get(hits.partition_point(|hit| hit.end < end)).filter(|hit| hit.end == end)?;
        let place = names.senses(hit).any(|sense| matches!(sense, Sense::Place(_) | Sense::PlaceAlias(_)));
        place.then(|| view.token_at(hit.start))
    }

    /// The first tokens that the phrase of a noun may have, over a few words that modify it: the noun's own first.
    fn modifiers_to(&self, noun: usize) -> impl Iterator<Item = usize> {
        /// Most words that modify it.
        const MOST: usize = 2;
        let common = (0..=noun).rev().skip(1).take_while(|&before| self.is_common(before)).take(MOST);
        Some(noun).into_iter().chain(common)
    }

    /// The first token behind an article of a noun in small letters, over a few words that modify it.
    fn behind_article(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let behind = |first: usize| first.checked_sub(1).is_some_and(|article| view.is_small(article, WordClass::Article));
        self.modifiers_to(noun).find(|&first| behind(first))
    }

    /// `A Syria monitor said`, `the U.S. war tracker counts`: a body without a name that watches a state, and is no part of it.
    pub(super) fn outlet_of_state(&self, sentence: &Range<usize>, actor: &FoundActor) -> Option<Range<usize>> {
        /// Most words of it.
        const MOST: usize = 2;
        if let Some(span) = self.outlet_in_cyrillic(sentence, actor) {
            return Some(span);
        }
        let last = self.small_words(actor.span.end, sentence).take(MOST).last()?;
        let outlet = self.view.is(last, WordClass::Outlet);
        let end = self.view.tokens[last].end;
        (outlet && self.says(end, sentence)).then_some(actor.span.start..end)
    }

    /// `Телевидение Израиля`, `израильского армейского радио`: an outlet with its state behind it or with an adjective of it.
    fn outlet_in_cyrillic(&self, sentence: &Range<usize>, actor: &FoundActor) -> Option<Range<usize>> {
        /// Most adjectives between that of the state and the noun.
        const MOST: usize = 2;
        let view = self.view;
        let outlet = |at: usize| view.is_small(at, WordClass::Outlet);
        if !view.text[actor.span.start..].starts_with(slavic::is_cyrillic) {
            return None;
        }
        let first = view.token_at(actor.span.start);
        if actor.method == ActorMethod::Demonym {
            let adjective =
                |&at: &usize| slavic::is_adjective(view.folded_token(at)) || slavic::is_genitive(view.folded_token(at));
            let words = view.token_at(actor.span.end)..first + 2 + MOST;
            let inside = words
                .take_while(|&at| view.token(at).is_some_and(|(token, _)| token.end <= sentence.end && view.spaced(at - 1, at)));
            let noun = inside.take_while(|at| outlet(*at) || adjective(at)).find(|&at| outlet(at))?;
            return Some(actor.span.start..view.tokens[noun].end);
        }
        let noun = first.checked_sub(1).filter(|&noun| outlet(noun) && view.tokens[noun].start >= sentence.start)?;
        (view.spaced(noun, first) && slavic::is_genitive(view.folded_token(first)))
            .then(|| view.tokens[noun].start..actor.span.end)
    }

    /// Where the words behind a body end that name a part of it, right before a verb that attributes.
    pub(super) fn part_of_body(&self, sentence: &Range<usize>, actor: &FoundActor) -> Option<usize> {
        // `the Oryx blog`, `the Reuters news agency`: what it is, and no part of it.
        let outlet = actor.sector.as_deref() == Some("MED");
        if actor.kind != ActorKind::Organization || actor.method == ActorMethod::Composed || outlet {
            return None;
        }
        let end = self.view.tokens[self.part_at(actor.span.end, sentence)?].end;
        self.says(end, sentence).then_some(end)
    }

    /// The noun of a part of a body whose words in small letters stand behind byte `end`.
    pub(super) fn part_at(&self, end: usize, sentence: &Range<usize>) -> Option<usize> {
        /// Most words of the part.
        const MOST: usize = 4;
        self.small_words(end, sentence).take(MOST).last().filter(|&last| self.is_body_noun(last))
    }

    /// Where the noun of a body ends that an agent noun only modifies: `a government ombudsman agency`.
    pub(super) fn with_noun(&self, end: usize, sentence: &Range<usize>) -> usize {
        /// Most words up to the noun.
        const MOST: usize = 3;
        let last = self.small_words(end, sentence).take(MOST).filter(|&at| self.is_body_noun(at)).last();
        last.map_or(end, |last| self.view.tokens[last].end)
    }

    /// Whether a token is the noun of a body or of an outlet.
    fn is_body_noun(&self, at: usize) -> bool {
        [WordClass::Body, WordClass::Outlet].into_iter().any(|class| self.view.is(at, class))
    }
}
