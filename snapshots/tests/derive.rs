//! Stage 3: for each feature the texts with its spans marked, and the rows beside them.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use libtest_mimic::Trial;
use serde_json::{Map, Value};
use unspool_derive::{Subject, derive};
use unspool_ingest::{Item, thread_page};
use unspool_lexicon::Lexicons;
use unspool_model::Features;
use unspool_model::mark::{Mark, marked};
use unspool_normalize::{DumpContext, draft};

use crate::{inputs, pinned};

static LEXICONS: LazyLock<Arc<Lexicons>> = LazyLock::new(|| Arc::new(Lexicons::load(None).expect("the embedded lexicons load")));

const FEATURES: [&str; 7] = ["topics", "actors", "places", "quantities", "dates", "links", "telegram_sources"];

pub fn trials() -> Vec<Trial> {
    let seed = inputs::workspace().join("data/raw/x/000_2be6835ece57138a.txt");
    let mut cases = vec![("seed".to_owned(), seed.clone(), seed_posts(&seed))];
    for path in inputs::files("posts") {
        cases.push((path.file_stem().expect("a name").to_owned(), path.clone(), inputs::posts(&path)));
    }
    let mut trials = Vec::new();
    for (case, path, posts) in cases {
        let derived: Arc<Vec<(String, Features)>> =
            Arc::new(posts.into_iter().map(|text| (text.clone(), derive(&Subject::text(&text), &LEXICONS))).collect());
        for feature in FEATURES {
            let derived = derived.clone();
            if derived.iter().any(|(_, features)| !rows(features, feature).is_empty()) {
                trials
                    .push(pinned::trial("3-derive", format!("{case}.{feature}"), Some(&path), move || shown(&derived, feature)));
            }
        }
    }
    trials
}

fn seed_posts(path: &camino::Utf8Path) -> Vec<String> {
    let context = DumpContext {
        dump_id: "seed".into(),
        platform: unspool_model::Platform::X,
        author_handle: None,
        author_name: None,
        replies: false,
    };
    let bytes = std::fs::read(path).expect("the seed dump is there");
    let items = thread_page(&bytes).expect("memory can be read");
    items
        .into_iter()
        .filter_map(|item| if let Item::Record(record) = item { draft(*record, 1, &context).ok() } else { None })
        .map(|draft| draft.post.text)
        .collect()
}

fn rows(features: &Features, feature: &str) -> Vec<Map<String, Value>> {
    let Ok(Value::Object(mut tables)) = serde_json::to_value(features) else { panic!("features are an object") };
    let Some(Value::Array(rows)) = tables.remove(feature) else { panic!("a feature is a list") };
    rows.into_iter()
        .map(|row| match row {
            Value::Object(row) => row,
            other => panic!("a row is an object, not {other}"),
        })
        .collect()
}

/// The posts that have rows (all of a small case, so that a reviewer sees what is left alone).
fn shown(derived: &[(String, Features)], feature: &str) -> String {
    let mut out = String::new();
    for (text, features) in derived {
        let rows = rows(features, feature);
        if rows.is_empty() && derived.len() > 12 {
            continue;
        }
        let number = |row: &Map<String, Value>, column: &str| {
            row.get(column).and_then(Value::as_u64).and_then(|value| u32::try_from(value).ok())
        };
        let marks: Vec<Mark> = rows
            .iter()
            .filter_map(|row| Some(Mark { start: number(row, "start_char")?, end: number(row, "end_char")? }))
            .collect();
        writeln!(out, "{}", marked(text, &marks, "⟦", "⟧")).expect("writing to a string");
        for mut row in rows {
            let (start, end) = (number(&row, "start_char"), number(&row, "end_char"));
            let surface = row.remove("surface").and_then(|value| value.as_str().map(str::to_owned));
            if let (Some(start), Some(end), Some(surface)) = (start, end, surface) {
                let cut: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
                assert_eq!(cut, surface, "text[{start}..{end}] is not the surface");
                write!(out, "  {surface:?}").expect("writing to a string");
            } else {
                write!(out, " ").expect("writing to a string");
            }
            row.retain(|column, value| {
                !value.is_null()
                    && *value != Value::Bool(false)
                    && *value != Value::Array(Vec::new())
                    && !column.ends_with("_char")
            });
            writeln!(out, " {}", Value::Object(row)).expect("writing to a string");
        }
        out.push('\n');
    }
    out
}
