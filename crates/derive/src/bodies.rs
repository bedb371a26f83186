//! Names of bodies that no lexicon knows, by the noun that says what they are: `Karabakh Veterans Union`, `Institute for
//! Strategic Forecasts`.
//!
//! Words with a capital stand before the noun, or behind it and `of` or `for`. A name needs a word that tells it from others:
//! `Supreme Court` and `Central Election Commission` by themselves are common nouns. Nouns and words are data
//! (`word_classes.csv`). A demonym or possessive state in front belongs to the mention, but is left to `composition`.

use std::ops::Range;

use unspool_lexicon::{AlsoWord, Figures, Hit, Lexicons, Names, Sense, WordClass};
use unspool_model::ActorKind;

use crate::formations;
use crate::mentions::Mentions;
use crate::tagger::Word;
use crate::view::{Kind, View};

/// Most words on either side of the noun.
const MOST_WORDS: usize = 6;
/// Tokens around a noun that say whether they are prose.
const NEAR: usize = 40;
/// Most bytes of an agent noun.
const LONGEST_NOUN: usize = 100;
/// Words that lead on from the noun. Behind all but the first stands what the body is about, an ordinary word: `for Security
/// Studies`, but not `on Palmerston Road`.
const LINKS: [&str; 4] = ["of", "for", "against", "on"];

/// What the grammar reads.
struct Reader<'r, 't> {
    view: &'r View<'t>,
    lexicons: &'r Lexicons,
    /// Names of lexicons, in order.
    names: &'r [Hit],
    /// Agent nouns and their modifiers, by start.
    nouns: &'r [Hit],
}

/// A body with a name.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub span: Range<usize>,
    /// A word of it tells it from others; without one it is a body only with the state that it is of.
    pub own: bool,
    /// A state's body of that noun belongs to its government.
    pub office: bool,
}

/// What stands before a noun.
enum Before {
    /// A word of the name begins with that token.
    Word(usize),
    /// The name begins behind it.
    Edge,
    /// There is no name.
    None,
}

/// The names of bodies of a text, in order. What a lexicon knows as a whole is left to it.
pub(crate) fn find(view: &View<'_>, names: &[Hit], nouns: &[Hit], lexicons: &Lexicons) -> Vec<Body> {
    let reader = Reader { view, lexicons, names, nouns };
    let mut found: Vec<Body> = Vec::new();
    for index in 0..view.tokens.len() {
        if !reader.is_noun(index) {
            continue;
        }
        // The last noun of several is the head; what a noun before it found is a part of its name.
        let Some(body) = reader.at(index) else { continue };
        match found.last_mut() {
            Some(last) if body.span.start < last.span.end => {
                if body.span.end > last.span.end {
                    last.span = last.span.start.min(body.span.start)..body.span.end;
                    (last.own, last.office) = (last.own || body.own, body.office);
                }
            }
            _ => found.push(body),
        }
    }
    found
}

impl Reader<'_, '_> {
    fn is_word(&self, index: usize) -> bool {
        self.view.tokens.get(index).is_some_and(|token| token.kind == Kind::Word && token.capital && !token.masked)
    }

    fn class(&self, index: usize, class: WordClass) -> bool {
        self.view.is_small(index, class)
    }

    /// Whether a token is the noun of a body, with a capital, and may have its words around it.
    fn is_noun(&self, index: usize) -> bool {
        let beside = |index: usize| {
            self.is_word(index) || self.view.tokens.get(index).is_some_and(|token| token.end - token.start <= 7 && !token.capital)
        };
        self.is_word(index)
            && (index > 0 && beside(index - 1) || beside(index + 1))
            && (self.class(index, WordClass::Body) || self.class(index, WordClass::Cause))
    }

