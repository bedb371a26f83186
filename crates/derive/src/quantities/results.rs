//! Results of votes and polls in lists: `Ruiz 46 seats, Berg 27`, `Ruiz 67% of the vote, Berg 30`, `Kast 58.2 - Jara 41.8`.

use std::ops::RangeInclusive;

use unspool_model::{QuantityKind, Trend};

use super::FoundFigure;
use super::plurals::is_plural;
use super::shared_units::is_bare;
use crate::numerals::Numeral;
use crate::possessive;
use crate::view::{Kind, View};

/// `46 seats, Taqaddum 27, State of Law 29`: whether a number behind a name in a list counts what the first one of the sentence does,
/// and is no number of the name.
pub(super) fn counts(view: &View<'_>, numeral: &Numeral) -> bool {
    /// Most words of a name, and most tokens back to the first figure.
    const MOST: [usize; 2] = [4, 60];
    let (start, end) = (numeral.tokens.start, numeral.tokens.end);
    let closed = view.token(end).is_none_or(|(_, text)| matches!(text, "," | ";" | "." | ")" | "and"));
    let of_name = |at: &usize| view.tokens[*at].capital || view.is_text(*at, "of");
    let name = (0..start).rev().take(MOST[0]).take_while(of_name).last();
    let listed = name
        .and_then(|name| name.checked_sub(1))
        .filter(|&joint| view.token(joint).is_some_and(|(_, text)| matches!(text, "," | ";" | "and")));
    let Some(joint) = listed.filter(|_| closed) else { return false };
    let sentence = view.sentence(view.tokens[joint].start).start;
    let first = view.token_at(sentence).max(joint.saturating_sub(MOST[1]));
    let counted = |at: usize| {
        let noun = view.token(at + 1).is_some_and(|(token, _)| token.kind == Kind::Word && !token.capital);
        view.tokens[at].kind == Kind::Number && noun && is_plural(view, at + 1)
    };
    (first..joint).any(counted)
}

/// `Kast 58.2 - Jara 41.8`: two figures with decimals behind names, which make up about all there is, are shares of votes.
pub(super) fn share(view: &View<'_>, found: &mut [FoundFigure]) {
    /// What two of several sides may have together, and most bytes between them.
    const MOST: (RangeInclusive<f64>, usize) = (80.0..=100.5, 60);
    let named = |figure: &FoundFigure| {
        let before = view.token_at(figure.span.start).checked_sub(1);
        let name = before.is_some_and(|name| view.tokens[name].capital && view.spaced(name, name + 1));
        name && is_bare(figure) && view.text[figure.span.clone()].contains('.')
    };
    for index in 1..found.len() {
        let (first, second) = (&found[index - 1], &found[index]);
        let gap = &view.text[first.span.end..second.span.start];
        let sum = first.value.zip(second.value).map(|(first, second)| first + second);
        let joined = gap.len() <= MOST.1 && !gap.contains(['.', ';', ':', '\n']);
        if joined && named(first) && named(second) && sum.is_some_and(|sum| MOST.0.contains(&sum)) {
            for figure in &mut found[index - 1..=index] {
                (figure.kind, figure.unit) = (QuantityKind::Percent, Some("%".to_owned()));
            }
        }
    }
}

/// `28% (-2)`, `lost two points and got 13 percent`, `20 and 29%`: what has come to a percentage or gone from it, points beside one, and
/// the first of two.
pub(super) fn points(view: &View<'_>, found: &mut [FoundFigure]) {
    let percent = |figure: &FoundFigure| figure.kind == QuantityKind::Percent;
    for index in 0..found.len() {
        let figure = &found[index];
        let text = &view.text[figure.span.clone()];
        let before = index.checked_sub(1).map(|before| &found[before]).filter(|before| percent(before));
        let bracketed = before.is_some_and(|before| view.text[before.span.end..figure.span.start] == *" (");
        let changed = bracketed && text.starts_with(['+', '-', '−']) && view.text[figure.span.end..].starts_with(')');
        let behind = found.get(index + 1).filter(|next| percent(next));
        let pair = behind.is_some_and(|next| matches!(&view.text[figure.span.end..next.span.start], " and " | " or "));
        if is_bare(figure) && (changed || pair) {
            let trend = if text.starts_with('+') { Trend::Up } else { Trend::Down };
            let figure = &mut found[index];
            (figure.kind, figure.unit) = (QuantityKind::Percent, Some("%".to_owned()));
            figure.trend = if changed { Some(trend) } else { figure.trend };
            continue;
        }
        let points = figure
            .object
            .clone()
            .filter(|object| figure.kind == QuantityKind::Count && matches!(&view.folded[object.clone()], "point" | "points"));
        let sentence = view.sentence(figure.span.start);
        let beside = || found.iter().any(|other| percent(other) && sentence.contains(&other.span.start));
        if let Some(points) = points.filter(|points| points.start == figure.span.end + 1 && beside()) {
            let figure = &mut found[index];
            (figure.kind, figure.unit, figure.object) = (QuantityKind::Percent, Some("%".to_owned()), None);
            figure.span.end = points.end;
        }
    }
}

/// `Zelvia leads with 4.48%, Tarnia 4.00, Orsk 3.73`, `gave Ruiz 67% of the vote, Berg 30`: a figure that ends a clause, behind a name
/// in a list of percentages; or one with decimals behind whose it is (`40.5%, ahead of Berg's 39.2`).
pub(super) fn is_share(view: &View<'_>, first: &FoundFigure, second: &FoundFigure) -> bool {
    /// Most words of a name, and between the two.
    const MOST: [usize; 2] = [3, 6];
    let gap = &view.text[first.span.end..second.span.start];
    let of_vote = [" of the vote", " of votes"].iter().find_map(|of| gap.strip_prefix(of));
    let name = of_vote.unwrap_or(gap).strip_prefix(',').unwrap_or_default().trim();
    let name = name.strip_suffix(" at").unwrap_or(name);
    let named = !name.is_empty() && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let decimals = view.text[second.span.clone()].contains(['.', ',']);
    let ends = || {
        let behind = &view.text[second.span.end..];
        behind.is_empty() || behind.starts_with(['.', ',', ';', ')', '\n']) || behind.starts_with(" and ")
    };
    let listed = named && (decimals || ends()) && name.split(' ').count() <= MOST[0];
    let owned = || possessive::owns_next(gap);
    let clause = || !gap.contains(['.', ';', ':', '\n']) && gap.split_whitespace().count() <= MOST[1];
    let share = listed || decimals && owned() && clause() || is_dated(gap);
    first.kind == QuantityKind::Percent && share && second.value.is_some_and(|value| value < 100.0)
}

/// `38% in June, 43 in Oct, now 40`: whether the date of the first of two levels is all that stands between them.
fn is_dated(gap: &str) -> bool {
    /// Most words of a date.
    const MOST: usize = 3;
    let later = gap.trim_end();
    let later = [" now", " then", " and"].iter().find_map(|word| later.strip_suffix(word)).unwrap_or(later);
    let date = later.trim_end().strip_suffix(',').and_then(|date| date.strip_prefix(" in "));
    date.is_some_and(|date| {
        !date.contains([',', '.', ';']) && date.split(' ').count() <= MOST && date.starts_with(char::is_uppercase)
    })
}
