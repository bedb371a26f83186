//! What a figure counts: the noun phrase behind it, up to its head.

use std::ops::Range;

use unspool_lexicon::{Figures, WordClass};

use crate::view::{Kind, View};

/// Most words of a counted noun phrase.
const MOST_WORDS: usize = 6;

/// The noun phrase that begins at token `first`, as bytes. Without a tagger the head is the first
/// plural, or the last word before one that cannot be in a noun phrase.
pub(crate) fn counted(view: &View<'_>, first: usize, singular: bool, figures: &Figures) -> Option<Range<usize>> {
    let mut at = first;
    // `dozens of civilians`, `12 of the soldiers`.
    if view.token(at).is_some_and(|(_, text)| text == "of") {
        at += 1;
        if view.token(at).is_some_and(|(_, text)| matches!(text, "the" | "its" | "their" | "his" | "our" | "these" | "those")) {
            at += 1;
        }
    }
    let start = view.token(at)?.0.start;
    let mut end = None;
    for words in 0..MOST_WORDS {
        let Some((token, text)) = view.token(at) else { break };
        if token.kind == Kind::Mark
            && matches!(text, "-" | "‑")
            && end.is_some()
            && view.glued(at - 1, at)
            && view.glued(at, at + 1)
        {
            at += 1;
            continue;
        }
        let only_verb = figures.is(text, WordClass::Verb) && !figures.is(text, WordClass::Plural);
        if token.kind != Kind::Word || figures.is(text, WordClass::Function) || only_verb && words > 0 {
            break;
        }
        if only_verb {
            return None;
        }
        end = Some(token.end);
        at += 1;
        if is_plural(text, figures)
            || singular && words == 0 && !text.starts_with(char::is_uppercase) && !modifies(view, at, figures)
        {
            break;
        }
        // A possessive is a modifier of what follows: `3 of Ukraine's brigades`.
        if let Some((mark, apostrophe)) = view.token(at)
            && matches!(apostrophe, "'" | "’")
            && mark.start == token.end
        {
            at += 2;
        }
    }
    end.map(|end| start..end)
}

/// Whether a further noun follows, so that the word before was its modifier.
fn modifies(view: &View<'_>, next: usize, figures: &Figures) -> bool {
    view.token(next).is_some_and(|(token, text)| {
        token.kind == Kind::Word
            && !figures.is(text, WordClass::Function)
            && !figures.is(text, WordClass::Verb)
            && !text.ends_with("ed")
    })
}

fn is_plural(word: &str, figures: &Figures) -> bool {
    if figures.is(word, WordClass::Plural) {
        return true;
    }
    let small = word.to_lowercase();
    let latin = small.ends_with('s')
        && !small.ends_with("ss")
        && !small.ends_with("us")
        && !small.ends_with("is")
        && small.chars().count() > 3;
    latin && !figures.is(word, WordClass::Singular)
}