    /// The name whose noun that token is.
    fn at(&self, noun: usize) -> Option<Body> {
        let view = self.view;
        let (mut first, last) = (self.first(noun)?, self.last(noun));
        // `Zelvi Medical College Hospital`
        if self.view.token(last + 1).is_some_and(|(token, _)| token.capital && token.is(WordClass::Site))
            && view.spaced(last, last + 1)
        {
            return None;
        }
        // `Retired University of Sydney lecturers`: a capital that the sentence gives.
        if last > noun && first + 1 == noun && self.view.opens_sentence(first) && self.is_ordinary(first) {
            first = noun;
        }
        let span = view.tokens[first].start..view.tokens[last].end;
        // `Liberation Front`, but not `Kharkiv Front`.
        let cause = !self.class(noun, WordClass::Body);
        if cause && (first == noun || !self.is_own(noun - 1) || !Word::of_text(view.folded_token(noun - 1)).is_ordinary()) {
            return None;
        }
        let own = (first..=last).any(|index| index != noun && self.is_own(index));
        let from = self.names.partition_point(|hit| hit.end <= span.start);
        let known = self.names[from..].iter().take_while(|hit| hit.start < span.end).any(|hit| {
            let whole = (hit.start, hit.end) == (span.start, span.end);
            whole || hit.start < span.start || hit.end > span.end || self.is_shield(*hit)
        });
        (!known && self.in_prose(noun)).then(|| Body { span, own, office: self.class(noun, WordClass::Office) })
    }

    /// Whether a word tells one body from others of its kind.
    fn is_own(&self, index: usize) -> bool {
        let token = self.view.tokens[index];
        let from = self.nouns.partition_point(|noun| noun.start + LONGEST_NOUN < token.start);
        let common = self.nouns[from..].iter().take_while(|noun| noun.start <= token.start).any(|noun| token.end <= noun.end);
        token.kind == Kind::Word && token.capital && !common && !self.class(index, WordClass::Generic)
    }

    /// Whether near the noun, on its line, stands a word in small letters that is none of the closed classes: a headline in
    /// capitals tells no names from words.
    fn in_prose(&self, noun: usize) -> bool {
        let small = |index: &usize| {
            let token = self.view.tokens[*index];
            token.kind == Kind::Word
                && !token.capital
                && !token.masked
                && token.end - token.start > 2
                && !self.class(*index, WordClass::Function)
        };
        let on_line = |index: &usize| self.view.tokens[*index].kind != Kind::Break;
        (0..noun).rev().take(NEAR).take_while(on_line).any(|index| small(&index))
            || (noun..self.view.tokens.len()).take(NEAR).take_while(on_line).any(|index| small(&index))
    }

    /// The first token of the name whose noun that token is.
    fn first(&self, noun: usize) -> Option<usize> {
        // `Supreme National Security Council`: a name that a longer one ends in.
        let end = self.view.tokens[noun].end;
        let ending = self.name_over(end - 1).filter(|hit| hit.end == end);
        let mut first = ending.map_or(noun, |hit| self.view.token_at(hit.start));
        for _ in 0..MOST_WORDS {
            match self.before(first) {
                Before::Word(index) => first = index,
                Before::Edge => return Some(first),
                Before::None => return None,
            }
        }
        Some(first)
    }

    /// What stands before a word of a name.
    fn before(&self, index: usize) -> Before {
        let view = self.view;
        let Some((last, possessive)) = self.word_before(index) else { return Before::Edge };
        let text = view.token_text(last);
        // `Two Zelvi Brigade soldiers`
        let counts = || view.opens_sentence(last) && self.lexicons.figures.numeral(text, view.folded_token(last)).is_some();
        let outside = self.class(last, WordClass::Function)
            || counts()
            || !possessive && self.lexicons.figures.is(text, WordClass::Title)
            || self.lexicons.calendar.words.get(text).is_some();
        if outside {
            return Before::Edge;
        }
        let end = view.tokens[last].end;
        let Some(hit) = self.name_over(end - 1) else {
            // `Prosecutor's Office`, `People's Party`; but `Petro's Historic Pact`.
            let word = Word::of_text(view.folded_token(last));
            let person = || word.person() != 0 && !self.class(last, WordClass::Plural);
            // `Zelvo University's Research Lab`
            let body = || self.class(last, WordClass::Body) && self.word_before(last).is_some_and(|(name, _)| self.is_own(name));
            let owner = possessive && (!word.is_ordinary() || person() || body());
            return if owner { Before::Edge } else { Before::Word(last) };
        };
        if self.is_shield(hit) {
            return Before::None;
        }
        // `UN-African Union talks`
        if hit.end == end && view.is_hyphen(last + 1) && self.opens_name(index) {
            return Before::Edge;
        }
        let inside = hit.end == end && !possessive && self.lexicons.names.senses(hit).all(|sense| self.may_be_inside(sense));
        if inside { Before::Word(view.token_at(hit.start)) } else { Before::Edge }
    }

