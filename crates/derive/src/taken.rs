//! What of a text is explained already. Mentions share no byte: who finds further names asks here, and what is found is taken.

use std::ops::Range;

use unspool_lexicon::{Hit, Lexicons, Sense};

use crate::actors::FoundActor;
use crate::mentions::Mentions;
use crate::places::FoundPlace;
use crate::spans;

/// Spans that nothing new may touch, in order of where they begin.
pub(crate) struct Taken(Vec<Range<usize>>);

impl Taken {
    /// The names of the lexicons, also those that are none where they stand.
    pub fn by_names(mentions: &Mentions) -> Self {
        Self(mentions.names.iter().map(|hit| hit.start..hit.end).collect())
    }

    /// Those, and what has been found.
    pub fn by_all(mentions: &Mentions, actors: &[FoundActor], places: &[FoundPlace]) -> Self {
        Self::with(Self::by_names(mentions).0, actors, places)
    }

    /// What has been found, and the names that the lexicons know as nothing.
    pub fn by_found(mentions: &Mentions, lexicons: &Lexicons, actors: &[FoundActor], places: &[FoundPlace]) -> Self {
        let is_shield = |hit: &&Hit| lexicons.names.senses(**hit).any(|sense| sense == Sense::Shield);
        let shields = mentions.names.iter().filter(is_shield).map(|hit| hit.start..hit.end);
        Self::with(shields.collect(), actors, places)
    }

    fn with(mut spans: Vec<Range<usize>>, actors: &[FoundActor], places: &[FoundPlace]) -> Self {
        spans.extend(actors.iter().map(|actor| actor.span.clone()));
        spans.extend(places.iter().map(|place| place.span.clone()));
        spans.sort_by_key(|span| (span.start, span.end));
        Self(spans)
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[Range<usize>] {
        &self.0
    }

    /// Whether a span has a byte of what is taken.
    pub fn touches(&self, span: &Range<usize>) -> bool {
        spans::overlap(&self.0, Clone::clone, span)
    }

    /// The end of what is taken in front of byte `end` and behind it, else `end`.
    pub fn end_over(&self, end: usize) -> usize {
        let last = spans::overlapping(&self.0, Clone::clone, &(end.saturating_sub(1)..end)).last();
        last.map_or(end, |last| last.end.max(end))
    }

    /// Whether what a span touches lies in it.
    pub fn lies_in(&self, span: &Range<usize>) -> bool {
        spans::overlapping(&self.0, Clone::clone, span).all(|other| span.start <= other.start && other.end <= span.end)
    }

    /// Takes those of some spans that are free, and gives them back. A finder asks word by word; a name that has grown over a word
    /// of another one, or over the one before it, is dropped here.
    pub fn take(&mut self, mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
        found.sort_by_key(|span| span.start);
        let mut reached = 0;
        found.retain(|span| {
            let free = reached <= span.start && !self.touches(span);
            if free {
                reached = span.end;
            }
            free
        });
        if !found.is_empty() {
            self.0.extend(found.iter().cloned());
            self.0.sort_by_key(|span| span.start);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn what_is_found_is_taken_once() {
        let mut taken = Taken(vec![4..6]);
        assert_eq!(taken.take(vec![10..12, 0..3, 5..8, 11..14]), [0..3, 10..12]);
        assert_eq!(taken.take(vec![2..4, 6..10, 12..13]), [6..10, 12..13]);
        assert!(taken.touches(&(9..10)) && taken.touches(&(3..5)) && !taken.touches(&(3..4)) && !taken.touches(&(13..20)));
        assert_eq!([taken.end_over(5), taken.end_over(6), taken.end_over(15)], [6, 6, 15]);
        assert!(taken.lies_in(&(3..10)) && taken.lies_in(&(13..20)) && !taken.lies_in(&(3..9)));
    }
}
