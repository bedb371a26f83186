//! Snapshots of every stage, one trial a stage and case.
//!
//! A case is a file of `inputs/`; its snapshots are `<stage>/<case>.snap` beside this crate's
//! manifest. Adding a case is adding a file. `complete` fails when a snapshot has no case.

#![allow(clippy::expect_used, reason = "a test that cannot go on says why and stops")]
#![allow(clippy::unnecessary_wraps, reason = "trials give results")]

mod architecture;
mod cli;
mod complete;
mod datasets;
mod derive;
mod edited;
mod ingest;
mod inputs;
mod normalize;
mod packed;
mod pinned;
mod publish;

use libtest_mimic::{Arguments, Trial};

fn main() {
    // Commands of the tests run without a terminal and without colours.
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(ingest::trials());
    trials.extend(normalize::trials());
    trials.extend(derive::trials());
    trials.extend(datasets::trials());
    trials.extend(cli::trials());
    trials.extend(publish::trials());
    trials.extend(packed::trials());
    trials.extend(edited::trials());
    trials.extend(architecture::trials());
    let snapshots = pinned::names(&trials);
    trials.push(complete::trial(snapshots));
    libtest_mimic::run(&arguments, trials).exit();
}
