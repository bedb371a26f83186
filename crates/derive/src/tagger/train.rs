//! Training: a linear-chain conditional random field over sentences with their names, by stochastic
//! gradients of the log-likelihood.
//!
//! Repeatable: sentences are taken in an order that a fixed generator shuffles, sums are in a fixed
//! order, and nothing depends on the machine.

use unspool_lexicon::Lexicons;

use super::Name;
use super::features::{self, Sight, Table};
use super::model::{BUCKETS, LABELS, Tagger, beginning, may_follow};
use crate::links;
use crate::mentions;
use crate::view::View;

/// A text with its names.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The text.
    pub text: String,
    /// Its names, in order, none overlapping.
    pub names: Vec<Labelled>,
    /// How much it counts beside others, which have 1.
    pub weight: f32,
}

/// A name of a sentence that is learned from.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The name.
    pub name: Name,
    /// How much of it is seen.
    pub sight: Sight,
}

struct Example {
    table: Table,
    labels: Vec<u8>,
    weight: f32,
}

/// Weights, and the sums of squared gradients that scale their steps (`AdaGrad`).
struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    transitions: Vec<f32>,
    transition_squares: Vec<f32>,
}

/// Step of the gradient.
const RATE: f32 = 0.04;
/// Pull of a weight towards zero, each time its feature is seen.
const DECAY: f32 = 0.05;
/// Log-odds taken from `outside` in the finished model: training sees few names a token and so misses
/// more than it invents.
const OUTSIDE: f32 = 1.0;
/// Largest weight of the finished model.
const LARGEST: f32 = 1.2;

/// Trains a model on `sentences`, `epochs` times through them.
#[must_use]
pub fn train(sentences: &[Sentence], lexicons: &Lexicons, epochs: usize) -> Tagger {
    let examples: Vec<Example> = sentences.iter().map(|sentence| example(sentence, lexicons)).collect();
    let mut learner = Learner {
        weights: vec![0.0; BUCKETS * LABELS],
        squares: vec![1e-6; BUCKETS * LABELS],
        transitions: vec![0.0; (LABELS + 1) * LABELS],
        transition_squares: vec![1e-6; (LABELS + 1) * LABELS],
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::default();
    for _ in 0..epochs {
        shuffle(&mut order, &mut random);
        for &index in &order {
            learner.learn(&examples[index]);
        }
    }
    learner.model()
}

fn example(sentence: &Sentence, lexicons: &Lexicons) -> Example {
    let view = View::new(&sentence.text, &links::find(&sentence.text), None, lexicons);
    let mentions = mentions::find(&view, lexicons);
    let mut labels = vec![0_u8; view.tokens.len()];
    let mut sights = vec![Sight::Whole; view.tokens.len()];
    for Labelled { name, sight } in &sentence.names {
        let first = view.token_at(name.span.start);
        for index in (first..view.tokens.len()).take_while(|&index| view.tokens[index].start < name.span.end) {
            sights[index] = *sight;
            if !view.tokens[index].masked {
                labels[index] = beginning(name.kind) + u8::from(index > first);
            }
        }
    }
    Example { table: features::of_all(&view, &mentions, lexicons, &sights), labels, weight: sentence.weight }
}

/// A fixed generator (xorshift64*).
#[derive(Debug)]
pub(super) struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
}

impl Random {
    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(value).unwrap_or(0).checked_rem(end).unwrap_or(0)
    }
}

/// Fisher and Yates.
fn shuffle(order: &mut [usize], random: &mut Random) {
    for last in (1..order.len()).rev() {
        order.swap(last, random.below(last + 1));
    }
}

type Scores = [f32; LABELS];

const NEVER: f32 = f32::NEG_INFINITY;

impl Learner {
    /// One step up the gradient of the log-likelihood of an example.
    fn learn(&mut self, example: &Example) {
        let count = example.table.len();
        if count == 0 {
            return;
        }
        let scores: Vec<Scores> = (0..count).map(|token| self.scores(&example.table, token)).collect();
        let (forward, backward) = (self.forward(&scores), self.backward(&scores));
        let total = log_sum(forward[count - 1].into_iter());
        // All slopes of an example are taken at the same point.
        let transitions = self.transitions.clone();
        for token in 0..count {
            let wanted = usize::from(example.labels[token]);
            let slope: Scores = std::array::from_fn(|label| {
                let expected = (forward[token][label] + backward[token][label] - total).exp();
                f32::from(u8::from(label == wanted)) - expected
            });
            for &bucket in example.table.of(token) {
                let at = bucket as usize * LABELS;
                for (label, slope) in slope.iter().enumerate() {
                    step(&mut self.weights[at + label], &mut self.squares[at + label], *slope * example.weight);
                }
            }
            let reach = token.checked_sub(1).map(|before| forward[before]);
            let onward: Scores = std::array::from_fn(|label| scores[token][label] + backward[token][label] - total);
            self.learn_transitions(&transitions, example, token, reach, onward);
        }
    }

