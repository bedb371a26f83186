//! The command `unspool`: arguments, progress and messages around `unspool_pipeline`.
//!
//! Exit codes: 0 done, 1 the input or the data is at fault, 2 wrong usage. Results go to stdout or
//! files, everything else to stderr.

mod args;
mod commands;
mod progress;
mod report;
mod table;

use std::io;
use std::process::ExitCode;

use clap::Parser;

/// Posts become many small texts on every core; CONTRIBUTING.md says why this allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command comes to.
pub(crate) enum Outcome {
    /// Done.
    Done,
    /// Done, and what was asked about is at fault.
    Faults,
}

fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        // `unspool … | head` closes the pipe; that is no fault.
        Err(commands::Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            report::tell(&failure);
            ExitCode::from(1)
        }
    }
}
