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

/// The weights of a bucket, one a label; the eighth is never set, so that a row is one load.
pub(super) type Row = [i8; 8];

/// A trained model.
#[derive(Clone)]
pub struct Tagger {
    /// One row a bucket.
    weights: Vec<Row>,
    /// Score of a label behind another; the last row is the beginning of a text.
    transitions: Vec<i32>,
}

/// Marks the file and its version.
const MAGIC: &[u8; 8] = b"unspool4";
/// Score of what cannot be: far below any sum, far above overflow.
const NEVER: i32 = i32::MIN / 4;

impl Tagger {
    /// A model of quantised weights.
    pub(super) fn new(weights: Vec<Row>, transitions: Vec<i32>) -> Self {
        Self { weights, transitions }
    }

    /// Reads a model; `None` if the bytes are none of this version.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, weights) = rest.split_at_checked((LABELS + 1) * LABELS * 4)?;
        let transitions = head.chunks_exact(4).map(|four| i32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
        let row = |row: &[u8]| std::array::from_fn(|label| row.get(label).map_or(0, |&byte| i8::from_le_bytes([byte])));
        let weights: Vec<Row> = weights.chunks_exact(LABELS).map(row).collect();
        (rest.len() == bytes_of_model() && weights.len() == BUCKETS).then_some(Self { weights, transitions })
    }

    /// The bytes that [`Self::parse`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.transitions.iter().flat_map(|score| score.to_le_bytes()));
        bytes.extend(self.weights.iter().flat_map(|row| row[..LABELS].iter().flat_map(|weight| weight.to_le_bytes())));
        bytes
    }

    /// The best label of every token.
    pub(super) fn labels(&self, table: &Table) -> Vec<u8> {
        let scores = |token: usize| {
            let buckets = table.of(token);
            if buckets.is_empty() {
                // No name runs over a token without features.
                let mut outside = [NEVER; LABELS];
                outside[0] = 0;
                return outside;
            }
            // A token has some eighty features of at most 127 each: two bytes hold their sum.
            let mut sum = [0_i16; 8];
            for &bucket in buckets {
                for (sum, &weight) in sum.iter_mut().zip(&self.weights[bucket as usize]) {
                    *sum = sum.saturating_add(i16::from(weight));
                }
            }
            std::array::from_fn(|label| i32::from(sum[label]))
        };
        viterbi(table.len(), scores, &self.transitions)
    }
}

/// Bytes of a model behind its mark.
const fn bytes_of_model() -> usize {
    (LABELS + 1) * LABELS * 4 + BUCKETS * LABELS
}

/// The path of labels with the highest sum of token scores and transitions.
fn viterbi(count: usize, scores: impl Fn(usize) -> [i32; LABELS], transitions: &[i32]) -> Vec<u8> {
    if count == 0 {
        return Vec::new();
    }
    let step = |before: usize, next: usize| {
        if may_follow(before, next) { transitions[before * LABELS + next] } else { NEVER }
    };
    let steps: [[i32; LABELS]; LABELS] = std::array::from_fn(|next| std::array::from_fn(|before| step(before, next)));
    let first = scores(0);
    let mut best: [i32; LABELS] = std::array::from_fn(|label| {
        let open = label == 0 || label % 2 == 1;
        if open { first[label] + transitions[LABELS * LABELS + label] } else { NEVER }
    });
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(count);
    for token in 1..count {
        let own = scores(token);
        let mut from = [0_u8; LABELS];
        let mut next = [NEVER; LABELS];
        for label in (0..LABELS).filter(|&label| own[label] > NEVER) {
            // What is inside of a name stands behind its beginning or its inside, which are two labels in a row.
            let may = if label > 0 && label % 2 == 0 { label - 1..label + 1 } else { 0..LABELS };
            let top = may.clone().fold(may.start, |top, before| {
                if best[before] + steps[label][before] > best[top] + steps[label][top] { before } else { top }
            });
            from[label] = u8::try_from(top).unwrap_or(0);
            next[label] = (best[top] + steps[label][top] + own[label]).max(NEVER);
        }
        back.push(from);
        best = next;
    }
    let mut label = (1..LABELS).fold(0, |top, label| if best[label] > best[top] { label } else { top });
    let mut labels = vec![0_u8; count];
    for token in (0..count).rev() {
        labels[token] = u8::try_from(label).unwrap_or(0);
        if let Some(from) = token.checked_sub(1).and_then(|before| back.get(before)) {
            label = usize::from(from[label]);
        }
    }
    labels
}
