//! The model: a weight a signal and topic, and what they make of a post.

use std::ops::Range;

use unspool_lexicon::TopicLexicon;

use super::signals::{self, Signals};
use super::sums::Sum;

/// Marks the file and its version.
const MAGIC: &[u8; 8] = b"topics02";
/// Most words that are evidence of a topic whose terms do not suffice.
const MOST_WORDS: usize = 3;
/// A word is evidence where it speaks at least this share of the loudest one.
const LOUD: f32 = 0.5;

/// A trained model of topics.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicModel {
    /// The topics that it knows.
    ids: Vec<String>,
    /// A row a signal, a column a topic; rows are filled up with zeros to whole [`Lane`]s.
    weights: Vec<Lane>,
}

/// Weights that are added at a time: those of as many topics as the taxonomy that ships has, with some room.
const LANE: usize = 20;
type Lane = [f32; LANE];

impl TopicModel {
    /// A model of these topics. `weights` holds a row a signal, a column a topic.
    pub(super) fn new(ids: Vec<String>, weights: &[f32]) -> Self {
        let lane = |lane: &[f32]| std::array::from_fn(|at| lane.get(at).copied().unwrap_or(0.0));
        let rows = weights.chunks_exact(ids.len().max(1));
        Self { ids, weights: rows.flat_map(|row| row.chunks(LANE).map(lane)).collect() }
    }

    /// Reads a model; `None` if the bytes are none of this version.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, mut rest) = bytes.strip_prefix(MAGIC)?.split_at_checked(1)?;
        let mut ids = Vec::new();
        for _ in 0..head[0] {
            let (length, behind) = rest.split_at_checked(1)?;
            let (id, behind) = behind.split_at_checked(usize::from(length[0]))?;
            ids.push(std::str::from_utf8(id).ok()?.to_owned());
            rest = behind;
        }
        let weights: Vec<f32> =
            rest.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
        let sound = rest.len() % 4 == 0 && weights.len() == ids.len() * signals::count(ids.len());
        sound.then(|| Self::new(ids, &weights))
    }

    /// The bytes that [`Self::parse`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(u8::try_from(self.ids.len()).unwrap_or(u8::MAX));
        for id in &self.ids {
            bytes.push(u8::try_from(id.len()).unwrap_or(u8::MAX));
            bytes.extend(id.as_bytes());
        }
        let rows = (0..signals::count(self.ids.len())).flat_map(|signal| &self.row(signal).as_flattened()[..self.ids.len()]);
        bytes.extend(rows.flat_map(|weight| weight.to_le_bytes()));
        bytes
    }

    /// The column of every topic of a taxonomy, where the model knows it.
    pub(super) fn columns(&self, lexicon: &TopicLexicon) -> Vec<Option<usize>> {
        let same = lexicon.ids() == self.ids;
        let column = |(topic, id)| if same { Some(topic) } else { self.ids.iter().position(|known| known == id) };
        lexicon.ids().iter().enumerate().map(column).collect()
    }

    /// The sums of a taxonomy in the order of the model's topics, by their columns; nothing for those that the taxonomy lacks.
    pub(super) fn in_order<'s>(&self, columns: &[Option<usize>], sums: &'s [Sum]) -> Vec<&'s Sum> {
        static NOTHING: Sum = Sum { weight: 0.0, evidence: Vec::new() };
        let mut ordered = vec![&NOTHING; self.ids.len()];
        for (&column, sum) in columns.iter().zip(sums) {
            if let Some(column) = column {
                ordered[column] = sum;
            }
        }
        ordered
    }

    /// The odds of every topic of the model, as logarithms.
    pub(super) fn odds(&self, signals: &Signals) -> Vec<f32> {
        // A lane at a time, so that its sums stay in registers.
        let lanes = self.lanes();
        let sum = |lane: usize| {
            let mut odds = [0.0_f32; LANE];
            for &(signal, value) in &signals.all {
                let Some(weights) = self.weights.get(signal * lanes + lane) else { continue };
                odds.iter_mut().zip(weights).for_each(|(odds, weight)| *odds += weight * value);
            }
            odds
        };
        (0..lanes).map(sum).collect::<Vec<Lane>>().into_flattened()
    }

    /// The bytes of the words that speak loudest for a topic, apart from what is evidence already.
    pub(super) fn loudest(&self, signals: &Signals, topic: usize, evidence: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut words: Vec<(f32, &Range<usize>)> = Vec::new();
        let weight = |signal: usize| self.row(signal).as_flattened().get(topic).copied().unwrap_or(0.0);
        let first = signals::first_coordinate(self.ids.len());
        for word in &signals.words {
            let clusters: f32 = signals.all[word.clusters.clone()].iter().map(|&(signal, value)| weight(signal) * value).sum();
            let vector = word.vector.map_or(0.0, |(vector, own)| {
                own * vector.coordinates().enumerate().map(|(at, value)| weight(first + at) * value).sum::<f32>()
            });
            let (said, span) = (clusters + vector, &word.span);
            if said > 0.0 && !evidence.iter().any(|taken| taken.start < span.end && span.start < taken.end) {
                words.push((said, span));
            }
        }
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.start.cmp(&b.1.start)));
        let least = words.first().map_or(0.0, |(said, _)| said * LOUD);
        words.into_iter().take(MOST_WORDS).filter(|(said, _)| *said >= least).map(|(_, span)| span.clone()).collect()
    }

    /// Lanes of a row.
    fn lanes(&self) -> usize {
        self.ids.len().div_ceil(LANE)
    }

    /// The weights of a signal.
    fn row(&self, signal: usize) -> &[Lane] {
        let lanes = self.lanes();
        self.weights.get(signal * lanes..(signal + 1) * lanes).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::TopicModel;

    #[test]
    fn the_model_that_ships_knows_the_default_topics() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let model = TopicModel::embedded().expect("the embedded model is of this version");
        assert_eq!(model.ids, lexicons.topics.ids());
        assert_eq!(TopicModel::parse(&model.to_bytes()).as_ref(), Some(model));
    }

    #[test]
    fn other_bytes_are_no_model() {
        let bytes = TopicModel::embedded().expect("a model").to_bytes();
        assert_eq!(TopicModel::parse(b""), None);
        assert_eq!(TopicModel::parse(b"topics02"), None);
        assert_eq!(TopicModel::parse(b"topics02\x02\x05war"), None);
        assert_eq!(TopicModel::parse(&bytes[..bytes.len() - 4]), None);
        assert_eq!(TopicModel::parse(&bytes[..bytes.len() - 1]), None);
    }
}
