//! Sources at the ends of headlines, which no phrase ties to their figures.

use std::ops::Range;

use unspool_lexicon::{WordClass, is_word};
use unspool_model::ActorKind;

use super::{Claim, MOST_TITLES, Reach, Reader, Source};
use crate::slavic::{self, is_cyrillic};
use crate::titled;

impl Reader<'_, '_> {
    /// `IDF: the strike killed 30`, `30 killed — IRIB`, `30 killed: IRIB`, `30 killed (UN)`: a person or body at one end of a
    /// headline, or in a bracket behind a figure.
    pub(super) fn headline(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        let source = &sources[index];
        let named = source.named?;
        let (before, behind) =
            (&self.view.text[sentence.start..source.span.start], &self.view.text[source.span.end..sentence.end]);
        // A number right behind the colon is a list of what a body has (`NATO: 32 members`), unless something happened to as many.
        let acted = |rest: &str| !self.opens_with_number(rest) || self.has_verb(rest);
        // `Colombian mercenaries in Sudan: 300 passed through`: people in a place are what it is about.
        let about = named == ActorKind::Group && self.view.text[source.span.clone()].contains(" in ");
        if !about
            && self.is_title(before)
            && let Some(colon) = self.colon(behind)
            && (colon == 0 && named == ActorKind::Person || acted(&behind[colon + 2..]))
        {
            let cue = source.span.end + colon;
            return Some(Claim { source: index, cue: cue..cue + 1, reach: Reach::Behind });
        }
        // `a list of 12 points (Axios: 27)`
        if before.ends_with('(') && is_aside(behind) {
            let cue = source.span.end..source.span.end + 1;
            return Some(Claim { source: index, cue, reach: Reach::RightBehind });
        }
        let head = self.before_office(sentence, source.span.start).unwrap_or(before).trim_end();
        // `(The Guardian)`, `(envoy Berg)`, `(US envoy Berg)`
        let head = self.before_bracket(sentence, source.front, sources).unwrap_or(head);
        let sign = head.chars().next_back().filter(|sign| matches!(sign, '(' | '—' | '–' | '-' | ':'))?;
        let rest = match sign {
            // `(Kpler data)`, but `(SIPRI has 7.1)`, `(російський уряд розраховував на 1,6%)`
            '(' => {
                let figure = |inside: &str| inside.starts_with(' ') && inside.contains(|c: char| c.is_ascii_digit());
                let own = |inside: &str| inside.starts_with(" has ") || figure(inside);
                behind.split_once(')').filter(|(inside, _)| !own(inside) && !self.has_verb(inside))?.1
            }
            // `30 killed in strike: Reuters`, but not `five leaders: Orban`.
            ':' if !self.has_verb(head) => return None,
            _ if head.len() < before.len() => behind,
            _ => return None,
        };
        let at = sentence.start + head.len() - sign.len_utf8();
        // `the Armed Forces of Ukraine (ZSU)`: the same again.
        let again = sign == '(' && sources.iter().any(|other| other.span.end + 1 == at);
        // `range from 63 (Russian MoD) to 400`
        let counted = sign == '(' && self.view.text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '%');
        let reach = match sign {
            _ if !rest.contains(is_word) => Reach::InFront,
            _ if counted => Reach::RightInFront,
            // `14m displaced (UN), 30m in need`
            '(' if source.reports && behind.starts_with(')') => Reach::InFrontOfBracket,
            _ => return None,
        };
        (!again).then(|| Claim { source: index, cue: at..at + sign.len_utf8(), reach })
    }

    /// `— командование ВКС`, `— речник ДСНС`: the text up to the agent noun in small letters whose genitive stands at byte `at`.
    fn before_office(&self, sentence: &Range<usize>, at: usize) -> Option<&str> {
        let text = self.view.text;
        let noun = self.mentions.nouns_to(at.saturating_sub(1)).find(|noun| noun.start > sentence.start)?;
        let office = &text[noun.start..noun.end];
        let genitive =
            text[at..].starts_with(is_cyrillic) && text[noun.end..at] == *" " && office.chars().all(char::is_lowercase);
        genitive.then(|| &text[sentence.start..noun.start])
    }

    /// The text up to a bracket that opens with what says who a source is, and whose it is.
    fn before_bracket(&self, sentence: &Range<usize>, front: usize, sources: &[Source]) -> Option<&str> {
        let text = self.view.text;
        let owner = sources.iter().find(|owner| text.get(owner.span.end..front) == Some(" "));
        let head = self.before_article(&text[sentence.start..owner.map_or(front, |owner| owner.front)]);
        head.ends_with('(').then_some(head)
    }

    /// Where the colon of a headline stands that begins with a source: right behind it, or behind a bracket, an occasion or a
    /// date: `Der Spiegel (paywall):`, `Orzel to the NY Post:`, `Levada, 20-26 Nov, n=1,613:`.
    fn colon(&self, behind: &str) -> Option<usize> {
        /// Most bytes in between, and most words of an occasion.
        const MOST: [usize; 2] = [60, 7];
        let colon = behind.find(": ").filter(|&colon| colon <= MOST[0])?;
        let between = &behind[..colon];
        let bracket = between.starts_with(" (") && between.find(')') == Some(colon - 1);
        let words = || between.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        let figures = &self.lexicons.figures;
        let occasion = || {
            let first = words().next().unwrap_or_default();
            let front = first == "to" || figures.is(first, WordClass::Locative);
            let plain = between.starts_with(' ') && !between.contains([',', ';', '.', '!', '?', '(', '"', '“', '«', '\n']);
            front && first.starts_with(char::is_lowercase) && plain && words().count() <= MOST[1] && !self.has_verb(between)
        };
        let dated = || {
            let calendar = &self.lexicons.calendar.words;
            let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || matches!(word, "n" | "N");
            between.starts_with(',') && words().all(|word| number(word) || calendar.get(word).is_some())
        };
        (colon == 0 || bracket || occasion() || dated()).then_some(colon)
    }

    /// Whether a count stands first, and something is counted: `15-20 thousand.` is of what was counted before.
    fn opens_with_number(&self, text: &str) -> bool {
        let figures = &self.lexicons.figures;
        let number =
            |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || figures.numeral(word, &word.to_lowercase()).is_some();
        let mut words = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        if words.all(number) {
            return false;
        }
        let word = text.split(|c: char| !is_word(c)).next().unwrap_or_default();
        // `Levada: 66% want talks` is no list of the pollster's things.
        if text[word.len()..].starts_with(['%', '٪']) {
            return false;
        }
        number(word)
    }

    /// Whether one of the words that a text begins with is a verb.
    fn has_verb(&self, text: &str) -> bool {
        /// Words in which it stands.
        const NEAR: usize = 8;
        let mut words = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).take(NEAR);
        let classes = [WordClass::Verb, WordClass::Suffering, WordClass::Auxiliary];
        words.any(|word| {
            word.starts_with(char::is_lowercase)
                && self.lexicons.calendar.words.get(word).is_none()
                && (slavic::is_past(word) || classes.into_iter().any(|class| self.lexicons.figures.is(word, class)))
        })
    }

    /// Whether a title stands right before byte `at`.
    pub(super) fn has_title(&self, sentence: &Range<usize>, at: usize) -> bool {
        let head = self.view.text[sentence.start..at].trim_end_matches([' ', '.']);
        let word = head.rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
        let figures = &self.lexicons.figures;
        figures.is(word, WordClass::Title) || figures.is(word, WordClass::Leader) || titled::is_title(word, figures)
    }

    /// Whether nothing but what belongs to a name stands in front of it: `UNRWA's Philippe Lazzarini:`, `President X:`,
    /// `Zelvian spokesperson X:`.
    fn is_title(&self, before: &str) -> bool {
        let words = || before.split(|c: char| !is_word(c)).filter(|word| !word.is_empty() && *word != "s");
        let figures = &self.lexicons.figures;
        let name = |word: &str| word.starts_with(char::is_uppercase) && !figures.is(word, WordClass::Function);
        let title = |word: &str| name(word) || titled::is_title(word, figures) || figures.is(word, WordClass::Leader);
        // `U.S. Secretary X:`, `Lt. Gen. X:`
        let whole =
            |word: &str| word.strip_suffix('.').is_none_or(|word| word.contains('.') || figures.is(word, WordClass::Shortened));
        let joined = !before.contains([',', ':', '–', '—']) && before.split_whitespace().all(whole);
        let is_one = joined && words().count() <= MOST_TITLES && words().all(title);
        words().next().is_none() || is_one
    }
}

/// `: 27)`: whether a figure and hardly more stands behind a colon, up to the end of a bracket.
fn is_aside(behind: &str) -> bool {
    /// Most words of it.
    const MOST: usize = 3;
    let inside = behind.strip_prefix(": ").and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    inside.is_some_and(|inside| inside.contains(|c: char| c.is_ascii_digit()) && inside.split_whitespace().count() <= MOST)
}
