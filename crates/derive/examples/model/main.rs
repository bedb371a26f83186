//! Trains and measures the model of names: `model train FOLDER OWN OUT` and `model folds FOLDER OWN`.
//!
//! FOLDER holds `btc/*.conll` (Broad Twitter Corpus) and `wnut17/*.conll` (WNUT-17), a token and its
//! BIO label a line, a blank line between posts; OWN posts of our own with their names. `train` writes the model from all
//! of it; `folds` trains on four fifths of BTC (and all of the rest) and measures `derive` on the fifth, five times, with
//! the typed F1 of spans: persons; organisations and groups; states and places as locations. Every row counts,
//! demonyms and composed mentions too, which BTC does not annotate. Names that begin with `@` are left out on
//! both sides. The files part `@` from its handle; put back together the handles are left out, with a space
//! between they are names to find: both are measured.

mod corpora;

use std::io::Write;

use camino::Utf8Path;
use corpora::{Joined, corpora, own};
use unspool_derive::tagger::{Labelled, NameKind, Sentence, Tagger, train};
use unspool_derive::{Subject, derive_with, model_names};
use unspool_lexicon::Lexicons;
use unspool_model::{ActorKind, Features};

/// Times through the sentences.
const EPOCHS: usize = 10;
/// Parts of the cross-validation.
const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lexicons = Lexicons::load(None)?;
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["train", folder, posts, out] => {
            let (mut sentences, other) = corpora(Utf8Path::new(folder), Joined::Spaced)?;
            sentences.extend(other);
            sentences.extend(own(Utf8Path::new(posts), &lexicons)?);
            let model = train(&sentences, &lexicons, EPOCHS);
            fs_err::write(out, model.to_bytes())?;
            Ok(())
        }
        ["folds", folder, posts] => all_folds(Utf8Path::new(folder), Utf8Path::new(posts), &lexicons, false),
        ["folds", folder, posts, "--verbose"] => all_folds(Utf8Path::new(folder), Utf8Path::new(posts), &lexicons, true),
        _ => Err("usage: model train FOLDER OWN OUT | model folds FOLDER OWN [--verbose]".into()),
    }
}

#[derive(Default)]
struct Counts {
    right: [u32; 3],
    found: [u32; 3],
    wanted: [u32; 3],
}

/// What one fold measures: lexicons and model, lexicons alone, the model alone.
const WAYS: [&str; 3] = ["lexicons and model", "lexicons alone", "model alone"];

/// Both ways of putting the tokens together: how posts are written, and as the files have them.
fn all_folds(folder: &Utf8Path, posts: &Utf8Path, lexicons: &Lexicons, verbose: bool) -> Result<(), Box<dyn std::error::Error>> {
    let (btc, mut rest) = corpora(folder, Joined::Spaced)?;
    rest.extend(own(posts, lexicons)?);
    for (name, joined) in [("as posts are written", Joined::Written), ("a space between all tokens", Joined::Spaced)] {
        folds(name, &btc, &rest, &corpora(folder, joined)?.0, lexicons, verbose)?;
    }
    Ok(())
}

/// Trains on four fifths of `btc` and on the `rest`, and measures on the same posts of `test` that were left out.
fn folds(
    name: &str,
    btc: &[Sentence],
    rest: &[Sentence],
    test: &[Sentence],
    lexicons: &Lexicons,
    verbose: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let mut sums = [0.0; 3];
    writeln!(out, "{name}:")?;
    // Two folds at a time; the results are printed in order.
    let all: Vec<usize> = (0..FOLDS).collect();
    for pair in all.chunks(2) {
        let measured: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> =
                pair.iter().map(|&number| scope.spawn(move || fold(number, btc, rest, test, lexicons, verbose))).collect();
            running.into_iter().map(|thread| thread.join().map_err(|_| "a fold stopped")).collect::<Result<_, _>>()
        })?;
        for (&number, (ways, misses)) in pair.iter().zip(&measured) {
            for ((name, counts), sum) in WAYS.iter().zip(ways).zip(&mut sums) {
                let (f1, detail) = score(counts);
                *sum += f1 / f64::from(u32::try_from(FOLDS)?);
                writeln!(out, "fold {} {name:<20} F1 {f1:.3}  {detail}", number + 1)?;
            }
            for miss in misses {
                writeln!(out, "{miss}")?;
            }
        }
    }
    writeln!(
        out,
        "typed F1 over {FOLDS} folds, {name}: {:.3} with the model, {:.3} with lexicons alone, {:.3} by the model alone (spaCy 3.8 on BTC's test section: small 0.27, medium 0.32)",
        sums[0], sums[1], sums[2]
    )?;
    Ok(())
}

