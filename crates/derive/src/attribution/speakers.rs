//! Sources with a noun for a head: `local officials`, `UN experts`, `the agency's director`, `источники в порту`.

use std::ops::Range;

use unspool_lexicon::{AlsoWord, Hit, Sense, WordClass, is_word};
use unspool_model::ActorKind;

use super::unknown::is_office;
use super::unnamed::BODY_NOUNS;
use super::{Reader, Source};
use crate::actors::FoundActor;
use crate::possessive;
use crate::slavic::{self, is_cyrillic, is_genitive, is_prepositional};
use crate::view::{Kind, Token};

/// A noun for somebody who can say something.
struct Speaker {
    span: Range<usize>,
    /// The agent noun that it is.
    noun: Option<Hit>,
}

impl Reader<'_, '_> {
    /// Adds the noun phrases with a noun for those who can speak for a head to the mentions of a sentence.
    pub(super) fn add_speakers(&self, sentence: &Range<usize>, sources: &mut Vec<Source>, actors: &[FoundActor]) {
        let mut known = sources.len();
        for speaker in self.speakers(sentence) {
            let body = self.body_behind(&speaker, &sources[..known], actors);
            let body = body.map(|body| (body.span.end, body.actor));
            let Speaker { span, noun } = speaker;
            let described = body.is_none() && sources[..known].iter().any(|source| source.front == span.start);
            if described
                || noun.is_some_and(|noun| self.shares_noun(noun, sentence))
                || sources.iter().any(|source| source.span.start < span.end && span.start < source.span.end)
            {
                continue;
            }
            let source = self.phrase_of(span, body, &sources[..known], sentence);
            // `UN experts`: the phrase stands for the mention that it holds; `Hamas-run ministry`: it does not, but neither does the other.
            let held = |other: &Source| {
                let part = source.span.start == other.span.start && self.view.text[other.span.end..].starts_with('-');
                source.actor.is_some() && other.actor == source.actor || part && other.span.end < source.span.end
            };
            if let Some(at) = sources.iter().position(held) {
                sources.remove(at);
                known -= usize::from(at < known);
            }
            sources.push(source);
        }
    }

    /// The noun phrase around a noun in `span`. `body` is what stands right behind the noun, with its end and mention.
    fn phrase_of(
        &self,
        span: Range<usize>,
        body: Option<(usize, Option<usize>)>,
        mentions: &[Source],
        sentence: &Range<usize>,
    ) -> Source {
        let plural = slavic::is_subject_plural(self.head(&span));
        let mut source = Source::plain(span);
        self.widen(&mut source, mentions, sentence);
        let end = self.with_genitives(&source.span, plural, sentence);
        source.span.end = self.with_site(self.with_noun(self.with_region(source.span.start..end, sentence), sentence), sentence);
        if let Some((end, actor)) = body.filter(|_| source.actor.is_none()) {
            (source.span.end, source.actor, source.named) = (end, actor, Some(ActorKind::Group));
        }
        (source.front, source.back) = (source.span.start, source.span.end);
        // `Local police: 14 hurt`
        source.reports = self.is_informant(&source.span);
        source.named = source.named.or(source.reports.then_some(ActorKind::Organization));
        source
    }

    /// The nouns of a sentence for those who can speak, in text order: agent nouns, and those who are at the head of something, of
    /// whatever sector it is (`the agency's director`).
    fn speakers(&self, sentence: &Range<usize>) -> Vec<Speaker> {
        let from = self.mentions.nouns.partition_point(|noun| noun.start < sentence.start);
        let agent = |noun: Hit| self.lexicons.names.senses(noun).any(|sense| matches!(sense, Sense::Agent(_)));
        // `official projections`, and `official Israeli figures`: an adjective.
        let of_figures = |noun: Hit| {
            self.view.folded[noun.start..noun.end] == *"official"
                && self.view.is(self.view.token_at(noun.end), WordClass::FigureNoun)
        };
        let nouns = self.mentions.nouns[from..].iter().take_while(|noun| noun.end <= sentence.end);
        let nouns = nouns.filter(|&&noun| agent(noun) && !of_figures(noun));
        let mut speakers: Vec<Speaker> = nouns.map(|&noun| Speaker { span: noun.start..noun.end, noun: Some(noun) }).collect();
        let first = self.view.token_at(sentence.start);
        let tokens = self.view.tokens[first..].iter().take_while(|token| token.end <= sentence.end);
        // `CEO`
        let letters = |token: &Token| self.view.text[token.start..token.end].chars().all(char::is_uppercase);
        let small = |token: &Token| {
            let opens = token.start == sentence.start && token.is_small(WordClass::Leader);
            opens || token.is(WordClass::Leader) && (!token.capital || letters(token))
        };
        let leaders = tokens.filter(|token| small(token));
        speakers.extend(leaders.map(|token| Speaker { span: token.start..token.end, noun: None }));
        for speaker in &mut speakers {
            // `Z-каналы`, `vice-governor`
            let first = self.view.token_at(speaker.span.start);
            let word = |&before: &usize| {
                let token = self.view.tokens[before];
                self.view.is_hyphen(before + 1) && token.kind == Kind::Word && token.start >= sentence.start
            };
            if let Some(before) = first.checked_sub(2).filter(word) {
                speaker.span.start = self.view.tokens[before].start;
            }
        }
        speakers.sort_by_key(|speaker| (speaker.span.start, std::cmp::Reverse(speaker.span.end)));
        speakers
    }

