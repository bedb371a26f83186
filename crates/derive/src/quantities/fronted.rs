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
    numbered(view, figure, tokens.clone(), figures)
        .or_else(|| put(view, figure, tokens, figures))
        .or_else(|| taken_of(view, figure, &sentence, figures))
        .or_else(|| estimated(view, figure, &sentence, figures))
}

/// The text of a sentence in front of a figure and its modifier, in small letters.
fn head<'v>(view: &'v View<'_>, figure: &FoundFigure, sentence: &Range<usize>, figures: &Figures) -> &'v str {
    let head = view.folded[sentence.start..figure.span.start].trim_end();
    figures.cues_before.ends(head).map_or(head, |(start, _)| head[..start].trim_end())
}

/// `Of the aircraft, 15 had crossed`: what a sentence opens with, a part of which a figure is.
fn taken_of(view: &View<'_>, figure: &FoundFigure, sentence: &Range<usize>, figures: &Figures) -> Option<Range<usize>> {
    let front = head(view, figure, sentence, figures).strip_suffix(',')?.trim_end();
    let opens = ["of the ", "of these ", "of those ", "of its ", "of their ", "among the "];
    let of = opens.into_iter().find(|of| front.trim_start().starts_with(of))?;
    let start = sentence.start + front.len() - front.trim_start().len() + of.len();
    let object = counted(view, view.token_at(start), false, false, figures)?;
    (object.end == sentence.start + front.len()).then_some(object)
}

/// `the residents, estimated at around 300,000`: a plural in front of the comma and the participle of a figure.
fn estimated(view: &View<'_>, figure: &FoundFigure, sentence: &Range<usize>, figures: &Figures) -> Option<Range<usize>> {
    let front = head(view, figure, sentence, figures);
    let front = ["estimated at", "numbered at", "put at", "numbering"]
        .into_iter()
        .find_map(|participle| front.strip_suffix(participle))?;
    let end = sentence.start + front.trim_end().strip_suffix(',')?.trim_end().len();
    let noun =
        view.token_at(end).checked_sub(1).filter(|&noun| is_plural(view, noun) && !view.is(noun, WordClass::FigureNoun))?;
    // `the few remaining residents`
    let modifies = |&at: &usize| {
        let small = view.token(at).is_some_and(|(token, text)| !token.capital && text.chars().all(char::is_alphabetic));
        small && !view.is(at, WordClass::Function) && view.spaced(at, at + 1) && !is_plural(view, at)
    };
    let first = (0..noun).rev().take_while(modifies).take(2).last().unwrap_or(noun);
    Some(view.tokens[first].start..end)
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
