//! The noun phrase of what is counted, up to its head.
//!
//! There is no tagger. The head is the first plural that does not modify another noun, or the last
//! word before one that cannot be in a noun phrase; closed classes of words come from the lexicon.

use std::ops::Range;

use unspool_lexicon::{Figures, WordClass};
use unspool_model::QuantityKind;

use super::compounds::{
    initialism, is_abbreviation, is_joint, is_latin, is_numbered, names_type, over_abbreviation, over_joints, owner, with_second,
};
use super::phrase_ends::{describes, ends_phrase, is_grade, is_headed, is_manner};
use super::phrase_partners::{counts_on, partner, shared_plural};
use super::plurals::{ends_as_participle, is_plural, modifies, modifies_plural, names_plural};
use super::units;
use crate::numerals;
use crate::slavic;
use crate::view::{Kind, View};

/// Most words of a counted noun phrase.
const MOST_WORDS: usize = 7;

/// The noun phrase that begins at token `first`, as bytes. `singular` says that the figure is one,
/// `mass` that a singular may be the head: `40% of the city`.
pub(super) fn counted(view: &View<'_>, first: usize, singular: bool, mass: bool, figures: &Figures) -> Option<Range<usize>> {
    let (mut at, partitive) = behind_of(view, first, mass);
    // `ten such clips`
    at += usize::from(view.token(at).is_some_and(|(_, text)| text == "such"));
    // `40 «Искандеров»`, `dozens of #IRGC officers`
    let hashtag = view.token(at).is_some_and(|(_, text)| text == "#");
    at += usize::from(hashtag || view.token(at).is_some_and(|(_, text)| matches!(text, "«" | "“" | "„" | "\"")));
    let mass = mass || partitive && view.token(at).is_some_and(|(_, text)| text.starts_with(char::is_uppercase));
    let start = view.token(at)?.0.start;
    at = behind_measure(view, at, figures).unwrap_or(at);
    // `Seven of the ten suspects`: the second figure has the object; but `eight one-way drones`.
    let numeral = |text: &str| figures.numeral(text, view.folded_token(at)).is_some() && !is_joint(view, at + 1);
    if view.token(at).is_some_and(|(token, text)| token.kind == Kind::Number || numeral(text)) {
        return None;
    }
    let determined = partitive && at > first + 1;
    let mut walk = Walk { view, figures, singular, mass, at, end: None, last: "", plural: false };
    for words in 0..MOST_WORDS {
        match walk.step(words, determined && words == 0) {
            Step::On => {}
            Step::Head => break,
            Step::Nothing => return None,
        }
    }
    walk.phrase(start, hashtag, determined)
}

/// The way from word to word up to the head.
struct Walk<'v, 't> {
    view: &'v View<'t>,
    figures: &'v Figures,
    singular: bool,
    mass: bool,
    /// The next token.
    at: usize,
    /// The byte at which the last word of the phrase ends.
    end: Option<usize>,
    /// The last word.
    last: &'v str,
    /// The last word is a plural that may be the head.
    plural: bool,
}

/// What a word of the phrase is.
enum Step {
    /// A modifier of the next one.
    On,
    /// The head, or behind it.
    Head,
    /// One that says that nothing is counted.
    Nothing,
}

