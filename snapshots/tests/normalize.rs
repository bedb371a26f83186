//! Stage 2: the posts and threads of a dump, as JSON without nulls.

use std::fmt::Write as _;

use camino::Utf8Path;
use libtest_mimic::Trial;
use serde_json::{Map, Value};
use unspool_ingest::{Item, Place, Source, fingerprint, open};
use unspool_model::Platform;
use unspool_normalize::{DumpContext, Linked, Linker, draft};

use crate::{inputs, pinned};

pub fn trials() -> Vec<Trial> {
    inputs::dumps()
        .into_iter()
        .map(|(case, path)| pinned::trial("2-normalize", case, Some(&path.clone()), move || shown(&path)))
        .collect()
}

fn shown(path: &Utf8Path) -> String {
    let (format, items) = open(&Place::file(path), &Source::default()).expect("the dump can be opened");
    let context = DumpContext {
        dump_id: fingerprint(&Place::file(path), 0).expect("the dump can be read").dump_id().into(),
        platform: format.platform().unwrap_or(Platform::X),
        author_handle: None,
        author_name: None,
        replies: format.has_replies(),
    };
    let mut linker = Linker::default();
    let mut out = String::new();
    let records = items.filter_map(|item| match item.expect("the dump can be read") {
        Item::Record(record) => Some(*record),
        _ => None,
    });
    for (number, record) in (1..).zip(records) {
        match draft(record, number, &context).map(|draft| linker.link(draft, &context).expect("it is linked")) {
            Ok(Linked::Post(post)) => {
                let text = post.text.clone();
                let mut row = said(&post);
                row.remove("text");
                row.remove("dump_id");
                writeln!(out, "post {}", Value::Object(row)).expect("writing to a string");
                text.lines().for_each(|line| writeln!(out, "    {line}").expect("writing to a string"));
            }
            Ok(Linked::Reject(reject)) => {
                writeln!(out, "REJECT {}: {}", reject.reason, reject.detail).expect("writing to a string");
            }
            Err(reject) => writeln!(out, "REJECT {}: {}", reject.reason, reject.detail).expect("writing to a string"),
        }
    }
    for thread in linker.closed_threads(&context, true, usize::MAX).expect("threads are closed") {
        writeln!(out, "thread {}", Value::Object(said(&thread))).expect("writing to a string");
    }
    out
}

/// A row without its nulls and empty lists.
fn said(row: &impl serde::Serialize) -> Map<String, Value> {
    let Ok(Value::Object(mut row)) = serde_json::to_value(row) else { panic!("a row is an object") };
    row.retain(|_, value| !value.is_null() && *value != Value::Array(Vec::new()));
    row
}
