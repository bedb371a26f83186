//! What the model sees of a post: sums of terms, kinds of actors, figures and dates, and clusters and vectors of words.

use std::ops::Range;

use chrono::Datelike;
use unspool_lexicon::{Glosses, WordClass};
use unspool_model::{ActorKind, QuantityKind};

use super::Found;
use super::sums::Sum;
use super::vectors::{DIMENSIONS, Vector};
use crate::spans::Sweep;
use crate::tagger::Word;
use crate::view::{Kind, View};

/// Sectors that the model counts; codes of three letters each are compared as one number.
const SECTORS: [&[u8; 3]; 16] = [
    b"GOV", b"MIL", b"SPY", b"REB", b"OPP", b"PTY", b"LEG", b"JUD", b"COP", b"MED", b"BUS", b"CVL", b"ELI", b"IGO", b"NGO",
    b"UAF",
];
/// Kinds of figures that the model counts.
const KINDS: [QuantityKind; 6] = [
    QuantityKind::Money,
    QuantityKind::Percent,
    QuantityKind::Count,
    QuantityKind::Measure,
    QuantityKind::Duration,
    QuantityKind::Ratio,
];
/// Signals of actors behind the sectors, of places, of kinds of figures, of dates; and the constant.
const OTHERS: usize = 4 + 2 + KINDS.len() + 2 + 1;
/// States that are told apart.
const MOST_COUNTRIES: usize = 4;
/// Clusters of words among few, some and many, as the table of words numbers them.
const CLUSTERS: [usize; 3] = [1 << 6, 1 << 8, 1 << 11];
/// A sum beyond this says no more.
const LARGEST_SUM: f64 = 2.5;
/// How much a count weighs beside a sum; a tuned figure.
const COUNT: f32 = 0.5;
/// How much the words weigh beside a sum; a tuned figure.
const WORDS: f32 = 1.9;
/// Weight of a word by how common it is, from unknown to the most common ones: rare words say more, and those of the
/// grammar nothing.
const BY_FREQUENCY: [f32; 8] = [1.0, 1.0, 1.0, 1.0, 0.9, 0.8, 0.6, 0.0];
/// What happened before is history to a post of these years.
const PAST: i32 = 2005;

/// The first signal of clusters for so many topics.
const fn first_cluster(topics: usize) -> usize {
    2 * topics + 1 + SECTORS.len() + OTHERS
}

/// The first coordinate of vectors for so many topics.
pub(super) const fn first_coordinate(topics: usize) -> usize {
    first_cluster(topics) + CLUSTERS[0] + CLUSTERS[1] + CLUSTERS[2]
}

/// Number of signals for so many topics.
pub(super) const fn count(topics: usize) -> usize {
    first_coordinate(topics) + DIMENSIONS
}

/// A signal: its number, and its value in a post.
pub(super) type Signal = (usize, f32);

/// The signals of a post that are not zero.
pub(super) struct Signals {
    /// Those of the words come last.
    pub all: Vec<Signal>,
    /// The words that have any.
    pub words: Vec<Said>,
}

/// A word that says something by itself.
pub(super) struct Said {
    /// Its bytes.
    pub span: Range<usize>,
    /// Which of the signals are its clusters.
    pub clusters: Range<usize>,
    /// Its vector, and how much it weighs.
    pub vector: Option<(Vector, f32)>,
}

impl Signals {
    /// The signals of a post. `sums` are in the model's order of topics.
    pub fn of(view: &View<'_>, found: Found<'_>, sums: &[&Sum], glosses: &Glosses) -> Self {
        let mut all = Vec::with_capacity(3 * view.tokens.len() + first_cluster(sums.len()) + DIMENSIONS);
        add_sums(&mut all, sums);
        let first = 2 * sums.len() + 1;
        let counts = counts(found).into_iter().enumerate();
        all.extend(counts.filter(|&(_, value)| value != 0.0).map(|(at, value)| (first + at, value)));
        let words = add_words(&mut all, view, found, sums.len(), glosses);
        Self { all, words }
    }

    /// What is left of a post whose words have no clusters.
    pub fn wordless(&self) -> &[Signal] {
        let end = self.words.first().map_or(self.all.len(), |word| word.clusters.start);
        &self.all[..end]
    }
}

/// Adds each sum, how much of it is needed to reach one, and the largest.
fn add_sums(all: &mut Vec<Signal>, sums: &[&Sum]) {
    #[allow(clippy::cast_possible_truncation, reason = "a sum of a few weights")]
    let value = |sum: f64| sum.min(LARGEST_SUM) as f32;
    let mut largest = 0.0_f64;
    for (topic, sum) in sums.iter().enumerate().filter(|(_, sum)| sum.weight > 0.0) {
        all.push((topic, value(sum.weight)));
        all.push((sums.len() + topic, value(sum.weight.min(1.0))));
        largest = largest.max(sum.weight);
    }
    if largest > 0.0 {
        all.push((2 * sums.len(), value(largest)));
    }
}

