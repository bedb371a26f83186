//! Russian and Ukrainian verbs that time, place and occasion part from their subject: `Шойгу 28 октября на встрече с Путиным заявил,
//! что 40 …`; and whom such a verb then does not belong to.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass};
use unspool_model::ActorKind;

use super::reach::Reach;
use super::{Claim, Reader, Source};
use crate::slavic::{self, is_cyrillic, is_in};
use crate::view::Kind;

/// Most words and marks between a subject, or what points back, and the verb.
const MOST_CIRCUMSTANCES: usize = 14;
/// Most bytes between what was said and the person behind the verb.
const LONGEST_DISTANCE: usize = 400;
/// Most bytes of an office in front of a name.
const LONGEST_OFFICE: usize = 80;

impl Reader<'_, '_> {
    /// The claim of a source that opens a sentence, whose verb stands behind circumstances and in front of what is said.
    pub(super) fn behind_circumstances(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let view = self.view;
        // `Міністр оборони Рустем Умєров 18 листопада заявив`: behind nothing but the office.
        let head = view.text[sentence.start..source.front].trim();
        let office = || {
            let title = head.split(' ').next().unwrap_or_default();
            let words = head.len() <= LONGEST_OFFICE && !head.contains([',', '.', ':', ';', '«', '"', '–', '—']);
            words && self.lexicons.figures.is(title, WordClass::Title)
        };
        let opens = head.is_empty() || source.named == Some(ActorKind::Person) && office();
        let cyrillic = view.text[source.span.clone()].starts_with(is_cyrillic);
        let first = view.token_at(source.back);
        if !(opens && cyrillic && source.actor.is_some()) || !(self.is_time(first) || self.is_circumstance(first)) {
            return None;
        }
        self.word_starts(source.back, sentence.end).find_map(|start| {
            let (length, _) =
                self.phrase_at(&view.text[start..sentence.end]).filter(|(_, pattern)| *pattern == Attribution::Verb)?;
            let behind = &view.text[start + length..sentence.end];
            let about =
                || behind.strip_prefix(' ').and_then(|behind| self.lexicons.figures.without_first(behind, WordClass::Concerning));
            let says = [", что", ", що"].iter().any(|sign| behind.starts_with(sign)) || about().is_some();
            says.then(|| Claim { source: index, cue: start..start + length, reach: Reach::Behind })
        })
    }

    /// `Пострадали 12 человек, сообщил в Telegram губернатор Олег Вир.`: the claim of a person in front of whom the verb stands at a
    /// distance, behind what was said.
    pub(super) fn before_circumstances(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let text = self.view.text;
        if !self.is_cyrillic_person(source) || !self.closes_with_place(sentence, source.span.end) {
            return None;
        }
        let near = text.floor_char_boundary(source.front.saturating_sub(LONGEST_DISTANCE)).max(sentence.start);
        let clause = &text[near..source.front];
        let clause = &clause[clause.rfind([',', '»', '"', '”', '–', '—'])?..];
        let words = clause.trim_start_matches(|c: char| !c.is_alphabetic());
        // `…, об этом сообщил`
        let back = self.lexicons.figures.attribution.starts(words).filter(|(_, pattern)| **pattern == Attribution::Back);
        let words = back.map_or(words, |(length, _)| words[length..].trim_start());
        let verb = source.front - words.len();
        let (length, pattern) = self.phrase_at(text.get(verb..source.front)?)?;
        let cue = verb..verb + length;
        let between = self.word_starts(cue.end, source.front).last()?;
        // Nothing but words up to the person.
        let reaches = self.view.tokens[self.view.token_at(between)].end == text[..source.front].trim_end().len();
        (pattern == Attribution::Verb && reaches && self.is_its_subject(&cue, source)).then_some(Claim {
            source: index,
            cue,
            reach: Reach::InFront,
        })
    }

