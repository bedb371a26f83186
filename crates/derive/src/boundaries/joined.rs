//! Names of the model that are one.

use std::ops::{Range, RangeInclusive};

use unspool_lexicon::{Lexicons, WordClass};

use super::beginnings::{behind_office, behind_opening, behind_portfolio};
use super::hyphens::{over_links, with_syllables};
use super::nicknames::is_nickname;
use crate::tagger::{Name, NameKind};
use crate::view::{Kind, View};

/// The names of the model, those of one person joined that a hyphen, a small word or a nickname parts: `Marie-Agnes Berg`, `Karim bin
/// Zayd`, `Elda "Cheese" Cole`.
pub(crate) fn joined(view: &View<'_>, names: Vec<Name>, lexicons: &Lexicons) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let last = joined.last_mut().filter(|last| {
            let gap = view.text.get(last.span.end..name.span.start).unwrap_or("\n");
            let particle = || {
                gap.strip_prefix(' ')
                    .and_then(|gap| gap.strip_suffix(' '))
                    .is_some_and(|gap| lexicons.figures.is(gap, WordClass::Particle))
            };
            // `Robert "Bob" Tarnosh`, also where the model begins the second name inside the marks
            let nicknamed = || {
                let rest = view.text.get(last.span.end..name.span.end).unwrap_or_default();
                rest.match_indices(' ').any(|(space, _)| space + 1 >= gap.len() && is_nickname(&rest[..=space]))
            };
            last.kind == NameKind::Person && name.kind == NameKind::Person && (gap == "-" || particle() || nicknamed())
        });
        match last {
            Some(last) => last.span.end = name.span.end,
            None => joined.push(name),
        }
    }
    for name in &mut joined {
        name.span = over_links(view, &name.span);
        name.span.start = behind_opening(view, &name.span, lexicons);
        if let Some(start) = behind_portfolio(view, &name.span, lexicons).or_else(|| behind_office(view, name, lexicons)) {
            (name.span.start, name.kind) = (start, NameKind::Person);
        }
        if name.kind == NameKind::Person {
            name.span = with_syllables(view, &name.span);
            name.span.end = with_last_syllable(view, &name.span, lexicons);
        }
    }
    joined.dedup_by(|later, name| later.span.start < name.span.end);
    joined
}

/// Where the name of a person of several words ends that goes on with a short one, as those of Myanmar do: `Salai Htet Ni`. It is a
/// word that nothing knows, in front of a mark or of a word in small letters.
fn with_last_syllable(view: &View<'_>, span: &Range<usize>, lexicons: &Lexicons) -> usize {
    /// Letters of such a word.
    const LENGTHS: RangeInclusive<usize> = 2..=4;
    let next = view.token_at(span.end);
    let short = view.token(next).filter(|(token, text)| {
        let known =
            [WordClass::Title, WordClass::Function, WordClass::Verb, WordClass::Body].into_iter().any(|class| token.is(class));
        let letters = text.chars().skip(1).all(|c| c.is_ascii_lowercase());
        let name = token.kind == Kind::Word && token.capital && letters && LENGTHS.contains(&text.len());
        name && !known && lexicons.calendar.words.get(text).is_none()
    });
    let apart = view.text.get(span.end..).is_some_and(|rest| rest.starts_with(' ')) && view.text[span.clone()].contains(' ');
    let ends = view.token(next + 1).is_none_or(|(token, _)| token.kind == Kind::Mark || !token.capital);
    short.filter(|_| apart && ends).map_or(span.end, |(token, _)| token.end)
}

/// Where the name of a person ends that the number of a ruler follows: `Abdulhamid II`.
pub(crate) fn with_number(view: &View<'_>, span: &Range<usize>) -> usize {
    let next = view.token_at(span.end);
    let follows = view.token(next).filter(|(token, _)| token.is(WordClass::Regnal) && view.text[span.end..token.start] == *" ");
    follows.map_or(span.end, |(token, _)| token.end)
}
