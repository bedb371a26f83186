//! Measures handles, hashtags and links against the cases of twitter-text: `twitter_text FILE [--verbose]`.
//!
//! FILE is `extract.yml` as JSON (`make conformance` converts it: a reader of YAML would be a dependency for this alone):
//! per kind a list of cases with `text` and `expected`, with spans in code points where the kind
//! says so. Handles are compared in small letters, as `posts.handles` has them.

use std::io::Write as _;

use serde_json::Value;
use unspool_derive::{Subject, derive_with};
use unspool_lexicon::Lexicons;
use unspool_model::{Platform, Record};
use unspool_normalize::{DumpContext, draft};

/// Kinds of cases, in the order of the file, and whether all of them must pass.
const KINDS: [(&str, bool); 7] = [
    ("mentions", true),
    ("urls", true),
    ("urls_with_indices", true),
    ("urls_with_directional_markers", false),
    ("tco_urls_with_params", false),
    ("hashtags", true),
    ("hashtags_from_astral", true),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("usage: twitter_text FILE [--verbose]")?;
    let verbose = arguments.iter().any(|argument| argument == "--verbose");
    let document: Value = serde_json::from_str(&fs_err::read_to_string(path)?)?;
    let tests = &document["tests"];
    let lexicons = Lexicons::load(None)?;
    let mut out = std::io::stdout().lock();
    let mut short = false;
    for (kind, must) in KINDS {
        let cases = tests[kind].as_array().ok_or("a kind is missing")?;
        let mut passed = 0;
        for case in cases {
            let text = case["text"].as_str().unwrap_or_default();
            let mut wanted: Vec<String> = case["expected"].as_array().into_iter().flatten().map(expected).collect();
            if kind == "mentions" {
                wanted = wanted.iter().map(|handle| handle.to_lowercase()).collect();
            }
            let spans = case["expected"][0].is_object();
            let found = found(kind, text, spans, &lexicons);
            if found == wanted {
                passed += 1;
            } else if verbose {
                writeln!(out, "{kind}: {text:?}\n  found {found:?}, not {wanted:?}")?;
            }
        }
        short |= must && passed < cases.len();
        writeln!(out, "twitter-text {kind}: {passed} of {}", cases.len())?;
    }
    if short { Err("not every case of handles, links and hashtags passes".into()) } else { Ok(()) }
}

/// What a case expects, as one line: a text, or a text with its span.
fn expected(value: &Value) -> String {
    let Some(text) = value.as_str() else {
        let name = ["url", "screen_name", "hashtag"].iter().find_map(|key| value[*key].as_str()).unwrap_or_default();
        let at = |index: usize| value["indices"][index].as_i64().unwrap_or_default();
        return format!("{name} {} {}", at(0), at(1));
    };
    text.to_owned()
}

fn found(kind: &str, text: &str, spans: bool, lexicons: &Lexicons) -> Vec<String> {
    if kind.starts_with("urls") || kind.starts_with("tco") {
        let links = derive_with(&Subject::text(text), lexicons, None).links;
        let shown = |link: unspool_model::Link| {
            if spans { format!("{} {} {}", link.surface, link.start_char, link.end_char) } else { link.surface }
        };
        return links.into_iter().map(shown).collect();
    }
    let context =
        DumpContext { dump_id: "case".into(), platform: Platform::X, author_handle: None, author_name: None, replies: false };
    let record = Record { text: text.to_owned(), ..Record::default() };
    let Ok(draft) = draft(record, 1, &context) else { return Vec::new() };
    if kind.starts_with("hashtags") { draft.post.hashtags } else { draft.post.handles }
}
