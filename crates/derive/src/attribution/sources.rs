//! Who can say something: mentions, noun phrases with an agent noun for a head, and the names of `unknown`.

use std::ops::Range;

use unspool_lexicon::{AlsoWord, Attribution, Hit, Sense, WordClass, is_word};
use unspool_model::{ActorKind, ActorMethod};

use super::{Reader, Source, before_article};
use crate::actors::FoundActor;
use crate::possessive;
use crate::slavic::{self, is_cyrillic, is_genitive};
use crate::view::{Kind, Token};

impl Reader<'_, '_> {
    /// `UNHCR's Ana Ruiz`: whether a person is the one of somebody.
    fn is_owned(&self, actor: &FoundActor) -> bool {
        let head = &self.view.text[..actor.span.start];
        actor.kind == ActorKind::Person && possessive::owns_next(head)
    }

    /// Mentions, and noun phrases with an agent noun for a head, in text order.
    pub(super) fn sources(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
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
        let from = self.mentions.nouns.partition_point(|noun| noun.start < sentence.start);
        let mut known = sources.len();
        for &noun in self.mentions.nouns[from..].iter().take_while(|noun| noun.end <= sentence.end) {
            let agent = self.lexicons.names.senses(noun).any(|sense| matches!(sense, Sense::Agent(_)));
            // `official projections`, and `official Israeli figures`: an adjective.
            let of_figures = || {
                self.view.folded[noun.start..noun.end] == *"official"
                    && self.view.is(self.view.token_at(noun.end), WordClass::FigureNoun)
            };
            let body = self.body_behind(noun, &sources[..known], actors).map(|body| (body.span.end, body.actor));
            let described = body.is_none() && sources[..known].iter().any(|source| source.front == noun.start);
            let adjective = described || of_figures();
            if !agent
                || adjective
                || self.shares_noun(noun, sentence)
                || sources.iter().any(|source| source.span.start < noun.end && noun.start < source.span.end)
            {
                continue;
            }
            let span = noun.start..noun.end;
            let plural = slavic::is_subject_plural(self.head(noun));
            let mut source = Source::plain(span);
            self.widen(&mut source, &sources[..known], sentence);
            let end = self.with_genitives(source.span.end, plural, sentence);
            source.span.end = self.with_noun(self.with_region(end, sentence), sentence);
            if let Some((end, actor)) = body.filter(|_| source.actor.is_none()) {
                (source.span.end, source.actor) = (end, actor);
            }
            if source.actor.is_some() {
                // `UN experts`: the phrase stands for the mention that it holds.
                if let Some(at) = sources.iter().position(|other| other.actor == source.actor) {
                    sources.remove(at);
                    known -= 1;
                }
            }
            (source.front, source.back) = (source.span.start, source.span.end);
            sources.push(source);
        }
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

    /// The first word of a noun, in small letters, which has its number in Cyrillic letters: `министры обороны`.
    fn head(&self, noun: Hit) -> &str {
        self.view.folded[noun.start..noun.end].split(' ').next().unwrap_or_default()
    }

    /// `эксперты ООН`, `по данным аналитиков ISW`: the body behind a plural in Cyrillic letters, whose people speak for it.
    fn body_behind<'s>(&self, noun: Hit, sources: &'s [Source], actors: &[FoundActor]) -> Option<&'s Source> {
        let word = self.head(noun);
        let plural = slavic::is_subject_plural(word) || slavic::ends_in_genitive(word);
        // `у пресслужбі ДСНС`: a body of a body is the body.
        let names = &self.lexicons.names;
        let group = |sense| matches!(sense, Sense::Agent(index) if names.agents[index].kind == ActorKind::Group);
        let people = word.starts_with(is_cyrillic) && plural && names.senses(noun).any(group);
        let of_body = |body: &&Source| {
            let organization = body.actor.is_some_and(|at| actors[at].kind == ActorKind::Organization);
            organization && self.view.text.get(noun.end..body.span.start) == Some(" ")
        };
        sources.iter().find(of_body).filter(|_| people)
    }

    /// `повідомило агентству "Зельва" джерело`: whether who is named at byte `start` is told, and says nothing.
    pub(super) fn is_addressed(&self, start: usize) -> bool {
        let head = self.view.text[..start].trim_end_matches(['«', '“', '"', ' ']);
        let noun = self.view.token_at(head.len()).checked_sub(1);
        noun.is_some_and(|noun| self.view.is_small(noun, WordClass::Addressee))
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
            && before_article(head) == head
            && self.mentions.nouns[from..].iter().take_while(|hit| hit.start <= word).any(plural)
    }

    /// `official Israeli figures`: where a state begins with the adjective in front of it.
    fn before_official(&self, sentence: &Range<usize>, start: usize) -> usize {
        let rest = self.view.folded[sentence.start..start].strip_suffix("official ");
        rest.filter(|rest| !rest.ends_with(is_word)).map_or(start, |rest| sentence.start + rest.len())
    }

    /// Where the genitives and the place end that a noun in Cyrillic has behind it, up to a verb that attributes or a comma: `в
    /// администрации города сообщили`, `по данным пресс-службы министерства, …`, `источники в порту уточнили`. Behind a `plural` a
    /// name is no apposition: `власти Курска сообщили`.
    fn with_genitives(&self, end: usize, plural: bool, sentence: &Range<usize>) -> usize {
        /// Most of their words.
        const MOST: usize = 3;
        let text = &self.view.folded;
        let (mut at, mut placed) = (end, false);
        for _ in 0..MOST {
            let Some(rest) = text[at..sentence.end].strip_prefix(' ') else { break };
            // `мэр Харькова сообщил`, `губернатор Курской области, …`
            if let Some(place) = self.place_at(at + 1).filter(|place| !placed && *place <= sentence.end) {
                (at, placed) = (place, true);
                continue;
            }
            let word = rest.split(|c: char| !is_word(c)).next().unwrap_or_default();
            let small = self.view.text[at + 1..].starts_with(char::is_lowercase);
            let place = !placed && word.starts_with(is_cyrillic) && self.lexicons.figures.is(word, WordClass::Locative);
            let timed = self.behind_time(at, sentence) > at;
            if !small && !plural || timed || !place && !is_genitive(word) || self.phrase_at(rest).is_some() {
                break;
            }
            placed |= place;
            at += 1 + word.len();
        }
        let behind = &text[self.behind_time(at, sentence)..sentence.end];
        let closed = behind.starts_with(',') || behind.strip_prefix(' ').is_some_and(|rest| self.phrase_at(rest).is_some());
        if closed { at } else { end }
    }

    /// Where a place in Cyrillic letters ends that the lexicon knows and that begins at a byte.
    fn place_at(&self, start: usize) -> Option<usize> {
        let names = &self.mentions.names;
        let hit = *names.get(names.partition_point(|hit| hit.start < start)).filter(|hit| hit.start == start)?;
        let mut senses = self.lexicons.names.senses(hit);
        let place = senses.any(|sense| matches!(sense, Sense::Place(_) | Sense::PlaceAlias(_)));
        (place && self.view.text[start..].starts_with(is_cyrillic)).then_some(hit.end)
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

    /// Where the place or body ends that a noun is of, up to a verb that attributes: `the commissar of the Kaluga region said`,
    /// `sources in the industry said`.
    fn with_region(&self, end: usize, sentence: &Range<usize>) -> usize {
        /// Most words of its name.
        const MOST: usize = 3;
        let (view, text) = (self.view, &self.view.text[..sentence.end]);
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
        let region = view.token(noun + named).filter(|(token, _)| {
            if named > 0 { token.is(WordClass::Region) } else { article && !token.capital && common(token) }
        });
        let says = |end: usize| {
            text[self.behind_time(end, sentence)..].strip_prefix(' ').is_some_and(|rest| self.phrase_at(rest).is_some())
        };
        region.map(|(token, _)| token.end).filter(|&end| says(end)).unwrap_or(end)
    }

    /// `the Houthi-run Health Ministry`, `US-backed fighters`: whoever runs or backs those who speak says nothing.
    fn with_makers(&self, sources: Vec<Source>) -> Vec<Source> {
        let mut joined: Vec<Source> = Vec::new();
        for mut source in sources {
            let made = joined.last().is_some_and(|last| {
                let link = self.view.text.get(last.span.end..source.span.start).unwrap_or_default();
                let word = link.strip_prefix('-').map(str::trim_end);
                // The participle may belong to the phrase of an agent noun already.
                let taken = link == "-" && self.view.text[source.span.start..].starts_with(char::is_lowercase);
                taken || link.ends_with(' ') && word.is_some_and(|word| word.chars().all(char::is_lowercase))
            });
            if let Some(maker) = joined.pop_if(|_| made) {
                source.front = maker.front;
                // The phrase of an agent noun is as long as it is.
                source.span.start = if source.actor.is_none() { maker.span.start } else { source.span.start };
            }
            joined.push(source);
        }
        joined
    }

    /// `советник руководителя Офиса президента Алексей Арестович`: the body whose office a person has stands in the genitive right
    /// before the name, and says nothing; no more does whose the body or person is that does (`Ana Ruiz's Solmar Center`, `South
    /// Korea's NIS`, `WarGonzo's Semyon Pegov`).
    fn with_offices(&self, sources: Vec<Source>, actors: &[FoundActor]) -> Vec<Source> {
        let text = self.view.text;
        let mut joined: Vec<Source> = Vec::new();
        for mut source in sources {
            let is = |source: &Source, kind: ActorKind| source.actor.is_some_and(|actor| actors[actor].kind == kind);
            let (person, body) = (is(&source, ActorKind::Person), is(&source, ActorKind::Organization));
            let office = joined.pop_if(|last| {
                let gap = text.get(last.span.end..source.span.start).unwrap_or_default();
                let named = body || person || source.actor.is_none() && text[source.span.clone()].starts_with(char::is_uppercase);
                let owned = named && possessive::joins(gap);
                // `Islamabad-based think tank PICSS`
                let told = || body && gap == " " && last.actor.is_none() && text[..last.span.end].ends_with(char::is_lowercase);
                owned || told() || person && gap == " " && text[last.span.start..].starts_with(is_cyrillic)
            });
            source.front = office.map_or(source.front, |office| office.front);
            joined.push(source);
        }
        joined
    }

    /// `residents of Bunia`, `the Health Ministry in Gaza`: a name that says where those are from who speak belongs to them,
    /// and where a person spoke is no source either.
    fn with_places(&self, sources: Vec<Source>, actors: &[FoundActor]) -> Vec<Source> {
        let mut joined: Vec<Source> = Vec::new();
        for source in sources {
            let kind = |source: &Source| source.actor.map(|actor| actors[actor].kind);
            let last = joined.last_mut().filter(|last| {
                let link = self.view.text.get(last.span.end..source.span.start).unwrap_or_default();
                match kind(last) {
                    None => self.places(link),
                    Some(ActorKind::State) => false,
                    Some(_) => link == " in ",
                }
            });
            match last {
                Some(last) if kind(last) == Some(ActorKind::Person) => {}
                Some(last) => (last.span.end, last.back) = (source.span.end, source.span.end),
                None => joined.extend(Some(source).filter(|source| !source.placed)),
            }
        }
        joined
    }

    /// Whether words between two names are one that says where or whose those are who speak (`at`, `close to`), with an article or
    /// without.
    fn places(&self, link: &str) -> bool {
        let word = link.strip_prefix(' ').and_then(|link| link.strip_suffix(' ')).map(before_article);
        word.is_some_and(|word| self.lexicons.figures.is(word, WordClass::Placing))
    }

    /// `Anna Berg of Amnesty International said`, `Berg, at Zelvo Hospital, told`: where a person is from or spoke, right before the
    /// verb, says nothing.
    fn with_affiliations(&self, sources: &[Source], sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
        /// Most words of the name of a place or body that is no source.
        const MOST: usize = 5;
        let (view, text) = (self.view, self.view.text);
        let mut joined: Vec<Source> = Vec::new();
        for (index, mut source) in sources.iter().cloned().enumerate() {
            if joined.last().is_some_and(|last| last.span.end < source.span.start && source.span.start < last.back) {
                continue;
            }
            let person = source.actor.is_some_and(|actor| actors[actor].kind == ActorKind::Person);
            let rest = &text[source.span.end..sentence.end];
            let link = [" of ", " from ", " at ", " with ", " in "].into_iter().find(|link| person && rest.starts_with(link));
            if let Some(link) = link {
                let start = source.span.end + link.len();
                let article = ["the ", "a "].into_iter().find(|article| text[start..].starts_with(article)).map_or(0, str::len);
                let first = view.token_at(start + article);
                let names = (first..first + MOST).take_while(|&at| view.token(at).is_some_and(|(token, _)| token.capital));
                let body =
                    sources[index + 1..].iter().find(|next| next.front <= start + article && start + article <= next.span.start);
                let end = body.map(|body| body.span.end).or_else(|| names.last().map(|last| view.tokens[last].end));
                let says = |end: &usize| {
                    let behind = text.get(self.behind_apposition(*end, sentence)..sentence.end).unwrap_or_default();
                    matches!(self.phrase_at(behind.trim_start()), Some((_, Attribution::Verb | Attribution::Both)))
                };
                source.back = end.filter(says).unwrap_or(source.back);
            }
            joined.push(source);
        }
        joined
    }

    /// `Mondlane's supporters count 300 dead`: those whom no agent noun names, with whose they are, before a verb that attributes.
    fn followers(&self, sentence: &Range<usize>, actor: &FoundActor) -> Option<Range<usize>> {
        if actor.kind == ActorKind::State {
            return self.outlet_of_state(sentence, actor);
        }
        let start = sentence.end - possessive::owned(&self.view.text[actor.span.end..sentence.end])?.len();
        let noun = self.view.token_at(start);
        let end = self.view.token(noun).filter(|_| self.view.is_small(noun, WordClass::Follower)).map(|(token, _)| token.end)?;
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
        let people = actor.method == ActorMethod::Demonym
            && noun.starts_with(char::is_lowercase)
            && noun.ends_with('s')
            && noun.len() > 3
            && self.lexicons.figures.attribution.get(noun).is_none();
        let speaks = || {
            let verb = text[noun.len() + 1..].strip_prefix(' ').and_then(|verb| self.lexicons.figures.attribution.starts(verb));
            verb.is_some_and(|(_, pattern)| *pattern == Attribution::Verb)
        };
        let end = if people && speaks() { actor.span.end + 1 + noun.len() } else { actor.span.end };
        actor.span.start..end
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
                let start = word_start(owner);
                if owner[start..].starts_with(char::is_uppercase) {
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
}
