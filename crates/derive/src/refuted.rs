//! What the model takes for a name and is none: words, things, offices, halves of other names.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use crate::joints::{self, Joint};
use crate::mentions::{is_called_as_ship, is_christened, is_maker, is_patron};
use crate::places::is_quoted;
use crate::possessive;
use crate::slavic::is_cyrillic;
use crate::tagger::{Name, NameKind, Word};
use crate::view::{Kind, View};

/// Whether what the model sees is no name.
pub(crate) fn is_none(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    !is_name(view, name, lexicons)
        || is_refuted(view, name, lexicons)
        || is_abbreviation_of_things(&view.text[name.span.clone()])
        || is_before_tag(view, name, lexicons)
        || opens_with_word(view, name, lexicons)
}

/// Whether the span can be a name: it has letters, and is no word of the closed classes, no thing and no title.
fn is_name(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let text = &view.text[name.span.clone()];
    let is = |class: WordClass| lexicons.figures.is(text, class);
    // `it rose from 3 to 5`
    let verb = text.starts_with(char::is_lowercase) && is(WordClass::Change);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    // `Inner (Outer) Lake`
    let bracket = text.contains(')') && !text.contains('(');
    letters
        && !verb
        && !bracket
        && !is(WordClass::Formation)
        && !is(WordClass::Function)
        && !is(WordClass::FigureNoun)
        && !is(WordClass::Thing)
        && !is_thing(view, name, lexicons)
        && !is_office(text, lexicons)
        && !is_treaty(text, lexicons)
        && !is_rank(view, &name.span)
        && match name.kind {
            // `Независимые журналисты`: no surname ends as adjectives of several do.
            NameKind::Person => {
                !is_clause(text) && !["ые", "ие"].iter().any(|ending| !text.contains(' ') && text.ends_with(ending))
            }
            NameKind::Organization => true,
            // `the Southern Red Sea`, `Kurdish areas`, `the Eastern European country`
            NameKind::Location => {
                let last = text.rsplit(' ').next().unwrap_or(text);
                !is(WordClass::Compass)
                    && !is_of_house(view, &name.span)
                    && !is_maker(view, name.span.end)
                    && !is_quoted(view, &name.span)
                    && !lexicons.figures.is(last, WordClass::Compound)
                    && !opens_sentence(view, &name.span, lexicons)
            }
        }
}

/// `Montreux Convention`, `Magnitsky Act`: whether a name of several words is that of what was signed or enacted.
fn is_treaty(text: &str, lexicons: &Lexicons) -> bool {
    text.rsplit_once(' ').is_some_and(|(_, noun)| lexicons.figures.is(noun, WordClass::Treaty))
}

/// `Okhmadyt hospital`: whether the name is that of the house behind it, which may be called by a town or by anybody.
fn is_of_house(view: &View<'_>, span: &Range<usize>) -> bool {
    let house = view.token_at(span.end);
    view.is_small(house, WordClass::House) && view.spaced(house.saturating_sub(1), house)
}

/// The lexicons' evidence has said that this is no state here (`Turkey with gravy`); a place it is only where another one has that
/// name (`Georgia, near Atlanta`).
fn is_refuted(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let folded = &view.folded[name.span.clone()];
    let doubtful = lexicons.evidence.is_doubtful(folded);
    match name.kind {
        NameKind::Location => doubtful && !lexicons.gazetteer.is_place(folded) || is_patron(view, &name.span),
        // A word, not a company: `said on Telegram`.
        _ => doubtful && Word::of_text(folded).is_ordinary() && Word::of_text(folded).person() == 0,
    }
}

/// Whether a name is that of a thing, or of nothing at all: `footage of a Bradley`, `his arsenal`, `two fighter jets`, `USS Jason
/// Dunham`, `the Marthopolis is sailing`.
fn is_thing(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let text = &view.text[name.span.clone()];
    let (small, one) = (text.starts_with(char::is_lowercase), !text.contains(' '));
    let before_at = view.token_at(name.span.start).checked_sub(1);
    let before = before_at.map_or("", |before| view.folded_token(before));
    // `a Bradley near the river`, but `a Kyiv court`
    let noun = || {
        view.token(view.token_at(name.span.end)).is_some_and(|(next, _)| next.kind == Kind::Word && !next.is(WordClass::Function))
    };
    let alone = name.kind == NameKind::Person || name.kind == NameKind::Location && !noun();
    let article = (alone || small) && matches!(before, "a" | "an");
    let owned = small && before_at.is_some_and(|before| view.is_small(before, WordClass::Possessive));
    // In a text that has capitals, an ordinary word has one where it is a name.
    let plain = small && Word::of_text(text).is_ordinary() && !view.is_without_capitals();
    let christened = text.split_once(' ').is_some_and(|(first, _)| lexicons.figures.is(first, WordClass::Christened));
    // `#Zapad2025`
    let numbered = name.kind == NameKind::Person && before == "#" && text.contains(|c: char| c.is_ascii_digit());
    // `Parkinson's disease`
    let behind = &view.folded[name.span.end..];
    let behind = possessive::behind_one(behind).unwrap_or(behind);
    let ailment = [" disease", " syndrome"].iter().any(|noun| behind.starts_with(noun));
    // `the Sheikh Ana Ruiz`
    let titled = view.is(view.token_at(name.span.start), WordClass::Title);
    // `Arleigh Burke-class`
    let class = behind.starts_with("-class");
    // `the Gerald Ford aircraft carrier`
    let carrier = [" aircraft carrier", " carrier strike group", " carrier group"].iter().any(|noun| behind.starts_with(noun));
    // `a Zelvol drone`
    let next = view.token_at(name.span.end);
    let weapon = next > 0 && view.is(next, WordClass::Weapon) && view.spaced(next - 1, next);
    one && (weapon || article || owned || plain || numbered || ailment || is_type(view, &name.span, lexicons))
        || class
        || carrier
        || christened
        || is_christened(view, name.span.start)
        || one && is_listed_with_christened(view, &name.span)
        || name.kind == NameKind::Person && !titled && is_called_as_ship(view, &name.span)
}

