//! The noun phrase of what is counted, up to its head.
//!
//! There is no tagger. The head is the first plural that does not modify another noun, or the last
//! word before one that cannot be in a noun phrase; closed classes of words come from the lexicon.

use std::ops::Range;

use unspool_lexicon::{Attribution, Figures, WordClass};
use unspool_model::QuantityKind;

use super::plurals::{ends_as_participle, is_counted_form, is_plural, modifies, modifies_plural, names_plural};
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
    let measure = behind_measure(view, at, figures);
    at = measure.unwrap_or(at);
    // `Seven of the ten suspects`: the second figure has the object; but `eight one-way drones`.
    let numeral = |text: &str| figures.numeral(text, view.folded_token(at)).is_some() && !is_joint(view, at + 1);
    if view.token(at).is_some_and(|(token, text)| token.kind == Kind::Number || numeral(text)) {
        return None;
    }
    let determined = partitive && at > first + 1;
    let mut end = None;
    let mut last = "";
    let mut plural = false;
    for words in 0..MOST_WORDS {
        at = over_joints(view, at, &mut end);
        at = over_abbreviation(view, at, words);
        let Some((token, text)) = view.token(at) else { break };
        if let Some(behind) = initialism(view, at) {
            (end, last, at) = (Some(view.tokens[behind - 1].end), text, behind);
            continue;
        }
        let designator = token.kind == Kind::Number && (end == Some(token.start) || names_type(view, at, last));
        // `two of Iran's most wanted men`, `of the most advanced chips`, but not `of its at start manpower`
        let superlative = matches!(text, "most" | "least");
        let determined = determined && words == 0 && (superlative || !token.is(WordClass::Function));
        let named = token.kind == Kind::Word && (determined || superlative && is_plural(view, at + 2));
        if token.kind != Kind::Word && !designator || !designator && !named && ends_phrase(view, at, words, singular, figures) {
            break;
        }
        (end, last) = (Some(token.end), text);
        at += 1;
        // `18 anti-aircraft guns`
        let part = at > 1 && is_joint(view, at - 2) && !text.ends_with('s') && modifies(view, at);
        // `один цивільний будинок`
        let attribute = singular
            && !view.is(at - 1, WordClass::Substantive)
            && view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word && !token.is(WordClass::Function))
            && slavic::is_attribute(view.folded_token(at - 1), view.folded_token(at));
        // `30 Chinese-made trucks`, but `30 drones-decoys`
        let tied = is_latin(text) && is_joint(view, at) && !is_plural(view, at + 1);
        plural = is_plural(view, at - 1) && !part && !attribute && !tied;
        if let Some(shared) = shared_plural(view, at, figures) {
            (end, plural) = (Some(view.tokens[shared].end), true);
            break;
        }
        let owner = owner(view, at);
        // `one police officer`
        let of_one = || {
            let head =
                view.token(at).is_some_and(|(next, text)| next.kind == Kind::Word && !next.capital && !ends_as_participle(text));
            singular && token.is(WordClass::Compound) && head && !ends_phrase(view, at, words + 1, singular, figures)
        };
        if plural && owner.is_none() && !modifies_plural(view, at, text) && !names_plural(view, at, singular) && !of_one() {
            break;
        }
        if is_numbered(view, at - 1) {
            continue;
        }
        let compound = is_joint(view, at);
        // `три ворожі БпЛА`
        let abbreviated = is_abbreviation(view, at) && slavic::is_hard_plural(view.folded_token(at - 1));
        let adjective = slavic::is_adjective(view.folded_token(at - 1)) || abbreviated || words == 0 && describes(view, at - 1);
        if !is_latin(text) && !plural && !compound && !attribute && !adjective {
            break;
        }
        // A possessive is a modifier of what follows: `3 of Ukraine's brigades`, `half of the army's tanks`.
        if let Some(behind) = owner {
            at = behind;
            // `14 of Rakhine's 17 townships`
            let modified = || figures.cues_before.starts(&view.text[view.tokens[at].start..]).is_some();
            if view.token(at).is_some_and(|(token, _)| token.kind == Kind::Number || modified()) {
                return None;
            }
            continue;
        }
        let superlative = superlative && view.token(at).is_some_and(|(token, _)| token.kind == Kind::Word);
        // `One man starts to run`: a plural is no head of one, so it is a verb.
        let verb = singular && is_plural(view, at) && !modifies(view, at + 1);
        // `80% of its long-range rockets`
        let modifier = compound
            || attribute
            || superlative
            || text.starts_with(char::is_uppercase)
            || modifies(view, at) && !verb
            || view.is(at, WordClass::Adjective) && is_plural(view, at + 1)
            || is_grade(view, at - 1);
        let head = (singular || mass) && words == 0 && !modifier;
        if head {
            break;
        }
    }
    let span = start..end?;
    // `4 #Russia & 28 #SAA soldiers`, `four CCG and six Chinese vessels`
    let acronym = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_uppercase());
    // `only 45% of Europe’s (€70 bn)`: what is counted is left out.
    if let Some(behind) = owner(view, view.token_at(span.end))
        && view.token(behind).is_none_or(|(token, _)| token.kind != Kind::Word)
    {
        return None;
    }
    let headless = !plural && !singular && (hashtag || acronym && counts_on(view, view.token_at(span.end), figures));
    (!headless && (plural || is_headed(view, &span, last, singular, mass, determined))).then_some(span)
}

