//! Who says how many: figures and the mentions that they are attributed to.
//!
//! Precision comes first. A figure has a source only where a phrase of the attribution table ties a
//! mention of its own sentence to it; several phrases compete by nearness, and a figure that another
//! mention and phrase claim from nearer is not shared.

use std::ops::Range;

use unspool_lexicon::{Attribution, Figures, is_word};

use crate::actors::FoundActor;
use crate::quantities::FoundFigure;
use crate::view::View;

/// A mention with its phrase.
struct Claim {
    actor: usize,
    cue: Range<usize>,
    /// Where the figures may stand.
    reach: Reach,
}

enum Reach {
    /// Behind the phrase.
    Behind,
    /// Right behind it.
    RightBehind,
    /// Anywhere in the sentence.
    Anywhere,
    /// In front of it.
    InFront,
}

/// Sets `source`, `source_actor_id` and `cue` of figures, and marks the mentions as sources.
pub(crate) fn attribute(view: &View<'_>, found: &mut [FoundFigure], actors: &mut [FoundActor], figures: &Figures) {
    let mut current: Option<(Range<usize>, Vec<Claim>)> = None;
    for figure in found {
        let sentence = view.sentence(figure.span.start);
        if current.as_ref().is_none_or(|(range, _)| *range != sentence) {
            let claims = claims(view, &sentence, actors, figures);
            current = Some((sentence.clone(), claims));
        }
        let Some((_, claims)) = &current else { continue };
        let nearest = claims
            .iter()
            .filter_map(|claim| distance(view, claim, &figure.span, &actors[claim.actor]).map(|distance| (distance, claim)))
            .min_by_key(|&(distance, _)| distance);
        if let Some((_, claim)) = nearest {
            let actor = &mut actors[claim.actor];
            actor.source = true;
            figure.source = Some(view.text[actor.span.clone()].to_owned());
            figure.source_actor_id.clone_from(&actor.actor_id);
            figure.cue = Some(view.text[claim.cue.clone()].to_owned());
        }
    }
}

/// Every mention of a sentence that a phrase makes a source.
fn claims(view: &View<'_>, sentence: &Range<usize>, actors: &[FoundActor], figures: &Figures) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, actor) in actors.iter().enumerate() {
        if actor.span.start < sentence.start || actor.span.end > sentence.end {
            continue;
        }
        claims.extend(behind_mention(view, sentence, index, actor, figures));
        claims.extend(before_mention(view, sentence, index, actor, figures));
    }
    claims
}

/// `Kyiv says …`, `Kyiv has also said …`, `South Korean estimates of …`, `…, Kyiv says`.
fn behind_mention(
    view: &View<'_>,
    sentence: &Range<usize>,
    index: usize,
    actor: &FoundActor,
    figures: &Figures,
) -> Option<Claim> {
    let mut at = actor.span.end;
    let rest = &view.text[at..sentence.end];
    if let Some(possessive) = ["'s", "’s"].iter().find(|form| rest.starts_with(**form)) {
        at += possessive.len();
    }
    // An adverb or auxiliary may stand between: `has`, `have`, `also`, `now`.
    for _ in 0..3 {
        let rest = &view.text[at..sentence.end];
        let word_at = at + rest.len() - rest.trim_start_matches(' ').len();
        if let Some((length, pattern)) = figures.attribution.starts(&view.text[word_at..sentence.end]) {
            let cue = word_at..word_at + length;
            let reach = match pattern {
                Attribution::Verb if closes_clause(view, sentence, &cue, actor) => Reach::InFront,
                Attribution::Verb => Reach::Behind,
                Attribution::Noun => Reach::RightBehind,
                _ => return None,
            };
            return Some(Claim { actor: index, cue, reach });
        }
        let word: String = view.text[word_at..sentence.end].chars().take_while(|&c| is_word(c)).collect();
        if !matches!(
            word.as_str(),
            "has" | "have" | "had" | "also" | "now" | "later" | "itself" | "themselves" | "today" | "yesterday"
        ) {
            return None;
        }
        at = word_at + word.len();
    }
    None
}

/// `300 were killed, Kyiv says.`: the phrase ends the sentence and a comma stands before the mention.
fn closes_clause(view: &View<'_>, sentence: &Range<usize>, cue: &Range<usize>, actor: &FoundActor) -> bool {
    let ends = view.text[cue.end..sentence.end].trim().is_empty();
    let head = view.text[sentence.start..actor.span.start].trim_end();
    let head = head.strip_suffix("the").map_or(head, str::trim_end);
    ends && head.ends_with([',', '"', '”', '–', '—', '-'])
}

/// `according to the UN`, `reported by Reuters`, `said the UN`.
fn before_mention(
    view: &View<'_>,
    sentence: &Range<usize>,
    index: usize,
    actor: &FoundActor,
    figures: &Figures,
) -> Option<Claim> {
    let mut head = view.text[sentence.start..actor.span.start].trim_end_matches(' ');
    head = ["the", "The", "a", "an", "its", "their"]
        .iter()
        .find_map(|article| head.strip_suffix(article).filter(|rest| !rest.ends_with(is_word)))
        .unwrap_or(head)
        .trim_end_matches(' ');
    let (start, pattern) = figures.attribution.ends(head)?;
    let cue = sentence.start + start..sentence.start + head.len();
    let reach = match pattern {
        Attribution::Before => Reach::Anywhere,
        Attribution::Passive => Reach::InFront,
        // `300 killed, said the ministry`: the verb follows a comma or a quotation.
        Attribution::Verb if head[..start].trim_end().ends_with([',', '"', '”']) => Reach::InFront,
        _ => return None,
    };
    Some(Claim { actor: index, cue, reach })
}

/// How far a claim is from a figure, if it reaches it.
fn distance(view: &View<'_>, claim: &Claim, figure: &Range<usize>, actor: &FoundActor) -> Option<usize> {
    let behind = figure.start.checked_sub(claim.cue.end);
    let in_front = claim.cue.start.min(actor.span.start).checked_sub(figure.end);
    match claim.reach {
        Reach::Behind => behind,
        Reach::RightBehind => behind.filter(|_| right_behind(&view.text[claim.cue.end..figure.start])),
        Reach::InFront => in_front,
        Reach::Anywhere => behind.or(in_front),
    }
}

/// Nothing but a modifier of a few words between a phrase and its figure.
fn right_behind(between: &str) -> bool {
    between.split_whitespace().count() <= 3 && !between.contains([',', ';', '(', ')'])
}
