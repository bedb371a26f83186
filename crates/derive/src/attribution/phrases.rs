//! The phrases that attribute: those of the table, and those whose words are classes.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass, is_word};

use super::Reader;

/// Most words between a verb of putting and its `at`.
const LONGEST_NOUN: usize = 9;
/// Most words between a noun that gives figures and its verb.
const MOST_BETWEEN: usize = 4;

impl Reader<'_, '_> {
    /// The phrase that a text begins with, its length and what it is.
    pub(super) fn phrase_at(&self, text: &str) -> Option<(usize, Attribution)> {
        if let Some(length) = self.puts_at(text).or_else(|| self.accuses_of(text)) {
            return Some((length, Attribution::Verb));
        }
        let listed = self.lexicons.figures.attribution.starts(text).map(|(length, &pattern)| (length, pattern));
        let noun = self.shows_at(text);
        match (listed, noun) {
            // `claims of 40` is the noun, `claims to have found 40` the verb.
            (Some(listed), Some((length, close))) => {
                Some(if close && length > listed.0 { (length, Attribution::Noun) } else { listed })
            }
            (listed, noun) => listed.or(noun.map(|(length, _)| (length, Attribution::Noun))),
        }
    }

    /// Length of `estimates of`, `numbers:`, `a poll shows` and `poll out today shows`, and whether nothing stands in between.
    fn shows_at(&self, text: &str) -> Option<(usize, bool)> {
        let figures = &self.lexicons.figures;
        let mut words = text.split_inclusive(' ');
        if let Some(noun) = words.clone().next().and_then(|noun| noun.strip_suffix(": "))
            && figures.is(noun, WordClass::Reporting)
        {
            return Some((noun.len(), true));
        }
        let noun = words.next().filter(|noun| figures.is(noun.trim_end(), WordClass::Reporting))?;
        let mut length = noun.len();
        for (index, word) in words.take(MOST_BETWEEN + 1).enumerate() {
            let bare = word.trim_end();
            // `40 tanks, Oryx data shows, although`
            let verb = bare.trim_end_matches(',');
            if index == 0 && bare == "of" || figures.is(verb, WordClass::Showing) {
                return Some((length + verb.len(), index == 0));
            }
            // `data scientists say` is another noun.
            let opens = index > 0 || figures.is(bare, WordClass::Function) || figures.is(bare, WordClass::Released);
            if !opens || !bare.chars().all(char::is_alphabetic) {
                return None;
            }
            length += word.len();
        }
        None
    }

    /// `customs data show`: whether a phrase ends in the verb of a noun that gives figures.
    pub(super) fn shows(&self, cue: &Range<usize>) -> bool {
        let last = self.view.text[cue.clone()].rsplit(' ').next();
        last.is_some_and(|last| self.lexicons.figures.is(last, WordClass::Showing))
    }

    /// Length of `accuses the RSF of`.
    fn accuses_of(&self, text: &str) -> Option<usize> {
        let against = self.lexicons.figures.attribution.starts(text).filter(|(_, pattern)| **pattern == Attribution::Against);
        let verb = against?.0;
        let whom = text[verb..].strip_prefix(' ')?;
        let mut length = text.len() - whom.len();
        for (index, word) in whom.split_inclusive(' ').take(LONGEST_NOUN).enumerate() {
            match word.trim_end() {
                "of" if index > 0 => return Some(length + "of".len()),
                "of" | "by" => return None,
                word if word.ends_with([',', '.', ':', ';']) => return None,
                _ => length += word.len(),
            }
        }
        None
    }