/// Whether `and` stands at a token, and a further figure behind it.
fn counts_on(view: &View<'_>, and: usize, figures: &Figures) -> bool {
    let joined = view.token(and).is_some_and(|(_, text)| matches!(text, "and" | "&"));
    let next = view.token(and + 1).filter(|_| joined);
    next.is_some_and(|(token, text)| token.kind == Kind::Number || figures.numeral(text, view.folded_token(and + 1)).is_some())
}

/// Whether a phrase that ends in no plural has a head: `last` is its last word, and it may be `singular` or a `mass`.
fn is_headed(view: &View<'_>, span: &Range<usize>, last: &str, singular: bool, mass: bool, determined: bool) -> bool {
    let capital = last.starts_with(char::is_uppercase);
    // `14 МіГ-29`
    let typed = last.starts_with(|c: char| c.is_ascii_digit()) && view.text[span.clone()].starts_with(char::is_uppercase);
    // `94 безповоротно`: an adverb.
    let ends = last.ends_with('о') || view.is(view.token_at(span.end) - 1, WordClass::Adverb);
    let adverbial = !singular && last.starts_with(slavic::is_cyrillic) && ends;
    // `20% of their funding`
    let noun = determined && last.ends_with("ing");
    let grading = last.ends_with("ly") && !view.is(view.token_at(span.end) - 1, WordClass::LyNoun);
    let adverb = adverbial || grading || last.ends_with("ing") && !noun || ends_as_participle(last);
    (typed || singular || mass || capital || !is_latin(last)) && (!adverb || capital)
}

/// `60 UN and NGO workers`, `12 Sunni, Shia and Druze fighters`, `40 air and artillery strikes`, `100 SM-2 or SM-6 missiles`:
/// where the plural stands that modifiers share; `at` is behind the first of them. Commas join capitals only.
fn shared_plural(view: &View<'_>, at: usize, figures: &Figures) -> Option<usize> {
    /// Most modifiers behind the first.
    const MOST_SHARED: usize = 4;
    let joint = view.token(at).map_or("", |(_, text)| text);
    if !matches!(joint, "and" | "or" | "&" | ",") {
        return None;
    }
    let first = at.checked_sub(1)?;
    let capitals = view.tokens[first].capital || view.tokens[first].kind == Kind::Number;
    let modifies = view.tokens[first].kind == Kind::Number || modifier(view, first, capitals, figures).is_some();
    let mut next = at;
    for _ in 0..MOST_SHARED {
        let (_, joint) = view.token(next).filter(|_| modifies)?;
        let joined = matches!(joint, "and" | "or" | "&");
        if !(joined || capitals && joint == ",") {
            return None;
        }
        next = modifier(view, next + 1, capitals, figures)?;
        if joined {
            let small = view.token(next).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital);
            return (small && is_plural(view, next)).then_some(next);
        }
    }
    None
}

