//! Scores against gold: micro precision, recall and F1 a feature, by span and by span with attributes.

use camino::Utf8Path;
use serde_json::Value;
use unspool_derive::{Contexts, Subject, derive};
use unspool_ingest::{Item, Place, Source, fingerprint, open};
use unspool_lexicon::Lexicons;
use unspool_model::{Features, Platform, Post, Thread};
use unspool_normalize::{DumpContext, Linked, Linker, draft};

use crate::error::PipelineError;
use crate::gold::{self, GoldDump, GoldPost, GoldSpan};

/// Counts of one feature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The feature.
    pub feature: &'static str,
    /// Found and right.
    pub right: u64,
    /// Found, but wrong.
    pub extra: u64,
    /// In the gold, but not found.
    pub missed: u64,
    /// Right, and all attributes right too.
    pub joint: u64,
}

impl Score {
    /// Share of what was found that is right; 1 where nothing was found and nothing missed.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.extra)
    }

    /// Share of the gold that was found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(&self) -> f64 {
        f1(self.right, self.extra, self.missed)
    }

    /// F1 where only rows with all attributes right count as right.
    #[must_use]
    pub fn joint_f1(&self) -> f64 {
        let wrong = self.right - self.joint;
        f1(self.joint, self.extra + wrong, self.missed + wrong)
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of a gold set are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn f1(right: u64, extra: u64, missed: u64) -> f64 {
    ratio(2 * right, 2 * right + extra + missed)
}

/// Something that differs from the gold.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The feature.
    pub feature: &'static str,
    /// `missed`, `extra` or `wrong` (the span is right, an attribute is not).
    pub kind: &'static str,
    /// What was missed or found.
    pub what: String,
    /// The text of the post.
    pub text: String,
}

/// The scores of all features, and what differs.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// A score a feature, in a fixed order.
    pub scores: Vec<Score>,
    /// Everything that differs, in order of the gold.
    pub misses: Vec<Miss>,
}

/// What is scored.
pub(crate) const FEATURES: [&str; 8] = ["posts", "actors", "places", "quantities", "dates", "links", "telegram", "topics"];

/// Runs the gold file at `path` through the stages and scores the result. Dumps are looked for by
/// name under `dumps`.
///
/// # Errors
/// When the gold is wrong, or a dump is missing or cannot be read.
pub fn evaluate(path: &Utf8Path, dumps: &Utf8Path, lexicons: &Lexicons) -> Result<Evaluation, PipelineError> {
    let mut evaluation = Evaluation::empty();
    for gold in gold::read(path)? {
        let mut own = Evaluation::empty();
        match &gold.dump {
            Some(dump) => {
                let Some(file) = gold::find_dump(dumps, dump) else {
                    return Err(PipelineError::Nothing(format!("{path} names the dump {dump}, which is not under {dumps}")));
                };
                own.compare(&gold, &predict(&file, lexicons)?);
            }
            None => gold.posts.iter().for_each(|post| own.compare_features(post, Some(&derived(post, lexicons)))),
        }
        evaluation.add(own, gold.features.as_deref());
    }
    Ok(evaluation)
}

/// The features of a post that stands for itself.
fn derived(post: &GoldPost, lexicons: &Lexicons) -> Features {
    let subject = Subject { created_at: post.created_at, ..Subject::text(&post.text) };
    derive(&subject, lexicons)
}

struct Predicted {
    post: Post,
    features: Features,
    /// Number of the thread in the dump, from 1, and its kind.
    thread: u64,
    kind: &'static str,
}

fn predict(file: &Utf8Path, lexicons: &Lexicons) -> Result<Vec<Predicted>, PipelineError> {
    let place = Place::file(file);
    let (_, items) = open(&place, &Source::default())?;
    let context = DumpContext {
        dump_id: fingerprint(&place, 0)?.dump_id().into(),
        platform: Platform::Unknown,
        author_handle: None,
        author_name: None,
        replies: false,
    };
    let mut linker = Linker::default();
    let mut contexts = Contexts::default();
    let mut posts = Vec::new();
    let mut threads: Vec<Thread> = Vec::new();
    let mut number = 0;
    for item in items {
        let Item::Record(record) = item? else { continue };
        number += 1;
        let Ok(draft) = draft(*record, number, &context) else { continue };
        let subject = Subject { lang: draft.post.lang.as_deref(), ..Subject::text(&draft.post.text) };
        let mut features = derive(&subject, lexicons);
        if let Linked::Post(post) = linker.link(draft, &context)? {
            contexts.complete(&post, &mut features, lexicons);
            posts.push((post, features));
        }
        threads.extend(linker.closed_threads(&context, false, usize::MAX)?);
    }
    threads.extend(linker.closed_threads(&context, true, usize::MAX)?);
    let predicted = posts.into_iter().map(|(post, features)| {
        let at = threads.iter().position(|thread| thread.thread_id == post.thread_id).unwrap_or_default();
        Predicted { thread: at as u64 + 1, kind: threads.get(at).map_or("", |thread| thread.kind.as_str()), post, features }
    });
    Ok(predicted.collect())
}

