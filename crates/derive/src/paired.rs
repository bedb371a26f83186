//! Persons that the one beside them makes known: `Tarnosh and Berg left`, `Berg/Tarnosh`. A surname alone at the beginning of a
//! sentence, or behind a slash, says too little to the model of names.

use std::ops::Range;

use unspool_lexicon::Lexicons;

use crate::tagger::{Name, NameKind, Word};
use crate::titled;
use crate::view::View;

/// What joins two persons.
const JOINTS: [&str; 3] = [" and ", "/", " & "];

/// The names of the model with those that the persons among them make known, in order. `is_taken` says what is explained already.
pub(crate) fn with_partners(
    view: &View<'_>,
    mut names: Vec<Name>,
    lexicons: &Lexicons,
    is_taken: impl Fn(&Range<usize>) -> bool,
) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let free = |span: &Range<usize>, names: &[Name]| {
        let at = names.partition_point(|name| name.span.end <= span.start);
        names.get(at).is_none_or(|name| span.end <= name.span.start) && !is_taken(span)
    };
    for name in names.iter().filter(|name| name.kind == NameKind::Person) {
        let (start, end) = (name.span.start, name.span.end);
        let before = JOINTS.iter().find_map(|joint| view.text[..start].strip_suffix(joint)).map(str::len);
        let behind = JOINTS.iter().find(|joint| view.text[end..].starts_with(**joint)).map(|joint| end + joint.len());
        let first = before.and_then(|end| view.token_at(end).checked_sub(1)).filter(|&at| Some(view.tokens[at].end) == before);
        let second = behind.map(|start| view.token_at(start)).filter(|&at| {
            let token = view.tokens.get(at);
            token.is_some_and(|token| Some(token.start) == behind)
        });
        for at in [first, second].into_iter().flatten() {
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
