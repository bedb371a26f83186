//! A source and its phrase that close a clause: `300 were killed, Kyiv says on Friday.`

use std::ops::Range;

use unspool_lexicon::{WordClass, is_word};

use super::{MOST_TITLES, Reach, Reader, Source};
use crate::possessive;

/// Most bytes of whose the partner of a source is, with `of`: a sentence of megabytes is not read once a source.
const LONGEST_OWNER: usize = 60;
/// Most words from the verb to the `that` of what is said.
const MOST_TO_THAT: usize = 6;

impl Reader<'_, '_> {
    /// `300 were killed, Kyiv says on Friday.`: a comma or quotation mark stands before the source and
    /// no figure behind the phrase.
    pub(super) fn closes_clause(&self, sentence: &Range<usize>, cue: &Range<usize>, source: &Source, sources: &[Source]) -> bool {
        // `…, Grossi told Le Monde.`, `…, an officer told The Economist.`
        let listener = sources.iter().find(|other| {
            let between = self.view.text.get(cue.end..other.front);
            between
                .map(str::trim)
                .is_some_and(|between| between.is_empty() || self.lexicons.figures.is(between, WordClass::Article))
        });
        let end = listener.map_or(cue.end, |listener| listener.span.end);
        let end = self.behind_listeners(cue, end);
        let end = self.behind_owned(end, sentence);
        let behind = self.view.text[end..sentence.end].trim();
        // `…, Kallas, told reporters on Monday that 27 …`
        let clause = behind.split([',', ';']).next().unwrap_or_default();
        let that = clause.split_whitespace().take(MOST_TO_THAT).any(|word| word == "that");
        let goes_on = self.view.text[cue.clone()].ends_with(" that") || that;
        // `…, the army said Thursday.`
        let day = behind.split(|c: char| !is_word(c)).next().filter(|word| self.lexicons.calendar.words.get(word).is_some());
        let ends = behind.is_empty()
            || behind.starts_with([',', '.', ';', ')', '–', '—'])
            || behind.starts_with("- ")
            || day.is_some()
            || self.lexicons.figures.closings.starts(behind).is_some() && !self.opens_figure(behind);
        let head = self.view.text[sentence.start..source.front].trim_end();
        // `, Syria's SANA said`
        let head = possessive::before_one(head).map_or(head, |owner| owner.trim_end_matches(is_word).trim_end());
        let head = self.before_article(head);
        // `…, two defense officials told CNN`
        let word = head.rsplit(' ').next().unwrap_or_default();
        let counted = !word.is_empty() && self.lexicons.figures.numeral(word, &word.to_lowercase()).is_some();
        let head = if counted { head[..head.len() - word.len()].trim_end() } else { head };
        let head = self.without_partner(head, sentence, sources);
        ends && !goes_on
            && !self.is_dateline(head)
            && self.without_description(head).ends_with([',', '"', '”', '»', '–', '—', '-', '('])
    }

    /// `OSLO (Reuters) –`, `GOMA, DR Congo -`: where and by whom a report was written, up to a dash: words without a verb, of which the
    /// first are capitals, or which end in the short name of an agency.
    fn is_dateline(&self, head: &str) -> bool {
        /// Letters of the shortest name of a place in capitals.
        const SHORTEST: usize = 3;
        let Some(place) = head.strip_suffix(['–', '—', '-']).map(str::trim_end) else { return false };
        let words = || place.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        let capitals = |word: &str| word.chars().count() >= SHORTEST && word.chars().all(char::is_uppercase);
        let agency = place.rsplit_once('(').is_some_and(|(_, inside)| inside.ends_with(')') && !inside.contains(' '));
        let one = place.split(' ').count() == 1 && place.starts_with(char::is_uppercase);
        let acts = words().any(|word| self.lexicons.figures.is(word, WordClass::Verb));
        !acts && (agency || one || words().next().is_some_and(capitals))
    }

