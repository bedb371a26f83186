//! Which of the names found in a text are mentions: the leftmost, and of those the longest.

use unspool_lexicon::{Hit, Names, Sense};

use crate::view::View;

/// The names and agent nouns of a text.
pub(crate) struct Mentions {
    /// Names of actors, places and shields that do not overlap, in order.
    pub names: Vec<Hit>,
    /// Agent nouns and modifiers, by start, longer ones first.
    pub nouns: Vec<Hit>,
}

/// Finds them. What touches a link or a handle is none.
pub(crate) fn find(view: &View<'_>, names: &Names) -> Mentions {
    let mut mentions = Mentions { names: Vec::new(), nouns: Vec::new() };
    let mut covered = 0;
    for hit in names.hits(view.text, &view.folded) {
        if view.is_masked(hit.start..hit.end) {
            continue;
        }
        let is_noun = |sense: Sense| matches!(sense, Sense::Agent(_) | Sense::AgentModifier);
        if names.senses(hit).any(is_noun) {
            mentions.nouns.push(hit);
        }
        // Hits come by start, the longest first: the first that is not covered wins.
        if hit.start >= covered && names.senses(hit).any(|sense| !is_noun(sense)) {
            covered = hit.end;
            mentions.names.push(hit);
        }
    }
    mentions
}
