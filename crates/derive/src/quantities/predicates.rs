//! Participles behind a figure that count nobody: `over 40 soldiers were killed and 30 injured` is of soldiers.

use unspool_lexicon::WordClass;

use super::FoundFigure;
use crate::view::{Kind, View};

/// Gives figures in front of such a participle what was counted before.
pub(super) fn share(view: &View<'_>, found: &mut [FoundFigure]) {
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let earlier = before.iter().rev().find(|figure| figure.object.is_some());
        let (Some(earlier), Some(figure)) = (earlier, rest.first_mut()) else { continue };
        if is_predicate(view, earlier, figure) {
            (figure.object, figure.object_elided) = (earlier.object.clone(), true);
        }
    }
}

/// Whether the object of a figure says what happened to that of the one before it.
fn is_predicate(view: &View<'_>, earlier: &FoundFigure, figure: &FoundFigure) -> bool {
    /// Most words between what was counted and the figure: `were killed and another`.
    const MOST: usize = 6;
    let (Some(counted), Some(own)) = (&earlier.object, &figure.object) else { return false };
    let between = view.token_at(counted.end.max(earlier.span.end))..view.token_at(figure.span.start);
    let participle = |at: usize| view.is(at, WordClass::Suffering) && view.folded_token(at).ends_with("ed");
    let noun = view.token_at(own.start);
    let alone =
        figure.span.end < own.start && view.tokens.get(noun).is_some_and(|token| token.end == own.end) && participle(noun);
    // `40 people were killed and 30 injured were taken away`
    let acts = view.token(noun + 1).is_some_and(|(token, _)| {
        token.kind == Kind::Word && (view.is(noun + 1, WordClass::Auxiliary) || view.is_text(noun + 1, "who"))
    });
    alone
        && !acts
        && between.len() <= MOST
        && !participle(view.token_at(counted.start))
        && between.clone().all(|at| !matches!(view.folded_token(at), "." | ";"))
        && between.clone().any(participle)
}
