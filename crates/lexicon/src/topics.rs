//! The topic taxonomy: weighted terms, compiled to one automaton.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::files::{Files, LexiconError};
use crate::fold::{fold, is_boundary, is_word};

/// A term found in a text: bytes `start..end` (to the end of the word where the term ends in `*`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopicHit {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Index of the topic.
    pub topic: usize,
    /// Index of the term, over all topics.
    pub term: usize,
    /// How strongly it speaks for the topic.
    pub weight: f64,
    /// The term speaks against the topic: terms that it overlaps do not count.
    pub against: bool,
}

/// The compiled taxonomy.
pub struct TopicLexicon {
    ids: Vec<String>,
    sectors: Vec<BTreeMap<String, f64>>,
    terms: Vec<Term>,
    automaton: AhoCorasick,
    /// Terms of each pattern of the automaton.
    by_pattern: Vec<Vec<usize>>,
    /// The sum of weights at which a topic is given to a post.
    pub threshold: f64,
}

impl std::fmt::Debug for TopicLexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TopicLexicon({} topics, {} terms)", self.ids.len(), self.terms.len())
    }
}

struct Term {
    text: String,
    topic: usize,
    weight: f64,
    prefix: bool,
    any_case: bool,
    against: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    threshold: f64,
    topic: Vec<TopicEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    id: String,
    terms: Vec<toml::Spanned<String>>,
    #[serde(default)]
    against: Vec<toml::Spanned<String>>,
    #[serde(default)]
    sectors: BTreeMap<String, f64>,
}

impl TopicLexicon {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let file = files.get("topics.toml");
        let line_of = |byte: usize| file.text[..byte.min(file.text.len())].matches('\n').count() + 1;
        let document: Document = toml::from_str(&file.text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(span.start));
            file.error(line, error.message())
        })?;
        let mut terms = Vec::new();
        for (topic, entry) in document.topic.iter().enumerate() {
            for (written, against) in
                entry.terms.iter().map(|term| (term, false)).chain(entry.against.iter().map(|term| (term, true)))
            {
                let term = parse_term(written.get_ref(), topic, against).ok_or_else(|| {
                    let message = format!("`{}` is no term: `words`, `words*` or `words:weight`", written.get_ref());
                    file.error(line_of(written.span().start), message)
                })?;
                terms.push(term);
            }
        }
        let mut patterns: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate() {
            patterns.entry(fold(&term.text)).or_default().push(index);
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(patterns.keys())
            .map_err(|error| LexiconError::TooLarge(error.to_string()))?;
        Ok(Self {
            by_pattern: patterns.into_values().collect(),
            sectors: document.topic.iter().map(|entry| entry.sectors.clone()).collect(),
            ids: document.topic.into_iter().map(|entry| entry.id).collect(),
            terms,
            automaton,
            threshold: document.threshold,
        })
    }

    /// Id of a topic.
    #[must_use]
    pub fn id(&self, topic: usize) -> &str {
        &self.ids[topic]
    }

    /// Ids of all topics, in the order of the file.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The topics that an actor of this sector speaks for, with the weight.
    pub fn sector(&self, sector: &str) -> impl Iterator<Item = (usize, f64)> {
        self.sectors.iter().enumerate().filter_map(move |(topic, sectors)| sectors.get(sector).map(|&weight| (topic, weight)))
    }

    /// Every term in `text`. `folded` is `fold(text)`.
    #[must_use]
    pub fn hits(&self, text: &str, folded: &str) -> Vec<TopicHit> {
        let mut hits = Vec::new();
        for found in self.automaton.find_overlapping_iter(folded) {
            for &index in &self.by_pattern[found.pattern().as_usize()] {
                let term = &self.terms[index];
                let (start, mut end) = (found.start(), found.end());
                let bounded = is_boundary(text, start) && (term.prefix || is_boundary(text, end));
                if !bounded || !term.any_case && text[start..end] != term.text {
                    continue;
                }
                if term.prefix {
                    end += text[end..].find(|c: char| !is_word(c)).unwrap_or(text.len() - end);
                }
                hits.push(TopicHit { start, end, topic: term.topic, term: index, weight: term.weight, against: term.against });
            }
        }
        hits
    }
}

/// `words`, `words*`, `words:0.5`. A term against its topic weighs nothing unless it says so.
fn parse_term(written: &str, topic: usize, against: bool) -> Option<Term> {
    let default = if against { 0.0 } else { 1.0 };
    let (text, weight) = match written.rsplit_once(':') {
        Some((text, weight)) => (text, weight.parse::<f64>().ok().filter(|weight| weight.is_finite())?),
        None => (written, default),
    };
    let (text, prefix) = text.strip_suffix('*').map_or((text, false), |text| (text, true));
    let text = text.trim();
    (!text.is_empty()).then(|| Term {
        text: text.to_owned(),
        topic,
        weight,
        prefix,
        any_case: !text.chars().any(char::is_uppercase),
        against,
    })
}
