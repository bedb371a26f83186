//! Names that nobody knows, where a phrase attributes to them.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass};
use unspool_model::ActorKind;

use super::{Reader, Source};
use crate::possessive;
use crate::slavic::{is_adjective, is_cyrillic, is_genitive};
use crate::spans;
use crate::tagger::Word;
use crate::view::{Kind, Token};

/// Most bytes of a quoted name behind its words with a capital.
const LONGEST_QUOTED: usize = 80;

impl Reader<'_, '_> {
    /// Names that no lexicon knows, right before a verb that attributes (`Bellingcat found that …`) or right behind a phrase
    /// that does (`according to Zorblax`).
    pub(super) fn unknown_names(&self, sentence: &Range<usize>, known: &[Source]) -> Vec<Source> {
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
                (Some(token), Some(span)) if matches!(&view.text[span.end..token.start], " " | "-") => span.end = token.end,
                // `Nagorno-Karabakh`
                (None, Some(_)) if self.is_inside_name(index) => {}
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

    /// Whether a token is a hyphen between two words of a name.
    fn is_inside_name(&self, index: usize) -> bool {
        self.view.is_hyphen(index) && self.is_name_word(index + 1)
    }

    /// Whether a token may be a word of a name.
    fn is_name_word(&self, index: usize) -> bool {
        let (token, text, figures) = (self.view.tokens[index], self.view.token_text(index), &self.lexicons.figures);
        let abbreviation = text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        // `Col. Ruiz`
        let shortened = || token.is(WordClass::Shortened) && self.view.has_point(index);
        // `Ранее Минобороны сообщило`
        let timed = || text.starts_with(is_cyrillic) && token.is_small(WordClass::Adverb) && self.view.opens_sentence(index);
        token.kind == Kind::Word
            && !token.masked
            && !shortened()
            && !timed()
            && token.capital
            && (!figures.is(text, WordClass::Function) || abbreviation)
            && self.lexicons.calendar.words.get(text).is_none()
            && figures.numeral(text, self.view.folded_token(index)).is_none()
    }

    /// The source that the words with a capital in `span` are, `next` being the token behind them.
    fn unknown_name(&self, sentence: &Range<usize>, known: &[Source], mut span: Range<usize>, next: usize) -> Option<Source> {
        let view = self.view;
        span.end = self.with_doer(span.end, sentence);
        // `издание «Зельва» насчитало`
        let quoted = self.quoted(sentence, span.clone());
        let close = view.text[quoted.end..sentence.end].chars().next().filter(|_| self.is_quoted(sentence, &span));
        // `ENAG, a group of economists, puts`
        let at = self.behind_apposition(quoted.end + close.map_or(0, char::len_utf8), sentence);
        let behind = &view.text[at..sentence.end];
        let verbal = behind.strip_prefix(' ').is_some_and(|behind| {
            let verb = self.phrase_at(behind).is_some_and(|(length, pattern)| match pattern {
                Attribution::Verb | Attribution::Noun | Attribution::Closing => true,
                // `its LNG project`: one body projects.
                Attribution::Both => {
                    let one = !view.text[span.clone()].ends_with('s') && !behind[..length].ends_with('s');
                    !one && !self.is_noun(at + 1 + length)
                }
                _ => false,
            });
            // `… and the KNCHR at 63`
            let at_figure = behind.starts_with("at ") && view.token(next + 1).is_some_and(|(next, _)| next.kind == Kind::Number);
            verb || at_figure || view.token(next).is_some_and(|_| view.is_small(next, WordClass::Adverb))
        });
        // `according to Zelvi's BNB`: whoever owns the body stands between it and the phrase.
        let owner = known.iter().find(|owner| possessive::joins(view.text.get(owner.span.end..span.start).unwrap_or_default()));
        let front = owner.map_or_else(|| self.front(sentence, span.start), |owner| owner.front);
        let behind_phrase = || self.is_cited(sentence, front);
        // `Initial reports said`: an ordinary word before the noun of a phrase is no name.
        let first = view.token_at(span.start);
        let ordinary = first + 1 == next && view.opens_sentence(first) && Word::of_text(view.folded_token(first)).is_ordinary();
        let noun = behind.strip_prefix(' ').and_then(|behind| self.phrase_at(behind));
        // `Losses claimed: 40 tanks`
        let label = |length: usize| behind[1..=length].ends_with("ed") && behind[1 + length..].starts_with(':');
        let phrase = |(length, pattern): (usize, Attribution)| {
            // `Casualty figures`
            let noun = pattern == Attribution::Noun;
            pattern != Attribution::Closing && (noun || behind[1..=length].contains(' ') || label(length))
        };
        // `Estimates suggest`, `Footage shows`: things that are written or shown, as in the middle of a sentence.
        let written = ordinary && (view.folded_token(first).ends_with('s') || self.is_document(first));
        if written || ordinary && noun.is_some_and(phrase) {
            return None;
        }
        // `журналисты Русской службы`: an adjective of what stands behind it.
        // `по подсчетам «Зельских новостей»`
        let quoted = view.text[sentence.start..span.start].ends_with(['«', '“', '"']);
        let adjective = !quoted
            && first + 1 == next
            && is_oblique_adjective(view.folded_token(first))
            && view.token(next).is_some_and(|(token, text)| !token.capital && text.starts_with(is_cyrillic))
            && !verbal;
        // The `Balah` of `Deir al-Balah` is half a name.
        let half = first.checked_sub(1).is_some_and(|before| view.is_hyphen(before));
        let overlaps = known.iter().any(|source| source.span.start < span.end && span.start < source.span.end);
        // `those who fled from Zelvi reported`
        // `hidden in Russian Siberia showed`
        let demonym = known.iter().find(|other| view.text.get(other.span.end..span.start) == Some(" "));
        let placed_at = demonym.map_or(first, |demonym| view.token_at(demonym.span.start));
        let place = placed_at.checked_sub(1).is_some_and(|before| {
            view.is(before, WordClass::Locative) || ["from", "of"].iter().any(|word| view.is_text(before, word))
        });
        let placed = place && !behind_phrase();
        // `Загинули 12 осіб — ОВА`
        let closes = is_office(&view.text[span.clone()])
            && view.text[span.end..sentence.end].trim_matches(['.', ' ']).is_empty()
            && view.text[sentence.start..span.start].trim_end().ends_with(['—', '–', '-']);
        if overlaps || half || adjective || self.is_addressed(span.start) || !(verbal || closes || behind_phrase()) {
            return None;
        }
        let mut span = self
            .with_body(sentence, self.quoted(sentence, self.without_office(self.without_title(self.with_owner(sentence, span)))));
        let front = self.front(sentence, span.start);
        // `голова ОВА`: who heads it.
        if is_office(&view.text[span.clone()]) {
            span.start = front;
        }
        let named = closes.then_some(ActorKind::Organization);
        Some(Source { front, named, placed, ..Source::plain(span) })
    }

    /// `the Ombudsman's Office`: the noun of a body with whose it is, where it has no other name.
    fn with_owner(&self, sentence: &Range<usize>, span: Range<usize>) -> Range<usize> {
        let view = self.view;
        let noun = view.token_at(span.start);
        let body = view.is(noun, WordClass::Body) && view.tokens[noun].end == span.end;
        let head = view.text[sentence.start..span.start].strip_suffix(' ').filter(|_| body);
        let owner = head.and_then(possessive::before_one).and_then(|owner| {
            let last = view.token_at(sentence.start + owner.len()).checked_sub(1)?;
            Some(last).filter(|&last| view.tokens[last].capital && view.tokens[last].start >= sentence.start)
        });
        owner.map_or(span.start, |owner| view.tokens[owner].start)..span.end
    }

    /// `Rescue Committee for Zelvi`: a name with the words of the body in front of it that is for it.
    fn with_body(&self, sentence: &Range<usize>, span: Range<usize>) -> Range<usize> {
        let view = self.view;
        let inside = |at: usize| view.tokens[at].start >= sentence.start;
        let name = |&at: &usize| inside(at) && view.tokens[at].capital && self.is_name_word(at) && view.spaced(at, at + 1);
        let noun = view.token_at(span.start).checked_sub(2);
        let noun = noun.filter(|&noun| view.is_text(noun + 1, "for") && view.is(noun, WordClass::Body));
        let first = noun.and_then(|noun| (0..=noun).rev().take_while(name).last());
        first.map_or(span.start, |first| view.tokens[first].start)..span.end
    }

    /// `Hajun project counts`: where a name ends with the noun behind it that could attribute by itself, but has a verb.
    fn with_doer(&self, end: usize, sentence: &Range<usize>) -> usize {
        let phrase = |from: usize| {
            let behind = self.view.text[from..sentence.end].strip_prefix(' ')?;
            self.phrase_at(behind).map(|(length, pattern)| (from + 1 + length, pattern))
        };
        let noun = phrase(end).filter(|(noun, pattern)| *pattern == Attribution::Both && !self.view.text[..*noun].ends_with('s'));
        let verb = |&(noun, _): &(usize, Attribution)| matches!(phrase(noun), Some((_, Attribution::Verb | Attribution::Both)));
        noun.filter(verb).map_or(end, |(noun, _)| noun)
    }

    /// Whether a phrase that attributes stands right before what begins at byte `at`.
    pub(super) fn is_cited(&self, sentence: &Range<usize>, at: usize) -> bool {
        self.phrase_before(sentence, at).is_some_and(|(cue, pattern)| match pattern {
            Attribution::Before | Attribution::NounBy | Attribution::Informs => true,
            // `…, said Zorblax`, `…», — сообщили в ГУР`
            Attribution::Verb | Attribution::Both => {
                let head = self.view.text[sentence.start..cue.start].trim_end();
                let behind = head.ends_with([',', '"', '”', '»', '–', '—']) || head.ends_with("--") || head.ends_with(" -");
                behind || self.opens_with_what_was_told(sentence)
            }
            _ => false,
        })
    }

    /// Handles that no lexicon knows, in the same places: `@zelva_watch counts 12`, `according to @zelva_watch`.
    pub(super) fn unknown_handles(&self, sentence: &Range<usize>, known: &[Source]) -> Vec<Source> {
        let says = |handle: &Range<usize>| {
            let rest = &self.view.text[handle.end..sentence.end];
            // `@zelva_watch's numbers show 12`
            let owned = possessive::owned(rest);
            let Some(behind) = owned.or_else(|| rest.strip_prefix(' ')) else { return false };
            // `@zelva_watch has also verified that`
            let words =
                behind.split_inclusive(' ').take_while(|word| self.lexicons.figures.is(word.trim_end(), WordClass::Adverb));
            let behind = if self.phrase_at(behind).is_some() { behind } else { &behind[words.map(str::len).sum::<usize>()..] };
            match self.phrase_at(behind) {
                Some((_, Attribution::Noun | Attribution::Both)) if owned.is_some() => true,
                Some((_, Attribution::Verb)) => owned.is_none(),
                Some((length, Attribution::Both)) => {
                    let end = sentence.end - behind.len() + length;
                    let closes = || {
                        let head = self.view.text[sentence.start..handle.start].trim_end();
                        self.view.text[end..sentence.end].trim().is_empty() && head.ends_with(',')
                    };
                    closes() || !self.is_noun(end)
                }
                _ => false,
            }
        };
        let free = |handle: &Range<usize>| !known.iter().any(|source| source.span.contains(&handle.start));
        let handles = self.view.handles_in(sentence).filter(free);
        // `photos published by @zelva_watch show 15`
        let credited =
            |handle: &Range<usize>| matches!(self.phrase_before(sentence, handle.start), Some((_, Attribution::Passive)));
        let speaks = |handle: &Range<usize>| says(handle) || self.is_cited(sentence, handle.start) || credited(handle);
        handles.filter(speaks).map(Source::plain).collect()
    }

    /// Whether quotation marks open right before a name.
    fn is_quoted(&self, sentence: &Range<usize>, span: &Range<usize>) -> bool {
        self.view.text[sentence.start..span.start].ends_with(['«', '“'])
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
    pub(super) fn is_noun(&self, end: usize) -> bool {
        let next = self.view.token_at(end);
        self.view.token(next).is_none_or(|(_, text)| {
            [WordClass::Verb, WordClass::Auxiliary].into_iter().any(|class| self.lexicons.figures.is(text, class))
                || matches!(text, "is" | "was" | "has" | "of" | "from" | "by" | "for" | "on" | "in" | "about" | "and" | "&" | ",")
        })
    }

    /// `глава ОВА Олег Рыбов`: a name behind an abbreviation in Cyrillic.
    fn without_office(&self, span: Range<usize>) -> Range<usize> {
        let (office, name) = self.view.text[span.clone()].split_once(' ').unwrap_or_default();
        if is_office(office) { span.end - name.len()..span.end } else { span }
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
}

/// Whether a word is an abbreviation in Cyrillic letters: `ОВА`.
pub(super) fn is_office(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| is_cyrillic(c) && c.is_uppercase())
}

/// Whether a word (in small letters) ends as adjectives do in the genitive: `русской`, but no surname that is a subject.
fn is_oblique_adjective(folded: &str) -> bool {
    is_adjective(folded) && is_genitive(folded)
}