    /// The word before a word, over a space, a hyphen or a possessive, and whether `'s` makes it possessive.
    fn word_before(&self, index: usize) -> Option<(usize, bool)> {
        let view = self.view;
        let before = index.checked_sub(1)?;
        let gap = &view.text[view.tokens[before].end..view.tokens[index].start];
        let (word, possessive) = match (gap, view.token_text(before)) {
            (" ", "s") if before >= 2 && view.glued(before - 1, before) && view.glued(before - 2, before - 1) => {
                (matches!(view.token_text(before - 1), "'" | "’").then(|| before - 2)?, true)
            }
            // `Weavers' Movement`
            (" ", "'" | "’") | ("", "-") if before >= 1 && view.glued(before - 1, before) => (before - 1, false),
            (" ", _) => (before, false),
            _ => return None,
        };
        self.is_word(word).then_some((word, possessive))
    }

    /// Whether the name of a body may hold what a name stands for: `Sudan Doctors Network`, `Kyiv School of Economics`.
    fn may_be_inside(&self, sense: Sense) -> bool {
        match sense {
            Sense::Actor(index) | Sense::ActorAlias(index) => self.lexicons.names.actors[index].kind != ActorKind::Person,
            Sense::Demonym(_) | Sense::Shield => false,
            _ => true,
        }
    }

    fn is_shield(&self, hit: Hit) -> bool {
        self.lexicons.names.senses(hit).any(|sense| sense == Sense::Shield)
    }

    /// The last token of the name whose noun that token is.
    fn last(&self, noun: usize) -> usize {
        let mut last = self.hyphened(noun);
        for _ in 0..2 {
            let Some(next) = self.linked(last) else { break };
            last = next;
        }
        last
    }

    /// `Movement-North`: over a hyphen to a word with a capital.
    fn hyphened(&self, index: usize) -> usize {
        let hyphen = self.view.glued(index, index + 1) && self.view.glued(index + 1, index + 2);
        let joined = hyphen && self.view.token_text(index + 1) == "-" && self.is_word(index + 2) && !self.opens_name(index + 2);
        if joined { index + 2 } else { index }
    }

    /// The last of the words that `of` or `for` leads to behind a token.
    fn linked(&self, last: usize) -> Option<usize> {
        let view = self.view;
        let spaced = |index: usize| view.text.get(view.tokens[index].end..view.tokens.get(index + 1)?.start);
        view.token(last + 1).filter(|_| spaced(last) == Some(" "))?;
        if !LINKS.contains(&view.folded_token(last + 1)) {
            return None;
        }
        let mut at = last + 2;
        at += usize::from(view.token(at).is_some_and(|(_, text)| text == "the"));
        let timed = view.token(at).is_some_and(|(_, text)| self.lexicons.calendar.words.get(text).is_some());
        let about = view.folded_token(last + 1) != LINKS[0];
        // `for Caucasus Studies`
        let ordinary = |at: usize| self.is_ordinary(at) || self.is_word(at + 1) && self.is_ordinary(self.name_end(at) + 1);
        if timed || !self.may_follow(at) || about && !ordinary(at) {
            return None;
        }
        let mut end = self.name_end(at);
        for _ in 0..MOST_WORDS {
            let next = end + 1;
            if spaced(end) == Some(" ") && self.may_follow(next) {
                end = self.name_end(next);
                continue;
            }
            // `for Justice and Equality`; but `of Writers and Zelensky`.
            let and = view.token(next).is_some_and(|(_, text)| matches!(text, "and" | "&")) && spaced(end) == Some(" ");
            if and
                && spaced(next) == Some(" ")
                && self.may_follow(next + 1)
                && self.is_ordinary(end)
                && self.is_ordinary(next + 1)
            {
                end = next + 1;
                continue;
            }
            break;
        }
        Some(end)
    }

    /// Whether a token may be a word of a name behind its noun: no state and no person.
    fn may_follow(&self, index: usize) -> bool {
        self.is_word(index)
            && !self.class(index, WordClass::Function)
            && !self.view.is(index, WordClass::Title)
            && self.name_at(index).is_none_or(|hit| {
                self.lexicons.names.senses(hit).all(|sense| match sense {
                    Sense::Place(_) | Sense::PlaceAlias(_) => true,
                    Sense::Actor(index) | Sense::ActorAlias(index) => self.lexicons.names.actors[index].kind != ActorKind::Person,
                    _ => false,
                })
            })
    }