    /// `…, US diplomats told colleagues in a cable`: behind a plural in small letters that a verb of telling has at byte `end`.
    fn behind_listeners(&self, cue: &Range<usize>, end: usize) -> usize {
        let tells = self.lexicons.figures.is(&self.view.text[cue.clone()], WordClass::Addressing);
        let listener = self.view.token_at(end);
        let plural = tells && end == cue.end && self.is_common(listener) && self.view.token_text(listener).ends_with('s');
        if plural { self.view.tokens[listener].end } else { end }
    }

    /// `…, Berg told the Rada's committee`: behind what the listener at byte `end` has, in small letters.
    fn behind_owned(&self, end: usize, sentence: &Range<usize>) -> usize {
        /// Most words of it.
        const MOST: usize = 3;
        let Some(owned) = possessive::owned(&self.view.text[end..sentence.end]) else { return end };
        let first = self.view.token_at(sentence.end - owned.len());
        (first..first + MOST).take_while(|&at| self.is_common(at)).last().map_or(end, |last| self.view.tokens[last].end)
    }

    /// `…, the UN says at least 40`: whether the words of a figure stand first.
    pub(super) fn opens_figure(&self, behind: &str) -> bool {
        let cue = self.lexicons.figures.cues_before.starts(behind).map(|(length, _)| behind[length..].trim_start());
        let word = cue.and_then(|figure| figure.split(' ').next()).unwrap_or_default();
        word.starts_with(|c: char| c.is_ascii_digit()) || self.lexicons.figures.numeral(word, &word.to_lowercase()).is_some()
    }

    /// `…, Iranian economist Saeed Laylaz says`: the text in front of words that say who someone is, back to their comma.
    fn without_description<'h>(&self, head: &'h str) -> &'h str {
        // `…," First Sea Lord Berg admits`
        let quoted = head.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
        let titles = || head[quoted.len()..].split_whitespace();
        if quoted.ends_with(['"', '”', '»'])
            && titles().count() <= MOST_TITLES
            && titles().all(|title| title.starts_with(char::is_uppercase))
        {
            return quoted;
        }
        let Some(comma) = head.rfind(',') else { return head };
        // `…,” U.N. chief Ola Berg said`
        let Some(words) = head[comma + 1..].trim_start_matches(['"', '”', '»']).strip_prefix(' ') else { return head };
        let figures = &self.lexicons.figures;
        let words = figures.without_first(words, WordClass::Article).unwrap_or(words);
        let describes = |word: &str| {
            let initials = word.len() > 2 && word.ends_with('.') && word.split_terminator('.').all(|letter| letter.len() == 1);
            (initials || word.trim_start_matches('#').chars().all(|c| c.is_alphabetic() || c == '-'))
                && !figures.is(word, WordClass::Function)
                && !figures.is(word, WordClass::Verb)
                && figures.attribution.get(word).is_none()
                && figures.numeral(word, &word.to_lowercase()).is_none()
        };
        let all = words.split(' ').count() <= MOST_TITLES && words.split(' ').all(describes);
        if all { &head[..=comma] } else { head }
    }

    /// `…, SANA said, killing 3`: a phrase between commas reaches to both sides.
    pub(super) fn closed_reach(&self, sentence: &Range<usize>, cue: &Range<usize>) -> Reach {
        let inside = self.view.text[cue.end..sentence.end].trim_start().starts_with(',');
        if inside { Reach::Anywhere } else { Reach::InFront }
    }

    /// `…, officials and a charity said`: the text in front of the source that `and` joins to this one.
    fn without_partner<'h>(&self, head: &'h str, sentence: &Range<usize>, sources: &[Source]) -> &'h str {
        let Some(front) = head.strip_suffix(" and") else { return head };
        // `officials of the group and a charity said`
        let ends = |source: &&Source| {
            let words = source.span.end.checked_sub(sentence.start).and_then(|end| front.get(end..));
            words.is_some_and(|words| {
                words.is_empty() || words.len() <= LONGEST_OWNER && words.starts_with(" of ") && !words.contains([',', ';', ':'])
            })
        };
        let partner = sources.iter().rev().find(ends);
        partner.map_or(head, |partner| self.before_article(&head[..partner.front - sentence.start]))
    }
}
