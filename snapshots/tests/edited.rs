//! Posts of the snapshots with small edits, and cut behind any of their words: whatever somebody writes instead, the tables keep
//! their contract.
//!
//! A spec pins what is right on posts that were thought of. Here are posts that nobody thought of, near enough to sense that the
//! rules of every table come into play; the same ones in every run.

use camino::Utf8Path;
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use unspool_pipeline::{Lexicons, Options, Platform, build, plan_files};

use crate::inputs;

/// Posts that are made.
const POSTS: usize = 6_000;
/// Bytes of a post that ends behind one of its words.
const LONGEST_CUT: usize = 160;
/// Bytes that a dump may unpack to, which this one does not.
const UNPACKED: u64 = 1 << 30;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("posts with edits keep the contract of the tables", || keep_the_contract(edits()?)),
        Trial::test("posts that end behind any word keep the contract of the tables", || keep_the_contract(cuts())),
    ]
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(Index, &'static str),
    Delete(Index),
    /// What lies between two places is left out.
    Cut(Index, Index),
    ChangeCase(Index),
}

impl Edit {
    fn apply(&self, text: &mut Vec<char>) {
        match *self {
            Self::Insert(at, piece) => {
                let at = at.index(text.len() + 1);
                text.splice(at..at, piece.chars());
            }
            _ if text.is_empty() => {}
            Self::Delete(at) => {
                text.remove(at.index(text.len()));
            }
            Self::Cut(one, other) => {
                let (one, other) = (one.index(text.len()), other.index(text.len()));
                text.drain(one.min(other)..one.max(other));
            }
            Self::ChangeCase(at) => {
                let at = at.index(text.len());
                let c = text[at];
                let other: Vec<char> = if c.is_lowercase() { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
                text.splice(at..=at, other);
            }
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    // What rules of several tables look at, and what breaks the count of characters.
    let pieces = prop::sample::select(vec![
        "'", "’", "'s ", "-", "- ", ".", ",", ";", ": ", "@", "#", "/", " ", "\n", "\u{a0}", "\u{200b}", "\u{301}", "\u{202e}",
        "İ", "ß", "ﬁ", "＃", "é", "Я", "ї", "0", "12", " mm ", "%", "km", "$", "€", "(", ")", "“", "”", "—", "…", "The ", "the ",
        "two ", "said ", "of ", " and ", " to ", "poll ", "Nov ", "t.me/", "https://",
    ]);
    prop_oneof![
        4 => (any::<Index>(), pieces).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        3 => any::<Index>().prop_map(Edit::Delete),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Edit::Cut(one, other)),
        2 => any::<Index>().prop_map(Edit::ChangeCase),
    ]
}

/// A post of the snapshots, or two in one, with a few edits.
fn edited(posts: Vec<String>) -> impl Strategy<Value = String> {
    let post = (prop::sample::select(posts), prop::collection::vec(edit(), 1..6)).prop_map(|(post, edits)| {
        let mut text: Vec<char> = post.chars().collect();
        for edit in edits {
            edit.apply(&mut text);
        }
        text.into_iter().collect::<String>()
    });
    prop::collection::vec(post, 1..3).prop_map(|posts| posts.join(" "))
}

fn posts() -> Vec<String> {
    inputs::files("posts").iter().flat_map(|file| inputs::posts(file)).collect()
}

fn edits() -> Result<Vec<String>, Failed> {
    let strategy = edited(posts());
    let mut runner = TestRunner::deterministic();
    let text = |_| strategy.new_tree(&mut runner).map(|tree| tree.current()).map_err(|reason| reason.to_string().into());
    (0..POSTS).map(text).collect()
}

/// Each post up to the end of each of its words, without what is far in front of it; and each name of the lexicon at the end of a
/// post: no rule may look for a word behind the last one.
fn cuts() -> Vec<String> {
    let cut = |post: &String| -> Vec<String> {
        let ends =
            post.char_indices().zip(post.chars().skip(1)).filter(|((_, c), next)| c.is_alphanumeric() && !next.is_alphanumeric());
        let start = |end: usize| post.floor_char_boundary(end.saturating_sub(LONGEST_CUT));
        ends.map(|((at, c), _)| at + c.len_utf8()).map(|end| post[start(end)..end].to_owned()).collect()
    };
    let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
    let names =
        lexicons.names.actors.iter().map(|actor| &actor.name).chain(lexicons.names.places.iter().map(|place| &place.name));
    let named_last = names.map(|name| format!("40 of the Zelvi Centre for {name}"));
    posts().iter().flat_map(cut).chain(named_last).collect()
}

fn keep_the_contract(texts: Vec<String>) -> Result<(), Failed> {
    let mut dump = String::new();
    for (id, text) in texts.into_iter().enumerate() {
        dump += &serde_json::json!({ "id": id.to_string(), "text": text, "created_at": "2024-11-05T12:00:00Z" }).to_string();
        dump.push('\n');
    }
    let folder = tempfile::tempdir()?;
    let path = Utf8Path::from_path(folder.path()).ok_or("a path in UTF-8")?;
    let (file, out) = (path.join("edited.jsonl"), path.join("tables"));
    fs_err::write(&file, dump)?;
    let plan = plan_files(&[file], &out, Platform::X, None, None, UNPACKED)?;
    build(&plan, &Lexicons::load(None)?, Options { workers: 2 }, &(), "0.0.0")?;
    let problems = unspool_datasets::check(&out)?;
    if problems.is_empty() { Ok(()) } else { Err(format!("{problems:#?}").into()) }
}