    /// Whether a word is written without a capital elsewhere, and begins no name here.
    fn is_ordinary(&self, index: usize) -> bool {
        self.is_word(index) && Word::of_text(self.view.folded_token(index)).is_ordinary() && !self.opens_name(index)
    }

    fn opens_name(&self, index: usize) -> bool {
        self.name_at(index).is_some()
    }

    fn name_at(&self, index: usize) -> Option<Hit> {
        self.name_over(self.view.tokens[index].start)
    }

    /// The name that covers a byte.
    fn name_over(&self, byte: usize) -> Option<Hit> {
        let at = self.names.partition_point(|hit| hit.end <= byte);
        self.names.get(at).copied().filter(|hit| hit.start <= byte)
    }

    /// The last token of the name that a token begins, or the token.
    fn name_end(&self, index: usize) -> usize {
        let end = self.name_at(index).map_or(0, |hit| hit.end);
        let tokens = self.view.tokens.partition_point(|token| token.end <= end);
        tokens.saturating_sub(1).max(index)
    }
}

/// The sector of a body by its noun, which is its last word, or the last one before `of` (`Defence Ministry of Artsakh`).
pub(crate) fn sector<'l>(
    view: &View<'_>,
    span: &Range<usize>,
    mentions: &Mentions,
    names: &'l Names,
    words: &Figures,
) -> Option<&'l str> {
    let headed = |end: usize| {
        let mut back = view.text[span.start..end].rsplit(' ');
        let last = back.next().filter(|last| last.starts_with(char::is_uppercase))?;
        // `Orsk Rifle Company`, but `Orsk Petroleum Company`
        let mut trades = || words.is(last, WordClass::Body) && !back.next().is_some_and(|arm| words.is(arm, WordClass::Branch));
        if words.is(last, WordClass::Formation) && !trades() {
            return Some(formations::SECTOR);
        }
        let ends_here = mentions.nouns_to(end).filter(|noun| noun.start >= span.start);
        let agents = ends_here.flat_map(|noun| names.senses(noun)).filter_map(|sense| match sense {
            Sense::Agent(index) => names.agents.get(index),
            _ => None,
        });
        let mut bodies = agents.filter(|agent| {
            (agent.kind == ActorKind::Organization || words.is(last, WordClass::Body)) && agent.also != Some(AlsoWord::Adjective)
        });
        bodies.next().map(|agent| agent.sector.as_str())
    };
    let before_of = || view.text[span.clone()].find(" of ").and_then(|at| headed(span.start + at));
    headed(span.end).or_else(before_of)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use unspool_lexicon::Lexicons;
    use unspool_model::ActorKind;

    use crate::{Subject, derive_with};

    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

    fn bodies(text: &str) -> Vec<String> {
        let found = derive_with(&Subject::text(text), &LEXICONS, None).actors;
        found.into_iter().filter(|actor| actor.kind == ActorKind::Organization).map(|actor| actor.surface.into()).collect()
    }

    #[test]
    fn a_name_reaches_over_the_words_on_both_sides_of_its_noun() {
        assert_eq!(bodies("members of the Lower Volga Miners Union met"), ["Lower Volga Miners Union"]);
        assert_eq!(
            bodies("a report by the Institute for Steppe Studies and Peace found it"),
            ["Institute for Steppe Studies and Peace"]
        );
        assert_eq!(bodies("the Weavers' Movement-North left"), ["Weavers' Movement-North"]);
        assert_eq!(bodies("the Kharkiv Regional Prosecutor's Office opened a case"), ["Kharkiv Regional Prosecutor's Office"]);
        assert_eq!(bodies("Georgia's Central Election Commission fined him"), ["Georgia's Central Election Commission"]);
    }

    #[test]
    fn common_nouns_headlines_and_owners_are_no_names() {
        assert_eq!(bodies("the Supreme Court and the Central Election Commission met near the Kharkiv Front"), [""; 0]);
        assert_eq!(bodies("New Gold Project Opens Near Quelimane"), [""; 0]);
        assert_eq!(bodies("Petro's Historic Pact Party lost"), ["Historic Pact Party"]);
        assert_eq!(bodies("the UN-African Union talks"), ["UN", "African Union"]);
        assert_eq!(bodies("the Union of Monday was a Council on Tuesday"), [""; 0]);
    }
}
