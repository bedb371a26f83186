//! The weighted terms of the taxonomy that a post holds, summed a topic.

use std::ops::Range;

use unspool_lexicon::{TopicHit, TopicLexicon};
use unspool_model::ActorKind;

use crate::actors::FoundActor;
use crate::spans;
use crate::view::View;

/// What speaks for one topic.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// The weights of the evidence.
    pub weight: f64,
    /// Bytes of the terms and actors, in text order.
    pub evidence: Vec<Range<usize>>,
}

/// An actor whose sector speaks for a topic.
struct Signal<'a> {
    topic: usize,
    weight: f64,
    actor: &'a FoundActor,
}

/// A piece of evidence: a term, or an actor.
struct Piece {
    span: Range<usize>,
    weight: f64,
    /// Which term it is.
    term: Option<usize>,
}

/// The sum of every topic of the taxonomy, in its order.
pub(super) fn of(view: &View<'_>, actors: &[FoundActor], lexicon: &TopicLexicon) -> Vec<Sum> {
    let mut hits: Vec<TopicHit> = lexicon.hits(view.text, &view.folded);
    // `Алексей Арестович` speaks of no arrest.
    let persons = actors.iter().any(|actor| actor.kind == ActorKind::Person);
    let of_person = |span: &Range<usize>| {
        persons && spans::overlapping(actors, |actor| actor.span.clone(), span).any(|actor| actor.kind == ActorKind::Person)
    };
    let silent = |hit: &TopicHit, span: &Range<usize>| view.is_masked(span.clone()) || hit.any_case && of_person(span);
    hits.retain(|hit| !silent(hit, &(hit.start..hit.end)));
    let mut signals: Vec<Signal<'_>> = Vec::with_capacity(actors.len());
    for actor in actors {
        let topics = actor.sector.as_deref().map_or(&[][..], |sector| lexicon.sector(sector));
        signals.extend(topics.iter().map(|&(topic, weight)| Signal { topic, weight, actor }));
    }
    // Stable, so that what speaks for one topic stays in the order of the text.
    hits.sort_by_key(|hit| hit.topic);
    signals.sort_by_key(|signal| signal.topic);
    let (mut hits, mut signals) = (hits.as_slice(), signals.as_slice());
    let sum = |topic| {
        let (own, rest) = hits.split_at(hits.partition_point(|hit| hit.topic == topic));
        let (speaking, others) = signals.split_at(signals.partition_point(|signal| signal.topic == topic));
        (hits, signals) = (rest, others);
        if own.is_empty() && speaking.is_empty() { Sum::default() } else { sum_of(own, speaking) }
    };
    (0..lexicon.ids().len()).map(sum).collect()
}

/// The sum of the weights that speak for a topic.
fn sum_of(hits: &[TopicHit], signals: &[Signal<'_>]) -> Sum {
    // Hits begin in text order. No scan of them all: a text of megabytes has as many.
    let longest = hits.iter().map(|hit| hit.end - hit.start).max().unwrap_or_default();
    let near = |start: usize, end: usize| {
        let from = hits.partition_point(|other| other.start + longest < start);
        hits[from..].iter().take_while(move |other| other.start < end)
    };
    let overruled = |hit: &TopicHit| !hit.against && near(hit.start, hit.end).any(|other| other.against && hit.start < other.end);
    let mut evidence: Vec<Piece> = Vec::with_capacity(hits.len() + signals.len());
    for hit in hits.iter().filter(|hit| hit.weight > 0.0 && !overruled(hit)) {
        // A term that lies in a longer one of the same topic is the same evidence.
        let inside = near(hit.start, hit.end).any(|other| {
            !other.against && other.start <= hit.start && hit.end <= other.end && (other.end - other.start > hit.end - hit.start)
        });
        // Of two terms on the same words the stronger one counts.
        if let Some(piece) = evidence.iter_mut().find(|piece| piece.span == (hit.start..hit.end)) {
            piece.weight = piece.weight.max(hit.weight);
        } else if !inside && !evidence.iter().any(|piece| piece.term == Some(hit.term)) {
            evidence.push(Piece { span: hit.start..hit.end, weight: hit.weight, term: Some(hit.term) });
        }
    }
    for &Signal { weight, actor, .. } in signals {
        // What a term has said of the same words is not said again.
        if !evidence.iter().any(|piece| piece.span.start < actor.span.end && actor.span.start < piece.span.end) {
            evidence.push(Piece { span: actor.span.clone(), weight, term: None });
        }
    }
    // Summed in text order, so that the order of floats never varies.
    evidence.sort_by_key(|piece| (piece.span.start, piece.span.end));
    let weight: f64 = evidence.iter().map(|piece| piece.weight).sum();
    // A hair more than the sum, so that 0.6 and 0.4 make one.
    let weight = if evidence.is_empty() { 0.0 } else { weight + 1e-9 };
    Sum { weight, evidence: evidence.into_iter().map(|piece| piece.span).collect() }
}