/// Trains on all but one fold of BTC, and on the rest; measures the fold.
fn fold(
    number: usize,
    btc: &[Sentence],
    rest: &[Sentence],
    test: &[Sentence],
    lexicons: &Lexicons,
    verbose: bool,
) -> ([Counts; 3], Vec<String>) {
    let apart = |index: usize| index % FOLDS == number;
    let learn: Vec<Sentence> =
        btc.iter().enumerate().filter(|(index, _)| !apart(*index)).map(|(_, s)| s.clone()).chain(rest.iter().cloned()).collect();
    let model = train(&learn, lexicons, EPOCHS);
    let test: Vec<&Sentence> = test.iter().enumerate().filter(|(index, _)| apart(*index)).map(|(_, s)| s).collect();
    let mut misses = Vec::new();
    let with = measure(&test, lexicons, Some(&model), verbose.then_some(&mut misses));
    let without = measure(&test, lexicons, None, None);
    ([with, without, measure_model(&test, lexicons, &model)], misses)
}

fn measure(test: &[&Sentence], lexicons: &Lexicons, model: Option<&Tagger>, misses: Option<&mut Vec<String>>) -> Counts {
    let found = |sentence: &Sentence| spans(&derive_with(&Subject::text(&sentence.text), lexicons, model));
    count(test, found, misses)
}

fn measure_model(test: &[&Sentence], lexicons: &Lexicons, model: &Tagger) -> Counts {
    let found = |sentence: &Sentence| {
        let names = model_names(&sentence.text, lexicons, model);
        names.into_iter().map(|name| chars(&sentence.text, &name.span, name.kind)).collect()
    };
    count(test, found, None)
}

fn chars(text: &str, span: &std::ops::Range<usize>, kind: NameKind) -> (usize, usize, NameKind) {
    (text[..span.start].chars().count(), text[..span.end].chars().count(), kind)
}

type Spans = Vec<(usize, usize, NameKind)>;

fn count(test: &[&Sentence], found: impl Fn(&Sentence) -> Spans, mut misses: Option<&mut Vec<String>>) -> Counts {
    let mut counts = Counts::default();
    for sentence in test {
        let found = found(sentence);
        let wanted: Spans =
            sentence.names.iter().map(|Labelled { name, .. }| chars(&sentence.text, &name.span, name.kind)).collect();
        for &(.., kind) in &wanted {
            counts.wanted[kind as usize] += 1;
        }
        for span in &found {
            counts.found[span.2 as usize] += 1;
            counts.right[span.2 as usize] += u32::from(wanted.contains(span));
        }
        if let Some(misses) = misses.as_deref_mut() {
            let shown = |what: &str, &(start, end, kind): &(usize, usize, NameKind)| {
                let surface: String = sentence.text.chars().skip(start).take(end - start).collect();
                format!("{what} {kind:?} {surface} | {}", sentence.text)
            };
            misses.extend(wanted.iter().filter(|span| !found.contains(span)).map(|span| shown("missed", span)));
            misses.extend(found.iter().filter(|span| !wanted.contains(span)).map(|span| shown("extra", span)));
        }
    }
    counts
}

/// The rows as typed spans of code points. A capital is a row of both tables and counts once.
fn spans(features: &Features) -> Vec<(usize, usize, NameKind)> {
    let mut spans: Vec<(usize, usize, NameKind)> = features
        .actors
        .iter()
        .filter(|row| !row.surface.starts_with('@'))
        .map(|row| {
            let kind = match row.kind {
                ActorKind::Person => NameKind::Person,
                ActorKind::State => NameKind::Location,
                ActorKind::Organization | ActorKind::Group => NameKind::Organization,
            };
            (row.start_char as usize, row.end_char as usize, kind)
        })
        .collect();
    spans.extend(features.places.iter().map(|row| (row.start_char as usize, row.end_char as usize, NameKind::Location)));
    spans.sort_by_key(|span| (span.0, span.1));
    spans.dedup();
    spans
}

fn score(counts: &Counts) -> (f64, String) {
    let f1 = |right: u32, found: u32, wanted: u32| {
        if found + wanted == 0 { 1.0 } else { 2.0 * f64::from(right) / f64::from(found + wanted) }
    };
    let sum = |values: &[u32; 3]| values.iter().sum::<u32>();
    let (right, found, wanted) = (sum(&counts.right), sum(&counts.found), sum(&counts.wanted));
    let ratio = |part: u32, whole: u32| if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) };
    let kinds: Vec<String> = ["person", "organization", "location"]
        .iter()
        .enumerate()
        .map(|(kind, name)| format!("{name} {:.3}", f1(counts.right[kind], counts.found[kind], counts.wanted[kind])))
        .collect();
    (
        f1(right, found, wanted),
        format!("precision {:.3} recall {:.3}  {}", ratio(right, found), ratio(right, wanted), kinds.join(" ")),
    )
}
