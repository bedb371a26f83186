//! A progress bar on stderr, where stderr is a terminal.

use std::cell::Cell;
use std::io::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use unspool_pipeline::Progress;

/// The bar of one build.
pub(crate) struct Bar {
    bar: ProgressBar,
    posts: Cell<u64>,
}

impl Bar {
    /// A bar for the build of `name`; hidden unless stderr is a terminal.
    pub fn new(name: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{prefix} {bar:30} {bytes}/{total_bytes} {msg} {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_prefix(name.to_owned());
        Self { bar, posts: Cell::new(0) }
    }

    /// Takes the bar off the terminal.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn start(&self, bytes: u64) {
        self.bar.set_length(bytes);
    }

    fn advance(&self, bytes: u64, posts: u64) {
        self.posts.set(self.posts.get() + posts);
        self.bar.inc(bytes);
        self.bar.set_message(format!("{} posts", self.posts.get()));
    }

    fn note(&self, message: &str) {
        self.bar.suspend(|| {
            // Nothing can be done about a closed stderr.
            let _ = writeln!(std::io::stderr(), "note: {message}");
        });
    }
}