    /// Whether a clause ends at a byte, or behind where something was said (`в Telegram`).
    fn closes_with_place(&self, sentence: &Range<usize>, at: usize) -> bool {
        /// Most words of the place.
        const MOST: usize = 2;
        let (view, text) = (self.view, self.view.text);
        let closed = |at: usize| {
            let behind = text[at..sentence.end].trim_start();
            behind.is_empty() || behind.starts_with([',', '.', ';', '(', '!', '…'])
        };
        let first = view.token_at(at);
        let word = |at: &usize| view.token(*at).is_some_and(|(token, _)| token.kind == Kind::Word && token.end <= sentence.end);
        let mut place = (first + 1..=first + MOST).take_while(word);
        closed(at) || view.is_small(first, WordClass::Locative) && place.any(|last| closed(view.tokens[last].end))
    }

    /// `О 12 раненых сообщил мэр Харькова Олег Вир`, `Про загибель 12 осіб повідомили у ДСНС`: the claim of a source behind a verb whose
    /// sentence opens with what was told.
    pub(super) fn behind_what_was_told(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        let (text, source) = (self.view.text, &sources[index]);
        if !self.opens_with_what_was_told(sentence) || source.front <= sentence.start {
            return None;
        }
        // The office of whoever is named behind it.
        let plain = |between: &str| between.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
        let holder = |next: &Source| self.is_cyrillic_person(next) && text.get(source.back..next.front).is_some_and(plain);
        if source.actor.is_none() && sources[index + 1..].iter().any(holder) {
            return None;
        }
        let near = text.floor_char_boundary(source.front.saturating_sub(LONGEST_DISTANCE)).max(sentence.start);
        // The last verb, with nothing but words up to whoever said it.
        let mut words = (self.view.token_at(near)..self.view.token_at(source.front)).rev().map(|at| self.view.tokens[at].start);
        let verb = words.find_map(|start| {
            let (length, pattern) = self.phrase_at(&text[start..source.front])?;
            (pattern == Attribution::Verb).then_some(start..start + length)
        })?;
        let last = self.word_starts(verb.end, source.front).last();
        let reaches = |last: usize| self.view.tokens[self.view.token_at(last)].end == text[..source.front].trim_end().len();
        let next = text[verb.end..source.front].trim().is_empty() || last.is_some_and(reaches);
        (next && self.is_its_subject(&verb, source)).then_some(Claim { source: index, cue: verb, reach: Reach::InFront })
    }

    /// Whether a sentence opens with what somebody told of, in Russian or Ukrainian.
    pub(super) fn opens_with_what_was_told(&self, sentence: &Range<usize>) -> bool {
        let text = self.view.text[sentence.clone()].trim_start();
        self.lexicons.figures.without_first(text, WordClass::Concerning).is_some()
    }

    /// Whether a person in Cyrillic letters may be the subject of a verb: `сообщил соратник Олега Вира` is not of him.
    pub(super) fn is_its_subject(&self, verb: &Range<usize>, source: &Source) -> bool {
        let (verb, name) = (&self.view.folded[verb.clone()], &self.view.folded[source.span.clone()]);
        !self.is_cyrillic_person(source) || slavic::is_subject_of(verb, name)
    }

    /// A person in Cyrillic letters: of those that only the model knows, a given name and a surname.
    fn is_cyrillic_person(&self, source: &Source) -> bool {
        let name = &self.view.text[source.span.clone()];
        let full = || source.named.is_none() && source.actor.is_some() && source.speaks && name.contains(' ');
        name.starts_with(is_cyrillic) && (source.named == Some(ActorKind::Person) || full())
    }

    /// Where the words begin that stand at byte `at` and behind it, as far as nothing but a quotation mark, a hyphen or
    /// the comma of a date parts them.
    pub(super) fn word_starts(&self, at: usize, end: usize) -> impl Iterator<Item = usize> {
        let view = self.view;
        let first = view.token_at(at);
        let inside = move |&index: &usize| {
            view.token(index).is_some_and(|(token, text)| {
                let parts = match token.kind {
                    // `у п’ятницю, 18 серпня, повідомив`
                    Kind::Mark if text == "," => !index.checked_sub(1).is_some_and(|before| self.is_time(before)),
                    Kind::Mark => !matches!(text, "«" | "»" | "\"" | "-"),
                    kind => kind == Kind::Break,
                };
                token.end <= end && !parts
            })
        };
        (first..first + MOST_CIRCUMSTANCES).take_while(inside).map(|index| view.tokens[index].start)
    }