    /// Length of `puts the loss at`, of `puts Labour at` where a percentage follows, and of `puts the number of` where `dead at`
    /// follows. A figure may bring its own `over` or `above` instead.
    fn puts_at(&self, text: &str) -> Option<usize> {
        let mut words = text.split_inclusive(' ').peekable();
        let mut length = words.next_if(|word| self.lexicons.figures.is(word.trim_end(), WordClass::Copula)).map_or(0, str::len);
        let verb = words.next()?;
        // `SWS has her approval at 56%`
        let has = self.lexicons.figures.is(verb.trim_end(), WordClass::Having);
        if !has && !self.lexicons.figures.is(verb.trim_end(), WordClass::Putting) {
            return None;
        }
        length += verb.len();
        let (mut measured, mut partitive) = (false, None);
        let mut dated = false;
        for word in words.take(LONGEST_NOUN) {
            let bare = word.trim_end();
            // `puts the cost since 2022 at 40`, `the number of dead since Dec 2 at 40`
            let date = dated && measured && bare.bytes().all(|byte| byte.is_ascii_digit());
            dated = bare == "since" || dated && self.lexicons.calendar.words.get(&bare.to_lowercase()).is_some();
            match bare {
                _ if date => {}
                "at" if measured && !has || opens_with_share(&text[length + word.len()..]) => {
                    return Some(partitive.unwrap_or(length + "at".len()));
                }
                "over" | "above" | "below" | "around" | "near" if measured && !has => {
                    return Some(partitive.unwrap_or(length - 1));
                }
                "of" if measured && partitive.is_none() => partitive = Some(length + "of".len()),
                word if word.starts_with(|c: char| !c.is_alphabetic()) || word.ends_with(|c: char| !is_word(c)) => return None,
                // `Ruiz has the highest trust at 73%` is rated, and rates nobody.
                word if has && word.ends_with("est") => return None,
                word => measured |= self.lexicons.figures.is(word, WordClass::Measured),
            }
            length += word.len();
        }
        None
    }

    /// The phrase that stands right before byte `at`, over articles and an opening quotation mark (`по данным «Мемориала»`).
    pub(super) fn phrase_before(&self, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, Attribution)> {
        // An article may stand in front of a sentence that was cut behind it.
        let mut head = self.view.text.get(sentence.start..at)?.trim_end_matches(['«', '“', '„', '"']).trim_end_matches(' ');
        // `said one of the workers`
        head = ["one of the", "the", "The", "a", "an", "its", "their", "some", "two", "one"]
            .iter()
            .find_map(|article| head.strip_suffix(article).filter(|rest| !rest.ends_with(is_word)))
            .unwrap_or(head)
            .trim_end_matches(' ');
        let attribution = &self.lexicons.figures.attribution;
        let listed =
            attribution.ends(head).map(|(start, &pattern)| match (pattern, attribution.ends(head[..start].trim_end())) {
                (Attribution::Verb, Some((start, Attribution::As))) => (start, Attribution::Before),
                _ => (start, pattern),
            });
        if listed.is_none()
            && let Some(found) = self.before_adjective(head)
        {
            return Some((sentence.start + found.start..sentence.start + found.end, Attribution::Before));
        }
        let noun = self.released_by(head).map(|start| (start, Attribution::NounBy));
        // The longest of both.
        let (start, pattern) = listed.into_iter().chain(noun).min_by_key(|&(start, _)| start)?;
        Some((sentence.start + start..sentence.start + head.len(), pattern))
    }

    /// `according to an earlier U.N. report`: the phrase in front of an article and an adjective that a text ends in.
    fn before_adjective(&self, head: &str) -> Option<Range<usize>> {
        let (front, adjective) = head.rsplit_once(' ')?;
        let front = self.lexicons.figures.without_last(front, WordClass::Article)?;
        let small = adjective.chars().all(char::is_lowercase) && !self.lexicons.figures.is(adjective, WordClass::Locative);
        let (start, pattern) = self.lexicons.figures.attribution.ends(front).filter(|_| small)?;
        (*pattern == Attribution::Before).then_some(start..front.len())
    }

    /// Where `estimates by`, `figures released by` and `data from` begin that a text ends in.
    fn released_by(&self, head: &str) -> Option<usize> {
        let figures = &self.lexicons.figures;
        let rest = head.strip_suffix(" by").or_else(|| head.strip_suffix(" from"))?;
        let last = |text: &str| {
            text.rfind(|c: char| !is_word(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
        };
        // `the toll published Monday by`
        let day = Some(last(rest)).filter(|&day| self.lexicons.calendar.words.get(&rest[day..]).is_some());
        let rest = day.map_or(rest, |day| rest[..day].trim_end());
        let start = last(rest);
        let released = rest[..start].strip_suffix(' ').filter(|_| figures.is(&rest[start..], WordClass::Released));
        let (text, start) = released.map_or((rest, start), |noun| (noun, last(noun)));
        // `the death toll from the campaign`: what they died of.
        let cause = head.ends_with(" from") && text[start..].starts_with("toll");
        (!cause && figures.is(&text[start..], WordClass::Reporting)).then_some(start)
    }
}

/// Whether a percentage stands first: `46% of votes`.
pub(super) fn opens_with_share(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').starts_with('%')
}
