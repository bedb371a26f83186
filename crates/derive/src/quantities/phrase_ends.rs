//! Where a counted noun phrase ends: verbs and words of the closed classes, and whether its last word can be a head.

use std::ops::Range;

use unspool_lexicon::{Attribution, Figures, WordClass};

use super::compounds::{is_abbreviation, is_joint, is_latin, is_type, owner};
use super::plurals::{ends_as_participle, is_counted_form, is_plural, modifies};
use crate::slavic;
use crate::view::{Kind, View};

/// Whether a phrase that ends in no plural has a head: `last` is its last word, and it may be `singular` or a `mass`.
pub(super) fn is_headed(view: &View<'_>, span: &Range<usize>, last: &str, singular: bool, mass: bool, determined: bool) -> bool {
    let capital = last.starts_with(char::is_uppercase);
    // `14 МіГ-29`
    let typed = last.starts_with(|c: char| c.is_ascii_digit()) && view.text[span.clone()].starts_with(char::is_uppercase);
    // `94 безповоротно`: an adverb; but `3 т пального`.
    let ends = last.ends_with('о') && !last.ends_with("го") || view.is(view.token_at(span.end) - 1, WordClass::Adverb);
    let adverbial = !singular && last.starts_with(slavic::is_cyrillic) && ends;
    // `20% of their funding`
    let noun = determined && last.ends_with("ing");
    let grading = last.ends_with("ly") && !view.is(view.token_at(span.end) - 1, WordClass::LyNoun);
    let adverb = adverbial || grading || last.ends_with("ing") && !noun || ends_as_participle(last);
    (typed || singular || mass || capital || !is_latin(last)) && (!adverb || capital)
}

/// Whether the phrase ends before the word at `at`, the `words`th of it.
pub(super) fn ends_phrase(view: &View<'_>, at: usize, words: usize, singular: bool, figures: &Figures) -> bool {
    let text = view.token_text(at);
    let compound = is_joint(view, at + 1) || at > 0 && is_joint(view, at - 1);
    let folded = view.folded_token(at);
    if compound || words == 0 && is_grade(view, at) {
        return false;
    }
    // `три цели`, `дві школи`: some nouns end as verbs do.
    let noun = words == 0 && view.is(at, WordClass::Plural);
    // `22 бойові броньовані машини`
    let described = words == 0 || slavic::is_adjective(view.folded_token(at - 1));
    if described && describes(view, at) {
        return false;
    }
    // `одна поранена`: what befell her.
    let befell = singular && words == 0 && text.starts_with(slavic::is_cyrillic) && view.is_small(at, WordClass::Suffering);
    let verb = !noun
        && (befell || slavic::is_participle(folded, words > 0) || slavic::is_past_plural(folded) || slavic::is_reflexive(folded));
    // `из 12 задержанных восемь подписали`, but the `M` of `T-90M` is no million.
    let version = at > 0 && view.glued(at - 1, at);
    let numeral = words > 0 && !version && figures.numeral(text, folded).is_some();
    // `500,000 total casualties`, `5% of Zelvia's total output`
    let owned = || at > 1 && view.token_text(at - 1) == "s" && owner(view, at - 2).is_some();
    // `total violence-related deaths`
    let compound_behind = || is_joint(view, at + 2);
    let total = folded == "total" && (words == 0 && (is_plural(view, at + 1) || compound_behind()) || owned());
    // `one militia member killed`, `one security official described a battle`
    let acts = || view.token(at + 1).is_some_and(|(next, _)| next.is(WordClass::Function) || next.kind == Kind::Number);
    let suffers = singular && words > 0 && ends_as_participle(folded) && (view.is(at, WordClass::Plural) || acts());
    // `30 daily flights`, but `it kills 30 daily in the city`
    let behind = || view.token(at + 1).filter(|(next, _)| next.kind == Kind::Word && !next.is(WordClass::Function));
    let periodic = words == 0 && view.is(at, WordClass::Periodic) && behind().is_some();
    // `one charity making drones`: a plural is no head of one.
    let plural_behind = || (at + 1..at + 4).take_while(|&next| is_noun(view, next)).any(|next| is_plural(view, next));
    let does = singular && words > 0 && folded.ends_with("ing") && !view.is(at, WordClass::Plural) && plural_behind();
    // `расстрел шести пленных российскими солдатами`: by whom.
    let by = words > 0 && slavic::is_adjective_of_means(folded) && !slavic::is_adjective_of_means(view.folded_token(at - 1));
    if verb || by || numeral || suffers || does || view.is(at, WordClass::Function) && !total && !periodic {
        return true;
    }
    // `nine in ten of the most advanced chips`
    if words > 0 && ends_as_participle(text) && at > 0 && matches!(view.folded_token(at - 1), "most" | "least") {
        return false;
    }
    let says = matches!(figures.attribution.get(text), Some(Attribution::Verb));
    let only_verb = (says || view.is(at, WordClass::Verb)) && !view.is(at, WordClass::Plural);
    // `40 wounded civilians`, `12 live rounds`: a participle or an adjective before a plural modifies it, wherever no plural has
    // come yet (`40 infantry fighting vehicles`), and over one more noun (`12 confirmed drone strikes`).
    let adjective = ends_as_participle(text) || text.ends_with("ing") || view.is(at, WordClass::Adjective);
    let noun = |index: usize| view.token(index).is_some_and(|(token, _)| !token.capital) && modifies(view, index);
    // `fifteen alleged Jihadist fighters`
    let names = |index: usize| words == 0 && ends_as_participle(text) && modifies(view, index);
    let modifies = (words == 0 || !singular)
        && adjective
        && (is_plural(view, at + 1) || is_type(view, at + 1) || (noun(at + 1) || names(at + 1)) && is_plural(view, at + 2))
        || singular && words == 0 && is_adjective_of(view, at)
        // `12 Iranian made drones`
        || words > 0 && view.tokens[at - 1].capital && matches!(folded, "made" | "built") && noun(at + 1);
    // `four mentions of it`: no verb of one follows a number, unless the number is part of what acts (`a committee of 15 meets`).
    let noun = words == 0
        && is_plural(view, at)
        && at > 0
        && !matches!(view.folded_token(at - 1), "of" | "one" | "1")
        && !is_of(view, at - 1);
    only_verb && !modifies && !noun && !total
}

