//! Trains and measures the model of topics: `topics train OUT GOLD...` and `topics folds GOLD...`.
//!
//! GOLD is a gold file with topics (`docs/EVALUATION.md`); `FILE:5` counts each of its posts five times. `train` writes the
//! model; `folds` trains on four fifths of every file and measures on the rest, five times: precision, recall and F1 over
//! all posts, beside what the sums of the terms give by themselves.

use std::io::Write;

use serde::Deserialize;
use unspool_derive::topics::{Labelled, TopicModel, train};
use unspool_derive::topics_of;
use unspool_lexicon::Lexicons;

/// Parts of the cross-validation.
const FOLDS: usize = 5;

#[derive(Deserialize)]
struct Dump {
    posts: Vec<Post>,
}

#[derive(Deserialize)]
struct Post {
    text: String,
    /// Posts that are there for their names have none.
    topics: Option<Topics>,
}

#[derive(Deserialize)]
struct Topics {
    must: Vec<String>,
    may: Vec<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lexicons = Lexicons::load(None)?;
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["train", out, gold @ ..] if !gold.is_empty() => {
            let posts: Vec<Labelled> = files(gold)?.into_iter().flatten().collect();
            fs_err::write(out, train(&posts, &lexicons).to_bytes())?;
            Ok(())
        }
        ["folds", gold @ ..] if !gold.is_empty() => folds(gold, &files(gold)?, &lexicons),
        _ => Err("usage: topics train OUT GOLD... | topics folds GOLD...".into()),
    }
}

/// The posts of every file.
fn files(names: &[&str]) -> Result<Vec<Vec<Labelled>>, Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for name in names {
        let (name, weight) = match name.rsplit_once(':') {
            Some((name, weight)) => (name, weight.parse()?),
            None => (*name, 1.0),
        };
        let mut posts = Vec::new();
        for line in fs_err::read_to_string(name)?.lines() {
            for Post { text, topics } in serde_json::from_str::<Dump>(line)?.posts {
                let Some(topics) = topics else { continue };
                posts.push(Labelled { text, must: topics.must, may: topics.may, weight });
            }
        }
        files.push(posts);
    }
    Ok(files)
}

#[derive(Clone, Copy, Default)]
struct Counts {
    right: u32,
    extra: u32,
    missed: u32,
}

impl Counts {
    fn add(&mut self, post: &Labelled, found: &[String]) {
        let right = post.must.iter().filter(|topic| found.contains(topic)).count();
        let extra = found.iter().filter(|topic| !post.must.contains(topic) && !post.may.contains(topic)).count();
        for (sum, count) in [(&mut self.right, right), (&mut self.extra, extra), (&mut self.missed, post.must.len() - right)] {
            *sum += u32::try_from(count).unwrap_or(u32::MAX);
        }
    }

    fn shown(self) -> String {
        let ratio = |part: u32, whole: u32| if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) };
        format!(
            "precision {:.3} recall {:.3} F1 {:.3}",
            ratio(self.right, self.right + self.extra),
            ratio(self.right, self.right + self.missed),
            ratio(2 * self.right, 2 * self.right + self.extra + self.missed),
        )
    }
}

/// Each fold is a part of every file in a row, so that threads mostly stay whole.
fn folds(names: &[&str], files: &[Vec<Labelled>], lexicons: &Lexicons) -> Result<(), Box<dyn std::error::Error>> {
    let mut sums = vec![[Counts::default(); 2]; files.len()];
    for fold in 0..FOLDS {
        let apart = |at: usize, count: usize| at * FOLDS / count.max(1) == fold;
        let part = |wanted: bool| -> Vec<Vec<Labelled>> {
            let of = |posts: &Vec<Labelled>| {
                let chosen = posts.iter().enumerate().filter(|(at, _)| apart(*at, posts.len()) == wanted);
                chosen.map(|(_, post)| post.clone()).collect()
            };
            files.iter().map(of).collect()
        };
        let model: TopicModel = train(&part(false).concat(), lexicons);
        for (posts, sums) in part(true).iter().zip(&mut sums) {
            for post in posts {
                sums[0].add(post, &topics_of(&post.text, lexicons, Some(&model)));
                sums[1].add(post, &topics_of(&post.text, lexicons, None));
            }
        }
    }
    let mut out = std::io::stdout().lock();
    for (name, [model, alone]) in names.iter().zip(sums) {
        writeln!(out, "{name}: with the model {}; by sums alone {}", model.shown(), alone.shown())?;
    }
    Ok(())
}
