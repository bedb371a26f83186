//! Objects in front of their figures: `the number of troops rose to 3,000`, `puts civilian deaths at 413`.

use std::ops::Range;

use unspool_lexicon::{Figures, WordClass};

use super::FoundFigure;
use super::noun_phrase::counted;
use super::plurals::is_plural;
use crate::slavic::is_cyrillic;
use crate::view::View;

/// `the number of Rwandan troops inside Congo rose to 3,000`, `puts civilian deaths at 413`: an object in front of its figure.
pub(super) fn before(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> Option<Range<usize>> {
    /// Most tokens that are gone back, so that a sentence of megabytes costs no square.
    const FARTHEST: usize = 40;
    let sentence = view.sentence(figure.span.start);
    let at = view.token_at(figure.span.start);
    let tokens = view.token_at(sentence.start).max(at.saturating_sub(FARTHEST))..at;
    numbered(view, figure, tokens.clone(), figures).or_else(|| put(view, figure, tokens, figures))
}

/// What stands behind the last `number of` in `tokens`, if it is joined to the figure.
fn numbered(view: &View<'_>, figure: &FoundFigure, mut tokens: Range<usize>, figures: &Figures) -> Option<Range<usize>> {
    /// Most words between the object and its figure.
    const FARTHEST: usize = 24;
    // `кількість атак`: a genitive needs no `of`.
    let genitive = |at: usize| view.token_text(at).starts_with(is_cyrillic) && view.token(at + 1).is_some();
    let counts = |at: usize| view.is_small(at, WordClass::Counting) && (view.is_text(at + 1, "of") || genitive(at));
    let first = tokens.rfind(|&at| counts(at))?;
    let object = counted(view, first + if genitive(first) { 1 } else { 2 }, false, true, figures)?;
    let between = view.folded.get(object.end..figure.span.start)?.trim_end();
    // `зросла до 22` is a cue as a whole, and its verb says what the figure is.
    let cue = || figures.cues_before.ends(between).map_or(between, |(start, _)| between[..start].trim_end());
    let between = between.strip_suffix(" до").unwrap_or_else(cue);
    // `is from 40 to 55 thousand`
    let range = figure.low.is_some().then(|| [" from", " between"].iter().find_map(|word| between.strip_suffix(word))).flatten();
    let between = range.unwrap_or(between);
    // `is now 2,700`
    let mut words = between.split_whitespace().rev().skip_while(|word| figures.is(word, WordClass::Adverb));
    let last = words.next().unwrap_or_default();
    // `increased from 50 to 200`
    let mut changed = || last == "from" && words.next().is_some_and(|word| figures.is(word, WordClass::Change));
    // `the number of civilians — 1,662 — was`
    let joined = between.ends_with([':', '—', '–']) || figures.is(last, WordClass::Amounting) || changed();
    let near = between.split_whitespace().count() <= FARTHEST && !between.contains(|c: char| c.is_ascii_digit());
    (joined && near).then_some(object)
}

/// The plural between a verb of putting in `tokens` and the `at` before the figure, unless it is a noun of figures.
fn put(view: &View<'_>, figure: &FoundFigure, tokens: Range<usize>, figures: &Figures) -> Option<Range<usize>> {
    let head = view.folded[..figure.span.start].trim_end();
    let head = figures.cues_before.ends(head).map_or(head, |(start, _)| head[..start].trim_end());
    let at = head.strip_suffix(" at").map(str::len)?;
    let verb = tokens.clone().rev().find(|&at| view.is_small(at, WordClass::Putting))?;
    // `puts the dead at 70 and the missing at 12`
    let first = (verb..tokens.end).rev().find(|&at| at == verb || view.folded_token(at) == "and")? + 1;
    let determined = view.is_small(first, WordClass::Determiner);
    let object = counted(view, first + usize::from(determined), false, false, figures).filter(|object| object.end == at)?;
    let noun = view.token_at(object.end).checked_sub(1)?;
    let counts = is_plural(view, noun) && !view.is(noun, WordClass::FigureNoun);
    counts.then_some(object)
}
