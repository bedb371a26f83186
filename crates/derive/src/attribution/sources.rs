//! Who can say something: mentions, noun phrases with an agent noun for a head, and names that nobody knows where a phrase
//! attributes to them.

use std::ops::Range;

use unspool_lexicon::{Attribution, Hit, Sense, WordClass, is_word};
use unspool_model::{ActorKind, ActorMethod};

use super::{Reader, Source, before_article};
use crate::actors::FoundActor;
use crate::slavic::{is_cyrillic, is_genitive};
use crate::spans;
use crate::tagger::Word;
use crate::titled;
use crate::view::{Kind, Token};

/// Most words that say what a name is.
const MOST_DESCRIBING: usize = 5;
/// Most bytes of a quoted name behind its words with a capital.
const LONGEST_QUOTED: usize = 80;

impl Reader<'_, '_> {
    /// Mentions, and noun phrases with an agent noun for a head, in text order.
    pub(super) fn sources(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        let first = actors.partition_point(|actor| actor.span.start < sentence.start);
        let here = actors.iter().enumerate().skip(first).take_while(|(_, actor)| actor.span.start < sentence.end);
        for (index, actor) in here.filter(|(_, actor)| actor.span.end <= sentence.end) {
            let known = actor.kind != ActorKind::State && !matches!(actor.method, ActorMethod::Model | ActorMethod::Handle);
            let named = known.then_some(actor.kind);
            let front = if actor.kind == ActorKind::State {
                self.before_official(sentence, actor.span.start)
            } else {
                self.front(sentence, actor.span.start)
            };
            let speaks = actor.kind != ActorKind::State || actor.method == ActorMethod::Metonym;
            sources.push(Source { span: self.with_people(sentence, actor), front, actor: Some(index), speaks, named });
        }
        let from = self.mentions.nouns.partition_point(|noun| noun.start < sentence.start);
        let mut known = sources.len();
        for &noun in self.mentions.nouns[from..].iter().take_while(|noun| noun.end <= sentence.end) {
            let agent = self.lexicons.names.senses(noun).any(|sense| matches!(sense, Sense::Agent(_)));
            // `official Israeli figures`
            // `official projections`
            let of_figures = || {
                self.view.folded[noun.start..noun.end] == *"official"
                    && self.view.is(self.view.token_at(noun.end), WordClass::FigureNoun)
            };
            let adjective = sources[..known].iter().any(|source| source.front == noun.start) || of_figures();
            if !agent
                || adjective
                || self.shares_noun(noun, sentence)
                || sources.iter().any(|source| source.span.start < noun.end && noun.start < source.span.end)
            {
                continue;
            }
            let mut source = Source { span: noun.start..noun.end, front: noun.start, actor: None, speaks: false, named: None };
            self.widen(&mut source, &sources[..known], sentence);
            source.span.end = self.with_region(self.with_genitives(source.span.end, sentence), sentence);
            if source.actor.is_some() {
                // `UN experts`: the phrase stands for the mention that it holds.
                if let Some(at) = sources.iter().position(|other| other.actor == source.actor) {
                    sources.remove(at);
                    known -= 1;
                }
            }
            source.front = source.span.start;
            sources.push(source);
        }
        sources.extend(self.unknown_names(sentence, &sources));
        sources.extend(self.bodies(sentence, &sources));
        // What describes another source is none.
        let fronts: Vec<Range<usize>> = sources.iter().map(|source| source.front..source.span.start).collect();
        sources.retain(|source| !fronts.iter().any(|front| front.contains(&source.span.start)));
        sources.sort_by_key(|source| source.span.start);
        self.with_places(self.with_offices(self.with_makers(sources), actors), actors)
    }