    /// The part of [`Self::learn`] that is about the step to one token: `reach` is the log of the paths to
    /// the token before, `onward` that of the paths from this one on, less all paths.
    fn learn_transitions(&mut self, old: &[f32], example: &Example, token: usize, reach: Option<Scores>, onward: Scores) {
        let wanted = usize::from(example.labels[token]);
        let before_wanted = token.checked_sub(1).map_or(LABELS, |before| usize::from(example.labels[before]));
        let befores = if reach.is_none() { LABELS..LABELS + 1 } else { 0..LABELS };
        for before in befores {
            for next in (0..LABELS).filter(|&next| allowed(before, next)) {
                let at = before * LABELS + next;
                let path = reach.map_or(0.0, |reach| reach[before]) + old[at] + onward[next];
                let observed = f32::from(u8::from(before == before_wanted && next == wanted));
                step(&mut self.transitions[at], &mut self.transition_squares[at], (observed - path.exp()) * example.weight);
            }
        }
    }

    fn scores(&self, table: &Table, token: usize) -> Scores {
        let mut sum = [0.0_f32; LABELS];
        for &bucket in table.of(token) {
            let at = bucket as usize * LABELS;
            for (sum, weight) in sum.iter_mut().zip(&self.weights[at..at + LABELS]) {
                *sum += weight;
            }
        }
        sum
    }

    /// Log of the sum over all paths that end in a label of a token.
    fn forward(&self, scores: &[Scores]) -> Vec<Scores> {
        let mut forward: Vec<Scores> = Vec::with_capacity(scores.len());
        for (token, own) in scores.iter().enumerate() {
            let last = token.checked_sub(1).map(|before| forward[before]);
            forward.push(std::array::from_fn(|next| match last {
                None if allowed(LABELS, next) => self.transitions[LABELS * LABELS + next] + own[next],
                None => NEVER,
                Some(last) => {
                    let ways = (0..LABELS).filter(|&before| allowed(before, next));
                    log_sum(ways.map(|before| last[before] + self.transitions[before * LABELS + next])) + own[next]
                }
            }));
        }
        forward
    }

    /// Log of the sum over all paths that go on from a label of a token.
    fn backward(&self, scores: &[Scores]) -> Vec<Scores> {
        let mut backward: Vec<Scores> = vec![[0.0; LABELS]; scores.len()];
        for token in (0..scores.len().saturating_sub(1)).rev() {
            let (behind, own) = (backward[token + 1], scores[token + 1]);
            backward[token] = std::array::from_fn(|before| {
                let ways = (0..LABELS).filter(|&next| allowed(before, next));
                log_sum(ways.map(|next| self.transitions[before * LABELS + next] + own[next] + behind[next]))
            });
        }
        backward
    }

    /// The weights as whole numbers of one byte. Few are beyond [`LARGEST`], and cutting them there costs nothing
    /// in cross-validation.
    fn model(mut self) -> Tagger {
        for before in 0..=LABELS {
            self.transitions[before * LABELS] -= OUTSIDE;
        }
        let scale = 127.0 / LARGEST;
        #[allow(clippy::cast_possible_truncation, reason = "clamped to the range of one byte")]
        let whole = |weight: f32| (weight * scale).round().clamp(-127.0, 127.0) as i8;
        let row = |row: &[f32]| std::array::from_fn(|label| row.get(label).map_or(0, |&weight| whole(weight)));
        let weights = self.weights.chunks_exact(LABELS).map(row).collect();
        #[allow(clippy::cast_possible_truncation, reason = "a few times the largest weight")]
        let transitions = self.transitions.iter().map(|score| (score * scale).round() as i32).collect();
        Tagger::new(weights, transitions)
    }
}

/// Whether `next` may stand behind `before`, which is `LABELS` at the beginning.
const fn allowed(before: usize, next: usize) -> bool {
    if before == LABELS { next == 0 || next % 2 == 1 } else { may_follow(before, next) }
}

fn step(weight: &mut f32, square: &mut f32, slope: f32) {
    let slope = slope - DECAY * *weight;
    *square += slope * slope;
    *weight += RATE * slope / square.sqrt();
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let largest = values.clone().fold(NEVER, f32::max);
    if largest == NEVER { NEVER } else { largest + values.map(|value| (value - largest).exp()).sum::<f32>().ln() }
}
