//! Which words are plurals, and which of them modify another one: `special forces soldiers`.

use unspool_lexicon::WordClass;

use crate::slavic;
use crate::view::{Kind, View};

/// Most words in small letters between a plural with a capital and the one that it belongs to.
const MOST_MODIFIERS: usize = 2;

pub(super) fn is_plural(view: &View<'_>, index: usize) -> bool {
    let Some((token, _)) = view.token(index) else { return false };
    if token.kind != Kind::Word {
        return false;
    }
    if token.is(WordClass::Plural) {
        return true;
    }
    let small = view.folded_token(index);
    // The `s` of `F-16s`, the `Ms` of `T-90Ms`.
    let version = view.token_text(index).strip_suffix('s').is_some_and(|letters| letters.chars().all(char::is_uppercase));
    if version && index > 0 && view.glued(index - 1, index) && view.tokens[index - 1].kind == Kind::Number {
        return true;
    }
    // `144 #ISGS claimed attacks`
    let abbreviation = || {
        let capitals = view.token_text(index).chars().all(char::is_uppercase);
        capitals && view.token(index + 1).is_some_and(|(_, next)| next.starts_with(char::is_lowercase))
    };
    let latin = small.ends_with('s')
        && !abbreviation()
        && !small.ends_with("ss")
        && !small.ends_with("us")
        && !small.ends_with("is")
        && small.chars().count() > 3;
    (latin || is_slavic_plural(small)) && !token.is(WordClass::Singular)
}

/// Genitive plurals and counted forms of Russian and Ukrainian nouns; adjectives end in `-ых`, `-их`.
fn is_slavic_plural(word: &str) -> bool {
    const ENDINGS: [&str; 14] = ["ов", "ев", "ей", "ий", "ів", "їв", "ок", "ек", "ам", "ат", "ян", "ниц", "нщин", "жчин"];
    /// `41 украинский беспилотник`: adjectives in the singular.
    const ADJECTIVES: [&str; 4] = ["ский", "цкий", "ський", "цький"];
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    word.chars().count() > 3 && ends(&ENDINGS) && !ends(&ADJECTIVES)
}

/// Whether a word ends as nouns do behind two, three and four, and neither as verbs nor as participles.
pub(super) fn is_counted_form(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, _)| {
        let small = view.folded_token(at);
        let closed = [WordClass::Function, WordClass::Verb].into_iter().any(|class| token.is(class));
        let ends = small.starts_with(slavic::is_cyrillic) && small.ends_with(['и', 'і', 'а', 'я']);
        ends && !token.capital && !closed && !slavic::is_participle(small, true) && !slavic::is_past(small)
    })
}

/// `F-16s`: letters, a hyphen and a number in the plural.
fn is_plural_type(view: &View<'_>, at: usize) -> bool {
    let glued = (at..at + 3).all(|index| view.glued(index, index + 1));
    glued && view.token_text(at + 1) == "-" && view.tokens[at].capital && is_plural(view, at + 3)
}

/// Whether a word ends as English participles do, and as `need`, `speed` and `weed` do not.
pub(super) fn ends_as_participle(word: &str) -> bool {
    word.ends_with("ed") && !word.ends_with("eed")
}

/// Whether a further noun follows, so that the word before was its modifier.
pub(super) fn modifies(view: &View<'_>, next: usize) -> bool {
    view.token(next).is_some_and(|(token, text)| {
        token.kind == Kind::Word
            && !token.is(WordClass::Function)
            && !token.is(WordClass::Verb)
            && !ends_as_participle(text)
            && (!text.ends_with("ly") || token.is(WordClass::LyNoun))
    })
}

/// `special forces soldiers`, `arms dealers`: a plural that another plural follows.
pub(super) fn modifies_plural(view: &View<'_>, next: usize, text: &str) -> bool {
    // `13 военных летчиков`
    if slavic::is_adjective(text) && view.token(next).is_some() && is_slavic_plural(view.folded_token(next)) {
        return true;
    }
    // `40 погибших украинских солдат`
    let adjectives = || slavic::is_plural_genitive(text) && slavic::is_plural_genitive(view.folded_token(next));
    if view.token(next + 1).is_some_and(|(noun, _)| noun.kind == Kind::Word && adjectives())
        && (is_plural(view, next + 1) || view.is(next + 1, WordClass::Substantive))
    {
        return true;
    }
    // `83 цивільних об’єкти`, `3 мирных жителя`, but `30 нарушений перемирия`
    if slavic::is_adjective(text) && !slavic::is_plural_of_abstract(text) && is_counted_form(view, next) {
        return true;
    }
    if !view.is(next - 1, WordClass::Compound) {
        return false;
    }
    // `40 infantry fighting vehicles`; but `40 troops fighting rebels`
    if !text.ends_with('s') && view.is(next, WordClass::Adjective) && is_plural(view, next + 1) {
        return true;
    }
    // Over one more modifier: `Chinese coastguard ships`.
    is_plural(view, next) || is_plural_type(view, next) || modifies(view, next) && is_plural(view, next + 1)
}

/// `two Revolutionary Guards Corps members`: a plural with a capital, behind which its name goes on to another plural, or to
/// the noun of one where the figure is `singular`.
pub(super) fn names_plural(view: &View<'_>, next: usize, singular: bool) -> bool {
    let capital = |index: usize| view.token(index).is_some_and(|(token, _)| token.kind == Kind::Word && token.capital);
    let small = |index: usize| view.token(index).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital);
    let last = next + usize::from(capital(next) && capital(next + 1));
    let plain = |at: usize| small(at) && ![WordClass::Function, WordClass::Verb].into_iter().any(|class| view.is(at, class));
    // `two Abrams tanks`, `two Houthi unmanned aerial vehicles`, `two Houthi vehicle-mounted missiles`
    let modified = |mut at: usize| {
        (0..MOST_MODIFIERS).any(|_| {
            let modifier = plain(at);
            at = over_compound(view, at);
            modifier && (is_plural(view, at) || singular && modifies(view, at))
        })
    };
    // `Palestinians displaced by the war`
    let participle = || small(next) && ends_as_participle(view.token_text(next));
    let named = small(next) && (is_plural(view, next) && !participle() || modified(next));
    // `12 Chinese J-16 fighter jets`
    let typed = || behind_type(view, next).is_some_and(|end| small(end) && (is_plural(view, end) || modified(end)));
    capital(next - 1) && (named || capital(next) && (is_plural(view, last + 1) || typed()))
}

/// The token behind a type that a capital and a number name: `J-16`, `T-90M`, `Leopard 2`.
fn behind_type(view: &View<'_>, first: usize) -> Option<usize> {
    let number = |at: usize| view.token(at).is_some_and(|(token, _)| token.kind == Kind::Number);
    let apart = first + 1;
    if number(apart) && view.spaced(first, apart) {
        return Some(apart + 1);
    }
    let mut last = first;
    while view.glued(last, last + 1) {
        last += 1;
    }
    (first..=last).any(number).then_some(last + 1)
}

/// The token behind a word, or behind the compound that begins with it: `vehicle-mounted`.
fn over_compound(view: &View<'_>, at: usize) -> usize {
    let hyphen = view.glued(at, at + 1) && view.token(at + 1).is_some_and(|(_, text)| text == "-");
    at + if hyphen { 3 } else { 1 }
}