/// A row of a feature, made comparable.
struct Row {
    span: (u64, u64),
    surface: String,
    attributes: Value,
}

impl Evaluation {
    fn empty() -> Self {
        Self { scores: FEATURES.iter().map(|feature| Score { feature, ..Score::default() }).collect(), misses: Vec::new() }
    }

    /// Adds what `other` says of `features` (all, if `None`).
    fn add(&mut self, other: Self, features: Option<&[String]>) {
        let wanted = |feature: &str| features.is_none_or(|features| features.iter().any(|wanted| wanted == feature));
        for (sum, score) in self.scores.iter_mut().zip(&other.scores).filter(|(sum, _)| wanted(sum.feature)) {
            sum.right += score.right;
            sum.extra += score.extra;
            sum.missed += score.missed;
            sum.joint += score.joint;
        }
        self.misses.extend(other.misses.into_iter().filter(|miss| wanted(miss.feature)));
    }

    fn compare(&mut self, gold: &GoldDump, predicted: &[Predicted]) {
        let mut used = vec![false; predicted.len()];
        for post in &gold.posts {
            let same_text = |at: &usize| !used[*at] && predicted[*at].post.text == post.text;
            let found = (0..predicted.len()).find(same_text);
            if let Some(at) = found {
                used[at] = true;
            }
            self.compare_post(post, found.map(|at| &predicted[at]));
        }
        for (predicted, _) in predicted.iter().zip(&used).filter(|(_, used)| !**used) {
            self.extra_post(predicted);
        }
    }

    fn score(&mut self, feature: &'static str) -> &mut Score {
        // Every feature has a score from the start.
        let at = FEATURES.iter().position(|known| *known == feature).unwrap_or_default();
        &mut self.scores[at]
    }

    fn miss(&mut self, feature: &'static str, kind: &'static str, what: String, text: &str) {
        self.misses.push(Miss { feature, kind, what, text: text.to_owned() });
    }

    fn compare_post(&mut self, gold: &GoldPost, predicted: Option<&Predicted>) {
        match predicted {
            None => {
                self.score("posts").missed += 1;
                self.miss("posts", "missed", "the post".to_owned(), &gold.text);
            }
            Some(predicted) => {
                let post = &predicted.post;
                self.score("posts").right += 1;
                let found = (predicted.thread, u64::from(post.position), post.marker.map(u64::from), predicted.kind);
                let wanted = (gold.thread, gold.position, gold.marker, gold.kind.as_str());
                if found == wanted {
                    self.score("posts").joint += 1;
                } else {
                    self.miss(
                        "posts",
                        "wrong",
                        format!("thread, position, marker, kind are {found:?}, not {wanted:?}"),
                        &gold.text,
                    );
                }
            }
        }
        self.compare_features(gold, predicted.map(|predicted| &predicted.features));
    }

