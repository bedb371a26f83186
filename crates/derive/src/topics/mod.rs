//! Topics: what a post is about.
//!
//! In: the view and what has been found in it. Out: the topics of the post with their evidence. The weighted terms of the
//! taxonomy give a sum a topic (`sums`). Where the taxonomy asks for it, a model makes probabilities of the sums, the kinds
//! of actors, figures and dates beside them, and the clusters of the words (`signals`, `model`); topics that the model does
//! not know are decided by their sums. A topic always has evidence: its terms, and where they do not suffice the words that
//! spoke loudest.

mod model;
mod signals;
mod sums;
mod train;

use std::ops::Range;
use std::sync::LazyLock;

use unspool_lexicon::Lexicons;
use unspool_model::Topic;

use crate::actors::FoundActor;
use crate::dates::FoundDate;
use crate::places::FoundPlace;
use crate::quantities::FoundFigure;
use crate::view::View;
pub use model::TopicModel;
use signals::Signals;
use sums::{Sum, score_of};
pub use train::{Labelled, topics_of, train};

/// Share of the least sum or probability from which a topic is faint.
const FAINT: f64 = 0.5;

/// So many times the threshold, and a sum needs no model.
const SURE: f64 = 1.5;

static EMBEDDED: LazyLock<Option<TopicModel>> =
    LazyLock::new(|| TopicModel::parse(include_bytes!("../../../../data/models/topics.bin")));

impl TopicModel {
    /// The model that ships with the binary.
    #[must_use]
    pub fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }
}

/// What else was found in a post.
#[derive(Clone, Copy, Default)]
pub(crate) struct Found<'a> {
    pub actors: &'a [FoundActor],
    pub places: &'a [FoundPlace],
    pub figures: &'a [FoundFigure],
    pub dates: &'a [FoundDate],
}

/// The topics of a post, the strongest first; and those that are too faint by themselves. `model` is asked where the
/// taxonomy gives a probability.
pub(crate) fn find(
    view: &View<'_>,
    found: Found<'_>,
    lexicons: &Lexicons,
    model: Option<&TopicModel>,
) -> (Vec<Topic>, Vec<Topic>) {
    let lexicon = &lexicons.topics;
    let sums = sums::of(view, found.actors, lexicon);
    let weighed = lexicon.probability.zip(model).map(|(least, model)| {
        let signals = Signals::of(view, found, &model.in_order(lexicon, &sums));
        (least, model, model.probabilities(&signals), signals)
    });
    let (mut topics, mut faint) = (Vec::new(), Vec::new());
    for (topic, sum) in sums.into_iter().enumerate() {
        let known = weighed.as_ref().and_then(|weighed| Some((weighed, weighed.1.index(lexicon.id(topic), topic)?)));
        let (score, least, least_faint) = match known {
            Some(((least, _, probabilities, signals), index)) => {
                // Where no word has clusters (Russian, Ukrainian), the terms know most.
                let enough = lexicon.threshold * if signals.words.is_empty() { 1.0 } else { SURE };
                let sure = if sum.weight >= enough { score_of(sum.weight) } else { 0.0 };
                (probabilities[index].max(sure), *least, *least * FAINT)
            }
            None => (score_of(sum.weight), score_of(lexicon.threshold), score_of(lexicon.threshold * FAINT)),
        };
        if score < least_faint {
            continue;
        }
        let words = match known {
            Some(((_, model, _, signals), index)) if sum.weight < lexicon.threshold => {
                model.loudest(signals, index, &sum.evidence)
            }
            _ => Vec::new(),
        };
        let Some(row) = row(view, lexicon.id(topic), score, sum, words) else { continue };
        if score >= least { topics.push(row) } else { faint.push(row) }
    }
    topics.sort_by(|a: &Topic, b| b.score.total_cmp(&a.score).then_with(|| a.topic.cmp(&b.topic)));
    (topics, faint)
}

/// A score as tables hold it: four digits, so that the last bit of a logarithm never shows.
pub(crate) fn rounded(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

/// The row of a topic; none without evidence.
fn row(view: &View<'_>, topic: &str, score: f64, sum: Sum, words: Vec<Range<usize>>) -> Option<Topic> {
    let mut evidence = sum.evidence;
    evidence.extend(words);
    evidence.sort_by_key(|span| (span.start, span.end));
    let evidence: Vec<String> = evidence.into_iter().map(|span| view.text[span].to_owned()).collect();
    (!evidence.is_empty()).then(|| Topic { topic: topic.to_owned(), score: rounded(score), evidence })
}
