//! Topics: what a post is about.
//!
//! In: the view and what has been found in it. Out: the topics of the post with their evidence. The weighted terms of the
//! taxonomy give a sum a topic (`sums`). Where the taxonomy asks for it, a model makes probabilities of the sums, the kinds
//! of actors, figures and dates beside them, and the clusters and vectors of the words (`signals`, `vectors`, `model`), where Russian
//! and Ukrainian words stand for their English glosses;
//! topics that the model does not know are decided by their sums. A topic always has evidence: its terms, and where they do
//! not suffice the words that spoke loudest.

mod model;
mod signals;
mod sums;
mod train;
mod vectors;

use std::sync::LazyLock;

use unspool_lexicon::{Lexicons, TopicLexicon};
use unspool_model::Topic;

use crate::actors::FoundActor;
use crate::dates::FoundDate;
use crate::places::FoundPlace;
use crate::quantities::FoundFigure;
use crate::view::View;
pub use model::TopicModel;
use signals::Signals;
use sums::Sum;
pub use train::{Labelled, train};

/// Share of the score that a topic needs from which it is faint: enough where its thread speaks of it. Chosen on threads.
const FAINT: f64 = 1.0 / 3.0;
/// So many times the threshold, and a sum needs no model: long posts have many topics. Chosen on posts that no model had seen.
const SURE: f64 = 2.0;

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
    let weighed = model.filter(|_| lexicon.probability.is_some()).map(|model| Weighed::of(view, found, &sums, lexicons, model));
    let weighed = weighed.as_ref();
    let mut candidates: Vec<Candidate> =
        sums.into_iter().enumerate().map(|(topic, sum)| Candidate::of(topic, sum, lexicon, weighed)).collect();
    fall_back(&mut candidates, lexicon);
    let strongest = candidates.iter().map(|candidate| candidate.score).fold(0.0, f64::max);
    let (mut topics, mut faint) = (Vec::new(), Vec::new());
    for candidate in candidates {
        let (score, modelled) = (candidate.score, candidate.column.is_some());
        let least = if modelled { lexicon.least() } else { TopicLexicon::score(lexicon.threshold) };
        if score < least * FAINT {
            continue;
        }
        let given = score >= least || modelled && score >= strongest.max(lexicon.strongest());
        let Some(row) = candidate.row(view, lexicon, weighed) else { continue };
        if given { topics.push(row) } else { faint.push(row) }
    }
    topics.sort_by(|a: &Topic, b| b.score.total_cmp(&a.score).then_with(|| a.topic.cmp(&b.topic)));
    (topics, faint)
}

/// Where the model gives a post no topic, the largest sum that is enough by itself does.
fn fall_back(candidates: &mut [Candidate], lexicon: &TopicLexicon) {
    if candidates.iter().any(|candidate| candidate.score >= lexicon.strongest()) {
        return;
    }
    let largest = candidates.iter().map(|candidate| candidate.sum.weight).fold(0.0, f64::max);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.sum.weight >= largest.max(lexicon.threshold)) {
        candidate.score = TopicLexicon::score(candidate.sum.weight);
    }
}

/// A post as a model sees it.
struct Weighed<'m> {
    model: &'m TopicModel,
    signals: Signals,
    /// One a topic of the model, as logarithms.
    odds: Vec<f32>,
    /// Lower odds are not worth a look.
    least: f32,
    /// The column of every topic of the taxonomy, where the model knows it.
    columns: Vec<Option<usize>>,
}

impl<'m> Weighed<'m> {
    fn of(view: &View<'_>, found: Found<'_>, sums: &[Sum], lexicons: &Lexicons, model: &'m TopicModel) -> Self {
        let lexicon = &lexicons.topics;
        let columns = model.columns(lexicon);
        let signals = Signals::of(view, found, &model.in_order(&columns, sums), &lexicons.glosses);
        let faint = lexicon.least() * FAINT;
        #[allow(clippy::cast_possible_truncation, reason = "a bound")]
        let least = (faint / (1.0 - faint)).ln() as f32 - 1.0;
        Self { model, odds: model.odds(&signals), least, signals, columns }
    }

    /// The probability of a topic of the model; the score of its sum where that is higher and enough by itself.
    fn score(&self, column: usize, sum: &Sum, threshold: f64) -> f64 {
        // Where no word has clusters (other languages, unknown words), the terms know most.
        let enough = threshold * if self.signals.words.is_empty() { 1.0 } else { SURE };
        let sure = if sum.weight >= enough { TopicLexicon::score(sum.weight) } else { 0.0 };
        let likely = self.odds.get(column).filter(|&&odds| odds > self.least);
        likely.map_or(0.0, |&odds| 1.0 / (1.0 + f64::from(-odds).exp())).max(sure)
    }
}

/// A topic that a post may have.
struct Candidate {
    /// Index of the topic.
    topic: usize,
    sum: Sum,
    /// Its column, where the model knows it.
    column: Option<usize>,
    score: f64,
}

impl Candidate {
    fn of(topic: usize, sum: Sum, lexicon: &TopicLexicon, weighed: Option<&Weighed<'_>>) -> Self {
        let column = weighed.and_then(|weighed| weighed.columns[topic]);
        let score = match (weighed, column) {
            (Some(weighed), Some(column)) => weighed.score(column, &sum, lexicon.threshold),
            _ => TopicLexicon::score(sum.weight),
        };
        Self { topic, sum, column, score }
    }

    /// The row of the topic; none without evidence. Where the terms do not suffice, the loudest words are evidence too.
    fn row(self, view: &View<'_>, lexicon: &TopicLexicon, weighed: Option<&Weighed<'_>>) -> Option<Topic> {
        let lacking = weighed.zip(self.column).filter(|_| self.sum.weight < lexicon.threshold);
        let words = lacking
            .map_or_else(Vec::new, |(weighed, column)| weighed.model.loudest(&weighed.signals, column, &self.sum.evidence));
        let mut evidence = self.sum.evidence;
        evidence.extend(words);
        evidence.sort_by_key(|span| (span.start, span.end));
        let evidence: Vec<String> = evidence.into_iter().map(|span| view.text[span].to_owned()).collect();
        let topic = lexicon.id(self.topic).into();
        (!evidence.is_empty()).then(|| Topic { topic, score: rounded(self.score), evidence })
    }
}

/// A score as tables hold it: four digits, so that the last bit of a logarithm never shows.
pub(crate) fn rounded(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}
