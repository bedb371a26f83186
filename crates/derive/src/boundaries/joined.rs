//! Names of the model that are one.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use super::beginnings::{behind_office, behind_opening, behind_portfolio};
use super::hyphens::{over_links, with_syllables};
use super::nicknames::is_nickname;
use crate::tagger::{Name, NameKind};
use crate::view::View;

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
            last.kind == NameKind::Person && name.kind == NameKind::Person && (gap == "-" || particle() || is_nickname(gap))
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
        }
    }
    joined.dedup_by(|later, name| later.span.start < name.span.end);
    joined
}

/// Where the name of a person ends that the number of a ruler follows: `Abdulhamid II`.
pub(crate) fn with_number(view: &View<'_>, span: &Range<usize>) -> usize {
    let next = view.token_at(span.end);
    let follows = view.token(next).filter(|(token, _)| token.is(WordClass::Regnal) && view.text[span.end..token.start] == *" ");
    follows.map_or(span.end, |(token, _)| token.end)
}
