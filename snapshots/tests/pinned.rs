//! How a snapshot is pinned: an explicit name, and the input file named inside.

use camino::Utf8Path;
use libtest_mimic::Trial;

use crate::inputs::{home, workspace};

/// A trial that pins `text()` as `<stage>/<case>.snap`.
pub fn trial(
    stage: &'static str,
    case: String,
    input: Option<&Utf8Path>,
    text: impl FnOnce() -> String + Send + 'static,
) -> Trial {
    let input = input.map(|path| path.strip_prefix(workspace()).unwrap_or(path).to_owned());
    let name = format!("{stage}/{case}");
    Trial::test(name, move || {
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(home().join(stage));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        if let Some(input) = input {
            settings.set_input_file(input);
        }
        let text = text();
        settings.bind(|| insta::assert_snapshot!(case.as_str(), text));
        Ok(())
    })
    .with_kind("snapshot")
}

/// The names of the snapshots that trials pin.
pub fn names(trials: &[Trial]) -> Vec<String> {
    trials.iter().filter(|trial| trial.kind() == "snapshot").map(|trial| trial.name().to_owned()).collect()
}
