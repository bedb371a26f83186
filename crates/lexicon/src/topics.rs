//! The topic taxonomy: weighted terms, compiled to one trie.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::files::{Files, LexiconError};
use crate::fold::{char_at, fold, is_boundary, is_word, word_end};
use crate::folded::Folded;
use crate::trie::Trie;

/// Most words that `*` between the words of a term stands for.
const WIDEST_GAP: usize = 4;

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
    /// The term is a word in small letters, and no name.
    pub any_case: bool,
}

/// The compiled taxonomy.
pub struct TopicLexicon {
    ids: Vec<String>,
    /// The topics that actors of a sector speak for, with the weights.
    by_sector: FxHashMap<String, Vec<(usize, f64)>>,
    terms: Vec<Term>,
    /// Terms that a topic has twice.
    pub(crate) repeated: Vec<RepeatedTerm>,
    trie: Trie,
    /// Phrases that refer to the post before, in small letters.
    refers: Vec<String>,
    /// The sum of weights at which a topic is given to a post.
    pub threshold: f64,
    /// The probability at which a model that knows a topic gives it to a post; without it no model is asked.
    pub probability: Option<f64>,
    /// The probability that suffices for the most likely topic of a post.
    strongest: Option<f64>,
}

/// A term that stands twice in a topic, with or without another weight.
pub(crate) struct RepeatedTerm {
    pub line: usize,
    /// The line where it stands first.
    pub first: usize,
    pub term: String,
    pub topic: String,
}

impl std::fmt::Debug for TopicLexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TopicLexicon({} topics, {} terms)", self.ids.len(), self.terms.len())
    }
}

struct Term {
    /// The words up to the first `*`: what the trie looks for.
    head: String,
    /// The head may have any ending.
    prefix: bool,
    /// What must follow the head.
    rest: Vec<Step>,
    topic: usize,
    weight: f64,
    any_case: bool,
    against: bool,
}

/// A word behind the head of a term.
struct Step {
    /// Other words may stand before it.
    gap: bool,
    word: String,
    /// It may have any ending.
    prefix: bool,
}

impl Term {
    /// Byte behind the term where its head ends at `end`; `None` if the rest does not follow.
    fn end(&self, text: &str, folded: &str, end: usize) -> Option<usize> {
        let mut end = if self.prefix { word_end(text, end) } else { end };
        let read = if self.any_case { folded } else { text };
        for step in &self.rest {
            let mut words = 0;
            end = loop {
                let next = next_word(text, end)?;
                let found = &read[next.clone()];
                if if step.prefix { found.starts_with(&step.word) } else { found == step.word } {
                    break next.end;
                }
                words += 1;
                if !step.gap || words > WIDEST_GAP {
                    return None;
                }
                end = next.end;
            };
        }
        Some(end)
    }
}

