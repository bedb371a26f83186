//! Phrases that a topic lexicon may lack: frequent in posts without a topic, rare in the others.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use serde_json::{Map, Value};
use unspool_datasets::{DatasetError, TableReader};
use unspool_lexicon::{Figures, Lexicons, WordClass, is_word};

/// Rows that are held at a time.
const SLICE: usize = 4_096;
/// Longest phrase in words.
const LONGEST: usize = 3;
/// Phrases that are counted at a time; beyond it those seen once are forgotten.
const MOST_PHRASES: usize = 2_000_000;

/// A phrase with the posts that hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The words, in small letters.
    pub phrase: String,
    /// Posts without a topic that hold it.
    pub without: u32,
    /// Posts with a topic that hold it.
    pub with: u32,
    /// Log-odds of the phrase in posts without a topic against the others, in standard errors.
    pub score: f64,
    /// A post without a topic that holds it.
    pub example: String,
}

#[derive(Default)]
struct Count {
    without: u32,
    with: u32,
    example: String,
}

/// The phrases of the dataset in `directory` that speak most for posts without a topic, in at least
/// `least` of them, the strongest first.
///
/// # Errors
/// When there is no dataset, or it cannot be read.
pub fn suggest(directory: &Utf8Path, lexicons: &Lexicons, least: u32, most: usize) -> Result<Vec<Suggestion>, DatasetError> {
    let string = |row: &Map<String, Value>, column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut told: BTreeSet<String> = BTreeSet::new();
    TableReader::open(directory, "topics")?.for_each(SLICE, |row| {
        told.insert(string(row, "post_id"));
    })?;
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut posts_without, mut posts_with) = (0_u32, 0_u32);
    TableReader::open(directory, "posts")?.for_each(SLICE, |row| {
        let id = string(row, "post_id");
        let has_topic = told.contains(&id);
        *(if has_topic { &mut posts_with } else { &mut posts_without }) += 1;
        for phrase in phrases(&string(row, "text"), &lexicons.figures) {
            let count = counts.entry(phrase).or_default();
            if has_topic {
                count.with += 1;
            } else {
                count.without += 1;
                if count.example.is_empty() {
                    count.example.clone_from(&id);
                }
            }
        }
        if counts.len() > MOST_PHRASES {
            counts.retain(|_, count| count.without + count.with > 1);
        }
    })?;
    let mut found: Vec<Suggestion> = counts
        .into_iter()
        .filter(|(_, count)| count.without >= least)
        .map(|(phrase, count)| Suggestion {
            score: score(count.without, posts_without, count.with, posts_with),
            phrase,
            without: count.without,
            with: count.with,
            example: count.example,
        })
        .filter(|suggestion| suggestion.score > 0.0)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.phrase.cmp(&b.phrase)));
    found.truncate(most);
    Ok(found)
}

/// Log-odds ratio with half a post added to every cell, over its standard error.
fn score(in_a: u32, of_a: u32, in_b: u32, of_b: u32) -> f64 {
    let odds = |part: u32, whole: u32| ((f64::from(part) + 0.5) / (f64::from(whole - part) + 0.5)).ln();
    let error = (1.0 / (f64::from(in_a) + 0.5) + 1.0 / (f64::from(in_b) + 0.5)).sqrt();
    (odds(in_a, of_a) - odds(in_b, of_b)) / error
}

/// The phrases of a text: up to three words of one line that neither begin nor end with a word of the closed
/// classes.
fn phrases(text: &str, words: &Figures) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for stretch in text.split(['\n', '.', ',', ';', ':', '!', '?', '(', ')', '"', '“', '”']) {
        let tokens: Vec<String> = stretch
            .split(|c: char| !is_word(c) && !matches!(c, '-' | '\'' | '’'))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let ends = |word: &String| {
            word.chars().count() > 2 && !words.is(word, WordClass::Function) && word.chars().any(char::is_alphabetic)
        };
        for first in 0..tokens.len() {
            for last in first..(first + LONGEST).min(tokens.len()) {
                if ends(&tokens[first]) && ends(&tokens[last]) {
                    found.insert(tokens[first..=last].join(" "));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::{phrases, score};

    #[test]
    fn phrases_do_not_end_in_small_words() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let found: Vec<String> = phrases("The price of bread", &lexicons.figures).into_iter().collect();
        assert_eq!(found, ["bread", "price", "price of bread"]);
    }

    #[test]
    fn what_posts_without_a_topic_say_more_often_scores_higher() {
        assert!(score(10, 100, 1, 100) > score(10, 100, 8, 100));
        assert!(score(1, 100, 10, 100) < 0.0);
        assert!(score(100, 100, 0, 0) > 0.0);
    }
}
