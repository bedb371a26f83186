//! The model: weights, and the best path through them.

use super::NameKind;
use super::features::Table;

/// Labels: outside, then beginning and inside of each kind.
pub(super) const LABELS: usize = 7;
/// Buckets that features are hashed into: a power of two.
pub(super) const BUCKETS: usize = 1 << 18;

/// What a label says: the kind, and whether a name begins here. `None` is outside.
pub(super) fn meaning(label: u8) -> Option<(NameKind, bool)> {
    let kind = match label {
        1 | 2 => NameKind::Person,
        3 | 4 => NameKind::Organization,
        5 | 6 => NameKind::Location,
        _ => return None,
    };
    Some((kind, label % 2 == 1))
}

/// The label of the beginning of a name; its inside is the next one.
pub(super) const fn beginning(kind: NameKind) -> u8 {
    match kind {
        NameKind::Person => 1,
        NameKind::Organization => 3,
        NameKind::Location => 5,
    }
}

/// Whether `next` may follow `before`: an inside follows its own kind only.
pub(super) const fn may_follow(before: usize, next: usize) -> bool {
    next == 0 || next % 2 == 1 || before == next || before + 1 == next
}

/// A trained model.
#[derive(Clone)]
pub struct Tagger {
    /// `LABELS` weights a bucket.
    weights: Vec<i16>,
    /// Score of a label behind another; the last row is the beginning of a text.
    transitions: Vec<i32>,
}

/// Marks the file and its version.
const MAGIC: &[u8; 8] = b"unspool3";

impl Tagger {
    /// A model of quantised weights.
    pub(super) fn new(weights: Vec<i16>, transitions: Vec<i32>) -> Self {
        Self { weights, transitions }
    }

    /// Reads a model; `None` if the bytes are none of this version.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, weights) = rest.split_at_checked((LABELS + 1) * LABELS * 4)?;
        let transitions = head.chunks_exact(4).map(|four| i32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
        let weights: Vec<i16> = weights.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect();
        (weights.len() == BUCKETS * LABELS).then_some(Self { weights, transitions })
    }

    /// The bytes that [`Self::parse`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.transitions.iter().flat_map(|score| score.to_le_bytes()));
        bytes.extend(self.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes
    }

    /// The best label of every token.
    pub(super) fn labels(&self, table: &Table) -> Vec<u8> {
        let scores = |token: usize| {
            let buckets = table.of(token);
            if buckets.is_empty() {
                // No name runs over a token without features.
                let mut outside = [i32::MIN / 4; LABELS];
                outside[0] = 0;
                return outside;
            }
            let mut sum = [0_i32; LABELS];
            for &bucket in buckets {
                let at = bucket as usize * LABELS;
                for (sum, &weight) in sum.iter_mut().zip(&self.weights[at..at + LABELS]) {
                    *sum += i32::from(weight);
                }
            }
            sum
        };
        viterbi(table.len(), scores, |before, next| self.transitions[before * LABELS + next])
    }
}

/// The path of labels with the highest sum of token scores and transitions. `before` is `LABELS` at the
/// beginning.
pub(super) fn viterbi<S: Copy + PartialOrd + std::ops::Add<Output = S>>(
    count: usize,
    scores: impl Fn(usize) -> [S; LABELS],
    transition: impl Fn(usize, usize) -> S,
) -> Vec<u8> {
    if count == 0 {
        return Vec::new();
    }
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(count);
    let first = scores(0);
    let mut best: [Option<S>; LABELS] = std::array::from_fn(|label| {
        let open = label == 0 || label % 2 == 1;
        open.then(|| first[label] + transition(LABELS, label))
    });
    for token in 1..count {
        let own = scores(token);
        let mut from = [0_u8; LABELS];
        let next: [Option<S>; LABELS] = std::array::from_fn(|label| {
            let mut top: Option<S> = None;
            for (before, score) in best.iter().enumerate() {
                let Some(score) = score.filter(|_| may_follow(before, label)) else { continue };
                let sum = score + transition(before, label);
                if top.is_none_or(|top| sum > top) {
                    top = Some(sum);
                    from[label] = u8::try_from(before).unwrap_or(0);
                }
            }
            top.map(|top| top + own[label])
        });
        back.push(from);
        best = next;
    }
    let mut label = 0;
    for candidate in 1..LABELS {
        if best[candidate].is_some() && (best[label].is_none() || best[candidate] > best[label]) {
            label = candidate;
        }
    }
    let mut labels = vec![0_u8; count];
    for token in (0..count).rev() {
        labels[token] = u8::try_from(label).unwrap_or(0);
        if let Some(from) = token.checked_sub(1).and_then(|before| back.get(before)) {
            label = usize::from(from[label]);
        }
    }
    labels
}