/// The next word of the same sentence.
fn next_word(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let mut start = at;
    loop {
        let c = char_at(text, start)?;
        if is_word(c) {
            return Some(start..word_end(text, start + c.len_utf8()));
        }
        if matches!(c, '.' | '!' | '?' | ';' | '\n') {
            return None;
        }
        start += c.len_utf8();
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    threshold: f64,
    #[serde(default)]
    probability: Option<toml::Spanned<f64>>,
    #[serde(default)]
    strongest: Option<toml::Spanned<f64>>,
    #[serde(default)]
    refers: Vec<String>,
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
        let breaks: Vec<usize> = file.text.match_indices('\n').map(|(at, _)| at).collect();
        let line_of = |byte: usize| breaks.partition_point(|&at| at < byte) + 1;
        let document: Document = toml::from_str(&file.text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(span.start));
            file.error(line, error.message())
        })?;
        let probabilities = || [&document.probability, &document.strongest].into_iter().flatten();
        if let Some(wrong) = probabilities().find(|least| !(0.0..=1.0).contains(least.get_ref())) {
            let message = format!("`{}` is no probability: from 0 to 1", wrong.get_ref());
            return Err(file.error(line_of(wrong.span().start), message));
        }
        let (mut terms, mut repeated) = (Vec::new(), Vec::new());
        for (topic, entry) in document.topic.iter().enumerate() {
            let mut lines: FxHashMap<&str, usize> = FxHashMap::default();
            for (written, against) in
                entry.terms.iter().map(|term| (term, false)).chain(entry.against.iter().map(|term| (term, true)))
            {
                let line = line_of(written.span().start);
                file.check_value(written.get_ref(), line)?;
                let text = written.get_ref().rsplit_once(':').map_or(written.get_ref().as_str(), |(text, _)| text);
                if let Some(first) = lines.insert(text, line) {
                    repeated.push(RepeatedTerm { line, first, term: text.to_owned(), topic: entry.id.clone() });
                }
                let term = parse_term(written.get_ref(), topic, against).ok_or_else(|| {
                    let message =
                        format!("`{}` is no term: `words`, `word*`, `words * words` or `words:weight`", written.get_ref());
                    file.error(line, message)
                })?;
                terms.push(term);
            }
        }
        let mut by_sector: FxHashMap<String, Vec<(usize, f64)>> = FxHashMap::default();
        for (topic, entry) in document.topic.iter().enumerate() {
            for (sector, &weight) in &entry.sectors {
                by_sector.entry(sector.clone()).or_default().push((topic, weight));
            }
        }
        let trie = Trie::build(terms.iter().map(|term| (fold(&term.head), term.prefix)))?;
        let ids: Vec<String> = document.topic.into_iter().map(|entry| entry.id).collect();
        Ok(Self {
            by_sector,
            ids,
            terms,
            repeated,
            trie,
            refers: document.refers.iter().map(|phrase| fold(phrase)).collect(),
            threshold: document.threshold,
            probability: document.probability.map(toml::Spanned::into_inner),
            strongest: document.strongest.map(toml::Spanned::into_inner),
        })
    }

    /// The score of a sum of weights, from 0 to 1.
    #[must_use]
    pub fn score(weight: f64) -> f64 {
        1.0 - (-weight).exp2()
    }

    /// The score from which a topic is given to a post: the probability, or what the threshold scores.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.probability.unwrap_or_else(|| Self::score(self.threshold))
    }

    /// The score from which the strongest topic of a post is given to it, where a model knows it.
    #[must_use]
    pub fn strongest(&self) -> f64 {
        self.strongest.unwrap_or_else(|| self.least())
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

    /// The terms that speak for a topic: the words without their signs, the topic, and the weight.
    pub fn written(&self) -> impl Iterator<Item = (String, usize, f64)> {
        self.terms.iter().filter(|term| !term.against).map(|term| {
            let words = std::iter::once(term.head.as_str()).chain(term.rest.iter().map(|step| step.word.as_str()));
            (fold(&words.collect::<Vec<_>>().join(" ")), term.topic, term.weight)
        })
    }

    /// The topics that an actor of this sector speaks for, with the weight.
    #[must_use]
    pub fn sector(&self, sector: &str) -> &[(usize, f64)] {
        self.by_sector.get(sector).map_or(&[], Vec::as_slice)
    }

    /// The bytes of the phrase with which a post refers to the one before it: one that opens a line.
    #[must_use]
    pub fn back_reference(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let folded = fold(text);
        let mut starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        starts.find_map(|start| {
            let opens =
                |phrase: &&String| folded[start..].starts_with(phrase.as_str()) && is_boundary(text, start + phrase.len());
            self.refers.iter().find(opens).map(|phrase| start..start + phrase.len())
        })
    }

    /// Every term in `text`. `folded` is `Folded::new(text)`.
    #[must_use]
    pub fn hits(&self, text: &str, folded: &Folded) -> Vec<TopicHit> {
        // A term in four words: mostly enough, and small vectors are cheap.
        let mut hits = Vec::with_capacity(folded.openings().len() / 4);
        self.trie.find(folded, |head, terms| {
            for &index in terms {
                let term = &self.terms[index];
                let (start, head_end) = (head.start, head.end);
                if !term.any_case && text[start..head_end] != term.head {
                    continue;
                }
                let Some(end) = term.end(text, folded, head_end) else { continue };
                hits.push(TopicHit {
                    start,
                    end,
                    topic: term.topic,
                    term: index,
                    weight: term.weight,
                    against: term.against,
                    any_case: term.any_case,
                });
            }
        });
        hits
    }
}

/// `words`, `word*`, `words:0.5`; a `*` by itself stands for a few words. A term against its topic weighs
/// nothing unless it says so.
fn parse_term(written: &str, topic: usize, against: bool) -> Option<Term> {
    let default = if against { 0.0 } else { 1.0 };
    let (text, weight) = match written.rsplit_once(':') {
        Some((text, weight)) => (text, weight.parse::<f64>().ok().filter(|weight| weight.is_finite())?),
        None => (written, default),
    };
    let any_case = !text.chars().any(char::is_uppercase);
    let mut words = text.split_whitespace().peekable();
    let (mut head, mut prefix) = (String::new(), false);
    while let Some(word) = words.next_if(|word| *word != "*") {
        if !head.is_empty() {
            head.push(' ');
        }
        prefix = word.ends_with('*');
        head.push_str(word.trim_end_matches('*'));
        if prefix {
            break;
        }
    }
    let (mut rest, mut gap) = (Vec::new(), false);
    for word in words {
        if word == "*" {
            gap = true;
            continue;
        }
        rest.push(Step { gap, word: word.trim_end_matches('*').to_owned(), prefix: word.ends_with('*') });
        gap = false;
    }
    let sound = !head.is_empty() && !gap && rest.iter().all(|step| !step.word.is_empty() && step.word.chars().all(is_word));
    sound.then_some(Term { head, prefix, rest, topic, weight, any_case, against })
}

#[cfg(test)]
mod tests {
    use super::parse_term;
    use crate::fold::fold;

    #[test]
    fn terms_may_have_endings_and_gaps() {
        let found = |term: &str, text: &str| -> Option<String> {
            let term = parse_term(term, 0, false).expect("a term");
            let folded = fold(text);
            let start = if term.any_case { folded.find(&term.head)? } else { text.find(&term.head)? };
            Some(text[start..term.end(text, &folded, start + term.head.len())?].to_owned())
        };
        assert_eq!(found("send* troops", "Kenya sends troops there").as_deref(), Some("sends troops"));
        assert_eq!(found("send* troops", "Kenya sends no troops there"), None);
        assert_eq!(found("killed * people", "It killed at least 12 people").as_deref(), Some("killed at least 12 people"));
        assert_eq!(found("killed * people", "It killed him. Few people came"), None);
        assert_eq!(found("UN * vote*", "UN will soon hold votes").as_deref(), Some("UN will soon hold votes"));
        for no_term in ["", "*", "war *", "* war", "war:x", "war: "] {
            assert!(parse_term(no_term, 0, false).is_none(), "{no_term}");
        }
    }
}
