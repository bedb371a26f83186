//! The stages, each by itself on the same posts, on one core.

#![allow(clippy::expect_used, reason = "a bench that cannot run says why and stops")]

use std::sync::LazyLock;

use camino::Utf8Path;
use divan::{Bencher, counter::ItemsCount};
use unspool_derive::{Subject, derive};
use unspool_ingest::{Item, Place, Source, open, thread_page};
use unspool_lexicon::Lexicons;
use unspool_model::{Features, Platform, Post, Record};
use unspool_normalize::{DumpContext, Linked, Linker, draft};
use unspool_pipeline::unit;

/// The one of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The seed, and copies of it as one long page.
const SEED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/raw/x/000_2be6835ece57138a.txt");

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

fn records() -> Vec<Record> {
    let (_, items) = open(&Place::file(Utf8Path::new(SEED)), &Source::default()).expect("the seed is there");
    items.filter_map(|item| if let Ok(Item::Record(record)) = item { Some(*record) } else { None }).collect()
}

fn context() -> DumpContext {
    DumpContext { dump_id: "bench".into(), platform: Platform::X, author_handle: None, author_name: None, replies: false }
}

fn texts() -> Vec<String> {
    records().into_iter().filter_map(|record| draft(record, 1, &context()).ok()).map(|draft| draft.post.text).collect()
}

fn rows() -> Vec<(Post, Features)> {
    let mut linker = Linker::default();
    let drafts = (1..).zip(records()).filter_map(|(number, record)| draft(record, number, &context()).ok());
    drafts
        .filter_map(|draft| {
            let features = derive(&Subject::text(&draft.post.text), &LEXICONS);
            if let Ok(Linked::Post(post)) = linker.link(draft, &context()) { Some((post, features)) } else { None }
        })
        .collect()
}

/// Times one post, a hundred runs a sample, as a build meets one post after another. It runs once before, so that no sample loads
/// lexicons and models.
fn timed<T>(bencher: Bencher<'_, '_>, post: impl Fn() -> T + Sync) {
    divan::black_box_drop(post());
    bencher.counter(ItemsCount::new(1_usize)).bench(post);
}

#[divan::bench]
fn lexicons_load(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Lexicons::load(None));
}

/// A post of 200 characters without a digit or number word.
const NO_FIGURE: &str = "The governor said that the road to the airport was closed after the attack and that engineers were clearing the bridge, while people from the villages around it waited for buses in the rain near a school";

/// One of the same length with two figures, a date and a source.
const FIGURES: &str = "Kyiv says at least 300 soldiers were lost near the bridge on 24 February 2022, while Moscow puts it at dozens; people from the villages around it waited for buses in the rain near a school that had closed";

/// One that holds little else.
const DENSE: &str = "Kyiv says at least 300 soldiers and two drones were lost near the bridge on 24 February 2022, while Moscow puts it at dozens; about 40% of the 1,500 shells were duds and the fuel cost $3.5 million a week";

#[divan::bench(args = [NO_FIGURE, FIGURES, DENSE], sample_size = 100)]
fn figures_and_dates(bencher: Bencher<'_, '_>, text: &str) {
    let subject = Subject::text(text);
    timed(bencher, || unspool_derive::figures_and_dates(&subject, &LEXICONS));
}

/// What of it is the token layer that all features share.
#[divan::bench(args = [NO_FIGURE, FIGURES, DENSE], sample_size = 100)]
fn token_layer(bencher: Bencher<'_, '_>, text: &str) {
    timed(bencher, || unspool_derive::token_count(text, &LEXICONS));
}

/// A post of 200 characters that lexicons explain, and one with a name that none knows.
const KNOWN_NAMES: &str = "Russian troops and their allies left the town near Kharkiv after talks in Ankara, and NATO officials said that Ukraine and the United States would sign a new security agreement before the summit in Vilnius";
const UNKNOWN_NAME: &str = "Russian troops and their allies left the town near Kharkiv after talks in Ankara, and Oleksandra Drozd of the Solmar Institute said that Ukraine would sign a new security agreement before the next summit";

static TEN_TIMES: LazyLock<Lexicons> = LazyLock::new(|| {
    let own = Lexicons::load(None).expect("the embedded lexicons load");
    let file = own.files.iter().find(|file| file.name == "actors.csv").expect("an embedded file");
    let mut actors = file.text.to_string();
    for number in 0..own.names.actors.len() * 9 {
        use std::fmt::Write as _;
        writeln!(actors, "made-{number},Made Upname{number},person,GOV,RUS,,Upname{number},,").expect("writing to a string");
    }
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("ten-times");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("actors.csv"), actors).expect("a file");
    Lexicons::load(Some(&folder)).expect("the larger lexicons load")
});

#[divan::bench(args = [KNOWN_NAMES, UNKNOWN_NAME], sample_size = 100)]
fn names_and_topics_by_lexicons(bencher: Bencher<'_, '_>, text: &str) {
    timed(bencher, || unspool_derive::names_and_topics(text, &LEXICONS, None));
}

#[divan::bench(args = [KNOWN_NAMES, UNKNOWN_NAME], sample_size = 100)]
fn names_and_topics_by_lexicons_ten_times_as_large(bencher: Bencher<'_, '_>, text: &str) {
    timed(bencher, || unspool_derive::names_and_topics(text, &TEN_TIMES, None));
}

#[divan::bench(args = [KNOWN_NAMES, UNKNOWN_NAME], sample_size = 100)]
fn names_and_topics_with_the_model(bencher: Bencher<'_, '_>, text: &str) {
    let model = unspool_derive::tagger::Tagger::embedded();
    timed(bencher, || unspool_derive::names_and_topics(text, &LEXICONS, model));
}

#[divan::bench]
fn ingest_thread_text(bencher: Bencher<'_, '_>) {
    let bytes = std::fs::read(SEED).expect("the seed is there");
    bencher.counter(ItemsCount::new(records().len())).bench(|| thread_page(&bytes));
}

#[divan::bench]
fn normalize(bencher: Bencher<'_, '_>) {
    let context = context();
    bencher
        .counter(ItemsCount::new(records().len()))
        .with_inputs(records)
        .bench_values(|records| records.into_iter().map(|record| draft(record, 1, &context)).collect::<Vec<_>>());
}

#[divan::bench]
fn derive_all_features(bencher: Bencher<'_, '_>) {
    let texts = texts();
    bencher
        .counter(ItemsCount::new(texts.len()))
        .bench(|| texts.iter().map(|text| derive(&Subject::text(text), &LEXICONS)).collect::<Vec<_>>());
}

#[divan::bench]
fn encode_tables(bencher: Bencher<'_, '_>) {
    let rows = rows();
    bencher.counter(ItemsCount::new(rows.len())).bench(|| unit::encode(&rows));
}