impl Walk<'_, '_> {
    /// Takes the next word, if it belongs to the phrase.
    fn step(&mut self, words: usize, determined: bool) -> Step {
        let view = self.view;
        let mut at = over_joints(view, self.at, &mut self.end);
        at = over_abbreviation(view, at, words);
        let Some((token, text)) = view.token(at) else { return Step::Head };
        if let Some(behind) = initialism(view, at) {
            (self.end, self.last, self.at) = (Some(view.tokens[behind - 1].end), text, behind);
            return Step::On;
        }
        // `two of Iran's most wanted men`, `of the most advanced chips`, but not `of its at start manpower`
        let superlative = matches!(text, "most" | "least");
        let determined = determined && (superlative || !token.is(WordClass::Function));
        let named = token.kind == Kind::Word && (determined || superlative && is_plural(view, at + 2));
        let designator = token.kind == Kind::Number && (self.end == Some(token.start) || names_type(view, at, self.last));
        let ends = || ends_phrase(view, at, words, self.singular, self.figures);
        if token.kind != Kind::Word && !designator || !designator && !named && ends() {
            return Step::Head;
        }
        at += 1;
        (self.end, self.last, self.at) = (Some(token.end), text, at);
        if self.stands_alone() {
            self.plural = true;
            return Step::Head;
        }
        let attribute = self.is_attribute();
        self.plural = is_plural(view, at - 1) && !attribute && !self.is_part();
        if let Some(shared) = shared_plural(view, at, self.figures).filter(|_| !self.singular) {
            (self.end, self.plural) = (Some(view.tokens[shared].end), true);
            return Step::Head;
        }
        let owner = owner(view, at);
        let modifies = || modifies_plural(view, at, text) || names_plural(view, at, self.singular) || self.is_of_one(words);
        if self.plural && owner.is_none() && !modifies() {
            return Step::Head;
        }
        if is_numbered(view, at - 1) {
            return Step::On;
        }
        if !is_latin(text) && !self.plural && !attribute && !self.modifies_in_cyrillic(words) {
            return Step::Head;
        }
        match owner {
            Some(behind) => self.own(behind),
            None if self.is_head(words, attribute || superlative && self.is_word_next()) => Step::Head,
            None => Step::On,
        }
    }

    fn is_word_next(&self) -> bool {
        self.view.token(self.at).is_some_and(|(token, _)| token.kind == Kind::Word)
    }

    /// `один цивільний будинок`: whether the last word is an adjective of the next one.
    fn is_attribute(&self) -> bool {
        let (view, at) = (self.view, self.at);
        self.singular
            && !view.is(at - 1, WordClass::Substantive)
            && self.is_word_next()
            && !view.is(at, WordClass::Function)
            && slavic::is_attribute(view.folded_token(at - 1), view.folded_token(at))
    }

    /// `5 опрошенных согласны`: whether the last word is a participle that is a noun, and no noun follows that it could be said of.
    fn stands_alone(&self) -> bool {
        let (view, at) = (self.view, self.at);
        let noun =
            || is_plural(view, at) || view.is(at, WordClass::Substantive) || slavic::is_plural_genitive(view.folded_token(at));
        view.is(at - 1, WordClass::Substantive)
            && slavic::is_plural_genitive(view.folded_token(at - 1))
            && self.is_word_next()
            && !noun()
    }

    /// `18 anti-aircraft guns`, `30 Chinese-made trucks`, but `30 drones-decoys`: whether the last word is a part of a compound.
    fn is_part(&self) -> bool {
        let (view, at) = (self.view, self.at);
        let behind_joint = at > 1 && is_joint(view, at - 2) && !self.last.ends_with('s') && modifies(view, at);
        behind_joint || is_latin(self.last) && is_joint(view, at) && !is_plural(view, at + 1)
    }

    /// `one police officer`: whether the last word is a plural that modifies the noun of one.
    fn is_of_one(&self, words: usize) -> bool {
        let (view, at) = (self.view, self.at);
        let small = |text: &str| !view.tokens[at].capital && !ends_as_participle(text);
        self.singular
            && view.is(at - 1, WordClass::Compound)
            && self.is_word_next()
            && view.token(at).is_some_and(|(_, text)| small(text))
            && !ends_phrase(view, at, words + 1, self.singular, self.figures)
    }

    /// `три ворожі БпЛА`, `54 бойові машини`: whether the last word, in Cyrillic letters, modifies the next one.
    fn modifies_in_cyrillic(&self, words: usize) -> bool {
        let (view, at) = (self.view, self.at);
        let folded = view.folded_token(at - 1);
        is_joint(view, at)
            || slavic::is_adjective(folded)
            || is_abbreviation(view, at) && slavic::is_hard_plural(folded)
            || words == 0 && (describes(view, at - 1) || is_manner(view, at - 1))
    }

    /// Goes on behind a possessive, which modifies what follows: `3 of Ukraine's brigades`, `half of the army's tanks`.
    fn own(&mut self, behind: usize) -> Step {
        self.at = behind;
        // `14 of Rakhine's 17 townships`
        let modified = |start: usize| self.figures.cues_before.starts(&self.view.text[start..]).is_some();
        let counts = self.view.token(behind).is_some_and(|(token, _)| token.kind == Kind::Number || modified(token.start));
        if counts { Step::Nothing } else { Step::On }
    }