/// `200 Puma infantry fighting vehicles`: whether a word is the type of things that are counted.
fn is_type(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    /// Most words up to the things.
    const MOST: usize = 4;
    let first = view.token_at(span.start);
    let counted = first.checked_sub(1).is_some_and(|number| {
        view.tokens[number].kind == Kind::Number
            || lexicons.figures.numeral(view.token_text(number), view.folded_token(number)).is_some()
    });
    let small = |at: &usize| view.token(*at).is_some_and(|(token, _)| !token.capital && !token.is(WordClass::Function));
    let behind = first + 1;
    counted && (behind..behind + MOST).take_while(small).any(|at| view.is(at, WordClass::Inanimate))
}

/// `the USS Gravely, Laboon and Mason`: whether a name goes on with a list whose first is christened.
fn is_listed_with_christened(view: &View<'_>, span: &Range<usize>) -> bool {
    let goes_on = Joint::behind(view, view.token_at(span.end)).is_some();
    let joint = Joint::before(view, view.token_at(span.start)).filter(|joint| goes_on || !joint.is_bare());
    let name_to = |end: usize| {
        let name = end.checked_sub(1).filter(|&name| view.token(name).is_some_and(|(token, _)| token.capital))?;
        Some((name, view.tokens[name].start))
    };
    joint.is_some_and(|joint| joints::back_over(view, joint.tokens.start, name_to).any(|start| is_christened(view, start)))
}

/// `Revenues rose`: whether a name is a noun and its verb.
fn is_clause(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.starts_with(char::is_uppercase)
        && last.starts_with(|c: char| c.is_ascii_lowercase())
        && Word::of_text(last).is_ordinary()
}

/// `The Prime Minister`: whether a name ends in a title that is nobody's surname, or is nothing but titles of which the last is
/// an ordinary word (`Director General`).
fn is_office(text: &str, lexicons: &Lexicons) -> bool {
    let is_title = |word: &str| lexicons.figures.is(word, WordClass::Title);
    let last = text.rsplit(' ').next().unwrap_or_default();
    let word = Word::of_text(&last.to_lowercase());
    is_title(last) && (word.person() == 0 || word.is_ordinary() && text.split(' ').all(is_title))
}

/// `Air Force Colonel Jane Roe`, `Air Force Chief of Staff`: whether a name ends in a title with the next one, or what it is of, right
/// behind it, and no word of it is the noun of a body (`Office of the President of Zelvia`).
fn is_rank(view: &View<'_>, span: &Range<usize>) -> bool {
    let (first, next) = (view.token_at(span.start), view.token_at(span.end));
    let body = || (first..next.saturating_sub(2)).any(|at| view.is(at, WordClass::Body));
    next > first
        && view.is(next - 1, WordClass::Title)
        && view.token(next).is_some_and(|(token, text)| token.capital || text == "of" && !body())
        && view.spaced(next - 1, next)
}

/// `Island's ministry`: whether an ordinary word that no place is called has its capital from the sentence that it opens.
fn opens_sentence(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> bool {
    let folded = &view.folded[span.clone()];
    !folded.contains(' ')
        && view.opens_sentence(view.token_at(span.start))
        && Word::of_text(folded).is_ordinary()
        && !lexicons.gazetteer.is_place(folded)
}

/// `ATGMs`, `BTGs`: capitals and the ending of a plural are nobody and nowhere.
fn is_abbreviation_of_things(name: &str) -> bool {
    let letters = name.strip_suffix('s').filter(|letters| letters.len() > 1);
    letters.is_some_and(|letters| letters.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// `Vladimir #Putin`: whether a name is the given one of whom a tag names.
fn is_before_tag(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let folded = &view.folded[name.span.clone()];
    let given = lexicons.gazetteer.is_given_name(folded) || Word::of_text(folded).is_given_name();
    view.is_before_tag(name.span.end) && given
}

/// `Логика Банковой`: whether a name in Cyrillic has its first capital from the sentence that it opens, and no given name there.
fn opens_with_word(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> bool {
    let first = view.token_at(name.span.start);
    let text = &view.text[name.span.clone()];
    name.kind == NameKind::Person
        && text.starts_with(is_cyrillic)
        && text.contains(' ')
        && view.opens_sentence(first)
        && !lexicons.gazetteer.is_given_name(view.folded_token(first))
}
