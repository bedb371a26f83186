//! Stage 1: the items of a dump, in byte order.

use std::fmt::Write as _;

use camino::Utf8Path;
use libtest_mimic::Trial;
use unspool_ingest::{Item, Place, Source, open};
use unspool_model::{Record, ordinal::Total};

use crate::{inputs, pinned};

pub fn trials() -> Vec<Trial> {
    inputs::dumps()
        .into_iter()
        .map(|(case, path)| pinned::trial("1-ingest", case, Some(&path.clone()), move || shown(&path)))
        .collect()
}

fn shown(path: &Utf8Path) -> String {
    let (format, items) = open(&Place::file(path), &Source::default()).expect("the dump can be opened");
    let mut out = format!("format {format}\n");
    let mut at = 0;
    for item in items {
        let item = item.expect("the dump can be read");
        let end = at + item.bytes();
        match &item {
            Item::Furniture(_) => writeln!(out, "{at}..{end} furniture"),
            Item::Reject(reject) => writeln!(out, "{at}..{end} line {} REJECT {}: {}", reject.line, reject.reason, reject.detail),
            Item::Record(record) => writeln!(out, "{at}..{end} line {} {}", record.line, facts(record))
                .and_then(|()| record.text.lines().try_for_each(|line| writeln!(out, "    {line}"))),
        }
        .expect("writing to a string");
        at = end;
    }
    out
}

fn facts(record: &Record) -> String {
    let mut facts = Vec::new();
    if let Some(thread) = &record.thread {
        let kind = thread.kind.map_or("thread", |kind| kind.as_str());
        facts.push(format!("{kind} {}", thread.native_id.clone().unwrap_or_else(|| thread.number.to_string())));
        facts.extend(thread.started_on.map(|date| format!("started {date}")));
        facts.extend(thread.declared_total.map(|total| format!("of {total}")));
    }
    for found in &record.ordinals {
        let number = found.number.map_or("-".to_owned(), |number| number.to_string());
        let total = match found.total {
            Total::None => String::new(),
            Total::Open => "/n".to_owned(),
            Total::Known(total) => format!("/{total}"),
        };
        facts.push(format!("ordinal {number}{total} {:?}", &record.text[found.span.clone()]));
    }
    facts.extend(record.boundary.map(|boundary| format!("ends by {boundary}")));
    let fields = [
        ("id", &record.native_id),
        ("author", &record.author_handle),
        ("name", &record.author_name),
        ("created", &record.created_at),
        ("lang", &record.lang),
        ("reply_to", &record.reply_to),
    ];
    facts.extend(fields.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name} {value}"))));
    facts.extend(record.likes.map(|likes| format!("likes {likes}")));
    facts.join(", ")
}
