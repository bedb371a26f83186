//! A phrase in front of its source: `according to the UN`, `reported by Reuters`, `estimates by the World Bank`.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass, is_word};
use unspool_model::ActorKind;

use super::{Claim, MOST_TITLES, Reach, Reader, Source};
use crate::actors::FoundActor;
use crate::titled;
use crate::view::Kind;

impl Reader<'_, '_> {
    /// `according to the UN`, `reported by Reuters`, `estimates by the World Bank`, `…, said the UN`.
    pub(super) fn before_source(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let (cue, pattern) = self.phrase_before(sentence, source.front)?;
        let head = self.view.text[sentence.start..cue.start].trim_end();
        // `Berg told Reuters: 40 fell`: whoever is told does not say it.
        if matches!(pattern, Attribution::Verb | Attribution::Both)
            && self.lexicons.figures.is(&self.view.text[cue.clone()], WordClass::Addressing)
        {
            return None;
        }
        // `25 litres per family` is a share, `25 litres per officials` says who; `via Zelvi` is a way, `via @zelva_watch` a credit.
        let one = &self.view.text[source.span.clone()];
        let handle = one.starts_with(['@', '＠']);
        let many =
            || one.starts_with(char::is_uppercase) || one.ends_with('s') || self.lexicons.figures.is(one, WordClass::Plural);
        match &self.view.folded[cue.clone()] {
            "per" if !handle && !many() => return None,
            "via" if !handle => return None,
            _ => {}
        }
        // `сообщил соратник Олега Вира`
        if pattern == Attribution::Verb && source.front < source.span.start && !self.is_its_subject(&cue, source) {
            return None;
        }
        if pattern == Attribution::Passive && self.is_of_an_attack(sentence, &cue) {
            return None;
        }
        if pattern == Attribution::Passive && self.is_of_a_thing(sentence, &cue) {
            return None;
        }
        // `31 percent are attributed to gunmen`: who did it.
        let done =
            || head.rsplit(' ').next().is_some_and(|word| word == "been" || self.lexicons.figures.is(word, WordClass::Copula));
        if self.view.folded[cue.clone()].ends_with("attributed to") && done() && !self.speaks_of_figures(sentence, &cue) {
            return None;
        }
        // `under investigation by the police`
        if pattern == Attribution::NounBy && head.ends_with(" under") {
            return None;
        }
        // `the figure of 300 comes from Kyiv`, but not `four gunmen came from Kyiv`.
        if self.view.text[cue.clone()].ends_with(" from")
            && pattern == Attribution::Passive
            && !self.speaks_of_figures(sentence, &cue)
        {
            return None;
        }
        let closed = head.ends_with([',', '"', '”', '»', '–', '—', '-']);
        // `“… the dead,” said Berg, a clerk`: what is said is over, whoever is described behind.
        let quoted = head.trim_end_matches([' ', ',', '–', '—', '-']).ends_with(['"', '”', '»']);
        let reach = match pattern {
            // `two officers write that, according to Kyiv, 300 fell`
            Attribution::Before | Attribution::NounBy if self.opens_clause(head) || self.tells_next(sentence, &cue, source) => {
                Reach::Behind
            }
            Attribution::Before | Attribution::NounBy => Reach::Anywhere,
            Attribution::Informs => Reach::Behind,
            // `images cited by the BBC show 38 graves` and `40 killed, reported by Reuters`
            Attribution::Passive => {
                if self.figure_in_front(sentence, cue.start) {
                    Reach::InFront
                } else {
                    Reach::Behind
                }
            }
            // `jets hit a house and, says Kabul, killed nine`
            Attribution::Verb | Attribution::Both
                if closed
                    && !quoted
                    && self.view.text[source.span.end..sentence.end].starts_with(',')
                    && !self.figure_in_front(sentence, cue.start) =>
            {
                Reach::Behind
            }
            Attribution::Verb | Attribution::Both if closed => Reach::InFront,
            _ => return None,
        };
        Some(Claim { source: index, cue, reach })
    }

    /// `По словам главы штаба обороны Британии Тони Радакина, 40`, `According to the head of the "Zelvi" fund, 40`: whoever a phrase
    /// that opens a sentence names up to the comma, with their office in front of the name or without a name.
    pub(super) fn cited_at_length(
        &self,
        mut sources: Vec<Source>,
        sentence: &Range<usize>,
        actors: &[FoundActor],
    ) -> Vec<Source> {
        let Some(named) = self.named_at_length(sentence) else { return sources };
        let is_person = |source: &Source| source.actor.is_some_and(|actor| actors[actor].kind == ActorKind::Person);
        let person = sources.iter().position(|source| source.span.end == named.end && is_person(source));
        let inside = |source: &Source| named.start <= source.span.start && source.span.end <= named.end;
        if let Some(mut person) = person.map(|at| sources[at].clone()) {
            person.front = named.start;
            sources.retain(|source| !inside(source));
            sources.push(person);
        } else if self.is_office(&named) && !sources.iter().any(|source| source.front == named.start && source.actor.is_some()) {
            sources.retain(|source| !inside(source));
            sources.push(Source::plain(named));
        }
        sources.sort_by_key(|source| source.span.start);
        sources
    }