/// Counts of what was found, in the order of the model; the last one is the constant.
fn counts(found: Found<'_>) -> [f32; SECTORS.len() + OTHERS] {
    let mut sectors = [0_usize; SECTORS.len()];
    let (mut persons, mut states) = (0, 0);
    let mut countries: Vec<&str> = Vec::new();
    for actor in found.actors {
        let own = actor.sector.as_deref().and_then(|sector| sector.as_bytes().try_into().ok());
        if let Some(at) = own.and_then(|own: &[u8; 3]| SECTORS.iter().position(|sector| *sector == own)) {
            sectors[at] += 1;
        }
        persons += usize::from(actor.kind == ActorKind::Person);
        states += usize::from(actor.kind == ActorKind::State);
        let country = actor.country.as_deref().filter(|country| countries.len() < MOST_COUNTRIES && !countries.contains(country));
        countries.extend(country);
    }
    let mut kinds = [0_usize; KINDS.len()];
    for figure in found.figures {
        if let Some(at) = KINDS.iter().position(|kind| *kind == figure.kind) {
            kinds[at] += 1;
        }
    }
    let past = found.dates.iter().any(|date| date.days.is_some_and(|(first, _)| first.year() < PAST));
    let count = |number: usize, most: u16| COUNT * f32::from(u16::try_from(number).map_or(most, |number| number.min(most)));
    let others = [
        count(countries.len(), 4),
        count(usize::from(countries.len() > 1), 1),
        count(persons, 2),
        count(states, 3),
        count(found.places.len(), 1),
        count(found.places.len(), 3),
    ];
    let dates = [count(usize::from(past), 1), count(found.dates.len(), 1), 1.0];
    let mut all = sectors
        .iter()
        .map(|&number| count(number, 2))
        .chain(others)
        .chain(kinds.iter().map(|&number| count(number, 1)))
        .chain(dates);
    std::array::from_fn(|_| all.next().unwrap_or(0.0))
}

/// Adds the clusters of every word that says something by itself: no word of the grammar, of a date, of a figure or of the name of a
/// place (what once happened in Kosovo says little of what happens there now); and the sum of the vectors of those that are in no
/// name at all. The more words, the less each weighs.
fn add_words(all: &mut Vec<Signal>, view: &View<'_>, found: Found<'_>, topics: usize, glosses: &Glosses) -> Vec<Said> {
    let mut dates = Sweep::new(found.dates, |date| date.span.clone());
    let mut figures = Sweep::new(found.figures, |figure| figure.span.clone());
    let mut places = Sweep::new(found.places, |place| place.span.clone());
    let mut actors = Sweep::new(found.actors, |actor| actor.span.clone());
    let first = first_cluster(topics);
    let offsets = [first, first + CLUSTERS[0], first + CLUSTERS[0] + CLUSTERS[1]];
    let (from, mut words) = (all.len(), Vec::with_capacity(view.tokens.len()));
    for (index, token) in view.tokens.iter().enumerate() {
        let span = token.start..token.end;
        if token.kind != Kind::Word || token.masked || token.is_small(WordClass::Function) {
            continue;
        }
        if dates.touches(&span) || figures.touches(&span) || places.touches(&span) {
            continue;
        }
        let folded = view.folded_token(index);
        let word = Word::of_text(glosses.of(folded).unwrap_or(folded));
        let weight = usize::try_from(word.frequency()).ok().and_then(|at| BY_FREQUENCY.get(at)).map_or(WORDS, |own| own * WORDS);
        let clusters = word.clusters();
        if weight == 0.0 || clusters == [0; 3] {
            continue;
        }
        let before = all.len();
        for (cluster, offset) in clusters.into_iter().zip(offsets) {
            if let Some(cluster) = usize::try_from(cluster).ok().filter(|&cluster| cluster > 0) {
                all.push((offset + cluster, weight));
            }
        }
        let vector = if actors.touches(&span) { None } else { Vector::of(word).map(|vector| (vector, weight)) };
        words.push(Said { span, clusters: before..all.len(), vector });
    }
    let share = u16::try_from(words.len()).map_or(f32::from(u16::MAX), f32::from).sqrt().max(1.0);
    for (_, value) in &mut all[from..] {
        *value /= share;
    }
    for (_, weight) in words.iter_mut().filter_map(|word| word.vector.as_mut()) {
        *weight /= share;
    }
    add_vectors(all, &words, first_coordinate(topics));
    words
}

/// Adds the sum of the vectors of words, a signal a coordinate.
fn add_vectors(all: &mut Vec<Signal>, words: &[Said], first: usize) {
    let mut sum = [0.0_f32; DIMENSIONS];
    for (vector, weight) in words.iter().filter_map(|word| word.vector) {
        sum.iter_mut().zip(vector.coordinates()).for_each(|(sum, own)| *sum += own * weight);
    }
    all.extend(sum.into_iter().enumerate().filter(|&(_, value)| value != 0.0).map(|(at, value)| (first + at, value)));
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use crate::tagger::Word;
    use crate::topics::vectors::Vector;

    #[test]
    fn every_gloss_is_a_word_that_the_model_knows() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let known = |word: Word| word.clusters() != [0; 3] && Vector::of(word).is_some();
        let unknown = lexicons.glosses.english().filter(|english| !known(Word::of_text(english)));
        assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