    /// `military and security officials`: whether a noun that is an adjective as often shares the plural behind `and`.
    fn shares_noun(&self, noun: Hit, sentence: &Range<usize>) -> bool {
        let (text, names) = (&self.view.folded, &self.lexicons.names);
        let adjective = |sense| matches!(sense, Sense::Agent(index) if names.agents[index].adjective);
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

    /// `The group said`: bodies without a name, right before a verb that attributes.
    fn bodies(&self, sentence: &Range<usize>, known: &[Source]) -> Vec<Source> {
        let (view, text) = (self.view, &self.view.text[..sentence.end]);
        let mut bodies = Vec::new();
        for index in view.token_at(sentence.start) + 1.. {
            let Some(token) = view.tokens.get(index).filter(|token| token.end < sentence.end) else { break };
            let body = [WordClass::Body, WordClass::Cause, WordClass::Outlet].into_iter().any(|class| token.is(class));
            let says = || {
                let behind = text[token.end..].strip_prefix(' ').and_then(|behind| self.phrase_at(behind));
                matches!(behind, Some((_, Attribution::Verb)))
            };
            let found = body
                && !token.capital
                && view.folded_token(index - 1) == "the"
                && !known.iter().any(|source| source.front < token.end && token.start < source.span.end)
                && says();
            if found {
                let span = token.start..token.end;
                bodies.push(Source { front: span.start, span, actor: None, speaks: false, named: None });
            }
        }
        bodies
    }

    /// Where the genitives and the place end that a noun in Cyrillic has behind it, up to a verb that attributes or a comma: `в
    /// администрации города сообщили`, `по данным пресс-службы министерства, …`, `источники в порту уточнили`.
    fn with_genitives(&self, end: usize, sentence: &Range<usize>) -> usize {
        /// Most of their words.
        const MOST: usize = 3;
        let text = &self.view.folded;
        let (mut at, mut placed) = (end, false);
        for _ in 0..MOST {
            let Some(rest) = text[at..sentence.end].strip_prefix(' ') else { break };
            let word = rest.split(|c: char| !is_word(c)).next().unwrap_or_default();
            let small = self.view.text[at + 1..].starts_with(char::is_lowercase);
            let place = !placed && word.starts_with(is_cyrillic) && self.lexicons.figures.is(word, WordClass::Locative);
            if !small || !place && !is_genitive(word) || self.phrase_at(rest).is_some() {
                break;
            }
            placed |= place;
            at += 1 + word.len();
        }
        let behind = &text[at..sentence.end];
        let closed = behind.starts_with(',') || behind.strip_prefix(' ').is_some_and(|rest| self.phrase_at(rest).is_some());
        if closed { at } else { end }
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
        let says = |end: usize| text[end..].strip_prefix(' ').is_some_and(|rest| self.phrase_at(rest).is_some());
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
    /// before the name, and says nothing.
    fn with_offices(&self, sources: Vec<Source>, actors: &[FoundActor]) -> Vec<Source> {
        let text = self.view.text;
        let mut joined: Vec<Source> = Vec::new();
        for mut source in sources {
            let person = source.actor.is_some_and(|actor| actors[actor].kind == ActorKind::Person);
            let office = joined.pop_if(|last| {
                person
                    && text[last.span.start..].starts_with(is_cyrillic)
                    && text.get(last.span.end..source.span.start) == Some(" ")
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
                    None => matches!(link, " of " | " in " | " from " | " near " | " в " | " у " | " из " | " з " | " із "),
                    Some(ActorKind::State) => false,
                    Some(_) => link == " in ",
                }
            });
            match last {
                Some(last) if kind(last) == Some(ActorKind::Person) => {}
                Some(last) => last.span.end = source.span.end,
                None => joined.push(source),
            }
        }
        joined
    }

    /// Names that no lexicon knows, right before a verb that attributes (`Bellingcat found that …`) or right behind a phrase
    /// that does (`according to Zorblax`).
    fn unknown_names(&self, sentence: &Range<usize>, known: &[Source]) -> Vec<Source> {
        let view = self.view;
        let mut names = Vec::new();
        let mut run: Option<Range<usize>> = None;
        let mut explained: Vec<Range<usize>> = known.iter().map(|source| source.span.clone()).collect();
        explained.sort_by_key(|span| span.start);
        for index in view.token_at(sentence.start).. {
            let token = view.tokens.get(index).filter(|token| token.start < sentence.end);
            // `министр Великобритании Бен Уоллес`
            let known_already = |token: &&Token| spans::overlap(&explained, Clone::clone, &(token.start..token.end));
            match (token.filter(|token| self.is_name_word(index) && !known_already(token)), &mut run) {
                (Some(token), Some(span)) if view.text[span.end..token.start] == *" " => span.end = token.end,
                (Some(token), _) => run = Some(token.start..token.end),
                (None, _) => {
                    names.extend(run.take().and_then(|span| self.unknown_name(sentence, known, span, index)));
                }
            }
            if token.is_none() {
                break;
            }
        }
        names
    }

    /// Whether a token may be a word of a name.
    fn is_name_word(&self, index: usize) -> bool {
        let (token, text, figures) = (self.view.tokens[index], self.view.token_text(index), &self.lexicons.figures);
        let abbreviation = text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        token.kind == Kind::Word
            && !token.masked
            && token.capital
            && (!figures.is(text, WordClass::Function) || abbreviation)
            && self.lexicons.calendar.words.get(text).is_none()
            && figures.numeral(text, self.view.folded_token(index)).is_none()
    }

    /// The source that the words with a capital in `span` are, `next` being the token behind them.
    fn unknown_name(&self, sentence: &Range<usize>, known: &[Source], span: Range<usize>, next: usize) -> Option<Source> {
        let view = self.view;
        // `ENAG, a group of economists, puts`
        let at = self.behind_apposition(span.end, sentence);
        let behind = &view.text[at..sentence.end];
        let verbal = behind.strip_prefix(' ').is_some_and(|behind| {
            let verb = self.phrase_at(behind).is_some_and(|(length, pattern)| match pattern {
                Attribution::Verb | Attribution::Noun | Attribution::Closing => true,
                Attribution::Both => !self.is_noun(at + 1 + length),
                _ => false,
            });
            // `… and the KNCHR at 63`
            let at_figure = behind.starts_with("at ") && view.token(next + 1).is_some_and(|(next, _)| next.kind == Kind::Number);
            verb || at_figure || view.token(next).is_some_and(|_| view.is_small(next, WordClass::Adverb))
        });
        let behind_phrase = || {
            self.phrase_before(sentence, self.front(sentence, span.start)).is_some_and(|(cue, pattern)| match pattern {
                Attribution::Before | Attribution::NounBy | Attribution::Informs => true,
                // `…, said Zorblax`
                Attribution::Verb | Attribution::Both => view.text[sentence.start..cue.start].trim_end().ends_with(','),
                _ => false,
            })
        };
        // `Initial reports said`: an ordinary word before the noun of a phrase is no name.
        let first = view.token_at(span.start);
        let ordinary = first + 1 == next && view.opens_sentence(first) && Word::of_text(view.folded_token(first)).is_ordinary();
        let noun = behind.strip_prefix(' ').and_then(|behind| self.phrase_at(behind));
        if ordinary && noun.is_some_and(|(length, pattern)| pattern != Attribution::Closing && behind[1..=length].contains(' ')) {
            return None;
        }
        let overlaps = known.iter().any(|source| source.span.start < span.end && span.start < source.span.end);
        if overlaps || !verbal && !behind_phrase() {
            return None;
        }
        let span = self.quoted(sentence, self.without_office(self.without_title(span)));
        Some(Source { front: self.front(sentence, span.start), span, actor: None, speaks: false, named: None })
    }

    /// `Chadian recruiters told`: a demonym with the plural behind it, where that is what speaks.
    fn with_people(&self, sentence: &Range<usize>, actor: &FoundActor) -> Range<usize> {
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

    /// Where the words begin that say what the name at byte `at` is: `data firm`, `the carriers' association`, `губернатор`,
    /// `Ukrainian Foreign Minister`. Their noun stands right before the name. Any noun in Cyrillic will do behind a phrase that attributes (`по подсчётам
    /// демографа`): no article and no preposition can stand there.
    fn front(&self, sentence: &Range<usize>, at: usize) -> usize {
        let figures = &self.lexicons.figures;
        let text = self.view.text[sentence.start..at].trim_end_matches(['«', '“', '„', '"']);
        let office = self.office_of(text);
        let (mut head, mut sure) = (&text[..office.unwrap_or(text.len())], office.is_some());
        for words in usize::from(sure)..MOST_DESCRIBING {
            let Some(rest) = head.strip_suffix(' ').filter(|rest| figures.attribution.ends(rest).is_none()) else { break };
            let word = &rest[rest.rfind(' ').map_or(0, |space| space + 1)..];
            let letters = ["'s", "’s", "'", "’"].iter().find_map(|mark| word.strip_suffix(mark)).unwrap_or(word);
            if words == 0 {
                let title = word.starts_with(char::is_uppercase) && figures.is(word, WordClass::Title);
                sure = letters == word && (title || self.is_description(word, sentence.start + rest.len()));
            }
            // `Telegram-канале`
            let abbreviation = word.chars().all(char::is_uppercase);
            let cyrillic =
                word.ends_with(is_cyrillic) && (abbreviation || !word.starts_with(|c: char| is_cyrillic(c) && c.is_uppercase()));
            if !(sure && words == 0 || (sure || cyrillic) && self.modifies(letters)) {
                break;
            }
            head = &rest[..rest.len() - word.len()];
        }
        let described = head.len() < text.len() && (sure || figures.attribution.ends(head.trim_end()).is_some());
        if described { sentence.start + head.len() } else { at }
    }

    /// Where the title begins that a text ends in, over whose it is: `Secretary of State `.
    fn office_of(&self, text: &str) -> Option<usize> {
        /// Most words behind `of`.
        const MOST: usize = 3;
        let (before, whose) = text.strip_suffix(' ')?.rsplit_once(" of ")?;
        let title = before.rsplit(' ').next().filter(|title| title.starts_with(char::is_uppercase))?;
        let capitals = whose.split(' ').count() <= MOST
            && whose.split(' ').all(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic));
        (capitals && self.lexicons.figures.is(title, WordClass::Title)).then(|| before.len() - title.len())
    }

    /// Whether a word in small letters, up to byte `end`, says what a name behind it is.
    fn is_description(&self, word: &str, end: usize) -> bool {
        let figures = &self.lexicons.figures;
        let agent = || {
            self.mentions
                .nouns_to(end)
                .flat_map(|noun| self.lexicons.names.senses(noun))
                .any(|sense| matches!(sense, Sense::Agent(_) | Sense::AgentModifier))
        };
        word.starts_with(char::is_lowercase)
            && (titled::is_title(word, figures)
                || [WordClass::Body, WordClass::Cause, WordClass::Outlet].into_iter().any(|class| figures.is(word, class))
                || agent())
    }

    /// Whether a word may stand before the noun of a description.
    fn modifies(&self, word: &str) -> bool {
        let figures = &self.lexicons.figures;
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
            && !figures.is(word, WordClass::Function)
            && !figures.is(word, WordClass::Verb)
            && figures.numeral(word, &word.to_lowercase()).is_none()
    }

    /// A name up to the end of the quotation marks that it opens: `«Архива публичных собраний»`.
    fn quoted(&self, sentence: &Range<usize>, span: Range<usize>) -> Range<usize> {
        let text = self.view.text;
        let close = match text[sentence.start..span.start].chars().next_back() {
            Some('«') => '»',
            Some('“') => '”',
            _ => return span,
        };
        let length = text[span.end..sentence.end].find(close).filter(|length| *length <= LONGEST_QUOTED);
        span.start..span.end + length.unwrap_or(0)
    }

    /// Whether a word that may be verb or noun is a noun, as its right neighbour says: `casualty
    /// estimates range`, `reports of`.
    fn is_noun(&self, end: usize) -> bool {
        let next = self.view.token_at(end);
        self.view.token(next).is_none_or(|(_, text)| {
            self.lexicons.figures.is(text, WordClass::Verb)
                || matches!(
                    text,
                    "are"
                        | "were"
                        | "is"
                        | "was"
                        | "have"
                        | "had"
                        | "has"
                        | "of"
                        | "from"
                        | "by"
                        | "for"
                        | "on"
                        | "in"
                        | "about"
                        | "and"
                        | ","
                )
        })
    }

    /// `глава ОВА Олег Рыбов`: a name behind an abbreviation in Cyrillic.
    fn without_office(&self, span: Range<usize>) -> Range<usize> {
        let (office, name) = self.view.text[span.clone()].split_once(' ').unwrap_or_default();
        let abbreviation = office.chars().count() > 1 && office.chars().all(|c| is_cyrillic(c) && c.is_uppercase());
        if abbreviation { span.end - name.len()..span.end } else { span }
    }

    /// `Governor Ana Ruiz` without the title.
    fn without_title(&self, mut span: Range<usize>) -> Range<usize> {
        while let Some((title, rest)) = self.view.text[span.clone()].split_once(' ') {
            let noun = self.mentions.nouns_to(span.start + title.len()).any(|noun| noun.start == span.start);
            if !noun || rest.is_empty() {
                break;
            }
            span.start += title.len() + 1;
        }
        span
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
            if let Some(owner) = head.strip_suffix("'s").or_else(|| head.strip_suffix("’s")) {
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
