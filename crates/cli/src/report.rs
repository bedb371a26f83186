//! Errors, told to people: what, where, why, and what to do. Where a file is at fault, its line is shown.

use std::io::{IsTerminal, Write, stderr};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use unspool_pipeline::{LexiconError, PipelineError};

use crate::commands::Failure;

/// Writes a failure to stderr.
pub(crate) fn tell(failure: &Failure) {
    let text = match failure {
        Failure::Pipeline(PipelineError::Config { path, text, span, message }) => {
            snippet(path.as_str(), text, span.clone(), message)
        }
        Failure::Pipeline(PipelineError::Lexicon(LexiconError::Row { path, line, source_text, message })) => {
            snippet(path.as_str(), source_text, line_span(source_text, *line), message)
        }
        Failure::Pipeline(error) => format!("error: {error}"),
        Failure::Usage(message) => format!("error: {message}"),
        Failure::Output(error) => format!("error: cannot write the output: {error}"),
    };
    // Nothing can be done about a closed stderr.
    let _ = writeln!(stderr(), "{text}");
}

/// A message over the place in the file.
fn snippet(path: &str, text: &str, span: std::ops::Range<usize>, message: &str) -> String {
    let end = span.end.min(text.len());
    let span = span.start.min(end)..end;
    let group = Level::ERROR
        .primary_title(message)
        .element(Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(span)));
    let renderer = if stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The bytes of a line, from 1.
fn line_span(text: &str, line: usize) -> std::ops::Range<usize> {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    start..start + length
}