/// The token behind the modifier that begins there, of capitals (`Shia`, `SM-2`) or of small letters (`artillery`, `failed`).
fn modifier(view: &View<'_>, at: usize, capitals: bool, figures: &Figures) -> Option<usize> {
    let (token, text) = view.token(at).filter(|(token, _)| token.kind == Kind::Word && token.capital == capitals)?;
    if is_plural(view, at) && !token.is(WordClass::Compound) {
        return None;
    }
    if capitals {
        return Some(if is_numbered(view, at) { at + 3 } else { at + 1 });
    }
    let verb = token.is(WordClass::Verb) && !ends_as_participle(text);
    let noun = is_latin(text)
        && !verb
        && figures.numeral(text, text).is_none()
        && ![WordClass::Function, WordClass::Adverb].into_iter().any(|class| token.is(class));
    noun.then_some(at + 1)
}

/// `МіГ-29`, `SM-2`: a word with a capital, a hyphen and a number.
fn is_numbered(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, text)| token.kind == Kind::Word && text.starts_with(char::is_uppercase))
        && view.is_hyphen(at + 1)
        && view.token(at + 2).is_some_and(|(token, _)| token.kind == Kind::Number)
}

/// `four U.S. carriers`: the token behind an abbreviation of capitals with points.
fn initialism(view: &View<'_>, at: usize) -> Option<usize> {
    let letter = |index: usize| {
        view.token(index).is_some_and(|(token, text)| token.capital && text.chars().count() == 1) && view.has_point(index)
    };
    let mut end = at;
    while letter(end) && (end == at || view.glued(end - 1, end)) {
        end += 2;
    }
    (end >= at + 4).then_some(end)
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
    (adjective && words.any(|index| is_plural(view, index))).then_some(behind)
}

/// `99 old Leopard 1s`: whether the name of a type begins there.
fn is_type(view: &View<'_>, at: usize) -> bool {
    let number = |index: usize| view.token(index).is_some_and(|(token, _)| token.kind == Kind::Number);
    view.token(at).is_some_and(|(token, _)| token.capital) && number(at + 1)
}

/// `14 Challenger 2 tanks`, `14 Leopard 2A6s`, `14 Leopard 2 A6 tanks`: a number behind a capitalised word and before a plural or
/// the letter of a version.
fn names_type(view: &View<'_>, at: usize, last: &str) -> bool {
    let short = view.token(at).is_some_and(|(_, text)| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let version = |text: &str| text.starts_with(char::is_uppercase) && text.contains(|c: char| c.is_ascii_digit());
    short
        && last.starts_with(char::is_uppercase)
        && (is_plural(view, at + 1) || view.token(at + 1).is_some_and(|(_, text)| version(text)))
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
        while view.is_small(at, WordClass::Determiner) || matches!(small(at), "a" | "an") {
            at += 1;
        }
    }
    (at, of)
}

/// Over hyphens inside a compound, which are part of the phrase: `long-range`, `armored/personnel`.
fn over_joints(view: &View<'_>, at: usize, end: &mut Option<usize>) -> usize {
    if end.is_some() && is_joint(view, at) {
        *end = Some(view.tokens[at].end);
        return at + 1;
    }
    at
}

/// Whether a token joins the words of a compound, without spaces.
fn is_joint(view: &View<'_>, at: usize) -> bool {
    let sign = view.token(at).is_some_and(|(token, text)| token.kind == Kind::Mark && matches!(text, "-" | "‑" | "/"));
    sign && at > 0 && view.glued(at - 1, at) && view.glued(at, at + 1)
}

