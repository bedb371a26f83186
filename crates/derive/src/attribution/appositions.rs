//! What stands between a source and its verb: appositions, qualifiers, and partners who have no name.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass};

use super::{MOST_TITLES, Reader, Source};
use crate::slavic::is_cyrillic;
use crate::titled;
use crate::view::Kind;

impl Reader<'_, '_> {
    /// `Orban, the prime minister, says`: behind an apposition between two commas; `Kyiv on Monday said`: behind when it was said.
    pub(super) fn behind_apposition(&self, at: usize, sentence: &Range<usize>) -> usize {
        /// Most bytes of one.
        const LONGEST: usize = 120;
        let at = self.behind_time(at, sentence);
        let rest = &self.view.text[at..sentence.end];
        // `German intelligence (BND) believes`
        if let Some((inner, _)) = rest.strip_prefix(" (").and_then(|inner| inner.split_once(')')) {
            let short = inner.len() < 40 && !inner.contains(|c: char| c.is_ascii_digit());
            return at + if short { inner.len() + 3 } else { 0 };
        }
        // `officials who asked not to be named said`, `an official speaking on condition of anonymity said`
        // `a charity supplying boats said`
        let doing = |rest: &str| {
            let word = rest.split(' ').next().unwrap_or_default();
            word.ends_with("ing") && word.chars().all(char::is_lowercase) && self.phrase_at(rest).is_none()
        };
        let qualified = |rest: &str| self.lexicons.figures.qualifiers.starts(rest).is_some() || doing(rest);
        if rest.strip_prefix(' ').is_some_and(qualified) {
            return at + self.next_verb(rest).unwrap_or(0);
        }
        let Some(inner) = rest.strip_prefix(", ") else { return at };
        // `погибли 12 человек, сообщил мэр, пишет газета`: what stands between the commas has a verb and a subject of its own.
        if inner.starts_with(is_cyrillic) && matches!(self.phrase_at(inner), Some((_, Attribution::Verb))) {
            return at;
        }
        if let Some(pronoun) = self.opens_relative(inner)
            && self.verb_follows(at + 2 + pronoun, sentence)
        {
            return at + 2 + pronoun;
        }
        // `Wreh, director of the clinic, says`
        let of_office = |word: &str| titled::is_title(word, &self.lexicons.figures);
        // `Berg, commander-in-chief of the army, reported`
        let title = |word: &str| of_office(word) || word.split_once('-').is_some_and(|(office, _)| of_office(office));
        let office = || inner.split([' ', ',']).take(MOST_TITLES).any(title);
        let aside = self.lexicons.figures.asides.starts(inner).is_some();
        // `analysts, working with Berg, put`
        let acts = |end: usize| {
            let behind = inner[end + 1..].trim_start();
            inner.split(' ').next().is_some_and(|word| word.ends_with("ing")) && self.phrase_at(behind).is_some()
        };
        // `Omar Zelvo, 16, told AFP`
        let age = |end: usize| inner[..end].parse::<u8>().is_ok() && self.verb_follows(at + 2 + end + 1, sentence);
        // `the mission, which has worked there since 2014, said`
        let relative = |end: usize| self.opens_relative(inner).is_some() && self.verb_follows(at + 2 + end + 1, sentence);
        let apposition = |end: usize| {
            aside || age(end) || relative(end) || (office() || acts(end)) && !inner[..end].contains(|c: char| c.is_ascii_digit())
        };
        match inner.find(',').filter(|&end| end < LONGEST && apposition(end)) {
            Some(end) => at + 2 + end + 1,
            None => at + self.open_apposition(inner).map_or(0, |verb| 2 + verb),
        }
    }

    /// Length of the pronoun that a text opens with, of a clause about whoever stands before it: `who say 12 died`.
    pub(super) fn opens_relative(&self, text: &str) -> Option<usize> {
        let word = text.split(' ').next().unwrap_or_default();
        self.lexicons.figures.is(word, WordClass::Relative).then_some(word.len())
    }