    /// Whether a token begins where or when something was said, and is no part of a name.
    fn is_circumstance(&self, at: usize) -> bool {
        let number = self.view.token(at).is_some_and(|(token, _)| token.kind == Kind::Number);
        number || self.view.is_small(at, WordClass::Locative) || self.view.is_small(at, WordClass::Occasion)
    }

    /// `во время поездки в Киеве сообщил`: whether a source only says where one who speaks is. Of several who speak there the verb is a
    /// plural (`в Киеве сообщили`).
    pub(super) fn is_only_where(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let verb = &self.view.folded[cue.clone()];
        let verb = verb.split(' ').next().unwrap_or(verb);
        let one = ["л", "ла", "ло", "в", "ет", "ит", "є", "ить"].iter().any(|ending| verb.ends_with(ending));
        self.is_inside(sentence, source) && one && verb.starts_with(is_cyrillic)
    }

    /// Whether a source stands behind a preposition that says where something is.
    fn is_inside(&self, sentence: &Range<usize>, source: &Source) -> bool {
        let word = self.view.folded[sentence.start..source.front].trim_end().rsplit(' ').next();
        word.is_some_and(is_in)
    }

    /// `на встрече с послами Южной Кореи заявил`: whether a state in Cyrillic letters stands in a case that no subject has, and no `в`
    /// makes a place of it where several speak (`в России сообщили`).
    pub(super) fn is_oblique_state(&self, sentence: &Range<usize>, source: &Source) -> bool {
        /// Endings that no name of a state has in the nominative, of the whole name and of its first of several words.
        const WHOLE: [&str; 7] = ["ии", "ії", "еи", "еї", "ей", "ею", "ою"];
        const FIRST: [&str; 4] = ["ой", "ої", "ого", "их"];
        let text = &self.view.folded;
        let name = &text[source.span.clone()];
        let oblique = WHOLE.iter().any(|ending| name.ends_with(ending))
            || name.split_once(' ').is_some_and(|(first, _)| FIRST.iter().any(|ending| first.ends_with(ending)));
        let placed = self.is_inside(sentence, source);
        source.actor.is_some() && source.named.is_none() && name.starts_with(is_cyrillic) && oblique && !placed
    }

    /// `потери российских войск оценивают в 3 тысячи`: whether what stands in front of a verb of estimating is what is estimated.
    pub(super) fn is_estimated(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let (view, figures) = (self.view, &self.lexicons.figures);
        let estimates = figures.is(&view.folded[cue.clone()], WordClass::Estimating);
        let amount = || matches!(view.folded[cue.end..sentence.end].split(' ').nth(1), Some("в" | "у"));
        estimates && amount() && !view.text[sentence.start..source.front].trim().is_empty()
    }

    /// `сил и службы, отмечал президент Олег Вир`: whether the verb behind a comma has its subject behind it, a person who ends the sentence.
    pub(super) fn is_said_by_next(&self, sentence: &Range<usize>, cue: &Range<usize>, behind: &[Source]) -> bool {
        /// Most bytes of the words that say who the person is.
        const LONGEST: usize = 120;
        let text = self.view.text;
        text[cue.clone()].starts_with(is_cyrillic)
            && behind.iter().any(|next| {
                let describes = |words: &str| words.len() <= LONGEST && !words.contains([',', ':', ';']);
                next.named == Some(ActorKind::Person)
                    && text.get(cue.end..next.span.start).is_some_and(describes)
                    && text[next.back..sentence.end].trim_matches(['.', ' ', '\n']).is_empty()
            })
    }
}