/// `42 збиті БпЛА`, `3 знищені танки`: whether a word is a Ukrainian participle in front of what it is said of.
pub(super) fn describes(view: &View<'_>, at: usize) -> bool {
    let folded = view.folded_token(at);
    let participle = folded.ends_with('і') && (slavic::is_participle(folded, true) || view.is(at, WordClass::Verb));
    participle && view.spaced(at, at + 1) && (is_abbreviation(view, at + 1) || is_counted_form(view, at + 1))
}

/// `внутренне перемещенных лиц`, `5 незаконно задержанных`: whether a word is an adverb in front of a participle of the plural.
pub(super) fn is_manner(view: &View<'_>, at: usize) -> bool {
    let adverb = view.folded_token(at).ends_with(['о', 'е']);
    adverb && view.token(at + 1).is_some_and(|_| slavic::is_plural_genitive(view.folded_token(at + 1)))
}

/// `one old house`: whether a word that is an adjective in front of a noun only stands in front of one.
pub(super) fn is_adjective_of(view: &View<'_>, at: usize) -> bool {
    view.is(at, WordClass::Adjective) && modifies(view, at + 1)
}

/// `internally displaced persons`, `recently arrived soldiers`: whether a word says how what follows was done.
pub(super) fn is_grade(view: &View<'_>, at: usize) -> bool {
    view.folded_token(at).ends_with("ly")
        && (view.token(at + 1).is_some_and(|_| ends_as_participle(view.folded_token(at + 1)))
            || view.is(at + 1, WordClass::Adjective))
        && is_plural(view, at + 2)
}

/// Whether a token is a word that no class closes.
fn is_noun(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && !token.is(WordClass::Function))
}

/// Whether `of` stands before the figure that ends at a token.
fn is_of(view: &View<'_>, last: usize) -> bool {
    last.checked_sub(1).is_some_and(|before| view.folded_token(before) == "of")
}
