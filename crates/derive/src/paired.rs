//! Persons that the one beside them makes known: `Tarnosh and Berg left`, `Berg/Tarnosh`. A surname alone at the beginning of a
//! sentence, or behind a slash, says too little to the model of names.

use std::ops::Range;

use unspool_lexicon::Lexicons;

use crate::joints::Joint;
use crate::tagger::{Name, NameKind, Word};
use crate::taken::Taken;
use crate::titled;
use crate::view::View;

/// The names of the model with those that the persons among them make known, in order. `taken` is what is explained already.
pub(crate) fn with_partners(view: &View<'_>, mut names: Vec<Name>, lexicons: &Lexicons, taken: &Taken) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let free = |span: &Range<usize>, names: &[Name]| {
        let at = names.partition_point(|name| name.span.end <= span.start);
        names.get(at).is_none_or(|name| span.end <= name.span.start) && !taken.touches(span)
    };
    for name in names.iter().filter(|name| name.kind == NameKind::Person) {
        for at in beside(view, &name.span).into_iter().flatten() {
            let span = view.tokens[at].start..view.tokens[at].end;
            if is_surname(view, at, lexicons) && free(&span, &names) {
                found.push(Name { span, kind: NameKind::Person });
            }
        }
    }
    if !found.is_empty() {
        names.append(&mut found);
        names.sort_by_key(|name| (name.span.start, name.span.end));
        names.dedup_by(|later, name| later.span.start < name.span.end);
    }
    names
}

/// The tokens that `and` or a slash joins to a name, before it and behind it.
fn beside(view: &View<'_>, name: &Range<usize>) -> [Option<usize>; 2] {
    let (first, end) = (view.token_at(name.start), view.token_at(name.end));
    let slash = |at: usize| {
        view.token(at).is_some_and(|(_, text)| text == "/") && at > 0 && view.glued(at - 1, at) && view.glued(at, at + 1)
    };
    let alone = |joint: Option<Joint>| joint.filter(|joint| !joint.comma).map(|joint| joint.tokens);
    let before =
        alone(Joint::before(view, first)).map(|joint| joint.start).or_else(|| first.checked_sub(1).filter(|&at| slash(at)));
    let behind = alone(Joint::behind(view, end)).map(|joint| joint.end).or_else(|| slash(end).then_some(end + 1));
    [before.and_then(|at| at.checked_sub(1)), behind.filter(|&at| at < view.tokens.len())]
}

/// Whether a token can be nothing but a surname: alone, with a capital, and neither a word nor a place.
fn is_surname(view: &View<'_>, at: usize, lexicons: &Lexicons) -> bool {
    /// Letters of the shortest.
    const SHORTEST: usize = 4;
    let folded = view.folded_token(at);
    let beside_capital = |at: Option<usize>| {
        at.and_then(|at| view.token(at)).is_some_and(|(token, text)| token.capital || matches!(text, "-" | "#" | "@" | "."))
    };
    let opens = view.opens_sentence(at);
    let listed = lexicons.gazetteer.listed(folded);
    titled::is_name(view, at, lexicons)
        && folded.chars().count() >= SHORTEST
        && !view.tokens[at].masked
        && !listed.place
        && !listed.organization
        && Word::of_text(folded).capital() != 1
        && (opens || !beside_capital(at.checked_sub(1)))
        && !view.token(at + 1).is_some_and(|(token, _)| token.capital)
}