    /// What stands between a phrase that opens a sentence, with an article, and the comma.
    fn named_at_length(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        /// Most bytes of it.
        const LONGEST: usize = 120;
        let opens = self.view.text[sentence.clone()].trim_start();
        let (length, pattern) = self.lexicons.figures.attribution.starts(opens)?;
        let named = opens[length..].strip_prefix(' ').filter(|_| *pattern == Attribution::Before)?;
        let named = self.lexicons.figures.without_first(named, WordClass::Article).unwrap_or(named);
        let end = named.find(", ").filter(|&end| end <= LONGEST && !named[..end].contains([';', '(', ':']))?;
        let start = sentence.end - named.len();
        Some(start..start + end)
    }

    /// `head of the "Zelvi" fund`: whether somebody is said to be at the head of something, and no figure stands there.
    fn is_office(&self, named: &Range<usize>) -> bool {
        let text = &self.view.text[named.clone()];
        let office = text.split_once(" of ").and_then(|(office, _)| office.rsplit(' ').next());
        let heads = |office: &str| office == "head" || titled::is_title(office, &self.lexicons.figures);
        office.is_some_and(heads) && !text.contains(|c: char| c.is_ascii_digit())
    }

    /// `responsibility for it was claimed by` a group, `40 died in bombings claimed by` it: it has done that, and says no figure.
    fn is_of_an_attack(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let (first, end) = (self.view.token_at(sentence.start), self.view.token_at(cue.start));
        let attack = end > first && self.view.is_small(end - 1, WordClass::Attack);
        // `12 deadly attacks claimed by ISIS` are as many as it says.
        let modifiers = (first..end).rev().skip(1).take_while(|&at| !self.view.is(at, WordClass::Function));
        let counted = modifiers.take(MOST_TITLES).any(|at| self.view.tokens[at].kind == Kind::Number);
        let claimed = self.view.folded[cue.clone()].starts_with("claimed");
        let responsibility = (first..end).rev().take(MOST_TITLES).any(|at| self.view.is_text(at, "responsibility"));
        claimed && (responsibility || attack && !counted)
    }

    /// `40 fled after the meeting first reported by Reuters`: whether a participle belongs to a noun with an article that is none
    /// of figures.
    fn is_of_a_thing(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let figures = &self.lexicons.figures;
        let mut words = self.view.text[sentence.start..cue.start].split_whitespace().rev();
        let noun = words.find(|word| !figures.is(word, WordClass::Adverb));
        // `a reef held by Manila but also claimed by Beijing`
        if noun == Some("but") {
            return true;
        }
        let article = words.next().is_some_and(|word| word == "this" || figures.is(word, WordClass::Article));
        let counts = |noun: &str| {
            [WordClass::FigureNoun, WordClass::Reporting, WordClass::Counting, WordClass::Measured]
                .into_iter()
                .any(|class| figures.is(noun, class))
        };
        article && noun.is_some_and(|noun| noun.chars().all(char::is_alphabetic) && !counts(noun))
    }

    /// `по данным ООН, погибли 12, по данным полиции — 14`: whether the figure right behind a source is what it says, and none in front:
    /// behind a dash, or where another such phrase opens the sentence and has its own.
    fn tells_next(&self, sentence: &Range<usize>, cue: &Range<usize>, source: &Source) -> bool {
        let behind = self.view.text.get(source.back..sentence.end).unwrap_or_default();
        let dash = [" — ", " – "].iter().find_map(|dash| behind.strip_prefix(dash));
        let comma = || behind.strip_prefix(", ").or_else(|| behind.strip_prefix(' '));
        let opening = || self.lexicons.figures.attribution.starts(self.view.text[sentence.clone()].trim_start());
        let another = || sentence.start < cue.start && opening().is_some_and(|(_, pattern)| *pattern == Attribution::Before);
        dash.is_some_and(|figure| self.opens_with_figure(figure))
            || comma()
                .is_some_and(|figure| self.opens_with_figure(figure) && another() && self.figure_in_front(sentence, cue.start))
    }

    /// Whether a text ends in a conjunction and a comma, so that a clause begins behind it.
    fn opens_clause(&self, head: &str) -> bool {
        let word = head.strip_suffix(',').and_then(|head| head.rsplit(' ').next());
        word.is_some_and(|word| self.lexicons.figures.is(word, WordClass::Function))
    }

    /// Whether a noun of figures (`figure`, `estimate`, `toll`) stands in the sentence before a cue.
    fn speaks_of_figures(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let mut words = self.view.folded[sentence.start..cue.start].split(|c: char| !is_word(c));
        words.any(|word| self.lexicons.figures.is(word, WordClass::FigureNoun))
    }

    /// Whether a digit or number word stands in the sentence before byte `at`.
    fn figure_in_front(&self, sentence: &Range<usize>, at: usize) -> bool {
        let from = self.view.token_at(sentence.start);
        self.view.tokens[from..].iter().take_while(|token| token.end <= at).any(|token| {
            let text = &self.view.text[token.start..token.end];
            token.kind == Kind::Number
                || token.kind == Kind::Word
                    && self.lexicons.figures.numeral(text, &self.view.folded[token.start..token.end]).is_some()
        })
    }
}
