//! Sources that the noun of a survey ties to its figures.

use std::ops::Range;

use unspool_lexicon::{WordClass, is_word};

use super::{Claim, MOST_TITLES, Reach, Reader, Source};
use crate::possessive;
use crate::slavic::is_cyrillic;

impl Reader<'_, '_> {
    /// `87% approved in AtlasIntel's poll`, `In a Levada survey 66% agreed`, `Levada poll: 66% agreed`: the cue is the noun.
    pub(super) fn survey(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let text = self.view.text;
        let before = self.before_article(&text[sentence.start..source.front]);
        let inside =
            ["in", "In", "в", "В"].iter().any(|word| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(is_word)));
        let behind = &text[source.span.end..sentence.end];
        let owned = possessive::behind_any(behind).unwrap_or(behind);
        // `Levada's latest poll`
        let mut start = sentence.end - owned.len();
        let noun = owned.split_inclusive(' ').take(MOST_TITLES).find_map(|word| {
            let noun = word.trim_end_matches(|c| !is_word(c));
            start += word.len();
            self.lexicons.figures.is(noun, WordClass::Survey).then(|| start - word.len()..start - word.len() + noun.len())
        })?;
        let behind = &text[noun.end..sentence.end];
        let opens = behind.starts_with(": ") || is_detailed(behind);
        let reach = if inside || self.is_found(behind) { Reach::Anywhere } else { Reach::Behind };
        (owned.starts_with(' ') && (opens || reach == Reach::Anywhere)).then_some(Claim { source: index, cue: noun, reach })
    }

    /// `Опрос ВЦИОМ показал`, `Опитування КМІС засвідчило`: the noun in front of who asked, and the verb behind.
    pub(super) fn showed(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let view = self.view;
        let before = view.text[sentence.start..source.front].trim_end_matches([' ', '«', '“', '"']);
        let noun = view.token_at(sentence.start + before.len()).checked_sub(1)?;
        let asked = view.text[source.front..].starts_with(|c| is_cyrillic(c) || matches!(c, '«' | '“' | '"'));
        let survey = [WordClass::Survey, WordClass::Document].into_iter().any(|class| view.is(noun, class));
        let behind = view.text[source.span.end..sentence.end].trim_start_matches(['»', '”', '"']);
        let verb = view.token_at(sentence.end - behind.len());
        let shows = behind.starts_with(' ') && view.is_small(verb, WordClass::Showing);
        let cue = view.tokens.get(verb).map(|verb| verb.start..verb.end)?;
        (asked && survey && shows).then_some(Claim { source: index, cue, reach: Reach::Behind })
    }

    /// `of 805 adults found`: whether those who were asked stand behind a survey's noun, and its verb behind them.
    fn is_found(&self, behind: &str) -> bool {
        /// Most words between `of` and the verb.
        const MOST: usize = 4;
        let Some(asked) = behind.strip_prefix(" of ") else { return false };
        let words = asked.split(' ').take(MOST + 1).map(|word| word.trim_end_matches(|c| !is_word(c)));
        words.skip(1).any(|word| self.lexicons.figures.is(word, WordClass::Showing))
    }

    /// `In a survey of 1,600 people by the Levada Centre 65% agreed`: who asked stands behind those who were asked.
    pub(super) fn asked(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        /// Most words between the noun and `by`.
        const MOST_ASKED: usize = 6;
        let before = &self.view.text[sentence.start..source.front];
        let before = self.before_article(before).strip_suffix(" by")?;
        let (head, asked) = before.rsplit_once(" of ").or_else(|| before.rsplit_once(" among "))?;
        let noun = head.rsplit(|c: char| !is_word(c)).next().filter(|noun| self.lexicons.figures.is(noun, WordClass::Survey))?;
        let end = sentence.start + head.len();
        let near = asked.split(' ').count() <= MOST_ASKED;
        near.then(|| Claim { source: index, cue: end - noun.len()..end, reach: Reach::Anywhere })
    }
}

/// `, 1,017 adults, 12-14 Dec, ±3: `: whether the details of a survey stand up to a colon.
fn is_detailed(behind: &str) -> bool {
    /// Most bytes of them.
    const MOST: usize = 80;
    let details = behind.split_once(": ").map(|(details, _)| details).filter(|details| details.starts_with(", "));
    details.is_some_and(|details| {
        details.len() <= MOST && details.contains(|c: char| c.is_ascii_digit()) && !details.contains(['.', ';', '\n'])
    })
}