    /// Whether a verb stands behind such a pronoun, right behind the source.
    pub(super) fn is_in_relative(&self, source: &Source, cue: &Range<usize>) -> bool {
        let between = self.view.text.get(source.back..cue.start).and_then(|between| between.strip_prefix(", "));
        between.is_some_and(|between| self.opens_relative(between) == Some(between.trim_end().len()))
    }

    /// `Ruiz, Zelvi state information commissioner said`, `Ruiz, senior fellow at the Zelvo Institute said`: where the verb begins
    /// behind a title that no comma closes.
    fn open_apposition(&self, inner: &str) -> Option<usize> {
        let figures = &self.lexicons.figures;
        let article = figures.is(inner.split(' ').next().unwrap_or_default(), WordClass::Function);
        let verb = self.next_verb(inner).filter(|_| !article)?;
        let mut words = inner[..verb].trim_end().split(' ').skip_while(|word| !titled::is_title(word, figures));
        words.next()?;
        let closed = words.next().is_none_or(|word| word == "for" || figures.is(word, WordClass::Placing));
        closed.then_some(verb)
    }

    /// `on Monday said`, `late on Feb 24 said`, `this week said`: where words of time end that begin at a byte, in front of a verb that
    /// attributes.
    pub(super) fn behind_time(&self, at: usize, sentence: &Range<usize>) -> usize {
        /// Most of their words.
        const MOST: usize = 4;
        let (view, figures) = (self.view, &self.lexicons.figures);
        let first = view.token_at(at);
        let timed = |index: usize| self.is_time(index);
        let front = |index: usize| figures.closings.get(view.folded_token(index)).is_some();
        // `on Feb 24`, `5 марта`
        let beside = |index: usize| index > first && timed(index - 1) || timed(index + 1);
        let day = |index: usize| view.tokens[index].kind == Kind::Number && beside(index);
        let inside = |index: &usize| view.tokens.get(*index).is_some_and(|token| token.end <= sentence.end);
        let words = (first..first + MOST).take_while(inside).take_while(|&index| timed(index) || front(index) || day(index));
        let end = words.last().map(|last| view.tokens[last].end);
        end.filter(|&end| self.verb_follows(end, sentence)).unwrap_or(at)
    }

    /// Whether a token is a word of the calendar.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let word = |text: &str| self.lexicons.calendar.words.of(text, self.view.folded_token(at)).is_some();
        self.view.token(at).is_some_and(|(_, text)| word(text))
    }

    /// Where the next verb that attributes begins, a few words away and before any figure.
    fn next_verb(&self, rest: &str) -> Option<usize> {
        /// Most words before the verb.
        const MOST: usize = 16;
        let words = rest.match_indices(' ').map(|(at, _)| at + 1).take(MOST);
        words
            .take_while(|&at| !rest[..at].contains(|c: char| c.is_ascii_digit() || c == ','))
            .find(|&at| matches!(self.phrase_at(&rest[at..]), Some((_, Attribution::Verb | Attribution::Both))))
    }

    /// `The government and partners say`, `CISA and 20 partner agencies write`: behind those whom no name calls and who speak too.
    pub(super) fn behind_partners(&self, at: usize, sentence: &Range<usize>) -> usize {
        /// Most words of them.
        const MOST: usize = 3;
        let view = self.view;
        let Some(rest) = view.text[at..sentence.end].strip_prefix(" and ") else { return at };
        let first = view.token_at(sentence.end - rest.len());
        let partner = |word: usize| {
            view.token(word).filter(|(token, _)| token.end <= sentence.end).is_some_and(|(token, text)| {
                let determiner = word == first && (token.kind == Kind::Number || matches!(text, "its" | "his" | "her" | "their"));
                determiner || self.is_common(word) && self.phrase_at(text).is_none()
            })
        };
        let last = (first..first + MOST).take_while(|&word| partner(word)).last();
        let end = last.filter(|&last| view.token_text(last).ends_with('s')).map(|last| view.tokens[last].end);
        end.filter(|&end| self.says(end, sentence)).unwrap_or(at)
    }
}
