//! What names are learned from: the `CoNLL` files of the corpora, and posts of our own.

use std::ops::Range;

use camino::Utf8Path;
use serde::Deserialize;
use unspool_derive::tagger::{Labelled, Name, NameKind, OwnKind, OwnPost, Renamer, Sentence, Sight};
use unspool_lexicon::{Lexicons, is_word};

type Failure = Box<dyn std::error::Error>;

/// How often a post of our own is learned from under other names.
const RENAMED: usize = 2;

/// BTC, and WNUT-17.
pub fn corpora(folder: &Utf8Path, joined: Joined) -> Result<(Vec<Sentence>, Vec<Sentence>), Failure> {
    let read = |name: &str| -> Result<Vec<Sentence>, Failure> {
        let mut files: Vec<_> = folder.join(name).read_dir_utf8()?.collect::<Result<_, _>>()?;
        files.sort_by_key(|file| file.file_name().to_owned());
        let mut sentences = Vec::new();
        for file in files.iter().filter(|file| file.path().extension() == Some("conll")) {
            sentences.extend(conll(&fs_err::read_to_string(file.path())?, joined));
        }
        Ok(sentences)
    };
    Ok((read("btc")?, read("wnut17")?))
}

/// How the tokens of a `CoNLL` file are put together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// As posts are written: `@` and `#` stand before their word.
    Written,
    /// With a space between all tokens, as the files have them.
    Spaced,
}

/// The posts of a `CoNLL` file.
fn conll(text: &str, joined: Joined) -> Vec<Sentence> {
    let lines: Vec<&str> = text.lines().collect();
    lines.split(|line| line.trim().is_empty()).filter(|block| !block.is_empty()).map(|block| sentence(block, joined)).collect()
}

fn sentence(block: &[&str], joined: Joined) -> Sentence {
    let mut sentence = Sentence { text: String::new(), names: Vec::new(), weight: 1.0 };
    let mut open = false;
    for line in block {
        let Some((token, label)) = line.split_once('\t').or_else(|| line.split_once(' ')) else { continue };
        let glued = joined == Joined::Written && ends_with_sign(&sentence.text);
        if !sentence.text.is_empty() && !glued {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        sentence.text.push_str(token);
        let end = sentence.text.len();
        let kind = kind(label.trim());
        match (kind, sentence.names.last_mut()) {
            (Some(kind), Some(last)) if open && label.starts_with("I-") && last.name.kind == kind => last.name.span.end = end,
            (Some(kind), _) => {
                sentence.names.push(Labelled { name: Name { span: start..end, kind }, sight: Sight::Whole });
            }
            (None, _) => {}
        }
        open = kind.is_some();
    }
    // Handles are left out; a hashtag is named without its sign.
    let text = &sentence.text;
    sentence.names.retain_mut(|Labelled { name: Name { span, .. }, .. }| {
        span.start += usize::from(text[span.clone()].starts_with('#'));
        span.start < span.end && !text[span.clone()].starts_with('@') && !text[..span.start].ends_with('@')
    });
    sentence
}

/// Whether a text ends in a lone `@` or `#`.
fn ends_with_sign(text: &str) -> bool {
    text.strip_suffix(['@', '#']).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// WNUT's corporations and groups are organisations; products and works are none of the three.
fn kind(label: &str) -> Option<NameKind> {
    Some(match label.split_once('-')?.1 {
        "PER" | "person" => NameKind::Person,
        "ORG" | "corporation" | "group" => NameKind::Organization,
        "LOC" | "location" => NameKind::Location,
        _ => return None,
    })
}

/// A dump of posts in the manner of a gold file (`docs/EVALUATION.md`).
#[derive(Deserialize)]
struct Dump {
    posts: Vec<Post>,
}

#[derive(Deserialize)]
struct Post {
    text: String,
    /// Posts that are there for their topics have none.
    names: Option<Vec<Mark>>,
}

#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "surface")]
    name: String,
    kind: Kind,
    nth: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Person,
    Organization,
    Place,
    State,
}

/// The posts of our own, as they are and under other names.
pub fn own(file: &Utf8Path, lexicons: &Lexicons) -> Result<Vec<Sentence>, Failure> {
    let mut posts = Vec::new();
    for (at, line) in fs_err::read_to_string(file)?.lines().enumerate() {
        for Post { text, names } in serde_json::from_str::<Dump>(line)?.posts {
            let Some(names) = names else { continue };
            posts.push(
                own_post(text, names)
                    .map_err(|surface| format!("{file}, line {}: `{surface}` is not there, or not in its order", at + 1))?,
            );
        }
    }
    let mut renamer = Renamer::new(lexicons);
    let mut sentences: Vec<Sentence> = posts.iter().map(OwnPost::sentence).collect();
    for _ in 0..RENAMED {
        sentences.extend(posts.iter().filter(|post| !post.names.is_empty()).map(|post| renamer.renamed(post)));
    }
    Ok(sentences)
}

/// A post with the spans of its names; the surface that does not stand behind the one before, if there is one.
fn own_post(text: String, names: Vec<Mark>) -> Result<OwnPost, String> {
    let mut spans = Vec::with_capacity(names.len());
    for Mark { name: surface, kind, nth } in names {
        let whole = |&at: &usize| !text[..at].ends_with(is_word) && !text[at + surface.len()..].starts_with(is_word);
        let mut starts = text.match_indices(&surface).map(|(at, _)| at).filter(whole);
        let done = spans.last().map_or(0, |(span, _): &(Range<usize>, OwnKind)| span.end);
        let Some(start) = starts.nth(nth.unwrap_or(1).saturating_sub(1)).filter(|&start| start >= done) else {
            return Err(surface);
        };
        let kind = match kind {
            Kind::Person => OwnKind::Person,
            Kind::Organization => OwnKind::Organization,
            Kind::Place => OwnKind::Place,
            Kind::State => OwnKind::State,
        };
        spans.push((start..start + surface.len(), kind));
    }
    Ok(OwnPost { text, names: spans })
}