    /// Whether a noun phrase is that of those who give the figures of headlines: its last word in English, a word in the nominative in
    /// Russian and Ukrainian.
    fn is_informant(&self, phrase: &Range<usize>) -> bool {
        let tokens = self.view.token_at(phrase.start)..self.view.token_at(phrase.end);
        let last = tokens.end.saturating_sub(1);
        let mut nouns = if self.view.text[phrase.clone()].starts_with(is_cyrillic) { tokens } else { last..last + 1 };
        nouns.any(|at| self.view.is_small(at, WordClass::Informant))
    }

    /// `doctors at the hospital said`, `medics at Nasser hospital said`: where the place ends that stands between those who speak and
    /// their verb.
    fn with_site(&self, end: usize, sentence: &Range<usize>) -> usize {
        /// Most words of it.
        const MOST: usize = 3;
        let view = self.view;
        let front = view.token_at(end);
        let placed = view.spaced(front.saturating_sub(1), front)
            && [WordClass::Placing, WordClass::Locative].into_iter().any(|class| view.is_small(front, class));
        let article = view.is_small(front + 1, WordClass::Article);
        let inside = |token: Token| token.capital && token.end <= sentence.end;
        let capital = |at: &usize| view.token(*at).is_some_and(|(token, _)| inside(token) && view.spaced(at - 1, *at));
        let named = (front + 1 + usize::from(article)..).take(MOST).take_while(capital).last();
        let named = named.filter(|_| !view.is_text(front, "of"));
        if !placed || !article && named.is_none() {
            return end;
        }
        let site = view.tokens[named.unwrap_or(front + 1)].end;
        let house =
            |&at: &usize| [WordClass::House, WordClass::Site, WordClass::SmallSite].into_iter().any(|class| view.is(at, class));
        let words = self.small_words(site, sentence).take(MOST);
        let last = words.take_while(|at| named.is_none() || house(at)).last().map(|last| view.tokens[last].end);
        last.or(named.map(|_| site)).filter(|&site| self.says(site, sentence)).unwrap_or(end)
    }

    /// The first word of a noun, in small letters, which has its number in Cyrillic letters: `министры обороны`.
    fn head(&self, noun: &Range<usize>) -> &str {
        self.view.folded[noun.clone()].split(' ').next().unwrap_or_default()
    }