/// Whether the phrase ends before the word at `at`, the `words`th of it.
fn ends_phrase(view: &View<'_>, at: usize, words: usize, singular: bool, figures: &Figures) -> bool {
    let text = view.token_text(at);
    let compound = is_joint(view, at + 1) || at > 0 && is_joint(view, at - 1);
    let folded = view.folded_token(at);
    if compound || words == 0 && is_grade(view, at) {
        return false;
    }
    // `три цели`, `дві школи`: some nouns end as verbs do.
    let noun = words == 0 && view.is(at, WordClass::Plural);
    if words == 0 && describes(view, at) {
        return false;
    }
    let verb = !noun && (slavic::is_participle(folded, words > 0) || slavic::is_past_plural(folded));
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
    if verb || numeral || suffers || view.is(at, WordClass::Function) && !total && !periodic {
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
    let modifies = (words == 0 || !singular)
        && adjective
        && (is_plural(view, at + 1) || is_type(view, at + 1) || noun(at + 1) && is_plural(view, at + 2))
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
fn describes(view: &View<'_>, at: usize) -> bool {
    let folded = view.folded_token(at);
    let participle = folded.ends_with('і') && (slavic::is_participle(folded, false) || view.is(at, WordClass::Verb));
    participle && view.spaced(at, at + 1) && (is_abbreviation(view, at + 1) || is_counted_form(view, at + 1))
}

/// `one old house`: whether a word that is an adjective in front of a noun only stands in front of one.
pub(super) fn is_adjective_of(view: &View<'_>, at: usize) -> bool {
    view.is(at, WordClass::Adjective) && modifies(view, at + 1)
}

/// `internally displaced persons`, `recently arrived soldiers`: whether a word says how what follows was done.
fn is_grade(view: &View<'_>, at: usize) -> bool {
    view.folded_token(at).ends_with("ly")
        && (view.token(at + 1).is_some_and(|_| ends_as_participle(view.folded_token(at + 1)))
            || view.is(at + 1, WordClass::Adjective))
        && is_plural(view, at + 2)
}

/// The token behind the possessive that the word before `at` has: `Ukraine's brigades`, `People's Army`, `Workers' Party`,
/// `Bandar Abbas' docks`.
fn owner(view: &View<'_>, at: usize) -> Option<usize> {
    view.token(at).filter(|(_, mark)| at > 0 && matches!(*mark, "'" | "’") && view.glued(at - 1, at))?;
    let s = view.token(at + 1).is_some_and(|(_, text)| text == "s") && view.glued(at, at + 1);
    let named = view.token(at + 1).is_some_and(|(token, _)| token.capital);
    (s || named || view.tokens[at - 1].capital || !is_plural(view, at - 1)).then_some(at + 1 + usize::from(s))
}

/// Behind an abbreviation in brackets that a name has: `five People's Liberation Army (PLA) aircraft`.
fn over_abbreviation(view: &View<'_>, at: usize, words: usize) -> usize {
    let is = |index: usize, mark: &str| view.token(index).is_some_and(|(_, text)| text == mark);
    let capitals =
        || view.token(at + 1).is_some_and(|(_, text)| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase()));
    let goes_on = || view.token(at + 3).is_some_and(|(token, _)| token.kind == Kind::Word);
    if words > 0 && is(at, "(") && capitals() && is(at + 2, ")") && goes_on() { at + 3 } else { at }
}

/// Whether `of` stands before the figure that ends at a token.
fn is_of(view: &View<'_>, last: usize) -> bool {
    last.checked_sub(1).is_some_and(|before| view.folded_token(before) == "of")
}

/// Whether a token is an abbreviation in Cyrillic capitals, small letters for small words apart: `БпЛА`.
pub(super) fn is_abbreviation(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(_, text)| {
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        capitals > 1 && capitals + 1 >= text.chars().count() && text.chars().all(slavic::is_cyrillic)
    })
}

/// Whether a word is in Latin letters, with accents or without: `Burkinabè`.
pub(super) fn is_latin(word: &str) -> bool {
    /// The last letter of the Latin blocks.
    const LAST: char = '\u{24f}';
    word.chars().all(|c| c <= LAST)
}
