//! How far a claim reaches: which figures of its sentence a source and its phrase are for.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass};

use super::{Claim, Reader};

/// Most bytes between a claim and a figure. Longer sentences are lists, and a sentence of megabytes must not cost a square.
const LONGEST_REACH: usize = 1_000;

/// Where the figures of a claim may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Behind the phrase.
    Behind,
    /// Right behind it.
    RightBehind,
    /// Anywhere in the sentence.
    Anywhere,
    /// In front of it.
    InFront,
    /// Right in front of it.
    RightInFront,
    /// In front of it with what is counted.
    InFrontOfBracket,
}

impl Reader<'_, '_> {
    /// How far a claim is from a figure, if it reaches it.
    pub(super) fn distance(&self, claim: &Claim, figure: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let near = |distance: &usize| *distance <= LONGEST_REACH;
        let behind = figure.start.checked_sub(claim.cue.end.max(source.end)).filter(near);
        let from = self.behind_opening_turn(claim, source).unwrap_or(claim.cue.end);
        let behind =
            behind.filter(|_| !self.clause_between(from, figure.start) && !self.said_between(claim.cue.end, figure.start));
        let in_front = claim.cue.start.min(source.start).checked_sub(figure.end).filter(near);
        match claim.reach {
            Reach::Behind => behind,
            Reach::RightBehind => behind.filter(|_| right_behind(&self.view.text[claim.cue.end..figure.start])),
            Reach::InFront => in_front.filter(|_| {
                let end = claim.cue.start.min(source.start);
                // `60% intact (Katz), "never lost" (Hamas)`: each bracket has its own.
                let bracketed = self.view.text[claim.cue.clone()] == *"(" && self.view.text[figure.end..end].contains(')');
                !bracketed && !self.clause_between(self.behind_while(figure.end, end), end)
            }),
            Reach::RightInFront => in_front.filter(|_| self.view.text[figure.end..claim.cue.start].trim().is_empty()),
            Reach::InFrontOfBracket => in_front.filter(|_| is_object(&self.view.text[figure.end..claim.cue.start])),
            Reach::Anywhere => behind.or(in_front),
        }
    }

    /// `According to Kyiv, even though 40 are left`: where the words end that begin a clause right behind a source and a comma, with the
    /// phrase in front of both.
    fn behind_opening_turn(&self, claim: &Claim, source: &Range<usize>) -> Option<usize> {
        let rest = self.view.folded.get(source.end..)?.strip_prefix(", ").filter(|_| claim.cue.end <= source.start)?;
        let turn = rest.strip_prefix("even ").unwrap_or(rest);
        let (length, ()) = self.lexicons.figures.turns.starts(turn)?;
        Some(self.view.text.len() - turn.len() + length)
    }

    /// `40 died while 12 were hurt, Kyiv said`: where the conjunction ends that only joins two clauses of what a source closes, else
    /// where the first one begins.
    fn behind_while(&self, from: usize, to: usize) -> usize {
        let joint = self.view.folded[from..to].find(" while ").map(|at| at + " while ".len());
        joint.filter(|joint| !self.view.folded[from..from + joint].contains([',', ';'])).map_or(from, |joint| from + joint)
    }

    /// `Amnesty says 100, the state says 45`: whether a noun that is no source says what stands behind it.
    fn said_between(&self, from: usize, to: usize) -> bool {
        let verb = |at: usize| {
            self.lexicons.figures.attribution.get(self.view.folded_token(at)).is_some_and(|&verb| verb == Attribution::Verb)
        };
        let noun = |at: usize| self.view.is_text(at, "the") && self.view.token(at + 1).is_some_and(|(noun, _)| !noun.capital);
        let (first, end) = (self.view.token_at(from), self.view.token_at(to));
        // `the WHO counting 16 dead and a report finding 40`
        let finds = |at: usize| self.view.is(at - 1, WordClass::Reporting) && self.view.folded_token(at).ends_with("ing");
        (first + 2..end).any(finds)
            || (first + 2..end).any(|at| noun(at - 2) && self.view.tokens[at].is(WordClass::Verb) && verb(at))
    }

    /// Whether a new clause with a subject of its own begins between two places.
    fn clause_between(&self, from: usize, to: usize) -> bool {
        let turns = &self.lexicons.figures.turns;
        let begins = |at: usize| {
            let start = self.view.tokens[at].start;
            turns.starts(&self.view.folded[start..]).is_some_and(|(length, ())| start + length <= to)
        };
        (self.view.token_at(from)..self.view.token_at(to)).any(begins)
    }
}

/// Whether nothing but what may be counted stands in a text: a few words without a sign.
fn is_object(text: &str) -> bool {
    /// Most words.
    const MOST: usize = 6;
    let words = text.split_whitespace().count();
    (1..=MOST).contains(&words) && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
}

/// Nothing but a modifier of a few words between a phrase and its figure, and no further clause: `Kyiv's estimate, and two officials`.
fn right_behind(between: &str) -> bool {
    let further = [", and ", ", but "].iter().any(|joint| between.starts_with(joint));
    !further
        && between.split_whitespace().count() <= 5
        && !between.contains(|c: char| matches!(c, ';' | '(' | ')') || c.is_ascii_digit())
}
