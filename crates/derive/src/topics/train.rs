//! Training of the model: a logistic regression a topic, over posts whose topics are known.
//!
//! A post is an example twice: whole, and without its words, so that sums and counts alone decide where the words have no
//! clusters and no glosses that have any. The terms of the taxonomy are examples too: a term is a small post about its topic, read
//! by its words alone. Topics that a post may have are left out of its example. Repeatable: the steps are fixed in number
//! and order.

use std::collections::BTreeMap;

use unspool_lexicon::Lexicons;

use super::Found;
use super::model::TopicModel;
use super::signals::{self, Signal, Signals};
use super::sums::{self, Sum};
use crate::tagger::Tagger;
use crate::view::View;
use crate::{Reading, Subject};

/// A post whose topics are known.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The text.
    pub text: String,
    /// Ids of the topics that it has.
    pub must: Vec<String>,
    /// Ids of topics that it has to some readers.
    pub may: Vec<String>,
    /// How many times it counts.
    pub weight: f32,
}

/// Weight of a post without its words. Figures of this kind were chosen by cross-validation.
const WORDLESS: f32 = 0.3;
/// Weight of a term of the taxonomy.
const TERM: f32 = 0.2;
/// A term that weighs less in its topic says too little by itself.
const LEAST_TERM: f64 = 0.6;
/// Pull of the weights towards zero.
const DECAY: f64 = 1.0;
/// Steps down the gradient.
const STEPS: usize = 400;
/// Rounds that find the largest curvature.
const ROUNDS: usize = 30;

struct Example {
    signals: Vec<Signal>,
    /// Whether it has each topic; `None` where that is left open.
    wanted: Vec<Option<bool>>,
    weight: f32,
}

/// Trains a model of the topics of the taxonomy.
#[must_use]
pub fn train(posts: &[Labelled], lexicons: &Lexicons) -> TopicModel {
    let ids = lexicons.topics.ids().to_vec();
    let mut examples = Vec::new();
    for post in posts {
        let reading = Reading::of(&Subject::text(&post.text), lexicons, Tagger::embedded());
        let sums = sums::of(&reading.view, &reading.actors, &lexicons.topics);
        let signals = Signals::of(&reading.view, reading.found(), &sums.iter().collect::<Vec<_>>(), &lexicons.glosses);
        let wanted: Vec<Option<bool>> = ids
            .iter()
            .map(|id| if post.must.contains(id) { Some(true) } else { (!post.may.contains(id)).then_some(false) })
            .collect();
        let wordless = signals.wordless().to_vec();
        examples.push(Example { signals: wordless, wanted: wanted.clone(), weight: post.weight * WORDLESS });
        examples.push(Example { signals: signals.all, wanted, weight: post.weight });
    }
    examples.extend(terms(lexicons));
    let columns = solve(&examples, ids.len());
    let weights: Vec<f32> =
        (0..signals::count(ids.len())).flat_map(|signal| columns.iter().map(move |column| column[signal])).collect();
    TopicModel::new(ids, &weights)
}

/// The terms of the taxonomy, each once, with the topics that it speaks for.
fn terms(lexicons: &Lexicons) -> Vec<Example> {
    let topics = lexicons.topics.ids().len();
    let mut by_text: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    for (text, topic, weight) in lexicons.topics.written() {
        by_text.entry(text).or_insert_with(|| vec![false; topics])[topic] |= weight >= LEAST_TERM;
    }
    let nothing = Sum::default();
    let example = |(text, wanted): (String, Vec<bool>)| {
        let signals =
            Signals::of(&View::new(&text, &[], None, lexicons), Found::default(), &vec![&nothing; topics], &lexicons.glosses);
        let wanted = wanted.into_iter().map(Some).collect();
        (!signals.words.is_empty()).then_some(Example { signals: signals.all, wanted, weight: TERM })
    };
    by_text.into_iter().filter_map(example).collect()
}

/// The weights of every topic. Each column is the minimum of a convex function, found by Nesterov's accelerated gradient
/// with the step that the largest curvature allows.
fn solve(examples: &[Example], topics: usize) -> Vec<Vec<f32>> {
    let signals = signals::count(topics);
    let largest = curvature(examples, signals) / 4.0 + DECAY;
    let root = (largest / DECAY).sqrt();
    let momentum = (root - 1.0) / (root + 1.0);
    (0..topics)
        .map(|topic| {
            let (mut weights, mut ahead) = (vec![0.0_f64; signals], vec![0.0_f64; signals]);
            for _ in 0..STEPS {
                let slope = slope(examples, topic, &ahead);
                for ((weight, ahead), slope) in weights.iter_mut().zip(&mut ahead).zip(slope) {
                    let next = *ahead - slope / largest;
                    *ahead = next + momentum * (next - *weight);
                    *weight = next;
                }
            }
            #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
            weights.into_iter().map(|weight| weight as f32).collect()
        })
        .collect()
}

/// The slope of the loss of one topic at `weights`.
fn slope(examples: &[Example], topic: usize, weights: &[f64]) -> Vec<f64> {
    let mut slope: Vec<f64> = weights.iter().map(|weight| DECAY * weight).collect();
    for example in examples {
        let Some(wanted) = example.wanted[topic] else { continue };
        let odds: f64 = example.signals.iter().map(|&(signal, value)| weights[signal] * f64::from(value)).sum();
        let error = f64::from(example.weight) * (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(wanted)));
        for &(signal, value) in &example.signals {
            slope[signal] += error * f64::from(value);
        }
    }
    slope
}

/// The largest eigenvalue of the weighted squares of the signals, by power iteration.
fn curvature(examples: &[Example], signals: usize) -> f64 {
    let (mut direction, mut length) = (vec![1.0_f64; signals], 1.0);
    for _ in 0..ROUNDS {
        let mut next = vec![0.0_f64; signals];
        for example in examples {
            let along: f64 = example.signals.iter().map(|&(signal, value)| direction[signal] * f64::from(value)).sum();
            for &(signal, value) in &example.signals {
                next[signal] += f64::from(example.weight) * along * f64::from(value);
            }
        }
        length = next.iter().map(|value| value * value).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        direction = next.into_iter().map(|value| value / length).collect();
    }
    length
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::{Labelled, train};
    use crate::topics_of;

    #[test]
    fn the_same_posts_give_the_same_model_and_it_learns_them() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let post = |text: &str, must: &[&str]| Labelled {
            text: text.to_owned(),
            must: must.iter().map(|&id| id.to_owned()).collect(),
            may: vec!["information".to_owned()],
            weight: 20.0,
        };
        let posts =
            [post("The bakers of Plovdiv knead dough at dawn", &["history"]), post("Gardeners of Varna prune their roses", &[])];
        let model = train(&posts, &lexicons);
        assert_eq!(model.to_bytes(), train(&posts, &lexicons).to_bytes());
        assert_eq!(topics_of("The bakers of Plovdiv knead dough", &lexicons, Some(&model)), ["history"]);
        assert!(topics_of("The bakers of Plovdiv knead dough", &lexicons, None).is_empty());
        assert!(topics_of(&posts[1].text, &lexicons, Some(&model)).is_empty());
    }
}