    /// Whether the last word, the first one of the phrase, is its head already: no `modifier` of what follows, where a singular may be
    /// the head.
    fn is_head(&self, words: usize, modifier: bool) -> bool {
        let (view, at) = (self.view, self.at);
        if words > 0 || !(self.singular || self.mass) {
            return false;
        }
        // `One man starts to run`: a plural is no head of one, so it is a verb; `one transport aircraft` is one.
        let verb = || {
            self.singular
                && view.token(at).is_some_and(|(_, next)| next.ends_with('s'))
                && is_plural(view, at)
                && !modifies(view, at + 1)
        };
        // `80% of its long-range rockets`
        !(modifier
            || is_joint(view, at)
            || self.last.starts_with(char::is_uppercase)
            || modifies(view, at) && !verb()
            || view.is(at, WordClass::Adjective) && is_plural(view, at + 1)
            || is_grade(view, at - 1))
    }

    /// The phrase from byte `start` to the head, with whom `and` joins to it; nothing where it has no head.
    fn phrase(&self, start: usize, hashtag: bool, determined: bool) -> Option<Range<usize>> {
        let view = self.view;
        let span = start..self.end?;
        // `only 45% of Europe’s (€70 bn)`: what is counted is left out.
        if let Some(behind) = owner(view, view.token_at(span.end))
            && view.token(behind).is_none_or(|(token, _)| token.kind != Kind::Word)
        {
            return None;
        }
        if self.plural {
            let span = start..with_second(view, span.end);
            let partner = if self.singular { None } else { partner(view, &span, self.figures) };
            return Some(start..partner.unwrap_or(span.end));
        }
        // `4 #Russia & 28 #SAA soldiers`, `four CCG and six Chinese vessels`
        let acronym = self.last.len() > 1 && self.last.bytes().all(|byte| byte.is_ascii_uppercase());
        let headless = !self.singular && (hashtag || acronym && counts_on(view, view.token_at(span.end), self.figures));
        (!headless && is_headed(view, &span, self.last, self.singular, self.mass, determined)).then_some(span)
    }
}

/// `two 120mm mortar bombs`, `two 152 mm shells`, `two 17-year-old boys`: the token behind the measure or age that a counted noun
/// phrase begins with.
fn behind_measure(view: &View<'_>, at: usize, figures: &Figures) -> Option<usize> {
    let numeral = numerals::parse(view, at, false, figures).filter(|numeral| numeral.digits)?;
    let (unit, end) = units::after(view, &numeral, figures)?;
    let kind = unit.kind == QuantityKind::Measure || unit.code == "a" && view.text[..end].ends_with("old");
    let behind = view.token_at(end);
    let tied = !view.text[numeral.span.end..end].starts_with(' ') || view.is(behind - 1, WordClass::Calibre);
    let adjective = kind && tied && !unit.code.is_empty();
    let mut words =
        (behind..behind + 3).take_while(|&index| view.token(index).is_some_and(|(token, _)| token.kind == Kind::Word));
    // `два 155-мм орудия`: behind a small number a noun has the ending of one in these languages.
    let counted = |index: usize| is_plural(view, index) || view.token_text(index).starts_with(slavic::is_cyrillic);
    (adjective && words.any(counted)).then_some(behind)
}

/// Over `of the`: `12 of the soldiers`; and over `of them` where what they are follows: `16 of them children`.
fn behind_of(view: &View<'_>, first: usize, mass: bool) -> (usize, bool) {
    let small = |index: usize| view.token(index).map_or("", |_| view.folded_token(index));
    let of = small(first) == "of";
    let mut at = first + usize::from(of);
    if of && matches!(small(at), "them" | "whom") && is_plural(view, at + 1) {
        return (at + 1, true);
    }
    if of || mass {
        while view.is_small(at, WordClass::Determiner) || view.is_small(at, WordClass::Indefinite) {
            at += 1;
        }
    }
    (at, of)
}