    /// `эксперты ООН`, `по данным аналитиков ISW`, `директор ВОЗ`: the body behind those in Cyrillic letters who speak for it.
    fn body_behind<'s>(&self, speaker: &Speaker, sources: &'s [Source], actors: &[FoundActor]) -> Option<&'s Source> {
        // `у пресслужбі ДСНС`: a body of a body is the body.
        let names = &self.lexicons.names;
        let group = |sense| matches!(sense, Sense::Agent(index) if names.agents[index].kind == ActorKind::Group);
        // `телеканал «Зельва»` is called so.
        let last = self.view.token_at(speaker.span.end).saturating_sub(1);
        let outlet = self.view.is_small(last, WordClass::Outlet);
        let people = self.view.text[speaker.span.start..].starts_with(is_cyrillic)
            && !outlet
            && speaker.noun.is_none_or(|noun| names.senses(noun).any(group));
        let of_body = |body: &&Source| {
            let organization = body.actor.is_some_and(|at| actors[at].kind == ActorKind::Organization);
            organization && self.view.text.get(speaker.span.end..body.span.start) == Some(" ")
        };
        sources.iter().find(of_body).filter(|_| people)
    }

    /// `military and security officials`: whether a noun that is an adjective as often shares the plural behind `and`.
    fn shares_noun(&self, noun: Hit, sentence: &Range<usize>) -> bool {
        let (text, names) = (&self.view.folded, &self.lexicons.names);
        let adjective = |sense| matches!(sense, Sense::Agent(index) if names.agents[index].also == Some(AlsoWord::Adjective));
        let head = text[sentence.start..noun.start].trim_end();
        let Some(rest) = text[noun.end..sentence.end].strip_prefix(" and ") else { return false };
        let at = noun.end + " and ".len();
        let word = at + rest.find(' ').map_or(rest.len(), |space| space + 1);
        let plural = |hit: &Hit| {
            (hit.start == at && text[hit.start..hit.end].contains(' ') || hit.start == word) && text[..hit.end].ends_with('s')
        };
        let from = self.mentions.nouns.partition_point(|hit| hit.start < at);
        names.senses(noun).any(adjective)
            && self.before_article(head) == head
            && self.mentions.nouns[from..].iter().take_while(|hit| hit.start <= word).any(plural)
    }

    /// Takes the modifiers in front of an agent noun into the source: `local`, `UN`, `air`.
    fn widen(&self, source: &mut Source, mentions: &[Source], sentence: &Range<usize>) {
        let figures = &self.lexicons.figures;
        for _ in 0..3 {
            let head = self.view.text[sentence.start..source.span.start].trim_end_matches(' ');
            let gap = source.span.start - sentence.start - head.len();
            if gap != 1 {
                return;
            }
            let end = sentence.start + head.len();
            if let Some(mention) = mentions.iter().find(|mention| mention.span.end == end) {
                source.span.start = mention.span.start;
                source.actor = mention.actor;
                return;
            }
            let word_start = |head: &str| {
                head.rfind(|c: char| !is_word(c) && c != '-')
                    .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8))
            };
            // `Gaza's health ministry`
            if let Some(owner) = possessive::before_one(head) {
                let whole = mentions.iter().find(|mention| mention.span.end == sentence.start + owner.len());
                let start = whole.map_or_else(|| word_start(owner), |mention| mention.span.start - sentence.start);
                // `the ministry's spokesman`
                let body = || BODY_NOUNS.into_iter().any(|class| figures.is(&owner[start..], class));
                if owner[start..].starts_with(char::is_uppercase) || body() {
                    source.span.start = sentence.start + start;
                }
                return;
            }
            // `military and security officials`
            let shared = head.strip_suffix(" and").map(|front| sentence.start + front.len());
            if let Some(first) = shared.and_then(|end| self.mentions.nouns_to(end).find(|&noun| self.shares_noun(noun, sentence)))
            {
                source.span.start = first.start;
                return;
            }
            let start = word_start(head);
            let word = &head[start..];
            let modifier = !word.is_empty()
                && word.chars().all(|c| c.is_alphabetic() || c == '-')
                && word.starts_with(char::is_alphabetic)
                && !figures.is(word, WordClass::Function)
                && !figures.is(word, WordClass::Verb)
                && !figures.is(word, WordClass::Adverb)
                && !word.ends_with("ing")
                && self.lexicons.calendar.words.get(word).is_none()
                && figures.attribution.ends(head).is_none()
                && figures.numeral(word, &word.to_lowercase()).is_none();
            if !modifier {
                return;
            }
            source.span.start = sentence.start + start;
        }
    }

    /// Where the genitives and the place end that a noun in Cyrillic has behind it, up to a verb that attributes or a comma: `в
    /// администрации города сообщили`, `по данным пресс-службы министерства, …`, `источники в порту уточнили`. Behind a `plural` a
    /// name is no apposition: `власти Курска сообщили`.
    fn with_genitives(&self, noun: &Range<usize>, plural: bool, sentence: &Range<usize>) -> usize {
        /// Most of their words.
        const MOST: usize = 3;
        let text = &self.view.folded;
        let Range { start, end } = *noun;
        let (mut at, mut placed) = (end, false);
        for _ in 0..MOST {
            let Some(rest) = text[at..sentence.end].strip_prefix(' ') else { break };
            // `мэр Харькова сообщил`, `губернатор Курской области, …`
            if let Some(place) = self.place_at(at + 1).filter(|place| !placed && *place <= sentence.end) {
                (at, placed) = (place, true);
                continue;
            }
            let word = rest.split(|c: char| !is_word(c)).next().unwrap_or_default();
            // `пресс-служба Минобороны`
            let small = self.view.text[at + 1..].starts_with(char::is_lowercase) || self.is_agent_body(at + 1);
            // `очільник ОП`
            let office = is_office(&self.view.text[at + 1..at + 1 + word.len()]);
            let place = !placed && word.starts_with(is_cyrillic) && self.lexicons.figures.is(word, WordClass::Locative);
            let timed = self.behind_time(at, sentence) > at;
            if !small && !plural && !office
                || timed
                || !(place || office || is_genitive(word) || placed && is_prepositional(word))
                || self.phrase_at(rest).is_some()
            {
                break;
            }
            placed |= place;
            at += 1 + word.len();
        }
        let behind = &text[self.behind_time(at, sentence)..sentence.end];
        let closed = behind.starts_with(',') || behind.strip_prefix(' ').is_some_and(|rest| self.phrase_at(rest).is_some());
        // `…, рассказал командир бригады`
        let ends = || behind.trim_end_matches(['.', '!', '\n', ' ']).is_empty() && self.is_cited(sentence, start);
        if closed || ends() { at } else { end }
    }

    /// Whether an agent noun for a body begins at a byte.
    fn is_agent_body(&self, start: usize) -> bool {
        let names = &self.lexicons.names;
        let body = |sense| matches!(sense, Sense::Agent(index) if names.agents[index].kind == ActorKind::Organization);
        let from = self.mentions.nouns.partition_point(|noun| noun.start < start);
        let nouns = self.mentions.nouns[from..].iter().take_while(|noun| noun.start == start);
        nouns.into_iter().any(|&noun| names.senses(noun).any(body))
    }

    /// Where a place in Cyrillic letters ends that the lexicon knows and that begins at a byte.
    fn place_at(&self, start: usize) -> Option<usize> {
        let names = &self.mentions.names;
        let hit = *names.get(names.partition_point(|hit| hit.start < start)).filter(|hit| hit.start == start)?;
        let mut senses = self.lexicons.names.senses(hit);
        let place = senses.any(|sense| matches!(sense, Sense::Place(_) | Sense::PlaceAlias(_)));
        (place && self.view.text[start..].starts_with(is_cyrillic)).then_some(hit.end)
    }

    /// Where the place or body ends that a noun is of, up to a verb that attributes or, behind a phrase that does, the end of the clause:
    /// `the commissar of the Kaluga region said`, `sources in the industry said`, `according to the head of the hospital, …`.
    fn with_region(&self, noun: Range<usize>, sentence: &Range<usize>) -> usize {
        /// Most words of its name.
        const MOST: usize = 3;
        let (view, text) = (self.view, &self.view.text[..sentence.end]);
        let Range { start, end } = noun;
        let Some(at) =
            [" of ", " in ", " from "].iter().find(|link| text[end..].starts_with(**link)).map(|link| end + link.len())
        else {
            return end;
        };
        let mut noun = view.token_at(at);
        let article = view.token(noun).is_some_and(|(_, text)| text == "the");
        noun += usize::from(article);
        let named = (noun..).take(MOST).take_while(|&name| view.token(name).is_some_and(|(token, _)| token.capital)).count();
        let common = |token: &Token| token.kind == Kind::Word && !token.is(WordClass::Function) && !token.is(WordClass::Verb);
        let region = view.token(noun + named).filter(|(token, _)| token.end <= sentence.end).filter(|(token, _)| {
            if named > 0 { token.is(WordClass::Region) } else { article && !token.capital && common(token) }
        });
        let says = |end: usize| {
            text[self.behind_time(end, sentence)..].strip_prefix(' ').is_some_and(|rest| self.phrase_at(rest).is_some())
        };
        let closes = |end: usize| {
            let rest = &text[end..];
            rest.trim_end().is_empty() || rest.starts_with([',', '.', ';', ')']) || self.opens_with_figure(rest)
        };
        let ends = |end: &usize| says(*end) || closes(*end) && self.is_cited(sentence, start);
        region.map(|(token, _)| token.end).filter(ends).unwrap_or(end)
    }
}
