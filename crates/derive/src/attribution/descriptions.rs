//! The words in front of a name that say who it is: `data firm`, `Secretary of State`, `губернатор`.

use std::ops::Range;

use unspool_lexicon::{Sense, WordClass};

use super::Reader;
use crate::possessive;
use crate::slavic::is_cyrillic;
use crate::titled;

/// Most words that say what a name is.
const MOST_DESCRIBING: usize = 5;

impl Reader<'_, '_> {
    /// Where the words begin that say what the name at byte `at` is: `data firm`, `the carriers' association`, `губернатор`,
    /// `Ukrainian Foreign Minister`. Their noun stands right before the name. Any noun in Cyrillic will do behind a phrase that attributes (`по подсчётам
    /// демографа`): no article and no preposition can stand there.
    pub(super) fn front(&self, sentence: &Range<usize>, at: usize) -> usize {
        let figures = &self.lexicons.figures;
        let text = self.view.text[sentence.start..at].trim_end_matches(['«', '“', '„', '"']);
        let office = self.office_of(text);
        let (mut head, mut sure) = (&text[..office.unwrap_or(text.len())], office.is_some());
        for words in usize::from(sure)..MOST_DESCRIBING {
            let Some(rest) = head.strip_suffix(' ').filter(|rest| figures.attribution.ends(rest).is_none()) else { break };
            let whole = &rest[rest.rfind(' ').map_or(0, |space| space + 1)..];
            // `Col. Ruiz`
            let word = whole.strip_suffix('.').filter(|word| figures.is(word, WordClass::Shortened)).unwrap_or(whole);
            let letters = possessive::before_any(word).unwrap_or(word);
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
            head = &rest[..rest.len() - whole.len()];
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
            && (!figures.is(word, WordClass::Function) || figures.is(word, WordClass::Rank))
            && !figures.is(word, WordClass::Verb)
            && figures.numeral(word, &word.to_lowercase()).is_none()
    }
}