    fn compare_features(&mut self, gold: &GoldPost, predicted: Option<&Features>) {
        let groups: [(&'static str, &[GoldSpan]); 6] = [
            ("actors", &gold.actors),
            ("places", &gold.places),
            ("quantities", &gold.quantities),
            ("dates", &gold.dates),
            ("links", &gold.links),
            ("telegram", &gold.telegram),
        ];
        for (feature, spans) in groups {
            let rows = predicted.map_or_else(Vec::new, |features| rows(feature, features));
            self.compare_spans(feature, spans, rows, &gold.text);
        }
        let topics: Vec<&str> =
            predicted.map_or_else(Vec::new, |features| features.topics.iter().map(|row| row.topic.as_str()).collect());
        self.compare_topics(gold, &topics);
    }

    fn compare_spans(&mut self, feature: &'static str, gold: &[GoldSpan], mut rows: Vec<Row>, text: &str) {
        for span in gold {
            let wanted = gold::locate(text, span);
            let Some(at) = rows.iter().position(|row| Some(row.span) == wanted) else {
                self.score(feature).missed += 1;
                self.miss(feature, "missed", span.surface.clone(), text);
                continue;
            };
            let row = rows.remove(at);
            self.score(feature).right += 1;
            let differing = differing(feature, span, &row);
            if differing.is_empty() {
                self.score(feature).joint += 1;
            } else {
                self.miss(feature, "wrong", format!("{}: {}", span.surface, differing.join("; ")), text);
            }
        }
        for row in rows {
            self.score(feature).extra += 1;
            self.miss(feature, "extra", row.surface, text);
        }
    }

    fn compare_topics(&mut self, gold: &GoldPost, found: &[&str]) {
        for topic in &gold.topics.must {
            if found.contains(&topic.as_str()) {
                self.score("topics").right += 1;
                self.score("topics").joint += 1;
            } else {
                self.score("topics").missed += 1;
                self.miss("topics", "missed", topic.clone(), &gold.text);
            }
        }
        for topic in found {
            let known = |topics: &[String]| topics.iter().any(|known| known == topic);
            if !known(&gold.topics.must) && !known(&gold.topics.may) {
                self.score("topics").extra += 1;
                self.miss("topics", "extra", (*topic).to_owned(), &gold.text);
            }
        }
    }

    fn extra_post(&mut self, predicted: &Predicted) {
        let text = predicted.post.text.clone();
        self.score("posts").extra += 1;
        self.miss("posts", "extra", "the post".to_owned(), &text);
        for feature in ["actors", "places", "quantities", "dates", "links", "telegram"] {
            self.compare_spans(feature, &[], rows(feature, &predicted.features), &text);
        }
        for topic in &predicted.features.topics {
            self.score("topics").extra += 1;
            self.miss("topics", "extra", topic.topic.clone().into(), &text);
        }
    }
}

fn rows(feature: &str, features: &Features) -> Vec<Row> {
    let value = match feature {
        "actors" => serde_json::to_value(&features.actors),
        "places" => serde_json::to_value(&features.places),
        "quantities" => serde_json::to_value(&features.quantities),
        "dates" => serde_json::to_value(&features.dates),
        "links" => serde_json::to_value(&features.links),
        _ => serde_json::to_value(&features.telegram_sources),
    };
    // Rows are plain structs; serializing them does not fail.
    let Ok(Value::Array(rows)) = value else { return Vec::new() };
    rows.into_iter()
        .map(|row| {
            let number = |column: &str| row.get(column).and_then(Value::as_u64).unwrap_or_default();
            let surface = row.get("surface").and_then(Value::as_str).unwrap_or_default().to_owned();
            Row { span: (number("start_char"), number("end_char")), surface, attributes: row }
        })
        .collect()
}

/// Attributes that count as null where the gold leaves them out.
fn null_unless_said(feature: &str) -> &'static [&'static str] {
    match feature {
        "actors" => &["sector", "country", "role"],
        "places" => &["country"],
        "quantities" => &["value", "low", "high", "modifier", "trend", "unit", "object", "source", "cue"],
        "dates" => &["edtf"],
        "telegram" => &["channel", "message_id", "message_prefix"],
        _ => &[],
    }
}

/// The attributes in which a row differs from its gold.
fn differing(feature: &str, gold: &GoldSpan, row: &Row) -> Vec<String> {
    let silent =
        null_unless_said(feature).iter().filter(|name| !gold.attributes.contains_key(**name)).map(|name| (*name, &Value::Null));
    let said = gold.attributes.iter().map(|(name, value)| (name.as_str(), value));
    said.chain(silent)
        .filter_map(|(name, wanted)| {
            let found = row.attributes.get(name).unwrap_or(&Value::Null);
            (!same(wanted, found)).then(|| format!("{name} is {found}, not {wanted}"))
        })
        .collect()
}

/// Equal, numbers by value: the gold writes 3000 where a row has 3000.0.
fn same(wanted: &Value, found: &Value) -> bool {
    match (wanted.as_f64(), found.as_f64()) {
        (Some(wanted), Some(found)) => (wanted - found).abs() <= 1e-9 * wanted.abs().max(1.0),
        _ => wanted == found,
    }
}
